"""The roll-forward of goal 7-2, entry by entry, and every edge of a year's turn."""

from __future__ import annotations

import pytest

from evalkit.assess.open_entries import leaves, unmarked
from evalkit.assess.roll import roll
from evalkit.sheet.dump import dump_sheet
from evalkit.sheet.load import TO_ENTER, open_entries, parse_sheet, read_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.yaml.tree import parse_source
from tests.conftest import ROOT, SMALL

SHEET = read_sheet(ROOT / "params/fy2012/7-2.yaml")
ROLLED = roll(SHEET, 2013)
AUTUMN = "調査中\n（10月頃調査結果が出る予定）"
SUMMER = "調査中\n（8月頃調査結果が出る予定）"


def open_of(place, rolled=ROLLED):
    """Open entries whose place begins with `place`: the rest of the place, and what stands there."""
    return {
        entry.place.ja.removeprefix(place).strip(): entry.printed
        for entry in rolled.todo
        if entry.place.ja.startswith(f"{place} ")
    }


def one(indicator, *, year=2012, heads="", rest=""):
    """Sheet of one indicator."""
    below = "\n".join(f"        {line}" for line in indicator.strip().splitlines())
    return parse_sheet(
        f"ministry: 文部科学省\nfiscal_year: {year}\npolicy_goal: {{number: 7-2, name: 例}}\n"
        f"achievement_goals:\n  - no: 1\n    name: 例\n{heads}    indicators:\n"
        f"      - no: 1\n        name: 例\n        kind: outcome\n{below}\n{rest}",
        allow_open=True,
    )


def only(sheet, to_year=2013):
    """The one indicator of `sheet`, rolled."""
    return roll(sheet, to_year).sheet.achievement_goals[0].indicators[0]


def printed(series):
    return {str(span): cell.printed for span, cell in series.spans()}


# Goal 7-2 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "entries"),
    [
        pytest.param(
            "達成目標1 指標①",
            {"実績値 24年度": f"【要確認】{AUTUMN}", "実績値 25年度": "【要記入】",
             "年度ごとの目標値 25年度": "【要記入】"},
            id="1-①: pending, and a final target of －",
        ),
        pytest.param(
            "達成目標1 指標③",
            {"実績値 24年度": f"【要確認】{SUMMER}", "実績値 25年度": "【要記入】",
             "年度ごとの目標値 25年度": "【要確認】540機関"},
            id="1-③: pending, and a final target of the new year",
        ),
        pytest.param(
            "達成目標1 指標⑪",
            {"実績値 25年度": "【要記入】", "年度ごとの目標値 25年度": "【要確認】27地域"},
            id="1-⑪: a final target of the new year",
        ),
        pytest.param(
            "達成目標1 指標⑫",
            {"実績値 25年度": "【要記入】", "年度ごとの目標値 25年度": "【要確認】12拠点"},
            id="1-⑫: actuals in every year",
        ),
        pytest.param(
            "達成目標2 指標②",
            {"実績値 25年度": "【要記入】", "年度ごとの目標値 25年度": "【要記入】"},
            id="2-②: a target of 34年度, and a text over the years",
        ),
        pytest.param(
            "達成目標2 指標④",
            {"実績値 25年度": "【要記入】"},
            id="2-④: one cell says 毎年度",
        ),
        pytest.param(
            "達成目標2 指標⑦",
            {"実績値 25年度": "【要記入】"},
            id="2-⑦: the head says 毎年度",
        ),
        pytest.param(
            "達成目標3 指標③",
            {"実績値 25年度": "【要記入】", "年度ごとの目標値 25年度": "【要確認】４地域"},
            id="3-③: full-width figures stay so",
        ),
    ],
)  # fmt: skip
def test_the_open_entries_of_an_indicator_are_exactly_these(place, entries):
    assert open_of(place) == entries


def test_the_other_open_entries_of_the_sheet_are_these():
    by_place = {entry.place.ja: entry.printed for entry in ROLLED.todo}
    assert by_place["表題"] == "【要確認】平成２５年度実施施策に係る事後評価書（モニタリング）"
    assert by_place["文書番号"] == "【要確認】25-7-2"
    assert by_place["主管課"] == "【要確認】科学技術・学術政策局産業連携・地域支援課（木村 直人）"
    assert by_place["有識者会議での指摘事項"] == "【要確認】―"
    assert [place for place in by_place if place.startswith("データ")] == ["データ・資料等3 本文"]
    assert len(open_of("達成目標2 指標⑤ 別表")) == 7
    assert {entry.kind for entry in ROLLED.todo} == {"enter", "confirm"}
    assert len(ROLLED.todo) == 123


