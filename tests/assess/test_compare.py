"""What changed between two sheets: one golden case for every kind of change."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.compare import compare
from evalkit.assess.compare.change import GROUPS, Kind
from evalkit.assess.compare.matching import Item, match
from evalkit.assess.roll import roll
from evalkit.sheet.load import parse_sheet, read_sheet
from tests.conftest import ROOT

GOAL_7_2 = read_sheet(ROOT / "params/fy2012/7-2.yaml")
BASE = """\
title: 平成２４年度実施施策に係る事後評価書
ministry: 文部科学省
document: 24-7-2
fiscal_year: 2012
policy_goal: {number: 7-2, name: 例, summary: 連携を進める。}
achievement_goals:
  - no: 1
    name: 連携の仕組みを作る。
    tables:
      outcome: {baseline: 20年度, target: 25年度}
      measures:
        budget: {2012: 24年度補正後予算額（千円）, 2013: 25年度当初予算額（千円）}
    indicators:
      - no: 1
        name: 共同研究の実施件数
        kind: outcome
        baseline: 100件
        actuals: {2010: 110件, 2011: 118件, 2012: 調査中（10月頃）}
        annual_targets: {2010: －, 2011: 120件, 2012: 130件}
        target: 150件
      - no: 2
        name: 特許になった発明の割合
        kind: outcome
        actuals: {2011: 60％, 2012: 70％}
        annual_targets: {2011: －, 2012: 75％}
        target: 80％以上
        breakdown:
          rows:
            - {group: 国内, name: 大学, actuals: {2011: 61％, 2012: 71％}}
            - {group: 国内, name: 企業, actuals: {2011: 59％, 2012: 69％}}
      - no: 3
        name: 事故の件数
        kind: output
        actuals: {2012: 9件}
        annual_targets: {2012: 10件以下}
        target: 8件以下
    measures:
      - name: 連携促進事業
        budget: {2012: "1,000", 2013: "1,200"}
        summary: 連携を促す。
        indicators: ①
        review_sheet: "0208"
        division: 産業連携課
  - no: 2
    name: 成果を広める。
    indicators:
      - no: 1
        name: 展示会の来場者の満足度
        kind: outcome
        actuals: {2012: 88％}
        target: 90％
budget:
  columns: {2012: 24年度, 2013: 25年度}
  single:
    initial: {2012: "2,000", 2013: "2,200"}
    executed: {2012: "1,900"}
cabinet_policies:
  - {name: 科学技術基本計画, date: 平成23年8月19日, excerpt: 産学官の連携を強める。}
data_sources:
  - text: 産学連携等実施状況調査（平成24年11月）
expert_comments: 特になし
lead_division: 産業連携課（甲野 太郎）
"""


def edited(*edits, text=BASE):
    """Sheet of `text` with each (old, new) put in once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return parse_sheet(text, allow_open=True)


def changes(*edits, old=BASE, **options):
    """Changes from `old` to `old` with the edits, the audit's findings apart."""
    made = compare(parse_sheet(old), edited(*edits, text=old), **options)
    return [change for change in made.changes if change.group != "findings"]


def told(*edits, old=BASE):
    return [(c.kind, c.place.ja, c.old, c.new) for c in changes(*edits, old=old)]


# No change ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sheet", [GOAL_7_2, roll(GOAL_7_2, 2013).sheet, edited()], ids=["7-2", "rolled", "small"]
)
def test_an_identical_pair_has_no_changes(sheet):
    assert compare(sheet, sheet).changes == ()


@pytest.mark.parametrize(
    "edit",
    [
        ("2011: 118件", "2011: １１８ 件"),
        ("{2010: －, 2011: 120件", "{2010: ―, 2011: 120件"),
        ("name: 連携促進事業", "name: 連携 促進事業"),
        ("{2012: 9件}", "{2012: 9.0件}"),
        ('"1,900"', '"1900"'),
        ("平成２４年度実施", "平成24年度実施"),
    ],
    ids=lambda edit: edit[1],
)
def test_what_looks_different_and_means_the_same_is_no_change(edit):
    found = told(edit)
    assert [change for change in found if change[0] != "text"] == []


