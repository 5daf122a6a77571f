"""What a sheet means: for each indicator and year everything computable, and how many met what.

Nothing is averaged. What cannot be said is said to be unknown, with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from evalkit.assess.achievement import Computed, compute
from evalkit.assess.five_step import Outcome, Sensitivity, sensitivity
from evalkit.assess.judgement import Judgement, judge
from evalkit.sheet.cells import AnyCell, Blank, Narrative, NotStarted, Pending, Quantity
from evalkit.sheet.fiscal import due_date
from evalkit.sheet.model import (
    AchievementGoal,
    BudgetLineName,
    Direction,
    Indicator,
    Sheet,
    baseline_year,
    target_year,
)
from evalkit.sheet.references import circled

Basis = Literal["declared", "comparator", "convention", "undetermined"]
Course = Literal["reached", "on_course", "behind", "unknown"]
ANNUAL = ("met", "missed", "pending", "not_started", "no_target", "not_decidable")
"""Grades of the annual rule, in the order in which a reader wants them."""

COURSES: tuple[Course, ...] = ("reached", "on_course", "behind", "unknown")


@dataclass(frozen=True, kw_only=True)
class Way:
    """Which way is better, and how that is known."""

    direction: Direction | None
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target to compare with: a figure, and the year for which it was set (None: 毎年度)."""

    cell: Quantity
    year: int | None


@dataclass(frozen=True, kw_only=True)
class Level:
    """A figure beside the target that it is measured by."""

    goal: Goal
    rate: Computed  # by level_rate


