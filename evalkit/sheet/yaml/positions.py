"""Where the nodes of a YAML text begin and end, in characters; comments belong to no node."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

BLOCK_STYLES = ("|", ">")
_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*)+\Z")


def start_of(node: Node) -> int:
    """Offset of a node's first character."""
    offset: int = node.start_mark.index
    return offset


def end_of(node: Node, text: str, behind: int) -> int:
    """Offset behind a node's last character, where the parser's own mark may lie lines below.

    That of a value which is left out is `behind`, the place behind its colon or dash.
    """
    end: int = node.end_mark.index
    if is_left_out(node):
        return behind
    if isinstance(node, ScalarNode):
        blank = _BLANK_LINES.search(text[start_of(node) : end])
        return end - len(blank[0]) if node.style in BLOCK_STYLES and blank else end
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        return end
    if isinstance(node, SequenceNode):
        return end_of_item(node.value[-1], node, text)
    key, value = node.value[-1]
    return end_of_entry(key, value, text)


def end_of_entry(key: Node, value: Node, text: str) -> int:
    """Offset behind a value of a mapping, or behind its key's colon."""
    return end_of(value, text, colon_of(key, text) + 1)


def end_of_item(item: Node, holder: SequenceNode, text: str) -> int:
    """Offset behind an item of a list, or behind its dash."""
    return end_of(item, text, dash_of(item, holder, text) + 1)


def is_left_out(node: Node) -> bool:
    """Whether nothing is written where the value should be."""
    return isinstance(node, ScalarNode) and node.style is None and not node.value


def colon_of(key: Node, text: str) -> int:
    """Offset of the colon behind a key."""
    return text.index(":", key.end_mark.index)


def line_start(text: str, offset: int) -> int:
    """Offset of the first character of the line that holds `offset`."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Offset of the line break that ends the line which holds `offset`, or of the text's end."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def first_in_line(text: str, offset: int) -> bool:
    """Whether nothing but white space stands before `offset` in its line."""
    return not text[line_start(text, offset) : offset].strip()


def dash_of(item: Node, holder: SequenceNode, text: str) -> int:
    """Offset of the dash before an item of a list."""
    dashes = re.compile(rf"^ {{{holder.start_mark.column}}}-(?=\s)", re.MULTILINE)
    first = line_start(text, start_of(holder))
    found = dashes.finditer(text, first, max(start_of(item), first) + 1)
    return max(dash.end() - 1 for dash in found)


def comments_of(text: str) -> list[tuple[int, str]]:
    r"""Comments of a YAML text with their lines, from 1; what stands inside of texts is none.

    Examples
    --------
    >>> comments_of("a: 1   # one\nb: 'x # y'\n# two\n")
    [(1, '# one'), (3, '# two')]
    """
    node = YAML(typ="safe", pure=True).compose(text)
    scalars = sorted(
        (start_of(each), end_of(each, text, start_of(each))) for each in _scalars(node)
    )
    starts = [start for start, _ in scalars]
    found = []
    for mark in re.finditer(r"(?:^|(?<=\s))#[^\n]*", text, re.MULTILINE):
        before = bisect_right(starts, mark.start()) - 1
        if before < 0 or scalars[before][1] <= mark.start():
            found.append((text.count("\n", 0, mark.start()) + 1, mark[0].rstrip()))
    return found


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from (*_scalars(key), *_scalars(value))
    else:
        for item in node.value:
            yield from _scalars(item)
