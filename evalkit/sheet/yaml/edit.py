"""Mend the text of a YAML file where its data changed, and leave every other character alone.

A round trip through ruamel.yaml keeps comments but sets dashes, indents and comment columns anew;
in files that people write and keep under version control, only lines that hold a change may change.
So the places of the nodes tell which characters to replace, and nothing else is touched. Two things
are written anew as a whole: a list or mapping in brackets in which entries come or go, and a value
that becomes one of another shape (a text that becomes ``{printed, reading}``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from evalkit.sheet.fields import read_span
from evalkit.sheet.fiscal import NotAFiscalYear
from evalkit.sheet.plain_data import Plain
from evalkit.sheet.yaml.list_diff import align
from evalkit.sheet.yaml.positions import (
    BLOCK_STYLES,
    colon_of,
    dash_of,
    end_of,
    end_of_entry,
    end_of_item,
    first_in_line,
    is_left_out,
    line_end,
    line_start,
    start_of,
)
from evalkit.sheet.yaml.write import (
    SPACED,
    block_head,
    block_lines,
    entry,
    fits_block,
    in_one_line,
    list_item,
    scalar,
)


class _Edit(NamedTuple):
    """Characters to replace, from `start` up to `end`."""

    start: int
    end: int
    text: str


class _Slot(NamedTuple):
    """Where a value stands."""

    key: str  # its key, or that of the list which it is an item of
    start: int  # behind its colon or its dash
    column: int  # of its key or its dash
    flow: bool = False
    item: bool = False


_Edits = Iterator[_Edit]
_Entries = dict[str, tuple[ScalarNode, Node]]
_BLOCK_HEAD = re.compile(r"(?P<mark>[|>][-+0-9]*)(?P<comment>[^\n]*)\n(?:[ ]*\n)*(?P<indent> *)")


def mend(text: str, old: dict[str, Plain], new: dict[str, Plain]) -> str:
    r"""Text of a YAML file that says `new` where `text` says `old`.

    Parameters
    ----------
    text : str
        A sheet's file, already known to be readable.
    old, new : dict
        What the text says now and what it is to say, as plain data without defaults. A key of
        `text` that stands in neither is left as it is.

    Examples
    --------
    >>> old, new = {"a": "甲", "b": ["x", "y"]}, {"a": "乙", "b": ["x", "y"]}
    >>> print(mend("a: 甲   # one\nb: [x,   y]", old, new))
    a: 乙   # one
    b: [x,   y]
    """
    node = YAML(typ="safe", pure=True).compose(text)
    mended = _edited(text, 0, len(text), _mapping_edits(text, node, None, old, new))
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    return re.sub("\r?\n", "\r\n", mended) if windows else mended


def _edited(text: str, start: int, end: int, edits: _Edits) -> str:
    """Part of `text` after `edits` in it."""
    parts, here = [], start
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[here : edit.start], edit.text]
        here = edit.end
    return "".join([*parts, text[here:end]])


# One value ------------------------------------------------------------------------------------


def _value_edits(text: str, node: Node, slot: _Slot, old: Plain | None, new: Plain) -> _Edits:
    if old == new:
        return
    if isinstance(node, ScalarNode) and isinstance(new, str):
        yield from _scalar_edits(text, node, slot, new)
    elif isinstance(node, MappingNode) and isinstance(new, dict):
        yield from _mapping_edits(text, node, slot, old if isinstance(old, dict) else {}, new)
    elif isinstance(node, SequenceNode) and isinstance(new, list) and isinstance(old, list):
        yield from _list_edits(text, node, slot, old, new)
    else:
        yield _anew(text, node, slot, new)


def _anew(text: str, node: Node, slot: _Slot, new: Plain) -> _Edit:
    """Write the whole value again."""
    one_line = isinstance(node, CollectionNode) and node.flow_style and node.value
    if slot.flow or (one_line and new and not isinstance(new, str)):
        return _Edit(start_of(node), end_of(node, text, slot.start), in_one_line(new, slot.key))
    lines = (list_item if slot.item else entry)(slot.key, new, slot.column)
    written = "\n".join(lines).rstrip("\n")
    behind = slot.column + 1 if slot.item else written.index(":") + 1
    return _Edit(slot.start, end_of(node, text, slot.start), written[behind:])


def _scalar_edits(text: str, node: ScalarNode, slot: _Slot, new: str) -> _Edits:
    start = slot.start if is_left_out(node) else start_of(node)
    end = end_of(node, text, slot.start)
    if node.style in BLOCK_STYLES:
        yield _Edit(start, end, _block_again(text, start, slot, new))
        return
    gap = "" if text[start - 1].isspace() or slot.flow else " "
    if fits_block(new) and not slot.flow:
        yield _Edit(start, end, gap + block_head(new))
        yield _lines_under(text, end, block_lines(new, slot.column + 2))
        return
    quote = node.style if node.style in ("'", '"') else ""
    yield _Edit(start, end, gap + scalar(new, key=slot.key, flow=slot.flow, quote=quote))


def _block_again(text: str, start: int, slot: _Slot, new: str) -> str:
    """Write what was a block, as far in as it stood, with the comment beside its indicator."""
    head = _BLOCK_HEAD.match(text, start)
    assert head is not None
    if not fits_block(new):
        return scalar(new, key=slot.key) + head["comment"]
    as_it_stood = len(head["indent"]) > slot.column and not re.search("[0-9]", head["mark"])
    lines = block_lines(new, len(head["indent"]) if as_it_stood else slot.column + 2)
    return "\n".join([block_head(new) + head["comment"], *lines])


def _lines_under(text: str, offset: int, lines: list[str]) -> _Edit:
    """Insert `lines` under the line that holds `offset`."""
    end = line_end(text, offset)
    return _Edit(end, end, "".join(f"\n{line}" for line in lines))


# Mappings -------------------------------------------------------------------------------------


def _mapping_edits(
    text: str, node: MappingNode, slot: _Slot | None, old: dict[str, Plain], new: dict[str, Plain]
) -> _Edits:
    entries: _Entries = {_key(key.value): (key, value) for key, value in node.value}
    gone = {key for key in entries if key in old and key not in new}
    if slot and _is_written_anew(node, entries, gone, new):
        yield _anew(text, node, slot, new)
        return
    for name in entries.keys() & new.keys():
        key, value = entries[name]
        below = _Slot(name, colon_of(key, text) + 1, key.start_mark.column, bool(node.flow_style))
        yield from _value_edits(text, value, below, old.get(name), new[name])
    yield from _deleted_entries(text, entries, gone)
    kept = {key: pair for key, pair in entries.items() if key not in gone}
    yield from _inserted_entries(text, kept, new, top=slot is None)


def _key(text: str) -> str:
    """Key as the records name it: a fiscal year may be written in several ways."""
    try:
        return str(read_span(text))
    except NotAFiscalYear:
        return text


def _is_written_anew(
    node: MappingNode, entries: _Entries, gone: set[str], new: dict[str, Plain]
) -> bool:
    changes = bool(gone) or not new.keys() <= entries.keys()
    return changes and (bool(node.flow_style) or len(gone) == len(entries))


def _deleted_entries(text: str, entries: _Entries, gone: set[str]) -> _Edits:
    names = list(entries)
    first = start_of(entries[names[0]][0])
    if names[0] in gone and not first_in_line(text, first):  # it follows a dash, which stays
        kept = next(index for index, name in enumerate(names) if name not in gone)
        yield _Edit(first, start_of(entries[names[kept]][0]), "")
        names = names[kept:]
    for key, value in (entries[name] for name in names if name in gone):
        end = line_end(text, end_of_entry(key, value, text))
        yield _Edit(line_start(text, start_of(key)), min(end + 1, len(text)), "")


def _inserted_entries(text: str, kept: _Entries, new: dict[str, Plain], *, top: bool) -> _Edits:
    """Insert what is new behind the entry that goes before it in the records' order."""
    first = next(iter(kept.values()))[0]
    column = first.start_mark.column
    before = ""
    for name, value in new.items():
        if name in kept:
            before = name
            continue
        lines = _without_gap(entry(name, value, column))
        if before:
            gap = [""] if top or before in SPACED else []
            yield _lines_under(text, end_of_entry(*kept[before], text), gap + lines)
        else:
            ahead = "".join(f"{line}\n" for line in lines).lstrip(" ") + " " * column
            yield _Edit(start_of(first), start_of(first), ahead)


