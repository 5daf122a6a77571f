"""One worksheet of a book, read into the part of the sheet that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from evalkit.sheet.excel_text import shown
from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.codecs import Value
from evalkit.sheet.workbook.entries import Entry, Part
from evalkit.sheet.workbook.fields import cell_value, same, seen_at
from evalkit.sheet.workbook.grid import Grid
from evalkit.sheet.workbook.layout import FIRST, KEY_COLUMN, MARK_ROW, Form, Row, Slot, Strip, Table
from evalkit.sheet.workbook.merging import misplaced
from evalkit.sheet.workbook.series import read_strip


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
            read = read_strip(self.grid, number, strip)
            self.problems += read.problems
            self._entry.put_series(strip, read)
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
            problem = misplaced(self.grid, number, slot)
            if problem:
                self.problems.append(problem)
            elif slot.path is None:
                self.problems += self._label(number, slot)
            else:
                self._read_slot(self._place(number, slot), slot)

    def _place(self, number: int, slot: Slot) -> tuple[int, int]:
        """Cell of a slot; a person who adds a row may write in any of the cells that it takes."""
        area = self.grid.areas.get((number, slot.column))
        if area:
            return area.top, area.left
        columns = range(slot.column, slot.last + 1)
        return number, next((c for c in columns if self.grid.text(number, c)), slot.column)

    def _label(self, number: int, slot: Slot) -> Iterator[Problem]:
        seen = seen_at(self.grid, number, slot.column)
        left_out = self.added and not self.grid.text(number, slot.column)
        if seen and not left_out and seen.text != shown(slot.text):
            code = "label_changed" if slot.text else "outside_form"
            yield self.grid.problem(number, slot.column, code, seen=seen.text, expected=slot.text)

    def _read_slot(self, place: tuple[int, int], slot: Slot) -> None:
        assert slot.path is not None
        seen = seen_at(self.grid, *place)
        if slot.line:
            self._entry.add_line(slot.path, seen.text if seen else "", place)
            return
        self._entry.place(slot.path, place)
        if seen is None or same(seen, slot.text, slot.reading):
            return
        try:
            value = slot.codec.read(seen.text)
        except ValueError:
            allowed = "、".join(slot.codec.choices) or "2012 達成、2013 未達成"
            self.problems.append(
                self.grid.problem(*place, "choice", seen=seen.text, allowed=allowed)
            )
            return
        if isinstance(value, str) and seen.reading:
            value = cell_value(seen, slot.text, slot.reading)
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
