"""The kit runs the real command, and its sheet is one that the command accepts."""

from __future__ import annotations

import pytest

from tests.commands.kit import Project, sheet


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
            "params/fy2023/3-1.yaml:11:25  達成目標1 指標① 実績値 5年度: 「5O件」は数値として"
            "読めません（2文字目が数字に似た文字「O」）。例: 50件"
        ],
    )
    assert project.files() == before


CALLS = {
    "help": ["check", "--help"],
    "mistake": ["buid"],
    "problem": ["check", "params/fy2023/3-2.yaml"],
    "findings": ["check", "params/fy2023/3-1.yaml", "--json"],
    "page": ["build", "params/fy2023/3-1.yaml", "--formats", "html"],
}


@pytest.mark.parametrize("name", CALLS)
def test_a_fork_and_an_interpreter_answer_alike_and_publish_the_same_files(tmp_path, name):
    projects = [Project(tmp_path / kind / "project") for kind in ("fork", "interpreter")]
    for project in projects:
        project.write(sheet("actuals: {2022: 5件}\ntarget: 8件"))
        project.write(sheet("actuals: {2023: 5O件}", number="3-2"), "params/fy2023/3-2.yaml")
    fork, interpreter = (
        project.run(*CALLS[name], fork=is_fork, SOURCE_DATE_EPOCH="1700000000")
        for project, is_fork in zip(projects, (True, False), strict=True)
    )
    assert fork == interpreter
    by_fork, by_interpreter = map(published, projects)
    assert by_fork == by_interpreter


def published(project):
    """Every file but the notes, which say how long each report took."""
    return {path: text for path, text in project.files().items() if "/.evalkit/" not in path}


def test_a_fork_that_takes_too_long_is_ended_and_the_next_one_runs(project):
    with pytest.raises(TimeoutError):
        project.run("schema", timeout=0)
    assert project.run("buid").code == 2
