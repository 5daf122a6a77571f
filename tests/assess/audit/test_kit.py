"""The table of checks: none is lost, none takes another's place, and each says what it declares."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import all_checks, kit, run
from evalkit.assess.audit.form import indicators, whole
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.load import parse_sheet
from tests.assess.audit.sheets import node, text_of

SAID = Bilingual("あ", "a")


def declared(id_, **more):
    return kit.check(
        id_,
        "info",
        **{"over": whole, **dict.fromkeys(("title", "why", "says", "do"), SAID), **more},
    )


def test_a_second_check_of_one_name_is_refused():
    (first, *_) = all_checks()
    with pytest.raises(ValueError, match=f"^two checks are called {first.id}$"):
        declared(first.id)(lambda _: ())


def test_a_check_fills_the_sentence_of_its_case_for_every_part_that_it_walks_over(monkeypatch):
    monkeypatch.setattr(kit, "_CHECKS", {})
    monkeypatch.setattr(run, "all_checks", lambda: tuple(kit._CHECKS.values()))
    says = {"many": Bilingual("{n}件", "{n} figures"), "none": Bilingual("なし", "none")}

    @declared("counting", over=indicators, says=says)
    def count(row):
        path = (*row.path, "actuals", "2008")
        yield kit.hit(path, "many" if row.actuals else "none", n=len(row.actuals))

    sheet = parse_sheet(
        text_of(node("indicators: [{actuals: {2008: 5件, 2010: 6件}}, {actuals: {2009: －}}]"))
    )
    found = [(each.printed, each.evidence.ja) for each in run.audit(sheet)]
    assert found == [("5件", "2件"), ("", "なし")]


def test_every_check_speaks_both_languages():
    for each in all_checks():
        for text in (each.title, each.why):
            assert text.ja.strip(), each.id
            assert text.en.strip(), each.id
            assert text.ja != text.en, each.id
