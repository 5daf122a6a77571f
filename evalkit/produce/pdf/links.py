"""Links within a page: which of them the PDF has, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.produce.pdf.html_tree import Element
from evalkit.produce.pdf.vocabulary import PARTS, fragment, is_hidden

_UNLINKED = frozenset({"mark", "trust", "findings"})  # classes: in these, links are plain text
_ANCHORED_BEFORE = frozenset({"thead", "h1", "h2", "h3", "h4", "h5", "h6"})  # with all inside


def unlink(root: Element) -> None:
    """Make plain text of the links between findings and what they speak of.

    Typst sets a table or card with links once more when it knows where they lead. The marks have
    numbers and the findings say their places, which is what serves on paper.
    """
    for element in root.descendants():
        if not _UNLINKED.isdisjoint(element.classes):
            for inner in element.descendants():
                if fragment(inner):
                    inner.attributes = {**inner.attributes, "href": ""}


def targets(root: Element) -> frozenset[str]:
    """Ids of the page to which a link leads."""
    links = frozenset(fragment(each) for each in root.descendants() if each.tag == "a")
    ids = (element.attributes["id"] for element in _shown(root) if "id" in element.attributes)
    return links.intersection(ids) - {""}


def _shown(root: Element) -> Iterator[Element]:
    """Every element that may get an anchor; not exact, as a second translation mends the rest."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        if element.tag in _ANCHORED_BEFORE:
            yield from element.descendants()
        else:
            waiting += [
                part for part in element.elements if part.tag in PARTS or not is_hidden(part)
            ]
