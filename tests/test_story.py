"""A whole year as an evaluator lives it: the commands of README.ja.md, in their order."""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.sheet.load import read_sheet

ENTER, CONFIRM = "【要記入】", "【要確認】"
TYPED = {  # 達成目標, number: the figure of 25年度, as a person types it
    ("達成目標1", "①"): "16,925件",
    ("達成目標1", "②"): "251機関",
    ("達成目標1", "③"): "調査中（10月頃）",
    ("達成目標1", "④"): "15件",
    ("達成目標1", "⑨"): "４８機関",
    ("達成目標1", "⑪"): "25地域",
    ("達成目標2", "④"): "96.1％",
    ("達成目標2", "⑤"): "90%（平均）",
    ("達成目標2", "⑦"): "61％",
    ("達成目標2", "⑪"): "398件",
    ("達成目標3", "①"): "38機関",
    ("達成目標3", "③"): "４地域",
}


@pytest.fixture
def project(tmp_path, goal_7_2):
    for name in ("notebooks", "params"):
        shutil.copytree(goal_7_2.parents[2] / name, tmp_path / name)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def fill_in(path):
    """Type the twelve figures, a dash where nothing is known yet, and confirm the rest."""
    book = openpyxl.load_workbook(path)
    for worksheet in book.worksheets:
        for row in worksheet.iter_rows():
            _fill_row(worksheet.title, row)
    book.save(path)


def _fill_row(title, row):
    shown = [str(cell.value) for cell in row if cell.value is not None]
    number = next((text.strip() for text in shown if text.strip() in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬"), "")
    for cell in row:
        if not isinstance(cell.value, str) or cell.protection.locked:
            continue
        if cell.value == ENTER:
            cell.value = TYPED.get((title, number), "－")
        elif CONFIRM in cell.value or ENTER in cell.value:
            cell.value = cell.value.replace(CONFIRM, "").replace(ENTER, "")


def test_a_year_from_the_roll_to_the_published_report(project):
    old, new = project / "params/fy2012/7-2.yaml", project / "params/fy2013/7-2.yaml"
    book = project / "7-2.xlsx"

    rolled = run("roll", old, "--to-year", "2013")
    assert rolled.exit_code == 0
    assert "要記入" in rolled.output

    left = run("check", new)
    assert left.exit_code == 2
    assert "【要記入】" in left.output

    assert run("workbook", "write", new, book).exit_code == 0
    fill_in(book)
    read = run("workbook", "read", book, new)
    assert read.exit_code == 0, read.output

    sheet = read_sheet(new)
    goals = {goal.no: goal for goal in sheet.achievement_goals}
    first = goals["1"].indicators[0]
    assert first.actuals[2013].printed == "16,925件"
    assert first.actuals[2013].value == 16925
    assert goals["1"].indicators[2].actuals[2013].due == "10月頃"
    assert goals["3"].indicators[2].actuals[2013].value == 4

    assert run("check", new, "--as-of", "2014-07-31").exit_code == 1

    built = run("build", new, "--formats", "html")
    assert built.exit_code == 0, built.stderr
    html = (project / "reports/fy2013/7-2.html").read_text("utf-8")
    assert "前年度からの変更点" in html
    assert "16,925件" in html

    changes = run("compare", old, new, "--json")
    assert changes.exit_code == 0
    text = json.dumps(json.loads(changes.output), ensure_ascii=False)
    assert "16,925件" in text
