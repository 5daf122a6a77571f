"""What a worksheet of the form consists of. Writing draws it; reading looks where it says.

A worksheet is a list of rows, a row a few slots, and strips of years. Each slot shows what stands
at one path of the sheet file; a slot without a path is part of the printed form. Columns count from
1. Column 1 holds the keys of the rows, row 1 the marks of the columns; both are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from evalkit.sheet.fields import Span, overlapping_windows, read_span
from evalkit.sheet.load import OPEN_MARKERS
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.plain_data import Value
from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.codecs import TEXT, Codec, reading_of
from evalkit.sheet.xlsx.cell_names import column_letters

KEY_COLUMN = 1
MARK_ROW = 1
FIRST = 2  # column and row where the form begins
READING = "読み："
"""Begins the comment in which a malformed figure's author says how it is to be read."""

Look = Literal[
    "title", "heading", "goal", "head", "label", "no", "name", "note", "targets", "corner",
    "corner_open", "text", "text_first", "text_inner", "text_last", "figure", "figure_open", "void",
    "plain", "setting_head", "setting",
]  # fmt: skip
"""How a cell looks: what it is for, and which of its borders the next rows leave open."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One cell of the form, or several merged into one."""

    column: int
    width: int = 1
    height: int = 1
    text: str = ""
    reading: str = ""  # how a malformed figure is to be read
    path: KeyPath | None = None  # from the row's record; None: printed, not for input
    codec: Codec = TEXT
    look: Look = "text"
    hint: str = ""  # name of the sentence on what is allowed
    line: bool = False  # one of the lines that make up the text at `path`
    over: bool = False  # may be merged over several rows; height 0: one above covers it

    @property
    def last(self) -> int:
        """Last column."""
        return self.column + self.width - 1


class Run(NamedTuple):
    """A printed cell of a strip: the shown years that it covers, and its own span of years."""

    first: int
    last: int
    span: str
    text: str
    reading: str


@dataclass(frozen=True, kw_only=True)
class Strip:
    """Cells of a series, one column a year; a printed cell may cover several."""

    column: int
    years: range
    path: KeyPath
    series: Mapping[str, Value] = field(default_factory=dict)
    look: Look = "figure"
    hint: str = "cell"

    @property
    def last(self) -> int:
        """Last column."""
        return self.column + len(self.years) - 1

    def column_of(self, year: int) -> int:
        """Column of one of the years."""
        return self.column + self.years.index(year)

    def runs(self) -> list[Run]:
        """Every printed cell of the years shown; years in which nothing stands have none."""
        found = []
        for span, value in self.series.items():
            shown = self.shown(span)
            if shown:
                found.append(Run(shown[0], shown[-1], span, TEXT.show(value), reading_of(value)))
        return sorted(found)

    @cached_property
    def _windows(self) -> set[Span]:
        return overlapping_windows(map(_span, self.series))

    def shown(self, span: str) -> range:
        """Years of `span` that have a column: of windows that overlap, the last year alone."""
        years = _span(span)
        covered = years._replace(is_window=years in self._windows).years
        return range(max(covered.start, self.years.start), min(covered.stop, self.years.stop))


