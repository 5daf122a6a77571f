"""Data sources: where a figure cannot be traced, and where it can."""

from __future__ import annotations

import pytest

from tests.assess.checks.small_sheets import entries, found, goal, sheet

FOUR = [f"{{no: {n}, name: 指標{n}, kind: outcome, actuals: {{2012: 5件}}}}" for n in range(1, 5)]
FULL = "（作成：総務省）（作成又は公表時期：平成25年5月）（所在：https://www.example.go.jp/a.html）"


def indicators(goal):
    """Paths of the four indicators of a goal."""
    return tuple(("achievement_goals", goal, "indicators", place) for place in range(4))


def sources(*texts, goals=2, of="1"):
    rows = [
        text if text.startswith("{") else f"{{achievement_goal: '{of}', text: '{text}'}}"
        for text in texts
    ]
    body = [goal(no, *FOUR) for no in range(1, goals + 1)]
    return sheet(*body, rest=entries("data_sources", *rows))


def test_a_goal_without_a_source_is_a_warning():
    (finding,) = found("no-data-source", sources("調査"))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 1)
    assert finding.related == indicators(1)
    assert finding.evidence.ja == (
        "達成目標2の指標①～④（4件）に対応するデータ・資料等の記載がない。"
    )


def test_a_sheet_without_any_source_is_one_warning():
    (finding,) = found("no-data-source", sheet(goal(1, *FOUR), goal(2, *FOUR)))
    assert finding.path == ("data_sources",)
    assert finding.related == indicators(0) + indicators(1)
    assert finding.evidence.ja == ("指標は8件あるが、「指標に用いたデータ・資料等」に記載がない。")


def test_indicators_without_a_source_are_named_where_sources_name_theirs():
    text = sources("{achievement_goal: '1', indicators: '①～③', text: 調査}", goals=1)
    (finding,) = found("no-data-source", text)
    assert finding.path == ("achievement_goals", 0, "indicators", 3)
    assert "指標④（1件）" in finding.evidence.ja
    assert finding.related == ()


def test_several_indicators_without_a_source_are_all_covered():
    text = sources("{achievement_goal: '1', indicators: '②', text: 調査}", goals=1)
    (finding,) = found("no-data-source", text)
    first, _, third, fourth = indicators(0)
    assert (finding.path, finding.related) == (first, (third, fourth))


def test_sources_that_say_whose_they_are_not_cover_all_indicators_of_the_goal():
    (finding,) = found("source-of-which-indicator", sources("調査", goals=1))
    assert finding.related == indicators(0)
    assert (
        finding.evidence.en == "Goal 1 has 4 indicators and 1 source; nothing says which is whose."
    )


def test_english_evidence_on_sources_has_no_plural_of_one():
    (old,) = found("source-url", sources(FULL.replace("https", "http"), goals=1))
    assert old.evidence.en.startswith("Addresses that begin with http://: 1 of 1 (http")
    (poor,) = found("source-details", sources("調査", FULL, goals=1))
    assert poor.evidence.en == "Author, date and place are all stated for 1 of 2 sources only."


@pytest.mark.parametrize(
    "text",
    [
        sources("調査", goals=1),  # it may be that of any indicator
        sources("調査", of=""),  # it may be that of either goal
        sources("{achievement_goal: '1', indicators: '①～④', text: 調査}", goals=1),
        sources("{achievement_goal: '1', indicators: '①', text: 調査}", "別の調査", goals=1),
    ],
)
def test_a_source_that_may_be_that_of_every_figure_is_enough(text):
    assert found("no-data-source", text) == []


def test_few_sources_that_do_not_say_whose_they_are_are_a_note():
    (finding,) = found("source-of-which-indicator", sources("調査"))
    assert finding.severity == "info"
    assert finding.path == ("data_sources", 0)
    assert finding.evidence.ja.startswith("達成目標1は指標4件に対し資料1件で")
    assert found("source-of-which-indicator", sources("調査", "別の調査")) == []
    named = "{achievement_goal: '1', indicators: '①', text: 調査}"
    assert found("source-of-which-indicator", sources(named)) == []


def test_a_source_without_details_beside_one_with_them_is_a_note():
    (finding,) = found("source-details", sources("年度報告書（総務省）", "調査" + FULL))
    assert (finding.severity, finding.path) == ("info", ("data_sources", 0))
    assert finding.evidence.ja == (
        "資料2件のうち1件に作成者・公表時期・所在の記載がない（1件にはある）。"
    )


def test_sources_that_are_all_alike_are_not():
    assert found("source-details", sources("調査" + FULL, "別の調査" + FULL)) == []
    assert found("source-details", sources("年度報告書（総務省）", "別の報告書")) == []


@pytest.mark.parametrize(
    "url", ["http//www.example.go.jp/", "http:/www.example.go.jp/", "http://www"]
)
def test_an_address_that_is_none_is_a_warning(url):
    (finding,) = found("source-url", sources(f"調査（所在：{url}）"))
    assert finding.severity == "warning"


def test_a_word_that_is_no_address_is_none():
    assert found("source-url", sources("調査（所在：htttp）")) == []


def test_addresses_without_https_are_one_note():
    text = sources(
        "甲（http://www.example.go.jp/a.htm）", "乙（http://www.example.go.jp/）", "丙" + FULL
    )
    (finding,) = found("source-url", text)
    assert finding.severity == "info"
    assert finding.evidence.ja == (
        "所在3件のうち2件がhttp://のURLのみである（http://www.example.go.jp/a.htm）。"
    )
    assert found("source-url", sources("丙" + FULL, "報告書（総務省）")) == []
