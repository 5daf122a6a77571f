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
