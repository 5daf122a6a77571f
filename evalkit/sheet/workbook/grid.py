"""A worksheet as people see it: texts, merged areas, readings; and what cannot be seen as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evalkit.sheet.package import Package
from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.layout import KEY_COLUMN, MARK_ROW, READING, cell_problem
from evalkit.sheet.xlsx.cell_names import Area
from evalkit.sheet.xlsx.stored_book import read_book
from evalkit.sheet.xlsx.stored_cells import StoredCell, StoredSheet
from evalkit.sheet.xlsx.visible_text import Refusal, stored_text_of, visible_text

_READING = re.compile(rf"{READING[:-1]}[：:]\s*([^\n]+)")


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


def open_grids(package: Package) -> list[Grid]:
    """Worksheets of a book that :func:`~evalkit.sheet.xlsx.safety.check_container` let in.

    A formula is seen as the value that the spreadsheet saved with it.
    """
    book = read_book(package)
    return [_grid(sheet, package.name, order) for order, sheet in enumerate(book.sheets)]


def _grid(sheet: StoredSheet, book: str, order: int) -> Grid:
    grid = Grid(book, sheet.title, order, areas=sheet.covered(), hidden=sheet.is_hidden)
    for at in sorted({*sheet.cells, *sheet.comments}):
        if at == _first_of(grid, at):
            _see(at, sheet, grid)
    grid.last_row = max((row for row, _ in (*grid.unseen, *_places(grid.rows))), default=0)
    grid.hidden_rows = sheet.hidden_rows
    grid.hidden_columns = sheet.hidden_columns
    _join_struck_rows(grid)
    _refuse_conditions(sheet, grid)
    return grid


def _first_of(grid: Grid, at: tuple[int, int]) -> tuple[int, int]:
    """Cell that shows the text of merged ones; what stands in the others, nobody sees."""
    area = grid.areas.get(at)
    return (area.top, area.left) if area else at


def _places(rows: dict[int, dict[int, str]]) -> Iterator[tuple[int, int]]:
    return ((row, column) for row, texts in rows.items() for column in texts)


def _see(at: tuple[int, int], sheet: StoredSheet, grid: Grid) -> None:
    """Put down what a cell shows, or why it shows no text."""
    cell = sheet.cells.get(at) or StoredCell(*at, "empty")
    if cell.kind in ("number", "boolean"):
        grid.numbers.add(at)
    if cell.formula is not None:
        grid.formulas[at] = cell.formula
    readings = _readings(sheet.comments.get(at, ""))
    if readings:
        grid.readings[at] = readings[0]
    is_mark = cell.row == MARK_ROW or cell.column == KEY_COLUMN
    text, refusal = (stored_text_of if is_mark else visible_text)(cell, sheet)
    if len(readings) > 1:
        refusal = Refusal("several_readings", {"seen": "、".join(readings)})
    if refusal:
        grid.unseen[at] = grid.problem(*at, refusal.code, **refusal.details)
    elif text:
        grid.rows.setdefault(cell.row, {})[cell.column] = text


def _readings(comment: str) -> list[str]:
    """What the comment of a cell says of its reading: the line, whatever stands around it."""
    return list(dict.fromkeys(reading.strip() for reading in _READING.findall(comment)))


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


def _refuse_conditions(sheet: StoredSheet, grid: Grid) -> None:
    """Refuse a conditional look that may change what is read, at the first text of its area."""
    for name, areas in sheet.conditions:
        inside = (at for at in _places(grid.rows) if any(area.holds(*at) for area in areas))
        first = min(inside, default=None)
        if first and first not in grid.unseen:
            grid.unseen[first] = grid.problem(*first, "conditional_look", seen=name)
