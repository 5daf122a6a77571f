"""HTML as a small tree, made with the standard library's parser.

The other parsers of the run-time set lower-case ``viewBox`` and cost more than the typesetting.
Here an ``svg`` stays the exact characters of the source, and markup as our templates write it is
read in one go, which takes a third of the library's time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser


def names(text: str) -> frozenset[str]:
    """Set of the words in a text."""
    return frozenset(text.split())


@lru_cache(maxsize=1024)
def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


VOID = names("area base br col embed hr img input link meta source track wbr")
BLOCKS = names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe li main nav ol p pre script "
    "section summary table tbody td tfoot th thead tr ul video"
)
_ROWS = names("tr td th caption colgroup")
_GROUPS = names("tbody thead tfoot")
_OMITTED_ENDS = {
    "li": names("li"),
    "dt": names("dt dd"),
    "dd": names("dt dd"),
    "td": names("td th"),
    "th": names("td th"),
    "tr": _ROWS,
    "thead": _ROWS | _GROUPS,
    "tbody": _ROWS | _GROUPS,
    "tfoot": _ROWS | _GROUPS,
}
# A start tag closes an open element of these kinds, as in HTML's rules for omitted end tags.
_CLOSES = {tag: _OMITTED_ENDS.get(tag, frozenset()) | {"p"} for tag in BLOCKS}
# A tag in lower case, one space before each attribute, no reference in a value; the text after it.
_PLAIN = re.compile(
    r"<(?:/(?P<end>[a-z][a-z0-9]*+)|(?P<tag>[a-z][a-z0-9]*+)"
    r'(?P<attributes>(?: [a-z-]++(?:="[^"&]*+")?+)*+))>(?P<text>[^<]*+)'
)
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
# What looks like a tag in these is text, at least in some versions of the library.
_RAW = names("iframe noembed noframes noscript plaintext script style textarea title xmp")
_SVG_TAG = re.compile(r"<svg\b[^>]*(?<!/)>|</svg\s*>", re.IGNORECASE)
_PICTURE_MARK = "evalkit-picture-"
_CELL_WALLS = names("td th caption")  # a stray end tag inside these ends nothing outside
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


@lru_cache(maxsize=1024)
def _plain_attributes(source: str) -> Mapping[str, str]:
    return dict(reversed(_ATTRIBUTE.findall(source)))  # of two with one name the first counts


class _Builder(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("html")
        self._open = [self.root]
        html, self._pictures = _without_pictures(html)
        self.feed(html)
        self.close()

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks in which one a tag stands."""
        return j

    def parse_starttag(self, i: int) -> int:
        """Read on as long as the markup is plain; the library reads a tag that is not."""
        done = i
        while (token := _PLAIN.match(self.rawdata, done)) and token["tag"] not in _RAW:
            end, tag, attributes, text = token.groups()
            if end:
                self.handle_endtag(end)
            else:
                self._begin(tag, _plain_attributes(attributes))
            if text:
                self.handle_data(unescape(text))
            done = token.end()
        return done if done > i else super().parse_starttag(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, {name: value or "" for name, value in reversed(attrs)})

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        while self._open[-1].tag in _CLOSES.get(tag, ()):
            self._open.pop()
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        if tag in BLOCKS and not self._open[-1].holds_blocks:
            self._mark_holders()
        if tag not in VOID:
            self._open.append(element)

    def _mark_holders(self) -> None:
        for element in reversed(self._open):
            if element.holds_blocks:
                break
            element.holds_blocks = True

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            opened = self._open[depth].tag
            if opened == tag:
                del self._open[depth:]
                return
            if opened in _CELL_WALLS and tag not in {"table", "tr"} | _GROUPS:
                return

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if parent.tag == "svg" and data.startswith(_PICTURE_MARK):
            data = self._pictures[int(data.removeprefix(_PICTURE_MARK))]
        parent.children.append(data)


def _without_pictures(html: str) -> tuple[str, list[str]]:
    """Cut out each ``svg`` and put a mark between its tags."""
    kept: list[str] = []
    pictures: list[str] = []
    depth = begin = inside = done = 0
    for tag in _SVG_TAG.finditer(html):
        if not tag[0].startswith("</"):
            if not depth:
                begin, inside = tag.span()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                kept += [html[done:inside], f"{_PICTURE_MARK}{len(pictures)}", "</svg>"]
                pictures.append(html[begin : tag.end()])
                done = tag.end()
    return "".join([*kept, html[done:]]), pictures


def parse_html(html: str) -> Element:
    """Parse HTML into a tree under one ``html`` element.

    Examples
    --------
    >>> paragraph, = parse_html('<p class="note">5 &lt; <b>6</b></p>').elements
    >>> paragraph.tag, paragraph.classes, paragraph.text()
    ('p', ('note',), '5 < 6')
    """
    return _Builder(html).root


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
