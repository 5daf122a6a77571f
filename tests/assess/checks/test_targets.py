"""The level of targets against the baseline and what was reached."""

from __future__ import annotations

import pytest

from tests.assess.checks.forms import at, form, found, only, years

EVERY_YEAR = "{baseline: －年度, target: 毎年度}"


# Annual targets that had been reached before


def test_an_annual_target_below_baseline_and_last_actual_is_an_error():
    text = form(
        "baseline: （23年度）338機関\nactuals: {2011: 338機関, 2012: 調査中}\n"
        "annual_targets: {2011: －, 2012: 230機関}\ntarget: 540機関"
    )
    finding = only("annual-target-reached", text)
    assert (finding.severity, finding.path) == ("error", at("annual_targets", "2012"))
    assert finding.evidence.ja.startswith(
        "24年度の目標値230機関は、基準値338機関（23年度）及び23年度の実績値338機関を下回る。"
    )
    assert finding.evidence.en.startswith(
        "The target 230機関 for FY2012 is below the baseline 338機関 (FY2011)"
    )


def test_a_target_above_the_baseline_where_less_is_better_is_an_error():
    text = form(
        "baseline: 20％\nactuals: {2010: 18％, 2011: 17％}\nannual_targets: {2012: 25％以下}\ntarget: 10％以下"
    )
    finding = only("annual-target-reached", text)
    assert finding.severity == "error"
    assert "を上回る" in finding.evidence.ja


def test_without_an_earlier_actual_the_baseline_alone_makes_an_error():
    text = form("baseline: 338件\nannual_targets: {2012: 230件}\ntarget: 540件")
    assert only("annual-target-reached", text).severity == "error"


def test_several_years_are_one_finding_at_the_gravest():
    text = form(
        "baseline: 100件\nactuals: {2010: 150件}\n"
        "annual_targets: {2009: 90件, 2011: 80件, 2012: 160件}\ntarget: 200件"
    )
    finding = only("annual-target-reached", text)
    assert (finding.severity, finding.printed) == ("error", "90件")
    assert "23年度の目標値も同様" in finding.evidence.ja


def test_a_target_between_baseline_and_last_actual_is_a_warning():
    text = form(
        "baseline: 119機関\nactuals: {2010: 230機関, 2011: 245機関}\n"
        "annual_targets: {2012: 240機関}\ntarget: 260機関"
    )
    assert only("annual-target-reached", text).severity == "warning"


def test_without_final_target_a_rising_history_says_which_way_is_better():
    text = form(
        "baseline: 7,248件\nactuals: {2010: '15,544件', 2011: '16,302件'}\n"
        "annual_targets: {2012: '7,000件'}\ntarget: －"
    )
    finding = only("annual-target-reached", text)
    assert finding.severity == "warning"
    assert "16,302件を下回る" in finding.evidence.ja


@pytest.mark.parametrize(
    "text",
    [
        # a plan to recover: the actual fell below the baseline
        "baseline: 338件\nactuals: {2011: 200件}\nannual_targets: {2012: 230件}\ntarget: 540件",
        # beyond both
        "baseline: 338件\nactuals: {2011: 338件}\nannual_targets: {2012: 430件}\ntarget: 540件",
        # equal, and equal but for rounding
        "baseline: 338件\nactuals: {2011: 338件}\nannual_targets: {2012: 338件}\ntarget: 540件",
        # a declining plan does not say which way is better
        "baseline: 21拠点\nactuals: {2009: 21拠点, 2010: 16拠点}\n"
        "annual_targets: {2010: 15拠点, 2011: 12拠点}\ntarget: 12拠点",
        # steps of a plan that the results have overtaken
        "baseline: 100件\nactuals: {2010: 110件, 2011: 135件}\n"
        "annual_targets: {2010: 110件, 2011: 120件, 2012: 130件}\ntarget: 140件",
        "actuals: {2011: 135件}\nannual_targets: {2011: 120件, 2012: 130件}\ntarget: 140件",
        # the actual contradicts the baseline of its own year: one of them is wrong
        "baseline: （23年度）338機関\nactuals: {2011: 383機関}\n"
        "annual_targets: {2012: 350機関}\ntarget: 540機関",
        # another unit
        "baseline: 338機関\nannual_targets: {2012: 23件}\ntarget: 54件",
        # the actual of the same year was not known before
        "baseline: 100件\nactuals: {2012: 200件}\nannual_targets: {2012: 150件}\ntarget: 180件",
        # the level of the baseline is to be kept
        "baseline: 200件\nactuals: {2011: 221件}\nannual_targets: {2012: 200件}\ntarget: 210件",
        # a baseline of the target's own year or later
        "baseline: （24年度）338機関\nannual_targets: {2012: 230機関}\ntarget: 540機関",
    ],
)
def test_targets_that_ask_for_more_or_say_nothing_may_stand(text):
    assert not found("annual-target-reached", form(text))


