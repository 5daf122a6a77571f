"""Read a workbook of the form back into a sheet, or find every problem in it at once.

A hidden worksheet tells what a workbook was written from: it holds the sheet itself, as plain data.
So a reader knows of every cell what stood in it: one that was not touched keeps what the form does
not show (whether an empty year was ever printed, the spaces of a text, how a malformed figure is
read, years before the form's). What the cells show now decides; the hidden copy only says what has
not changed.

The other marks stand where the work is done: the key of each row in column A, the number of each
column in row 1, both hidden. They move with their rows and columns. A row that a person adds has no
key, or the key of the row that it was copied from; it is read as a new entry at that place.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from evalkit.sheet.files import read_bytes
from evalkit.sheet.forms import NO_FORMS, OwnForms, UnknownForm, find_form
from evalkit.sheet.load import checked_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.plain_data import Value, plain, whole, without_nothing
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.source import Source
from evalkit.sheet.workbook.grid import Grid, open_grids
from evalkit.sheet.workbook.layout import FIRST, KEY_COLUMN, MARK_ROW, Form, cell_name, form_mark
from evalkit.sheet.workbook.records import Part
from evalkit.sheet.workbook.worksheet_reader import read_part
from evalkit.sheet.workbook.worksheets import forms
from evalkit.sheet.xlsx.safety import MOST_BYTES, check_container

HIDDEN = "_evalkit"
"""Name of the hidden worksheet."""

_MAGIC, _VERSION = "evalkit workbook", "1"
_CHUNK = 30_000  # characters; a cell holds 32 767


def hidden_cells(sheet: Sheet) -> list[str]:
    """Texts of the hidden worksheet's first column."""
    content = json.dumps(plain(sheet), ensure_ascii=False, sort_keys=True).encode()
    packed = base64.b64encode(content).decode("ascii")
    chunks = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
    return [_MAGIC, _VERSION, hashlib.sha256(content).hexdigest(), *chunks]


def _base(grids: list[Grid], name: str, own: OwnForms) -> Sheet:
    """Sheet that the book was written from."""
    hidden = next((grid for grid in grids if grid.title == HIDDEN), None)
    cells = [hidden.text(row, 1) for row in range(1, hidden.last_row + 1)] if hidden else []
    magic, version, digest, *chunks = [*cells, "", "", ""]
    if magic == _MAGIC and version not in ("", _VERSION):
        raise SheetProblems.of_file(name, "workbook_version", seen=version, known=_VERSION)
    try:
        content = base64.b64decode("".join(chunks), validate=True)
        if (magic, hashlib.sha256(content).hexdigest()) == (_MAGIC, digest):
            sheet = Sheet.model_validate(json.loads(content))
            return sheet.on_form(find_form(sheet.form, own))
    except (ValueError, UnknownForm):
        pass
    raise SheetProblems.of_file(name, "not_our_workbook")


def open_book(path: str | Path, own: OwnForms = NO_FORMS) -> Book:
    """Open the workbook at `path`. As :func:`parse_book` otherwise."""
    name = Path(path).as_posix()
    return parse_book(read_bytes(Path(path), name, limit=MOST_BYTES), name=name, own=own)


def parse_book(content: bytes, *, name: str = "<workbook>", own: OwnForms = NO_FORMS) -> Book:
    """Open the content of a workbook that :func:`write_workbook` wrote and people filled in.

    Parameters
    ----------
    content : bytes
        Of an .xlsx file.
    name : str
        Stands in the problems.
    own : OwnForms
        Of the project to which its sheet belongs.

    Raises
    ------
    SheetProblems
        If it is no such workbook, or too damaged or too large to be read.
    """
    package = check_container(content, name)
    try:
        grids = open_grids(package)
    except (ArithmeticError, AttributeError, LookupError, ValueError):
        raise SheetProblems.of_file(name, "damaged_workbook") from None
    return Book(name, grids, _base(grids, name, own), own)


def check_all_read(path: str | Path, sheet: Sheet, own: OwnForms = NO_FORMS) -> None:
    """Let a workbook at `path` be written anew from `sheet` only if nothing is lost by it.

    Raises
    ------
    SheetProblems
        If people entered something there that `sheet` does not say, or if it cannot be read.
    """
    name = Path(path).as_posix()
    if not Path(path).exists():
        return
    try:
        book = open_book(path, own)
        entered = book.sheet()
    except SheetProblems as problems:
        if any(problem.cell for problem in problems.problems):
            raise SheetProblems.of_file(name, "book_not_read") from None
        kept = Problem.at(name, 1, 1, "book_kept")
        raise SheetProblems([*problems.problems, kept]) from None
    if entered not in (book.base, sheet):
        raise SheetProblems.of_file(name, "book_not_read")


