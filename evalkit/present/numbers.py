"""Figures in print. Rounding happens here, once, half up (四捨五入)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from evalkit.sheet.problems import Language


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, away from zero.

    Examples
    --------
    >>> rounded(Decimal("0.125"), 2), rounded(Decimal("-2.5"), 0)
    (Decimal('0.13'), Decimal('-3'))
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent(ratio: Decimal, language: Language = "ja") -> str:
    """Print a ratio as a percentage with one decimal.

    Examples
    --------
    >>> percent(Decimal("0.9583333")), percent(Decimal(1), "en"), percent(Decimal("-0.021"))
    ('95.8％', '100.0%', '△2.1％')
    """
    return _signed(rounded(ratio * 100, 1), "％" if language == "ja" else "%", language)


def amount(
    value: Decimal, unit: str = "", language: Language = "ja", *, signed: bool = False
) -> str:
    """Print a value of an indicator: whole where it is whole, else with one decimal.

    Examples
    --------
    >>> amount(Decimal("16744.6667"), "件"), amount(Decimal("758"), "件", signed=True)
    ('16,744.7件', '+758件')
    """
    whole = value == value.to_integral_value()
    figure = rounded(value, 0 if whole else 1)
    return ("+" if signed and figure > 0 else "") + _signed(figure, unit, language)


def _signed(figure: Decimal, unit: str, language: Language) -> str:
    minus = {"ja": "△", "en": "−"}[language]
    return (minus if figure < 0 else "") + f"{abs(figure):,}{unit}"