# Values ------------------------------------------------------------------------------------------


def test_a_restated_value_says_by_how_much_and_which_judgement_it_flips():
    (change,) = changes(("2011: 118件", "2011: 121件"))
    assert (change.kind, change.place.ja) == ("restated", "達成目標1 指標① 実績値 23年度")
    assert (change.old, change.new, str(change.step.difference)) == ("118件", "121件", "3")
    assert change.judgement.before.grade == "missed"
    assert change.judgement.after.grade == "met"
    assert change.flips


def test_a_restated_value_may_turn_the_outlook():
    (change,) = changes(("2011: 118件", "2011: 131件"))
    assert (change.outlook.before, change.outlook.after) == ("behind", "on_course")


def test_a_restated_value_that_flips_nothing_comes_after_one_that_does():
    found = changes(("2010: 110件", "2010: 111件"), ("2012: 70％", "2012: 76％"))
    assert [(c.place.ja, c.flips) for c in found] == [
        ("達成目標1 指標② 実績値 24年度", True), ("達成目標1 指標① 実績値 22年度", False),
    ]  # fmt: skip


def test_a_restated_baseline_may_turn_the_outlook():
    (change,) = changes(("baseline: 100件", "baseline: 60件"))
    assert (change.kind, change.place.ja) == ("restated", "達成目標1 指標① 基準値")
    assert (change.outlook.before, change.outlook.after) == ("behind", "on_course")


def test_a_baseline_of_another_year_is_restated_too():
    (first, *_) = changes(("baseline: 20年度", "baseline: 19年度"))
    assert (first.kind, first.place.ja) == ("restated", "達成目標1 指標① 基準値")
    assert first.note.ja == "基準年度 20年度 → 19年度"


@pytest.mark.parametrize("new", ["調査中（3月頃）", '""'])
def test_a_value_taken_back_is_restated(new):
    (change,) = changes(("2012: 70％", f"2012: {new}"))
    assert (change.kind, change.old, change.new) == ("restated", "70％", new.strip('"'))


def test_a_value_entered_says_what_its_judgement_became():
    (change,) = changes(("調査中（10月頃）", "131件"))
    assert (change.kind, change.old, change.new) == ("entered", "調査中（10月頃）", "131件")
    assert change.judgement.after.grade == "met"
    assert change.note.ja == "目標 130件"
    assert not change.flips


def test_a_value_in_the_place_of_a_text_is_entered():
    old = BASE.replace("{2012: 88％}", "{2012: 24年度より実施したため、実績なし}")
    (change,) = changes(("24年度より実施したため、実績なし", "88％"), old=old)
    assert change.kind == "entered"


def test_another_text_in_the_place_of_a_text_is_a_change_of_wording():
    old = BASE.replace("{2012: 88％}", "{2012: 取組を開始した}")
    assert told(("取組を開始した", "取組を継続した"), old=old) == [
        ("text", "達成目標2 指標① 実績値 24年度", "取組を開始した", "取組を継続した")
    ]


def test_a_row_of_a_breakdown_is_compared_too():
    assert told(("2012: 71％", "2012: 72％")) == [
        ("restated", "達成目標1 指標② 別表 「国内 大学」 24年度", "71％", "72％")
    ]
    assert told(
        ("            - {group: 国内, name: 企業, actuals: {2011: 59％, 2012: 69％}}\n", "")
    ) == [("dropped", "達成目標1 指標② 別表 「国内 企業」", "国内 企業", "")]


