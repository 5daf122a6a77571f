"""How a share is rounded for print, wherever it is printed: in a table or in a finding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def percentage(ratio: Decimal) -> Decimal:
    """Ratio in per cent with one decimal, half up; with two where one would say 100 of nearly all.

    Examples
    --------
    >>> percentage(Decimal("0.88013")), percentage(Decimal("0.9998")), percentage(Decimal(1))
    (Decimal('88.0'), Decimal('99.98'), Decimal('100.0'))
    """
    figure = (ratio * 100).quantize(_TENTH, ROUND_HALF_UP)
    if figure == 100 and ratio != 1:
        return (ratio * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return figure
