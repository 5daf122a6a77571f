"""Bad books: one clear line a problem, with worksheet and cell, all at once."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment

from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook import open_book, parse_book, write_workbook

SHEET = """\
ministry: 文部科学省
document: 24-7-2
fiscal_year: 2012
policy_goal: {number: 7-2, name: 例}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - no: 1
        name: 共同研究の実施件数
        kind: outcome
        actuals:
          2008-2010: 実績なし
          2011: 16,302件
          2012: 調査中（10月頃調査結果が出る予定）
        target: 540機関
        breakdown:
          rows:
            - {group: 説明会, name: 聴講者, actuals: {2012: 71%}}
            - {group: 説明会, name: 説明者, actuals: {2012: 91%}}
    measures:
      - {name: 事業, budget: {2012: －}, indicators: ①, review_sheet: "0208"}
data_sources:
  - {text: 年報}
"""
ACTUALS, TARGETS, GROUP, MEASURE = 7, 8, 12, 17  # rows of 達成目標1
SOURCE = 13  # row of 施策目標


@pytest.fixture(scope="module")
def content():
    return write_workbook(parse_sheet(SHEET))


def edited(content, edit):
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    after = BytesIO()
    book.save(after)
    return after.getvalue()


def parts(content, edit):
    """Content after `edit` changed the parts of the package, a dict of bytes by name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    edit(files)
    after = BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in files.items():
            package.writestr(name, part)
    return after.getvalue()


