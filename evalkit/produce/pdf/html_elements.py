"""Which HTML a page may hold, and how its elements are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote

from evalkit.produce.pdf.html_tree import BLOCKS, SPACES, Element, Node, names

FUNCTIONS = {
    "strong": "strong", "b": "strong",
    "em": "emph", "i": "emph", "cite": "emph", "dfn": "emph", "var": "emph",
    "small": "small", "sub": "sub", "sup": "super",
    "code": "code", "kbd": "code", "samp": "code",
    "u": "underline", "ins": "underline", "s": "strike", "del": "strike", "mark": "highlight",
}  # fmt: skip
_PLAIN = names("span picture abbr time data q bdi bdo label ruby rt rp font noscript output")
INLINE = frozenset(FUNCTIONS) | _PLAIN | {"a", "br", "wbr", "img", "svg"}
CONTAINERS = names(
    "html body main article aside section div header footer nav hgroup address center"
)
PARTS = names("li dt dd caption figcaption summary thead tbody tfoot tr td th")
_TABLE_PARTS = {("tr", "td"), ("tr", "th"), ("table", "caption")}
_SILENT = names("style source head title meta link template colgroup col")
# Classes of what is only for a screen: help for screen readers, links that a page has no use for,
# and what the HTML edition alone carries.
_SCREEN_ONLY = names(
    "visually-hidden sr-only for-readers skip skip-link screen-only no-print anchor-link not-in-pdf"
)


def fragment(link: Element) -> str:
    """Id to which a link in the page leads; empty if it leads elsewhere."""
    href = link.attributes.get("href", "").strip()
    return unquote(href[1:]) if href.startswith("#") else ""


def is_blank(node: Node) -> bool:
    """Tell whether nothing of a node is seen."""
    return not node.strip(SPACES) if isinstance(node, str) else node.tag in _SILENT


def is_inline(node: Node) -> bool:
    """Tell whether a node stands in a line of text."""
    return isinstance(node, str) or not (node.tag in BLOCKS or node.holds_blocks)


def is_hidden(element: Element) -> bool:
    """Tell whether an element is not for paper."""
    return (
        element.tag in _SILENT
        or "hidden" in element.attributes
        or not _SCREEN_ONLY.isdisjoint(element.classes)
    )


def visible_text(element: Element) -> str:
    """Characters of an element that are set as text."""
    if is_hidden(element) or element.tag == "svg":
        return ""
    return "".join(
        node if isinstance(node, str) else visible_text(node) for node in element.children
    )


def child_of(element: Element, tag: str) -> Element | None:
    """First child with a tag."""
    return next((child for child in element.elements if child.tag == tag), None)


def shown_children(element: Element) -> list[Element]:
    """Children that a reader sees; text that stands between them counts as one."""
    nodes = [node for node in element.children if not is_blank(node)]
    children = [Element("span", {}, [node]) if isinstance(node, str) else node for node in nodes]
    return [child for child in children if not is_hidden(child)]


def strays(table: Element) -> list[Node]:
    """Find what stands in a table outside its cells; a browser shows it before the table."""
    found: list[Node] = []
    for node in table.children:
        if isinstance(node, Element) and node.tag in {"thead", "tbody", "tfoot", "tr"}:
            found += strays(node)
        elif isinstance(node, str) or (table.tag, node.tag) not in _TABLE_PARTS:
            found.append(node)
    return found


def term_pairs(element: Element) -> Iterator[tuple[list[Element], list[Element]]]:
    """Terms of a ``dl`` with what is said of them; a ``div`` around a pair counts for nothing."""
    flat = [
        part
        for child in shown_children(element)
        for part in (shown_children(child) if child.tag == "div" else [child])
    ]
    terms: list[Element] = []
    for is_term, group in groupby(flat, key=lambda part: part.tag == "dt"):
        if is_term:
            terms = list(group)
        else:
            yield terms, list(group)
            terms = []
    if terms:
        yield terms, []
