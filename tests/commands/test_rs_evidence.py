"""`check --rs`: what the official tables say of programmes, amounts and indicators."""

from __future__ import annotations

import json

import pytest

from tests.commands.kit import sheet
from tests.intake.rs_files import indicators, write_tables

MEASURES = """\
    measures:
      - {name: 水辺の再生, review_sheet: "0101", budget: {2023: "1,200,000", 2024: "1,400,000"}}
      - {name: 森の 手入れ, budget: {2023: "79,399"}}
      - {name: 空の見張り, review_sheet: "0999", budget: {2023: "5"}}
    tables:
      measures: {budget: {2023: 5年度補正後予算額（千円）, 2024: 6年度当初予算額（千円）}}
"""
INDICATOR = """\
name: 再生した川の数
unit: 本
direction: up
actuals: {2023: 85本, 2024: 9百本}
annual_targets: {2023: 96本}
"""
OFFICIAL = indicators(
    ("0101", "再生した川の数", "本", "2.目標値", {2023: "96"}),
    ("0101", "再生した川の数", "本", "3.実績値", {2023: "86", 2024: "900"}),
    ("0101", "再生した川の数", "本", "4.達成率", {2023: "98"}),
)


@pytest.fixture
def typed(project):
    write_tables(project.root / "rs")
    return project.write(sheet(INDICATOR, year=2024) + MEASURES, "params/fy2024/3-1.yaml")


def rows(ran):
    return {(row["place"], row["printed"]): row for row in json.loads(ran.out)}


def test_programmes_and_amounts_are_set_beside_the_official_ones(project, typed):
    ran = project.run("check", typed, "--rs", "rs", "--json")
    found = rows(ran)
    assert ran.code == 1
    assert {key[1]: row["outcome"] for key, row in found.items()} == {
        "水辺の再生": "agrees",
        "1,200,000": "agrees",
        "1,400,000": "differs",
        "森の 手入れ": "agrees",
        "79,399": "agrees",  # of 79,399,999 yen: cut off
        "空の見張り": "absent",
    }
    wrong = next(row for row in found.values() if row["outcome"] == "differs")
    assert wrong["official"] == "2024年度 当初予算 1,300,000,000円"
    assert wrong["file"] == "params/fy2024/3-1.yaml"


def test_a_line_says_place_and_both_figures_in_both_languages(project, typed):
    ja, en = (
        project.run("check", typed, "--rs", "rs", "--lang", each).out for each in ("ja", "en")
    )
    assert (
        "params/fy2024/3-1.yaml  不一致  達成目標1 達成手段 「水辺の再生」 予算額 6年度「1,400,000」"
        "  RS: 2024年度 当初予算 1,300,000,000円" in ja.splitlines()
    )
    assert "initial budget of FY2024: 1,300,000,000円" in en


def test_indicators_of_the_same_name_are_compared_and_a_rate_is_never_believed(project, typed):
    name = "3-1_RS_2024_効果発現経路_目標・実績.csv"
    (project.root / "rs" / name).write_bytes(OFFICIAL)
    found = rows(project.run("check", typed, "--rs", "rs", "--json"))
    target, wrong, right = (
        next(row for (_, printed), row in found.items() if printed == text)
        for text in ("96本", "85本", "9百本")
    )
    assert (target["outcome"], right["outcome"]) == ("agrees", "agrees")
    assert wrong["outcome"] == "differs"
    assert wrong["official"] == (
        "実績値 86本、RSシステムの達成率 98％（実績値÷目標値では 89.6％。増減のどちらが良いかを問わない比）"
    )


def test_several_sheets_are_set_beside_the_same_tables_each_in_its_place(project, typed):
    name = "3-1_RS_2024_効果発現経路_目標・実績.csv"
    (project.root / "rs" / name).write_bytes(OFFICIAL)
    other = project.write(sheet("actuals: {2024: 5件}", year=2024), "params/fy2024/4-1.yaml")
    ran = project.run("check", other, typed, "--rs", "rs", "--json")
    assert {row["file"] for row in json.loads(ran.out)} == {"params/fy2024/3-1.yaml"}
    alone = project.run("check", typed, "--rs", "rs", "--json")
    assert json.loads(ran.out) == json.loads(alone.out)


def test_what_agrees_throughout_exits_0(project):
    write_tables(project.root / "rs")
    rest = MEASURES.replace("1,400,000", "1,300,000")
    path = project.write(sheet(INDICATOR, year=2024) + rest, "params/fy2024/3-1.yaml")
    assert project.run("check", path, "--rs", "rs").code == 0


def test_a_folder_without_tables_is_told(project, typed):
    ran = project.run("check", typed, "--rs", "params")
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert ran.lines[0].startswith("params: RSシステムの CSV")
