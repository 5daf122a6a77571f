"""``evalkit workbook``: what a person sees in a book arrives in the sheet, or is refused."""

from __future__ import annotations

import datetime
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from evalkit.sheet.load import parse_sheet
from evalkit.sheet.workbook import write_workbook
from tests.commands.kit import sheet

GOAL = "xl/worksheets/sheet2.xml"
SHEET = "params/fy2023/3-1.yaml"


def figures(*actuals: str) -> list[str]:
    return [
        f"actuals: {{2022: 300機関, 2023: {text}}}\nannual_targets: {{2023: －}}"
        for text in actuals
    ]


@pytest.fixture(scope="module")
def written():
    """A sheet of three indicators, and its book."""
    text = sheet(*figures("340機関", "調査中", "12機関"))
    return text, write_workbook(parse_sheet(text))


@pytest.fixture
def book(project, written):
    text, content = written
    project.write(text)
    project.write(content, "b.xlsx")
    return project


def edit(project, *edits, path="b.xlsx"):
    """Let each of `edits` change the worksheet 達成目標1."""
    opened = openpyxl.load_workbook(project.root / path, rich_text=True)
    for change in edits:
        change(opened["達成目標1"])
    opened.save(project.root / path)


def part(project, name, old, new):
    """Change a part of the package, as no library would write it."""
    path = project.root / "b.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    assert old in parts[name], parts[name][:2000]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)


def struck(text):
    return TextBlock(InlineFont(strike=True), text)


def raised(text, how="superscript"):
    return TextBlock(InlineFont(vertAlign=how), text)


def rich(cell, *parts):
    def change(worksheet):
        worksheet[cell].value = CellRichText(*parts)

    return change


def style(cells, **look):
    def change(worksheet):
        for row in worksheet[cells]:
            for cell in row:
                for name, value in look.items():
                    setattr(cell, name, value)

    return change


def number(cell, value, number_format):
    def change(worksheet):
        worksheet[cell].value = value
        worksheet[cell].number_format = number_format

    return change


def refused(project, *lines, code=2):
    """The command says these lines, in this order, and touches nothing."""
    before = project.files()
    ran = project.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.out, ran.lines) == (code, "", [f"b.xlsx:{line}" for line in lines])
    assert project.files() == before


def test_struck_and_raised_letters_never_join_a_figure(book):
    edit(
        book,
        rich("D7", struck("361"), "340機関"),
        rich("E7", struck("調査中"), "361機関"),
        rich("F7", struck("約"), "340機関"),
        rich("G7", "300", struck("1"), "機関"),
        rich("H7", "10", raised("3"), "機関"),
        rich("I7", "10", raised("２", "subscript"), "機関"),
        rich("C9", "CO", raised("2", "subscript"), "排出量（km", raised("2"), "）"),  # as printed
        rich("I9", raised("3"), "10機関"),
        style("D11:D11", font=Font(strike=True)),
        number("D11", "5機関", "@"),
    )
    keep = "消した文字を削除するか、取り消し線を外してください"
    note = "は上付きまたは下付きで、読むと隣の文字とつながります。「（注3）」のように書くか、削除してください"
    refused(
        book,
        f"達成目標1!D7  「361」に取り消し線が引かれ、「340機関」が残っています。{keep}",
        f"達成目標1!E7  「調査中」に取り消し線が引かれ、「361機関」が残っています。{keep}",
        f"達成目標1!F7  「約」に取り消し線が引かれ、「340機関」が残っています。{keep}",
        f"達成目標1!G7  「1」に取り消し線が引かれ、「300機関」が残っています。{keep}",
        f"達成目標1!H7  「103」の「3」{note}",
        f"達成目標1!I7  「10２」の「２」{note}",
        f"達成目標1!I9  「310機関」の「3」{note}",
        "達成目標1!D11  「5機関」に取り消し線が引かれています。削除するか、取り消し線を外してください",
    )


