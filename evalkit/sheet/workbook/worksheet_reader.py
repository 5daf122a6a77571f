"""One worksheet of a book, read into the part of the sheet that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from evalkit.sheet.characters import read_back
from evalkit.sheet.plain_data import Value
from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.grid import Grid
from evalkit.sheet.workbook.layout import (
    FIRST,
    KEY_COLUMN,
    MARK_ROW,
    Form,
    Row,
    Slot,
    Strip,
    Table,
    span_of,
)
from evalkit.sheet.workbook.records import Entry, Part, Place


def read_part(form: Form, grid: Grid, base: Value) -> tuple[Part, list[Problem]]:
    """Read a worksheet that was drawn from `form`, where `base` was what the part held then."""
    reader = _Reader(form, grid, Part(deepcopy(base)))
    reader.read()
    return reader.part, reader.problems


@dataclass
class _Reader:
    form: Form
    grid: Grid
    part: Part
    problems: list[Problem] = field(default_factory=list)
    missing: dict[str, Row] = field(default_factory=dict)  # rows of the form not met yet
    table: Table | None = None  # that a row belongs to which has no key
    role: str = ""  # of the row above
    added: bool = False  # whether a person added the row
    entry: Entry | None = None  # that the row above belongs to

    def read(self) -> None:
        self.missing = {row.key: row for row in self.form.rows if row.key}
        for row in self.form.rows:
            if row.table:
                self.part.open_list(row.table)
        for number in range(MARK_ROW + 1, self.grid.last_row + 1):
            self._read_row(number)
        self.problems += self._missing_rows()
        self.problems += self._orphans()
        self.problems += self._hidden()
        self.part.close()

    def _read_row(self, number: int) -> None:
        row = self.missing.pop(self.grid.text(number, KEY_COLUMN), None)
        self.added = row is None
        if row is not None:
            self.table, self.role = row.table, row.role
            self.entry = self.part.entry(row)
        elif self._is_blank(number):
            self.table = None  # what stands further down belongs to no table
            return
        else:
            row = self._new_row(number)
        if row is None:
            self.problems += self._outside(number, ())
            return
        self._read_slots(number, row)
        for strip in row.strips:
            read = _read_strip(self.grid, number, strip)
            self.problems += read.problems
            self._entry.put_series(strip, read.cells, read.places)
        self.problems += self._outside(number, _columns(row))

    @property
    def _entry(self) -> Entry:
        assert self.entry is not None
        return self.entry

    def _is_blank(self, number: int) -> bool:
        texts = self.grid.rows.get(number, {})
        return not any(text.strip() for column, text in texts.items() if column != KEY_COLUMN)

    def _new_row(self, number: int) -> Row | None:
        """Row that a person added: what it is, its table tells from its texts."""
        if self.table is None:
            return None
        role = self.table.role(self.grid.rows[number], self.role)
        if role == self.table.main:
            self.entry = self.part.new_entry(self.table)
        elif self.entry is None or not self.entry.takes(self.table, role):
            return None
        self.role = role
        self._entry.roles.add(role)
        return self.table.blank(role)

    # Slots

    def _read_slots(self, number: int, row: Row) -> None:
        for slot in row.slots:
            problem = _misplaced(self.grid, number, slot)
            if problem:
                self.problems.append(problem)
            elif slot.path is None:
                self.problems += self._label(number, slot)
            else:
                self._read_slot(self._place(number, slot), slot)

    def _place(self, number: int, slot: Slot) -> Place:
        """Cell of a slot; a person who adds a row may write in any of the cells that it takes."""
        area = self.grid.areas.get((number, slot.column))
        if area:
            return area.top, area.left
        columns = range(slot.column, slot.last + 1)
        return number, next((c for c in columns if self.grid.text(number, c)), slot.column)

    def _label(self, number: int, slot: Slot) -> Iterator[Problem]:
        seen = _seen_at(self.grid, number, slot.column)
        left_out = self.added and not self.grid.text(number, slot.column)
        if seen and not left_out and seen.text != read_back(slot.text):
            code = "label_changed" if slot.text else "outside_form"
            yield self.grid.problem(number, slot.column, code, seen=seen.text, expected=slot.text)

    def _read_slot(self, place: Place, slot: Slot) -> None:
        assert slot.path is not None
        seen = _seen_at(self.grid, *place)
        if slot.line:
            self._entry.add_line(slot.path, seen.text if seen else "", place)
            return
        self._entry.place(slot.path, place)
        if seen is None or seen.is_still(slot.text, slot.reading):
            return
        try:
            value = slot.codec.read(seen.text)
        except ValueError:
            allowed = "、".join(slot.codec.choices) or slot.codec.example
            problem = self.grid.problem(*place, "choice", seen=seen.text, allowed=allowed)
            self.problems.append(problem)
            return
        if isinstance(value, str) and seen.reading:
            value = seen.value(slot.text, slot.reading)
        self._entry.put(slot.path, value)

    # What is not where it should be

    def _outside(self, number: int, inside: tuple[range, ...]) -> Iterator[Problem]:
        """Texts in cells that the form does not have."""
        for column, text in sorted(self.grid.rows.get(number, {}).items()):
            known = column == KEY_COLUMN or any(column in columns for columns in inside)
            if text.strip() and not known:
                yield self.grid.problem(number, column, "outside_form", seen=text)

    def _missing_rows(self) -> Iterator[Problem]:
        """Rows of the form that are gone; an entry may go as a whole, or lose what is optional."""
        for row in self.missing.values():
            if self.part.drops(row):
                continue
            left = self.part.entries.get(row.record)
            if left and row.record[:-1] in self.part.lists:
                yield self.grid.problem(*left.first_place, "orphan_row")
                continue
            words = next((slot.text for slot in row.slots if slot.text), row.key)
            yield self.grid.problem(MARK_ROW + 1, FIRST, "row_missing", seen=words)

    def _orphans(self) -> Iterator[Problem]:
        """Rows left of an entry whose own row was deleted."""
        for entry in self.part.orphans():
            yield self.grid.problem(*entry.first_place, "orphan_row")

    def _hidden(self) -> Iterator[Problem]:
        for number in sorted(self.grid.hidden_rows - {MARK_ROW}):
            if not self._is_blank(number):
                yield self.grid.problem(number, KEY_COLUMN + 1, "hidden_row", seen=number)
        for column in sorted(self.grid.hidden_columns & self._figures_and_texts()):
            yield self.grid.problem(MARK_ROW + 1, column, "hidden_column")

    def _figures_and_texts(self) -> set[int]:
        """Columns that nobody may hide: those of the printed form, and of the earlier years."""
        strips = (strip for row in self.form.rows for strip in row.strips)
        years = {column for strip in strips for column in range(strip.column, strip.last + 1)}
        return {*range(FIRST, self.form.printed + 1)} | years


def _columns(row: Row) -> tuple[range, ...]:
    parts: tuple[Slot | Strip, ...] = (*row.slots, *row.strips)
    return tuple(range(part.column, part.last + 1) for part in parts)


# Cells that are merged, or separated, otherwise than in the form ------------------------------


def _misplaced(grid: Grid, row: int, slot: Slot) -> Problem | None:
    """Problem of a slot whose cells are merged with others, or separated and hold several texts."""
    area = grid.areas.get((row, slot.column))
    if area is None:
        return _torn_apart(grid, row, slot)
    inside = slot.column <= area.left and area.right <= slot.last
    rows = (area.top, area.bottom)
    if inside and (slot.over or rows in ((row, row), (row, row + slot.height - 1))):
        return None
    return grid.problem(area.top, area.left, "merged_differently")


def _torn_apart(grid: Grid, row: int, slot: Slot) -> Problem | None:
    columns = range(slot.column, slot.last + 1)
    filled = [column for column in columns if grid.text(row, column)]
    if slot.text and not slot.height and not filled:
        return grid.problem(row, slot.column, "unmerged", seen=slot.text)
    if len(filled) < 2:
        return None
    seen = grid.text(row, filled[-1])
    return grid.problem(row, filled[-1], "separated", seen=seen, first=grid.text(row, filled[0]))


# The cells of a strip of years, merged or not, as a series of the sheet file --------------------


@dataclass
class _StripRead:
    """What a strip's cells say: the series' cells for the years shown, and where they stand."""

    cells: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _read_strip(grid: Grid, row: int, strip: Strip) -> _StripRead:
    """Read the cells of a strip.

    An area of merged cells is one printed cell; where it covers the years that a cell covered when
    the book was written, it keeps that cell's span, even if that began before the years shown. An
    empty cell says nothing, unless something stood there: then it says that nothing does now. If
    cells were separated and not all of them filled in, nobody knows what the empty ones mean.
    """
    read = _StripRead()
    before = {(run.first, run.last): run for run in strip.runs()}
    for first, last, column in _areas(grid, row, strip, read.problems):
        was = before.get((first, last))
        span = was.span if was else span_of(first, last)
        read.places[span] = (row, column)
        seen = _seen_at(grid, row, column)
        if was and (seen is None or seen.is_still(was.text, was.reading)):
            read.cells[span] = strip.series[span]
        elif seen and (seen.text or was):
            read.cells[span] = seen.value(*((was.text, was.reading) if was else ("", "")))
    read.problems += _separated(grid, row, strip, read)
    return read


def _areas(
    grid: Grid, row: int, strip: Strip, problems: list[Problem]
) -> Iterator[tuple[int, int, int]]:
    """First and last year and the column of every cell, merged or not."""
    column = strip.column
    while column <= strip.last:
        area = grid.areas.get((row, column))
        end = area.right if area else column
        if area and ((area.top, area.bottom, area.left) != (row, row, column) or end > strip.last):
            problems.append(grid.problem(area.top, area.left, "merged_differently"))
            end = min(end, strip.last)
        else:
            yield strip.years[column - strip.column], strip.years[end - strip.column], column
        column = end + 1


def _separated(grid: Grid, row: int, strip: Strip, read: _StripRead) -> Iterator[Problem]:
    """Cells that were one when the book was written, and are several now, some of them empty."""
    if read.problems:
        return
    filled = {year for span in read.cells for year in strip.shown(span)}
    for run in strip.runs():
        if run.span in read.places:
            continue
        hidden = span_of(run.first, run.last) != run.span
        if hidden or not filled.issuperset(range(run.first, run.last + 1)):
            yield grid.problem(row, strip.column_of(run.first), "unmerged", seen=run.text)


# What stands in one cell, and whether a person changed it --------------------------------------


class _Seen(NamedTuple):
    """Text of a cell, and how its comment says that it is to be read."""

    text: str
    reading: str
    number: bool  # whether the cell holds a number: no zero can stand in front of it

    def is_still(self, text: str, reading: str) -> bool:
        """Whether the cell shows what was written there, as far as a cell can.

        A spreadsheet takes a number that is typed again for one, and drops the zeros before it.
        """
        written = read_back(text)
        retyped = written.lstrip("0") if self.number and written.isdecimal() else written
        return self.text in (written, retyped) and self._has(reading)

    def value(self, text: str, reading: str) -> Value:
        """Cell as the sheet file writes it, where `text` and `reading` were written.

        A comment with a reading counts if it was written for this text: one that was left beside a
        new text says nothing of it.
        """
        stale = self.text != read_back(text) and self._has(reading)
        if self.reading and not stale:
            return {"printed": self.text, "reading": self.reading}
        return self.text

    def _has(self, reading: str) -> bool:
        return self.reading.split() == read_back(reading).split()


def _seen_at(grid: Grid, row: int, column: int) -> _Seen | None:
    """What stands in a cell; None if it shows no text, which is a problem of its own."""
    at = (row, column)
    if at in grid.unseen:
        return None
    return _Seen(grid.text(*at), grid.readings.get(at, ""), number=at in grid.numbers)
