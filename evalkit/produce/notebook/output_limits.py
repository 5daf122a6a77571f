"""How much of what a user's cells show is published: a page is read, typeset and archived.

Counted is what each cell shows, and what all of them show together; sections of a report are not
counted. What is left out is told where it would stand. No line and no row is cut in two, for half a
number is a wrong one.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_output

from evalkit.present.html import element
from evalkit.present.words import Words
from evalkit.produce.notebook.contract import language_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

OF_CELL: Mapping[str, int] = {
    "outputs": 200,  # how many
    "text": 20_000,  # characters; Typst sets longer ones for minutes
    "html": 100_000,  # characters, pictures not counted
    "rows": 500,  # of all tables
    "pictures": 8_000_000,  # characters of Base64
}
"""What a cell may show."""

_CELLS = 3  # how many cells may show as much as they may
_ASIDE = 1_000_000  # characters of a form that no page shows, such as the JSON of a plot
_PIXELS = 50_000_000  # of a picture: a few bytes can say that it has billions

_FORMS = ("image/png", "text/html", "text/markdown", "text/plain")
"""What a page can show, the richest first."""

_COUNTED = re.compile(r"""<tr\b|\bdata:[^"'\s>)]{64,}""", re.IGNORECASE)


def within_limits(notebook: NotebookNode) -> NotebookNode:
    """Cut, in `notebook`, what its cells show to what may be published, and return it."""
    words = Words(language_of(notebook.cells))
    whole = {name: most * _CELLS for name, most in OF_CELL.items()}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            room = _Room(whole, words)
            cell.outputs = list(room.kept(_joined(cell.outputs)))
            room.take_from(whole)
    return notebook


def _joined(outputs: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Outputs, with what was printed in one go in one piece."""
    for name, group in groupby(outputs, lambda each: each.get("name")):
        first, *more = group
        if name and more:
            first["text"] = "".join(each["text"] for each in (first, *more))
            yield first
        else:
            yield from (first, *more)


class _Room:
    """What one cell may still show."""

    def __init__(self, whole: Mapping[str, int], words: Words) -> None:
        self.given = {name: min(most, whole[name]) for name, most in OF_CELL.items()}
        self.left = dict(self.given)
        self.words = words
        self.notes: dict[str, str] = {}  # by what was cut; each is said once a cell

    def take_from(self, whole: dict[str, int]) -> None:
        """Take what was used from what all cells may show."""
        for name, left in self.left.items():
            whole[name] -= self.given[name] - left

    def kept(self, outputs: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
        """Outputs as far as there is room for them, and after one that was cut what is missing."""
        for output in outputs:
            said = len(self.notes)
            if "evalkit" in output.get("metadata", {}) or self._fits(output):
                yield output
            for note in list(self.notes.values())[said:]:
                shown = str(element("p", note, class_="left-out"))
                yield new_output("display_data", data={"text/html": shown, "text/plain": note})

    def _fits(self, output: NotebookNode) -> bool:
        """Cut one output; whether anything of it is left."""
        if not self.left["outputs"]:
            self._note("outputs")
            return False
        self.left["outputs"] -= 1
        if output["output_type"] == "stream":
            output["text"] = self._text(output["text"])
            return bool(output["text"])
        if output["output_type"] == "error":
            output["evalue"] = self._text(output["evalue"])
            output["traceback"] = [self._text("\n".join(output["traceback"]))]
            return True
        output["data"] = self._bundle(output["data"])
        return bool(output["data"])

    def _bundle(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What one display holds, in every form: the one that a page shows is what is counted."""
        shown = next((form for form in _FORMS if form in data), "")
        kept: dict[str, Any] = {}
        for form, value in data.items():
            text = value if isinstance(value, str) else json.dumps(value)
            if form == shown:
                kept[form] = self._shown(form, text)
                if not kept[form]:
                    return {}
            elif form == "text/plain":
                kept[form] = _lines(text, OF_CELL["text"])
            elif len(text) <= _ASIDE:
                kept[form] = value
        return kept

    def _shown(self, form: str, text: str) -> str:
        if form == "image/png":
            return self._picture(text)
        return self._html(text) if form == "text/html" else self._text(text)

    def _text(self, text: str) -> str:
        shown = _lines(text, self.left["text"])
        self.left["text"] -= len(shown)
        if shown != text:
            self.left["text"] = 0
            self._note("text")
        return shown

    def _picture(self, encoded: str) -> str:
        if len(encoded) > self.left["pictures"] or _pixels(encoded) > _PIXELS:
            self._note("pictures")
            return ""
        self.left["pictures"] -= len(encoded)
        return encoded

    def _html(self, text: str) -> str:
        end, used = self._end(text)
        for name, count in used.items():
            self.left[name] -= count
        if end == len(text):
            return text
        self.left["html"] = self.left["rows"] = 0
        rows = len(re.findall(r"(?i)<tr\b", text))
        if rows > used["rows"] > 0:
            self._note("rows", shown=f"{used['rows']:,}", rows=f"{rows:,}")
        else:
            self._note("html")
        return text[:end] if re.sub(r"<[^>]*>", "", text[:end]).strip() else ""

    def _end(self, text: str) -> tuple[int, dict[str, int]]:
        """Where HTML must end, at an element's own end, and what it takes of the room so far."""
        used = {"html": 0, "rows": 0, "pictures": 0}
        for found in _COUNTED.finditer(text):
            used["html"] = found.start() - used["pictures"]
            if used["html"] > self.left["html"]:
                break
            is_row = found[0][0] == "<"
            name, count = ("rows", 1) if is_row else ("pictures", len(found[0]))
            if used[name] + count > self.left[name] or (not is_row and _too_many_pixels(found[0])):
                return text.rfind("<", 0, found.start() + 1), used  # before the row or the picture
            used[name] += count
        most = self.left["html"] + used["pictures"]
        end = len(text) if len(text) <= most else _element_end(text, most)
        return end, used | {"html": max(0, end - used["pictures"])}

    def _note(self, name: str, **fill: str) -> None:
        """Say what is left out, in the words of the first that was."""
        about = "html" if name == "rows" else name
        if about not in self.notes:
            most = f"{OF_CELL[name]:,}"
            self.notes[about] = self.words(f"output_{name}_cut", most=most, **fill)


def _lines(text: str, most: int) -> str:
    """Whole lines of `text`, or whole words where a line is longer than all that may stand."""
    if len(text) <= most:
        return text
    end = max(text.rfind("\n", 0, most), 0) or max(text.rfind(" ", 0, most), 0)
    return text[:end]


def _element_end(text: str, most: int) -> int:
    """End of the last element that ends before `most`; 0 where there is none."""
    start = text.rfind("</", 0, most)
    end = text.find(">", start) + 1
    return end if start >= 0 and end <= most else 0


def _too_many_pixels(url: str) -> bool:
    return _pixels(url.partition(",")[2]) > _PIXELS


def _pixels(encoded: str) -> int:
    """Pixels that a PNG says it has; 0 where it is none."""
    try:
        head = base64.b64decode("".join(encoded[:64].split())[:44])
    except ValueError:
        return 0
    is_png = head.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(head[16:20]) * int.from_bytes(head[20:24]) if is_png else 0
