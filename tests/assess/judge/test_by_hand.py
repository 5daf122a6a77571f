"""Indicators judged by a careful person, with only what is printed: see by_hand.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evalkit.assess.assessment import assess_sheet
from evalkit.sheet.dump import dump_sheet
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.model import Sheet

CASES = yaml.load(Path(__file__).with_name("by_hand.yaml").read_text("utf-8"), yaml.BaseLoader)


def named(case):
    aim = case.get("target") or "、".join(case.get("annual_targets", {}).values())
    return f"{case['name']} {'、'.join(case['actuals'].values())} / {aim}"


def test_there_are_cases_of_every_judgement_and_most_are_decided():
    grades = [case["grade"] for case in CASES]
    assert {*grades} == {"met", "missed", "not_decidable", "pending", "no_target"}
    assert len(grades) >= 40
    assert sum(grade in ("met", "missed") for grade in grades) > len(grades) / 2


@pytest.mark.parametrize("case", CASES, ids=named)
def test_it_is_judged_as_a_careful_person_would(case):
    row = {"no": "1", "kind": "outcome", **case}
    grade, period = row.pop("grade"), row.pop("period", "fiscal")
    sheet = Sheet.model_validate({
        "ministry": "試験省", "fiscal_year": "2024", "period": period,
        "policy_goal": {"number": "1-1", "name": "試験"},
        "achievement_goals": [{"no": "1", "name": "試験", "indicators": [row]}],
    })  # fmt: skip
    for each in (sheet, parse_sheet(dump_sheet(sheet))):
        judgement = assess_sheet(each).results[0].year(2024).judgement
        assert judgement.grade == grade, judgement.reasoning.ja
