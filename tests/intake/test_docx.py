"""A Word document is read as its reader sees it, and what is not sure is said."""

import pytest

from evalkit.intake.docx.read import parse_docx
from evalkit.intake.reading import read_printed
from evalkit.sheet.text import without_space
from tests.fuzz.books import packed, unpacked
from tests.intake.form import FILES, boxes, printed_leaves, texts, told
from tests.intake.word import (
    W,
    cell,
    document,
    in_list,
    level,
    numbering,
    paragraph,
    part,
    read,
    row,
    run,
    table,
)


def only(content, **parts):
    """The one text of a document with one paragraph, and its doubts."""
    printed = read(paragraph(content), **parts)
    (text,) = texts(printed)
    return text, told(printed)


# The torture file ------------------------------------------------------------------------------

TORTURE = [
    ["指標", "20年度", "21年度", "22年度"],
    ["①共同研究の実施件数", "14,974件", "", ""],
    ["②変更履歴", "16,302件", "", ""],
    ["③コントロール", "230機関", "245機関", ""],
    ["④ルビ", "機関数", "338機関", "✓達成"],
    ["⑤隠し", "47機関", "48機関", ""],
    ["⑥箱", "49機関\n※速報値", "", ""],
    ["⑦入れ子", "7件（27件）", "", "80％"],
    ["⑧結合", "20年度より実績なし"],
]


def test_torture_cell_by_cell():
    printed = read_printed(FILES / "torture.docx")
    assert [[cell.text for cell in row.cells] for row in printed.rows] == TORTURE
    assert {
        cell.text: [doubt.ja for doubt in cell.doubts] for cell in printed.cells() if cell.doubts
    } == {
        "16,302件": [
            "変更履歴で削除された「15,544件」を除いた",
            "変更履歴で挿入された「16,302件」を含む",
        ],
        "47機関": ["隠し文字の「999」を除いた"],
        "49機関\n※速報値": ["「※速報値」は図形またはテキストボックスの中の文字である"],
        "7件（27件）": ["セルの中に表がある"],
        "80％": ["結合されたセルの下に「以前の値70％」が隠れている"],
    }
    assert boxes(printed)["80％"] == (3, 7, 4, 9)
    assert boxes(printed)["20年度より実績なし"] == (1, 8, 3, 9)
    assert not printed.lost


# Runs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text", "doubts"),
    [
        (run("361") + run("機関"), "361機関", []),
        ("<w:r><w:t> 361 </w:t></w:r>" + run(" 機関"), "361 機関", []),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>STEP</w:t></w:r>", "A-STEP", []),
        ("<w:r><w:t>研</w:t><w:softHyphen/><w:t>究</w:t></w:r>", "研究", []),
        ("<w:r><w:t>7件</w:t><w:br/><w:t>（27件）</w:t></w:r>", "7件\n（27件）", []),
        ("<w:r><w:t>ア</w:t><w:tab/><w:t>イ</w:t></w:r>", "ア\tイ", []),
        ("<w:smartTag>" + run("361") + "</w:smartTag>" + run("機関"), "361機関", []),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>達成</w:t></w:r>', "☑達成", []),
        (
            '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>',
            "〓",
            ["記号用の文字（フォント Webdings、番号 F061）を読めない"],
        ),
        ('<w:r><w:sym w:font="ＭＳ 明朝" w:char="2460"/><w:t>指標</w:t></w:r>', "①指標", []),
        (run("þ", '<w:rFonts w:ascii="Wingdings"/>') + run("達成"), "☑達成", []),
        (run("361", "<w:strike/>") + run("340機関"), "340機関", ["取り消し線の引かれた「361」を除いた"]),
        (run("361", "<w:dstrike/>") + run("340機関"), "340機関", ["取り消し線の引かれた「361」を除いた"]),
        (run("361機関", "<w:strike/>"), "361機関", ["全体に取り消し線が引かれている"]),
        (run("361", '<w:strike w:val="0"/>') + run("機関"), "361機関", []),
        (
            run("10") + run("3", '<w:vertAlign w:val="superscript"/>'),
            "103",
            ["「103」の「3」は上付きまたは下付きの文字である"],
        ),
        (run("361m") + run("2", '<w:vertAlign w:val="superscript"/>'), "361m2", []),
        (
            run("361", '<w:color w:val="FFFFFF"/>') + run("47機関"),
            "36147機関",
            ["「361」は白い文字か、ごく小さな文字である"],
        ),
        (run("区分", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>'), "区分", []),
        (run("47\u202e機関"), "47機関", ["使えない文字（<U+202E>）を除いた"]),
        (run("\ue000田委員"), "\ue000田委員", ["外字（U+E000）がある"]),
        (
            "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
            "a+b",
            ["「a+b」は数式オブジェクトの文字である"],
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("ここに入力")
            + "</w:sdtContent></w:sdt>",
            "ここに入力",
            ["「ここに入力」は入力欄の案内の文字である"],
        ),
        (
            "<w:moveFrom>" + run("12件") + "</w:moveFrom><w:moveTo>" + run("13件") + "</w:moveTo>",
            "13件",
            ["変更履歴で削除された「12件」を除いた", "変更履歴で挿入された「13件」を含む"],
        ),
    ],
)  # fmt: skip
def test_run(content, text, doubts):
    assert only(content) == (text, doubts)


def test_hidden_and_struck_by_style():
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:rPr><w:strike/></w:rPr></w:style>',
    )
    hidden = run("999", '<w:rStyle w:val="b"/>') + run("47機関")
    assert only(hidden, styles=styles) == ("47機関", ["隠し文字の「999」を除いた"])
    struck = paragraph(run("361機関"), '<w:pStyle w:val="p"/>')
    assert told(read(struck, styles=styles)) == ["全体に取り消し線が引かれている"]


