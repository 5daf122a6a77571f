"""Which entries of an old list are which of a new one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from evalkit.sheet.yaml_text import Plain


class Pair(NamedTuple):
    """Positions of one entry in both lists; None where it is new, or gone."""

    old: int | None
    new: int | None


def _whole(entry: Plain) -> str:
    return json.dumps(entry, sort_keys=True)


def _name(entry: Plain) -> str:
    keys = ("group", "name", "heading", "text", "check", "place")
    return _whole([entry.get(key, "") for key in keys] if isinstance(entry, dict) else entry)


def _number(entry: Plain) -> str:
    return _whole(entry.get("no", "") if isinstance(entry, dict) else "")


_VIEWS: tuple[Callable[[Plain], str], ...] = (_whole, _name, _number)
"""What makes two entries the same one, the surest sign first."""


def align(old: Sequence[Plain], new: Sequence[Plain]) -> Iterator[Pair]:
    """Pair the entries of two lists in the order of the new one.

    Entries are the same if they are equal, or else share their name, or else their number, or else
    their place between others that are the same.

    Examples
    --------
    >>> old = [{"no": "1", "name": "件数"}, {"no": "2", "name": "割合"}]
    >>> new = [old[0], {"no": "2", "name": "機関数"}, {"no": "3", "name": "割合"}]
    >>> [tuple(pair) for pair in align(old, new)]
    [(0, 0), (None, 1), (1, 2)]
    """
    yield from _align(old, new, (0, 0), _VIEWS)


def _align(
    old: Sequence[Plain],
    new: Sequence[Plain],
    base: tuple[int, int],
    views: Sequence[Callable[[Plain], str]],
) -> Iterator[Pair]:
    if not views:
        yield from _by_place(len(old), len(new), base)
        return
    view, *other = views
    matcher = SequenceMatcher(None, [*map(view, old)], [*map(view, new)], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        here = (base[0] + first, base[1] + start)
        rest = [] if kind == "equal" else other
        yield from _align(old[first:last], new[start:end], here, rest)


def _by_place(old: int, new: int, base: tuple[int, int]) -> Iterator[Pair]:
    for at in range(max(old, new)):
        yield Pair(base[0] + at if at < old else None, base[1] + at if at < new else None)
