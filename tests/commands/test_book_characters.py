"""A workbook's texts pass the same door as a file's: the cell is named."""

from __future__ import annotations

import openpyxl

from tests.commands.kit import sheet


def test_a_character_that_no_text_may_hold_is_refused_with_its_cell(project):
    path = project.write(sheet("actuals: {2023: 5件}", rest="expert_comments: 意見\n"))
    assert project.run("workbook", "write", path, "3-1.xlsx").code == 0
    book = openpyxl.load_workbook(project.root / "3-1.xlsx")
    cells = (cell for page in book for row in page.iter_rows() for cell in row)
    cell = next(cell for cell in cells if cell.value == "意見")
    cell.value = "意\u202e見"
    book.save(project.root / "3-1.xlsx")
    before = project.files()
    ran = project.run("workbook", "read", "3-1.xlsx", path)
    assert (ran.code, ran.lines) == (2, [
        f"3-1.xlsx:施策目標!{cell.coordinate}  有識者会議での指摘事項: "
        "文字の並びを変える見えない文字 U+202E は使えません。削除してください"
    ])  # fmt: skip
    assert project.files() == before
