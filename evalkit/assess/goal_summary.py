"""What an index of many goals needs to know of one: small, frozen, kept beside the reports.

Grades are counts and rates stay with their indicator or their line of the budget: nothing here is
averaged, and nothing that can be counted from the rest is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from evalkit.assess.assessment import ANNUAL, Assessment, Due, IndicatorResult, YearResult
from evalkit.assess.audit import SEVERITIES, Finding, Severity
from evalkit.assess.compare import Comparison
from evalkit.assess.compare.change import Group
from evalkit.assess.judge.methods import NotComputable, execution_rate
from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.published import published_grades
from evalkit.assess.report_data import ReportData
from evalkit.sheet.bilingual import NOTHING, Bilingual, Language
from evalkit.sheet.budget import Budget, BudgetLineName
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.cells.money import THOUSAND_YEN, rescaled
from evalkit.sheet.characters import shortened
from evalkit.sheet.form_profile import Word
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.record import Record
from evalkit.sheet.references import indicator_label
from evalkit.sheet.text import in_one_line


class Figure(Record):
    """A figure as it is compared, without the notes of its cell."""

    value: Decimal
    unit: str
    comparator: str
    second: Decimal | None = None  # of 7件（27件）, or the upper end of a range


class MissedYear(Record):
    """A fiscal year in which an indicator missed its target."""

    year: int
    actual: Figure | str  # a text where people have decided that a target in words was missed
    target: Figure | str
    level_rate: Decimal | None  # actual as a share of the target, unrounded


class YearFigure(Record):
    """A figure with its fiscal year."""

    year: int
    figure: Figure | str


class Awaited(Record):
    """A result that the sheet still expects."""

    year: int
    target: Figure | str  # of that year
    printed: str  # 10月頃
    day: date | None  # last day of what is printed; None if it cannot be told

    def overdue(self, as_of: date | None) -> bool:
        """Whether the result should be there by now; without a day to ask on, it is not."""
        return bool(as_of and self.day and as_of > self.day)


class IndicatorSummary(Record):
    """One indicator: its grade in the sheet's year, what it missed, what is awaited of it."""

    goal: str  # number of its 達成目標
    no: str
    name: str
    grade: str  # by the annual rule
    missed: tuple[MissedYear, ...]
    awaited: tuple[Awaited, ...]
    latest: YearFigure | None  # the latest figure there is
    findings: tuple[int, ...]  # numbers of the errors and warnings on its cells
    notes: int  # findings on its cells that are neither
    undecided: Bilingual | None  # why its grade is not_decidable

    @property
    def label(self) -> str:
        """Number as people say it: 1-③."""
        return indicator_label(self.goal, self.no)


class FindingSummary(Record):
    """An error or a warning of the audit, with its number in the report's list."""

    number: int
    severity: Severity
    title: Bilingual
    place: Bilingual
    printed: str  # what stands there, in one line


class Spent(Record):
    """One line of the budget in the latest fiscal year whose books are closed, in thousand yen."""

    line: BudgetLineName | Literal["lines"]  # lines: those of the form's own
    year: int
    executed: Decimal | None  # None: the form has no such line, or no amount there
    total: Decimal

    @property
    def rate(self) -> Decimal | None:
        """執行率, unrounded; None of a budget of nothing, or of which nothing is known."""
        if self.executed is None:
            return None
        try:
            return execution_rate(executed=self.executed, total=self.total)
        except NotComputable:
            return None


class ChangeCounts(Record):
    """How much has changed since the sheet of `since`."""

    since: int  # fiscal year
    groups: dict[Group, int]
    flips: int  # restated values that turn a judgement or an outlook


