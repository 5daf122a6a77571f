"""The chart of an indicator and that of a 別表: which figures they show, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from evalkit.assess.assessment import IndicatorResult
from evalkit.present.charts.drawings import Drawing, Mark, Panel, Panels, floor_of
from evalkit.present.charts.indicator import draw
from evalkit.present.charts.panels import draw_panels
from evalkit.present.charts.texts import (
    Picture,
    Point,
    axis_note,
    message,
    notes,
    point,
    sentences,
)
from evalkit.present.markup import Content, element, join
from evalkit.present.numbers import amount, quantity, unit_of
from evalkit.present.tables import Tables, indicator_id, indicator_path
from evalkit.sheet.cells import AnyCell
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
    """What is still to go: to a target that lies ahead, on the line by which pace is judged.

    None where the target is reached already: no way is left, whatever way was planned.
    """
    goal = result.final_goal
    if goal and result.latest and result.latest.figure("required_change") is None:
        return None
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
    title = f"{_named(result.indicator)}: {said}"
    drawing = _drawing(tables, picture, id_, title, _floor(result.goal, picture))
    return _figure(id_, said, notes(tables, picture, drawing.floor), draw(drawing))


def _floor(goal: AchievementGoal, picture: Picture) -> float:
    """Where the scale begins: percentages of one achievement goal are all treated alike."""
    if next(iter(picture.actual.values())).unit != "％":
        return 0
    cells = (cell for each in goal.indicators for cell in _cells(each))
    points = filter(None, (point(cell, None) for cell in cells))
    return floor_of(float(each.value) for each in points if each.unit == "％")


def _cells(indicator: Indicator) -> Iterator[AnyCell]:
    yield from (indicator.baseline, indicator.target)
    for series in (indicator.actuals, indicator.annual_targets):
        yield from (cell for _, cell in series.spans())


def _figure(id_: str, said: str, notes_: Iterable[Content], chart: Markup) -> Markup:
    note = join(notes_, " ")
    about = element("span", note, class_="note") if note else ""
    return element("figure", element("figcaption", element("strong", said), about), chart, id=id_)


def _named(indicator: Indicator) -> str:
    return circled(indicator.no) + indicator.name


def _drawing(tables: Tables, picture: Picture, id_: str, title: str, floor: float) -> Drawing:
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
        labels=_labels(tables, picture.actual),
        gaps={year: words(f"status_{status}") for year, status in picture.gaps.items()
              if status in ("pending", "not_started")},
        window=tables.sheet.window,
        years=_Years(tables),
        years_unit=words("years_unit"),
        names=_names(tables, picture),
        floor=floor,
        minus=words.either("△", "−"),
    )  # fmt: skip


def _labels(tables: Tables, points: Mapping[int, Point]) -> dict[int, str]:
    language = tables.words.language
    return {y: quantity(each.value, "", "=", None, language) for y, each in points.items()}


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
    shown = unit_of(unit, tables.words.language)
    return tables.words("in_brackets", text=shown) if unit else ""


def _names(tables: Tables, picture: Picture) -> dict[str, str]:
    names = {"actual": tables.words("actual")}
    if picture.annual_target:
        latest = picture.annual_target[max(picture.annual_target)]
        names["annual_target"] = _with_value(tables, "annual_target_short", latest)
    if picture.way and picture.way[0] is not picture.baseline:
        names["way"] = tables.words("way_needed")
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
    said = lowest(tables, dict(zip(names[: len(rows.rows)], points, strict=False)))
    window = tables.sheet.window
    panels = [_panel(tables, name, own) for name, own in zip(names, points, strict=True)]
    target = point(indicator.target, None)
    if target and target.unit != unit:
        target = None
    drawing = Panels(
        id=id_,
        title=f"{_named(indicator)}: {said}",
        description=_told(tables, map(partial(_row_told, tables), names, points)),
        unit=unit,
        unit_label=_unit_label(tables, unit),
        window=window,
        years={year: _Years(tables)[year] for year in window},
        years_unit=tables.words("years_unit"),
        panels=panels[: len(rows.rows)],
        mean=panels[-1] if rows.mean else None,
        target=float(target.value) if target else None,
        floor=_floor_of_rows(points, target, unit),
        minus=tables.words.either("△", "−"),
    )
    marks = _mean_marks(tables, goal, indicator)
    told = [*_panel_notes(tables, drawing.floor, target), *([marks] if marks else [])]
    return _figure(id_, said, told, draw_panels(drawing))


def _floor_of_rows(points: Iterable[Mapping[int, Point]], target: Point | None, unit: str) -> float:
    every = [each for own in points for each in own.values()]
    values = (float(each.value) for each in (*every, *([target] if target else [])))
    return floor_of(values) if unit == "％" else 0


def _panel_notes(tables: Tables, floor: float, target: Point | None) -> Iterator[Content]:
    yield tables.words("panels_note")
    if target:
        yield tables.words("chart_target_line", target=target.text(tables.words.language))
    yield from axis_note(tables, floor)


def _mean_marks(tables: Tables, goal: AchievementGoal, indicator: Indicator) -> Markup:
    """Findings on the mean: what it hides, or that it does not follow from the rows."""
    mean = (*indicator_path(tables.sheet, goal, indicator), "breakdown", "mean")
    numbers = {n for path, own in tables.marks.items() if path[: len(mean)] == mean for n in own}
    links = join(map(tables.finding_link, sorted(numbers)), " ")
    return join((tables.words("chart_mean_findings"), links)) if links else Markup()


def lowest(tables: Tables, rows: Mapping[str, Mapping[int, Point]]) -> str:
    """Lowest row of the latest year that all have, and its change from the year before."""
    words, language = tables.words, tables.words.language
    common = set.intersection(*(set(own) for own in rows.values()))
    if not common:
        return words("breakdown")
    year = max(common)
    least = min(own[year].value for own in rows.values())
    low = [name for name, own in rows.items() if own[year].value == least]
    said = {"year": tables.year(year), "lowest": rows[low[0]][year].figure(language)}
    if len(low) == len(rows) > 1:
        return words("chart_all_equal", **said)
    change = _since(tables, rows[low[0]], year) if len(low) == 1 else ""
    return words("chart_lowest", low=words("between_figures").join(low), change=change, **said)


def _since(tables: Tables, own: Mapping[int, Point], year: int) -> str:
    """Change from the year before, in brackets; nothing where that has no figure."""
    if year - 1 not in own:
        return ""
    words, before = tables.words, tables.year(year - 1)
    change = own[year].value - own[year - 1].value
    if not change:
        return words("chart_unchanged", year=before)
    unit = words.either("ポイント", " points") if own[year].unit == "％" else own[year].unit
    shown = amount(change, unit, words.language, signed=True)
    return words("chart_since", year=before, change=shown)


def _row_name(row: BreakdownRow) -> str:
    return f"{row.group}・{row.name}" if row.group else row.name


def _row_told(tables: Tables, name: str, points: Mapping[int, Point]) -> str:
    language = tables.words.language
    told = (f"{tables.year(year)} {each.figure(language)}" for year, each in points.items())
    return f"{name}: {tables.words('between_figures').join(told)}"


def _panel(tables: Tables, name: str, points: Mapping[int, Point]) -> Panel:
    values = {year: float(each.value) for year, each in points.items()}
    return Panel(name, values, _labels(tables, points))
