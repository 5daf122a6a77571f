"""Forms as ministries lay them out: one table for all, labels over labels, two rows under one head."""

import pytest

from evalkit.intake.form.recognise import recognise
from evalkit.sheet.forms import find_form
from tests.intake.word import cell, paragraph, read, row, table

DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def over(text, columns, said=""):
    """Cell over several columns."""
    return cell(text, f'<w:gridSpan w:val="{columns}"/>{said}')


def texts_of(body, form, year):
    found = recognise(read(body), find_form(form), year=year)
    return found, {key: entry.text for key, entry in found.entries.by_path.items()}


JISSEKI = (
    paragraph("令和５年度実施施策に係る政策評価書（実績評価書）")
    + paragraph("（環境庁 R5-②）")
    + table(
        row(over("施策名", 2), over("Ⅱ－１　水環境の保全", 8)),
        row(over("施策の概要", 2), over("水を清くする。", 8)),
        row(over("達成すべき目標", 2), over("環境基準を達成する。", 8)),
        row(over("施策の予算額・執行額等", 2, DOWN), over("区分", 2), over("令和2年度", 2),
            over("令和3年度", 2), "令和4年度", "令和5年度"),
        row(over("", 2, ON), cell("予算の状況（百万円）", DOWN), "当初予算（a）", over("100", 2),
            over("110", 2), "120", "130"),
        row(over("", 2, ON), cell("", ON), "合計（a＋b＋c）", over("100", 2), over("111", 2), "119", ""),
        row(over("", 2, ON), over("執行額（百万円）", 2), over("98", 2), over("105", 2), "110", ""),
        row(cell("測定指標", DOWN), cell("1 環境基準の達成率", DOWN), "基準値", over("実績値", 5),
            "目標値", "達成"),
        row(cell("", ON), cell("", ON), "26年度", "元年度", "2年度", "3年度", "4年度", "5年度", "7年度",
            cell("○", DOWN)),
        row(cell("", ON), cell("", ON), "85％", "86％", "87％", "88％", "89％", "90％",
            cell("95％", DOWN), cell("", ON)),
        row(cell("", ON), cell("", ON), "年度ごとの目標値", "－", "－", "－", "－", "89％", cell("", ON),
            cell("", ON)),
        row(cell("評価結果", DOWN), cell("目標達成度合いの測定結果", DOWN),
            over("（各行政機関共通区分）", 3), over("③相当程度進展あり", 5)),
        row(cell("", ON), cell("", ON), over("（判断根拠）", 3), over("達成率が上がっているため。", 5)),
        row(cell("", ON), "施策の分析", over("有効であった。", 8)),
        row(over("学識経験を有する者の知見の活用", 2), over("会議で意見を聴いた。", 8)),
        row(over("担当部局名", 2), over("水局", 2), over("作成責任者名", 2), over("課長 川野", 2),
            "政策評価実施時期", "令和6年8月"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def jisseki():
    return texts_of(JISSEKI, "jisseki", 2023)


def test_a_form_in_one_table_is_read_to_its_last_cell_without_a_mark(jisseki):
    found, _ = jisseki
    assert found.unplaced == ()
    assert [entry for entry in found.entries.by_path.values() if entry.doubts] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("document",), "R5-②"),
        (("policy_goal", "number"), "Ⅱ-1"),
        (("policy_goal", "name"), "水環境の保全"),
        (("achievement_goals", 0, "name"), "環境基準を達成する。"),
        (("budget", "heading"), "施策の予算額・執行額等"),
        (("budget", "unit"), "百万円"),
        (("budget", "labels", "total"), "合計（a＋b＋c）"),
        (("budget", "single", "initial", "2021"), "110"),
        (("budget", "single", "executed", "2022"), "110"),
        (("achievement_goals", 0, "indicators", 0, "actuals", "2019"), "86％"),
        (("achievement_goals", 0, "indicators", 0, "annual_targets", "2023"), "89％"),
        (("achievement_goals", 0, "indicators", 0, "published", "2023", "grade"), "○"),
        (("evaluation", "result"), "③相当程度進展あり"),
        (("evaluation", "reasons"), "達成率が上がっているため。"),
        (("evaluation", "analysis"), "有効であった。"),
        (("evaluation", "experts"), "会議で意見を聴いた。"),
        (("lead_division",), "水局"),
        (("prepared_by",), "課長 川野"),
        (("evaluation_date",), "令和6年8月"),
    ],
)
def test_labels_over_labels_lead_to_their_texts(jisseki, path, text):
    _, texts = jisseki
    assert texts[path] == text


