"""The chart of a 別表: a panel for each of its rows, and which rows where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from evalkit.present.anchors import indicator_id, indicator_path
from evalkit.present.charts.chart_data import Panel, Panels, floor_of
from evalkit.present.charts.figures import (
    AxisYears,
    figure_of,
    labels_of,
    named,
    points_of,
    unit_label_of,
)
from evalkit.present.charts.panels import draw_panels
from evalkit.present.charts.texts import Point, axis_note, description, point, shortened
from evalkit.present.edition import Edition
from evalkit.present.html import Content, join
from evalkit.present.marks import Marks
from evalkit.sheet.breakdown import BreakdownRow
from evalkit.sheet.cells import plain_unit
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.printing import MINUS, POINTS, calculated
from evalkit.sheet.references import circled

_A_PICTURE = 14  # panels: beside the table, with the mean, they fill a page of the PDF
_MOST = 3 * _A_PICTURE  # rows, of which all are shown
_ENDS = 4  # of more rows, so many low and high ones: they fill a page above the table
_NAMED = 3  # rows with the lowest figure that are called by name


@dataclass(frozen=True)
class _Row:
    """A row of a 別表 with its figures."""

    name: str
    points: Mapping[int, Point]

    @property
    def values(self) -> dict[int, float]:
        return {year: float(each.value) for year, each in self.points.items()}

    @property
    def latest(self) -> float:
        return self.values[max(self.points)]


@dataclass(frozen=True)
class _Chart:
    """What all pictures of the chart of one 別表 have in common."""

    edition: Edition
    indicator: Indicator
    rows: Sequence[_Row]
    mean: _Row | None
    target: Point | None
    unit: str

    @property
    def values(self) -> list[float]:
        rows = (*self.rows, *([self.mean] if self.mean else []))
        aimed = [float(self.target.value)] if self.target else []
        return [*chain.from_iterable(row.values.values() for row in rows), *aimed]

    @property
    def floor(self) -> float:
        return floor_of(self.values) if self.unit == "％" else 0

    def shown(self) -> Sequence[_Row]:
        """All rows, or of many those with the lowest and the highest latest figures."""
        if len(self.rows) <= _MOST:
            return self.rows
        order = sorted(range(len(self.rows)), key=lambda at: self.rows[at].latest)
        ends = sorted((*order[:_ENDS], *order[-_ENDS:]))
        return [self.rows[at] for at in ends]

    def pictures(self, id_: str, said: str) -> Iterator[Markup]:
        """The drawings, a page of the PDF each at most; the mean stands in the last one."""
        rows = self.shown()
        for at in range(0, len(rows), _A_PICTURE):
            last = at + _A_PICTURE >= len(rows)
            mean = self.mean if last else None
            yield self._drawn(f"{id_}-{at}" if at else id_, said, rows[at : at + _A_PICTURE], mean)

    def _drawn(self, id_: str, said: str, rows: Sequence[_Row], mean: _Row | None) -> Markup:
        edition = self.edition
        drawn = (*rows, *([mean] if mean else []))
        points = [each for row in drawn for each in row.points.values()]
        table = edition.words("breakdown_of", number=circled(self.indicator.no))
        window = edition.sheet.window
        return draw_panels(
            Panels(
                id=id_,
                title=f"{named(self.indicator)}: {said}",
                description=description(edition, map(self._told, drawn), points, table),
                unit=self.unit,
                unit_label=unit_label_of(edition, self.unit),
                window=window,
                years={year: AxisYears(edition)[year] for year in window},
                years_unit=edition.years_unit,
                panels=[self._panel(row) for row in rows],
                mean=self._panel(mean) if mean else None,
                target=float(self.target.value) if self.target else None,
                values=self.values,
                floor=self.floor,
                minus=edition.words.said(MINUS),
            )
        )

    def _told(self, row: _Row) -> str:
        words = self.edition.words
        told = (f"{self.edition.year(year)} {each.figure(words.language)}"
                for year, each in row.points.items())  # fmt: skip
        return f"{row.name}: {words('between_figures').join(told)}"

    def _panel(self, row: _Row) -> Panel:
        return Panel(row.name, row.values, labels_of(self.edition, row.points))

    def notes(self) -> Iterator[Content]:
        """How to read the panels."""
        words = self.edition.words
        if len(self.rows) > _MOST:
            yield words("panels_cut", count=f"{len(self.rows):,}", each=_ENDS)
        yield words("panels_note")
        if self.target:
            yield words("chart_target_line", target=self.target.text(words.language))
        yield from axis_note(self.edition, self.floor)


def breakdown_figure(
    edition: Edition, marks: Marks, goal: AchievementGoal, indicator: Indicator
) -> Markup:
    """Panels for the rows of a 別表 and for its mean; empty where they share no unit."""
    table = indicator.breakdown
    assert table
    rows = [_row(edition, each) for each in table.rows]
    mean = _row(edition, table.mean) if table.mean else None
    every = (*rows, *([mean] if mean else []))
    unit = next((each.unit for row in rows for each in row.points.values()), "")
    units = {plain_unit(each.unit) for row in every for each in row.points.values()}
    if len(units) != 1 or not all(row.points for row in every):
        return Markup()
    target = point(indicator.target, None)
    if target and plain_unit(target.unit) not in units:
        target = None
    chart = _Chart(edition, indicator, rows, mean, target, unit)
    id_ = f"{indicator_id(goal, indicator)}-breakdown-chart"
    said = lowest(edition, {row.name: row.points for row in rows})
    found = _mean_marks(edition, marks, goal, indicator)
    notes = [*chart.notes(), *([found] if found else [])]
    return figure_of(id_, said, notes, join(chart.pictures(id_, said)))


def _row(edition: Edition, row: BreakdownRow) -> _Row:
    name = f"{row.group}・{row.name}" if row.group else row.name
    return _Row(shortened(name), points_of(row.actuals, edition.sheet.window))


def _mean_marks(
    edition: Edition, marks: Marks, goal: AchievementGoal, indicator: Indicator
) -> Markup:
    """Findings on the mean: what it hides, or that it does not follow from the rows."""
    mean = (*indicator_path(edition.sheet, goal, indicator), "breakdown", "mean")
    links = marks.links_below(mean)
    return join((edition.words("chart_mean_findings"), links)) if links else Markup()


def lowest(edition: Edition, rows: Mapping[str, Mapping[int, Point]]) -> str:
    """Lowest row of the latest year that all have, and its change from the year before."""
    words, language = edition.words, edition.language
    common = set.intersection(*(set(own) for own in rows.values()))
    if not common:
        return words("breakdown")
    year = max(common)
    least = min(own[year].value for own in rows.values())
    low = [name for name, own in rows.items() if own[year].value == least]
    said = {"year": edition.year(year), "lowest": rows[low[0]][year].figure(language)}
    if len(low) == len(rows) > 1:
        return words("chart_all_equal", **said)
    change = _since(edition, rows[low[0]], year) if len(low) == 1 else ""
    return words("chart_lowest", low=_names(edition, low), change=change, **said)


def _names(edition: Edition, names: Sequence[str]) -> str:
    """Names of rows; of many the first ones, and how many there are besides."""
    words = edition.words
    told = words("between_figures").join(names[:_NAMED])
    more = len(names) - _NAMED
    return told + (words("chart_others", count=f"{more:,}") if more > 0 else "")


def _since(edition: Edition, own: Mapping[int, Point], year: int) -> str:
    """Change from the year before, in brackets; nothing where that has no figure."""
    if year - 1 not in own:
        return ""
    words, before = edition.words, edition.year(year - 1)
    change = own[year].value - own[year - 1].value
    if not change:
        return words("chart_unchanged", year=before)
    unit = words.said(POINTS) if own[year].unit == "％" else own[year].unit
    shown = calculated(change, unit, words.language, signed=True)
    return words("chart_since", year=before, change=shown)
