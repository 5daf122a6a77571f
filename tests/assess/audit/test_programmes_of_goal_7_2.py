"""What the audit says of the programmes and names of the published sheet of goal 7-2."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import read_sheet


@pytest.fixture
def findings(goal_7_2):
    return audit(read_sheet(goal_7_2))


def test_its_programmes_fit_into_its_budget_and_are_far_from_it(findings):
    by_check = {finding.check: finding for finding in findings}
    evidence = by_check["programmes-far-below-budget"].evidence.ja
    assert "24年度の達成目標1の達成手段4件の計 18,513,902" in evidence
    assert "「1,30,000」は「1,300,000」と読んで計算した" in evidence
    assert by_check["initial-under-revised"].printed == "4,595,148"
    assert "programmes-above-budget" not in by_check


def test_one_programme_has_two_budgets_and_no_other_two_answers(findings):
    prefixes = ("programme-budgets", "programme-summaries", "programme-indicators")
    told = [
        each for each in findings if each.check in (*prefixes, "programme-details", "same-figure")
    ]
    assert [(each.check, each.severity, each.printed) for each in told] == [
        ("programme-budgets", "error", "2,800,000")
    ]


def test_its_names_that_ought_to_be_one(findings):
    names = ("programme-names", "programme-misnamed", "programme-unnamed", "indicator-names")
    told = sorted((each.check, each.place.ja) for each in findings if each.check in names)
    assert [check for check, _ in told] == [
        "indicator-names", "indicator-names", "programme-misnamed", "programme-names",
        "programme-names", "programme-unnamed",
    ]  # fmt: skip
    assert ("programme-misnamed", "達成目標1 指標⑫ 名称") in told


def test_its_pictures_of_which_only_the_caption_is_there_are_called_by_it(findings):
    told = {each.printed for each in findings if each.check == "picture-not-in-file"}
    assert "カッターユニット" in told
