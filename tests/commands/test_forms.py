"""Whole sheets of other forms than goal 7-2's, through every command that takes a sheet."""

from __future__ import annotations

import re

import pytest

from tests.commands.forks import ROOT

FORMS = ("budget_only",)
SHEET = "params/fy2024/1-1.yaml"


def page_text(project):
    page = project.root.joinpath("reports/fy2024/1-1.html").read_text(encoding="utf-8")
    return re.sub("<[^>]+>", "", page)


@pytest.fixture(params=FORMS)
def form(request, project):
    """Project with the sheet of a form, faultless."""
    project.write((ROOT / f"tests/forms/{request.param}.yaml").read_bytes(), SHEET)
    return project


def test_a_faultless_sheet_has_no_findings(form):
    ran = form.run("check", SHEET)
    assert (ran.code, ran.out.strip()) == (0, "監査所見はありません。")


def test_its_workbook_changes_nothing_when_it_is_read_back(form):
    before = (form.root / SHEET).read_bytes()
    assert form.run("workbook", "write", SHEET, "book.xlsx").code == 0
    assert form.run("workbook", "read", "book.xlsx", SHEET).code == 0
    assert (form.root / SHEET).read_bytes() == before


def test_it_is_rolled_and_compared(form):
    assert form.run("roll", SHEET).code == 0
    ran = form.run("compare", SHEET, SHEET)
    assert (ran.code, ran.out.strip()) == (0, "変更点はありません。")


def test_a_sheet_of_a_budget_has_a_report_that_speaks_of_no_indicators(project):
    project.write((ROOT / "tests/forms/budget_only.yaml").read_bytes(), SHEET)
    assert project.run("build", "--formats", "html,pdf").code == 0
    page = page_text(project)
    assert "この評価書に指標はありません。記載は達成手段、施策の予算額・執行額です。" in page
    assert "91.7％" in page  # 1,100 of 1,200
    assert "目標を達成していない指標" not in page
    assert "0指標" not in page


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        ("", "1:1  項目「achievement_goals」がありません。書き加えてください"),
        ("achievement_goals: []\n", "4:20  達成目標: 「達成目標」が空です。記入してください"),
        (
            "achievement_goals: [{no: 1, name: 例}]\n",
            "4:21  達成目標1: 項目「indicators」がありません。書き加えてください",
        ),
    ],
)
def test_a_sheet_of_nothing_is_a_problem(project, rest, line):
    head = "ministry: 試験省\nfiscal_year: 2024\npolicy_goal: {number: 1-1, name: 試験}\n"
    project.write(head + rest, SHEET)
    ran = project.run("check", SHEET)
    assert (ran.code, ran.out.splitlines()) == (2, [f"{SHEET}:{line}"])