class GoalSummary(Record):
    """One policy goal in one fiscal year, as an index shows it."""

    number: str
    name: str
    ministry: str
    division: str
    fiscal_year: int
    as_of: date | None
    language: Language  # of its report
    indicators: tuple[IndicatorSummary, ...]
    findings: tuple[FindingSummary, ...]  # errors and warnings that stand, the gravest first
    notes: int  # findings that are neither
    spent: tuple[Spent, ...]
    changes: ChangeCounts | None  # None: there is no sheet of last year
    published: dict[str, int] = Field(default_factory=dict)  # indicators by the ministry's grades
    evaluation: str = ""  # the ministry's own conclusion, as printed
    by_preset: dict[str, int] = Field(default_factory=dict)  # indicators by the chosen rule
    preset: Bilingual = NOTHING  # what that rule is called
    is_plan: bool = False  # its form has no results, so that nothing is judged
    words: dict[str, Word] = Field(default_factory=dict)  # of its form, by the keys of the sheet

    def grades(self) -> dict[str, int]:
        """How many indicators have each grade of the annual rule; none of a plan."""
        judged = () if self.is_plan else self.indicators
        counts = Counter(indicator.grade for indicator in judged)
        return {grade: counts[grade] for grade in ANNUAL}

    def severities(self) -> dict[Severity, int]:
        """How many findings of each severity stand."""
        counts = Counter(finding.severity for finding in self.findings)
        return {name: counts[name] for name in SEVERITIES} | {"info": self.notes}

    def missed(self) -> Iterator[tuple[IndicatorSummary, MissedYear]]:
        """Every target that was missed, of the sheet's year and of those before."""
        return ((each, year) for each in self.indicators for year in each.missed)

    def awaited(self) -> Iterator[tuple[IndicatorSummary, Awaited]]:
        """Every result that is still unknown."""
        return ((each, due) for each in self.indicators for due in each.awaited)

    def overdue(self) -> int:
        """How many results should be there by now."""
        return sum(due.overdue(self.as_of) for _, due in self.awaited())

    def grave(self, indicator: IndicatorSummary) -> tuple[FindingSummary, ...]:
        """Errors and warnings on the cells of `indicator`, the gravest first."""
        return tuple(each for each in self.findings if each.number in indicator.findings)


def summarise(facts: ReportData) -> GoalSummary:
    """Summarise what is known of a sheet.

    Examples
    --------
    >>> from evalkit.assess.report_data import gather
    >>> from evalkit.sheet.load import parse_sheet
    >>> sheet = parse_sheet('''
    ... ministry: 文部科学省
    ... fiscal_year: 2012
    ... policy_goal: {number: 7-2, name: 例}
    ... achievement_goals:
    ...   - no: 1
    ...     name: 例
    ...     indicators:
    ...       - {no: 1, name: 例, kind: outcome, actuals: {2012: 88％}, target: 90％以上}
    ...     tables: {outcome: {target: 毎年度}}
    ... ''')
    >>> made = summarise(gather(sheet))
    >>> [(each.label, str(year.actual.value)) for each, year in made.missed()]
    [('1-①', '88')]
    """
    sheet, assessment, findings = facts.sheet, facts.assessment, facts.findings
    standing = [each for each in findings if not each.accepted]
    grave = [each for each in standing if each.severity != "info"]
    about = by_indicator(standing)
    is_plan = sheet.results == "none"
    return GoalSummary(
        number=sheet.policy_goal.number,
        name=sheet.policy_goal.name,
        ministry=sheet.ministry,
        division=sheet.lead_division,
        fiscal_year=sheet.fiscal_year,
        as_of=assessment.as_of,
        language=facts.parameters.language,
        indicators=tuple(_indicator(result, about) for result in assessment.results),
        findings=tuple(map(_finding, grave)),
        notes=len(standing) - len(grave),
        spent=tuple(_spent(assessment)),
        changes=_changes(facts.comparison) if facts.comparison else None,
        published=published_grades(sheet),
        evaluation=sheet.evaluation.result if sheet.evaluation else "",
        by_preset={} if is_plan else assessment.by_preset(),
        preset=PRESETS[assessment.preset].label,
        is_plan=is_plan,
        words={key: word for key, word in sheet.profile.words.items() if word.ja},
    )


