"""What every check finds, and where it is silent: ``cases/`` has it as data, a file a module."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from evalkit.assess.audit import all_checks
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.places import form_place
from tests.assess.audit.findings import IDS, findings_of
from tests.assess.audit.sheets import text_of

CASES = Path(__file__).parent / "cases"


class _Loader(yaml.CSafeLoader):
    """Reads cases, but leaves their sheets as they are written."""


def _construct_case(loader, node):
    case = {}
    for key, value in node.value:
        raw = key.value in ("sheet", "previous")
        case[key.value] = value if raw else loader.construct_object(value, deep=True)
    return case


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_case)


def cases():
    for path in sorted(CASES.rglob("*.yaml")):
        for check, told in yaml.load(path.read_text("utf-8"), Loader=_Loader).items():
            for case in (*told.get("fires", ()), *told.get("silent", ())):
                yield pytest.param(check, case, id=f"{check}: {case['case']}")


@pytest.mark.parametrize(("check", "case"), tuple(cases()))
def test_a_check_says_this_of_such_a_sheet(check, case):
    previous = parse_sheet(text_of(case["previous"])) if "previous" in case else None
    sheet, as_of = parse_sheet(text_of(case["sheet"])), case.get("as_of")
    assert as_of is None or isinstance(as_of, date)
    folder = case.get("filed_under")
    findings = findings_of(check, sheet, as_of=as_of, previous=previous, filed_under=folder)
    expected = case.get("finds", [])
    told = [_told(sheet, each, want) for each, want in zip(findings, expected, strict=False)]
    assert (told, len(findings)) == (expected, len(expected))


def _told(sheet, finding, wanted):
    """What a finding says, as far as the case states it."""
    says = {
        "severity": finding.severity,
        "place": finding.place.ja,
        "related": [form_place(sheet, path).ja for path in finding.related],
        "ja": finding.evidence.ja,
        "en": finding.evidence.en,
        "do": dict(zip(("ja", "en"), finding.suggestion, strict=True)),
    }
    return {name: says[name] for name in wanted}


def test_every_check_has_a_case_in_which_it_fires():
    firing = {case.values[0] for case in cases() if case.values[1].get("finds")}
    assert firing == IDS


def test_a_case_stands_in_the_file_of_the_module_of_its_check():
    modules = {each.id: each.module.split(".checks.")[1] for each in all_checks()}
    for path in sorted(CASES.rglob("*.yaml")):
        name = ".".join(path.relative_to(CASES).with_suffix("").parts)
        told = yaml.load(path.read_text("utf-8"), Loader=_Loader)
        assert {check: modules[check] for check in told} == dict.fromkeys(told, name)
