"""An Excel workbook as all that it prints, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from evalkit.intake.doubtful import doubt
from evalkit.intake.fitting import fit
from evalkit.intake.printed import BESIDE, Printed, PrintedCell, PrintedRow
from evalkit.intake.xlsx.bands import rows_of
from evalkit.intake.xlsx.cells import SheetReader
from evalkit.intake.xlsx.pictures import drawn_on, has_controls
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.package import Package
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
    for at, sheet in enumerate(book.sheets):
        if sheet.is_hidden:
            lost += _hidden(sheet)
            continue
        rows += _rows(package, book, at, max((row.table for row in rows), default=0), lost)
        furniture += _furniture(sheet)
    lost += [_SHEET.format(sheet=title, what=doubt("chart_sheet")) for title in book.charts]
    return Printed(PurePath(name).name, tuple(rows), tuple(lost), tuple(furniture))


def _rows(
    package: Package, book: StoredBook, at: int, tables: int, lost: list[Bilingual]
) -> list[PrintedRow]:
    """Rows of a worksheet, texts of its shapes among them; what is no text goes to `lost`."""
    reader = SheetReader(
        book.sheets[at], book.print_areas[at], book.styles.usual, is_stale=book.calculates_on_load
    )
    rows = list(rows_of(reader.cells(), tables))
    for drawn in drawn_on(package, book.parts[at]):
        row, column = int(drawn.box.top) + 1, int(drawn.box.left) + 1
        if drawn.kind == "text_box":
            text, doubts = fit(drawn.text)
            doubts = (doubt("text_box", seen=text), *doubts)
            cell = PrintedCell(drawn.box, text, reader.where(row, column), doubts)
            rows.append(PrintedRow((cell,), table=0))
        else:
            reader.lose(drawn.kind, row, column, drawn.text)
    if has_controls(package, book.parts[at]):
        lost.append(_SHEET.format(sheet=book.sheets[at].title, what=doubt("control")))
    lost += reader.lost
    return sorted(rows, key=lambda row: row.cells[0].box.top)


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
