"""The years of targets: which are missing, too early, over, or still without a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from evalkit.assess.assessment import Due
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import Figure, IndicatorRow, by_goal, by_table, grouped, rows
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import due_text, listed, say
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import (
    AnyCell,
    Blank,
    Narrative,
    NotApplicable,
    NotStarted,
    OtherPeriod,
    Pending,
    Quantity,
)
from evalkit.sheet.fiscal import Term, fiscal_year_of, read_term
from evalkit.sheet.model import own_label, target_term
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import shown, year_text
from evalkit.sheet.text import fold

# Years without a target ---------------------------------------------------------------------------

_FEWEST_YEARS = 3  # with fewer years of results before it, a first target is no afterthought


def _none(cell: AnyCell) -> bool:
    return isinstance(cell, NotApplicable | Blank)


def _has_annual_target(row: IndicatorRow) -> bool:
    return any(not _none(cell) for _, cell in row.indicator.annual_targets.spans())


@check(
    "no-target",
    "info",
    title=Bilingual("目標値のない指標", "Indicators without any target"),
    why=Bilingual(
        "目標がなければ達成したかを判断できない。",
        "Without a target nothing can be said to be met.",
    ),
)
def find_indicators_without_target(form: Form) -> Iterator[Found]:
    """Indicators with neither annual targets nor a final one, goal by goal."""
    without = [
        row
        for row in rows(form)
        if _none(row.indicator.target)
        and not _has_annual_target(row)
        and "参考" not in row.indicator.name + row.indicator.note
    ]
    for group in grouped(without, by_goal):
        yield _of_group(
            group,
            Bilingual(
                "{rows}には年度ごとの目標値も目標値もなく、達成したかを判断できない。",
                "{rows}: neither annual targets nor a final one, so nothing can be called met.",
            ),
            Bilingual(
                "目標値を設定するか、目標を置かない理由を注記する。",
                "Set a target, or say in a note why there is none.",
            ),
        )


@check(
    "no-final-target",
    "warning",
    title=Bilingual("目標年度の目標値の欠落", "A final target missing"),
    why=Bilingual(
        "目標年度の目標がなければ、最終的に何を目指すのかが分からない。",
        "Without the final target nobody can tell what the plan is to reach.",
    ),
)
def find_missing_final_targets(form: Form) -> Iterator[Found]:
    """Indicators with annual targets and nothing under the year of the final one."""
    without = [
        row
        for row in rows(form)
        if _none(row.indicator.target)
        and row.annual_targets
        and (form.sheet.year_of(row.heads.target) or 0) > (row.annual_targets[-1].year or 0)
    ]
    for group in grouped(without, by_table):
        last = group[0].annual_targets[-1]
        yield _of_group(
            group,
            Bilingual(
                "{rows}には年度ごとの目標値（{year}の{value}など）があるが、{head}の目標値がない。",
                "{rows}: annual targets ({value} for {year}), and none for {head}.",
            ),
            Bilingual(
                "{head}の目標値を記すか、設定しない理由を注記する。",
                "Give the target for {head}, or say in a note why there is none.",
            ),
            year=year_text(last.year),
            value=shown(last.cell),
            head=due_text(group[0]),
        )


@check(
    "targets-set-afterwards",
    "info",
    title=Bilingual("途中の年度からの目標設定", "Targets only in the last years"),
    why=Bilingual(
        "過去の年度に目標がなければ、推移を目標と比べられない。",
        "Where earlier years have no target, their results cannot be judged.",
    ),
)
def find_late_targets(form: Form) -> Iterator[Found]:
    """Indicators with years of results before their first annual target."""
    late = [row for row in rows(form) if len(_unjudged_years(row)) >= _FEWEST_YEARS]
    for group in grouped(late, lambda row: (by_table(row), tuple(_unjudged_years(row)))):
        row = group[0]
        yield _of_group(
            group,
            Bilingual(
                "{rows}は{years}に実績値があるが、年度ごとの目標値は{first}からである。",
                "{rows}: results for {years}, annual targets from {first} on.",
            ),
            Bilingual(
                "目標を設定した時期と根拠を注記する。",
                "Say in a note when the targets were set, and on what ground.",
            ),
            years=year_text(*_unjudged_years(row)),
            first=year_text(row.annual_targets[0].year),
            figure=row.annual_targets[0],
        )


def _unjudged_years(row: IndicatorRow) -> list[int]:
    """Years with an actual before the first annual target, or before the span that it covers."""
    if not row.annual_targets:
        return []
    first = row.indicator.annual_targets.span(row.annual_targets[0].year or 0).first
    return [each.year for each in row.actuals if each.year is not None and each.year < first]


@check(
    "actual-without-target",
    "info",
    title=Bilingual("当該年度の目標値の欠落", "No target for the sheet's year"),
    why=Bilingual(
        "他の指標にある年度目標がなければ、その年度の達成を判断できない。",
        "Its sisters are judged by a target for the year; this one cannot be.",
    ),
)
def find_years_without_target(form: Form) -> Iterator[Found]:
    """Results of the sheet's year without a target where sisters of the table have one."""
    year = form.sheet.fiscal_year
    for sisters in grouped(rows(form), by_table):
        judged = [row for row in sisters if isinstance(row.result.year(year).target, Quantity)]
        bare = [row for row in sisters if _bare_year(row, year)]
        if judged and bare:
            yield _of_group(
                bare,
                Bilingual(
                    "{rows}には{year}の実績値があるが、同じ表の{judged}と違い、{year}の目標値がない。",
                    "{rows}: an actual for {year} but no target for it, unlike {judged}.",
                ),
                Bilingual("{year}の目標値を記す。", "Give the target for {year}."),
                year=year_text(year),
                judged=listed(judged),
            )


