"""Results that a target waits for: still being compiled, overdue, or not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evalkit.assess.audit.form import Form, whole
from evalkit.assess.audit.indicators import IndicatorRow, by_goal, by_table, grouped
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.wording import listed
from evalkit.sheet.bilingual import COMMA, Bilingual
from evalkit.sheet.cells import Narrative, NotStarted, OtherPeriod, Pending, Quantity
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import shown, year_text


@check(
    "pending",
    "info",
    over=whole,
    title=Bilingual("調査中の実績値", "Results still being compiled"),
    why=Bilingual(
        "調査中の年度は達成を判断できず、公表後の追記が要る。",
        "A year still being compiled cannot be judged, and must be filled in later.",
    ),
    says=Bilingual("{rows}の実績値が調査中である。", "Still being compiled: {rows}."),
    do=Bilingual("結果が出た後、値と判断を追記する。", "Fill in figure and judgement once known."),
)
def pending_results(form: Form) -> Iterator[Hit]:
    """Results still to come, goal by goal, with when they are due."""
    for group in grouped(form.indicators, by_goal):
        dues = [(row, due) for row in group for due in row.result.dues(form.as_of)]
        waiting = [(row, due) for row, due in dues if not due.overdue]
        by_date: dict[str, list[IndicatorRow]] = {}
        for row, due in waiting:
            by_date.setdefault(due.printed, []).append(row)
        parts = [_dated(when, rows) for when, rows in by_date.items()]
        if waiting:
            first, *others = [_actual(row, due.year) for row, due in waiting]
            yield hit(first, related=others, rows=Bilingual.join(parts, COMMA))


def _dated(when: str, rows: list[IndicatorRow]) -> Bilingual:
    named = listed(rows)
    return Bilingual(f"{named}（{when or '時期の記載なし'}）", f"{named} ({when or 'no date'})")


@check(
    "overdue",
    "warning",
    over=whole,
    title=Bilingual("予定時期を過ぎた調査中", "A result past its due date"),
    why=Bilingual(
        "予定の時期を過ぎた「調査中」は、追記の漏れであることが多い。",
        "調査中 after the date printed beside it is often an update forgotten.",
    ),
    says={
        "later": Bilingual(
            "{year}は調査中のままだが、後の{later}の実績値{value}がある。",
            "{year} is still being compiled, but the later {later} has {value}.",
        ),
        "date": Bilingual(
            "公表予定「{printed}」（{day}まで）を、{today}の時点で過ぎている。",
            "Due “{printed}” (by {day}), and it is {today}.",
        ),
    },
    do=Bilingual("結果を確かめて記す。", "Find out the result, and fill it in."),
)
def overdue_results(form: Form) -> Iterator[Hit]:
    """Results whose printed due date is over, and those of years before a known one."""
    for row in form.indicators:
        for due in row.result.dues(form.as_of):
            at = _actual(row, due.year)
            later = next((each for each in row.actuals if (each.year or 0) > due.year), None)
            if later:
                year, then = year_text(due.year), year_text(later.year)
                yield hit(at, "later", year=year, later=then, value=shown(later.cell))
            elif due.overdue:
                day, today = str(due.day), str(form.as_of)
                yield hit(at, "date", printed=due.printed, day=day, today=today)


@check(
    "target-without-actual",
    "warning",
    over=whole,
    title=Bilingual("目標値のある年度の実績値の欠落", "A target without a result"),
    why=Bilingual(
        "目標を置いた年度の実績が空欄では、達成を判断できない。",
        "A year with a target and no result cannot be judged.",
    ),
    says={
        "": Bilingual(
            "{years}には目標値（{target}）があるが、実績値は数値でない。",
            "{years}: a target ({target}), and no figure for the actual.",
        ),
        "several": Bilingual(
            "{rows}の{years}には目標値（{target}など）があるが、実績値は数値でない。",
            "{rows}, {years}: targets ({target}), and no figure for the actual.",
        ),
    },
    do=Bilingual(
        "実績値を記すか、測れない理由を注記する。",
        "Give the actual, or say in a note why it cannot be measured.",
    ),
)
def target_without_result(form: Form) -> Iterator[Hit]:
    """Years with a target of their own and a dash, or words, instead of a figure; table by table.

    Not years that are still to come, or not over yet.
    """
    over = [year for year in form.sheet.window if form.is_over(year)]
    lacks = {row.path: _lacking(row, over) for row in form.indicators}
    rows = (row for row in form.indicators if lacks[row.path].years)
    for group in grouped(rows, lambda row: (by_table(row), lacks[row.path])):
        first, years = group[0], lacks[group[0].path].years
        target = _own_target(first, years[0])
        yield hit(
            _actual(first, years[0]),
            "several" if len(group) > 1 else "",
            severity="info" if lacks[first.path].explained else None,
            related=[_actual(row, years[0]) for row in group[1:]],
            rows=listed(group),
            years=year_text(*years),
            target=shown(target) if target else "",
        )


class _Lack(NamedTuple):
    """Years of an indicator that have a target and no result."""

    years: tuple[int, ...]
    explained: bool  # by words instead of each figure


def _lacking(row: IndicatorRow, years: Sequence[int]) -> _Lack:
    cells = {year: row.actual(year) for year in years if _own_target(row, year)}
    known = Quantity | Pending | OtherPeriod
    without = {year: cell for year, cell in cells.items() if not isinstance(cell, known)}
    explained = all(isinstance(cell, Narrative | NotStarted) for cell in without.values())
    return _Lack(years=tuple(without), explained=explained)


def _own_target(row: IndicatorRow, year: int) -> Quantity | None:
    """The target in the column of this year alone: not one cell for every year."""
    span, cell = row.indicator.annual_targets.span(year), row.indicator.annual_targets[year]
    return cell if isinstance(cell, Quantity) and span.first == span.last else None


def _actual(row: IndicatorRow, year: int) -> KeyPath:
    return (*row.path, "actuals", str(row.indicator.actuals.span(year)))
