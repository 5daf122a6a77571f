"""A PDF with text as all that it prints, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from evalkit.intake.doubtful import doubt
from evalkit.intake.pdf.document import read_pages
from evalkit.intake.pdf.joining import File, Table, lines_together, put_together
from evalkit.intake.pdf.lines import (
    LineText,
    author_breaks,
    goes_on,
    joined_texts,
    text_of,
    with_doubts,
)
from evalkit.intake.pdf.page import Drawn, Page
from evalkit.intake.pdf.page_cells import PageLine, SortedPage, blocks_of
from evalkit.intake.printed import BESIDE, Box, Printed, PrintedCell, PrintedPicture, PrintedRow
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.text import plain_text

_CELL = Bilingual(
    "{page}ページ 表{table} {row}行{column}列",
    "page {page}, table {table}, row {row}, column {column}",
)
_LINE = Bilingual("{page}ページ {line}行目", "page {page}, line {line}")
_ON_PAGE = Bilingual("{page}ページ {what}", "page {page}: {what}")
_HEADER = Bilingual("{page}ページ ヘッダー・フッター", "page {page}, header or footer")
_INDENT = 12.0  # points by which lines may end before tables
_WHOLE_PAGE = 0.5  # of a page: a picture so large is the page


def parse_pdf(content: bytes, name: str) -> Printed:
    """All that a PDF prints.

    Parameters
    ----------
    content : bytes
        Of a .pdf file.
    name : str
        Of the file; stands in its problems.

    Returns
    -------
    Printed
        Boxes in points; those of later pages lie below those of the first. A table that goes on
        over pages is one table, and what each page repeats of its heads stands apart.

    Raises
    ------
    SheetProblems
        If it cannot be opened, is too large, or is a scan: pictures of pages, without letters.
    """
    pages = read_pages(content, name)
    if not any(letter.text.strip() for page in pages for letter in page.letters):
        raise SheetProblems.of_file(name, "scan")
    sorted_pages = [SortedPage(page) for page in pages]
    breaks = author_breaks(text for page in sorted_pages for text in page.texts())
    file = put_together([blocks_of(page, breaks) for page in sorted_pages])
    below = dict(_heights(pages))
    furniture = tuple(
        PrintedCell(BESIDE, text, _HEADER.format(page=page.number)) for page, text in file.furniture
    )
    rows = tuple(_rows(file, below, _right_edge(file)))
    said = plain_text("".join(cell.text for row in rows for cell in row.cells))
    lost = tuple(each for page in pages for each in _lost(page, said))
    pictures = tuple(each for page in pages for each in _pictures(page, below, rows))
    return Printed(PurePath(name).name, rows, lost, furniture, pictures)


def _heights(pages: Sequence[Page]) -> Iterator[tuple[int, float]]:
    below = 0.0
    for page in pages:
        yield page.number, below
        below += page.height


def _right_edge(file: File) -> float:
    """Where lines outside of tables end that the edge of the page parts: often before tables."""
    tables = max(
        (each.first.area.right for each in file.blocks if isinstance(each, Table)), default=0.0
    )
    lines = [each.line.right for each in file.blocks if isinstance(each, PageLine)]
    return max([each for each in lines if each > tables - _INDENT], default=tables)


def _rows(file: File, below: dict[int, float], edge: float) -> Iterator[PrintedRow]:
    number = 0
    for is_table, group in groupby(file.blocks, key=lambda each: isinstance(each, Table)):
        if is_table:
            for table in group:
                if isinstance(table, Table):
                    number += 1
                    yield from _table_rows(table, number)
        else:
            lines = [each for each in group if isinstance(each, PageLine)]
            yield from (_paragraph(each, below, edge) for each in lines_together(lines, edge))


def _table_rows(table: Table, number: int) -> Iterator[PrintedRow]:
    for row, cells in enumerate(table.rows, 1):
        yield PrintedRow(
            tuple(
                PrintedCell(
                    Box(cell.part.area.left, cell.below + cell.part.area.top,
                        cell.part.area.right, cell.bottom),
                    cell.part.text.text,
                    _CELL.format(page=cell.page, table=number, row=row, column=column),
                    cell.part.text.doubts,
                )
                for column, cell in enumerate(cells, 1)
            ),
            number,
        )  # fmt: skip


def _paragraph(lines: Sequence[PageLine], below: dict[int, float], edge: float) -> PrintedRow:
    first, last, page = lines[0], lines[-1], lines[0].page
    text = LineText()
    for _, group in groupby(lines, key=lambda each: each.page.number):
        letters = [letter for each in group for letter in each.line.letters]
        part = text_of(letters, edge - first.line.left)
        if text.text and not goes_on(text, part):
            part = with_doubts(part, [doubt("cut_by_page")])
        text = joined_texts(text, part)
    doubts = [each for line in lines for each in line.line.doubts]
    box = Box(
        first.line.left, below[page.number] + first.line.base - first.line.size,
        max(each.line.right for each in lines), below[last.page.number] + last.line.base,
    )  # fmt: skip
    at = _LINE.format(page=page.number, line=page.line_number(first.line.base))
    return PrintedRow((PrintedCell(box, text.text, at, tuple({*text.doubts, *doubts})),), 0)


def _lost(page: Page, said: str) -> Iterator[Bilingual]:
    """What of a page is no text, and what cannot be seen on any page."""
    if page.hidden.strip():
        yield _on(page, doubt("hidden_in_pdf", seen=page.hidden.strip()))
    for line in page.cut:
        text = "".join(each.text for each in line)
        if plain_text(text) not in said:
            yield _on(page, doubt("hidden_in_pdf", seen=text))
    for picture in page.pictures:
        if _is_whole(picture, page):
            yield _on(page, doubt("picture_of_page"))
        elif not picture.file:
            yield _on(page, doubt("picture_in_pdf"))
    for note in page.notes:
        yield _on(page, doubt("comment", seen=note))


def _pictures(
    page: Page, below: dict[int, float], rows: Sequence[PrintedRow]
) -> Iterator[PrintedPicture]:
    for picture in page.pictures:
        if picture.file and not _is_whole(picture, page):
            top = below[page.number] + picture.area.top
            row = sum(each.cells[0].box.top < top for each in rows)
            text = page.alternatives.get(picture.mark, "")
            yield PrintedPicture(picture.file, text, row, _on(page, doubt("picture_in_pdf")))


def _is_whole(picture: Drawn, page: Page) -> bool:
    left, top, right, bottom = picture.area
    return (right - left) * (bottom - top) > _WHOLE_PAGE * page.width * page.height


def _on(page: Page, what: Bilingual) -> Bilingual:
    return _ON_PAGE.format(page=page.number, what=what)
