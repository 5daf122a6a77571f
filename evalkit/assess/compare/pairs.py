"""Two sheets side by side: which goal, indicator and programme of one is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from evalkit.assess.assessment import IndicatorResult, indicator_results
from evalkit.assess.compare.matching import Item, match
from evalkit.sheet.measures import PlacedMeasure
from evalkit.sheet.model import AchievementGoal, Sheet
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

    path: KeyPath
    goal: AchievementGoal


class Pairs:
    """Everything of two sheets that has a counterpart, and what has none."""

    def __init__(self, old: Sheet, new: Sheet) -> None:
        self.old, self.new = old, new
        self.goals = pair(_goals(old), _goals(new), _goal)
        goals = {first.path: second.path for first, second in self.goals.pairs}
        self._known = goals | {_REFERENCE: _REFERENCE}
        self.indicators = pair(
            indicator_results(old), indicator_results(new), self._old_indicator, _indicator
        )
        self.measures = pair([*old.measures()], [*new.measures()], self._old_measure, _measure)

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

    def number(self, each: IndicatorResult) -> str:
        """Number of an old indicator's goal, as the new sheet counts it."""
        known = self._known.get(each.path[:2])
        return self.new.achievement_goals[int(known[1])].no if known else each.goal.no

    def _old_indicator(self, each: IndicatorResult) -> Item:
        return replace(_indicator(each), group=self._group(each.path))

    def _old_measure(self, each: PlacedMeasure) -> Item:
        return replace(_measure(each), group=self._group(each.path))

    def _group(self, path: KeyPath) -> object:
        """Path in the new sheet of what holds an old entry; of a dropped goal, a path of none."""
        return self._known.get(path[:2], (*path[:2], "dropped"))


_REFERENCE: KeyPath = ("reference", "measures")


def _goal(each: PlacedGoal) -> Item:
    return Item(name=each.goal.name, number=each.goal.no)


def _indicator(each: IndicatorResult) -> Item:
    return Item(name=each.indicator.name, number=each.indicator.no, group=each.path[:2])


def _measure(each: PlacedMeasure) -> Item:
    return Item(name=each.measure.name, group=each.path[:2])


def _goals(sheet: Sheet) -> list[PlacedGoal]:
    goals = enumerate(sheet.achievement_goals)
    return [PlacedGoal(("achievement_goals", place), goal) for place, goal in goals]
