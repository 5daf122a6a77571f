"""The records that a worksheet shows, while it is read: entries come, go and change places.

Until the worksheet is read, every record is known by its path when the book was written; only then
do the lists get their new order, and the places of the cells their paths in the sheet as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evalkit.sheet.characters import read_back
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.plain_data import Value
from evalkit.sheet.workbook.layout import Row, Strip, Table

Place = tuple[int, int]
"""Row and column."""


@dataclass
class Entry:
    """One record: an entry of a list, or a record that stands by itself."""

    path: KeyPath
    data: Value
    roles: set[str] = field(default_factory=set)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    lines: dict[KeyPath, list[str]] = field(default_factory=dict)

    @property
    def first_place(self) -> Place:
        """First of its cells."""
        return min(self.places.values(), default=(1, 1))

    def takes(self, table: Table, role: str) -> bool:
        """Whether a row with this role may still be added below the entry's own."""
        return self.path[:-1] == table.path and (role == "line" or role not in self.roles)

    def place(self, path: KeyPath, place: Place) -> None:
        """Say where the value at `path` stands."""
        self.places.setdefault(path, place)

    def put(self, path: KeyPath, value: Value) -> None:
        """Set the value at `path`; None takes it away."""
        if not path:
            self.data = value
            return
        holder = self.data
        for step in path[:-1]:
            holder = holder.setdefault(step, {})
        if value is None:
            holder.pop(path[-1], None)
        else:
            holder[path[-1]] = value

    def put_series(self, strip: Strip, cells: dict[str, Value], places: dict[str, Place]) -> None:
        """Replace the cells of a series that a strip shows by those that were read there."""
        replaced = {span for span in strip.series if strip.shown(span)}
        before = value_at(self.data, strip.path) or {}
        kept = {span: cell for span, cell in before.items() if span not in replaced}
        self.put(strip.path, dict(sorted((kept | cells).items())))
        for span, place in places.items():
            self.place((*strip.path, span), place)

    def add_line(self, path: KeyPath, text: str, place: Place) -> None:
        """Add a line to the text at `path`."""
        self.place(path, place)
        self.lines.setdefault(path, []).append(text)

    def close(self) -> None:
        """Put the lines together."""
        for path, lines in self.lines.items():
            text = "\n".join(lines)
            if text != read_back(value_at(self.data, path) or ""):
                self.put(path, text)


@dataclass
class Part:
    """The records of one worksheet; `data` is the part of the sheet that they make up."""

    data: Value
    lists: dict[KeyPath, list[Entry]] = field(default_factory=dict)
    tables: dict[KeyPath, Table] = field(default_factory=dict)
    entries: dict[KeyPath, Entry] = field(default_factory=dict)

    def open_list(self, table: Table) -> None:
        """Announce a list whose entries are rows of the worksheet."""
        self.lists.setdefault(table.path, [])
        self.tables.setdefault(table.path, table)

    def entry(self, row: Row) -> Entry:
        """Record that a row of the form shows."""
        if row.record not in self.entries:
            self._add(Entry(row.record, value_at(self.data, row.record)))
        entry = self.entries[row.record]
        entry.roles.add(row.role)
        return entry

    def new_entry(self, table: Table) -> Entry:
        """Entry that a person added."""
        entry = Entry((*table.path, f"new-{len(self.entries)}"), dict(table.given))
        self._add(entry)
        return entry

    def _add(self, entry: Entry) -> None:
        self.entries[entry.path] = entry
        if entry.path and entry.path[:-1] in self.lists:
            self.lists[entry.path[:-1]].append(entry)

    def drops(self, row: Row) -> bool:
        """Take away what a missing row showed; False if the form cannot be without it."""
        owner = next((p for p in _prefixes(row.record) if p[:-1] in self.lists and p), None)
        if owner is None:
            return False
        entry = self.entries.get(owner)
        if entry is None:
            return True
        if owner != row.record or row.role == self.tables[owner[:-1]].main:
            return False
        paths = [slot.path for slot in row.slots] + [strip.path for strip in row.strips]
        for path in paths:
            if path and path not in entry.lines:
                entry.put(path, None)
        return True

    def orphans(self) -> Iterator[Entry]:
        """Records inside an entry that is gone, while their own rows are still there."""
        for path, entry in self.entries.items():
            above = [p for p in _prefixes(path[:-1]) if p and p[:-1] in self.lists]
            if path[:-1] not in self.lists and any(p not in self.entries for p in above):
                yield entry

    def close(self) -> None:
        """Put the lists into their new order, the inner ones first."""
        for entry in self.entries.values():
            entry.close()
        for path in sorted(self.lists, key=len, reverse=True):
            value_at(self.data, path[:-1])[path[-1]] = [entry.data for entry in self.lists[path]]

    def places(self) -> Iterator[tuple[KeyPath, Place]]:
        """Cell of every value, by its path in the part as it is now."""
        now = self._paths_now()
        for entry in self.entries.values():
            path = _resolved(entry.path, now)
            yield path, entry.first_place
            yield from (((*path, *below), place) for below, place in entry.places.items())

    def _paths_now(self) -> dict[KeyPath, KeyPath]:
        now: dict[KeyPath, KeyPath] = {}
        for path in sorted(self.lists, key=len):
            above = _resolved(path, now)
            now |= {entry.path: (*above, i) for i, entry in enumerate(self.lists[path])}
        return now


def _prefixes(path: KeyPath) -> Iterator[KeyPath]:
    """Every part of a path from its start, the shortest first."""
    return (path[:end] for end in range(len(path) + 1))


def _resolved(path: KeyPath, now: dict[KeyPath, KeyPath]) -> KeyPath:
    """Path as it is now."""
    for prefix in reversed([*_prefixes(path)]):
        if prefix in now:
            return now[prefix] + path[len(prefix) :]
    return path
