"""Pairs, running totals, shares and fractions that cannot be."""

from __future__ import annotations

import pytest

from tests.assess.checks.small_sheets import found, one

PAIRS = "支援数(プロジェクトの総数)"
RUNNING = "採択件数(累計)"
SHARE = "満足と回答した者の割合"


def test_a_total_in_brackets_smaller_than_its_part_is_an_error():
    (finding,) = found("pair-order", one("actuals: {2012: 27件（7件）}", name=PAIRS))
    assert finding.severity == "error"
    assert finding.path[-2:] == ("actuals", "2012")
    assert finding.printed == "27件（7件）"
    assert (
        "「(プロジェクトの総数)」に当たる括弧内の 7 が、括弧の外の 27 より小さい"
        in finding.evidence.ja
    )


def test_a_part_in_brackets_larger_than_its_total_is_an_error():
    (finding,) = found("pair-order", one("target: 10件（12件）", name="採択件数(うち新規)"))
    assert finding.place.ja == "達成目標1 指標① 目標値"
    assert "12" in finding.evidence.ja
    assert "大きい" in finding.evidence.ja


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        (PAIRS, "7件（27件）"),
        (PAIRS, "7件（7件）"),
        (PAIRS, "27～30件"),
        ("支援数", "27件（7件）"),  # the name does not say what stands in the brackets
        ("採択件数(うち新規)", "10件（4件）"),
        ("採択件数(合計、うち新規)", "10件（4件）"),
    ],
)
def test_other_pairs_may_stand(name, cell):
    assert not found("pair-order", one(f"actuals: {{2012: {cell}}}", name=name))


def test_a_running_total_that_falls_is_a_warning():
    text = one("actuals: {2011: 30件, 2012: 28件}", name="累計採択件数")
    (finding,) = found("running-total", text)
    assert (finding.severity, finding.path[-1]) == ("warning", "2012")
    assert "30 から 28 に減少" in finding.evidence.ja


def test_a_running_total_in_brackets_must_add_up():
    text = one("actuals: {2010: 7件（20件）, 2011: 8件（28件）, 2012: 9件（38件）}", name=RUNNING)
    (finding,) = found("running-total", text)
    assert finding.printed == "9件（38件）"
    assert "28＋9＝37 であり、記載の累計 38 と一致しない" in finding.evidence.ja


@pytest.mark.parametrize(
    ("name", "actuals"),
    [
        (RUNNING, "{2010: 7件（20件）, 2011: 8件（28件）, 2012: 9件（37件）}"),
        (RUNNING, "{2010: 7件（20件）, 2012: 9件（37件）}"),  # a year is missing between them
        ("累計採択件数", "{2011: 30件, 2012: 30件}"),
        ("採択件数", "{2011: 30件, 2012: 28件}"),
    ],
)
def test_running_totals_that_rise_or_cannot_be_told_may_stand(name, actuals):
    assert not found("running-total", one(f"actuals: {actuals}", name=name))


def test_a_share_above_the_whole_is_an_error_said_once_for_its_row():
    text = one("actuals: {2010: 99％, 2011: 910％, 2012: 105.5％}\ntarget: 80％以上", name=SHARE)
    (finding,) = found("share-out-of-bounds", text)
    assert (finding.severity, finding.path[-1]) == ("error", "2011")
    assert "910％・105.5％" in finding.evidence.ja
    assert [path[-1] for path in finding.related] == ["2012"]


def test_words_of_another_part_of_the_name_do_not_open_a_share():
    name = "目標を達成し、発明に対する目利きが的確であると回答を得た割合"
    assert found("share-out-of-bounds", one("actuals: {2012: 990％}", name=name))


def test_a_rate_above_the_whole_is_a_warning():
    (finding,) = found("share-out-of-bounds", one("actuals: {2012: 120％}", name="就職率"))
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        (SHARE, "100％"),
        (SHARE, "0％"),
        (SHARE, "424件"),
        ("目標に対する実施件数の割合", "120％"),
        ("賃金の増加の割合", "△5％"),
        ("論文数の伸び率", "△5％"),
        ("目標達成率", "130％"),
        ("論文数", "250％"),
    ],
)
def test_what_may_exceed_a_hundred_may_stand(name, cell):
    assert not found("share-out-of-bounds", one(f"actuals: {{2012: {cell}}}", name=name))


def test_a_percentage_beside_another_fraction_is_an_error():
    (finding,) = found("fraction-percentage", one("actuals: {2012: 48件/91件（62.7％）}"))
    assert finding.severity == "error"
    assert finding.printed == "48件/91件（62.7％）"
    assert "48÷91＝52.75％" in finding.evidence.ja


@pytest.mark.parametrize(
    "cell",
    ["48/91（52.7％）", "48/91（52.74％）", "48/91（52.75％）", "48/91", "0/0（0％）", "52.7％"],
)
def test_a_percentage_of_its_fraction_may_stand_rounded_or_cut(cell):
    assert not found("fraction-percentage", one(f"actuals: {{2012: {cell}}}"))