def test_a_due_that_moved_is_told_and_a_result_still_pending_only_next_year():
    assert told(("10月頃", "3月頃")) == [
        ("pending", "達成目標1 指標① 実績値 24年度", "調査中（10月頃）", "調査中（3月頃）")
    ]
    next_year = roll(parse_sheet(BASE), 2013).sheet
    text = next_year.model_dump_json().replace("【要確認】", "").replace("【要記入】", "調査中")
    found = compare(parse_sheet(BASE), type(next_year).model_validate_json(text)).group("pending")
    notes = {change.place.ja: change.note.ja for change in found}
    assert notes["達成目標1 指標① 実績値 24年度"] == "前から調査中"
    assert notes["達成目標1 指標① 実績値 25年度"] == "新たに調査中"


# Targets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (("target: 150件", "target: 140件"), "target_easier"),
        (("target: 150件", "target: 160件"), "target_harder"),
        (("target: 8件以下", "target: 9件以下"), "target_easier"),
        (("target: 8件以下", "target: 7件以下"), "target_harder"),
        (("target: 8件以下", "target: 8件未満"), "target_changed"),
        (("target: 80％以上", "target: 前年度以上"), "target_changed"),
        (("target: 80％以上", "target: －"), "target_dropped"),
        (("target: 80％以上", "target: （27年度）80％以上"), "target_easier"),
        (("target: 80％以上", "target: （毎年度）80％以上"), "target_changed"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1],
)
def test_a_final_target_that_moved_is_easier_or_harder_by_its_direction(edit, kind):
    (change, *_) = changes(edit)
    assert change.kind == kind
    assert change.place.ja.endswith("目標値")


def test_an_annual_target_that_moved_says_which_judgement_it_flips():
    (change,) = changes(("2012: 75％", "2012: 70％"))
    assert (change.kind, change.old, change.new) == ("target_easier", "75％", "70％")
    assert (change.judgement.before.grade, change.judgement.after.grade) == ("missed", "met")
    assert change.flips


def test_a_target_set_for_a_past_year_is_told():
    assert told(("{2010: －, 2011: 120件", "{2010: 105件, 2011: 120件")) == [
        ("target_set", "達成目標1 指標① 年度ごとの目標値 22年度", "－", "105件")
    ]


def test_next_years_own_target_is_compared_with_the_final_one_of_that_year():
    next_year = BASE.replace("fiscal_year: 2012", "fiscal_year: 2013").replace(
        "2012: 130件}", "2012: 130件, 2013: 140件}"
    )
    made = compare(parse_sheet(BASE), parse_sheet(next_year)).group("targets")
    assert [(c.kind, c.place.ja, c.old, c.new) for c in made] == [
        ("target_easier", "達成目標1 指標① 年度ごとの目標値 25年度", "150件", "140件")
    ]


def test_a_target_after_one_that_has_run_out_is_a_new_one():
    later = BASE.replace("fiscal_year: 2012", "fiscal_year: 2014").replace(
        "target: 150件", "target: （28年度）140件"
    )
    (change,) = compare(parse_sheet(BASE), parse_sheet(later)).group("targets")
    assert (change.kind, change.note.ja) == ("target_set", "目標年度 25年度 → 28年度")


def test_a_target_that_is_asked_for_anew_is_open_and_not_set():
    rolled = roll(parse_sheet(BASE), 2014).sheet
    found = {change.place.ja: change for change in compare(parse_sheet(BASE), rolled).changes}
    asked = found["達成目標1 指標① 目標値"]
    assert (asked.kind, asked.old, asked.new) == ("open", "150件", "【要記入】")


# What the sheet consists of ----------------------------------------------------------------------

SECOND = """\
      - no: 2
        name: 展示会に参加した機関の数
        kind: output
        actuals: {2012: 12機関}
"""


def test_an_indicator_added_and_one_dropped():
    place = "        target: 90％\n"
    added = ("added", "達成目標2 指標②", "", "展示会に参加した機関の数")
    assert told((place, place + SECOND)) == [added]
    old = BASE.replace(place, place + SECOND)
    assert told((SECOND, ""), old=old) == [
        ("dropped", "達成目標2 指標②", "展示会に参加した機関の数", "")
    ]


