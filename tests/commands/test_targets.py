"""A command never writes over what it reads, nor over a file of another kind."""

from __future__ import annotations

import os

import pytest

from tests.commands.kit import sheet

A, B = "params/fy2023/3-1.yaml", "params/fy2023/3-2.yaml"
OWN = "{}: この命令が読むファイルなので、上書きできません。別の名前を指定してください"
OTHER = "{}: {}ではない既存のファイルなので、上書きできません。別の名前を指定してください"


@pytest.fixture
def two(project):
    project.write(sheet("actuals: {2023: 5件}"))
    project.write(sheet("actuals: {2023: 6件}", number="3-2"), B)
    project.write("<!doctype html><p>by hand", "memo.html")
    (project.root / "link.html").symlink_to(A)
    os.link(project.root / B, project.root / "same.xlsx")
    return project


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (["compare", A, B, "--html", A], OWN.format(A)),
        (["compare", A, B, "--html", "link.html"], OWN.format("link.html")),
        (["compare", A, A, "--html", B], OTHER.format(B, "evalkit のページ")),
        (["compare", A, B, "--html", "memo.html"], OTHER.format("memo.html", "evalkit のページ")),
        (["workbook", "write", A, A, "--force"], OWN.format(A)),
        (["workbook", "write", B, "same.xlsx", "--force"], OWN.format("same.xlsx")),
        (["workbook", "write", A, B, "--force"], OTHER.format(B, "Excel のファイル")),
        (["roll", A, "-o", A, "--force"], OWN.format(A)),
        (["roll", A, "-o", "memo.html", "--force"], OTHER.format("memo.html", "評価書")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_output_that_is_an_input_or_of_another_kind_is_refused(two, call, line):
    before = two.files()
    ran = two.run(*call)
    assert (ran.code, ran.out, ran.lines) == (2, "", [line])
    assert two.files() == before


def test_a_page_of_ours_is_written_over(two):
    for _ in range(2):
        assert two.run("compare", A, B, "--html", "changes.html").code == 0


@pytest.mark.parametrize("folder", ["params", "params/fy2023", "params/out"])
def test_reports_do_not_lie_among_the_sheets(two, folder):
    before = two.files()
    ran = two.run("build", A, "-o", folder)
    assert (ran.code, ran.lines[-1]) == (
        2,
        f"エラー: {folder}: 評価書のフォルダには報告書を作れません。別のフォルダを指定してください",
    )
    assert two.files() == before


def test_a_format_named_twice_is_one(two):
    assert two.run("build", A, "--formats", "html,html").code == 0
    again = two.run("build", A, "--formats", "html", "--dry-run", "--explain")
    assert again.lines == ["fy2023/3-1  変更なし"]
