"""HTML page in, PDF out: tagged, archivable, and the same bytes for the same input.

Typst compiles with threads, which a fork leaves behind: in a process forked from one that has
typeset something, typesetting would wait forever. It is refused there; `prepare` may be called
before a fork.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from xml.parsers.expat import ExpatError

from evalkit.assess.fonts import FONTS
from evalkit.assess.installed import NotInstalledError
from evalkit.produce.pdf.to_typst import TEXT_WIDTH, to_typst
from evalkit.produce.pdf.typst_code import call, printable, string
from evalkit.sheet.bilingual import Language

_TEMPLATE = "report.typ"
_MAIN = "main.typ"
_typeset_in: set[int] = set()  # processes that have typeset, this one and those it was forked from


class TypesettingError(Exception):
    """The page could not be set; the message is Typst's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file inside the PDF, for instance the data behind the tables."""

    name: str  # in ASCII: Typst writes others so that some viewers misread them
    data: bytes
    media_type: str
    description: str
    relationship: Literal["source", "data", "alternative", "supplement"] = "data"


def render_pdf(
    html: str,
    *,
    language: Language,
    title: str,
    running_head: str,
    timestamp: datetime,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Typeset a page on A4.

    Parameters
    ----------
    html : str
        The page's body, written as XML; what `to_typst` does not know is left out with a note.
    language : {"ja", "en"}
        Language of the page; single elements may say otherwise with ``lang``.
    title, running_head : str
        The document's title, for the window's frame and catalogues; the line at the head of every
        page but the first.
    timestamp : datetime
        Date of creation to write into the file, with its time zone.
    attachments : sequence of Attachment
        Files to put into the PDF.

    Returns
    -------
    bytes
        PDF/UA-1 and PDF/A-2a; with attachments PDF/A-3a, since A-2 has none.

    Raises
    ------
    TypesettingError
        If Typst does not accept the page.
    NotInstalledError
        If Typst or a font is not installed.
    """
    words = {"language": language, "title": title, "running-head": running_head}
    return _compile(
        _project(html, attachments),
        words={name: printable(text) for name, text in words.items()},
        timestamp=timestamp,
        standards=["a-3a" if attachments else "a-2a", "ua-1"],
    )


def prepare() -> None:
    """Load fonts and template ahead of the first page; raises NotInstalledError."""
    _fonts()
    _template()


def _project(html: str, attachments: Sequence[Attachment]) -> dict[str, bytes]:
    """Files that Typst compiles, by name."""
    try:
        body = to_typst(html)
    except ExpatError as error:
        raise TypesettingError(f"the page is no XML: {error}") from error
    except RecursionError as error:
        raise TypesettingError("the page's elements are nested too deeply") from error
    lines = [
        f'#import "{_TEMPLATE}": *',
        f"#show: {call('report.with', text_width=f'{TEXT_WIDTH}mm')}",
        *(f"#{_attach(i, attachment)}" for i, attachment in enumerate(attachments)),
        f"#{body.code}",
    ]
    return {
        **body.files,
        **{f"attachment-{i}": attachment.data for i, attachment in enumerate(attachments)},
        _TEMPLATE: _template(),
        _MAIN: "\n".join(lines).encode(),
    }


def _attach(index: int, attachment: Attachment) -> str:
    return call(
        "pdf.attach",
        string(attachment.name),
        call("read", string(f"attachment-{index}"), encoding="none"),
        mime_type=string(attachment.media_type),
        description=string(attachment.description),
        relationship=string(attachment.relationship),
    )


@cache
def _template() -> bytes:
    return files("evalkit.produce.pdf").joinpath("templates", _TEMPLATE).read_bytes()


def _typst() -> Any:
    """Import Typst, when it is needed: only a PDF does."""
    try:
        import typst
    except ImportError as error:
        raise NotInstalledError("typst") from error
    return typst


@cache
def _fonts() -> Any:
    folders = dict.fromkeys(font.path().parent for font in FONTS)
    return _typst().Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def _compile(
    project: dict[str, bytes],
    *,
    words: dict[str, str],
    timestamp: datetime,
    standards: list[str],
) -> bytes:
    if _typeset_in - {os.getpid()}:
        raise TypesettingError("this process was forked from one that had typeset; see typeset.py")
    _typeset_in.add(os.getpid())
    typst = _typst()
    with TemporaryDirectory(prefix="evalkit-") as folder:
        for name, data in project.items():
            Path(folder, name).write_bytes(data)
        compiler = typst.Compiler(
            Path(folder, _MAIN), root=folder, font_paths=_fonts(), sys_inputs=words
        )
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=standards, timestamp=timestamp
            )
        except typst.TypstError as error:
            raise TypesettingError(_message(error)) from error
    if warnings or not isinstance(pdf, bytes):  # Typst drops content with no more than a warning
        raise TypesettingError("\n".join(map(_message, warnings)))
    return pdf


def _message(diagnostic: Any) -> str:
    return "\n".join([diagnostic.message, *diagnostic.hints])
