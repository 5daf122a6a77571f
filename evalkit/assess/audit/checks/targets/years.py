"""The years of targets: too early to be measured, over, far away, or not to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from evalkit.assess.audit.form import Form, indicators, whole
from evalkit.assess.audit.indicators import IndicatorRow, by_goal, by_table, grouped
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.wording import at_targets, due_text, listed
from evalkit.sheet.bilingual import DOT, Bilingual
from evalkit.sheet.cells import NotStarted, Pending, Quantity, own_label
from evalkit.sheet.fiscal import Term, fiscal_year_of, read_term
from evalkit.sheet.model import target_term
from evalkit.sheet.printing import year_text
from evalkit.sheet.text import fold

_PASSED = re.compile(
    "([0-9]{1,2})(?:か年|年間|年)(?:が目安\\)?|以上)?(?:が|を)?(?:経過|後(?![期半]))"
)
_NAMED_YEAR = re.compile("(?:平成|令和|昭和|西暦)[0-9]+年")
_AT_THE_END = re.compile("事後評価|終了(?:した)?課題|終了後|修了後|完了後")
_FAR_YEARS = 10  # two rounds of a plan of five years


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
    over=whole,
    title=Bilingual("目標年度には測定できない指標", "A target year before the first measurement"),
    why=Bilingual(
        "測定できない年度に置いた目標は、達成も未達も判断できない。",
        "A target for a year in which nothing can be measured is neither met nor missed.",
    ),
    says=Bilingual(
        "{rows}は{start}に開始し{years}年経過後に測るため、最初の測定は{first}であり、"
        "目標年度{due}には測れない。",
        "{rows}: begun in {start} and measured after {years} years, so first in {first}; the"
        " target is for {due}.",
    ),
    do=Bilingual(
        "目標年度を測定できる年度に改めるか、途中の指標を置く。",
        "Move the target to a year that can be measured, or set an indicator on the way.",
    ),
)
def targets_before_measurement(form: Form) -> Iterator[Hit]:
    """Targets for a year before the time has passed after which the indicator is measured."""
    waits = {row.path: wait for row in form.indicators if (wait := _wait(row)) and wait.too_early}
    early = [row for row in form.indicators if row.path in waits]
    for group in grouped(early, lambda row: (by_goal(row), waits[row.path])):
        wait = waits[group[0].path]
        yield at_targets(
            group,
            start=year_text(wait.start),
            years=wait.years,
            first=year_text(wait.start + wait.years),
            due=due_text(group[0]),
        )


@check(
    "perhaps-not-measurable",
    "info",
    over=indicators,
    title=Bilingual(
        "目標年度には測定できないおそれのある指標",
        "A target year that may come before the first measurement",
    ),
    why=Bilingual(
        "課題の終了時等に測る指標は、始めた翌年度の目標年度までに測れないことがある。",
        "What is measured when projects end may have no result a year after they began.",
    ),
    says=Bilingual(
        "{rows}は課題の終了時等に測る指標だが、取組の開始は{start}、目標年度は{due}である。",
        "{rows} is measured when projects end; they began in {start}, the target is for {due}.",
    ),
    do=Bilingual(
        "目標年度までに測定できるか確認する。",
        "Make sure that it can be measured by the target year.",
    ),
)
def target_perhaps_before_measurement(row: IndicatorRow) -> Iterator[Hit]:
    """Targets of the year after the start, where projects are measured when they end."""
    wait = _wait(row)
    if not (wait and wait.too_early) and _ends_too_late(row):
        yield at_targets((row,), start=year_text(_start(row)), due=due_text(row))


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


def _ends_too_late(row: IndicatorRow) -> bool:
    """Whether it is measured when projects end, and they began just before the target year."""
    start, due, year = _start(row), row.target_year, row.sheet.fiscal_year
    at_the_end = any(_AT_THE_END.search(text) for text in _texts(row))
    return bool(at_the_end and start == year and due and due <= year + 1 and not row.actuals)


@check(
    "target-year-passed",
    "warning",
    over=whole,
    title=Bilingual("目標年度が過ぎた目標", "A target whose year is over"),
    why=Bilingual(
        "目標年度の実績がなければ、達成したかを判断できないまま残る。",
        "Without the result of its year, the target is left unjudged for good.",
    ),
    says={
        "unknown": Bilingual(
            "{rows}の目標年度{due}は{year}以前だが、その年度の実績値がない。",
            "{rows}: the target year {due} is not after {year}, and that year has no figure.",
        ),
        "known": Bilingual(
            "{rows}の目標年度{due}は{year}以前だが、その後の目標がない。",
            "{rows}: the target year {due} is not after {year}, and no later target is given.",
        ),
    },
    do={
        "unknown": Bilingual(
            "実績値を記すか、目標年度を確かめる。", "Give the actual, or check the target year."
        ),
        "known": Bilingual("新しい目標を設定する。", "Set a new target."),
    },
)
def targets_whose_year_is_over(form: Form) -> Iterator[Hit]:
    """Final targets of the sheet's year or before it: unjudged, or to be replaced."""
    year = form.sheet.fiscal_year
    for row in form.indicators:
        yield from _milestones_unjudged(row, form)
        due = row.target_year
        if row.target is None or due is None or not _is_over(due, form):
            continue
        cell = row.actual(due)
        known = isinstance(cell, Quantity)
        if due < year if known else not isinstance(cell, Pending):
            yield hit(
                (*row.path, "target"),
                "known" if known else "unknown",
                severity="info" if known else None,
                rows=row.number,
                due=due_text(row),
                year=year_text(year),
            )


