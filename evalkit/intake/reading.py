"""A file of the ministry as all that it prints, whatever its kind; what it is, its content says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from evalkit.intake.convert import converted
from evalkit.intake.docx.read import parse_docx
from evalkit.intake.pdf.read import parse_pdf
from evalkit.intake.printed import Printed
from evalkit.intake.xlsx.read import parse_xlsx
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.files import read_bytes
from evalkit.sheet.package import OLE, ZIP
from evalkit.sheet.problems import SheetProblems

_MOST_BYTES: Final = 20_000_000
_READERS: Final[Mapping[str, Callable[[bytes, str], Printed]]] = {
    "docx": parse_docx,
    "xlsx": parse_xlsx,
    "pdf": parse_pdf,
}
_OLD: Final[Mapping[str, str]] = {"doc": "docx", "xls": "xlsx"}

_ICHITARO = (
    ".jtd",
    ".jtdc",
    ".jtt",
    ".jttc",
    ".jsw",
    ".jaw",
    ".jbw",
    ".juw",
    ".jfw",
    ".jvw",
    ".jxw",
)
_STREAMS: Final = (
    ("JSRV_", "ichitaro"),
    ("EncryptedPackage", "encrypted_document"),
    ("_VBA_PROJECT", "document_macros"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "powerpoint"),
)
"""What names of streams say of a compound file; the first that is there decides."""
_PARTS: Final = (
    ("vbaProject.bin", "document_macros"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "binary_workbook"),
    ("ppt/presentation.xml", "powerpoint"),
    ("META-INF/manifest.xml", "open_document"),
)
"""What names of parts say of a zip."""
_MAGIC: Final = (
    (rb"%PDF-", "pdf"),
    (rb"\{\\rtf", "rich_text"),
    (rb"\x89PNG|\xff\xd8\xff|II\*\x00|MM\x00\*|GIF8|BM.{4}\0\0\0\0|RIFF....WEBP", "picture_file"),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml)", "web_page"),
)
_KINDS: Final[Mapping[str, Bilingual]] = {
    "rich_text": Bilingual("リッチテキスト（.rtf）", "a rich text file (.rtf)"),
    "web_page": Bilingual("HTML または XML のファイル", "a file of HTML or XML"),
    "powerpoint": Bilingual("PowerPoint のファイル", "a presentation"),
    "open_document": Bilingual("OpenDocument（.odt、.ods）", "an OpenDocument file (.odt, .ods)"),
    "binary_workbook": Bilingual("バイナリ形式のブック（.xlsb）", "a binary workbook (.xlsb)"),
    "unknown": Bilingual("この種類のファイル", "a file of this kind"),
}


def read_printed(path: Path) -> Printed:
    """All that the file at `path` prints.

    Raises
    ------
    SheetProblems
        With what it is instead of a file that can be read, and what to do.
    """
    name = path.as_posix()
    content = read_bytes(path, name, limit=_MOST_BYTES)
    kind = kind_of(content, name)
    if kind in _OLD:
        content, kind = converted(content, kind, name), _OLD[kind]
    if kind in _READERS:
        return _READERS[kind](content, name)
    if kind in _KINDS:
        raise SheetProblems.of_file(name, "other_kind", kind=_KINDS[kind])
    raise SheetProblems.of_file(name, kind)


def kind_of(content: bytes, name: str) -> str:
    r"""Kind of a file by its content, or the code of the problem that it is.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7", "7-2.docx"), kind_of(b"\xff\xd8\xff\xe0", "7-2.pdf")
    ('pdf', 'picture_file')
    """
    if not content:
        return "empty_file"
    if name.casefold().endswith(_ICHITARO):
        return "ichitaro"
    if content.startswith(OLE):
        named = (kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in content)
        return next(named, "unknown")
    if content.startswith(ZIP):
        return _kind_of_package(content)
    head = content[:1024]
    found = (kind for magic, kind in _MAGIC if re.match(magic, head, re.IGNORECASE | re.DOTALL))
    return next(found, "unknown")


def _kind_of_package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, LookupError, NotImplementedError):
        return "damaged_document"
    kinds = (kind for part, kind in _PARTS if any(name.endswith(part) for name in parts))
    return next(kinds, "unknown")
