"""Programmes against the policy's budget, and amounts that are made of others."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import read_sheet
from tests.assess.checks.small_sheets import budget, found, goal, programme, reference, sheet

SINGLE = (
    "{initial: {2012: '1,000', 2013: '900'}, supplementary: {2012: '200'}, total: {2012: '1,200'}}"
)
AGENCY = "独立行政法人例機構運営費交付金に必要な経費\n知財活用支援事業"


def costs(*amounts, names=("甲事業", "乙事業"), **lines):
    """A sheet with programmes of these amounts of 2012 and 2013, and budget lines."""
    measures = [programme(n, amounts=a) for n, a in zip(names, amounts, strict=False)]
    return sheet(goal(1, measures=measures), rest=budget(**(lines or {"single": SINGLE})))


def test_programmes_that_cost_more_than_the_policy_has_are_a_warning():
    (finding,) = found("programmes-above-budget", costs(("900", "500"), ("301", "300")))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "measures", 0, "budget", "2012")
    assert "24年度の達成目標1の達成手段2件の計 1,201" in finding.evidence.ja
    assert "1,200 を 1 上回る" in finding.evidence.ja


def test_programmes_that_the_lower_line_may_pay_for_are_a_note():
    text = costs(("900", "500"), ("301", "300"), single=SINGLE, shared="{initial: {2012: '5,000'}}")
    (finding,) = found("programmes-above-budget", text)
    assert finding.severity == "info"
    assert "上段" in finding.evidence.ja


def test_programmes_that_just_fit_may_stand():
    assert not found("programmes-above-budget", costs(("900", "500"), ("300", "400")))


def test_agencies_reference_rows_and_programmes_named_twice_are_left_out():
    text = sheet(
        goal(1, measures=[programme("甲事業", amounts=("900", "800")), programme(AGENCY, amounts=("900", "800"))]),
        goal(2, measures=[programme("甲事業", amounts=("900", "800"))]),
        rest=reference(programme("乙機構の事業", amounts=("900", "800"))) + budget(single=SINGLE),
    )  # fmt: skip
    assert not found("programmes-above-budget", text)


def test_other_units_are_converted_before_they_are_compared():
    text = costs(("1", "0.5"), ("0.2", "0.4")).replace("（千円）", "（百万円）")
    assert not found("programmes-above-budget", text)
    assert found("programmes-above-budget", text.replace("'0.2'", "'0.3'"))


def test_heads_without_a_unit_are_in_that_of_the_budget():
    text = costs(("900", "500"), ("301", "300"), unit="百万円", single=SINGLE)
    assert not found("programmes-above-budget", text)
    assert found("programmes-above-budget", text.replace("（千円）", ""))


def test_agencies_are_compared_only_where_the_form_shows_what_pays_for_them():
    dear = costs(("5,000", "500"), names=(AGENCY,))
    assert not found("programmes-above-budget", dear)
    shared = costs(
        ("5,000", "500"), names=(AGENCY,), single=SINGLE, shared="{initial: {2012: '100'}}"
    )
    (finding,) = found("programmes-above-budget", shared)
    assert (finding.severity, "独立行政法人の事業1件" in finding.evidence.ja) == ("warning", True)


def test_programmes_far_below_the_policys_budget_are_a_note():
    (finding,) = found("programmes-far-below-budget", costs(("400", "500"), ("199", "300")))
    assert (finding.severity, finding.path) == (
        "info",
        ("budget", "single", "supplementary", "2012"),
    )
    assert finding.evidence.ja.startswith(
        "24年度の達成目標1の達成手段2件の計 599 は、施策（上段）の補正後予算額 1,200 の 49.9％"
    )
    assert finding.evidence.en.startswith("FY2012: 599 for 2 programmes of goal 1, 49.9％ of")
    assert "読んで" not in finding.evidence.ja
    assert "当初 1,000 に対しては 59.9％" in finding.evidence.ja


def test_programmes_of_several_goals_are_told_apart():
    one, two = (programme(name, amounts=("200", "300")) for name in ("甲事業", "乙事業"))
    text = sheet(goal(1, measures=[one]), goal(2, measures=[two]), rest=budget(single=SINGLE))
    (finding,) = found("programmes-far-below-budget", text)
    assert "達成手段2件（達成目標1の1件、達成目標2の1件）の計 400" in finding.evidence.ja
    assert "2 programmes (1 of goal 1, 1 of goal 2)" in finding.evidence.en


def test_a_sum_says_which_of_its_amounts_was_read_as_another():
    text = costs(("400", "500"), ("199", "300")).replace(
        "2012: '199'", "2012: {printed: '1,9', reading: '199'}"
    )
    (finding,) = found("programmes-far-below-budget", text)
    assert finding.evidence.ja.endswith("（「1,9」は「199」と読んで計算した。）")
    assert finding.evidence.en.endswith(" (Read: “1,9” as “199”.)")


@pytest.mark.parametrize("second", ["200", "200の内数", "200（内数）"])
def test_half_of_the_budget_or_a_sum_that_cannot_be_told_may_stand(second):
    text = costs(("400", "500"), (second, "300"))
    assert not found("programmes-far-below-budget", text)


def test_agencies_count_where_no_lower_line_pays_for_them():
    names = ("甲事業", AGENCY)
    agency = costs(("300", "500"), ("300", "300"), names=names)
    assert not found("programmes-far-below-budget", agency)
    apart = costs(
        ("300", "500"),
        ("300", "300"),
        names=names,
        single=SINGLE,
        shared="{initial: {2012: '500'}}",
    )
    assert found("programmes-far-below-budget", apart)


CONTAINED = {
    "single": "{initial: {2012: '18,570,972'}}",
    "single_reconstruction": "{initial: {2012: '1,504,000', 2013: '1,504,822'}, supplementary: {2012: '△359,976'}}",
}


def contained(whole, part=("3,091,148", "1,803,032"), **lines):
    return sheet(
        goal(3, measures=[programme("東北発プロジェクト", amounts=whole)]),
        rest=reference(programme("復興促進プログラム", amounts=part))
        + budget(**(lines or CONTAINED)),
    )


def test_a_programme_made_of_another_tables_money_is_noted_once_for_all_years():
    (finding,) = found("programme-contains-others", contained(("4,595,148", "3,307,854")))
    assert finding.severity == "info"
    assert finding.printed == "4,595,148"
    assert "「復興促進プログラム」" in finding.evidence.ja
    assert "24年度 4,595,148＝3,091,148＋1,504,000" in finding.evidence.ja
    assert "25年度 3,307,854＝1,803,032＋1,504,822" in finding.evidence.ja


def test_the_years_of_one_containment_are_one_note_whichever_item_of_the_line_it_uses():
    total = CONTAINED["single_reconstruction"].replace("}}", "}, total: {2012: '1,144,024'}}", 1)
    lines = {**CONTAINED, "single_reconstruction": total}
    (finding,) = found("programme-contains-others", contained(("4,235,172", "3,307,854"), **lines))
    assert "24年度 4,235,172＝3,091,148＋1,144,024、25年度 3,307,854" in finding.evidence.ja


def test_a_sum_that_nearly_holds_or_a_round_one_is_no_containment():
    assert not found("programme-contains-others", contained(("4,595,149", "3,307,850")))
    round_ = contained(("3,000", "3,000"), part=("2,000", "2,000"), single=SINGLE)
    assert not found("programme-contains-others", round_)


def test_an_initial_budget_in_a_column_headed_revised_is_a_warning():
    (finding,) = found("initial-under-revised", contained(("4,595,148", "3,307,854")))
    assert (finding.severity, finding.path[-1]) == ("warning", "2012")
    assert "補正 △359,976 を含まない。含めれば 4,235,172" in finding.evidence.ja


def test_without_a_supplementary_budget_both_columns_are_the_same():
    plain = {**CONTAINED, "single_reconstruction": "{initial: {2012: '1,504,000'}}"}
    assert not found("initial-under-revised", contained(("4,595,148", "1"), **plain))
    initial = contained(("4,595,148", "3,307,854")).replace("補正後", "当初")
    assert not found("initial-under-revised", initial)


def test_the_programmes_of_goal_7_2_fit_into_its_budget(goal_7_2):
    checks = {f.check: f for f in audit(read_sheet(goal_7_2))}
    assert "programmes-above-budget" not in checks
    evidence = checks["programmes-far-below-budget"].evidence.ja
    assert "24年度の達成目標1の達成手段4件の計 18,513,902" in evidence
    assert "「1,30,000」は「1,300,000」と読んで計算した" in evidence
    assert checks["initial-under-revised"].printed == "4,595,148"
