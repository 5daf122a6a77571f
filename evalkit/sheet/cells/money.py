"""Money as the tables of a form print it: one amount a cell, in the unit of its table.

Every money cell of a sheet is read here and nowhere else. Beside an amount a table may hold words
(「運営費交付金の内数」), a dash or a result to come; what is neither is a problem of its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import NamedTuple

from evalkit.sheet.cells.cell import AnyCell, Narrative, Quantity, parse_cell
from evalkit.sheet.cells.malformed_numbers import Doubt
from evalkit.sheet.cells.quantities import MOST_DECIMALS, MOST_WHOLE, stands_in_brackets
from evalkit.sheet.cells.quantity_words import DITTO, QUALIFIER
from evalkit.sheet.text import Compact, fold, plain_text

THOUSAND_YEN = "千円"
"""Unit of a table whose heads name none."""

_POWERS = {
    "円": 0, "千円": 3, "万円": 4, "百万円": 6, "千万円": 7, "億円": 8, "十億円": 9, "兆円": 12,
}  # fmt: skip
_UNIT = re.compile("|".join(sorted(_POWERS, key=len, reverse=True)))


class Fault(NamedTuple):
    """Why a cell of a money table cannot be used: the code of its problem, and what it shows."""

    code: str
    details: Mapping[str, object]


def named_unit(*heads: str) -> str | None:
    """Unit of money that the first of some heads names, if any does.

    Examples
    --------
    >>> named_unit("25年度当初予算額", "（単位：百万円）"), named_unit("25年度当初予算額")
    ('百万円', None)
    """
    found = (_UNIT.search(plain_text(head)) for head in heads)
    return next((unit[0] for unit in found if unit), None)


def thousands_in(unit: str) -> Decimal:
    """How many thousand yen one of a unit is.

    Examples
    --------
    >>> thousands_in("百万円"), thousands_in("円")
    (Decimal('1000'), Decimal('0.001'))
    """
    return rescaled(Decimal(1), unit, THOUSAND_YEN)


def rescaled(value: Decimal, unit: str, to: str) -> Decimal:
    """Amount in another unit of money, exactly.

    Examples
    --------
    >>> rescaled(Decimal("18507806"), "円", "千円"), rescaled(Decimal("1.5"), "億円", "千円")
    (Decimal('18507.806'), Decimal('150000'))
    """
    with localcontext(prec=2 * (MOST_WHOLE + MOST_DECIMALS)):
        moved = value.scaleb(_POWERS[unit] - _POWERS[to])
        return moved.quantize(1) if moved == moved.to_integral_value() else moved


def in_unit(cell: AnyCell, *, head: str, table: str) -> AnyCell:
    """Cell with its amount in the unit of its table.

    Parameters
    ----------
    cell : cell
        Read as printed; without a unit of its own it is in that of its head.
    head, table : str
        Units of money.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> for printed in ("18,507,806", "18,507,806千円", "18,507百万円"):
    ...     print(in_unit(parse_cell(printed), head="千円", table="千円").value)
    18507806
    18507806
    18507000
    """
    if not isinstance(cell, Quantity) or (not cell.unit and head == table):
        return cell
    own = "円" if cell.unit else head  # 18百万円 reads as 18,000,000円
    values = {
        name: rescaled(value, own, table)
        for name in ("value", "second")
        if (value := getattr(cell, name)) is not None
    }
    return cell.model_copy(update={**values, "unit": "", "scale": None})


def as_amount(cell: AnyCell) -> AnyCell:
    """Cell of a table of money; a figure of a part is a text: 1件当たり50千円.

    Examples
    --------
    >>> [as_amount(parse_cell(text)).status for text in ("50千円", "1件当たり50千円")]
    ['value', 'narrative']
    """
    qualified = isinstance(cell, Quantity) and _QUALIFIED.search(fold(cell.note))
    return Narrative(printed=cell.printed) if qualified else cell


_QUALIFIED = re.compile(rf"(?<!\S){QUALIFIER}(?:平均)?(?!\S)")


def amount_fault(cell: AnyCell) -> Fault | None:
    """What keeps a cell from standing in a table of money: another unit, 〃, 10～20, ¥5.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> texts = ("12人", "〃", "1,000～2,000", "1,234の内数", "－", "<5>")
    >>> [fault and fault.code for fault in map(amount_fault, map(parse_cell, texts))]
    ['money_unit', 'ditto', 'money', None, None, None]
    """
    seen = {"seen": cell.printed}
    if isinstance(cell, Quantity):
        if cell.unit not in ("", "円"):
            return Fault("money_unit", seen | {"unit": cell.unit})
        compact = Compact.of(cell.reading or cell.printed)
        scaled = not cell.unit and _SCALED.search(compact.text)
        odd = cell.comparator != "=" or scaled or stands_in_brackets(compact)
        return Fault("money", seen) if odd else None
    if not isinstance(cell, Narrative):
        return None
    text = plain_text(cell.printed)
    if re.fullmatch(DITTO, text):
        return Fault("ditto", seen)
    return None if _says_something(text) else Fault("money", seen)


_SCALED = re.compile("[0-9][千百万億兆]")  # 20百万: of what?
_REMARK = re.compile(r"\(?(?:※|\*|注)")
_FIGURES = re.compile(
    r"[0-9〇一二三四五六七八九十百千万億兆円余弱強約超]|程度|前後|以[上下内]|未満|およそ|概ね|ほぼ"
)


def _says_something(text: str) -> bool:
    """Whether words are left without the figures: 1,234の内数, 廃止; but not ¥1,234, NA."""
    words = [c for c in _FIGURES.sub("", text) if unicodedata.category(c) == "Lo"]
    return bool(_REMARK.match(text)) or len(words) > 1


def point_doubt(cell: AnyCell, head: str) -> Doubt | None:
    """A point for a comma: 1,982.194 in thousand yen, or an amount finer than a yen.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> point_doubt(parse_cell("1,982.194"), "千円")
    Doubt(kind='decimal_point', position=6, suggestion='1,982,194')
    >>> point_doubt(parse_cell("1,982.194"), "百万円") is None
    True
    """
    if not isinstance(cell, Quantity) or cell.reading is not None:
        return None
    compact = Compact.of(cell.printed)
    unit = (named_unit(cell.printed) if cell.unit else None) or head
    most = 2 if unit == THOUSAND_YEN else _POWERS[unit]
    point = re.search(rf"\.[0-9]{{{most + 1},}}", compact.text)
    if point is None:
        return None
    place = compact.places[point.start()]
    comma = f"{cell.printed[:place]},{cell.printed[place + 1 :]}"
    meant = isinstance(parse_cell(comma), Quantity)
    return Doubt(kind="decimal_point", position=place + 1, suggestion=comma if meant else "")
