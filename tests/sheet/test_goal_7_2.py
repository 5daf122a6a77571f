"""Goal 24-7-2 of FY2012 against an independent transcription of the published text.

The files under ``tests/published`` were made by another hand from the same text, before and without
the sheet file. They name every printed cell, so that each of the two keeps the other honest.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from evalkit.sheet.load import read_sheet

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests/published/24-7-2"
SHEET = read_sheet(ROOT / "params/fy2012/7-2.yaml")
INDICATORS = {(goal.no, indicator.no): indicator for goal, indicator in SHEET.indicators()}


def rows(name):
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def flat(text):
    return "".join(text.split())


def by_id(row):
    return "-".join(
        row[key] for key in ("achievement_goal", "indicator", "series", "span_first") if row[key]
    )


def series(indicator, name):
    return {"actual": indicator.actuals, "annual_target": indicator.annual_targets}[name]


def test_the_goal_has_13_11_and_4_indicators():
    assert Counter(goal for goal, _ in INDICATORS) == {"1": 13, "2": 11, "3": 4}


@pytest.mark.parametrize("row", rows("cells.csv"), ids=by_id)
def test_a_cell_is_as_printed(row):
    indicator = INDICATORS[row["achievement_goal"], row["indicator"]]
    assert flat(indicator.name) == flat(row["name"])
    assert indicator.kind == row["kind"]
    if row["series"] in ("baseline", "target"):
        assert flat(getattr(indicator, row["series"]).printed) == flat(row["printed"])
        return
    cells = series(indicator, row["series"])
    first, last = int(row["span_first"]), int(row["span_last"])
    assert cells.span(first)[:2] == (first, last)
    for year in range(first, last + 1):
        assert flat(cells[year].printed) == flat(row["printed"])


def test_nothing_is_in_the_sheet_that_was_not_printed():
    listed = Counter(row["series"] for row in rows("cells.csv"))
    for name in ("actual", "annual_target"):
        spans = [span for each in INDICATORS.values() for span, _ in series(each, name).spans()]
        assert len(spans) == listed[name]


@pytest.mark.parametrize(
    "row", rows("heads.csv"), ids=lambda r: f"{r['achievement_goal']}-{r['indicator']}"
)
def test_a_head_is_as_printed(row):
    goal = next(goal for goal in SHEET.achievement_goals if goal.no == row["achievement_goal"])
    indicator = INDICATORS[goal.no, row["indicator"]]
    heads = goal.table(indicator)
    assert (heads.heading, heads.baseline, heads.target, indicator.annual_targets_label) == (
        row["heading"], row["baseline_head"], row["target_head"], row["annual_target_label"],
    )  # fmt: skip


def test_the_footnotes_are_as_printed():
    printed = {(r["achievement_goal"], r["indicator"]): r["note"] for r in rows("notes.csv")}
    assert {key: each.note for key, each in INDICATORS.items() if each.note} == printed


def measures():
    for goal in SHEET.achievement_goals:
        yield from ((goal.no, measure) for measure in goal.measures)
    yield from (("reference", measure) for measure in SHEET.reference.measures)


@pytest.mark.parametrize(
    ("row", "measure"), [*zip(rows("measures.csv"), measures(), strict=True)], ids=lambda v: ""
)
def test_a_programme_is_as_printed(row, measure):
    table, measure = measure
    assert table == row["table"]
    assert flat(measure.name) == flat(row["name"])
    assert measure.budget[2012].printed == row["budget_2012"]
    assert measure.budget[2013].printed == row["budget_2013"]
    assert flat(measure.summary) == flat(row["summary"])
    assert measure.indicators == row["indicators"]
    assert measure.review_sheet == row["review_sheet"]
    assert measure.division == row["division"]


def test_there_are_14_programmes():
    assert len(list(measures())) == 14


def test_the_35_cells_of_the_breakdown_are_as_printed():
    breakdown = INDICATORS["2", "5"].breakdown
    ours = [*breakdown.rows, breakdown.mean]
    printed = rows("breakdown.csv")
    assert len(ours) == len(printed) == 7
    for row, expected in zip(ours, printed, strict=True):
        assert (row.group or row.name) == expected["group"]
        assert [row.actuals[year].printed for year in range(2008, 2013)] == [
            expected[str(year)] for year in range(2008, 2013)
        ]


def test_the_38_figures_of_the_budget_are_as_printed():
    ours = {
        (line, item, str(year)): cell.printed
        for line, by_item in SHEET.budget.fixed_lines()
        for item, by_year in by_item.items()
        for year, cell in by_year.items()
    }
    printed = {(r["line"], r["item"], r["fiscal_year"]): r["printed"] for r in rows("budget.csv")}
    assert len(printed) == 38
    assert ours == printed


def test_the_texts_are_as_printed():
    rest = json.loads((PUBLISHED / "rest.json").read_text("utf-8"))
    assert SHEET.title == rest["title"]
    assert SHEET.policy_goal.name == rest["policy_goal"]["name"]
    assert flat(SHEET.policy_goal.summary) == flat(rest["summary"]["text"])
    for goal, printed in zip(SHEET.achievement_goals, rest["achievement_goals"], strict=True):
        assert flat(goal.name) == flat(printed["name"])
    policy = SHEET.cabinet_policies[0]
    assert (policy.name, policy.date) == (
        rest["cabinet_policy"]["name"],
        rest["cabinet_policy"]["date"],
    )
    paragraphs = [flat(line) for line in policy.excerpt.split("\n") if line]
    assert paragraphs == [flat(line) for line in rest["cabinet_policy"]["excerpt"]]
    example = SHEET.achievement_goals[2].examples[0]
    assert flat(example.heading) == flat(rest["example"]["heading"])
    assert flat(example.text) == flat(rest["example"]["text"])
    assert [each.caption for each in example.pictures] == rest["example"]["captions"]
    assert [f"・{source.text}" for source in SHEET.data_sources] == rest["data_sources"][1:]
    assert SHEET.expert_comments == rest["expert_comments"]
    assert flat(SHEET.lead_division) == flat(rest["lead_division"])
