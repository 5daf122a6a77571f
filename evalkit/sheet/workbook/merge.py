"""Three ages of one sheet made one: what the file and the book have each changed since the base.

The base is what the book was written from. What only one of the two has changed is taken; what
both have changed alike, once. Where they differ it is a conflict, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Plain
from evalkit.sheet.yaml.list_diff import Pair, align

Take = Literal["theirs", "ours"]
"""Whose word counts in a conflict: the book's (theirs), or the file's (ours)."""
Some = Plain | None
"""Plain data; None where nothing stands."""


class Ages(NamedTuple):
    """One value at three times."""

    base: Some
    file: Some
    book: Some


class Conflict(NamedTuple):
    """A value that file and book have changed differently, and where it stands in each."""

    path: KeyPath  # in the file
    book_path: KeyPath
    ages: Ages


class Removal(NamedTuple):
    """An entry of a list that the book has no longer."""

    path: KeyPath  # in the file
    entry: Plain


@dataclass
class Merged:
    """A tree with the changes of both, and what a person must say of it."""

    tree: Some = None
    conflicts: list[Conflict] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)


def merge(base: Plain, file: Plain, book: Plain, *, take: Take | None = None) -> Merged:
    """Make three ages one.

    Parameters
    ----------
    base, file, book : Plain
        What the book was written from, what the file says now, and what the book says.
    take : str
        Whose word counts in a conflict; without it the file's stands in the tree.

    Examples
    --------
    >>> base = {"1": "－", "2": "－", "3": "－"}
    >>> made = merge(base, base | {"1": "774人", "3": "8人"}, base | {"2": "12件", "3": "9人"})
    >>> made.tree, [each.ages for each in made.conflicts]
    ({'1': '774人', '2': '12件', '3': '8人'}, [Ages(base='－', file='8人', book='9人')])
    """
    merged = Merged()
    merged.tree = _Merge(merged, take).value((), (), Ages(base, file, book))
    return merged


class _Merge:
    """Walks three trees at once; paths are those in the file and in the book."""

    def __init__(self, merged: Merged, take: Take | None) -> None:
        self._merged, self._take = merged, take

    def value(self, path: KeyPath, book_path: KeyPath, ages: Ages) -> Some:
        """What two changes of one value make."""
        base, file, book = ages
        if book in (base, file):
            return file
        if file == base:
            self._merged.removals += _removals(path, base, book)
            return book
        if _is_mapping(file) and _is_mapping(book):
            return self._mapping(path, book_path, ages)
        if _has_entries(file) and _has_entries(book):
            return self._entries(path, book_path, ages)
        self._merged.conflicts.append(Conflict(path, book_path, ages))
        return book if self._take == "theirs" else file

    def _mapping(self, path: KeyPath, book_path: KeyPath, ages: Ages) -> Some:
        base, file, book = (each if isinstance(each, dict) else {} for each in ages)
        made = {}
        for key in dict.fromkeys((*file, *book)):
            own = Ages(base.get(key), file.get(key), book.get(key))
            made[key] = self.value((*path, key), (*book_path, key), own)
        return {key: value for key, value in made.items() if value is not None}

    def _entries(self, path: KeyPath, book_path: KeyPath, ages: Ages) -> Some:
        """Entries of a list, each merged with what it was, in the order of whoever changed it."""
        rows = _Rows.of(*(each if isinstance(each, list) else [] for each in ages))
        made = []
        for row in rows.in_order():
            entry = self._entry(path, book_path, row, rows.ages(row))
            if entry is not None:
                made.append(entry)
        return made

    def _entry(self, path: KeyPath, book_path: KeyPath, row: _Row, ages: Ages) -> Some:
        here = path if row.file is None else (*path, row.file)
        there = book_path if row.book is None else (*book_path, row.book)
        if row.book is None and row.base is not None and ages.file == ages.base:
            self._merged.removals.append(Removal(here, ages.file or ""))
            return None
        return self.value(here, there, ages)


class _Row(NamedTuple):
    """One entry by its places in three lists; None where it is not in one."""

    base: int | None
    file: int | None
    book: int | None


@dataclass(frozen=True)
class _Rows:
    """Entries of three lists, each once."""

    lists: tuple[Sequence[Plain], Sequence[Plain], Sequence[Plain]]
    rows: tuple[_Row, ...]
    file_moved: bool  # whether the file has put entries that the base has in another order

    @classmethod
    def of(cls, base: list[Plain], file: list[Plain], book: list[Plain]) -> _Rows:
        """Entries that are the same in each list; new ones of both are one if they are alike."""
        in_file, in_book = _aligned(base, file), _aligned(base, book)
        of_file = {pair.old: pair.new for pair in in_file if pair.old is not None}
        of_book = {pair.old: pair.new for pair in in_book if pair.old is not None}
        known = [_Row(at, of_file.get(at), of_book.get(at)) for at in range(len(base))]
        new_file, new_book = _new(in_file), _new(in_book)
        pairs = _aligned([file[at] for at in new_file], [book[at] for at in new_book])
        new = [
            _Row(
                None,
                None if pair.old is None else new_file[pair.old],
                None if pair.new is None else new_book[pair.new],
            )
            for pair in pairs
        ]
        moved = any(pair.moved for pair in in_file)
        return cls((base, file, book), (*known, *new), moved)

    def ages(self, row: _Row) -> Ages:
        """The entry at three times."""
        base, file, book = (
            None if at is None else each[at] for at, each in zip(row, self.lists, strict=True)
        )
        return Ages(base, file, book)

    def in_order(self) -> list[_Row]:
        """Entries in the order of the book, unless the file has moved some; then in the file's."""
        first, second = ("file", "book") if self.file_moved else ("book", "file")
        ordered = sorted(
            (row for row in self.rows if getattr(row, first) is not None),
            key=lambda row: getattr(row, first),
        )
        for row in sorted(
            (row for row in self.rows if row not in ordered and getattr(row, second) is not None),
            key=lambda row: getattr(row, second),
        ):
            before = [each for each in ordered if _place(each, second) < _place(row, second)]
            at = (
                ordered.index(max(before, key=lambda each: _place(each, second))) + 1
                if before
                else 0
            )
            ordered.insert(at, row)
        return ordered


