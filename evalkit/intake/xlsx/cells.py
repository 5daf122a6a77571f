"""Cells of a worksheet as they print, with their boxes; what is hidden is listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from evalkit.intake.doubtful import doubt
from evalkit.intake.fitting import fit
from evalkit.intake.printed import Box, PrintedCell
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.problems import Problem
from evalkit.sheet.xlsx.cell_names import Area, column_letters
from evalkit.sheet.xlsx.stored_cells import StoredCell, StoredSheet
from evalkit.sheet.xlsx.stored_styles import Font
from evalkit.sheet.xlsx.visible_text import Refusal, visible_text

_PIXELS = 7  # of a digit in the usual letters; a column's width counts in them
_USUAL_SIZE = 11.0  # points
_MARGIN = 3  # pixels at the ends of a cell
_NARROW = ",.()"


class SeenCell(NamedTuple):
    """A cell that prints, or could."""

    cell: PrintedCell
    is_framed: bool


class SheetReader:
    """Reads the cells of one worksheet.

    Parameters
    ----------
    sheet : StoredSheet
    printed : tuple of Area
        Those that are printed; none: all of it.
    usual : Font
        Letters in which the book counts the widths of its columns.
    is_stale : bool
        Whether saved results of formulas are not those that will be seen.
    """

    def __init__(
        self, sheet: StoredSheet, printed: tuple[Area, ...], usual: Font, *, is_stale: bool
    ) -> None:
        self._sheet, self._printed, self._is_stale = sheet, printed, is_stale
        self._size = usual.size or _USUAL_SIZE
        self._covered = sheet.covered()
        self.lost: list[Bilingual] = []

    def cells(self) -> Iterator[SeenCell]:
        """Cells that hold a text or have a frame, from the top and from left to right."""
        sheet = self._sheet
        firsts = {(area.top, area.left) for area in sheet.merged}
        for at in sorted({*sheet.cells, *sheet.framed, *firsts}):
            area = self._covered.get(at) or Area(*at, *at)
            if at == (area.top, area.left):
                yield from self._seen(area)
        for (row, column), comment in sorted(sheet.comments.items()):
            self.lose("comment", row, column, comment)

    def lose(self, code: str, row: int, column: int, seen: str = "") -> None:
        """Put down what is no printed text, with its place."""
        self.lost.append(_AT.format(where=self.where(row, column), what=doubt(code, seen=seen)))

    def where(self, row: int, column: int) -> Bilingual:
        """Name of a cell: 評価書!B3."""
        return Bilingual.alike(f"{self._sheet.title}!{column_letters(column)}{row}")

    def _seen(self, area: Area) -> Iterator[SeenCell]:
        at = (area.top, area.left)
        cell = self._sheet.cells.get(at) or StoredCell(*at, "empty")
        text, doubts = self._text(cell, area)
        if self._is_hidden(area):
            if text.strip():
                self.lose("hidden_cell", *at, text)
            return
        if area == Area(*at, *at) and text:
            area = self._run_across(area)
        is_framed = at in self._sheet.framed
        if text or doubts or is_framed or area != Area(*at, *at):
            box = Box(area.left - 1, area.top - 1, area.right, area.bottom)
            printed = PrintedCell(box, text, self.where(*at), tuple(dict.fromkeys(doubts)))
            yield SeenCell(printed, is_framed)

    def _is_hidden(self, area: Area) -> bool:
        rows, columns = self._sheet.hidden_rows, self._sheet.hidden_columns
        return all(row in rows for row in range(area.top, area.bottom + 1)) or all(
            column in columns for column in range(area.left, area.right + 1)
        )

    def _run_across(self, area: Area) -> Area:
        """Area of a text that is centred over the empty cells behind it."""
        across, cells = self._sheet.across, self._sheet.cells
        row, right = area.top, area.right
        if (row, right) in across:
            while (row, right + 1) in across and (row, right + 1) not in cells:
                right += 1
        return area._replace(right=right)

    def _text(self, cell: StoredCell, area: Area) -> tuple[str, list[Bilingual]]:
        seen, refusal = visible_text(cell, self._sheet)
        text, unfit = fit(seen)
        doubts = [*([_told(refusal)] if refusal else []), *unfit]
        if cell.formula is not None and self._is_stale:
            doubts.append(doubt("result_not_calculated", seen=cell.formula))
        if cell.kind == "number" and text and self._is_narrow(cell, text, area):
            doubts.append(doubt("too_narrow"))
        doubts += self._hidden_below(cell, area)
        if text:
            doubts += self._surroundings(cell)
        return text, doubts

    def _hidden_below(self, cell: StoredCell, area: Area) -> Iterator[Bilingual]:
        """What stands in cells that the merged area covers."""
        if area.top == area.bottom and area.left == area.right:
            return
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                other = self._sheet.cells.get((row, column))
                if other and (row, column) != (cell.row, cell.column):
                    seen = visible_text(other, self._sheet).text
                    if seen.strip():
                        yield doubt("under_merge", seen=seen)

    def _surroundings(self, cell: StoredCell) -> Iterator[Bilingual]:
        at = (cell.row, cell.column)
        if self._printed and not any(area.holds(*at) for area in self._printed):
            yield doubt("not_printed")
        for name, areas in self._sheet.conditions:
            if any(area.holds(*at) for area in areas):
                yield _told(Refusal("conditional_look", {"seen": name}))

    def _is_narrow(self, cell: StoredCell, text: str, area: Area) -> bool:
        """Whether a number has no room: then it prints as ####, or rounded in the format 標準."""
        style = cell.style
        if style.shrinks:
            return False
        widths = self._sheet.widths
        room = sum(
            widths.get(column, self._sheet.usual_width) * _PIXELS
            for column in range(area.left, area.right + 1)
            if column not in self._sheet.hidden_columns
        )
        needed = sum(map(_width, text)) * _PIXELS * (style.font.size or _USUAL_SIZE) / self._size
        return needed > room - _MARGIN


_AT = Bilingual("{where} {what}", "{where}: {what}")


def _told(refusal: Refusal) -> Bilingual:
    """What a reader of workbooks refuses, said as a doubt."""
    problem = Problem(
        file="", line=1, column=1, code=refusal.code, details=refusal.details, cell="A1"
    )
    return Bilingual(problem.what("ja"), problem.what("en"))


def _width(letter: str) -> float:
    """Width of a letter in digits."""
    if letter in _NARROW:
        return 0.5
    return 1.0 if letter.isascii() else 1.8
