"""Words of the index over a round and of the one over the years, in Japanese and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "round_title": ("{year} 政策評価モニタリング 一覧", "Monitoring of policy goals, {year}"),
    "round_ministries": ("{count}府省", "{count} ministries"),
    "all_years": ("年度別の一覧", "All fiscal years"),
    "years_title": ("政策評価モニタリング 年度別一覧", "Monitoring of policy goals, year by year"),
    "round_goals": ("{goals}施策目標", "{goals} policy goals"),
    "round_headline": (
        "{goals}の{count}のうち、{year}の目標を達成{met}、未達成{missed}、調査中{pending}、"
        "判定不能{not_decidable}。{year}の目標がないもの{no_target}{not_started}。",
        "{goals}: of {count}, {met} met the target of {year}, {missed} missed it, {pending} pending"
        " and {not_decidable} not decidable; {no_target} without a target for {year}{not_started}.",
    ),
    "made_goals": ("{count}施策目標", "{count} policy goal"),
    "made_goals_many": ("{count}施策目標", "{count} policy goals"),
    "counted_indicators": ("{count}指標", "{count} indicator"),
    "counted_indicators_many": ("{count}指標", "{count} indicators"),
    "with_failures": (
        "作成できた{goals}（ほかに作成できなかった{count}施策目標は含まない）",
        "{goals} (without {count} whose report could not be made)",
    ),
    "count_of_all": ("{count}／{all}", "{count} of {all}"),
    "round_empty": (
        "この年度の報告書も評価書も、まだありません。",
        "There is neither a report nor a sheet of this round yet.",
    ),
    "round_failed": (
        "{count}施策目標は、今回の報告書を作成できませんでした。",
        "{count} report could not be made this time.",
    ),
    "round_failed_many": (
        "{count}施策目標は、今回の報告書を作成できませんでした。",
        "{count} reports could not be made this time.",
    ),
    "round_stale": (
        "前回の報告書があるものは、その内容を掲載しています。",
        "Where there is an earlier report, what is shown here is taken from it.",
    ),
    "round_aid": (
        "この一覧の判定と計算は、評価書の記載から自動で行った参考であり、府省による評価ではありません。"
        "件数だけを数え、比率を施策目標の間で平均することはしません。",
        "Judgements and figures of this index were made automatically from the sheets. They are an"
        " aid, not the ministry's own evaluation. These are counts: no rate is averaged.",
    ),
    # tiles
    "tile_goals": ("施策目標", "policy goal"),
    "tile_goals_many": ("施策目標", "policy goals"),
    "tile_missed": ("× 未達成の指標", "× indicator missed"),
    "tile_missed_many": ("× 未達成の指標", "× indicators missed"),
    "tile_overdue": ("！ 期限を過ぎた結果", "！ result overdue"),
    "tile_overdue_many": ("！ 期限を過ぎた結果", "！ results overdue"),
    "tile_awaited": ("… 期限前・時期不明の結果", "… result still to come"),
    "tile_awaited_many": ("… 期限前・時期不明の結果", "… results still to come"),
    "tile_error": ("× 誤りの疑い", "× audit error"),
    "tile_error_many": ("× 誤りの疑い", "× audit errors"),
    "tile_warning": ("▲ 要確認", "▲ audit warning"),
    "tile_warning_many": ("▲ 要確認", "▲ audit warnings"),
    "tile_failed": ("× 作成できなかった報告書", "× report not made"),
    "tile_failed_many": ("× 作成できなかった報告書", "× reports not made"),
    # tools that the script needs
    "filter": ("絞り込み", "Filter"),
    "filter_text": ("番号・名称・府省・課・指標", "Number, name, ministry, division, indicator"),
    "filter_show": ("表示", "Show"),
    "filter_all": ("すべての施策目標", "All policy goals"),
    "filter_missed": ("未達成のあるもの", "With missed targets"),
    "filter_overdue": ("期限超過のあるもの", "With overdue results"),
    "filter_error": ("誤りの疑いのあるもの", "With audit errors"),
    "filter_changed": ("判定の変わる修正のあるもの", "With restated values that turn a judgement"),
    "filter_failed": ("作成できなかったもの", "Whose report was not made"),
    "filter_found": (
        "{goals}施策目標、一覧の{rows}行を表示",
        "Policy goals: {goals}, rows: {rows}",
    ),
    # the goals
    "goals": ("施策目標の一覧", "Policy goals"),
    "goals_note": (
        "名称から報告書へ、件数から報告書のその節へ、未達成の番号からその指標へ移動します。",
        "The name leads to the report, a count to its place there, a number to the indicator that"
        " missed its target.",
    ),
    "grades_column": ("指標の状況", "Indicators"),
    "missed_column": ("未達成", "Missed"),
    "awaited_column": ("結果待ち", "Awaited"),
    "findings_column": ("監査所見", "Audit"),
    "spent_column": ("予算・執行額（千円）", "Budget, executed (thousand yen)"),
    "changes_column": ("前年度からの変更", "Since last year"),
    "build_column": ("報告書", "Report"),
    "data_link": ("データ（Excel）", "Data (Excel)"),
    "overdue_count": ("！ 期限超過{count}", "！ {count} overdue"),
    "spent_single": ("上段", "upper"),
    "spent_single_reconstruction": ("上段復興", "upper, RA"),
    "spent_shared": ("下段", "lower"),
    "spent_shared_reconstruction": ("下段復興", "lower, RA"),
    "spent_note": (
        "執行率（決算の済んだ最新の年度の執行額÷合計）。上段は単独施策、下段は複数施策に係る予算、復興は"
        "復興庁一括計上分です。下段はほかの施策と重なるため、足し合わせることはできません。",
        "Execution rate: executed ÷ total of the latest closed year. Upper line: this policy alone;"
        " lower line: shared by several policies, so that it cannot be added up; RA: Reconstruction"
        " Agency.",
    ),
    "first_year": ("前年度の評価書なし", "no earlier sheet"),
    "unchanged": ("変更なし", "none"),
    "short_restated": ("値の修正{count}", "{count} restated"),
    "short_targets": ("目標{count}", "{count} target"),
    "short_targets_many": ("目標{count}", "{count} targets"),
    "short_structure": ("指標・事業の異動{count}", "{count} added or ended"),
    "short_others": ("ほか{count}", "{count} other"),
    "short_others_many": ("ほか{count}", "{count} others"),
    "flips": ("▲ 判定の変わる修正{count}", "▲ {count} turns a judgement"),
    "flips_many": ("▲ 判定の変わる修正{count}", "▲ {count} turn a judgement"),
    "built": ("○ 作成済み", "○ made"),
    "standing_retired": (
        "▲ 評価書がなくなり、集計に含まない",
        "▲ its sheet is gone; not counted",
    ),
    "standing_renamed": (
        "▲ 同じ施策目標の新しい報告書があり、集計に含まない",
        "▲ this goal has another report by now; not counted",
    ),
    "standing_other": (
        "▲ 今の評価書から作ったものではなく、集計に含まない",
        "▲ not made from the sheet as it is now; not counted",
    ),
    "round_apart": (
        "ほかに、公表済みで集計に含まない報告書が{count}件あります（一覧に理由を示します）。",
        "{count} more report stands and is not counted; the list says why.",
    ),
    "round_apart_many": (
        "ほかに、公表済みで集計に含まない報告書が{count}件あります（一覧に理由を示します）。",
        "{count} more reports stand and are not counted; the list says why.",
    ),
    "failed_kept": ("× 作成失敗・前回版を掲載", "× not made, earlier one kept"),
    "failed_none": ("× 作成失敗", "× not made"),
    # the lists
    "round_missed": (
        "{year}の目標を達成していない指標",
        "Indicators that missed their target of {year}",
    ),
    "round_missed_note": (
        "目標水準比の低い順。「監査所見」は、その指標の数値についての最も重い所見です。",
        "The lowest share of the target first. Audit: the gravest finding on that indicator.",
    ),
    "round_missed_before": ("過去の年度の未達成", "Missed in earlier years"),
    "open_list": ("一覧を開く", "Open the list"),
    "round_overdue": ("判明時期を過ぎた調査結果", "Results that are overdue"),
    "round_awaited": ("これから判明する調査結果", "Results still to come"),
    "round_findings": ("監査所見（誤りの疑い・要確認）", "Audit findings: errors and warnings"),
    "round_failures": ("作成できなかった報告書", "Reports that could not be made"),
    "reason": ("理由", "Reason"),
    "earlier_report": ("前回の報告書", "Earlier report"),
    "no_earlier_report": ("なし", "none"),
    "trust": ("監査所見", "Audit"),
    "trust_good": ("数値への重い所見なし", "no grave finding on the figures"),
    "trust_notes": ("参考{count}件", "{count} note"),
    "trust_notes_many": ("参考{count}件", "{count} notes"),
    "round_undecided": ("達成・未達成を判定できない指標", "Indicators that cannot be decided"),
    "trust_more": ("ほか{count}件", "{count} more"),
    "cut": (
        "ほかに{count}件あります（この一覧では省略）。施策目標の一覧から、各報告書で確認できます。",
        "{count} more are not shown here. The table of goals leads to each report.",
    ),
    "count_of": ("（{count}件）", " ({count})"),
    "round_source": ("この一覧の作成元", "What this index was made from"),
    "round_reports": ("報告書の数", "Reports"),
    "round_rule": ("指標の判定", "Rule of the grades"),
    # over the years
    "years": ("年度", "Fiscal years"),
    "years_note": (
        "（ ）内は、その前の年度の一覧からの増減です。",
        "In brackets: change from the round before.",
    ),
    "goals_column": ("施策目標", "Policy goals"),
    "indicators_column": ("指標", "Indicators"),
    "errors_column": ("誤りの疑い", "Errors"),
    "warnings_column": ("要確認", "Warnings"),
    "overdue_column": ("期限超過", "Overdue"),
    "failed_column": ("作成失敗", "Not made"),
}