def test_a_row_struck_through_is_told_once(book):
    edit(book, style("A7:P7", font=Font(strike=True)))
    refused(
        book,
        "達成目標1!B7  7 行目の全体に取り消し線が引かれています。行を削除するか、取り消し線を外してください",
    )


def test_letters_with_a_look_that_changes_nothing_are_read_as_they_stand(book):
    edit(
        book,
        rich(
            "C7",
            "面積（km",
            raised("2"),
            "）と",
            TextBlock(InlineFont(b=True), "CO"),
            raised("2", "subscript"),
        ),
    )
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.out) == (0, f"{SHEET}  1 行を更新\n")
    assert "name: 面積（km2）とCO2\n" in (book.root / SHEET).read_text("utf-8")


def test_what_nobody_sees_is_refused_with_its_place(book):
    def squeeze(worksheet):
        worksheet.column_dimensions["E"].width = 0.1
        worksheet.row_dimensions[8].height = 0.5

    edit(
        book,
        squeeze,
        number("D7", 5, ";;;"),
        number("F7", "5機関", ";;;"),
        number("G7", 0, "#,##0;△#,##0;"),
        style("H7:H7", font=Font(color="FFFFFFFF")),
        style("I7:I7", fill=PatternFill("solid", fgColor="FF000000")),
    )
    see = "（見えない記入は読みません）"
    fill = (
        f"は背景と同じ色か、ごく小さな文字で見えません。見えるようにするか、削除してください{see}"
    )
    refused(
        book,
        f"達成目標1!E2  列が非表示です。再表示してください{see}",
        f"達成目標1!D7  「5」は表示されていません（表示形式「;;;」）。表示されるようにするか、消してください{see}",
        f"達成目標1!F7  「5機関」は表示されていません（表示形式「;;;」）。表示されるようにするか、消してください{see}",
        f"達成目標1!G7  「0」は表示されていません（表示形式「#,##0;△#,##0;」）。表示されるようにするか、消してください{see}",
        f"達成目標1!H7  「300機関」{fill}",
        f"達成目標1!I7  「340機関」{fill}",
        f"達成目標1!B8  8 行目が非表示です。再表示してください{see}",
    )


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_worksheet_is_refused(book, state):
    def hide(worksheet):
        worksheet.sheet_state = state

    edit(book, hide, number("I7", "361機関", "@"))
    refused(
        book,
        "達成目標1!B2  シート「達成目標1」が非表示です。再表示するか、削除してください（見えない記入は読みません）",
    )


def test_numbers_are_read_as_their_formats_show_them(book):
    edit(
        book,
        number("D7", 361, 'General"機関"'),
        number("E7", 362, 'G/標準"機関"'),
        number("F7", -363.5, '#,##0.0"機関";"△"#,##0.0"機関"'),
        number("G7", "364", '@"機関"'),
        number("I9", 12, '"約"General"機関"'),
    )
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.err) == (0, "")
    text = (book.root / SHEET).read_text("utf-8")
    assert "baseline: 361機関" in text
    assert "{2019: 362機関, 2020: △363.5機関, 2021: 364機関, 2022: 300機関, 2023: 340機関}" in text
    assert "{2022: 300機関, 2023: 約12機関}" in text


def test_dates_of_the_japanese_calendar_are_no_figures(book):
    edit(
        book,
        number("D7", 41548, '[$-411]ggge"年"m"月"d"日"'),
        number("E7", 41548, "[$-411]ge.m.d"),
        number("F7", 41548, 'ggge"年"'),
        number("G7", 41548, "aaaa"),
        number("H7", 0.5, "h:mm"),
    )
    again = "に変えています。表示形式を「文字列」にして、入力し直してください"
    refused(
        book,
        *(f"達成目標1!{column}7  Excel が日付（2013-10-01）{again}" for column in "DEFG"),
        f"達成目標1!H7  Excel が日付（12:00:00）{again}",
    )


