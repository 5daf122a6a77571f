"""Every preset against figures its publisher printed, and each threshold at its edge.

Mutation testing with mutmut (with `test_five_step.py`, `test_presets.py`, `test_reasoning.py`): the
mutants of `judgement.py` and its rules that survive cannot change an answer.

- `kenko21`: `/` for `*` by a sign; `<= 0` for `< 0` where zero has been answered before;
- `_towards`: `>=` for `>` where equality has been refused before;
- `_check_falling`: 2 for 1 as the mark that puts "> x" above "≥ x";
- `rounded_alike`: the digits of the unit given to `quantize`, of which only the exponent counts; one
  place more before the figure is printed as it is;
- `mean`: a sum begun with 0 instead of Decimal(0);
- `_nearest`: more near matches than the one that is named;
- `limit_factor`: `<` for `<=` at the limit, where both formulas give 0.
"""

import json
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.judge.judgement import judge
from evalkit.assess.judge.presets import PRESETS, kenko21
from evalkit.assess.judge.presets.open_sdg import limit_factor

D = Decimal
TINY = D("1e-15")  # one small step beside a threshold
WORKED = json.loads((Path(__file__).parent / "worked-examples.json").read_text(encoding="utf-8"))
PRESET_OF = {
    "opensdg_progress_with_target": "open_sdg",
    "opensdg_progress_no_target": "open_sdg",
    "opensdg_mean_of_series_scores": "open_sdg",
    "eustat_progress_with_target": "eustat",
    "eustat_progress_no_target": "eustat",
    "destatis_weather_point_target": "destatis",
    "destatis_weather_every_year_target": "destatis",
    "kenkounihon21_rating": "kenko21",
    "kenkounihon21_goal_roll_up": "kenko21",
    "maff_rank_ratio": "maff",
    "doc_status_bands": "commerce",
}


# --- published results ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(entry, id=f"{entry['id']} {entry['source'][:24]} {entry['table']}")
        for entry in WORKED
        if entry["method"] in PRESET_OF
    ],
)
def test_the_published_result_comes_out(entry):
    made = judge(PRESET_OF[entry["method"]], **entry["inputs"])
    published = entry["published_output"]
    if isinstance(published, str):
        published = {"grade": published}
    tolerance = entry.get("tolerance", 0)
    for key, value in published.items():
        match key:
            case "grade" | "status" | "rank" | "goal_rating":
                assert made.grade == value
            case "progress_value":
                assert float(made.value) == pytest.approx(value, abs=tolerance)
            case "score":
                assert float(made.score) == pytest.approx(value, abs=tolerance)
            case "mean":
                assert round(made.value, 1) == D(str(value))
            case _:
                pytest.fail(f"{key} is not compared")
    assert made.inputs == entry["inputs"]
    assert made.decided
    assert made.thresholds


STATCAN = "Statistics Canada CIF, indicator_calculation_components.yml @ 0004afd"
STATCAN_SDG = "Statistics Canada SDG, indicator_calculation_components.yml @ 007ce50"
EUSTAT = "Eustat, indicator_calculation_components.yml @ 00a0109"
NO_TARGET = {"target": None, "target_year": 2030}

