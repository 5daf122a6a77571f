"""The tidy tables: what stands where, and nothing rounded."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from evalkit.present.frames import TABLES, frame
from evalkit.sheet.load import parse_sheet, read_sheet

COLUMNS = [
    "achievement_goal", "indicator", "kind", "name", "series", "fiscal_year", "printed", "value",
    "second_value", "unit", "comparator", "status", "due", "span_first", "span_last", "note",
]  # fmt: skip


@pytest.fixture
def sheet(goal_7_2):
    return read_sheet(goal_7_2)


def observation(sheet, goal, indicator, series, year=None):
    found = [
        row for row in TABLES["observations"](sheet)
        if (row["achievement_goal"], row["indicator"], row["series"]) == (goal, indicator, series)
        and (year is None or row["fiscal_year"] == year)
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def test_goal_7_2_has_336_observations(sheet):
    counts = Counter(row["series"] for row in TABLES["observations"](sheet))
    assert counts == {"baseline": 28, "actual": 140, "annual_target": 140, "target": 28}


def test_the_frame_has_the_columns_of_the_contract(sheet):
    whole = frame("observations", sheet)
    assert list(whole.columns) == COLUMNS
    assert str(whole["fiscal_year"].dtype) == "Int64"


def test_a_merged_cell_stands_on_each_year_it_covers(sheet):
    for year in (2008, 2009, 2010):
        row = observation(sheet, "1", "3", "actual", year)
        assert (row["status"], row["span_first"], row["span_last"]) == ("not_started", 2008, 2010)


def test_a_baseline_has_its_own_year_or_the_one_over_its_column(sheet):
    assert observation(sheet, "1", "1", "baseline")["fiscal_year"] == 2003
    assert observation(sheet, "1", "3", "baseline")["fiscal_year"] == 2011
    assert observation(sheet, "1", "12", "baseline")["fiscal_year"] == 2008
    assert observation(sheet, "2", "4", "baseline")["fiscal_year"] is None


def test_a_target_of_every_year_says_so_in_its_note(sheet):
    every_year = observation(sheet, "2", "4", "target")
    assert (every_year["fiscal_year"], every_year["note"]) == (None, "毎年度")
    assert observation(sheet, "2", "2", "target")["fiscal_year"] == 2022
    assert observation(sheet, "2", "6", "target")["fiscal_year"] == 2013


def test_figures_keep_their_printed_digits(sheet):
    row = observation(sheet, "2", "10", "actual", 2008)
    assert (row["value"], str(row["value"]), row["unit"]) == (Decimal("92.0"), "92.0", "％")


def test_a_pair_has_two_values_and_a_pending_cell_its_due(sheet):
    pair = observation(sheet, "1", "13", "annual_target", 2012)
    assert (pair["value"], pair["second_value"], pair["comparator"]) == (7, 16, "about")
    assert observation(sheet, "1", "1", "actual", 2012)["due"] == "10月頃"


def test_the_other_tables_have_14_programmes_38_figures_and_35_cells(sheet):
    assert len(list(TABLES["measures"](sheet))) == 14
    assert len(list(TABLES["budget"](sheet))) == 38
    assert len(list(TABLES["breakdowns"](sheet))) == 35


def test_a_sheet_without_them_has_empty_tables(small):
    sheet = parse_sheet(small)
    assert [list(TABLES[name](sheet)) for name in ("measures", "budget", "breakdowns")] == [[]] * 3
