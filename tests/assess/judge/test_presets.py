"""The tables of the presets, a ministry's own bands, and how figures are read and printed."""

from dataclasses import fields, replace
from decimal import Decimal
from importlib import import_module
from itertools import pairwise

import pytest

from evalkit.assess.judge.grades import (
    Band,
    Grade,
    find_band,
    read_grades,
    read_table,
)
from evalkit.assess.judge.inputs import is_text, number, year
from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.judge.verdict import undecided
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant, whole_percent
from evalkit.sheet.rounding import rounded_alike

D = Decimal
TINY = D("1e-15")


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_a_preset_is_complete(preset):
    known = [grade.grade for grade in preset.grades]
    assert len(set(known)) == len(known)
    assert preset.undecided in known
    assert PRESETS[preset.name] is preset
    assert preset.inputs.__module__.startswith("evalkit.assess.judge.presets.")
    assert set(preset.options) <= {field.name for field in fields(preset.inputs)}
    assert preset.rule.ja.endswith("。")
    assert preset.rule.en.endswith(".")
    assert preset.source
    assert all(grade.label.ja and grade.label.en and grade.symbol for grade in preset.grades)
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


def sentences(preset):
    """Every bilingual text beside the rule of a preset."""
    module = import_module(preset.judge.__module__)
    tables = [each for each in vars(module).values() if isinstance(each, dict)]
    texts = [*vars(module).values(), *(text for table in tables for text in table.values())]
    return [text for text in texts if isinstance(text, Bilingual)]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_sentence_has_the_same_figures_in_both_languages(preset):
    def holes(text):
        return {part.split("}")[0] for part in text.split("{")[1:]}

    given = sentences(preset)
    assert given
    assert [text for text in given if holes(text.ja) != holes(text.en)] == []
    assert [text for text in given if not (text.ja.endswith("。") and text.en[-1] in ".)")] == []


def test_rows_are_read_as_they_are_written():
    assert read_grades(("met", "達成", "Met", "○"), ("x", "一", "X", "×")) == (
        Grade(grade="met", label=Bilingual("達成", "Met"), symbol="○"),
        Grade(grade="x", label=Bilingual("一", "X"), symbol="×"),
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

    assert rounded_alike(D("0.12345"), 4, side) == D("0.1235")
    assert rounded_alike(D("0.12344999"), 4, side) == D("0.1234")
    assert rounded_alike(D("0.89995"), 4, side) == D("0.89995")
    assert rounded_alike(D("0.89994"), 4, side) == D("0.8999")
    assert str(rounded_alike(D("0.9"), 4, side)) == "0.9000"
    for places in (18, 19, 20, 25):
        below = D("0.9") - D(1).scaleb(-places)
        assert rounded_alike(below, 4, side) == below


def test_a_rule_that_cannot_say_says_why():
    said = Bilingual("{year}年を過ぎている。", "{year} is over.")
    error = undecided(said, {"year": 2019})
    assert (str(error), error.reason.en) == ("2019年を過ぎている。", "2019 is over.")


def test_percentages_and_thresholds_are_printed_without_idle_zeros():
    ratios = ["0.9501", "0.0500", "10", "-0.02", "0"]
    assert [whole_percent(D(ratio)) for ratio in ratios] == ["95.01%", "5%", "1000%", "-2%", "0%"]
    figures = ["1.2345675", "1.2345665", "1200", "0.00012345650", "-3.0"]
    printed = ["1.23457", "1.23457", "1200", "0.000123457", "-3"]
    assert [significant(D(figure)) for figure in figures] == printed
