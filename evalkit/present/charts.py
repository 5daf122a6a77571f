"""Charts as SVG with real text. The only importer of matplotlib, and the only user of floats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

_ACTUAL, _TARGET, _QUIET, _TEXT = "#0017c1", "#b93c00", "#595959", "#1a1a1a"
_SIZE = (5.1, 2.5)
_AREA = (0.11, 0.12, 0.555, 0.73)  # of the axes; fixed, for measuring text costs more than drawing
_LINE = 0.092  # height of a line of text, as a share of the axes' height
_HALO = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.6}  # behind a label
_NEAR = 2  # a baseline or target so many years off the actuals still gets a place on the axis


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
    actual: Mapping[int, float]
    annual_target: Mapping[int, float]
    baseline: Mark | None
    target: Mark | None
    labels: Mapping[int, str]  # of the actual values
    gaps: Mapping[int, str]  # year without value: why
    window: range  # years of the actuals
    years: Mapping[int, str]  # labels of the axis
    names: Mapping[str, str]  # of the actuals and the annual targets


@cache
def font_family() -> str:
    """Register the Japanese font that japanize-matplotlib carries, and name it.

    The package is located, not imported: its import fails on Python 3.12 and later.
    """
    spec = find_spec("japanize_matplotlib")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("japanize_matplotlib")
    path = Path(spec.origin).parent / "fonts" / "ipaexg.ttf"
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


@cache
def _figure() -> Figure:
    return Figure(figsize=_SIZE)


def _style(salt: str) -> dict[Any, Any]:
    return {
        "font.family": font_family(),
        "text.color": _TEXT,
        "svg.fonttype": "none",
        "svg.hashsalt": salt,
        "path.simplify": False,
    }


def draw(drawing: Drawing) -> Markup:
    """Draw one indicator over time: actuals as a line, annual targets as steps, the ends as marks.

    Returns
    -------
    Markup
        An ``svg`` element with ``role="img"``, a title and a description; the same bytes from the
        same drawing.
    """
    with mpl.rc_context(_style(drawing.id)):
        sheet = Paper(_figure(), _axis_years(drawing), _range(drawing))
        _draw_axes(sheet, drawing)
        _draw_annual_targets(sheet, drawing)
        _draw_mark(sheet, drawing.baseline, marker="s", color=_QUIET)
        _draw_mark(sheet, drawing.target, marker="D", color=_TARGET)
        _draw_actual(sheet, drawing)
        _draw_labels(sheet, drawing)
        return _accessible(sheet.svg(), drawing)


class Paper:
    """A figure with years to the right and values upwards.

    matplotlib's own axes cost three quarters of a chart's time, most of it for ticks; these few
    lines and texts are placed on the figure itself.
    """

    def __init__(self, figure: Figure, years: list[int], limits: tuple[float, float]) -> None:
        figure.clear()
        self.figure = figure
        self.years = years
        self.low, self.high = limits

    def x(self, year: float) -> float:
        """Place of a year, as a share of the figure's width."""
        left, _, width, _ = _AREA
        first, last = self.years[0] - 0.6, self.years[-1] + 0.6
        return left + width * (year - first) / (last - first)

    def y(self, value: float) -> float:
        """Place of a value, as a share of the figure's height."""
        _, bottom, _, height = _AREA
        return bottom + height * (value - self.low) / (self.high - self.low)

    def shows(self, year: int | None) -> bool:
        """Whether the axis holds `year`."""
        return year is not None and self.years[0] <= year <= self.years[-1]

    def line(self, points: Sequence[tuple[float, float]], **look: Any) -> None:
        """Draw a line through points of the figure."""
        xs, ys = zip(*points, strict=True)
        self.figure.add_artist(Line2D(xs, ys, **look))

    def text(self, x: float, y: float, text: str, **look: Any) -> None:
        """Write at a place of the figure."""
        self.figure.text(x, y, text, **({"fontsize": 8} | look))

    def svg(self) -> str:
        """Return the whole figure."""
        text = StringIO()
        none = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self.figure.savefig(text, format="svg", metadata=none, facecolor="none")
        return text.getvalue()


def _draw_axes(paper: Paper, drawing: Drawing) -> None:
    left, bottom, width, height = _AREA
    for year, why in drawing.gaps.items():
        x = paper.x(year - 0.45)
        band = Rectangle(
            (x, bottom), paper.x(year + 0.45) - x, height, color="#f2f2f2", linewidth=0
        )
        paper.figure.add_artist(band)
        paper.text(paper.x(year), bottom + 0.03, why, ha="center", color=_QUIET)
    for value in _ticks(paper, whole=_whole(drawing)):
        y = paper.y(value)
        paper.line([(left, y), (left + width, y)], color="#d9d9d9", linewidth=0.6)
        paper.text(left - 0.01, y, f"{value:,.10g}", ha="right", va="center")
    for year in paper.years:
        paper.text(paper.x(year), bottom - 0.03, drawing.years[year], ha="center", va="top")
    if paper.low > 0:
        cut = f"※{drawing.names['cut_axis']}"
        paper.text(left + width, bottom + height * 1.06, cut, ha="right", color=_QUIET)
    corner = [(left, bottom + height), (left, bottom), (left + width, bottom)]
    paper.line(corner, color=_QUIET, linewidth=0.8)
    paper.text(left, bottom + height * 1.06, f"（{drawing.unit}）", ha="right")


def _ticks(paper: Paper, *, whole: bool) -> list[float]:
    values = MaxNLocator(nbins=5, integer=whole).tick_values(paper.low, paper.high)
    return [float(value) for value in values if paper.low <= value <= paper.high]


