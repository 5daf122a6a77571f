"""The kit runs the real command, and its sheet is one that the command accepts."""

from __future__ import annotations

from tests.commands.kit import sheet


def test_a_sheet_of_the_kit_is_read_and_has_its_own_numbers_and_names(project):
    path = project.write(sheet("actuals: {2023: 5件}", "no: 7\nactuals: {2022: 3人, 2023: 4人}"))
    ran = project.run("assess", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("2指標のうち")


def test_a_bad_cell_is_one_line_with_its_place_and_exit_2(project):
    path = project.write(sheet("actuals: {2023: 5O件}"))
    before = project.files()
    ran = project.run("check", path)
    assert (ran.code, ran.out.splitlines()) == (
        2,
        [
            "params/fy2023/3-1.yaml:11:25  達成目標1 指標① actuals 2023: 「5O件」は数値として"
            "読めません（2文字目が数字に似た文字「O」）。例: 50件"
        ],
    )
    assert project.files() == before
