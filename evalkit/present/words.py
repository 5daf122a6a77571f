"""The page's own words, in Japanese and English. What the sheet says stays in its own language."""

from __future__ import annotations

from evalkit.sheet.problems import Language

_WORDS: dict[str, tuple[str, str]] = {
    # the form
    "ministry": ("府省名", "Ministry"),
    "document": ("番号", "Document"),
    "policy_goal": ("施策目標", "Policy goal"),
    "summary": ("施策の概要", "Summary"),
    "achievement_goal": ("達成目標", "Achievement goal"),
    "outcome": ("成果指標（アウトカム）", "Outcome indicators"),
    "output": ("活動指標（アウトプット）", "Output indicators"),
    "measure": ("測定指標", "Indicators"),
    "indicator": ("指標", "Indicator"),
    "baseline": ("基準値", "Baseline"),
    "actuals": ("実績値", "Actual"),
    "actual": ("実績値", "Actual"),
    "annual_target": ("年度ごとの目標値", "Annual target"),
    "target": ("目標値", "Target"),
    "breakdown": ("別表", "Breakdown"),
    "measures": ("達成手段", "Measures"),
    "measure_name": ("事業名", "Programme"),
    "reference_measure_name": ("独立行政法人の事業名", "Programme of an agency"),
    "measure_summary": ("事業概要", "Summary"),
    "related_indicators": ("関連する指標", "Related indicators"),
    "review_sheet": ("行政事業レビューシート番号", "Review sheet no."),
    "division": ("担当課", "Division"),
    "reference": ("関連する独立行政法人の事業", "Related programmes of agencies"),
    "budget": ("施策の予算額・執行額", "Budget and execution"),
    "budget_item": ("区分", "Item"),
    "budget_line": ("予算の別", "Line"),
    "single": ("上段：単独施策", "Upper line: this policy alone"),
    "single_reconstruction": ("上段：復興庁一括計上分", "Upper line: Reconstruction Agency"),
    "shared": ("下段：複数施策", "Lower line: shared by policies"),
    "shared_reconstruction": ("下段：復興庁一括計上分", "Lower line: Reconstruction Agency"),
    "budget_status": ("予算の状況", "Budget"),
    "initial": ("当初予算", "Initial"),
    "supplementary": ("補正予算", "Supplementary"),
    "carry_over": ("繰越し等", "Carried over etc."),
    "total": ("合計", "Total"),
    "executed": ("執行額", "Executed"),
    "cabinet_policies": ("施策に関係する内閣の重要政策", "Related Cabinet policies"),
    "policy_name": ("名称", "Name"),
    "policy_date": ("年月日", "Date"),
    "excerpt": ("関係部分抜粋", "Excerpt"),
    "data_sources": ("指標に用いたデータ・資料等", "Data and sources of the indicators"),
    "expert_comments": ("有識者会議での指摘事項", "Comments of the expert meeting"),
    "lead_division": ("主管課（課長名）", "Lead division (director)"),
    "related_divisions": ("関係課（課長名）", "Related divisions (directors)"),
    "examples": ("取組例", "Examples"),
    "picture": ("写真（原本に掲載）", "Picture (in the original)"),
    "figure": ("図（原本に掲載）", "Figure (in the original)"),
    "fiscal_year": ("年度", "Fiscal year"),
    "value": ("値", "Value"),
    "series": ("系列", "Series"),
    "printed": ("記載", "As printed"),
    "none_printed": ("（記載なし）", "(nothing printed)"),
    # the page
    "report": ("モニタリング報告書", "Monitoring report"),
    "contents": ("目次", "Contents"),
    "skip": ("本文へ移動", "Skip to the content"),
    "charts": ("指標の推移", "Indicators over time"),
    "chart_data": ("図のデータ", "Data of the chart"),
    "every_year": ("毎年度", "every year"),
    "unit": ("単位", "Unit"),
    "basics": ("基本情報", "Basics"),
    "official_record": ("評価書の記載", "The form as published"),
    "left_out": ("この形式では表示できないため省略", "left out: cannot be shown here"),
    "error_output": ("エラー", "Error"),
    "picture_output": ("図", "Picture"),
    # statuses of a cell
    "status_value": ("数値", "value"),
    "status_pending": ("調査中", "pending"),
    "status_not_started": ("未開始", "not started"),
    "status_not_applicable": ("該当なし", "not applicable"),
    "status_narrative": ("記述", "narrative"),
    "status_blank": ("記載なし", "blank"),
    # provenance
    "provenance": ("この報告書の作成元", "What this report was made from"),
    "provenance_note": (
        "同じ入力からは同じ内容のファイルが作られます。",
        "The same inputs give the same files, byte for byte.",
    ),
    "input_file": ("入力ファイル", "Input file"),
    "sha256": ("SHA-256", "SHA-256"),
    "parameters": ("パラメータ", "Parameters"),
    "versions": ("使用ソフトウェア", "Software"),
    "as_of": ("基準日", "As of"),
    "preset": ("判定方式", "Judgement preset"),
    "language": ("言語", "Language"),
}


class Words:
    """The words of one language.

    Examples
    --------
    >>> Words("ja")("target"), Words("en")("target")
    ('目標値', 'Target')
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._index = ("ja", "en").index(language)

    def __call__(self, name: str) -> str:
        """Return the word called `name`."""
        return _WORDS[name][self._index]
