"""Dates that cannot be right, results long due, and what was left over from last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from evalkit.assess.audit.form import Form, SourcePart, indicators, texts, whole
from evalkit.assess.audit.indicators import IndicatorRow
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.programmes import key
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, Pending, Quantity
from evalkit.sheet.fiscal import due_date, era_year, fiscal_year_of
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import DataSource, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.references import circled
from evalkit.sheet.text import plain_text

_ERA = "(?:明治|大正|昭和|平成|令和|[MTSHR])"
_FISCAL_YEAR = re.compile(rf"(?:{_ERA}(?:元|[0-9]{{1,2}})|(?:19|20)[0-9]{{2}}|[0-9]{{1,2}})年度")
_NUMBERS = re.compile("[0-9]+-[0-9]+-[0-9]+")
_DATE = re.compile(
    rf"(?P<year>{_ERA}(?:元|[0-9]{{1,2}})|(?:19|20)[0-9]{{2}})年(?P<month>[0-9]{{1,2}})月"
    r"(?:(?P<day>[0-9]{1,2})日)?(?P<done>現在|時点|付け?|閣議決定|決定|策定(?!予定)|公表(?!予定))?"
)
_LATEST = (2, 3, 31)  # a sheet appears in the year after its own: before the end of that year


# The number of the document -----------------------------------------------------------------------


@check(
    "document-number",
    "warning",
    over=whole,
    title=Bilingual(
        "年度・施策目標と合わない文書番号", "A document number of another year or goal"
    ),
    why=Bilingual(
        "番号が違うと、別の年度や別の施策目標の評価書と取り違えられる。",
        "Under a wrong number a sheet is taken for another year's or another goal's.",
    ),
    says=Bilingual(
        "{year}の施策目標{goal}の評価書であるが、文書番号は{document}である。",
        "The sheet is that of {year} for goal {goal}, its number {document}.",
    ),
    do=Bilingual(
        "{ordinal}-{goal}の誤りでないか、前年度の様式の直し漏れでないか確認する。",
        "See whether {ordinal}-{goal} is meant.",
    ),
)
def other_document_number(form: Form) -> Iterator[Hit]:
    """Numbers such as 24-7-2 whose year or goal is not the sheet's."""
    sheet = form.sheet
    number = sheet.policy_goal.number
    if not all(map(_NUMBERS.fullmatch, (f"1-{number}", sheet.document))):
        return
    year, _, goal = sheet.document.partition("-")
    ordinal = era_year(sheet.fiscal_year)[2:].replace("元", "1")
    if goal != number or year not in (ordinal, str(sheet.fiscal_year)):
        yield hit(
            ("document",),
            year=fiscal_year(sheet.fiscal_year),
            goal=number,
            document=sheet.document,
            ordinal=ordinal,
        )


# Dates -------------------------------------------------------------------------------------------


@check(
    "impossible-date",
    "warning",
    over=whole,
    title=Bilingual("あり得ない日付", "A date that cannot be"),
    why=Bilingual(
        "評価より後の日付や存在しない日付は、書き誤りである。",
        "A day that does not exist, or lies after the evaluation, is a slip.",
    ),
    says={
        "no-day": Bilingual("「{seen}」は暦にない日付である。", "{seen} is no day."),
        "later": Bilingual(
            "「{seen}」はこの評価書が公表され得る{limit}より後である。",
            "{seen} lies after {limit}, when the sheet had appeared.",
        ),
    },
    do=Bilingual("日付を確認する。", "Mend the date."),
)
def impossible_dates(form: Form) -> Iterator[Hit]:
    """Days that do not exist; what is said to be done on a day after the sheet appeared."""
    limit = form.as_of or date(form.sheet.fiscal_year + _LATEST[0], *_LATEST[1:])
    month = Bilingual(f"{limit.year}年{limit.month}月", str(limit))
    for text in texts(form):
        if "月" not in text.text or text.quoted:
            continue
        for found in _DATE.finditer(plain_text(text.text)):
            day = _day(form.sheet, found)
            done = found["done"] or "date" in text.path or text.path[0] == "data_sources"
            if day is None:
                yield hit(text, "no-day", seen=found[0])
            elif done and day > limit:
                yield hit(text, "later", seen=found[0], limit=month)