def test_a_formula_is_one_of_the_book_and_has_a_value(book):
    edit(
        book,
        number("D7", "=[1]集計!B3", "@"),
        number("E7", "='C:\\年報\\[24.xlsx]集計'!B3*2", "@"),
        number("F7", '=TEXT(TODAY(),"0")&"機関"', "@"),
        number("G7", '=SUM(H7:H8)&"機関"', "@"),
        number("H7", "#N/A", "@"),
    )
    enter = "値を確かめ、文字で入力し直してください"
    refused(
        book,
        f"達成目標1!D7  数式「=[1]集計!B3」は別のブックを参照しています。{enter}",
        f"達成目標1!E7  数式「='C:\\年報\\[24.xlsx]集計'!B3*2」は別のブックを参照しています。{enter}",
        f'達成目標1!F7  数式「=TEXT(TODAY(),"0")&"機関"」の値は、開く時刻や環境によって変わります。{enter}',
        '達成目標1!G7  数式「=SUM(H7:H8)&"機関"」の計算結果が保存されていません。Excel で開いて保存し直すか、値を入力してください',
        "達成目標1!H7  エラー値「#N/A」です。値を入力してください",
    )


def test_the_value_of_a_formula_is_read_and_told(book):
    edit(book, number("I7", "=SUM(1,360)", 'General"機関"'))
    part(book, GOAL, b"</f><v></v>", b"</f><v>361</v>")
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.out, ran.lines) == (
        0,
        f"{SHEET}  1 行を更新\n",
        [
            "b.xlsx:達成目標1!I7  数式「=SUM(1,360)」の計算結果「361機関」を読みました（保存したときの値です）"
        ],
    )
    assert "2023: 361機関" in (book.root / SHEET).read_text("utf-8")


@pytest.mark.parametrize("format_number", [27, 31, 36, 50, 58])
def test_built_in_formats_of_japan_show_dates(book, format_number):
    edit(book, number("I7", 41548, "0.00"))
    part(book, "xl/styles.xml", b'numFmtId="2"', f'numFmtId="{format_number}"'.encode())
    refused(
        book,
        "達成目標1!I7  Excel が日付（2013-10-01）に変えています。表示形式を「文字列」にして、入力し直してください",
    )


THREAD = (
    "[スレッド化されたコメント]\n\n使用している Excel のバージョンでは、このスレッド化されたコメントを"
    "読むことができますが、新しいバージョンの Excel でファイルを開くと、編集内容がすべて削除されます。\n\n"
    "コメント:\n    {}\n返信:\n    {}"
)


def comment(cell, *remarks):
    def change(worksheet):
        worksheet[cell].comment = Comment(THREAD.format(*remarks), "係")

    return change


def test_a_reading_is_found_in_a_thread_of_comments(book):
    edit(book, number("I7", "1,30,000機関", "@"), comment("I7", "読み：130,000", "了解"))
    assert book.run("workbook", "read", "b.xlsx", SHEET).out == f"{SHEET}  1 行を更新\n"
    assert '{printed: "1,30,000機関", reading: "130,000"}' in (book.root / SHEET).read_text("utf-8")


def test_two_readings_in_a_thread_are_one_too_many(book):
    edit(book, number("I7", "1,30,000機関", "@"), comment("I7", "読み：130,000", "読み：1,300,000"))
    refused(
        book,
        "達成目標1!I7  コメントに読みが二つ以上あります（130,000、1,300,000）。一つにしてください",
    )


def test_what_a_book_has_of_no_meaning_to_a_sheet_is_no_obstacle(book):
    """A styled cell at the end of the worksheet, extensions, another worksheet with dates in it."""

    def more(worksheet):
        worksheet.parent.create_sheet("メモ").append([datetime.date(2023, 4, 1), "=TODAY()"])

    edit(book, more, number("I7", "361機関", "@"))
    end = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    part(book, GOAL, b"</sheetData>", end)
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    part(book, GOAL, b"</worksheet>", extension)
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.out, ran.err) == (0, f"{SHEET}  1 行を更新\n", "")


