"""The list of the checks: at the prompt, and as docs/CHECKS.md."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.present.check_catalogue import page
from tests.conftest import ROOT


def run(*arguments):
    return CliRunner().invoke(main, ["check", *arguments])


def test_the_page_of_the_checks_is_the_one_that_lies_in_the_documents():
    assert (ROOT / "docs/CHECKS.md").read_text("utf-8") == page(), "run make checks"


def test_the_list_has_a_line_for_each_check_with_its_severity():
    lines = run("--list").output.splitlines()
    assert len(lines) == len({line.split()[0] for line in lines}) == page().count("\n### `")
    assert "overdue                       要確認: 予定時期を過ぎた調査中" in lines


def test_a_check_is_explained_in_either_language():
    assert run("--explain", "overdue", "--lang", "en").output.splitlines() == [
        "overdue  Warning: A result past its due date",
        "調査中 after the date printed beside it is often an update forgotten.",
    ]


@pytest.mark.parametrize(
    ("id_", "line"),
    [
        (
            "overdeu",
            "「overdeu」はありません。一覧は evalkit check --list で見られます（「overdue」の誤り",
        ),
        ("zzz", "点検項目「zzz」はありません。一覧は evalkit check --list で見られます\n"),
    ],
)
def test_a_check_that_does_not_exist_is_told_and_the_likely_one_named(id_, line):
    result = run("--explain", id_)
    assert (result.exit_code, line in result.stderr) == (2, True)


def test_without_sheets_there_is_nothing_to_check():
    result = run()
    assert (result.exit_code, "SHEETS" in result.stderr) == (2, True)
