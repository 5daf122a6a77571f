"""Figures that are no numbers as printed, or lack their separators."""

from __future__ import annotations

import pytest

from tests.assess.checks.forms import at, form, found, only, programmes, years

BUDGET = """\
budget:
  single:
    initial: {{2011: '20,884,332', 2012: '18,570,972', 2013: '{third}'}}
    total: {{2011: '20,754,867', 2012: '18,698,636'}}
"""


def accepted(printed, reading):
    return form(f"actuals: {{2012: {{printed: '{printed}', reading: '{reading}'}}}}")


def test_a_malformed_figure_is_an_error_with_what_its_digits_would_make():
    finding = only("malformed-number", accepted("1,30,000", "1,300,000"))
    assert (finding.severity, finding.path) == ("error", at("actuals", "2012"))
    assert finding.printed == "1,30,000"
    assert "桁区切りが3桁ごとでない" in finding.evidence.ja
    assert "「1,300,000」と読んで計算しているが、数字だけを並べれば130,000" in finding.evidence.ja


@pytest.mark.parametrize(
    ("printed", "reading", "said"),
    [
        ("54O機関", "540機関", "数字に似た文字"),
        ("12・5％", "12.5％", "小数点の位置"),
        ("約百件か", "100件", "一つの数値として読めない"),
        ("130件", "1,300件", "記載のままなら130件と読める"),
    ],
)
def test_the_evidence_says_why_a_text_is_no_number(printed, reading, said):
    assert said in only("malformed-number", accepted(printed, reading)).evidence.ja


def test_a_reading_with_the_same_digits_is_not_said_to_differ():
    finding = only("malformed-number", accepted("12、345件", "12,345件"))
    assert "一致しない" not in finding.evidence.ja


def test_a_figure_without_reading_is_not_malformed():
    assert not found("malformed-number", form("actuals: {2012: '1,300,000件'}"))


def test_a_budget_without_separators_among_others_with_them_is_a_warning():
    rest = BUDGET.format(third="1504822")
    finding = only("missing-separators", form("actuals: {2012: 5件}", rest=rest))
    assert finding.severity == "warning"
    assert finding.path == ("budget", "single", "initial", "2013")
    assert "4個の数値（20,884,332など）" in finding.evidence.ja
    assert "「1,504,822」" in finding.suggestion.ja


def test_one_row_is_one_finding():
    row = years("14974件", "14779件", "15,544件", "16,302件", "17,001件")
    finding = only("missing-separators", form(f"actuals: {row}"))
    assert "14974・14779にはない" in finding.evidence.ja
    assert finding.related == (at("actuals", "2009"),)


def test_a_programme_without_separators_is_found_in_its_own_table():
    rest = programmes(("1,982,194", "1,200,000"), ("7841558", "5,420,723"))
    finding = only("missing-separators", form("actuals: {2012: 5件}", rest=rest))
    assert finding.path[2:] == ("measures", 1, "budget", "2012")


@pytest.mark.parametrize(
    "row",
    [
        ["7248件", "14,974件"],  # four digits without, five with: a habit of its own
        ["14974件", "14779件", "15544件"],  # nowhere separated
        ["974件", "14,974件"],
        ["1万4974件", "15,001件", "15,002件"],
    ],
)
def test_figures_in_their_own_habit_may_stand(row):
    assert not found("missing-separators", form(f"actuals: {years(*row)}"))


def test_what_may_be_a_calendar_year_needs_no_separator():
    row = years("2010", "1,974", "1,981")
    assert not found("missing-separators", form(f"unit: ''\nactuals: {row}"))


def test_a_malformed_figure_is_not_also_said_to_lack_separators():
    row = "{2011: '15,001件', 2012: {printed: '1,30,000件', reading: '130000件'}}"
    assert not found("missing-separators", form(f"actuals: {row}"))