def _bare_year(row: IndicatorRow, year: int) -> bool:
    """Whether a year has a result and no target, though the indicator has targets otherwise."""
    targets = row.target is not None or bool(row.annual_targets)
    return (
        targets
        and isinstance(row.actual(year), Quantity)
        and _none(row.result.year(year).target)
        and _none(row.indicator.annual_targets[year])
    )


def _of_group(
    group: Sequence[IndicatorRow],
    evidence: Bilingual,
    suggestion: Bilingual,
    *,
    figure: Figure | None = None,
    severity: Severity | None = None,
    **values: str | Bilingual,
) -> Found:
    """Finding on several indicators, at the target of the first."""
    path = figure.path if figure else (*group[0].path, "target")
    printed = figure.cell.printed if figure else group[0].indicator.target.printed
    return Found(
        path=path,
        printed=printed,
        severity=severity,
        evidence=say(evidence, rows=listed(group), **values),
        suggestion=say(suggestion, **values),
        related=tuple((*row.path, "target") for row in group[1:]),
    )


# Target years -------------------------------------------------------------------------------------

_PASSED = re.compile(
    "([0-9]{1,2})(?:か年|年間|年)(?:が目安\\)?|以上)?(?:が|を)?(?:経過|後(?![期半]))"
)
_NAMED_YEAR = re.compile("(?:平成|令和|昭和|西暦)[0-9]+年")
_AT_THE_END = re.compile("事後評価|終了(?:した)?課題|終了後|修了後|完了後")
_FAR_YEARS = 10


class _Wait(NamedTuple):
    """An indicator that can be measured only some years after the start."""

    start: int
    years: int
    due: int  # the target year

    @property
    def too_early(self) -> bool:
        """Whether its target year comes before the first measurement."""
        return self.start + self.years > self.due


@check(
    "not-yet-measurable",
    "warning",
    title=Bilingual("目標年度には測定できない指標", "A target year before the first measurement"),
    why=Bilingual(
        "測定できない年度に置いた目標は、達成も未達も判断できない。",
        "A target for a year in which nothing can be measured is neither met nor missed.",
    ),
)
def find_targets_before_measurement(form: Form) -> Iterator[Found]:
    """Targets for a year before the time has passed after which the indicator is measured."""
    waits = {row.path: wait for row in rows(form) if (wait := _wait(row)) and wait.too_early}
    early = [row for row in rows(form) if row.path in waits]
    for group in grouped(early, lambda row: (by_goal(row), waits[row.path])):
        yield _too_early(group, waits[group[0].path])


@check(
    "perhaps-not-measurable",
    "info",
    title=Bilingual(
        "目標年度には測定できないおそれのある指標",
        "A target year that may come before the first measurement",
    ),
    why=Bilingual(
        "課題の終了時等に測る指標は、始めた翌年度の目標年度までに測れないことがある。",
        "What is measured when projects end may have no result a year after they began.",
    ),
)
def find_targets_perhaps_before_measurement(form: Form) -> Iterator[Found]:
    """Targets of the year after the start, where projects are measured when they end."""
    for row in rows(form):
        wait = _wait(row)
        if not (wait and wait.too_early) and _ends_too_late(row):
            yield _at_the_end(row)


