"""Small multiples: a panel for each row of a 別表, all on one scale."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from evalkit.present.charts.drawings import Panel, Panels, scale
from evalkit.present.charts.indicator import WIDTH
from evalkit.present.charts.labels import Box, Room, around, wrapped
from evalkit.present.charts.paper import (
    ACTUAL,
    HAIR,
    INK,
    QUIET,
    TYPE,
    Paper,
    Point,
    text_width,
    ticks,
)

_COLUMNS = 2
_TALL = 50.0  # of the plot in a panel
_LINE = 14.0
_FOOT = 20.0
_UNIT = 18.0
_BETWEEN = 12.0


def draw_panels(panels: Panels) -> Markup:
    """Draw the rows side by side as an ``svg`` element with a title and a description."""
    return _Sheet(panels).svg()


class _Sheet:
    def __init__(self, drawing: Panels) -> None:
        self.drawing = drawing
        values = [value for panel in drawing.panels for value in panel.values.values()]
        self.low, self.high = scale(values)
        whole = all(value == int(value) for value in values)
        most = 100 if drawing.unit == "％" and max(values) <= 100 else self.high
        self.ticks = [
            (value, f"{value:,.15g}")
            for value in ticks(self.low, self.high, whole=whole, count=3)
            if value <= most
        ]
        self.left = max(text_width(text) for _, text in self.ticks) + 5
        self.wide = (WIDTH - self.left - _BETWEEN * (_COLUMNS - 1)) / _COLUMNS
        self.names = [
            [*wrapped(panel.name, map(text_width, panel.name), self.wide)]
            for panel in drawing.panels
        ]
        self.head = max(map(len, self.names)) * _LINE + 4
        rows = -(-len(drawing.panels) // _COLUMNS)
        self.height = _UNIT + rows * (self.head + _TALL + _FOOT)
        self.paper = Paper(WIDTH, self.height)

    def svg(self) -> Markup:
        drawing = self.drawing
        self.paper.write((0, self.height - TYPE), drawing.unit_label, INK)
        for number, (panel, name) in enumerate(zip(drawing.panels, self.names, strict=True)):
            self._panel(panel, name, self._area(number), scaled=number % _COLUMNS == 0)
        return self.paper.svg(drawing.id, drawing.title, drawing.description)

    def _area(self, number: int) -> Box:
        row, column = divmod(number, _COLUMNS)
        left = self.left + column * (self.wide + _BETWEEN)
        top = self.height - _UNIT - row * (self.head + _TALL + _FOOT) - self.head
        return Box(left, top - _TALL, left + self.wide, top)

    def _panel(self, panel: Panel, name: list[str], area: Box, *, scaled: bool) -> None:
        for place, line in enumerate(reversed(name)):
            self.paper.write((area.left, area.top + 5 + place * _LINE), line, INK)
        for value, text in self.ticks:
            y = self._y(value, area)
            self.paper.line([(area.left, y), (area.right, y)], HAIR, 0.6)
            if scaled:
                self.paper.write((area.left - 4, y - 0.36 * TYPE), text, INK, "right")
        self.paper.line([(area.left, area.bottom), (area.right, area.bottom)], QUIET, 0.9)
        self._years(area)
        self._values(panel, area)

    def _y(self, value: float, area: Box) -> float:
        return area.bottom + (value - self.low) / (self.high - self.low) * (area.top - area.bottom)

    def _at(self, year: int, value: float, area: Box) -> Point:
        window = self.drawing.window
        share = (year - window[0] + 0.5) / len(window)
        return area.left + share * (area.right - area.left), self._y(value, area)

    def _years(self, area: Box) -> None:
        """Name the first and the last year."""
        drawing = self.drawing
        y = area.bottom - TYPE - 2
        first, last = drawing.window[0], drawing.window[-1]
        self.paper.write((area.left, y), drawing.years[first], INK)
        if last != first:
            end = f"{drawing.years[last]}{drawing.years_unit}"
            self.paper.write((area.right, y), end, INK, "right")

    def _values(self, panel: Panel, area: Box) -> None:
        points = {year: self._at(year, value, area) for year, value in sorted(panel.values.items())}
        line = [
            (points[first], points[second])
            for first, second in pairwise(points)
            if second == first + 1
        ]
        for segment in line:
            self.paper.line(segment, ACTUAL, 2)
        room = Room(area, line)
        for x, y in points.values():
            self.paper.sign("disc", (x, y), ACTUAL, 2.6)
            room.taken.append(Box(x - 2.6, y - 2.6, x + 2.6, y + 2.6))
        for year in dict.fromkeys((max(points), min(points))):
            label, (x, y) = panel.labels[year], points[year]
            box = room.place([*around(x, y, text_width(label) + 2, TYPE, area)], wanted=True)
            if box:
                place = ((box.left + box.right) / 2, box.bottom + 0.12 * TYPE)
                self.paper.write(place, label, ACTUAL, "center")
