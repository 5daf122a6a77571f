"""The command line: what it prints, where, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from evalkit.cli import main


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_export_writes_four_tables_with_bom_and_every_field_quoted(tmp_path, goal_7_2):
    result = run("export", goal_7_2, "--to", "csv", "-o", tmp_path)
    assert result.exit_code == 0
    names = ["observations", "measures", "budget", "breakdowns"]
    assert result.output.split() == [str(tmp_path / f"{name}.csv") for name in names]
    content = (tmp_path / "observations.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 337
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())


def test_export_to_json_keeps_figures_as_printed(tmp_path, goal_7_2):
    assert run("export", goal_7_2, "--to", "json", "-o", tmp_path).exit_code == 0
    rows = json.loads((tmp_path / "observations.json").read_text("utf-8"))
    values = {
        row["fiscal_year"]: row["value"]
        for row in rows
        if (row["achievement_goal"], row["indicator"], row["series"]) == ("2", "10", "actual")
    }
    assert values == {2008: "92.0", 2009: "77.6", 2010: "88.7", 2011: "88.9", 2012: "90.9"}


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_bad_sheet_is_one_line_a_problem_exit_2_and_no_traceback(tmp_path, command, language):
    sheet = tmp_path / "s.yaml"
    sheet.write_text("ministry: 1\nfiscal_year: 24\n", "utf-8")
    result = run(command, sheet, "--lang", language)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{sheet.as_posix()}:") for line in lines)
    assert ("is not a fiscal year" in result.stderr) == (language == "en")


def test_a_sheet_without_a_notebook_above_it_or_here_says_so(tmp_path, small, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sheet = tmp_path / "s.yaml"
    sheet.write_text(small, "utf-8")
    result = run("build", sheet)
    assert result.exit_code == 2
    assert "no notebooks/monitoring.ipynb in any folder above it" in result.stderr


def test_the_schema_is_json():
    assert json.loads(run("schema").output)["title"] == "Sheet"


def test_every_command_shows_an_example_to_paste():
    for name in main.commands:
        assert f"  evalkit {name}" in run(name, "--help").output


def test_python_m_evalkit_is_the_same_command():
    ran = subprocess.run(
        [sys.executable, "-m", "evalkit", "--version"], capture_output=True, text=True, check=True
    )
    assert "version 0.1.0" in ran.stdout
