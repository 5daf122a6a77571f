"""What the checks look at: a form, and the walks through its parts, each with its paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from evalkit.assess.assessment import Assessment
from evalkit.assess.audit.budget import BudgetColumn, columns_of
from evalkit.assess.audit.indicators import (
    Group,
    IndicatorRow,
    Line,
    amounts_of,
    by_table,
    grouped,
    indicator_rows,
)
from evalkit.assess.audit.passages import Passage, passages
from evalkit.assess.audit.programmes import ProgrammeRow, programme_rows, same_programmes
from evalkit.assess.audit.word_lists import WordLists, house_words
from evalkit.assess.published import PublishedYear, published_years
from evalkit.sheet.cells import Cell
from evalkit.sheet.fields import Series
from evalkit.sheet.fiscal import fiscal_year_of
from evalkit.sheet.model import AchievementGoal, DataSource, Picture, Sheet
from evalkit.sheet.paths import KeyPath


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form under audit: its assessed sheet, and what is known beside it."""

    assessment: Assessment
    previous: Sheet | None  # last year's sheet
    filed_under: int | None = None  # fiscal year of the sheet's folder, fy2012
    words: WordLists = field(default_factory=house_words)

    @property
    def sheet(self) -> Sheet:
        """The sheet under audit."""
        return self.assessment.sheet

    @property
    def as_of(self) -> date | None:
        """Day that decides which results are overdue."""
        return self.assessment.as_of

    @cached_property
    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Every indicator, in the order of the form."""
        return indicator_rows(self.assessment.results)

    @cached_property
    def published(self) -> tuple[PublishedYear, ...]:
        """Every year of every indicator of which the ministry published results."""
        return tuple(each for row in self.indicators for each in published_years(row.result))

    @cached_property
    def programmes(self) -> tuple[ProgrammeRow, ...]:
        """Every programme of every table, the reference table last."""
        return programme_rows(self.sheet, self.words)

    @cached_property
    def programme_groups(self) -> tuple[tuple[ProgrammeRow, ...], ...]:
        """Every programme with its rows, one a table; the rows of :attr:`programmes`, by name."""
        return same_programmes(self.programmes)

    @cached_property
    def budget_columns(self) -> tuple[BudgetColumn, ...]:
        """Every line of the policy's budget in every fiscal year, in the order of the form."""
        return tuple(columns_of(self.sheet))

    @cached_property
    def sources(self) -> tuple[SourcePart, ...]:
        """Every data source with its path."""
        numbered = enumerate(self.sheet.data_sources)
        return tuple(SourcePart(("data_sources", n), source) for n, source in numbered)

    @cached_property
    def texts(self) -> tuple[Passage, ...]:
        """Every text of the sheet with its path."""
        return passages(self.sheet)

    def is_over(self, year: int) -> bool:
        """Whether a year is over: neither after the sheet's nor that in which the audit is made."""
        made_in = fiscal_year_of(self.as_of) if self.as_of else year + 1
        return year <= self.sheet.fiscal_year and year < made_in

    def has(self, *section: str) -> bool:
        """Whether the form has a section: its file names it, or a モニタリング is to have it."""
        return self.sheet.has(*section)

    def printed(self, path: KeyPath) -> str:
        """What the form prints at a path; "" where it prints no single text there.

        Years are texts in a path, and keys in a series: ``(…, "actuals", "2008-2010")``.
        """
        value: Any = self.sheet
        for step in path:
            value = _below(value, step)
        return str(value) if isinstance(value, str | int | Cell | Picture) else ""


def _below(value: Any, step: str | int) -> Any:
    if isinstance(value, Series):
        return next((cell for span, cell in value.spans() if str(span) == step), None)
    if isinstance(value, Mapping):
        return next((below for key, below in value.items() if str(key) == str(step)), None)
    if isinstance(value, tuple) and isinstance(step, int):
        return value[step] if step < len(value) else None
    return getattr(value, str(step), None)


