"""What a sheet means: for each indicator and year everything computable, and how many met what.

Nothing is averaged. What cannot be said is said to be unknown, with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from evalkit.assess.judge.calculations import Calculations
from evalkit.assess.judge.criteria import Criteria, TargetPoint
from evalkit.assess.judge.direction import find_good_direction
from evalkit.assess.judge.judgement import Judgement, apply, judge_latest, refuse
from evalkit.assess.judge.latest import Latest, Start
from evalkit.assess.judge.methods import Computed, compute
from evalkit.assess.judge.presets import PRESETS, annual, five_step
from evalkit.assess.judge.presets.bands import read_bands
from evalkit.assess.judge.presets.five_step import Sensitivity, Standing, sensitivity
from evalkit.assess.judge.reasons import not_decidable
from evalkit.assess.judge.target_levels import ComputedTarget, OpenTarget
from evalkit.assess.target_of_year import (
    HeldTarget,
    held_target,
    leveled,
    target_history,
    target_of_year,
)
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.budget import Budget, BudgetLineName
from evalkit.sheet.cells import (
    AnyCell,
    Blank,
    Narrative,
    NotApplicable,
    NotStarted,
    OtherPeriod,
    Pending,
    Quantity,
    value_of,
)
from evalkit.sheet.fiscal import Term, due_date
from evalkit.sheet.form_profile import Headline
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal, Sheet, baseline_year, target_term
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import POINTS, in_calendar, revision_text
from evalkit.sheet.references import indicator_label
from evalkit.sheet.text import in_one_line

Outlook = Literal["reached", "on_course", "behind", "unknown"]
_STATES: Mapping[type[AnyCell], annual.State] = {Pending: "pending", NotStarted: "not_started"}
ANNUAL = ("met", "missed", "pending", "not_started", "no_target", "not_decidable")
"""Grades of the annual rule, in the order in which a reader wants them."""

_THEN = Bilingual("{before}{after}", "{before} {after}")
_UNDATED = Bilingual(
    "目標の時期の記載がないため、評価年度の目標として扱う。",
    "No time is printed for the target: it is taken as that of the year evaluated.",
)
_OF_SEVERAL = Bilingual("目標値「{target}」{since}による。", "By the target “{target}”{since}.")
_SINCE = Bilingual("（{text}）", " ({text})")

OUTLOOKS: Mapping[Outlook, Bilingual] = {
    "reached": Bilingual("到達", "reached"),
    "on_course": Bilingual("順調", "on course"),
    "behind": Bilingual("遅れ", "behind"),
    "unknown": Bilingual("判断材料不足", "not enough to tell"),
}
"""What each outlook is called, the best first."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """A figure beside the target that it is measured by."""

    target: TargetPoint
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

    def number(self, name: str) -> Decimal | None:
        """Number that the function `name` gave, unrounded; None where it gave none."""
        figure = self.figure(name)
        return figure.value if figure and isinstance(figure.value, Decimal) else None


@dataclass(frozen=True, kw_only=True)
class Due:
    """A result still unknown, and until when."""

    year: int
    printed: str
    day: date | None  # last day of what is printed; None if it cannot be told
    overdue: bool


class IndicatorResult:
    """Everything that can be said of one indicator."""

    def __init__(
        self, sheet: Sheet, goal: AchievementGoal, indicator: Indicator, path: KeyPath
    ) -> None:
        self.sheet = sheet
        self.goal = goal
        self.indicator = indicator
        self.path = path  # of the indicator in the sheet file
        self.good_direction = find_good_direction(goal, indicator, sheet)
        self.criteria = Criteria(indicator=indicator, good=self.good_direction)

    @property
    def label(self) -> str:
        """Number as people say it: 1-③; ③ where the form has no goals."""
        goal = "" if self.sheet.is_without_goals else self.goal.no
        return indicator_label(goal, self.indicator.no)

    @property
    def baseline_year(self) -> int | None:
        """Fiscal year of the baseline, as its cell or the head of its column says."""
        return baseline_year(self.sheet, self.goal, self.indicator)

    @cached_property
    def term(self) -> Term:
        """When the final target holds, as its cell or the head of its column says."""
        return target_term(self.sheet, self.goal, self.indicator)

    @cached_property
    def target_history(self) -> tuple[HeldTarget, ...]:
        """Every target of the form for one year or for all, and while it holds; the final last."""
        return target_history(self.sheet, self.goal, self.indicator)

    def held_target(self, year: int) -> HeldTarget | None:
        """Which target a year is judged by; None where it has one of its own, or none."""
        own = not isinstance(self.indicator.annual_targets[year], Blank | NotApplicable)
        return None if own else held_target(self.sheet, self.goal, self.indicator, year)

    def target_of(self, year: int) -> AnyCell:
        """Target of one year, of the sheet's window or not; a blank where there is none."""
        return target_of_year(self.sheet, self.goal, self.indicator, year)

    @cached_property
    def years(self) -> tuple[YearResult, ...]:
        """Results by fiscal year of the sheet's window."""
        with in_calendar(self.sheet.calendar):
            return tuple(self._year(year) for year in self.sheet.window)

    def year(self, year: int) -> YearResult:
        """Result of one fiscal year."""
        return next(result for result in self.years if result.year == year)

    @cached_property
    def latest(self) -> YearResult | None:
        """Latest year with a figure; it may lie before the sheet's year."""
        known = [result for result in self.years if isinstance(result.cell, Quantity)]
        return known[-1] if known else None

    @property
    def unit(self) -> str:
        """Unit of its latest figure, or else the one declared; '' where there is none."""
        cell = self.latest.cell if self.latest else None
        return cell.unit if isinstance(cell, Quantity) else self.indicator.unit or ""

    @property
    def unit_of_change(self) -> Bilingual:
        """Unit of a difference between its figures: percentages differ by points."""
        return POINTS if self.unit in ("％", "%") else Bilingual(self.unit, self.unit)

    @cached_property
    def target(self) -> AnyCell:
        """Final target as printed; one in words with its level, unless that is a yearly one."""
        year, printed = self.term.year or self.sheet.fiscal_year, self.indicator.target
        cell = leveled(self.sheet, self.goal, self.indicator, printed, year)
        return printed if isinstance(cell, Quantity) and _is_yearly(cell) else cell

    @cached_property
    def final_target(self) -> TargetPoint | None:
        """Final target; where the form has none, the latest annual target."""
        cell = self.target
        if isinstance(cell, Quantity):
            return TargetPoint(cell=cell, term=self.term)
        annual = [
            TargetPoint(cell=cell, term=Term(year=year))
            for year in self.sheet.window
            if isinstance(cell := self.target_of(year), Quantity) and not _is_yearly(cell)
        ]
        return annual[-1] if annual else None

    @cached_property
    def at_latest(self) -> Latest | None:
        """The latest figure with what it is judged by."""
        latest = self.latest
        if latest is None or not isinstance(latest.cell, Quantity):
            return None
        previous = self.calculations.previous(latest.year, latest.cell)
        start = self.indicator.baseline
        comparable = isinstance(start, Quantity) and self.criteria.same_unit(start, latest.cell)
        return Latest(
            criteria=self.criteria,
            year=latest.year,
            cell=latest.cell,
            target=latest.target,
            final=self.final_target,
            baseline=self.baseline if comparable else None,
            previous=previous.value if previous else None,
            series=self.series,
        )

    @cached_property
    def level(self) -> Level | None:
        """Latest figure against the target of its year, or the final one if its year has none.

        None where no rate is defined: no target, another unit, or a direction that is not known.
        """
        latest = self.at_latest
        target = latest.own or latest.final if latest else None
        if latest is None or target is None:
            return None
        if not self.criteria.same_unit(latest.cell, target.cell):
            return None
        levels = self.calculations.levels(latest.cell, target.cell)
        rates = [figure for figure in levels if figure.function == "level_rate"]
        return Level(target=target, rate=rates[0]) if rates and rates[0].value is not None else None

    @cached_property
    def outlook(self) -> Outlook | None:
        """Whether the latest figure is on course for a target with a year still to come.

        None where there is no such target: its year is 毎年度, or over, and the annual rule judges.
        """
        final, latest = self.final_target, self.latest
        if final is None or final.year is None or final.year <= self.sheet.fiscal_year:
            return None
        if latest is None:
            return "unknown"
        met = self.criteria.met(latest.cell, final.cell).value
        if met is True:
            return "reached"
        on_line = latest.figure("on_line")
        if met is False and on_line and on_line.code in ("maintain", "step_back"):
            return "behind"
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

    @cached_property
    def calculations(self) -> Calculations:
        """What its figures allow to calculate."""
        return Calculations(
            criteria=self.criteria,
            final=self.final_target,
            baseline=self.baseline,
            series=self.series,
        )

    def _year(self, year: int) -> YearResult:
        cell, target = self.indicator.actuals[year], self.target_of(year)
        return YearResult(
            year=year,
            cell=cell,
            target=target,
            judgement=self._annual(year, cell, target),
            figures=tuple(self.calculations.of_year(year, cell, target)),
        )

    def _annual(self, year: int, cell: AnyCell, target: AnyCell) -> Judgement:
        state, decision = _STATES.get(type(cell)), self.indicator.decision_of(year)
        if isinstance(target, Quantity):
            made = self._held_against(cell, target, state, self.held_target(year))
            if made.decided or decision is None:
                return made
        if isinstance(target, OpenTarget) and isinstance(cell, Quantity) and decision is None:
            return refuse(annual.PRESET, target.reason)
        if isinstance(target, OtherPeriod) and decision is None:
            return refuse(annual.PRESET, not_decidable("other_period", printed=target.printed))
        if decision is not None or isinstance(target, Narrative):
            said = annual.Inputs(target=f"「{target.printed}」", state=state, decision=decision)
            return apply(annual.PRESET, said)
        return apply(annual.PRESET, annual.Inputs(state=state))

    def _held_against(
        self, cell: AnyCell, target: Quantity, state: annual.State | None, held: HeldTarget | None
    ) -> Judgement:
        """Judge by the figures alone: no recorded decision overrules them."""
        criterion = self.criteria.of(target)
        inputs = annual.Inputs(actual=value_of(cell), state=state, **criterion)
        why = self.criteria.incomparable(cell, target)
        made = refuse(annual.PRESET, why, inputs) if why else apply(annual.PRESET, inputs)
        said = [_UNDATED] if held and held.term == Term() else []
        said += [target.how] if isinstance(target, ComputedTarget) else []
        said += [_one_of_several(held)] if held and self.indicator.targets else []
        for before in said:
            made = replace(made, reasoning=_THEN.format(before=before, after=made.reasoning))
        return made

    @cached_property
    def baseline(self) -> Start | None:
        """Baseline and its year, where the form prints a figure in the actuals' unit."""
        cell, target = self.indicator.baseline, self.final_target
        if not isinstance(cell, Quantity):
            return None
        if target and not self.criteria.same_unit(cell, target.cell):
            return None
        return {"baseline": cell.value, "baseline_year": self.baseline_year}

    @cached_property
    def series(self) -> dict[int, Decimal]:
        """Actual figures by year in the latest one's unit, those before the window included."""
        cells = {year: cell for span, cell in self.indicator.actuals.spans() for year in span.years}
        figures = {y: cell for y, cell in sorted(cells.items()) if isinstance(cell, Quantity)}
        last = next(reversed(figures.values()), None)
        alike = self.criteria.same_unit
        return {y: each.value for y, each in figures.items() if last and alike(each, last)}

    # By a preset

    def judged(self, preset: str, **options: object) -> Judgement:
        """Judge the latest figure by `preset`; what cannot be judged is said to be undecided."""
        if preset == "annual":
            return self.year(self.sheet.fiscal_year).judgement
        with in_calendar(self.sheet.calendar):
            return judge_latest(preset, self.at_latest, options)

    def standing(self) -> Standing:
        """Return what the five-step rule asks of an indicator."""
        result = self.year(self.sheet.fiscal_year)
        grade = result.judgement.grade
        source = self.latest
        return Standing(
            name=self.label,
            main=self.indicator.main,
            met={"met": True, "missed": False}.get(grade),
            progress=source.number("progress") if source else None,
            pace=source.number("pace") if source else None,
        )


