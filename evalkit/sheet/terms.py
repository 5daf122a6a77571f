"""The form's terms in Japanese and English, by the keys under which the sheet file has them.

English terms are those of a sentence; :func:`titled` prints one as a heading.
"""

from __future__ import annotations

from evalkit.sheet.bilingual import Bilingual

TERMS: dict[str, Bilingual] = {
    # the sheet
    "title": Bilingual("表題", "title"),
    "ministry": Bilingual("府省", "ministry"),
    "document": Bilingual("文書番号", "document"),
    "fiscal_year": Bilingual("年度", "fiscal year"),
    "period": Bilingual("年の数え方", "kind of year"),
    "years": Bilingual("実績値の年度", "years of the actuals"),
    "policy_goal": Bilingual("施策目標", "policy goal"),
    "lead_division": Bilingual("主管課", "lead division"),
    "related_divisions": Bilingual("関係課", "related divisions"),
    "prepared_by": Bilingual("作成責任者名", "responsible official"),
    "evaluation_date": Bilingual("政策評価実施時期", "time of the evaluation"),
    "expert_comments": Bilingual("有識者会議での指摘事項", "expert comments"),
    "cabinet_policies": Bilingual("内閣の重要政策", "Cabinet policy"),
    "date": Bilingual("年月日", "date"),
    "excerpt": Bilingual("関係部分抜粋", "excerpt"),
    "data_sources": Bilingual("データ・資料等", "data source"),
    "form": Bilingual("様式", "form"),
    "sections": Bilingual("その他の節", "further section"),
    "table": Bilingual("表", "table"),
    "after": Bilingual("位置", "place in the form"),
    # goals and indicators
    "achievement_goals": Bilingual("達成目標", "achievement goal"),
    "achievement_goal": Bilingual("達成目標", "achievement goal"),
    "indicators": Bilingual("指標", "indicator"),
    "outcome": Bilingual("成果指標", "outcome"),
    "output": Bilingual("活動指標", "output"),
    "measure": Bilingual("測定指標", "measure"),
    "baseline": Bilingual("基準値", "baseline"),
    "actuals": Bilingual("実績値", "actual"),
    "latest_value": Bilingual("最新値", "latest value"),
    "annual_targets": Bilingual("年度ごとの目標値", "annual target"),
    "annual_targets_label": Bilingual("年度ごとの目標値の見出し", "label of the annual targets"),
    "target": Bilingual("目標値", "target"),
    "targets": Bilingual("各目標値", "dated target"),
    "since": Bilingual("適用年度", "year since which it holds"),
    "breakdown": Bilingual("別表", "breakdown"),
    "mean": Bilingual("平均", "mean"),
    "group": Bilingual("区分", "group"),
    "group_head": Bilingual("区分の見出し", "head of the groups"),
    "name_head": Bilingual("名称の見出し", "head of the names"),
    "series": Bilingual("系列", "series"),
    "parts": Bilingual("欄の中の数値の名称", "names of the figures in a cell"),
    "compared": Bilingual("目標と比べる数値", "figure that the target speaks of"),
    # what evalkit wants to know of an indicator, and the form does not print
    "kind": Bilingual("種別", "kind"),
    "main": Bilingual("主要な測定指標", "main indicator"),
    "unit": Bilingual("単位", "unit"),
    "direction": Bilingual("望ましい方向", "direction"),
    "tolerance": Bilingual("程度の許容幅", "tolerance"),
    "break_after": Bilingual("系列の断絶の前年度", "year before the break in the series"),
    "windows": Bilingual("複数年の平均・合計", "mean or sum of several years"),
    "external_values": Bilingual("比べる外部の値", "values of others"),
    "decisions": Bilingual("文章の目標の判定", "decision on a target in words"),
    "limit": Bilingual("値の自然な限界", "natural limit"),
    "reading": Bilingual("読み", "reading"),
    # what the ministry itself published
    "published": Bilingual("公表された結果", "published result"),
    "rate": Bilingual("達成率", "rate"),
    "grade": Bilingual("判定", "grade"),
    "score": Bilingual("評点", "score"),
    "earlier": Bilingual("訂正前", "before the correction"),
    "grading": Bilingual("判定の区分", "scale of the grades"),
    "scale": Bilingual("区分", "scale"),
    "ranges": Bilingual("達成率の範囲", "range of rates"),
    "evaluation": Bilingual("評価結果", "evaluation"),
    "result": Bilingual("目標達成度合いの測定結果", "overall judgement"),
    "reasons": Bilingual("判断根拠", "reasons"),
    "analysis": Bilingual("施策の分析", "analysis"),
    "necessity": Bilingual("必要性", "necessity"),
    "effectiveness": Bilingual("有効性", "effectiveness"),
    "efficiency": Bilingual("効率性", "efficiency"),
    "external": Bilingual("外部要因", "external factors"),
    "next": Bilingual("次期目標等への反映の方向性", "direction for the next goals"),
    "experts": Bilingual("学識経験を有する者の知見の活用", "use of experts' knowledge"),
    "materials": Bilingual("使用した資料", "materials used"),
    # programmes
    "measures": Bilingual("達成手段", "programme"),
    "reference": Bilingual("参考（独立行政法人の事業）", "reference table"),
    "review_sheet": Bilingual("行政事業レビューシート番号", "review sheet no."),
    "division": Bilingual("担当課", "division"),
    # the budget
    "budget": Bilingual("予算額", "budget"),
    "single": Bilingual("上段", "upper line"),
    "single_reconstruction": Bilingual(
        "上段 復興庁一括計上分", "upper line, Reconstruction Agency"
    ),
    "shared": Bilingual("下段", "lower line"),
    "shared_reconstruction": Bilingual(
        "下段 復興庁一括計上分", "lower line, Reconstruction Agency"
    ),
    "lines": Bilingual("区分", "line"),
    "role": Bilingual("役割", "role"),
    "amounts": Bilingual("額", "amounts"),
    "carried_from": Bilingual("前年度から繰越し", "carried from the year before"),
    "carried_to": Bilingual("翌年度へ繰越し", "carried to the next year"),
    "reserve": Bilingual("予備費等", "reserve"),
    "request": Bilingual("要求額", "request"),
    "initial": Bilingual("当初予算", "initial budget"),
    "supplementary": Bilingual("補正予算", "supplementary budget"),
    "carry_over": Bilingual("繰越し等", "carry-over"),
    "total": Bilingual("合計", "total"),
    "executed": Bilingual("執行額", "executed amount"),
    "execution_rate": Bilingual("執行率", "execution rate"),
    # parts of anything
    "no": Bilingual("番号", "number"),
    "number": Bilingual("番号", "number"),
    "name": Bilingual("名称", "name"),
    "summary": Bilingual("概要", "summary"),
    "note": Bilingual("注記", "note"),
    "text": Bilingual("本文", "text"),
    "tables": Bilingual("見出し", "heading"),
    "heading": Bilingual("見出し", "heading"),
    "caption": Bilingual("見出し", "caption"),
    "columns": Bilingual("年度の見出し", "column"),
    "labels": Bilingual("見出し", "label"),
    "line_labels": Bilingual("見出し", "label"),
    "status_label": Bilingual("見出し", "label"),
    "examples": Bilingual("取組例", "example"),
    "figures": Bilingual("図", "figure"),
    "pictures": Bilingual("写真", "picture"),
    "file": Bilingual("ファイル", "file"),
    # what its author says to the audit
    "audit": Bilingual("点検", "audit"),
    "off": Bilingual("行わない項目", "off"),
    "accept": Bilingual("確認済みの指摘", "accepted finding"),
    "check": Bilingual("項目", "check"),
    "place": Bilingual("箇所", "place"),
    "reason": Bilingual("理由", "reason"),
}

BUDGET_PARTS: dict[str, Bilingual] = {
    "initial": Bilingual("当初", "initial"),
    "supplementary": Bilingual("補正", "supplementary"),
    "carry_over": TERMS["carry_over"],
}
"""What makes the total of the budget, as a sum calls it: 当初＋補正＋繰越し等."""

BUDGET_LINES: dict[str, Bilingual] = {
    "single": Bilingual("上段：単独施策", "upper line: this policy alone"),
    "single_reconstruction": Bilingual(
        "上段：復興庁一括計上分", "upper line: Reconstruction Agency"
    ),
    "shared": Bilingual("下段：複数施策", "lower line: shared by policies"),
    "shared_reconstruction": Bilingual(
        "下段：復興庁一括計上分", "lower line: Reconstruction Agency"
    ),
    "lines": Bilingual("計", "total"),
}
"""What each line of the budget holds."""


def titled(term: Bilingual) -> Bilingual:
    """Print a term as a heading.

    Examples
    --------
    >>> titled(TERMS["carry_over"]).en
    'Carry-over'
    """
    return Bilingual(term.ja, term.en[:1].upper() + term.en[1:])
