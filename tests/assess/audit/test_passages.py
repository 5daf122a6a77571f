"""The texts of a sheet with their paths."""

from __future__ import annotations

import pytest

from evalkit.assess.audit.passages import passages
from evalkit.sheet.load import parse_sheet, read_sheet

SHEET = """\
ministry: 文部科学省
fiscal_year: 2012
policy_goal: {number: 7-2, name: 例, summary: ""}
achievement_goals:
  - no: 1
    name: 目標
    tables: {measures: {heading: 手段, budget: {2012: 24年度予算}}}
    indicators:
      - {no: 1, name: 指標, kind: outcome, actuals: {2008-2011: 実績 なし, 2012: 5件}, target: " "}
    measures:
      - {name: 事業, budget: {2012: {printed: "1,30,000", reading: "1,300,000"}}}
cabinet_policies: [{name: 計画, excerpt: 引用}]
"""
INDICATOR = ("achievement_goals", 0, "indicators", 0)
MEASURE = ("achievement_goals", 0, "measures", 0)


@pytest.fixture(scope="module")
def texts():
    return {text.path: text for text in passages(parse_sheet(SHEET))}


def test_every_text_has_the_path_of_the_sheet_file(texts):
    assert texts[(*INDICATOR, "actuals", "2008-2011")].compact == "実績なし"
    assert texts[(*MEASURE, "budget", "2012")].text == "1,30,000"
    assert ("policy_goal", "summary") not in texts
    assert (*INDICATOR, "target") not in texts  # nothing is printed there
    assert (*INDICATOR, "no") not in texts


def test_a_text_knows_its_field_its_record_and_what_kind_it_is(texts):
    cell = texts[(*INDICATOR, "actuals", "2012")]
    assert (cell.field, cell.record, cell.in_cell, cell.heading) == (
        "actuals",
        INDICATOR,
        True,
        False,
    )
    head = texts["achievement_goals", 0, "tables", "measures", "budget", "2012"]
    assert (head.heading, head.of_programme, head.record) == (True, False, head.path)
    name = texts[(*MEASURE, "name")]
    assert (name.heading, name.of_programme, name.record) == (True, True, MEASURE)
    assert texts["cabinet_policies", 0, "excerpt"].quoted


def test_every_text_of_the_published_sheet_stands_at_its_path_in_the_file(goal_7_2):
    from evalkit.sheet.load import read_document

    source = read_document(goal_7_2).source
    by_default = set()
    for text in passages(read_sheet(goal_7_2)):
        printed = source.at(text.path)
        printed = printed["printed"] if isinstance(printed, dict) else printed
        if printed is None:  # the file leaves out what the form prints in every sheet
            by_default.add((text.field, text.text))
        else:
            assert printed == text.text
    assert by_default == {("annual_targets_label", "年度ごとの目標値"), ("heading", "測定指標")}
