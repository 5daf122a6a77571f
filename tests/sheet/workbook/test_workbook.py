"""The sheet as a workbook and back, as people fill it in."""

from __future__ import annotations

import difflib
import zipfile
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from evalkit.sheet.dump import dump_sheet, update_text
from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook import open_book, parse_book, write_workbook
from tests.conftest import examples

pytestmark = pytest.mark.slow

NUMBER, NAME, BASELINE, FIRST_YEAR = 2, 3, 4, 5  # columns of a table of indicators


def at(worksheet, key):
    """Number of the row with that key."""
    return next(cell.row for cell in worksheet["A"] if cell.value == key)


def insert_row(worksheet, number):
    """Insert a row as Excel does; openpyxl leaves the merged cells below where they were."""
    merged = [area for area in worksheet.merged_cells.ranges if area.min_row >= number]
    for area in merged:
        worksheet.unmerge_cells(area.coord)
    worksheet.insert_rows(number)
    for area in merged:
        area.shift(row_shift=1)
        worksheet.merge_cells(area.coord)


def delete_row(worksheet, number):
    """Delete a row as Excel does."""
    merged = [area for area in worksheet.merged_cells.ranges if area.min_row >= number]
    for area in merged:
        worksheet.unmerge_cells(area.coord)
    worksheet.delete_rows(number)
    for area in merged:
        if area.min_row > number:
            area.shift(row_shift=-1)
            worksheet.merge_cells(area.coord)


def edited(content, edit):
    """Content of the workbook after `edit` worked on it with openpyxl."""
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    after = BytesIO()
    book.save(after)
    return after.getvalue()


def with_part(content, name, edit):
    """Content after `edit` changed the bytes of one part of the package."""
    after = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(after, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, edit(part) if each == name else part)
    return after.getvalue()


@cache
def book_of(text):
    """Content of the workbook of a sheet file; several tests edit it."""
    return write_workbook(parse_sheet(text, allow_open=True))


def lines_after(text, edit):
    """Lines of the sheet file that went and came when its workbook was edited and read."""
    after = update_text(text, parse_book(edited(book_of(text), edit)).sheet())
    diff = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    lines = [line for line in list(diff)[2:] if not line.startswith("@@")]
    return sorted(lines, key=lambda line: "-+".index(line[0]))


@pytest.fixture
def goal_text(goal_7_2):
    return goal_7_2.read_text("utf-8")


# Nothing changed ------------------------------------------------------------------------------


def test_the_goal_comes_back_as_it_was(goal_7_2):
    sheet = read_sheet(goal_7_2)
    assert parse_book(write_workbook(sheet)).sheet() == sheet


