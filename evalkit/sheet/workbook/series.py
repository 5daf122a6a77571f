"""The cells of a strip of years, merged or not, as a series of the sheet file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.codecs import Value
from evalkit.sheet.workbook.fields import cell_value, same, seen_at
from evalkit.sheet.workbook.grid import Grid
from evalkit.sheet.workbook.layout import Run, Strip, span_of


@dataclass
class StripRead:
    """What a strip's cells say: the series' cells for the years shown, and where they stand."""

    cells: dict[str, Value]
    places: dict[str, tuple[int, int]]
    problems: list[Problem]


def read_strip(grid: Grid, row: int, strip: Strip) -> StripRead:
    """Read the cells of a strip.

    An area of merged cells is one printed cell; where it covers the years that a cell covered when
    the book was written, it keeps that cell's span, even if that began before the years shown. An
    empty cell says nothing, unless something stood there: then it says that nothing does now. If
    cells were separated and not all of them filled in, nobody knows what the empty ones mean.
    """
    read = StripRead({}, {}, [])
    before = strip.runs()
    for first, last, column in _areas(grid, row, strip, read.problems):
        span, was = _before(before, first, last)
        read.places[span] = (row, column)
        seen = seen_at(grid, row, column)
        if was and (seen is None or same(seen, was.text, was.reading)):
            read.cells[span] = strip.series[span]
        elif seen and (seen.text or was):
            read.cells[span] = cell_value(seen, *((was.text, was.reading) if was else ("", "")))
    read.problems += _separated(grid, row, strip, read)
    return read


def _before(runs: list[Run], first: int, last: int) -> tuple[str, Run | None]:
    """Span of the cell that covers these of the years shown, and how it was written, if it was."""
    was = next((run for run in runs if (run.first, run.last) == (first, last)), None)
    return (was.span, was) if was else (span_of(first, last), None)


def _areas(
    grid: Grid, row: int, strip: Strip, problems: list[Problem]
) -> Iterator[tuple[int, int, int]]:
    """First and last year and the column of every cell, merged or not."""
    column = strip.column
    while column <= strip.last:
        area = grid.areas.get((row, column))
        end = area.right if area else column
        if area and ((area.top, area.bottom, area.left) != (row, row, column) or end > strip.last):
            problems.append(grid.problem(area.top, area.left, "merged_differently"))
            end = min(end, strip.last)
        else:
            yield strip.years[column - strip.column], strip.years[end - strip.column], column
        column = end + 1


def _separated(grid: Grid, row: int, strip: Strip, read: StripRead) -> Iterator[Problem]:
    """Cells that were one when the book was written, and are several now, some of them empty."""
    if read.problems:
        return
    filled = {year for span in read.cells for year in strip.shown(span)}
    for run in strip.runs():
        if run.span in read.places:
            continue
        hidden = len(strip.shown(run.span)) < _length(run.span)
        if hidden or not filled.issuperset(range(run.first, run.last + 1)):
            yield grid.problem(row, strip.column_of(run.first), "unmerged", seen=run.text)


def _length(span: str) -> int:
    first, _, last = span.partition("-")
    return int(last or first) - int(first) + 1
