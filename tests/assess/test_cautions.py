"""What a careful reader is told: each caution where it is due, and not where it nearly is."""

from __future__ import annotations

import pytest

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.cautions import cautions
from evalkit.sheet.load import read_sheet
from tests.assess.test_assessment import one


def codes(text):
    return [caution.code for caution in cautions(one(text))]


@pytest.mark.parametrize(
    ("code", "due", "not_due"),
    [
        ("rate_above_but_missed",
         "actuals: {2012: 17.4件}\nannual_targets: {2012: 15.0件以下}",
         "actuals: {2012: 15.0件}\nannual_targets: {2012: 15.0件以下}"),
        ("rate_below_but_met",
         "actuals: {2012: 12件}\nannual_targets: {2012: 14件以下}",
         "actuals: {2012: 14件}\nannual_targets: {2012: 14件以下}"),
        ("overshoot",
         "actuals: {2012: 301件}\nannual_targets: {2012: 200件以上}",
         "actuals: {2012: 300件}\nannual_targets: {2012: 200件以上}"),
        ("near_target_far_from_way",
         "baseline: （20年度）90件\nactuals: {2012: 93件}\nannual_targets: {2012: 100件以上}\ntarget: （25年度）100件以上",
         "baseline: （20年度）90件\nactuals: {2012: 95件}\nannual_targets: {2012: 100件以上}\ntarget: （25年度）100件以上"),
        ("met_but_worse",
         "actuals: {2011: 99件, 2012: 95件}\nannual_targets: {2012: 90件以上}",
         "actuals: {2011: 95件, 2012: 95件}\nannual_targets: {2012: 90件以上}"),
        ("missed_but_on_course",
         "baseline: （23年度）13件\nactuals: {2011: 13件, 2012: 23件}\nannual_targets: {2012: 24件}\ntarget: （25年度）27件",
         "baseline: （23年度）13件\nactuals: {2011: 13件, 2012: 24件}\nannual_targets: {2012: 24件}\ntarget: （25年度）27件"),
        ("met_but_behind",
         "baseline: （20年度）10件\nactuals: {2008: 10件, 2012: 18件}\nannual_targets: {2012: 17件}\ntarget: （25年度）40件",
         "baseline: （20年度）10件\nactuals: {2008: 10件, 2012: 35件}\nannual_targets: {2012: 17件}\ntarget: （25年度）40件"),
        ("direction_unknown", "actuals: {2012: 9件}\ntarget: 10件", "actuals: {2012: 9件}\ntarget: 10件以上"),
        ("direction_unknown",
         "baseline: 21件\nactuals: {2011: 13件, 2012: 12件}\ntarget: 12件",
         "direction: down\nbaseline: 21件\nactuals: {2011: 13件, 2012: 12件}\ntarget: 12件"),
        ("lag", "actuals: {2011: 9件, 2012: 調査中}", "actuals: {2012: 9件}"),
    ],
)  # fmt: skip
def test_a_caution_is_given_where_it_is_due_and_only_there(code, due, not_due):
    assert code in codes(due)
    assert code not in codes(not_due)


@pytest.mark.parametrize(
    "actuals",
    ["actuals: {2008-2011: 24年度より取組を開始したため、実績なし, 2012: ―}", "actuals: {2012: 調査中}",
     "actuals: {2012: 9人}"],
    ids=["not started", "pending", "another unit"],
)  # fmt: skip
def test_nothing_is_said_of_a_direction_by_which_nothing_was_calculated(actuals):
    text = f"{actuals}\nannual_targets: {{2012: 9件}}\ntarget: 10件"
    assert "direction_unknown" not in codes(text)
    assert "direction_unknown" not in codes(f"baseline: 21件\n{text}")


def test_the_direction_is_open_of_one_indicator_of_goal_7_2_alone(request):
    sheet = read_sheet(request.config.rootpath / "params/fy2012/7-2.yaml")
    told = [
        result.label
        for result in assess_sheet(sheet).results
        if "direction_unknown" in {caution.code for caution in cautions(result)}
    ]
    assert told == ["1-⑫"]


def test_a_sheet_without_targets_needs_no_word_on_direction():
    assert codes("actuals: {2012: 9件}") == []
