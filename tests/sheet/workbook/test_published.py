"""公表された結果 in a workbook: written, read back, and changed by a person."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from evalkit.sheet.load import read_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook.book import parse_book
from evalkit.sheet.workbook.draw import write_workbook
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def sheet():
    return read_sheet(ROOT / "tests/forms/published.yaml")


@pytest.fixture(scope="module")
def book(sheet):
    return write_workbook(sheet)


def edited(book, changes):
    """Book in which each cell with one of these texts has another."""
    opened = load_workbook(BytesIO(book))
    cells = [cell for form in opened.worksheets[:2] for row in form.iter_rows() for cell in row]
    for old, new in changes.items():
        found = [
            cell for cell in cells if cell.column > 1 and str(cell.value or "").startswith(old)
        ]
        assert found, old
        for cell in found:
            cell.value = new
    content = BytesIO()
    opened.save(content)
    return content.getvalue()


def test_what_was_written_reads_back_alike(sheet, book):
    assert parse_book(book).sheet() == sheet


def test_a_result_entered_changed_or_emptied_is_read_and_the_correction_stays(sheet, book):
    read = parse_book(
        edited(book, {"98%": "89％", "94.7％": None, "③相当程度": "②目標達成"})
    ).sheet()
    first, second = read.achievement_goals[0].indicators
    assert first.published[2024].rate.printed == "89％"
    assert (
        first.published[2024].earlier
        == sheet.achievement_goals[0].indicators[0].published[2024].earlier
    )
    assert second.published[2024].rate.printed == ""
    assert second.published[2024].grade == "A"
    assert read.achievement_goals[0].evaluation.result == "②目標達成"


def test_ranges_are_read_by_their_grade_and_a_line_without_one_is_a_problem(book):
    read = parse_book(edited(book, {"S：120％以上": "S:130％以上\nA：100％以上"})).sheet()
    assert read.grading.ranges == {"S": "130％以上", "A": "100％以上"}
    with pytest.raises(SheetProblems, match=r"130％以上.*A：100％以上120％未満"):
        parse_book(edited(book, {"S：120％以上": "130％以上"})).sheet()


def test_a_sheet_without_published_results_has_no_rows_for_them():
    plain = write_workbook(read_sheet(ROOT / "params/fy2012/7-2.yaml"))
    texts = [
        str(cell.value)
        for form in load_workbook(BytesIO(plain)).worksheets
        for row in form.iter_rows()
        for cell in row
    ]
    assert "年度ごとの目標値" in texts
    assert not [text for text in texts if "公表された" in text]