@pytest.mark.parametrize(
    "text",
    [
        "baseline: 90％\nactuals: {2010: 98％, 2011: 99％, 2012: 95％}\n"
        "annual_targets: {2008-2012: （毎年度）90％以上}\ntarget: 90％以上",
        "baseline: 50％\nactuals: {2010: 58％, 2011: 65％}\n"
        "annual_targets: {2010: 50％以上, 2011: 50％以上, 2012: 50％以上}\ntarget: 50％以上",
        "actuals: {2011: 88.7％}\nannual_targets: {2011: 80％以上, 2012: 80％以上}\ntarget: －",
    ],
)
def test_a_floor_of_every_year_is_no_target_already_reached(text):
    assert not found("annual-target-reached", form(text, heads=EVERY_YEAR))


# Targets below their baseline


def test_a_dated_target_below_the_baseline_is_a_warning_and_a_floor_a_note():
    text = "baseline: 90％\nactuals: {2012: 91％}\ntarget: 80％以上"
    dated = only("target-below-baseline", form(text))
    assert (dated.severity, dated.path) == ("warning", at("target"))
    assert "25年度の目標値80％以上が、基準値90％（20年度）を下回る" in dated.evidence.ja
    assert only("target-below-baseline", form(text, heads=EVERY_YEAR)).severity == "info"


@pytest.mark.parametrize(
    "text",
    [
        "baseline: 90％\ntarget: 90％以上",
        "baseline: 21拠点\ntarget: 12拠点",
        "baseline: 90％\ntarget: 80％以下",
    ],
)
def test_a_target_equal_to_the_baseline_or_on_its_good_side_may_stand(text):
    assert not found("target-below-baseline", form(text))


# Final targets that are reached


def test_a_final_target_reached_before_its_year_is_a_note():
    finding = only("final-target-reached", form("actuals: {2012: 4地域}\ntarget: ４地域"))
    assert (finding.severity, finding.path) == ("info", at("target"))
    assert "24年度の実績値4地域が、25年度の目標値4地域に既に達している" in finding.evidence.ja


def test_a_final_target_reached_by_half_or_more_is_a_warning():
    text = form("baseline: 10％\nactuals: {2012: 63％}\ntarget: 30％以上")
    finding = only("final-target-reached", text)
    assert finding.severity == "warning"
    assert "63％（210.0％）" in finding.evidence.ja


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("actuals: {2012: 23地域}\ntarget: 27地域", "{target: 25年度}"),
        ("actuals: {2012: 63％}\ntarget: 30％以上", EVERY_YEAR),  # every year: met, not finished
        ("actuals: {2012: 30地域}\ntarget: 27地域", "{target: 24年度}"),  # its year has come
        ("baseline: 21拠点\nactuals: {2012: 16拠点}\ntarget: 12拠点", "{target: 25年度}"),
        ("actuals: {2012: 30地域}\ntarget: 27件", "{target: 25年度}"),
    ],
)
def test_targets_still_ahead_or_of_every_year_are_not_reached_early(text, heads):
    assert not found("final-target-reached", form(text, heads=heads))


# Overshoot


def test_an_actual_far_beyond_its_target_is_a_note_with_the_share():
    text = form("actuals: {2012: 424件}\nannual_targets: {2012: 200件以上}\ntarget: －")
    finding = only("overshoot", text)
    assert (finding.severity, finding.path) == ("info", at("actuals", "2012"))
    assert "24年度は424件（目標値200件以上の212.0％）である。" in finding.evidence.ja


def test_the_second_value_of_a_pair_counts_too():
    text = form(
        "actuals: {2012: 7件（27件）}\nannual_targets: {2012: 7件程度 (16件)}\ntarget: 11件"
    )
    assert "括弧内の27件（目標値16件の168.8％）" in only("overshoot", text).evidence.ja


def test_years_are_told_together():
    text = form(f"actuals: {years(10, 10, 10, 17, 20)}\ntarget: （毎年度）10件以上")
    finding = only("overshoot", text)
    assert finding.path == at("actuals", "2012")
    assert "23年度は17件（目標値10件以上の170.0％）、24年度は20件" in finding.evidence.ja


@pytest.mark.parametrize(
    "text",
    [
        "actuals: {2012: 149件}\nannual_targets: {2012: 100件以上}",
        "actuals: {2012: 4件}\nannual_targets: {2012: 2件}",  # one more is a great share
        "actuals: {2012: 150件}\nannual_targets: {2012: 100人}",
        "actuals: {2012: 10％}\nannual_targets: {2012: 5％以下}",  # worse, not beyond
    ],
)
def test_less_than_half_more_or_no_comparison_may_stand(text):
    assert not found("overshoot", form(text + "\ntarget: －"))


def test_a_target_low_in_its_year_and_for_its_end_is_one_finding():
    text = form(
        "baseline: 10％\nactuals: {2012: 63％}\nannual_targets: {2012: 30％以上}\ntarget: 35％以上"
    )
    assert len(found("final-target-reached", text)) == 1
    assert not found("overshoot", text)