class GoalPart(NamedTuple):
    """An achievement goal and where it stands."""

    path: KeyPath
    goal: AchievementGoal
    form: Form

    @property
    def printed(self) -> str:
        """Its name."""
        return self.goal.name

    @property
    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Its indicators."""
        return tuple(row for row in self.form.indicators if row.goal is self.goal)


class SourcePart(NamedTuple):
    """A data source and where it stands."""

    path: KeyPath
    source: DataSource

    @property
    def printed(self) -> str:
        """What the form says of the source."""
        return self.source.text


# Walks: what a check may be `over` ----------------------------------------------------------------


def whole(form: Form) -> Iterator[Form]:
    """Walk over the form as one, for a check that holds parts against each other."""
    yield form


def goals(form: Form) -> Iterator[GoalPart]:
    """Walk over the achievement goals."""
    for place, goal in enumerate(form.sheet.achievement_goals):
        yield GoalPart(path=("achievement_goals", place), goal=goal, form=form)


def indicators(form: Form) -> tuple[IndicatorRow, ...]:
    """Walk over the indicators."""
    return form.indicators


def published(form: Form) -> tuple[PublishedYear, ...]:
    """Walk over the results that the ministry published, year by year of each indicator."""
    return form.published


def indicator_tables(form: Form) -> Iterator[tuple[IndicatorRow, ...]]:
    """Walk over the printed tables of indicators, each with its rows."""
    return grouped(form.indicators, by_table)


def series(form: Form) -> Iterator[Line]:
    """Walk over the rows of results: the actuals of every indicator, the rows of its 別表."""
    for row in form.indicators:
        yield from row.series


def figure_groups(form: Form) -> Iterator[Group]:
    """Walk over figures that ought to be alike: of an indicator, a 別表, a table of money."""
    for row in form.indicators:
        yield row.group
        if lines := row.breakdown(mean=True):
            yield Group.of(lines, (*row.path, "breakdown"), form.sheet)
    yield from money_groups(form)


def money_groups(form: Form) -> Iterator[Group]:
    """Walk over the tables of money, each with its figures: of the programmes, of the budget."""
    for lines in amount_tables(form):
        yield Group.of(lines, lines[0].path[:-1], form.sheet)
    yield Group.of(budget_items(form), ("budget",), form.sheet)


def amount_tables(form: Form) -> Iterator[tuple[Line, ...]]:
    """Walk over the tables of programmes, each with its rows of amounts."""
    for table in programme_tables(form):
        yield tuple(
            Line(
                path=row.path,
                name=row.measure.name,
                figures=amounts_of((*row.path, "budget"), row.measure.budget),
            )
            for row in table
        )


def budget_items(form: Form) -> Iterator[Line]:
    """Walk over the items of every line of the policy's budget, each with its amounts."""
    for line, record in form.sheet.budget.fixed_lines() if form.sheet.budget else ():
        for item, cells in record.items():
            path = ("budget", line, item)
            yield Line(path=path, name=item, figures=amounts_of(path, cells))


def programmes(form: Form) -> tuple[ProgrammeRow, ...]:
    """Walk over the rows of every table of programmes."""
    return form.programmes


def programme_tables(form: Form) -> Iterator[tuple[ProgrammeRow, ...]]:
    """Walk over the printed tables of programmes, each with its rows."""
    return (tuple(rows) for _, rows in groupby(form.programmes, key=lambda row: row.path[:-1]))


def repeated_programmes(form: Form) -> Iterator[tuple[ProgrammeRow, ...]]:
    """Walk over the programmes that several tables print, each with its rows."""
    return (group for group in form.programme_groups if len(group) > 1)


def budget_columns(form: Form) -> tuple[BudgetColumn, ...]:
    """Walk over the policy's budget: every line in every fiscal year."""
    return form.budget_columns


def budget_lines(form: Form) -> Iterator[tuple[BudgetColumn, ...]]:
    """Walk over the lines of the policy's budget, each with its fiscal years."""
    return (tuple(line) for _, line in groupby(form.budget_columns, key=lambda each: each.line))


def texts(form: Form) -> tuple[Passage, ...]:
    """Walk over the texts."""
    return form.texts
