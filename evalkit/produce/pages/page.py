"""An executed notebook as a page: what it says, ready to become one HTML file or one PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from markupsafe import Markup

from evalkit.present.html import element, join
from evalkit.present.words import Words
from evalkit.produce.notebook.contract import language_of, sections_of
from evalkit.produce.project.dates import dated
from evalkit.produce.project.fingerprint import cells_of
from evalkit.sheet.bilingual import Language
from evalkit.sheet.characters import made_visible, unfit_characters

if TYPE_CHECKING:
    from nbformat import NotebookNode

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|lrm|rlm);?")
_SPELT_OUT = re.compile(r"<(U\+[0-9A-F]+)>")

GUIDE_TAG = "guide"
"""Tag of the cells that guide the person who edits the notebook; a report leaves them out."""


@dataclass(frozen=True)
class Page:
    """What an executed notebook says, ready for either kind of file."""

    title: str
    running_head: str
    language: Language
    date: datetime
    body: Markup
    kind: Literal["report", "index"] = "report"


def read_page(notebook: NotebookNode) -> Page:
    """Collect the page from the outputs of `notebook`."""
    about = next(sections_of(notebook.cells), {})
    language = language_of(notebook.cells)
    title = made_visible(about.get("title", Words(language)("report")))
    body = _harmless(_anchored(join(_cells(notebook, Words(language)))))
    if "<h1" not in body:
        body = element("h1", title) + body
    return Page(
        title=title,
        running_head=made_visible(about.get("running_head", title)),
        language=language,
        date=dated(_day(about.get("date", ""))),
        body=body,
        kind="index" if about.get("kind") == "index" else "report",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date(1980, 1, 1)


def _cells(notebook: NotebookNode, words: Words) -> Iterator[Markup]:
    """What each cell shows; where the form has an order of its own, its parts stand in that.

    What is no part of the form stays between them where it is.
    """
    shown = [*_pieces(notebook, words)]
    parts = (piece for piece in shown if piece.order)
    in_order = iter(sorted(parts, key=lambda piece: int(piece.order)))
    return (next(in_order).html if piece.order else piece.html for piece in shown)


class _Piece(NamedTuple):
    html: Markup
    order: str = ""  # place in the form, of a part that has one


def _pieces(notebook: NotebookNode, words: Words) -> Iterator[_Piece]:
    for cell in notebook.cells:
        if GUIDE_TAG in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            yield _Piece(_foreign({"text/markdown": cell.source}, words))
        elif cell.cell_type == "code":
            for output in cell.outputs:
                about = next(sections_of([{"outputs": [output]}]), {})
                order = about.get("order", "")
                yield _Piece(_output(output, words), order if order.isdecimal() else "")


def _output(output: NotebookNode, words: Words) -> Markup:
    if output.output_type == "stream":
        return element("pre", output.text) if output.name == "stdout" else Markup()
    if output.output_type == "error":
        return element(
            "p", f"{words('error_output')}: {output.ename}: {output.evalue}", class_="left-out"
        )
    if "evalkit" in output.get("metadata", {}) and "text/html" in output.data:
        return Markup(output.data["text/html"])
    return _foreign(output.data, words)


def _foreign(data: dict[str, Any], words: Words) -> Markup:
    """Show what a user's own cell displays, in the richest form that a page can carry."""
    from evalkit.produce.pages.sanitize import (  # heavy, and seldom needed
        render_markdown,
        safe_html,
    )

    alt = str(data.get("text/plain", words("picture_output")))
    if "image/png" in data:
        encoded = "".join(str(data["image/png"]).split())
        return element("p", element("img", src=f"data:image/png;base64,{encoded}", alt=alt))
    if "text/html" in data:
        return safe_html(data["text/html"], words)
    if "text/markdown" in data:
        return render_markdown(data["text/markdown"], words)
    if "text/plain" in data:
        return element("pre", data["text/plain"])
    kinds = ", ".join(sorted(data))
    return element("p", f"{words('left_out')}: {kinds}", class_="left-out")


def has_own_text(notebook: Path) -> bool:
    """Whether the notebook at a path has Markdown that the page shows."""
    markdown = (cell for cell in cells_of(notebook) if cell["cell_type"] == "markdown")
    return any(GUIDE_TAG not in cell["metadata"].get("tags", ()) for cell in markdown)


def _harmless(body: Markup) -> Markup:
    """Spell out what turns the order of letters or acts on a terminal, whatever cell shows it.

    The colours that a program gives to a terminal are left out.
    """
    text = _REFERENCE.sub(_as_character, _COLOUR.sub("", body))
    return Markup(_SPELT_OUT.sub(r"&lt;\1&gt;", made_visible(text)))


def _as_character(reference: re.Match[str]) -> str:
    """Character that HTML refers to, where it is one to be spelt out; '' where it is none."""
    character = unescape(reference[0])
    return character if not character or any(unfit_characters(character)) else reference[0]


def _anchored(body: Markup) -> Markup:
    """Give the headings that have no id one, so that the contents can link them."""
    numbers = count(1)
    return Markup(
        re.sub(r"<(h[23])>", lambda tag: f'<{tag[1]} id="section-{next(numbers)}">', str(body))
    )