@examples(30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_sheet_comes_back_as_it_was(any_sheet, data):
    sheet = data.draw(any_sheet)
    assert parse_book(write_workbook(sheet)).sheet() == sheet


def test_a_book_that_was_only_opened_and_saved_changes_no_line(goal_text):
    assert lines_after(goal_text, lambda book: None) == []


def test_equal_sheets_give_equal_bytes(goal_7_2):
    sheet = read_sheet(goal_7_2)
    assert write_workbook(sheet) == write_workbook(parse_sheet(dump_sheet(sheet)))


def test_a_book_can_be_read_from_its_file(goal_7_2, tmp_path):
    sheet = read_sheet(goal_7_2)
    (tmp_path / "7-2.xlsx").write_bytes(write_workbook(sheet))
    assert open_book(tmp_path / "7-2.xlsx").sheet() == sheet


# Something changed ----------------------------------------------------------------------------


def test_figures_that_a_person_types_arrive_in_their_lines(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        goal.cell(at(goal, "indicators/0#actuals"), FIRST_YEAR + 4).value = "16,925件"
        goal.cell(at(goal, "indicators/1#actuals"), FIRST_YEAR + 4).value = "調査中\n（11月頃）"
        goal.cell(at(goal, "indicators/2#targets"), FIRST_YEAR + 4).value = "240機関"
        goal.cell(at(goal, "indicators/3#actuals"), BASELINE).value = "２件"
        goal.cell(at(goal, "measures/0#row"), 9).value = "0209"

    assert lines_after(goal_text, edit) == [
        "-          2012: |-",
        "-            調査中",
        "-            （10月頃調査結果が出る予定）",
        "-            （10月頃調査結果が出る予定）",
        "-          2012: 230機関",
        "-        baseline: |-",
        "-          （23年度）",
        "-          1件",
        '-        review_sheet: "0208"',
        "+          2012: 16,925件",
        "+            （11月頃）",
        "+          2012: 240機関",
        "+        baseline: ２件",
        '+        review_sheet: "0209"',
    ]


def test_what_stands_outside_the_goals_arrives_too(goal_text):
    def edit(book):
        rest = book["施策目標"]
        rest.cell(at(rest, "budget#supplementary-single"), 9).value = "△1,000"
        rest.cell(at(rest, "#related_divisions"), 4).value = "研究開発局"
        rest.cell(at(rest, "cabinet_policies/0#line-2"), 5).value = "②の見出し"
        rest.cell(at(rest, "audit#off"), 4).value = "sum、trend"

    assert lines_after(goal_text, edit) == [
        '-    supplementary: {2011: "0", 2012: "49,997,770"}',
        "-      ② 産学官の「知」のネットワーク強化",
        '-related_divisions: ""',
        '+    supplementary: {2011: "0", 2012: "49,997,770", 2013: "△1,000"}',
        "+      ②の見出し",
        '+related_divisions: "研究開発局"',
        "+",
        "+audit:",
        "+  off: [sum, trend]",
    ]


def test_an_emptied_cell_is_empty_and_an_empty_one_says_nothing(small):
    def edit(book):
        goal = book["達成目標1"]
        goal.cell(at(goal, "indicators/0#actuals"), FIRST_YEAR + 3).value = None

    assert lines_after(small, edit) == [
        "-          2011: 16,302件",
        '+          2011: ""',
    ]


def test_a_number_is_read_as_it_is_shown(small):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#actuals")
        for column, (value, number_format) in enumerate(
            [(0.953, "0.0%"), (16925, "#,##0件"), (16925, "@")], FIRST_YEAR
        ):
            goal.cell(row, column).value = value
            goal.cell(row, column).number_format = number_format
        goal.cell(row, 14).value = "件"  # 単位

    assert lines_after(small, edit) == [
        "+        unit: 件",
        "+          2008: 95.3%",
        "+          2009: 16,925件",
        '+          2010: "16925"',
    ]


def test_a_formula_counts_as_its_saved_value(small):
    content = book_of(small)
    book = openpyxl.load_workbook(BytesIO(content))
    row = at(book["達成目標1"], "indicators/0#actuals")

    def with_formula(part):  # openpyxl saves a formula without its value, a spreadsheet with it
        start = f'<c r="F{row}"'.encode()
        style = part.partition(start)[2].partition(b'"')[2].partition(b'"')[0]
        empty = start + b' s="' + style + b'"/>'
        formula = start + b' s="' + style + b'" t="str"><f>A1</f><v>12\xe4\xbb\xb6</v></c>'
        return part.replace(empty, formula)

    made = parse_book(with_part(content, "xl/worksheets/sheet2.xml", with_formula)).sheet()
    assert made.achievement_goals[0].indicators[0].actuals[2009].printed == "12件"


def test_the_reading_aid_that_japanese_input_leaves_is_no_part_of_a_text(small):
    def with_phonetics(part):
        return part.replace(
            "共同研究の実施件数</t>".encode(),
            '共同研究の実施件数</t><rPh sb="0" eb="2"><t>キョウドウ</t></rPh><phoneticPr fontId="1"/>'.encode(),
        )

    sheet = parse_sheet(small)
    content = write_workbook(sheet)
    changed = with_part(content, "xl/sharedStrings.xml", with_phonetics)
    assert changed != content
    assert parse_book(changed).sheet() == sheet


# Rows come and go -----------------------------------------------------------------------------


def test_an_indicator_added_between_two_is_an_entry_between_two(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        number = at(goal, "indicators/9#actuals")
        for _ in range(2):
            insert_row(goal, number)
        for column, text in {
            NUMBER: "⑭",
            NAME: "新しい指標",
            FIRST_YEAR + 4: "12件",
            10: "20件",
        }.items():
            goal.cell(number, column).value = text
        goal.merge_cells(start_row=number, start_column=FIRST_YEAR, end_row=number, end_column=8)
        goal.cell(number, FIRST_YEAR).value = "実績なし"
        goal.cell(number + 1, NAME).value = "年度ごとの目標値"
        goal.cell(number + 1, FIRST_YEAR + 4).value = "15件"

    assert lines_after(goal_text, edit) == [
        "+",
        "+      - no: 14",
        "+        name: 新しい指標",
        "+        kind: output",
        "+        actuals:",
        "+          2008-2011: 実績なし",
        "+          2012: 12件",
        "+        annual_targets:",
        "+          2012: 15件",
        "+        target: 20件",
    ]


def test_a_row_written_under_the_last_of_a_table_belongs_to_it(small):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#targets") + 1
        goal.cell(row, NUMBER).value = "②"
        goal.cell(row, NAME).value = "参加機関数"
        goal.cell(row, 12).value = "活動指標"

    assert lines_after(small, edit) == [
        "+",
        "+      - no: 2",
        "+        name: 参加機関数",
        "+        kind: output",
    ]


def test_a_row_that_begins_with_a_mark_is_the_note_of_the_indicator_above(small):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#targets")
        insert_row(goal, row)
        goal.cell(row, NAME).value = "※速報値"

    assert lines_after(small, edit) == ["+        note: ※速報値"]


def test_a_copied_row_is_a_new_entry(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "measures/1#row")
        insert_row(goal, row + 1)
        for cell in list(goal[row]):
            goal.cell(row + 1, cell.column).value = cell.value
        goal.cell(row + 1, 2).value = "新しい事業"

    lines = lines_after(goal_text, edit)
    assert {line for line in lines if "summary" not in line} == {
        "+      - name: 新しい事業",
        "+        budget:",
        '+          2012: "7,841,558"',
        '+          2013: "5,420,723"',
        "+        indicators: ③④⑪",
        '+        review_sheet: "0184"',
        "+        division: 産業連携・地域支援課",
    }


def test_a_deleted_row_takes_its_entry_along(goal_text):
    def edit(book):
        rest = book["施策目標"]
        number = at(rest, "data_sources/1#row")
        delete_row(rest, number)

    assert sorted(lines_after(goal_text, edit)) == [
        "-    text: 「事業化件数：地域イノベーション戦略支援プログラム年度報告書」より集計（文部科学省）",
        "-  - achievement_goal: 1",
    ]


def test_a_deleted_row_of_targets_takes_the_targets_along(goal_text):
    def edit(book):
        goal = book["達成目標3"]
        delete_row(goal, at(goal, "indicators/0#targets"))

    assert lines_after(goal_text, edit) == [
        "-        annual_targets:",
        "-          2008-2011: －",
        "-          2012: 30機関",
    ]


def test_a_deleted_note_is_gone(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        delete_row(goal, at(goal, "indicators/11#note"))

    assert lines_after(goal_text, edit) == [
        "-        note: ※事業開始後３年目に拠点の地堀混みを実施  # 地堀混み as printed"
    ]


def test_a_whole_indicator_can_be_deleted(goal_text):
    def edit(book):
        goal = book["達成目標3"]
        for role in ("targets", "actuals"):
            delete_row(goal, at(goal, f"indicators/2#{role}"))
        goal.cell(at(goal, "measures/0#row"), 8).value = "①②④"

    assert lines_after(goal_text, edit)[:3] == [
        "-      - no: 3",
        "-        kind: output",
        "-        name: 地域イノベーション戦略支援プログラム実施地域数",
    ]


def test_headings_of_charts_can_be_mended_and_added(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "figures/1#row")
        goal.cell(row, 4).value = "活動指標（アウトプット）①"
        insert_row(goal, row + 1)
        goal.cell(row + 1, 4).value = "活動指標（アウトプット）②"

    assert lines_after(goal_text, edit) == [
        "-      - 成果指標（アウトカム）②",
        "+      - 活動指標（アウトプット）①",
        "+      - 活動指標（アウトプット）②",
    ]


def test_an_example_is_three_rows_heading_text_and_pictures(goal_text):
    def edit(book):
        goal = book["達成目標3"]
        row = at(goal, "examples/0#pictures") + 1
        for number, text in enumerate(["（取組例）二つ目", "本文", "写真一\n写真二"]):
            goal.cell(row + number, 2).value = text

    assert lines_after(goal_text, edit) == [
        "+      - heading: （取組例）二つ目",
        "+        text: 本文",
        "+        pictures: [写真一, 写真二]",
    ]


def test_rows_in_another_order_are_entries_in_another_order(small):
    text = small + "data_sources:\n  - text: 甲  # 一\n  - text: 乙\n"

    def edit(book):
        rest = book["施策目標"]
        first, second = at(rest, "data_sources/0#row"), at(rest, "data_sources/1#row")
        for column in (1, 4):
            one, other = rest.cell(first, column), rest.cell(second, column)
            one.value, other.value = other.value, one.value

    made = parse_book(edited(book_of(text), edit)).sheet()
    assert [source.text for source in made.data_sources] == ["乙", "甲"]


def test_paragraphs_can_be_added_to_an_excerpt(goal_text):
    def edit(book):
        rest = book["施策目標"]
        row = at(rest, "cabinet_policies/0#line-2")
        insert_row(rest, row)
        rest.cell(row, 5).value = "挿入した段落"

    assert lines_after(goal_text, edit) == ["+      挿入した段落"]


def test_a_programme_in_a_new_line_of_a_breakdown_joins_its_group(goal_text):
    def edit(book):
        goal = book["達成目標2"]
        row = at(goal, "indicators/4/breakdown/rows/1#row")
        goal.unmerge_cells(start_row=row - 1, end_row=row + 1, start_column=2, end_column=3)
        insert_row(goal, row)
        goal.merge_cells(start_row=row - 1, end_row=row + 2, start_column=2, end_column=3)
        goal.cell(row, 4).value = "見学者"
        goal.cell(row, FIRST_YEAR + 4).value = "88%"

    assert lines_after(goal_text, edit) == [
        "+            - {group: 新技術説明会, name: 見学者, actuals: {2012: 88%}}"
    ]


def test_a_copied_worksheet_is_one_goal_more(small):
    def edit(book):
        copy = book.copy_worksheet(book["達成目標1"])
        copy.title = "達成目標2"
        copy.cell(at(copy, "#goal"), 4).value = "2"
        copy.cell(at(copy, "#goal"), 5).value = "二つ目"
        copy.cell(at(copy, "indicators/0#actuals"), NAME).value = "別の指標"

    made = parse_book(edited(book_of(small), edit)).sheet()
    assert [(goal.no, goal.name, goal.indicators[0].name) for goal in made.achievement_goals] == [
        ("1", "例", "共同研究の実施件数"),
        ("2", "二つ目", "別の指標"),
    ]


# Years ----------------------------------------------------------------------------------------

MERGED = """\
ministry: 文部科学省
fiscal_year: 2013
policy_goal: {number: 7-2, name: 例}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - no: 1
        name: 件数
        kind: outcome
        actuals:
          2006: 5件
          2008-2010: 実績なし  # 表の最初の年度の前から
          2011-2012: 調査中
          2013: 12件
"""


def test_years_before_those_of_the_form_are_kept_and_can_be_mended(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#actuals")
        assert [goal.cell(row, column).value for column in range(12, 15)] == ["5件", None, None]
        goal.cell(row, 12).value = "6件"
        goal.cell(row, FIRST_YEAR).value = "該当なし"

    assert lines_after(MERGED, edit) == [
        "-          2006: 5件",
        "-          2008-2010: 実績なし  # 表の最初の年度の前から",
        "+          2006: 6件",
        "+          2008-2010: 該当なし  # 表の最初の年度の前から",
    ]


def test_separated_years_count_when_each_is_filled_in():
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#actuals")
        goal.unmerge_cells(start_row=row, end_row=row, start_column=7, end_column=8)
        goal.cell(row, 7).value = "8件"
        goal.cell(row, 8).value = "9件"

    assert lines_after(MERGED, edit) == [
        "-          2011-2012: 調査中",
        "+          2011: 8件",
        "+          2012: 9件",
    ]


def test_years_merged_by_a_person_are_one_cell():
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#targets")
        goal.merge_cells(start_row=row, end_row=row, start_column=7, end_column=9)
        goal.cell(row, 7).value = "（毎年度）10件以上"

    assert lines_after(MERGED, edit) == [
        "+        annual_targets:",
        "+          2011-2013: （毎年度）10件以上",
    ]


# Readings -------------------------------------------------------------------------------------


def test_a_reading_stands_in_the_comment_and_can_be_mended_there(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        cell = goal.cell(at(goal, "measures/3#row"), 4)
        assert (cell.value, cell.comment.text) == ("1,30,000", "読み：1,300,000")
        cell.comment = Comment("係:\n読み: 1,030,000", "係")

    assert lines_after(goal_text, edit) == [
        '-          2012: {printed: "1,30,000", reading: "1,300,000"}  # as printed; read with the digit that its three-digit groups lack',
        '+          2012: {printed: "1,30,000", reading: "1,030,000"}  # as printed; read with the digit that its three-digit groups lack',
    ]


def test_a_reading_left_beside_a_sound_figure_is_dropped(goal_text):
    def edit(book):
        goal = book["達成目標1"]
        goal.cell(at(goal, "measures/3#row"), 4).value = "1,300,000"

    assert lines_after(goal_text, edit) == [
        '-          2012: {printed: "1,30,000", reading: "1,300,000"}  # as printed; read with the digit that its three-digit groups lack',
        '+          2012: "1,300,000"  # as printed; read with the digit that its three-digit groups lack',
    ]


def test_a_new_malformed_figure_is_accepted_with_a_comment(small):
    def edit(book):
        goal = book["達成目標1"]
        cell = goal.cell(at(goal, "indicators/0#actuals"), FIRST_YEAR + 4)
        cell.value = "1,69,25件"
        cell.comment = Comment("読み：16,925件", "係")

    assert lines_after(small, edit) == [
        "-          2012: 調査中（10月頃調査結果が出る予定）",
        '+          2012: {printed: "1,69,25件", reading: "16,925件"}',
    ]


# Settings -------------------------------------------------------------------------------------


def test_what_the_form_does_not_print_can_be_filled_in_beside_it(small):
    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#actuals")
        texts = ("測定指標", "はい", "なし", "減少", "0.5", "2010", "2012 達成、２０１３：未達成")
        for column, text in enumerate(texts, 12):
            goal.cell(row, column).value = text

    assert lines_after(small, edit) == [
        "-        kind: outcome",
        "+        kind: measure",
        '+        unit: ""',
        "+        main: true",
        "+        direction: down",
        "+        tolerance: 0.5",
        "+        break_after: 2010",
        "+        decisions: {2012: met, 2013: missed}",
    ]


def test_settings_can_be_taken_back(small):
    text = small.replace(
        "        kind: outcome\n",
        "        kind: outcome\n        main: true\n        direction: up\n",
    )

    def edit(book):
        goal = book["達成目標1"]
        row = at(goal, "indicators/0#actuals")
        assert [goal.cell(row, column).value for column in (13, 15)] == ["はい", "増加"]
        goal.cell(row, 13).value = "いいえ"
        goal.cell(row, 15).value = None

    assert lines_after(text, edit) == ["-        main: true", "-        direction: up"]


def test_open_entries_may_stay_open_or_not(small):
    content = book_of(small.replace("16,302件", "【要記入】"))
    assert (
        parse_book(content).sheet().achievement_goals[0].indicators[0].actuals[2011].printed
        == "【要記入】"
    )
    with pytest.raises(
        SheetProblems,
        match=r"^7-2\.xlsx:達成目標1!H7  達成目標1 指標① 実績値 23年度: 「【要記入】」が残って",
    ):
        parse_book(content, name="7-2.xlsx").sheet(allow_open=False)
