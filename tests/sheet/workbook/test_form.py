"""What the workbook looks like, and how a spreadsheet treats it."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.workbook import open_book, write_workbook
from evalkit.sheet.workbook.draw import HINTS
from evalkit.sheet.workbook.layout import FIRST
from evalkit.sheet.workbook.worksheets import forms
from tests.conftest import examples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book():
    path = Path(__file__).parents[3] / "params/fy2012/7-2.yaml"
    return openpyxl.load_workbook(BytesIO(write_workbook(read_sheet(path))))


def at(worksheet, key):
    return next(cell.row for cell in worksheet["A"] if cell.value == key)


def texts(worksheet, row):
    return [cell.value for cell in worksheet[row][1:10] if cell.value is not None]


def test_every_goal_has_its_worksheet_and_the_rest_has_one(book):
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert states == {
        "施策目標": "visible", "達成目標1": "visible", "達成目標2": "visible", "達成目標3": "visible",
        "_evalkit": "veryHidden",
    }  # fmt: skip


def test_the_table_of_indicators_has_the_heads_of_the_form(book):
    goal = book["達成目標1"]
    top, below = at(goal, "#heads-outcome-0"), at(goal, "#years-outcome-0")
    assert texts(goal, top) == ["成果指標（アウトカム）", "基準値", "実績値", "目標値"]
    assert texts(goal, below) == [
        "15年度",
        "20年度",
        "21年度",
        "22年度",
        "23年度",
        "24年度",
        "25年度",
    ]
    merged = {area.coord for area in goal.merged_cells.ranges}
    assert {f"B{top}:C{below}", f"E{top}:I{top}"} <= merged


def test_cells_over_several_years_are_merged(book):
    goal = book["達成目標1"]
    row = at(goal, "indicators/2#actuals")
    assert f"E{row}:G{row}" in {area.coord for area in goal.merged_cells.ranges}
    assert texts(goal, row) == [
        "③", "地域イノベーション戦略支援プログラム参加機関数", "（23年度）\n338機関",
        "23年度より取組を開始したため、実績なし", "338機関", "調査中\n（8月頃調査結果が出る予定）", "540機関",
    ]  # fmt: skip


def test_the_budget_stands_in_rows_of_lines_and_columns_of_years(book):
    rest = book["施策目標"]
    heads = at(rest, "budget#columns")
    assert texts(rest, heads) == ["区分", "23年度", "24年度", "25年度", "26年度要求額"]
    row = at(rest, "budget#carry_over-shared")
    assert texts(rest, row) == ["下段：複数施策に係る予算", "<233,857>", "<△8,849,323>"]


def test_input_cells_are_free_and_text_and_the_form_is_locked(book):
    goal = book["達成目標1"]
    assert goal.protection.sheet
    assert not goal.protection.insertRows
    row, head = at(goal, "measures/0#row"), at(goal, "#years-outcome-0")
    review = goal.cell(row, 9)
    assert (review.value, review.number_format, review.protection.locked) == ("0208", "@", False)
    assert goal.cell(head, 5).protection.locked


def test_the_row_of_an_entry_has_no_locked_cell_so_that_it_can_be_deleted(book):
    goal = book["達成目標1"]
    for key in (
        "indicators/0#actuals",
        "indicators/0#targets",
        "indicators/4#note",
        "measures/0#row",
    ):
        drawn = [cell for cell in goal[at(goal, key)] if cell.has_style]
        assert drawn
        assert not any(cell.protection.locked for cell in drawn), key
    columns = goal.column_dimensions  # also where nothing is drawn: between the parts, and after
    assert max(column.max for column in columns.values()) == 16_384
    assert not any(column.protection.locked for column in columns.values())
    assert not goal.protection.deleteRows


def test_pages_are_a4_landscape_one_wide_with_the_goal_on_each(book):
    for title in ("施策目標", "達成目標1"):
        sheet = book[title]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$2:$3"
        assert ":$J$" in sheet.print_area


def test_kinds_are_chosen_from_a_list_and_cells_say_what_is_allowed(book):
    goal = book["達成目標1"]
    row = at(goal, "indicators/0#actuals")
    lists = {v.formula1: v for v in goal.data_validations.dataValidation if v.type == "list"}
    assert f"L{row}" in lists['"成果指標,活動指標,測定指標"'].sqref
    prompts = {v.prompt for v in goal.data_validations.dataValidation}
    assert HINTS["cell"] in prompts
    assert goal.cell(at(goal, "#heads-outcome-0"), 4).comment.text == HINTS["cell"]


def test_open_entries_are_yellow_until_they_are_filled_in(book):
    rules = [rule for rules in book["達成目標1"].conditional_formatting for rule in rules.rules]
    assert {rule.text for rule in rules} == {"【要記入】", "【要確認】"}
    assert {rule.dxf.fill.bgColor.rgb for rule in rules} == {"FFFFF2CC"}


def test_hints_fit_into_what_a_spreadsheet_shows():
    assert max(map(len, HINTS.values())) <= 255


def test_worksheets_of_goals_with_strange_numbers_have_names_of_their_own(small):
    strange = small.replace("  - no: 1\n    name: 例\n", '  - no: "1*2"\n    name: 例\n')
    second = strange.partition("achievement_goals:\n")[2].replace("1*2", "1:2")
    sheet = parse_sheet(strange + second)
    assert [form.title for form in forms(sheet)] == ["施策目標", "達成目標1_2", "達成目標1_2~2"]


@examples(20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_no_two_fields_of_a_row_share_a_column(any_sheet, data):
    for form in forms(data.draw(any_sheet)):
        for row in form.rows:
            fields = sorted((part.column, part.last) for part in (*row.slots, *row.strips))
            assert all(before[1] < after[0] for before, after in combinations(fields, 2)), row.key
            assert all(FIRST <= first <= last <= form.last for first, last in fields), row.key


needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


@needs_office
def test_libreoffice_opens_the_book_and_saves_it_without_loss(goal_7_2, tmp_path):
    sheet = read_sheet(goal_7_2)
    (tmp_path / "7-2.xlsx").write_bytes(write_workbook(sheet))
    command = [
        "soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved", tmp_path / "7-2.xlsx",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert open_book(tmp_path / "saved/7-2.xlsx").sheet() == sheet
