"""Figures in print. Rounding happens here, once, half up (四捨五入)."""

from __future__ import annotations

from decimal import Decimal

from evalkit.assess.rounding import apart, percentage
from evalkit.sheet.bilingual import Language


def percent(ratio: Decimal, language: Language = "ja", *against: Decimal) -> str:
    """Print a ratio as a percentage with one decimal, more where it is near what it is held to.

    Examples
    --------
    >>> percent(Decimal("0.9583333")), percent(Decimal(1), "en"), percent(Decimal("-0.021"))
    ('95.8％', '100.0%', '△2.1％')
    >>> percent(Decimal("0.9998"))
    '99.98％'
    """
    return _signed(percentage(ratio, *against), "％" if language == "ja" else "%", language)


def amount(
    value: Decimal,
    unit: str = "",
    language: Language = "ja",
    *against: Decimal,
    signed: bool = False,
) -> str:
    """Print a value of an indicator: whole where it is whole, else with one decimal.

    It gets more decimals where one would make it nothing, or one of those it is held `against`.

    Examples
    --------
    >>> amount(Decimal("16744.6667"), "件"), amount(Decimal("758"), "件", signed=True)
    ('16,744.7件', '+758件')
    >>> amount(Decimal("-0.03"), "件"), amount(Decimal("69.96"), "件", "ja", Decimal(70))
    ('△0.03件', '69.96件')
    """
    whole = value == value.to_integral_value()
    figure = apart(value, 0 if whole else 1, Decimal(0), *against)
    return ("+" if signed and figure > 0 else "") + _signed(figure, unit, language)


_PERCENT: dict[Language, tuple[str, str]] = {"ja": ("%", "％"), "en": ("％", "%")}


def unit_of(unit: str, language: Language = "ja") -> str:
    """Print a unit with the percent sign of the page, whichever the form has.

    Examples
    --------
    >>> unit_of("%"), unit_of("％", "en"), unit_of("件", "en")
    ('％', '%', '件')
    """
    return unit.replace(*_PERCENT[language])


_COMPARED: dict[Language, dict[str, str]] = {
    "ja": {">=": "{}以上", "<=": "{}以下", ">": "{}超", "<": "{}未満", "about": "{}程度"},
    "en": {">=": "≥ {}", "<=": "≤ {}", ">": "> {}", "<": "< {}", "about": "about {}"},
}


def compared(figure: str, comparator: str, language: Language = "ja") -> str:
    """Print a target's figure with its comparator.

    Examples
    --------
    >>> compared("30％", ">="), compared("7件", "about", "en"), compared("10件", "=")
    ('30％以上', 'about 7件', '10件')
    """
    return _COMPARED[language].get(comparator, "{}").format(figure)


def quantity(
    value: Decimal,
    unit: str,
    comparator: str,
    second: Decimal | None = None,
    language: Language = "ja",
) -> str:
    """Print a figure of the form with its comparator and its second value.

    Examples
    --------
    >>> quantity(Decimal(7), "件", "=", Decimal(27)), quantity(Decimal(3), "%", ">=")
    ('7件（27件）', '3％以上')
    >>> quantity(Decimal("-0.5"), "％", "="), quantity(Decimal("-0.5"), "％", "=", None, "en")
    ('△0.5％', '−0.5%')
    """
    first = _signed(value, "" if comparator == "range" and second is not None else unit, language)
    if second is None:
        return compared(first, comparator, language)
    other = _signed(second, unit, language)
    if comparator == "range":
        return f"{first}～{other}" if language == "ja" else f"{first}–{other}"
    beside = f"（{other}）" if language == "ja" else f" ({other})"
    return compared(first, comparator, language) + beside


def _signed(figure: Decimal, unit: str, language: Language) -> str:
    minus = {"ja": "△", "en": "−"}[language]
    return (minus if figure < 0 else "") + f"{abs(figure):,}{unit_of(unit, language)}"
