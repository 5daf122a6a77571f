"""Formulas against published figures, their edge cases, and the properties that must always hold.

Mutation testing with mutmut: the mutants of `methods.py` that survive cannot change a result.

- `level_rate`, `forecast`: `/` for `*` where only the sign of the product counts;
- `on_line`, `cagr_ratio`, `forecast`, `_growth_sign`: `>=` for `>` (`<=` for `<`) where zero has been
  excluded before;
- `on_line`: side −2 for −1, on both sides of one comparison.
"""

import json
import pickle
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from evalkit.assess.judge.bounds import Bounds
from evalkit.assess.judge.methods import (
    COMPARATORS,
    METHODS,
    Computed,
    Forecast,
    NotComputable,
    NotDecidable,
    Trend,
    cagr,
    cagr_ratio,
    change,
    change_rate,
    compute,
    execution_rate,
    forecast,
    level_rate,
    level_rate_mirror,
    met,
    min_change,
    on_line,
    pace,
    progress,
    recent_trend,
    reported_rate,
    required_change,
    shortfall,
)
from evalkit.assess.judge.reasons import NAMES, REASONS
from evalkit.sheet.bilingual import Bilingual

D = Decimal
WORKED = json.loads((Path(__file__).parent / "worked-examples.json").read_text(encoding="utf-8"))


def worked(*methods):
    return [
        pytest.param(entry, id=f"{entry['id']} {entry['source'][:24]} {entry['table']}")
        for entry in WORKED
        if entry["method"] in methods
    ]


def exact(value):
    return None if value is None else D(str(value))


# --- published figures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry", worked("opensdg_progress_with_target", "eustat_progress_with_target")
)
def test_cagr_ratio_gives_the_published_progress_value(entry):
    inputs = entry["inputs"]
    ratio = cagr_ratio(
        baseline=exact(inputs["baseline"]),
        baseline_year=inputs["baseline_year"],
        actual=exact(inputs["current"]),
        actual_year=inputs["current_year"],
        target=exact(inputs["target"]),
        target_year=inputs["target_year"],
        direction=inputs["direction"],
    )
    assert float(ratio) == pytest.approx(entry["published_output"]["progress_value"], abs=1e-12)


@pytest.mark.parametrize("entry", worked("opensdg_progress_no_target", "eustat_progress_no_target"))
def test_cagr_gives_the_published_progress_value(entry):
    inputs = entry["inputs"]
    growth = cagr(
        baseline=exact(inputs["baseline"]),
        baseline_year=inputs["baseline_year"],
        actual=exact(inputs["current"]),
        actual_year=inputs["current_year"],
        direction=inputs["direction"],
    )
    assert float(growth) == pytest.approx(entry["published_output"]["progress_value"], abs=1e-12)


@pytest.mark.parametrize("entry", worked("rs_naive_rate"))
def test_reported_rate_gives_the_printed_percentage_whatever_the_direction(entry):
    target, actual = exact(entry["inputs"]["target"]), exact(entry["inputs"]["actual"])
    rate = reported_rate(actual=actual, target=target)
    printed = entry["published_output"]["達成率_percent"]
    assert float(rate * 100) == pytest.approx(printed, abs=entry["tolerance"])


@pytest.mark.parametrize(
    ("actual", "target", "is_met"),
    [
        pytest.param("16.5", "15.5", False, id="W081 RSシステム 2724 printed as 106.45 %"),
        pytest.param("12", "14", True, id="W085 RSシステム 2993 printed as 85.71 %"),
        pytest.param("35", "46", True, id="W089 RSシステム 3763 printed as 76.09 %"),
        pytest.param("2544", "2136", False, id="W093 RSシステム 7331 printed as 119.10 %"),
    ],
)
def test_where_lower_is_better_met_and_the_printed_rate_disagree(actual, target, is_met):
    assert met(actual=D(actual), target=D(target), direction="down") is is_met
    assert (reported_rate(actual=D(actual), target=D(target)) >= 1) is not is_met
    assert (level_rate(actual=D(actual), target=D(target), direction="down") >= 1) is is_met


@pytest.mark.parametrize(
    ("start", "end", "bound"),
    [
        pytest.param((D("23.4"), 2010), (D("15.7"), 2019), (D("13.0"), 2026), id="W103 B"),
        pytest.param((D("1.2"), 2009), (D("0.94"), 2019), (D("1.0"), 2022), id="W108 A"),
    ],
)
def test_health_japan_21_indicators_on_their_line_are_found_on_it(start, end, bound):
    assert on_line(
        baseline=start[0],
        baseline_year=start[1],
        actual=end[0],
        actual_year=end[1],
        target=bound[0],
        target_year=bound[1],
    )


def test_health_japan_21_passive_smoking_in_public_offices_is_below_its_line_w117():
    # 16.9 − 16.9 × 11/14 = 3.62; 4.1 % were reached.
    assert not on_line(
        baseline=D("16.9"),
        baseline_year=2008,
        actual=D("4.1"),
        actual_year=2019,
        target=0,
        target_year=2022,
    )


def test_a_rate_can_look_high_when_most_of_the_way_is_still_to_go():
    # METHODS §4: 93.1 % of the target can be 34.9 % of the way.
    rate = level_rate(actual=D("93.1"), target=100, direction="up")
    way = progress(baseline=D("89.4"), target=100, actual=D("93.1"))
    assert rate == D("0.931")
    assert round(way, 3) == D("0.349")


