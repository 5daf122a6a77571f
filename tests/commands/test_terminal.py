"""What reaches the terminal: any encoding, any text, a reader who leaves, an output that is full."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.commands.kit import ROOT, sheet

ROWS = [
    "no: 21\nname: 面積 — 𠮷野㎢\nactuals: {2023: 5件}\nannual_targets: {2023: 9件以上}",
    "no: 22\nactuals: {2023: 3人}",
]


def as_shell(project, line, **environment):
    """Run a line of a shell in the project, where $E is the command."""
    command = f"{sys.executable} -m evalkit"
    return subprocess.run(
        ["bash", "-c", line], cwd=project.root, capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "E": command, **environment},
    )  # fmt: skip


def test_what_a_terminal_of_windows_cannot_show_is_written_as_what_comes_nearest(project):
    path = project.write(sheet(*ROWS))
    ran = project.run("assess", path, encoding="cp932", PYTHONIOENCODING="cp932")
    assert (ran.code, ran.err) == (0, "")
    assert "(21) 面積 ― \\U00020bb7野km2" in ran.out
    refused = project.run("check", "無い—㉑.yaml", encoding="cp932", PYTHONIOENCODING="cp932")
    assert (
        refused.out
        == "無い―(21).yaml:1:1  ファイルがありません。パスを確かめてください\n".replace(
            "\n", os.linesep
        )
    )
    assert (refused.code, refused.err) == (2, "")


@pytest.mark.parametrize("encoding", ["cp932", "latin-1", "ascii"])
def test_json_is_the_same_record_in_any_encoding(project, encoding):
    path = project.write(sheet(*ROWS))
    plain = project.run("check", path, "--json")
    other = project.run("check", path, "--json", encoding=encoding, PYTHONIOENCODING=encoding)
    assert (plain.code, other.code, other.err) == (1, 1, "")
    assert json.loads(other.out) == json.loads(plain.out)
    assert "達成目標1 指標㉑" in plain.out


def test_no_character_of_a_name_acts_on_the_terminal_or_begins_a_line(project):
    name = "a\x1b[31m\n0 failed\u202e.yaml"
    shown = "a\\x1b[31m\\n0 failed\\u202e.yaml"
    asked = project.run("assess", name)
    assert (asked.code, asked.out) == (2, "")
    assert asked.lines == [f"{shown}:1:1  ファイルがありません。パスを確かめてください"]
    mistaken = project.run("roll", "one.yaml", name)
    assert (mistaken.code, mistaken.out) == (2, "")
    assert mistaken.lines[-2:] == ["", f"エラー: 余分な引数があります: {shown}"]


def test_a_reader_who_leaves_changes_no_exit_code(project):
    path = project.write(sheet(*ROWS))
    for command, code in ((f"check {path}", 1), ("schema", 0), ("--help", 0)):
        ran = as_shell(project, f"( sleep 1; $E {command}; echo code $? >&2 ) | true")
        assert ran.stderr == f"code {code}\n".encode()


def test_an_output_that_is_full_or_closed_is_one_line_or_none(project):
    path = project.write(sheet(*ROWS))
    full = as_shell(project, f"$E check {path} > /dev/full")
    assert (full.returncode, full.stderr) == (2, "stdout: 空き容量がありません\n".encode())
    closed = as_shell(project, f"$E check {path} >&-")
    assert (closed.returncode, closed.stderr) == (1, b"")
    silent = as_shell(project, "$E assess none.yaml >&- 2>&-")
    assert (silent.returncode, silent.stdout, silent.stderr) == (2, b"", b"")


def test_the_c_locale_is_no_other_language(project):
    path = project.write(sheet(*ROWS))
    plain, other = project.run("check", path), project.run("check", path, LC_ALL="C", LANG="C")
    assert (other.code, other.out) == (plain.code, plain.out)


@pytest.fixture
def states(project):
    """Every state of a file and of a place for one, by name."""
    good = project.write(sheet(*ROWS))
    project.write("題名: 一\n".encode("cp932"), "sjis.yaml")
    project.write("x", "file")
    (project.root / "folder.yaml").mkdir()
    os.mkfifo(project.root / "pipe.yaml")
    return good


UNREADABLE = {
    "none.yaml": "none.yaml:1:1  ファイルがありません。パスを確かめてください",
    "folder.yaml": "folder.yaml:1:1  ファイルを開けません（フォルダです）",
    "pipe.yaml": "pipe.yaml:1:1  ファイルを開けません（通常のファイルではありません）",
    "sjis.yaml": "sjis.yaml:1:1  UTF-8 ではありません（Shift_JIS と思われます）。UTF-8 で保存し直してください",
    "n" * 300: f"{'n' * 300}:1:1  ファイルを開けません（名前が長すぎます）",
}


def test_check_says_of_each_sheet_why_it_cannot_be_read(project, states):
    before = project.files()
    ran = project.run("check", *UNREADABLE)
    assert (ran.code, ran.out.splitlines(), ran.err) == (2, list(UNREADABLE.values()), "")
    assert project.files() == before


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("assess FILE", "folder.yaml"),
        ("export FILE", "sjis.yaml"),
        ("roll FILE", "pipe.yaml"),
        ("compare SHEET FILE", "n" * 300),
        ("workbook write FILE new.xlsx", "folder.yaml"),
        ("workbook read FILE SHEET", "pipe.yaml"),
        ("build FILE", "sjis.yaml"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_nothing_is_touched(project, states, command, name):
    before = project.files()
    ran = project.run(*command.replace("SHEET", str(states)).replace("FILE", name).split())
    assert (ran.code, ran.out, ran.lines) == (2, "", [UNREADABLE[name]])
    assert project.files() == before


WRITING = {
    "export": ["export", "SHEET", "-o", "PLACE"],
    "roll": ["roll", "SHEET", "-o", "PLACE/n.yaml"],
    "compare": ["compare", "SHEET", "SHEET", "--html", "PLACE/n.html"],
    "workbook write": ["workbook", "write", "SHEET", "PLACE/n.xlsx"],
}


@pytest.mark.parametrize(
    ("command", "place", "reason"),
    [
        ("export", "n" * 300, "名前が長すぎます"),
        ("roll", "n" * 300, "名前が長すぎます"),
        ("compare", "/proc/none", "ファイルもフォルダもありません"),
        ("workbook write", "file", "フォルダと同じ名前のファイルがあります"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_nothing_is_touched(
    project, states, command, place, reason
):
    before = project.files()
    arguments = [each.replace("SHEET", str(states)) for each in WRITING[command]]
    ran = project.run(*(each.replace("PLACE", place) for each in arguments))
    name = f"{place}{arguments[-1].removeprefix('PLACE') or '/observations.csv'}"
    assert (ran.code, ran.out, ran.lines) == (2, "", [f"{name}: 書き込めません（{reason}）"])
    assert project.files() == before


def test_a_device_is_not_replaced_by_a_file(project, states):
    ran = project.run("compare", states, states, "--html", "pipe.yaml", "--lang", "en")
    assert (ran.code, ran.err) == (2, "pipe.yaml: cannot be written (Not a regular file)\n")
    assert (project.root / "pipe.yaml").is_fifo()
