"""HTML as Typst code that calls the functions of ``templates/report.typ``.

Known: headings, paragraphs, lists, definitions, tables, figures, pictures in the page itself,
details (printed open), quotations, preformatted text, links, and the usual elements in a line.
Classes that change the structure are handled here (``cards``, ``meta``, ``figures``,
``chart-and-data``, ``chart-and-form``, ``landscape``, a ``nav`` of class ``toc``, and those in
`html_elements`); those that only change the look are entries of the tables in ``report.typ``. Any
other element is left out with a note in its place; no text goes without one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from evalkit.produce.pdf.grid import CELL_TAGS, em_width, unbroken
from evalkit.produce.pdf.html_elements import (
    CONTAINERS,
    FUNCTIONS,
    INLINE,
    PARTS,
    child_of,
    is_blank,
    is_hidden,
    is_inline,
    shown_children,
    strays,
    term_pairs,
    visible_text,
)
from evalkit.produce.pdf.html_tree import BLOCKS, Element, Node, parse_html, tidy
from evalkit.produce.pdf.links import Links, read_links
from evalkit.produce.pdf.pictures import read_picture
from evalkit.produce.pdf.tables import table_code
from evalkit.produce.pdf.typst_code import array, block, call, string

TEXT_WIDTH = 178.0  # mm, of the upright page
_LANDSCAPE_WIDTH = TEXT_WIDTH + 297 - 210
_POINT = 25.4 / 72  # mm
_TYPE = 10.0  # points
_CARD_INSET = 20.0  # points, left and right together, as in report.typ
_GUTTER = 10.0  # points between things side by side, as in report.typ
_SHORT_TABLE = 14  # rows: a figure with a longer table may break, or with several drawings
_CODE_TYPE = 7.5  # points
_CODE_ADVANCE = 0.602  # em: a character of DejaVu Sans Mono

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S{1,2000}")
_DEFINITION_STYLES = ("cards", "figures", "meta")  # classes of a ``dl``; functions in report.typ
_SIDE_BY_SIDE = frozenset({"chart-and-data", "chart-and-form"})
_NUMERALS = {"a": "a.", "A": "A.", "i": "i.", "I": "I."}


@dataclass(frozen=True, kw_only=True, slots=True)
class TypstBody:
    """A page as Typst code, with the files that the code names."""

    code: str
    files: dict[str, bytes]


class _Place(NamedTuple):
    """Where in the page something stands."""

    width: float = TEXT_WIDTH / _POINT  # points
    type_size: float = _TYPE  # points
    contained: bool = False  # in something within which no page can begin
    caption: str | None = None  # of the figure around it


def to_typst(html: str) -> TypstBody:
    """Translate a page, or a part of one, to Typst code.

    Links lead to what has an id; a link whose target is not in the page is set as plain text.
    """
    shown = None
    while True:
        root = parse_html(html)
        translator = _Translator(links := read_links(root, shown))
        code = block(translator.flow([root]))
        if translator.reached == links.targets:
            return TypstBody(code=code, files=translator.files)
        shown = translator.reached  # a target is not


class _Translator:
    """Translates one page; what it meets on the way is counted here."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.reached: set[str] = set()
        self.files: dict[str, bytes] = {}
        self._level = 0
        self._described = 0  # pictures with an alternative text
        self._place = _Place()
        self._blocks: dict[str, Callable[[Element], list[str]]] = {
            **dict.fromkeys(CONTAINERS | PARTS | INLINE, self._container),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            "p": lambda element: self.flow(element.children),
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "table": self._table,
            "figure": self._figure,
            "details": self._details,
            "blockquote": lambda element: [call("quote", self._boxed(element.children))],
            "pre": self._preformatted,
            "hr": lambda _: [call("rule")],
            "img": self._picture,
            "svg": self._picture,
        }

    @contextmanager
    def _at(self, place: _Place) -> Iterator[None]:
        outer, self._place = self._place, place
        yield
        self._place = outer

    # Blocks

    def flow(self, nodes: Iterable[Node], *, bare: bool = False) -> list[str]:
        """Translate what stands one below the other.

        Text between blocks becomes a paragraph; with `bare`, text that is alone does not.
        """
        groups = [(inline, list(group)) for inline, group in groupby(nodes, key=is_inline)]
        groups = [(inline, group) for inline, group in groups if not all(map(is_blank, group))]
        bare = bare and len(groups) == 1
        return [
            statement
            for inline, group in groups
            for statement in (self._run(group, bare=bare) if inline else self._stack(group))
        ]

    def _run(self, nodes: list[Node], *, bare: bool) -> list[str]:
        if all(map(_is_no_text, nodes)):
            return self._stack(nodes)
        pieces = self._phrase(nodes)
        return pieces if bare or not pieces else [call("par", block(pieces))]

    def _stack(self, nodes: Iterable[Node]) -> list[str]:
        return [
            statement
            for node in nodes
            if isinstance(node, Element)
            for statement in self._block(node)
        ]

    def _block(self, element: Element) -> list[str]:
        if is_hidden(element):
            return []
        translate = self._blocks.get(element.tag)
        if translate is None:
            return [call("par", call("omitted", string(element.tag)))]
        return self._dressed(element, translate(element), by="styled")

    def _dressed(self, element: Element, statements: list[str], *, by: str) -> list[str]:
        """Add what an element's class, language and id ask for.

        The two functions are ``marked`` in a line and ``styled`` for blocks: a block in a line of
        text would be dropped.
        """
        classes = [] if element.tag in CELL_TAGS else element.classes  # a cell's are report.typ's
        if element.tag == "footer":
            classes = [*classes, "footer"]
        if statements and classes:
            statements = [call(by, array(map(string, classes)), block(statements))]
        language = "lang" in element.attributes and _LANGUAGE.fullmatch(element.attributes["lang"])
        if statements and language:
            name = string(language[1].lower())
            region = string(language[2].upper()) if language[2] else None
            statements = [call("text", block(statements), lang=name, region=region)]
        return [*self._anchor(element), *statements]

    def _anchor(self, element: Element) -> list[str]:
        name = element.attributes.get("id")
        if name not in self.links.targets or name in self.reached:
            return []
        self.reached.add(name)
        return [call("anchor", string(name))]

    def _anchors(self, elements: Iterable[Element]) -> list[str]:
        """Put anchors before what may be set more than once: headings, heads of tables."""
        return [code for element in elements for code in self._anchor(element)]

    def _content(self, element: Element) -> str:
        """Inside of a cell, a list item and the like."""
        set_out = self.flow if element.holds_blocks else self._run
        inner = set_out(element.children, bare=True)
        return block(self._dressed(element, inner, by="styled"))

    def _boxed(self, nodes: Iterable[Node]) -> str:
        with self._at(self._place._replace(contained=True)):
            return block(self.flow(nodes))

    def _container(self, element: Element) -> list[str]:
        classes = element.classes
        if element.tag == "nav" and "toc" in classes:
            return [call("contents")]
        if "cards" in classes:
            return self._cards(element)
        if not _SIDE_BY_SIDE.isdisjoint(classes):
            return self._side_by_side(element)
        if classes == ("landscape",) and element.tag == "section" and not self._place.contained:
            with self._at(self._place._replace(width=_LANDSCAPE_WIDTH / _POINT, contained=True)):
                return [call("page", block(self.flow(element.children)), flipped="true")]
        contained = self._place.contained or bool(classes) or element.tag == "footer"
        width = self._place.width - (_CARD_INSET if "card" in classes else 0)
        with self._at(self._place._replace(width=width, contained=contained)):
            return self.flow(element.children)

    def _heading(self, element: Element) -> list[str]:
        anchors = self._anchors(element.descendants())
        if not visible_text(element).strip():  # PDF/UA: no heading without text
            return [*anchors, *self.flow(element.children)]
        pieces = self._phrase(element.children)
        self._level = min(int(element.tag[1]), self._level + 1)  # PDF/UA: no level is skipped
        return [*anchors, call("heading", block(pieces), level=str(self._level))]

    def _list(self, element: Element) -> list[str]:
        if "cards" in element.classes:
            return self._cards(element)
        kind = "enum" if element.tag == "ol" else "list"
        with self._at(self._place._replace(width=self._place.width - 16, contained=True)):
            items = [call(f"{kind}.item", self._content(item)) for item in shown_children(element)]
        if kind == "list" or not items:
            return [call(kind, *items)] if items else []
        numbering = _NUMERALS.get(element.attributes.get("type", ""), "1.")
        start = str(element.number("start"))
        return [call(kind, *items, start=start, numbering=string(numbering))]

    def _cards(self, element: Element) -> list[str]:
        items = shown_children(element)
        with self._at(self._place._replace(width=self._place.width / 4, contained=True)):
            return [call("cards", *(block(self._block(item)) for item in items))] if items else []

    def _definitions(self, element: Element) -> list[str]:
        name = next((name for name in _DEFINITION_STYLES if name in element.classes), "definitions")
        with self._at(self._place._replace(width=self._place.width * 0.7, contained=True)):
            pairs = [
                array((self._terms(terms), self._descriptions(descriptions)))
                for terms, descriptions in term_pairs(element)
            ]
        if name == "cards":
            pairs = [call("card-text", f"..{pair}") for pair in pairs]
        return [call(name, *pairs)] if pairs else []

    def _terms(self, terms: Sequence[Element]) -> str:
        """Translate terms that share a description to one line."""
        lines = [self._dressed(term, self._phrase(term.children), by="marked") for term in terms]
        return block(code for line in lines for code in (string(" / "), *line)[line is lines[0] :])

    def _descriptions(self, descriptions: Sequence[Element]) -> str:
        if len(descriptions) == 1:
            return self._content(descriptions[0])
        return block(
            code
            for description in descriptions
            for code in self._dressed(description, self.flow(description.children), by="styled")
        )

    def _figure(self, element: Element) -> list[str]:
        parts = shown_children(element)
        caption = child_of(element, "figcaption")
        rest = [part for part in parts if part is not caption]
        if caption and [part.tag for part in rest] == ["table"]:
            rest[0].children.insert(0, replace(caption, tag="caption"))
            return self._stack(rest)
        before = self._described
        with self._at(self._place._replace(caption=_spoken(caption), contained=True)):
            body = self.flow(rest)
        pictured = self._described > before  # PDF/UA: a figure is a picture with a text
        text = self._phrase(caption.children) if caption else []
        under = not parts or parts[-1] is caption
        if pictured:
            return [_illustration(element, body, text, under=under)]
        said = [call("par", block(text))] if text else []
        return [*body, *said] if under else [*said, *body]

    def _side_by_side(self, element: Element) -> list[str]:
        parts = shown_children(element)
        if len(parts) < 2:
            return self._stack(parts)
        width = self._place.width / len(parts) - _GUTTER
        with self._at(self._place._replace(width=width, contained=True)):
            return [call("side-by-side", *(block(self._block(part)) for part in parts))]

    def _details(self, element: Element) -> list[str]:
        summary = child_of(element, "summary")
        rest = [child for child in element.children if child is not summary]
        title = block(self._phrase(summary.children)) if summary else "[]"
        return [call("details", title, self._boxed(rest))]

    def _preformatted(self, element: Element) -> list[str]:
        room = self._place.width - 14
        text = element.text().expandtabs().removeprefix("\n").rstrip()
        lines = (piece for line in text.splitlines() for piece in _wrapped(line, room))
        return [call("preformatted", string("\n".join(lines)))] if text else []

    def _picture(self, element: Element) -> list[str]:
        picture = read_picture(element)
        if picture is None:
            return [call("omitted", string(element.tag))]
        name = f"picture-{len(self.files) + 1}.{picture.suffix}"
        self.files[name] = picture.data
        pixels = element.number("width", 0) if element.tag == "img" else 0
        width = f"{min(pixels * 0.75, self._place.width):.2f}pt" if pixels else None
        alt = self._place.caption if picture.alt is None else picture.alt
        if alt == "":
            return [call("decoration", string(name), width=width)]
        self._described += 1
        said = string(alt) if alt else None
        if picture.chart:
            return [call("chart", string(name), picture.chart.size, picture.chart.texts, alt=said)]
        return [call("picture", string(name), alt=said, width=width)]

    # In a line

    def _phrase(self, nodes: list[Node]) -> list[str]:
        """Translate to one line of text, whatever the nodes are."""
        tidy(nodes)
        return self.inline(nodes)

    def inline(self, nodes: Iterable[Node]) -> list[str]:
        """Translate what stands side by side in a line."""
        return [
            piece
            for node in nodes
            for piece in (self._text(node) if isinstance(node, str) else self._piece(node))
        ]

    def _text(self, text: str) -> Iterable[str]:
        limit = self._place.width / self._place.type_size
        if len(text) <= limit:  # no character is wider than 1 em
            return [string(text)] if text else []
        return _broken(text, limit)

    def _piece(self, element: Element) -> list[str]:
        tag = element.tag
        if is_hidden(element):
            return []
        if tag in {"br", "wbr"}:
            return ["linebreak()" if tag == "br" else "h(0.001pt)"]
        if tag in {"img", "svg"}:
            return [call("box", code) for code in self._picture(element)]
        if tag not in self._blocks:
            return [call("omitted", string(tag))]
        inner = self.inline(element.children)
        if inner and tag in BLOCKS:
            inner.append(string(" "))
        if inner and tag in FUNCTIONS:
            inner = [call(FUNCTIONS[tag], block(inner))]
        inner = self._link(element, inner) if tag == "a" else inner
        return self._dressed(element, inner, by="marked")

    def _link(self, element: Element, inner: list[str]) -> list[str]:
        address = element.attributes.get("href", "").strip()
        leads_to = self.links.leading.get(id(element))
        if inner and leads_to in self.links.targets:
            target = call("label", string(leads_to))
        elif inner and _ADDRESS.fullmatch(address):
            target = string(address)
        else:
            return inner
        return [call("link", target, block(inner))]

    # Tables

    def _table(self, element: Element) -> list[str]:
        heads = [child for child in element.elements if child.tag == "thead"]
        captions = [child for child in element.elements if child.tag == "caption"]
        anchors = self._anchors(inner for head in heads for inner in head.descendants())
        with self._at(self._place._replace(contained=True)):
            before = self.flow(strays(element))
            table = table_code(element, width=self._place.width, translate=self._cell)
            return [*anchors, *before, *(table or self._stack(captions))]

    def _cell(self, element: Element, *, width: float, type_size: float) -> str:
        self._place = self._place._replace(width=width, type_size=type_size)  # undone by `_table`
        return self._content(element)