def test_the_window_moves_on_and_the_history_stays():
    assert (ROLLED.sheet.fiscal_year, str(ROLLED.sheet.years)) == (2013, "2009-2013")
    first = ROLLED.sheet.achievement_goals[0].indicators[0]
    assert first.actuals[2008].printed == "14,974件"


def test_a_cell_that_says_every_year_covers_the_new_year_too():
    targets = ROLLED.sheet.achievement_goals[1].indicators[3].annual_targets
    assert printed(targets) == {"2008-2013": "（毎年度）90％以上"}


def test_a_text_over_several_years_stays_last_years():
    actuals = ROLLED.sheet.achievement_goals[1].indicators[1].actuals
    assert [str(span) for span, _ in actuals.spans()] == ["2008", "2009-2012", "2013"]
    assert actuals[2013].printed == "【要記入】"


def test_a_programmes_columns_move_on_and_last_years_initial_budget_is_to_be_confirmed():
    goal = ROLLED.sheet.achievement_goals[1]
    assert goal.tables.measures.budget == {
        2013: "25年度補正後予算額（千円）",
        2014: "26年度当初予算額（千円）",
    }
    assert {year: cell.printed for year, cell in goal.measures[0].budget.items()} == {
        2013: "【要確認】14,538,900",
        2014: "【要記入】",
    }
    assert open_of("達成目標1 達成手段 「地域イノベーション戦略支援プログラム」") == {
        "予算額 25年度": "【要確認】5,420,723",
        "予算額 26年度": "【要記入】",
        "行政事業レビューシート番号": "【要確認】0184",
    }


def test_the_policy_budget_moves_on_item_by_item():
    budget = ROLLED.sheet.budget
    assert budget.columns == {2012: "24年度", 2013: "25年度", 2014: "26年度", 2015: "27年度要求額"}
    items = {
        item: {year: cell.printed for year, cell in cells.items()}
        for item, cells in budget.single.items()
    }
    assert items == {
        "initial": {
            2012: "18,570,972", 2013: "15,360,861", 2014: "【要確認】17,506,814", 2015: "【要記入】",
        },
        "supplementary": {2012: "49,997,770", 2013: "【要記入】"},
        "carry_over": {2012: "△49,870,106", 2013: "【要記入】"},
        "total": {2012: "18,698,636", 2013: "【要記入】"},
        "executed": {2012: "18,507,806", 2013: "【要記入】"},
    }  # fmt: skip


def test_a_to_do_says_where_what_and_what_stood_there_last_year():
    (entry,) = [e for e in ROLLED.todo if e.place.ja == "達成目標1 指標⑪ 実績値 25年度"]
    assert entry.path == ("achievement_goals", 0, "indicators", 10, "actuals", "2013")
    assert entry.what.ja == (
        "25年度の実績値を記入してください（24年度は「23地域」）。"
        "未判明なら「調査中（10月頃）」のように書きます"
    )
    assert entry.what.en == (
        "enter the actual of FY2013 (FY2012: 「23地域」), or for example 調査中（10月頃） "
        "if it is not known yet"
    )


def test_a_to_do_for_a_pending_result_says_when_it_is_due():
    (entry,) = [e for e in ROLLED.todo if e.place.ja == "達成目標1 指標③ 実績値 24年度"]
    assert entry.what.ja.startswith("8月頃に判明の予定です。")
    assert entry.what.en.startswith("due 8月頃: ")


@pytest.mark.parametrize("to_year", [2013, 2014, 2022])
def test_nothing_of_the_old_sheet_is_lost(to_year):
    rolled = roll(SHEET, to_year)
    stays = {p: unmarked(text) for p, text in leaves(rolled.sheet.model_dump(mode="json"))}
    said = {(each.path, each.printed) for each in rolled.dropped}
    for path, text in leaves(SHEET.model_dump(mode="json")):
        kept = text in stays.get(path, "")  # an era may have been put before a year
        extended = text.startswith("（毎年度）") and text in stays.values()
        if path not in (("fiscal_year",), ("years",)):
            assert kept or extended or (path, text) in said, (path, text)