# --- met ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (">=", False, True, True),
        ("以上", False, True, True),
        ("<=", True, True, False),
        ("以下", True, True, False),
        (">", False, False, True),
        ("超", False, False, True),
        ("<", True, False, False),
        ("未満", True, False, False),
        ("=", False, True, True),
        ("", False, True, True),
        (None, False, True, True),
    ],
)
def test_the_comparator_of_the_target_decides(comparator, below, at, above):
    values = (D("69.999999999999"), D("70.0"), D("70.000000000001"))
    results = tuple(met(actual=value, target=70, comparator=comparator) for value in values)
    assert results == (below, at, above)


def test_a_printed_comparator_outweighs_the_direction():
    assert met(actual=60, target=70, comparator="以下", direction="up")
    assert met(actual=60, target=70, comparator="以下", direction=None)


def test_at_least_is_at_least_also_where_lower_is_better():
    assert met(actual=80, target=70, comparator=">=", direction="down")
    assert not met(actual=60, target=70, comparator="以上", direction="down")


def test_without_a_comparator_the_direction_decides():
    assert met(actual=12, target=12, direction="down")
    assert not met(actual=D("12.01"), target=12, direction="down")
    assert not met(actual=D("11.99"), target=12, direction="up")
    assert met(actual=12, target=12)


def test_a_value_equal_to_its_target_is_met_whichever_way_is_better():
    assert met(actual=12, target=D("12.0"), direction=None) is True


def test_a_declining_plan_is_met_only_if_its_direction_is_declared():
    # 拠点数 21→12: as printed nothing says that fewer is better.
    assert met(actual=12, target=12, direction="down")
    assert met(actual=10, target=12, direction="down")
    assert not met(actual=10, target=12)
    with pytest.raises(NotDecidable, match=r"^上がるのと下がるのとどちらが良いかが示されていない"):
        met(actual=10, target=12, direction=None)


@pytest.mark.parametrize("comparator", ["about", "程度"])
def test_about_is_met_within_the_declared_tolerance_to_either_side(comparator):
    values = (D("56.9"), D(57), D(60), D(63), D("63.1"))
    results = [met(actual=a, target=60, comparator=comparator, tolerance=3) for a in values]
    assert results == [False, True, True, True, False]


def test_about_without_a_tolerance_is_not_decidable():
    with pytest.raises(NotDecidable) as caught:
        met(actual=60, target=60, comparator="程度")
    assert caught.value.code == "tolerance"


@pytest.mark.parametrize(("comparator", "name"), [("about", "tolerance"), ("range", "upper")])
def test_a_tolerance_or_an_upper_end_is_a_printed_figure(comparator, name):
    with pytest.raises(TypeError, match=rf"^{name} must be a Decimal or an int"):
        met(actual=1, target=1, comparator=comparator, **{name: 0.5})


def test_a_range_includes_both_its_ends():
    values = (D("39.9"), D(40), D(45), D(50), D("50.1"))
    results = [met(actual=a, target=40, comparator="range", upper=50) for a in values]
    assert results == [False, True, True, True, False]


def test_a_range_without_its_upper_end_is_not_decidable():
    with pytest.raises(NotDecidable) as caught:
        met(actual=45, target=40, comparator="range")
    assert caught.value.code == "upper"


def test_an_unknown_comparator_is_a_mistake_that_names_the_known_ones():
    with pytest.raises(
        ValueError,
        match=r"^unknown comparator '約'; known: =, >=, <=, >, <, about, range, 以上, 以下, 以内",
    ):
        met(actual=1, target=1, comparator="約")


def test_a_two_valued_indicator_is_met_at_one_and_missed_at_zero():
    assert met(actual=1, target=1)
    assert not met(actual=0, target=1)


# --- what cannot be computed ----------------------------------------------------------------------

UP = {"direction": "up"}
DOWN = {"direction": "down"}
YEARS = {"baseline_year": 2010, "target_year": 2020, "actual_year": 2015}
TWO_YEARS = {"baseline_year": 2010, "actual_year": 2015}
FROM_2015 = {"actual_year": 2015}
THREE = {"baseline": 10, "target": 20, "actual": 15}

