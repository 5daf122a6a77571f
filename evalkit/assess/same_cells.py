"""Whether two printed cells or texts say the same."""

from __future__ import annotations

from evalkit.sheet.cells import AnyCell, NotApplicable, Quantity, in_common_unit
from evalkit.sheet.text import plain_text


def same_value(one: AnyCell, other: AnyCell) -> bool:
    """Whether two cells state the same number in the same unit, whatever else is printed.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> same_value(parse_cell("86％（平均）"), parse_cell("８６.0%"))
    True
    >>> same_value(parse_cell("30％"), parse_cell("30％以上"))
    False
    >>> same_value(parse_cell("68万人"), parse_cell("680千人"))
    True
    """
    if not (isinstance(one, Quantity) and isinstance(other, Quantity)):
        return False
    shared = in_common_unit(one, other)
    if shared is None:
        return False
    first, second = ((cell.value, cell.second, cell.comparator) for cell in shared)
    return first == second


def same_text(one: str, other: str) -> bool:
    r"""Whether two texts differ in nothing but white space and the width of characters.

    Examples
    --------
    >>> same_text("７件 \n（27件）", "7件(27件)"), same_text("実績なし", "実績なし。")
    (True, False)
    """
    return plain_text(one) == plain_text(other)


def same_cell(one: AnyCell, other: AnyCell) -> bool:
    """Whether two cells say the same in the same words; every dash is one.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> same_cell(parse_cell("－"), parse_cell("―")), same_cell(parse_cell("7"), parse_cell("8"))
    (True, False)
    """
    none = isinstance(one, NotApplicable) and isinstance(other, NotApplicable)
    return none or same_text(one.printed, other.printed)