def test_an_indicator_renamed_keeps_its_history():
    found = told(("共同研究の実施件数", "民間との共同研究の件数"), ("2011: 118件", "2011: 119件"))
    assert found == [
        ("restated", "達成目標1 指標① 実績値 23年度", "118件", "119件"),
        ("renamed", "達成目標1 指標①", "共同研究の実施件数", "民間との共同研究の件数"),
    ]


def test_an_indicator_renumbered_is_the_same_indicator():
    (change,) = changes(
        ("      - no: 3\n        name: 事故", "      - no: 4\n        name: 事故"),
    )
    assert (change.kind, change.place.ja) == ("renumbered", "達成目標1 指標④")
    assert change.note.ja == "番号 1-③ → 1-④"


def test_an_indicator_moved_to_another_goal_is_renumbered_too():
    start = BASE.index("      - no: 3\n")
    moved = BASE[start : BASE.index("    measures:\n      - name")]
    end = "        target: 90％\n"
    text = BASE.replace(moved, "").replace(end, end + moved)
    made = compare(parse_sheet(BASE), parse_sheet(text)).group("structure")
    assert [(c.kind, c.note.ja) for c in made] == [("renumbered", "番号 1-③ → 2-③")]


def test_numbers_that_shift_do_not_mix_up_the_indicators_of_goal_7_2():
    goal = GOAL_7_2.achievement_goals[1]
    shifted = tuple(
        indicator.model_copy(update={"no": str(int(indicator.no) - 1)})
        for indicator in goal.indicators[1:]
    )
    goals = list(GOAL_7_2.achievement_goals)
    goals[1] = goal.model_copy(update={"indicators": shifted})
    made = compare(GOAL_7_2, GOAL_7_2.model_copy(update={"achievement_goals": tuple(goals)}))
    kinds = [change.kind for change in made.group("structure")]
    assert kinds == ["dropped"] + ["renumbered"] * 10
    assert made.group("restated") == ()


def test_another_goal_is_renamed_and_its_indicators_stay():
    assert told(("name: 成果を広める。", "name: 成果を世に広める。")) == [
        ("renamed", "達成目標2", "成果を広める。", "成果を世に広める。")
    ]


def test_a_programme_dropped_and_another_added():
    found = told(("name: 連携促進事業", "name: 人材育成プログラム"))
    assert found == [
        ("dropped", "達成目標1 達成手段 「連携促進事業」", "連携促進事業", ""),
        ("added", "達成目標1 達成手段 「人材育成プログラム」", "", "人材育成プログラム"),
    ]


@pytest.mark.parametrize(
    ("line", "note", "new"),
    [
        ("main: true", "主要な測定指標", "True"),
        ("direction: down", "望ましい方向", "down"),
        ("decisions: {2012: met}", "24年度の達成の決定", "met"),
    ],
)
def test_what_the_author_declares_is_compared(line, note, new):
    found = changes(("        target: 90％\n", f"        target: 90％\n        {line}\n"))
    (change,) = [each for each in found if each.kind == "declared"]
    assert (change.note.ja, change.old, change.new) == (note, "", new)


# Budgets -----------------------------------------------------------------------------------------


def test_a_budget_figure_changed_says_by_which_rate():
    (change,) = changes(('executed: {2012: "1,900"}', 'executed: {2012: "1,710"}'))
    assert (change.kind, change.place.ja) == ("budget_changed", "予算額 上段 執行額 24年度")
    assert (str(change.step.difference), str(change.step.rate)) == ("-190", "-0.1")


def test_a_programmes_figure_taken_away_is_told():
    assert told(('{2012: "1,000", 2013: "1,200"}', '{2013: "1,200"}')) == [
        ("budget_dropped", "達成目標1 達成手段 「連携促進事業」 予算額 24年度", "1,000", "")
    ]