def _span(key: str) -> Span:
    return read_span(key)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a worksheet; `record` is the path of the record that its slots show."""

    role: str
    record: KeyPath = ()
    slots: tuple[Slot, ...] = ()
    strips: tuple[Strip, ...] = ()
    table: Table | None = None  # where a row belongs that a person adds below this one
    spare: bool = False  # empty, to be filled in: a new row as if a person had added it
    breaks: bool = False  # begins a page

    @property
    def key(self) -> str:
        """Mark that tells the row when it is read; none for a spare one."""
        return "" if self.spare else f"{'/'.join(map(str, self.record))}#{self.role}"

    @property
    def is_entry(self) -> bool:
        """Whether the row belongs to an entry of a list, which people may add and delete."""
        return self.table is not None and self.record[:-1] == self.table.path


Texts = Mapping[int, str]
"""Texts of a row by column."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list in the sheet file whose entries are rows of a worksheet; people may add and delete.

    The first of its roles begins an entry; `role` tells from a new row's texts, and the role of the
    row above, which one the row has.
    """

    path: KeyPath
    rows: Callable[[KeyPath, Mapping[str, Value]], list[Row]]
    role: Callable[[Texts, str], str] = lambda texts, before: "row"
    main: str = "row"
    given: Mapping[str, str] = field(default_factory=dict)  # what a new entry holds without a word

    def drawn(self, entries: Sequence[Value]) -> Iterator[Row]:
        """Rows of the entries; where there are none, one to be filled in."""
        for number, entry in enumerate(entries):
            yield from self.rows((*self.path, number), entry)
        if not entries:
            yield from self.spare()

    def spare(self) -> list[Row]:
        """Row in which a new entry begins."""
        return self.rows((*self.path, "new"), {})[:1]

    def blank(self, role: str) -> Row:
        """Row of a new entry."""
        return next(row for row in self.rows((*self.path, "new"), {}) if row.role == role)


def one_row_table(path: KeyPath, slots: Callable[[Mapping[str, Value]], Iterable[Slot]]) -> Table:
    """List whose entries have one row each."""

    def rows(record: KeyPath, entry: Mapping[str, Value]) -> list[Row]:
        return [
            Row(role="row", record=record, slots=tuple(slots(entry)), table=table,
                spare="new" in record)
        ]  # fmt: skip

    table = Table(path=path, rows=rows)
    return table


@dataclass(frozen=True, kw_only=True)
class Form:
    """One worksheet; `part` is the path in the sheet file of what it shows."""

    title: str
    part: KeyPath
    rows: tuple[Row, ...]
    widths: Sequence[float]  # of the columns from FIRST on
    printed: int  # last column that is printed
    repeated: int  # rows that every printed page begins with
    unprinted: int = 0  # rows at the end that are not

    @property
    def last(self) -> int:
        """Last column."""
        return FIRST + len(self.widths) - 1


def form_mark(form: Form) -> str:
    """What the first cell says of a worksheet: the part that it shows."""
    return "#" + "/".join(map(str, form.part))


def span_of(first: int, last: int) -> str:
    """Key of a series' cell over these years, as the sheet file writes it."""
    return str(Span(first, last))


def cell_name(worksheet: str, row: int, column: int) -> str:
    """Name of a cell as a spreadsheet writes it: ``達成目標1!F12``."""
    return f"{worksheet}!{column_letters(column)}{row}"


def cell_problem(
    book: str, worksheet: str, order: int, row: int, column: int, code: str, **details: object
) -> Problem:
    """Build the problem of one cell of the worksheet at place `order` in a book."""
    return Problem(
        file=book, line=row, column=column, code=code, details=details,
        cell=cell_name(worksheet, row, column), worksheet=order,
    )  # fmt: skip


# Rows and slots that several worksheets have in common ----------------------------------------


def shows(record: Value, *path: str, codec: Codec = TEXT, **place: Any) -> Slot:
    """Slot for what stands at `path` in `record`."""
    value = value_at(record, path)
    return Slot(path=path, codec=codec, text=codec.show(value), reading=reading_of(value), **place)


def across(record: Value, *path: str, last: int, **place: Any) -> Slot:
    """Slot for what stands at `path`, over the whole width of the form up to column `last`."""
    return shows(record, *path, column=FIRST, width=last - FIRST + 1, **place)


def label(text: str, **place: Any) -> Slot:
    """Slot for printed words of the form, which nobody is asked to confirm there."""
    for mark in OPEN_MARKERS:
        text = text.replace(mark, "")
    return Slot(text=text, **({"look": "head"} | place))


def void(*columns: int) -> tuple[Slot, ...]:
    """Cells of the form that stay empty."""
    return tuple(Slot(column=column, look="void") for column in columns)


def gap(role: str) -> Row:
    """Empty row between two tables."""
    return Row(role=f"gap-{role}", spare=True)


def labelled(record: Value, key: str, words: str, last: int, path: KeyPath = ()) -> Row:
    """Row of one text with its label in front, over the whole width of the form."""
    head = label(words, column=FIRST, width=2, look="label")
    text = shows(record, key, column=FIRST + 2, width=last - FIRST - 1)
    return Row(role=key, record=path, slots=(head, text))


def heading(text: str, role: str, last: int, *, breaks: bool = False) -> Row:
    """Row with a heading of ours over the whole width of the form."""
    slot = label(text, column=FIRST, width=last - FIRST + 1, look="heading")
    return Row(role=role, slots=(slot,), breaks=breaks)
