"""A ministry's own table of thresholds, from the parameters file, over any method of one number."""

from dataclasses import fields
from decimal import Decimal

import pytest

from evalkit.assess.judge.grades import Band
from evalkit.assess.judge.judgement import judge
from evalkit.assess.judge.presets.bands import BAND_METHODS, Inputs, read_bands

D = Decimal

BANDS = [
    {"grade": "7", "at_least": "1.0", "label_ja": "100%", "label_en": "100 %", "symbol": "◎"},
    {"grade": "6", "at_least": 0.9},
    {"grade": "5", "at_least": 0.8},
    {"grade": "0"},
]


def test_a_ministrys_own_bands_need_no_code():
    made = judge("bands", bands=BANDS, actual=100, target=100, direction="up")
    assert (made.grade, made.label.ja, made.label.en, made.symbol) == ("7", "100%", "100 %", "◎")
    assert made.thresholds == {"7": "≥ 1", "6": "≥ 0.9", "5": "≥ 0.8", "0": "otherwise"}
    made = judge("bands", bands=BANDS, actual="89.9", target=100, direction="up")
    assert (made.grade, made.label.ja, made.label.en, made.symbol) == ("5", "5", "5", "")
    assert (made.value, made.decided) == (D("0.899"), True)
    assert made.reasoning.ja == "水準の達成率（level_rate）は0.899で、条件「≥ 0.8」に当たる。"
    assert judge("bands", bands=BANDS, actual=1, target=100, direction="up").grade == "0"


def test_bands_can_lie_over_any_function_that_gives_one_number():
    table = [{"grade": "◎", "above": 1}, {"grade": "○", "at_least": 1}, {"grade": "×"}]
    inputs = {"baseline": 0, "baseline_year": "2010", "target": 10, "target_year": 2020.0}
    made = judge("bands", bands=table, function="pace", **inputs, actual=5, actual_year=2015)
    assert (made.grade, made.value) == ("○", 1)
    made = judge("bands", bands=table, function="pace", **inputs, actual=6, actual_year=2015)
    assert made.grade == "◎"
    made = judge("bands", bands=table, function="execution_rate", executed=98, total=100)
    assert made.reasoning.en == "Execution rate (execution_rate) is 0.98: “otherwise”."


def test_bands_over_a_figure_that_does_not_exist_are_not_decidable():
    made = judge("bands", bands=BANDS, function="progress", baseline=5, target=5, actual=6)
    assert (made.grade, made.decided) == ("not_decidable", False)
    assert made.reasoning.en.startswith("The target equals the baseline")


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
    assert [grade.label.ja for grade in grades] == ["1", "2"]


def test_bands_name_a_function_or_input_that_does_not_exist():
    with pytest.raises(ValueError, match=r"^unknown function 'level_rat'; known: level_rate, "):
        judge("bands", bands=BANDS, function="level_rat")
    with pytest.raises(TypeError, match=r"^bands has no input 'totl' — did you mean 'total'\?$"):
        judge("bands", bands=BANDS, function="execution_rate", executed=1, totl=2)
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


def test_every_method_of_bands_is_given_what_it_takes():
    known = {field.name for field in fields(Inputs)}
    assert "required_change" in BAND_METHODS
    assert [name for name, method in BAND_METHODS.items() if set(method.inputs) - known] == []
