"""What the checks on figures and targets find in the published sheet of goal 7-2."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.audit import all_checks, audit
from evalkit.sheet.load import read_sheet
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def findings():
    parts = ("figures", "targets")
    own = {each.id for each in all_checks() if each.module.split(".")[-2] in parts}
    sheet = read_sheet(ROOT / "params/fy2012/7-2.yaml")
    return [each for each in audit(sheet, as_of=date(2013, 7, 31)) if each.check in own]


def test_the_errors_and_warnings_are_these_seven(findings):
    grave = {(f.severity, f.check, f.place.ja) for f in findings if f.severity != "info"}
    s_inno = "「研究成果展開事業「戦略的イノベーション創出推進プログラム（Ｓ－イノベ）」」"
    spin_off = "「大学発新産業創出拠点プロジェクト」"
    assert grave == {
        ("error", "annual-target-reached", "達成目標1 指標③ 年度ごとの目標値 24年度"),
        ("error", "breakdown-mean", "達成目標2 指標⑤ 別表 平均 24年度"),
        ("error", "malformed-number", f"達成目標1 達成手段 {spin_off} 予算額 24年度"),
        ("warning", "missing-separators", "予算額 上段 復興庁一括計上分 当初予算 26年度"),
        ("warning", "no-final-target", "達成目標1 指標① 目標値"),
        ("warning", "not-yet-measurable", "達成目標1 指標⑦ 目標値"),
        ("warning", "jump", f"達成目標2 達成手段 {s_inno} 予算額 25年度"),
    }


def test_its_one_wrong_mean_is_that_of_the_groups_means(findings):
    (finding,) = [each for each in findings if each.check.startswith("breakdown-")]
    assert finding.printed == "91%"
    assert "(71＋100＋91＋87＋93＋96)÷6＝89.67" in finding.evidence.ja
    assert "区分ごとの平均の平均（91.11）なら一致する" in finding.evidence.ja


@pytest.mark.parametrize(
    ("check", "places"),
    [
        ("width-mixed", ["1 指標④", "2 指標⑥", "3 指標③"]),
        ("percent-mixed", ["2 指標⑤", "2 指標⑤ 別表", "2 指標⑥"]),
        ("decimals-mixed", ["2 指標④"]),
        ("overshoot", ["1 指標⑬", "2 指標①", "2 指標⑨", "2 指標⑪"]),
        ("final-target-reached", ["1 指標⑫", "2 指標⑥", "3 指標③"]),
        ("annual-equals-final", ["1 指標⑤", "1 指標⑥", "1 指標⑫"]),
        ("target-year-head", ["2 指標②", "3 指標②"]),
        ("baseline-year-head", ["1 指標③", "1 指標⑫"]),
        ("baseline-like-target", ["2 指標①", "3 指標②"]),
    ],
)
def test_the_notes_stand_at_these_indicators(findings, check, places):
    found = [f.place.ja.removeprefix("達成目標") for f in findings if f.check == check]
    assert len(found) == len(places)
    assert all(place.startswith(own) for place, own in zip(found, places, strict=True))


@pytest.mark.parametrize(
    ("check", "covered"),
    [
        ("pending", ["1-1", "1-2", "1-3", "1-4", "3-1"]),
        ("not-yet-measurable", ["1-7", "1-8"]),
        ("perhaps-not-measurable", ["3-4"]),
        ("baseline-like-target", ["2-1", "2-2", "2-3", "2-6", "2-7", "2-8", "2-9", "3-2", "3-4"]),
        ("baseline-without-year", [*(f"2-{n}" for n in range(1, 12)), "3-2", "3-4"]),
        ("no-data-source", [*(f"2-{n}" for n in range(1, 12)), *(f"3-{n}" for n in range(1, 5))]),
        ("source-of-which-indicator", [f"1-{n}" for n in range(1, 14)]),
        ("source-older-than-figures", ["1-1", "1-2", "1-3", "1-4"]),
    ],
)
def test_a_finding_on_several_indicators_names_each_of_them(check, covered):
    every = audit(read_sheet(ROOT / "params/fy2012/7-2.yaml"), as_of=date(2013, 7, 31))
    paths = [path for f in every if f.check == check for path in (f.path, *f.related)]
    indicators = {path[1::2][:2] for path in paths if "indicators" in path[:3]}
    assert sorted((goal + 1, place + 1) for goal, place in indicators) == [
        tuple(map(int, each.split("-"))) for each in covered
    ]


def test_nothing_is_said_twice_of_one_cell_by_one_check(findings):
    named = [(finding.check, finding.path) for finding in findings]
    assert len(named) == len(set(named))