NOT_COMPUTABLE = [
    (level_rate, {"actual": 5, "target": 0, **UP}, "zero_target"),
    (level_rate, {"actual": 5, "target": 0, **DOWN}, "zero_target"),
    (level_rate, {"actual": 0, "target": 5, **DOWN}, "zero_actual"),
    (level_rate, {"actual": -1, "target": 5, **UP}, "signs_differ"),
    (level_rate, {"actual": 1, "target": -5, **DOWN}, "signs_differ"),
    (level_rate_mirror, {"actual": 5, "target": 0}, "zero_target"),
    (level_rate_mirror, {"actual": 5, "target": 4, **UP}, "mirror_up"),
    (reported_rate, {"actual": 5, "target": 0}, "zero_target"),
    (progress, {"baseline": 5, "target": 5, "actual": 6}, "maintain"),
    (pace, {**YEARS, "baseline": 5, "target": 5, "actual": 6}, "maintain"),
    (pace, {**YEARS, **THREE, "target_year": 2010}, "no_period"),
    (pace, {**YEARS, **THREE, "target_year": 2009}, "no_period"),
    (pace, {**YEARS, **THREE, "actual_year": 2010}, "no_time_passed"),
    (pace, {**YEARS, **THREE, "actual_year": 2009}, "no_time_passed"),
    (on_line, {**YEARS, "baseline": 5, "target": 5, "actual": 6}, "maintain"),
    (on_line, {**YEARS, **THREE, "target_year": 2010}, "no_period"),
    (on_line, {**YEARS, **THREE, "actual_year": 2010}, "no_time_passed"),
    (change_rate, {"actual": 5, "previous": 0}, "zero_previous"),
    (cagr, {**TWO_YEARS, "baseline": 0, "actual": 5}, "zero_growth_base"),
    (cagr, {**TWO_YEARS, "baseline": -1, "actual": 5}, "sign_change"),
    (cagr, {**TWO_YEARS, "baseline": 1, "actual": -5}, "sign_change"),
    (cagr, {"baseline": 1, "actual": 5, **TWO_YEARS, "baseline_year": 2015}, "no_time_passed"),
    (cagr_ratio, {**YEARS, "baseline": 0, "target": 5, "actual": 6}, "zero_growth_base"),
    (cagr_ratio, {**YEARS, "baseline": 5, "target": 0, "actual": 4}, "zero_growth_target"),
    (cagr_ratio, {**YEARS, "baseline": 5, "target": 8, "actual": -4}, "sign_change"),
    (cagr_ratio, {**YEARS, "baseline": 5, "target": -8, "actual": 4}, "sign_change"),
    (cagr_ratio, {**YEARS, "baseline": 5, "target": 5, "actual": 4, **UP}, "maintain"),
    (cagr_ratio, {**YEARS, **THREE, "target_year": 2010}, "no_period"),
    (cagr_ratio, {**YEARS, **THREE, "actual_year": 2010}, "no_time_passed"),
    (required_change, {"actual": 1, "target": 2, **FROM_2015, "target_year": 2015}, "no_time_left"),
    (required_change, {"actual": 1, "target": 2, **FROM_2015, "target_year": 2014}, "no_time_left"),
    (shortfall, {"actual": 20, "target": 20, "projection": 25}, "no_distance"),
    (execution_rate, {"executed": 0, "total": 0}, "zero_total"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "inputs", "code"), NOT_COMPUTABLE)
def test_what_does_not_exist_is_refused_with_its_reason(function, inputs, code):
    with pytest.raises(NotComputable) as caught:
        function(**inputs)
    assert caught.value.code == code


COMPLETE = {
    met: {"actual": 1, "target": 1},
    level_rate: {"actual": 1, "target": 1, **UP},
    level_rate_mirror: {"actual": 1, "target": 1},
    reported_rate: {"actual": 1, "target": 1},
    progress: THREE,
    pace: {**THREE, **YEARS},
    on_line: {**THREE, **YEARS},
    change: {"actual": 1, "previous": 1},
    change_rate: {"actual": 1, "previous": 1},
    cagr: {"baseline": 10, "actual": 15, **TWO_YEARS},
    cagr_ratio: {**THREE, **YEARS},
    required_change: {"actual": 1, "target": 2, "actual_year": 2015, "target_year": 2020},
    min_change: {"baseline": 10, "actual": 15, "threshold": 1},
    shortfall: {"actual": 1, "target": 2, "projection": 1},
    execution_rate: {"executed": 1, "total": 2},
}


@pytest.mark.parametrize(
    ("function", "name"),
    [
        pytest.param(function, name, id=f"{function.__name__}: {name}")
        for function, inputs in COMPLETE.items()
        for name in inputs
        if name != "direction"
    ],
)
def test_what_was_not_published_is_named_in_both_languages(function, name):
    with pytest.raises(NotComputable) as caught:
        function(**{**COMPLETE[function], name: None})
    ja, en = NAMES[name]
    assert str(caught.value) == caught.value.reason.ja == f"{ja}がないため計算できない。"
    assert caught.value.reason.en == f"The {en} is missing."
    assert caught.value.code == "missing"


@pytest.mark.parametrize(
    ("function", "name"),
    [
        pytest.param(function, name, id=f"{function.__name__}: {name}")
        for function, inputs in COMPLETE.items()
        for name in inputs
        if name != "direction" and not name.endswith("_year")
    ],
)
@pytest.mark.parametrize("value", [1.5, True, "1"])
def test_a_float_is_refused_because_of_its_noise(function, name, value):
    with pytest.raises(TypeError) as caught:
        function(**{**COMPLETE[function], name: value})
    assert str(caught.value) == (
        f"{name} must be a Decimal or an int made from the printed figure, not"
        f" {type(value).__name__} {value!r}: binary noise has no place in a published figure"
    )


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), D("-Infinity")])
def test_what_is_not_a_number_is_refused(value):
    with pytest.raises(ValueError, match=rf"^actual must be a finite number, not {value}$"):
        change(actual=value, previous=1)


@pytest.mark.parametrize("value", [D(2015), 2015.0, "2015", True])
@pytest.mark.parametrize("name", ["baseline_year", "target_year", "actual_year"])
def test_a_year_is_an_int(name, value):
    with pytest.raises(TypeError) as caught:
        pace(**{**THREE, **YEARS, name: value})
    assert str(caught.value) == f"{name} must be a fiscal year as an int, not {value!r}"


