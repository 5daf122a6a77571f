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
from tests.conftest import ROOT


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_export_writes_one_csv_a_table_with_bom_and_every_field_quoted(tmp_path, goal_7_2):
    result = run("export", goal_7_2, "--to", "csv", "-o", tmp_path)
    assert result.exit_code == 0
    names = [
        "observations", "indicators", "achievement_goals", "breakdowns", "judgements", "results",
        "measures", "measure_budgets", "measure_indicators", "budget", "execution_rates",
        "findings", "data_sources",
    ]  # fmt: skip
    assert result.output.split() == [str(tmp_path / f"{name}.csv") for name in names]
    content = (tmp_path / "observations.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 337
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("json", {"tables.json", "tables.schema.json"}),
        ("xlsx", {"tables.xlsx"}),
        ("package", {"datapackage.json", "observations.csv"}),
    ],
)
def test_export_writes_the_kind_of_files_asked_for(tmp_path, goal_7_2, kind, names):
    assert run("export", goal_7_2, "--to", kind, "-o", tmp_path).exit_code == 0
    assert names <= {path.name for path in tmp_path.iterdir()}


def test_export_to_json_keeps_figures_as_printed_and_the_day_of_the_round(tmp_path, goal_7_2):
    assert run("export", goal_7_2, "--to", "json", "-o", tmp_path).exit_code == 0
    whole = json.loads((tmp_path / "tables.json").read_text("utf-8"), parse_float=str)
    assert whole["about"]["as_of"] == "2013-07-31"
    values = {
        row["fiscal_year"]: row["value"]
        for row in whole["tables"]["observations"]
        if (row["indicator"], row["series"]) == ("g2-i10", "actual")
    }
    assert values == {2008: "92.0", 2009: "77.6", 2010: "88.7", 2011: "88.9", 2012: "90.9"}


def test_a_finding_is_one_record_in_the_data_and_in_check_json(tmp_path, goal_7_2):
    assert run("export", goal_7_2, "--to", "json", "-o", tmp_path).exit_code == 0
    data = json.loads((tmp_path / "tables.json").read_text("utf-8"))["tables"]["findings"]
    told = json.loads(run("check", goal_7_2, "--as-of", "2013-07-31", "--json").output)
    assert list(told[0]) == [
        "number", "check", "severity", "title", "place", "indicator", "path", "printed",
        "evidence", "suggestion", "accepted", "file", "line", "column",
    ]  # fmt: skip
    assert {row["file"] for row in told} == {goal_7_2.as_posix()}
    assert {row["file"] for row in data} == {"fy2012/7-2.yaml"}
    for row in told:
        row["file"], row["printed"] = "fy2012/7-2.yaml", row["printed"].replace("\n", "")
    assert data == told


def test_a_problem_has_the_fields_of_a_finding(tmp_path, goal_7_2):
    sheet = tmp_path / "s.yaml"
    sheet.write_text("ministry: 1\nfiscal_year: 24\n", "utf-8")
    finding = json.loads(run("check", goal_7_2, "--json").output)[0]
    *_, problem = json.loads(run("check", sheet, "--json").output)
    assert list(problem) == list(finding)
    assert (problem["number"], problem["title"], problem["indicator"]) == (None, "", "")
    assert (problem["file"], problem["line"], problem["column"]) == (sheet.as_posix(), 2, 14)


def test_export_to_a_place_that_cannot_be_written_says_which(tmp_path, goal_7_2):
    (tmp_path / "data").write_text("a file, not a folder")
    result = run("export", goal_7_2, "-o", tmp_path / "data")
    assert result.exit_code == 2
    file = tmp_path / "data" / "observations.csv"
    assert result.stderr == f"{file}: 書き込めません（フォルダと同じ名前のファイルがあります）\n"
    assert isinstance(result.exception, SystemExit)


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
    result = run("build", sheet, "--lang", "en")
    assert result.exit_code == 2
    assert "no notebooks/monitoring.ipynb in any folder above it" in result.stderr


def test_the_schema_is_the_one_that_editors_find_beside_the_sheets():
    committed = (ROOT / "params/sheet.schema.json").read_text("utf-8")
    assert run("schema").output == committed, "run make schema"
    assert json.loads(committed)["title"] == "Sheet"


def test_every_command_shows_an_example_to_paste():
    for name in main.commands:
        assert f"  evalkit {name}" in run(name, "--help").output


def test_python_m_evalkit_is_the_same_command():
    ran = subprocess.run(
        [sys.executable, "-m", "evalkit", "--version"], capture_output=True, text=True, check=True
    )
    assert "version 0.1.0" in ran.stdout