@dataclass(frozen=True, kw_only=True)
class YearResult:
    """One indicator in one fiscal year."""

    year: int
    cell: AnyCell  # the actual
    target: AnyCell  # the target of that year
    judgement: Judgement  # by the annual rule
    figures: tuple[Computed, ...]

    def figure(self, name: str) -> Computed | None:
        """Figure computed by the function `name`."""
        return next((figure for figure in self.figures if figure.function == name), None)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A result still unknown, and until when."""

    year: int
    printed: str
    day: date | None  # last day of what is printed; None if it cannot be told
    overdue: bool


class IndicatorResult:
    """Everything that can be said of one indicator."""

    def __init__(self, sheet: Sheet, goal: AchievementGoal, indicator: Indicator) -> None:
        self.sheet = sheet
        self.goal = goal
        self.indicator = indicator
        self.way = find_way(indicator)

    @property
    def label(self) -> str:
        """Number as people say it: 1-③."""
        return f"{self.goal.no}-{circled(self.indicator.no)}"

    @cached_property
    def years(self) -> tuple[YearResult, ...]:
        """Results by fiscal year of the sheet's window."""
        return tuple(self._year(year) for year in self.sheet.window)

    def year(self, year: int) -> YearResult:
        """Result of one fiscal year."""
        return next(result for result in self.years if result.year == year)

    @cached_property
    def latest(self) -> YearResult | None:
        """Latest year with a figure; it may lie before the sheet's year."""
        known = [result for result in self.years if isinstance(result.cell, Quantity)]
        return known[-1] if known else None

    @cached_property
    def final_goal(self) -> Goal | None:
        """Final target; where the form has none, the latest annual target."""
        cell = self.indicator.target
        if isinstance(cell, Quantity):
            return Goal(cell=cell, year=target_year(self.sheet, self.goal, self.indicator))
        annual = [
            Goal(cell=cell, year=year)
            for year in self.sheet.window
            if isinstance(cell := self._annual_target(year), Quantity)
        ]
        return annual[-1] if annual else None

    @cached_property
    def level(self) -> Level | None:
        """Latest figure against the target of its year, or the final one if its year has none.

        None where no rate is defined: no target, another unit, or a direction that is not known.
        """
        latest = self.latest
        if latest is None or not isinstance(latest.cell, Quantity):
            return None
        own = latest.target
        goal = Goal(cell=own, year=latest.year) if isinstance(own, Quantity) else self.final_goal
        if goal is None or not self._same_unit(latest.cell, goal.cell):
            return None
        levels = self._levels(latest.cell.value, goal.cell.value)
        rates = [figure for figure in levels if figure.function == "level_rate"]
        return Level(goal=goal, rate=rates[0]) if rates else None

    @cached_property
    def course(self) -> Course | None:
        """Whether the latest figure is on course for a target with a year still to come.

        None where there is no such target: its year is 毎年度, or over, and the annual rule judges.
        """
        final, latest = self.final_goal, self.latest
        if final is None or final.year is None or final.year <= self.sheet.fiscal_year:
            return None
        if latest is None:
            return "unknown"
        if self._met(latest.cell, final.cell).value is True:
            return "reached"
        on_line = latest.figure("on_line")
        if on_line is None or on_line.value is None:
            return "unknown"
        return "on_course" if on_line.value else "behind"

    def dues(self, as_of: date | None) -> Iterator[Due]:
        """Results that the sheet still expects."""
        published = date(self.sheet.fiscal_year + 1, 4, 1)
        for result in self.years:
            if isinstance(result.cell, Pending):
                day = due_date(result.cell.due, published_after=published)
                overdue = bool(as_of and day and as_of > day)
                yield Due(year=result.year, printed=result.cell.due, day=day, overdue=overdue)

    # One year

    def _year(self, year: int) -> YearResult:
        cell, target = self.indicator.actuals[year], self._annual_target(year)
        return YearResult(
            year=year,
            cell=cell,
            target=target,
            judgement=self._annual(year, cell, target),
            figures=tuple(self._figures(year, cell, target)),
        )

    def _annual_target(self, year: int) -> AnyCell:
        """Target of one year; 毎年度, and the final target in its year, where the row is empty."""
        printed = self.indicator.annual_targets[year]
        if not isinstance(printed, Blank):
            return printed
        final = self.indicator.target
        due = target_year(self.sheet, self.goal, self.indicator)
        heads = self.goal.table(self.indicator).target
        own = final.year_label if isinstance(final, Quantity) else ""
        every_year = due is None and (own or heads).startswith("毎年")
        return final if every_year or due == year else printed

    def _annual(self, year: int, cell: AnyCell, target: AnyCell) -> Judgement:
        state = {Pending: "pending", NotStarted: "not_started"}.get(type(cell))
        decided = self.indicator.decisions.get(year)
        if decided or isinstance(target, Narrative):
            decision = None if decided is None else decided == "met"
            return judge("annual", target=target.printed or "－", state=state, decision=decision)
        if not isinstance(target, Quantity):
            return judge("annual", state=state)
        actual = (
            cell.value if isinstance(cell, Quantity) and self._same_unit(cell, target) else None
        )
        return judge("annual", actual=actual, state=state, **self._limits(target))

    def _limits(self, target: Quantity) -> dict[str, object]:
        """How the target's own print says that it is to be compared."""
        return {
            "target": target.value,
            "comparator": target.comparator,
            "upper": target.second if target.comparator == "range" else None,
            "tolerance": self.indicator.tolerance,
            "direction": self.way.direction,
        }

    def _met(self, cell: AnyCell, target: Quantity) -> Computed:
        same = isinstance(cell, Quantity) and self._same_unit(cell, target)
        actual = cell.value if same and isinstance(cell, Quantity) else None
        return compute("met", actual=actual, **self._limits(target))

    def _same_unit(self, *cells: Quantity) -> bool:
        return len({cell.plain_unit or self.indicator.unit or "" for cell in cells}) == 1

    def _figures(self, year: int, cell: AnyCell, target: AnyCell) -> Iterator[Computed]:
        if isinstance(target, Quantity):
            yield self._met(cell, target)
        if not isinstance(cell, Quantity):
            return
        if isinstance(target, Quantity) and self._same_unit(cell, target):
            yield from self._levels(cell.value, target.value)
        previous = self.indicator.actuals[year - 1]
        if isinstance(previous, Quantity) and self._same_unit(cell, previous):
            for name in ("change", "change_rate"):
                yield compute(name, actual=cell.value, previous=previous.value)
        yield from self._towards(year, cell)

    def _levels(self, actual: Decimal, target: Decimal) -> Iterator[Computed]:
        if self.way.direction and target >= 0:  # of two negative values the ratio runs backwards
            yield compute("level_rate", actual=actual, target=target, direction=self.way.direction)
        if self.way.direction == "down":
            yield compute("level_rate_mirror", actual=actual, target=target)
        yield compute("reported_rate", actual=actual, target=target)

    def _towards(self, year: int, cell: Quantity) -> Iterator[Computed]:
        """Figures on the way from the baseline to the final target."""
        goal = self.final_goal
        if goal is None or not self._same_unit(cell, goal.cell):
            return
        end = {"target": goal.cell.value, "target_year": goal.year}
        now = {"actual": cell.value, "actual_year": year}
        start = self.baseline
        if start is not None:
            yield compute("progress", **start, **now, target=goal.cell.value)
            yield compute("pace", **start, **now, **end)
            yield compute("on_line", **start, **now, **end)
        if goal.year is not None and self._met(cell, goal.cell).value is not True:
            yield compute("required_change", **now, **end)
            series = {y: v for y, v in self.series.items() if y <= year}
            yield compute(
                "forecast", series=series, target_year=goal.year, target=goal.cell.value,
                direction=self.way.direction, break_after=self.indicator.break_after,
            )  # fmt: skip

    @cached_property
    def baseline(self) -> Mapping[str, Decimal | int | None] | None:
        """Baseline and its year, where the form prints a figure in the actuals' unit."""
        cell = self.indicator.baseline
        goal = self.final_goal
        if not isinstance(cell, Quantity) or (goal and not self._same_unit(cell, goal.cell)):
            return None
        year = baseline_year(self.sheet, self.goal, self.indicator)
        return {"baseline": cell.value, "baseline_year": year}

    @cached_property
    def series(self) -> dict[int, Decimal]:
        """Actual figures by year, those before the window included."""
        cells = {
            year: cell
            for span, cell in self.indicator.actuals.spans()
            for year in range(span.first, span.last + 1)
        }
        return {y: cell.value for y, cell in sorted(cells.items()) if isinstance(cell, Quantity)}

    # By a preset

    def judged(self, preset: str, **options: object) -> Judgement:
        """Judge the latest figure by `preset`."""
        latest, goal = self.latest, self.final_goal
        if preset == "annual":
            return self.year(self.sheet.fiscal_year).judgement
        actual = latest.cell.value if latest and isinstance(latest.cell, Quantity) else None
        year = latest.year if latest else None
        start = self.baseline or {"baseline": None, "baseline_year": None}
        target, due = (goal.cell.value, goal.year) if goal else (None, None)
        inputs: dict[str, dict[str, object]] = {
            "reach": {"target": target, "actual": actual, "direction": self.way.direction},
            "path": {**start, "current": actual, "current_year": year, "target": target,
                     "target_year": due, "direction": self.way.direction},
            "series": {"series": self.series, "status_year": year, "target": target,
                       "target_year": due or "every year", "direction": self.way.direction,
                       "break_after": self.indicator.break_after},
        }  # fmt: skip
        return judge(preset, **inputs[_INPUTS[preset]], **options)

    def outcome(self) -> Outcome:
        """Return what the five-step rule asks of an indicator."""
        result = self.year(self.sheet.fiscal_year)
        grade = result.judgement.grade
        source = self.latest
        return Outcome(
            name=self.label,
            main=self.indicator.main,
            met={"met": True, "missed": False}.get(grade),
            progress=_ratio(source, "progress"),
            pace=_ratio(source, "pace"),
        )


