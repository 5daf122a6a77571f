"""公表された結果: what the ministry itself published of a year, a goal and the policy, as printed.

They are data like the figures: kept, shown as the ministry's, and held against what is calculated;
nothing is calculated from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from evalkit.sheet.cells import Blank
from evalkit.sheet.fields import Name, SheetCell, Text, YearKey
from evalkit.sheet.record import Record


def _text(ja: str, en: str) -> Text:
    made: Text = Field(default="", description=f"{ja} {en}")
    return made


def _cell(ja: str, en: str) -> SheetCell:
    made: SheetCell = Field(default=Blank(), description=f"{ja} {en}")
    return made


RESULT_ROWS: Mapping[str, str] = {
    "grade": "府省等の判定",
    "rate": "公表された達成率",
    "score": "公表された評点",
    "note": "判定の注記",
}
"""What is published of an indicator's year, with the words in front of its row in a table."""


EARLIER_TITLES: Mapping[str, str] = {"result": "訂正前の結果", "evaluation": "訂正前の評価"}
"""Titles of the tables of what was published before a correction."""
EARLIER_HEADS: Mapping[str, str] = {
    "result": "評価結果",
    "date": "公表・訂正の時期",
    "reason": "訂正の理由",
}
"""Heads of their columns that are no terms of the form."""


class EarlierResult(Record):
    """訂正前の結果: what was published of an indicator's year before it was corrected."""

    rate: SheetCell = _cell("訂正前の達成率。", "Rate before the correction.")
    grade: Text = _text("訂正前の判定。", "Grade before the correction.")
    score: SheetCell = _cell("訂正前の評点。", "Score before the correction.")
    date: Text = _text("公表又は訂正の時期。", "When it was published, or corrected.")
    reason: Text = _text("訂正の理由。", "Why it was corrected.")


class PublishedResult(Record):
    """公表された結果: of one indicator in one year."""

    rate: SheetCell = _cell(
        "公表された達成率。様式に印刷されるとおりに（例: 98％、100％超）。",
        "Rate of achievement as the form prints it: 98％, 100％超.",
    )
    grade: Text = _text(
        "公表された判定。様式に印刷されるとおりに（例: Ｂ、○、目標達成）。",
        "Grade as the form prints it: Ｂ, ○, 目標達成.",
    )
    score: SheetCell = _cell("公表された評点（例: 4点）。", "Score as the form prints it: 4点.")
    note: Text = _text("判定の理由や注記。", "Reason or remark that stands beside it.")
    earlier: tuple[EarlierResult, ...] = Field(
        default=(),
        description="訂正前の結果（古い順）。 As published before a correction, oldest first.",
    )


def _said(results: dict[int, PublishedResult]) -> dict[int, PublishedResult]:
    """Results that say something: a year whose cells are empty has none."""
    return {year: each for year, each in results.items() if each != PublishedResult()}


PublishedResults = Annotated[dict[YearKey, PublishedResult], AfterValidator(_said)]
"""Results of one indicator by fiscal year."""


class Grading(Record):
    """判定の区分: the form's own scale for its indicators, and the rates that each grade is for."""

    scale: tuple[Name, ...] = Field(
        min_length=1,
        description="判定の区分。良い順に並べる（例: S, A, B, C）。 Grades, the best first.",
    )
    ranges: dict[str, Text] = Field(
        default_factory=dict,
        description="区分ごとの達成率の範囲。様式に印刷されるとおりに"
        "（例: A: 100％以上120％未満）。 Rates that each grade stands for, as printed.",
    )


class EarlierEvaluation(Record):
    """訂正前の評価: the overall judgement before it was corrected."""

    result: Text = _text("訂正前の評価結果。", "Result before the correction.")
    reasons: Text = _text("訂正前の判断根拠。", "Reasons before the correction.")
    date: Text = _text("公表又は訂正の時期。", "When it was published, or corrected.")
    reason: Text = _text("訂正の理由。", "Why it was corrected.")


class Evaluation(Record):
    """評価結果: what the ministry itself concludes of a goal, or of the policy."""

    result: Text = _text(
        "目標達成度合いの測定結果。様式に印刷されるとおりに（例: ③相当程度進展あり）。",
        "Overall judgement as the form prints it.",
    )
    scale: tuple[Name, ...] = Field(
        default=(),
        description="測定結果の区分。良い順に並べる。 What the result is chosen from, best first.",
    )
    reasons: Text = _text("判断根拠。", "Reasons of the judgement.")
    analysis: Text = _text("施策の分析。", "Analysis of the policy.")
    necessity: Text = _text("施策の分析のうち必要性。", "Analysis: necessity.")
    effectiveness: Text = _text("施策の分析のうち有効性。", "Analysis: effectiveness.")
    efficiency: Text = _text("施策の分析のうち効率性。", "Analysis: efficiency.")
    external: Text = _text("外部要因。", "External factors.")
    next: Text = _text("次期目標等への反映の方向性。", "Direction for the next goals.")
    experts: Text = _text(
        "学識経験を有する者の知見の活用。", "How the knowledge of experts was used."
    )
    materials: Text = _text("評価に使用した資料。", "Materials that were used.")
    earlier: tuple[EarlierEvaluation, ...] = Field(
        default=(),
        description="訂正前の評価（古い順）。 As published before a correction, oldest first.",
    )

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each text that the form prints, with its key, in the order of the form."""
        for key in EVALUATION_TEXTS:
            if text := str(getattr(self, key)):
                yield key, text


EVALUATION_TEXTS = tuple(
    name for name in Evaluation.model_fields if name not in ("scale", "earlier")
)
"""Keys of an evaluation's texts, in the order of the form."""