# (preset, source, table, baseline, year, current, year, direction, further inputs, published)
GROWTH = [
    ("open_sdg", STATCAN, "11-3-1", 63, 2005, 74, 2020, "up",
     {"target": 85, "target_year": 2030},
     (0.8949392974311927, 2.106761907621266, "moderate_progress")),
    ("open_sdg", STATCAN, "11-6-1", 699, 2014, 683.4, 2022, "down",
     {"target": 490, "target_year": 2030},
     (0.12830416881599752, -1.9653950197943832, "limited_progress")),
    ("open_sdg", STATCAN, "14-2-1, target below the baseline", 68.5534591194968, 2015,
     46.7336683417085, 2023, "up", {"target": 55, "target_year": 2026},
     (-2.3587220377696703, -5.0, "deterioration")),
    ("open_sdg", STATCAN, "15-2-1", 42, 2019, 40, 2024, "up",
     {"target": 60, "target_year": 2026},
     (-0.18576295071190677, -3.274018486731302, "deterioration")),
    ("open_sdg", STATCAN, "9-7-1, achieved though too slow", 58.2, 2015, 59.4, 2024, "up",
     {"target": 50, "target_year": 2030},
     (0.22537550608687057, 5.0, "target_achieved")),
    ("open_sdg", STATCAN, "3-4-1", 8.1, 2015, 7.3, 2023, "down",
     {"target": 8, "target_year": 2025}, (10.402574542255982, 5.0, "target_achieved")),
    ("open_sdg", STATCAN, "1-3-1", 178.8, 2015, 171.9, 2024, "down", NO_TARGET,
     (0.004363225612730504, -0.3183871936347482, "limited_progress")),
    ("open_sdg", STATCAN, "16-6-1", 87.93, 2015, 77.78, 2023, "down", NO_TARGET,
     (0.015215151249107883, 2.6075756245539417, "substantial_progress")),
    ("open_sdg", STATCAN, "16-1-1, unchanged near a limit", 79, 2021, 79, 2022, "up",
     {"limit": 100}, (0.0, -2.5, "limited_progress")),
    ("open_sdg", STATCAN, "15-1-1", 79.82, 2015, 80, 2020, "up", {"limit": 100},
     (0.0004506085041826591, -2.1437311547039553, "limited_progress")),
    ("open_sdg", STATCAN, "17-1-1", 86.2795833333333, 2016, 92.35875, 2024, "up",
     {"limit": 100}, (0.008547253218384565, 3.8907192806023563, "substantial_progress")),
    ("open_sdg", STATCAN, "9-4-1", 97.4, 2015, 99.7, 2022, "up", {"limit": 100},
     (0.003339774133456208, 5.0, "substantial_progress")),
    ("open_sdg", STATCAN, "9-1-1, a limit does not soften a fall", 56.9, 2017, 46.5, 2020, "up",
     {"limit": 100}, (-0.0650675604902875, -5.0, "deterioration")),
    ("open_sdg", STATCAN_SDG, "1-4-1 HSPA", 99.47, 2016, 99.57, 2022, "up", {"limit": 100},
     (0.00016748456325199612, 0.5456262610658811, "moderate_progress")),
    ("open_sdg", STATCAN_SDG, "1-4-1 clean fuels, at the target from the start", 100, 2015, 100,
     2022, "up", {"target": 100, "target_year": 2030}, (None, 5.0, "target_achieved")),
    ("open_sdg", STATCAN_SDG, "10-c-1, one year of data", 5.5, 2017, 5.5, 2017, "down",
     {"target": 3, "target_year": 2030}, (None, None, "not_available")),
    ("open_sdg", STATCAN_SDG, "1-3-1 disabilities, one year of data", 59.9, 2021, 59.9, 2021, "up",
     {"limit": 100}, (None, None, "not_available")),
    ("open_sdg", STATCAN_SDG, "11-7-2, no data", None, 2015, None, None, "up",
     {"target": 100}, (None, None, "not_available")),
    ("eustat", EUSTAT, "1-4-1 bathroom", 99.6, 2015, 99.8, 2023, "up",
     {"target": 99.9, "target_year": 2030},
     (1.2506577815013848, 4.64755558215275, "significant_progress")),
    ("eustat", EUSTAT, "1-4-1 drinking water, at the target from the start", 99.9, 2015, 99.9,
     2023, "up", {"target": 99.9, "target_year": 2030}, (None, 5.0, "significant_progress")),
    ("eustat", EUSTAT, "5-4-1", 1.8983050847457628, 2013, 1.467741935483871, 2023, "down",
     {"target": 1, "target_year": 2030},
     (0.6863362874474491, 0.6166877674817797, "moderate_progress")),
    ("eustat", EUSTAT, "2-1-2", 3.1, 2016, 2.6, 2024, "down",
     {"target": 0.1, "target_year": 2030},
     (0.09997499565957124, -2.0834375180851197, "moderate_deterioration")),
    ("eustat", EUSTAT, "1-2-2, unchanged", 20.6, 2016, 20.6, 2024, "down",
     {"target": 20.5, "target_year": 2030},
     (0.0, -2.5, "moderate_deterioration")),
    ("eustat", EUSTAT, "4-5-1, moved away from its baseline target", 1.0, 2016, 1.07, 2022, "down",
     {"target": 1.0}, (None, None, "not_available")),
    ("eustat", EUSTAT, "3-1-1, fell to zero", 5.3, 2015, 0.0, 2024, "down",
     {"target": 70, "target_year": 2030},
     (5.326507991358079, 5.0, "significant_progress")),
    ("eustat", EUSTAT, "2-4-1, near a limit", 98.77, 2016, 99.03, 2023, "up", {"limit": 100},
     (0.0003756304762048135, 1.7563286572956605, "moderate_progress")),
    ("eustat", EUSTAT, "1-5-4, stays at its limit", 100, 2015, 100, 2024, "up", {"limit": 100},
     (0.0, 5.0, "significant_progress")),
    ("eustat", EUSTAT, "5-5-1, a limit tightens the thresholds of a fall", 48.1, 2015, 44.4, 2025,
     "up", {"limit": 50}, (-0.007972321891407952, -1.993080472851988, "significant_deterioration")),
    ("eustat", EUSTAT, "1-a-2", 69.9, 2015, 70.3, 2023, "up", NO_TARGET,
     (0.0007135231337143111, 0.17838078342857777, "no_progress")),
    ("eustat", EUSTAT, "1-3-1 pensions", 82.7, 2015, 82.4, 2025, "up", NO_TARGET,
     (-0.0003633504836403345, -0.09083762091008363, "no_progress")),
    ("eustat", EUSTAT, "2-2-2", 35.6, 2013, 36.1, 2023, "down", NO_TARGET,
     (-0.0013956958261958086, -0.34892395654895214, "moderate_deterioration")),
    ("eustat", EUSTAT, "2-4-E2", 4.2, 2015, 3.6, 2023, "down", NO_TARGET,
     (0.019084377637015315, 4.771094409253829, "significant_progress")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("preset", "baseline", "start", "current", "now", "direction", "further", "published"),
    [
        pytest.param(preset, *figures, id=f"{source[:18]} {table}")
        for preset, source, table, *figures in GROWTH
    ],
)
def test_more_published_growth_comes_out(
    preset, baseline, start, current, now, direction, further, published
):
    made = judge(
        preset,
        baseline=baseline,
        baseline_year=start,
        current=current,
        current_year=now,
        direction=direction,
        **further,
    )
    value, score, grade = published
    assert made.grade == grade
    assert made.decided is (grade != "not_available")
    for figure, printed in ((made.value, value), (made.score, score)):
        assert (figure is None) is (printed is None)
        assert figure is None or float(figure) == pytest.approx(printed, abs=1e-6)


DESTATIS = "Destatis, dns-data meta/en @ 06c714b"
RENEWABLES = {2015: 15.2, 2016: 15.0, 2017: 16.1, 2018: 16.9, 2019: 17.8, 2020: 19.5}
GASES = {2016: 71.539, 2017: 70.35, 2018: 68.1, 2019: 63.707, 2020: 58.51, 2021: 60.736}
OFFENCES = {2017: 6982.4, 2018: 6710.185, 2019: 6548.365, 2020: 6385.513, 2021: 6070.42}
RESEARCH = {2015: 2.88, 2016: 2.88, 2017: 2.99, 2018: 3.05, 2019: 3.11, 2020: 3.09}


@pytest.mark.parametrize(
    ("series", "target", "target_year", "direction", "weather"),
    [
        pytest.param(RENEWABLES, 30, 2030, "up", "sun_and_cloud", id=f"{DESTATIS} 7-2-a target 2"),
        pytest.param(RENEWABLES, 41, 2030, "up", "cloud", id=f"{DESTATIS} 7-2-a target 3"),
        pytest.param(RENEWABLES, 45, 2040, "up", "cloud", id=f"{DESTATIS} 7-2-a target 4"),
        pytest.param(RENEWABLES, 60, 2050, "up", "cloud", id=f"{DESTATIS} 7-2-a target 5"),
        pytest.param(GASES, 35, 2030, "down", "cloud", id=f"{DESTATIS} 13-1-a target 2"),
        pytest.param(GASES, 12, 2040, "down", "sun_and_cloud", id=f"{DESTATIS} 13-1-a target 3"),
        pytest.param(OFFENCES, 7000, 2030, "down", "sun", id=f"{DESTATIS} 16-1 target 2"),
        pytest.param(RESEARCH, 3, "毎年度", "up", "sun", id=f"{DESTATIS} 9-1-a target 2"),
    ],
)
def test_more_published_weather_comes_out(series, target, target_year, direction, weather):
    made = judge(
        "destatis",
        series=series,
        status_year=max(series),
        target=target,
        target_year=target_year,
        direction=direction,
    )
    assert made.grade == weather


# --- every threshold at its edge ------------------------------------------------------------------


RATES = [
    ("maff", "A'", D("1.5") + TINY, "A", D("1.5")),
    ("maff", "A", D("0.9"), "B", D("0.9") - TINY),
    ("maff", "B", D("0.5"), "C", D("0.5") - TINY),
    ("maff_abc", "A", D("1.6"), "A", D("0.9")),
    ("maff_abc", "A", D("0.9"), "B", D("0.9") - TINY),
    ("maff_abc", "B", D("0.5"), "C", D("0.5") - TINY),
    ("commerce", "Blue (Exceeded target)", D("1.25") + TINY, "Green (Met target)", D("1.25")),
    ("commerce", "Green (Met target)", D(1), "Yellow (Slightly below target)", 1 - TINY),
    ("commerce", "Yellow (Slightly below target)", D("0.95"), "Red (Did not meet target)",
     D("0.95") - TINY),
]  # fmt: skip


@pytest.mark.parametrize(("preset", "better", "high", "worse", "low"), RATES)
def test_a_rate_gets_the_better_grade_from_its_edge_on(preset, better, high, worse, low):
    assert judge(preset, target=1, actual=high, direction="up").grade == better
    assert judge(preset, target=1, actual=low, direction="up").grade == worse


@pytest.mark.parametrize(
    ("growth", "grade", "score"),
    [
        ("0.02", "substantial_progress", "5"),
        ("0.015", "substantial_progress", "2.5"),
        ("0.014999999999999", "moderate_progress", "2.49999999999975"),
        ("0.005", "moderate_progress", "0"),
        ("0.004999999999999", "limited_progress", "-0.0000000000005"),
        ("0", "limited_progress", "-2.5"),
        ("-0.000000000001", "deterioration", "-2.500000000125"),
        ("-0.02", "deterioration", "-5"),
        ("0.5", "substantial_progress", "5"),
        ("-0.5", "deterioration", "-5"),
    ],
)
def test_growth_without_a_target_at_each_edge(growth, grade, score):
    made = judge(
        "open_sdg",
        baseline=1,
        baseline_year=2015,
        current=1 + D(growth),
        current_year=2016,
        direction="up",
    )
    assert (made.grade, made.score, made.value) == (grade, D(score), D(growth))


@pytest.mark.parametrize(
    ("current", "grade", "score"),
    [
        ("1.13", "substantial_progress", "5"),
        ("1.095", "substantial_progress", "2.500055"),
        ("1.0949999999", "moderate_progress", "2.5000549928571"),
        ("1.06", "moderate_progress", "0.00004"),
        ("1.0599999999", "limited_progress", "0.0000199958333"),
        ("1", "limited_progress", "-2.5"),
        ("0.9999999999", "deterioration", "-2.5000000041667"),
        ("0.9", "deterioration", "-5"),
    ],
)
def test_growth_towards_a_target_at_each_edge(current, grade, score):
    # Required: 10 % a year. The published coefficients leave 0.00004 at 0.6.
    made = judge(
        "open_sdg",
        baseline=1,
        baseline_year=2015,
        current=current,
        current_year=2016,
        target="1.21",
        target_year=2017,
        direction="up",
    )
    assert (made.grade, made.score) == (grade, D(score))


@pytest.mark.parametrize(
    ("scores", "grade"),
    [
        (["2.5"], "substantial_progress"),
        (["2.499999999999999"], "moderate_progress"),
        (["5", "-5"], "moderate_progress"),
        (["-0.000000000000001"], "limited_progress"),
        (["-2.5"], "limited_progress"),
        (["-2.500000000000001", None], "deterioration"),
    ],
)
def test_the_mean_score_at_each_edge(scores, grade):
    made = judge("open_sdg", series_scores=scores)
    assert made.grade == grade
    assert (
        made.value
        == made.score
        == sum(D(score) for score in scores if score) / len([score for score in scores if score])
    )


@pytest.mark.parametrize(
    ("change", "weather"),
    [
        ("1.1", "sun"),
        ("1", "sun"),
        ("0.950000000000001", "sun"),
        ("0.95", "sun_and_cloud"),
        ("0.8", "sun_and_cloud"),
        ("0.799999999999999", "cloud"),
        ("0.000000000000001", "cloud"),
        ("0", "thunderstorm"),
        ("-0.5", "thunderstorm"),
    ],
)
@pytest.mark.parametrize(("direction", "side"), [("up", 1), ("down", -1)])
def test_the_missed_share_of_the_distance_at_each_edge(change, weather, direction, side):
    # Now at 0, the target one away, one year left: the share missed is 1 − change.
    made = judge(
        "destatis",
        series={2015 + place: side * D(change) * (place - 5) for place in range(6)},
        status_year=2020,
        target=side,
        target_year=2021,
        direction=direction,
    )
    assert made.grade == weather
    assert made.value == max(1 - D(change), D(0))


@pytest.mark.parametrize(
    ("end", "change", "weather"),
    [
        ("10", "0.1", "sun"),
        ("10", "0", "sun"),
        ("10", "-0.1", "sun_and_cloud"),
        ("9.9", "0.1", "cloud"),
        ("9.9", "0", "thunderstorm"),
        ("9.9", "-0.1", "thunderstorm"),
    ],
)
@pytest.mark.parametrize("target_year", ["every year", "毎年度", "毎年"])
def test_a_target_of_every_year_is_judged_by_level_and_mean_change(
    end, change, weather, target_year
):
    series = {2015 + place: D(end) + D(change) * (place - 5) for place in range(6)}
    inputs = {"series": series, "status_year": 2020, "target": 10, "direction": "up"}
    assert judge("destatis", **inputs, target_year=target_year).grade == weather


@pytest.mark.parametrize(("change", "weather"), [("0.1", "sun"), ("-0.1", "sun_and_cloud")])
@pytest.mark.parametrize("target_year", [2030, 2020, 2019, None])
def test_a_target_already_reached_is_judged_like_one_of_every_year(change, weather, target_year):
    series = {2015 + place: 10 + D(change) * (place - 5) for place in range(6)}
    made = judge("destatis", series=series, target=10, target_year=target_year, direction="up")
    assert (made.grade, made.value) == (weather, D(change))


@pytest.mark.parametrize(
    ("first", "before", "now", "weather"),
    [
        (1, 9, 10, "sun"),
        (1, 10, 10, "sun_and_cloud"),
        (1, 11, 10, "sun_and_cloud"),
        (10, 9, 10, "cloud"),
        (11, 9, 10, "cloud"),
        (10, 10, 10, "thunderstorm"),
        (11, 11, 10, "thunderstorm"),
    ],
)
@pytest.mark.parametrize(("direction", "side"), [("up", 1), ("down", -1)])
def test_a_direction_without_a_target_is_judged_by_mean_and_last_change(
    first, before, now, weather, direction, side
):
    series = {2015: first, 2016: 5, 2017: 5, 2018: 5, 2019: before, 2020: now}
    series = {key: side * value for key, value in series.items()}
    made = judge("destatis", series=series, status_year=2020, direction=direction)
    assert made.grade == weather


HEALTH = {"baseline": 100, "baseline_year": 2010, "target": 120, "target_year": 2020}


@pytest.mark.parametrize(
    ("current", "tested", "grade"),
    [
        ("120", None, "A"),
        ("119.999999", None, "B"),
        ("110", None, "B"),
        ("109.999999", None, "B*"),
        ("105", None, "B*"),
        ("104.999999", None, "C"),
        ("100", None, "C"),
        ("95.000001", None, "C"),
        ("95", None, "D"),
        ("115", False, "C"),
        ("80", False, "C"),
        ("102", True, "B*"),
        ("99", True, "D"),
        ("100", True, "C"),
        ("120", False, "A"),
    ],
)
def test_health_japan_21_at_each_edge(current, tested, grade):
    made = judge("kenko21", **HEALTH, current=current, current_year=2015, significant_change=tested)
    assert made.grade == grade
    mirrored = judge(
        "kenko21",
        baseline=-100,
        baseline_year=2010,
        target=-120,
        target_year=2020,
        current=-D(current),
        current_year=2015,
        significant_change=tested,
        direction="down",
    )
    assert mirrored.grade == grade


def test_health_japan_21_sees_small_units_too():
    inputs = {"baseline": "0.10", "baseline_year": 2010, "target": "0.30", "target_year": 2020}
    grades = [
        judge("kenko21", **inputs, current=current, current_year=2015).grade
        for current in ("0.30", "0.20", "0.15", "0.10", "0.05")
    ]
    assert grades == ["A", "B", "B*", "C", "D"]


def test_the_numbers_of_a_preset_can_be_edited():
    strict = replace(
        PRESETS["kenko21"], parameters={**PRESETS["kenko21"].parameters, "min_change": D("0.2")}
    )
    made = kenko21.judge(strict, kenko21.Inputs(**HEALTH, current=112, current_year=2015))
    assert (made.grade, made.thresholds) == ("C", {"C": "< 0.2"})


def test_health_japan_21_derives_a_falling_direction_from_its_target():
    inputs = {"baseline": 20, "baseline_year": 2010, "target": 10, "target_year": 2020}
    grades = [
        judge("kenko21", **inputs, current=current, current_year=2015).grade
        for current in (10, 15, 18, 20, 25)
    ]
    assert grades == ["A", "B", "B*", "C", "D"]


def test_health_japan_21_takes_a_declared_direction_against_its_target():
    # Worse than a baseline that had already surpassed the target.
    inputs = {"baseline": 80, "baseline_year": 2010, "target": 70, "target_year": 2020}
    assert judge("kenko21", **inputs, current=60, direction="up").grade == "D"


@pytest.mark.parametrize(
    ("ratings", "mean", "grade"),
    [
        (["A"], "5", "A"),
        (["A", "A", "B"], "4.6666667", "A"),
        pytest.param(["A", "B"], "4.5", "B", id="最終評価報告書 第2章: A+B → B"),
        pytest.param(["A", "B*"], "4.5", "B*", id="最終評価報告書 第2章: A+B* → B*"),
        (["B", "B"], "4", "B"),
        (["B", "B*"], "4", "B*"),
        (["A", "B", "C"], "4", "B*"),
        (["B", "C"], "3.5", "C"),
        (["A", "D"], "3.5", "C"),
        (["B*", "B*", "C"], "3.6666667", "B*"),
        (["C", "D"], "2.5", "D"),
        (["C", "C", "C", "D", "D"], "2.6", "C"),
        (["D", "E", "E"], "2", "D"),
    ],
)
def test_a_goal_is_the_mean_of_its_items_with_five_rounded_down(ratings, mean, grade):
    made = judge("kenko21", ratings=ratings)
    assert (made.grade, round(made.value, 7)) == (grade, round(D(mean), 7))


# --- the limit factor -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("baseline", "limit", "factor"),
    [
        (100, None, "1"),
        (None, 100, "1"),
        (0, 0, "1"),
        (5, 0, "1"),
        (0, 100, "1"),
        (50, 100, "0.953929"),
        (100, 100, "0"),
        (150, 100, "0.953929"),
        (200, 100, "1"),
        (250, 100, "1"),
        (300, 100, "1"),
        (-50, -100, "0.953929"),
        (-50, 100, "0.953929"),
    ],
)
def test_positive_thresholds_shrink_near_a_natural_limit(baseline, limit, factor):
    made = limit_factor(
        baseline=None if baseline is None else D(baseline),
        limit=None if limit is None else D(limit),
        exponent=D("4.44"),
    )
    assert round(made, 6) == D(factor)
    assert len(made.as_tuple().digits) <= 28


