"""An HTML table as a call of ``datatable`` in ``templates/report.typ``."""

from __future__ import annotations

import re
from math import ceil
from typing import Protocol

from evalkit.produce.pdf.grid import Cell, Columns, Grid, em_width, fit_columns, read_grid
from evalkit.produce.pdf.html_tree import Element
from evalkit.produce.pdf.typst_code import array, call, string

_NORMAL = (8.5, 10.0)  # points: type, and inset left and right of it
_SMALL_TABLES = frozenset({"form", "findings"})
_SMALL = (7.5, 6.0)  # of these, and where there is less room than:
_NARROW = 300.0
_HEAD_LIMIT = 16  # lines: a head never breaks, and what passes the page's end would be lost
_ROW_LIMIT = 20  # lines: a row up to this height stays on one page,
_TABLE_LIMIT = 16  # and so does a table up to this height
_NUMBER = re.compile(r"[-+−]?[\d,.]+(?:e[-+]?\d+)?%?|NaN|None|<NA>")


class Translate(Protocol):
    """Translates what is in a cell or a caption."""

    def __call__(self, element: Element, *, width: float, type_size: float) -> str:
        """Give Typst code for the content, which has `width` points of room."""


def table_code(table: Element, *, width: float, translate: Translate) -> list[str]:
    """Translate a table that has `width` points of room; nothing if it has no cells."""
    grid = read_grid(table)
    if not grid.columns:
        return []
    small = not _SMALL_TABLES.isdisjoint(table.classes) or width < _NARROW
    size, inset = _SMALL if small else _NORMAL
    columns = fit_columns(table, grid, available=width / size, inset=inset / size)
    translated = _Table(table, grid, columns, size * columns.scale, translate)
    return [translated.code(width)]


class _Table:
    """A table whose columns are known."""

    def __init__(
        self, table: Element, grid: Grid, columns: Columns, size: float, translate: Translate
    ) -> None:
        self.table = table
        self.grid = grid
        self.columns = columns
        self.size = size
        self.translate = translate
        self.names = {cell: self._names(cell) for cell in grid.cells()}
        self.lines = {cell: self._lines(cell) for cell in grid.cells()}
        self.numeric = self._numeric_columns()
        self.tall = {
            y
            for cell in grid.cells()
            if self.lines[cell] > _ROW_LIMIT
            for y in range(cell.y, cell.y + cell.rowspan)
        }

    def _lines(self, cell: Cell) -> int:
        """Estimate how many lines a cell has."""
        width = self.columns.width(cell)
        return sum(ceil(em_width(line) / width) for line in cell.lines)

    def _numeric_columns(self) -> set[int]:
        filled = [
            cell
            for row in self.grid.body
            for cell in row
            if cell.element.tag == "td" and cell.colspan == 1 and self.lines[cell]
        ]
        words = {cell.x for cell in filled if "num" not in self.names[cell]}
        return {cell.x for cell in filled} - words

    def _names(self, cell: Cell) -> list[str]:
        """Classes of a cell: its own, its row's, and what its place makes of it."""
        names = [*cell.row.classes, *cell.element.classes]
        if cell.group == "tfoot":
            names.append("foot")
        if "dataframe" in self.table.classes and _NUMBER.fullmatch("".join(cell.lines)):
            names.append("num")  # pandas does not mark numbers
        return names

    def code(self, width: float) -> str:
        """Call ``datatable``; `width` is the room of the caption."""
        head, body = self.grid.head, [*self.grid.body, *self.grid.foot]
        if self._height(head) > _HEAD_LIMIT:
            head, body = [], [*head, *body]
        caption = next((child for child in self.table.elements if child.tag == "caption"), None)
        widths = array(f"{width:.2f}fr" for width in self.columns.widths)
        return call(
            "datatable",
            classes=array(map(string, self.table.classes)),
            columns=widths if self.columns.fixed else str(self.grid.columns),
            size=f"{self.size:.2f}pt",
            inset=f"{self.columns.inset * self.size / 2:.2f}pt",
            caption=self.translate(caption, width=width, type_size=self.size) if caption else None,
            head=array(self._cell(cell) for row in head for cell in row),
            body=array(self._cell(cell) for row in body for cell in row),
            breakable=None if self._height([*head, *body]) > _TABLE_LIMIT else "false",
        )

    def _height(self, rows: list[list[Cell]]) -> int:
        """Estimate the height of some rows, in lines."""
        heights = ([self.lines[cell] / cell.rowspan for cell in row] for row in rows)
        return sum(ceil(max(row, default=0)) for row in heights)

    def _cell(self, cell: Cell) -> str:
        """Say of a cell what is not so of most (``table-cell`` in report.typ)."""
        names = self.names[cell]
        if cell.group == "thead" and cell.colspan == 1 and cell.x in self.numeric:
            names = [*names, "num"]
        room = max(self.columns.width(cell) - self.columns.inset, 1.0) * self.size
        return call(
            "",
            body=self.translate(cell.element, width=room, type_size=self.size),
            head=_head_kind(cell),
            colspan=str(cell.colspan) if cell.colspan > 1 else None,
            rowspan=str(cell.rowspan) if cell.rowspan > 1 else None,
            breakable="auto" if cell.rowspan > 1 or cell.y in self.tall else None,
            classes=array(map(string, names)) if names else None,
        )


def _head_kind(cell: Cell) -> str | None:
    if cell.element.tag != "th":
        return None
    of_column = cell.group == "thead" or cell.element.attributes.get("scope", "").startswith("col")
    return '"col"' if of_column else '"row"'
