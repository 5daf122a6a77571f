"""The chart of an indicator and that of a 別表: which figures they show, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from evalkit.assess.assessment import IndicatorResult
from evalkit.present.charts.drawings import Drawing, Mark, Panel, Panels
from evalkit.present.charts.indicator import draw
from evalkit.present.charts.panels import draw_panels
from evalkit.present.charts.texts import Picture, Point, message, notes, point, sentences
from evalkit.present.markup import element
from evalkit.present.tables import Tables, indicator_id
from evalkit.sheet.model import (
    AchievementGoal,
    BreakdownRow,
    Indicator,
    Series,
    baseline_year,
    target_year,
)
from evalkit.sheet.references import circled


def picture_of(tables: Tables, result: IndicatorResult) -> Picture | None:
    """Figures of an indicator for a chart; None where fewer than two, or none of them an actual.

    A figure in another unit than the actual ones is left out: two units share no axis.
    """
    sheet, goal, indicator = tables.sheet, result.goal, result.indicator
    actual = _points(indicator.actuals, sheet.window)
    units = {each.unit for each in actual.values()}
    if len(units) != 1:
        return None
    targets = _points(indicator.annual_targets, sheet.window)
    baseline = point(indicator.baseline, baseline_year(sheet, goal, indicator))
    target = point(indicator.target, target_year(sheet, goal, indicator))
    kept = baseline if baseline and baseline.unit in units else None
    picture = Picture(
        actual=actual,
        annual_target={year: each for year, each in targets.items() if each.unit in units},
        baseline=kept,
        target=target if target and target.unit in units else None,
        gaps={year: indicator.actuals[year].status for year in sheet.window if year not in actual},
        way=_way(result, kept, actual[max(actual)]),
    )
    singles = [each for each in (picture.baseline, picture.target) if each]
    enough = len(actual) + len(picture.annual_target) + len(singles) >= 2
    return picture if enough else None


def _points(series: Series, window: range) -> dict[int, Point]:
    points = {year: point(series[year], year) for year in window}
    return {year: each for year, each in points.items() if each}


def _way(
    result: IndicatorResult, baseline: Point | None, latest: Point
) -> tuple[Point, Point] | None:
    """What is still to go: to a target that lies ahead, on the line by which pace is judged."""
    goal = result.final_goal
    end = point(goal.cell, goal.year) if goal else None
    if end is None or end.unit != latest.unit or not end.year or end.year <= (latest.year or 0):
        return None
    return (baseline if baseline and baseline.year else latest), end


def figure(tables: Tables, result: IndicatorResult) -> Markup:
    """Chart of an indicator with its message and its text alternative; may be empty."""
    picture = picture_of(tables, result)
    if picture is None:
        return Markup()
    id_ = f"{indicator_id(result.goal, result.indicator)}-chart"
    said = message(tables, picture, result)
    drawing = _drawing(tables, picture, id_, f"{_named(result.indicator)}: {said}")
    return _figure(id_, said, notes(tables, picture, cut=drawing.cut), draw(drawing))


def _figure(id_: str, said: str, notes_: Iterator[str], chart: Markup) -> Markup:
    note = " ".join(notes_)
    about = element("span", note, class_="note") if note else ""
    return element("figure", element("figcaption", element("strong", said), about), chart, id=id_)


def _named(indicator: Indicator) -> str:
    return circled(indicator.no) + indicator.name


def _drawing(tables: Tables, picture: Picture, id_: str, title: str) -> Drawing:
    words = tables.words
    way = picture.way and tuple((each.year, float(each.value)) for each in picture.way)
    return Drawing(
        id=id_,
        title=title,
        description=_told(tables, sentences(tables, picture)),
        unit=next(iter(picture.actual.values())).unit,
        unit_label=_unit_label(tables, next(iter(picture.actual.values())).unit),
        actual={year: float(each.value) for year, each in picture.actual.items()},
        annual_target={year: float(each.value) for year, each in picture.annual_target.items()},
        baseline=_mark(tables, "baseline", picture.baseline),
        target=_mark(tables, "target", picture.target),
        way=way,  # type: ignore[arg-type]  # both ends have a year
        labels={year: f"{each.value:,}" for year, each in picture.actual.items()},
        gaps={year: words(f"status_{status}") for year, status in picture.gaps.items()
              if status in ("pending", "not_started")},
        window=tables.sheet.window,
        years=_Years(tables),
        years_unit=words("years_unit"),
        names=_names(tables, picture),
    )  # fmt: skip


def _told(tables: Tables, told: Iterator[str]) -> str:
    return tables.words("between_sentences").join(told)


class _Years(dict[int, str]):
    """Years as an axis prints them, without the word that stands at its end."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.year = tables.year

    def __missing__(self, year: int) -> str:
        return self.year(year).removesuffix("年度").removeprefix("FY")