@pytest.mark.parametrize(
    "function", [met, level_rate, level_rate_mirror, on_line, cagr, cagr_ratio]
)
def test_a_direction_is_up_or_down(function):
    with pytest.raises(ValueError, match=r"""^direction must be "up" or "down", not 'higher'$"""):
        function(**{**COMPLETE[function], "direction": "higher"})


def test_every_reason_is_a_sentence_in_both_languages():
    for ja, en in REASONS.values():
        assert ja.endswith("。")
        assert en.endswith(".")


def test_a_reason_says_which_years_are_the_wrong_way_round():
    with pytest.raises(NotComputable) as caught:
        required_change(actual=1, actual_year=2015, target=2, target_year=2013)
    assert str(caught.value) == "目標年度（25年度）が実績値の年度（27年度）より後でない。"
    assert caught.value.reason.en == (
        "The target year FY2013 is not later than the value's year FY2015."
    )
    with pytest.raises(NotComputable) as caught:
        pace(**{**THREE, **YEARS, "target_year": 2009})
    assert str(caught.value) == "目標年度（21年度）が基準年度（22年度）より後でない。"
    with pytest.raises(NotComputable) as caught:
        pace(**{**THREE, **YEARS, "actual_year": 2008})
    assert str(caught.value) == "実績値の年度（20年度）が基準年度（22年度）より後でない。"


def test_a_reason_whose_years_lie_in_two_eras_names_them():
    with pytest.raises(NotComputable) as caught:
        recent_trend(series={2016: 10, 2021: 20})
    assert "直近6年度（平成28～令和3年度）の実績値が2個で" in caught.value.reason.ja
    assert "six years FY2016–FY2021 hold 2 of the 4" in caught.value.reason.en


def test_there_is_no_progress_of_the_baselines_own_year_or_before():
    for year in (2010, 2009):
        with pytest.raises(NotComputable) as caught:
            progress(**THREE, baseline_year=2010, actual_year=year)
        assert caught.value.code == "no_time_passed"
    assert progress(**THREE, baseline_year=2010, actual_year=2011) == progress(**THREE)
    assert progress(**THREE, actual_year=2010) == progress(**THREE)


def test_a_reason_travels_between_processes_unchanged():
    made = pickle.loads(pickle.dumps(NotDecidable(Bilingual("理由。", "Reason."), "code")))
    assert type(made) is NotDecidable
    assert (str(made), made.reason.en, made.code) == ("理由。", "Reason.", "code")
    assert made.args == (("理由。", "Reason."), "code")


# --- rates ----------------------------------------------------------------------------------------


def test_level_rate_of_a_falling_target_turns_the_ratio_round():
    assert level_rate(actual=16, target=12, direction="down") == D("0.75")
    assert level_rate(actual=16, target=12, direction="up") == D(16) / D(12)
    assert level_rate(actual=0, target=12, direction="up") == 0


def test_there_is_no_level_rate_of_two_negative_values_and_met_decides():
    with pytest.raises(NotComputable) as caught:
        level_rate(actual=-5, target=-10, direction="up")
    assert caught.value.code == "negative"
    assert met(actual=-5, target=-10, direction="up")


def test_at_the_target_the_level_rate_needs_no_direction():
    assert level_rate(actual=5, target=5, direction=None) == 1
    with pytest.raises(NotDecidable, match=r"^上がるのと下がるのと"):
        level_rate(actual=5, target=6, direction=None)


def test_a_target_on_the_worse_side_of_the_baseline_plans_no_progress():
    # 372万人 in 2019, a target of 370万人: 165万人 are no 10,350 % of the way.
    fall = {"baseline": 372, "target": 370, "actual": 165}
    for direction, code in (("up", "step_back"), ("down", None)):
        made = compute("progress", **fall, direction=direction)
        assert made.code == code
    years = {"baseline_year": 2019, "actual_year": 2024, "target_year": 2026}
    assert compute("pace", **fall, **years, direction="up").code == "step_back"
    assert on_line(**fall, **years, direction="up") is False


def test_no_projection_lies_beyond_a_natural_bound():
    series = {2008: 80, 2009: 85, 2010: 90, 2011: 95, 2012: 98}
    made = forecast(series=series, target_year=2020, target=100, bounds=Bounds(upper=D(100)))
    assert (made.projection, made.unbounded, made.miss) == (D(100), D(134), D(0))


def test_level_rate_mirror_becomes_negative_beyond_twice_the_target():
    assert level_rate_mirror(actual=15, target=15, direction="down") == 1
    assert level_rate_mirror(actual=45, target=15) == -1
    assert level_rate_mirror(actual=0, target=15) == 2


def test_a_target_of_zero_has_no_ratio_but_progress():
    assert progress(baseline=D("16.9"), target=0, actual=D("4.225")) == D("0.75")


def test_a_baseline_of_zero_has_progress_but_no_growth():
    assert progress(baseline=0, target=50, actual=20) == D("0.4")


def test_progress_crosses_zero_without_harm():
    assert progress(baseline=-10, target=10, actual=5) == D("0.75")
    assert progress(baseline=5, target=-5, actual=0) == D("0.5")


def test_progress_is_not_bounded():
    assert progress(baseline=0, target=10, actual=16) == D("1.6")
    assert progress(baseline=0, target=10, actual=-2) == D("-0.2")


