"""The shapes in which a printed cell states a quantity.

Each shape is a pattern for the whole cell. What no shape describes is no quantity: the words that
turn a number into something else (25％減, 20位台, 48/91) are in none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from evalkit.sheet.numerals import AMOUNT, NUMBER, Compact, read_number
from evalkit.sheet.vocabulary import (
    ABOUT,
    BRACKET,
    COMPARATORS,
    LEAD,
    LIMIT,
    MARK,
    REMARK,
    SHADES,
    UNIT,
    Comparator,
    plain_unit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a cell states; its fields are those of :class:`~evalkit.sheet.cells.Quantity`."""

    value: Decimal
    unit: str
    comparator: Comparator
    second: Decimal | None = None
    note: str = ""


def read_quantity(cell: Compact) -> Reading | None:
    """Quantity that a cell states, if it states one and nothing else.

    Examples
    --------
    >>> reading = read_quantity(Compact.of("（34年度）30％以上※中期計画に基づく"))
    >>> reading.value, reading.unit, reading.comparator, reading.note
    (Decimal('30'), '％', '>=', '34年度 ※中期計画に基づく')
    >>> read_quantity(Compact.of("25％減")) is None
    True
    """
    for shape, read in _SHAPES:
        if found := shape.fullmatch(cell.text):
            core = read(cell, found)
            return core and _with_surroundings(cell, found, core)
    return None


def _shape(body: str) -> re.Pattern[str]:
    """Pattern of a whole cell with `body` between what may stand before and after a number."""
    tail = rf"(?:{BRACKET}|{MARK})*(?:{REMARK})?"
    return re.compile(rf"(?P<lead>{LEAD}){body}(?P<tail>{tail})。?", re.DOTALL)


_FIRST = rf"(?P<value>{NUMBER})(?P<unit>{UNIT})"
_UPPER = rf"(?P<upper>{NUMBER})(?P<upper_unit>{UNIT})"
_YEARS = "(?:(?:19|20)[0-9]{2}~(?:19|20)[0-9]{2}(?:[(※]|$))"  # 2005～2007 is no range of values

_SINGLE = _shape(
    rf"(?P<about>{ABOUT})?(?P<value>{NUMBER})(?P<over>余)?(?P<unit>{UNIT})(?P<limit>{LIMIT})?"
)
_LOWER_LINE = _shape(rf"<{_FIRST}>")  # lower line of a budget table, not "less than"
_FROM_TO = _shape(rf"(?!{_YEARS}){_FIRST}~{_UPPER}")
_AT_LEAST_AT_MOST = _shape(rf"{_FIRST}以上[、,]?{_UPPER}以下")

_ALONE = re.compile(rf"(?P<value>{AMOUNT})(?P<unit>{UNIT})")
_PIECE = re.compile(rf"{REMARK}|{BRACKET}|{MARK}|[^(]+", re.DOTALL)


def _read_single(cell: Compact, found: re.Match[str]) -> Reading | None:
    words = [word for word in (found["over"], found["limit"]) if word]
    comparators = {COMPARATORS[word] for word in words}
    if found["about"]:
        comparators.add("about")
    comparator: Comparator = next(iter(comparators), "=")
    # 約90％以上 is no clear limit; △5％以上 is a fall by 5 or more, or a value of -5 or more.
    signed = found["value"][0] in "-+△▲"
    if len(comparators) > 1 or (signed and comparator not in ("=", "about")):
        return None
    return _figure(cell, found, comparator, note=" ".join(w for w in words if w in SHADES))


def _read_line(cell: Compact, found: re.Match[str]) -> Reading | None:
    return _figure(cell, found)


def _read_range(cell: Compact, found: re.Match[str]) -> Reading | None:
    own_unit = found["unit"]
    lower = _figure(cell, found, unit="unit" if own_unit else "upper_unit")
    upper = _figure(cell, found, "range", number="upper", unit="upper_unit")
    # Whether 1～2万人 begins with one person or with 10,000 is left to its reader.
    alike = own_unit or found["value"].isascii() == found["upper"].isascii()
    if lower is None or upper is None or lower.value >= upper.value or not alike:
        return None
    same = plain_unit(lower.unit) == plain_unit(upper.unit)
    return replace(upper, value=lower.value, second=upper.value) if same else None


_SHAPES = (
    (_SINGLE, _read_single),
    (_LOWER_LINE, _read_line),
    (_FROM_TO, _read_range),
    (_AT_LEAST_AT_MOST, _read_range),
)


def _figure(
    cell: Compact,
    found: re.Match[str],
    comparator: Comparator = "=",
    *,
    number: str = "value",
    unit: str = "unit",
    note: str = "",
) -> Reading | None:
    """One number with its unit as printed, unless white space makes it two."""
    value = read_number(found[number])
    if value is None or not cell.is_one_number(*found.span(number)):
        return None
    if found[unit] == "時間":  # as in 2時間30分, so that one series has one unit
        return Reading(value=value * 60, unit="分", comparator=comparator, note=note)
    printed_unit = cell.raw[slice(*found.span(unit))]
    return Reading(value=value, unit=printed_unit, comparator=comparator, note=note)


def _with_surroundings(cell: Compact, found: re.Match[str], core: Reading) -> Reading | None:
    """Add a second value in brackets, and everything else that is printed as the note."""
    before = [cell.raw[slice(*span)].rstrip("：:、") for span in _pieces(found, "lead")]
    after = [(span, _second(cell, span, core.unit)) for span in _pieces(found, "tail")]
    seconds = [second for second in (core.second, *(s for _, s in after)) if second is not None]
    if len(seconds) > 1:
        return None
    rest = [cell.raw[slice(*span)] for span, second in after if second is None]
    note = " ".join(filter(None, [*before, core.note, *rest]))
    return replace(core, second=seconds[0] if seconds else None, note=note)


def _pieces(found: re.Match[str], part: str) -> Iterator[tuple[int, int]]:
    """Places of the notes in a part of the cell, brackets left out."""
    for piece in _PIECE.finditer(found.string, *found.span(part)):
        brackets = piece[0].startswith("(")
        yield piece.start() + brackets, piece.end() - brackets


def _second(cell: Compact, span: tuple[int, int], unit: str) -> Decimal | None:
    """Value of a note that is a number in the same unit: 7件（27件）."""
    alone = _ALONE.fullmatch(cell.text, *span)
    figure = _figure(cell, alone) if alone else None
    return figure.value if figure and plain_unit(figure.unit) == plain_unit(unit) else None