def test_what_is_dropped_is_the_columns_that_left_and_the_texts_that_changed():
    dropped = {each.place.ja: (each.printed, each.reading) for each in ROLLED.dropped}
    assert dropped["達成目標1 達成手段 「大学発新産業創出拠点プロジェクト」 予算額 24年度"] == (
        "1,30,000", "1,300,000",
    )  # fmt: skip
    assert dropped["予算額 上段 執行額 23年度"] == ("20,539,898", "")
    assert dropped["文書番号"] == ("24-7-2", "")
    assert len(dropped) == 36


@pytest.mark.parametrize("to_year", [2013, 2015])
def test_every_mark_in_the_rolled_file_is_on_the_to_do_list_and_a_problem_in_check(to_year):
    rolled = roll(SHEET, to_year)
    text = dump_sheet(rolled.sheet)
    marks = {path for path, _ in open_entries(parse_source(text, "s.yaml"))}
    assert {entry.path for entry in rolled.todo} == marks
    assert parse_sheet(text, allow_open=True) == rolled.sheet
    with pytest.raises(SheetProblems, match="が残っています") as caught:
        parse_sheet(text)
    assert {problem.code for problem in caught.value.problems} == {"open_entry"}
    assert len(caught.value.problems) == len(rolled.todo)


# Years and targets -------------------------------------------------------------------------------


def test_a_jump_opens_every_year_between():
    indicator = roll(SHEET, 2015).sheet.achievement_goals[0].indicators[10]
    assert [indicator.actuals[year].printed for year in (2013, 2014, 2015)] == [TO_ENTER] * 3
    assert printed(indicator.annual_targets) == {
        "2008-2010": "－", "2011": "－", "2012": "24地域",
        "2013": "【要確認】27地域", "2014": TO_ENTER, "2015": TO_ENTER,
    }  # fmt: skip


def test_a_target_whose_year_has_run_out_is_asked_for_and_its_head_is_to_be_confirmed():
    rolled = roll(SHEET, 2014)
    goal = rolled.sheet.achievement_goals[0]
    assert goal.indicators[10].target.printed == TO_ENTER
    assert goal.indicators[0].target.printed == "－"
    assert goal.tables.outcome.target == "【要確認】25年度"
    said = {each.place.ja: (each.printed, each.why.ja) for each in rolled.dropped}
    assert said["達成目標1 指標⑪ 目標値"] == ("27地域", "目標年度（25年度）を過ぎました")


def test_a_target_of_the_new_year_itself_still_holds():
    assert ROLLED.sheet.achievement_goals[0].indicators[10].target.printed == "27地域"
    assert ROLLED.sheet.achievement_goals[0].tables.output.target == "25年度"


def test_a_target_with_its_own_year_outlives_the_head_over_it():
    rolled = roll(SHEET, 2014).sheet.achievement_goals
    assert rolled[2].indicators[1].target.printed == "（29年度）\n30％"
    assert rolled[1].indicators[5].target.printed == TO_ENTER  # （25年度）25%以上, under 毎年度


def test_a_target_for_every_year_that_differs_from_last_years_cell_is_to_be_confirmed():
    heads = "    tables: {outcome: {target: 毎年度}}\n"
    sheet = one("actuals: {2012: 8件}\nannual_targets: {2012: 7件}\ntarget: 9件", heads=heads)
    assert only(sheet).annual_targets[2013].printed == "【要確認】9件"


def test_a_form_without_annual_targets_gets_none():
    assert printed(only(one("actuals: {2012: 8件}\ntarget: 9件")).annual_targets) == {}


def test_a_cell_of_one_year_that_says_every_year_is_repeated():
    sheet = one("actuals: {2012: 8件}\nannual_targets: {2011: 7件, 2012: （毎年度）8件}")
    assert printed(only(sheet).annual_targets) == {
        "2011": "7件", "2012": "（毎年度）8件", "2013": "（毎年度）8件",
    }  # fmt: skip


def test_a_year_without_an_era_keeps_its_meaning():
    heads = "    tables: {outcome: {baseline: 15年度, target: 毎年度}}\n"
    sheet = one("baseline: （14年度）7件\nactuals: {2017: 8件}", year=2017, heads=heads)
    rolled = roll(sheet, 2022).sheet
    goal = rolled.achievement_goals[0]
    assert goal.tables.outcome.baseline == "【要確認】平成15年度"
    assert goal.indicators[0].baseline.printed == "【要確認】（平成14年度）7件"


