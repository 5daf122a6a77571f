"""Every text of a sheet with its path, for the checks that read words rather than figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from evalkit.sheet.cells import Cell
from evalkit.sheet.dated_targets import Aims
from evalkit.sheet.fields import Series
from evalkit.sheet.model import Picture, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.record import Record
from evalkit.sheet.text import without_space

_NO_TEXT = {"no", "kind", "unit", "direction", "document", "fiscal_year", "years", "number"}
_NO_TEXT |= {"since", "audit", "achievement_goal", "period", "windows", "form", "after"}
_RECORDS = ("indicators", "measures", "examples")
_YEAR = re.compile("[0-9]{4}(?:-[0-9]{4})?")
_DASHES = re.compile(r"[\s－―—–─‐ー-]*")


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or a dash alone.

    Examples
    --------
    >>> says_nothing(" － "), says_nothing("該当なし")
    (True, False)
    """
    return bool(_DASHES.fullmatch(text))


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One printed text and its path in the sheet file."""

    path: KeyPath
    text: str

    @property
    def printed(self) -> str:
        """The text, as what a check found there."""
        return self.text

    @cached_property
    def field(self) -> str:
        """Name of the field that holds it: the row of a series, whatever its year."""
        if self.path[-1] == "text" and "targets" in self.path:
            return "target"
        steps = (step for step in reversed(self.path) if isinstance(step, str))
        return next(step for step in steps if not _YEAR.fullmatch(step))

    @cached_property
    def record(self) -> KeyPath:
        """Path of the indicator, programme or other entry to which it belongs."""
        steps = enumerate(pairwise(self.path))
        ends = [n for n, (step, entry) in steps if step in _RECORDS and isinstance(entry, int)]
        return self.path[: ends[0] + 2] if ends else self.path

    @cached_property
    def whereabouts(self) -> KeyPath:
        """Path by which it is named: that of its indicator, whose cells are many, or its own."""
        return self.record if "indicators" in self.path else self.path

    @cached_property
    def compact(self) -> str:
        """The text without white space, each kana one character."""
        return without_space(self.text)

    @cached_property
    def of_programme(self) -> bool:
        """Whether a row of a table of programmes holds it, not that table's heads."""
        return "measures" in self.path and "tables" not in self.path

    @cached_property
    def in_cell(self) -> bool:
        """Whether it is the baseline, an actual or a target of an indicator."""
        return self.field in ("baseline", "actuals", "annual_targets", "target")

    @cached_property
    def heading(self) -> bool:
        """Whether it is a printed head, or the name of something."""
        heads = ("heading", "caption", "name", "name_head", "group_head", "figures", "pictures")
        return self.field in heads or "tables" in self.path or "table" in self.path

    @cached_property
    def quoted(self) -> bool:
        """Whether it is quoted from another document."""
        return self.field == "excerpt"


def passages(sheet: Sheet) -> tuple[Passage, ...]:
    """Every text of `sheet` that is not empty, in the order of its records."""
    return tuple(Passage(path=path, text=text) for path, text in _walk(sheet, ()) if text.strip())


def _walk(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str | Cell) or (isinstance(value, Picture) and not value.file):
        yield path, str(value)
        return
    for step, below in _steps(value):
        yield from _walk(below, (*path, step))


def _steps(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Series):
        yield from ((str(span), cell) for span, cell in value.spans())
    elif isinstance(value, Record):
        names = [name for name in type(value).model_fields if name not in _NO_TEXT]
        if isinstance(value, Aims) and value.targets:  # the last of which it is
            names.remove("target")
        yield from ((name, getattr(value, name)) for name in names)
    elif isinstance(value, Mapping):
        yield from ((str(key), below) for key, below in value.items())
    elif isinstance(value, tuple):
        yield from enumerate(value)
