"""Figures of another time than their column: by what the cell itself prints."""

from __future__ import annotations

import pytest

from evalkit.sheet.cells import parse_cell
from evalkit.sheet.cells.periods import in_column


def period(printed, first=2012, last=2012, **how):
    cell = in_column(parse_cell(printed), first, last, near=2012, **how)
    return getattr(cell, "period", None)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("（23年度）361機関", "23年度"), ("361機関（平成23年度実績）", "平成23年度"), ("361機関（23年度末現在）", "23年度末"),
        ("361機関（2011年度）", "2011年度"), ("361機関※前年度実績", "前年度"), ("361機関（H23）", "H23"),
        ("361機関（平成23年5月調査）", "平成23年5月"), ("361機関（FY2011）", "FY2011"),
    ],
)  # fmt: skip
def test_a_figure_that_names_another_year_is_that_of_its_year(printed, told):
    assert period(printed) == told


@pytest.mark.parametrize(
    "printed",
    [
        "361機関", "（24年度）361機関", "361機関（平成24年度実績）", "361機関（平成25年3月末現在）", "361機関（25年4月1日現在）",
        "361機関（前年度比＋5）", "361機関（21年度から累計）", "361機関（※25年度に公表）", "361機関（対23年度比1.2倍）", "7件（27件）",
        "361機関（23年度に制度改正）", "（毎年度）361機関", "23年度は未調査", "－",
    ],
)  # fmt: skip
def test_a_figure_of_its_year_or_one_that_only_mentions_another_stays(printed):
    assert period(printed) is None


def test_one_result_over_several_columns_is_that_of_none_of_them():
    assert period("960機関", 2008, 2010) == "2008-2010"
    assert period("－", 2008, 2010) is None


def window(printed, first=2012, last=2012, **how):
    return getattr(in_column(parse_cell(printed), first, last, near=2012, **how), "window", None)


@pytest.mark.parametrize(
    ("printed", "first", "told"),
    [
        ("960機関（3年間累計）", 2010, (3, "sum")), ("960機関（平均）", 2010, (3, "mean")),
        ("960機関（22～24年度の合計）", 2012, (3, "sum")), ("960機関（2010～2012年平均）", 2012, (3, "mean")),
        ("960機関（三年間の平均）", 2012, (3, "mean")), ("（5か年平均）960機関", 2012, None),
        ("960機関（24年度平均）", 2012, None), ("960機関（平均）", 2012, None),
    ],
)  # fmt: skip
def test_a_mean_or_a_sum_of_several_years_is_a_figure_of_the_last(printed, first, told):
    assert window(printed, first) == told


def test_a_mean_of_years_that_end_elsewhere_is_not_that_of_its_column():
    assert period("960機関（2009～2011年平均）") == "2009～2011年平均"


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("180件（4～9月）", "4～9月"), ("180件（上半期）", "上半期"), ("180件（第2四半期）", "第2四半期"),
        ("180件（24年度第1四半期）", "24年度第1四半期"), ("180件（24年4月～12月）", "24年4月～12月"), ("180件（FY2012 Q1）", "FY2012Q1"),
        ("180件（1～12月）", None), ("180件（4月～翌年3月）", None), ("180件（12月末時点）", None),
    ],
)  # fmt: skip
def test_a_figure_of_a_part_of_the_year_is_not_that_of_the_year(printed, told):
    assert period(printed) == told


def test_one_target_over_several_columns_holds_for_each():
    assert period("100機関", 2008, 2010, observed=False) is None
    assert period("（22年度）100機関", 2008, 2010, observed=False) is None
    assert period("（23年度）100機関", 2008, 2010, observed=False) == "23年度"
