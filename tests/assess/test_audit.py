"""The table of checks: none is lost, and none takes another's place."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import pytest

from evalkit.assess import checks
from evalkit.assess.audit import FAMILIES, all_checks, check
from evalkit.sheet.bilingual import Bilingual


def test_a_second_check_of_one_name_is_refused():
    nothing = Bilingual("", "")
    register = check("overdue", "info", title=nothing, why=nothing)
    with pytest.raises(ValueError, match=r"^two checks are called overdue$"):
        register(lambda _: ())


def test_every_module_that_registers_a_check_is_a_family_that_runs():
    modules = {f"evalkit.assess.checks.{each.name}" for each in iter_modules(checks.__path__)}
    sources = {name: _source(name) for name in modules}
    registering = {name for name, text in sources.items() if "\n@check(" in text}
    assert registering == {f"evalkit.assess.checks.{name}" for name in FAMILIES}
    assert {each.find.__module__ for each in all_checks()} == registering


def _source(name):
    return Path(find_spec(name).origin).read_text("utf-8")


def test_every_check_speaks_both_languages():
    for each in all_checks():
        for text in (each.title, each.why):
            assert text.ja.strip(), each.id
            assert text.en.strip(), each.id
            assert text.ja != text.en, each.id