def _ratio(source: YearResult | None, name: str) -> Decimal | None:
    figure = source.figure(name) if source else None
    return figure.value if figure and isinstance(figure.value, Decimal) else None


_INPUTS = {
    "maff": "reach",
    "maff_abc": "reach",
    "commerce": "reach",
    "bands": "reach",
    "kenko21": "path",
    "open_sdg": "path",
    "eustat": "path",
    "destatis": "series",
}


def find_way(indicator: Indicator) -> Way:
    """Find which way is better for `indicator`.

    What is declared counts first, then a comparator (以上, 以下) of any of its targets. Without
    either, higher is better by convention, unless the target lies below the baseline: a plan that
    declines does not say whether less is better, so that nothing is decided.
    """
    if indicator.direction:
        return Way(direction=indicator.direction, basis="declared")
    targets = [
        cell
        for cell in (indicator.target, *(cell for _, cell in indicator.annual_targets.spans()))
        if isinstance(cell, Quantity)
    ]
    for cell in targets:
        if cell.comparator in _WAYS:
            return Way(direction=_WAYS[cell.comparator], basis="comparator")
    start = indicator.baseline
    falls = bool(targets) and isinstance(start, Quantity) and targets[0].value < start.value
    if falls:
        return Way(direction=None, basis="undetermined")
    return Way(direction="up", basis="convention")


