"""What a printed cell that states a quantity looks like, and which number it states.

Numbers stand as Japanese documents print them: １２，３４５ · △288,349 · 15万2千 · 2時間30分. One
pattern holds for a whole cell, or for either end of a range. What it does not describe is no
quantity: the words that turn a number into something else (25％減, 20位台, 48/91) are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

from evalkit.sheet.cells.quantity_words import (
    ABOUT,
    AIM,
    AIM_OF_LIMIT,
    BEYOND,
    BRACKET,
    COMPARATORS,
    FOOTNOTE,
    LEAD,
    LIMIT,
    MARK,
    OR_BEYOND,
    RANK,
    REMARK,
    SCALE,
    SHADES,
    SIGN,
    SIGN_BEFORE,
    SIGNS,
    UNIT,
    Comparator,
)
from evalkit.sheet.cells.units import ENGLISH, Scale, plain_unit, size_of
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import Compact

# Numbers ---------------------------------------------------------------------------------------

_BIG = {"兆": 10**12, "億": 10**8, "万": 10**4, "": 1}
_SMALL = {"千": 10**3, "百": 10**2, "": 1, "時間": 60, **ENGLISH}

_WHOLE = "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)"
_DECIMAL = rf"{_WHOLE}(?:\.[0-9]+)?"
_IN_ENGLISH = "(?i:" + "|".join(ENGLISH) + ")"
_TERM = re.compile(rf"({_DECIMAL})(千|百|時間|{_IN_ENGLISH})?([兆億万])?")

_DIGITS = re.compile("[0-9,.]+")
_LAST_DIGITS = re.compile("[0-9,.]+$")

_SCALED = rf"(?:{_DECIMAL}{_IN_ENGLISH}|(?:{_WHOLE}{SCALE})*{_DECIMAL}{SCALE}?)"
_AMOUNT = rf"(?:{_WHOLE}時間{_WHOLE}(?=分)|{_SCALED})"
_NUMBER = rf"(?:{SIGN}?{_AMOUNT})"

MOST_WHOLE, MOST_DECIMALS = 18, 9
"""Digits before and after the point that a figure may have: sums of such figures are exact in the
28 digits with which :mod:`decimal` calculates, and no budget of a state needs more."""


def _is_one_number(cell: Compact, start: int, end: int) -> bool:
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
    """Value of a number as a cell states it.

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
        yield Decimal(value.replace(",", "")), _SMALL[small.lower()] * _BIG[big]


# Cells -----------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """What a cell states; its fields are those of :class:`~evalkit.sheet.cells.Quantity`."""

    value: Decimal
    unit: str
    comparator: Comparator
    second: Decimal | None = None
    note: str = ""
    scale: Scale | None = None


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
    if found := _FIGURE.fullmatch(cell.text):
        core = _read_single(cell, found)
        return core and _with_surroundings(cell, found, found, core)
    if ends := _ends_of_range(cell.text):
        core = _read_range(cell, *ends)
        return core and _with_surroundings(cell, *ends, core)
    return _read_corrected(cell) or _read_in_brackets(cell)


def stands_in_brackets(cell: Compact) -> bool:
    """Whether brackets hold a cell as a whole.

    Examples
    --------
    >>> [stands_in_brackets(Compact.of(text)) for text in ("（338機関）", "（23年度）338機関")]
    [True, False]
    """
    return _IN_BRACKETS.fullmatch(cell.text) is not None


_IN_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


def _read_in_brackets(cell: Compact) -> Reading | None:
    """Figure in brackets alone: （338機関）. Bare it may be a note, a loss, a list number."""
    if not stands_in_brackets(cell):
        return None
    inside = read_quantity(cell.part(1, len(cell.text) - 1))
    return inside if inside and inside.unit else None


_CORRECTED = re.compile(
    r"(?P<before>\(訂正\)|訂正:)?(?P<old>[^→⇒]+)[→⇒](?P<new>[^→⇒]+?)"
    r"(?P<after>\([^()]*訂正[^()]*\)|[にへ]訂正|※.*訂正.*)?",
    re.DOTALL,
)


