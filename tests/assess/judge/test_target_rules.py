"""Targets that state a rule in words: what they are read as, and the level they set in a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.compare import compare
from evalkit.assess.judge.target_levels import ComputedTarget
from evalkit.assess.judge.target_rules import parse_rule
from evalkit.assess.report_data import gather
from evalkit.present.frames import rows
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.printing import shown
from evalkit.sheet.workbook import parse_book, write_workbook

HEAD = """\
ministry: 試験省
fiscal_year: 2024
years: 2021-2024
policy_goal: {number: "1-1", name: 試験}
achievement_goals:
  - no: 1
    name: 試験
    indicators:
      - no: 1
        kind: measure
        name: 指標
"""


def sheet(*lines):
    return parse_sheet(HEAD + "".join(f"        {line}\n" for line in lines))


def result(*lines):
    return assess_sheet(sheet(*lines)).results[0]


def level(target, *lines, year=2024):
    """Level that a target in words has in a year, as print, or the code of why it has none."""
    given = (f"annual_targets: {{{year}: {target}}}", *lines)
    cell = result(*given).year(year).target
    return shown(cell) if isinstance(cell, ComputedTarget) else getattr(cell, "code", "text")


COUNTS = "actuals: {2021: 200件, 2022: 240件, 2023: 220件, 2024: 230件}"
SHARES = "actuals: {2021: 70.0％, 2022: 71.1％, 2023: 72.0％, 2024: 71.1％}"
START = "baseline: （2020年度）250件"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("前年度以上", "220件以上"),
        ("昨年度実績値以上", "220件以上"),
        ("前年度を上回る", "220件超"),
        ("前年度の水準を下回らない", "220件以上"),
        ("前年度比増", "220件超"),
        ("前年度より減少", "220件未満"),
        ("対前年度比5％増", "231件"),
        ("対前年比5％以上の増加", "231件以上"),
        ("前年度比5％減以内", "209件以上"),
        ("前年度比△5％以内", "209件以上"),
        ("前年度比5％増以内", "231件以下"),
        ("前年度比105％以上", "231件以上"),
        ("前年度より30件増", "250件"),
        ("前年度より30件以上減", "190件以下"),
        ("前年度（220件）以上", "220件以上"),
        ("2022年度以上", "240件以上"),
        ("令和4年度の値を上回る", "240件超"),
        ("基準値以上", "250件以上"),
        ("現状維持", "250件"),
        ("維持", "250件"),
        ("基準値から20％増", "300件"),
        ("基準値比1割減", "225件"),
        ("基準年度（2020年度）比46％削減", "135件"),
        ("46％削減（2020年度比）", "135件"),
        ("2020年度比で半減", "125件"),
        ("基準値の2倍以上", "500件以上"),
        ("過去最高値以上", "250件以上"),
        ("過去最高を更新", "250件超"),
        ("過去最少", "200件"),
        ("過去2年間の最高値以上", "240件以上"),
        ("過去3年平均以上", "220件以上"),
        ("直近三か年の平均値以下", "220件以下"),
        ("（毎年度）前年度以上", "220件以上"),
    ],
)
def test_the_level_of_a_rule_is_calculated_from_the_printed_figures(target, expected):
    assert level(f'"{target}"', COUNTS, START) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("前年度比2ポイント増", "74.0％"),
        ("前年度＋2.5ポイント", "74.5％"),
        ("2022年度比で半減", "35.55％"),
        ("過去3年平均以上", "71.033％以上"),  # 213.1 ÷ 3, two decimals more than the figures
        ("前年度比5％増", "rule_share_or_points"),
        ("前年度比1割減", "rule_share_or_points"),
    ],
)
def test_of_a_percentage_only_points_and_multiples_are_clear(target, expected):
    assert level(target, SHARES) == expected


@pytest.mark.parametrize(
    ("target", "lines", "expected"),
    [
        ("増加", (COUNTS, START), "rule_nothing_to_compare"),
        ("減少を目指す", (COUNTS, START), "rule_nothing_to_compare"),
        ("20％増", (COUNTS, START), "rule_nothing_to_compare"),
        ("前年度以上又は250件以上", (COUNTS, START), "rule_condition"),
        ("前年度比5％以上", (COUNTS, START), "rule_ratio_or_change"),
        ("前年度以上", ("actuals: {2023: 調査中, 2024: 9件}",), "rule_missing"),
        ("前年度以上", ("actuals: {2023: 約300件, 2024: 9件}",), "rule_inexact"),
        ("前年度以上", ("actuals: {2022-2023: 8件, 2024: 9件}",), "rule_missing"),
        ("前年度以上", ("actuals: {2023: 8件, 2024: 9件}", "break_after: 2023"), "rule_break"),
        ("前年度（8％）以上", ("actuals: {2023: 9％, 2024: 9％}",), "rule_differs"),
        ("2020年度以上", ("actuals: {2020: 5件, 2024: 9件}", "baseline: （2020年度）6件"), "rule_differs"),
        ("基準値以上", (COUNTS,), "rule_missing"),
        ("基準値から20％増", (COUNTS, "baseline: 0件"), "rule_no_share"),
        ("基準値から20％増", (COUNTS, "baseline: △5件"), "rule_no_share"),
        ("前年度より3人増", (COUNTS,), "rule_units"),
        ("前年度比3ポイント増", (COUNTS,), "rule_units"),
        ("過去3年平均以上", ("actuals: {2022: 8件, 2023: 9件, 2024: 9件}",), "rule_missing"),
        ("過去最高以上", ("actuals: {2022: 調査中, 2023: 9件, 2024: 9件}",), "rule_missing"),
        ("全国平均以上", (COUNTS,), "rule_missing"),
        ("前年度より改善", ("actuals: {2023: 8件, 2024: 9件}",), "direction"),
    ],
)  # fmt: skip
def test_what_is_missing_or_unclear_is_no_level_but_a_reason(target, lines, expected):
    assert level(target, *lines) == expected
    judged = result(f"annual_targets: {{2024: {target}}}", *lines).year(2024).judgement
    assert judged.grade == "not_decidable"
    assert "None" not in judged.reasoning.ja + judged.reasoning.en
    assert "{" not in judged.reasoning.ja + judged.reasoning.en


@pytest.mark.parametrize(
    "text",
    [
        "法案を提出する", "公布又は施行", "前年度", "前年度比", "2013年度", "前々年度以上", "前年同期以上",
        "12か月以上", "増加率5％以上", "A評価以上", "出生率の向上", "過去平均以上", "5年後に2倍",
        "前年度比△5％以上",  # a fall by five or more, or at most by five
        "90％以上", "H9比約5％削減",
    ],
)  # fmt: skip
def test_other_words_are_no_rule(text):
    assert parse_rule(text) is None


@pytest.mark.parametrize(
    ("lines", "grades"),
    [
        (("actuals: {2023: 70%, 2024: 72%}", "annual_targets: {2024: 前年度以上}"), {2024: "met"}),
        (("actuals: {2023: 72%, 2024: 70%}", "annual_targets: {2024: 前年度以下}"), {2024: "met"}),
        (("actuals: {2023: 70%, 2024: 70%}", "annual_targets: {2024: 前年度より増加}"), {2024: "missed"}),
        (("actuals: {2023: 70%, 2024: 70%}", "annual_targets: {2024: 前年度を上回る}"), {2024: "missed"}),
        (("baseline: 28万人", "actuals: {2024: 33.5万人}", "target: 基準値から20％増"), {2024: "missed"}),
        (("baseline: 28万人", "actuals: {2024: 33.6万人}", "target: 基準値から20％増"), {2024: "met"}),
        (("baseline: （2013年度）100万t", "actuals: {2023: 54万t, 2024: 55万t}",
          "target: （毎年度）46％削減（2013年度比）"), {2023: "met", 2024: "missed"}),
        (("actuals: {2021: 70件, 2022: 71件, 2023: 72件, 2024: 71件}", "target: （毎年度）前年度以上"),
         {2021: "not_decidable", 2022: "met", 2023: "met", 2024: "missed"}),
        (("actuals: {2022: 8件, 2023: 9件, 2024: 9件}",
          "annual_targets: {2022: 8件, 2023: 前年度目標以上, 2024: 前年度目標の2倍}"),
         {2022: "met", 2023: "met", 2024: "missed"}),
        (("direction: down", "actuals: {2023: 9件, 2024: 8件}", "annual_targets: {2024: 前年度より改善}"),
         {2024: "met"}),
        (("direction: down", "baseline: 9件", "actuals: {2024: 9件}", "target: （2024年度）維持"), {2024: "met"}),
        (("direction: up", "baseline: 9件", "actuals: {2024: 8件}", "target: （2024年度）現状維持"),
         {2024: "missed"}),
        (("baseline: 9件", "actuals: {2024: 8件}", "target: （2024年度）現状維持"), {2024: "not_decidable"}),
        (("external_values: {全国値: {2024: 65％}}", "actuals: {2023: 60％, 2024: 66％}",
          "target: （毎年度）全国平均以上"), {2023: "not_decidable", 2024: "met"}),
        (("external_values: {法定雇用率: {2023-2024: 2.5％}}", "actuals: {2023: 2.4％, 2024: 2.5％}",
          "target: （毎年度）法定雇用率以上"), {2023: "not_decidable", 2024: "not_decidable"}),
        (("external_values: {法定雇用率: {2023: 2.3％, 2024: 2.5％}}", "actuals: {2023: 2.4％, 2024: 2.4％}",
          "target: （毎年度）法定雇用率以上"), {2023: "met", 2024: "missed"}),
    ],
)  # fmt: skip
def test_each_year_is_judged_by_the_level_of_that_year(lines, grades):
    made = result(*lines)
    assert {year: made.year(year).judgement.grade for year in grades} == grades


def test_a_level_stands_in_the_reason_and_in_the_data_beside_the_printed_target():
    facts = gather(sheet(SHARES, "annual_targets: {2023: 75％, 2024: 前年度以上}"))
    judged = {row["fiscal_year"]: row for row in rows("judgements", facts)}
    assert judged[2024]["reason"] == (
        "目標「前年度以上」の水準は、前年度（5年度）の実績値72.0％から72.0％以上と計算した。"
        "実績値71.1は目標値72.0を満たさない。"
    )
    levels = {year: row.get("target_level") for year, row in judged.items()}
    assert (levels[2023], levels[2024]) == (None, Decimal("72.0"))
    assert judged[2024]["target_level_comparator"] == "ge"
    printed = {
        row["fiscal_year"]: row["printed"]
        for row in rows("observations", facts)
        if row["series"] == "annual_target"
    }
    assert printed[2024] == "前年度以上"


def test_a_level_of_the_year_before_is_no_final_target_to_which_a_way_leads():
    made = result(COUNTS, START, "target: （毎年度）前年度以上")
    assert made.final_target is None
    assert made.year(2024).number("progress") is None
    assert made.year(2024).number("level_rate") == Decimal(230) / 220


def test_a_level_of_the_baseline_is():
    made = result(
        "baseline: （2020年度）100件",
        "actuals: {2024: 108件}",
        "target: （2030年度）基準値から20％増",
    )
    assert made.year(2024).number("progress") == Decimal("0.4")
    assert made.year(2024).number("pace") == 1
    assert made.outlook == "on_course"


@pytest.mark.parametrize(
    ("target", "direction"),
    [("前年度以上", "up"), ("46％削減（2013年度比）", "down"), ("前年度比3％増以内", "down"),
     ("前年度比3％減以内", "up"), ("倍増", "up"), ("現状維持", None)],
)  # fmt: skip
def test_the_words_of_a_rule_say_which_way_is_better(target, direction):
    assert result(COUNTS, f"target: {target}").good_direction.direction == direction


@pytest.mark.parametrize(
    ("line", "grade"),
    [("direction: down", "met"), ("direction: up", "missed"),
     ("note: 例", "missed"), ("annual_targets_label: 上限", "not_decidable")],
)  # fmt: skip
def test_of_a_bare_change_the_direction_says_on_which_side_to_be(line, grade):
    """230 against 231: the words lead up, unless the author says otherwise, or the sheet does."""
    made = result(line, COUNTS, "annual_targets: {2024: 前年度比5％増}")
    assert made.year(2024).judgement.grade == grade


def test_a_decision_stands_where_the_level_cannot_be_calculated():
    lines = ("actuals: {2023: 調査中, 2024: 9件}", "annual_targets: {2024: 前年度以上}")
    assert result(*lines, "decisions: {2024: met}").year(2024).judgement.grade == "met"


def test_a_figure_still_awaited_is_awaited_whatever_the_level():
    lines = ("actuals: {2023: 調査中, 2024: 調査中}", "annual_targets: {2024: 前年度以上}")
    assert result(*lines).year(2024).judgement.grade == "pending"


# Targets to maintain, and about -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "outlook"),
    [
        (("direction: down", "baseline: （2016年度）7人", "actuals: {2024: 14人}",
          "target: （2030年度）10人"), "behind"),
        (("direction: up", "baseline: （2019年度）372万人", "actuals: {2021: 160万人, 2024: 165万人}",
          "target: （2026年度）370万人"), "behind"),
        (("direction: up", "baseline: （2019年度）372万人", "actuals: {2024: 371万人}",
          "target: （2026年度）370万人"), "reached"),
        (("direction: up", "baseline: （2019年度）372万人", "actuals: {2024: 371万人}",
          "target: （2026年度）維持"), "behind"),
        (("baseline: （2013年度）60%", "actuals: {2024: 72%}", "target: （2026年度）約70%"), "reached"),
        (("baseline: （2013年度）80%", "actuals: {2024: 72%}", "direction: down",
          "target: （2026年度）75%程度"), "reached"),
        (("baseline: （2013年度）60%", "actuals: {2024: 69%}", "target: （2026年度）約70%"), "on_course"),
    ],
)  # fmt: skip
def test_a_level_to_maintain_is_kept_or_not_and_has_no_way(lines, outlook):
    made = result(*lines)
    assert made.outlook == outlook
    if outlook != "on_course":
        assert {made.year(2024).number(name) for name in ("progress", "pace")} == {None}


def test_a_level_kept_is_met_without_a_word_of_the_way():
    facts = gather(
        sheet(
            "direction: up", "baseline: （2019年度）372万人", "actuals: {2024: 378万人}",
            "target: （2024年度）371万人",
        )
    )  # fmt: skip
    (made,) = facts.assessment.results
    assert made.year(2024).judgement.grade == "met"
    assert [figure.value for figure in made.year(2024).figures if figure.function == "on_line"] == [
        None
    ]
    found = {finding.check: finding.severity for finding in facts.findings}
    assert found["target-below-baseline"] == "info"


def test_a_declared_tolerance_is_two_sided_still():
    lines = ("direction: up", "tolerance: 1", "actuals: {2024: 72%}", "target: （2024年度）約70%")
    assert result(*lines).year(2024).judgement.grade == "missed"


# The house ----------------------------------------------------------------------------------------

OTHERS = (
    'external_values: {全国値: {2023: 64％, 2024: "65％\\n（速報値）"}, 県平均: {2024: 70％}}',
    "actuals: {2023: 64％, 2024: 66％}",
    "target: （毎年度）全国平均以上",
)


def test_values_of_others_go_through_a_workbook_and_back():
    given = sheet(*OTHERS)
    back = parse_book(write_workbook(given)).sheet()
    assert back.achievement_goals[0].indicators[0].external_values == (
        given.achievement_goals[0].indicators[0].external_values
    )


def test_a_changed_value_of_others_is_a_change_of_what_is_declared():
    before, after = sheet(*OTHERS), sheet(OTHERS[0].replace("70％", "71％"), *OTHERS[1:])
    changes = [
        (each.old, each.new) for each in compare(before, after).changes if each.kind == "declared"
    ]
    assert changes == [("県平均 70％", "県平均 71％")]