def test_printed_figures_do_not_lose_a_rating_to_binary_noise():
    # STYLE: as floats 1.1 → 1.5 of a planned 1.6 is 79.99999999999999 %.
    assert progress(baseline=D("1.1"), target=D("1.6"), actual=D("1.5")) == D("0.8")


def test_an_indicator_bounded_at_100_percent_has_little_way_left_and_progress_sees_it():
    assert level_rate(actual=D("99.04"), target=100, direction="up") == D("0.9904")
    assert progress(baseline=D("98.8"), target=100, actual=D("99.04")) == D("0.2")


def test_pace_compares_the_way_made_with_the_time_used():
    inputs = {"baseline": 0, "baseline_year": 2010, "target": 90, "target_year": 2019}
    assert pace(**inputs, actual=30, actual_year=2013) == 1
    assert pace(**inputs, actual=27, actual_year=2013) == D("0.9")
    assert pace(**inputs, actual=-30, actual_year=2013) == -1
    assert pace(**inputs, actual=90, actual_year=2028) == D("0.5")


def test_the_line_has_no_rounding_error():
    # 1/3 and 2/3 of the way after 1/3 and 2/3 of the time, exactly on the line.
    inputs = {"baseline": 0, "baseline_year": 2010, "target": 1, "target_year": 2013}
    assert on_line(**inputs, actual=D("0.3333333333333333333333333334"), actual_year=2011)
    assert not on_line(**inputs, actual=D("0.3333333333333333333333333333"), actual_year=2011)
    assert on_line(**{**inputs, "target": 3}, actual=2, actual_year=2012)


def test_the_line_of_a_fall_is_held_from_below():
    inputs = {"baseline": 90, "baseline_year": 2010, "target": 30, "target_year": 2020}
    assert on_line(**inputs, actual=60, actual_year=2015)
    assert on_line(**inputs, actual=59, actual_year=2015)
    assert not on_line(**inputs, actual=D("60.1"), actual_year=2015)


def test_the_good_side_of_the_line_can_be_declared():
    inputs = {"baseline": 70, "baseline_year": 2015, "target": 100, "target_year": 2025}
    assert on_line(**inputs, actual=80, actual_year=2020, direction="down")
    assert on_line(**inputs, actual=85, actual_year=2020, direction="down")
    assert not on_line(**inputs, actual=86, actual_year=2020, direction="down")
    assert not on_line(**inputs, actual=84, actual_year=2020, direction="up")


def test_change_rate_of_negative_values_keeps_the_direction_of_the_move():
    assert change_rate(actual=-15, previous=-20) == D("0.25")
    assert change_rate(actual=15, previous=20) == D("-0.25")
    assert change_rate(actual=5, previous=-20) == D("1.25")


def test_required_change_is_what_each_year_must_bring():
    assert required_change(actual=10, actual_year=2015, target=4, target_year=2018) == -2


@pytest.mark.parametrize(
    ("baseline", "actual", "moved"),
    [
        ("100", "105", True),
        ("100", "104.999999999999", False),
        ("100", "95", True),
        ("100", "95.000000000001", False),
        ("-100", "-105", True),
        ("-100", "-104.9", False),
        ("0", "0.05", True),
        ("0", "0.0499999", False),
        ("0", "-0.05", True),
    ],
)
def test_five_percent_of_the_baseline_is_a_change(baseline, actual, moved):
    assert min_change(baseline=D(baseline), actual=D(actual)) is moved


def test_the_smallest_change_can_be_declared():
    assert min_change(baseline=100, actual=102, threshold=D("0.02"))
    assert not min_change(baseline=0, actual=1, threshold=2)
    assert min_change(baseline=0, actual=2, threshold=2)


# --- growth ---------------------------------------------------------------------------------------


def test_growth_of_negative_values_counts_the_improvement():
    # s = −1: a deficit that shrinks from −100 to −81 improved where higher is better.
    years = {"baseline_year": 2015, "actual_year": 2017}
    assert cagr(baseline=-100, actual=-81, direction="up", **years) == D("0.1")
    assert cagr(baseline=-100, actual=-81, direction="down", **years) == D("-0.1")
    assert cagr(baseline=100, actual=121, **years) == D("0.1")


def test_growth_ratio_of_negative_values_counts_the_improvement():
    years = {"baseline_year": 2015, "actual_year": 2016, "target_year": 2017}
    ratio = cagr_ratio(baseline=-100, actual=-90, target=-81, direction="up", **years)
    assert ratio == 1
    ratio = cagr_ratio(baseline=-100, actual=-110, target=-81, direction="up", **years)
    assert ratio == -1


def test_a_fall_to_zero_is_a_loss_of_100_percent_as_published():
    # Eustat 3-1-1: 5.3 (2015) → 0.0 (2024), target 70 in 2030, lower is better: 5.326507991358079.
    years = {"baseline_year": 2015, "actual_year": 2024}
    assert cagr(baseline=D("5.3"), actual=0, direction="down", **years) == 1
    ratio = cagr_ratio(
        baseline=D("5.3"), actual=0, target=70, target_year=2030, direction="down", **years
    )
    assert float(ratio) == pytest.approx(5.326507991358079, abs=1e-12)


