"""Targets of one indicator against each other, and how they are stated."""

from __future__ import annotations

import pytest

from tests.assess.checks.forms import at, form, found, only, years


def test_a_final_target_below_an_annual_one_is_a_warning():
    text = form("actuals: {2011: 100件}\nannual_targets: {2012: 250件}\ntarget: 240件以上")
    finding = only("target-order", text)
    assert (finding.severity, finding.path) == ("warning", at("target"))
    assert "25年度の目標値240件以上が、24年度の目標値250件を下回る" in finding.evidence.ja


def test_two_targets_for_one_year_are_a_warning():
    text = form("annual_targets: {2012: 250件}\ntarget: （24年度）240件")
    finding = only("target-order", text)
    assert finding.severity == "warning"
    assert "24年度の目標値が、年度ごとの目標値では250件、目標値の欄では240件" in finding.evidence.ja


def test_annual_targets_that_fall_are_a_note():
    text = form("annual_targets: {2011: 130件, 2012: 120件}\ntarget: 200件以上")
    finding = only("target-order", text)
    assert (finding.severity, finding.path) == ("info", at("annual_targets", "2012"))


@pytest.mark.parametrize(
    "text",
    [
        "annual_targets: {2011: 120件, 2012: 120件}\ntarget: 120件",
        "annual_targets: {2012: 250件}\ntarget: （24年度）250件",
        "baseline: 21拠点\nannual_targets: {2010: 15拠点, 2011: 12拠点}\ntarget: 12拠点",
        "annual_targets: {2011: 20％以下, 2012: 15％以下}\ntarget: 10％以下",
        "annual_targets: {2012: 250件}\ntarget: 10％",
    ],
)
def test_targets_that_lead_one_way_may_stand(text):
    assert not found("target-order", form(text))


def test_an_annual_target_at_the_final_level_is_a_note_with_its_years():
    text = form(
        "baseline: 21件\nannual_targets: {2010: 15件, 2011: 12件, 2012: 12件}\ntarget: 12件"
    )
    finding = only("annual-equals-final", text)
    assert (finding.severity, finding.path) == ("info", at("annual_targets", "2011"))
    assert "23年度・24年度の年度目標12件が、25年度の目標値12件と同じ" in finding.evidence.ja


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("annual_targets: {2012: 10％}\ntarget: 11％", "{target: 25年度}"),
        ("annual_targets: {2012: 10％}\ntarget: 10％", "{target: 24年度}"),
        ("annual_targets: {2012: 10％以上}\ntarget: 10％以上", "{target: 毎年度}"),
        ("baseline: 10％\nannual_targets: {2012: 10％}\ntarget: 10％", "{target: 25年度}"),
    ],
)
def test_steps_and_levels_to_keep_may_stand(text, heads):
    assert not found("annual-equals-final", form(text, heads=heads))


def test_a_target_ten_times_its_row_is_a_warning_with_what_was_meant():
    text = form(
        f"actuals: {years(14974, 14779, 15544, 16302)}\n"
        "annual_targets: {2012: '170,000件'}\ntarget: '18,000件'"
    )
    finding = only("digit-slip", text)
    assert (finding.severity, finding.path) == ("warning", at("annual_targets", "2012"))
    assert "14,779～18,000件" in finding.evidence.ja
    assert "17,000件の誤記" in finding.evidence.ja
    assert not found("target-order", text)


def test_a_baseline_with_a_digit_too_few_is_a_warning():
    text = form(f"baseline: 48件\nactuals: {years(480, 490)}\ntarget: 520件")
    assert "480件の誤記" in only("digit-slip", text).evidence.ja


@pytest.mark.parametrize(
    "text",
    [
        "baseline: 1件\nactuals: {2012: 1件}\nannual_targets: {2012: 13件}\ntarget: 23件",  # tiny
        "baseline: 30件\nactuals: {2012: 40件}\ntarget: 200件",  # ambitious, not ten times
        "baseline: 30件\nactuals: {2011: 200件, 2012: 1000件}\ntarget: 10000件",  # no one scale
        "actuals: {2012: 40件}\ntarget: 400件",  # two figures: no row to be out of
    ],
)
def test_ambition_is_no_slip(text):
    assert not found("digit-slip", form(text))


def test_a_target_without_limit_beside_one_with_it_is_a_note():
    finding = only("comparator-missing", form("target: 30％", "kind: output\ntarget: 50％以上"))
    assert (finding.severity, finding.path) == ("info", at("target"))
    assert "①の目標値30％には、同じ単位の②（50％以上）" in finding.evidence.ja


