"""Actuals and baselines: values entered, values restated, results still unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.compare.change import Change, Flip, Kind, OutlookTurn, one_sided, step
from evalkit.assess.compare.change_notes import say
from evalkit.assess.compare.matching import Item
from evalkit.assess.compare.pairs import pair
from evalkit.assess.open_entries import is_marked, unmarked
from evalkit.assess.same_cells import same_cell, same_value
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell, Blank, Pending, Quantity, parse_cell
from evalkit.sheet.fields import Series
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.load import TO_CONFIRM
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place


@dataclass(frozen=True, kw_only=True)
class Cells:
    """A printed cell of the old sheet and the one of the new sheet over the same years."""

    year: int  # the first that both cover
    key: str  # of the new cell in its series
    old: AnyCell
    new: AnyCell


def side_by_side(old: Series, new: Series) -> Iterator[Cells]:
    """Every two printed cells that share a year, once, by year; a blank where a sheet has none."""
    covered = {
        year
        for series in (old, new)
        for span, _ in series.spans()
        for year in range(span.first, span.last + 1)
    }
    seen = set()
    for year in sorted(covered):
        spans = old.span(year), new.span(year)
        if spans not in seen:
            seen.add(spans)
            yield Cells(year=year, key=str(spans[1]), old=old[year], new=new[year])


def kind_of(old: AnyCell, new: AnyCell, *, expected: bool) -> Kind | None:
    """Kind of change from one published cell to another; None if they mean the same.

    Parameters
    ----------
    expected : bool
        Whether the new sheet has a place for the cell. Where it has none, nothing was withdrawn.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell as cell
    >>> kind_of(cell("調査中（10月頃）"), cell("16,925件"), expected=True)
    'entered'
    >>> kind_of(cell("16,302件"), cell("16,312件"), expected=True)
    'restated'
    >>> print(kind_of(cell("86％"), cell("86%"), expected=True))
    None
    """
    if is_marked(new.printed):
        return "open"
    if confirmed(old, new):
        return None
    if isinstance(new, Pending):
        return "restated" if isinstance(old, Quantity) else "pending"
    if isinstance(new, Blank):
        return "restated" if expected and not isinstance(old, Blank) else None
    if isinstance(old, Blank | Pending) or is_marked(old.printed):
        return "entered"
    return _kind_of_known(old, new)


def confirmed(old: AnyCell, new: AnyCell) -> bool:
    """Whether the new cell is the old one without its mark 【要確認】."""
    return is_marked(old.printed) and old.printed == TO_CONFIRM + new.printed


def _kind_of_known(old: AnyCell, new: AnyCell) -> Kind | None:
    if same_cell(old, new):
        return None
    if isinstance(old, Quantity):
        return "text" if same_value(old, new) else "restated"
    return "entered" if isinstance(new, Quantity) else "text"


def value_changes(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    """Changes of one indicator's baseline, actuals and breakdown."""
    yield from _baseline(old, new)
    path = (*new.path, "actuals")
    for cells in side_by_side(old.indicator.actuals, new.indicator.actuals):
        change = _change(new.sheet, (*path, cells.key), cells)
        if change is not None:
            yield _judged(change, cells, old, new)
    yield from _breakdown(old, new)


def _change(sheet: Sheet, path: KeyPath, cells: Cells) -> Change | None:
    kind = kind_of(cells.old, cells.new, expected=cells.year in sheet.window)
    if kind is None:
        return None
    return Change(
        kind=kind,
        place=form_place(sheet, path),
        path=path,
        old=cells.old.printed,
        new=cells.new.printed,
        step=step(cells.old, cells.new) if kind == "restated" else None,
    )


def _judged(change: Change, cells: Cells, old: IndicatorResult, new: IndicatorResult) -> Change:
    flip, outlook = judged(old, new, cells.year), None
    if change.kind == "restated":
        outlook = turned(new, lambda indicator: _with_actual(indicator, cells))
    return replace(change, judgement=flip, outlook=outlook, note=_note(change.kind, cells, new))


def _note(kind: Kind, cells: Cells, new: IndicatorResult) -> Bilingual:
    """What a reader wants to know beside the two cells: since when, and against which target."""
    if kind == "pending":
        before = parse_cell(unmarked(cells.old.printed))
        return say("still" if isinstance(before, Pending) else "not_yet")
    target = new.target_of(cells.year)
    shown = kind == "entered" and isinstance(target, Quantity)
    return say("against", target=target.printed) if shown else NOTHING


def judged(old: IndicatorResult, new: IndicatorResult, year: int) -> Flip:
    """Judgements of one year, before and after."""
    before, after = (
        each.year(year).judgement if year in each.sheet.window else None for each in (old, new)
    )
    return Flip(before=before, after=after)


def turned(new: IndicatorResult, put_back: Callable[[Indicator], Indicator]) -> OutlookTurn | None:
    """OutlookTurn of an indicator with an old cell put back and as it is, if the two differ."""
    before = put_back(new.indicator).in_one_unit()  # the old cell may be in another scale
    variant = IndicatorResult(new.sheet, new.goal, before, new.path)
    was, is_ = variant.outlook, new.outlook
    return OutlookTurn(before=was, after=is_) if was and is_ and was != is_ else None


def _with_actual(indicator: Indicator, cells: Cells) -> Indicator:
    series = dict(indicator.actuals.spans())
    span = indicator.actuals.span(cells.year)
    return indicator.model_copy(update={"actuals": Series({**series, span: cells.old})})


def _baseline(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    before, after = old.indicator.baseline, new.indicator.baseline
    path = (*new.path, "baseline")
    cells = Cells(year=new.sheet.window[-1], key="", old=before, new=after)
    change = _change(new.sheet, path, cells) or _moved_baseline(old, new, path)
    if change is None:
        return
    outlook = turned(new, lambda each: each.model_copy(update={"baseline": before}))
    yield replace(change, outlook=outlook) if change.kind == "restated" else change


def _moved_baseline(old: IndicatorResult, new: IndicatorResult, path: KeyPath) -> Change | None:
    """Change of nothing but the baseline's year."""
    cell = new.indicator.baseline
    years = [each.baseline_year or "－" for each in (old, new)]
    if years[0] == years[1] or not isinstance(cell, Quantity):
        return None
    return Change(
        kind="restated",
        place=form_place(new.sheet, path),
        path=path,
        old=old.indicator.baseline.printed,
        new=cell.printed,
        note=say("baseline_year", old=years[0], new=years[1]),
    )


def _breakdown(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    before, after = ([*each.indicator.breakdown_rows()] for each in (old, new))
    rows = pair(before, after, lambda row: Item(name=row[1].name, group=row[1].group))
    for (_, was), (below, now) in rows.pairs:
        for cells in side_by_side(was.actuals, now.actuals):
            change = _change(new.sheet, (*new.path, *below, "actuals", cells.key), cells)
            if change is not None:
                yield change
    for below, row in rows.dropped:
        yield one_sided(
            "dropped", old.sheet, (*old.path, *below), f"{row.group} {row.name}".strip()
        )
    for below, row in rows.added:
        yield one_sided("added", new.sheet, (*new.path, *below), f"{row.group} {row.name}".strip())
