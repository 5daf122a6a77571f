"""A worksheet as people see it: texts, merged areas, readings; and what cannot be seen as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from evalkit.sheet.excel_text import decoded
from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.hints import READING
from evalkit.sheet.workbook.places import cell_problem
from evalkit.sheet.workbook.shown import UnreadableFormat, shown_number

_READING = re.compile(rf"{READING[:-1]}[：:]\s*(.+)", re.DOTALL)


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
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last_row: int = 0

    def text(self, row: int, column: int) -> str:
        """Text that a cell shows; that of merged cells stands in the first."""
        return self.rows.get(row, {}).get(column, "")

    def problem(self, row: int, column: int, code: str, **details: object) -> Problem:
        """Build the problem of one cell."""
        return cell_problem(
            self.book, self.title, row, column, code, sheet_order=self.order, **details
        )


def open_grids(content: bytes, name: str) -> list[Grid]:
    """Worksheets of a book that :func:`~evalkit.sheet.workbook.container.check_container` let in.

    A formula is seen as the value that the spreadsheet saved with it.
    """
    formulas = openpyxl.load_workbook(BytesIO(content))
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return [
        _grid(worksheet, values[worksheet.title], name, order)
        for order, worksheet in enumerate(formulas.worksheets)
    ]


def _grid(formulas: Worksheet, values: Worksheet, book: str, order: int) -> Grid:
    grid = Grid(book, formulas.title, order, last_row=formulas.max_row)
    for merged in formulas.merged_cells.ranges:
        area = Area(merged.min_row, merged.min_col, merged.max_row, merged.max_col)
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                grid.areas[row, column] = area
    for cell in _filled(formulas):
        _see(cell, values.cell(cell.row, cell.column), grid)
    grid.hidden_rows = frozenset(
        number for number, row in formulas.row_dimensions.items() if row.hidden
    )
    grid.hidden_columns = frozenset(_hidden_columns(formulas))
    return grid


def _filled(worksheet: Worksheet) -> Iterator[Cell]:
    for row in worksheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell) and _is_filled(cell))


def _is_filled(cell: Cell) -> bool:
    return cell.value is not None or cell.comment is not None


def _hidden_columns(worksheet: Worksheet) -> Iterator[int]:
    for dimension in worksheet.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min, dimension.max + 1)


def _see(cell: Cell, saved: Cell, grid: Grid) -> None:
    """Put down what a cell shows, or why it shows no text."""
    at = (cell.row, cell.column)
    if cell.comment is not None:
        found = _READING.search(cell.comment.text)
        grid.readings[at] = found[1].strip() if found else ""
    seen = _seen(cell, saved)
    if isinstance(seen, str):
        if seen:
            grid.rows.setdefault(cell.row, {})[cell.column] = seen
    else:
        code, details = seen
        grid.unseen[at] = grid.problem(*at, code, **details)


def _seen(cell: Cell, saved: Cell) -> str | tuple[str, dict[str, Any]]:
    value: Any = saved.value
    if cell.data_type == "f" and value is None:
        return "formula_without_value", {"seen": _formula(cell.value)}
    if saved.data_type == "e":
        return "error_value", {"seen": value}
    if saved.data_type == "b" or isinstance(value, bool):
        return "boolean_cell", {"seen": str(value).upper()}
    if saved.is_date:
        return "date_cell", {"seen": _date(value)}
    if isinstance(value, int | float):
        return _number(value, saved.number_format)
    return decoded(value or "")


def _formula(value: Any) -> str:
    return str(getattr(value, "text", value))


def _date(value: Any) -> str:
    return str(value).removesuffix(" 00:00:00")


def _number(value: float, number_format: str) -> str | tuple[str, dict[str, Any]]:
    try:
        return shown_number(value, number_format)
    except UnreadableFormat:
        return "number_format", {"seen": value, "format": number_format}
