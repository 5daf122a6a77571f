"""The roll-forward of a file: where it is written, what stays of it, and what the command says."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.sheet.load import read_sheet


@pytest.fixture
def sheet(tmp_path, goal_7_2, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "params/fy2012"
    folder.mkdir(parents=True)
    shutil.copy(goal_7_2, folder)
    return folder / "7-2.yaml"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_new_file_stands_beside_the_old_folder_and_the_old_one_is_untouched(sheet, tmp_path):
    before = sheet.read_bytes()
    result = run("roll", "params/fy2012/7-2.yaml", "--to-year", 2013)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "params/fy2013/7-2.yaml", "記入するところ76か所、確認するところ47か所。",
    ]  # fmt: skip
    new = tmp_path / "params/fy2013/7-2.yaml"
    assert read_sheet(new, allow_open=True).fiscal_year == 2013
    assert sheet.read_bytes() == before


def test_comments_stay_and_a_header_says_what_the_file_was_made_from(sheet, tmp_path):
    run("roll", sheet)
    lines = (tmp_path / "params/fy2013/7-2.yaml").read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../sheet.schema.json"
    assert lines[1] == (
        "# 平成25年度の評価書。fy2012/7-2.yaml から evalkit roll で作成。以下の注記は元のファイルのもの。"
    )
    old = sheet.read_text("utf-8")
    comment = "# 先端的 as printed; the table of measures says 先端融合領域"
    assert comment in old
    assert any(line.endswith(comment) for line in lines)


def test_every_line_of_the_to_do_list_leads_to_its_mark(sheet, tmp_path):
    result = run("roll", sheet)
    lines = (tmp_path / "params/fy2013/7-2.yaml").read_text("utf-8").splitlines()
    todo = [line for line in result.stdout.splitlines() if line.startswith("params/fy2013/")][1:]
    assert len(todo) == 123
    for entry in todo:
        _, row, column = entry.split("  ")[0].split(":")
        at = lines[int(row) - 1][int(column) - 1 :] + lines[int(row)]
        assert "【要" in at, entry


def test_the_to_do_list_speaks_english_too(sheet):
    shown = run("roll", sheet, "--lang", "en").stdout
    assert "76 entries to fill in, 47 to confirm." in shown
    assert "  enter  achievement goal 1 indicator ① actual FY2013: enter the actual of" in shown
    assert "36 entries that do not stand in the new sheet" in shown
    assert (
        "budget upper line executed amount FY2011: 「20,539,898」 its column has left the form"
        in shown
    )


def test_what_is_dropped_is_listed_with_its_values(sheet):
    shown = run("roll", sheet).stdout
    assert "  予算額 上段 執行額 23年度: 「20,539,898」 様式の年度の欄から外れました\n" in shown
    assert "「1,30,000」（1,300,000） 様式の年度の欄から外れました\n" in shown


def test_check_names_every_entry_that_is_left(sheet):
    run("roll", sheet)
    result = run("check", "params/fy2013/7-2.yaml")
    assert result.exit_code == 2
    assert sum("が残っています" in line for line in result.stdout.splitlines()) == 123


def test_an_existing_file_is_overwritten_only_by_force(sheet, tmp_path):
    new = tmp_path / "params/fy2013/7-2.yaml"
    new.parent.mkdir()
    new.write_text("policy_goal: my work", "utf-8")
    result = run("roll", sheet)
    assert result.exit_code == 2
    assert "params/fy2013/7-2.yaml はすでにあります" in result.stderr
    assert new.read_text("utf-8") == "policy_goal: my work"
    assert run("roll", sheet, "--force").exit_code == 0
    assert "my work" not in new.read_text("utf-8")


@pytest.mark.parametrize("year", [2012, 2011])
def test_a_year_that_is_not_later_is_one_line_and_nothing_is_written(sheet, tmp_path, year):
    result = run("roll", "params/fy2012/7-2.yaml", "--to-year", year, "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr == (
        f'params/fy2012/7-2.yaml:12:14  fiscal year: parameter --to-year: "{year}" is not allowed; '
        "allowed: 2013～\n"
    )
    assert [path.name for path in (tmp_path / "params").iterdir()] == ["fy2012"]


def test_another_file_may_be_named_and_a_rolled_one_rolled_again(sheet, tmp_path):
    assert run("roll", sheet, "-o", tmp_path / "a.yaml").exit_code == 0
    assert run("roll", tmp_path / "a.yaml", "-o", tmp_path / "b.yaml").exit_code == 0
    assert read_sheet(tmp_path / "b.yaml", allow_open=True).fiscal_year == 2014


def test_windows_line_breaks_stay(sheet, tmp_path):
    sheet.write_bytes(sheet.read_bytes().replace(b"\n", b"\r\n"))
    run("roll", sheet)
    content = (tmp_path / "params/fy2013/7-2.yaml").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 800
