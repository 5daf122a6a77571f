"""A round as a ministry plays it: books go out, and come back in any order; no entry is lost."""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest

from evalkit.sheet.load import read_sheet
from tests.commands.kit import sheet

GOALS = ("1-1", "1-2", "2-1", "2-2", "3-1", "3-2")
ROUND = "params/fy2023"


@pytest.fixture
def books(project):
    """A project of six goals, and the folder of the books that went out."""
    for goal in GOALS:
        cells = "actuals: {2021: 300機関, 2022: 320機関, 2023: 【要記入】}\nname: "
        text = sheet(f"{cells}相談窓口", f"{cells}研修の受講者", f"{cells}調査の件数", number=goal)
        project.write(text, f"{ROUND}/{goal}.yaml")
    made = project.run("workbook", "write", ROUND, "-o", "books")
    assert (made.code, made.out.splitlines()) == (0, [f"books/{goal}.xlsx" for goal in GOALS])
    (project.root / "inbox").mkdir()
    return project


def fill(project, goal, name, entries, drop=None):
    """A division's copy of a book: entries by the name of their indicator, in 2023."""
    path = project.root / "inbox" / name
    shutil.copy(project.root / f"books/{goal}.xlsx", path)
    book = openpyxl.load_workbook(path)
    rows = [*book["達成目標1"].iter_rows()]
    for row in rows:
        named = " ".join(str(cell.value) for cell in row[1:5])
        for indicator, text in entries.items():
            if indicator in named:
                marked = next(cell for cell in row if "【要記入】" in str(cell.value))
                marked.value = text
    if drop:
        at = next(row[0].row for row in rows if any(drop in str(cell.value) for cell in row))
        book["達成目標1"].delete_rows(at, 2)
    book.save(path)


def typed(project, goal):
    made = read_sheet(project.root / f"{ROUND}/{goal}.yaml", allow_open=True)
    return [each.actuals[2023].printed for each in made.achievement_goals[0].indicators]


def test_a_round_of_six_goals_and_three_divisions_loses_no_entry(books):
    fill(books, "1-1", "総務課.xlsx", {"相談窓口": "774人"})
    fill(books, "1-1", "研修課から.xlsx", {"研修の受講者": "18人"})
    fill(books, "1-2", "z.xlsx", {"相談窓口": "5件", "調査の件数": "7件"})
    fill(books, "2-1", "a (1).xlsx", {"相談窓口": "100件"})
    fill(books, "2-1", "a (2).xlsx", {"相談窓口": "101件", "調査の件数": "9件"})
    fill(books, "2-2", "削除.xlsx", {"相談窓口": "1件"}, drop="研修の受講者")
    fill(books, "3-1", "古い.xlsx", {"相談窓口": "2件"})
    (books.root / "inbox/壊れた.xlsx").write_bytes(b"PK\x03\x04")
    late = books.root / ROUND / "3-1.yaml"
    late.write_text(late.read_text("utf-8").replace("320機関", "321機関", 1), "utf-8")

    read = books.run("workbook", "read", "inbox", ROUND, "--json")
    assert read.code == 1
    by_book = {each["book"].removeprefix("inbox/"): each for each in json.loads(read.out)}
    failed = {book: len(each["problems"]) for book, each in by_book.items() if each["problems"]}
    assert failed == {"a (2).xlsx": 1, "削除.xlsx": 1, "壊れた.xlsx": 1}
    assert "「101件」" in by_book["a (2).xlsx"]["problems"][0]
    assert "研修の受講者" in by_book["削除.xlsx"]["problems"][0]
    assert [typed(books, goal)[0] for goal in GOALS] == [
        "774人", "5件", "100件", "【要記入】", "2件", "【要記入】",
    ]  # fmt: skip
    assert typed(books, "1-1")[1] == "18人"
    assert typed(books, "1-2")[2] == "7件"
    assert "321機関" in late.read_text("utf-8")

    assert (
        books.run(
            "workbook", "read", "inbox/削除.xlsx", f"{ROUND}/2-2.yaml", "--allow-removals"
        ).code
        == 0
    )
    assert (
        books.run(
            "workbook", "read", "inbox/a (2).xlsx", f"{ROUND}/2-1.yaml", "--take", "theirs"
        ).code
        == 0
    )
    assert typed(books, "2-1") == ["101件", "【要記入】", "9件"]
    assert typed(books, "2-2") == ["1件", "【要記入】"]
    again = books.run("workbook", "read", "inbox", ROUND, "--take", "ours", "--allow-removals")
    assert [line for line in again.out.splitlines() if "  0 行を更新" not in line] == [
        "inbox/壊れた.xlsx  できません（問題 1件）"
    ]


def test_a_book_of_a_goal_that_the_round_does_not_have_is_told(books):
    fill(books, "3-2", "移管.xlsx", {"相談窓口": "2件"})
    (books.root / ROUND / "3-2.yaml").unlink()
    read = books.run("workbook", "read", "inbox", ROUND)
    assert (read.code, read.out, read.lines) == (
        1,
        "inbox/移管.xlsx  できません（問題 1件）\n",
        ["inbox/移管.xlsx:1:1  このブックは「地域振興庁 2023年度 施策目標3-2」のものですが、"
         f"{ROUND} にその評価書はありません"],
    )  # fmt: skip


def test_empty_folders_are_told_in_one_sentence(books):
    assert books.run("workbook", "read", "inbox", ROUND).lines == [
        "inbox:1:1  ブック（.xlsx）がありません"
    ]
    assert books.run("workbook", "write", "inbox", "-o", "books").lines == [
        "inbox:1:1  ファイルを開けません（フォルダです）"
    ]


def test_folders_are_checked_exported_and_rolled_and_one_bad_sheet_stops_no_other(project):
    for goal in GOALS[:3]:
        text = sheet("actuals: {2022: 300機関, 2023: 320機関}", number=goal)
        project.write(text, f"{ROUND}/{goal}.yaml")
    bad = project.write("ministry: 試験省\n", f"{ROUND}/9-9.yaml")
    exported = project.run("export", ROUND, "--to", "docx", "-o", "word")
    assert exported.code == 1
    assert exported.out.splitlines() == [f"word/{goal}/{goal}.docx" for goal in GOALS[:3]]
    rolled = project.run("roll", ROUND)
    assert rolled.code == 1
    assert [line for line in rolled.out.splitlines() if line.endswith(".yaml")] == [
        f"params/fy2024/{goal}.yaml" for goal in GOALS[:3]
    ]
    for ran in (exported, rolled):
        assert {line.partition(":")[0] for line in ran.lines} == {bad.as_posix()}
    checked = project.run("check", ROUND)
    assert checked.code == 2
    assert f"{bad}:1:1" in checked.out