def _indicator(
    result: IndicatorResult, findings: Mapping[KeyPath, Sequence[Finding]]
) -> IndicatorSummary:
    sheet, indicator = result.sheet, result.indicator
    own = findings.get(result.path, ())
    grave = tuple(each.number for each in own if each.severity != "info")
    return IndicatorSummary(
        goal=result.goal.no,
        no=indicator.no,
        name=indicator.name,
        grade=result.year(sheet.fiscal_year).judgement.grade,
        missed=tuple(_missed(result, y) for y in result.years if y.judgement.grade == "missed"),
        awaited=tuple(_awaited(result, due) for due in result.dues(None)),
        latest=_latest(result),
        findings=grave,
        notes=len(own) - len(grave),
        undecided=_undecided(result),
    )


def by_indicator(findings: Iterable[Finding]) -> Mapping[KeyPath, Sequence[Finding]]:
    """Findings by the path of each indicator of which a cell is meant, or was used."""
    found: dict[KeyPath, list[Finding]] = defaultdict(list)
    for each in findings:
        for place in {path[:4] for path in (each.path, *each.related)}:
            found[place].append(each)
    return found


def _awaited(result: IndicatorResult, due: Due) -> Awaited:
    target = _figure(result.year(due.year).target)
    return Awaited(year=due.year, target=target, printed=due.printed, day=due.day)


def _latest(result: IndicatorResult) -> YearFigure | None:
    latest = result.latest
    if latest is None:
        return None
    return YearFigure(year=latest.year, figure=_figure(latest.cell))


def _undecided(result: IndicatorResult) -> Bilingual | None:
    judgement = result.year(result.sheet.fiscal_year).judgement
    if judgement.grade != "not_decidable" or result.sheet.results == "none":
        return None
    return judgement.reasoning


def _missed(result: IndicatorResult, year: YearResult) -> MissedYear:
    actual, target = (_figure(cell) for cell in (year.cell, year.target))
    rate = year.number("level_rate")
    return MissedYear(year=year.year, actual=actual, target=target, level_rate=rate)


def _figure(cell: AnyCell) -> Figure | str:
    if not isinstance(cell, Quantity):
        return cell.printed
    return Figure(
        value=cell.as_printed(cell.value),
        unit=cell.printed_unit,
        comparator=cell.comparator,
        second=None if cell.second is None else cell.as_printed(cell.second),
    )


def _finding(finding: Finding) -> FindingSummary:
    return FindingSummary(
        number=finding.number, severity=finding.severity, title=finding.title, place=finding.place,
        printed=shortened(in_one_line(finding.printed)),
    )  # fmt: skip


def _spent(assessment: Assessment) -> Iterator[Spent]:
    """The latest closed year of each line of the budget; of lines without one, the latest."""
    budget = assessment.sheet.budget
    if not budget:
        return
    latest: dict[str, Spent] = {}
    for each in assessment.executions:
        executed, total = (each.figure.inputs[name] for name in ("executed", "total"))
        is_later = each.line not in latest or each.year > latest[each.line].year
        if is_later and isinstance(executed, Decimal) and isinstance(total, Decimal):
            latest[each.line] = Spent(
                line=each.line, year=each.year,
                executed=_thousands(executed, budget), total=_thousands(total, budget),
            )  # fmt: skip
    yield from latest.values() if latest else _unspent(budget)


def _unspent(budget: Budget) -> Iterator[Spent]:
    """The latest amount of a table of the form's own lines that has no executed amounts."""
    free = {each.role: each for each in budget.lines}
    line = free.get("total") or free.get("initial") or free.get("request")
    amounts = line.amounts if line else {}
    known = {year: amount for year in amounts if line and (amount := line.value(year)) is not None}
    if known:
        year, total = max(known.items())
        yield Spent(line="lines", year=year, executed=None, total=_thousands(total, budget))


def _thousands(amount: Decimal, budget: Budget) -> Decimal:
    return rescaled(amount, budget.table_unit, THOUSAND_YEN)


def _changes(comparison: Comparison) -> ChangeCounts:
    counts = Counter(change.group for change in comparison.changes)
    return ChangeCounts(
        since=comparison.old.fiscal_year, groups=dict(counts), flips=comparison.flips
    )
