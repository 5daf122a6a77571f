"""Each row of docs/READING.md is what happens."""

from __future__ import annotations

import re

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.cells import parse_cell
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from tests.commands.kit import sheet
from tests.conftest import ROOT

PAGE = (ROOT / "docs/READING.md").read_text("utf-8")


def table(heading):
    """Rows of the first table below a heading, without its two lines of head."""
    lines = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def quoted(cell):
    return re.match(r"`([^`]*)`", cell)[1]


def said(cell):
    """What a cell is, in the words of the page."""
    if cell.status != "value":
        doubt = getattr(cell, "doubt", None)
        words = {
            "narrative": "text",
            "other_period": "of another period",
            "not_applicable": "not applicable",
        }
        return f"problem: {doubt.kind}" if doubt else words.get(cell.status, cell.status)
    limit = "" if cell.comparator == "=" else f"{cell.comparator} "
    if cell.comparator == "range":
        return f"range {cell.value} to {cell.second} {cell.unit}"
    return f"{limit}{cell.value} {cell.unit}" + (f", second {cell.second}" if cell.second else "")


@pytest.mark.parametrize("row", table("Text → figure of an indicator"), ids=lambda row: row[0])
def test_a_figure_of_an_indicator_is_read_as_the_page_says(row):
    assert said(parse_cell(quoted(row[1]))) == row[2]


@pytest.mark.parametrize("row", table("Figure → year"), ids=lambda row: quoted(row[0]))
def test_a_figure_in_the_column_of_a_year_is_read_and_told_as_the_page_says(row):
    printed, read, told = quoted(row[0]), row[1], row[2].strip("`")
    made = parse_sheet(sheet(
        f'name: 参加者数\nactuals: {{2021: "14,388人", 2022: "14,102人", 2023: "{printed}"}}'
    ))  # fmt: skip
    assert said(made.achievement_goals[0].indicators[0].actuals[2023]) == read
    kinds = {"other-period", "point-for-comma", "unit-mixed", "unread-figure", "negative-figure",
             "figure-in-brackets"}  # fmt: skip
    assert {finding.check for finding in audit(made)} & kinds == ({told} if told else set())


def amount(printed):
    """What becomes of a 執行額 in a table of 千円."""
    budget = f'budget:\n  unit: 千円\n  single:\n    executed: {{2023: "{printed}"}}\n'
    try:
        made = parse_sheet(sheet("actuals: {2023: 5件}", rest=budget))
    except SheetProblems as problems:
        return ", ".join(f"problem: {problem.code}" for problem in problems.problems)
    cell = made.budget.single.executed[2023]
    return str(cell.value) if cell.status == "value" else "none"


@pytest.mark.parametrize("row", table("Text → amount"), ids=lambda row: quoted(row[0]))
def test_an_amount_is_read_as_the_page_says(row):
    assert amount(quoted(row[0])) == row[1]


def test_the_page_has_rows():
    headings = ["Text → figure of an indicator", "Figure → year", "Text → amount"]
    assert [len(table(heading)) for heading in headings] == [56, 15, 19]
