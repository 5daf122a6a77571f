"""Which entries of an old list are which of a new one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from evalkit.sheet.plain_data import Plain


class Pair(NamedTuple):
    """Positions of one entry in both lists; None where it is new, or gone."""

    old: int | None
    new: int | None
    moved: bool = False  # past others that stayed


def _whole(entry: Plain) -> str:
    return json.dumps(entry, sort_keys=True)


def _name(entry: Plain) -> str:
    keys = ("group", "name", "heading", "text", "check", "place")
    return _whole([entry.get(key, "") for key in keys] if isinstance(entry, dict) else entry)


def _number(entry: Plain) -> str:
    return _whole(entry.get("no", "") if isinstance(entry, dict) else "")


_Known = dict[int, int]
"""Positions in the old list by those in the new one."""


def align(old: Sequence[Plain], new: Sequence[Plain]) -> list[Pair]:
    """Pair the entries of two lists in the order of the new one; those that are gone come last.

    Entries are the same if they are equal, or else share their name, wherever they stand; or else,
    between others that stayed, if they share their number, or else their place.

    Examples
    --------
    >>> old = [{"no": "1", "name": "件数"}, {"no": "2", "name": "割合"}]
    >>> new = [old[0], {"no": "2", "name": "機関数"}, {"no": "3", "name": "割合"}]
    >>> [(pair.old, pair.new) for pair in align(old, new)]
    [(0, 0), (None, 1), (1, 2)]
    >>> align(["甲", "乙", "丙"], ["丙", "甲", "乙"])[0]
    Pair(old=2, new=0, moved=True)
    """
    stayed = dict(_in_order(old, new, (0, 0), (_whole, _name)))
    moved = _elsewhere(old, new, stayed)
    stayed |= dict(_between(old, new, stayed, moved))
    found = stayed | moved
    gone = sorted({*range(len(old))} - {*found.values()})
    return [
        *(Pair(found.get(at), at, moved=at in moved) for at in range(len(new))),
        *(Pair(at, None) for at in gone),
    ]


def _in_order(
    old: Sequence[Plain],
    new: Sequence[Plain],
    base: tuple[int, int],
    views: Sequence[Callable[[Plain], str]],
) -> Iterator[tuple[int, int]]:
    """Entries that are the same and follow each other as before, by the surest view first."""
    if not views:
        return
    view, *other = views
    matcher = SequenceMatcher(None, [*map(view, old)], [*map(view, new)], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(
                range(base[1] + start, base[1] + end),
                range(base[0] + first, base[0] + last),
                strict=True,
            )
        else:
            here = (base[0] + first, base[1] + start)
            yield from _in_order(old[first:last], new[start:end], here, other)


def _elsewhere(old: Sequence[Plain], new: Sequence[Plain], stayed: _Known) -> _Known:
    """Entries that stand before or behind others which they followed or preceded."""
    moved: _Known = {}
    for view in (_whole, _name):
        left: dict[str, list[int]] = {}
        for at in sorted({*range(len(old))} - {*stayed.values(), *moved.values()}):
            left.setdefault(view(old[at]), []).append(at)
        left.pop(view({}), None)  # nothing tells such an entry from another
        for at in sorted({*range(len(new))} - {*stayed, *moved}):
            same = left.get(view(new[at]))
            if same:
                moved[at] = same.pop(0)
    return moved


def _between(
    old: Sequence[Plain], new: Sequence[Plain], stayed: _Known, moved: _Known
) -> Iterator[tuple[int, int]]:
    """Entries of another content in the place of one that is gone, between two that stayed."""
    ends = [(-1, -1), *sorted(stayed.items()), (len(new), len(old))]
    for (start, first), (end, last) in pairwise(ends):
        here = [at for at in range(start + 1, end) if at not in moved]
        there = [at for at in range(first + 1, last) if at not in moved.values()]
        numbers = [_number(old[at]) for at in there], [_number(new[at]) for at in here]
        for _, a, b, c, d in SequenceMatcher(None, *numbers, autojunk=False).get_opcodes():
            yield from zip(here[c:d], there[a:b], strict=False)
