"""Charts as SVG with real text. The only importer of matplotlib, and the only user of floats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
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
        "font.size": 10,
        "text.color": _TEXT,
        "axes.labelcolor": _TEXT,
        "xtick.color": _TEXT,
        "ytick.color": _TEXT,
        "axes.edgecolor": _QUIET,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
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
        figure = _figure()
        figure.clear()
        axes = figure.add_axes(_AREA)
        _draw_axes(axes, drawing)
        _draw_annual_targets(axes, drawing)
        _draw_mark(axes, drawing.baseline, marker="s", color=_QUIET)
        _draw_mark(axes, drawing.target, marker="D", color=_TARGET)
        _draw_actual(axes, drawing)
        _draw_labels(axes, drawing)
        text = StringIO()
        none = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(text, format="svg", metadata=none)
    return _accessible(text.getvalue(), drawing)


def _draw_axes(axes: Axes, drawing: Drawing) -> None:
    low, high = _range(drawing)
    years = _axis_years(drawing)
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    axes.set_ylim(low, high)
    axes.set_xticks(years, [drawing.years[year] for year in years])
    axes.tick_params(length=0, labelsize=8)
    axes.grid(visible=True, axis="y", color="#d9d9d9", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=_whole(drawing)))
    axes.yaxis.set_major_formatter("{x:,.10g}")
    axes.text(0, 1.06, f"（{drawing.unit}）", transform=axes.transAxes, ha="right", fontsize=8)
    for year, why in drawing.gaps.items():
        axes.axvspan(year - 0.45, year + 0.45, color="#f2f2f2", linewidth=0)
        axes.text(year, low + (high - low) * 0.03, why, ha="center", color=_QUIET, fontsize=8)


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
    return 0, high + high * 0.15


def _whole(drawing: Drawing) -> bool:
    return all(value == int(value) for value in drawing.actual.values())


def _draw_actual(axes: Axes, drawing: Drawing) -> None:
    years = range(min(drawing.actual), max(drawing.actual) + 1)
    values = [drawing.actual.get(year, float("nan")) for year in years]
    axes.plot(
        years, values, color=_ACTUAL, linewidth=2, marker="o", markersize=6,
        markeredgecolor="white", zorder=4,
    )  # fmt: skip
    for year, label in drawing.labels.items():
        axes.annotate(
            label, (year, drawing.actual[year]), xytext=(0, 7), textcoords="offset points",
            ha="center", color=_ACTUAL, fontsize=9, zorder=5, bbox=_HALO,
        )  # fmt: skip


def _draw_annual_targets(axes: Axes, drawing: Drawing) -> None:
    for year, value in drawing.annual_target.items():
        axes.hlines(
            value,
            year - 0.5,
            year + 0.5,
            color=_TARGET,
            linewidth=2.5,
            linestyle=(0, (3, 1)),
            zorder=3,
        )


def _draw_mark(axes: Axes, mark: Mark | None, *, marker: str, color: str) -> None:
    """Draw a mark at its year; a line across where the year is none, or off the axis."""
    if mark is None:
        return
    left, right = axes.get_xlim()
    if mark.year is None or not left < mark.year < right:
        axes.axhline(mark.value, color=color, linewidth=1, linestyle=(0, (1, 2)), zorder=2)
    else:
        axes.plot(
            [mark.year], [mark.value], marker=marker, markersize=8, color=color,
            markerfacecolor="none", markeredgewidth=1.8, zorder=3,
        )  # fmt: skip


def _draw_labels(axes: Axes, drawing: Drawing) -> None:
    """Name every line and mark to the right of the axes, at its height as far as there is room."""
    named = [
        (drawing.actual[max(drawing.actual)], f"● {drawing.names['actual']}", _ACTUAL),
        *((m.value, f"□ {m.label}", _QUIET) for m in [drawing.baseline] if m),
        *((m.value, f"◇ {m.label}", _TARGET) for m in [drawing.target] if m),
    ]
    if drawing.annual_target:
        latest = drawing.annual_target[max(drawing.annual_target)]
        named.append((latest, f"━ {drawing.names['annual_target']}", _TARGET))
    low, high = axes.get_ylim()
    wanted = sorted(((value - low) / (high - low), text, color) for value, text, color in named)
    heights = _spread(
        [height for height, _, _ in wanted], [t.count("\n") + 1 for _, t, _ in wanted]
    )
    for height, (_, text, color) in zip(heights, wanted, strict=True):
        axes.text(
            1.03, height, text, transform=axes.transAxes, color=color, fontsize=8.5, va="center",
            linespacing=1.35,
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
