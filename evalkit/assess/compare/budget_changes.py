"""Budgets: figures changed for the same year, and new ones beside those of the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from evalkit.assess.compare.change import Change, Kind, step
from evalkit.assess.compare.change_notes import say
from evalkit.assess.compare.pairs import Pairs
from evalkit.assess.compare.value_changes import confirmed
from evalkit.assess.open_entries import is_marked
from evalkit.assess.same_cells import same_cell, same_value
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.budget import Budget
from evalkit.sheet.cells import AnyCell, Blank, Quantity
from evalkit.sheet.cells.money import in_unit
from evalkit.sheet.measures import PlacedMeasure
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place

_Cells = Mapping[int, AnyCell]


@dataclass(frozen=True)
class _Row:
    """One row of figures by year, in one sheet."""

    sheet: Sheet
    path: KeyPath
    cells: _Cells
    heads: Mapping[int, str]
    unit: Callable[[int], str]  # of the amounts of a year


def budget_changes(pairs: Pairs) -> Iterator[Change]:
    """Changes of the policy's budget, and of each programme's."""
    yield from _policy(pairs)
    for old, new in pairs.measures.pairs:
        yield from _row_changes(_of_measure(pairs.old, old), _of_measure(pairs.new, new))


def _of_measure(sheet: Sheet, each: PlacedMeasure) -> _Row:
    path, unit = (*each.path, "budget"), partial(sheet.measure_unit, each.heads)
    return _Row(sheet, path, each.measure.budget, each.heads.budget, unit)


def _policy(pairs: Pairs) -> Iterator[Change]:
    old = dict(_rows(pairs.old))
    for key, row in _rows(pairs.new):
        if key in old:
            yield from _row_changes(old[key], row)


def _rows(sheet: Sheet) -> Iterator[tuple[str, _Row]]:
    """Rows of a sheet's budget, by what they are in the budget of another year."""
    budget = sheet.budget or Budget()

    def row(path: KeyPath, cells: _Cells) -> _Row:
        return _Row(sheet, path, cells, budget.columns, lambda _: budget.table_unit)

    for name, line in budget.fixed_lines():
        for item, cells in line.items():
            yield f"{name} {item}", row(("budget", name, item), cells)
    for number, free in enumerate(budget.lines):
        yield f"lines {free.name}", row(("budget", "lines", number), free.amounts)


def _row_changes(old: _Row, new: _Row) -> Iterator[Change]:
    for year in sorted(old.cells.keys() | new.cells.keys()):
        before, after = _pair(old, new, year)
        expected = year in new.heads or old.sheet.fiscal_year == new.sheet.fiscal_year
        kind = _kind(before, after, expected=expected)
        if kind is not None:
            yield _change(kind, old, new, year)


def _pair(old: _Row, new: _Row, year: int) -> tuple[AnyCell, AnyCell]:
    """Both cells of a year, their amounts in the unit of the new one."""
    before, after = (row.cells.get(year, Blank()) for row in (old, new))
    return in_unit(before, head=old.unit(year), table=new.unit(year)), after


def _kind(old: AnyCell, new: AnyCell, *, expected: bool) -> Kind | None:
    if is_marked(new.printed):
        return "open"
    if isinstance(new, Blank):
        return "budget_dropped" if expected and not isinstance(old, Blank) else None
    if isinstance(old, Blank) or is_marked(old.printed):
        return None if confirmed(old, new) else "budget_new"
    return None if same_value(old, new) or same_cell(old, new) else "budget_changed"


def _change(kind: Kind, old: _Row, new: _Row, year: int) -> Change:
    row = old if kind == "budget_dropped" else new
    path = (*row.path, str(year))
    before, after = _pair(old, new, year)
    last = new.cells.get(year - 1) if kind == "budget_new" else before
    return Change(
        kind=kind,
        place=form_place(row.sheet, path),
        path=path,
        old=before.printed,
        new=after.printed,
        note=_note(kind, old.heads.get(year), new.heads.get(year), last),
        step=step(last, after),
    )


def _note(kind: Kind, old: str | None, new: str | None, last: AnyCell | None) -> Bilingual:
    if kind == "budget_new":
        return say("year_before", old=last.printed) if isinstance(last, Quantity) else NOTHING
    return say("heads", old=old, new=new) if old and new and old != new else NOTHING
