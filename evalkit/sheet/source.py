"""What a reader of a sheet gives: a plain tree, and the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.fiscal import Calendar, NotAFiscalYear, parse_fiscal_year
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.places import form_place
from evalkit.sheet.problems import Problem

_HEADS = {"tables", "table", "columns", "baseline", "target"}  # over years, or stating one


@dataclass(frozen=True)
class Source:
    """The tree of one file and where each part of it stands (line and column from 1)."""

    name: str
    tree: Any = None
    values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)

    def at(self, path: KeyPath) -> Any:
        """Plain data at `path`; None where nothing stands."""
        return value_at(self.tree, path)

    def stated(self, path: KeyPath) -> KeyPath:
        """Where the file states what stands at `path`: the final target is the last of several."""
        several = self.at((*path[:-1], "targets")) if path[-1:] == ("target",) else None
        return (*path[:-1], "targets", len(several) - 1, "text") if several else path

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Line and column of the value at `path`, or of the nearest thing that holds it."""
        path = self.stated(path)
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def form_place(self, path: KeyPath) -> Bilingual:
        """Name the place in the form that `path` leads to: 達成目標1 指標③ 実績値 24年度."""
        return form_place(self.tree, path, self._calendar)

    @cached_property
    def _calendar(self) -> Calendar | None:
        """How the sheet counts years, as :meth:`Sheet.calendar`; None if its own is not told."""
        heads = [str(self.at(path)) for path in self.values if _HEADS & {*path}]
        try:
            return Calendar.of(parse_fiscal_year(str(self.at(("fiscal_year",)))), heads)
        except NotAFiscalYear:
            return None

    def problem(self, path: KeyPath, code: str, *, key: bool = False, **details: object) -> Problem:
        """Build the problem of the value at `path` (or, with `key`, of its key)."""
        line, column = self.keys[path] if key and path in self.keys else self.place(path)
        return Problem(
            file=self.name,
            line=line,
            column=column,
            code=code,
            place=self.form_place(path),
            details=details,
        )