_WAYS: dict[str, Direction] = {">=": "up", ">": "up", "<=": "down", "<": "down"}


@dataclass(frozen=True, kw_only=True)
class Execution:
    """執行率 of one line of the budget in one fiscal year."""

    line: BudgetLineName
    year: int
    figure: Computed


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A sheet's results, as of a day, with its overall judgement by a preset."""

    sheet: Sheet
    preset: str
    as_of: date | None
    results: tuple[IndicatorResult, ...]
    overall: Judgement | None  # five_step has one; the others only count
    sensitivity: tuple[Sensitivity, ...]
    executions: tuple[Execution, ...]
    options: Mapping[str, object]

    def of_goal(self, number: str | None = None) -> tuple[IndicatorResult, ...]:
        """Results of one achievement goal, or of the whole sheet."""
        return tuple(r for r in self.results if number is None or r.goal.no == number)

    def distribution(self, number: str | None = None) -> dict[str, int]:
        """How many indicators met their target of the sheet's year, missed it, and so on."""
        year = self.sheet.fiscal_year
        counts = Counter(r.year(year).judgement.grade for r in self.of_goal(number))
        return {grade: counts[grade] for grade in ANNUAL}

    def courses(self, number: str | None = None) -> dict[Course, int]:
        """How many indicators are on course for a final target still to come."""
        counts = Counter(r.course for r in self.of_goal(number) if r.course)
        return {course: counts[course] for course in COURSES}

    def missed(self, *, every_year: bool = False) -> Iterator[tuple[IndicatorResult, YearResult]]:
        """Missed annual targets, of the sheet's year or of every year of its window."""
        for result in self.results:
            for year in result.years:
                counted = every_year or year.year == self.sheet.fiscal_year
                if counted and year.judgement.grade == "missed":
                    yield result, year

    def pending(self) -> Iterator[tuple[IndicatorResult, Due]]:
        """Every result still unknown, with until when."""
        for result in self.results:
            yield from ((result, due) for due in result.dues(self.as_of))


def assess(
    sheet: Sheet,
    preset: str = "annual",
    as_of: date | None = None,
    options: Mapping[str, object] | None = None,
) -> Assessment:
    """Assess a sheet.

    Parameters
    ----------
    sheet : Sheet
    preset : str
        A name in `evalkit.assess.judgement.PRESETS`.
    as_of : date
        Decides which results are overdue; without it, none is.
    options : mapping
        What the preset takes from the parameters file: bands and their function, close_pace.

    Raises
    ------
    ValueError, TypeError
        If the preset or one of its options is unknown.
    """
    results = tuple(IndicatorResult(sheet, goal, each) for goal, each in sheet.indicators())
    options = dict(options or {})
    outcomes = [result.outcome() for result in results]
    steps = preset == "five_step"
    declared = any(outcome.main for outcome in outcomes)
    return Assessment(
        sheet=sheet,
        preset=preset,
        as_of=as_of,
        results=results,
        overall=judge(preset, indicators=outcomes, **options) if steps else None,
        sensitivity=_sensitive(outcomes, options) if steps and declared else (),
        executions=tuple(_executions(sheet)),
        options=options,
    )


def _sensitive(
    outcomes: Sequence[Outcome], options: Mapping[str, object]
) -> tuple[Sensitivity, ...]:
    rows = sensitivity(indicators=outcomes, **options)  # type: ignore[arg-type]
    return tuple(row for row in rows if row.changes)


def _executions(sheet: Sheet) -> Iterator[Execution]:
    if sheet.budget is None:
        return
    for name, line in sheet.budget.lines():
        for year in line.executed:
            executed, total = (_value(cells.get(year)) for cells in (line.executed, line.total))
            figure = compute("execution_rate", executed=executed, total=total)
            yield Execution(line=name, year=year, figure=figure)


def _value(cell: AnyCell | None) -> Decimal | None:
    return cell.value if isinstance(cell, Quantity) else None
