"""Small multiples: a panel for each row of a 別表, all on one scale."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from evalkit.present.charts.chart_data import Panel, Panels, scale
from evalkit.present.charts.indicator import WIDTH
from evalkit.present.charts.labels import Box, Room, Segment, around, wrapped
from evalkit.present.charts.svg import (
    ACTUAL,
    HAIR,
    INK,
    QUIET,
    TARGET,
    TYPE,
    Canvas,
    Point,
    text_width,
    ticks,
)

_COLUMNS = 2
_TALL = 78.0  # of the plot in a panel
_APART = 14.0  # of the mean from the rows
_DASHES = (5, 2.5)
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
        self.panels = [*drawing.panels, *([drawing.mean] if drawing.mean else [])]
        values = [value for panel in self.panels for value in panel.values.values()]
        values += drawing.values
        aimed = [] if drawing.target is None else [drawing.target]
        self.low, self.high = scale([*values, *aimed], drawing.floor)
        whole = all(value == int(value) for value in values)
        self.ticks = drawing.labelled(ticks(self.low, self.high, whole=whole, count=3), values)
        self.left = max(text_width(text) for _, text in self.ticks) + 5
        self.wide = (WIDTH - self.left - _BETWEEN * (_COLUMNS - 1)) / _COLUMNS
        self.names = [[*wrapped(panel.name, text_width, self.wide)] for panel in self.panels]
        self.head = max(map(len, self.names)) * _LINE + 4
        self.rows = -(-len(drawing.panels) // _COLUMNS)
        each = self.head + _TALL + _FOOT
        self.height = _UNIT + self.rows * each + (_APART + each if drawing.mean else 0)
        self.canvas = Canvas(WIDTH, self.height)

    def svg(self) -> Markup:
        drawing = self.drawing
        self.canvas.write((0, self.height - TYPE), drawing.unit_label, INK)
        for number, (panel, name) in enumerate(zip(self.panels, self.names, strict=True)):
            self._panel(panel, name, self._area(number))
        return self.canvas.svg(drawing.id, drawing.title, drawing.description)

    def _area(self, number: int) -> Box:
        row, column = divmod(number, _COLUMNS)
        apart = 0.0
        if self.panels[number] is self.drawing.mean:  # on a row of its own
            row, column, apart = self.rows, 0, _APART
        left = self.left + column * (self.wide + _BETWEEN)
        top = self.height - _UNIT - apart - row * (self.head + _TALL + _FOOT) - self.head
        return Box(left, top - _TALL, left + self.wide, top)

    def _panel(self, panel: Panel, name: list[str], area: Box) -> None:
        if panel is self.drawing.mean:
            rule = area.top + self.head + _APART / 2
            self.canvas.line([(0, rule), (WIDTH, rule)], QUIET, 0.6)
        for place, line in enumerate(reversed(name)):
            self.canvas.write((area.left, area.top + 5 + place * _LINE), line, INK)
        for value, text in self.ticks:
            y = self._y(value, area)
            self.canvas.line([(area.left, y), (area.right, y)], HAIR, 0.6)
            if area.left == self.left:
                self.canvas.write((area.left - 4, y - 0.36 * TYPE), text, INK, "right")
        self.canvas.line([(area.left, area.bottom), (area.right, area.bottom)], QUIET, 0.9)
        if self.drawing.floor:
            self.canvas.broken(area.left, area.bottom, area.top)
        self._years(area)
        self._values(panel, area)

    def _y(self, value: float, area: Box) -> float:
        return area.bottom + (value - self.low) / (self.high - self.low) * (area.top - area.bottom)

    def _at(self, year: int, value: float, area: Box) -> Point:
        window = self.drawing.window
        share = (year - window[0] + 0.5) / len(window)
        return area.left + share * (area.right - area.left), self._y(value, area)

    def _aim(self, area: Box) -> list[Segment]:
        """Line of the indicator's target, across the panel."""
        if self.drawing.target is None:
            return []
        y = self._y(self.drawing.target, area)
        return [((area.left, y), (area.right, y))]

    def _years(self, area: Box) -> None:
        """Name the first and the last year."""
        drawing = self.drawing
        y = area.bottom - TYPE - 2
        first, last = drawing.window[0], drawing.window[-1]
        self.canvas.write((area.left, y), drawing.years[first], INK)
        if last != first:
            end = f"{drawing.years[last]}{drawing.years_unit}"
            self.canvas.write((area.right, y), end, INK, "right")

    def _values(self, panel: Panel, area: Box) -> None:
        points = {year: self._at(year, value, area) for year, value in sorted(panel.values.items())}
        line = [
            (points[first], points[second])
            for first, second in pairwise(points)
            if second == first + 1
        ]
        aim = self._aim(area)
        for segment in aim:
            self.canvas.line(segment, TARGET, 1.3, _DASHES)
        for segment in line:
            self.canvas.line(segment, ACTUAL, 2)
        room = Room(area, [*line, *aim])
        for x, y in points.values():
            self.canvas.sign("disc", (x, y), ACTUAL, 2.6)
            room.taken.append(Box(x - 2.6, y - 2.6, x + 2.6, y + 2.6))
        for year in dict.fromkeys((max(points), min(points))):
            label, (x, y) = panel.labels[year], points[year]
            box = room.place([*around(x, y, text_width(label) + 2, TYPE, area)], wanted=True)
            if box:
                place = ((box.left + box.right) / 2, box.bottom + 0.12 * TYPE)
                self.canvas.write(place, label, ACTUAL, "center")
