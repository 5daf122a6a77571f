"""What must not even be opened: files that are no workbook, damaged ones, and bombs."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from evalkit.sheet.package import ENCRYPTED, OLE, ZIP, Package
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.xlsx.cell_names import area_of

MOST_BYTES = 20_000_000
MOST_AREA = 40_000  # cells of a worksheet that are merged, or in areas with a link
MOST_ROWS, MOST_COLUMNS = 5_000, 300


def check_container(content: bytes, name: str) -> Package:
    """Parts of a workbook, or the refusal of a file that cannot be, or should not be, read as one.

    Raises
    ------
    SheetProblems
        With what it is instead.
    """
    code = _foreign(content)
    if code:
        raise SheetProblems.of_file(name, code)
    if len(content) > MOST_BYTES:
        raise SheetProblems.of_file(name, "workbook_too_large", size=len(content), limit=MOST_BYTES)
    package = Package(content, name)
    if "xl/workbook.xml" not in package.parts:
        raise SheetProblems.of_file(name, "no_workbook")
    if any(part.endswith("vbaProject.bin") for part in package.parts):
        raise SheetProblems.of_file(name, "macros")
    package.check(_Areas(name).look)
    return package


def _foreign(content: bytes) -> str:
    """What a file is that is no package of a workbook."""
    if content.startswith(OLE):
        return "encrypted_workbook" if ENCRYPTED in content else "old_workbook"
    return "" if content.startswith(ZIP) else "no_workbook"


class _Areas:
    """Cells far outside the form, and areas larger than any form: there is no room for them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._room = MOST_AREA

    def look(self, element: Element) -> None:
        tag = element.tag.rpartition("}")[2]
        if tag == "worksheet":
            self._room = MOST_AREA
        elif tag == "c" and len(element):
            self._area(element.get("r", ""), MOST_AREA)
        elif tag in ("mergeCell", "hyperlink"):
            self._room -= self._area(element.get("ref", ""), self._room)

    def _area(self, reference: str, room: int) -> int:
        try:
            area = area_of(reference)
        except ValueError:  # a cell may leave out its name
            return 1
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if area.bottom > MOST_ROWS or area.right > MOST_COLUMNS or size > room:
            most = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise SheetProblems.of_file(self._name, "cells_too_far", seen=reference, **most)
        return size