def test_without_a_direction_growth_towards_the_target_is_good():
    years = {"baseline_year": 2015, "actual_year": 2016, "target_year": 2017}
    assert cagr_ratio(baseline=100, actual=90, target=81, **years) == 1
    assert cagr_ratio(baseline=100, actual=110, target=121, **years) == 1
    assert cagr_ratio(baseline=100, actual=110, target=81, **years) == -1


def test_growth_has_far_more_digits_than_it_is_printed_with():
    growth = cagr(baseline=2, baseline_year=2000, actual=3, actual_year=2007)
    with localcontext(prec=200):  # a whole power is exact: no root is taken here
        assert abs((1 + growth) ** 7 - D("1.5")) < D("1e-28")


def test_a_growth_ratio_is_right_to_its_last_digit():
    years = {"baseline_year": 2000, "actual_year": 2007, "target_year": 2011}
    ratio = cagr_ratio(baseline=2, actual=3, target=5, **years)
    with localcontext(prec=80):
        expected = (D("1.5") ** (D(1) / 7) - 1) / (D("2.5") ** (D(1) / 11) - 1)
    assert ratio == +expected


def test_growth_leaves_the_callers_decimal_context_alone():
    growth = cagr(baseline=2, baseline_year=2000, actual=3, actual_year=2007)
    assert len(growth.as_tuple().digits) <= 28


# --- trend and forecast ---------------------------------------------------------------------------

STEADY = {2010: 10, 2011: 12, 2012: 11, 2013: 14, 2014: 15, 2015: 20}


def test_the_trend_is_the_mean_of_the_last_five_changes():
    made = recent_trend(series={2000: 999, 2009: 999, **STEADY})
    assert made == Trend(mean_change=D(2), used=tuple((y, D(v)) for y, v in STEADY.items()))


def test_the_trend_needs_four_values_in_six_years():
    four = {2010: 10, 2011: 12, 2013: 14, 2015: 20}
    assert recent_trend(series=four).mean_change == 2
    with pytest.raises(NotComputable) as caught:
        recent_trend(series={2009: 1, 2010: 10, 2012: 14, 2015: 20})
    assert str(caught.value) == (
        "直近6年度（22～27年度）の実績値が3個で、傾向の計算に必要な4個に足りない。"
    )
    assert caught.value.reason.en == (
        "The six years FY2010–FY2015 hold 3 of the 4 values that a trend needs."
    )
    assert caught.value.code == "few_points"


def test_years_without_a_value_are_passed_over_and_the_latest_value_is_now():
    made = recent_trend(series={**STEADY, 2016: None, 2017: None})
    assert made.used[-1] == (2015, 20)


def test_later_years_than_the_year_of_assessment_are_not_looked_at():
    made = recent_trend(series={**STEADY, 2016: 999}, until=2015)
    assert made.mean_change == 2
    assert recent_trend(series={**STEADY, 2016: 22}, until=2016).mean_change == 2


def test_no_trend_is_drawn_across_a_break_in_the_series():
    assert recent_trend(series=STEADY, break_after=2011).mean_change == 3
    with pytest.raises(NotComputable) as caught:
        recent_trend(series=STEADY, break_after=2012)
    assert str(caught.value) == (
        "24年度の後に系列の断絶がある。断絶の後の実績値は3個で、傾向の計算に必要な4個に足りない。"
    )
    assert caught.value.reason.en == (
        "The series breaks after FY2012: the years since hold 3 of the 4 values that a trend needs."
    )
    assert caught.value.code == "series_break"


def test_a_break_before_the_six_years_is_not_blamed_for_missing_values():
    with pytest.raises(NotComputable) as caught:
        recent_trend(series={2010: 10, 2015: 20}, break_after=2009)
    assert caught.value.code == "few_points"
    with pytest.raises(NotComputable) as caught:
        recent_trend(series={2010: 10, 2015: 20}, break_after=2010)
    assert caught.value.code == "series_break"


def test_a_series_without_values_has_no_trend():
    with pytest.raises(NotComputable, match=r"^実績値がないため計算できない。$"):
        recent_trend(series={2015: None})


def test_the_forecast_carries_the_trend_on_to_the_target_year():
    made = forecast(series=STEADY, target_year=2020, target=40)
    assert made == Forecast(
        projection=D(30),
        unbounded=D(30),
        mean_change=D(2),
        miss=D("0.5"),
        target_year=2020,
        used=tuple((y, D(v)) for y, v in STEADY.items()),
    )


def test_the_forecast_of_a_fall_misses_its_target_from_above():
    falling = {2012: 100, 2013: 98, 2014: 96, 2015: 94}
    made = forecast(series=falling, target_year=2017, target=84)
    assert (made.projection, made.miss) == (D(90), D("0.6"))


def test_a_projection_beyond_the_target_misses_nothing():
    assert forecast(series=STEADY, target_year=2020, target=25).miss == 0
    assert forecast(series=STEADY, target_year=2020, target=30).miss == 0


def test_a_trend_in_the_wrong_direction_misses_more_than_the_whole_distance():
    rising = {2012: 90, 2013: 92, 2014: 94, 2015: 96}
    assert forecast(series=rising, target_year=2017, target=86).miss == D("1.4")


