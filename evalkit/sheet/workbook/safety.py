"""What must not even be opened: files that are no workbook, damaged ones, and bombs.

Every part is parsed here once with defusedxml, which refuses document types and entities, before
openpyxl sees any of it; and nothing is unpacked that says it is too large.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from evalkit.sheet.problems import SheetProblems

MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_PARTS = 500
MOST_RATIO = 200  # unpacked bytes for one packed; text of ours packs about 1 to 12
MOST_ELEMENTS = 250_000  # of XML in a part; a book of ours with 500 programmes has 40,000
MOST_AREA = 40_000  # cells of a worksheet that are merged, or in areas with a link
MOST_ROWS, MOST_COLUMNS = 5_000, 300

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    ArithmeticError, EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile raises for a directory or a part whose bytes make no sense."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_XML = (".xml", ".rels")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def check_container(content: bytes, name: str) -> None:
    """Refuse a file that cannot be, or should not be, read as a workbook.

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
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_sizes(package, name)
            _check_parts(package, name)
    except _DAMAGE:
        raise SheetProblems.of_file(name, "damaged_workbook") from None


def _foreign(content: bytes) -> str:
    """What a file is that is no package of a workbook."""
    if content.startswith(_OLE):
        return "encrypted_workbook" if _ENCRYPTED in content else "old_workbook"
    return "" if content.startswith(_ZIP) else "no_workbook"


def _check_sizes(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    suspicious = unpacked > 1_000_000 and unpacked > packed * MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or suspicious:
        raise SheetProblems.of_file(name, "zip_bomb", size=unpacked, parts=len(parts))


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    names = {part.filename for part in package.infolist()}
    if "xl/workbook.xml" not in names:
        raise SheetProblems.of_file(name, "no_workbook")
    if any(part.endswith("vbaProject.bin") for part in names):
        raise SheetProblems.of_file(name, "macros")
    if package.testzip() is not None:
        raise SheetProblems.of_file(name, "damaged_workbook")
    for part in sorted(names):
        if part.endswith(_XML):
            _check_xml(package, part, name)


def _check_xml(package: zipfile.ZipFile, part: str, name: str) -> None:
    area = 0
    try:
        for number, element in enumerate(_elements(package, part), 1):
            tag = element.tag.rpartition("}")[2]
            if tag == "c" and len(element):
                _check_area(element.get("r", ""), name)
            elif tag in ("mergeCell", "hyperlink"):
                area += _check_area(element.get("ref", ""), name, room=MOST_AREA - area)
            if number > MOST_ELEMENTS:
                raise SheetProblems.of_file(
                    name, "too_many_elements", part=part, limit=MOST_ELEMENTS
                )
    except DefusedXmlException:
        raise SheetProblems.of_file(name, "entities", part=part) from None
    except (ParseError, LookupError, ValueError):  # LookupError: of an unknown encoding
        raise SheetProblems.of_file(name, "damaged_workbook") from None


def _elements(package: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """Every element behind its content, of which only the number is left."""
    with package.open(part) as stream:
        for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
            yield element
            element.clear()


def _check_area(reference: str, name: str, *, room: int = MOST_AREA) -> int:
    """Cells of an area; refused if it lies far outside the form, or openpyxl has no room for it."""
    found = _CELL.findall(reference) or [("A", "1")]  # a cell may leave out its name
    corners = [(_column(column), int(row)) for column, row in found]
    (left, top), (right, bottom) = corners[0], corners[-1]
    area = (abs(right - left) + 1) * (abs(bottom - top) + 1)
    far = max(top, bottom) > MOST_ROWS or max(left, right) > MOST_COLUMNS
    if far or area > room:
        most = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise SheetProblems.of_file(name, "cells_too_far", seen=reference, **most)
    return area


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
