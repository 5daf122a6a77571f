"""The tables of the presets, a ministry's own bands, and how figures are read and printed."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from evalkit.assess.judge.judgement import RULES, judge
from evalkit.assess.judge.preset import (
    PRESETS,
    Band,
    Grade,
    find_band,
    plain,
    read_grades,
    read_table,
)
from evalkit.assess.judge.rules import read_bands
from evalkit.assess.judge.sentences import SENTENCES
from evalkit.assess.judge.verdict import is_text, number, percent, rounded, undecided, year

D = Decimal
TINY = D("1e-15")


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_a_preset_is_complete(preset):
    known = [grade.grade for grade in preset.grades]
    assert len(set(known)) == len(known)
    assert preset.undecided in known
    assert PRESETS[preset.name] is preset
    assert preset.name in RULES
    assert preset.rule_ja.endswith("。")
    assert preset.rule_en.endswith(".")
    assert preset.source
    assert all(grade.label_ja and grade.label_en and grade.symbol for grade in preset.grades)
    for table in preset.tables.values():
        assert {band.grade for band in table} <= set(known)
        assert table[-1].at_least is None
        assert table[-1].above is None


@pytest.mark.parametrize(
    ("band", "lower"),
    [
        pytest.param(band, lower, id=f"{preset.name} {name}: {band.grade} {band.condition()}")
        for preset in PRESETS.values()
        for name, table in preset.tables.items()
        for band, lower in pairwise(table)
    ],
)
def test_each_threshold_holds_at_its_edge_and_not_beside_it(band, lower):
    if band.at_least is not None:
        inside, outside = band.at_least, band.at_least - TINY
    else:
        inside, outside = band.above + TINY, band.above
    assert find_band((band, lower), inside) is band
    assert find_band((band, lower), outside) is lower


def test_every_sentence_has_the_same_figures_in_both_languages():
    paired = {"ja", "en", "reason", "reason_en"}

    def holes(text):
        return {part.split("}")[0] for part in text.split("{")[1:]} - paired

    for ja, en in SENTENCES.values():
        assert holes(ja) == holes(en)
        assert ja.endswith("。")
        assert en.endswith(".")


def test_rows_are_read_as_they_are_written():
    assert read_grades(("met", "達成", "Met", "○"), ("x", "一", "X", "×")) == (
        Grade(grade="met", label_ja="達成", label_en="Met", symbol="○"),
        Grade(grade="x", label_ja="一", label_en="X", symbol="×"),
    )
    assert read_table(
        ("A", "> 1.5"),
        ("B", ">= 0.015 C", "500 / C", "-30/7"),
        ("C", "> 0.01 C", "25/6"),
        ("D", ">= -0.5", "1/2 / C"),
        ("E", "else", "125", "-2.5"),
    ) == (
        Band(grade="A", above=D("1.5")),
        Band(
            grade="B",
            at_least=D("0.015"),
            scaled=True,
            slope=D(500),
            slope_scaled=True,
            intercept=D(-30) / 7,
        ),
        Band(grade="C", above=D("0.01"), scaled=True, slope=D(25) / 6),
        Band(grade="D", at_least=D("-0.5"), slope=D("0.5"), slope_scaled=True),
        Band(grade="E", slope=D(125), intercept=D("-2.5")),
    )


def test_the_table_of_open_sdg_reads_as_published():
    high, middle, low, rest = PRESETS["open_sdg"].tables["without_target"]
    assert high == Band(
        grade="substantial_progress",
        at_least=D("0.015"),
        scaled=True,
        slope=D(500),
        intercept=D(-5),
        slope_scaled=True,
    )
    assert middle == replace(
        high, grade="moderate_progress", at_least=D("0.005"), slope=D(250), intercept=D("-1.25")
    )
    assert low == replace(
        high, grade="limited_progress", at_least=D(0), scaled=False, intercept=D("-2.5")
    )
    assert rest == Band(grade="deterioration", slope=D(125), intercept=D("-2.5"))
    assert PRESETS["commerce"].tables["rate"][0] == Band(
        grade="Blue (Exceeded target)", above=D("1.25")
    )
    assert PRESETS["eustat"].tables["with_target"][2].slope == D(25) / 6


def test_a_scaled_threshold_moves_with_the_limit_factor_and_others_do_not():
    scaled = Band(grade="A", at_least=D("0.015"), scaled=True)
    assert scaled.holds(D("0.0075"), D("0.5"))
    assert not scaled.holds(D("0.0074"), D("0.5"))
    assert scaled.condition(D("0.5")) == "≥ 0.0075"
    fixed = Band(grade="A", at_least=D("0.015"))
    assert not fixed.holds(D("0.0149"), D("0.5"))
    assert fixed.condition(D("0.5")) == "≥ 0.015"
    above = Band(grade="A", above=D("0.015"), scaled=True)
    assert above.holds(D("0.0076"), D("0.5"))
    assert not above.holds(D("0.0075"), D("0.5"))
    assert above.condition(D("0.5")) == "> 0.0075"
    assert replace(above, scaled=False).condition(D("0.5")) == "> 0.015"
    assert scaled.holds(D("0.015"))
    assert not scaled.holds(D("0.0149"))


# --- bands from the parameters file ---------------------------------------------------------------

BANDS = [
    {"grade": "7", "at_least": "1.0", "label_ja": "100%", "label_en": "100 %", "symbol": "◎"},
    {"grade": "6", "at_least": 0.9},
    {"grade": "5", "at_least": 0.8},
    {"grade": "0"},
]


def test_a_ministrys_own_bands_need_no_code():
    made = judge("bands", bands=BANDS, actual=100, target=100, direction="up")
    assert (made.grade, made.label_ja, made.label_en, made.symbol) == ("7", "100%", "100 %", "◎")
    assert made.thresholds == {"7": "≥ 1", "6": "≥ 0.9", "5": "≥ 0.8", "0": "otherwise"}
    made = judge("bands", bands=BANDS, actual="89.9", target=100, direction="up")
    assert (made.grade, made.label_ja, made.label_en, made.symbol) == ("5", "5", "5", "")
    assert (made.value, made.decided) == (D("0.899"), True)
    assert made.reasoning_ja == "水準の達成率（level_rate）は0.899で、条件「≥ 0.8」に当たる。"
    assert judge("bands", bands=BANDS, actual=1, target=100, direction="up").grade == "0"


def test_bands_can_lie_over_any_function_that_gives_one_number():
    table = [{"grade": "◎", "above": 1}, {"grade": "○", "at_least": 1}, {"grade": "×"}]
    inputs = {"baseline": 0, "baseline_year": "2010", "target": 10, "target_year": 2020.0}
    made = judge("bands", bands=table, function="pace", **inputs, current=5, current_year=2015)
    assert (made.grade, made.value) == ("○", 1)
    made = judge("bands", bands=table, function="pace", **inputs, actual=6, actual_year=2015)
    assert made.grade == "◎"
    made = judge("bands", bands=table, function="execution_rate", executed=98, total=100)
    assert made.reasoning_en == "Execution rate (execution_rate) is 0.98: “otherwise”."


def test_bands_over_a_figure_that_does_not_exist_are_not_decidable():
    made = judge("bands", bands=BANDS, function="progress", baseline=5, target=5, actual=6)
    assert (made.grade, made.decided) == ("not_decidable", False)
    assert made.reasoning_en.startswith("The target equals the baseline")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([{"grade": "A", "at_lest": 1, "zzz": 1}],
         "band 1: unknown key 'at_lest'; known: grade, at_least, above, label_ja, label_en, symbol"),
        ([{"grade": "A", "at_least": 1}, {"at_least": "0.5"}], "band 2: no grade"),
        ([{"grade": "A", "at_least": 1, "above": 1}],
         "band 1: at_least and above exclude each other"),
        ([{"grade": "A", "at_least": 1}, {"grade": "B", "at_least": 1}],
         "band 2: thresholds must fall from row to row"),
        ([{"grade": "A", "at_least": 1}, {"grade": "B", "above": 1}],
         "band 2: thresholds must fall from row to row"),
        ([{"grade": "A", "above": 2}, {"grade": "B", "at_least": 2}, {"grade": "C", "above": 3}],
         "band 3: thresholds must fall from row to row"),
        ([{"grade": "A"}, {"grade": "B", "at_least": 1}],
         "band 1: a row without a threshold must be the last one"),
        ([{"grade": "A", "at_least": "1O0"}], "band 1: at_least must be a number, not '1O0'"),
        ([{"grade": "A", "above": "x"}], "band 1: above must be a number, not 'x'"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_refused_with_its_place(table, message):
    with pytest.raises(ValueError, match=r"^band ") as caught:
        read_bands(table)
    assert str(caught.value) == message


def test_equal_thresholds_may_differ_in_their_edge():
    table, grades = read_bands([{"grade": 1, "above": 1}, {"grade": 2, "at_least": 1}])
    assert table == (Band(grade="1", above=D(1)), Band(grade="2", at_least=D(1)))
    assert [grade.label_ja for grade in grades] == ["1", "2"]


def test_bands_name_a_function_or_input_that_does_not_exist():
    with pytest.raises(ValueError, match=r"^unknown function 'level_rat'; known: level_rate, "):
        judge("bands", bands=BANDS, function="level_rat")
    with pytest.raises(TypeError) as caught:
        judge("bands", bands=BANDS, function="execution_rate", executed=1, totl=2)
    assert str(caught.value) == (
        "bands over execution_rate has no input 'totl'; known: bands, function, target,"
        " comparator, direction, upper, tolerance, actual, baseline, previous, current, executed,"
        " total, actual_year, baseline_year, target_year, current_year"
    )
    with pytest.raises(ValueError, match=r"^actual must be a number, not 'x'$"):
        judge("bands", bands=BANDS, actual="x", target=1, direction="up")
    with pytest.raises(ValueError, match=r"^actual_year must be a number, not 'x'$"):
        judge("bands", bands=BANDS, function="pace", actual_year="x")


def test_bands_need_a_function_that_gives_one_number():
    for function in ("met", "forecast", "on_line", "min_change", "reported_rate"):
        with pytest.raises(ValueError, match=f"^unknown function '{function}'; known: level_rate"):
            judge("bands", bands=BANDS, function=function)


def test_bands_without_a_table_are_refused():
    with pytest.raises(ValueError, match=r"^no bands; give them best first: \[\{grade: A, "):
        judge("bands", actual=1, target=1)


# --- reading and printing -------------------------------------------------------------------------


def test_a_number_is_read_through_its_text():
    read = [str(number("x", value)) for value in (92.0, "92.0", D("92.00"), 92, 0.1, None)]
    assert read == ["92.0", "92.0", "92.00", "92", "0.1", "None"]


def test_a_year_is_read_from_text_and_whole_floats():
    assert [year("x", value) for value in (2015, "2015", 2015.0, None)] == [2015, 2015, 2015, None]
    assert type(year("x", 2015.0)) is int


def test_text_is_what_is_not_a_number():
    texts = [is_text(value) for value in ("提出", "NaN", "5.0", 5, None)]
    assert texts == [True, True, False, False, False]


def test_a_figure_is_rounded_half_up_but_never_across_its_edge():
    def side(value):
        return value >= D("0.9")

    assert rounded(D("0.12345"), side) == D("0.1235")
    assert rounded(D("0.12344999"), side) == D("0.1234")
    assert rounded(D("0.89995"), side) == D("0.89995")
    assert rounded(D("0.89994"), side) == D("0.8999")
    assert str(rounded(D("0.9"), side)) == "0.9000"
    for places in (18, 19, 20, 25):
        below = D("0.9") - D(1).scaleb(-places)
        assert rounded(below, side) == below


def test_a_rule_that_cannot_say_names_its_sentence():
    error = undecided("destatis.ended", {"target_year": 2019, "status_year": 2020})
    assert (error.code, str(error)) == (
        "destatis.ended",
        "目標年2019年を過ぎている（実績値は2020年）。",
    )


def test_percentages_and_thresholds_are_printed_without_idle_zeros():
    ratios = ["0.9501", "0.0500", "10", "-0.02", "0"]
    assert [percent(D(ratio)) for ratio in ratios] == ["95.01%", "5%", "1000%", "-2%", "0%"]
    figures = ["1.2345675", "1.2345665", "1200", "0.00012345650", "-3.0"]
    printed = ["1.23457", "1.23457", "1200", "0.000123457", "-3"]
    assert [plain(D(figure)) for figure in figures] == printed
