"""The page as a small tree, read as XML: `evalkit.present.html` and `sanitize` write it so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from xml.parsers.expat import ParserCreate


def names(text: str) -> frozenset[str]:
    """Set of the words in a text."""
    return frozenset(text.split())


@lru_cache(maxsize=1024)
def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BLOCKS = names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe li main nav ol p pre script "
    "section summary table tbody td tfoot th thead tr ul video"
)
SPACES = " \t\n\r\f"  # white space in HTML; an ideographic space is a character like others
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][{SPACES}]*(?={_WIDE})")
_SPACE = re.compile(rf"[{SPACES}]+")


def collapse(text: str) -> str:
    r"""Collapse white space as a browser does; a line's end between Japanese characters is none.

    Examples
    --------
    >>> collapse("施策の\n  概要 \n 2012")
    '施策の概要 2012'
    """
    if "  " not in text and text.isprintable():  # line's ends and tabs are not
        return text
    return _SPACE.sub(" ", _WRAPPED.sub("", text))


@dataclass(slots=True)
class Element:
    """One element; the only child of an ``svg`` is its source text."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    holds_blocks: bool = False  # somewhere below it

    @property
    def classes(self) -> tuple[str, ...]:
        """Names in the class attribute."""
        return _listed(self.attributes["class"]) if "class" in self.attributes else ()

    @property
    def elements(self) -> list[Element]:
        """Children that are elements."""
        return [child for child in self.children if not isinstance(child, str)]

    def descendants(self) -> Iterator[Element]:
        """Every element below this one, in the order of the document."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, str):
                yield node
                waiting += node.children[::-1]

    def text(self) -> str:
        """Characters of the element as they stand in the source, without those of pictures."""
        if self.tag == "svg":
            return ""
        return "".join(node if isinstance(node, str) else node.text() for node in self.children)

    def lines(self) -> list[str]:
        """Lines that a reader sees if nothing wraps; ``br`` and blocks end a line."""
        text = "".join(self._marked())
        return [line for part in text.split("\n") if (line := part.strip(SPACES))]

    def _marked(self) -> list[str]:
        """Texts, and a line's end wherever a reader sees one."""
        if self.tag in {"svg", "br"}:
            return ["\n"]
        parts: list[str] = []
        for node in self.children:
            parts += [collapse(node)] if isinstance(node, str) else node._marked()
        return ["\n", *parts, "\n"] if self.tag in BLOCKS else parts

    def number(self, name: str, default: int = 1) -> int:
        """Read an attribute that is a whole number; anything else counts as `default`."""
        if name not in self.attributes:
            return default
        text = self.attributes[name].strip()
        return int(text) if text.isdecimal() and len(text) < 6 else default


Node = Element | str


_SVG = re.compile(r"(<svg\b[^>]*)(?<!/)>.*?</svg>", re.DOTALL)


class _Builder:
    """Makes elements of what expat reports; each ``svg`` gets the next of `pictures`."""

    def __init__(self, pictures: Iterator[str]) -> None:
        self.root = Element("html")
        self._open = [self.root]
        self._pictures = pictures

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        if tag == "svg":
            element.children += islice(self._pictures, 1)
        if tag in BLOCKS:
            self._mark_holders()
        self._open.append(element)

    def _mark_holders(self) -> None:
        for element in reversed(self._open):
            if element.holds_blocks:
                break
            element.holds_blocks = True

    def end(self, _: str) -> None:
        self._open.pop()

    def text(self, characters: str) -> None:
        self._open[-1].children.append(characters)


def parse_html(html: str) -> Element:
    """Parse a part of a page into a tree under one ``html`` element.

    Raises
    ------
    ExpatError
        If it is no XML. Within an element there is no DTD, so that nothing can be defined in it.

    Examples
    --------
    >>> paragraph, = parse_html('<p class="note">5 &lt; <b>6</b></p>').elements
    >>> paragraph.tag, paragraph.classes, paragraph.text()
    ('p', ('note',), '5 < 6')
    """
    builder = _Builder(svg[0] for svg in _SVG.finditer(html))
    parser = ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    plain = _SVG.sub(r"\1/>", html)  # a drawing is read where it is set
    parser.Parse(f"<html>{plain}</html>".encode(), True)
    return builder.root.elements[0]


def tidy(run: list[Node]) -> None:
    """Collapse white space in a run of in-line nodes and across their bounds, in place."""
    last: tuple[list[Node], int] | None = None
    fresh = True  # at the start of a line, where a space is not seen
    for siblings, i in _leaves(run):
        node = siblings[i]
        if isinstance(node, Element):
            fresh = node.tag == "br"
            if fresh:
                _trim(last)
            last = None
            continue
        text = collapse(node)
        siblings[i] = text = text.lstrip(" ") if fresh else text
        if text:
            fresh, last = text.endswith(" "), (siblings, i)
    _trim(last)


def _leaves(nodes: list[Node]) -> Iterator[tuple[list[Node], int]]:
    """Places of texts, line breaks and pictures."""
    for i, node in enumerate(nodes):
        if isinstance(node, str) or node.tag in {"br", "img", "svg"}:
            yield nodes, i
        else:
            yield from _leaves(node.children)


def _trim(place: tuple[list[Node], int] | None) -> None:
    if place:
        siblings, i = place
        siblings[i] = str(siblings[i]).rstrip(" ")
