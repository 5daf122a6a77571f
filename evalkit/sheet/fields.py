"""How the fields of a sheet file are read: cells, amounts, years and numbers, each from its text.

What cannot be read is a problem of its field; `load` says it, by the type of the error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    RootModel,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from evalkit.sheet.cells import (
    AnyCell,
    Blank,
    Cell,
    OtherPeriod,
    Quantity,
    accept_reading,
    parse_cell,
)
from evalkit.sheet.cells.money import amount_fault, as_amount, named_unit
from evalkit.sheet.cells.periods import in_column
from evalkit.sheet.fiscal import (
    NotAFiscalYear,
    Window,
    parse_fiscal_year,
    parse_year_span,
    read_window,
)
from evalkit.sheet.references import read_number_sign

_SCALAR = {"type": ["string", "number"]}
NO_CELL = Blank()
"""Stands wherever a sheet prints no cell."""

Text = Annotated[str, WithJsonSchema(_SCALAR)]
Name = Annotated[str, StringConstraints(min_length=1), WithJsonSchema(_SCALAR | {"minLength": 1})]


_ITEM_NUMBER = re.compile(r"""[^\s<>"'&/\\#%?]{0,20}""")  # it names places in pages and in links


def _read_item_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    number = read_number_sign(value)
    if not _ITEM_NUMBER.fullmatch(number):
        raise PydanticCustomError("item_number", "no number", {"seen": value})
    return number


ItemNumber = Annotated[Name, BeforeValidator(_read_item_number)]
"""Number of a goal or an indicator, which its readers may type as the form prints it: ①, １."""


def _read_cell(value: Any) -> AnyCell:
    if isinstance(value, Cell):
        return value  # type: ignore[return-value]
    if isinstance(value, Mapping) and set(value) == {"printed", "reading"}:
        return _accepted(str(value["printed"]), str(value["reading"]))
    if not isinstance(value, str):
        raise PydanticCustomError("cell_type", "a cell is a text, or {{printed, reading}}")
    cell = parse_cell(value)
    doubt = getattr(cell, "doubt", None)
    if doubt is not None:
        raise PydanticCustomError("malformed_number", "malformed number", {"doubt": doubt})
    return cell


def _accepted(printed: str, reading: str) -> Quantity:
    try:
        return accept_reading(printed, reading)
    except ValueError:
        raise PydanticCustomError("reading", "not a number", {"seen": reading}) from None


def _write_cell(cell: AnyCell) -> str | dict[str, str]:
    if isinstance(cell, Quantity | OtherPeriod) and cell.reading is not None:
        return {"printed": cell.printed, "reading": cell.reading}
    return cell.printed


def _read_amount(value: Any) -> AnyCell:
    cell = as_amount(_read_cell(value))
    fault = amount_fault(cell)
    if fault is not None:
        raise PydanticCustomError(fault.code, "no amount", dict(fault.details))
    return cell


_CELL_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            _SCALAR,
            {
                "type": "object",
                "description": "A malformed figure, accepted as printed with its reading.",
                "properties": {"printed": _SCALAR, "reading": _SCALAR},
                "required": ["printed", "reading"],
                "additionalProperties": False,
            },
        ]
    }
)
SheetCell = Annotated[
    AnyCell, PlainValidator(_read_cell), PlainSerializer(_write_cell), _CELL_SCHEMA
]
"""A printed cell, read by the grammar of :mod:`evalkit.sheet.cells`."""

AmountCell = Annotated[
    AnyCell, PlainValidator(_read_amount), PlainSerializer(_write_cell), _CELL_SCHEMA
]
"""A printed cell of a table of money, read by the rules of :mod:`evalkit.sheet.cells.money`."""