def test_a_new_years_figure_stands_beside_that_of_the_year_before():
    next_year = (
        BASE.replace("fiscal_year: 2012", "fiscal_year: 2013")
        .replace("2012: 24年度補正後予算額（千円）, 2013: 25年度当初",
                 "2013: 25年度補正後予算額（千円）, 2014: 26年度当初")
        .replace('{2012: "1,000", 2013: "1,200"}', '{2013: "1,260", 2014: "1,386"}')
    )  # fmt: skip
    changed, new = compare(parse_sheet(BASE), parse_sheet(next_year)).group("budget")
    assert (changed.kind, changed.old, changed.new) == ("budget_changed", "1,200", "1,260")
    assert changed.note.ja == "「25年度当初予算額（千円）」から「25年度補正後予算額（千円）」へ"
    assert (new.kind, str(new.step.rate), new.note.ja) == ("budget_new", "0.1", "前年度 1,260")


# Findings ----------------------------------------------------------------------------------------

EXECUTED = 'executed: {2012: "1,900"}'
TOO_MUCH = 'executed: {2012: "2,900"}\n    total: {2012: "2,000"}'
TOO_MUCH_FOUND = "executed-above-total", "予算額 上段 執行額 24年度"
ACCEPTED = """\
audit:
  accept:
    - {check: executed-above-total, place: 予算額 上段 執行額 24年度, reason: 公表のとおり}
"""


def findings(old, new, **options):
    found = compare(old, new, **options).group("findings")
    return [(change.kind, change.finding.check, change.place.ja) for change in found]


def test_a_finding_is_new_or_solved_or_accepted_or_no_longer_accepted():
    right, wrong = edited(), edited((EXECUTED, TOO_MUCH))
    accepted = edited((EXECUTED, TOO_MUCH), text=BASE + ACCEPTED)
    assert findings(right, wrong) == [("finding_new", *TOO_MUCH_FOUND)]
    assert findings(wrong, right) == [("finding_solved", *TOO_MUCH_FOUND)]
    assert findings(wrong, accepted) == [("finding_accepted", *TOO_MUCH_FOUND)]
    assert findings(accepted, wrong) == [("finding_new", *TOO_MUCH_FOUND)]
    assert findings(accepted, accepted) == []


def test_a_finding_stays_the_same_where_its_indicator_is_renumbered():
    renumbered = ("      - no: 2\n        name: 特許", "      - no: 5\n        name: 特許")
    assert {check for _, check, _ in findings(edited(), edited(renumbered))} == {"numbering"}


def test_a_finding_on_a_cell_that_left_the_form_says_so():
    old = edited(('{2012: "1,000"', '{2012: {printed: "1,00", reading: "100"}'))
    (gone,) = [
        change
        for change in compare(old, roll(old, 2013).sheet).group("findings")
        if change.kind == "finding_solved" and change.old == "1,00"
    ]
    assert gone.note.ja == "該当の欄がなくなりました"


def test_the_day_makes_a_pending_result_overdue_in_both():
    assert findings(edited(), edited(), as_of=date(2014, 1, 1)) == []


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (("summary: 連携を進める。", "summary: 連携を強める。"), "施策目標 概要"),
        (("summary: 連携を促す。", "summary: 連携を図る。"), "達成目標1 達成手段 「連携促進事業」 概要"),
        (("甲野 太郎", "乙野 次郎"), "主管課"),
        (("特になし", "指標を見直すこと"), "有識者会議での指摘事項"),
        (("平成24年11月", "平成25年11月"), "データ・資料等1 本文"),
        (("産学官の連携を強める。", "産学の連携を強める。"), "内閣の重要政策「科学技術基本計画」 関係部分抜粋"),
        (("document: 24-7-2", "document: 24-7-3"), "文書番号"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1],
)  # fmt: skip
def test_a_text_that_changed_is_told_with_its_place(edit, place):
    ((kind, where, old, new),) = told(edit)
    assert (kind, where.replace(" 「", "「")) == ("text", place.replace(" 「", "「"))
    assert edit[0].split(": ")[-1] in old
    assert edit[1].split(": ")[-1] in new