def test_a_condition_that_strikes_through_is_refused(book):
    def strike(worksheet):
        rule = FormulaRule(formula=["TRUE"], font=Font(strike=True))
        worksheet.conditional_formatting.add("H7:I12", rule)

    edit(book, strike)
    refused(
        book,
        "達成目標1!H7  H7:I12 の条件付き書式が、文字を消したり隠したり別の表示にしたりします。そのルールを削除してください",
    )


# Ages -----------------------------------------------------------------------------------------


def mend(project, *changes):
    """Change the sheet file, as a person does after the book was written."""
    text = (project.root / SHEET).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    project.write(text)


LATER = (
    ("2023: 340機関", "2023: 341機関"),
    ("name: 指標その2", "name: 指標その二"),
    (
        "      - no: 3",
        "      - {no: 9, name: 加えた指標, kind: outcome, actuals: {2023: 1件}}\n      - no: 3",
    ),
)
"""What was changed in the sheet after the book was written."""


def test_a_book_older_than_its_sheet_adds_what_was_entered_there_and_undoes_nothing(book):
    edit(book, number("I11", "13機関", "@"))
    mend(book, *LATER)
    later = (book.root / SHEET).read_text("utf-8")
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.out, ran.lines) == (0, f"{SHEET}  1 行を更新\n", [])
    text = (book.root / SHEET).read_text("utf-8")
    assert text == later.replace("2022: 300機関, 2023: 12機関", "2022: 300機関, 2023: 13機関")
    assert book.run("workbook", "read", "b.xlsx", SHEET).out == f"{SHEET}  0 行を更新\n"


def test_a_cell_that_both_have_changed_is_a_conflict_until_somebody_says_whose_word_counts(book):
    edit(book, number("I7", "774機関", "@"), number("I11", "13機関", "@"))
    mend(book, *LATER)
    before = book.files()
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.out, ran.lines) == (2, "", [
        f"{SHEET}:11:38  達成目標1 指標① 実績値 5年度: ブックを作った時は「340機関」、評価書は今「341機関」、"
        "ブック（b.xlsx 達成目標1!I7）は「774機関」です。"
        "ブックを採るなら --take theirs、評価書を採るなら --take ours を付けて読み込んでください"
    ])  # fmt: skip
    assert book.files() == before
    assert book.run("workbook", "read", "b.xlsx", SHEET, "--take", "ours").code == 0
    text = (book.root / SHEET).read_text("utf-8")
    assert ("341機関" in text, "13機関" in text, "加えた指標" in text) == (True, True, True)
    assert book.run("workbook", "read", "b.xlsx", SHEET, "--take", "theirs").code == 0
    assert "774機関" in (book.root / SHEET).read_text("utf-8")


def test_two_divisions_fill_in_two_copies_of_one_book_and_both_are_kept(book):
    written = (book.root / "b.xlsx").read_bytes()
    (book.root / "c.xlsx").write_bytes(written)
    edit(book, number("I7", "774機関", "@"))
    edit(book, number("I11", "13機関", "@"), path="c.xlsx")
    for name in ("b.xlsx", "c.xlsx", "b.xlsx"):
        assert book.run("workbook", "read", name, SHEET).code == 0
    text = (book.root / SHEET).read_text("utf-8")
    assert "774機関" in text
    assert "2023: 13機関" in text


def test_the_same_change_in_book_and_sheet_is_no_conflict(book):
    mend(book, ("2023: 340機関", "2023: 341機関"))
    edit(book, number("I7", "341機関", "@"), number("I11", "13機関", "@"))
    assert book.run("workbook", "read", "b.xlsx", SHEET).out == f"{SHEET}  1 行を更新\n"
    text = (book.root / SHEET).read_text("utf-8")
    assert "2023: 341機関" in text
    assert "2023: 13機関" in text