def _illustration(element: Element, body: list[str], caption: list[str], *, under: bool) -> str:
    tags = Counter(inner.tag for inner in element.descendants())
    return call(
        "illustration",
        block(body),
        caption=block(caption) if caption else None,
        position="bottom" if under else "top",
        breakable="true" if tags["tr"] > _SHORT_TABLE or tags["svg"] > 1 else None,
    )


def _is_no_text(node: Node) -> bool:
    return is_blank(node) or (not isinstance(node, str) and node.tag in {"img", "svg"})


def _spoken(caption: Element | None) -> str | None:
    return " ".join(caption.lines()) if caption else None


def _broken(text: str, limit: float) -> Iterator[str]:
    """Let words break that are wider than `limit`, in em."""
    done = 0
    for run in unbroken(text):
        if len(run[0]) > limit and em_width(run[0]) > limit:
            yield string(text[done : run.start()])
            yield call("broken", string(run[0]))
            done = run.end()
    if text[done:]:
        yield string(text[done:])


def _wrapped(line: str, room: float) -> Iterator[str]:
    """Cut a line of a ``pre`` where it leaves the page, as a terminal does."""
    start, used = 0, 0.0
    for i, character in enumerate(line):
        advance = _CODE_ADVANCE if character.isascii() else max(em_width(character), _CODE_ADVANCE)
        if used + advance > room / _CODE_TYPE and i > start:
            yield line[start:i]
            start, used = i, 0.0
        used += advance
    yield line[start:]