@dataclass(frozen=True)
class Book:
    """An open workbook, and the sheet that it was written from."""

    name: str
    grids: list[Grid]
    base: Sheet
    own: OwnForms = NO_FORMS  # forms of its project

    def sheet(self, *, allow_open: bool = True) -> Sheet:
        """Sheet as the cells say; its entries may still be open, unless told otherwise.

        Raises
        ------
        SheetProblems
            With every problem found, each at its cell.
        """
        source, problems = _source(self.grids, self.base, self.name)
        return checked_sheet(source, problems, allow_open=allow_open, own=self.own)

    def cell(self, path: KeyPath) -> str:
        """Name of the cell in which the value at `path` stands, or what holds it: 達成目標1!F12."""
        source, _ = _source(self.grids, self.base, self.name)
        return source.problem(path, "changed_twice").cell

    def notes(self) -> tuple[Problem, ...]:
        """Values that a spreadsheet calculated: right when it saved them, for all anyone knows."""
        return tuple(
            grid.problem(*at, "formula_read", seen=formula, value=grid.text(*at))
            for grid in self.grids
            if grid.is_form
            for at, formula in sorted(grid.formulas.items())
        )


Cells = dict[KeyPath, tuple[Grid, int, int]]
"""Worksheet, row and column of every value, by its path in the sheet."""


@dataclass(frozen=True)
class BookSource(Source):
    """A tree read from a workbook: its places are cells."""

    cells: Cells = field(default_factory=dict)

    def problem(self, path: KeyPath, code: str, *, key: bool = False, **details: object) -> Problem:
        """Build the problem of the value at `path`, at its cell or that of whatever holds it."""
        problem = super().problem(path, code, key=key, **details)
        while path and path not in self.cells:
            path = path[:-1]
        if path not in self.cells:
            return problem
        grid, row, column = self.cells[path]
        return replace(problem, cell=cell_name(grid.title, row, column), worksheet=grid.order)


def _source(grids: list[Grid], base: Sheet, name: str) -> tuple[BookSource, list[Problem]]:
    """Everything that the worksheets say, in place of what the book was written from."""
    before = without_nothing(whole(base))
    rest, *goals = forms(base)
    read = [found for form in goals for found in _parts(form, grids, before, name)]
    first, *_ = _parts(rest, grids, before, name)
    read.sort(key=lambda found: found.order)
    tree = first.data | {"achievement_goals": [goal.data for goal in read]}
    cells = dict(first.cells(()))
    for number, goal in enumerate(read):
        cells |= goal.cells(("achievement_goals", number))
    places = {path: (row, column) for path, (_, row, column) in cells.items()}
    problems = [problem for part in (first, *read) for problem in part.problems]
    shown = [part.grid for part in (first, *read) if part.grid]
    unseen = {id(each): each for grid in shown for each in grid.unseen.values()}  # a row's once
    problems += unseen.values()
    return BookSource(name=name, tree=tree, values=places, cells=cells), problems


@dataclass
class _Found:
    """A worksheet that shows a part of the sheet; without `grid`, what the part held before."""

    data: Value
    problems: list[Problem]
    grid: Grid | None = None
    part: Part | None = None

    @property
    def order(self) -> int:
        """Place among the worksheets; a missing one counts as the first."""
        return self.grid.order if self.grid else 0

    def cells(self, above: KeyPath) -> Cells:
        """Cell of every value in the part, by its path in the sheet."""
        if self.grid is None or self.part is None:
            return {}
        places = self.part.places()
        return {(*above, *path): (self.grid, row, column) for path, (row, column) in places}


def _parts(form: Form, grids: list[Grid], before: Value, name: str) -> list[_Found]:
    """Worksheets that show a part; a copy of a goal's worksheet is one goal more."""
    data = value_at(before, form.part)
    mark = form_mark(form)
    shown = [grid for grid in grids if grid.text(MARK_ROW, KEY_COLUMN) == mark]
    if not shown:
        problem = Problem(file=name, line=1, column=1, code="missing_worksheet",
                          cell=form.title, details={"seen": form.title})  # fmt: skip
        return [_Found(data, [problem])]
    if not form.part and len(shown) > 1:
        second = shown[1].problem(MARK_ROW + 1, FIRST, "second_worksheet", seen=shown[0].title)
        return [_Found(data, [second])]
    return [_found(form, grid, data) for grid in shown]


def _found(form: Form, grid: Grid, data: Value) -> _Found:
    if grid.hidden:
        return _Found(
            data, [grid.problem(MARK_ROW + 1, FIRST, "hidden_worksheet", seen=grid.title)]
        )
    for column in range(FIRST, form.last + 1):
        if grid.text(MARK_ROW, column) != str(column):
            return _Found(data, [grid.problem(MARK_ROW + 1, column, "columns_moved")], grid)
    part, problems = read_part(form, grid, data)
    return _Found(part.data, problems, grid, part)
