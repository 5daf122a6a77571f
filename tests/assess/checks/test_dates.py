"""Dates and what was left over from last year."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import parse_sheet
from tests.assess.checks.small_sheets import found, goal, one, programme, sheet


def document(number, goal_number="7-2", year=2012):
    head = f"document: {number}\nministry: 文部科学省\n"
    text = sheet(goal(1)).replace("ministry: 文部科学省\n", head)
    text = text.replace("number: 7-2", f"number: {goal_number}").replace("2012\n", f"{year}\n", 1)
    return found("document-number", text)


@pytest.mark.parametrize("number", ["23-7-2", "24-7-3", "2011-7-2"])
def test_a_document_number_of_another_year_or_goal_is_a_warning(number):
    (finding,) = document(number)
    assert (finding.severity, finding.path) == ("warning", ("document",))
    assert finding.evidence.ja == (
        f"24年度の施策目標7-2の評価書であるが、文書番号は{number}である。"
    )


@pytest.mark.parametrize("number", ["24-7-2", "2012-7-2", "文科-24-7-2", "7-2", "A1", "''"])
def test_a_document_number_that_is_right_or_of_another_kind_is_not(number):
    assert document(number) == []


# Dates -------------------------------------------------------------------------------------------


def policy(day, as_of=None):
    rest = f"cabinet_policies: [{{name: 計画, date: {day}, excerpt: 例}}]\n"
    findings = audit(parse_sheet(sheet(goal(1), rest=rest)), as_of=as_of)
    return [finding for finding in findings if finding.check == "impossible-date"]


@pytest.mark.parametrize("day", ["平成23年13月19日", "平成23年2月30日", "平成23年8月32日"])
def test_a_day_that_does_not_exist_is_a_warning(day):
    (finding,) = policy(day)
    assert (finding.severity, finding.path) == ("warning", ("cabinet_policies", 0, "date"))
    assert finding.evidence.ja == f"「{day}」は暦にない日付である。"


def test_a_day_after_the_sheet_appeared_is_a_warning():
    (finding,) = policy("平成26年8月19日")
    assert finding.evidence.ja == (
        "「平成26年8月19日」はこの評価書が公表され得る2014年3月より後である。"
    )
    assert policy("平成25年8月19日") == []
    assert len(policy("平成25年8月19日", date(2013, 7, 31))) == 1


def test_a_result_still_to_come_may_lie_in_the_future():
    assert found("impossible-date", one("actuals: {2012: 調査中（平成27年10月公表予定）}")) == []
    note = "note: ※平成27年3月31日現在\nactuals: {2012: 5件}"
    assert len(found("impossible-date", one(note))) == 1
    assert found("impossible-date", one(note.replace("27年", "25年"))) == []


def source(when, of="①", actual="5件"):
    indicator = f"{{no: 1, name: 例, kind: outcome, actuals: {{2012: '{actual}'}}}}"
    rest = (
        "data_sources:\n"
        f"  - {{achievement_goal: 1, indicators: '{of}', text: '調査（作成又は公表時期：{when}）'}}\n"
    )
    return found("source-older-than-figures", sheet(goal(1, indicator), rest=rest))


def test_a_source_older_than_its_own_indicators_figure_is_a_warning():
    (finding,) = source("平成24年11月")
    assert (finding.severity, finding.path) == ("warning", ("data_sources", 0))
    assert finding.evidence.ja == (
        "資料の時期は平成24年11月で24年度の終わる前であり、24年度の実績はこの資料からは得られない。"
    )


def test_it_is_a_note_where_the_result_is_pending_or_the_indicator_not_named():
    (pending,) = source("平成25年3月", actual="調査中（8月頃）")
    assert pending.severity == "info"
    assert "（調査中の指標 ①）" in pending.evidence.ja
    assert pending.related == (("achievement_goals", 0, "indicators", 0, "actuals", "2012"),)
    assert [finding.severity for finding in source("平成24年11月", of="")] == ["info"]


@pytest.mark.parametrize("when", ["平成25年4月", "平成25年7月31日", "毎年", "25年5月"])
def test_a_source_that_appeared_later_or_without_a_date_is_not(when):
    assert source(when) == []


# Results still unknown ---------------------------------------------------------------------------


def test_a_result_due_before_its_year_was_over_is_a_warning():
    text = one("actuals: {2012: 調査中（平成24年10月頃公表予定）}")
    (finding,) = found("due-before-the-year-was-over", text)
    assert finding.severity == "warning"
    assert finding.evidence.ja == (
        "24年度の実績が平成24年10月に出るとするが、この評価書の24年度は2013年3月までである。"
    )
    for due in ("平成25年10月頃公表予定", "10月頃公表予定"):
        later = one(f"actuals: {{2012: 調査中（{due}）}}")
        assert found("due-before-the-year-was-over", later) == []


def test_a_pending_result_of_an_earlier_year_is_a_note_and_a_warning_beside_a_later_figure():
    (note,) = found("earlier-year-pending", one("actuals: {2011: 調査中, 2012: 調査中}"))
    assert (note.severity, note.path[-1]) == ("info", "2011")
    (grave,) = found("earlier-year-pending", one("actuals: {2011: 調査中, 2012: 5件}"))
    assert grave.severity == "warning"
    assert grave.evidence.ja == (
        "23年度の実績が24年度の評価書でなお「調査中」である（24年度の実績値はある）。"
    )
    assert found("earlier-year-pending", one("actuals: {2011: 5件, 2012: 調査中}")) == []


# Last year ---------------------------------------------------------------------------------------

LAST = """\
no: 1
name: 共同研究の件数
note: ※23年度に対象を改めた。
kind: outcome
actuals: {2010: 5件, 2011: 調査中（10月頃）}
"""


def both(check, now, last=LAST):
    previous = sheet(goal(1, last)).replace("fiscal_year: 2012", "fiscal_year: 2011")
    findings = audit(parse_sheet(sheet(goal(1, now))), previous=parse_sheet(previous))
    return [finding for finding in findings if finding.check == check]


def test_a_year_still_pending_since_last_years_sheet_is_a_warning():
    now = LAST.replace("2011: 調査中（10月頃）", "2011: 調査中（10月頃）, 2012: 調査中（10月頃）")
    (finding,) = both("still-pending", now)
    assert (finding.severity, finding.path[-1]) == ("warning", "2011")
    assert finding.evidence.ja == ("23年度の実績は前年度の評価書でも同じ文言で「調査中」であった。")
    assert both("earlier-year-pending", now) == []  # one finding for one cause


def test_a_new_year_pending_in_last_years_words_is_the_rule():
    now = LAST.replace("2011: 調査中（10月頃）", "2011: 6件, 2012: 調査中（10月頃）")
    assert both("still-pending", now) == []
    assert found("still-pending", sheet(goal(1, now))) == []


def test_a_year_told_in_last_years_words_is_a_note():
    told = LAST.replace("2011: 調査中（10月頃）", "2011: 地域のニーズを踏まえた取組を開始")
    now = told.replace("2011: 地域", "2011: 6件, 2012: 地域")
    (finding,) = both("same-narrative-as-last-year", now, told)
    assert (finding.severity, finding.path[-1]) == ("info", "2012")
    assert both("same-narrative-as-last-year", now.replace("開始", "拡大"), told) == []
    other = told.replace("共同研究の件数", "受託研究の件数")
    assert both("same-narrative-as-last-year", now, other) == []


def test_a_note_that_still_speaks_of_last_year_is_a_note():
    (finding,) = both("text-left-over", LAST)
    assert (finding.severity, finding.path[-1]) == ("info", "note")
    assert finding.evidence.ja == "前年度の評価書と同じ文で、23年度に言及する。"
    assert both("text-left-over", LAST.replace("※23年度に", "※24年度に")) == []
    older = LAST.replace("※23年度に", "※20年度に")
    assert both("text-left-over", older, older) == []


def test_a_summary_is_compared_too():
    row = programme("例示事業", amounts=("1", "2"), summary="24年度は拠点を整備する。")
    now, last = (
        sheet(goal(1, measures=[row])).replace("2012\n", f"{y}\n", 1) for y in (2012, 2011)
    )
    text = now.replace("24年度は", "23年度は"), last.replace("24年度は", "23年度は")
    findings = audit(
        parse_sheet(text[0]), previous=parse_sheet(text[1].replace("{2012: 5件}", "{}"))
    )
    assert [f.path[-1] for f in findings if f.check == "text-left-over"] == ["summary"]
