"""The chart of one indicator: its years, its targets, and the way that is still to go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from evalkit.present.charts.chart_data import Drawing, Mark
from evalkit.present.charts.labels import Box, Room, Segment, around, spread, wrapped
from evalkit.present.charts.svg import (
    ACTUAL,
    HAIR,
    INK,
    QUIET,
    SHADE,
    TARGET,
    TYPE,
    Canvas,
    Point,
    Sign,
    text_width,
    ticks,
)

WIDTH, HEIGHT = 340.0, 184.0
_FOOT = 20.0  # below the axis: the years
_HEAD = 20.0  # above the highest value: the unit
_LINE = 14.0  # from one line of text to the next
_ROOM = 84.0  # of the names on the right, if their words can be broken there
_STEPS, _WAY, _NEEDED, _ACROSS = (5, 2.5), (1.2, 2.4), (7, 2, 1.2, 2), (1, 4)


def draw(drawing: Drawing) -> Markup:
    """Draw one indicator over time: actuals as a line, annual targets as steps, the ends as marks.

    Returns
    -------
    Markup
        An ``svg`` element with ``role="img"``, a title and a description; the same bytes from the
        same drawing.
    """
    return _Chart(drawing).svg()


@dataclass(frozen=True)
class _Name:
    """What stands to the right of the axes, at the height of a value."""

    kind: Sign | Literal["steps", "needed", "across"]
    value: float
    lines: list[str]
    color: str


class _Chart:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.low, self.high = drawing.limits
        self.names = sorted(self._names(), key=lambda name: name.value)
        whole = all(value == int(value) for value in drawing.actual.values())
        self.ticks = drawing.labelled(
            ticks(self.low, self.high, whole=whole),
            (*drawing.actual.values(), *drawing.annual_target.values()),
        )
        left = max(text_width(text) for _, text in self.ticks) + 5
        words = max(text_width(line) for name in self.names for line in name.lines) + 17
        tall = sum(len(name.lines) * _LINE + 4 for name in self.names)
        self.height = max(HEIGHT, _FOOT + tall)
        self.area = Box(left, _FOOT, WIDTH - words - 8, self.height - _HEAD)
        self.canvas = Canvas(WIDTH, self.height)

    def x(self, year: float) -> float:
        first, last = self.drawing.shown_years[0] - 0.5, self.drawing.shown_years[-1] + 0.5
        return self.area.left + (self.area.right - self.area.left) * (year - first) / (last - first)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.area.bottom + (self.area.top - self.area.bottom) * share

    def at(self, year: float, value: float) -> Point:
        return self.x(year), self.y(value)

    def svg(self) -> Markup:
        room = Room(self.area, [*self._actual_line(), *self._steps(), *self._way()])
        for gap in _runs(self.drawing.gaps):
            self._gap(gap, room)
        self._axes()
        self._years()
        for segment in self._steps():
            self.canvas.line(segment, TARGET, 1.8, _STEPS)
        for segment in self._way():
            self.canvas.line(segment, TARGET, 1.3, _NEEDED if "way" in self.drawing.names else _WAY)
        self._mark(self.drawing.baseline, "square", QUIET, room)
        self._mark(self.drawing.target, "diamond", TARGET, room)
        self._actual(room)
        self._name_all()
        return self.canvas.svg(self.drawing.id, self.drawing.title, self.drawing.description)

    # Axes

    def _axes(self) -> None:
        area = self.area
        for value, text in self.ticks:
            y = self.y(value)
            self.canvas.line([(area.left, y), (area.right, y)], HAIR, 0.6)
            self.canvas.write((area.left - 4, y - 0.36 * TYPE), text, INK, "right")
        ground = self.y(0) if self.low < 0 < self.high else area.bottom
        self.canvas.line([(area.left, ground), (area.right, ground)], QUIET, 0.9)
        if self.drawing.floor:
            self.canvas.broken(area.left, area.bottom, area.top)
        self.canvas.write((0, self.height - TYPE), self.drawing.unit_label, INK)

    def _years(self) -> None:
        """Write as many years as there is room for, the latest of the sheet among them."""
        years = self.drawing.shown_years
        each = (self.area.right - self.area.left) / len(years)
        widest = max(text_width(self.drawing.years[year]) for year in years) + 5
        step = next(step for step in (1, 2, 5, 10, 20, 50) if step * each >= widest or step == 50)
        y = _FOOT - TYPE - 3
        end = self.area.right
        for year in years:
            if (year - self.drawing.window[-1]) % step == 0:
                label = self.drawing.years[year]
                self.canvas.write((self.x(year), y), label, INK, "center")
                end = max(end, self.x(year) + text_width(label) / 2)
        self.canvas.write((end + 1, y), self.drawing.years_unit, INK)

    def _gap(self, years: list[int], room: Room) -> None:
        """Shade years without a value, and say why: written downwards where the band is narrow."""
        left, right = self.x(years[0] - 0.44), self.x(years[-1] + 0.44)
        self.canvas.field(left, self.area.bottom, right, self.area.top, SHADE)
        why = self.drawing.gaps[years[0]]
        width, middle = text_width(why), (left + right) / 2
        if width <= right - left:
            low = self.area.bottom + 5
            box = Box(middle - width / 2, low, middle + width / 2, low + TYPE)
            room.taken.append(box)
            self.canvas.write((middle, low + 0.12 * TYPE), why, QUIET, "center")
        else:
            self._downwards(why, middle, room)

    def _downwards(self, why: str, middle: float, room: Room) -> None:
        low = self.area.bottom + 5
        if why.isascii():
            tall, half = text_width(why), TYPE / 2
            self.canvas.write((middle + 0.36 * TYPE, low), why, QUIET, angle=90)
        else:
            tall, half = len(why) * (TYPE + 1), TYPE / 2
            for place, character in enumerate(reversed(why)):
                y = low + place * (TYPE + 1) + 0.12 * TYPE
                self.canvas.write((middle, y), character, QUIET, "center")
        room.taken.append(Box(middle - half, low, middle + half, low + tall))

    # Values

    def _actual_line(self) -> list[Segment]:
        """Pieces of the line; a year without a value leaves a gap."""
        points = sorted(self.drawing.actual.items())
        return [
            (self.at(*first), self.at(*second))
            for first, second in pairwise(points)
            if second[0] == first[0] + 1
        ]

    def _actual(self, room: Room) -> None:
        for segment in self._actual_line():
            self.canvas.line(segment, ACTUAL, 2)
        for year, value in self.drawing.actual.items():
            self.canvas.sign("disc", self.at(year, value), ACTUAL)
            x, y = self.at(year, value)
            room.taken.append(Box(x - 3, y - 3, x + 3, y + 3))
        ends = _ends(self.drawing.actual)
        between = [year for year in self.drawing.actual if year not in ends]
        places = self._places(ends, room)
        rest = self._places(between, room)
        if len(rest) == len(between):  # figures at every point, or at the ends alone
            places |= rest
        for year, box in places.items():
            place = ((box.left + box.right) / 2, box.bottom + 0.12 * TYPE)
            self.canvas.write(place, self.drawing.labels[year], ACTUAL, "center")

    def _places(self, years: Iterable[int], room: Room) -> dict[int, Box]:
        """Places of the figures of `years`, as far as there is one."""
        places: dict[int, Box] = {}
        for year in years:
            x, y = self.at(year, self.drawing.actual[year])
            width = text_width(self.drawing.labels[year]) + 2
            box = room.place([*around(x, y, width, TYPE, self.area)], wanted=True)
            if box:
                places[year] = box
        return places

    def _steps(self) -> list[Segment]:
        """Annual targets: level within a year, a riser between two years that follow each other."""
        targets = sorted(self.drawing.annual_target.items())
        level = [(self.at(y - 0.5, value), self.at(y + 0.5, value)) for y, value in targets]
        risers = [
            (self.at(first + 0.5, was), self.at(first + 0.5, value))
            for (first, was), (second, value) in pairwise(targets)
            if second == first + 1 and was != value
        ]
        return level + risers

    def _way(self) -> list[Segment]:
        years = self.drawing.shown_years
        way = self.drawing.way
        on_axis = way and all(year in years for year, _ in way)
        return [(self.at(*way[0]), self.at(*way[1]))] if way and on_axis else []

    def _mark(self, mark: Mark | None, sign: Sign, color: str, room: Room) -> None:
        """Draw a mark at its year; a line across where the year is none, or off the axis."""
        if mark is None:
            return
        if mark.year is not None and mark.year in self.drawing.shown_years:
            x, y = self.at(mark.year, mark.value)
            self.canvas.sign(sign, (x, y), color, 4)
            room.taken.append(Box(x - 5, y - 5, x + 5, y + 5))
        else:
            y = self.y(mark.value)
            across = ((self.area.left, y), (self.area.right, y))
            self.canvas.line(across, color, 1.1, _ACROSS)
            room.lines.append(across)

    # Names

    def _names(self) -> Iterator[_Name]:
        drawing = self.drawing
        names = drawing.names
        actual, annual = drawing.actual, drawing.annual_target
        yield _Name("disc", actual[max(actual)], _lines(names["actual"]), ACTUAL)
        if annual:
            yield _Name("steps", annual[max(annual)], _lines(names["annual_target"]), TARGET)
        if "way" in names and drawing.way:
            (_, start), (_, end) = drawing.way
            yield _Name("needed", (start + end) / 2, _lines(names["way"]), TARGET)
        if drawing.baseline:
            yield self._name(drawing.baseline, "square", QUIET)
        if drawing.target:
            yield self._name(drawing.target, "diamond", TARGET)

    def _name(self, mark: Mark, sign: Sign, color: str) -> _Name:
        on_axis = mark.year in self.drawing.shown_years
        return _Name(sign if on_axis else "across", mark.value, _lines(mark.label), color)

    def _name_all(self) -> None:
        """Name every line and mark to the right of the axes, at its height if there is room."""
        heights = [len(name.lines) * _LINE + 4 for name in self.names]
        wanted = [self.y(name.value) for name in self.names]
        middles = spread(wanted, heights, self.area.bottom, self.height)
        for name, middle, height in zip(self.names, middles, heights, strict=True):
            x, y = self.area.right + 8, middle + height / 2 - 2
            self._sample(name, (x + 5, y - _LINE / 2))
            for line in name.lines:
                y -= _LINE
                self.canvas.write((x + 14, y + 0.25 * TYPE), line, name.color)

    def _sample(self, name: _Name, place: Point) -> None:
        x, y = place
        if name.kind in ("square", "diamond"):
            self.canvas.sign(name.kind, place, name.color, 3.6)
            return
        dashes = {"steps": _STEPS, "needed": _NEEDED, "across": _ACROSS}.get(name.kind, ())
        self.canvas.line([(x - 6, y), (x + 6, y)], name.color, 2, dashes)
        if name.kind == "disc":
            self.canvas.sign("disc", place, name.color)


def _lines(label: str) -> list[str]:
    """Lines of a name, broken where they would take too much from the chart."""
    return [piece for line in label.split("\n") for piece in wrapped(line, text_width, _ROOM)]


def _runs(gaps: Mapping[int, str]) -> list[list[int]]:
    """Years that follow each other and lack their value for the same reason."""
    runs: list[list[int]] = []
    for year, why in sorted(gaps.items()):
        if runs and runs[-1][-1] == year - 1 and gaps[year - 1] == why:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _ends(actual: Mapping[int, float]) -> list[int]:
    """Latest and first year: their figures come before all others."""
    return list(dict.fromkeys((max(actual), min(actual))))
