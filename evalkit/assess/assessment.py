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

from evalkit.assess.aims import target_for
from evalkit.assess.judge.bounds import begins_below_nothing, find_bounds
from evalkit.assess.judge.direction import find_way
from evalkit.assess.judge.five_step import Outcome, Sensitivity, sensitivity
from evalkit.assess.judge.judgement import Judgement, judge, refuse
from evalkit.assess.judge.latest import judge_latest
from evalkit.assess.judge.methods import Computed, compute, refused, sign
from evalkit.assess.judge.reasons import (
    NotComputable,
    NotDecidable,
    not_computable,
    not_decidable,
)
from evalkit.sheet.cells import (
    AnyCell,
    Narrative,
    NotStarted,
    OtherPeriod,
    Pending,
    Quantity,
    value_of,
)
from evalkit.sheet.fiscal import Term, due_date, printing
from evalkit.sheet.model import (
    AchievementGoal,
    BudgetLineName,
    Indicator,
    Sheet,
    baseline_year,
    target_term,
)
from evalkit.sheet.references import circled

Course = Literal["reached", "on_course", "behind", "unknown"]
ANNUAL = ("met", "missed", "pending", "not_started", "no_target", "not_decidable")
"""Grades of the annual rule, in the order in which a reader wants them."""

COURSES: tuple[Course, ...] = ("reached", "on_course", "behind", "unknown")


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target to compare with: a figure, and when it holds."""

    cell: Quantity
    term: Term

    @property
    def year(self) -> int | None:
        """Fiscal year for which it was set; None of one for every year, or of no year."""
        return self.term.year


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
        self.way = find_way(goal, indicator)

    @property
    def label(self) -> str:
        """Number as people say it: 1-③."""
        return f"{self.goal.no}-{circled(self.indicator.no)}"

    @cached_property
    def years(self) -> tuple[YearResult, ...]:
        """Results by fiscal year of the sheet's window."""
        with printing(self.sheet.calendar):
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
            return Goal(cell=cell, term=target_term(self.sheet, self.goal, self.indicator))
        annual = [
            Goal(cell=cell, term=Term(year=year))
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
        goal = self.own_goal(latest) or self.final_goal
        if goal is None or not self.same_unit(latest.cell, goal.cell):
            return None
        levels = self._levels(latest.cell, goal.cell)
        rates = [figure for figure in levels if figure.function == "level_rate"]
        return Level(goal=goal, rate=rates[0]) if rates and rates[0].value is not None else None

    def own_goal(self, result: YearResult) -> Goal | None:
        """Target of a result's own year, where it is a figure."""
        cell = result.target
        return Goal(cell=cell, term=Term(year=result.year)) if isinstance(cell, Quantity) else None

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
        if self.met(latest.cell, final.cell).value is True:
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
        return target_for(self.sheet, self.goal, self.indicator, year)

    def _annual(self, year: int, cell: AnyCell, target: AnyCell) -> Judgement:
        state = {Pending: "pending", NotStarted: "not_started"}.get(type(cell))
        if isinstance(target, Quantity):
            made = self._held_against(cell, target, state)
            if made.decided or year not in self.indicator.decisions:
                return made
        decided = self.indicator.decisions.get(year)
        if isinstance(target, OtherPeriod) and not decided:
            return refuse("annual", not_decidable("other_period", printed=target.printed))
        if decided or isinstance(target, Narrative):
            decision = None if decided is None else decided == "met"
            return judge("annual", target=f"「{target.printed}」", state=state, decision=decision)
        return judge("annual", state=state)

    def _held_against(self, cell: AnyCell, target: Quantity, state: str | None) -> Judgement:
        """Judge by the figures alone: no recorded decision overrules them."""
        inputs = {"actual": value_of(cell), "state": state, **self.limits(target)}
        why = self.incomparable(cell, target)
        return refuse("annual", why, **inputs) if why else judge("annual", **inputs)

    def limits(self, target: Quantity) -> dict[str, object]:
        """How the target's own print says that it is to be compared."""
        return {
            "target": target.value,
            "comparator": target.comparator,
            "upper": target.second if target.comparator == "range" else None,
            "tolerance": self.indicator.tolerance,
            "direction": self.way.direction,
        }

    def met(self, cell: AnyCell, target: Quantity) -> Computed:
        """Whether a cell meets a target, or why that cannot be said."""
        inputs = {"actual": value_of(cell), **self.limits(target)}
        why = self.incomparable(cell, target)
        return refused("met", why, **inputs) if why else compute("met", **inputs)

    def incomparable(self, cell: AnyCell, target: Quantity) -> NotDecidable | None:
        """Why a figure cannot be held against a target at all: its unit, or an open direction."""
        if isinstance(cell, OtherPeriod):
            return not_decidable("other_period", printed=" ".join(cell.printed.split()))
        if not isinstance(cell, Quantity):
            return None
        units = [self._shown_unit(each) for each in (cell, target)]
        if not self.same_unit(cell, target):
            return not_decidable("units", actual=units[0], target=units[1])
        return self._undirected(cell, target) if target.comparator == "=" else None

    def _undirected(self, cell: Quantity, target: Quantity) -> NotDecidable | None:
        """Why it cannot be said on which side of a target a figure should be."""
        if self.way.direction or cell.value == target.value or target.comparator == "range":
            return None
        return not_decidable("contradicting" if self.way.basis == "contradicting" else "direction")

    def _shown_unit(self, cell: Quantity) -> str:
        return cell.unit or self.indicator.unit or "－"

    def same_unit(self, *cells: Quantity) -> bool:
        """Whether figures are in one unit, so that they may be compared."""
        return len({self.indicator.unit_of(cell) for cell in cells}) == 1

    def _figures(self, year: int, cell: AnyCell, target: AnyCell) -> Iterator[Computed]:
        if isinstance(target, Quantity):
            yield self.met(cell, target)
        if not isinstance(cell, Quantity):
            return
        if isinstance(target, Quantity) and self.same_unit(cell, target):
            yield from self._levels(cell, target)
        previous = self.indicator.actuals[year - 1]
        if isinstance(previous, Quantity) and self.same_unit(cell, previous):
            for name in ("change", "change_rate"):
                yield compute(name, actual=cell.value, previous=previous.value)
        yield from self._towards(year, cell)

    def _levels(self, actual: Quantity, target: Quantity) -> Iterator[Computed]:
        terms = {"actual": actual.value, "target": target.value}
        way = self.way.direction
        if target.comparator not in ("range", "about"):
            if way:
                yield compute("level_rate", **terms, direction=way)
            if way == "down":
                yield compute("level_rate_mirror", **terms)
        if target.comparator != "range":
            yield compute("reported_rate", **terms)

    def _towards(self, year: int, cell: Quantity) -> Iterator[Computed]:
        """Figures on the way from the baseline to the final target."""
        goal = self.final_goal
        if goal is None or not self.same_unit(cell, goal.cell):
            return
        end = {"target": goal.cell.value, "target_year": goal.year}
        now = {"actual": cell.value, "actual_year": year}
        way = {"direction": self.way.direction}
        start, why = self.baseline, self._wayless(cell, goal.cell)
        if start is not None:
            taken = {
                "progress": {**start, **now, "target": goal.cell.value, **way},
                "pace": {**start, **now, **end, **way},
                "on_line": {**start, **now, **end, **way},
            }
            for name, inputs in taken.items():
                yield refused(name, why, **inputs) if why else compute(name, **inputs)
        if goal.year is not None and self.met(cell, goal.cell).value is not True:
            near = _nearest_end(cell, goal.cell)
            inputs = {**now, **end, "target": near}
            undirected = self._undirected(cell, goal.cell)
            yield (
                refused("required_change", undirected, **inputs)
                if undirected
                else compute("required_change", **inputs)
            )
            yield compute(
                "forecast",
                series={y: v for y, v in self.series.items() if y <= year},
                target_year=goal.year,
                target=None if undirected else near,
                direction=self.way.direction,
                break_after=self.indicator.break_after,
                bounds=find_bounds(self.indicator),
            )

    def _wayless(self, cell: Quantity, target: Quantity) -> NotComputable | None:
        """Why no share of a way to a target exists: it has two sides, or may lie on either."""
        undirected = self._undirected(cell, target)
        if begins_below_nothing(self.indicator):
            return not_computable("baseline_below_nothing")
        if target.comparator == "range":
            return not_computable("two_sided")
        if undirected or target.comparator != "about" or self.way.direction is None:
            return undirected
        beyond = sign(self.way.direction) * (cell.value - target.value) > 0
        return not_computable("two_sided") if beyond else None

    @cached_property
    def baseline(self) -> Mapping[str, Decimal | int | None] | None:
        """Baseline and its year, where the form prints a figure in the actuals' unit."""
        cell = self.indicator.baseline
        goal = self.final_goal
        if not isinstance(cell, Quantity) or (goal and not self.same_unit(cell, goal.cell)):
            return None
        year = baseline_year(self.sheet, self.goal, self.indicator)
        return {"baseline": cell.value, "baseline_year": year}

    @cached_property
    def series(self) -> dict[int, Decimal]:
        """Actual figures by year in the latest one's unit, those before the window included."""
        cells = {
            year: cell
            for span, cell in self.indicator.actuals.spans()
            for year in range(span.first, span.last + 1)
        }
        figures = {y: cell for y, cell in sorted(cells.items()) if isinstance(cell, Quantity)}
        last = next(reversed(figures.values()), None)
        return {y: each.value for y, each in figures.items() if last and self.same_unit(each, last)}

    # By a preset

    def judged(self, preset: str, **options: object) -> Judgement:
        """Judge the latest figure by `preset`; what cannot be judged is said to be undecided."""
        if preset == "annual":
            return self.year(self.sheet.fiscal_year).judgement
        with printing(self.sheet.calendar):
            return judge_latest(self, preset, options)

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


def _nearest_end(cell: Quantity, target: Quantity) -> Decimal:
    """The end of a target that a figure would reach first: of 10～20, from 40, the 20."""
    above = target.comparator == "range" and cell.value > target.value
    return target.second if above and target.second is not None else target.value


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
        A name in `evalkit.assess.judge.judgement.PRESETS`.
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
            executed, total = (value_of(cells.get(year)) for cells in (line.executed, line.total))
            figure = compute("execution_rate", executed=executed, total=total)
            yield Execution(line=name, year=year, figure=figure)
