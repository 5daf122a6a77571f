"""The kinds of a printed cell, and how its text is told to be one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells.malformed_numbers import Doubt, find_doubt
from evalkit.sheet.cells.quantities import read_quantity
from evalkit.sheet.cells.quantity_words import STAGE, YEAR, YEAR_TAIL, Comparator
from evalkit.sheet.cells.units import Scale, common_unit, converted, kind_of, plain_unit
from evalkit.sheet.fiscal import Window, find_due
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import Compact, fold


class Cell(BaseModel):
    """Base of every cell: its text exactly as printed, which ``str()`` gives back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    printed: str

    def __str__(self) -> str:
        return self.printed


class Quantity(Cell):
    """One number: 14,974件 · 80％以上（平均） · 7件（27件）."""

    status: Literal["value"] = "value"
    value: Decimal  # in the unit itself: 6億円 is 600000000 円, 2時間30分 is 150 分
    unit: str = ""  # as printed: ％ and % are both kept; see plain_unit
    scale: Scale | None = None  # how it is printed, where not in that unit: 6億円, 2時間
    comparator: Comparator = "="
    second: Decimal | None = None  # second value of a pair 7件（27件）; upper end of a range
    note: str = ""  # whatever else is printed: 毎年度, 平均, 速報値, ※別表参照
    window: Window | None = None  # years of which it is the mean or the sum; None of one year alone
    reading: str | None = None  # how its author says that a malformed text is to be read

    @property
    def plain_unit(self) -> str:
        """Unit by which two cells are compared: ％ and % are one.

        Examples
        --------
        >>> parse_cell("86％（平均）").plain_unit == parse_cell("86%").plain_unit
        True
        """
        return plain_unit(self.unit)

    @property
    def printed_unit(self) -> str:
        """Unit with its scale as printed.

        Examples
        --------
        >>> parse_cell("（34年度）372万人以上").printed_unit, parse_cell("2時間30分").printed_unit
        ('万人', '分')
        """
        return self.scale.unit if self.scale else self.unit

    def as_printed(self, value: Decimal) -> Decimal:
        """One of its values in its printed unit.

        Examples
        --------
        >>> cell = parse_cell("92.0万人")
        >>> cell.value, cell.as_printed(cell.value)
        (Decimal('920000'), Decimal('92.0'))
        """
        return self.scale.of(value) if self.scale else value

    def declared(self, unit: str) -> Quantity:
        """The figure, if it is bare in the unit declared for it.

        Examples
        --------
        >>> parse_cell("671").declared("千人").unit, parse_cell("15万").declared("人").printed_unit
        ('千人', '万人')
        """
        if self.unit or not unit:
            return self
        scale = self.scale and self.scale.model_copy(update={"unit": self.scale.unit + unit})
        return self.model_copy(update={"unit": unit, "scale": scale})

    def in_unit(self, unit: str) -> Quantity:
        """The same figure with its value in another unit of its kind; how it is printed stays.

        Another spelling of its own unit changes nothing.

        Raises
        ------
        decimal.Inexact
            As :func:`~evalkit.sheet.cells.units.converted`.

        Examples
        --------
        >>> cell = parse_cell("68万人").in_unit("千人")
        >>> cell.value, cell.unit, cell.printed_unit, cell.as_printed(cell.value)
        (Decimal('680'), '千人', '万人', Decimal('68'))
        >>> parse_cell("92.0万人").in_unit("万人").value
        Decimal('92.0')
        """
        if self.scale is None and self.plain_unit == plain_unit(unit):
            return self
        if kind_of(unit).size == kind_of(self.printed_unit).size:
            values = {name: self.as_printed(value) for name, value in self._values()}
            return self.model_copy(update={**values, "unit": unit, "scale": None})
        values = {name: converted(value, self.unit, unit) for name, value in self._values()}
        return self.model_copy(update={**values, "unit": unit, "scale": self._scale_in(unit)})

    def _values(self) -> Iterator[tuple[str, Decimal]]:
        yield "value", self.value
        if self.second is not None:
            yield "second", self.second

    def _scale_in(self, unit: str) -> Scale:
        size = converted(Decimal(1), self.printed_unit, unit)
        places = self.scale.decimals if self.scale else decimals(self.value)
        return Scale(unit=self.printed_unit, size=size, decimals=places)

    @property
    def year_label(self) -> str:
        """Year for which the value is stated, as printed in the note; '' if none is.

        Examples
        --------
        >>> parse_cell("（23年度）338機関").year_label, parse_cell("（毎年度）90％以上").year_label
        ('23年度', '毎年度')
        >>> parse_cell("30％※21年度より実施").year_label
        ''
        """
        found = _YEAR_IN_NOTE.search(fold(self.note))
        return self.note[slice(*found.span("year"))] if found else ""