def _day(sheet: Sheet, found: re.Match[str]) -> date | None:
    """First day meant; None if there is no such day."""
    year = sheet.year_of(f"{found['year']}年度")
    try:
        return date(year or 0, int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return None


@check(
    "source-older-than-figures",
    "info",
    over=whole,
    title=Bilingual("評価年度の実績を含み得ない資料", "A source older than the year's results"),
    why=Bilingual(
        "年度の終わる前に公表された資料からは、その年度の実績は得られない。",
        "What appeared before a year was over cannot hold that year's result.",
    ),
    says=Bilingual(
        "資料の時期は{seen}で{year}の終わる前であり、{year}の実績{waits}はこの資料からは得られない。",
        "The source appeared in {seen}, before {year} was over; it cannot hold that year's"
        " results{waits}.",
    ),
    do=Bilingual(
        "{year}の実績を用いるとき、資料の時期を改める。",
        "Name the later edition when the results of {year} are filled in.",
    ),
)
def sources_older_than_figures(form: Form) -> Iterator[Hit]:
    """Sources that appeared before the sheet's year was over."""
    for part in form.sources:
        found = _DATE.search(plain_text(part.printed))
        day = _day(form.sheet, found) if found else None
        if found and day and fiscal_year_of(day) <= form.sheet.fiscal_year:
            yield _older(form, part, found[0])


def _older(form: Form, part: SourcePart, seen: str) -> Hit:
    source, actuals = part.source, _actuals(form, part.source)
    waiting = [each for each in actuals if isinstance(each.cell, Pending)]
    pending = "".join(circled(each.number) for each in waiting)
    figures = any(isinstance(each.cell, Quantity) for each in actuals)
    return hit(
        part,
        severity="warning" if figures and source.indicators and not pending else "info",
        related=[each.path for each in waiting or (actuals if source.indicators else ())],
        seen=seen,
        year=fiscal_year(form.sheet.fiscal_year),
        waits=Bilingual(f"（調査中の指標 {pending}）", f" (still to come: {pending})")
        if pending
        else "",
    )


class _Actual(NamedTuple):
    """What an indicator has for the sheet's year."""

    path: KeyPath
    number: str
    cell: AnyCell


def _actuals(form: Form, source: DataSource) -> list[_Actual]:
    """Actuals of the sheet's year of the indicators whose source this may be."""
    year = form.sheet.fiscal_year
    return [
        _Actual(
            (*row.path, "actuals", str(row.indicator.actuals.span(year))),
            row.indicator.no,
            row.actual(year),
        )
        for row in form.indicators
        if source.achievement_goal in ("", row.goal.no)
        and (not source.indicators or row.number in source.indicators)
    ]


# Results still unknown ---------------------------------------------------------------------------


@check(
    "due-before-the-year-was-over",
    "warning",
    over=whole,
    title=Bilingual("年度の終わる前に出るはずの実績", "A result due before its year was over"),
    why=Bilingual(
        "年度の実績は年度の終わりより前には出ない。前年度の記載の直し漏れである。",
        "No result is known before its year is over: the text is left over from last year.",
    ),
    says=Bilingual(
        "{year}の実績が{due}に出るとするが、この評価書の{own}は{over}年3月までである。",
        "The result of {year} is expected in {due}, but {own} lasted to March {over}.",
    ),
    do=Bilingual(
        "結果を記すか、公表予定の時期を改める。",
        "Fill the result in, or say anew when it is expected.",
    ),
)
def due_before_the_year_was_over(form: Form) -> Iterator[Hit]:
    """Pending cells due before the sheet's year was over; with a day given, they are overdue."""
    over = date(form.sheet.fiscal_year + 1, 4, 1)
    for row in form.indicators if form.as_of is None else ():
        for path, year, cell in _pending(row):
            found = _DATE.search(plain_text(cell.printed))
            day = due_date(found[0], published_after=over) if found else None
            if found and day and day < over:
                yield hit(
                    path,
                    cause=f"pending:{path}",
                    year=fiscal_year(year),
                    due=found[0],
                    own=fiscal_year(form.sheet.fiscal_year),
                    over=over.year,
                )


def _pending(row: IndicatorRow) -> Iterator[tuple[KeyPath, int, Pending]]:
    for span, cell in row.indicator.actuals.spans():
        if isinstance(cell, Pending):
            yield (*row.path, "actuals", str(span)), span.last, cell


@check(
    "earlier-year-pending",
    "info",
    over=indicators,
    title=Bilingual("前年度以前の「調査中」", "A result of an earlier year still unknown"),
    why=Bilingual(
        "前年度以前の実績は、通常この評価までに出ている。",
        "By now the result of an earlier year is as a rule known.",
    ),
    says=Bilingual(
        "{year}の実績が{own}の評価書でなお「調査中」である{known}。",
        "The result of {year} is still unknown in the sheet of {own}{known}.",
    ),
    do=Bilingual(
        "結果が出ていれば記し、なければ見込みの時期を記す。",
        "Fill the result in, or say when it is expected.",
    ),
)
def pending_of_earlier_years(row: IndicatorRow) -> Iterator[Hit]:
    """Pending cells of years before the sheet's; graver where a later year has a figure."""
    for path, year, _ in _pending(row):
        if year < row.sheet.fiscal_year:
            window = [each for each in row.sheet.window if each > year]
            later = [each for each in window if isinstance(row.actual(each), Quantity)]
            yield hit(
                path,
                severity="warning" if later else "info",
                cause=f"pending:{path}",
                year=fiscal_year(year),
                own=fiscal_year(row.sheet.fiscal_year),
                known=_known(later[0]) if later else "",
            )


def _known(year: int) -> Bilingual:
    said = Bilingual("（{year}の実績値はある）", ", though {year} has an actual")
    return said.format(year=fiscal_year(year))


# Left over from last year ------------------------------------------------------------------------


def _both_years(form: Form) -> Iterator[tuple[IndicatorRow, Indicator]]:
    """Each indicator with itself in last year's sheet: of the same number and name."""
    if form.previous is None:
        return
    before = {(goal.no, each.no): each for goal, each in form.previous.indicators()}
    for row in form.indicators:
        last = before.get((row.goal.no, row.indicator.no))
        if last and key(last.name) == key(row.indicator.name):
            yield row, last


@check(
    "still-pending",
    "warning",
    over=whole,
    title=Bilingual(
        "前年度から「調査中」のままの実績", "A result that was unknown last year already"
    ),
    why=Bilingual(
        "前年度の評価書の記載がそのまま残っている。結果は既に出ているはずである。",
        "The text was left over from last year; the result ought to be known by now.",
    ),
    says={
        "same": Bilingual(
            "{year}の実績は前年度の評価書でも同じ文言で「調査中」であった。",
            "The result of {year} was unknown last year too.",
        ),
        "other": Bilingual(
            "{year}の実績は前年度の評価書でも「調査中」であった。",
            "The result of {year} was unknown last year too.",
        ),
    },
    do=Bilingual(
        "結果を記すか、なお出ていない理由と時期を記す。",
        "Fill the result in, or say why it is not known yet and when it will be.",
    ),
)
def still_pending(form: Form) -> Iterator[Hit]:
    """Years that are pending in this sheet and were so in last year's."""
    for row, last in _both_years(form):
        for path, year, cell in _pending(row):
            before = last.actuals[year]
            if isinstance(before, Pending):
                case = "same" if cell.printed == before.printed else "other"
                yield hit(path, case, cause=f"pending:{path}", year=fiscal_year(year))


@check(
    "same-narrative-as-last-year",
    "info",
    over=whole,
    title=Bilingual("前年度と同じ文言の実績", "A year told in last year's words"),
    why=Bilingual(
        "前年度と同じ文言では、この年度に何が進んだか分からない。",
        "Last year's words do not say what was done this year.",
    ),
    says=Bilingual(
        "{year}の記載が、前年度の評価書の{before}の記載と同じである。",
        "What is said of {year} is what last year's sheet said of {before}.",
    ),
    do=Bilingual("この年度の実施状況を記す。", "Say what was done in the year itself."),
)
def same_narratives_as_last_year(form: Form) -> Iterator[Hit]:
    """Narratives of the sheet's year that are those of the year before in last year's sheet."""
    year = form.sheet.fiscal_year
    for row, last in _both_years(form):
        cell = row.actual(year)
        if isinstance(cell, Narrative) and cell.printed == last.actuals[year - 1].printed:
            yield hit(
                (*row.path, "actuals", str(row.indicator.actuals.span(year))),
                year=fiscal_year(year),
                before=fiscal_year(year - 1),
            )


@check(
    "text-left-over",
    "info",
    over=whole,
    title=Bilingual("前年度の年度が残る説明", "A text that still speaks of last year"),
    why=Bilingual(
        "前年度から直していない説明は、この年度の事実と合わないことがある。",
        "A text carried over unread may no longer be true.",
    ),
    says=Bilingual(
        "前年度の評価書と同じ文で、{last}に言及する。",
        "The text is last year's, and speaks of {last}.",
    ),
    do=Bilingual("{own}の事実に合わせて改める。", "Make it true of {own}."),
)
def texts_left_over(form: Form) -> Iterator[Hit]:
    """Notes and summaries that name last year and stand word for word in last year's sheet."""
    if form.previous is None:
        return
    last, before = form.previous.fiscal_year, _summaries(form.previous)
    for text in texts(form):
        named = _FISCAL_YEAR.findall(plain_text(text.text))
        years = {form.sheet.year_of(each) for each in named}
        if text.field in ("note", "summary") and text.text in before and last in years:
            yield hit(text, last=fiscal_year(last), own=fiscal_year(form.sheet.fiscal_year))


def _summaries(sheet: Sheet) -> set[str]:
    measures = [*(each for goal in sheet.achievement_goals for each in goal.measures)]
    measures += sheet.reference.measures if sheet.reference else ()
    notes = {each.note for _, each in sheet.indicators()}
    return {each.summary for each in measures} | notes | {sheet.policy_goal.summary}