def _wait(row: IndicatorRow) -> _Wait | None:
    start, due = _start(row), row.target_year
    years = [int(found[1]) for text in _texts(row) for found in _PASSED.finditer(text)]
    if start is None or due is None or not years or row.actuals or due < row.sheet.fiscal_year:
        return None
    return _Wait(start=start, years=max(years), due=due)


def _texts(row: IndicatorRow) -> Iterator[str]:
    """Texts that say how the indicator is measured, without the years that they name."""
    cells = (row.indicator.baseline, row.indicator.target)
    for text in (row.indicator.name, row.indicator.note, *(cell.printed for cell in cells)):
        yield _NAMED_YEAR.sub("", fold("".join(text.split())))


def _start(row: IndicatorRow) -> int | None:
    """First year after those that have no result because nothing had begun."""
    before = [
        span.last for span, cell in row.indicator.actuals.spans() if isinstance(cell, NotStarted)
    ]
    return max(before) + 1 if before else None


def _too_early(group: Sequence[IndicatorRow], wait: _Wait) -> Found:
    return _of_group(
        group,
        Bilingual(
            "{rows}は{start}に開始し{years}年経過後に測るため、最初の測定は{first}であり、"
            "目標年度{due}には測れない。",
            "{rows}: begun in {start} and measured after {years} years, so first in {first};"
            " the target is for {due}.",
        ),
        Bilingual(
            "目標年度を測定できる年度に改めるか、途中の指標を置く。",
            "Move the target to a year that can be measured, or set an indicator on the way.",
        ),
        start=year_text(wait.start),
        years=str(wait.years),
        first=year_text(wait.start + wait.years),
        due=due_text(group[0]),
    )


def _ends_too_late(row: IndicatorRow) -> bool:
    """Whether it is measured when projects end, and they began just before the target year."""
    start, due, year = _start(row), row.target_year, row.sheet.fiscal_year
    at_the_end = any(_AT_THE_END.search(text) for text in _texts(row))
    return bool(at_the_end and start == year and due and due <= year + 1 and not row.actuals)


def _at_the_end(row: IndicatorRow) -> Found:
    return _of_group(
        [row],
        Bilingual(
            "{rows}は課題の終了時等に測る指標だが、取組の開始は{start}、目標年度は{due}である。",
            "{rows} is measured when projects end; they began in {start}, the target is for {due}.",
        ),
        Bilingual(
            "目標年度までに測定できるか確認する。",
            "Make sure that it can be measured by the target year.",
        ),
        start=year_text(_start(row)),
        due=due_text(row),
    )


@check(
    "target-year-passed",
    "warning",
    title=Bilingual("目標年度が過ぎた目標", "A target whose year is over"),
    why=Bilingual(
        "目標年度の実績がなければ、達成したかを判断できないまま残る。",
        "Without the result of its year, the target is left unjudged for good.",
    ),
)
def find_targets_whose_year_is_over(form: Form) -> Iterator[Found]:
    """Final targets of the sheet's year or before it: unjudged, or to be replaced."""
    year = form.sheet.fiscal_year
    for row in rows(form):
        due = row.target_year
        if row.target is None or due is None or not _is_over(due, form):
            continue
        cell = row.actual(due)
        if not isinstance(cell, Quantity | Pending) or (isinstance(cell, Quantity) and due < year):
            yield _year_over(row, cell)


def _is_over(year: int, form: Form) -> bool:
    """Whether a year is over: one before the sheet's, or by the day on which the audit asks."""
    if year >= form.sheet.fiscal_year:
        return year == form.sheet.fiscal_year and bool(
            form.as_of and fiscal_year_of(form.as_of) > year
        )
    return True


def _year_over(row: IndicatorRow, cell: AnyCell) -> Found:
    known = isinstance(cell, Quantity)
    return _of_group(
        [row],
        Bilingual(
            "{rows}の目標年度{due}は{year}以前だが、{what}。",
            "{rows}: the target year {due} is not after {year}, and {what}.",
        ),
        Bilingual("新しい目標を設定する。", "Set a new target.")
        if known
        else Bilingual(
            "実績値を記すか、目標年度を確かめる。", "Give the actual, or check the target year."
        ),
        severity="info" if known else None,
        due=due_text(row),
        year=year_text(row.sheet.fiscal_year),
        what=Bilingual("その後の目標がない", "no later target is given")
        if known
        else Bilingual("その年度の実績値がない", "that year has no figure"),
    )


