"""How a figure is rounded for print, wherever it is printed: in a table, a reason or a finding.

Compared unrounded and printed rounded, 99.997 % would stand as 100.00 % beside "missed". So a
figure is given as many decimals more as keep it on its own side of what it is compared with.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

_MOST = 18  # further decimals, before a figure is printed as it is
_NOTHING_OR_ALL = (Decimal(0), Decimal(1))
_PUBLISHED = Context(prec=15, rounding=ROUND_HALF_UP)


def decimals(value: Decimal) -> int:
    """How many decimals a figure is printed with.

    Examples
    --------
    >>> decimals(Decimal("95.3")), decimals(Decimal("92.0")), decimals(Decimal("1E+3"))
    (1, 1, 0)
    """
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, away from zero.

    Examples
    --------
    >>> rounded(Decimal("0.125"), 2), rounded(Decimal("-2.5"), 0)
    (Decimal('0.13'), Decimal('-3'))
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def rounded_alike(value: Decimal, places: int, kind: Callable[[Decimal], object]) -> Decimal:
    """Round half up, to as many more places as leave the value of the same kind.

    Examples
    --------
    >>> at_least = lambda value: value >= Decimal("0.9")
    >>> rounded_alike(Decimal("0.87654321"), 4, at_least)
    Decimal('0.8765')
    >>> rounded_alike(Decimal("0.8999999996"), 4, at_least)
    Decimal('0.8999999996')
    """
    nearer = (rounded(value, more) for more in range(places, places + _MOST))
    return next((near for near in nearer if kind(near) == kind(value)), value)


def apart(value: Decimal, places: int, *against: Decimal) -> Decimal:
    """Round half up, to as many more places as keep the value on its side of others.

    Examples
    --------
    >>> apart(Decimal("69.96"), 1, Decimal(70)), apart(Decimal("69.94"), 1, Decimal(70))
    (Decimal('69.96'), Decimal('69.9'))
    """
    return rounded_alike(value, places, lambda near: [near.compare(other) for other in against])


def percentage(ratio: Decimal, *against: Decimal) -> Decimal:
    """Ratio in per cent with one decimal, or with as many as tell it from 0, 1 and `against`.

    Examples
    --------
    >>> percentage(Decimal("0.88013")), percentage(Decimal("0.9998")), percentage(Decimal(1))
    (Decimal('88.0'), Decimal('99.98'), Decimal('100.0'))
    >>> percentage(Decimal("0.99997")), percentage(Decimal("0.00003"))
    (Decimal('99.997'), Decimal('0.003'))
    """
    return apart(ratio * 100, 1, *(100 * limit for limit in (*_NOTHING_OR_ALL, *against)))


def published_digits(value: object) -> Decimal | None:
    """Figure with the fifteen digits that a spreadsheet keeps; None for what is no figure.

    CSV, JSON and XLSX then hold the same number, and no rounding in print comes out otherwise.

    Examples
    --------
    >>> published_digits(Decimal(2) / 3), published_digits(Decimal("92.0")), published_digits(True)
    (Decimal('0.666666666666667'), Decimal('92.0'), None)
    """
    return _PUBLISHED.plus(value) if isinstance(value, Decimal) else None
