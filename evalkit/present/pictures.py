"""What the chart of an indicator says, before anything is drawn: points and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from evalkit.present.charts import Drawing, Mark, draw
from evalkit.present.markup import element
from evalkit.present.numbers import compared
from evalkit.present.tables import Tables, indicator_id
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.model import AchievementGoal, Indicator, Series, baseline_year, target_year
from evalkit.sheet.problems import Language
from evalkit.sheet.references import circled


@dataclass(frozen=True)
class Point:
    """One figure of an indicator; `year` is None for 毎年度, and where the form names no year."""

    year: int | None
    value: Decimal
    unit: str
    comparator: str = "="

    def __str__(self) -> str:
        return f"{self.value:,}{self.unit}"

    def text(self, language: Language) -> str:
        """Figure with the comparator of a target: 30％以上."""
        return compared(str(self), self.comparator, language)


@dataclass(frozen=True)
class Picture:
    """The figures that the chart of one indicator shows, all in one unit."""

    actual: Mapping[int, Point]
    annual_target: Mapping[int, Point]
    baseline: Point | None
    target: Point | None
    gaps: Mapping[int, str]  # status of the years without a figure


def picture_of(tables: Tables, goal: AchievementGoal, indicator: Indicator) -> Picture | None:
    """Figures of `indicator` for a chart; None where fewer than two, or none of them an actual.

    A figure in another unit than the actual ones is left out: two units share no axis.
    """
    sheet = tables.sheet
    actual = _points(indicator.actuals, sheet.window)
    units = {point.unit for point in actual.values()}
    if len(units) != 1:
        return None
    picture = Picture(
        actual=actual,
        annual_target={
            year: point
            for year, point in _points(indicator.annual_targets, sheet.window).items()
            if point.unit in units
        },
        baseline=_point(indicator.baseline, baseline_year(sheet, goal, indicator), units),
        target=_point(indicator.target, target_year(sheet, goal, indicator), units),
        gaps={year: indicator.actuals[year].status for year in sheet.window if year not in actual},
    )
    singles = [point for point in (picture.baseline, picture.target) if point]
    enough = len(actual) + len(picture.annual_target) + len(singles) >= 2
    return picture if enough else None


def _points(series: Series, window: range) -> dict[int, Point]:
    points = {year: _point(series[year], year) for year in window}
    return {year: point for year, point in points.items() if point}


def _point(cell: AnyCell, year: int | None, units: set[str] | None = None) -> Point | None:
    if not isinstance(cell, Quantity):
        return None
    unit = "％" if cell.unit == "%" else cell.unit
    known = units is None or unit in units
    return Point(year, cell.value, unit, cell.comparator) if known else None


def figure(tables: Tables, goal: AchievementGoal, indicator: Indicator) -> Markup:
    """Chart of `indicator` with its message and its text alternative; may be empty."""
    picture = picture_of(tables, goal, indicator)
    if picture is None:
        return Markup()
    id_ = f"{indicator_id(goal, indicator)}-chart"
    name = circled(indicator.no) + indicator.name
    message = _message(tables, picture)
    drawing = Drawing(
        id=id_,
        title=f"{name}: {message}",
        description="。".join(_sentences(tables, picture)),
        unit=next(iter(picture.actual.values())).unit,
        actual={year: float(point.value) for year, point in picture.actual.items()},
        annual_target={year: float(p.value) for year, p in picture.annual_target.items()},
        baseline=_mark(tables, "baseline", picture.baseline),
        target=_mark(tables, "target", picture.target),
        labels={year: f"{point.value:,}" for year, point in picture.actual.items()},
        gaps={year: tables.words(f"status_{status}") for year, status in picture.gaps.items()
              if status in ("pending", "not_started")},
        window=tables.sheet.window,
        years={year: tables.year(year) for year in _years(tables, picture)},
        names=_names(tables, picture) | {"cut_axis": tables.words("cut_axis")},
    )  # fmt: skip
    caption = element("figcaption", element("strong", message))
    return element("figure", caption, draw(drawing), id=id_)


def _years(tables: Tables, picture: Picture) -> range:
    ends = [point.year for point in (picture.baseline, picture.target) if point and point.year]
    window = tables.sheet.window
    return range(min([window[0], *ends]), max([window[-1], *ends]) + 1)


def _names(tables: Tables, picture: Picture) -> dict[str, str]:
    names = {"actual": tables.words("actual")}
    if picture.annual_target:
        year = max(picture.annual_target)
        shown = picture.annual_target[year].text(tables.words.language)
        latest = f"{shown}（{tables.year(year)}）"
        names["annual_target"] = f"{tables.words('annual_target')}\n　{latest}"
    return names


def _mark(tables: Tables, name: str, point: Point | None) -> Mark | None:
    if point is None:
        return None
    year = f"（{tables.year(point.year)}）" if point.year else ""
    shown = point.text(tables.words.language)
    return Mark(point.year, float(point.value), f"{tables.words(name)}\n　{shown}{year}")


def _message(tables: Tables, picture: Picture) -> str:
    """Latest figure with its year, and the year still unknown."""
    latest = max(picture.actual)
    message = f"{picture.actual[latest]}（{tables.year(latest)}）"
    pending = [tables.year(year) for year, status in picture.gaps.items() if status == "pending"]
    return (
        f"{message} {'・'.join(pending)} {tables.words('status_pending')}" if pending else message
    )


def _sentences(tables: Tables, picture: Picture) -> Iterator[str]:
    words = tables.words
    for name, points in (("actual", picture.actual), ("annual_target", picture.annual_target)):
        if points:
            each = "、".join(
                f"{tables.year(year)} {point.text(words.language)}"
                for year, point in points.items()
            )
            yield f"{words(name)}: {each}"
    for name, point in (("baseline", picture.baseline), ("target", picture.target)):
        if point:
            year = f"{tables.year(point.year)} " if point.year else ""
            yield f"{words(name)}: {year}{point.text(words.language)}"
