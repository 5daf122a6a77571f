"""The summary of goal 7-2 says what its report says, and nothing that could contradict it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from evalkit.assess.assessment import ANNUAL, assess_sheet
from evalkit.assess.audit import audit
from evalkit.assess.goal_summary import GoalSummary, Spent, summarise
from evalkit.assess.parameters import Parameters
from evalkit.assess.report_data import gather
from evalkit.sheet.load import parse_sheet, read_sheet
from tests.conftest import ROOT

DAY = date(2013, 7, 31)


@pytest.fixture(scope="module")
def sheet(request):
    return read_sheet(request.config.rootpath / "params/fy2012/7-2.yaml")


@pytest.fixture(scope="module")
def summary(sheet):
    return summarise(gather(sheet, Parameters(as_of=DAY)))


def test_it_names_the_goal_and_who_answers_for_it(summary):
    assert (summary.number, summary.ministry, summary.fiscal_year) == ("7-2", "文部科学省", 2012)
    assert summary.division.startswith("科学技術・学術政策局産業連携・地域支援課")


def test_the_grades_are_those_of_the_assessment(sheet, summary):
    assert summary.grades() == assess_sheet(sheet, as_of=DAY).distribution()
    assert sum(summary.grades().values()) == len(summary.indicators) == 28


def test_the_four_missed_targets_of_fy2012_stand_with_their_printed_figures(summary):
    now = [(each.label, year) for each, year in summary.missed() if year.year == 2012]
    assert [(label, year.actual.value, year.target.value) for label, year in now] == [
        ("1-⑤", 7, 10), ("1-⑥", 57, 60), ("1-⑪", 23, 24), ("2-⑧", 63, 70),
    ]  # fmt: skip
    assert now[0][1].level_rate == Decimal("0.7")
    assert now[3][1].target.comparator == ">="


@pytest.mark.parametrize(
    ("day", "overdue"),
    [(None, 0), (date(2013, 8, 31), 0), (date(2013, 9, 1), 3), (date(2013, 11, 1), 5)],
    ids=["no day", "last day", "day after August", "after October"],
)
def test_a_result_is_overdue_from_the_day_after_its_time(sheet, day, overdue):
    made = summarise(gather(sheet, Parameters(as_of=day)))
    assert made.overdue() == overdue
    assert sum(1 for _ in made.awaited()) == 5


def test_only_standing_findings_count_and_keep_the_number_of_the_report(sheet, summary):
    found = audit(sheet, as_of=DAY)
    assert summary.severities() == {"error": 4, "warning": 11, "info": 85}
    assert [found[each.number - 1].place for each in summary.findings] == [
        each.place for each in found if each.severity != "info"
    ]
    setting = {"check": found[0].check, "place": found[0].place.ja, "reason": "確認済み"}
    settings = sheet.audit.model_validate({"accept": [setting]})
    accepted = summarise(
        gather(sheet.model_copy(update={"audit": settings}), Parameters(as_of=DAY))
    )
    assert accepted.severities()["error"] == 3
    assert 1 not in [each.number for each in accepted.findings]


def test_an_error_on_an_annual_target_is_found_at_its_indicator(summary):
    third = next(each for each in summary.indicators if each.label == "1-③")
    assert [(each.severity, each.place.ja) for each in summary.grave(third)] == [
        ("error", "達成目標1 指標③ 年度ごとの目標値 24年度")
    ]


def test_the_execution_rate_is_that_of_the_latest_closed_year_line_by_line(summary):
    first = summary.spent[0]
    assert (first.line, first.year, first.executed, first.total) == (
        "single", 2012, 18_507_806, 18_698_636,
    )  # fmt: skip
    assert first.rate == Decimal(18_507_806) / Decimal(18_698_636)
    nothing = Spent(line="single", year=2012, executed=Decimal(0), total=Decimal(0))
    assert nothing.rate is None


def test_changes_are_counted_only_where_there_is_a_sheet_of_last_year(small):
    now = parse_sheet(small)
    assert summarise(gather(now, Parameters())).changes is None
    before = small.replace("fiscal_year: 2012", "fiscal_year: 2011").replace("16,302", "16,300")
    before = parse_sheet(re.sub(r".*2012: 調査中.*\n", "", before))
    changes = summarise(gather(now, Parameters(), before)).changes
    assert (changes.since, changes.groups["restated"]) == (2011, 1)


def test_a_summary_comes_back_from_its_file_as_it_was(summary):
    assert GoalSummary.model_validate_json(summary.model_dump_json()) == summary


def test_a_target_in_words_that_people_decided_was_missed_keeps_its_words():
    made = summarise(
        gather(
            parse_sheet(
                """
ministry: 文部科学省
fiscal_year: 2012
policy_goal: {number: 7-2, name: 例}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - {no: 1, name: 例, kind: outcome, actuals: {2012: 90件}, annual_targets: {2012: 前年度より増加}, decisions: {2012: missed}}
"""
            ),
            Parameters(),
        )
    )
    [(_, year)] = made.missed()
    assert (year.actual.value, year.target, year.level_rate) == (90, "前年度より増加", None)


def test_a_summary_counts_the_ministrys_own_grades_the_best_first():
    made = summarise(gather(read_sheet(ROOT / "tests/forms/published.yaml")))
    assert list(made.published.items()) == [("A", 1), ("B", 1)]
    assert made.evaluation == "②目標達成"


FORM = """
form: {form}
ministry: 試験省
fiscal_year: 2024
policy_goal: {{number: 1-1, name: 例}}
achievement_goals:
  - no: 1
    name: 例
    indicators: [{{no: 1, name: 例, kind: measure, annual_targets: {{2024: 5件}}}}]
budget:
  unit: {unit}
  lines: [{lines}]
"""


def summary_of(form="jizen", unit="百万円", lines=""):
    sheet = parse_sheet(FORM.format(form=form, unit=unit, lines=lines))
    return summarise(gather(sheet, Parameters(preset="maff")))


def test_of_a_plan_nothing_is_counted_as_not_decidable():
    plan = summary_of()
    assert plan.is_plan
    assert plan.grades() == dict.fromkeys(ANNUAL, 0)
    assert plan.by_preset == {}
    assert [each.undecided for each in plan.indicators] == [None]
    assert summary_of("jisseki").grades()["not_decidable"] == 1


@pytest.mark.parametrize(
    ("lines", "spent"),
    [
        ("{name: 計, role: total, 2022: 300, 2023: 350}, {name: 支出, role: executed, 2022: 280, 2023: 301}",
         [(2023, 301_000, 350_000)]),
        ("{name: 計, role: total, 2023: 350, 2024: 400}, {name: 支出, role: executed, 2023: 301}",
         [(2023, 301_000, 350_000)]),
        ("{name: 当初, role: initial, 2023: 350, 2024: 400}", [(2024, None, 400_000)]),
        ("{name: 内数, 2023: 350}", []),
        ("{name: 計, role: total, 2023: －}", []),
    ],
)  # fmt: skip
def test_amounts_of_the_forms_own_lines_are_told_in_thousand_yen(lines, spent):
    made = summary_of(lines=lines).spent
    assert [(each.year, each.executed, each.total) for each in made] == spent
    assert {each.line for each in made} <= {"lines"}
