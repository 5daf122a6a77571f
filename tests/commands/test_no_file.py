"""What has the name of a file and is none: a pipe, which never ends, a link that leads nowhere."""

from __future__ import annotations

import os

import pytest

from tests.commands.kit import sheet

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
SHEET = sheet("actuals: {2022: 5件, 2023: 6件}")
BUILD = ("build", "params/fy2023", "-j", "1", "--formats", "html")


def pipe(project, name):
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def dangling(project, name):
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("gone.yaml")


def test_a_pipe_among_the_parameters_is_refused(project):
    project.write(SHEET)
    pipe(project, "params/fy2023.yaml")
    ran = project.run(*BUILD)
    assert (ran.code, ran.lines) == (
        2,
        ["params/fy2023.yaml:1:1  ファイルを開けません（通常のファイルではありません）"],
    )


def test_parameters_that_lead_nowhere_are_not_the_defaults(project):
    project.write(SHEET)
    dangling(project, "params/fy2023.yaml")
    ran = project.run(*BUILD)
    assert (ran.code, ran.lines) == (
        2,
        ["params/fy2023.yaml:1:1  ファイルがありません。パスを確かめてください"],
    )


def test_a_sheet_of_last_year_that_leads_nowhere_is_told(project):
    path = project.write(SHEET)
    dangling(project, "params/fy2022/3-1.yaml")
    ran = project.run("check", path)
    assert ran.code == 2
    assert ran.out.splitlines()[0].endswith(
        "params/fy2022/3-1.yaml:1:1  ファイルがありません。パスを確かめてください"
    )


def test_a_pipe_in_the_place_of_a_page_is_left_there(project):
    project.write(SHEET)
    pipe(project, "reports/fy2023/3-1.html")
    ran = project.run(*BUILD)
    assert (ran.code, ran.lines) == (
        2,
        [
            "fy2023/3-1  reports/fy2023/3-1.html: 書き込めません（通常のファイルではありません）。"
            "何も公表していません"
        ],
    )


def test_a_pipe_in_the_place_of_an_index_fails_the_index_alone(project):
    project.write(SHEET)
    pipe(project, "reports/fy2023/index.html")
    ran = project.run(*BUILD)
    assert (ran.code, ran.lines[0]) == (
        1,
        "index  reports/fy2023/index.html: 書き込めません（通常のファイルではありません）",
    )
    assert (project.root / "reports/fy2023/3-1.html").is_file()
