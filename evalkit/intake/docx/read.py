"""A Word document as all that it prints, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from evalkit.intake.docx.document import Document, unwrapped
from evalkit.intake.docx.passage import Passage
from evalkit.intake.docx.tables import TableReader
from evalkit.intake.docx.text import Reader
from evalkit.intake.printed import BESIDE, Box, Printed, PrintedCell, PrintedPicture, PrintedRow
from evalkit.sheet.bilingual import Bilingual

_PARAGRAPH = Bilingual("{number}段落", "paragraph {number}")
_NOTE = Bilingual("注{number}", "note {number}")
_FURNITURE = {
    "w:hdr": Bilingual("ヘッダー", "header"),
    "w:ftr": Bilingual("フッター", "footer"),
}


def parse_docx(content: bytes, name: str) -> Printed:
    """All that a Word document prints.

    Parameters
    ----------
    content : bytes
        Of a .docx file.
    name : str
        Of the file; stands in its problems.

    Raises
    ------
    SheetProblems
        If it is no such file, or too damaged, too large or not safe to be read.
    """
    document = Document.opened(content, name)
    reader = Reader(document)
    rows, pictures = _body(document, reader)
    aside = reader.of_other_parts()
    rows += _notes(aside)
    furniture = tuple(_furniture(document, aside))
    return Printed(PurePath(name).name, tuple(rows), tuple(reader.lost), furniture, tuple(pictures))


def _body(document: Document, reader: Reader) -> tuple[list[PrintedRow], list[PrintedPicture]]:
    rows: list[PrintedRow] = []
    pictures: list[PrintedPicture] = []
    for printed in _blocks(document, reader):
        begun = {cell.where: at for at, row in enumerate(printed, 1) for cell in row.cells}
        for found in reader.pictures[len(pictures) :]:
            row = len(rows) + begun.get(found.where, len(printed))
            pictures.append(PrintedPicture(found.file, found.text, row, found.told))
        rows += printed
    return rows, pictures


def _blocks(document: Document, reader: Reader) -> Iterator[list[PrintedRow]]:
    """Rows of each table, and of each paragraph."""
    tables = paragraphs = 0
    for block in unwrapped(document.body):
        if block.tag == "w:tbl":
            tables += 1
            yield [*TableReader(block, tables, reader, document.styles).rows()]
        elif block.tag != "w:sectPr":
            paragraphs += block.tag == "w:p"
            where = _PARAGRAPH.format(number=paragraphs)
            yield [*_line(reader.passage([block], where), where, paragraphs)]


def _notes(reader: Reader) -> Iterator[PrintedRow]:
    """Footnotes and endnotes in the order of their marks; a note may have notes of its own."""
    number = 0
    while number < len(reader.notes):
        mark, note = reader.notes[number]
        number += 1
        where = _NOTE.format(number=number)
        text, doubts = reader.passage(note, where)
        yield from _line(Passage(mark + text.lstrip(), doubts), where, number)


def _line(passage: Passage, where: Bilingual, number: int) -> Iterator[PrintedRow]:
    if passage.text or passage.doubts:
        cell = PrintedCell(Box(0, number - 1, 1, number), passage.text, where, passage.doubts)
        yield PrintedRow((cell,), table=0)


def _furniture(document: Document, reader: Reader) -> Iterator[PrintedCell]:
    for part in document.furniture:
        where = _FURNITURE[part.tag]
        text, doubts = reader.passage(part, where)
        if text:
            yield PrintedCell(BESIDE, text, where, doubts)
