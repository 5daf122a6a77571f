"""Tables with a column a year: the columns move on, and the figures stay with their years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from evalkit.assess.roll.draft import Draft
from evalkit.assess.roll.years_in_text import move_year
from evalkit.sheet.budget import Budget, BudgetItem, BudgetLineName
from evalkit.sheet.measures import Measure, MeasureTable
from evalkit.sheet.paths import KeyPath


def roll_measures(
    draft: Draft, path: KeyPath, measures: Sequence[Measure], heads: tuple[KeyPath, MeasureTable]
) -> None:
    """Roll the programmes at `path`; the heads of their table come with their own path."""
    above, table = heads
    years = _years(measure.budget for measure in measures)
    columns = _Columns(draft, table.budget or dict.fromkeys(years, ""))
    columns.roll_heads((*above, "budget"))
    for number, measure in enumerate(measures):
        if measure.budget:
            columns.roll((*path, number, "budget"), columns.years)
        if any(char.isalnum() for char in measure.review_sheet):
            below = (*path, number, "review_sheet")
            draft.confirm(below, "review_sheet", year=draft.to_year)


def roll_budget(draft: Draft, budget: Budget) -> None:
    """Roll 施策の予算額・執行額: an item is asked for where the form had it one column earlier."""
    items = [cells for _, line in budget.fixed_lines() for _, cells in line.items()]
    items += [free.amounts for free in budget.lines]
    columns = _Columns(draft, budget.columns or dict.fromkeys(_years(items), ""))
    columns.roll_heads(("budget", "columns"))
    for name in get_args(BudgetLineName):
        for item in get_args(BudgetItem):
            before = getattr(getattr(budget, name), item)
            wanted = [year for year in columns.years if year - draft.shift in before]
            columns.roll(("budget", name, item), wanted)
    for number, free in enumerate(budget.lines):
        columns.roll_line(("budget", "lines", number), set(free.amounts))


def _years(cells: Iterable[Mapping[int, object]]) -> list[int]:
    return sorted({year for by_year in cells for year in by_year})


class _Columns:
    """The columns of one table before and after."""

    def __init__(self, draft: Draft, heads: Mapping[int, str]) -> None:
        self.draft = draft
        self.before = heads
        shift = draft.shift
        self.after = {
            year + shift: move_year(head, year, year + shift) for year, head in heads.items()
        }

    @property
    def years(self) -> list[int]:
        """Years of the new columns."""
        return list(self.after)

    def roll_heads(self, path: KeyPath) -> None:
        """Write the new heads; a head of a year that stays may read otherwise now."""
        if not any(self.before.values()):
            return
        for year, head in self.before.items():
            now = self.after.get(year)
            code = "column_left" if now is None else "head_changed"
            if now != head:
                self.draft.drop((*path, str(year)), head, code, now=now)
        self.draft.put(path, {str(year): head for year, head in self.after.items()})

    def roll(self, path: KeyPath, wanted: Iterable[int]) -> None:
        """Keep the figures of the new columns' years, and open those that are wanted."""
        old: dict[str, Any] = self.draft.at(path)
        for key, cell in old.items():
            if int(key) not in self.after:
                self.draft.drop((*path, key), cell, "column_left")
        known = {year for year in self.after if str(year) in old}
        shown = sorted(known | set(wanted))
        self.draft.put(path, {str(year): old.get(str(year), "") for year in shown})
        for year in shown:
            self._ask((*path, str(year)), year, known=year in known)

    def roll_line(self, path: KeyPath, before: set[int]) -> None:
        """As :meth:`roll`, for a line whose amounts stand beside its name."""
        line: dict[str, Any] = self.draft.at(path)
        for year in sorted(before - {*self.after}):
            self.draft.drop((*path, str(year)), line.pop(str(year)), "column_left")
        for year in self.years:
            if year in before or year - self.draft.shift in before:
                known = str(year) in line
                line.setdefault(str(year), "")
                self._ask((*path, str(year)), year, known=known)

    def _ask(self, path: KeyPath, year: int, *, known: bool) -> None:
        """Ask for a figure that is new, or that now stands under another head (要求額, 当初)."""
        was, now = self.before.get(year, ""), self.after[year]
        if not known:
            self.draft.enter(path, "column", head=now or year)
        elif was != now:
            self.draft.confirm(path, "column_changed", was=was, head=now)
