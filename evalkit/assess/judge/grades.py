"""Grades, and the thresholds at which they are given, as tables to be read and edited.

A threshold is a ratio (0.9 is 90 %), compared with the unrounded value; the first row from the top
that holds gives the grade. Labels come in pairs: Japanese, English.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """A grade as its publisher prints it, with words and a symbol for our readers."""

    grade: str
    label: Bilingual
    symbol: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """One row of a threshold table; a row without a threshold takes what is left."""

    grade: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    scaled: bool = False  # the threshold is multiplied by the limit factor C
    # The score of the row, where the method has one: slope × value + intercept.
    slope: Decimal = Decimal(0)
    intercept: Decimal = Decimal(0)
    slope_scaled: bool = False  # the slope is divided by the limit factor C

    def holds(self, value: Decimal, scale: Decimal = Decimal(1), *, short: bool = False) -> bool:
        """Whether an unrounded value falls into this row (asked from the top of the table).

        `short` says that the value counts as just short of itself: a limit missed by nothing.
        """
        factor = scale if self.scaled else Decimal(1)
        if self.at_least is not None:
            edge = self.at_least * factor
            return value > edge if short else value >= edge
        return self.above is None or value > self.above * factor

    def condition(self, scale: Decimal = Decimal(1)) -> str:
        """Return the threshold in print.

        Examples
        --------
        >>> Band(grade="A", at_least=Decimal("0.90")).condition()
        '≥ 0.9'
        """
        factor = scale if self.scaled else Decimal(1)
        if self.at_least is not None:
            return f"≥ {significant(self.at_least * factor)}"
        return "otherwise" if self.above is None else f"> {significant(self.above * factor)}"


def find_band(
    table: Sequence[Band], value: Decimal, scale: Decimal = Decimal(1), *, short: bool = False
) -> Band | None:
    """Return the first row that holds, or None where the table has no row for the value."""
    return next((band for band in table if band.holds(value, scale, short=short)), None)


def conditions(table: Sequence[Band], scale: Decimal = Decimal(1)) -> dict[str, str]:
    """Return every grade of a table with its threshold in print; of several rows, the lowest."""
    return {band.grade: band.condition(scale) for band in table}


def read_grades(*rows: tuple[str, str, str, str]) -> tuple[Grade, ...]:
    """Read rows of grade, label in Japanese, label in English, symbol.

    Examples
    --------
    >>> read_grades(("met", "達成", "Met", "○"))
    (Grade(grade='met', label=Bilingual(ja='達成', en='Met'), symbol='○'),)
    """
    return tuple(
        Grade(grade=grade, label=Bilingual(ja, en), symbol=symbol) for grade, ja, en, symbol in rows
    )


def read_table(*rows: tuple[str, ...]) -> tuple[Band, ...]:
    """Read rows of grade, threshold (">= 0.9", "> 1.5", ">= 0.015 C", "else"), slope, intercept.

    Examples
    --------
    >>> [band.condition() for band in read_table(("A", ">= 0.90"), ("B", "> 0.5"), ("C", "else"))]
    ['≥ 0.9', '> 0.5', 'otherwise']
    """
    return tuple(_band(*row) for row in rows)


def _band(grade: str, threshold: str, slope: str = "0", intercept: str = "0") -> Band:
    sign, _, number = threshold.partition(" ")
    limit = Decimal(number.removesuffix(" C")) if number else None
    return Band(
        grade=grade,
        at_least=limit if sign == ">=" else None,
        above=limit if sign == ">" else None,
        scaled=number.endswith(" C"),
        slope=_fraction(slope.removesuffix(" / C")),
        intercept=_fraction(intercept),
        slope_scaled=slope.endswith(" / C"),
    )


def _fraction(text: str) -> Decimal:
    over, _, under = text.partition("/")
    return Decimal(over) / Decimal(under or 1)


NOT_DECIDABLE = ("not_decidable", "判定不能", "Not decidable", "？")
