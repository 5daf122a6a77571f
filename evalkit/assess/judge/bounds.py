"""How far a figure can go by its nature: a share to 100 per cent, a count to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from evalkit.sheet.cells import Blank, Quantity
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.text import plain_text

_HUNDRED = Decimal(100)
_RATE = re.compile(r"割合|率|度$|シェア|\b(?:share|percentage|proportion|rate)\b", re.IGNORECASE)
_BEYOND = re.compile(
    "前年|対比|比$|比[(]|指数|増|減|伸|成長|上昇|低下|変化|超過|倍|充足率|稼働率|change|growth",
    re.IGNORECASE,
)
"""Words of what may well exceed 100 per cent."""
_SIGNED = re.compile(
    "収支|損益|利益|黒字|赤字|差$|差[(]|増減|変化|成長|伸び|前年|balance|growth|change",
    re.IGNORECASE,
)
"""Words, and units, of what may fall below nothing."""
_SIGNED_UNITS = re.compile("円|ドル|℃|度$|ポイント|%ポイント|pt")


class Bounds(NamedTuple):
    """Lowest and highest value that an indicator can have; None where nothing is known."""

    lower: Decimal | None = None
    upper: Decimal | None = None

    def hold(self, value: Decimal) -> Decimal:
        """Return `value`, or the bound that it lies beyond.

        Examples
        --------
        >>> Bounds(lower=Decimal(0), upper=Decimal(100)).hold(Decimal("134.5"))
        Decimal('100')
        """
        if self.upper is not None and value > self.upper:
            return self.upper
        return self.lower if self.lower is not None and value < self.lower else value


UNBOUNDED = Bounds()


def find_bounds(indicator: Indicator) -> Bounds:
    """Bounds that the unit, the name and every printed figure of `indicator` agree on."""
    cells, name = list(_figures(indicator)), plain_text(indicator.name)
    values = [cell.value for cell in cells]
    if not values or min(values) < 0:
        return Bounds()
    units = {indicator.unit_of(cell) for cell in cells}
    signed = _SIGNED.search(name) or any(_SIGNED_UNITS.search(unit) for unit in units)
    full = units == {"%"} and max(values) <= _HUNDRED and not _BEYOND.search(name)
    return Bounds(lower=None if signed else Decimal(0), upper=_HUNDRED if full else None)


def begins_below_nothing(indicator: Indicator) -> bool:
    """Whether a baseline is negative where nothing else is, nor by its nature can be."""
    start = indicator.baseline
    if not isinstance(start, Quantity) or start.value >= 0:
        return False
    return find_bounds(indicator.model_copy(update={"baseline": Blank()})).lower == 0


def is_share(indicator: Indicator) -> bool:
    """Whether an indicator is named as a share of a whole, which 100 per cent exhausts."""
    named = _RATE.search(plain_text(indicator.name))
    return named is not None and find_bounds(indicator).upper == _HUNDRED


def _figures(indicator: Indicator) -> Iterator[Quantity]:
    series = (indicator.actuals, indicator.annual_targets)
    cells = (cell for each in series for _, cell in each.spans())
    for cell in (indicator.baseline, *cells, *indicator.target_cells()):
        if isinstance(cell, Quantity):
            yield cell
            if cell.comparator == "range" and cell.second is not None:
                yield cell.model_copy(update={"value": cell.second})
