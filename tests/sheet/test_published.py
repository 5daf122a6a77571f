"""公表された結果 in a sheet file: read, written back, and misspelt."""

from __future__ import annotations

import pytest

from evalkit.sheet.cells import Quantity
from evalkit.sheet.dump import dump_sheet
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems

TEXT = """\
ministry: 試験省
fiscal_year: 2024
policy_goal: {number: "1-1", name: 試験}
grading: {scale: [S, A, B], ranges: {S: 120％以上}}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - no: 1
        name: 例
        kind: measure
        actuals: {2023: 80件, 2024: 85件}
        published:
          2023: {rate: "", grade: ""}
          令和6: {rate: 98%, grade: Ｂ, score: 4, earlier: [{rate: 97％, date: 令和6年8月}]}
    evaluation: {result: ③相当程度進展あり, reasons: 根拠}
evaluation:
  result: ②目標達成
  scale: [①目標超過達成, ②目標達成]
  next: 引き続き取り組む。
"""


def test_results_keep_what_is_printed_and_a_year_that_says_nothing_has_none():
    (indicator,) = parse_sheet(TEXT).achievement_goals[0].indicators
    assert list(indicator.published) == [2024]
    result = indicator.published[2024]
    assert (result.rate.printed, result.grade, result.score.printed) == ("98%", "Ｂ", "4")
    assert isinstance(result.rate, Quantity)
    assert [(each.rate.printed, each.date) for each in result.earlier] == [("97％", "令和6年8月")]


def test_an_evaluation_has_its_texts_in_the_order_of_the_form():
    sheet = parse_sheet(TEXT)
    assert sheet.evaluation is not None
    assert list(sheet.evaluation.texts()) == [
        ("result", "②目標達成"), ("next", "引き続き取り組む。"),
    ]  # fmt: skip
    assert sheet.achievement_goals[0].evaluation.reasons == "根拠"


def test_what_is_written_reads_back_alike():
    sheet = parse_sheet(TEXT)
    assert parse_sheet(dump_sheet(sheet)) == sheet


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("grade: Ｂ", "graed: Ｂ", "「graed」はありません。「grade」の誤り"),
        ("next:", "nxet:", "「nxet」はありません。「next」の誤り"),
        ("令和6:", "2025:", "2025 は評価書の対象年度"),
        ("rate: 98%", "rate: 9O%", "9O%"),
        ("scale: [S, A, B]", "scale: []", "空"),
    ],
)
def test_a_slip_is_a_problem_with_its_place(old, new, said):
    with pytest.raises(SheetProblems, match=said):
        parse_sheet(TEXT.replace(old, new, 1))