@pytest.mark.parametrize(
    "targets",
    [
        ["30％", "40％", "50％以上"],  # most have none
        ["100％", "50％以上"],  # nothing beyond 100
        ["30件", "50％以上"],
        ["30％", "40％"],
        ["7件程度", "5件以上"],
    ],
)
def test_limits_are_asked_for_only_where_the_table_has_them(targets):
    assert not found("comparator-missing", form(*(f"target: {each}" for each in targets)))


def test_about_in_one_year_only_is_a_note():
    finding = only("comparator-mixed", form("annual_targets: {2012: 7件程度}\ntarget: 11件"))
    assert (finding.severity, finding.path) == ("info", at("annual_targets", "2012"))
    assert "24年度の目標値7件程度に対し、25年度の目標値11件" in finding.evidence.ja


def test_at_least_and_at_most_in_one_indicator_are_a_warning():
    text = form("annual_targets: {2012: 30％以上}\ntarget: 40％以下")
    assert only("comparator-mixed", text).severity == "warning"


def test_a_hundred_per_cent_needs_no_limit():
    text = form("annual_targets: {2012: 90％以上}\ntarget: 100％")
    assert not found("comparator-mixed", text)


def test_a_declining_plan_that_names_no_way_is_a_note():
    text = "baseline: （20年度）21拠点\nannual_targets: {2010: 15拠点}\ntarget: 12拠点"
    finding = only("direction-undeclared", form(text))
    assert (finding.severity, finding.path) == ("info", at("target"))
    assert "基準値21拠点から25年度の目標値12拠点へ減る" in finding.evidence.ja
    assert finding.evidence.ja.endswith("少ない方が良いとは書かれていない。")
    assert finding.suggestion.ja == (
        "「以上」「以下」等を付すか、目標の望ましい方向（増加・減少）を指標に指定する。"
    )
    assert "direction" not in finding.suggestion.en
    assert not found("direction-undeclared", form(f"direction: down\n{text}"))
    assert not found("direction-undeclared", form(text.replace("12拠点", "12拠点以下")))


def test_a_declared_way_that_a_limit_contradicts_is_a_warning_though_the_year_can_be_judged():
    text = f"direction: up\nactuals: {years(12, 13, 13, 14, 14)}\ntarget: 16件以下"
    finding = only("direction-undeclared", form(text))
    assert (finding.severity, finding.path) == ("warning", at("target"))
    assert finding.evidence.ja == (
        "増減のどちらが良いかについて、記載が矛盾する（direction: up、16件以下）。"
    )
    assert not found("direction-undeclared", form(text.replace("up", "down")))


def test_the_note_beside_a_declining_plan_is_cited_as_printed():
    text = "note: ※３年目に拠点の地堀混みを実施\nbaseline: 21拠点\ntarget: 12拠点"
    finding = only("direction-undeclared", form(text))
    assert finding.evidence.ja.endswith("注記に「※３年目に拠点の地堀混みを実施」とある。")
    assert finding.evidence.en.endswith(" A note says “※３年目に拠点の地堀混みを実施”.")


def test_a_target_out_of_a_rising_series_is_no_declining_plan():
    text = f"baseline: 7000件\nactuals: {years(7100, 7500, 7900)}\nannual_targets: {{2012: 6000件}}"
    finding = only("direction-undeclared", form(f"{text}\ntarget: －"))
    assert finding.evidence.ja == (
        "24年度の目標値6,000件を上回るのと下回るのとどちらが良いかを示す記載（「以上」「以下」等）がない。"
    )


def test_a_target_with_a_digit_too_few_is_said_once_and_with_what_was_meant():
    text = form(
        f"baseline: 7000件\nactuals: {years(7100, 7500, 7900)}\nannual_targets: {{2012: 850件}}"
    )
    assert "8,500件の誤記" in only("digit-slip", text).evidence.ja
    assert not found("annual-target-reached", text)


def test_a_pair_whose_target_has_one_value_is_a_note():
    text = "actuals: {2011: 5件（20件）, 2012: 7件（27件）}\ntarget: 11件"
    finding = only("pair-missing", form(text))
    assert (finding.severity, finding.path) == ("info", at("target"))
    assert not found("pair-missing", form(text.replace("11件", "11件（48件）")))
    assert not found("pair-missing", form("actuals: {2012: 7件}\ntarget: 10～12件"))