def _read_corrected(cell: Compact) -> Reading | None:
    """Figure that a printed correction puts in another's place: 160件→168件（訂正）."""
    found = _CORRECTED.fullmatch(cell.text)
    if found is None or not (found["before"] or found["after"]):
        return None
    old, new = (read_quantity(cell.part(*found.span(name))) for name in ("old", "new"))
    if old is None or new is None or plain_unit(old.unit) != plain_unit(new.unit):
        return None
    around = (cell.raw[slice(*found.span(name))].strip("（）()") for name in ("before", "after"))
    note = [f"{cell.raw[slice(*found.span('old'))]}→", *around, new.note]
    return new._replace(note=" ".join(filter(None, note)))


# One pattern for all of them, for it takes long to compile.
_FIGURE = re.compile(
    rf"(?P<lead>{LEAD})(?:(?P<about>{ABOUT})|(?P<line><)|(?P<sign>{SIGN_BEFORE}))?"
    rf"(?P<value>{_NUMBER})(?(line)|(?P<over>余)?)(?P<unit>{UNIT})"
    rf"(?(line)>|(?:(?P<limit>{LIMIT}){AIM_OF_LIMIT}?|(?P<beyond>{BEYOND})|{AIM})?)"
    rf"(?P<tail>(?:{BRACKET}|{FOOTNOTE}|{RANK}|{MARK})*(?:{REMARK})?)。?",
    re.DOTALL,
)
"""A line, <5>, is the lower one of a budget table."""
_PER = re.compile("(?:[当あ]た?り|につき|対)$")
_BETWEEN = re.compile("~|(?P<least>以上)(?:[、,]|かつ)?")
_YEARS = re.compile("(?:19|20)[0-9]{2}~(?:19|20)[0-9]{2}(?:[(※]|$)")  # no range of values
_PIECE_BEFORE = re.compile(rf"{BRACKET}|[^(]+")
_PIECE = re.compile(rf"{REMARK}|{BRACKET}|{FOOTNOTE}|{RANK}|{MARK}|[^(]+", re.DOTALL)


def _read_single(cell: Compact, found: re.Match[str]) -> Reading | None:
    words = [word for word in (found["over"], found["limit"]) if word]
    comparators = {COMPARATORS[word] for word in words}
    if found["about"]:
        comparators.add("about")
    if found["sign"]:
        comparators.add(SIGNS[found["sign"].lower()])
    if found["beyond"]:
        comparators.add(OR_BEYOND[found["beyond"].lower()])
    comparator: Comparator = next(iter(comparators), "=")
    # 約90％以上 is no clear limit; △5％以上 is a fall by 5 or more, or a value of -5 or more.
    signed = _is_signed(found) and comparator not in ("=", "about")
    if len(comparators) > 1 or signed or not _is_clear_before(cell, found):
        return None
    return _figure(cell, found, comparator, note=" ".join(w for w in words if w in SHADES))


def _is_clear_before(cell: Compact, found: re.Match[str]) -> bool:
    """Whether what stands before a number is told from it, and leaves it what it is."""
    start = found.end("lead")
    if found["qualified"] and not found["unit"] and not _PER.search(found["qualified"]):  # 年5
        return False
    if found["lead"][-1:].isdecimal() and start not in cell.gaps:  # 高345人
        return False
    if found["about"] == "~":  # ～70％ is up to 70; about 70 in a text of a Western form alone
        return cell.raw.isascii()
    return not found["sign"] or cell.raw[found.start("sign")] not in "〈《〉》"


def _is_signed(found: re.Match[str]) -> bool:
    return found["value"][0] in "-+△▲"


def _is_bare(found: re.Match[str], start: int, end: int) -> bool:
    """Whether a number and its unit are all that stands from `start` to `end`."""
    return (found.start("value"), found.end("unit")) == (start, end) and not found["over"]


