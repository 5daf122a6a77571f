"""A PDF opened: its pages, each with all that it shows, by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final

from evalkit.intake.pdf.letters import read_letters
from evalkit.intake.pdf.page import Page, Place
from evalkit.intake.pdf.strokes import read_drawings
from evalkit.intake.pdf.tags import Tags
from evalkit.sheet.problems import SheetProblems

MOST_PAGES: Final = 300
_LINK, _POPUP, _WIDGET = 2, 16, 20


def read_pages(content: bytes, name: str) -> list[Page]:
    """Everything that the pages of a PDF show.

    Raises
    ------
    SheetProblems
        If it is no PDF that can be opened, needs a password, or is too large.
    """
    import pypdfium2  # loads a library of 7 MB, which no other command needs

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        code = "encrypted_document" if locked else "damaged_pdf"
        raise SheetProblems.of_file(name, code) from None
    try:
        if len(document) > MOST_PAGES:
            raise SheetProblems.of_file(name, "too_many_pages", limit=MOST_PAGES)
        tags = Tags()
        return [_read(document[at], at + 1, tags, name) for at in range(len(document))]
    except pypdfium2.PdfiumError:
        raise SheetProblems.of_file(name, "damaged_pdf") from None
    finally:
        document.close()


def _read(page: Any, number: int, tags: Tags, name: str) -> Page:
    place, width, height = _turned(page.get_cropbox(), page.get_rotation())
    read = Page(number, width, height)
    read_drawings(page, read, place, name)
    read_letters(page, read, place, tags.paragraphs_of(page), name)
    read.alternatives = tags.alternatives
    read.notes += _notes(page)
    return read


def _turned(box: tuple[float, float, float, float], rotation: int) -> tuple[Place, float, float]:
    left, bottom, right, top = box
    places: dict[int, Place] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    width, height = right - left, top - bottom
    return places[rotation], *((height, width) if rotation in (90, 270) else (width, height))


def _notes(page: Any) -> Iterator[str]:
    """Texts of comments and fields, which are no part of the page's own text."""
    import pypdfium2.raw as raw

    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if raw.FPDFAnnot_GetSubtype(note) not in (_LINK, _POPUP):
            key = b"V" if raw.FPDFAnnot_GetSubtype(note) == _WIDGET else b"Contents"
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            raw.FPDFAnnot_GetStringValue(note, key, buffer, size)
            yield bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(note)
