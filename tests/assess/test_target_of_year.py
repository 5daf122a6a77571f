"""A target of every year holds in each of them, however its head says so, wherever it is shown."""

from __future__ import annotations

import pytest

from evalkit.assess.compare import compare
from evalkit.assess.report_data import gather
from evalkit.present.frames import rows
from evalkit.sheet.load import parse_sheet
from tests.assess.audit.sheets import node, text_of

HEADS = ["毎年度", "各年度", "毎年", "各年", "（各年度）", "【毎年度】", "Every year"]
ACTUALS = "actuals: {2011: 7件, 2012: 5件}"


def facts_under(head, cells="target: 6件以上"):
    heads = f"{{baseline: －年度, target: '{head}'}}"
    text = f"heads: {heads}\nindicators: [{{{ACTUALS}, {cells}}}]"
    return gather(parse_sheet(text_of(node(text))))


@pytest.mark.parametrize("head", HEADS)
def test_report_and_data_judge_each_year_by_it(head):
    facts = facts_under(head)
    (result,) = facts.assessment.results
    assert [year.target.printed for year in result.years[-2:]] == ["6件以上", "6件以上"]
    grades = {row["fiscal_year"]: row["grade"] for row in rows("judgements", facts)}
    assert (grades[2011], grades[2012]) == ("met", "missed")


@pytest.mark.parametrize("head", HEADS)
def test_the_comparison_shows_it_in_the_place_of_last_years_annual_target(head):
    before, after = (facts_under(head, cells).sheet for cells in (
        "annual_targets: {2012: 4件以上}", "target: 6件以上",
    ))  # fmt: skip
    changes = {(change.kind, change.place.ja, change.old, change.new): change.judgement
               for change in compare(before, after).changes}  # fmt: skip
    judgement = changes[
        "target_harder", "達成目標1 指標① 年度ごとの目標値 24年度", "4件以上", "6件以上"
    ]
    assert (judgement.before.grade, judgement.after.grade) == ("met", "missed")


@pytest.mark.parametrize(
    ("head", "asked"), [*((head, False) for head in HEADS), ("計画期間", True)]
)
def test_the_audit_asks_for_no_baseline_of_it(head, asked):
    found = {finding.check for finding in facts_under(head).findings}
    assert ("baseline-missing" in found) is asked