@check(
    "target-year-far",
    "info",
    title=Bilingual("遠い目標年度", "A target year far away"),
    why=Bilingual(
        "十年先の目標だけでは、途中で進み具合を判断できない。",
        "With a target ten years away alone, nothing can be judged on the way.",
    ),
)
def find_far_target_years(form: Form) -> Iterator[Found]:
    """Final targets ten years or more after the sheet's year."""
    year = form.sheet.fiscal_year
    for row in rows(form):
        if row.target and (row.target_year or 0) >= year + _FAR_YEARS:
            yield _of_group(
                [row],
                Bilingual(
                    "{rows}の目標年度{due}は{year}の{years}年後である。",
                    "{rows}: the target year {due} comes {years} years after {year}.",
                ),
                Bilingual(
                    "年度を確かめ、正しければ中間の目標を置く。",
                    "Check the year; if it is right, set targets on the way.",
                ),
                due=due_text(row),
                year=year_text(year),
                years=str((row.target_year or 0) - year),
            )


@check(
    "target-year-unread",
    "warning",
    title=Bilingual("読み取れない目標年度", "A target year that cannot be read"),
    why=Bilingual(
        "目標年度が分からなければ、進み具合も期限も判断できない。",
        "Without the year of a target, neither pace nor term can be judged.",
    ),
)
def find_unread_target_years(form: Form) -> Iterator[Found]:
    """Heads over final targets that speak of a time which is neither one year nor every year."""
    for group in grouped((row for row in rows(form) if _unread(row)), by_table):
        row = group[0]
        yield Found(
            path=(*row.path[:2], "tables", row.indicator.kind, "target"),
            printed=row.heads.target,
            evidence=say(
                Bilingual(
                    "目標値の見出し「{head}」から、目標年度を一つに決められない（{rows}）。",
                    "The head “{head}” does not name one year for the targets ({rows}).",
                ),
                head=row.heads.target,
                rows=listed(group),
            ),
            suggestion=Bilingual(
                "「25年度」「令和7年度」「毎年度」のように記す。",
                "Name it as 25年度, 令和7年度 or 毎年度 do.",
            ),
            related=tuple((*each.path, "target") for each in group),
        )


_TIME = re.compile("[0-9]|年|期末|当面|将来")


def _unread(row: IndicatorRow) -> bool:
    cell, sheet = row.indicator.target, row.sheet
    if not isinstance(cell, Quantity) or own_label(cell):
        return False
    speaks = _TIME.search(fold(row.heads.target))
    return bool(speaks) and target_term(sheet, row.goal, row.indicator) == Term()


@check(
    "target-year-head",
    "info",
    title=Bilingual(
        "欄の見出しと異なる目標年度", "Target years other than the head of their column"
    ),
    why=Bilingual(
        "見出しと違う年度は見落とされやすく、表全体の目標年度を読み誤らせる。",
        "A year other than the head's is overlooked easily.",
    ),
)
def find_other_target_years(form: Form) -> Iterator[Found]:
    """Targets with a year of their own that is not the one in the head of the column."""
    other = [row for row in rows(form) if row.target and _other_year(row)]
    for group in grouped(other, by_table):
        years = [each.target.cell.year_label for each in group if each.target]
        yield _of_group(
            group,
            Bilingual(
                "見出しは「{head}」だが、{rows}の目標年度は{years}である。",
                "The head says “{head}”, but the target years of {rows} are {years}.",
            ),
            Bilingual(
                "見出しと欄の年度を確かめ、異なる理由を注記する。",
                "Check both, and say in a note why they differ.",
            ),
            head=group[0].heads.target,
            years=Bilingual("・".join(years), ", ".join(years)),
        )


def _other_year(row: IndicatorRow) -> bool:
    labels = own_label(row.indicator.target), row.heads.target
    own, head = (read_term(label, near=row.sheet.fiscal_year) for label in labels)
    return Term() not in (own, head) and own != head


# Years without a result ---------------------------------------------------------------------------


@check(
    "pending",
    "info",
    title=Bilingual("調査中の実績値", "Results still being compiled"),
    why=Bilingual(
        "調査中の年度は達成を判断できず、公表後の追記が要る。",
        "A year still being compiled cannot be judged, and must be filled in later.",
    ),
)
def find_pending_results(form: Form) -> Iterator[Found]:
    """Results still to come, goal by goal, with when they are due."""
    for group in grouped(rows(form), by_goal):
        dues = [(row, due) for row in group for due in row.result.dues(form.as_of)]
        if waiting := [(row, due) for row, due in dues if not due.overdue]:
            yield _waiting(waiting)


