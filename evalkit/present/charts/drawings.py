"""What the charts show, in numbers and in the words of the page's language, before any ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
class Drawing:
    """What to draw, in numbers and in the words of the page's language."""

    id: str
    title: str
    description: str
    unit: str
    unit_label: str  # over the axis
    actual: Mapping[int, float]
    annual_target: Mapping[int, float]
    baseline: Mark | None
    target: Mark | None
    way: tuple[tuple[int, float], tuple[int, float]] | None  # what is still to go
    labels: Mapping[int, str]  # of the actual values
    gaps: Mapping[int, str]  # year without value: why
    window: range  # years of the actuals
    years: Mapping[int, str]  # labels of the axis
    years_unit: str
    names: Mapping[str, str]  # of the actuals and the annual targets

    @cached_property
    def shown_years(self) -> range:
        """Years of the actuals, and those of a baseline or target not too far from them."""
        first, last = self.window[0], self.window[-1]
        years = [mark.year for mark in (self.baseline, self.target) if mark and mark.year]
        near = [year for year in years if first - _FAR <= year <= last + _FAR]
        return range(min([first, *near]), max([last, *near]) + 1)

    @cached_property
    def limits(self) -> tuple[float, float]:
        """Scale from zero, unless all values lie within a fifth of the highest."""
        marks = [mark.value for mark in (self.baseline, self.target) if mark]
        values = [*self.actual.values(), *self.annual_target.values(), *marks]
        return scale(values)

    @property
    def cut(self) -> bool:
        """Whether the scale leaves out zero."""
        low, high = self.limits
        return low > 0 or high < 0


def scale(values: Sequence[float]) -> tuple[float, float]:
    """Limits for `values`: from zero, unless all lie within a fifth of the one furthest from it.

    Examples
    --------
    >>> scale([20, 40]), scale([90, 100]), scale([-40, -20])
    ((0, 46.0), (88.0, 102.0), (-46.0, 0))
    """
    low, high = min(values), max(values)
    if high < 0:
        top, bottom = scale([-value for value in values])
        return -bottom, -top or 0
    room = (high - low or abs(high) or 1) * 0.2
    if low < 0 or low >= high * 0.8 > 0:
        return low - room, high + room
    return 0, (high or 1) * 1.15


@dataclass(frozen=True)
class Panel:
    """One row: its name, its values by year, and each value as the sheet prints it."""

    name: str
    values: Mapping[int, float]
    labels: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Panels:
    """What to draw, in numbers and in the words of the page's language."""

    id: str
    title: str
    description: str
    unit: str
    unit_label: str  # over the axis
    window: range
    years: Mapping[int, str]
    years_unit: str
    panels: Sequence[Panel]
