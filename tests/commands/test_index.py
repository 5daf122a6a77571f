"""An index says what is published: in a clone too, and of reports whose sheet is gone or renamed."""

from __future__ import annotations

import re
import shutil

import pytest
from bs4 import BeautifulSoup

from tests.commands.kit import sheet

HTML = ("build", "--formats", "html")


@pytest.fixture
def three(project):
    for place in (1, 2, 3):
        project.write(goal(place), f"params/fy2023/3-{place}.yaml")
    assert project.run(*HTML).code == 0
    return project


def goal(place, actual="6件"):
    text = sheet(f"actuals: {{2022: 5件, 2023: {actual}}}\ntarget: 8件", number=f"3-{place}")
    return text.replace("道路交通の安全", f"道路交通の安全{place}")


def rows(project):
    """Of each goal in the index: where its name leads, and what is said of its report."""
    page = (project.root / "reports/fy2023/index.html").read_text("utf-8")
    found = BeautifulSoup(page, "html.parser").select("#goals-table tbody tr")
    return {row.select("a")[0]["href"]: row.select("td")[-1].get_text() for row in found}


def counted(project, path="reports/fy2023/index.html"):
    page = (project.root / path).read_text("utf-8")
    return int(re.search(r"(\d+)施策目標の\d+指標のうち", page)[1])


def test_a_clone_that_builds_one_sheet_keeps_the_other_goals_in_the_index(three):
    shutil.rmtree(three.root / "reports/.evalkit")
    for notebook in (three.root / "reports").rglob("*.ipynb"):
        notebook.unlink()
    three.write(goal(2, "7件"), "params/fy2023/3-2.yaml")
    three.write(goal(3, "9件"), "params/fy2023/3-3.yaml")  # and is not built
    assert three.run(*HTML, "params/fy2023/3-2.yaml").code == 0
    assert rows(three) == {
        "3-1.html": "○ 作成済み",
        "3-2.html": "○ 作成済み",
        "3-3.html": "▲ 今の評価書から作ったものではなく、集計に含まない",
    }
    assert counted(three) == 2
    assert three.run(*HTML, "params/fy2023/3-2.yaml", "--explain").lines[0] == (
        "fy2023/3-2  変更なし"
    )


def test_a_sheet_that_is_gone_and_one_with_a_new_name_are_marked_and_not_counted(three):
    sheets = three.root / "params/fy2023"
    (sheets / "3-1.yaml").unlink()
    (sheets / "3-2.yaml").rename(sheets / "道路.yaml")
    ran = three.run(*HTML)
    assert ran.code == 0
    assert [line.split("  ")[0] for line in ran.lines if "評価書がなくなった" in line] == [
        "fy2023/3-1", "fy2023/3-2",
    ]  # fmt: skip
    retired = "▲ 評価書がなくなり、集計に含まない"
    assert rows(three) == {
        "3-1.html": retired,
        "3-2.html": "▲ 同じ施策目標の新しい報告書があり、集計に含まない",
        "3-3.html": "○ 作成済み",
        "%E9%81%93%E8%B7%AF.html": "○ 作成済み",
    }
    assert counted(three) == 2
    page = (three.root / "reports/fy2023/index.html").read_text("utf-8")
    assert "ほかに、公表済みで集計に含まない報告書が2件あります" in page
    assert "変更なし 2件" in three.run(*HTML).err
    three.write(goal(1), "params/fy2023/3-1.yaml")
    assert three.run(*HTML).code == 0
    assert rows(three)["3-1.html"] == "○ 作成済み"
    assert counted(three) == 3


def test_ministries_with_folders_of_their_own_do_not_retire_each_other(three):
    (three.root / "params/甲省/fy2023").mkdir(parents=True)
    (three.root / "params/fy2023/3-3.yaml").rename(three.root / "params/甲省/fy2023/3-3.yaml")
    ran = three.run(*HTML, "params/fy2023")
    assert (ran.code, "評価書がなくなった" in ran.err) == (0, False)
    assert set(rows(three).values()) == {"○ 作成済み"}


def test_what_is_no_report_is_no_goal_of_an_index(three):
    folder = three.root / "reports/fy2023"
    (folder / "memo.html").write_text("<title>memo</title>", "utf-8")
    ran = three.run("compare", *[f"params/fy2023/3-{n}.yaml" for n in (1, 2)],
                    "--html", "reports/fy2023/changes.html")  # fmt: skip
    assert ran.code == 0
    assert three.run(*HTML, "--force").code == 0
    assert list(rows(three)) == ["3-1.html", "3-2.html", "3-3.html"]


def test_a_digest_that_cannot_be_read_is_as_if_there_were_none(three):
    before = rows(three)
    digest = three.root / "reports/.evalkit/fy2023/3-1.digest.json"
    digest.unlink()
    digest.symlink_to("/proc/self/mem")  # of which no byte can be read
    ran = three.run(*HTML)
    assert (ran.code, rows(three)) == (0, before)
    assert counted(three) == 3
