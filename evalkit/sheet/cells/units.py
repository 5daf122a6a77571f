"""Units of printed figures: which spellings are one unit, and which units are scales of one kind.

One table each, and nothing else says so: 12か所 and 12ヶ所 are one, 68万人 and 680千人 too. Units
that no table relates differ in kind: 件 and 件/年, 日 and 時間 (a working day is no 24 hours).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, Inexact, localcontext
from functools import lru_cache
from math import prod
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from evalkit.sheet.cells.quantity_words import SCALE
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import unified

_SPELLINGS = {
    "パーセント": "%",
    "トン": "t", "キログラム": "kg", "グラム": "g", "ミリグラム": "mg",
    "キロメートル": "km", "メートル": "m", "センチメートル": "cm", "ミリメートル": "mm",
    "平方キロメートル": "km2", "平方メートル": "m2", "立方メートル": "m3", "ヘクタール": "ha",
    "リットル": "L", "キロリットル": "kL", "ミリリットル": "mL",
    "キロワット時": "kWh", "キロワット": "kW",
}  # fmt: skip
_SPELT = re.compile(
    f"(?<![ァ-ヺー])(?:{'|'.join(sorted(_SPELLINGS, key=len, reverse=True))})(?![ァ-ヺー])"
)
_PERCENT = re.compile("(?i:percent)(?!a)")  # no percentage
_KA = re.compile("[カヵヶケ箇個](?=[所国月年村町])")
_LITRE = re.compile("(?<![A-Za-z])([kmd]?)l(?![A-Za-z])")
_OF_CO2 = re.compile("(?<=[A-Za-z])(?=CO2)")

_SIZES = {
    "時間": ("分", "60"), "年": ("か月", "12"), "名": ("人", "1"),
    "割": ("%", "10"), "‰": ("%", "0.1"),
    "mm": ("m", "0.001"), "cm": ("m", "0.01"), "km": ("m", "1000"),
    "mg": ("g", "0.001"), "kg": ("g", "1000"), "t": ("g", "1000000"),
    "kt": ("g", "1000000000"), "Mt": ("g", "1000000000000"),
    "mL": ("L", "0.001"), "kL": ("L", "1000"),
    "ha": ("m2", "10000"), "km2": ("m2", "1000000"),
    "kWh": ("Wh", "1000"), "MWh": ("Wh", "1000000"), "GWh": ("Wh", "1000000000"),
    "kW": ("W", "1000"), "MW": ("W", "1000000"), "GW": ("W", "1000000000"),
}  # fmt: skip
ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
"""Words of scale in English."""

_DIGITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
_WORDS_OF_SCALE = f"十億|{SCALE}|(?i:{'|'.join(ENGLISH)})"
_PARTS = re.compile(
    rf"(?P<scale>{_WORDS_OF_SCALE})?(?P<head>[^/]*?)(?P<tail>-CO2(?:eq)?)?(?P<per>/.*)?",
    re.DOTALL,
)
_EXACT = 40  # digits: those of any figure, moved from 兆 to ones


class Scale(BaseModel):
    """How a figure is printed, where that is another unit than its value's: 372万人."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str  # 万人
    size: Decimal  # of one 万人, in the unit of the value
    decimals: int = 0  # that are printed: 2 of 1.50万人

    def of(self, value: Decimal) -> Decimal:
        """Value as it is printed: 1.50 of 15000; one that was calculated with all its decimals."""
        with localcontext(prec=_EXACT):
            moved = tidy(value / self.size)
            return moved.quantize(Decimal(1).scaleb(-max(self.decimals, decimals(moved))))


class Kind(NamedTuple):
    """What a unit counts, and how many of it one of the unit is."""

    base: str
    size: Decimal


@lru_cache(maxsize=1024)
def plain_unit(unit: str) -> str:
    """Form of a unit in which all of its spellings are one.

    Examples
    --------
    >>> plain_unit("％"), plain_unit("パーセント"), plain_unit("㎡"), plain_unit("ヶ月")
    ('%', '%', 'm2', 'か月')
    >>> plain_unit("㌧"), plain_unit("千トン"), plain_unit("ｋℓ"), plain_unit("tCO₂")
    ('t', '千t', 'kL', 't-CO2')
    """
    plain = _PERCENT.sub("%", unified(unit))
    plain = _SPELT.sub(lambda found: _SPELLINGS[found[0]], plain)
    return _OF_CO2.sub("-", _LITRE.sub(r"\1L", _KA.sub("か", plain)))


@lru_cache(maxsize=1024)
def kind_of(unit: str) -> Kind:
    """What a unit counts, and its size.

    Examples
    --------
    >>> kind_of("万人"), kind_of("百万円/年")
    (Kind(base='人', size=Decimal('10000')), Kind(base='円/年', size=Decimal('1000000')))
    >>> kind_of("時間"), kind_of("千トン").size == 1000 * kind_of("t").size, kind_of("千葉市")
    (Kind(base='分', size=Decimal('60')), True, Kind(base='千葉市', size=Decimal('1')))
    """
    found = _PARTS.fullmatch(plain_unit(unit))
    assert found  # each of its parts may be missing
    base, size = _SIZES.get(found["head"], (found["head"], "1"))
    whole = base + (found["tail"] or "") + (found["per"] or "")
    return Kind(whole, size_of(found["scale"] or "") * Decimal(size))


def size_of(scale: str) -> Decimal:
    """Number that a word of scale is.

    Examples
    --------
    >>> size_of("百万"), size_of("million"), size_of("")
    (Decimal('1000000'), Decimal('1000000'), Decimal('1'))
    """
    english = ENGLISH.get(scale.lower())
    return Decimal(english or prod(_DIGITS[digit] for digit in scale))


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """Value in another unit of its kind.

    Raises
    ------
    decimal.Inexact
        If no decimal number says it: 100分 in 時間.

    Examples
    --------
    >>> converted(Decimal("68.0"), "万人", "千人"), converted(Decimal(1.5), "時間", "分")
    (Decimal('680'), Decimal('90'))
    """
    with localcontext(prec=_EXACT) as context:
        context.traps[Inexact] = True
        return tidy(value * kind_of(unit).size / kind_of(to).size)


def tidy(value: Decimal) -> Decimal:
    """Value without idle zeros behind its point.

    Examples
    --------
    >>> tidy(Decimal("680.00")), tidy(Decimal("1.50")), tidy(Decimal("6.8E+5"))
    (Decimal('680'), Decimal('1.5'), Decimal('680000'))
    """
    with localcontext(prec=_EXACT):
        plain = value.normalize()
        return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def common_unit(leading: Iterable[str], others: Iterable[str]) -> str:
    """Unit in which figures of one kind are told: the finest of the leading ones.

    If what is printed in another has no exact value in it, the base of them all.

    Parameters
    ----------
    leading, others : iterable of str
        Units of one kind as printed, in the order of preference among equal ones; not both empty.

    Examples
    --------
    >>> common_unit(["万人", "千人"], ["人"]), common_unit([], ["百万円"])
    ('千人', '百万円')
    >>> common_unit(["時間"], ["分"])
    '分'
    """
    first, rest = list(leading), list(others)
    unit = min(first or rest, key=lambda each: kind_of(each).size)
    return unit if all(_exact(each, unit) for each in (*first, *rest)) else kind_of(unit).base


def _exact(unit: str, to: str) -> bool:
    try:
        converted(Decimal(1), unit, to)
    except Inexact:
        return False
    return True
