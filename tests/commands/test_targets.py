"""Several targets of one indicator: mid-term and final, and revised ones with their history."""

from __future__ import annotations

import csv
import json

import openpyxl
import pytest

from tests.commands.kit import sheet

STEPS = """\
name: 就業率
baseline: （2015年度）40％
actuals: {2019: 47％, 2020: 49％, 2021: 52％, 2022: 55％, 2023: 57％}
targets:
  - {text: （2020年度）50％}
  - {text: （2025年度）60％, since: 2021, reason: 計画の改定}
"""
PLAN = "name: 就業率\nactuals: {2021: 52％, 2022: 55％}\n"
KEPT = """\
name: 満足度
actuals: {2019: 89％, 2020: 92％, 2021: 93％, 2022: 94％, 2023: 96％}
targets:
  - {text: （毎年度）90％以上}
  - {text: （毎年度）95％以上, since: 2021}
"""
EASED = """\
name: 相談件数
direction: up
actuals: {2021: 130件, 2022: 120件, 2023: 125件}
targets:
  - {text: （2023年度）200件}
  - {text: （2023年度）124件, since: 2023}
"""


def rows(project, text, table="judgements"):
    path = project.write(text)
    assert project.run("build", path, "--formats", "data").code == 0
    file = project.root / f"reports/fy2023/3-1/data/{table}.csv"
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


def grades(project, *indicators):
    path = project.write(sheet(*indicators))
    ran = project.run("assess", path, "--json")
    assert ran.code == 0, ran.err
    return {
        (row["indicator"], row["fiscal_year"]): row["grade"]
        for row in json.loads(ran.out)["judgements"]
        if row["grade"] != "no_target"
    }


def test_each_year_is_judged_by_the_target_then_in_force(project):
    assert grades(project, STEPS, KEPT, EASED) == {
        ("g1-i1", 2020): "missed",
        ("g1-i2", 2019): "missed", ("g1-i2", 2020): "met",
        ("g1-i2", 2021): "missed", ("g1-i2", 2022): "missed", ("g1-i2", 2023): "met",
        ("g1-i3", 2023): "met",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("targets", "met", "missed"),
    [
        # the end of the plan is moved: what was aimed at in 2022 is no target of that year any more
        ("{text: （2022年度）60％}, {text: （2025年度）60％, since: 2021}", [], []),
        # only the final target is revised: the mid-term one stays
        (
            "{text: （2022年度）60％}, {text: （2025年度）70％}, {text: （2025年度）65％, since: 2021}",
            [], [2022],
        ),
        # a mid-term one is revised, the final one stays
        (
            "{text: （2022年度）60％}, {text: （2022年度）55％, since: 2021}, {text: （2025年度）70％}",
            [2022], [],
        ),
        # the end is brought forward
        ("{text: （2023年度）70％}, {text: （2022年度）55％, since: 2021}", [2022], []),
        # one for every year beside one for a year
        ("{text: （毎年度）50％以上}, {text: （2022年度）56％以上}", [2021, 2023], [2019, 2020, 2022]),
        # in force only since a year
        ("{text: （毎年度）50％以上, since: 2021}", [2021, 2022, 2023], []),
    ],
)  # fmt: skip
def test_a_revision_replaces_what_it_revises_and_no_more(project, targets, met, missed):
    text = STEPS.partition("targets:")[0] + f"targets: [{targets}]\n"
    found = grades(project, text)
    assert [year for (_, year), grade in found.items() if grade == "met"] == met
    assert [year for (_, year), grade in found.items() if grade == "missed"] == missed


def test_outlook_progress_and_the_data_of_the_indicator_are_those_of_the_last_target(project):
    (row,) = rows(project, sheet(STEPS), "indicators")
    found = row["target_value"], row["target_fiscal_year"], row["outlook"]
    assert found == ("60", "2025", "on_course")
    (progress,) = [
        row["value"]
        for row in rows(project, sheet(STEPS), "results")
        if (row["method"], row["fiscal_year"]) == ("progress", "2023")
    ]
    assert progress == "0.85"


def test_the_data_say_of_every_target_when_it_holds(project):
    text = sheet(STEPS, "name: 甲\nactuals: {2023: 1件}\ntarget: 2件\n")
    names = ("indicator", "printed", "fiscal_year", "since", "until", "reason", "file_line")
    assert [tuple(row[name] for name in names) for row in rows(project, text, "targets")] == [
        ("g1-i1", "（2020年度）50％", "2020", "", "", "", "14"),
        ("g1-i1", "（2025年度）60％", "2025", "2021", "", "計画の改定", "15"),
    ]
    reasons = {row["fiscal_year"]: row["reason"] for row in rows(project, sheet(STEPS))}
    assert reasons["2020"] == "目標値「（2020年度）50％」による。実績値49は目標値50を満たさない。"