def test_a_minimum_limit_tells_up_to_twice_itself():
    near = [
        limit_factor(baseline=D(baseline), limit=D(100), exponent=D("4.44"))
        for baseline in ("99.99", "100.01", "190", "199")
    ]
    assert near == sorted(near)
    assert near[0] > 0
    assert near[-1] < 1


def test_the_limit_factor_is_right_to_its_last_digit():
    factor = limit_factor(baseline=D("96.9"), limit=D(97), exponent=D("4.44"))
    with localcontext(prec=80):
        expected = 1 - (D("96.9") / 97) ** D("4.44")
    assert factor == +expected


# --- inputs ---------------------------------------------------------------------------------------


def test_a_float_from_json_is_read_as_it_is_printed():
    # As floats, 0.09 ÷ 0.1 is 0.8999999999999999: one rank too low.
    assert judge("maff", target=0.1, actual=0.09, direction="up").grade == "A"
    assert judge("maff", target="0.1", actual=D("0.09"), direction="up").value == D("0.9")


def test_a_series_from_json_has_its_years_as_text():
    series = {"2015": 10.0, "2016": "12", "2017": 14, "2018": None, "2019": 18, "2020": 20.0}
    assert judge("destatis", series=series, status_year="2020", direction="up").value == 2
    series["2021"] = 99
    assert judge("destatis", series=series, status_year=2020.0, direction="up").value == 2
    assert judge("destatis", series=series, direction="up").value > 2