def _milestones_unjudged(row: IndicatorRow, form: Form) -> Iterator[Hit]:
    """Mid-term targets of a year that is over and has no figure; a later target they have."""
    year = form.sheet.fiscal_year
    for each in row.milestones:
        due = each.year or year
        over = due in form.sheet.window and _is_over(due, form)
        if over and not isinstance(row.actual(due), Quantity | Pending):
            due_year, own = year_text(due), year_text(year)
            yield hit(each, "unknown", rows=row.number, due=due_year, year=own)


def _is_over(year: int, form: Form) -> bool:
    """Whether a year is over: one before the sheet's, or by the day on which the audit asks."""
    if year >= form.sheet.fiscal_year:
        return year == form.sheet.fiscal_year and bool(
            form.as_of and fiscal_year_of(form.as_of) > year
        )
    return True


@check(
    "target-year-far",
    "info",
    over=indicators,
    title=Bilingual("遠い目標年度", "A target year far away"),
    why=Bilingual(
        "十年先の目標だけでは、途中で進み具合を判断できない。",
        "With a target ten years away alone, nothing can be judged on the way.",
    ),
    says=Bilingual(
        "{rows}の目標年度{due}は{year}の{years}年後である。",
        "{rows}: the target year {due} comes {years} years after {year}.",
    ),
    do=Bilingual(
        "年度を確かめ、正しければ中間の目標を置く。",
        "Check the year; if it is right, set targets on the way.",
    ),
)
def far_target_year(row: IndicatorRow) -> Iterator[Hit]:
    """Final targets ten years or more after the sheet's year, with none on the way."""
    year = row.sheet.fiscal_year
    years = (row.target_year or 0) - year
    on_the_way = any((each.year or 0) > year for each in row.milestones)
    if row.target and years >= _FAR_YEARS and not on_the_way:
        yield at_targets((row,), due=due_text(row), year=year_text(year), years=years)


@check(
    "target-year-unread",
    "warning",
    over=whole,
    title=Bilingual("読み取れない目標年度", "A target year that cannot be read"),
    why=Bilingual(
        "目標年度が分からなければ、進み具合も期限も判断できない。",
        "Without the year of a target, neither pace nor term can be judged.",
    ),
    says=Bilingual(
        "目標値の見出し「{head}」から、目標年度を一つに決められない（{rows}）。",
        "The head “{head}” does not name one year for the targets ({rows}).",
    ),
    do=Bilingual(
        "「25年度」「令和7年度」「毎年度」のように記す。",
        "Name it as 25年度, 令和7年度 or 毎年度 do.",
    ),
)
def unread_target_years(form: Form) -> Iterator[Hit]:
    """Heads over final targets that speak of a time which is neither one year nor every year."""
    for group in grouped((row for row in form.indicators if _is_unread(row)), by_table):
        row = group[0]
        yield hit(
            (*row.path[:2], "tables", row.indicator.kind, "target"),
            related=[(*each.path, "target") for each in group],
            head=row.heads.target,
            rows=listed(group),
        )


_TIME = re.compile("[0-9]|年|期末|当面|将来")


def _is_unread(row: IndicatorRow) -> bool:
    cell, sheet = row.indicator.target, row.sheet
    if not isinstance(cell, Quantity) or own_label(cell):
        return False
    speaks = _TIME.search(fold(row.heads.target))
    return bool(speaks) and target_term(sheet, row.goal, row.indicator) == Term()


@check(
    "target-year-head",
    "info",
    over=whole,
    title=Bilingual(
        "欄の見出しと異なる目標年度", "Target years other than the head of their column"
    ),
    why=Bilingual(
        "見出しと違う年度は見落とされやすく、表全体の目標年度を読み誤らせる。",
        "A year other than the head's is overlooked easily.",
    ),
    says=Bilingual(
        "見出しは「{head}」だが、{rows}の目標年度は{years}である。",
        "The head says “{head}”, but the target years of {rows} are {years}.",
    ),
    do=Bilingual(
        "見出しと欄の年度を確かめ、異なる理由を注記する。",
        "Check both, and say in a note why they differ.",
    ),
)
def other_target_years(form: Form) -> Iterator[Hit]:
    """Targets with a year of their own that is not the one in the head of the column."""
    other = [row for row in form.indicators if row.target and _other_year(row)]
    for group in grouped(other, by_table):
        years = [each.target.cell.year_label for each in group if each.target]
        both = Bilingual.join(years, DOT)
        yield at_targets(group, head=group[0].heads.target, years=both)


def _other_year(row: IndicatorRow) -> bool:
    labels = own_label(row.indicator.target), row.heads.target
    own, head = (read_term(label, near=row.sheet.own_year) for label in labels)
    return Term() not in (own, head) and own != head