def _aligned(old: Sequence[Plain], new: Sequence[Plain]) -> list[Pair]:
    """Pairs of entries of two lists; of those that have a number and a name, one is the same."""
    pairs = []
    for pair in align(old, new):
        if pair.old is None or pair.new is None or _alike(old[pair.old], new[pair.new]):
            pairs.append(pair)
        else:
            pairs += [Pair(None, pair.new), Pair(pair.old, None)]
    return pairs


def _alike(one: Plain, other: Plain) -> bool:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return True
    keys = [key for key in ("no", "name") if key in one or key in other]
    return not keys or any(one.get(key) == other.get(key) for key in keys)


def _place(row: _Row, name: str) -> float:
    place = getattr(row, name)
    return float("inf") if place is None else place


def _new(pairs: Sequence[Pair]) -> list[int]:
    return [pair.new for pair in pairs if pair.old is None and pair.new is not None]


def _is_mapping(value: Some) -> bool:
    """Whether a value has parts of its own; a figure with its reading is one value."""
    return isinstance(value, dict) and set(value) != {"printed", "reading"}


def _has_entries(value: Some) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _removals(path: KeyPath, base: Some, book: Some) -> Iterator[Removal]:
    """Entries of lists that `base` has and `book` has no longer, at their paths in `base`."""
    if _has_entries(base) and isinstance(base, list):
        for pair in _aligned(base, book if isinstance(book, list) else []):
            if pair.old is None:
                continue
            here = (*path, pair.old)
            if pair.new is None:
                yield Removal(here, base[pair.old])
            elif isinstance(book, list):
                yield from _removals(here, base[pair.old], book[pair.new])
    elif isinstance(base, dict):
        for key, value in base.items():
            below = book.get(key) if isinstance(book, dict) else None
            yield from _removals((*path, key), value, below)
