"""What the charts show, in numbers and in the words of the page's language, before any ink."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_FAR = 12  # a baseline or target up to so many years off the actuals has its place on the axis


@dataclass(frozen=True)
class Mark:
    """A baseline or a target; `year` is None where it has none of its own."""

    year: int | None
    value: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What every drawing has: its name and words, its years and where its scale begins."""

    id: str
    title: str
    description: str
    unit: str
    unit_label: str  # over the axis
    window: range  # years of the actuals
    years: Mapping[int, str]  # labels of the axis
    years_unit: str
    floor: float = 0  # above zero for percentages that all lie high
    minus: str = "△"

    def labelled(self, ticks: Iterable[float], values: Iterable[float]) -> list[tuple[float, str]]:
        """Ticks with their print; where all `values` are shares of a whole, up to that whole."""
        shares = self.unit == "％" and max(values) <= 100
        return [
            (tick, self.minus * (tick < 0) + f"{abs(tick):,.15g}")
            for tick in ticks
            if not (shares and tick > 100)
        ]


@dataclass(frozen=True, kw_only=True)
class Drawing(Plot):
    """The chart of one indicator."""

    actual: Mapping[int, float]
    annual_target: Mapping[int, float]
    baseline: Mark | None
    target: Mark | None
    way: tuple[tuple[int, float], tuple[int, float]] | None  # what is still to go
    labels: Mapping[int, str]  # of the actual values
    gaps: Mapping[int, str]  # year without value: why
    names: Mapping[str, str]  # of the lines; the way has one only where it has no baseline

    @cached_property
    def shown_years(self) -> range:
        """Years of the actuals, and those of a baseline or target not too far from them."""
        first, last = self.window[0], self.window[-1]
        years = [mark.year for mark in (self.baseline, self.target) if mark and mark.year]
        near = [year for year in years if first - _FAR <= year <= last + _FAR]
        return range(min([first, *near]), max([last, *near]) + 1)

    @cached_property
    def limits(self) -> tuple[float, float]:
        """Scale from the floor to a little above the highest value."""
        marks = [mark.value for mark in (self.baseline, self.target) if mark]
        values = [*self.actual.values(), *self.annual_target.values(), *marks]
        return scale(values, self.floor)


def scale(values: Sequence[float], floor: float = 0) -> tuple[float, float]:
    """Limits for `values`: from zero, or from a `floor` above it.

    Examples
    --------
    >>> scale([20, 40]), scale([90, 100], 70), scale([-40, -20])
    ((0, 46.0), (70, 104.5), (-46.0, 0))
    """
    low, high = min(values), max(values)
    if high < 0:
        top, bottom = scale([-value for value in values])
        return -bottom, -top or 0
    if low < 0:
        room = (high - low) * 0.2
        return low - room, high + room
    return floor, floor + ((high - floor) or 1) * 1.15


_HIGH, _SPAN = 60.0, 20.0


def floor_of(shares: Iterable[float]) -> float:
    """Where the scale of percentages begins, the same for all charts in which `shares` stand.

    Counts begin at zero. Percentages do too, unless all of them are 60 or more: then at the ten
    below the lowest, and never so high that fewer than 20 points are shown below 100.

    Examples
    --------
    >>> floor_of([71, 100]), floor_of([97.5, 99]), floor_of([90, 7]), floor_of([])
    (70.0, 80.0, 0.0, 0.0)
    """
    lowest = min(shares, default=0.0)
    return float(min((lowest - 1) // 10 * 10, 100 - _SPAN)) if lowest >= _HIGH else 0.0


@dataclass(frozen=True)
class Panel:
    """One row: its name, its values by year, and each value as the sheet prints it."""

    name: str
    values: Mapping[int, float]
    labels: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Panels(Plot):
    """The chart of a 別表."""

    panels: Sequence[Panel]
    mean: Panel | None = None  # stands apart from the rows
    target: float | None = None  # of the indicator, in the unit of the rows
    values: Sequence[float] = ()  # of all pictures of the 別表, which share one scale