def test_no_year_is_assumed_for_a_target_that_has_none():
    inputs = {"baseline": 8, "baseline_year": 2015, "current": 6, "current_year": 2020}
    inputs |= {"direction": "down", "target": 4}
    without = judge("open_sdg", **inputs)
    assert (without.grade, without.value) == ("not_available", None)
    assert without.reasoning.ja == "目標年度がないため計算できない。"
    assert judge("open_sdg", **inputs, target_year=2030).value is not None


def test_a_target_of_every_year_is_achieved_or_asks_for_no_growth():
    inputs = {"baseline": 8, "baseline_year": 2015, "current": 6, "current_year": 2020}
    inputs |= {"direction": "down", "target_year": "every year"}
    assert judge("open_sdg", **inputs, target=6).grade == "target_achieved"
    missed = judge("open_sdg", **inputs, target=4)
    assert (missed.grade, missed.reasoning.ja) == (
        "not_available",
        "毎年度の目標であり、目標年度がないため、必要な年平均成長率は計算できない。",
    )


def test_a_provisional_value_carries_its_mark_into_the_result():
    inputs = {"actual": 71, "target": 70, "note": "速報値", "fiscal_year": 2012, "name": "①"}
    made = judge("annual", **inputs, unit="%")
    assert made.inputs == {**inputs, "unit": "%"}
    assert made.grade == "met"


