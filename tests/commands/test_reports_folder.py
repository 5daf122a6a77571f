"""The folder of the reports: what cannot be written there is told, and one report is of one age."""

from __future__ import annotations

import json
import shutil

from tests.commands.kit import sheet

GOAL = "params/fy2023/3-1.yaml"
BUILD = ("build", GOAL, "--formats", "html,data")


def test_a_file_that_cannot_be_replaced_leaves_the_whole_old_report(project):
    project.write(sheet("actuals: {2023: 5件}"))
    assert project.run(*BUILD).code == 0
    blocked = project.root / "reports/fy2023/3-1/data/measures.csv"
    blocked.unlink()
    (blocked / "open in another program").mkdir(parents=True)
    before = project.files()
    project.write(sheet("actuals: {2023: 6件}"))
    ran = project.run(*BUILD, "--json")
    line = (
        "reports/fy2023/3-1/data/measures.csv: 書き込めません（フォルダです）。"
        "前の報告書をそのまま残しました"
    )
    assert (ran.code, ran.err.splitlines()) == (2, [f"fy2023/3-1  {line}"])
    [row] = json.loads(ran.out)
    assert (row["name"], row["status"], row["why"]) == ("fy2023/3-1", "failed", [line])
    after = project.files()
    changed = {path for path in before if after.get(path) != before[path]}
    record = "reports/.evalkit/fy2023/3-1.json"  # it says what was to come
    assert changed == {GOAL, record, "reports/fy2023/index.html", "reports/index.html"} | {
        path for path in before if path.startswith("reports/.evalkit/") and "index" in path
    }
    old, new = (json.loads(state[record]) for state in (before, after))
    assert old["inputs"] == new["inputs"]
    assert str(project.root) not in after["reports/fy2023/index.html"].decode()
    blocked.joinpath("open in another program").rmdir()
    blocked.rmdir()
    mended = project.run(*BUILD, "--json")
    assert mended.code == 0
    [row] = json.loads(mended.out)
    assert row["files"][0] == "reports/fy2023/3-1.html"
    assert all((project.root / path).is_file() for path in row["files"])
    assert "6件" in (project.root / "reports/fy2023/3-1.html").read_text("utf-8")


def test_a_folder_of_reports_that_cannot_be_used_is_exit_2_and_a_whole_record(project):
    project.write(sheet("actuals: {2023: 5件}"))
    project.write(sheet("actuals: {2023: 5件}", number="3-2"), "params/fy2023/3-2.yaml")
    places = {
        "reports": "reports/.evalkit/lock: 書き込めません（フォルダと同じ名前のファイルがあります）",
        "reports/.evalkit": "reports/.evalkit/lock: 書き込めません（フォルダと同じ名前のファイルがあります）",
    }
    for place, why in places.items():
        project.write("a file where a folder should be", place)
        before = project.files()
        ran = project.run("build", "--json")
        assert ran.code == 2
        assert why in ran.err.splitlines()
        assert [(row["name"], row["status"], row["why"]) for row in json.loads(ran.out)] == [
            ("fy2023/3-1", "failed", [why]), ("fy2023/3-2", "failed", [why]),
        ]  # fmt: skip
        assert project.files() == before
        shutil.rmtree(project.root / "reports", ignore_errors=True)
        (project.root / "reports").unlink(missing_ok=True)
