"""``evalkit workbook write`` and ``read``, as people call them."""

from __future__ import annotations

import openpyxl
import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.sheet.dump import dump_sheet
from evalkit.sheet.load import parse_sheet

pytestmark = pytest.mark.slow


def run(*arguments):
    return CliRunner().invoke(main, ["workbook", *map(str, arguments)])


@pytest.fixture
def sheet(tmp_path, small):
    path = tmp_path / "7-2.yaml"
    path.write_text("# 注\n" + small, "utf-8")
    return path


@pytest.fixture
def book(tmp_path, sheet):
    path = tmp_path / "7-2.xlsx"
    assert run("write", sheet, path).output == f"{path}\n"
    return path


def enter(book, text):
    """Enter the actual of 24年度 as a person does."""
    opened = openpyxl.load_workbook(book)
    opened["達成目標1"].cell(7, 9).value = text
    opened.save(book)


def test_what_was_entered_in_the_book_arrives_in_the_sheet(book, sheet):
    before = sheet.read_text("utf-8")
    enter(book, "16,925件")
    result = run("read", book, sheet)
    assert (result.exit_code, result.output) == (0, f"{sheet}  1 行を更新\n")
    assert sheet.read_text("utf-8") == before.replace(
        "調査中（10月頃調査結果が出る予定）", "16,925件"
    )


def test_a_book_without_changes_leaves_the_sheet_alone(book, sheet):
    before = (sheet.read_bytes(), sheet.stat().st_mtime_ns)
    assert run("read", book, sheet, "--lang", "en").output == f"{sheet}  0 lines updated\n"
    assert (sheet.read_bytes(), sheet.stat().st_mtime_ns) == before


def test_a_sheet_that_does_not_exist_is_written(book, sheet, tmp_path):
    new = tmp_path / "fy2012/new.yaml"
    assert run("read", book, new).exit_code == 0
    assert new.read_text("utf-8") == dump_sheet(parse_sheet(sheet.read_text("utf-8")))


def test_a_bad_book_is_exit_2_and_the_sheet_stays_as_it_was(book, sheet):
    before = sheet.read_bytes()
    enter(book, "36l機関")
    result = run("read", book, sheet)
    assert result.exit_code == 2
    assert result.stderr == (
        f"{book}:達成目標1!I7  達成目標1 指標① 実績値 24年度: 「36l機関」は数値として読めません"
        "（3文字目が数字に似た文字「l」）。例: 361機関\n"
    )
    assert sheet.read_bytes() == before


def test_a_bad_sheet_is_exit_2_and_stays_as_it_was(book, sheet):
    sheet.write_text("taget: 1\n", "utf-8")
    result = run("read", book, sheet, "--lang", "en")
    assert result.exit_code == 2
    assert f'{sheet}:1:1  "taget": unknown key' in result.stderr
    assert sheet.read_text("utf-8") == "taget: 1\n"


def test_entries_that_were_not_read_are_not_written_over(book, sheet):
    enter(book, "16,925件")
    before = book.read_bytes()
    result = run("write", sheet, book, "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{book}:1:1  the workbook holds entries not read yet; read it first with "
        "evalkit workbook read, or give --force to lose them\n"
    )
    assert book.read_bytes() == before


def test_a_book_that_was_read_can_be_written_again(book, sheet):
    enter(book, "16,925件")
    run("read", book, sheet)
    assert run("write", sheet, book).exit_code == 0


def test_a_book_in_which_nobody_entered_anything_can_be_written_again(book, sheet, small):
    sheet.write_text(small.replace("16,302件", "16,303件"), "utf-8")
    assert run("write", sheet, book).exit_code == 0
    assert openpyxl.load_workbook(book)["達成目標1"].cell(7, 8).value == "16,303件"


def test_force_writes_over_entries_that_were_not_read(book, sheet):
    enter(book, "16,925件")
    assert run("write", sheet, book).exit_code == 2
    assert run("write", sheet, book, "--force").exit_code == 0
    assert run("read", book, sheet).output == f"{sheet}  0 行を更新\n"


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_file_that_is_no_book_is_never_written_over(book, sheet, force):
    book.write_bytes(b"text")
    assert run("write", sheet, book, *force).exit_code == 2
    assert book.read_bytes() == b"text"


def test_help_shows_an_example_to_paste():
    for command in ("write", "read"):
        assert f"evalkit workbook {command} " in run(command, "--help").output