def _without_gap(lines: list[str]) -> list[str]:
    return lines if lines[-1] else lines[:-1]


# Lists ----------------------------------------------------------------------------------------


def _list_edits(
    text: str, node: SequenceNode, slot: _Slot, old: list[Plain], new: list[Plain]
) -> _Edits:
    pairs = align(old, new)
    if not new or (node.flow_style and any(pair.moved or None in pair for pair in pairs)):
        yield _anew(text, node, slot, new)
        return
    before: Node | None = None
    for was, now, moved in pairs:
        if was is None:
            lines = _without_gap(list_item(slot.key, new[now or 0], node.start_mark.column))
            yield _inserted_item(text, node, before, slot, lines)
        elif now is None:
            item = node.value[was]
            start, end = line_start(text, dash_of(item, node, text)), end_of_item(item, node, text)
            yield _deleted_lines(text, start, line_end(text, end))
        elif moved:
            start = _start_with_remarks(text, node, node.value[was])
            end = _end_with_remarks(text, node, node.value[was])
            edits = _item_edits(text, node, slot, was, (old[was], new[now]))
            lines = _edited(text, start, end, edits).split("\n")
            yield _deleted_lines(text, start, end)
            yield _inserted_item(text, node, before, slot, lines)
        else:
            before = node.value[was]
            yield from _item_edits(text, node, slot, was, (old[was], new[now]))