def test_without_a_target_or_with_one_already_reached_there_is_nothing_to_miss():
    assert forecast(series=STEADY, target_year=2020).miss is None
    assert forecast(series=STEADY, target_year=2020, target=20).miss is None
    assert forecast(series=STEADY, target_year=2020, target=18, direction="up").miss is None
    assert forecast(series=STEADY, target_year=2020, target=22, direction="down").miss is None
    assert forecast(series=STEADY, target_year=2020, target=40, direction="up").miss == D("0.5")
    assert forecast(series=STEADY, target_year=2020, target=D("20.5"), direction="up").miss == 0


def test_there_is_no_forecast_for_a_year_that_has_come():
    for year in (2015, 2014):
        with pytest.raises(NotComputable) as caught:
            forecast(series=STEADY, target_year=year)
        assert str(caught.value) == (
            f"目標年度（{year - 1988}年度）が実績値の年度（27年度）より後でない。"
        )
    assert forecast(series=STEADY, target_year=2016).projection == 22


def test_the_forecast_respects_a_break_and_names_what_is_missing():
    assert forecast(series=STEADY, target_year=2016, break_after=2011).mean_change == 3
    with pytest.raises(NotComputable, match=r"^目標年度がないため計算できない。$"):
        forecast(series=STEADY, target_year=None)


def test_a_series_takes_printed_figures_only():
    with pytest.raises(TypeError, match=r"^series must be a Decimal or an int"):
        forecast(series={**STEADY, 2015: 20.5}, target_year=2020)
    with pytest.raises(TypeError, match=r"^series must be a fiscal year as an int, not '2015'$"):
        forecast(series={"2015": 20}, target_year=2020)
    with pytest.raises(TypeError, match=r"^target must be a Decimal or an int"):
        forecast(series=STEADY, target_year=2020, target=40.5)
    with pytest.raises(TypeError, match=r"^target_year must be a fiscal year as an int"):
        forecast(series=STEADY, target_year="2020")


def test_the_shortfall_is_the_open_part_of_the_distance():
    assert shortfall(actual=10, target=20, projection=18) == D("0.2")
    assert shortfall(actual=20, target=10, projection=12) == D("0.2")
    assert shortfall(actual=10, target=20, projection=21) == 0
    assert shortfall(actual=10, target=20, projection=10) == 1


# --- tracing --------------------------------------------------------------------------------------

GIVEN = {
    "baseline": D("1.1"), "baseline_year": 2008, "actual": D("1.3"), "actual_year": 2012,
    "previous": D("1.2"), "target": D("1.6"), "target_year": 2015, "direction": "up",
    "executed": D("88.0"), "total": D("96.1"), "projection": D("1.5"),
    "series": {2008 + n: D("1.1") + n * D("0.05") for n in range(5)},
}  # fmt: skip
GIVEN_TO = {
    name: {key: value for key, value in GIVEN.items() if key in method.inputs}
    for name, method in METHODS.items()
}
GIVEN_TO["level_rate_mirror"]["direction"] = "down"


PAPER = (Path(__file__).parents[3] / "docs/METHODS.md").read_text("utf-8")


