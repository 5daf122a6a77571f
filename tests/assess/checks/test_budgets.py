"""The policy's budget: sums, execution, what was carried over or copied."""

from __future__ import annotations

import pytest

from tests.assess.checks.small_sheets import budget, found, goal, programme, sheet

PARTS = {"initial": "18,570,972", "supplementary": "49,997,770", "carry_over": "△49,870,106"}


def column(year=2012, **items):
    """A sheet with the upper line of one year."""
    return lines(single={year: items})


def lines(**given):
    """A sheet with these lines: year to item to printed amount."""
    turned = {}
    for name, years in given.items():
        items = {}
        for year, cells in years.items():
            for item, printed in cells.items():
                items.setdefault(item, []).append(f"{year}: '{printed}'")
        turned[name] = "{" + ", ".join(f"{i}: {{{', '.join(c)}}}" for i, c in items.items()) + "}"
    return sheet(goal(1), rest=budget(**turned))


# The total ----------------------------------------------------------------------------------------


def test_a_total_that_is_not_the_sum_of_its_parts_is_an_error():
    (finding,) = found("budget-total", column(**PARTS, total="18,798,636"))
    assert finding.severity == "error"
    assert finding.path == ("budget", "single", "total", "2012")
    assert finding.place.ja == "予算額 上段 合計 24年度"
    assert finding.printed == "18,798,636"
    assert "当初18,570,972＋補正49,997,770＋繰越し等△49,870,106＝18,698,636" in finding.evidence.ja
    assert "100,000 の差" in finding.evidence.ja


@pytest.mark.parametrize(
    ("total", "hint"),
    [
        ("18,968,636", "入替わり"),
        ("118,438,848", "繰越し等の符号を逆にすれば一致"),
        ("68,568,742", "繰越し等を除けば一致"),
    ],
)
def test_the_slip_that_explains_the_difference_is_named(total, hint):
    (finding,) = found("budget-total", column(**PARTS, total=total))
    assert hint in finding.evidence.ja


def test_a_difference_of_rounding_is_a_note():
    (finding,) = found("budget-total", column(**PARTS, total="18,698,637"))
    assert finding.severity == "info"


def test_where_a_part_is_empty_the_difference_is_a_warning():
    text = column(initial="1,000,000", supplementary="0", total="1,100,000")
    (finding,) = found("budget-total", text)
    assert finding.severity == "warning"
    assert "繰越し等の記載がない" in finding.evidence.ja


@pytest.mark.parametrize(
    "items",
    [
        {**PARTS, "total": "18,698,636"},
        {"initial": "1,000", "supplementary": "－", "carry_over": "－", "total": "1,000"},
        {"initial": "1,000", "total": "1,000"},
        {"total": "1,000", "executed": "900"},  # a total without its parts
        {"initial": "1,000", "supplementary": "50"},  # parts without their total
        {"initial": "1,000", "supplementary": "調査中", "total": "1,200"},
        {"initial": "<158,924,159>", "supplementary": "<18,180,795>", "carry_over": "<△8,849,323>", "total": "<168,255,631>"},
    ],
)  # fmt: skip
def test_sums_that_hold_or_cannot_be_told_may_stand(items):
    assert not found("budget-total", column(**items))


def test_a_negative_total_is_an_error_but_a_negative_supplementary_is_not():
    (finding,) = found("budget-negative", column(initial="△1,000", supplementary="△359,976"))
    assert (finding.severity, finding.path[2], finding.printed) == ("error", "initial", "△1,000")
    assert "△1,000" in finding.evidence.ja
    assert not found("budget-negative", column(initial="0", carry_over="△359,976"))
    assert not found("budget-negative", column(**PARTS, total="18,698,636"))


# Execution ----------------------------------------------------------------------------------------


def test_more_spent_than_there_was_is_an_error():
    (finding,) = found("executed-above-total", column(total="1,000,000", executed="1,100,000"))
    assert (finding.severity, finding.path[2]) == ("error", "executed")
    assert "執行額 1,100,000 が合計 1,000,000 を 100,000 上回る" in finding.evidence.ja


def test_a_wrong_total_is_reported_once_though_the_execution_exceeds_it():
    text = column(**PARTS, total="8,698,636", executed="18,507,806")
    assert found("budget-total", text)
    assert not found("executed-above-total", text)


@pytest.mark.parametrize("executed", ["1,000,000", "1,000,001", "0", "－"])
def test_spending_up_to_the_total_and_its_rounding_may_stand(executed):
    assert not found("executed-above-total", column(total="1,000,000", executed=executed))