def _item_edits(
    text: str, node: SequenceNode, slot: _Slot, at: int, ages: tuple[Plain, Plain]
) -> _Edits:
    item, flow = node.value[at], bool(node.flow_style)
    start = start_of(item) if flow else dash_of(item, node, text) + 1
    below = _Slot(slot.key, start, node.start_mark.column, flow=flow, item=True)
    yield from _value_edits(text, item, below, *ages)


def _inserted_item(
    text: str, node: SequenceNode, before: Node | None, slot: _Slot, lines: list[str]
) -> _Edit:
    gap = [""] if _is_spaced(text, node, slot.key) else []
    if before is not None:
        return _lines_under(text, _end_with_remarks(text, node, before), gap + lines)
    start = _start_with_remarks(text, node, node.value[0])
    return _Edit(start, start, "".join(f"{line}\n" for line in lines + gap))


def _start_with_remarks(text: str, node: SequenceNode, item: Node) -> int:
    """Start of an item's first line, or of the comments right above it that stand as far in."""
    start = line_start(text, dash_of(item, node, text))
    remark = " " * node.start_mark.column + "#"
    while start and text.startswith(remark, line_start(text, start - 1)):
        start = line_start(text, start - 1)
    return start


def _end_with_remarks(text: str, node: SequenceNode, item: Node) -> int:
    """End of an item's last line, or of the comments right below it that stand farther in."""
    end = line_end(text, end_of_item(item, node, text))
    remark = re.compile(rf"\n {{{node.start_mark.column + 1},}}#[^\n]*")
    while found := remark.match(text, end):
        end = found.end()
    return end


def _is_spaced(text: str, node: SequenceNode, key: str) -> bool:
    """Whether an empty line stands between the items of a list."""
    if len(node.value) < 2:
        return key in SPACED
    first, second = node.value[:2]
    between = text[end_of_item(first, node, text) : dash_of(second, node, text)]
    return "\n\n" in between.replace("\r", "").replace(" ", "")


def _deleted_lines(text: str, start: int, end: int) -> _Edit:
    """Delete the lines from `start` to `end`, and one of two empty lines around them."""
    end = min(end + 1, len(text))
    if _is_blank(text, start - 1) and _is_blank(text, end):
        end = min(line_end(text, end) + 1, len(text))
    return _Edit(start, end, "")


def _is_blank(text: str, offset: int) -> bool:
    return not text[line_start(text, max(offset, 0)) : line_end(text, max(offset, 0))].strip()
