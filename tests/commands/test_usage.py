"""A mistake in a call, and a file that the system refuses, in the language of who called."""

from __future__ import annotations

import pytest

from tests.commands.kit import sheet

ROW = "actuals: {2023: 5件}"
MISTAKES = {
    "build SHEET --formats html,x": "--formats: 「x」は使えません。使える値: html, pdf, data",
    "build SHEET -j 0": "-j / --jobs: 0 は範囲（x>=1）にありません",
    "roll SHEET --to-year soon": "--to-year: 「soon」は整数ではありません",
    "check": "引数 SHEETS... がありません",
    "check --jsn": "オプション --jsn はありません（--json, --rs のことですか）",
    "roll SHEET --to-year": "オプション --to-year に値がありません",
    "buid": "命令 buid はありません（build のことですか）",
    "schema x": "余分な引数があります: x",
    "export SHEET --to pdf": "--to: 「pdf」は使えません。使える値: csv, json, xlsx, package, docx",
}


@pytest.mark.parametrize("call", MISTAKES)
def test_a_mistake_is_told_in_japanese(project, call):
    path = project.write(sheet(ROW))
    ran = project.run(*call.replace("SHEET", str(path)).split())
    assert (ran.code, ran.out, ran.lines[-1]) == (2, "", f"エラー: {MISTAKES[call]}")
    assert all("Usage" not in line and "Try" not in line for line in ran.lines)


def test_a_mistake_is_told_in_english_where_english_was_asked_for(project):
    by_option = project.run("buid", "--lang", "en")
    by_environment = project.run("buid", EVALKIT_LANG="en")
    assert (by_option.code, by_option.lines) == (2, [
        "Usage: python -m evalkit [OPTIONS] COMMAND [ARGS]...",
        "Try 'python -m evalkit --help' for help.",
        "",
        "Error: No such command 'buid'. Did you mean 'build'?",
    ])  # fmt: skip
    assert by_environment.lines == by_option.lines


def test_a_group_without_a_command_shows_its_help(project):
    ran = project.run("workbook")
    assert (ran.code, ran.out, ran.lines[0]) == (
        2, "", "Usage: python -m evalkit workbook [OPTIONS] COMMAND [ARGS]..."
    )  # fmt: skip
    assert "  read   Read what was changed in the workbook BOOK, since it was..." in ran.lines


def test_what_is_no_book_is_kept_for_its_own_reason(project):
    path = project.write(sheet(ROW))
    (project.root / "folder").mkdir()
    project.write(b"PK\x03\x04 cut", "cut.xlsx")
    before = project.files()
    folder = project.run("workbook", "write", path, "folder")
    assert (folder.code, folder.lines) == (2, ["folder: 書き込めません（フォルダです）"])
    rolled = project.run("roll", path, "-o", "folder")
    assert (rolled.code, rolled.lines) == (2, ["folder: 書き込めません（フォルダです）"])
    cut = project.run("workbook", "write", path, "cut.xlsx")
    assert (cut.code, cut.lines) == (2, [
        "cut.xlsx:1:1  ブックが壊れているか、途中で切れています。"
        "もう一度コピーするか、Excel で開いて保存し直してください",
        "cut.xlsx:1:1  読めないブックなので、上書きしません。捨ててよければ --force を付けてください",
    ])  # fmt: skip
    assert project.files() == before
    assert project.run("workbook", "write", path, "cut.xlsx", "--force").code == 0
