"""A workbook is read as its reader sees it, and what is not sure is said."""

import time

import pytest

from evalkit.intake.reading import read_printed
from evalkit.intake.xlsx.read import parse_xlsx
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.text import without_space
from tests.fuzz.books import packed, unpacked
from tests.intake.excel import book, comments, drawing, number, read, style, text, worksheet
from tests.intake.form import FILES, boxes, printed_leaves, texts, told
from tests.intake.word import relations


def lost(printed):
    return [each.ja for each in printed.lost]


# The torture file ------------------------------------------------------------------------------

TORTURE = [
    ["指標", "20年度", "21年度", "22年度", "23年度"],
    ["①共同研究機関", "14,974件", "95.3%", "△129,465", "0208"],
    ["②式", "0", "29,948", "8月1日", "平成25年度"],
    ["③字", "338 機関", "調査中\n（8月頃）", "0.3", "1234567.891"],
    ["④結合", "23年度より取組を開始したため、実績なし", "338機関"],
    ["⑤", "TRUE", "2012年度", "－", "12"],
]


def test_torture_cell_by_cell():
    printed = read_printed(FILES / "torture.xlsx")
    assert [[cell.text for cell in row.cells] for row in printed.rows] == TORTURE
    assert {
        cell.text: cell.doubts[0].ja.partition("。")[0] for cell in printed.cells() if cell.doubts
    } == {
        "0": "数式「=B2+1」の結果は、ブックを開いて計算し直すと変わることがある",
        "29,948": "数式「=B2*2」の結果は、ブックを開いて計算し直すと変わることがある",
        "8月1日": "Excel が日付（2013-08-01）に変えています",
        "平成25年度": "Excel が日付（2013-08-01）に変えています",
        "1234567.891": "数値 1234567.891 の表示形式「#,##0,」は読めません",
        "TRUE": "論理値「TRUE」です",
    }
    assert boxes(printed)["23年度より取組を開始したため、実績なし"] == (1, 4, 4, 5)
    assert lost(printed) == ["様式!F5 非表示の行または列にある「下書き」"]


# One cell --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "seen", "doubt"),
    [
        (number("A1", 14974, style('#,##0"件"')), "14,974件", None),
        (number("A1", 0.953, style("0.0%")), "95.3%", None),
        (number("A1", 361, style(";;;")), "", "「361」は表示されていません"),
        (number("A1", 41487, style('m"月"d"日"')), "8月1日", "Excel が日付（2013-08-01）に変えています"),
        (number("A1", 41487, style(japanese=31)), "2013年8月1日", "Excel が日付（2013-08-01）に変えています"),
        (number("A1", 1200, style(japanese=5)), "1200", "数値 1200 の表示形式"),
        (number("A1", 1, style("#,##0,")), "1", "数値 1 の表示形式「#,##0,」は読めません"),
        (number("A1", 1234567890, style("0")), "1234567890", "列の幅が狭く、「####」または丸めた値が印刷される数値かもしれない"),
        (number("A1", 0.95333333333), "0.953333333", "列の幅が狭く、「####」または丸めた値が"),
        (text("A1", "361機関", style(font=1)), "361機関", "「361機関」に取り消し線が引かれています"),
        (text("A1", "361機関", style(font=2)), "361機関", "「361機関」は背景と同じ色か、ごく小さな文字で"),
        (text("A1", "361機関", style(font=3)), "361機関", "「361機関」は背景と同じ色か、ごく小さな文字で"),
        (
            '<c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>361</t></r><r><t>340機関</t></r></is></c>',
            "340機関",
            "「361」に取り消し線が引かれ、「340機関」が残っています",
        ),
        (
            '<c r="A1" t="inlineStr"><is><r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr>'
            "<t>3</t></r></is></c>",
            "103",
            "「103」の「3」は上付きまたは下付き",
        ),
        ('<c r="A1" t="inlineStr"><is><t>機関数</t><rPh sb="0" eb="2"><t>キカン</t></rPh></is></c>', "機関数", None),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!", "エラー値「#REF!」です"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE", "論理値「FALSE」です"),
        ('<c r="A1"><f>B1*2</f><v>361</v></c>', "361", None),
        ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', "", None),
        ('<c r="A1"><f>B1*2</f><v></v></c>', "", "数式「=B1*2」の計算結果が保存されていません"),
        ('<c r="A1"><f>NOW()</f><v>361</v></c>', "361", "数式「=NOW()」の値は、開く時刻や環境によって"),
        ('<c r="A1"><f>[1]集計!B3</f><v>361</v></c>', "361", "数式「=[1]集計!B3」は別のブックを参照しています"),
        (text("A1", "361&#x202E;機関"), "361機関", "使えない文字（<U+202E>）を除いた"),
        (text("A1", "調査中_x000D_&#10;（8月頃）"), "調査中\n（8月頃）", None),
        (text("A1", "　北海道　"), "　北海道", None),
    ],
)  # fmt: skip
def test_one_cell(cell, seen, doubt):
    printed = read(cell + text("B1", "右"))
    assert texts(printed)[-1] == "右"
    assert texts(printed)[:-1] == ([seen] if seen or doubt else [])
    if doubt:
        assert told(printed)[0].startswith(doubt)
    else:
        assert told(printed) == []