def test_a_new_era_is_called_by_its_name():
    rest = "title: 平成30年度実施施策に係る事後評価書\ndocument: 30-7-2\n"
    rolled = roll(one("actuals: {2018: 8件}", year=2018, rest=rest), 2019).sheet
    assert rolled.title == "【要確認】令和元年度実施施策に係る事後評価書"
    assert rolled.document == "【要確認】1-7-2"


def test_a_number_without_a_year_is_no_year():
    rest = "document: 7-2\ntitle: 事後評価書\n"
    rolled = roll(one("actuals: {2025: 8件}", year=2025, rest=rest), 2026)
    assert (rolled.sheet.document, rolled.sheet.title) == ("7-2", "事後評価書")
    assert [entry.place.ja for entry in rolled.todo] == ["達成目標1 指標① 実績値 8年度"]


def test_a_year_before_the_sheets_own_is_refused():
    with pytest.raises(ValueError, match="to_year 2012 is not later than the sheet's 2012"):
        roll(SHEET, 2012)


# Sheets that were rolled before ------------------------------------------------------------------


def test_rolling_a_rolled_sheet_keeps_what_is_open_and_marks_nothing_twice():
    again = roll(ROLLED.sheet, 2014)
    assert all(entry.printed.count("【要") == 1 for entry in again.todo)
    indicator = again.sheet.achievement_goals[0].indicators[2]
    assert indicator.actuals[2012].printed == f"【要確認】{SUMMER}"
    assert [indicator.actuals[year].printed for year in (2013, 2014)] == [TO_ENTER, TO_ENTER]
    (left,) = [e for e in again.todo if e.place.ja == "達成目標1 指標③ 実績値 25年度"]
    assert left.what.ja == "前から残っています。記入又は確認してください"


def test_rolling_a_filled_sheet_opens_only_the_next_year():
    tree = ROLLED.sheet.model_dump_json().replace("【要確認】", "").replace("【要記入】", "7")
    filled = type(SHEET).model_validate_json(tree)
    actuals = roll(filled, 2014).sheet.achievement_goals[0].indicators[10].actuals
    assert (actuals[2013].printed, actuals[2014].printed) == ("7", TO_ENTER)


# Accepted findings -------------------------------------------------------------------------------

BUDGET = """\
budget:
  columns: {2012: 24年度, 2013: 25年度}
  single:
    initial: {2012: "100", 2013: "120"}
audit:
  accept:
    - {check: notation, place: 予算額 上段 当初予算 24年度, reason: 公表のとおり}
    - {check: notation, place: 予算額 上段 当初予算 25年度, reason: 公表のとおり}
    - {check: notation, place: 達成目標1 指標①, reason: 公表のとおり}
"""


def test_an_accepted_finding_goes_with_its_cell_and_stays_with_it():
    rolled = roll(one("actuals: {2012: 8件}", rest=BUDGET), 2013)
    assert [each.place for each in rolled.sheet.audit.accept] == [
        "予算額 上段 当初予算 25年度", "達成目標1 指標①",
    ]  # fmt: skip
    (gone,) = [each for each in rolled.dropped if each.path[0] == "audit"]
    assert gone.place.ja == "予算額 上段 当初予算 24年度"
    assert gone.printed == "notation: 公表のとおり"


def test_published_results_are_not_carried_but_scales_are_and_each_is_said_to_be_dropped():
    old = read_sheet(ROOT / "tests/forms/published.yaml")
    rolled = roll(old, 2025)
    assert not any(each.published for _, each in rolled.sheet.indicators())
    assert rolled.sheet.grading == old.grading
    assert rolled.sheet.evaluation is not None
    assert rolled.sheet.evaluation.scale == old.evaluation.scale
    assert [*rolled.sheet.evaluation.texts()] == []
    dropped = [(each.place.ja, each.printed) for each in rolled.dropped]
    assert ("達成目標1 指標① 公表された結果 6年度 達成率", "98%") in dropped
    assert ("評価結果 外部要因", "感染症の影響があった。") in dropped
    assert "97％ C 令和6年8月 集計の誤り" in [text for _, text in dropped]


def test_a_figure_that_cannot_be_read_and_is_to_be_confirmed_stays_so():
    text = SMALL.replace("2011: 16,302件", "2011: 【要確認】16,3020件")
    (indicator,) = (
        roll(parse_sheet(text, allow_open=True), 2013).sheet.achievement_goals[0].indicators
    )
    assert indicator.actuals[2011].printed == "【要確認】16,3020件"
