"""Charts: what is drawn where, what is said without seeing, and the same bytes each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from evalkit.present.pictures import figure, picture_of
from evalkit.present.tables import Tables
from evalkit.present.words import Words
from evalkit.sheet.load import read_sheet


@pytest.fixture
def tables(goal_7_2):
    return Tables(read_sheet(goal_7_2), Words("ja"))


def chart(tables, goal_no, number):
    for goal, indicator in tables.sheet.indicators():
        if (goal.no, indicator.no) == (goal_no, number):
            return figure(tables, goal, indicator)
    raise AssertionError


def test_goal_7_2_has_a_chart_for_each_indicator_with_an_actual_and_another_figure(tables):
    drawn = [
        f"{goal.no}-{indicator.no}"
        for goal, indicator in tables.sheet.indicators()
        if picture_of(tables, goal, indicator)
    ]
    without = {"1-7", "1-8", "2-2", "2-3", "3-1", "3-2", "3-4"}
    everything = {f"{goal.no}-{indicator.no}" for goal, indicator in tables.sheet.indicators()}
    assert set(drawn) == everything - without


def test_a_chart_says_its_figures_to_who_cannot_see_it(tables):
    html = chart(tables, "1", "1")
    assert '<svg role="img" aria-labelledby="g1-i1-chart-title g1-i1-chart-desc"' in html
    description = re.search(r'<desc id="g1-i1-chart-desc">(.*?)</desc>', html)[1]
    assert description == (
        "実績値: 20年度 14,974件、21年度 14,779件、22年度 15,544件、23年度 16,302件。"
        "年度ごとの目標値: 24年度 17,000件。基準値: 15年度 7,248件"
    )


def test_the_text_of_a_chart_is_text_and_its_ids_are_its_own(tables):
    html = chart(tables, "1", "1") + chart(tables, "1", "2")
    assert ">16,302</text>" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', html))
    assert used <= set(ids)


def test_a_chart_is_well_formed_and_the_same_each_time(tables):
    first, second = chart(tables, "2", "10"), chart(tables, "2", "10")
    assert first == second
    svg = re.search(r"<svg.*?</svg>", first, re.DOTALL)[0]
    ElementTree.fromstring(svg.replace("xlink:", "").replace("xmlns:xlink", "data-x"))


def test_drawing_one_chart_leaves_nothing_in_the_next(tables):
    alone = chart(tables, "1", "2")
    chart(tables, "1", "1")
    assert chart(tables, "1", "2") == alone


def test_drawing_changes_no_setting_of_matplotlib(tables):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    chart(tables, "1", "1")
    assert dict(mpl.rcParams) == before
