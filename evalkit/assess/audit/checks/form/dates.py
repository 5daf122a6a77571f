"""Dates that cannot be right, results long due, and what was left over from last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import key, programme_rows
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, Pending, Quantity
from evalkit.sheet.fiscal import due_date, era_year, fiscal_year_of
from evalkit.sheet.model import AchievementGoal, DataSource, Indicator, Sheet
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


def _indicators(sheet: Sheet) -> Iterator[tuple[KeyPath, AchievementGoal, Indicator]]:
    for place, goal in enumerate(sheet.achievement_goals):
        for number, indicator in enumerate(goal.indicators):
            yield ("achievement_goals", place, "indicators", number), goal, indicator


# The number of the document -----------------------------------------------------------------------


@check(
    "document-number",
    "warning",
    title=Bilingual(
        "年度・施策目標と合わない文書番号", "A document number of another year or goal"
    ),
    why=Bilingual(
        "番号が違うと、別の年度や別の施策目標の評価書と取り違えられる。",
        "Under a wrong number a sheet is taken for another year's or another goal's.",
    ),
)
def find_document_number(form: Form) -> Iterator[Found]:
    """Numbers such as 24-7-2 whose year or goal is not the sheet's."""
    sheet = form.sheet
    number = sheet.policy_goal.number
    if not all(map(_NUMBERS.fullmatch, (f"1-{number}", sheet.document))):
        return
    year, _, goal = sheet.document.partition("-")
    ordinal = era_year(sheet.fiscal_year)[2:].replace("元", "1")
    if goal != number or year not in (ordinal, str(sheet.fiscal_year)):
        when = fiscal_year(sheet.fiscal_year)
        yield Found(
            path=("document",),
            printed=sheet.document,
            evidence=Bilingual(
                f"{when.ja}の施策目標{number}の評価書であるが、文書番号は{sheet.document}である。",
                f"The sheet is that of {when.en} for goal {number}, its number {sheet.document}.",
            ),
            suggestion=Bilingual(
                f"{ordinal}-{number}の誤りでないか、前年度の様式の直し漏れでないか確認する。",
                f"See whether {ordinal}-{number} is meant.",
            ),
        )


# Dates -------------------------------------------------------------------------------------------


@check(
    "impossible-date",
    "warning",
    title=Bilingual("あり得ない日付", "A date that cannot be"),
    why=Bilingual(
        "評価より後の日付や存在しない日付は、書き誤りである。",
        "A day that does not exist, or lies after the evaluation, is a slip.",
    ),
)
def find_impossible_date(form: Form) -> Iterator[Found]:
    """Days that do not exist; what is said to be done on a day after the sheet appeared."""
    limit = form.as_of or date(form.sheet.fiscal_year + _LATEST[0], *_LATEST[1:])
    for text in form.texts:
        if "月" not in text.text or text.quoted:
            continue
        for found in _DATE.finditer(plain_text(text.text)):
            day = _day(form.sheet, found)
            done = found["done"] or "date" in text.path or text.path[0] == "data_sources"
            if day is None or (done and day > limit):
                yield _impossible(text.path, text.text, found[0], day and limit)


