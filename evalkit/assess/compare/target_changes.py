"""Targets moved: the final one and those of each year, and whether they became easier."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.compare.change import Change, Kind, step
from evalkit.assess.compare.change_notes import say
from evalkit.assess.compare.value_changes import confirmed, judged, turned
from evalkit.assess.open_entries import is_marked
from evalkit.assess.same_cells import same_cell, same_value
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell, Blank, NotApplicable, Pending
from evalkit.sheet.indicator import Direction
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place


def target_changes(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    """Changes of one indicator's targets for the years that both sheets speak of."""
    yield from _final(old, new)
    yield from _others(old, new)
    years = range(min(old.sheet.window[0], new.sheet.window[0]), new.sheet.window[-1] + 1)
    seen = set()
    for year in years:
        change = _annual(old, new, year)
        if change is not None and (change.path, change.old) not in seen:
            seen.add((change.path, change.old))
            yield change


# The final target


def _final(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    before, after = old.indicator.target, new.indicator.target
    kind = _kind(before, after, _way(new)) or _moved_year(old, new)
    if kind is None:
        return
    if _states(after) and not is_marked(after.printed) and _over(old, new):
        kind = "target_set"
    path = (*new.path, "target")
    outlook = turned(new, lambda each: each.model_copy(update={"target": before}))
    yield Change(
        kind=kind,
        place=form_place(new.sheet, path),
        path=path,
        old=before.printed,
        new=after.printed,
        note=_years(old, new),
        outlook=outlook if kind.startswith("target") else None,
        step=step(before, after),
    )


def _over(old: IndicatorResult, new: IndicatorResult) -> bool:
    """Whether the old target's year is over, so that another takes its place."""
    before, after = _year(old), _year(new)
    return isinstance(before, int) and before < new.sheet.fiscal_year and before != after


def _years(old: IndicatorResult, new: IndicatorResult) -> Bilingual:
    before, after = _year(old), _year(new)
    return NOTHING if before == after else say("target_year", old=before, new=after)


def _year(each: IndicatorResult) -> int | str:
    """Year of the final target, as far as the form says."""
    return "毎年度" if each.term.every_year else each.term.year or "－"


def _moved_year(old: IndicatorResult, new: IndicatorResult) -> Kind | None:
    """Kind of a change of nothing but the year: more time is easier."""
    before, after = _year(old), _year(new)
    if before == after or not _states(new.indicator.target):
        return None
    if isinstance(before, int) and isinstance(after, int):
        return "target_easier" if after > before else "target_harder"
    return "target_changed"


# Mid-term targets, and those before a revision


def _others(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    """Changes of targets that are not the final one: the history is kept as it was published."""
    before, after = (
        {(held.term, held.since): held for held in each.target_history} for each in (old, new)
    )
    for key, held in after.items():
        if held.path != ("target",):
            was = before[key].cell if key in before else Blank()
            yield from _other(old, new, was, held.cell, (*new.path, *held.path), held.term.year)
    for key, held in before.items():
        if held.path != ("target",) and key not in after:
            yield from _other(old, new, held.cell, Blank(), (*new.path, "target"), held.term.year)


def _other(
    old: IndicatorResult,
    new: IndicatorResult,
    before: AnyCell,
    after: AnyCell,
    path: KeyPath,
    year: int | None,
) -> Iterator[Change]:
    kind = _kind(before, after, _way(new))
    if kind is None:
        return
    both = year is not None and all(year in each.sheet.window for each in (old, new))
    yield Change(
        kind=kind,
        place=form_place(new.sheet, path),
        path=path,
        old=before.printed,
        new=after.printed,
        judgement=judged(old, new, year) if both and year is not None else None,
        step=step(before, after),
    )


# The target of a year


def _annual(old: IndicatorResult, new: IndicatorResult, year: int) -> Change | None:
    before, after = (each.target_of(year) for each in (old, new))
    if _follows_final(old, new, year) or not _both_speak(old, new, year, before, after):
        return None
    kind = _kind(before, after, _way(new))
    if kind is None:
        return None
    path = (*new.path, "annual_targets", str(new.indicator.annual_targets.span(year)))
    return Change(
        kind=kind,
        place=form_place(new.sheet, path),
        path=path,
        old=before.printed,
        new=after.printed,
        judgement=judged(old, new, year),
        step=step(before, after),
    )


def _follows_final(old: IndicatorResult, new: IndicatorResult, year: int) -> bool:
    """Whether a change of this year's target is that of the final one, seen again."""
    if not isinstance(old.indicator.annual_targets[year], Blank):
        return False
    annual = new.indicator.annual_targets[year]
    return isinstance(annual, Blank) or same_value(annual, new.indicator.target)


def _both_speak(
    old: IndicatorResult, new: IndicatorResult, year: int, before: AnyCell, after: AnyCell
) -> bool:
    """Whether both sheets have a place for the target of `year`."""
    return all(
        year in each.sheet.window or not isinstance(cell, Blank)
        for each, cell in ((old, before), (new, after))
    )


# Which way


def _way(new: IndicatorResult) -> Direction | None:
    return new.good_direction.direction


def _states(cell: AnyCell) -> bool:
    return not isinstance(cell, Blank | NotApplicable | Pending)


def _kind(old: AnyCell, new: AnyCell, way: Direction | None) -> Kind | None:
    if is_marked(new.printed):
        return "open"
    if not _states(old) or is_marked(old.printed):
        return "target_set" if _states(new) and not confirmed(old, new) else None
    if not _states(new):
        return "target_dropped"
    if same_value(old, new) or same_cell(old, new):
        return None
    return _moved(old, new, way)


def _moved(old: AnyCell, new: AnyCell, way: Direction | None) -> Kind:
    moved = step(old, new)
    if not (moved and moved.difference and way):
        return "target_changed"
    return "target_harder" if (moved.difference > 0) == (way == "up") else "target_easier"
