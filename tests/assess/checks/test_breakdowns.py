"""Means and totals of a 別表 against their rows, and against the indicator."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import read_sheet
from tests.assess.checks.small_sheets import found, one

YEARS = range(2008, 2013)
FIVE = {"甲 聴講者": "80 77 77 80 71", "甲 説明者": "77 72 68 89 91", "乙 来場者": "76 73 85 88 87"}
RIGHT = "78 74 77 86 83"  # 77.67, 74, 76.67, 85.67, 83


def series(values, unit="%"):
    each = (f"{y}: {v}{unit}" for y, v in zip(YEARS, values.split(), strict=False) if v != "_")
    return "{" + ", ".join(each) + "}"


def table(rows, mean, *, actuals=None, name="平均", unit="%"):
    """An indicator with a 別表 of `rows`, group and name to figures, and its mean."""
    lines = [
        f"  - {{group: {each.split()[0]}, name: {each.split()[1]}, actuals: {series(v, unit)}}}"
        for each, v in rows.items()
    ]
    below = "\n".join(f"  {line}" for line in ["rows:", *lines])
    printed = f"\n  mean: {{name: {name}, actuals: {series(mean, unit)}}}" if mean else ""
    return one(f"actuals: {series(actuals or mean, unit)}\nbreakdown:\n{below}{printed}\n")


def test_a_mean_that_its_rows_do_not_give_is_an_error_with_the_computation():
    (finding,) = found("breakdown-mean", table(FIVE, "78 74 77 86 85"))
    assert finding.severity == "error"
    assert finding.place.ja == "達成目標1 指標① 別表 平均 24年度"
    assert finding.printed == "85%"
    assert "(71＋91＋87)÷3＝83" in finding.evidence.ja
    assert "他の4年度は単純平均と一致" in finding.evidence.ja
    assert "実績値も同じ値" in finding.evidence.ja


def test_the_means_of_goal_7_2_are_right_but_for_2012(goal_7_2):
    findings = [f for f in audit(read_sheet(goal_7_2)) if f.check.startswith("breakdown-")]
    (finding,) = [f for f in findings if f.check in ("breakdown-mean", "breakdown-actual")]
    assert (finding.severity, finding.path[-1], finding.printed) == ("error", "2012", "91%")
    assert "(71＋100＋91＋87＋93＋96)÷6＝89.67" in finding.evidence.ja
    assert "区分ごとの平均の平均（91.11）なら一致する" in finding.evidence.ja


def test_means_that_round_half_up_may_stand():
    assert not found("breakdown-mean", table({"甲 一": "77", "甲 二": "78"}, "78"))
    assert not found("breakdown-mean", table(FIVE, RIGHT))


def test_means_cut_off_in_every_year_are_one_note():
    (finding,) = found("breakdown-mean", table(FIVE, "77 74 76 85 83"))
    assert finding.severity == "info"
    assert "端数の切捨て（77）で全5年度が説明できる" in finding.evidence.ja


def test_a_mean_rounded_half_to_even_is_a_note():
    (finding,) = found("breakdown-mean", table({"甲 一": "80", "甲 二": "81"}, "80"))
    assert finding.severity == "info"


def test_what_unrounded_rows_commonly_give_is_a_note():
    (finding,) = found("breakdown-mean", table(FIVE, "78 74 77 85 83"))  # 85.67
    assert finding.severity == "info"
    assert "端数処理前" in finding.evidence.ja


def test_what_only_unrounded_rows_could_give_is_a_warning():
    rows = {"甲 一": "80", "甲 二": "80", "甲 三": "80", "甲 四": "80", "甲 五": "81"}  # 80.2
    (finding,) = found("breakdown-mean", table(rows, "81"))
    assert finding.severity == "warning"
    assert "端数処理前" in finding.evidence.ja


def test_one_rule_that_gives_every_year_is_a_note_said_once():
    means = "77 74 79 86 84"  # of the groups: 77.25, 73.75, 78.75, 86.25, 84
    (finding,) = found("breakdown-mean", table(FIVE, means))
    assert finding.severity == "info"
    assert "区分ごとの平均の平均" in finding.evidence.ja
    assert "全5年度" in finding.evidence.ja


def test_means_that_follow_no_year_of_their_rows_may_be_weighted():
    (finding,) = found("breakdown-mean", table(FIVE, "79 76 72 83 88"))
    assert finding.severity == "info"
    assert "加重平均の可能性" in finding.evidence.ja


def test_most_years_off_their_rows_are_one_warning():
    (finding,) = found("breakdown-mean", table(FIVE, "79 76 72 83 83"))
    assert finding.severity == "warning"
    assert "5年度のうち20～23年度が行の単純平均と一致しない" in finding.evidence.ja


@pytest.mark.parametrize(("name", "unit"), [("加重平均", "%"), ("全体", "%"), ("合計", "%")])
def test_rates_of_a_whole_are_no_means(name, unit):
    assert not found("breakdown-mean", table(FIVE, "75 70 60 50 40", name=name, unit=unit))


def test_a_year_with_an_unknown_row_is_not_compared_and_one_with_a_dash_is():
    rows = {"甲 一": "10", "甲 二": "20"}
    unknown = table(rows, "12").replace("2008: 20%", "2008: 調査中")
    dash = table(rows, "10").replace("2008: 20%", "2008: －")
    assert not found("breakdown-mean", unknown)
    assert not found("breakdown-mean", dash)
    assert found(
        "breakdown-mean",
        dash.replace(
            "mean: {name: 平均, actuals: {2008: 10%", "mean: {name: 平均, actuals: {2008: 12%"
        ),
    )


def test_a_total_of_counts_must_be_exact():
    rows = {"甲 一": "10 20", "甲 二": "15 25"}
    (finding,) = found("breakdown-mean", table(rows, "25 46", name="計", unit="件"))
    assert (finding.severity, finding.printed) == ("error", "46件")
    assert "20＋25＝45" in finding.evidence.ja
    assert not found("breakdown-mean", table(rows, "25 45", name="合計", unit="件"))


def test_an_actual_that_is_not_its_mean_is_an_error():
    (finding,) = found("breakdown-actual", table(FIVE, RIGHT, actuals="78 74 77 86 84"))
    assert finding.severity == "error"
    assert finding.place.ja == "達成目標1 指標① 実績値 24年度"
    assert "実績値 84% に対し、別表の平均は 83%" in finding.evidence.ja


def test_a_mean_that_only_the_actual_contradicts_is_an_error_at_the_mean():
    rows = {"甲 一": "80", "甲 二": "80", "甲 三": "80", "甲 四": "80", "甲 五": "81"}
    (finding,) = found("breakdown-mean", table(rows, "81", actuals="80"))
    assert (finding.severity, finding.path[-1]) == ("error", "2008")
    assert "指標の20年度の実績値は 80% である" in finding.evidence.ja


def test_a_wrong_mean_that_differs_from_its_actual_is_one_finding():
    text = table(FIVE, "78 74 77 86 85", actuals=RIGHT)
    checks = [f"{c}" for c in ("breakdown-mean", "breakdown-actual") if found(c, text)]
    assert checks == ["breakdown-mean"]


def test_an_actual_printed_more_or_less_finely_than_its_mean_may_stand():
    assert not found("breakdown-actual", table(FIVE, RIGHT, actuals="77.7 74.0 76.7 85.7 83.0"))


def test_without_a_printed_mean_the_other_years_tell_how_the_actual_is_made():
    rows = {"甲 一": "10 20 30", "甲 二": "15 25 35"}
    (finding,) = found("breakdown-actual", table(rows, "", actuals="25 45 75", unit="件"))
    assert (finding.severity, finding.printed) == ("error", "75件")
    assert "30＋35＝65" in finding.evidence.ja
    assert "他の2年度" in finding.evidence.ja


def test_without_a_printed_mean_one_year_says_nothing():
    rows = {"甲 一": "10 20", "甲 二": "15 25"}
    assert not found("breakdown-actual", table(rows, "", actuals="25 46", unit="件"))