# Fields ----------------------------------------------------------------------------------------


def field(code, result=None):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else mark.format("separate") + run(result)
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + shown
        + mark.format("end")
    )


@pytest.mark.parametrize(
    ("content", "text", "doubts"),
    [
        (field(" =SUM(LEFT) ", "48機関"), "48機関", []),
        (field(r" eq \o\ac(○,３) ") + run("指標"), "③指標", []),
        (field(r" eq \o\ac(○,21) ") + run("指標"), "㉑指標", []),
        (field(r' eq \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(きかん),機関)'), "機関", []),
        (field(r" EQ \f(1,2) "), "EQ \\f(1,2)", ["フィールド「EQ \\f(1,2)」の表示が分からない"]),
        (field(" XE 評価 ") + run("評価"), "評価", []),
        (
            field(" DATE ", "7月31日"),
            "7月31日",
            ["「DATE」は、開く時刻や他のファイルによって変わるフィールドである"],
        ),
        ('<w:fldSimple w:instr=" REF x ">' + run("別紙1") + "</w:fldSimple>", "別紙1", []),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
            "</w:ffData></w:fldChar><w:instrText> FORMCHECKBOX </w:instrText>"
            '<w:fldChar w:fldCharType="end"/></w:r>' + run("達成"),
            "☑達成",
            [],
        ),
        (field(" IF " + "</w:instrText></w:r>" + field(" PAGE ", "3") + "<w:r><w:instrText>", "はい"), "はい", []),
    ],
)  # fmt: skip
def test_field(content, text, doubts):
    printed = read(paragraph(content))
    assert (texts(printed)[0].strip(), told(printed)) == (text, doubts)


# Lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "pattern", "numbers"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("decimal", "(%1)", ["(1)", "(2)"]),
        ("decimalFullWidth", "%1．", ["１．", "２．"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("aiueoFullWidth", "（%1）", ["（ア）", "（イ）"]),
        ("irohaFullWidth", "%1.", ["イ.", "ロ."]),
        ("japaneseCounting", "第%1", ["第一 ", "第二 "]),
        ("decimal", "%1", ["1 ", "2 "]),
        ("upperRoman", "%1", ["I ", "II "]),
        ("ideographTraditional", "%1　", ["甲　", "乙　"]),
        ("bullet", "・", ["・", "・"]),
        ("bullet", "\uf06c", ["・", "・"]),
        ("none", "", ["", ""]),
    ],
)
def test_number_of_a_list(way, pattern, numbers):
    lists = numbering(level(0, way, pattern))
    printed = read(in_list("共同研究") + in_list("特許"), numbering=lists)
    assert texts(printed) == [numbers[0] + "共同研究", numbers[1] + "特許"]
    assert told(printed) == []