def test_shared_formulas_are_told_as_they_read_in_each_cell():
    printed = read(
        '<c r="A1"><f t="shared" ref="A1:A2" si="0">NOW()+B1</f><v>1</v></c>',
        '<c r="A2"><f t="shared" si="0"/><v>2</v></c>',
    )
    assert [doubt.partition("の")[0] for doubt in told(printed)] == [
        "数式「=NOW()+B1」",
        "数式「=NOW()+B2」",
    ]


def test_results_that_wait_to_be_calculated_are_doubtful():
    printed = read('<c r="A1"><f>B1+1</f><v>0</v></c>', more='<calcPr fullCalcOnLoad="1"/>')
    assert told(printed) == ["数式「=B1+1」の結果は、ブックを開いて計算し直すと変わることがある"]


def test_days_from_1904():
    since = '<workbookPr date1904="1"/>'
    assert texts(read(number("A1", 40025, style('m"月"d"日"')), more=since)) == ["8月1日"]


# Boxes, hidden things, tables ------------------------------------------------------------------


def merged(*areas):
    return (
        "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"
    )


def test_merged_cells_and_what_they_hide():
    printed = read(
        text("A1", "実績値") + text("B1", "下"), text("A2", "20年度"), after=merged("A1:C1")
    )
    assert boxes(printed) == {"実績値": (0, 0, 3, 1), "20年度": (0, 1, 1, 2)}
    assert told(printed) == ["結合されたセルの下に「下」が隠れている"]


def test_a_text_centred_over_empty_cells():
    across = style(across=True)
    empty = f'<c r="C1" s="{across}"/><c r="D1" s="{across}"/>'
    printed = read(text("B1", "実績値", across) + empty + text("E1", "目標値", across))
    assert boxes(printed) == {"実績値": (1, 0, 4, 1), "目標値": (4, 0, 5, 1)}


def test_hidden_rows_columns_and_worksheets_are_listed():
    first = worksheet(
        text("A1", "見える") + text("B1", "列"),
        f'<row r="2" hidden="1">{text("A2", "行")}</row>',
        before='<cols><col min="2" max="2" width="9" hidden="1"/></cols>',
    )
    printed = parse_xlsx(book(first, worksheet(text("A1", "361")), state="hidden"), "form.xlsx")
    assert texts(printed) == ["見える"]
    assert lost(printed) == [
        "表1!B1 非表示の行または列にある「列」",
        "表1!A2 非表示の行または列にある「行」",
        "表2 非表示のシート",
    ]


def test_a_chart_on_a_worksheet_of_its_own_is_listed():
    parts = unpacked(book(worksheet(text("A1", "361")), worksheet()))
    relations_of_book = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = relations_of_book.replace(
        b'/worksheet" Target="worksheets/sheet2.xml"',
        b'/chartsheet" Target="chartsheets/sheet1.xml"',
    )
    printed = parse_xlsx(packed(parts), "form.xlsx")
    assert texts(printed) == ["361"]
    assert lost(printed) == ["表2 グラフのシート"]


def test_a_merged_cell_is_hidden_only_as_a_whole():
    hidden = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>'
    assert boxes(read(text("B1", "361"), before=hidden, after=merged("B1:C1"))) == {
        "361": (1, 0, 3, 1)
    }
    assert texts(read(text("B1", "361"), before=hidden, after=merged("B1:B3"))) == []


def test_tables_are_rows_with_frames_without_a_gap():
    framed = style("@", framed=True)
    first = worksheet(
        text("A1", "標題"),
        text("A2", "指標", framed) + f'<c r="B2" s="{framed}"/>',
        text("B3", "361", framed),
        f'<c r="A4" s="{framed}"/><c r="B4" s="{framed}"/>',
        '<row r="6">' + text("A6", "別の表", framed) + "</row>",
        text("A7", "（注）"),
        text("A8", "左") + text("B8", "右"),
        after=merged("A2:A3"),
    )
    second = worksheet(text("A1", "次のシート", framed))
    printed = parse_xlsx(book(first, second), "form.xlsx")
    assert [(row.table, [cell.text for cell in row.cells]) for row in printed.rows] == [
        (0, ["標題"]),
        (1, ["指標", ""]),
        (1, ["361"]),
        (2, ["別の表"]),
        (0, ["（注）"]),
        (3, ["左", "右"]),
        (4, ["次のシート"]),
    ]
    assert boxes(printed)["指標"] == (0, 1, 1, 3)