def test_the_year_in_title_and_number_is_no_change():
    next_year = (
        BASE.replace("fiscal_year: 2012", "fiscal_year: 2013")
        .replace("平成２４年度", "平成２５年度")
        .replace("24-7-2", "25-7-2")
    )
    assert compare(parse_sheet(BASE), parse_sheet(next_year)).group("texts") == ()


# The whole ---------------------------------------------------------------------------------------


def test_the_gravest_group_comes_first_and_everything_is_counted():
    made = compare(
        edited(),
        edited(("2011: 118件", "2011: 121件"), ("target: 80％以上", "target: 70％以上"),
               ("調査中（10月頃）", "131件"), ("特になし", "指標を見直すこと")),
    )  # fmt: skip
    groups = list(dict.fromkeys(change.group for change in made.changes))
    assert groups[:3] == ["restated", "targets", "entered"]
    assert groups[-1] == "texts"
    assert sum(made.count().values()) == len(made.changes)
    assert made.flips == 1


def test_every_kind_of_change_belongs_to_one_group():
    kinds = [kind for kinds in GROUPS.values() for kind in kinds]
    assert sorted(kinds) == sorted(Kind.__args__)


def test_next_years_sheet_of_goal_7_2_says_what_is_still_open():
    made = compare(GOAL_7_2, roll(GOAL_7_2, 2013).sheet)
    counts = {kind: n for kind, n in made.count().items() if n and not kind.startswith("finding")}
    assert counts == {"open": 120}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        pytest.param([("1", "あいうえおかきくけこ")], [("1", "あいうえおさしすせそ")], {0: 0}, id="half"),
        pytest.param([("1", "あいうえおかきくけこ")], [("1", "あいうえたさしすせそ")], {}, id="less"),
        pytest.param([("1", "あ" * 19 + "い")], [("2", "あ" * 19 + "う")], {0: 0}, id="0.95"),
        pytest.param([("1", "あ" * 18 + "い")], [("2", "あ" * 18 + "う")], {}, id="0.947"),
        pytest.param([("", "あいうえおかきくけこ")], [("", "あいうえおかきさしす")], {0: 0}, id="0.7"),
        pytest.param([("", "あいうえおかきくけこ")], [("", "あいうえおかたさしす")], {}, id="0.6"),
    ],
)  # fmt: skip
def test_the_thresholds_of_matching_hold_at_their_boundaries(old, new, pairs):
    items = ([Item(number=number, name=name) for number, name in side] for side in (old, new))
    assert match(*items) == pairs


def test_a_corrected_result_is_restated_and_a_new_one_entered():
    text = (ROOT / "tests/forms/published.yaml").read_text("utf-8")
    old = parse_sheet(text.replace("          2023: {rate: 88.9％, grade: Ｂ}\n", ""))
    mended = text.replace("rate: 98%", "rate: 89％").replace("②目標達成\n", "④進展が大きくない\n")
    told = [
        (each.kind, each.place.ja, each.old, each.new)
        for each in compare(old, parse_sheet(mended)).changes
        if not each.kind.startswith("finding")
    ]
    assert told == [
        ("restated", "達成目標1 指標① 公表された結果 6年度 達成率", "98%", "89％"),
        ("entered", "達成目標1 指標① 公表された結果 5年度 達成率", "", "88.9％"),
        ("entered", "達成目標1 指標① 公表された結果 5年度 判定", "", "Ｂ"),
        ("text", "評価結果 目標達成度合いの測定結果", "②目標達成", "④進展が大きくない"),
    ]
