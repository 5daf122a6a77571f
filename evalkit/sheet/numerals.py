"""Numbers as Japanese documents print them: １２，３４５ · △288,349 · 15万2千 · 2時間30分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from itertools import pairwise

from evalkit.sheet.text import Compact

_BIG = {"兆": 10**12, "億": 10**8, "万": 10**4, "": 1}
_SMALL = {"千": 10**3, "百": 10**2, "": 1, "時間": 60}

# 千葉 and 百貨店 are words, not scales.
SCALE = "(?:(?:千(?!葉)|百(?!貨))?[兆億万]|千(?!葉)|百(?!貨))"
_WHOLE = "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)"
_DECIMAL = rf"{_WHOLE}(?:\.[0-9]+)?"
_TERM = re.compile(rf"({_DECIMAL})(千|百|時間)?([兆億万])?")

_DIGITS = re.compile("[0-9,.]+")
_LAST_DIGITS = re.compile("[0-9,.]+$")

AMOUNT = rf"(?:{_WHOLE}時間{_WHOLE}(?=分)|(?:{_WHOLE}{SCALE})*{_DECIMAL}{SCALE}?)"
"""Regular expression of an amount in compact, folded text; :func:`read_number` says its value."""

SIGN = "[-+△▲]"
NUMBER = rf"(?:{SIGN}?{AMOUNT})"
"""Regular expression of an amount with or without a sign."""

MOST_WHOLE, MOST_DECIMALS = 18, 9
"""Digits before and after the point that a figure may have: sums of such figures are exact in the
28 digits with which :mod:`decimal` calculates, and no budget of a state needs more."""


def is_one_number(cell: Compact, start: int, end: int) -> bool:
    """Whether white space leaves the characters from `start` to `end` one number.

    12 15 may be two numbers, and － 338 two lines, the upper without a value; but 1,982,1 94 is
    a number broken by its narrow column, for 1,982,1 would be none.
    """
    if cell.text[start] == "-" and start + 1 in cell.gaps:
        return False
    parted = (
        (_LAST_DIGITS.search(cell.text, start, at), _DIGITS.match(cell.text, at, end))
        for at in range(start + 1, end)
        if cell.parts(at)
    )
    return not any(all(d and re.fullmatch(_DECIMAL, d[0]) for d in pair) for pair in parted)


def read_number(text: str) -> Decimal | None:
    """Value of a number written as :data:`NUMBER` allows.

    Parameters
    ----------
    text : str
        Number in compact, folded text.

    Returns
    -------
    Decimal or None
        None if the parts overlap, as in 1億20,000万, for no number is written so; or if it has more
        than :data:`MOST_WHOLE` digits or :data:`MOST_DECIMALS` decimals.

    Examples
    --------
    >>> read_number("92.0"), read_number("△288,349"), read_number("14.1万")
    (Decimal('92.0'), Decimal('-288349'), Decimal('141000'))
    >>> read_number("6,666億83百万"), read_number("3千5百万"), read_number("2時間30")
    (Decimal('666683000000'), Decimal('35000000'), Decimal('150'))
    >>> read_number("1億20,000万") is None
    True
    """
    with localcontext(prec=len(text) + 16):
        terms = list(_terms(text))
        if any(value * scale >= above for (value, scale), (_, above) in pairwise(terms)):
            return None
        total = sum((value * scale for value, scale in terms), Decimal(0))
        scaled = any(scale > 1 for _, scale in terms)
        whole = total.quantize(1) if scaled and total == total.to_integral_value() else total
        return None if _is_too_long(whole) else -whole if text[0] in "-△▲" else whole


def _is_too_long(value: Decimal) -> bool:
    places = value.as_tuple().exponent
    return value.adjusted() >= MOST_WHOLE or -int(places) > MOST_DECIMALS


def _terms(text: str) -> Iterator[tuple[Decimal, int]]:
    """Yield the parts of a number from its end, each with its scale."""
    big = ""
    for value, small, own_big in reversed(_TERM.findall(text)):
        big = own_big or big  # in 3千5百万 both parts count 万
        yield Decimal(value.replace(",", "")), _SMALL[small] * _BIG[big]
