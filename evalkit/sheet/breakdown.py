"""別表: the rows behind an indicator."""

from __future__ import annotations

from collections.abc import Callable

from evalkit.sheet.cells import AnyCell
from evalkit.sheet.fields import Series, Text
from evalkit.sheet.fiscal import Window
from evalkit.sheet.record import Record


class BreakdownRow(Record):
    """One row of a 別表."""

    group: Text = ""  # 新技術説明会; one printed cell over the rows that share it
    name: Text = ""  # 聴講者
    actuals: Series

    def changed(self, change: Callable[[AnyCell], AnyCell]) -> BreakdownRow:
        """Row with each of its cells changed."""
        return self.model_copy(update={"actuals": self.actuals.changed(change)})

    def by_year(self, *, near: int, windows: Window | None) -> BreakdownRow:
        """Row in which no figure of another time stands for a year."""
        return self.model_copy(update={"actuals": self.actuals.by_year(near=near, windows=windows)})


class Breakdown(Record):
    """別表: the rows behind an indicator, with the mean as published."""

    heading: Text = ""
    caption: Text = ""
    group_head: Text = ""
    name_head: Text = ""
    rows: tuple[BreakdownRow, ...]
    mean: BreakdownRow | None = None

    def changed(self, change: Callable[[AnyCell], AnyCell]) -> Breakdown:
        """Table with each of its cells changed."""
        rows = tuple(row.changed(change) for row in self.rows)
        mean = self.mean and self.mean.changed(change)
        return self.model_copy(update={"rows": rows, "mean": mean})

    def by_year(self, *, near: int, windows: Window | None) -> Breakdown:
        """Table in which no figure of another time stands for a year."""
        rows = tuple(row.by_year(near=near, windows=windows) for row in self.rows)
        mean = self.mean and self.mean.by_year(near=near, windows=windows)
        return self.model_copy(update={"rows": rows, "mean": mean})