def test_one_head_may_name_the_row_of_targets_and_that_of_results_under_it():
    stacked = paragraph("年度ごとの目標値") + paragraph("年度ごとの実績値")
    on = cell("", ON)
    body = paragraph("令和6年度実施施策に係る事前分析表") + table(
        row(cell("指標", DOWN), cell("1 相談の件数（アウトプット）", DOWN), "基準値", over(stacked, 3),
            "目標値", "主要な指標"),
        row(on, on, "基準年度", "令和4年度", "令和5年度", "令和6年度", "目標年度", cell("○", DOWN)),
        row(on, on, "100件", "110件", "120件", "130件", "150件", on),
        row(on, on, "令和3年度", "112件", "119件", "", "令和8年度", on),
    )  # fmt: skip
    found, texts = texts_of(body, "jizen", 2024)
    indicator = {key[4:]: text for key, text in texts.items() if key[2:4] == ("indicators", 0)}
    assert indicator == {
        ("no",): "1", ("kind",): "output", ("name",): "相談の件数（アウトプット）", ("main",): "true",
        ("baseline",): "（令和3年度）\n100件", ("target",): "（令和8年度）\n150件",
        ("annual_targets", "2022"): "110件", ("annual_targets", "2023"): "120件",
        ("annual_targets", "2024"): "130件", ("actuals", "2022"): "112件", ("actuals", "2023"): "119件",
    }  # fmt: skip
    assert found.unplaced == ()


def test_several_targets_in_one_cell_are_each_of_their_year():
    lines = ["（令和4年度）50％", "（令和7年度）60％", "（令和5年度から適用：計画の改定）"]
    body = table(
        row("指標", "基準値", "令和4年度", "令和5年度", "目標値"),
        row("①実施率", "40％", "48％", "52％", cell("".join(map(paragraph, lines)))),
    )
    found, texts = texts_of(body, "monitoring", 2023)
    targets = {key[5:]: text for key, text in texts.items() if key[4:5] == ("targets",)}
    assert targets == {
        (0, "text"): "（令和4年度）50％", (1, "text"): "（令和7年度）60％", (1, "since"): "2023",
        (1, "reason"): "計画の改定",
    }  # fmt: skip
    assert found.unplaced == ()


def test_what_three_lists_of_policies_would_say_in_one_cell_is_marked():
    body = paragraph("令和6年度 実績評価書") + table(
        row("施策に関係する内閣の重要政策", "環境基本計画（平成30年4月17日閣議決定）"),
    )
    found, _ = texts_of(body, "jisseki", 2024)
    (policy,) = [e for key, e in found.entries.by_path.items() if key[0] == "cabinet_policies"]
    assert policy.text == "環境基本計画（平成30年4月17日閣議決定）"
    assert [why.en for why in policy.doubts] == ["not parted into name, date and excerpt"]


# Tables of indicators ----------------------------------------------------------------------------

TITLE = paragraph("令和5年度実施施策に係る事後評価書（モニタリング）")
FIGURES = ("baseline", "actuals", "annual_targets", "target", "unit", "published")


def down(text):
    """Cell over two rows."""
    return cell(text, DOWN)


def figures_of(*rows):
    """What is read of a table of indicators: figures by the name of their row; and all of it."""
    body = TITLE + table(row("達成目標１", "水を清くする。")) + table(*rows)
    found, texts = texts_of(body, "monitoring", 2023)
    figures = {}
    for key, text in texts.items():
        if len(key) > 4 and key[2] == "indicators" and key[4] in FIGURES:
            name = texts[(*key[:4], "name")]
            figures.setdefault(name, {})[".".join(map(str, key[4:]))] = text
    marked = {
        ".".join(map(str, key[4:])) for key, entry in found.entries.by_path.items() if entry.doubts
    }
    return figures, marked, [each.text for each in found.unplaced]


YEARS = ("3年度", "4年度", "5年度")
READ = {"baseline": "1件", "actuals.2022": "2件", "annual_targets.2022": "3件", "actuals.2023": "4件",
        "annual_targets.2023": "5件", "target": "6件"}  # fmt: skip