@pytest.mark.parametrize(
    ("targets", "place", "said"),
    [
        (
            "target: 65％\ntargets: [{text: （2020年度）50％}, {text: 60％}]",
            "目標値",
            "target の「65％」が、targets の最後の目標値「60％」と異なります。"
            "正しい方を targets に書き、target は消してください",
        ),
        (
            "targets: [{text: （2025年度）50％}, {text: （2025年度）60％}]",
            "各目標値2",
            "「（2025年度）60％」は 12 行目の目標値と同じ時期の目標です。目標年度を書くか、"
            "改定後の目標値であれば since に適用年度を書いてください",
        ),
        (
            "targets: [{text: （2025年度）60％}, {text: （2020年度）50％}]",
            "各目標値2",
            "「（2020年度）50％」は前の「（2025年度）60％」より早い目標です。"
            "目標年度の早い順に、同じ年度のものは適用年度（since）の早い順に並べてください",
        ),
        (
            "targets: [{text: （2022年度）50％}, {text: （2025年度）60％}, {text: （2022年度）40％, since: 2021}]",
            "各目標値3",
            "「（2022年度）40％」は前の「（2025年度）60％」より早い目標です。"
            "目標年度の早い順に、同じ年度のものは適用年度（since）の早い順に並べてください",
        ),
        (
            "targets: [{text: （2020年度）50％, since: 2021}]",
            "各目標値1 適用年度",
            "適用年度 2021 が目標年度 2020 の後です。どちらかを直してください",
        ),
        ('targets: [{text: ""}]', "各目標値1", "「目標値」が空です。記入してください"),
        (
            "targets: [{text: 5O％}]",
            "各目標値1",
            "「5O％」は数値として読めません（2文字目が数字に似た文字「O」）。例: 50％",
        ),
    ],
)
def test_what_leaves_a_doubt_is_a_problem_with_its_place(project, targets, place, said):
    path = project.write(sheet(f"name: 率\nactuals: {{2023: 57％}}\n{targets}\n"))
    ran = project.run("check", path)
    assert ran.code == 2
    (line,) = ran.out.splitlines()
    assert line.partition("  ")[2] == f"達成目標1 指標① {place}: {said}"


def test_the_page_shows_every_target_and_which_years_it_judges(project):
    path = project.write(sheet(STEPS))
    assert project.run("build", path, "--formats", "html").code == 0
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    assert "（2020年度）50％</div>" in page
    revised = '<span class="note"><span lang="ja">3年度から適用</span>: 計画の改定</span></div>'
    assert revised in page
    assert '<th scope="row">（2020年度）50％</th><td>－</td><td>2年度</td>' in page
    assert '<th scope="row">（2025年度）60％</th><td>3年度～</td><td>－</td>' in page


def test_the_workbook_takes_several_targets_both_ways(project):
    path = project.write(sheet(STEPS + "note: ※\n", KEPT))
    before = (project.root / path).read_bytes()
    assert project.run("workbook", "write", path, "b.xlsx").code == 0
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")
    assert (project.root / path).read_bytes() == before
    book = openpyxl.load_workbook(project.root / "b.xlsx")
    (cell,) = [
        each
        for page in book
        for row in page.iter_rows()
        for each in row
        if each.value == "（2020年度）50％\n（2025年度）60％［2021から：計画の改定］"
    ]
    cell.value += "\n（2030年度）70％以上［2024から］"
    book.save(project.root / "b.xlsx")
    assert project.run("workbook", "read", "b.xlsx", path).code == 0
    text = (project.root / path).read_text("utf-8")
    assert "- {text: （2030年度）70％以上, since: 2024}\n" in text


def test_the_next_years_sheet_keeps_the_history_and_asks_for_a_target_where_its_year_is_over(
    project,
):
    path = project.write(sheet(STEPS, EASED))
    rolled = project.run("roll", path, "-o", "next.yaml")
    assert (
        "指標② 各目標値3: 目標年度を過ぎました（5年度は「（2023年度）124件」）。新しい目標値を記入してください"
        in rolled.out
    )
    text = (project.root / "next.yaml").read_text("utf-8")
    assert "{text: （2020年度）50％}" in text
    assert "{text: （2025年度）60％, since: 2021, reason: 計画の改定}" in text
    assert "{text: 【要記入】}" in text
    again = project.run(
        "roll", "next.yaml", "-o", "later.yaml"
    )  # open entries are no other problem
    assert again.code == 0, again.err


def test_what_was_changed_in_the_history_is_told(project):
    old = project.write(
        sheet(PLAN + "target: （2025年度）50％\n", year=2022), "params/fy2022/3-1.yaml"
    )
    new = project.write(
        sheet(
            PLAN + "targets: [{text: （2025年度）55％}, {text: （2025年度）60％, since: 2023}]\n"
        ),
        "new.yaml",
    )
    out = project.run("compare", old, new).out
    assert "指標① 目標値: （2025年度）50％ → （2025年度）60％" in out
    assert "指標① 各目標値1: （2025年度）50％ → （2025年度）55％" in out
