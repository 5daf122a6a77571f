"""The form as a Word document, read as a stranger would: as a zip, as XML, and by the intake."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evalkit.intake.docx.read import parse_docx
from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.plain_data import plain
from evalkit.sheet.references import circled
from evalkit.sheet.word import write_document

ROOT = Path(__file__).parents[3]
GOAL = ROOT / "params/fy2012/7-2.yaml"
SHEETS = [GOAL, *sorted((ROOT / "tests/forms").glob("*.yaml"))]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_PRINTED = {
    "form", "fiscal_year", "years", "period", "direction", "audit", "after", "kind", "main",
    "tolerance", "break_after", "windows", "external_values", "decisions", "limit", "parts",
    "compared", "role", "reading",
}  # fmt: skip
HEAD = """\
ministry: 試験省
fiscal_year: 2012
policy_goal: {number: "1", name: 例}
achievement_goals:
  - no: 1
    name: 例
    indicators:
"""


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def document(text):
    return parts(write_document(parse_sheet(text, allow_open=True)))


def printed(sheet):
    return parse_docx(write_document(sheet), "7-2.docx")


def tables(sheet):
    """Rows of each table, each cell with its text, its width and its height."""
    found = {}
    for row in printed(sheet).rows:
        cells = [
            (cell.text, cell.box.right - cell.box.left, cell.box.bottom - cell.box.top)
            for cell in row.cells
        ]
        found.setdefault(row.table, []).append(cells)
    return found


def table_of(sheet, text):
    """The first table whose first cell holds `text`."""
    return next(rows for at, rows in tables(sheet).items() if at and text in rows[0][0][0])


def texts(tree, key=""):
    """Every text of a sheet that its form prints, with its key."""
    if isinstance(tree, dict):
        for name, below in tree.items():
            if name not in NOT_PRINTED:
                yield from texts(below, name)
    elif isinstance(tree, list):
        for below in tree:
            yield from texts(below, key)
    elif tree:
        yield key, tree


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_text_of_a_sheet_is_printed_as_often_as_it_stands_there(path):
    sheet = read_sheet(path)
    tree = plain(sheet)
    for goal in tree["achievement_goals"]:
        del goal["no"]
    stands = [
        (key, line)
        for key, text in texts(tree)
        for line in (circled(text) if key == "no" else text).split("\n")
        if key != "group"  # one cell over its rows, see below
    ]
    read = printed(sheet)
    lines = [line for cell in read.cells() for line in cell.text.split("\n")]
    whole = "\n".join((*lines, *(cell.text for cell in read.furniture)))
    told = Counter(line for _, line in stands)
    assert {line for line, count in told.items() if whole.count(line) < count} == set()
    figures = Counter(line for key, line in stands if key[:4].isdecimal())
    assert figures
    assert figures - Counter(lines) == Counter()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_reader_of_word_files_is_in_no_doubt(path):
    read = printed(read_sheet(path))
    assert [cell.doubts for cell in read.cells() if cell.doubts] == []
    assert read.lost == ()


def test_cells_are_merged_as_the_form_prints_them():
    rows = table_of(read_sheet(GOAL), "成果指標")
    assert rows[0] == [
        ("成果指標（アウトカム）", 1, 2), ("基準値", 1, 1), ("実績値", 5, 1), ("目標値", 1, 1),
    ]  # fmt: skip
    years = ["15年度", "20年度", "21年度", "22年度", "23年度", "24年度", "25年度"]
    assert rows[1] == [(year, 1, 1) for year in years]
    assert rows[6] == [
        ("③地域イノベーション戦略支援プログラム参加機関数", 1, 1), ("（23年度）\n338機関", 1, 2),
        ("23年度より取組を開始したため、実績なし", 3, 1), ("338機関", 1, 1),
        ("調査中\n（8月頃調査結果が出る予定）", 1, 1), ("540機関", 1, 2),
    ]  # fmt: skip
    assert rows[7] == [("年度ごとの目標値", 1, 1), ("－", 3, 1), ("－", 1, 1), ("230機関", 1, 1)]


def test_the_budget_has_a_row_for_each_line_and_its_own_heads():
    rows = table_of(read_sheet(GOAL), "区分")
    status = "予算の状況（千円）\n上段：単独施策に係る予算\n下段：複数施策に係る予算"
    assert rows[1] == [
        (status, 1, 8), ("当初予算", 1, 2), ("20,884,332", 1, 1),
        ("18,570,972\nほか復興庁一括計上分\n1,504,000", 1, 1),
        ("15,360,861\nほか復興庁一括計上分\n1,504,822", 1, 1),
        ("17,506,814\nほか復興庁一括計上分\n1504822", 1, 1),
    ]  # fmt: skip
    assert rows[9][:2] == [("執行額（千円）", 2, 2), ("20,539,898", 1, 1)]


def test_the_group_of_a_breakdown_is_one_cell_over_its_rows():
    sheet = read_sheet(GOAL)
    rows = next(rows for rows in tables(sheet).values() if ("対象", 1, 1) in rows[0])
    assert rows[0][:3] == [("", 1, 1), ("対象", 1, 1), ("20年度", 1, 1)]
    assert rows[1][:2] == [("新技術説明会", 1, 3), ("聴講者", 1, 1)]
    assert rows[2][0] == ("連携機関", 1, 1)
    assert rows[6][:2] == [("人材育成", 1, 1), ("受講者", 1, 1)]
    assert rows[7][:2] == [("平均", 2, 1), ("86％", 1, 1)]


def test_both_rows_of_heads_are_repeated_and_no_row_is_broken_but_those_of_texts():
    body = ElementTree.fromstring(parts(write_document(read_sheet(GOAL)))["word/document.xml"])
    heads, broken = Counter(), []
    for table in body.iter(f"{W}tbl"):
        rows = [*table.iter(f"{W}tr")]
        heads[sum(row.find(f".//{W}tblHeader") is not None for row in rows)] += 1
        first = "".join(text.text for text in table.iter(f"{W}t"))[:4]
        broken += [first for row in rows if row.find(f".//{W}cantSplit") is None]
    assert heads == {2: 6, 1: 7, 0: 5}  # indicators; programmes, budget, 別表, policies; labels
    assert {*broken} == {"施策目標", "名称年月", "指標に用"}


def test_equal_sheets_make_equal_bytes_that_hold_no_clock():
    sheet = read_sheet(GOAL)
    content = write_document(sheet)
    assert content == write_document(sheet.model_copy())
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.create_system for each in package.infolist()} == {0}
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_what_is_still_open_is_marked_and_every_page_says_that_it_is_a_draft():
    made = document(
        HEAD + "      - {no: 1, name: 件数, kind: output, actuals: {2012: 【要記入】}}\n"
    )
    marked = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>【要記入】</w:t></w:r>'
    assert made["word/document.xml"].count(marked) == 1
    assert "<w:t>下書き　試験省　平成24年度</w:t>" in made["word/header1.xml"]
    whole = parts(write_document(read_sheet(GOAL)))
    assert "<w:t>文部科学省　24-7-2　平成24年度</w:t>" in whole["word/header1.xml"]
    assert "highlight" not in whole["word/document.xml"]


def test_pages_are_numbered_and_fonts_are_japanese_by_name():
    made = document(HEAD + "      - {no: 1, name: 件数, kind: output}\n")
    assert 'w:instr=" PAGE "' in made["word/footer1.xml"]
    assert 'w:eastAsia="ＭＳ 明朝"' in made["word/styles.xml"]
    assert '<w:lang w:val="en-US" w:eastAsia="ja-JP"' in made["word/styles.xml"]


@pytest.mark.parametrize(("years", "turned"), [("2007-2012", False), ("2006-2012", True)])
def test_more_than_six_years_turn_the_page(years, turned):
    made = document(f"years: {years}\n{HEAD}      - {{no: 1, name: 件数, kind: output}}\n")
    assert ('w:orient="landscape"' in made["word/document.xml"]) is turned


def test_more_years_than_a_page_holds_go_on_in_a_further_table_and_none_is_lost():
    actuals = ", ".join(f"{year}: {year - 1900}件" for year in range(1999, 2013))
    text = f"years: 1999-2012\n{HEAD}      - {{no: 1, name: 数, kind: output, actuals: {{{actuals}}}}}\n"
    found = [rows for rows in tables(parse_sheet(text)).values() if "活動指標" in rows[0][0][0]]
    figures = [[text for text, _, _ in rows[2][2:-1]] for rows in found]
    assert figures == [[f"{n}件" for n in range(99, 111)], ["111件", "112件"]]


def test_windows_that_overlap_say_their_years_in_the_column_of_the_last():
    text = (
        HEAD
        + "      - {no: 1, name: 延長, kind: output, actuals: {2009-2011: 300km, 2010-2012: 290km}}\n"
    )
    row = table_of(parse_sheet(text), "活動指標")[2]
    assert [text for text, _, _ in row[2:7]] == [
        "", "", "", "300km\n（21～23年度）", "290km\n（22～24年度）",
    ]  # fmt: skip


def test_a_unit_that_no_figure_has_stands_with_the_name():
    text = (
        HEAD
        + "      - {no: 1, name: 人口, kind: output, unit: 千人, note: ※推計, actuals: {2012: 671}}\n"
    )
    assert table_of(parse_sheet(text), "活動指標")[2][0][0] == "①人口\n（単位：千人）\n※推計"


def test_characters_that_xml_minds_and_spaces_are_kept():
    text = (
        HEAD.replace("name: 例}", 'name: "A&B <C>  \\"D\\" ]]>"}')
        + "      - {no: 1, name: 数, kind: output}\n"
    )
    rows = table_of(parse_sheet(text), "施策目標")
    assert rows[0][1][0] == 'A&B <C>  "D" ]]>'


def test_each_form_has_its_own_words():
    rows = tables(read_sheet(ROOT / "tests/forms/city.yaml"))
    labels = [rows[at][0][0][0] for at in sorted(rows) if at]
    assert labels == [
        "施策3-2",
        "判定",
        "施策の方向１",
        "成果指標",
        "事業名",
        "施策の分析",
        "担当部局",
    ]
