"""Figures of one kind are one kind in every notation, and stay as they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.assessment import IndicatorResult
from evalkit.sheet.cells import Quantity, in_common_unit, parse_cell
from evalkit.sheet.cells.units import kind_of, plain_unit
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.printing import shown, whole_figure
from evalkit.sheet.problems import SheetProblems

HEAD = """
ministry: 試験省
fiscal_year: 2024
years: 2021-2024
policy_goal: {number: "1-1", name: 試験}
achievement_goals:
- no: 1
  name: 試験
  indicators:
"""


def result(fields: str) -> IndicatorResult:
    sheet = parse_sheet(f"{HEAD}  - {{no: 1, kind: measure, {fields}}}\n")
    goal = sheet.achievement_goals[0]
    path = ("achievement_goals", 0, "indicators", 0)
    return IndicatorResult(sheet, goal, goal.indicators[0], path)


# Spellings and scales ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spellings",
    [
        "か所 ヶ所 カ所 ヵ所 ケ所 箇所 個所",
        "％ % パーセント ㌫",
        "㎡ m2 m² 平方メートル",
        "㎞ km キロメートル ｋｍ",
        "㌧ t トン ｔ",
        "㎏ kg キログラム",
        "ℓ l L リットル ㍑",
        "t-CO2 tCO2 t-CO₂ トンCO2",
        "か月 ヶ月 カ月 ヵ月 箇月",
        "千トン 千t 千㌧",
    ],
)
def test_spellings_of_one_unit_are_one(spellings):
    assert len({plain_unit(each) for each in spellings.split()}) == 1


@pytest.mark.parametrize(
    "units",
    [
        "件 件/年",
        "日 時間",
        "人 人日",
        "機関 件",
        "m m2",
        "g g/日",
        "円 ドル",
        "カートン t",
        "人 世帯",
    ],
)
def test_units_of_different_kinds_stay_apart(units):
    one, other = units.split()
    assert kind_of(one).base != kind_of(other).base


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("680千人", "68万人"),
        ("680,000人", "68万人"),
        ("3,437百万円", "34.37億円"),
        ("3,437,000千円", "3,437百万円"),
        ("1.5時間", "90分"),
        ("2時間30分", "150分"),
        ("12千トン", "12,000t"),
        ("1.2kg", "1,200g"),
        ("3km2", "300ha"),
    ],
)
def test_one_quantity_in_two_notations_is_equal(one, other):
    pair = in_common_unit(parse_cell(one), parse_cell(other))
    assert pair is not None
    assert pair[0].value == pair[1].value


_NOTATIONS = st.sampled_from(["", "千", "百万", "万", "億", "千万"])


@given(
    number=st.decimals(min_value=0, max_value=10**6, places=2),
    scale=_NOTATIONS,
    unit=st.sampled_from(["人", "円", "件", "t", "時間"]),
    to=_NOTATIONS,
)
def test_what_is_shown_reads_back_as_the_same_quantity(number, scale, unit, to):
    cell = parse_cell(f"{number:,}{scale}{unit}")
    assert isinstance(cell, Quantity)
    for each in (cell, cell.in_unit(to + unit)) if unit != "時間" else (cell,):
        assert whole_figure(each) == f"{number:,}{scale}{unit}"
        again = parse_cell(shown(each))
        assert isinstance(again, Quantity)
        assert (again.value, again.unit) == (cell.value, cell.unit)


# Judged by value, shown as printed ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "grade", "said"),
    [
        (
            'name: 実施か所数, unit: ヶ所, actuals: {2024: "12,500"}, '
            'annual_targets: {2024: "10,000ヶ所"}',
            "met",
            ("12,500ヶ所", "10,000ヶ所"),
        ),
        (
            "name: 割合, unit: ％, direction: up, actuals: {2024: 75.0}, annual_targets: {2024: 80%}",
            "missed",
            ("75.0％", "80％"),
        ),
        (
            "name: 面積, unit: ㎡, direction: up, actuals: {2024: 75.0}, annual_targets: {2024: 70㎡}",
            "met",
            ("75.0㎡", "70㎡"),
        ),
        (
            "name: 受入枠, unit: 千人, actuals: {2024: 671}, annual_targets: {2024: 68万人}",
            "missed",
            ("671千人", "68万人"),
        ),
        (
            'name: 事務処理時間, direction: down, actuals: {2024: "870,000時間"}, '
            'annual_targets: {2024: "880,000時間"}',
            "met",
            ("870,000時間", "880,000時間"),
        ),
        (
            "name: 処理時間, direction: down, actuals: {2024: 2時間}, annual_targets: {2024: 100分}",
            "missed",
            ("2時間", "100分"),
        ),
        (
            'name: 売上, direction: up, actuals: {2024: "3,437百万円"}, '
            "annual_targets: {2024: 30億円}",
            "met",
            ("3,437百万円", "30億円"),
        ),
        (
            "name: 排出量, direction: down, actuals: {2024: 12千トン}, "
            'annual_targets: {2024: "11,500t"}',
            "missed",
            ("12千トン", "11,500t"),
        ),
        (
            "name: 相談件数, direction: up, actuals: {2024: 12件}, annual_targets: {2024: 10件/年}",
            "not_decidable",
            ("12件", "10件/年"),
        ),
    ],
)
def test_figures_are_judged_by_value_and_shown_as_printed(fields, grade, said):
    year = result(fields).year(2024)
    assert year.judgement.grade == grade
    cells = [cell for cell in (year.cell, year.target) if isinstance(cell, Quantity)]
    assert tuple(whole_figure(cell).replace("%", "％") for cell in cells) == said


def test_a_bare_figure_under_a_declared_scale_is_told_in_it():
    made = result("name: 受入枠, unit: 千人, direction: up, actuals: {2024: 671}, "
                  "target: （2024年度）68万人")  # fmt: skip
    level = made.level
    assert level is not None
    assert round(level.rate.value, 4) == Decimal("0.9868")
    assert made.unit == "千人"


@pytest.mark.parametrize(
    ("actuals", "unit", "change"),
    [
        ("{2023: 160万人, 2024: 165万人}", "万人", "5"),
        ('{2023: "3,401百万円", 2024: "3,437百万円"}', "百万円", "36"),
        ('{2023: "900,000時間", 2024: "870,000時間"}', "時間", "-30000"),
        ("{2023: 9千人, 2024: 1.2万人}", "千人", "3"),
        ("{2023: 15万2千人, 2024: 16万人}", "人", "8000"),
        ("{2022: 0人, 2023: 2万人, 2024: 3万人}", "万人", "1"),
        ("{2023: 900kg, 2024: 1.2t}", "kg", "300"),
    ],
)
def test_a_difference_is_in_the_scale_of_the_figures(actuals, unit, change):
    made = result(f"name: 試験値, direction: up, actuals: {actuals}")
    assert made.unit == unit
    assert made.year(2024).number("change") == Decimal(change)


@pytest.mark.parametrize(("tolerance", "grade"), [(9, "met"), (8, "missed")])
def test_a_tolerance_is_in_the_declared_unit(tolerance, grade):
    fields = "name: 受入枠, unit: 千人, actuals: {2024: 671}, annual_targets: {2024: 68万人程度}"
    assert result(f"{fields}, tolerance: {tolerance}").year(2024).judgement.grade == grade


def test_a_bare_figure_with_a_scale_of_its_own_is_not_guessed_under_a_declared_one():
    with pytest.raises(SheetProblems, match="「15万」に単位がありません"):
        result("name: 受入枠, unit: 千人, actuals: {2024: 15万}")


@pytest.mark.parametrize(
    ("target", "level"),
    [
        ("前年度比120％以上", "81.6万人以上"),
        ("前年度（68万人）以上", "68万人以上"),
        ("前年度より5万人以上増", "73万人以上"),
        ("前年度より50千人以上増", "73万人以上"),
    ],
)
def test_the_level_of_a_target_in_words_is_told_in_the_printed_scale(target, level):
    made = result(
        "name: 受入数, unit: 千人, direction: up, actuals: {2022: 670, 2023: 68万人, 2024: 900}, "
        f"annual_targets: {{2024: {target}}}"
    )
    year = made.year(2024)
    assert isinstance(year.target, Quantity)
    assert shown(year.target) == level
    assert year.judgement.grade == "met"
