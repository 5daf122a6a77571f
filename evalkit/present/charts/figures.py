"""The chart of an indicator: which figures it shows, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.judge.target_levels import ComputedTarget
from evalkit.present.anchors import indicator_id
from evalkit.present.charts.chart_data import Drawing, Mark, floor_of
from evalkit.present.charts.indicator import draw
from evalkit.present.charts.texts import (
    Picture,
    Point,
    description,
    message,
    notes,
    point,
    sentences,
    shortened,
)
from evalkit.present.edition import Edition
from evalkit.present.html import Content, element, join
from evalkit.sheet.cells import STATUSES, AnyCell, plain_unit
from evalkit.sheet.fields import Series
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.printing import MINUS, quantity, unit_of
from evalkit.sheet.references import numbered


def picture_of(edition: Edition, result: IndicatorResult) -> Picture | None:
    """Figures of an indicator for a chart; None where fewer than two, or none of them an actual.

    A figure in another unit than the actual ones is left out: two units share no axis.
    """
    sheet, indicator = edition.sheet, result.indicator
    actual = points_of(indicator.actuals, sheet.window)
    units = {plain_unit(each.unit) for each in actual.values()}
    if len(units) != 1:
        return None
    targets = points_of(indicator.annual_targets, sheet.window) | _levels(result)
    baseline = point(indicator.baseline, result.baseline_year)
    target = point(result.target, result.term.year)
    kept = baseline if baseline and plain_unit(baseline.unit) in units else None
    picture = Picture(
        actual=actual,
        annual_target={y: each for y, each in targets.items() if plain_unit(each.unit) in units},
        baseline=kept,
        target=target if target and plain_unit(target.unit) in units else None,
        gaps={year: indicator.actuals[year].status for year in sheet.window if year not in actual},
        way=_way(result, kept, actual[max(actual)]),
    )
    singles = [each for each in (picture.baseline, picture.target) if each]
    enough = len(actual) + len(picture.annual_target) + len(singles) >= 2
    return picture if enough else None


def _levels(result: IndicatorResult) -> dict[int, Point]:
    """Targets by year that no row of the form prints: levels of those in words, mid-term ones.

    The final one has a mark of its own.
    """
    points = {
        each.year: point(each.target, each.year)
        for each in result.years
        if each.target != result.target
        and (isinstance(each.target, ComputedTarget) or result.held_target(each.year))
    }
    return {year: each for year, each in points.items() if each}


def points_of(series: Series, window: range) -> dict[int, Point]:
    """Figures of a series by year."""
    points = {year: point(series[year], year) for year in window}
    return {year: each for year, each in points.items() if each}


def _way(
    result: IndicatorResult, baseline: Point | None, latest: Point
) -> tuple[Point, Point] | None:
    """What is still to go: to a target that lies ahead, on the line by which pace is judged.

    None where the target is reached already: no way is left, whatever way was planned.
    """
    goal = result.final_target
    if goal and result.latest and result.latest.figure("required_change") is None:
        return None
    end = point(goal.cell, goal.year) if goal else None
    if end is None or plain_unit(end.unit) != plain_unit(latest.unit):
        return None
    if not end.year or end.year <= (latest.year or 0):
        return None
    return (baseline if baseline and baseline.year else latest), end


def figure(edition: Edition, result: IndicatorResult) -> Markup:
    """Chart of an indicator with its message and its text alternative; may be empty."""
    picture = picture_of(edition, result)
    if picture is None:
        return Markup()
    id_ = f"{indicator_id(result.goal, result.indicator)}-chart"
    said = message(edition, picture, result)
    title = f"{named(result.indicator)}: {said}"
    floor, table = _floor(result.goal, picture), edition.words(result.indicator.kind)
    drawing = _drawing(edition, picture, id_, title, floor, table)
    return figure_of(id_, said, notes(edition, picture, drawing.floor), draw(drawing))


def _floor(goal: AchievementGoal, picture: Picture) -> float:
    """Where the scale begins: percentages of one achievement goal are all treated alike."""
    if next(iter(picture.actual.values())).unit != "％":
        return 0
    cells = (cell for each in goal.indicators for cell in _cells(each))
    points = filter(None, (point(cell, None) for cell in cells))
    return floor_of(float(each.value) for each in points if each.unit == "％")


def _cells(indicator: Indicator) -> Iterator[AnyCell]:
    yield from (indicator.baseline, *indicator.target_cells())
    for series in (indicator.actuals, indicator.annual_targets):
        yield from (cell for _, cell in series.spans())


def figure_of(id_: str, said: str, notes_: Iterable[Content], chart: Markup) -> Markup:
    """Chart under its message and the notes on how to read it."""
    note = join(notes_, " ")
    about = element("span", note, class_="note") if note else ""
    return element("figure", element("figcaption", element("strong", said), about), chart, id=id_)


def named(indicator: Indicator) -> str:
    """Number and name of an indicator, as the title of its chart begins."""
    return numbered(indicator.no, shortened(indicator.name))


def _drawing(
    edition: Edition, picture: Picture, id_: str, title: str, floor: float, table: str
) -> Drawing:
    words = edition.words
    points = (*picture.actual.values(), *picture.annual_target.values())
    way = picture.way and tuple((each.year, float(each.value)) for each in picture.way)
    return Drawing(
        id=id_,
        title=title,
        description=description(edition, sentences(edition, picture), points, table),
        unit=next(iter(picture.actual.values())).unit,
        unit_label=unit_label_of(edition, next(iter(picture.actual.values())).unit),
        actual={year: float(each.value) for year, each in picture.actual.items()},
        annual_target={year: float(each.value) for year, each in picture.annual_target.items()},
        baseline=_mark(edition, "baseline", picture.baseline),
        target=_mark(edition, "target", picture.target),
        way=way,  # type: ignore[arg-type]  # both ends have a year
        labels=labels_of(edition, picture.actual),
        gaps={year: words.said(STATUSES[status]) for year, status in picture.gaps.items()
              if status in ("pending", "not_started")},
        window=edition.sheet.window,
        years=AxisYears(edition),
        years_unit=edition.years_unit,
        names=_names(edition, picture),
        floor=floor,
        minus=words.said(MINUS),
    )  # fmt: skip


def labels_of(edition: Edition, points: Mapping[int, Point]) -> dict[int, str]:
    """Figures as they stand at their points: without the unit, which the axis has."""
    language = edition.language
    return {y: quantity(each.value, "", "=", None, language) for y, each in points.items()}


class AxisYears(dict[int, str]):
    """Years as an axis prints them, without the word that stands at its end."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.year = edition.year

    def __missing__(self, year: int) -> str:
        return self.year(year).removesuffix("年度").removesuffix("年").removeprefix("FY")


def unit_label_of(edition: Edition, unit: str) -> str:
    """Unit over an axis: （件）."""
    shown = unit_of(unit, edition.language)
    return edition.words("in_brackets", text=shown) if unit else ""


def _names(edition: Edition, picture: Picture) -> dict[str, str]:
    names = {"actual": edition.words("actual")}
    if picture.annual_target:
        latest = picture.annual_target[max(picture.annual_target)]
        names["annual_target"] = _with_value(edition, "annual_target_short", latest)
    if picture.way and picture.way[0] is not picture.baseline:
        names["way"] = edition.words("way_needed")
    return names


def _mark(edition: Edition, name: str, single: Point | None) -> Mark | None:
    if single is None:
        return None
    return Mark(single.year, float(single.value), _with_value(edition, name, single))


def _with_value(edition: Edition, name: str, single: Point) -> str:
    shown = single.text(edition.language)
    year = edition.words("in_brackets", text=edition.year(single.year)) if single.year else ""
    return "\n".join(filter(None, (edition.words(name), shown, year)))