LAYOUTS = {
    "目標 and 実績 under each year": [
        row(down("成果指標"), down("基準値"), over("4年度", 2), over("令和５年度", 2), down("目標値")),
        row(cell("", ON), cell("", ON), "実績", "目標", "実績", "目標", cell("", ON)),
        row("①件数", "1件", "2件", "3件", "4件", "5件", "6件"),
    ],
    "years under 実績値, and 目標 and 実績 under each": [
        row(down("成果指標"), down("基準値"), over("実績値", 4), down("目標値")),
        row(cell("", ON), cell("", ON), over("R4", 2), over("R5", 2), cell("", ON)),
        row(cell("", ON), cell("", ON), "目標値", "実績値", "目標値", "実績値", cell("", ON)),
        row("指標1　件数", "1件", "3件", "2件", "5件", "4件", "6件"),
    ],
    "a row of targets under heads in one row": [
        row("指標名", "基準値\n（元年度）", "4年度", "5年度", "目標値\n（8年度）"),
        row(down("①件数"), "1件", "2件", "4件", down("6件")),
        row(cell("", ON), "年度目標値", "3件", "5件", cell("", ON)),
    ],
    "columns of numbers, units and labels before the figures": [
        row("番号", "指標", "単位", "区分", "基準値", "４年度", "５年度", "目標値"),
        row(down("1"), down("件数"), "件", "目標", down("1件"), "3件", "5件", down("6件")),
        row(cell("", ON), cell("", ON), "件", "実績", cell("", ON), "2件", "4件", cell("", ON)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_is_read_in_whichever_layout_it_stands(layout):
    figures, marked, unplaced = figures_of(*LAYOUTS[layout])
    assert {key: text for key, text in figures["件数"].items() if key != "unit"} == READ
    assert (marked, unplaced) == (set(), [])


def test_heads_that_a_page_repeats_are_said_once_and_another_base_year_stands_in_its_cell():
    heads = [
        row("成果指標", "基準値\n（元年度）", "4年度", "5年度", "目標値\n（8年度）"),
        row("①件数", "1件", "2件", "3件", "4件"),
        row("成果指標", "基準値\n（2年度）", "4年度", "5年度", "目標値\n（8年度）"),
        row("②人数", "5人", "6人", "7人", "8人"),
    ]  # fmt: skip
    figures, marked, unplaced = figures_of(*heads)
    assert figures["件数"]["baseline"] == "1件"
    assert figures["人数"]["baseline"] == "（2年度）\n5人"
    assert figures["人数"]["target"] == "8人"
    assert (marked, unplaced) == (set(), [])


def test_what_is_planned_or_expected_is_no_result():
    figures, marked, unplaced = figures_of(
        row("成果指標", "3年度\n実績", "4年度", "5年度見込み", "6年度目標", "7年度計画", "目標値\n（8年度）"),
        row("①件数", "1件", "2件", "3件", "4件", "5件", "6件"),
    )  # fmt: skip
    assert figures["件数"] == {
        "actuals.2021": "1件", "actuals.2022": "2件", "actuals.2023": "3件",
        "annual_targets.2024": "4件", "annual_targets.2025": "5件", "target": "6件",
    }  # fmt: skip
    assert (marked, unplaced) == ({"actuals.2023"}, [])


def test_of_targets_for_several_later_years_the_last_is_the_target_and_the_others_are_listed():
    figures, marked, unplaced = figures_of(
        row(down("成果指標"), over("実績値", 2), over("目標値", 2)),
        row(cell("", ON), "4年度", "5年度", "7年度", "12年度"),
        row("①件数", "1件", "2件", "3件", "4件"),
    )
    assert figures["件数"] == {"actuals.2022": "1件", "actuals.2023": "2件", "target": "4件"}
    assert (marked, unplaced) == (set(), ["3件"])


def test_a_row_of_another_kind_is_listed_and_none_of_the_rest_is_doubted():
    figures, marked, unplaced = figures_of(
        row("成果指標", "区分", "4年度", "5年度", "目標値"),
        row(cell("①件数", DOWN), "目標", "1件", "2件", down("3件")),
        row(cell("", ON), "実績", "4件", "5件", cell("", ON)),
        row(cell("", ON), "前年度比", "6％", "7％", "8％"),
    )
    assert figures["件数"] == {
        "annual_targets.2022": "1件", "annual_targets.2023": "2件", "target": "3件",
        "actuals.2022": "4件", "actuals.2023": "5件",
    }  # fmt: skip
    assert (marked, unplaced) == (set(), ["前年度比", "6％", "7％", "8％"])


def test_a_figure_that_stands_for_two_indicators_is_marked_with_both():
    figures, marked, _ = figures_of(
        row("成果指標", "4年度", "5年度", "目標値"),
        row("①件数", "1件", "2件", down("3件")),
        row("②人数", "4件", "5件", cell("", ON)),
        row("③回数", "6回", "7回", "8回"),
    )
    assert figures["件数"]["target"] == "3件"
    assert {"actuals.2022", "target"} <= marked
    _, texts = figures, figures["人数"]
    assert texts == {"actuals.2022": "4件", "actuals.2023": "5件"}


def test_years_of_targets_in_disorder_are_marked_as_those_of_results_are():
    _, marked, _ = figures_of(
        row(down("成果指標"), over("実績値", 3), over("年度ごとの目標値", 3)),
        row(cell("", ON), *YEARS, "3年度", "5年度", "4年度"),
        row("①件数", "1件", "2件", "3件", "4件", "5件", "6件"),
    )
    assert {"annual_targets.2022", "annual_targets.2023"} <= marked


# Money -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["施策の予算額・執行額（百万円）"], "予算の状況"),
        (["施策の予算額・執行額", "（単位：百万円）"], "予算の状況"),
        (["施策の予算額・執行額"], "予算の状況\n（百万円）"),
    ],
)
def test_the_unit_of_a_budget_is_read_wherever_over_it_it_stands(lines, label):
    label = "".join(map(paragraph, label.split("\n")))
    body = (
        TITLE + table(row("達成目標１", "水を清くする。")) + "".join(map(paragraph, lines))
        + table(row(over("区分", 2), "4年度", "5年度"), row(down(label), "当初予算", "1,234", "2,345"),
                row(cell("", ON), "合計", "1,234", "2,345"), row(over("執行額", 2), "1,200", "2,300"))
    )  # fmt: skip
    found, texts = texts_of(body, "monitoring", 2023)
    assert texts["budget", "unit"] == "百万円"
    assert (found.unplaced, [e for e in found.entries.by_path.values() if e.doubts]) == ((), [])


def test_a_budget_of_two_units_is_marked():
    body = (
        TITLE + paragraph("施策の予算額・執行額（百万円）")
        + table(row(over("区分", 2), "4年度", "5年度"), row(down("予算の状況（千円）"), "当初予算", "1", "2"),
                row(cell("", ON), "合計", "1", "2"))
    )  # fmt: skip
    found, _ = texts_of(body, "monitoring", 2023)
    assert found.entries.by_path["budget", "single", "initial", "2023"].doubts


def test_amounts_of_programmes_stand_under_two_heads_and_nothing_else_with_a_year_is_an_amount():
    down = cell("事業名", DOWN)
    body = (
        TITLE + table(row("達成目標１", "水を清くする。"))
        + paragraph("主な達成手段") + paragraph("（単位：百万円）")
        + table(row(down, over("予算額（執行額）", 2), "令和5年度の実施回数", "令和5年度行政事業レビュー事業番号"),
                row(cell("", ON), "令和4年度", "令和5年度", "", ""),
                row("川の事業", "1,234（1,200）", "2,345", "12", "0123"))
    )  # fmt: skip
    found, texts = texts_of(body, "monitoring", 2023)
    assert {key[4:]: text for key, text in texts.items() if key[2:4] == ("measures", 0)} == {
        ("name",): "川の事業", ("budget", "2022"): "1,234（1,200）", ("budget", "2023"): "2,345",
        ("review_sheet",): "0123",
    }  # fmt: skip
    tables = ("achievement_goals", 0, "tables", "measures")
    assert texts[(*tables, "heading")] == "主な達成手段（単位：百万円）"
    assert texts[(*tables, "budget", "2022")] == "令和4年度予算額（執行額）"
    assert [each.text for each in found.unplaced] == ["令和5年度の実施回数", "12"]


@pytest.mark.parametrize("line", ["（別紙2）", "（様式1）", "（参考資料3）", "（案）"])
def test_a_line_in_brackets_is_a_ministry_only_where_its_name_is_one(line):
    found, texts = texts_of(
        paragraph(line) + TITLE + paragraph("（環境庁 5-2-1）"), "monitoring", 2023
    )
    assert (texts["ministry",], texts["document",]) == ("環境庁", "5-2-1")
    assert line in [each.text for each in found.unplaced] + [texts["title",]]
