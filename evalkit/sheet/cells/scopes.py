"""Of what, beside its unit, a printed figure is: 週10回 and 月40回 are not to be compared."""

from __future__ import annotations

import re
from itertools import combinations

from evalkit.sheet.cells.cell import Quantity
from evalkit.sheet.cells.quantities import stands_in_brackets
from evalkit.sheet.text import Compact, fold

_EACH = "(?:当たり|あたり|当り|につき)"
_SAYS = (
    re.compile(rf"(?<!\S)(?:毎|1)?(?P<of>[日週月年]|か月)間?{_EACH}?(?=平均|\s|$)"),
    re.compile(rf"(?<!\S)(?:人口)?(?P<of>[^\s日週月年]+?)(?:(?<=万)人)?(?:{_EACH}|対)(?=\s|$)"),
    re.compile(r"(?<!\S)(?P<of>[男女])[性子]?(?=\s|$)"),
    re.compile(r"(?<!\S)(?P<of>[小中高大])(?:学校?|校)?(?P<grade>[1-6]?)(?:年?生?)(?=\s|$)"),
    re.compile(r"(?<!\S)(?P<of>国立|公立|私立)(?=\s|$)"),
    re.compile(r"(?<!\S)(?P<of>累計|累積|単年度)"),
)
"""Notes that say of which time, of each what, of whom and of which years together a figure is."""


def of_one_kind(*cells: Quantity) -> bool:
    """Whether figures may be of the same thing: False where their own notes say that they are not.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> pairs = [("週10回", "週平均9回"), ("週10回", "月40回"), ("（27件）", "7件（20件）")]
    >>> [of_one_kind(*map(parse_cell, pair)) for pair in pairs]
    [True, False, False]
    """
    return not any(_differ(one, other) for one, other in combinations(cells, 2))


def _differ(one: Quantity, other: Quantity) -> bool:
    said = zip(_said(one), _said(other), strict=True)
    return any(a and b and a != b for a, b in said) or _differ_in_brackets(one, other)


def _said(cell: Quantity) -> tuple[str, ...]:
    note = fold(cell.note).replace("一", "1")
    found = (pattern.search(note) for pattern in _SAYS)
    return tuple("".join(filter(None, each.groups())) if each else "" for each in found)


def _differ_in_brackets(one: Quantity, other: Quantity) -> bool:
    """（27件） beside 7件（20件） is the second of a pair."""
    alone = {stands_in_brackets(Compact.of(each.printed)) for each in (one, other)}
    paired = any(each.second is not None and each.comparator != "range" for each in (one, other))
    return len(alone) == 2 and paired