@pytest.mark.parametrize(
    ("executed", "severity"), [("499", "warning"), ("500", "info"), ("799", "info"), ("800", None)]
)
def test_a_low_rate_is_noted_and_a_very_low_one_warned_of(executed, severity):
    findings = found("execution-rate", column(total="1,000", executed=executed))
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_a_rate_is_printed_with_its_computation():
    (finding,) = found("execution-rate", column(total="1,000", executed="499"))
    assert "499÷1,000＝49.9％（未執行 501）" in finding.evidence.ja


@pytest.mark.parametrize(("before", "noted"), [("989", False), ("990", True)])
def test_a_rate_ten_points_below_last_years_is_noted(before, noted):
    years = {
        2011: {"total": "1,000", "executed": before},
        2012: {"total": "1,000", "executed": "890"},
    }
    findings = found("execution-rate", lines(single=years))
    assert bool(findings) is noted
    assert not noted or "23年度の 99.0％ から 10.0 ポイント低下" in findings[0].evidence.ja


def test_a_rate_of_nearly_all_is_not_printed_as_all():
    years = {
        2011: {"total": "10,000", "executed": "9,998"},
        2012: {"total": "1,000", "executed": "880"},
    }
    (finding,) = found("execution-rate", lines(single=years))
    assert "23年度の 99.98％ から 12.0 ポイント低下" in finding.evidence.ja


def test_a_rate_of_a_wrong_total_says_nothing():
    wrong = column(initial="1,000", total="10,000", executed="900")
    assert not found("execution-rate", wrong)


def test_an_uneven_total_spent_to_the_last_unit_is_noted_once_for_its_line():
    years = {y: {"total": "4,383,269", "executed": "4,383,269"} for y in (2011, 2012)}
    (finding,) = found("execution-complete", lines(shared=years))
    assert finding.severity == "info"
    assert "23年度・24年度の執行額が合計 4,383,269 と" in finding.evidence.ja


@pytest.mark.parametrize(
    ("total", "executed"),
    [
        ("4,000,000", "4,000,000"),
        ("383,269", "383,269"),
        ("4,383,269", "4,383,268"),
        ("0", "0"),
    ],
)
def test_round_small_or_nearly_spent_totals_may_stand(total, executed):
    assert not found("execution-complete", column(total=total, executed=executed))


# Carried over, and copied -------------------------------------------------------------------------


def test_a_supplementary_budget_carried_over_as_a_whole_is_noted():
    (finding,) = found("supplementary-carried-over", column(**PARTS))
    assert (finding.severity, finding.path[2]) == ("info", "carry_over")
    assert (
        "補正 49,997,770 に対し繰越し等 △49,870,106（99.7％）で、差引き 127,664"
        in finding.evidence.ja
    )


@pytest.mark.parametrize(
    ("supplementary", "carry_over"),
    [
        ("49,997,770", "△40,000,000"),  # a fifth was spent
        ("100,000", "△100,000"),  # small beside the initial budget
        ("△359,976", "359,976"),
        ("49,997,770", "0"),
        ("0", "△129,465"),
    ],
)
def test_other_carry_overs_may_stand(supplementary, carry_over):
    items = {"initial": "18,570,972", "supplementary": supplementary, "carry_over": carry_over}
    assert not found("supplementary-carried-over", column(**items))


def initials(**years):
    return {int(y[1:]): {"initial": amount} for y, amount in years.items()}


def test_an_initial_budget_that_stays_where_all_others_move_is_noted():
    text = lines(
        single=initials(y2012="18,570,972", y2013="15,360,861", y2014="17,506,814"),
        single_reconstruction=initials(y2013="1,504,822", y2014="1504822"),
    )
    (finding,) = found("budget-unchanged", text)
    assert finding.path == ("budget", "single_reconstruction", "initial", "2014")
    assert finding.printed == "1504822"
    assert "25年度の 1,504,822 と端数まで同じ" in finding.evidence.ja


@pytest.mark.parametrize(
    "still",
    [
        {"y2013": "1,504,822", "y2014": "1,504,823"},
        {"y2013": "1,500,000", "y2014": "1,500,000"},  # a round figure may well stay
        {"y2012": "1,504,822", "y2013": "1,504,822", "y2014": "1,504,822"},  # it always stays
    ],
)
def test_budgets_that_move_or_always_stay_may_stand(still):
    text = lines(
        single=initials(y2012="18,570,972", y2013="15,360,861", y2014="17,506,814"),
        shared=initials(**still),
    )
    assert not found("budget-unchanged", text)


def test_a_programme_that_stays_where_the_others_move_is_noted():
    measures = [
        programme("甲事業", amounts=("1,982,194", "1,982,194")),
        programme("乙事業", amounts=("7,841,558", "5,420,723")),
        programme("丙事業", amounts=("7,390,150", "6,636,550")),
    ]
    (finding,) = found("budget-unchanged", sheet(goal(1, measures=measures)))
    assert finding.place.ja == "達成目標1 達成手段 「甲事業」 予算額 25年度"