def _one_of_several(held: HeldTarget) -> Bilingual:
    since = _SINCE.format(text=revision_text(held.since)) if held.since else NOTHING
    return _OF_SEVERAL.format(target=in_one_line(held.cell.printed), since=since)


def _is_yearly(target: Quantity) -> bool:
    """Whether a target's level is another one in each year, so that no way leads to it."""
    return isinstance(target, ComputedTarget) and target.yearly


@dataclass(frozen=True, kw_only=True)
class Execution:
    """執行率 of one line of the budget in one fiscal year."""

    line: BudgetLineName | Literal["lines"]  # lines: those of the form's own
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

    def by_preset(self) -> dict[str, int]:
        """How many indicators have each grade of the chosen preset, by its symbol and label.

        Of a preset that judges each year, or the sheet, there is nothing to count here.
        """
        preset = PRESETS[self.preset]
        if not preset.of_latest:
            return {}
        given = Counter(r.judged(self.preset, **self.options).grade for r in self.results)
        bands: Any = self.options.get("bands") or ()
        own = read_bands(bands)[1] if bands else ()
        known = (*(each.grade for each in (*own, *preset.grades)), *given)
        return {grade: given[grade] for grade in dict.fromkeys(known)}

    @property
    def headed_by(self) -> Headline:
        """What heads its report, as its form or, where that says nothing, its targets have it."""
        wanted = self.sheet.profile.headline
        if self.sheet.results == "none":
            return "plan"
        if wanted == "published" and self._graded():
            return "published"
        if wanted == "final" and any(each.outlook for each in self.results):
            return "final"
        return "final" if wanted != "annual" and self._only_final_targets() else "annual"

    def _graded(self) -> bool:
        """Whether the ministry itself has graded an indicator in the sheet's year."""
        year = self.sheet.fiscal_year
        return any(year in each.published for _, each in self.sheet.indicators())

    def _only_final_targets(self) -> bool:
        """Whether only final targets say how it goes: no indicator has a target of any year yet."""
        annual = any(r.indicator.annual_targets.root for r in self.results)
        grades = {year.judgement.grade for r in self.results for year in r.years}
        return not annual and grades <= {"no_target"} and any(r.outlook for r in self.results)

    def outlooks(self, number: str | None = None) -> dict[Outlook, int]:
        """How many indicators are on course for a final target still to come."""
        counts = Counter(r.outlook for r in self.of_goal(number) if r.outlook)
        return {outlook: counts[outlook] for outlook in OUTLOOKS}

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


