"""The form's tables: merged cells, headers that name their cells, text as printed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from evalkit.present.edition import Edition
from evalkit.present.marks import Marks
from evalkit.present.tables import Tables
from evalkit.present.words import Words
from evalkit.sheet.load import parse_sheet, read_sheet


def tables(sheet, language="ja"):
    edition = Edition(sheet, Words(language))
    return Tables(edition, Marks((), edition.words))


def test_a_merged_cell_stays_merged_and_names_every_year_it_covers(small):
    text = small.replace(
        "          2011: 16,302件\n",
        "          2008-2010: 23年度より取組を開始したため、実績なし\n          2011: 16,302件\n",
    )
    sheet = parse_sheet(text)
    html = tables(sheet).indicators(sheet.achievement_goals[0], "outcome")
    assert (
        '<td id="g1-i1-actuals-2008-2010" class="cell not_started" headers="g1-i1-name '
        'g1-outcome-actuals g1-outcome-2008 g1-outcome-2009 g1-outcome-2010" colspan="3">'
        "23年度より取組を開始したため、実績なし</td>"
    ) in html


def test_an_empty_year_has_a_cell_of_its_own(small):
    sheet = parse_sheet(small)
    html = tables(sheet).indicators(sheet.achievement_goals[0], "outcome")
    assert html.count('class="cell blank"') == 9  # the baseline, three actuals, five annual targets


def test_text_of_the_sheet_is_escaped(small):
    sheet = parse_sheet(small.replace("共同研究の実施件数", "'<b>&amp;</b>'"))
    html = tables(sheet).indicators(sheet.achievement_goals[0], "outcome")
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in html


def test_an_english_page_marks_what_is_japanese(small):
    sheet = parse_sheet(small)
    html = tables(sheet, "en").indicators(sheet.achievement_goals[0], "outcome")
    assert '<th id="g1-outcome-2012" scope="col">FY2012</th>' in html
    assert re.search(r'<td id="g1-i1-actuals-2011" lang="ja"[^>]*>16,302件</td>', html)


class Headers(HTMLParser):
    """Collects ids and the ids that cells name."""

    def __init__(self):
        super().__init__()
        self.ids, self.named, self.heads = [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        self.named += given.get("headers", "").split()
        self.heads += [given] if tag == "th" else []


@pytest.fixture(scope="module")
def form():
    from tests.conftest import ROOT

    sheet = read_sheet(ROOT / "params/fy2012/7-2.yaml")
    made = tables(sheet)
    parts = [
        made.indicators(goal, kind)
        for goal in sheet.achievement_goals
        for kind in ("outcome", "output")
    ]
    parts.append(made.budget(sheet.budget))
    reader = Headers()
    reader.feed("".join(parts))
    return reader


def test_every_header_named_by_a_cell_exists_once(form):
    assert len(form.ids) == len(set(form.ids))
    assert set(form.named) <= set(form.ids)
    assert len(form.named) == 773


def test_every_header_cell_has_a_scope(form):
    assert {head.get("scope") for head in form.heads} <= {"col", "colgroup", "row", "rowgroup"}