def test_every_method_of_the_paper_is_there_under_its_name_and_no_other():
    table = PAPER.partition("## 1. ")[2].partition("### ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in row.split("`")[1::2]]
    assert sorted(METHODS) == sorted(named)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_method_says_in_both_languages_what_it_is(method):
    assert all((*method.title, *method.formula, *method.phrase))
    figure = method.function(**GIVEN_TO[method.name])
    assert isinstance(figure, bool) is (method.result == "answer")


def test_a_computed_figure_keeps_its_name_and_inputs():
    inputs = {"executed": 3, "total": 4}
    assert compute("execution_rate", **inputs) == Computed(
        function="execution_rate", inputs=inputs, value=D("0.75")
    )


def test_a_figure_that_does_not_exist_keeps_its_reason():
    assert compute("execution_rate", executed=3, total=0) == Computed(
        function="execution_rate",
        inputs={"executed": 3, "total": 0},
        reason=Bilingual(
            "予算の合計が0のため、執行率は計算できない。",
            "The budget total is zero: there is no execution rate.",
        ),
        code="zero_total",
    )


def test_misuse_is_not_an_answer():
    with pytest.raises(TypeError, match="binary noise"):
        compute("execution_rate", executed=0.5, total=1)


def test_every_japanese_comparator_has_its_sign():
    signs = {"以上": ">=", "以下": "<=", "超": ">", "未満": "<", "程度": "about"}
    assert {word: COMPARATORS[word] for word in signs} == signs


# --- properties -----------------------------------------------------------------------------------

values = st.decimals(min_value=-1000, max_value=1000, places=2)
positive = st.decimals(min_value="0.01", max_value=1000, places=2)
factors = st.sampled_from([D("0.001"), D("0.5"), D(8), D(1000)])  # powers of 2 and 10: exact
directions = st.sampled_from(["up", "down"])
other = {"up": "down", "down": "up"}
spans = st.integers(min_value=1, max_value=30)


def near(one, two):
    return abs(one - two) <= D("1e-20") * max(abs(one), abs(two), D(1))


@given(baseline=values, target=values, actual=values, factor=factors, shift=values)
def test_progress_is_the_same_in_any_unit(baseline, target, actual, factor, shift):
    assume(baseline != target)
    plain = progress(baseline=baseline, target=target, actual=actual)
    scaled = progress(
        baseline=baseline * factor + shift,
        target=target * factor + shift,
        actual=actual * factor + shift,
    )
    assert near(plain, scaled)


@given(actual=positive, target=positive, factor=factors, direction=directions)
def test_rates_are_the_same_in_any_unit(actual, target, factor, direction):
    scaled = {"actual": actual * factor, "target": target * factor}
    given_ = {"actual": actual, "target": target}
    assert near(
        level_rate(**given_, direction=direction), level_rate(**scaled, direction=direction)
    )
    assert near(level_rate_mirror(**given_), level_rate_mirror(**scaled))
    assert near(reported_rate(**given_), reported_rate(**scaled))
    assert met(**given_, direction=direction) is met(**scaled, direction=direction)


@given(
    baseline=positive,
    actual=positive,
    target=positive,
    factor=factors,
    direction=directions,
    used=spans,
    available=spans,
)
def test_growth_and_pace_are_the_same_in_any_unit(
    baseline, actual, target, factor, direction, used, available
):
    assume(baseline != target)
    years = {
        "baseline_year": 2000,
        "actual_year": 2000 + used,
        "target_year": 2000 + available,
    }
    one = {"baseline": baseline, "actual": actual, "target": target}
    two = {name: value * factor for name, value in one.items()}
    assert near(
        cagr_ratio(**one, **years, direction=direction),
        cagr_ratio(**two, **years, direction=direction),
    )
    assert near(pace(**one, **years), pace(**two, **years))
    assert on_line(**one, **years) is on_line(**two, **years)


@given(target=values, direction=directions, step=positive)
def test_the_target_is_met_at_itself_and_beyond_and_not_before(target, direction, step):
    good = step if direction == "up" else -step
    assert met(actual=target, target=target, direction=direction)
    assert met(actual=target + good, target=target, direction=direction)
    assert not met(actual=target - good, target=target, direction=direction)


@given(baseline=values, target=values)
def test_progress_is_zero_at_the_baseline_and_one_at_the_target(baseline, target):
    assume(baseline != target)
    assert progress(baseline=baseline, target=target, actual=baseline) == 0
    assert progress(baseline=baseline, target=target, actual=target) == 1


@given(baseline=values, target=values, actual=values)
@example(baseline=D(90), target=D(30), actual=D(48))
def test_progress_of_a_fall_is_that_of_its_mirror_image(baseline, target, actual):
    assume(baseline != target)
    assert progress(baseline=baseline, target=target, actual=actual) == progress(
        baseline=-baseline, target=-target, actual=-actual
    )


@given(actual=values, target=values, direction=directions)
def test_met_is_mirrored_by_the_direction(actual, target, direction):
    assert met(actual=actual, target=target, direction=direction) is met(
        actual=-actual, target=-target, direction=other[direction]
    )


@given(baseline=values, target=values, actual=values, used=spans, available=spans)
def test_pace_of_at_least_one_is_on_the_line(baseline, target, actual, used, available):
    assume(baseline != target)
    inputs = {
        "baseline": baseline,
        "baseline_year": 2000,
        "target": target,
        "target_year": 2000 + available,
        "actual": actual,
        "actual_year": 2000 + used,
    }
    assert on_line(**inputs) is (pace(**inputs) >= 1)


@given(actual=positive, target=positive)
def test_level_rate_is_the_reported_rate_up_and_its_inverse_down(actual, target):
    reported = reported_rate(actual=actual, target=target)
    assert level_rate(actual=actual, target=target, direction="up") == reported
    assert near(level_rate(actual=actual, target=target, direction="down") * reported, D(1))
    assert near(level_rate_mirror(actual=actual, target=target) + reported, D(2))


@given(actual=positive, target=positive, direction=directions)
def test_level_rate_of_positive_values_is_at_least_one_just_when_the_target_is_met(
    actual, target, direction
):
    rate = level_rate(actual=actual, target=target, direction=direction)
    assert (rate >= 1) is met(actual=actual, target=target, direction=direction)


@given(baseline=positive, actual=positive, used=spans, direction=directions)
def test_growth_is_mirrored_by_the_direction_and_undone_by_its_power(
    baseline, actual, used, direction
):
    inputs = {
        "baseline": baseline,
        "baseline_year": 2000,
        "actual": actual,
        "actual_year": 2000 + used,
    }
    growth = cagr(**inputs, direction=direction)
    assert growth == -cagr(**inputs, direction=other[direction])
    plain = growth if direction == "up" else -growth
    assert abs(baseline * (1 + plain) ** used - actual) < D("1e-20") * max(actual, baseline) * 100


@given(start=values, slope=values, ahead=spans, target=values)
def test_the_forecast_of_a_straight_line_stays_on_it(start, slope, ahead, target):
    series = {2000 + year: start + slope * year for year in range(6)}
    made = forecast(series=series, target_year=2005 + ahead, target=target)
    assert made.mean_change == slope
    assert made.projection == start + slope * (5 + ahead)
    assert made.miss is None or made.miss >= 0


@pytest.mark.parametrize("name", METHODS)
def test_no_figure_is_a_float(name):
    made = METHODS[name].function(**GIVEN_TO[name])
    parts = [getattr(made, part) for part in getattr(made, "__dataclass_fields__", ())] or [made]
    assert {type(part) for part in parts} <= {Decimal, bool, int, tuple}