def _day(sheet: Sheet, found: re.Match[str]) -> date | None:
    """First day meant; None if there is no such day."""
    year = sheet.year_of(f"{found['year']}年度")
    try:
        return date(year or 0, int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return None


def _impossible(path: KeyPath, printed: str, seen: str, limit: date | None) -> Found:
    ja = f"この評価書が公表され得る{limit.year}年{limit.month}月より後" if limit else "暦にない日付"
    en = f"lies after {limit}, when the sheet had appeared" if limit else "is no day"
    return Found(
        path=path,
        printed=printed,
        evidence=Bilingual(f"「{seen}」は{ja}である。", f"{seen} {en}."),
        suggestion=Bilingual("日付を確認する。", "Mend the date."),
    )


@check(
    "source-older-than-figures",
    "info",
    title=Bilingual("評価年度の実績を含み得ない資料", "A source older than the year's results"),
    why=Bilingual(
        "年度の終わる前に公表された資料からは、その年度の実績は得られない。",
        "What appeared before a year was over cannot hold that year's result.",
    ),
)
def find_source_older_than_figures(form: Form) -> Iterator[Found]:
    """Sources that appeared before the sheet's year was over."""
    sheet = form.sheet
    for n, source in enumerate(sheet.data_sources):
        found = _DATE.search(plain_text(source.text))
        day = _day(sheet, found) if found else None
        if found and day and fiscal_year_of(day) <= sheet.fiscal_year:
            yield _older(sheet, n, found[0])


def _older(sheet: Sheet, number: int, seen: str) -> Found:
    source, year = sheet.data_sources[number], fiscal_year(sheet.fiscal_year)
    cells = _actuals(sheet, source)
    waiting = [each for each in cells if isinstance(each.cell, Pending)]
    pending = "".join(circled(each.number) for each in waiting)
    figures = any(isinstance(each.cell, Quantity) for each in cells)
    waits = f"（調査中の指標 {pending}）" if pending else ""
    return Found(
        path=("data_sources", number),
        printed=source.text,
        severity="warning" if figures and source.indicators and not pending else "info",
        evidence=Bilingual(
            f"資料の時期は{seen}で{year.ja}の終わる前であり、"
            f"{year.ja}の実績{waits}はこの資料からは得られない。",
            f"The source appeared in {seen}, before {year.en} was over; it cannot hold that "
            "year's results.",
        ),
        suggestion=Bilingual(
            f"{year.ja}の実績を用いるとき、資料の時期を改める。",
            f"Name the later edition when the results of {year.en} are filled in.",
        ),
        related=tuple(each.path for each in waiting or (cells if source.indicators else ())),
    )


class _Actual(NamedTuple):
    """What an indicator has for the sheet's year."""

    path: KeyPath
    number: str
    cell: AnyCell


def _actuals(sheet: Sheet, source: DataSource) -> list[_Actual]:
    """Actuals of the sheet's year of the indicators whose source this may be."""
    year = sheet.fiscal_year
    return [
        _Actual(
            (*path, "actuals", str(indicator.actuals.span(year))),
            indicator.no,
            indicator.actuals[year],
        )
        for path, goal, indicator in _indicators(sheet)
        if source.achievement_goal in ("", goal.no)
        and (not source.indicators or circled(indicator.no) in source.indicators)
    ]


# Results still unknown ---------------------------------------------------------------------------


@check(
    "due-before-the-year-was-over",
    "warning",
    title=Bilingual("年度の終わる前に出るはずの実績", "A result due before its year was over"),
    why=Bilingual(
        "年度の実績は年度の終わりより前には出ない。前年度の記載の直し漏れである。",
        "No result is known before its year is over: the text is left over from last year.",
    ),
)
def find_due_before_the_year_was_over(form: Form) -> Iterator[Found]:
    """Pending cells due before the sheet's year was over; with a day given, they are overdue."""
    over = date(form.sheet.fiscal_year + 1, 4, 1)
    for path, year, cell in _pending(form.sheet):
        found = _DATE.search(plain_text(cell.printed))
        day = due_date(found[0], published_after=over) if found else None
        if found and day and day < over and form.as_of is None:
            yield Found(
                path=path,
                printed=cell.printed,
                evidence=Bilingual(
                    f"{fiscal_year(year).ja}の実績が{found[0]}に出るとするが、"
                    f"この評価書の{fiscal_year(form.sheet.fiscal_year).ja}は{over.year}年3月までである。",
                    f"It is expected in {found[0]}, but the sheet's year lasted to March "
                    f"{over.year}.",
                ),
                suggestion=Bilingual(
                    "結果を記すか、公表予定の時期を改める。",
                    "Fill the result in, or say anew when it is expected.",
                ),
                cause=f"pending:{path}",
            )


def _pending(sheet: Sheet) -> Iterator[tuple[KeyPath, int, Pending]]:
    for path, _, indicator in _indicators(sheet):
        for span, cell in indicator.actuals.spans():
            if isinstance(cell, Pending):
                yield (*path, "actuals", str(span)), span.last, cell


@check(
    "earlier-year-pending",
    "info",
    title=Bilingual("前年度以前の「調査中」", "A result of an earlier year still unknown"),
    why=Bilingual(
        "前年度以前の実績は、通常この評価までに出ている。",
        "By now the result of an earlier year is as a rule known.",
    ),
)
def find_earlier_year_pending(form: Form) -> Iterator[Found]:
    """Pending cells of years before the sheet's; graver where a later year has a figure."""
    for path, year, cell in _pending(form.sheet):
        if year >= form.sheet.fiscal_year:
            continue
        indicator = form.sheet.achievement_goals[int(path[1])].indicators[int(path[3])]
        later = [
            at
            for at in form.sheet.window
            if at > year and isinstance(indicator.actuals[at], Quantity)
        ]
        known = f"（{fiscal_year(later[0]).ja}の実績値はある）" if later else ""
        yield Found(
            path=path,
            printed=cell.printed,
            severity="warning" if later else "info",
            evidence=Bilingual(
                f"{fiscal_year(year).ja}の実績が{fiscal_year(form.sheet.fiscal_year).ja}の評価書で"
                f"なお「調査中」である{known}。",
                f"The result of {fiscal_year(year).en} is still unknown.",
            ),
            suggestion=Bilingual(
                "結果が出ていれば記し、なければ見込みの時期を記す。",
                "Fill the result in, or say when it is expected.",
            ),
            cause=f"pending:{path}",
        )


# Left over from last year ------------------------------------------------------------------------


def _both_years(form: Form) -> Iterator[tuple[KeyPath, Indicator, Indicator]]:
    """Each indicator with itself in last year's sheet: of the same number and name."""
    if form.previous is None:
        return
    before = {(goal.no, each.no): each for goal, each in form.previous.indicators()}
    for path, goal, indicator in _indicators(form.sheet):
        last = before.get((goal.no, indicator.no))
        if last and key(last.name) == key(indicator.name):
            yield path, indicator, last


@check(
    "still-pending",
    "warning",
    title=Bilingual(
        "前年度から「調査中」のままの実績", "A result that was unknown last year already"
    ),
    why=Bilingual(
        "前年度の評価書の記載がそのまま残っている。結果は既に出ているはずである。",
        "The text was left over from last year; the result ought to be known by now.",
    ),
)
def find_still_pending(form: Form) -> Iterator[Found]:
    """Years that are pending in this sheet and were so in last year's."""
    for path, now, last in _both_years(form):
        for span, cell in now.actuals.spans():
            if isinstance(cell, Pending) and isinstance(last.actuals[span.last], Pending):
                cell_path = (*path, "actuals", str(span))
                same = cell.printed == last.actuals[span.last].printed
                yield Found(
                    path=cell_path,
                    printed=cell.printed,
                    evidence=Bilingual(
                        f"{fiscal_year(span.last).ja}の実績は前年度の評価書でも"
                        f"{'同じ文言で' if same else ''}「調査中」であった。",
                        f"The result of {fiscal_year(span.last).en} was unknown last year too.",
                    ),
                    suggestion=Bilingual(
                        "結果を記すか、なお出ていない理由と時期を記す。",
                        "Fill the result in, or say why it is not known yet and when it will be.",
                    ),
                    cause=f"pending:{cell_path}",
                )


@check(
    "same-narrative-as-last-year",
    "info",
    title=Bilingual("前年度と同じ文言の実績", "A year told in last year's words"),
    why=Bilingual(
        "前年度と同じ文言では、この年度に何が進んだか分からない。",
        "Last year's words do not say what was done this year.",
    ),
)
def find_same_narrative_as_last_year(form: Form) -> Iterator[Found]:
    """Narratives of the sheet's year that are those of the year before in last year's sheet."""
    year = form.sheet.fiscal_year
    for path, now, last in _both_years(form):
        cell, before = now.actuals[year], last.actuals[year - 1]
        if isinstance(cell, Narrative) and cell.printed == before.printed:
            yield Found(
                path=(*path, "actuals", str(now.actuals.span(year))),
                printed=cell.printed,
                evidence=Bilingual(
                    f"{fiscal_year(year).ja}の記載が、前年度の評価書の{fiscal_year(year - 1).ja}の"
                    "記載と同じである。",
                    f"What is said of {fiscal_year(year).en} is what last year's sheet said of "
                    f"{fiscal_year(year - 1).en}.",
                ),
                suggestion=Bilingual(
                    "この年度の実施状況を記す。", "Say what was done in the year itself."
                ),
            )


@check(
    "text-left-over",
    "info",
    title=Bilingual("前年度の年度が残る説明", "A text that still speaks of last year"),
    why=Bilingual(
        "前年度から直していない説明は、この年度の事実と合わないことがある。",
        "A text carried over unread may no longer be true.",
    ),
)
def find_text_left_over(form: Form) -> Iterator[Found]:
    """Notes and summaries that name last year and stand word for word in last year's sheet."""
    if form.previous is None:
        return
    last = form.previous.fiscal_year
    before = {row.measure.summary for row in programme_rows(form.previous)}
    before |= {each.note for _, each in form.previous.indicators()}
    before |= {form.previous.policy_goal.summary}
    for text in form.texts:
        named = _FISCAL_YEAR.findall(plain_text(text.text))
        years = {form.sheet.year_of(each) for each in named}
        if text.field in ("note", "summary") and text.text in before and last in years:
            yield Found(
                path=text.path,
                printed=text.text,
                evidence=Bilingual(
                    f"前年度の評価書と同じ文で、{fiscal_year(last).ja}に言及する。",
                    f"The text is last year's, and speaks of {fiscal_year(last).en}.",
                ),
                suggestion=Bilingual(
                    f"{fiscal_year(form.sheet.fiscal_year).ja}の事実に合わせて改める。",
                    "Bring it up to date.",
                ),
            )
