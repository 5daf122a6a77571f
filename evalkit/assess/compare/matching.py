"""Which entries of last year's sheet are which of this year's: by number, place and name.

Names are compared without white space and character widths; their similarity is the share of
characters that stand in both in the same order (:class:`difflib.SequenceMatcher`), 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from evalkit.sheet.text import plain_text

SAME_NUMBER = 0.5
"""From this similarity on, entries of the same group and number are one, perhaps renamed."""

NO_NUMBER = 0.7
"""The same for entries that have no numbers: sister programmes come to 0.62 in a real form."""

OTHER_NUMBER = 0.95
"""From this similarity on, entries of the same group are one that was renumbered: the names of
sister indicators, which share all but the name of their programme, come to 0.91."""

OTHER_GROUP = 0.97
"""From this similarity on, entries of different groups are one that moved."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """What an entry is known by."""

    name: str
    number: str = ""  # "" where entries have none
    group: object = ""  # what holds it: the achievement goal, by its place among the matched ones


def match(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Pair the entries of two lists, the surest pairs first; each belongs to at most one pair.

    Parameters
    ----------
    old, new : sequence of Item

    Returns
    -------
    dict
        Places in `new` by the places in `old`.

    Examples
    --------
    >>> old = [Item(name="共同研究の件数", number="1"), Item(name="特許の割合", number="2")]
    >>> new = [Item(name="共同研究の実施件数", number="1"), Item(name="参加機関数", number="2"),
    ...        Item(name="特許の割合", number="3")]
    >>> match(old, new)
    {1: 2, 0: 0}
    """
    pairs: dict[int, int] = {}
    for _, first, second in sorted(_candidates(old, new)):
        if first not in pairs and second not in pairs.values():
            pairs[first] = second
    return pairs


def _candidates(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[float, int, int]]:
    """Pairs that may be one, the surest with the lowest score; at a tie the form's order counts."""
    for first, one in enumerate(old):
        for second, other in enumerate(new):
            alike = similarity(one.name, other.name)
            together = one.group == other.group
            numbered = bool(one.number) and one.number == other.number
            if alike >= _needed(one, other):
                yield -(alike + 0.1 * together + 0.05 * numbered), first, second


def _needed(one: Item, other: Item) -> float:
    if one.group != other.group:
        return OTHER_GROUP
    if not (one.number and other.number):
        return NO_NUMBER
    return SAME_NUMBER if one.number == other.number else OTHER_NUMBER


@lru_cache(maxsize=8192)
def similarity(one: str, other: str) -> float:
    """Similarity of two names; of names in several lines, the less similar of whole and last line.

    The first lines of programmes that share an account are the same, the last tells them apart.

    Examples
    --------
    >>> similarity("参加機関数", "参画機関数"), similarity("ＪＳＴ", "JST")
    (0.8, 1.0)
    """
    wholes = plain_text(one), plain_text(other)
    if wholes[0] == wholes[1]:
        return 1.0
    ends = plain_text(one.split("\n")[-1]), plain_text(other.split("\n")[-1])
    return min(_ratio(*wholes), _ratio(*ends))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_NUMBER else 0.0
