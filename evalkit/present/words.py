"""The page's own words, in Japanese and English. What the sheet says stays in its own language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar

from evalkit.assess.judge.methods import METHODS
from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.form_profile import FormProfile, monitoring
from evalkit.sheet.printing import of_calendar_years
from evalkit.sheet.terms import BUDGET_LINES, TERMS, titled

_OF_THE_FORM = {
    "policy_goal": "policy_goal",
    "achievement_goal": "achievement_goal",
    "indicator": "indicators",
    "baseline": "baseline",
    "actuals": "actuals",
    "actual": "actuals",
    "latest_value": "latest_value",
    "annual_target": "annual_targets",
    "target": "target",
    "breakdown": "breakdown",
    "initial": "initial",
    "supplementary": "supplementary",
    "carry_over": "carry_over",
    "total": "total",
    "executed": "executed",
    "execution_rate": "execution_rate",
}
"""Words of the page that are terms of the form."""

_WORDS: Mapping[str, Bilingual] = {
    **{name: titled(TERMS[key]) for name, key in _OF_THE_FORM.items()},
    **{name: titled(line) for name, line in BUDGET_LINES.items()},
    # the form
    "ministry": Bilingual("府省名", "Ministry"),
    "document": Bilingual("番号", "Document"),
    "summary": Bilingual("施策の概要", "Summary"),
    "policy_goal_number": Bilingual("施策目標{number}", "Policy goal {number}"),
    "goal_number": Bilingual("達成目標{number}", "Achievement goal {number}"),
    "outcome": Bilingual("成果指標（アウトカム）", "Outcome indicators"),
    "output": Bilingual("活動指標（アウトプット）", "Output indicators"),
    "measure": Bilingual("測定指標", "Indicators"),
    "breakdown_of": Bilingual("別表（指標{number}）", "Breakdown of indicator {number}"),
    # charts
    "cut_axis": Bilingual(
        "縦軸は0からではなく{floor}から始まります（波線は省略の印）。",
        "The vertical axis starts at {floor}, not at zero (zigzag: the break).",
    ),
    "annual_target_short": Bilingual("年度目標", "Annual target"),
    "revised_since": Bilingual("{year}から適用", "In force since {year}"),
    "several_targets": Bilingual("目標値とその適用", "Targets and when they hold"),
    "in_force": Bilingual("適用", "In force"),
    "in_force_years": Bilingual("{since}～{until}", "{since}–{until}"),
    "judged_years": Bilingual("判定した年度", "Years judged by it"),
    "in_brackets": Bilingual("（{text}）", "({text})"),
    "years_unit": Bilingual("（年度）", "(FY)"),
    "calendar_years_unit": Bilingual("（年）", "(year)"),
    "way_needed": Bilingual("目標までに必要な変化", "Change still needed"),
    "between_years": Bilingual("・", ", "),
    "between_figures": Bilingual("、", ", "),
    "between_sentences": Bilingual("。", ". "),
    "way_from_baseline": Bilingual(
        "点線は基準値（{start}）と{end}の目標値を結ぶ直線です。",
        "Dotted: the straight line from the baseline ({start}) to the target of {end}.",
    ),
    "way_from_latest": Bilingual(
        "一点鎖線は最新の実績値（{start}）から{end}の目標値までに必要な変化です。",
        "Dash and dot: the change still needed from {start}, the latest value, to the target of"
        " {end}.",
    ),
    "chart_value": Bilingual("{value}（{year}）", "{value} ({year})"),
    "chart_rate": Bilingual(
        "{value}、目標{target}の{rate}（{year}）",
        "{value}, {rate} of the target of {target} ({year})",
    ),
    "chart_rate_to_come": Bilingual(
        "{value}（{year}）、{target_year}の目標{target}の{rate}",
        "{value} ({year}), {rate} of the target of {target} for {target_year}",
    ),
    "chart_limit": Bilingual(
        "{value}、目標{target}に対し{grade}（{year}）",
        "{value}, target {target}: {grade} ({year})",
    ),
    "chart_limit_to_come": Bilingual(
        "{value}（{year}）、{target_year}の目標は{target}",
        "{value} ({year}), target {target} for {target_year}",
    ),
    "chart_pending": Bilingual("{message}、{years}は調査中", "{message}; {years} pending"),
    "chart_lowest": Bilingual(
        "{year}は{low}の{lowest}が最も低い{change}",
        "{year}: lowest {low}, {lowest}{change}",
    ),
    "chart_all_equal": Bilingual("{year}はいずれも{lowest}", "{year}: all {lowest}"),
    "chart_since": Bilingual("（{year}から{change}）", " ({change} since {year})"),
    "chart_unchanged": Bilingual("（{year}と同じ）", " (as in {year})"),
    "chart_target_line": Bilingual(
        "破線は指標の目標値（{target}）です。", "Dashed: target ({target})."
    ),
    "chart_mean_findings": Bilingual("平均に関する監査所見: ", "Audit findings on the mean: "),
    "chart_others": Bilingual("ほか{count}", " and {count} more"),
    "chart_figures": Bilingual(
        "{count}個の値、最小{low}、最大{high}。すべての値は{table}の表にあります。",
        "{count} figures, from {low} to {high}. The table of {table} has all of them.",
    ),
    "panels_cut": Bilingual(
        "{count}行のうち、最新の値が低い{each}行と高い{each}行です。すべての行は表にあります。",
        "Of {count} rows, the {each} with the lowest and the {each} with the highest latest figure;"
        " the table has all.",
    ),
    "panels_note": Bilingual(
        "縦軸の目盛りは全ての図で同じです。", "All panels have the same scale."
    ),
    "measures": Bilingual("達成手段", "Programmes"),
    "measure_name": Bilingual("事業名", "Programme"),
    "reference_measure_name": Bilingual("独立行政法人の事業名", "Programme of an agency"),
    "measure_summary": Bilingual("事業概要", "Summary"),
    "related_indicators": Bilingual("関連する指標", "Related indicators"),
    "review_sheet": Bilingual("行政事業レビューシート番号", "Review sheet no."),
    "division": Bilingual("担当課", "Division"),
    "reference": Bilingual("関連する独立行政法人の事業", "Related programmes of agencies"),
    "budget": Bilingual("施策の予算額・執行額", "Budget and execution"),
    "budget_item": Bilingual("区分", "Item"),
    "budget_line": Bilingual("予算の別", "Line"),
    "budget_status": Bilingual("予算の状況", "Budget"),
    "cabinet_policies": Bilingual("施策に関係する内閣の重要政策", "Related Cabinet policies"),
    "excerpt": Bilingual("関係部分抜粋", "Excerpt"),
    "data_sources": Bilingual("指標に用いたデータ・資料等", "Data and sources of the indicators"),
    "expert_comments": Bilingual("有識者会議での指摘事項", "Comments of the expert meeting"),
    "lead_division": Bilingual("主管課（課長名）", "Lead division (director)"),
    "related_divisions": Bilingual("関係課（課長名）", "Related divisions (directors)"),
    "prepared_by": Bilingual("作成責任者名", "Responsible official"),
    "evaluation_date": Bilingual("政策評価実施時期", "Time of the evaluation"),
    "examples": Bilingual("取組例", "Examples"),
    "sections": Bilingual("その他の節", "Further sections"),
    "picture": Bilingual("写真（原本に掲載）", "Picture (in the original)"),
    "figure": Bilingual("図（原本に掲載）", "Figure (in the original)"),
    "fiscal_year": Bilingual("年度", "Fiscal year"),
    "value": Bilingual("値", "Value"),
    "series": Bilingual("系列", "Series"),
    "printed": Bilingual("記載", "As printed"),
    "window_平均": Bilingual("平均", ", mean"),
    "window_合計": Bilingual("合計", ", total"),
    "none_printed": Bilingual("（記載なし）", "(nothing printed)"),
    # the page
    "report": Bilingual("モニタリング報告書", "Monitoring report"),
    "contents": Bilingual("目次", "Contents"),
    "skip": Bilingual("本文へ移動", "Skip to the content"),
    "every_year": Bilingual("毎年度", "every year"),
    "unit": Bilingual("単位", "Unit"),
    "left_out": Bilingual("この形式では表示できないため省略", "left out: cannot be shown here"),
    "error_output": Bilingual("エラー", "Error"),
    "picture_output": Bilingual("図", "Picture"),
    # what the figures mean
    "overview": Bilingual("全体の状況", "Overview"),
    "reference_mark": Bilingual("参考（自動判定）", "Automatic aid"),
    "aid_note": Bilingual(
        "この節の判定と計算は、評価書の記載から自動で行った参考であり、府省による評価ではありません。",
        "Judgements and figures in this section were made automatically from the sheet. They are an"
        " aid, not the ministry's own evaluation.",
    ),
    "rule": Bilingual("規則", "Rule"),
    "source": Bilingual("出典", "Source"),
    "headline": Bilingual(
        "{count}指標のうち、{year}の目標を達成{met}、未達成{missed}{names}、調査中{pending}、"
        "判定不能{not_decidable}。{year}の目標がないもの{no_target}{not_started}。",
        "Of {count} indicators, {met} met their target of {year}, {missed} missed it{names},"
        " {pending} are pending and {not_decidable} cannot be decided; {no_target} have no target"
        " for {year}{not_started}.",
    ),
    "headline_published": Bilingual(
        "{count}指標のうち、{year}について府省等が判定したもの{graded}（{grades}）。",
        "Of {count} indicators, the ministry itself has graded {graded} for {year} ({grades}).",
    ),
    "headline_plan": Bilingual(
        "{count}指標の目標を定めています。実績を示す様式ではありません。",
        "Sets targets for {count} indicators; the form has no results.",
    ),
    "planned_by_year": Bilingual("年度ごとの目標", "Targets by year"),
    "planned": Bilingual("定められた目標", "Targets set"),
    "headline_final": Bilingual(
        "{count}指標のうち、最終目標に到達{reached}、順調{on_course}、遅れ{behind}、"
        "判断材料不足{unknown}。",
        "Of {count} indicators, {reached} reached their final target, {on_course} are on course,"
        " {behind} are behind and of {unknown} not enough is known.",
    ),
    "distribution_preset": Bilingual(
        "{rule}による判定（参考、指標数）", "By {rule} (aid; number of indicators)"
    ),
    "distribution_final": Bilingual(
        "最終目標への見通し（指標数）", "Outlook on final targets (number of indicators)"
    ),
    "headline_none": Bilingual(
        "この評価書に指標はありません。記載は{parts}です。",
        "This sheet has no indicators; it tells of: {parts}.",
    ),
    "headline_not_started": Bilingual("、未開始{count}", ", {count} had not started"),
    "headline_names": Bilingual("（{names}）", " ({names})"),
    "distribution": Bilingual(
        "{year}の目標の達成状況（指標数）",
        "Targets of {year} (number of indicators)",
    ),
    "total_row": Bilingual("計", "All"),
    "each_indicator": Bilingual("指標ごと", "Indicator by indicator"),
    "missed_list": Bilingual(
        "{year}の目標を達成していない指標",
        "Indicators that missed their target of {year}",
    ),
    "missed_any": Bilingual(
        "目標を達成していない指標と年度",
        "Indicators and years that missed their target",
    ),
    "missed_before": Bilingual("過去の年度の未達成", "Missed in earlier years"),
    "pending_list": Bilingual("結果が分かっていない指標", "Results still unknown"),
    "lowest_first": Bilingual("目標水準比の低い順。", "The lowest share of the target first."),
    "as_of_note": Bilingual(
        "判明時期を過ぎたかどうかは、基準日（{day}）で判定しました。",
        "Whether a result is overdue was decided as of {day}.",
    ),
    "no_as_of": Bilingual(
        "基準日の指定がないため、判明時期を過ぎたかどうかは判定していません。",
        "No day was given on which to ask, so that nothing counts as overdue.",
    ),
    "taken_as": Bilingual("（{day}として判定）", "(taken as {day})"),
    "back_to_round": Bilingual("{year}の一覧", "All policy goals of {year}"),
    "due": Bilingual("判明時期", "Expected"),
    "overdue": Bilingual("期限超過", "overdue"),
    "not_overdue": Bilingual("期限内", "not yet due"),
    "due_unknown": Bilingual("時期の記載なし", "no time given"),
    "course_list": Bilingual("最終目標への見通し", "Outlook for the final target"),
    "outlook": Bilingual("見通し", "Outlook"),
    "unknown_pending": Bilingual("結果待ち（調査中）", "result pending"),
    "unknown_none": Bilingual("実績値がまだない", "no value yet"),
    "unknown_no_line": Bilingual(
        "同じ単位の基準値がない",
        "no baseline in the same unit",
    ),
    "outlook_note": Bilingual(
        "最新の実績値を、基準値と目標値を結ぶ直線と比べたものです。目標年度がこれから来る指標だけを示します。",
        "The latest value against the straight line from baseline to target, for targets whose year"
        " is still to come.",
    ),
    "none_of_them": Bilingual("ありません。", "None."),
    "judgement": Bilingual("判定", "Judgement"),
    "figures": Bilingual("計算値", "Figures"),
    "by_year": Bilingual("年度ごとの実績と目標", "Year by year"),
    "methods": Bilingual("計算方法の比較（参考）", "Methods side by side (automatic aid)"),
    "methods_elsewhere": Bilingual(
        "各指標の計算方法（式、入力値、方法ごとの結果）は、この報告書のHTML版の各指標の欄と、"
        "データ（results.csv）にあります。",
        "How each figure was calculated (formulas, inputs, every method side by side) stands in the"
        " HTML edition of this report, at each indicator, and in its data (results.csv).",
    ),
    "method": Bilingual("方法", "Method"),
    "formula": Bilingual("式", "Formula"),
    "result": Bilingual("結果", "Result"),
    "final_target": Bilingual("最終目標", "Final target"),
    "latest": Bilingual("最新の実績", "Latest"),
    "execution": Bilingual("執行率（執行額÷合計）", "Execution rate (executed ÷ total)"),
    "five_step_overall": Bilingual(
        "目標管理型の政策評価の5区分による自動判定", "Five-step judgement"
    ),
    "sensitivity": Bilingual(
        "一つの指標で判定が変わる場合", "Where one indicator would change the step"
    ),
    "if_met": Bilingual("達成なら", "if met"),
    "if_missed_narrowly": Bilingual("わずかに未達なら", "if narrowly missed"),
    "if_missed_clearly": Bilingual("明らかに未達なら", "if clearly missed"),
    "yes": Bilingual("はい", "yes"),
    "no": Bilingual("いいえ", "no"),
    # the methods
    **{f"f_{name}": method.title for name, method in METHODS.items()},
    "forecast_for": Bilingual("{year}に{value}", "{value} in {year}"),
    "forecast_bounded": Bilingual(
        "{year}に{value}（計算上は{beyond}だが、{value}が限度）",
        "{value} in {year} ({beyond} by calculation, but {value} is the limit)",
    ),
    # what the ministry itself published
    "published_results": Bilingual("公表された結果（府省等による）", "Results as published"),
    "published_overall": Bilingual("府省等による評価結果:", "The ministry's own evaluation:"),
    "published_counts": Bilingual(
        "府省等の判定（{year}、指標数）:", "The ministry's own grades of {year} (indicators):"
    ),
    "published_grade": Bilingual("府省等の判定", "Ministry's grade"),
    "published_rate": Bilingual("公表された達成率", "Published rate"),
    "published_score": Bilingual("評点", "Score"),
    "our_judgement": Bilingual("参考: 自動判定", "Automatic aid: judgement"),
    "our_rate": Bilingual("参考: 達成率の計算との照合", "Automatic aid: the rate, calculated"),
    "rate_figure": Bilingual("{method}: {expression}＝{value}", "{method}: {expression} = {value}"),
    "rate_by": Bilingual("{figure}と一致（{how}）", "as {figure}, {how}"),
    "rate_by_none": Bilingual("どの計算方法でも一致しない", "given by no method"),
    "rate_not_compared": Bilingual("比べられる計算値がない", "nothing to compare with"),
    "before_correction": Bilingual("訂正前: {text}", "Before the correction: {text}"),
    "scale_note": Bilingual("区分（良い順）: {scale}", "Scale, the best first: {scale}"),
    "evaluation": Bilingual("評価結果（府省等による）", "Evaluation by the ministry"),
    # which way is better
    "direction": Bilingual("望ましい方向: {way}（{basis}）", "Better: {way} ({basis})"),
    "basis_with": Bilingual("{basis}「{text}」", "{basis}: {text}"),
    "per_year": Bilingual("{value}／年", "{value} a year"),
    "against_final": Bilingual("最終目標に対して", "against the final target"),
    "against_annual": Bilingual("{year}の目標に対して", "against the target of {year}"),
    # cautions
    "in_the_form": Bilingual("評価書の記載", "As printed in the form"),
    "no_source_printed": Bilingual("データ・資料の記載なし", "No source is printed"),
    "cautions": Bilingual("読むときの注意", "Read with care"),
    # the audit
    "findings": Bilingual("監査所見", "Audit findings"),
    "trust_line": Bilingual("監査所見", "Audit findings"),
    "trust_none": Bilingual("なし", "none"),
    "finding": Bilingual("監査所見", "Audit finding "),
    "mark": Bilingual("監", "F"),
    "severity": Bilingual("重大度", "Severity"),
    "check_unknown": Bilingual(
        "点検項目「{id}」はありません。一覧は evalkit check --list で見られます",
        'no check is called "{id}"; evalkit check --list names them all',
    ),
    "check_likely": Bilingual(
        "（「{likely}」の誤りではありませんか）", ' (did you mean "{likely}"?)'
    ),
    "place": Bilingual("場所", "Place"),
    "finding_column": Bilingual("所見", "Finding"),
    "findings_note": Bilingual(
        "評価書の記載を機械的に点検した結果です。表の欄に関する所見には、その欄に「監」と番号を付けました。",
        "Found by automatic checks of the sheet. Where a finding is about a cell of a table, the"
        " cell carries F and its number.",
    ),
    "findings_count": Bilingual(
        "監査所見: 誤りの疑い{error}件、要確認{warning}件、参考{info}件。",
        "Audit findings: {error} errors, {warning} warnings, {info} notes.",
    ),
    "findings_notes": Bilingual("参考となる所見", "Notes"),
    "notes_elsewhere": Bilingual(
        "参考となる所見{number}件は、HTML版及びデータ（findings.csv）に掲載しています。",
        "The {number} notes are listed in the HTML edition and in the data (findings.csv).",
    ),
    "findings_none": Bilingual("監査所見はありません。", "The audit found nothing."),
    "findings_accepted": Bilingual("承認済みの所見", "Accepted findings"),
    # provenance
    "provenance": Bilingual("この報告書の作成元", "What this report was made from"),
    "provenance_note": Bilingual(
        "同じ入力からは同じ内容のファイルが作られます。",
        "The same inputs give the same files, byte for byte.",
    ),
    "input_file": Bilingual("入力ファイル", "Input file"),
    "sha256": Bilingual("SHA-256", "SHA-256"),
    "parameters": Bilingual("パラメータ", "Parameters"),
    "versions": Bilingual("使用ソフトウェア", "Software"),
    "as_of": Bilingual("基準日", "As of"),
    "preset": Bilingual("判定方式", "Judgement preset"),
    "preset_options": Bilingual("判定方式の設定", "Options of the preset"),
    "language": Bilingual("言語", "Language"),
    # the data beside the report
    "data": Bilingual("データ", "Data"),
    "data_csv": Bilingual("データ（CSV）: {file}", "Data (CSV): {file}"),
    "data_file": Bilingual("{file}", "{file}"),
    "data_xlsx": Bilingual("すべての表（Excel）", "Every table, for Excel"),
    "data_json": Bilingual("すべての表（JSON）", "Every table, as JSON"),
    "data_package": Bilingual("CSV の各列の説明（Data Package）", "Description of the CSV files"),
    "output_text_cut": Bilingual(
        "出力が長いため以下省略（1セル{most}文字まで）",
        "the output is long; the rest is left out (at most {most} characters a cell)",
    ),
    "output_html_cut": Bilingual(
        "出力が長いため以下省略（1セル{most}文字まで）",
        "the output is long; the rest is left out (at most {most} characters a cell)",
    ),
    "output_rows_cut": Bilingual(
        "表が長いため以下省略（全{rows}行のうち{shown}行）",
        "the table is long; the rest is left out ({shown} of {rows} rows are shown)",
    ),
    "output_pictures_cut": Bilingual(
        "図が大きいため省略（1セル{most}文字まで）",
        "a picture is left out: it is too large (at most {most} characters a cell)",
    ),
    "output_outputs_cut": Bilingual(
        "出力の数が多いため以下省略（1セル{most}件まで）",
        "there are many outputs; the rest is left out (at most {most} a cell)",
    ),
    "loads_left_out": Bilingual(
        "外部から読み込む内容のため省略",
        "left out, for it would be loaded from elsewhere",
    ),
    "data_note": Bilingual(
        "この報告書の数値は、次のファイルにもあります（報告書と同じフォルダの中）。",
        "The figures of this report stand in these files too, in the folder of the report.",
    ),
    "data_attached": Bilingual(
        "この報告書の数値は、この PDF に添付した CSV ファイルにもあります。",
        "The figures of this report stand in the CSV files attached to this PDF too.",
    ),
    # comparison
    "changes": Bilingual("前年度からの変更点", "Changes since last year"),
    "changes_between": Bilingual("変更点", "Changes"),
    "changes_sentence": Bilingual(
        "{old}の評価書からの変更: {parts}。",
        "Changes since the sheet of {old}: {parts}.",
    ),
    "changes_count": Bilingual("{group}{count}件", "{group} {count}"),
    "changes_flips": Bilingual(
        "（うち判定・見通しが変わるもの{flips}件）",
        " ({flips} of which turn a judgement or an outlook)",
    ),
    "changes_findings": Bilingual(
        "（新規{finding_new}、承認{finding_accepted}、解消{finding_solved}）",
        " ({finding_new} new, {finding_accepted} accepted, {finding_solved} solved)",
    ),
    "changes_none": Bilingual("変更点はありません。", "Nothing has changed."),
    "changes_note": Bilingual(
        "記載の意味を比べたもので、空白や全角・半角の違いは含みません。判定は参考（自動判定）です。",
        "Compared by meaning: white space and character widths do not count. Judgements are an"
        " automatic aid.",
    ),
    "earlier_version": Bilingual("{year}（旧版）", "{year}, an earlier version"),
    "change_kind": Bilingual("種別", "Change"),
    "change_old": Bilingual("前", "Before"),
    "change_new": Bilingual("今回", "Now"),
    "change_meaning": Bilingual("内容", "What it means"),
    # roll-forward
    "todo_count": Bilingual(
        "記入するところ{enter}か所、確認するところ{confirm}か所。",
        "{enter} entries to fill in, {confirm} to confirm.",
    ),
    "dropped_count": Bilingual(
        "新しい評価書に残らない記載{count}件（{file} にはそのまま残っています）:",
        "{count} entries that do not stand in the new sheet (they stay in {file}):",
    ),
    "rolled_exists": Bilingual(
        "{file} はすでにあります。上書きするときは --force を付けてください",
        "{file} exists; add --force to overwrite it",
    ),
    "rolled_header": Bilingual(
        "{year}の評価書。{file} から evalkit roll で作成。以下の注記は元のファイルのもの。",
        "Sheet of {year}, made from {file} by evalkit roll; the other comments are that file's.",
    ),
}


def word(name: str) -> Bilingual:
    """Return the word called `name` in both languages."""
    return _WORDS[name]


_CALENDAR = {
    "fiscal_year": Bilingual("年", "Year"),
    "by_year": Bilingual("年ごとの実績と目標", "Year by year"),
}
"""Words of a form that counts calendar years."""

_OF_PROGRAMMES = {
    "measure_name": "measures.name",
    "measure_summary": "measures.summary",
    "related_indicators": "measures.indicators",
}
"""Heads of the table of programmes, by the names of a profile."""

_NUMBERED = {"policy_goal": "policy_goal_number", "achievement_goal": "goal_number"}
_OTHER_THINGS = {"result", "no", "direction", "figures"}
"""Words of the page that mean something else than the entry of a sheet that has the same key."""


@lru_cache(maxsize=32)
def _of_profile(profile: FormProfile) -> Mapping[str, Bilingual]:
    """Words of the page that a form words in its own way, by their names here."""
    worded = {key: titled(word.both) for key, word in profile.words.items() if word.ja}
    own = {key: word for key, word in worded.items() if key not in _OTHER_THINGS}
    heads = {**_OF_THE_FORM, **_OF_PROGRAMMES}
    named = {name: own[key] for name, key in heads.items() if key in own}
    numbered = {
        name: Bilingual(f"{own[key].ja}{{number}}", f"{own[key].en} {{number}}")
        for key, name in _NUMBERED.items()
        if key in own
    }
    report = {} if profile is monitoring() else {"report": profile.title.both}
    return own | named | numbered | report


class Words:
    """The words of one language, and of one form where that has its own.

    Examples
    --------
    >>> Words("ja")("target"), Words("en")("target")
    ('目標値', 'Target')
    """

    TABLE: ClassVar[Mapping[str, Bilingual]] = _WORDS

    def __init__(
        self, language: Language, profile: FormProfile | None = None, *, calendar: bool = False
    ) -> None:
        self.language = language
        self.profile = profile or monitoring()
        self.counts_calendar_years = calendar
        self.own = {**_of_profile(self.profile), **(_CALENDAR if calendar else {})}

    def __call__(self, name: str, **fill: object) -> str:
        """Return the word called `name`, with what fills its gaps, in the page's language."""
        both = self.own.get(name) or self._ours(self.TABLE[name])
        return (both.format(**fill) if fill else both).in_(self.language)

    @property
    def data_language(self) -> Language | None:
        """Language of what the sheets say, where it is not that of the page."""
        return None if self.language == "ja" else "ja"

    @property
    def space(self) -> str:
        """What stands before a bracket or a count: nothing in Japanese."""
        return "" if self.language == "ja" else " "

    def count(self, name: str, count: int, **fill: object) -> str:
        """Return a counted word: that called `name` for one, else the one for many.

        Examples
        --------
        >>> from evalkit.present.index.words import IndexWords
        >>> [IndexWords("en").count("made_goals", count) for count in (1, 2)]
        ['1 policy goal', '2 policy goals']
        """
        return self(name if count == 1 else f"{name}_many", count=f"{count:,}", **fill)

    def said(self, text: Bilingual) -> str:
        """Return a text of ours in the page's language and in the words of its form."""
        return self._ours(text).in_(self.language)

    def _ours(self, text: Bilingual) -> Bilingual:
        worded = self.profile.worded(text)
        return of_calendar_years(worded) if self.counts_calendar_years else worded