def _ends_of_range(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """Both figures of 10～20件, or of 10件以上20件以下."""
    between = _BETWEEN.search(text)
    if between is None:
        return None
    least = between["least"]
    lower = _FIGURE.fullmatch(text, 0, between.end("least") if least else between.start())
    upper = _FIGURE.fullmatch(text, between.end())
    if lower is None or upper is None or _YEARS.match(text, lower.start("value")):
        return None
    bare = (
        _is_bare(lower, lower.end("lead"), between.start())
        and _is_bare(upper, between.end(), upper.end("unit"))
        and upper["limit"] == ("以下" if least else None)
    )
    return (lower, upper) if bare else None


def _read_range(cell: Compact, first: re.Match[str], last: re.Match[str]) -> Reading | None:
    lower = _figure(cell, first, unit=first if first["unit"] else last)
    upper = _figure(cell, last, "range")
    # Whether 1～2万人 begins with one person or with 10,000 is left to its reader.
    alike = first["unit"] or first["value"].isascii() == last["value"].isascii()
    if lower is None or upper is None or lower.value >= upper.value or not alike:
        return None
    same = plain_unit(lower.unit) == plain_unit(upper.unit)
    return _paired(upper._replace(value=lower.value), lower, upper) if same else None


def _paired(core: Reading, first: Reading, second: Reading) -> Reading:
    """Reading of two figures, which keep their scale if it is one."""
    one, other = first.scale, second.scale
    scale = max(one, other, key=lambda each: each.decimals) if one and other else None
    alike = scale and one and other and one.unit == other.unit
    return core._replace(second=second.value, scale=scale if alike else None)


def _figure(
    cell: Compact,
    found: re.Match[str],
    comparator: Comparator = "=",
    *,
    unit: re.Match[str] | None = None,
    note: str = "",
) -> Reading | None:
    """One number with its unit as printed (or that of `unit`), unless white space makes it two."""
    value = read_number(found["value"])
    if value is None or not _is_one_number(cell, *found.span("value")):
        return None
    of_unit = unit or found
    printed_unit = cell.raw[slice(*of_unit.span("unit"))]
    scale = _scale(found["value"], printed_unit)
    if of_unit["unit"] == "時間":  # as in 2時間30分, so that one series has one unit
        value, printed_unit = value * 60, "分"
    return Reading(value, printed_unit, comparator, note=note, scale=scale)


_ONE_SCALE = re.compile(rf"{SIGN}?(?P<digits>{_DECIMAL})(?P<scale>{SCALE}|{_IN_ENGLISH})?")


def _scale(number: str, unit: str) -> Scale | None:
    """Scale in which a number is printed with its unit; None where that is the unit itself.

    Examples
    --------
    >>> _scale("14.10万", "人")
    Scale(unit='万人', size=Decimal('10000'), decimals=2)
    >>> _scale("15万2千", "人"), _scale("152,000", "人")
    (None, None)
    """
    found = _ONE_SCALE.fullmatch(number)
    if found is None or not (found["scale"] or unit == "時間"):
        return None
    word = found["scale"] or ""
    size = size_of(word) * (60 if unit == "時間" else 1)
    places = decimals(Decimal(found["digits"].replace(",", "")))
    space = " " if word.isascii() and word and unit else ""
    return Scale(unit=word + space + unit, size=size, decimals=places)


def _with_surroundings(
    cell: Compact, first: re.Match[str], last: re.Match[str], core: Reading
) -> Reading | None:
    """Add a second value in brackets, and everything else that is printed as the note."""
    before = [cell.raw[slice(*span)].rstrip("：:、") for span in _pieces(first, "lead")]
    after = [(span, _second(cell, span, core.unit)) for span in _pieces(last, "tail")]
    seconds = [second for _, second in after if second is not None]
    if len(seconds) + (core.second is not None) > 1:
        return None
    rest = [cell.raw[slice(*span)] for span, second in after if second is None]
    note = " ".join(filter(None, [*before, core.note, *rest]))
    whole = _paired(core, core, seconds[0]) if seconds else core
    return whole._replace(note=note)


def _pieces(found: re.Match[str], part: str) -> Iterator[tuple[int, int]]:
    """Places of the notes in a part of the cell, brackets left out."""
    pattern = _PIECE if part == "tail" else _PIECE_BEFORE
    for piece in pattern.finditer(found.string, *found.span(part)):
        brackets = piece[0].startswith("(")
        yield piece.start() + brackets, piece.end() - brackets


def _second(cell: Compact, span: tuple[int, int], unit: str) -> Reading | None:
    """Figure of a note that is a number in the same unit: 7件（27件）."""
    alone = _FIGURE.fullmatch(cell.text, *span)
    if alone is None or not _is_bare(alone, *span) or _is_signed(alone):
        return None
    figure = _figure(cell, alone)
    return figure if figure and plain_unit(figure.unit) == plain_unit(unit) else None