def _waiting(waiting: Sequence[tuple[IndicatorRow, Due]]) -> Found:
    dues: dict[str, list[IndicatorRow]] = {}
    for row, due in waiting:
        dues.setdefault(due.printed, []).append(row)
    parts = [
        Bilingual(
            f"{listed(group)}（{when or '時期の記載なし'}）",
            f"{listed(group)} ({when or 'no date'})",
        )
        for when, group in dues.items()
    ]
    (row, due), *others = waiting
    return _of_cell(
        row,
        due.year,
        say(
            Bilingual("{rows}の実績値が調査中である。", "Still being compiled: {rows}."),
            rows=Bilingual(
                "、".join(part.ja for part in parts), ", ".join(part.en for part in parts)
            ),
        ),
        Bilingual("結果が出た後、値と判断を追記する。", "Fill in figure and judgement once known."),
        related=tuple(_actual_path(row, due.year) for row, due in others),
    )


@check(
    "overdue",
    "warning",
    title=Bilingual("予定時期を過ぎた調査中", "A result past its due date"),
    why=Bilingual(
        "予定の時期を過ぎた「調査中」は、追記の漏れであることが多い。",
        "調査中 after the date printed beside it is often an update forgotten.",
    ),
)
def find_overdue_results(form: Form) -> Iterator[Found]:
    """Results whose printed due date is over, and those of years before a known one."""
    for row in rows(form):
        for due in row.result.dues(form.as_of):
            later = [each for each in row.actuals if (each.year or 0) > due.year]
            if due.overdue or later:
                yield _of_cell(
                    row,
                    due.year,
                    _late(form, due, later[0] if later else None),
                    Bilingual("結果を確かめて記す。", "Find out the result, and fill it in."),
                )


def _late(form: Form, due: Due, later: Figure | None) -> Bilingual:
    if later is not None:
        return say(
            Bilingual(
                "{year}は調査中のままだが、後の{later}の実績値{value}がある。",
                "{year} is still being compiled, but the later {later} has {value}.",
            ),
            year=year_text(due.year),
            later=year_text(later.year),
            value=shown(later.cell),
        )
    return say(
        Bilingual(
            "公表予定「{printed}」（{day}まで）を、{today}の時点で過ぎている。",
            "Due “{printed}” (by {day}), and it is {today}.",
        ),
        printed=due.printed,
        day=str(due.day),
        today=str(form.as_of),
    )


@check(
    "target-without-actual",
    "warning",
    title=Bilingual("目標値のある年度の実績値の欠落", "A target without a result"),
    why=Bilingual(
        "目標を置いた年度の実績が空欄では、達成を判断できない。",
        "A year with a target and no result cannot be judged.",
    ),
)
def find_targets_without_result(form: Form) -> Iterator[Found]:
    """Years with a target of their own and a dash, or words, instead of a figure."""
    for row in rows(form):
        years = {
            year: cell
            for year in form.sheet.window
            if _own_target(row, year)
            and not isinstance(cell := row.actual(year), Quantity | Pending | OtherPeriod)
        }
        if years:
            yield _resultless(row, years)


def _own_target(row: IndicatorRow, year: int) -> bool:
    """Whether a target stands in the column of this year alone: not one cell for every year."""
    span = row.indicator.annual_targets.span(year)
    return span.first == span.last and isinstance(row.indicator.annual_targets[year], Quantity)


def _resultless(row: IndicatorRow, years: Mapping[int, AnyCell]) -> Found:
    year = min(years)
    explained = all(isinstance(each, Narrative | NotStarted) for each in years.values())
    target = row.indicator.annual_targets[year]
    return _of_cell(
        row,
        year,
        say(
            Bilingual(
                "{years}には目標値（{target}）があるが、実績値は数値でない。",
                "{years}: a target ({target}), and no figure for the actual.",
            ),
            years=year_text(*years),
            target=shown(target) if isinstance(target, Quantity) else "",
        ),
        Bilingual(
            "実績値を記すか、測れない理由を注記する。",
            "Give the actual, or say in a note why it cannot be measured.",
        ),
        severity="info" if explained else None,
    )


def _actual_path(row: IndicatorRow, year: int) -> KeyPath:
    return (*row.path, "actuals", str(row.indicator.actuals.span(year)))


def _of_cell(
    row: IndicatorRow,
    year: int,
    evidence: Bilingual,
    suggestion: Bilingual,
    *,
    severity: Severity | None = None,
    related: tuple[KeyPath, ...] = (),
) -> Found:
    """Finding at the actual of one year."""
    return Found(
        path=_actual_path(row, year),
        printed=row.actual(year).printed,
        severity=severity,
        evidence=evidence,
        suggestion=suggestion,
        related=related,
    )