def test_a_number_does_not_run_into_a_figure():
    printed = read(in_list("5件"), numbering=numbering(level(0, "decimal", "%1")))
    assert texts(printed) == ["1 5件"]


def test_a_format_of_numbers_that_is_not_known_is_told():
    printed = read(in_list("指標"), numbering=numbering(level(0, "thaiNumbers", "%1.")))
    assert told(printed) == ["段落番号の書式「thaiNumbers」が分からない"]
    many = numbering(level(0, "decimalEnclosedCircle", "%1", start=21))
    assert told(read(in_list("指標"), numbering=many)) == [
        "段落番号の書式「decimalEnclosedCircle」が分からない"
    ]


def test_lists_count_by_level_and_start_anew():
    definition = (
        level(0, "decimal", "%1")
        + level(1, "decimal", "%1-%2")
        + level(2, "decimalEnclosedCircle", "%3", more='<w:lvlRestart w:val="0"/>')
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    lists = numbering(definition, lists=[(2, 1, restart), (3, 1, "")])
    steps = [
        ("1", 0),
        ("1", 1),
        ("1", 1),
        ("1", 2),
        ("1", 0),
        ("1", 1),
        ("1", 2),
        ("2", 0),
        ("3", 0),
    ]
    printed = read("".join(in_list("、", *map(str, step)) for step in steps), numbering=lists)
    assert texts(printed) == ["1、", "1-1、", "1-2、", "①、", "2、", "2-1、", "②、", "7、", "8、"]


def test_a_list_by_style():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="base"/></w:style>',
    )
    body = paragraph("指標", '<w:pStyle w:val="own"/>') * 2
    no_list = paragraph("注", '<w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    lists = numbering(level(0, "decimalEnclosedCircle", "%1"))
    assert texts(read(body + no_list, styles=styles, numbering=lists)) == ["①指標", "②指標", "注"]


def test_a_deleted_paragraph_is_not_counted():
    gone = paragraph(
        "<w:del><w:r><w:delText>二</w:delText></w:r></w:del>",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    lists = numbering(level(0, "decimal", "%1."))
    printed = read(in_list("一") + gone + in_list("三"), numbering=lists)
    assert texts(printed) == ["1.一", "", "2.三"]


# Tables ----------------------------------------------------------------------------------------

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_boxes_of_a_grid():
    printed = read(
        table(
            row(cell("指標", DOWN), cell("実績値", '<w:gridSpan w:val="2"/>')),
            row(cell("", ON), "23年度", "24年度"),
            row("47機関", "48機関", said='<w:gridBefore w:val="1"/>'),
        )
        + paragraph("（注）")
        + table(row("別の表"))
    )
    assert boxes(printed) == {
        "指標": (0, 0, 1, 2),
        "実績値": (1, 0, 3, 1),
        "23年度": (1, 1, 2, 2),
        "24年度": (2, 1, 3, 2),
        "47機関": (1, 2, 2, 3),
        "48機関": (2, 2, 3, 3),
        "（注）": (0, 0, 1, 1),
        "別の表": (0, 0, 1, 1),
    }
    assert [row.table for row in printed.rows] == [1, 1, 1, 0, 2]
    assert [str(cell.where.ja) for cell in printed.cells()][3:6] == [
        "表1 2行3列",
        "表1 3行1列",
        "表1 3行2列",
    ]


def test_a_merge_without_a_start_is_told():
    printed = read(table(row("361", "47"), row(cell("", ON), "48")))
    assert told(printed) == ["縦の結合の始まりがないか、ずれている"]


def test_a_merge_that_skips_a_row_is_told():
    rows = (
        row(cell("361", DOWN), "a"),
        row(cell("b", '<w:gridSpan w:val="2"/>')),
        row(cell("", ON), "c"),
    )
    assert told(read(table(*rows))) == ["縦の結合の始まりがないか、ずれている"]


def test_a_merge_of_another_width_is_told():
    rows = (row(cell("361", DOWN), "a"), row(cell("", ON + '<w:gridSpan w:val="2"/>')))
    assert told(read(table(*rows))) == ["縦の結合の始まりがないか、ずれている"]


def test_cells_merged_the_old_way():
    printed = read(
        table(row(cell("実績なし", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "47"))
    )
    assert boxes(printed) == {"実績なし": (0, 0, 2, 1), "47": (2, 0, 3, 1)}


def test_content_controls_around_a_row_and_a_cell():
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    printed = read(control.format(table(control.format(row("361", control.format(cell("47")))))))
    assert boxes(printed) == {"361": (0, 0, 1, 1), "47": (1, 0, 2, 1)}


def test_rows_deleted_hidden_and_inserted():
    printed = read(
        table(
            row("12件", "13件", said="<w:del/>"),
            row("隠し", said="<w:hidden/>"),
            row("47機関", said="<w:ins/>"),
        )
    )
    assert boxes(printed) == {"47機関": (0, 0, 1, 1)}
    assert told(printed) == ["変更履歴でセルまたは行が挿入、削除または結合されている"]
    assert [each.ja for each in printed.lost] == [
        "表1 1行 変更履歴で削除された行「12件13件」",
        "表1 2行 隠された行「隠し」",
    ]


# What stands beside the text -------------------------------------------------------------------


def test_notes_stand_in_the_text_and_behind_it():
    notes = part("footnotes", '<w:footnote w:id="2">' + paragraph("速報値。") + "</w:footnote>")
    printed = read(
        paragraph(run("361機関") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=notes
    )
    assert texts(printed) == ["361機関（注1）", "（注1）速報値。"]
    assert told(printed) == ["脚注の番号を「（注1）」と書いた"]


def test_comments_and_pictures_are_listed_with_their_place():
    comments = part("comments", '<w:comment w:id="0">' + paragraph("要確認") + "</w:comment>")
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="図 1" descr="取組の写真"/><a:graphic>'
        "<pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
    )
    chart = "<w:r><w:drawing><wp:inline><c:chart/></wp:inline></w:drawing></w:r>"
    old = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    line = '<w:r><w:pict><v:line id="線1"/></w:pict></w:r>'
    body = table(
        row(
            "361",
            cell(paragraph(run("47") + '<w:r><w:commentReference w:id="0"/></w:r>' + picture)),
        )
    )
    printed = read(body + paragraph(chart + old + line) + "<w:altChunk/>", comments=comments)
    assert texts(printed) == ["361", "47"]
    assert [each.ja for each in printed.lost] == [
        "表1 1行2列 コメント「要確認」",
        "表1 1行2列 画像「取組の写真」",
        "1段落 グラフ「」",
        "1段落 埋め込まれたオブジェクト（Excel.Sheet.12）",
        "1段落 文字のない図形「線1」",
        "1段落 取り込まれた別のファイル",
    ]


def test_headers_and_footers_stand_apart():
    header = part("hdr", paragraph("下書き"))
    printed = read(paragraph("本文"), header=header, footer=part("ftr", paragraph("1")))
    assert texts(printed) == ["本文"]
    assert {(cell.where.ja, cell.text) for cell in printed.furniture} == {
        ("ヘッダー", "下書き"),
        ("フッター", "1"),
    }


def test_the_strict_variety_reads_alike():
    parts = unpacked(document(table(row("361", "47"))))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(W.encode(), strict)
    assert texts(parse_docx(packed(parts), "strict.docx")) == ["361", "47"]


# The form --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["7-2.docx"])
def test_every_text_of_goal_7_2_is_printed(file):
    printed = read_printed(FILES / file)
    cells = [without_space(cell.text) for cell in printed.cells()]
    wanted = list(printed_leaves())
    assert len(wanted) == 516
    assert [text for text in wanted if not any(without_space(text) in cell for cell in cells)] == []
    assert told(printed) == []
    assert not printed.lost