class Pending(Cell):
    """A result not yet known: 調査中（10月頃調査結果が出る予定）."""

    status: Literal["pending"] = "pending"
    due: str = ""  # 10月頃


class NotStarted(Cell):
    """No result, for the work had not begun: 23年度より取組を開始したため、実績なし."""

    status: Literal["not_started"] = "not_started"


class NotApplicable(Cell):
    """Nothing to state here: －, 該当なし."""

    status: Literal["not_applicable"] = "not_applicable"


class OtherPeriod(Cell):
    """A figure that is not that of its column's year: （23年度）361機関 in the column of 24年度.

    Such is also the one figure of a cell over several years. It is kept as printed, and nothing is
    calculated from it.
    """

    status: Literal["other_period"] = "other_period"
    period: str  # as printed, 23年度; or the years of the cell, 2008-2010
    reading: str | None = None  # as of a Quantity


class Narrative(Cell):
    """Words, or figures that do not state one number."""

    status: Literal["narrative"] = "narrative"
    doubt: Doubt | None = None  # set if a number was surely meant, but is malformed

    @property
    def year_label(self) -> str:
        """Year that stands before or behind its words; '' where none does.

        Examples
        --------
        >>> [parse_cell(text).year_label for text in ("（2026年度）前年度以上", "2013年度比で半減")]
        ['2026年度', '']
        """
        text = Compact.of(self.printed)
        found = _YEAR_OF_WORDS.search(text.text)
        return text.raw[slice(*found.span(found.lastindex or 0))] if found else ""


class Blank(Cell):
    """An empty cell."""

    status: Literal["blank"] = "blank"
    printed: str = ""


AnyCell: TypeAlias = (
    Quantity | Pending | NotStarted | NotApplicable | OtherPeriod | Narrative | Blank
)
"""A cell of any kind; its ``status`` says which."""

STATUSES: Mapping[str, Bilingual] = {
    "value": Bilingual("数値", "value"),
    "pending": Bilingual("調査中", "pending"),
    "not_started": Bilingual("未開始", "not started"),
    "not_applicable": Bilingual("該当なし", "not applicable"),
    "other_period": Bilingual("他の期間の値", "figure of another period"),
    "narrative": Bilingual("記述", "narrative"),
    "blank": Bilingual("記載なし", "blank"),
}
"""What each status is called."""

_YEAR_IN_NOTE = re.compile(
    rf"(?<!\S)(?:{STAGE}[:、・(]?)?(?P<year>{YEAR})(?={YEAR_TAIL}\)?(?:\s|$))"
)
_YEAR_OF_WORDS = re.compile(
    rf"^\(({YEAR}){YEAR_TAIL}\)|^([毎各]年度?)[、:,]|^({YEAR})までに|\(([毎各]年度?)\)$"
)
_NOT_APPLICABLE = re.compile(
    r"\(?(?:[-―—ー─━]+|[…‥]+|\.{3,}|・{2,}|\*{2,}|(?:該当)?(?:なし|無し))\)?。?"
)
_PENDING = re.compile(
    r"\(?(?:現在)?(?:(?:調査|集計|確認|算出|算定|精査|公表準備)中|(?:公表|結果|集計)待ち|未公表|未集計)"
    r"(?:|[)(※、。,…].*|のため.*)",
    re.DOTALL,
)
_NOT_STARTED = re.compile(r".*実績(?:なし|無し)(?:\([^()]*\))?[。)]*", re.DOTALL)


