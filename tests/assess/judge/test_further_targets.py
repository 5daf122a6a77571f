"""Targets for a total of years, with two limits, and of several levels: decided by calculation."""

from __future__ import annotations

import pytest

from tests.assess.judge.test_target_rules import COUNTS, level, result

UP = "direction: up"  # 2021: 200件, 2022: 240件, 2023: 220件, 2024: 230件


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("3年間累計700件", "240件"),
        ("3年間の合計で700件以上", "240件以上"),
        ("三か年の累計700件", "240件"),
        ("2022～2024年度の合計700件以上", "240件以上"),
        ("令和4～6年度の累計で700件", "240件"),
        ("2021年度からの累計900件", "240件"),
        ("700件（2022～2024年度の累計）", "240件"),
        ("4年間で延べ880件", "220件"),
        ("4年間に880件", "220件"),
        ("2024～2026年度の累計700件", "rule_period_open"),
        ("計画期間中に700件", "rule_period_unsaid"),
        ("5年間で1100件", "rule_missing"),
        ("3年間で700人", "rule_units"),
        ("3年間で90％", "text"),
        ("3年平均230件以上", "text"),
        ("5年に1件", "text"),
        ("3年間の取組を継続", "text"),
    ],
)
def test_of_a_total_the_last_year_is_to_bring_what_is_left(target, expected):
    assert level(f'"{target}"', COUNTS, UP) == expected


def test_no_rate_of_one_year_is_taken_against_a_total():
    year = result(COUNTS, UP, "annual_targets: {2024: 3年間累計700件}").year(2024)
    assert year.judgement.grade == "missed"
    assert year.judgement.reasoning.ja == (
        "目標「3年間累計700件」の水準は、4年度・5年度の実績値の合計460件から240件と計算した。"
        "実績値230は目標値240を満たさない。"
    )
    assert year.figure("level_rate") is None
    assert year.figure("change") is not None


@pytest.mark.parametrize(
    "lines",
    [
        ("name: 認定数（累計）",),  # its actuals are totals themselves
        ("windows: sum", "actuals: {2020-2022: 600件, 2021-2023: 660件, 2022-2024: 690件}"),
    ],
)
def test_totals_are_held_against_a_total_as_they_are(lines):
    given = [line for line in (UP, COUNTS) if lines[0].startswith("name") or line != COUNTS]
    names = () if lines[0].startswith("name") else lines
    target = "annual_targets: {2024: （2022～2024年度の累計）700件}"
    cell = result(*given, *names, target).year(2024).target
    assert cell.printed == "（2022～2024年度の累計）700件"


@pytest.mark.parametrize(
    ("target", "expected", "grade"),
    [
        ("225±5件", "220～230件", "met"),
        ("220件±5件", "215～225件", "missed"),
        ("220件±10％", "198～242件", "met"),
        ("200件以上230件未満", "230件未満", "missed"),
        ("200件以上231件未満", "200～231件", "met"),
        ("230件超240件以下", "230件超", "missed"),
        ("229件超240件以下", "229～240件", "met"),
        ("220件から240件の範囲内", "220～240件", "met"),
        ("220±5件を維持", "215～225件", "missed"),
        ("240件以上220件未満", "text", "not_decidable"),
        ("220件以上240人未満", "text", "not_decidable"),
    ],
)
def test_of_two_limits_both_decide_and_an_end_left_out_is_left_out(target, expected, grade):
    assert level(f'"{target}"', COUNTS) == expected
    made = result(COUNTS, f'annual_targets: {{2024: "{target}"}}').year(2024).judgement
    assert made.grade == grade, made.reasoning.ja


SHARES = "actuals: {2023: 50％, 2024: 52％}"


@pytest.mark.parametrize(
    ("target", "expected"),
    [("50％±5％", "rule_share_or_points"), ("50±5％", "45～55％"), ("50％±5ポイント", "45～55％")],
)
def test_percent_of_a_percentage_may_be_points_or_a_share(target, expected):
    assert level(f'"{target}"', SHARES) == expected


@pytest.mark.parametrize(
    ("target", "grade"),
    [
        ("225件以上又は前年度以上", "met"),  # by either
        ("240件以上又は250件以上", "missed"),  # by neither
        ("240件以上又は前年度以上", "not_decidable"),  # it depends
        ("225件以上かつ前年度以上", "met"),
        ("240件以上かつ前年度以上", "missed"),
        ("225件又は前年度のいずれか高い方以上", "met"),
        ("240件又は前年度実績のいずれか高い方", "missed"),
        ("240件又は前年度実績のいずれか低い方", "met"),
        ("法案提出又は前年度以上", "not_decidable"),
        ("前年度以上の場合は240件、それ以外は220件", "not_decidable"),
        ("240件以上かつ全国平均以上", "not_decidable"),  # 全国平均 is not given
    ],
)
def test_of_several_levels_it_is_decided_what_does_not_depend_on_a_condition(target, grade):
    made = result(COUNTS, UP, f'annual_targets: {{2024: "{target}"}}').year(2024).judgement
    assert made.grade == grade, made.reasoning.ja
