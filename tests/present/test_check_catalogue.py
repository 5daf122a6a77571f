"""The list of the checks: at the prompt, and as docs/CHECKS.md."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.present.check_catalogue import page
from tests.conftest import ROOT

CASES = ROOT / "tests/assess/audit/cases"


def run(*arguments):
    return CliRunner().invoke(main, ["check", *arguments])


def test_the_page_of_the_checks_is_the_one_that_lies_in_the_documents():
    assert (ROOT / "docs/CHECKS.md").read_text("utf-8") == page(CASES), "run make checks"


def test_the_list_has_a_line_for_each_check_with_its_severity():
    lines = run("--list").output.splitlines()
    assert len(lines) == len({line.split()[0] for line in lines}) == page(CASES).count("\n### `")
    assert "overdue                       要確認: 予定時期を過ぎた調査中" in lines


def test_the_page_shows_a_sheet_on_which_a_check_fires_and_one_on_which_it_is_silent(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words/glyphs.yaml").write_text(
        "no-glyph:\n  fires:\n  - case: a rare kanji\n    sheet:\n      lead_division: 𠮷田課\n"
        "    as_of: 2013-07-31\n    finds:\n    - severity: warning\n      ja: 字形がない。\n"
        "  - case: another\n    sheet: {}\n  silent:\n  - case: a usual kanji\n"
        "    sheet: {lead_division: 吉田課}\n",
        "utf-8",
    )
    entry = page(tmp_path).partition("### `no-glyph`")[2].partition("\n##")[0]
    examples = entry.partition("or the sign in words.\n\n")[2]
    assert examples.rstrip() == (
        "指摘する例 / It fires: a rare kanji\n\n"
        "```yaml\nsheet:\n  lead_division: 𠮷田課\nas_of: 2013-07-31\n```\n\n"
        "> 字形がない。\n\n"
        "指摘しない例 / It is silent: a usual kanji\n\n"
        "```yaml\nsheet: {lead_division: 吉田課}\n```"
    )


def test_a_check_is_explained_in_either_language():
    assert run("--explain", "overdue", "--lang", "en").output.splitlines() == [
        "overdue  Warning: A result past its due date",
        "調査中 after the date printed beside it is often an update forgotten.",
        "    {year} is still being compiled, but the later {later} has {value}.",
        "    Due “{printed}” (by {day}), and it is {today}.",
        "    → Find out the result, and fill it in.",
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
