"""A sheet assessed: what the published sheet of goal 7-2 answers, and every edge case of METHODS §3."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.audit import audit, audit_assessed
from evalkit.assess.judge.direction import find_good_direction
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.model import AchievementGoal

ACTUALS = "actuals: {2008: 10件, 2009: 12件, 2010: 14件, 2011: 16件, 2012: 18件}"


@pytest.fixture(scope="module")
def goal():
    from tests.conftest import ROOT

    return assess_sheet(read_sheet(ROOT / "params/fy2012/7-2.yaml"), as_of=date(2013, 7, 31))


def one(text, **options):
    """Assess the one indicator that `text` describes."""
    indented = "\n".join(f"        {line}" for line in text.strip().splitlines())
    sheet = parse_sheet(
        "ministry: 文部科学省\nfiscal_year: 2012\npolicy_goal: {number: 7-2, name: 例}\n"
        "achievement_goals:\n  - no: 1\n    name: 例\n    indicators:\n"
        f"      - no: 1\n        name: 例\n        kind: outcome\n{indented}\n"
    )
    return assess_sheet(sheet, **options).results[0]


def value(result, name, year=2012):
    figure = result.year(year).figure(name)
    return figure.value if figure else None


# The published sheet -----------------------------------------------------------------------------


def test_the_missed_annual_targets_of_goal_7_2_are_these_six(goal):
    missed = {
        (result.label, year.year): round(year.figure("level_rate").value * 100, 1)
        for result, year in goal.missed(every_year=True)
    }
    assert missed == {
        ("1-⑤", 2012): Decimal("70.0"),
        ("1-⑥", 2012): Decimal("95.0"),
        ("1-⑪", 2012): Decimal("95.8"),
        ("2-⑧", 2012): Decimal("90.0"),
        ("2-⑩", 2009): Decimal("97.0"),
        ("2-⑪", 2008): Decimal("87.0"),
    }


def test_the_audit_finds_the_same_by_whatever_preset_the_sheet_is_assessed(goal):
    by_steps = assess_sheet(goal.sheet, "five_step", goal.as_of)
    findings = audit_assessed(by_steps)
    assert findings == audit(goal.sheet, as_of=goal.as_of)
    assert findings


def test_five_results_are_unknown_and_the_sheet_says_until_when(goal):
    dues = {result.label: (due.printed, due.day, due.overdue) for result, due in goal.pending()}
    october, august = date(2013, 10, 31), date(2013, 8, 31)
    assert dues == {
        "1-①": ("10月頃", october, False), "1-②": ("10月頃", october, False),
        "1-③": ("8月頃", august, False), "1-④": ("8月頃", august, False),
        "3-①": ("8月頃", august, False),
    }  # fmt: skip


def test_the_distribution_of_goal_7_2_counts_and_never_averages(goal):
    assert goal.distribution() == {
        "met": 10, "missed": 4, "pending": 5, "not_started": 0, "no_target": 8, "not_decidable": 1,
    }  # fmt: skip
    by_goal = [goal.distribution(number) for number in "123"]
    assert {grade: sum(d[grade] for d in by_goal) for grade in by_goal[0]} == goal.distribution()


def test_the_day_decides_what_is_overdue():
    from tests.conftest import ROOT

    late = assess_sheet(read_sheet(ROOT / "params/fy2012/7-2.yaml"), as_of=date(2013, 9, 1))
    assert [result.label for result, due in late.pending() if due.overdue] == ["1-③", "1-④", "3-①"]


def test_the_execution_rates_of_goal_7_2(goal):
    rates = {(each.line, each.year): round(each.figure.value, 4) for each in goal.executions}
    assert rates[("single", 2012)] == Decimal("0.9898")  # 18,507,806 / 18,698,636
    assert rates[("shared", 2012)] == Decimal("0.8801")  # 148,087,831 / 168,255,631
    assert rates[("single_reconstruction", 2012)] == Decimal("0.9328")
    assert len(rates) == 6


def test_a_declining_plan_is_decided_only_where_both_readings_agree(goal):
    plan = next(result for result in goal.results if result.label == "1-⑫")
    assert plan.good_direction.basis == "undetermined"
    grades = {year.year: year.judgement.grade for year in plan.years}
    assert grades == {
        2008: "no_target", 2009: "no_target", 2010: "not_decidable", 2011: "met", 2012: "met",
    }  # fmt: skip


def test_the_baseline_itself_is_no_progress(goal):
    for label in ("1-③", "1-④"):
        result = next(each for each in goal.results if each.label == label)
        assert result.latest.year == 2011  # the baseline's year: 23年度
        codes = {name: result.latest.figure(name).code for name in ("progress", "pace", "on_line")}
        assert codes == dict.fromkeys(("progress", "pace", "on_line"), "no_time_passed")
        assert result.latest.figure("progress").value is None
        assert (result.outlook, result.standing().progress) == ("unknown", None)


@pytest.mark.parametrize(("year", "known"), [(2011, True), (2012, False), (2013, False)])
def test_progress_needs_a_year_after_that_of_the_baseline(year, known):
    era = year - 1988
    result = one(f"baseline: （{era}年度）10件\nactuals: {{2012: 18件}}\ntarget: （27年度）40件")
    assert (value(result, "progress") is not None) is known


def test_the_years_of_a_reason_are_printed_alike(goal):
    reasons = {
        figure.reason
        for result in goal.results
        for year in result.years
        for figure in year.figures
        if figure.code == "few_points"
    }
    assert any("直近6年度（18～23年度）の" in ja and "FY2006–FY2011" in en for ja, en in reasons)
    assert not any("20" in ja.replace("20年度", "").replace("20～", "") for ja, _ in reasons)


@pytest.mark.parametrize("first", ["nobody", "the audit"])
def test_the_years_of_a_reason_do_not_depend_on_who_asks_first(first):
    sheet = parse_sheet(
        "ministry: 国土交通省\nfiscal_year: 2018\npolicy_goal: {number: 3-1, name: 例}\n"
        "achievement_goals:\n  - no: 1\n    name: 例\n    indicators:\n"
        "      - {no: 1, name: 例, kind: outcome, actuals: {2018: 5件}, target: （30年度）9件以上,\n"
        "         baseline: （33年度）4件}\n"
    )
    assessment = assess_sheet(sheet)
    if first == "the audit":
        audit_assessed(assessment)
    (result,) = assessment.results
    assert result.year(2018).figure("progress").reason.ja == (
        "実績値の年度（30年度）が基準年度（33年度）より後でない。"
    )
    assert result.judged("kenko21").reasoning.ja.count("33年度") == 1


# Edge cases ---------------------------------------------------------------------------------------


def test_a_target_equal_to_its_baseline_is_met_or_missed_without_a_ratio():
    result = one(f"baseline: （20年度）10件\n{ACTUALS}\ntarget: （25年度）10件以上")
    assert value(result, "progress") is None
    assert "維持目標" in result.year(2012).figure("progress").reason.ja
    assert result.outlook == "reached"


def test_a_target_of_zero_has_a_progress_but_no_level():
    result = one(
        "direction: down\nbaseline: （20年度）10件\nactuals: {2008: 10件, 2012: 2件}\n"
        "annual_targets: {2012: 0件}\ntarget: （25年度）0件"
    )
    assert value(result, "progress") == Decimal("0.8")
    assert value(result, "reported_rate") is None
    assert result.year(2012).judgement.grade == "missed"


def test_a_target_of_every_year_applies_to_every_year_whose_row_is_empty():
    result = one(f"{ACTUALS}\ntarget: （毎年度）14件以上")
    assert [year.judgement.grade for year in result.years] == [
        "missed", "missed", "met", "met", "met",
    ]  # fmt: skip
    assert result.outlook is None


def test_a_printed_dash_says_that_a_year_has_no_target_even_under_a_target_of_every_year():
    result = one(f"{ACTUALS}\nannual_targets: {{2008-2012: －}}\ntarget: （毎年度）14件以上")
    assert {year.judgement.grade for year in result.years} == {"no_target"}


def test_annual_and_final_targets_are_judged_apart():
    result = one(
        f"baseline: （20年度）10件\n{ACTUALS}\nannual_targets: {{2012: 17件以上}}\ntarget: （25年度）40件以上"
    )
    assert result.year(2012).judgement.grade == "met"
    assert result.outlook == "behind"


def test_a_target_revised_in_mid_course_judges_each_year_by_its_own():
    result = one(f"{ACTUALS}\nannual_targets: {{2010: 15件以上, 2011: 15件以上, 2012: 20件以上}}")
    grades = [result.year(year).judgement.grade for year in (2010, 2011, 2012)]
    assert grades == ["missed", "met", "missed"]


def test_about_is_decided_only_within_a_declared_tolerance():
    text = f"{ACTUALS}\nannual_targets: {{2012: 20件程度}}"
    assert one(text).year(2012).judgement.grade == "not_decidable"
    assert one(f"tolerance: 2\n{text}").year(2012).judgement.grade == "met"
    assert one(f"tolerance: 1\n{text}").year(2012).judgement.grade == "missed"


def test_of_a_pair_the_first_value_is_compared():
    result = one("actuals: {2012: 7件（27件）}\nannual_targets: {2012: 8件以上（20件以上）}")
    assert value(result, "reported_rate") is None or result.year(2012).judgement.grade == "missed"


def test_a_text_target_is_met_only_by_a_recorded_decision():
    text = "actuals: {2012: 法案を提出した}\nannual_targets: {2012: 法案を提出する}"
    assert one(text).year(2012).judgement.grade == "not_decidable"
    assert one(f"{text}\ndecisions: {{2012: met}}").year(2012).judgement.grade == "met"
    assert one(f"{text}\ndecisions: {{2012: missed}}").year(2012).judgement.grade == "missed"


def test_the_latest_year_with_a_value_is_used_and_said():
    result = one(
        "baseline: （20年度）10件\nactuals: {2010: 14件, 2012: 調査中}\ntarget: （24年度）20件以上"
    )
    assert result.latest.year == 2010
    assert result.year(2012).judgement.grade == "pending"


def test_no_trend_is_drawn_across_a_break():
    text = f"{ACTUALS}\ntarget: （25年度）30件以上"
    assert value(one(text), "forecast").projection == 20
    broken = one(f"break_after: 2009\n{text}").year(2012).figure("forecast")
    assert broken.value is None
    assert "断絶" in broken.reason.ja


def test_values_before_the_window_serve_the_trend():
    result = one(
        "actuals: {2007: 8件, 2010: 14件, 2011: 16件, 2012: 18件}\ntarget: （25年度）30件以上"
    )
    assert value(result, "forecast").mean_change == 2


def test_figures_in_different_units_are_never_compared():
    result = one("actuals: {2012: 18件}\nannual_targets: {2012: 20％以上}")
    assert result.year(2012).judgement.grade == "not_decidable"
    assert value(result, "reported_rate") is None


def test_full_and_half_width_percent_are_one_unit():
    result = one("actuals: {2012: 18%}\nannual_targets: {2012: 20％以上}")
    assert value(result, "level_rate") == Decimal("0.9")


def test_negative_values_have_a_progress_but_no_level():
    result = one(
        "baseline: （20年度）△10億円\nactuals: {2008: △10億円, 2012: 5億円}\n"
        "annual_targets: {2012: △2億円}\ntarget: （25年度）10億円以上"
    )
    assert value(result, "progress") == Decimal("0.75")
    assert value(result, "level_rate") is None
    assert result.year(2012).judgement.grade == "met"


@pytest.mark.parametrize(
    ("fields", "direction", "basis"),
    [
        ({"direction": "down", "target": "5件"}, "down", "declared"),
        ({"direction": "down", "target": "5件以上"}, None, "contradicting"),
        ({"annual_targets": {"2012": "5件以下"}, "target": "5件以上"}, None, "contradicting"),
        ({"target": "5件以下"}, "down", "comparator"),
        ({"annual_targets": {"2012": "5件未満"}, "target": "5件"}, "down", "comparator"),
        ({"target": "8位"}, "down", "rank"),
        ({"baseline": "3件", "target": "5件"}, "up", "baseline"),
        ({"baseline": "9件", "target": "5件"}, None, "undetermined"),
        ({"annual_targets": {"2011": "3件", "2012": "4件"}}, "up", "yearly_targets"),
        ({"annual_targets": {"2011": "5件", "2012": "4件"}}, None, "undetermined"),
        (
            {"baseline": "9件", "annual_targets": {"2011": "3件", "2012": "4件"}},
            None,
            "contradicting",
        ),
        ({"baseline": "9件", "target": "0件"}, "down", "bound"),
        ({"name": "修了者の割合", "target": "100％"}, "up", "bound"),
        ({"name": "経費の対前年度比", "target": "100％"}, None, "undetermined"),
        ({"name": "利用者の満足度", "target": "80％"}, "up", "words"),
        ({"name": "満足していない者の割合", "target": "8％"}, None, "undetermined"),
        ({"name": "待機者数の減少", "baseline": "9人", "target": "5人"}, "down", "words"),
        ({"name": "待機者数の減少", "target": "5人"}, None, "undetermined"),
        ({"name": "温室効果ガス削減率", "target": "30％"}, "up", "words"),
        ({"name": "人口減少率", "target": "30％"}, None, "undetermined"),
        ({"name": "15分以内に着いた割合", "target": "80％"}, None, "undetermined"),
        ({"name": "所要時間を30分以下とする", "target": "30分"}, "down", "words"),
        ({"name": "自殺者数 65歳以上", "target": "30人"}, None, "undetermined"),
        ({"annual_targets": {"2012": "前年度以下"}, "target": "30人"}, "down", "words"),
        ({"baseline": "30人", "target": "20％"}, None, "undetermined"),
        ({"target": "10～20件"}, None, "undetermined"),
        ({}, None, "undetermined"),
    ],
)
def test_which_way_is_better_is_said_by_the_sheet_or_left_open(fields, direction, basis):
    indicator = Indicator(**{"no": "1", "name": "例", "kind": "outcome", **fields})
    way = find_good_direction(
        AchievementGoal(no="1", name="例", indicators=(indicator,)), indicator
    )
    assert (way.direction, way.basis) == (direction, basis)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("年度末評価において、Ｓの評価を受けた課題の割合（４段階）", "Ｓの評価を受けた課題の割合"),
        ("利用者の 満足度", "利用者の満足度"),
        ("温室効果ガス削減率", "温室効果ガス削減率"),
    ],
)
def test_the_words_of_a_name_are_cited_as_printed_in_their_clause(name, said):
    indicator = Indicator(no="1", name=name, kind="outcome", target="80％")
    way = find_good_direction(
        AchievementGoal(no="1", name="例", indicators=(indicator,)), indicator
    )
    assert (way.direction, way.basis, way.evidence) == ("up", "words", said)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "適切な処置が要る箇所の割合", "target": "10％"},
        {"name": "危険度Ｂ以上の評価を受けた斜面の数", "target": "10件"},
        {"name": "年度", "annual_targets_label": "目標値（65歳以上）", "target": "10件"},
    ],
)
def test_words_that_may_mean_either_are_no_evidence(fields):
    indicator = Indicator(no="1", kind="outcome", **fields)
    way = find_good_direction(
        AchievementGoal(no="1", name="例", indicators=(indicator,)), indicator
    )
    assert (way.direction, way.basis) == (None, "undetermined")


@pytest.mark.parametrize(
    ("goal", "name", "direction"),
    [
        ("交通事故の死者数を235人以下とする", "事故による死者数", "down"),
        ("交通事故の死者数を235人以下とする", "死者数の調査を行った自治体数", None),
        ("交通事故の防止", "事故による死者数", None),
    ],
)
def test_a_goal_says_that_less_is_better_of_what_it_names_itself(goal, name, direction):
    series = {"2011": "250人", "2012": "235人"}
    indicator = Indicator(no="1", name=name, kind="outcome", annual_targets=series)
    way = find_good_direction(
        AchievementGoal(no="1", name=goal, indicators=(indicator,)), indicator
    )
    assert way.direction == direction


# Presets ------------------------------------------------------------------------------------------


def test_five_step_without_declared_main_indicators_says_so():
    from tests.conftest import ROOT

    made = assess_sheet(read_sheet(ROOT / "params/fy2012/7-2.yaml"), "five_step")
    assert made.overall.grade == "main_indicators_not_declared"
    assert made.sensitivity == ()


def test_five_step_names_the_indicator_that_would_change_the_step(small):
    text = small.replace(
        "          2012: 調査中（10月頃調査結果が出る予定）\n", "          2012: 20件\n"
    )
    text = text.replace(
        "target: 540機関",
        "main: true\n        annual_targets: {2012: 10件以上}\n        target: －",
    )
    made = assess_sheet(parse_sheet(text), "five_step")
    assert made.overall.grade == "②"
    assert [row.name for row in made.sensitivity] == ["1-①"]


@pytest.mark.parametrize(
    ("preset", "grade"),
    [("maff", "not_decidable"), ("commerce", "not_decidable"), ("open_sdg", "limited_progress"),
     ("kenko21", "B*"), ("destatis", "thunderstorm")],
)  # fmt: skip
def test_an_indicator_is_judged_by_the_preset_that_was_asked_for(preset, grade):
    result = one(
        "baseline: （20年度）10件\nactuals: {2008: 10件, 2012: 13件}\ntarget: （25年度）20件以上"
    )
    judgement = result.judged(preset)
    assert judgement.preset == preset
    if preset == "destatis":
        assert not judgement.decided
    else:
        assert judgement.grade == grade


def test_a_ministrys_own_bands_come_from_the_parameters():
    bands = [{"grade": "A", "at_least": "1.0"}, {"grade": "B", "at_least": "0.6"}, {"grade": "C"}]
    result = one("actuals: {2012: 13件}\ntarget: （25年度）20件以上")
    assert result.judged("bands", function="level_rate", bands=bands).grade == "B"
