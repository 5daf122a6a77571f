"""A worksheet as people see it: texts, merged areas, readings; and what cannot be seen as text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.layout import KEY_COLUMN, MARK_ROW, READING, cell_problem
from evalkit.sheet.workbook.visible_text import (
    Refusal,
    conditional_looks,
    formula_of,
    visible_text,
)

_READING = re.compile(rf"{READING[:-1]}[：:]\s*([^\n]+)")
_LAST_COLUMN = 16_384
_LEAST_HEIGHT, _LEAST_WIDTH = 4.0, 0.5  # points, characters; what is lower or narrower is not seen


class Area(NamedTuple):
    """Merged cells; rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """One worksheet of a book."""

    book: str
    title: str
    order: int
    rows: dict[int, dict[int, str]] = field(default_factory=dict)  # texts by row and column
    readings: dict[tuple[int, int], str] = field(default_factory=dict)
    areas: dict[tuple[int, int], Area] = field(default_factory=dict)
    unseen: dict[tuple[int, int], Problem] = field(default_factory=dict)  # cells without a text
    numbers: set[tuple[int, int]] = field(default_factory=set)  # cells that hold no text
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False  # as a whole
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last_row: int = 0

    def text(self, row: int, column: int) -> str:
        """Text that a cell shows; that of merged cells stands in the first."""
        return self.rows.get(row, {}).get(column, "")

    @property
    def is_form(self) -> bool:
        """Whether the worksheet shows a part of the sheet; people may add others."""
        return self.text(MARK_ROW, KEY_COLUMN).startswith("#")

    def problem(self, row: int, column: int, code: str, **details: object) -> Problem:
        """Build the problem of one cell."""
        return cell_problem(self.book, self.title, self.order, row, column, code, **details)


def open_grids(content: bytes, name: str) -> list[Grid]:
    """Worksheets of a book that :func:`~evalkit.sheet.workbook.safety.check_container` let in.

    A formula is seen as the value that the spreadsheet saved with it.
    """
    with warnings.catch_warnings(action="ignore"):  # of extensions that a sheet has no use for
        formulas = openpyxl.load_workbook(BytesIO(content))
        values = openpyxl.load_workbook(BytesIO(content), data_only=True, rich_text=True)
    return [
        _grid(worksheet, values[worksheet.title], name, order)
        for order, worksheet in enumerate(formulas.worksheets)
    ]


def _grid(formulas: Worksheet, values: Worksheet, book: str, order: int) -> Grid:
    grid = Grid(book, formulas.title, order, hidden=formulas.sheet_state != "visible")
    for merged in formulas.merged_cells.ranges:
        area = Area(merged.min_row, merged.min_col, merged.max_row, merged.max_col)
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                grid.areas[row, column] = area
    for cell in _filled(formulas):
        _see(cell, values.cell(cell.row, cell.column), grid)
    grid.last_row = max((row for row, _ in (*grid.unseen, *_places(grid.rows))), default=0)
    grid.hidden_rows = frozenset(_hidden_rows(formulas, grid.rows))
    grid.hidden_columns = frozenset(_hidden_columns(formulas))
    _join_struck_rows(grid)
    _refuse_conditions(values, grid)
    return grid


def _places(rows: dict[int, dict[int, str]]) -> Iterator[tuple[int, int]]:
    return ((row, column) for row, texts in rows.items() for column in texts)


def _filled(worksheet: Worksheet) -> list[Cell]:
    """Cells that hold something, however far apart they stand."""
    cells = (cell for cell in worksheet._cells.values() if isinstance(cell, Cell))
    return sorted(
        (cell for cell in cells if cell.value is not None or cell.comment is not None),
        key=lambda cell: (cell.row, cell.column),
    )


def _hidden_rows(worksheet: Worksheet, filled: Iterable[int]) -> Iterator[int]:
    """Rows that nobody sees: hidden, filtered, folded up, or without height."""
    usual = worksheet.sheet_format
    nothing = usual.zeroHeight or usual.defaultRowHeight < _LEAST_HEIGHT
    for number in {*filled, *worksheet.row_dimensions}:
        row = worksheet.row_dimensions.get(number)
        height = row.height if row else None
        low = nothing if height is None else height < _LEAST_HEIGHT
        if low or (row and row.hidden):
            yield number


def _hidden_columns(worksheet: Worksheet) -> Iterator[int]:
    for dimension in worksheet.column_dimensions.values():
        narrow = dimension.width is not None and dimension.width < _LEAST_WIDTH
        if dimension.hidden or narrow:
            yield from range(dimension.min, min(dimension.max, _LAST_COLUMN) + 1)


def _see(cell: Cell, saved: Cell, grid: Grid) -> None:
    """Put down what a cell shows, or why it shows no text."""
    at = (cell.row, cell.column)
    if isinstance(saved.value, int | float):
        grid.numbers.add(at)
    if cell.data_type == "f":
        grid.formulas[at] = formula_of(cell)
    readings = _readings(cell)
    if readings:
        grid.readings[at] = readings[0]
    seen = visible_text(cell, saved)
    if len(readings) > 1:
        seen = Refusal("several_readings", {"seen": "、".join(readings)})
    if isinstance(seen, Refusal):
        grid.unseen[at] = grid.problem(*at, seen.code, **seen.details)
    elif seen:
        grid.rows.setdefault(cell.row, {})[cell.column] = seen


def _readings(cell: Cell) -> list[str]:
    """What the comment of a cell says of its reading: the line, whatever stands around it."""
    found = _READING.findall(cell.comment.text) if cell.comment else []
    return list(dict.fromkeys(reading.strip() for reading in found))


def _join_struck_rows(grid: Grid) -> None:
    """Say once of a row that is struck through as a whole what would be said of every cell."""
    struck: dict[int, list[tuple[int, int]]] = {}
    for at, problem in grid.unseen.items():
        if problem.code == "struck_cell":
            struck.setdefault(at[0], []).append(at)
    for row, places in struck.items():
        others = [column for column in grid.rows.get(row, ()) if column > KEY_COLUMN]
        if len(places) > 1 and not others:
            grid.unseen |= dict.fromkeys(places, grid.problem(*places[0], "struck_row", seen=row))


def _refuse_conditions(worksheet: Worksheet, grid: Grid) -> None:
    """Refuse a conditional look that may change what is read, at the first text of its area."""
    for name, areas in conditional_looks(worksheet):
        inside = (at for at in _places(grid.rows) if any(_covers(area, *at) for area in areas))
        first = min(inside, default=None)
        if first and first not in grid.unseen:
            grid.unseen[first] = grid.problem(*first, "conditional_look", seen=name)


def _covers(area: CellRange, row: int, column: int) -> bool:
    rows, columns = (area.min_row, area.max_row), (area.min_col, area.max_col)
    return bool(rows[0] <= row <= rows[1] and columns[0] <= column <= columns[1])
