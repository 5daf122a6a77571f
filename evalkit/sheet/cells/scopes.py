"""Of what, beside its unit, a printed figure is: 週10回 and 月40回 are not to be compared."""

from __future__ import annotations

import re
from itertools import combinations

from evalkit.sheet.cells.cell import AnyCell, Quantity, parse_cell
from evalkit.sheet.cells.quantities import stands_in_brackets
from evalkit.sheet.text import Compact, fold

_EACH = "(?:当たり|あたり|当り|につき)"
_SAYS = (
    re.compile(rf"(?<!\S)(?:毎|1)?(?P<of>[日週月年]|か月)間?{_EACH}?(?=平均|[\s0-9]|$)"),
    re.compile(
        rf"(?<!\S)(?:人口)?(?P<of>[^\s日週月年]+?)(?:(?<=万)人)?(?:{_EACH}|対)(?=[\s0-9]|$)"
    ),
    re.compile(r"(?<!\S)(?P<of>[男女])[性子]?(?=[\s0-9]|$)"),
    re.compile(r"(?<!\S)(?P<of>[小中高大])(?:学校?|校)?(?P<grade>[1-6]?)(?:年?生?)(?=[\s0-9]|$)"),
    re.compile(r"(?<!\S)(?P<of>国立|公立|私立)(?=[\s0-9]|$)"),
    re.compile(r"(?P<of>累計|累積|単年度)"),
)
"""Notes that say of which time, of each what, of whom and of which years together a figure is."""
_TOTAL = ("累計", "累積")
_RATE = re.compile("率|割合|平均|当たり|あたり|[毎1一][日週月]|[日週月]間")
"""In the name of an indicator whose figures are of each something, whether they say so or not."""
_MEAN = re.compile(f"平均|{_EACH}")
_FIGURE = re.compile(r"[^\s0-9]{0,6}[0-9]")
"""Stands behind words that speak of another figure than the cell's own: 12件（累計45件）."""
_TOTAL_BESIDE = re.compile(r"(?P<of>累計|累積)[で:]?(?P<figure>[0-9]\S*)")


def of_one_kind(*cells: Quantity, name: str = "") -> bool:
    """Whether figures may be of the same thing: False where what is printed says that they are not.

    Parameters
    ----------
    *cells : Quantity
    name : str
        Of their indicator. What it says of totals holds for each of them.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> pairs = [("週10回", "週平均9回"), ("週10回", "月40回"), ("（27件）", "7件（20件）")]
    >>> [of_one_kind(*map(parse_cell, pair)) for pair in pairs]
    [True, False, False]
    >>> total = parse_cell("累計40件"), parse_cell("12件")
    >>> of_one_kind(*total), of_one_kind(*total, name="認定数（累計）")
    (False, True)
    """
    return not any(_differ(one, other, name) for one, other in combinations(cells, 2))


def _differ(one: Quantity, other: Quantity, name: str) -> bool:
    said = zip(_said(one), _said(other), strict=True)
    return (
        any(a and b and a != b for a, b in said)
        or _is_of_another(one, other)
        or _is_of_another(other, one)
        or is_total(one, name) is not is_total(other, name)
        or (not _RATE.search(name) and (_is_mean(one, other) or _is_mean(other, one)))
        or _differ_in_brackets(one, other)
    )


def _is_of_another(cell: Quantity, other: Quantity) -> bool:
    """Whether a cell prints beside its own figure one of the kind of the other: （累計45件）."""
    sorts = zip(_said(cell), _said(cell, beside=True), _said(other), strict=True)
    return any(not own and beside and beside == of for own, beside, of in sorts)


def with_total(cell: AnyCell) -> AnyCell:
    """Cell that prints the total beside its year's figure, with that total for its figure.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> cell = with_total(parse_cell("12件（累計45件）"))
    >>> cell.value, cell.note, cell.printed
    (Decimal('45'), '累計', '12件（累計45件）')
    """
    if not isinstance(cell, Quantity) or not (found := _TOTAL_BESIDE.search(fold(cell.note))):
        return cell
    total = parse_cell(found["figure"])
    if not isinstance(total, Quantity) or total.comparator != "=" or total.note:
        return cell
    return total.model_copy(update={"printed": cell.printed, "note": found["of"]})


def is_total(cell: Quantity, name: str) -> bool:
    """Whether a figure is one of all years so far, as it says or, where it does not, its name."""
    own, beside = _said(cell)[-1], _said(cell, beside=True)[-1]
    return own in _TOTAL if own or beside else any(word in name for word in _TOTAL)


def _is_mean(cell: Quantity, other: Quantity) -> bool:
    """Whether a figure is one of each day or school, 1日平均120人, and the other says nothing."""
    of_each = any(own and own != "年" for own in _said(cell)[:2]) and _MEAN.search(cell.note)
    return bool(of_each) and not any(_said(other)[:2])


def _said(cell: Quantity, *, beside: bool = False) -> tuple[str, ...]:
    """What the notes of a cell say of its figure, or of another that stands beside it."""
    note = fold(cell.note).replace("一", "1")
    found = (pattern.search(note) for pattern in _SAYS)
    return tuple(
        "".join(filter(None, each.groups()))
        if each and bool(_FIGURE.match(note, each.end())) is beside
        else ""
        for each in found
    )


def _differ_in_brackets(one: Quantity, other: Quantity) -> bool:
    """（27件） beside 7件（20件） is the second of a pair."""
    alone = {stands_in_brackets(Compact.of(each.printed)) for each in (one, other)}
    paired = any(each.second is not None and each.comparator != "range" for each in (one, other))
    return len(alone) == 2 and paired