def test_annual_and_final_targets_are_judged_separately():
    assert judge("annual", actual=338, target=230).grade == "met"
    assert judge("annual", actual=338, target=540).grade == "missed"


def test_a_target_revised_in_mid_course_judges_each_year_by_the_target_valid_then():
    years = {2010: (70, 60), 2011: (70, 60), 2012: (70, 80)}
    grades = [judge("annual", actual=a, target=g).grade for a, g in years.values()]
    assert grades == ["met", "met", "missed"]


def test_a_restated_value_flips_a_grade_and_both_vintages_can_be_redone():
    # Statistics Canada 1-3-1 (W029): 178.2 → 170.2, later restated to 178.8 → 171.9.
    inputs = {"baseline_year": 2015, "current_year": 2024, "direction": "down"}
    old = judge("open_sdg", baseline=178.2, current=170.2, **inputs)
    new = judge("open_sdg", baseline=178.8, current=171.9, **inputs)
    assert (old.grade, new.grade) == ("moderate_progress", "limited_progress")


def test_an_unknown_preset_is_a_mistake_with_a_hint():
    with pytest.raises(ValueError, match=r"^unknown preset 'mafff' — did you mean 'maff'\?$"):
        judge("mafff", target=1)
    with pytest.raises(ValueError, match=r"^unknown preset 'x'; known: annual, bands, commerce, "):
        judge("x")