def _axis_years(drawing: Drawing) -> list[int]:
    """Years of the actuals, and those of a baseline or target near them."""
    shown = [*drawing.window]
    for mark in (drawing.baseline, drawing.target):
        if mark and mark.year and shown[0] - _NEAR <= mark.year <= shown[-1] + _NEAR:
            shown = [*range(min(shown[0], mark.year), max(shown[-1], mark.year) + 1)]
    return shown


def _range(drawing: Drawing) -> tuple[float, float]:
    """Axis from zero, unless all values lie within a fifth of the highest."""
    marks = [mark.value for mark in (drawing.baseline, drawing.target) if mark]
    values = [*drawing.actual.values(), *drawing.annual_target.values(), *marks]
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1) * 0.2
    if low < 0 or low >= high * 0.8 > 0:
        return low - room, high + room
    return 0, high + (high or 1) * 0.15


def _whole(drawing: Drawing) -> bool:
    return all(value == int(value) for value in drawing.actual.values())


def _draw_actual(paper: Paper, drawing: Drawing) -> None:
    """Draw the line, with a gap where a year has no value, and the figure above each point."""
    points = {year: (paper.x(year), paper.y(value)) for year, value in drawing.actual.items()}
    for year in points:
        if year + 1 in points:
            paper.line([points[year], points[year + 1]], color=_ACTUAL, linewidth=2)
    paper.line(
        list(points.values()), color=_ACTUAL, linestyle="none", marker="o", markersize=6,
        markeredgecolor="white",
    )  # fmt: skip
    for year, label in drawing.labels.items():
        x, y = points[year]
        paper.text(x, y + 0.035, label, ha="center", color=_ACTUAL, fontsize=9, bbox=_HALO)


def _draw_annual_targets(paper: Paper, drawing: Drawing) -> None:
    for year, value in drawing.annual_target.items():
        ends = [(paper.x(year - 0.5), paper.y(value)), (paper.x(year + 0.5), paper.y(value))]
        paper.line(ends, color=_TARGET, linewidth=2.5, linestyle=(0, (3, 1)))


def _draw_mark(paper: Paper, mark: Mark | None, *, marker: str, color: str) -> None:
    """Draw a mark at its year; a line across where the year is none, or off the axis."""
    if mark is None:
        return
    y = paper.y(mark.value)
    if mark.year is None or not paper.shows(mark.year):
        left, _, width, _ = _AREA
        across = [(left, y), (left + width, y)]
        paper.line(across, color=color, linewidth=1, linestyle=(0, (1, 2)))
    else:
        paper.line(
            [(paper.x(mark.year), y)], color=color, marker=marker, markersize=8,
            markerfacecolor="none", markeredgewidth=1.8,
        )  # fmt: skip


def _draw_labels(paper: Paper, drawing: Drawing) -> None:
    """Name every line and mark to the right of the axes, at its height as far as there is room."""
    named = [
        (drawing.actual[max(drawing.actual)], f"● {drawing.names['actual']}", _ACTUAL),
        *((m.value, f"□ {m.label}", _QUIET) for m in [drawing.baseline] if m),
        *((m.value, f"◇ {m.label}", _TARGET) for m in [drawing.target] if m),
    ]
    if drawing.annual_target:
        latest = drawing.annual_target[max(drawing.annual_target)]
        named.append((latest, f"━ {drawing.names['annual_target']}", _TARGET))
    left, bottom, width, height = _AREA
    wanted = sorted(((paper.y(v) - bottom) / height, text, color) for v, text, color in named)
    lines = [text.count("\n") + 1 for _, text, _ in wanted]
    heights = _spread([place for place, _, _ in wanted], lines)
    for place, (_, text, color) in zip(heights, wanted, strict=True):
        paper.text(
            left + width * 1.03, bottom + height * place, text, color=color, fontsize=8.5,
            va="center", linespacing=1.35,
        )  # fmt: skip


def _spread(wanted: list[float], lines: list[int]) -> list[float]:
    """Heights from below, moved apart until no label covers another and none leaves the axes."""
    heights: list[float] = []
    floor = 0.0
    for height, count in zip(wanted, lines, strict=True):
        half = count * _LINE / 2 + 0.015
        heights.append(max(height, floor + half))
        floor = heights[-1] + half
    ceiling = 1.12
    for index in reversed(range(len(heights))):
        half = lines[index] * _LINE / 2 + 0.015
        heights[index] = min(heights[index], ceiling - half)
        ceiling = heights[index] - half
    return heights


def _accessible(svg: str, drawing: Drawing) -> Markup:
    """Keep the svg element alone, give it a name, and its ids a prefix of their own."""
    body = svg[svg.index("<svg") :]
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', body))
    body = re.sub(r' id="([^"]+)"', lambda m: _own_id(m, used, drawing.id), body)
    body = re.sub(r'(href="#|url\(#)', rf"\g<1>{drawing.id}-", body)
    body = re.sub(r' (?:width|height)="[\d.]+pt"', "", body, count=2)
    named = f'<svg role="img" aria-labelledby="{drawing.id}-title {drawing.id}-desc"'
    words = (
        f'<title id="{drawing.id}-title">{escape(drawing.title)}</title>'
        f'<desc id="{drawing.id}-desc">{escape(drawing.description)}</desc>'
    )
    body = body.replace("<svg", named, 1)
    end_of_tag = body.index(">") + 1
    return Markup(body[:end_of_tag] + words + body[end_of_tag:])


def _own_id(match: re.Match[str], used: set[str], prefix: str) -> str:
    return f' id="{prefix}-{match[1]}"' if match[1] in used else ""
