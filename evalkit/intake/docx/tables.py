"""Tables of a Word document as cells on a grid; what is merged is one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from evalkit.intake.docx.document import unwrapped
from evalkit.intake.docx.styles import Styles, is_on, is_shaded
from evalkit.intake.docx.text import Reader
from evalkit.intake.doubtful import doubt
from evalkit.intake.printed import Box, PrintedCell, PrintedRow
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.package import first, value

_MOST_COLUMNS = 1000
_WHERE = Bilingual("表{table} {row}行{column}列", "table {table}, row {row}, column {column}")
_ROW = Bilingual("表{table} {row}行", "table {table}, row {row}")
_CHANGES = ("w:cellIns", "w:cellDel", "w:cellMerge")


@dataclass
class _Cell:
    """A cell that those below may make longer."""

    left: int
    right: int
    top: int
    bottom: int
    text: str
    where: Bilingual
    doubts: dict[Bilingual, None]

    def printed(self) -> PrintedCell:
        box = Box(self.left, self.top, self.right, self.bottom)
        return PrintedCell(box, self.text, self.where, tuple(self.doubts))


class TableReader:
    """Reads one table of a document.

    Parameters
    ----------
    table : Element
        Its ``w:tbl``.
    number : int
        Of the table in the document, from 1.
    reader : Reader
        Of the document's texts.
    styles : Styles
        Of the document.
    """

    def __init__(self, table: Element, number: int, reader: Reader, styles: Styles) -> None:
        self._table, self._number, self._reader = table, number, reader
        style = value(table, "w:tblPr", "w:tblStyle") or ""
        self._is_shaded = styles.shades(style) or is_shaded(first(table, "w:tblPr", "w:shd"))
        self._above: dict[int, _Cell] = {}  # last cell of each merged column, by its left edge

    def rows(self) -> Iterator[PrintedRow]:
        """Rows that begin a cell, from the top."""
        rows = [self._row(row, at) for at, row in enumerate(self._seen_rows())]
        for cells in rows:
            if cells:
                yield PrintedRow(tuple(cell.printed() for cell in cells), self._number)

    def _seen_rows(self) -> Iterator[Element]:
        rows = (each for each in unwrapped(self._table) if each.tag == "w:tr")
        for number, row in enumerate(rows, 1):
            hidden = first(row, "w:trPr", "w:hidden")
            code = "hidden_row" if hidden is not None and is_on(hidden) else ""
            code = "deleted_row" if first(row, "w:trPr", "w:del") is not None else code
            if code:
                text = "".join(each.text or "" for each in row.iter() if each.tag in _LETTERS)
                self._reader.lose(code, text, _ROW.format(table=self._number, row=number))
            else:
                yield row

    def _row(self, row: Element, top: int) -> list[_Cell]:
        left = _count(value(row, "w:trPr", "w:gridBefore"), least=0)
        is_new = first(row, "w:trPr", "w:ins") is not None
        cells: list[_Cell] = []
        elements = (each for each in unwrapped(row) if each.tag == "w:tc")
        for column, element in enumerate(elements, 1):
            cell = self._cell(element, left, top, column)
            if is_new:
                cell.doubts[doubt("changed_cell")] = None
            left = cell.right
            if _merge(element, "w:hMerge") == "continue" and cells:
                _swallow(cells[-1], cell)
                cells[-1].right = cell.right
            elif _merge(element, "w:vMerge") != "continue" or not self._goes_on(cell):
                cells.append(cell)
                if _merge(element, "w:vMerge"):
                    self._above[cell.left] = cell
        return cells

    def _cell(self, element: Element, left: int, top: int, column: int) -> _Cell:
        where = _WHERE.format(table=self._number, row=top + 1, column=column)
        said = first(element, "w:tcPr")
        is_dark = self._is_shaded or is_shaded(first(said, "w:shd"))
        passage = self._reader.passage(element, where, is_shaded=is_dark)
        right = left + _count(value(said, "w:gridSpan"), least=1)
        cell = _Cell(left, right, top, top + 1, passage.text, where, dict.fromkeys(passage.doubts))
        if any(first(said, name) is not None for name in _CHANGES):
            cell.doubts[doubt("changed_cell")] = None
        return cell

    def _goes_on(self, cell: _Cell) -> bool:
        """Make the cell above longer by one that is merged with it."""
        above = self._above.get(cell.left)
        if above is None or above.bottom != cell.top or above.right != cell.right:
            cell.doubts[doubt("merge_without_start")] = None
            return False
        _swallow(above, cell)
        above.bottom = cell.bottom
        return True


_LETTERS = ("w:t", "w:delText")


def _swallow(cell: _Cell, hidden: _Cell) -> None:
    """Tell what stands in a cell that is covered by the one it is merged with."""
    if hidden.text.strip():
        cell.doubts[doubt("under_merge", seen=hidden.text)] = None
    cell.doubts |= hidden.doubts


def _merge(cell: Element, name: str) -> str:
    """How a cell is merged with the one before it: ``restart``, ``continue`` or not at all."""
    said = first(cell, "w:tcPr", name)
    return "" if said is None else said.get("w:val", "continue")


def _count(text: str | None, *, least: int) -> int:
    if not text or not text.isdecimal() or not text.isascii() or len(text) > 4:
        return least
    return min(max(int(text), least), _MOST_COLUMNS)
