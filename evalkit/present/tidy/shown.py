"""How many digits of a calculated figure are published."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_CARRIED = Context(prec=15, rounding=ROUND_HALF_UP)


def shown_digits(value: object) -> Decimal | None:
    """Figure with the fifteen digits that a spreadsheet keeps; None for what is no figure.

    CSV, JSON and XLSX then hold the same number, and no rounding in print comes out otherwise.

    Examples
    --------
    >>> shown_digits(Decimal(2) / 3), shown_digits(Decimal("92.0")), shown_digits(True)
    (Decimal('0.666666666666667'), Decimal('92.0'), None)
    """
    return _CARRIED.plus(value) if isinstance(value, Decimal) else None
