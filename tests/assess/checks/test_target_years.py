"""The years of targets: missing, too early, over, or still without a result."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.audit import all_checks, audit
from evalkit.assess.roll import roll
from evalkit.sheet.load import parse_sheet
from tests.assess.checks.forms import at, form, found, only, years

NOT_STARTED = "{2008-2011: 24年度より取組を開始したため、実績なし, 2012: ―}"
DAYS = (date(2013, 7, 31), date(2014, 7, 31))
DASHES = "annual_targets: {2008-2012: －}\ntarget: －"


# Years without a target


def test_indicators_without_any_target_are_one_note():
    text = form(f"actuals: {{2012: 47件}}\n{DASHES}", f"actuals: {{2012: 49件}}\n{DASHES}")
    finding = only("no-target", text)
    assert (finding.severity, finding.path) == ("info", at("target"))
    assert finding.evidence.ja.startswith("①②には年度ごとの目標値も目標値もなく")


@pytest.mark.parametrize(
    "text",
    [
        "target: 540件",
        "annual_targets: {2012: 47件}\ntarget: －",
        "annual_targets: {2012: 法案を提出する}\ntarget: －",
        "target: 増加",
        "name: （参考）事業者数\ntarget: －",
    ],
)
def test_any_target_will_do_even_in_words(text):
    assert not found("no-target", form(f"{text}\nactuals: {{2012: 47件}}"))


def test_annual_targets_without_a_final_one_under_its_year_are_a_warning():
    text = form(
        "annual_targets: {2012: '17,000件'}\ntarget: －",
        "annual_targets: {2012: 250機関}\ntarget: －",
    )
    finding = only("no-final-target", text)
    assert (finding.severity, finding.path) == ("warning", at("target"))
    assert (
        "①②には年度ごとの目標値（24年度の17,000件など）があるが、25年度の目標値がない"
        in finding.evidence.ja
    )


@pytest.mark.parametrize("heads", ["{target: 毎年度}", "{target: ''}", "{target: 24年度}"])
def test_where_no_later_year_is_printed_the_annual_targets_are_enough(heads):
    text = form("annual_targets: {2012: 250機関}\ntarget: －", heads=heads)
    assert not found("no-final-target", text)


def test_targets_only_for_the_last_year_of_a_long_series_are_a_note():
    text = form(
        f"actuals: {years(197, 216, 230, 245)}\nannual_targets: {{2012: 250件}}\ntarget: －"
    )
    finding = only("targets-set-afterwards", text)
    assert (finding.severity, finding.path) == ("info", at("annual_targets", "2012"))
    assert "①は20～23年度に実績値があるが、年度ごとの目標値は24年度から" in finding.evidence.ja


def test_indicators_with_other_years_are_told_apart():
    rows = [
        f"actuals: {years(197, 216, 230, 245)}\nannual_targets: {{2012: 250件}}\ntarget: －",
        f"actuals: {years(216, 230, 245, first=2009)}\nannual_targets: {{2012: 250件}}\ntarget: －",
    ]
    first, second = found("targets-set-afterwards", form(*rows))
    assert "①は20～23年度" in first.evidence.ja
    assert "②は21～23年度" in second.evidence.ja


def test_two_years_before_the_first_target_may_stand():
    text = f"actuals: {years(21, 21, 16, 12)}\nannual_targets: {{2010: 15件, 2011: 12件}}\ntarget: 12件"
    assert not found("targets-set-afterwards", form(text))
    spread = f"actuals: {years(21, 21, 16, 12)}\nannual_targets: {{2008-2012: （毎年度）10件以上}}"
    assert not found("targets-set-afterwards", form(spread))


def test_a_result_without_target_beside_sisters_with_one_is_a_note():
    sister = "actuals: {2012: 5件}\nannual_targets: {2012: 6件}\ntarget: 9件"
    bare = "actuals: {2012: 30人}\nannual_targets: {2012: －}\ntarget: 40人"
    finding = only("actual-without-target", form(sister, bare))
    assert finding.path == at("target", indicator=1)
    assert "②には24年度の実績値があるが、同じ表の①と違い" in finding.evidence.ja
    assert not found("actual-without-target", form(bare))
    assert not found("actual-without-target", form(sister, f"actuals: {{2012: 5人}}\n{DASHES}"))


# Target years


def test_a_target_before_the_first_measurement_is_a_warning():
    name = "name: 支援開始から５年経過後に事業化した割合"
    text = form(*[f"{name}\nactuals: {NOT_STARTED}\ntarget: 100%"] * 2)
    finding = only("not-yet-measurable", text)
    assert (finding.severity, finding.path) == ("warning", at("target"))
    assert "①②は24年度に開始し5年経過後に測るため、最初の測定は29年度であり" in finding.evidence.ja
    assert "目標年度25年度" in finding.evidence.ja


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("支援開始から５年経過後", "target: （29年度）100%"),
        ("支援開始から１年後", "target: 100%"),
        ("実施後３年が経過した段階", "target: 100%\nbaseline: －"),
        ("平成25年後期の割合", "target: 100%"),
    ],
)
def test_what_can_be_measured_in_time_may_stand(name, rest):
    row = NOT_STARTED.replace("―", "34％") if "３年が" in name else NOT_STARTED
    text = form(f"name: {name}\nactuals: {row}\n{rest}")
    assert not found("not-yet-measurable", text)


def test_what_is_measured_when_projects_end_is_a_note_where_they_have_just_begun():
    name = "name: 事後評価で成果が得られた割合"
    text = f"{name}\nactuals: {NOT_STARTED}\ntarget: 50％以上"
    assert only("perhaps-not-measurable", form(text)).severity == "info"
    assert not found("not-yet-measurable", form(text))
    assert not found("perhaps-not-measurable", form(text.replace("50", "（29年度）50")))


def test_what_surely_cannot_be_measured_is_not_called_perhaps_too():
    name = "name: 課題の終了後5年経過後の割合"
    text = form(f"{name}\nactuals: {NOT_STARTED}\ntarget: 50％以上")
    assert only("not-yet-measurable", text).severity == "warning"
    assert not found("perhaps-not-measurable", text)


def test_every_finding_of_a_check_with_one_title_says_what_the_title_says():
    titles = {each.id: each.title.ja for each in all_checks()}
    assert titles["not-yet-measurable"] == "目標年度には測定できない指標"
    assert "おそれ" in titles["perhaps-not-measurable"]


def test_years_after_a_target_year_in_a_later_era_are_told_in_the_sheets_own():
    text = form(
        f"name: 支援開始から10年経過後の割合\nactuals: {NOT_STARTED}\ntarget: （30年度）100%"
    )
    assert "最初の測定は34年度" in only("not-yet-measurable", text).evidence.ja


def test_a_target_whose_year_has_no_result_is_a_warning():
    text = form("actuals: {2011: 5件, 2012: －}\ntarget: （24年度）9件")
    finding = only("target-year-passed", text, as_of="2013-07-31")
    assert (finding.severity, finding.path) == ("warning", at("target"))
    assert "その年度の実績値がない" in finding.evidence.ja


@pytest.mark.parametrize("day", [None, "2012-08-01", "2013-03-31"])
def test_a_target_of_the_sheets_year_is_not_over_before_its_last_day_is(day):
    text = form("actuals: {2011: 5件}\ntarget: （24年度）9件")
    assert not found("target-year-passed", text, as_of=day)
    assert only("target-year-passed", text, as_of="2013-04-01").severity == "warning"


def test_a_target_that_the_roll_keeps_is_not_over_in_the_new_sheet():
    old = parse_sheet(form("actuals: {2011: 5件, 2012: 6件}\ntarget: （25年度）9件"))
    new = roll(old, 2013).sheet
    assert new.achievement_goals[0].indicators[0].target.printed == "（25年度）9件"
    checks = {day: {each.check for each in audit(new, as_of=day)} for day in DAYS}
    assert ["target-year-passed" in checks[day] for day in DAYS] == [False, True]


def test_a_target_of_a_year_before_the_window_is_a_warning():
    text = form("actuals: {2011: 5件, 2012: 6件}\ntarget: （15年度）9件")
    assert only("target-year-passed", text).severity == "warning"


def test_a_judged_target_whose_year_is_over_is_a_note():
    text = form("actuals: {2011: 5件, 2012: 6件}\ntarget: （23年度）9件")
    assert only("target-year-passed", text).severity == "info"


@pytest.mark.parametrize("row", ["{2012: 6件}", "{2012: 調査中（10月頃）}"])
def test_a_target_of_the_sheets_year_with_its_result_may_stand(row):
    assert not found("target-year-passed", form(f"actuals: {row}\ntarget: （24年度）9件"))


def test_a_target_ten_years_away_is_a_note_in_the_forms_own_year():
    finding = only("target-year-far", form("target: （34年度）30％以上"))
    assert (finding.severity, finding.path) == ("info", at("target"))
    assert "①の目標年度34年度は24年度の10年後" in finding.evidence.ja
    assert not found("target-year-far", form("target: （33年度）30％以上"))


def test_target_years_other_than_their_head_are_one_note():
    text = form("target: （34年度）30％以上", "target: 30％", "target: （28年度）30％以上")
    finding = only("target-year-head", text)
    assert "見出しは「25年度」だが、①③の目標年度は34年度・28年度" in finding.evidence.ja


@pytest.mark.parametrize(
    ("target", "head"),
    [
        ("（25年度）9件", "25年度"),
        ("（平成25年度）9件", "25年度"),
        ("（25年度）9件", "－"),
        ("9件", "毎年度"),
    ],
)
def test_a_year_that_the_head_names_or_leaves_open_may_stand(target, head):
    assert not found("target-year-head", form(f"target: {target}", heads=f"{{target: {head}}}"))


# Years without a result


PENDING = "actuals: {2012: 調査中（10月頃調査結果が出る予定）}"


def test_pending_results_are_one_note_with_their_dues():
    text = form(PENDING, PENDING.replace("10", "8"), PENDING, "actuals: {2012: 調査中}")
    finding = only("pending", text)
    assert (finding.severity, finding.path) == ("info", at("actuals", "2012"))
    assert "①③（10月頃）、②（8月頃）、④（時期の記載なし）" in finding.evidence.ja
    assert not found("pending", form("actuals: {2012: 5件}"))


def test_a_result_past_its_due_date_is_a_warning():
    finding = only("overdue", form(PENDING), as_of="2013-11-01")
    assert (finding.severity, finding.path) == ("warning", at("actuals", "2012"))
    assert (
        "公表予定「10月頃」（2013-10-31まで）を、2013-11-01の時点で過ぎている"
        in finding.evidence.ja
    )
    assert not found("pending", form(PENDING), as_of="2013-11-01")


def test_a_due_date_still_to_come_or_a_report_of_no_day_is_not_overdue():
    assert not found("overdue", form(PENDING), as_of="2013-10-31")
    assert not found("overdue", form(PENDING))


def test_a_pending_year_before_a_known_one_is_a_warning():
    finding = only("overdue", form("actuals: {2011: 調査中, 2012: 5件}"))
    assert "23年度は調査中のままだが、後の24年度の実績値5件がある" in finding.evidence.ja


def test_a_dash_in_a_year_with_its_own_target_is_a_warning():
    text = form(
        "actuals: {2011: 5件, 2012: －}\nannual_targets: {2011: 6件, 2012: 7件}\ntarget: 9件"
    )
    finding = only("target-without-actual", text)
    assert (finding.severity, finding.path) == ("warning", at("actuals", "2012"))
    assert "24年度には目標値（7件）があるが、実績値は数値でない" in finding.evidence.ja


def test_words_instead_of_a_figure_are_a_note():
    text = form("actuals: {2012: 事業を開始した}\nannual_targets: {2012: 7件}\ntarget: 9件")
    assert only("target-without-actual", text).severity == "info"


@pytest.mark.parametrize(
    "text",
    [
        "actuals: {2012: 調査中}\nannual_targets: {2012: 7件}",
        "actuals: {2008-2011: 実績なし, 2012: 5件}\nannual_targets: {2008-2012: （毎年度）7件以上}",
        "actuals: {2012: －}\nannual_targets: {2012: －}",
        "actuals: {2012: （23年度）5件}\nannual_targets: {2012: 7件}",  # told by other-period
    ],
)
def test_years_that_wait_or_have_no_target_of_their_own_may_stand(text):
    assert not found("target-without-actual", form(text))