def test_what_lies_outside_the_printed_area_is_told():
    name = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">\'表1\'!$A$1:$A$9</definedName></definedNames>'
    printed = read(text("A1", "361") + text("B1", "メモ"), more=name)
    assert texts(printed) == ["361", "メモ"]
    assert told(printed) == ["印刷範囲の外にある"]


def test_a_conditional_look_is_told():
    rule = '<conditionalFormatting sqref="A1:A9"><cfRule type="expression" dxfId="0"/></conditionalFormatting>'
    (doubt,) = told(read(text("A1", "361") + text("B1", "47"), after=rule))
    assert doubt.startswith("A1:A9 の条件付き書式が、文字を消したり隠したり")


# What lies on a worksheet ----------------------------------------------------------------------


def test_shapes_pictures_and_comments():
    shape = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>取組例</a:t></a:r></a:p><a:p><a:r><a:t>二行目</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    line = '<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="2" name="線 2"/></xdr:nvCxnSpPr></xdr:cxnSp>'
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="図 3" descr="写真"/></xdr:nvPicPr></xdr:pic>'
    )
    chart = "<xdr:graphicFrame><a:graphic><c:chart/></a:graphic></xdr:graphicFrame>"
    printed = read(
        text("A1", "上"),
        text("A2", "中"),
        text("A3", "下"),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("drawing", "../drawings/drawing1.xml"),
                ("comments", "../comments1.xml"),
                ("ctrlProp", "x.xml"),
            ),
            "xl/drawings/drawing1.xml": drawing(
                (1, 1, shape), (2, 0, line), (3, 3, picture), (4, 4, chart)
            ),
            "xl/comments1.xml": comments(("A2", "要確認")),
        },
    )
    assert texts(printed) == ["上", "中", "取組例\n二行目", "下"]
    assert told(printed) == ["「取組例 二行目」は図形またはテキストボックスの中の文字である"]
    assert lost(printed) == [
        "表1 フォームのボタンやチェックボックス",
        "表1!A2 コメント「要確認」",
        "表1!C1 文字のない図形「線 2」",
        "表1!D4 画像「写真」",
        "表1!E5 グラフ「」",
    ]


def test_headers_and_footers_stand_apart():
    after = '<headerFooter><oddHeader>&amp;R&amp;"ＭＳ 明朝,標準"&amp;10下書き</oddHeader><oddFooter>&amp;C&amp;P</oddFooter></headerFooter>'
    printed = read(text("A1", "361"), after=after)
    assert [(cell.where.ja, cell.text) for cell in printed.furniture] == [
        ("表1 ヘッダー・フッター", "下書き")
    ]


def test_a_part_that_makes_no_sense_is_a_damaged_file():
    with pytest.raises(SheetProblems, match="ブックが壊れているか"):
        read('<c r="A1" s="999"><v>1</v></c>')


# The form --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["7-2.xlsx", "x01.xlsx"])
def test_every_text_of_goal_7_2_is_printed(file):
    printed = read_printed(FILES / file)
    cells = [without_space(cell.text) for cell in printed.cells()]
    assert [
        text for text in printed_leaves() if not any(without_space(text) in cell for cell in cells)
    ] == []
    assert told(printed) == []
    assert lost(printed) == []


def test_a_dense_sheet_on_grid_paper_takes_no_two_seconds():
    framed = style("@", framed=True)
    names = [chr(65 + at // 26 - 1) * (at > 25) + chr(65 + at % 26) for at in range(90)]
    rows = [
        "".join(
            text(f"{name}{row}", "機関", framed)
            if at % 3 == 0
            else f'<c r="{name}{row}" s="{framed}"/>'
            for at, name in enumerate(names)
        )
        for row in range(1, 401)
    ]
    areas = [
        f"{names[at]}{row}:{names[at + 2]}{row}" for row in range(1, 401) for at in range(0, 90, 3)
    ]
    content = book(worksheet(*rows, after=merged(*areas)))
    start = time.process_time()
    printed = parse_xlsx(content, "form.xlsx")
    assert time.process_time() - start < 2
    assert len(texts(printed)) == 12_000
