"""An Excel workbook as all that it prints, in the order of reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from evalkit.intake.doubtful import doubt
from evalkit.intake.fitting import fit
from evalkit.intake.printed import BESIDE, Printed, PrintedCell, PrintedPicture, PrintedRow
from evalkit.intake.xlsx.bands import rows_of
from evalkit.intake.xlsx.cells import SheetReader
from evalkit.intake.xlsx.pictures import Drawn, drawn_on, has_controls
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.xlsx.safety import check_container
from evalkit.sheet.xlsx.stored_book import StoredBook, read_book
from evalkit.sheet.xlsx.stored_cells import StoredSheet

_FURNITURE: Final = Bilingual("{sheet} ヘッダー・フッター", "{sheet}, header or footer")
_SHEET: Final = Bilingual("{sheet} {what}", "{sheet}: {what}")
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-JL-Za-z&])')


def parse_xlsx(content: bytes, name: str) -> Printed:
    """All that an Excel workbook prints.

    Parameters
    ----------
    content : bytes
        Of an .xlsx file.
    name : str
        Of the file; stands in its problems.

    Raises
    ------
    SheetProblems
        If it is no such file, or too damaged, too large or not safe to be read.
    """
    package = check_container(content, name)
    try:
        book = read_book(package)
    except (ArithmeticError, AttributeError, LookupError, ValueError):
        raise package.damage() from None
    rows: list[PrintedRow] = []
    lost: list[Bilingual] = []
    furniture: list[PrintedCell] = []
    pictures: list[PrintedPicture] = []
    for at, sheet in enumerate(book.sheets):
        if sheet.is_hidden:
            lost += _hidden(sheet)
            continue
        drawn = [*drawn_on(package, book.parts[at])]
        reader = _reader(book, at)
        own = _rows(reader, drawn, max((row.table for row in rows), default=0))
        pictures += _pictures(reader, drawn, own, len(rows))
        if has_controls(package, book.parts[at]):
            lost.append(_SHEET.format(sheet=sheet.title, what=doubt("control")))
        lost += reader.lost
        rows += own
        furniture += _furniture(sheet)
    lost += [_SHEET.format(sheet=title, what=doubt("chart_sheet")) for title in book.charts]
    return Printed(PurePath(name).name, tuple(rows), tuple(lost), tuple(furniture), tuple(pictures))


def _reader(book: StoredBook, at: int) -> SheetReader:
    return SheetReader(
        book.sheets[at], book.print_areas[at], book.styles.usual, is_stale=book.calculates_on_load
    )


def _rows(reader: SheetReader, things: Iterable[Drawn], tables: int) -> list[PrintedRow]:
    """Rows of a worksheet, texts of its shapes among them."""
    rows = list(rows_of(reader.cells(), tables))
    for drawn in things:
        row, column = int(drawn.box.top) + 1, int(drawn.box.left) + 1
        if drawn.kind == "text_box":
            text, doubts = fit(drawn.text)
            doubts = (doubt("text_box", seen=text), *doubts)
            cell = PrintedCell(drawn.box, text, reader.where(row, column), doubts)
            rows.append(PrintedRow((cell,), table=0))
        elif not drawn.picture:
            reader.lose(drawn.kind, row, column, drawn.text)
    return sorted(rows, key=lambda row: row.cells[0].box.top)


def _pictures(
    reader: SheetReader, things: Iterable[Drawn], rows: Sequence[PrintedRow], before: int
) -> Iterator[PrintedPicture]:
    """Pictures of a worksheet, with the rows of the book that begin before each."""
    tops = [row.cells[0].box.top for row in rows]
    for drawn in things:
        if drawn.picture:
            row, column = int(drawn.box.top) + 1, int(drawn.box.left) + 1
            what = doubt(drawn.kind, seen=drawn.text)
            yield PrintedPicture(
                drawn.picture, drawn.alternative, before + bisect_left(tops, drawn.box.top),
                _SHEET.format(sheet=reader.where(row, column), what=what),
            )  # fmt: skip


def _hidden(sheet: StoredSheet) -> Iterator[Bilingual]:
    if any(cell.kind != "empty" for cell in sheet.cells.values()):
        yield _SHEET.format(sheet=sheet.title, what=doubt("hidden_worksheet"))


def _furniture(sheet: StoredSheet) -> Iterator[PrintedCell]:
    """Headers and footers; what stands in them for page numbers, dates and fonts is left out."""
    for text in sheet.furniture:
        seen, doubts = fit(_CODE.sub(" ", text))
        if seen.strip():
            where = _FURNITURE.format(sheet=sheet.title)
            yield PrintedCell(BESIDE, seen.strip(), where, doubts)