def test_a_book_in_which_nothing_was_entered_changes_nothing_however_old(book):
    mend(book, ("2023: 340機関", "2023: 341機関"))
    before = book.files()
    assert book.run("workbook", "read", "b.xlsx", SHEET).out == f"{SHEET}  0 行を更新\n"
    assert book.files() == before


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        ("number: 3-1", "number: 3-2", "地域振興庁 2023年度 施策目標3-2"),
        ("fiscal_year: 2023", "fiscal_year: 2024", "地域振興庁 2024年度 施策目標3-1"),
    ],
    ids=["another goal", "this year's sheet"],
)
def test_a_book_of_another_sheet_is_not_read(book, old, new, there):
    mend(book, (old, new))
    refused(
        book,
        f"1:1  このブックは「地域振興庁 2023年度 施策目標3-1」のものです。{SHEET} は「{there}」です。"
        "読み込み先を確かめるか、ブックを作り直してください",
    )


# What a person changes besides texts ----------------------------------------------------------


def test_moved_rows_keep_their_comments_and_a_deleted_one_takes_them_along_and_says_so(book):
    mend(
        book,
        ("      - no: 1", "      # 一番\n      - no: 1   # 主要"),
        ("      - no: 3", "      # 三番\n      - no: 3"),
        ("name: 指標その2", "name: 指標その2   # 二番"),
    )

    def third_first_without_the_second(worksheet):
        rows = [
            [worksheet.cell(row, column).value for column in range(1, 18)] for row in range(7, 13)
        ]
        worksheet.delete_rows(11, 2)
        for row, texts in enumerate([*rows[4:6], *rows[0:2]], 7):
            for column, text in enumerate(texts, 1):
                worksheet.cell(row, column).value = text

    edit(book, third_first_without_the_second)
    before = book.files()
    ran = book.run("workbook", "read", "b.xlsx", SHEET)
    assert (ran.code, ran.lines) == (2, [
        f"{SHEET}:14:9  達成目標1 指標②: 「2 指標その2」がブック b.xlsx で削除されています。"
        "削除してよければ --allow-removals を付けて読み込んでください"
    ])  # fmt: skip
    assert book.files() == before
    ran = book.run("workbook", "read", "b.xlsx", SHEET, "--allow-removals")
    assert (ran.code, ran.lines) == (
        0,
        [
            f"{SHEET}:15:1  消えた項目とともに、コメント「# 二番」もなくなりました（行は読み込む前のもの）"
        ],
    )
    assert (
        (book.root / SHEET)
        .read_text("utf-8")
        .endswith(
            """\
    indicators:
      # 三番
      - no: 3
        name: 指標その3
        kind: outcome
        actuals: {2022: 300機関, 2023: 12機関}
        annual_targets: {2023: －}
      # 一番
      - no: 1   # 主要
        name: 指標その1
        kind: outcome
        actuals: {2022: 300機関, 2023: 340機関}
        annual_targets: {2023: －}
"""
        )
    )


MEASURES = """\
    measures:
      - {name: 安全教育, budget: {2023: －}, review_sheet: "0208"}
      - {name: 道路標識, budget: {2023: －}, review_sheet: "0209"}
"""


def test_a_zero_that_a_spreadsheet_dropped_is_still_there(project):
    text = sheet(*figures("340機関")) + MEASURES
    project.write(text)
    project.write(write_workbook(parse_sheet(text)), "b.xlsx")

    def type_again(worksheet):
        for cell in (cell for row in worksheet for cell in row):
            if cell.value in ("0208", "0209"):
                cell.value, cell.number_format = {"0208": 208, "0209": 210}[cell.value], "General"

    edit(project, type_again)
    assert project.run("workbook", "read", "b.xlsx", SHEET).out == f"{SHEET}  1 行を更新\n"
    after = (project.root / SHEET).read_text("utf-8")
    assert after == text.replace('"0209"', '"210"')
