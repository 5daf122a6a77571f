"""Words of the index over a round and of the one over the years, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from evalkit.present.words import Words
from evalkit.sheet.bilingual import Bilingual

_WORDS: Mapping[str, Bilingual] = {
    "round_title": Bilingual(
        "{year} 政策評価モニタリング 一覧", "Monitoring of policy goals, {year}"
    ),
    "round_ministries": Bilingual("{count}府省", "{count} ministries"),
    "all_years": Bilingual("年度別の一覧", "All fiscal years"),
    "years_title": Bilingual(
        "政策評価モニタリング 年度別一覧", "Monitoring of policy goals, year by year"
    ),
    "round_headline": Bilingual(
        "{goals}の{count}のうち、{year}の目標を達成{met}、未達成{missed}、調査中{pending}、"
        "判定不能{not_decidable}。{year}の目標がないもの{no_target}{not_started}。",
        "{goals}: of {count}, {met} met the target of {year}, {missed} missed it, {pending} pending"
        " and {not_decidable} not decidable; {no_target} without a target for {year}{not_started}.",
    ),
    "made_goals": Bilingual("{count}施策目標", "{count} policy goal"),
    "made_goals_many": Bilingual("{count}施策目標", "{count} policy goals"),
    "counted_indicators": Bilingual("{count}指標", "{count} indicator"),
    "counted_indicators_many": Bilingual("{count}指標", "{count} indicators"),
    "with_failures": Bilingual(
        "作成できた{goals}（ほかに作成できなかった{count}施策目標は含まない）",
        "{goals} (without {count} whose report could not be made)",
    ),
    "plan_row": Bilingual("計画（{count}、判定の対象外）", "a plan ({count}, not judged)"),
    "round_plans": Bilingual(
        "ほかに計画の様式が{count}件あります。実績を示す様式ではないため、判定の対象ではありません。",
        "{count} more is a plan: its form has no results, and nothing of it is judged.",
    ),
    "round_plans_many": Bilingual(
        "ほかに計画の様式が{count}件あります。実績を示す様式ではないため、判定の対象ではありません。",
        "{count} more are plans: their forms have no results, and nothing of them is judged.",
    ),
    "count_of_all": Bilingual("{count}／{all}", "{count} of {all}"),
    "round_empty": Bilingual(
        "この年度の報告書も評価書も、まだありません。",
        "There is neither a report nor a sheet of this round yet.",
    ),
    "round_failed": Bilingual(
        "{count}施策目標は、今回の報告書を作成できませんでした。",
        "{count} report could not be made this time.",
    ),
    "round_failed_many": Bilingual(
        "{count}施策目標は、今回の報告書を作成できませんでした。",
        "{count} reports could not be made this time.",
    ),
    "round_stale": Bilingual(
        "前回の報告書があるものは、その内容を掲載しています。",
        "Where there is an earlier report, what is shown here is taken from it.",
    ),
    "round_aid": Bilingual(
        "この一覧の判定と計算は、評価書の記載から自動で行った参考であり、府省による評価ではありません。"
        "件数だけを数え、比率を施策目標の間で平均することはしません。",
        "Judgements and figures of this index were made automatically from the sheets. They are an"
        " aid, not the ministry's own evaluation. These are counts: no rate is averaged.",
    ),
    # tiles
    "tile_goals": Bilingual("施策目標", "policy goal"),
    "tile_goals_many": Bilingual("施策目標", "policy goals"),
    "tile_missed": Bilingual("× 未達成の指標", "× indicator missed"),
    "tile_missed_many": Bilingual("× 未達成の指標", "× indicators missed"),
    "tile_overdue": Bilingual("！ 期限を過ぎた結果", "！ result overdue"),
    "tile_overdue_many": Bilingual("！ 期限を過ぎた結果", "！ results overdue"),
    "tile_awaited": Bilingual("… 期限前・時期不明の結果", "… result still to come"),
    "tile_awaited_many": Bilingual("… 期限前・時期不明の結果", "… results still to come"),
    "tile_error": Bilingual("× 誤りの疑い", "× audit error"),
    "tile_error_many": Bilingual("× 誤りの疑い", "× audit errors"),
    "tile_warning": Bilingual("▲ 要確認", "▲ audit warning"),
    "tile_warning_many": Bilingual("▲ 要確認", "▲ audit warnings"),
    "tile_failed": Bilingual("× 作成できなかった報告書", "× report not made"),
    "tile_failed_many": Bilingual("× 作成できなかった報告書", "× reports not made"),
    # tools that the script needs
    "filter": Bilingual("絞り込み", "Filter"),
    "filter_text": Bilingual(
        "番号・名称・府省・課・指標", "Number, name, ministry, division, indicator"
    ),
    "filter_show": Bilingual("表示", "Show"),
    "filter_all": Bilingual("すべての施策目標", "All policy goals"),
    "filter_missed": Bilingual("未達成のあるもの", "With missed targets"),
    "filter_overdue": Bilingual("期限超過のあるもの", "With overdue results"),
    "filter_error": Bilingual("誤りの疑いのあるもの", "With audit errors"),
    "filter_changed": Bilingual(
        "判定の変わる修正のあるもの", "With restated values that turn a judgement"
    ),
    "filter_failed": Bilingual("作成できなかったもの", "Whose report was not made"),
    "filter_found": Bilingual(
        "{goals}施策目標、一覧の{rows}行を表示",
        "Policy goals: {goals}, rows: {rows}",
    ),
    # the goals
    "goals": Bilingual("施策目標の一覧", "Policy goals"),
    "goals_note": Bilingual(
        "名称から報告書へ、件数から報告書のその節へ、未達成の番号からその指標へ移動します。",
        "The name leads to the report, a count to its place there, a number to the indicator that"
        " missed its target.",
    ),
    "grades_column": Bilingual("指標の状況", "Indicators"),
    "published_column": Bilingual("府省等の判定", "The ministry's own grades"),
    "published_result": Bilingual("府省等による評価結果", "The ministry's own evaluation"),
    "missed_column": Bilingual("未達成", "Missed"),
    "awaited_column": Bilingual("結果待ち", "Awaited"),
    "findings_column": Bilingual("監査所見", "Audit"),
    "spent_column": Bilingual("予算・執行額（千円）", "Budget, executed (thousand yen)"),
    "changes_column": Bilingual("前年度からの変更", "Since last year"),
    "build_column": Bilingual("報告書", "Report"),
    "data_link": Bilingual("データ（Excel）", "Data (Excel)"),
    "overdue_count": Bilingual("！ 期限超過{count}", "！ {count} overdue"),
    "spent_lines": Bilingual("計", "total"),
    "spent_single": Bilingual("上段", "upper"),
    "spent_single_reconstruction": Bilingual("上段復興", "upper, RA"),
    "spent_shared": Bilingual("下段", "lower"),
    "spent_shared_reconstruction": Bilingual("下段復興", "lower, RA"),
    "spent_note": Bilingual(
        "執行率（決算の済んだ最新の年度の執行額÷合計）。上段は単独施策、下段は複数施策に係る予算、復興は"
        "復興庁一括計上分です。下段はほかの施策と重なるため、足し合わせることはできません。",
        "Execution rate: executed ÷ total of the latest closed year. Upper line: this policy alone;"
        " lower line: shared by several policies, so that it cannot be added up; RA: Reconstruction"
        " Agency.",
    ),
    "first_year": Bilingual("前年度の評価書なし", "no earlier sheet"),
    "unchanged": Bilingual("変更なし", "none"),
    "short_restated": Bilingual("値の修正{count}", "{count} restated"),
    "short_targets": Bilingual("目標{count}", "{count} target"),
    "short_targets_many": Bilingual("目標{count}", "{count} targets"),
    "short_structure": Bilingual("指標・事業の異動{count}", "{count} added or ended"),
    "short_others": Bilingual("ほか{count}", "{count} other"),
    "short_others_many": Bilingual("ほか{count}", "{count} others"),
    "flips": Bilingual("▲ 判定の変わる修正{count}", "▲ {count} turns a judgement"),
    "flips_many": Bilingual("▲ 判定の変わる修正{count}", "▲ {count} turn a judgement"),
    "built": Bilingual("○ 作成済み", "○ made"),
    "standing_retired": Bilingual(
        "▲ 評価書がなくなり、集計に含まない",
        "▲ its sheet is gone; not counted",
    ),
    "standing_renamed": Bilingual(
        "▲ 同じ施策目標の新しい報告書があり、集計に含まない",
        "▲ this goal has another report by now; not counted",
    ),
    "standing_other": Bilingual(
        "▲ 今の評価書から作ったものではなく、集計に含まない",
        "▲ not made from the sheet as it is now; not counted",
    ),
    "round_apart": Bilingual(
        "ほかに、公表済みで集計に含まない報告書が{count}件あります（一覧に理由を示します）。",
        "{count} more report stands and is not counted; the list says why.",
    ),
    "round_apart_many": Bilingual(
        "ほかに、公表済みで集計に含まない報告書が{count}件あります（一覧に理由を示します）。",
        "{count} more reports stand and are not counted; the list says why.",
    ),
    "failed_kept": Bilingual("× 作成失敗・前回版を掲載", "× not made, earlier one kept"),
    "failed_none": Bilingual("× 作成失敗", "× not made"),
    # the lists
    "round_missed": Bilingual(
        "{year}の目標を達成していない指標",
        "Indicators that missed their target of {year}",
    ),
    "round_missed_note": Bilingual(
        "目標水準比の低い順。「監査所見」は、その指標の数値についての最も重い所見です。",
        "The lowest share of the target first. Audit: the gravest finding on that indicator.",
    ),
    "round_missed_before": Bilingual("過去の年度の未達成", "Missed in earlier years"),
    "open_list": Bilingual("一覧を開く", "Open the list"),
    "round_overdue": Bilingual("判明時期を過ぎた調査結果", "Results that are overdue"),
    "round_awaited": Bilingual("これから判明する調査結果", "Results still to come"),
    "round_findings": Bilingual(
        "監査所見（誤りの疑い・要確認）", "Audit findings: errors and warnings"
    ),
    "round_failures": Bilingual("作成できなかった報告書", "Reports that could not be made"),
    "reason": Bilingual("理由", "Reason"),
    "earlier_report": Bilingual("前回の報告書", "Earlier report"),
    "no_earlier_report": Bilingual("なし", "none"),
    "trust": Bilingual("監査所見", "Audit"),
    "trust_good": Bilingual("数値への重い所見なし", "no grave finding on the figures"),
    "trust_notes": Bilingual("参考{count}件", "{count} note"),
    "trust_notes_many": Bilingual("参考{count}件", "{count} notes"),
    "round_undecided": Bilingual(
        "達成・未達成を判定できない指標", "Indicators that cannot be decided"
    ),
    "trust_more": Bilingual("ほか{count}件", "{count} more"),
    "cut": Bilingual(
        "ほかに{count}件あります（この一覧では省略）。施策目標の一覧から、各報告書で確認できます。",
        "{count} more are not shown here. The table of goals leads to each report.",
    ),
    "count_of": Bilingual("（{count}件）", " ({count})"),
    "round_source": Bilingual("この一覧の作成元", "What this index was made from"),
    "round_reports": Bilingual("報告書の数", "Reports"),
    "round_rule": Bilingual("指標の判定", "Rule of the grades"),
    # over the years
    "years": Bilingual("年度", "Fiscal years"),
    "years_note": Bilingual(
        "（ ）内は、その前の年度の一覧からの増減です。",
        "In brackets: change from the round before.",
    ),
    "goals_column": Bilingual("施策目標", "Policy goals"),
    "indicators_column": Bilingual("指標", "Indicators"),
    "errors_column": Bilingual("誤りの疑い", "Errors"),
    "warnings_column": Bilingual("要確認", "Warnings"),
    "overdue_column": Bilingual("期限超過", "Overdue"),
    "failed_column": Bilingual("作成失敗", "Not made"),
}


class IndexWords(Words):
    """The words of an index in one language, and those of every page."""

    TABLE: ClassVar[Mapping[str, Bilingual]] = {**Words.TABLE, **_WORDS}