def stored(content):
    """Content with nothing packed."""
    after = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(after, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return after.getvalue()


def problems_of(content, language="ja"):
    with pytest.raises(SheetProblems, match=r"^b\.xlsx:") as caught:
        parse_book(content, name="b.xlsx").sheet()
    return [problem.text(language) for problem in caught.value.problems]


# The file -------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_entity(files):
    name = "xl/sharedStrings.xml"
    head, _, rest = files[name].partition(b"?>")
    files[name] = head + b'?><!DOCTYPE sst [<!ENTITY a "aaaa">]>' + rest


def with_far_cell(files):
    name = "xl/worksheets/sheet1.xml"
    files[name] = files[name].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def with_vast_merge(files):
    name = "xl/worksheets/sheet1.xml"
    files[name] = files[name].replace(
        b"</mergeCells>", b'<mergeCell ref="B100:KN4000"/></mergeCells>'
    )


@pytest.mark.parametrize(
    ("change", "japanese", "english"),
    [
        pytest.param(
            lambda content: b"ministry: x\n",
            "Excel ブック（.xlsx）ではありません。evalkit workbook write で作ったブックを指定してください",
            "not an Excel workbook (.xlsx); give one that evalkit workbook write made",
            id="a text file",
        ),
        pytest.param(
            lambda content: b"",
            "Excel ブック（.xlsx）ではありません。evalkit workbook write で作ったブックを指定してください",
            "not an Excel workbook (.xlsx); give one that evalkit workbook write made",
            id="an empty file",
        ),
        pytest.param(
            lambda content: parts(content, lambda files: files.pop("xl/workbook.xml")),
            "Excel ブック（.xlsx）ではありません。evalkit workbook write で作ったブックを指定してください",
            "not an Excel workbook (.xlsx); give one that evalkit workbook write made",
            id="another package",
        ),
        pytest.param(
            lambda content: OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"),
            "古い形式（.xls）です。Excel で「Excel ブック（*.xlsx）」として保存し直してください",
            "an old .xls file; save it in Excel as .xlsx",
            id="an .xls file",
        ),
        pytest.param(
            lambda content: OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "パスワードで保護されています。Excel で［ファイル］→［情報］→［ブックの保護］→"
            "［パスワードを使用して暗号化］を空にして保存し直してください",
            "protected by a password; remove it in Excel (File, Info, Protect Workbook) and save again",
            id="a password",
        ),
        pytest.param(
            lambda content: content[: len(content) // 2],
            "ブックが壊れているか、途中で切れています。もう一度コピーするか、Excel で開いて保存し直してください",
            "the workbook is damaged or cut off; copy it again, or open and save it in Excel",
            id="a file cut off",
        ),
        pytest.param(
            lambda content: parts(content, lambda files: files.update({"xl/styles.xml": b"<styleSheet"})),
            "ブックが壊れているか、途中で切れています。もう一度コピーするか、Excel で開いて保存し直してください",
            "the workbook is damaged or cut off; copy it again, or open and save it in Excel",
            id="a part cut off",
        ),
        pytest.param(
            lambda content: parts(content, lambda files: files.pop("xl/_rels/workbook.xml.rels")),
            "ブックが壊れているか、途中で切れています。もう一度コピーするか、Excel で開いて保存し直してください",
            "the workbook is damaged or cut off; copy it again, or open and save it in Excel",
            id="a part missing",
        ),
        pytest.param(
            lambda content: parts(content, lambda files: files.update({"xl/media/a.bin": bytes(9_000_000)})),
            None,
            None,
            id="a zip bomb",
        ),
        pytest.param(
            lambda content: parts(content, with_entity),
            "部品 xl/sharedStrings.xml に文書型宣言または実体の定義があります。安全のため開きません",
            "part xl/sharedStrings.xml declares a document type or entities; not opened",
            id="an entity bomb",
        ),
        pytest.param(
            lambda content: parts(content, lambda files: files.update({"xl/vbaProject.bin": b"x"})),
            "マクロを含むブックは読みません。「Excel ブック（*.xlsx）」として保存し直してください",
            "workbooks with macros are not read; save it as .xlsx",
            id="macros",
        ),
        pytest.param(
            lambda content: parts(content, with_far_cell),
            "「XFD1048576」は様式からかけ離れています（上限 5000 行 300 列）。消してから保存してください",
            '"XFD1048576" lies far outside the form (at most 5000 rows and 300 columns); delete it',
            id="a cell at the end of the world",
        ),
        pytest.param(
            lambda content: parts(content, with_vast_merge),
            "「B100:KN4000」は様式からかけ離れています（上限 5000 行 300 列）。消してから保存してください",
            '"B100:KN4000" lies far outside the form (at most 5000 rows and 300 columns); delete it',
            id="a vast merged area",
        ),
        pytest.param(
            lambda content: edited(content, lambda book: book.remove(book["_evalkit"])),
            "evalkit workbook write で作ったブックではありません（隠しシート _evalkit がないか、"
            "書き換えられています）。ブックを作り直してください",
            "not made by evalkit workbook write (the hidden worksheet _evalkit is missing or altered); "
            "write the book again",
            id="no marks",
        ),
        pytest.param(
            lambda content: edited(content, lambda book: book["_evalkit"].cell(1, 1, "x")),
            "evalkit workbook write で作ったブックではありません（隠しシート _evalkit がないか、"
            "書き換えられています）。ブックを作り直してください",
            None,
            id="marks of others",
        ),
        pytest.param(
            lambda content: content[:600] + bytes([content[600] ^ 255]) + content[601:],
            "ブックが壊れているか、途中で切れています。もう一度コピーするか、Excel で開いて保存し直してください",
            None,
            id="a byte altered",
        ),
        pytest.param(
            lambda content: stored(content).replace(b">Calibri<", b">Calibro<").replace(b"worksheet ", b"workshelt "),
            "ブックが壊れているか、途中で切れています。もう一度コピーするか、Excel で開いて保存し直してください",
            None,
            id="a byte altered in a part that is not packed",
        ),
        pytest.param(
            lambda content: b"PK" + bytes(20_000_000),
            "20000002 バイトはブックとして大きすぎます（上限 20000000 バイト）",
            "20000002 bytes are too many for a workbook (at most 20000000)",
            id="too many bytes",
        ),
        pytest.param(
            lambda content: edited(content, lambda book: book["_evalkit"].cell(4, 1, "e30=")),
            "evalkit workbook write で作ったブックではありません（隠しシート _evalkit がないか、"
            "書き換えられています）。ブックを作り直してください",
            None,
            id="altered marks",
        ),
        pytest.param(
            lambda content: edited(content, lambda book: book["_evalkit"].cell(2, 1, "2")),
            "このブックの版（2）は、この evalkit の版（1）と異なります。ブックを作り直してください",
            "the workbook has version 2, this evalkit knows 1; write the book again",
            id="another version",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_of_ours_is_not_opened(content, change, japanese, english):
    bad = change(content)
    if japanese:
        assert problems_of(bad) == [f"b.xlsx:1:1  {japanese}"]
    else:
        (line,) = problems_of(bad)
        assert line.startswith("b.xlsx:1:1  展開すると 90")
    if english:
        assert problems_of(bad, "en") == [f"b.xlsx:1:1  {english}"]


def test_a_file_too_large_is_not_read(tmp_path):
    with (tmp_path / "b.xlsx").open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(SheetProblems, match=r"30000000 バイトは評価書として大きすぎます"):
        open_book(tmp_path / "b.xlsx").sheet()


def test_a_file_that_does_not_exist_says_so(tmp_path):
    with pytest.raises(SheetProblems, match=r"b\.xlsx:1:1  ファイルがありません"):
        open_book(tmp_path / "b.xlsx").sheet()


# Cells ----------------------------------------------------------------------------------------


def write(row, column, value, number_format=None, sheet="達成目標1"):
    def edit(book):
        cell = book[sheet].cell(row, column)
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def unmerge(cells, sheet="達成目標1"):
    return lambda book: book[sheet].unmerge_cells(cells)


def merge(cells, sheet="達成目標1"):
    return lambda book: book[sheet].merge_cells(cells)


def hide_row(book):
    book["達成目標1"].row_dimensions[TARGETS].hidden = True


def hide_column(book):
    book["達成目標1"].column_dimensions["E"].hidden = True


def insert_column(book):
    book["達成目標1"].insert_cols(6)


def shift_right(book):
    goal = book["達成目標1"]
    for column in range(11, 7, -1):
        goal.cell(TARGETS, column).value = goal.cell(TARGETS, column - 1).value
    goal.cell(TARGETS, 10).value = "540機関"


def delete_main_row(book):
    goal = book["達成目標1"]
    for column in range(1, 13):
        if not isinstance(goal.cell(ACTUALS, column), openpyxl.cell.cell.MergedCell):
            goal.cell(ACTUALS, column).value = None


def second_targets(book):
    book["達成目標1"].cell(TARGETS + 1, 3).value = "年度ごとの目標値"


def delete_indicator(book):
    """Delete the rows of an indicator, and write another one there."""
    for row in (ACTUALS, TARGETS):
        write(row, 1, None)(book)
    write(ACTUALS, 3, "別の指標")(book)


def delete_heading(book):
    rest = book["施策目標"]
    rest.cell(SOURCE - 1, 1).value = None
    for column in (2, 4, 10):
        rest.cell(SOURCE - 1, column).value = None


def separate_and_fill(book):
    goal = book["達成目標1"]
    goal.unmerge_cells(f"B{MEASURE}:C{MEASURE}")
    goal.cell(MEASURE, 3).value = "別の事業"


@pytest.mark.parametrize(
    ("edit", "problems"),
    [
        pytest.param(
            write(ACTUALS, 9, "=SUM(A1:A2)"),
            ["達成目標1!I7  数式「=SUM(A1:A2)」の計算結果が保存されていません。"
             "Excel で開いて保存し直すか、値を入力してください"],
            id="a formula without a saved value",
        ),
        pytest.param(
            write(ACTUALS, 9, "#REF!"),
            ["達成目標1!I7  エラー値「#REF!」です。値を入力してください"],
            id="an error value",
        ),
        pytest.param(
            write(4, 4, datetime.date(2013, 7, 2), "m月d日", "施策目標"),
            ["施策目標!D4  Excel が日付（2013-07-02）に変えています。"
             "表示形式を「文字列」にして、入力し直してください"],
            id="a number that became a date",
        ),
        pytest.param(
            write(ACTUALS, 9, True),
            ["達成目標1!I7  論理値「TRUE」です。文字で入力してください"],
            id="a truth value",
        ),
        pytest.param(
            write(ACTUALS, 9, 16925, "0.0E+00"),
            ["達成目標1!I7  数値 16925 の表示形式「0.0E+00」は読めません。"
             "表示形式を「文字列」にして、様式に印刷されるとおりに入力してください"],
            id="a number format that is not understood",
        ),
        pytest.param(
            hide_row,
            ["達成目標1!B8  8 行目が非表示です。再表示してください（見えない記入は読みません）"],
            id="a hidden row",
        ),
        pytest.param(
            hide_column,
            ["達成目標1!E2  列が非表示です。再表示してください（見えない記入は読みません）"],
            id="a hidden column",
        ),
        pytest.param(
            unmerge(f"E{ACTUALS}:G{ACTUALS}"),
            ["達成目標1!E7  結合が解かれ、空いたセルの意味が分かりません（元の記載「実績なし」）。"
             "結合し直すか、すべての年度に記入してください"],
            id="separated years",
        ),
        pytest.param(
            unmerge(f"B{GROUP}:C{GROUP + 1}"),
            [f"達成目標1!B{GROUP + 1}  結合が解かれ、空いたセルの意味が分かりません（元の記載「説明会」）。"
             "結合し直すか、すべての年度に記入してください"],
            id="a separated group",
        ),
        pytest.param(
            separate_and_fill,
            [f"達成目標1!C{MEASURE}  結合が解かれ、一つの欄に「事業」と「別の事業」があります。一方を消してください"],
            id="separated cells with two texts",
        ),
        pytest.param(
            merge(f"H{ACTUALS}:H{TARGETS}"),
            ["達成目標1!H7  セルの結合が様式と異なります。結合を元に戻してください"],
            id="years merged with the row below",
        ),
        pytest.param(
            merge(f"D{MEASURE}:E{MEASURE}"),
            [f"達成目標1!D{MEASURE}  セルの結合が様式と異なります。結合を元に戻してください"],
            id="two fields merged",
        ),
        pytest.param(
            insert_column,
            ["達成目標1!F2  列が挿入または削除されています。様式の列に戻してください"],
            id="a column more",
        ),
        pytest.param(
            write(ACTUALS, 25, "メモ"),
            ["達成目標1!Y7  様式にない欄に「メモ」があります。セルがずれていないか確かめ、消してください"],
            id="a text beside the form",
        ),
        pytest.param(
            shift_right,
            ["達成目標1!J8  様式にない欄に「540機関」があります。セルがずれていないか確かめ、消してください"],
            id="cells that moved to the right",
        ),
        pytest.param(
            write(5, 4, "目標値"),
            ["達成目標1!D5  様式の見出し「基準値」が「目標値」になっています。"
             "セルがずれていないか確かめ、元に戻してください"],
            id="a heading that moved",
        ),
        pytest.param(
            delete_main_row,
            ["達成目標1!C8  この行が属する指標などの行が削除されています。まとめて削除するか、行を戻してください"],
            id="half an indicator deleted",
        ),
        pytest.param(
            delete_heading,
            ["施策目標!B2  様式の行「達成目標」がなくなっています。行を戻すか、ブックを作り直してください"],
            id="a row of the form deleted",
        ),
        pytest.param(
            lambda book: book.remove(book["達成目標1"]),
            ["達成目標1  シート「達成目標1」がありません。ブックを作り直すか、シートを戻してください"],
            id="a worksheet missing",
        ),
        pytest.param(
            lambda book: book.copy_worksheet(book["施策目標"]),
            ["施策目標 Copy!B2  シート「施策目標」のコピーです。一方を削除してください"],
            id="a second worksheet of one kind",
        ),
        pytest.param(
            write(ACTUALS, 12, "成果"),
            ["達成目標1!L7  「成果」は使えません。使える値: 成果指標、活動指標、測定指標"],
            id="a kind that does not exist",
        ),
        pytest.param(
            write(ACTUALS, 12, None),
            ["達成目標1!B7  達成目標1 指標①: 「種別」がありません。記入してください"],
            id="a kind emptied",
        ),
        pytest.param(
            second_targets,
            ["達成目標1!C9  様式にない欄に「年度ごとの目標値」があります。"
             "セルがずれていないか確かめ、消してください"],
            id="a second row of targets",
        ),
        pytest.param(
            delete_indicator,
            ["達成目標1!B10  この行が属する指標などの行が削除されています。まとめて削除するか、行を戻してください"],
            id="an indicator deleted without its breakdown",
        ),
        pytest.param(
            write(ACTUALS, 18, "2012 未"),
            ["達成目標1!R7  「2012 未」は使えません。使える値: 2012 達成、2013 未達成"],
            id="a decision that does not exist",
        ),
        pytest.param(
            write(ACTUALS, 16, "すこし"),
            ["達成目標1!P7  達成目標1 指標① 程度の許容幅: 「すこし」は数値として読めません。例: 0.5"],
            id="a tolerance that is no number",
        ),
        pytest.param(
            write(ACTUALS, 9, "36l機関"),
            ["達成目標1!I7  達成目標1 指標① 実績値 24年度: 「36l機関」は数値として読めません"
             "（3文字目が数字に似た文字「l」）。例: 361機関"],
            id="a malformed figure",
        ),
        pytest.param(
            write(MEASURE, 4, "1,30,000"),
            [f"達成目標1!D{MEASURE}  達成目標1 達成手段 「事業」 予算額 24年度: 「1,30,000」は数値として読めません"
             "（2文字目の桁区切りが3桁ごとでない）。"
             "書き直すか、このセルのコメント（メモ）に「読み：」と正しい数値を書いてください"],
            id="a malformed figure with two readings",
        ),
        pytest.param(
            write(ACTUALS, 9, 16925),
            ["達成目標1!I7  達成目標1 指標① 実績値 24年度: 「16925」に単位がありません。例: 16925機関。"
             "単位のない指標なら、右の「単位」の欄に「なし」と記入してください"],
            id="a figure without its unit",
        ),
        pytest.param(
            write(ACTUALS, 3, None),
            ["達成目標1!C7  達成目標1 指標① 名称: 「名称」が空です。記入してください"],
            id="a name emptied",
        ),
        pytest.param(
            write(MEASURE, 8, "②"),
            [f"達成目標1!H{MEASURE}  達成目標1 達成手段 「事業」 指標: 「②」が指す 達成目標1 ② はありません。ある番号: ①"],
            id="a reference to nothing",
        ),
        pytest.param(
            write(TARGETS + 1, 3, "新しい指標"),
            ["達成目標1!B9  達成目標1 指標 「新しい指標」: 「番号」がありません。記入してください"],
            id="a new indicator without a number",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_cell(content, edit, problems):
    assert problems_of(edited(content, edit)) == [f"b.xlsx:{line}" for line in problems]


def test_a_text_in_a_row_of_nothing_is_outside_the_form(content):
    book = edited(content, write(200, 4, "メモ", sheet="達成目標1"))
    assert problems_of(book, "en") == [
        'b.xlsx:達成目標1!D200  "メモ" stands where the form has no field; check that no cells moved, and delete it'
    ]


def test_a_reading_that_is_no_number_is_named_with_its_cell(content):
    def edit(book):
        cell = book["達成目標1"].cell(MEASURE, 4)
        cell.value = "1,30,000"
        cell.comment = Comment("読み：多分130万", "係")

    assert problems_of(edited(content, edit), "en") == [
        f'b.xlsx:達成目標1!D{MEASURE}  achievement goal 1 programme "事業" budget FY2012: '
        'reading "多分130万" is no number; for example 1,300,000'
    ]


def test_every_problem_is_named_at_once_in_the_order_of_the_book(content):
    def edit(book):
        write(ACTUALS, 9, "#N/A")(book)
        write(ACTUALS, 3, None)(book)
        write(SOURCE, 4, True, sheet="施策目標")(book)
        write(MEASURE, 9, datetime.date(2013, 2, 8), "m/d")(book)

    cells = [line.split("  ")[0] for line in problems_of(edited(content, edit))]
    assert cells == [
        f"b.xlsx:施策目標!D{SOURCE}", "b.xlsx:達成目標1!C7", "b.xlsx:達成目標1!I7",
        f"b.xlsx:達成目標1!I{MEASURE}",
    ]  # fmt: skip


def test_a_text_too_long_for_a_cell_is_not_cut():
    sheet = parse_sheet(SHEET + f"expert_comments: {'長' * 40_000}\n")
    with pytest.raises(
        SheetProblems,
        match=r"^b\.xlsx:施策目標!D15  40000 文字はセルに入りません（上限 32767 文字）",
    ):
        write_workbook(sheet, name="b.xlsx")
