"""Two sheets side by side: which goal, indicator and programme of one is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.matching import Item, match
from evalkit.sheet.model import (
    AchievementGoal,
    Indicator,
    Measure,
    MeasureTable,
    ReferenceMeasures,
    Sheet,
)
from evalkit.sheet.paths import KeyPath

T = TypeVar("T")


@dataclass(frozen=True)
class Pairing(Generic[T]):
    """Two lists side by side."""

    pairs: tuple[tuple[T, T], ...]  # in the order of the new list
    dropped: tuple[T, ...]
    added: tuple[T, ...]


def pair(old: Sequence[T], new: Sequence[T], *items: Callable[[T], Item]) -> Pairing[T]:
    """Put two lists side by side; `items` says what an entry is known by, in the old and the new.

    Examples
    --------
    >>> pair(["件数"], ["割合", "件数"], lambda name: Item(name=name))
    Pairing(pairs=(('件数', '件数'),), dropped=(), added=('割合',))
    """
    of_old, of_new = items[0], items[-1]
    found = match([*map(of_old, old)], [*map(of_new, new)])
    pairs = sorted(found.items(), key=lambda places: places[1])
    return Pairing(
        pairs=tuple((old[first], new[second]) for first, second in pairs),
        dropped=tuple(entry for place, entry in enumerate(old) if place not in found),
        added=tuple(entry for place, entry in enumerate(new) if place not in found.values()),
    )


class Placed(Protocol):
    """A part of a sheet that has a place in its file."""

    @property
    def path(self) -> KeyPath:
        """Path in the sheet file."""


@dataclass(frozen=True)
class PlacedGoal:
    """An achievement goal in its sheet."""

    sheet: Sheet
    place: int
    goal: AchievementGoal

    @property
    def path(self) -> KeyPath:
        """Path in the sheet file."""
        return ("achievement_goals", self.place)


@dataclass(frozen=True)
class PlacedIndicator:
    """An indicator in its sheet."""

    within: PlacedGoal
    place: int
    indicator: Indicator

    @property
    def sheet(self) -> Sheet:
        """Sheet that holds it."""
        return self.within.sheet

    @property
    def goal(self) -> AchievementGoal:
        """Achievement goal that holds it."""
        return self.within.goal

    @property
    def path(self) -> KeyPath:
        """Path in the sheet file."""
        return (*self.within.path, "indicators", self.place)

    @cached_property
    def result(self) -> IndicatorResult:
        """What the sheet's figures mean for it."""
        return IndicatorResult(self.sheet, self.goal, self.indicator)


@dataclass(frozen=True)
class PlacedMeasure:
    """A programme in its sheet, under an achievement goal or in the reference table."""

    path: KeyPath
    table: MeasureTable
    measure: Measure


class Pairs:
    """Everything of two sheets that has a counterpart, and what has none."""

    def __init__(self, old: Sheet, new: Sheet) -> None:
        self.old, self.new = old, new
        goals = _goals(old), _goals(new)
        self.goals = pair(*goals, _goal)
        self._known = {first.place: second.place for first, second in self.goals.pairs}
        self.indicators = pair(
            _indicators(goals[0]), _indicators(goals[1]), self._old_indicator, _new_indicator
        )
        self.measures = pair(_measures(old), _measures(new), self._old_measure, _new_measure)

    @cached_property
    def _moved(self) -> dict[KeyPath, KeyPath]:
        """Paths of the new sheet by those of their counterparts in the old one."""
        every: tuple[tuple[Placed, Placed], ...] = (
            *self.goals.pairs, *self.indicators.pairs, *self.measures.pairs
        )  # fmt: skip
        return {old.path: new.path for old, new in every}

    def path_in_new(self, path: KeyPath) -> KeyPath | None:
        """Path in the new sheet of what stands at `path` in the old one; None if it was dropped.

        What has no number or name of its own keeps its path.
        """
        for length in (4, 3, 2):
            head, tail = path[:length], path[length:]
            if head in self._moved:
                return self._moved[head] + tail
            if head in self._dropped:
                return None
        return path

    @cached_property
    def _dropped(self) -> set[KeyPath]:
        every: tuple[Placed, ...] = (
            *self.goals.dropped, *self.indicators.dropped, *self.measures.dropped
        )  # fmt: skip
        return {each.path for each in every}

    def number(self, each: PlacedIndicator) -> str:
        """Number of an old indicator's goal, as the new sheet counts it."""
        place = self._known.get(each.within.place)
        return each.goal.no if place is None else self.new.achievement_goals[place].no

    def _group(self, path: KeyPath) -> object:
        """Goal of an old path, by its place in the new sheet."""
        return self._known.get(path[1], path) if isinstance(path[1], int) else path[0]

    def _old_indicator(self, each: PlacedIndicator) -> Item:
        group = self._group(each.path)
        return Item(name=each.indicator.name, number=each.indicator.no, group=group)

    def _old_measure(self, each: PlacedMeasure) -> Item:
        return Item(name=each.measure.name, group=self._group(each.path))


def _goal(each: PlacedGoal) -> Item:
    return Item(name=each.goal.name, number=each.goal.no)


def _new_indicator(each: PlacedIndicator) -> Item:
    return Item(name=each.indicator.name, number=each.indicator.no, group=each.within.place)


def _new_measure(each: PlacedMeasure) -> Item:
    group = each.path[1] if isinstance(each.path[1], int) else each.path[0]
    return Item(name=each.measure.name, group=group)


def _goals(sheet: Sheet) -> list[PlacedGoal]:
    return [PlacedGoal(sheet, place, goal) for place, goal in enumerate(sheet.achievement_goals)]


def _indicators(goals: Sequence[PlacedGoal]) -> list[PlacedIndicator]:
    return [
        PlacedIndicator(within, place, indicator)
        for within in goals
        for place, indicator in enumerate(within.goal.indicators)
    ]


def _measures(sheet: Sheet) -> list[PlacedMeasure]:
    under_goals = [
        PlacedMeasure((*within.path, "measures", place), within.goal.tables.measures, measure)
        for within in _goals(sheet)
        for place, measure in enumerate(within.goal.measures)
    ]
    reference = sheet.reference or ReferenceMeasures()
    beside = [
        PlacedMeasure(("reference", "measures", place), reference.table, measure)
        for place, measure in enumerate(reference.measures)
    ]
    return under_goals + beside