def assess_sheet(
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
        A name in `evalkit.assess.judge.presets.PRESETS`.
    as_of : date
        Decides which results are overdue; without it, none is.
    options : mapping
        What the preset takes from the parameters file: bands and their function, close_pace.

    Returns
    -------
    Assessment
        With a result for each indicator, in the order of the form.

    Raises
    ------
    ValueError, TypeError
        If the preset or one of its options is unknown.

    Examples
    --------
    >>> from evalkit.sheet.load import read_sheet
    >>> made = assess_sheet(read_sheet("params/fy2012/7-2.yaml"))
    >>> made.distribution()["missed"], made.results[2].label, made.results[2].latest.year
    (4, '1-③', 2011)
    """
    results = indicator_results(sheet)
    chosen = dict(options or {})
    overall, rows = _overall(results, chosen) if preset == five_step.PRESET.name else (None, ())
    return Assessment(
        sheet=sheet,
        preset=preset,
        as_of=as_of,
        results=results,
        overall=overall,
        sensitivity=rows,
        executions=tuple(_executions(sheet)),
        options=chosen,
    )


def indicator_results(sheet: Sheet) -> tuple[IndicatorResult, ...]:
    """What there is to say of every indicator, and of every named row under one, in their order."""
    return tuple(
        IndicatorResult(
            sheet, goal, row, ("achievement_goals", place, "indicators", number, *below)
        )
        for place, goal in enumerate(sheet.achievement_goals)
        for number, each in enumerate(goal.indicators)
        for below, row in _rows(sheet, goal, each)
    )


def _rows(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator
) -> Iterator[tuple[KeyPath, Indicator]]:
    """Rows of an indicator that are judged, their figures settled as those of indicators are."""
    heads = goal.table(indicator)
    for below, row in indicator.rows():
        settled = not below and not indicator.parts
        yield below, row if settled else row.by_year(near=sheet.own_year, heads=heads).in_one_unit()


def _overall(
    results: Sequence[IndicatorResult], options: Mapping[str, Any]
) -> tuple[Judgement, tuple[Sensitivity, ...]]:
    """Step of the sheet, and the indicators that would change it where the main ones are named."""
    standings = [result.standing() for result in results]
    inputs = five_step.Inputs(indicators=standings, **options)
    declared = any(standing.main for standing in standings)
    rows = sensitivity(inputs) if declared else ()
    return apply(five_step.PRESET, inputs), tuple(row for row in rows if row.changes)


def _executions(sheet: Sheet) -> Iterator[Execution]:
    for column in sheet.budget.line_columns() if sheet.budget else ():
        if "executed" in column.cells:
            amounts = {"executed": column.value("executed"), "total": column.value("total")}
            figure = compute("execution_rate", **amounts)
            yield Execution(line=column.line, year=column.year, figure=figure)
    yield from _free_executions(sheet.budget) if sheet.budget else ()


def _free_executions(budget: Budget) -> Iterator[Execution]:
    """執行率 of a budget table whose lines are the form's own."""
    free = {each.role: each for each in budget.lines}
    total, executed = free.get("total"), free.get("executed")
    if not (total and executed):
        return
    for year in executed.amounts:
        amounts = {"executed": executed.value(year), "total": total.value(year)}
        yield Execution(line="lines", year=year, figure=compute("execution_rate", **amounts))
