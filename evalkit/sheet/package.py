"""An office file: a zip of XML parts that refer to each other, opened only where that is safe.

Files of Word and Excel are such packages (ECMA-376, part 2). Every part is parsed with defusedxml,
which refuses document types and entities, and nothing is unpacked that says it is too large.
"""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Final, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from evalkit.sheet.problems import SheetProblems

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Beginning of a compound file: Office before 2007, or a package behind a password."""
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""What such a file holds when it is a package behind a password."""
ZIP: Final = b"PK"

_MOST_UNPACKED = 60_000_000  # bytes
_MOST_PARTS = 500
_MOST_RATIO = 200  # unpacked bytes for one packed; text of ours packs about 1 to 12
_MOST_ELEMENTS = 250_000  # of XML in a part; a book of ours with 500 programmes has 40,000
_MOST_DEPTH = 200  # of elements within each other; tables of Word within tables take ten a table

DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    ArithmeticError, EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile raises for a directory or a part whose bytes make no sense."""

_XML = (".xml", ".rels")

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/word/2010/"
_NAMESPACES: Final[Mapping[str, str]] = {
    _OPEN + "spreadsheetml/2006/main": "",
    _STRICT + "spreadsheetml/main": "",
    _OPEN + "package/2006/relationships": "",
    _OPEN + "package/2006/content-types": "",
    _OPEN + "wordprocessingml/2006/main": "w:",
    _STRICT + "wordprocessingml/main": "w:",
    _OPEN + "officeDocument/2006/relationships": "r:",
    _STRICT + "officeDocument/relationships": "r:",
    _OPEN + "officeDocument/2006/math": "m:",
    _STRICT + "officeDocument/math": "m:",
    _OPEN + "drawingml/2006/main": "a:",
    _STRICT + "drawingml/main": "a:",
    _OPEN + "drawingml/2006/picture": "pic:",
    _STRICT + "drawingml/picture": "pic:",
    _OPEN + "drawingml/2006/chart": "c:",
    _STRICT + "drawingml/chart": "c:",
    _OPEN + "drawingml/2006/diagram": "dgm:",
    _STRICT + "drawingml/diagram": "dgm:",
    _OPEN + "drawingml/2006/wordprocessingDrawing": "wp:",
    _STRICT + "drawingml/wordprocessingDrawing": "wp:",
    _OPEN + "drawingml/2006/spreadsheetDrawing": "xdr:",
    _STRICT + "drawingml/spreadsheetDrawing": "xdr:",
    _OPEN + "markup-compatibility/2006": "mc:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:office": "o:",
    _MICROSOFT + "wordml": "w14:",
    _MICROSOFT + "wordprocessingShape": "wps:",
}
"""Short names by namespace; those of the strict variety are the same."""


class Relation(NamedTuple):
    """What a part says of another one."""

    kind: str  # last word of its type: styles, image
    target: str  # name of a part of the package, or an address outside
    is_outside: bool


class Package:
    """Parts of an office file, by name.

    Parameters
    ----------
    content : bytes
        Of the file.
    name : str
        Of the file, as problems call it.
    noun : str
        What problems call a file of the kind: ``workbook`` or ``document``.

    Raises
    ------
    SheetProblems
        If the zip is damaged, or would unpack to more than a sheet can need.
    """

    def __init__(self, content: bytes, name: str, noun: str = "workbook") -> None:
        self.name = name
        self._damaged = f"damaged_{noun}"
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self._check_sizes()
        except DAMAGE:
            raise self.damage() from None
        self.parts = frozenset(part.filename for part in self._zip.infolist())

    def damage(self) -> SheetProblems:
        """Build the problem that the file is damaged."""
        return SheetProblems.of_file(self.name, self._damaged)

    def check(self, look: Callable[[Element], None] = lambda element: None) -> None:
        """Read every part once, and `look` at every element of XML.

        Raises
        ------
        SheetProblems
            If a part is damaged, declares a document type or entities, or is too large.
        """
        try:
            whole = self._zip.testzip() is None
        except DAMAGE:
            whole = False
        if not whole:
            raise self.damage()
        for part in sorted(self.parts):
            if part.endswith(_XML):
                self._check_xml(part, look)

    def xml(self, part: str) -> Element:
        """Root of a part; names of elements and attributes are short, such as ``w:tbl``.

        Raises
        ------
        SheetProblems
            If there is no such part, or it is no XML.
        """
        try:
            root: Element = fromstring(self._zip.read(part), forbid_dtd=True)
        except DefusedXmlException:
            raise SheetProblems.of_file(self.name, "entities", part=part) from None
        except (*DAMAGE, ParseError):
            raise self.damage() from None
        for element in root.iter():
            _shorten(element)
        return root

    def content(self, part: str) -> bytes:
        """Bytes of a part.

        Raises
        ------
        SheetProblems
            If there is no such part, or it is damaged.
        """
        try:
            return self._zip.read(part)
        except DAMAGE:
            raise self.damage() from None

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part, or the package itself, refers to, by the name it gives each."""
        folder, file = posixpath.split(part)
        described = posixpath.join(folder, "_rels", f"{file}.rels")
        if described not in self.parts:
            return {}
        return {
            each.get("Id", ""): _relation(each, folder)
            for each in self.xml(described)
            if each.tag == "Relationship"
        }

    def related(self, part: str, kind: str) -> str:
        """Name of the part of a kind that a part, or the package itself, refers to; or empty."""
        return next(
            (
                each.target
                for each in self.relations(part).values()
                if each.kind == kind and each.target in self.parts
            ),
            "",
        )

    def _check_sizes(self) -> None:
        parts = self._zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        suspicious = unpacked > 1_000_000 and unpacked > packed * _MOST_RATIO
        if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or suspicious:
            raise SheetProblems.of_file(self.name, "zip_bomb", size=unpacked, parts=len(parts))

    def _check_xml(self, part: str, look: Callable[[Element], None]) -> None:
        most = _MOST_ELEMENTS
        try:
            for number, element in enumerate(self._elements(part), 1):
                look(element)
                if number > most:
                    raise SheetProblems.of_file(
                        self.name, "too_many_elements", part=part, limit=most
                    )
        except DefusedXmlException:
            raise SheetProblems.of_file(self.name, "entities", part=part) from None
        except (ParseError, *DAMAGE):  # LookupError: of an unknown encoding
            raise self.damage() from None

    def _elements(self, part: str) -> Iterator[Element]:
        """Every element behind its content, of which only the number is left."""
        depth = 0
        with self._zip.open(part) as stream:
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if depth > _MOST_DEPTH:
                    raise self.damage()
                if event == "end":
                    yield element
                    element.clear()


def _relation(described: Element, folder: str) -> Relation:
    kind = described.get("Type", "").rpartition("/")[2]
    target = described.get("Target", "")
    if described.get("TargetMode") == "External":
        return Relation(kind, target, True)
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return Relation(kind, path.lstrip("/"), False)


def _shorten(element: Element) -> None:
    element.tag = _short(element.tag)
    for name in [name for name in element.attrib if name.startswith("{")]:
        element.attrib[_short(name)] = element.attrib.pop(name)


def _short(name: str) -> str:
    namespace, brace, local = name.rpartition("}")
    return _NAMESPACES.get(namespace[1:], "?:") + local if brace else name


def first(element: Element | None, *names: str) -> Element | None:
    """Child of that name, then the child of that one, and so on; None where there is none."""
    for name in names:
        if element is not None:
            element = next((child for child in element if child.tag == name), None)
    return element


def value(element: Element | None, *names: str, attribute: str = "w:val") -> str | None:
    """Attribute of the element that :func:`first` finds."""
    found = first(element, *names)
    return None if found is None else found.get(attribute)
