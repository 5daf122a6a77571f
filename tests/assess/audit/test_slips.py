"""Likely slips of the pen: how a difference is found, and those of goal 7-2."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.assess.audit.near_duplicates import difference
from evalkit.sheet.load import parse_sheet, read_sheet
from tests.assess.audit.sheets import node, text_of


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("課題に対し", "課題に対して", ("課題に対し", "", "て", "")),
        ("積造形", "積層造形", ("積", "", "層", "造形")),
        ("同じ", "同じ", ("同じ", "", "", "")),
        ("ああ", "あああ", ("ああ", "", "あ", "")),
    ],
)
def test_the_difference_is_what_lies_between_the_common_ends(one, other, parts):
    assert difference(one, other) == parts


def test_a_slip_that_two_checks_see_is_one_finding():
    right = "大学等において課題の解決に資する研究を実施する事業を開始し、引き続き実施している"
    names = (right, right.replace("事業を", "事業お"))
    indicators = (f"{{actuals: {{2011: {each}}}}}" for each in names)
    sheet = parse_sheet(text_of(node(f"indicators: [{', '.join(indicators)}]")))
    seen = {each.check for each in audit(sheet)}
    assert seen & {"nearly-the-same", "impossible-sequence"} == {"nearly-the-same"}


def test_a_slip_is_no_finding_on_the_many_that_are_written_as_usual(goal_7_2):
    findings = {
        finding.place.ja: {path[:4] for path in (finding.path, *finding.related)}
        for finding in audit(read_sheet(goal_7_2))
        if finding.check == "nearly-the-same"
    }
    first, second = ("achievement_goals", 0, "indicators"), ("achievement_goals", 1, "indicators")
    assert findings["達成目標1 指標⑬ 実績値 20年度～23年度"] == {(*first, 12)}  # of 14
    assert findings["達成目標2 指標⑦ 実績値 21年度"] == {(*second, 6), (*second, 0)}  # 1 and 1


def test_what_the_published_sheet_of_goal_7_2_writes_in_two_ways(goal_7_2):
    findings = [each for each in audit(read_sheet(goal_7_2)) if each.check == "nearly-the-same"]
    assert {(finding.severity, finding.place.ja) for finding in findings} >= {
        ("warning", "達成目標2 指標③ 実績値 22年度～24年度"),  # 事業お開始し
        ("info", "達成目標3 取組例1 見出し"),  # 積造形法
        ("info", "達成目標2 指標⑦ 実績値 21年度"),  # 事業化開発
        ("info", "達成目標2 指標② 目標値"),  # 課題に対し
        ("info", "達成目標1 指標⑬ 実績値 20年度～23年度"),  # 開始するため
        ("info", "達成目標2 指標⑦ 実績値 20年度"),  # 実施したため
    }
    # These differ by more than two characters, but one only has some words more.
    assert any("「共通課題の解決」だけが異なる" in finding.evidence.ja for finding in findings)