def value_of(cell: AnyCell | None) -> Decimal | None:
    """Value of a cell that states a number; None for any other."""
    return cell.value if isinstance(cell, Quantity) else None


def own_label(cell: AnyCell) -> str:
    """Year that a cell itself states, as printed; '' where it states none."""
    return cell.year_label if isinstance(cell, Quantity | Narrative) else ""


def in_common_unit(leading: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """Two figures in one unit, that of the first as printed; None if they differ in kind.

    Examples
    --------
    >>> pair = in_common_unit(parse_cell("671千人"), parse_cell("68万人"))
    >>> [(cell.value, cell.unit) for cell in pair]
    [(Decimal('671'), '千人'), (Decimal('680'), '千人')]
    >>> in_common_unit(parse_cell("12件"), parse_cell("12件/年")) is None
    True
    """
    if kind_of(leading.unit).base != kind_of(other.unit).base:
        return None
    unit = common_unit([leading.printed_unit], [other.printed_unit])
    return leading.in_unit(unit), other.in_unit(unit)


@lru_cache(maxsize=4096)
def parse_cell(text: str) -> AnyCell:
    """Read a printed cell.

    Parameters
    ----------
    text : str
        Any text. Its white space and the width of its characters make no difference to what is
        read; only where white space leaves one number or two is neither read: 12 15件, － 338.

    Returns
    -------
    Quantity, Pending, NotStarted, NotApplicable, Narrative or Blank
        Whatever is not clearly one of the others is a Narrative.

    Examples
    --------
    >>> parse_cell("１４，９７４ 件").value
    Decimal('14974')
    >>> pair = parse_cell("7件程度 (16件)")
    >>> pair.value, pair.unit, pair.comparator, pair.second
    (Decimal('7'), '件', 'about', Decimal('16'))
    >>> parse_cell("調査中（10月頃調査結果が出る予定）").due
    '10月頃'
    >>> [parse_cell(text).status for text in ("実績なし", "－", "前年度比120％", " ")]
    ['not_started', 'not_applicable', 'narrative', 'blank']
    >>> parse_cell("1,30,000").doubt
    Doubt(kind='separators', position=2, suggestion='')
    """
    cell = Compact.of(text)
    if not cell.text:
        return Blank(printed=text)
    if reading := read_quantity(cell):
        return Quantity(printed=text, **reading._asdict())
    if _NOT_APPLICABLE.fullmatch(cell.text):
        return NotApplicable(printed=text)
    if _PENDING.fullmatch(cell.text):
        return Pending(printed=text, due=find_due(text))
    if _NOT_STARTED.fullmatch(cell.text):
        return NotStarted(printed=text)
    return Narrative(printed=text, doubt=find_doubt(cell))


def accept_reading(printed: str, reading: str) -> Quantity:
    """Quantity of a malformed cell whose author says how it is to be read.

    Parameters
    ----------
    printed : str
        Text as published: 1,30,000.
    reading : str
        Text as it was meant: 1,300,000.

    Raises
    ------
    ValueError
        If `reading` states no quantity either.

    Examples
    --------
    >>> cell = accept_reading("1,30,000", "1,300,000")
    >>> str(cell), cell.value, cell.reading
    ('1,30,000', Decimal('1300000'), '1,300,000')
    """
    cell = parse_cell(reading)
    if not isinstance(cell, Quantity):
        raise ValueError(
            f"reading 「{reading}」 of 「{printed}」 is no number; for example 1,300,000"
        )
    return cell.model_copy(update={"printed": printed, "reading": reading})
