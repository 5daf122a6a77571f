"""Links within a page: which of them the PDF has, and where they lead."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from evalkit.produce.pdf.html_elements import PARTS, fragment, is_hidden
from evalkit.produce.pdf.html_tree import Element

# Classes: in these, links are plain text. Typst sets a table or card with links once more when it
# knows where they lead; marks have numbers and findings say their places, which serves on paper.
_UNLINKED = frozenset({"mark", "trust", "findings"})
_ANCHORED_BEFORE = frozenset({"thead", "h1", "h2", "h3", "h4", "h5", "h6"})  # with all inside


class Links(NamedTuple):
    """Links of a page that lead to a part of it."""

    leading: Mapping[int, str]  # id() of a link's element → id of the element that it leads to
    targets: frozenset[str]


def read_links(root: Element, shown: Container[str] | None = None) -> Links:
    """Find the links of a page, and what they lead to among the ids that are `shown`.

    Without `shown` that is a guess: some parts of a table are shown though they be hidden.
    """
    leading: dict[int, str] = {}
    ids: set[str] = set()
    waiting = [(root, True, False)]
    while waiting:
        element, linked, whole = waiting.pop()
        linked = linked and _UNLINKED.isdisjoint(element.classes)
        whole = whole or element.tag in _ANCHORED_BEFORE
        if "id" in element.attributes:
            ids.add(element.attributes["id"])
        if linked and element.tag == "a" and (target := fragment(element)):
            leading[id(element)] = target
        waiting += [
            (part, linked, whole)
            for part in element.elements
            if whole or part.tag in PARTS or not is_hidden(part)
        ]
    found = ids.intersection(leading.values())
    return Links(leading, frozenset(found if shown is None else filter(shown.__contains__, found)))