class Span(NamedTuple):
    """The fiscal years that one printed cell covers, both ends included."""

    first: int
    last: int
    is_window: bool = False  # a mean or a sum of its years stands in its last year alone
    said: str = ""  # 平均 or 合計, where its key says so: 2020～2022年平均

    @property
    def years(self) -> range:
        """Years in whose columns its cell stands."""
        return range(self.last if self.is_window or self.said else self.first, self.last + 1)

    @property
    def length(self) -> int:
        """How many years it is long."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        years = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return years + self.said


_SAID = re.compile(r"(?P<of>平均|合計)\s*$")


def read_span(key: str, *, near: int | None = None) -> Span:
    """Span that the key of a series names.

    Raises
    ------
    NotAFiscalYear
        If it names no years.

    Examples
    --------
    >>> span = read_span("2020～2022年平均")
    >>> str(span), list(span.years), str(read_span(str(span))), str(read_span("2022年平均"))
    ('2020-2022平均', [2022], '2020-2022平均', '2022')
    """
    first, last = parse_year_span(key, near=near)
    said = _SAID.search(key) if last > first else None
    return Span(first, last, said=said["of"] if said else "")


def _read_span(value: Any) -> Span:
    if isinstance(value, Span):
        return value
    try:
        return read_span(str(value))
    except NotAFiscalYear:
        raise PydanticCustomError("span", "not a fiscal year", {"seen": str(value)}) from None


SpanKey = Annotated[
    Span,
    PlainValidator(_read_span),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}(年度?)?(\s*[-~～–]\s*\d{4}(年度?)?の?(平均|合計)?)?$",
        }
    ),
]


class Series(RootModel[dict[SpanKey, SheetCell]]):
    """Printed cells by the fiscal years they cover; a merged cell stays one cell.

    Examples
    --------
    >>> series = Series({"2008-2010": "－", "2011": "338機関"})
    >>> series[2009].printed, series[2011].value, series[2012].status
    ('－', Decimal('338'), 'blank')
    >>> [str(span) for span, cell in series.spans()]
    ['2008-2010', '2011']
    """

    model_config = ConfigDict(frozen=True)
    root: dict[SpanKey, SheetCell] = Field(default_factory=dict)

    def __getitem__(self, year: int) -> AnyCell:
        return next((cell for span, cell in self.spans() if year in span.years), NO_CELL)

    def spans(self) -> Iterator[tuple[Span, AnyCell]]:
        """Each printed cell once, with the years it covers, in the order of the sheet."""
        return iter(self.root.items())

    def by_year(
        self,
        *,
        near: int,
        observed: bool = True,
        windows: Window | None = None,
        results: Series | None = None,
    ) -> Series:
        """Series in which no figure of another time stands for a year. As :func:`in_column`.

        Spans that overlap, here or in the `results` that are held against it, are windows: one
        figure for several years, in the column of the last. All are where `windows` says so.

        Examples
        --------
        >>> series = Series({"2019-2021": "300km", "2020-2022": "290km"}).by_year(near=2024)
        >>> series[2021].value, series[2022].window, series[2020].status
        (Decimal('300'), Window(years=3, kind=''), 'blank')
        """
        overlapping = overlapping_windows(self.root, results.root if results else ())
        cells = {}
        for span, cell in self.spans():
            known = windows and Window(span.length, windows.kind) if span.length > 1 else windows
            if span in overlapping or span.said:
                known = known or _said_of(cell, span)
            placed = in_column(
                cell, span.first, span.last, near=near, observed=observed, window=known
            )
            is_window = span.length > 1 and bool(known or getattr(placed, "window", None))
            cells[span._replace(is_window=is_window)] = placed
        return Series.model_construct(cells)

    def cells(self) -> Iterator[AnyCell]:
        """Each printed cell once, in the order of the sheet."""
        return iter(self.root.values())

    def changed(self, change: Callable[[AnyCell], AnyCell]) -> Series:
        """Series with each of its cells changed."""
        return Series.model_construct({span: change(cell) for span, cell in self.spans()})

    def span(self, year: int) -> Span:
        """Span of the printed cell that covers `year`; the year alone where nothing stands."""
        return next((span for span in self.root if year in span.years), Span(year, year))

    def printed_span(self, year: int) -> Span:
        """Span of the printed cell whose columns `year` is one of: a window is merged, if it can.

        Examples
        --------
        >>> series = Series({"2008-2010": "960件（3年間累計）"}).by_year(near=2012)
        >>> series[2009].status, str(series.printed_span(2009))
        ('blank', '2008-2010')
        """
        own = self.span(year)
        if own in self.root and not own.is_window:
            return own
        over = [span for span in self.root if span.first <= year <= span.last]
        beside = [span for span in self.root if over and _meets(span, over[0])]
        return over[0] if len(over) == len(beside) == 1 else own

    def names_its_years(self, span: Span) -> bool:
        """Whether a figure is to be printed with its years, for its column names but the last."""
        return bool(span.said) or span in overlapping_windows(self.root)

    def said_window(self) -> Window | None:
        """Window of which every key says that its figure is one: 2020～2022年平均."""
        spans = {(span.length, span.said) for span in self.root}
        length, said = spans.pop() if len(spans) == 1 else (0, "")
        return Window(length, _KINDS[said]) if said else None

    def latest(self) -> tuple[Span, AnyCell] | None:
        """The one value of a form that prints no other, with its years; None where none is."""
        return next(((span, cell) for span, cell in self.spans() if cell.printed), None)

    def runs(self, years: Iterable[int]) -> Iterator[list[int]]:
        """Years with a column, in runs that one printed cell covers; an empty one covers one.

        Examples
        --------
        >>> [*Series({"2008-2010": "－", "2011": "338機関"}).runs(range(2009, 2014))]
        [[2009, 2010], [2011], [2012], [2013]]
        """
        for _, run in groupby(years, key=self.printed_span):
            yield [*run]

    def new_span(self, year: int) -> Span:
        """Span of a cell for `year`, be it new: as long as its windows are, where it has such."""
        span = self.span(year)
        windows = [each for each in self.root if each.is_window]
        like = max(windows, key=lambda each: each.length, default=Span(year, year))
        return span if span in self.root else like._replace(first=year - like.length + 1, last=year)


def _meets(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last


def _said_of(cell: AnyCell, span: Span) -> Window:
    """Window of the years of a span, a mean or a sum where its key or the cell says which."""
    if span.said:
        return Window(span.length, _KINDS[span.said])
    own = read_window(cell.note) if isinstance(cell, Quantity) else None
    return own if own and own.years == span.length else Window(span.length)


_KINDS: Mapping[str, Literal["mean", "sum"]] = {"平均": "mean", "合計": "sum"}


def overlapping_windows(spans: Iterable[Span], results: Iterable[Span] = ()) -> set[Span]:
    """Those of `spans` that can be no merged cells, for they lie over one another.

    Neither can those of targets be that are such a span of their `results`.

    Examples
    --------
    >>> printed = Span(2019, 2021), Span(2020, 2022), Span(2008, 2010)
    >>> sorted(map(str, overlapping_windows(printed)))
    ['2019-2021', '2020-2022']
    """
    several = [span for span in spans if span.length > 1]
    found = {
        span
        for span in several
        for other in several
        if span.length == other.length and 0 < abs(span.last - other.last) < span.length
    }
    return found | (overlapping_windows(results) & {*several} if results else found)


def _read_year(value: Any) -> int:
    try:
        return parse_fiscal_year(str(value))
    except NotAFiscalYear:
        raise PydanticCustomError("year", "not a fiscal year", {"seen": str(value)}) from None


def _read_column(value: Any) -> int:
    span = _read_span(value)
    if span.length > 1:
        raise PydanticCustomError("year", "several years", {"seen": str(value)})
    return span.first


Year = Annotated[int, BeforeValidator(_read_year), WithJsonSchema({"type": "integer"})]
YearKey = Annotated[
    int, BeforeValidator(_read_column), WithJsonSchema({"type": "string", "pattern": r"^\d{4}$"})
]
YearWindow = Annotated[
    Span, PlainValidator(_read_span), PlainSerializer(str), WithJsonSchema({"type": "string"})
]


def _read_number(value: Any) -> Decimal:
    cell = parse_cell(str(value))
    if not isinstance(cell, Quantity) or cell != Quantity(printed=cell.printed, value=cell.value):
        raise PydanticCustomError("number", "no number", {"seen": str(value)})
    return cell.value


def _read_tolerance(value: Decimal) -> Decimal:
    if value < 0:
        raise PydanticCustomError("negative", "below zero", {"seen": f"{value:f}"})
    return value


def _money_unit(value: str) -> str:
    if named_unit(value) is None:
        raise PydanticCustomError("money_table_unit", "no unit of money", {"seen": value})
    return value


Number = Annotated[Decimal, BeforeValidator(_read_number), WithJsonSchema({"type": "number"})]
"""A number that a sheet declares, read as the figures are: without a unit, not about, no range."""

Tolerance = Annotated[Number, AfterValidator(_read_tolerance)]

MoneyUnit = Annotated[Text, AfterValidator(_money_unit)]