def test_an_unknown_input_is_a_mistake_with_a_hint():
    with pytest.raises(TypeError, match=r"^maff has no input 'taget' — did you mean 'target'\?$"):
        judge("maff", taget=1, actual=1)
    with pytest.raises(TypeError) as caught:
        judge("maff", zzz=1)
    assert str(caught.value) == (
        "maff has no input 'zzz'; known: target, comparator, direction, upper, tolerance, actual,"
        " decision"
    )


SERIES = {2015: 10, 2016: 12, 2017: 14, 2018: 16, 2019: 18, 2020: 20}
Y = {"baseline_year": 2010, "current_year": 2015}


@pytest.mark.parametrize(
    ("preset", "inputs", "message"),
    [
        ("maff", {"target": 1, "actual": "1,000"}, "actual must be a number, not '1,000'"),
        ("maff", {"target": 1, "actual": float("nan")}, "actual must be a finite number, not nan"),
        ("annual", {"actual": 1, "target": 1, "state": "late"},
         "state must be one of pending, not_started, not 'late'"),
        ("annual", {"actual": "x", "target": 1}, "actual must be a number, not 'x'"),
        ("annual", {"actual": 1, "target": 1, "comparator": "程度", "tolerance": "x"},
         "tolerance must be a number, not 'x'"),
        ("annual", {"actual": 1, "target": 1, "comparator": "range", "upper": "x"},
         "upper must be a number, not 'x'"),
        ("commerce", {"actual": "x", "target": 1}, "actual must be a number, not 'x'"),
        ("kenko21", {"baseline": "x"}, "baseline must be a number, not 'x'"),
        ("kenko21", {"current": "x"}, "current must be a number, not 'x'"),
        ("kenko21", {"target": "x"}, "target must be a number, not 'x'"),
        ("kenko21", {**HEALTH, "current": 110, "baseline_year": 2010.5},
         "baseline_year must be a year, not 2010.5"),
        ("kenko21", {**HEALTH, "current": 110, "target_year": "x"},
         "target_year must be a number, not 'x'"),
        ("kenko21", {**HEALTH, "current": 110, "current_year": "x"},
         "current_year must be a number, not 'x'"),
        ("kenko21", {"ratings": ["A", "F"]}, "unknown rating 'F'; known: A, B, B*, C, D, E"),
        ("open_sdg", {"direction": "up", "baseline": "x"}, "baseline must be a number, not 'x'"),
        ("open_sdg", {"direction": "up", "current": "x"}, "current must be a number, not 'x'"),
        ("open_sdg", {"direction": "up", "target": "x"}, "target must be a number, not 'x'"),
        ("open_sdg", {"direction": "up", "baseline_year": "x"},
         "baseline_year must be a number, not 'x'"),
        ("open_sdg", {"direction": "up", "current_year": "x"},
         "current_year must be a number, not 'x'"),
        ("open_sdg", {"direction": "up", "target": 1, "target_year": "x"},
         "target_year must be a number, not 'x'"),
        ("open_sdg", {**Y, "direction": "up", "baseline": 1, "current": 2, "limit": "x"},
         "limit must be a number, not 'x'"),
        ("open_sdg", {"series_scores": ["x"]}, "series_scores must be a number, not 'x'"),
        ("destatis", {"direction": "up", "series": {2015: "x"}},
         "series must be a number, not 'x'"),
        ("destatis", {"direction": "up", "status_year": "x"},
         "status_year must be a number, not 'x'"),
        ("destatis", {"direction": "up", "break_after": "x"},
         "break_after must be a number, not 'x'"),
        ("destatis", {"direction": "up", "series": SERIES, "target": "x"},
         "target must be a number, not 'x'"),
        ("destatis", {"direction": "up", "series": SERIES, "target": 99, "target_year": "x"},
         "target_year must be a number, not 'x'"),
        ("five_step", {"indicators": [{"name": "1", "main": True}], "close_pace": "x"},
         "close_pace must be a number, not 'x'"),
        ("five_step", {"indicators": [{"name": "1", "main": True}], "wide_progress": "x"},
         "wide_progress must be a number, not 'x'"),
        ("five_step", {"indicators": [{"name": "1", "pace": "x"}]},
         "pace must be a number, not 'x'"),
        ("five_step", {"indicators": [{"name": "1", "progress": "x"}]},
         "progress must be a number, not 'x'"),
    ],
)  # fmt: skip
def test_a_malformed_input_is_a_mistake_that_names_it(preset, inputs, message):
    with pytest.raises(ValueError, match=r"must be|unknown") as caught:
        judge(preset, **inputs)
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [True, [1], {}])
@pytest.mark.parametrize("preset", ["annual", "maff", "commerce"])
def test_what_can_be_no_number_is_a_mistake_of_type(preset, value):
    with pytest.raises(TypeError) as caught:
        judge(preset, actual=1, target=value)
    assert str(caught.value) == f"target must be a number, not {value!r}"