def _unit_label(tables: Tables, unit: str) -> str:
    return tables.words("in_brackets", text=unit) if unit else ""


def _names(tables: Tables, picture: Picture) -> dict[str, str]:
    names = {"actual": tables.words("actual")}
    if picture.annual_target:
        latest = picture.annual_target[max(picture.annual_target)]
        names["annual_target"] = _with_value(tables, "annual_target_short", latest)
    return names


def _mark(tables: Tables, name: str, single: Point | None) -> Mark | None:
    if single is None:
        return None
    return Mark(single.year, float(single.value), _with_value(tables, name, single))


def _with_value(tables: Tables, name: str, single: Point) -> str:
    shown = single.text(tables.words.language)
    year = tables.words("in_brackets", text=tables.year(single.year)) if single.year else ""
    return "\n".join(filter(None, (tables.words(name), shown, year)))


# 別表


def breakdown_figure(tables: Tables, goal: AchievementGoal, indicator: Indicator) -> Markup:
    """A panel for each row of a 別表 and for its mean; empty where they share no unit."""
    rows = indicator.breakdown
    assert rows
    shown = [*rows.rows, *([rows.mean] if rows.mean else [])]
    points = [_points(row.actuals, tables.sheet.window) for row in shown]
    units = {each.unit for own in points for each in own.values()}
    if len(units) != 1 or not all(points):
        return Markup()
    unit = units.pop()
    id_ = f"{indicator_id(goal, indicator)}-breakdown-chart"
    names = [_row_name(row) for row in shown]
    said = _spread(tables, dict(zip(names[: len(rows.rows)], points, strict=False)))
    window = tables.sheet.window
    drawing = Panels(
        id=id_,
        title=f"{_named(indicator)}: {said}",
        description=_told(tables, map(partial(_row_told, tables), names, points)),
        unit=unit,
        unit_label=_unit_label(tables, unit),
        window=window,
        years={year: _Years(tables)[year] for year in window},
        years_unit=tables.words("years_unit"),
        panels=[*map(_panel, names, points)],
    )
    note = iter([tables.words("panels_note")])
    return _figure(id_, said, note, draw_panels(drawing))


def _spread(tables: Tables, rows: Mapping[str, Mapping[int, Point]]) -> str:
    """Highest and lowest row of the latest year that all have."""
    common = set.intersection(*(set(own) for own in rows.values()))
    if not common:
        return tables.words("breakdown")
    year = max(common)
    low, high = (pick(rows, key=lambda row: rows[row][year].value) for pick in (min, max))
    return tables.words(
        "chart_spread", year=tables.year(year), high=high, highest=rows[high][year],
        low=low, lowest=rows[low][year],
    )  # fmt: skip


def _row_name(row: BreakdownRow) -> str:
    return f"{row.group}・{row.name}" if row.group else row.name


def _row_told(tables: Tables, name: str, points: Mapping[int, Point]) -> str:
    told = (f"{tables.year(year)} {each}" for year, each in points.items())
    return f"{name}: {tables.words('between_figures').join(told)}"


def _panel(name: str, points: Mapping[int, Point]) -> Panel:
    return Panel(
        name,
        {year: float(each.value) for year, each in points.items()},
        {year: f"{each.value:,}" for year, each in points.items()},
    )
