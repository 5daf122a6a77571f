"""Named rows under an indicator, and several figures in one cell: each is judged by its own target."""

from __future__ import annotations

import json

import pytest

from evalkit.sheet.load import read_sheet
from tests.commands.kit import sheet

LEAVE = """\
name: 育児休業の取得率
unit: ％
direction: up
series:
  - {name: 男性, actuals: {2022: "30.1", 2023: "40.5"}, annual_targets: {2023: 42％}, target: （2025年度）50％}
  - {name: 女性, actuals: {2022: "84.1", 2023: "80.2"}, annual_targets: {2023: 80％}}
  - {name: 待機の日数, unit: 日, direction: down, actuals: {2023: 12日}, annual_targets: {2023: 10日}}
"""
PAIR = """\
name: 商品化した品の累計数
unit: 品
direction: up
baseline: （2020年度）3品
actuals: {2022: "3 (17)", 2023: "4 (21)"}
target: （2023年度）20品
"""
NAMED = PAIR + "parts: [年次, 累計]\ncompared: 累計\n"


def judged(project, path, year=2023):
    ran = project.run("assess", path, "--json")
    assert ran.code == 0, ran.err
    rows = json.loads(ran.out)["judgements"]
    return {row["indicator"]: row["grade"] for row in rows if row["fiscal_year"] == year}


def test_each_named_row_is_judged_by_its_own_target_and_direction(project):
    path = project.write(sheet(LEAVE))
    assert judged(project, path) == {
        "g1-i1-1": "missed", "g1-i1-2": "met", "g1-i1-3": "missed",
    }  # fmt: skip


def test_an_indicator_with_figures_of_its_own_is_judged_beside_its_rows(project):
    path = project.write(sheet(LEAVE + 'actuals: {2023: "60.0"}\nannual_targets: {2023: 55％}\n'))
    assert judged(project, path)["g1-i1"] == "met"
    assert judged(project, path)["g1-i1-1"] == "missed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAIR, {"g1-i1": "not_decidable"}),
        (NAMED, {"g1-i1-1": "no_target", "g1-i1-2": "met"}),
        (
            NAMED.replace("compared: 累計", "compared: 年次"),
            {"g1-i1-1": "missed", "g1-i1-2": "no_target"},
        ),
        (PAIR + "parts: [年次, 累計]\n", {"g1-i1-1": "no_target", "g1-i1-2": "no_target"}),
        (
            NAMED.replace("（2023年度）20品", "（2023年度）5品 (20品)"),
            {"g1-i1-1": "missed", "g1-i1-2": "met"},
        ),
    ],
)
def test_of_several_figures_in_a_cell_the_named_one_is_held_against_the_target(
    project, text, expected
):
    assert judged(project, project.write(sheet(text))) == expected


@pytest.mark.parametrize(
    ("cell", "parts", "values"),
    [
        ("4,100 510 240", "道内, 道外, 外国人", ["4100", "510", "240"]),
        ("70.5％／66.1％", "男性, 女性", ["70.5", "66.1"]),
        ("7件（27件）", "年次, 累計", ["7", "27"]),
        ("△3 (－)", "前年差, 前々年差", ["-3"]),
    ],
)
def test_the_figures_of_a_cell_are_read_by_their_names(project, cell, parts, values):
    text = f'unit: ""\nparts: [{parts}]\nactuals: {{2023: "{cell}"}}\n'
    path = project.write(sheet(text))
    indicator = read_sheet(project.root / path).achievement_goals[0].indicators[0]
    cells = [row.actuals[2023] for _, row in indicator.rows()]
    assert [str(cell.value) for cell in cells if cell.status == "value"] == values


def test_a_cell_whose_figures_have_no_names_stays_whole_and_is_told(project):
    path = project.write(sheet('unit: 万人\nactuals: {2023: "4,100 510 240"}\n'))
    ran = project.run("check", path)
    assert ran.code == 1
    assert "「4,100 510 240」は一つの数値として読めない" in ran.out
    assert "parts にその名称を" in ran.out


def test_named_rows_go_through_the_whole_house(project):
    path = project.write(sheet(LEAVE, NAMED))
    assert project.run("build", path).code == 0
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    assert "育児休業の取得率（男性）" in page
    assert 'id="g1-i1-1-actuals-2023"' in page
    assert 'href="#g1-i1-1-name"' in page
    assert 'id="g1-i1-1-name"' in page
    before = (project.root / path).read_bytes()
    project.run("workbook", "write", path, "b.xlsx")
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")
    assert (project.root / path).read_bytes() == before
    rolled = project.run("roll", path, "-o", "next.yaml")
    assert (
        "指標① 系列 「男性」 実績値 6年度: 6年度の実績値を記入してください（5年度は「40.5」）"
        in rolled.out
    )
    changed = (project.root / path).read_text("utf-8").replace('"40.5"', '"40.8"')
    project.write(changed, "other.yaml")
    compared = project.run("compare", path, "other.yaml").out
    assert "系列 「男性」 実績値 5年度: 40.5 → 40.8" in compared


def test_a_fault_in_a_named_row_is_told_at_its_place(project):
    path = project.write(sheet(LEAVE.replace('"40.5"', '"4O.5"')))
    ran = project.run("check", path)
    assert ran.code == 2
    assert "指標① 系列 「男性」 実績値 5年度" in ran.out