# --- properties -----------------------------------------------------------------------------------

values = st.decimals(min_value="0.01", max_value=1000, places=2)
factors = st.sampled_from([D("0.001"), D("0.5"), D(8), D(1000)])


@given(numbers=st.lists(values, min_size=6, max_size=6), target=values, factor=factors)
def test_weather_is_the_same_in_any_unit_and_mirrored_by_direction(numbers, target, factor):
    def weather(side, unit, direction):
        return judge(
            "destatis",
            series={2015 + place: side * unit * value for place, value in enumerate(numbers)},
            status_year=2020,
            target=side * unit * target,
            target_year=2030,
            direction=direction,
        ).grade

    first = weather(1, D(1), "up")
    assert weather(1, factor, "up") == first
    assert weather(-1, D(1), "down") == first


@given(actual=values, target=values, factor=factors)
def test_ranks_are_the_same_in_any_unit(actual, target, factor):
    for preset in ("maff", "commerce"):
        plainly = judge(preset, actual=actual, target=target).grade
        assert judge(preset, actual=actual * factor, target=target * factor).grade == plainly


@given(baseline=values, current=values, target=values)
def test_health_japan_21_is_mirrored_by_direction(baseline, current, target):
    inputs = {"baseline_year": 2010, "current_year": 2015, "target_year": 2020}
    up = judge(
        "kenko21", baseline=baseline, current=current, target=target, direction="up", **inputs
    )
    down = judge(
        "kenko21", baseline=-baseline, current=-current, target=-target, direction="down", **inputs
    )
    assert up.grade == down.grade
    assert (up.grade == "A") is (current >= target)
