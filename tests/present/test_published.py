"""公表された結果 on the page and in the data, beside what is calculated."""

from __future__ import annotations

import re

import pytest

from evalkit.assess.report_data import gather
from evalkit.present.frames import rows, tables_of
from evalkit.present.sections import open_report
from evalkit.sheet.load import parse_sheet, read_sheet

SHEET = "tests/forms/published.yaml"


@pytest.fixture(scope="module")
def report():
    return open_report(SHEET)


def words(html):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_the_first_page_says_what_the_ministry_concludes_before_what_is_calculated(report):
    said = words(report.overview().html)
    own, ours = said.index("府省等による評価結果: ②目標達成"), said.index("2指標のうち")
    assert own < ours
    assert "達成目標1 ③相当程度進展あり" in said
    assert "府省等の判定（6年度、指標数）: A1、B1" in said


def test_a_year_stands_with_grade_rate_and_score_as_printed_beside_our_judgement(report):
    html = report.achievement_goals().html
    row = html[html.index('id="g1-i1-published-2024-grade"') :].partition("</tr>")[0]
    said = words(row)
    assert "B" in said
    assert "目標を下回った。" in said
    assert "訂正前: C 97％（令和6年8月、集計の誤り）" in said
    assert re.search(r"98% .* 4 .*× 未達成", said)
    assert "どの計算方法でも一致しない 目標水準比: 85件÷96件＝88.5％" in said
    assert "目標水準比: 80件÷90件＝88.9％と一致（四捨五入）" in words(html)
    assert "S（120％以上）、A（100％以上120％未満）" in words(html)


def test_an_indicator_with_a_grade_says_that_ours_is_the_aid(report):
    card = words(report.achievement_goals().html).partition("望ましい方向")[0]
    assert "× 未達成 （参考（自動判定））" in card
    assert "府省等の判定 B" in card


def test_evaluations_have_every_text_with_its_term_and_what_stood_before(report):
    said = words(report.achievement_goals().html)
    assert "訂正前: ③相当程度進展あり（令和6年8月、判定の誤り）" in said
    for text in ("施策の分析 受講者数は増加した。 修了率は改善した。", "外部要因 感染症の影響",
                 "学識経験を有する者の知見の活用 有識者の意見"):  # fmt: skip
        assert text in said


def test_the_english_page_has_no_japanese_words_of_ours():
    html = open_report(SHEET, language="en").overview().html
    assert "The ministry's own evaluation:" in words(html).replace("&#39;", "'")


def test_published_results_are_a_table_with_what_reproduces_them():
    facts = gather(read_sheet(SHEET))
    found = {(r["indicator"], r["fiscal_year"], r["version"]): r for r in rows("published", facts)}
    assert len(found) == 4
    wrong = found["g1-i1", 2024, 0]
    assert (str(wrong["rate"]), wrong["grade"], str(wrong["score"])) == ("0.98", "B", "4")
    assert (wrong["reproduced"], wrong["method"]) == (False, "level_rate")
    assert str(wrong["method_value"]) == "0.885416666666667"
    before = found["g1-i1", 2024, 1]
    assert (before["grade"], before["correction"], before["date"]) == (
        "C", "集計の誤り", "令和6年8月",
    )  # fmt: skip
    mirrored = found["g1-i2", 2024, 0]
    assert (mirrored["method"], mirrored["rounding"]) == ("level_rate_mirror", "half_up")
    assert mirrored["reproduced"] is True


def test_evaluations_are_a_table_with_their_place_on_the_scale():
    facts = gather(read_sheet(SHEET))
    results = [row for row in rows("evaluations", facts) if row["item"] == "result"]
    assert [(row["part"], row["version"], row["text"], row.get("rank")) for row in results] == [
        ("g1", 0, "③相当程度進展あり", 3),
        ("policy", 0, "②目標達成", 2),
        ("policy", 1, "③相当程度進展あり", None),
    ]


def test_a_sheet_without_published_results_has_neither_table():
    text = """
ministry: 試験省
fiscal_year: 2024
policy_goal: {number: "1-1", name: 試験}
achievement_goals:
  - {no: 1, name: 例, indicators: [{no: 1, name: 例, kind: measure, actuals: {2024: 85件}}]}
"""
    shown = tables_of(gather(parse_sheet(text)))
    assert "observations" in shown
    assert not {"published", "evaluations"} & {*shown}
