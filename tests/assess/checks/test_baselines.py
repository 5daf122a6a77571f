"""Baselines: against the actual of their own year, their head, and what could be measured."""

from __future__ import annotations

import pytest

from tests.assess.checks.forms import at, form, found, only, years

UNDATED = "{baseline: －年度, target: 毎年度}"
NOT_STARTED = "24年度より取組を開始したため、実績なし"


def test_a_baseline_other_than_the_actual_of_its_year_is_an_error():
    text = form("baseline: （23年度）338機関\nactuals: {2011: 383機関}\ntarget: 540機関")
    finding = only("baseline-differs", text)
    assert (finding.severity, finding.path) == ("error", at("baseline"))
    assert "基準値は338機関（23年度）だが、同じ23年度の実績値は383機関" in finding.evidence.ja


def test_the_head_names_the_year_too():
    text = form("baseline: 48機関\nactuals: {2008: 47機関}\ntarget: 50機関")
    assert only("baseline-differs", text).severity == "error"


def test_a_provisional_value_that_was_revised_is_a_warning():
    text = form("baseline: 338機関（速報値）\nactuals: {2008: 340機関}\ntarget: 540機関")
    assert only("baseline-differs", text).severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "baseline: 338機関\nactuals: {2008: 338機関, 2009: 350機関}",
        "baseline: 93％\nactuals: {2008: 93.4％}",  # rounded
        "baseline: 80％（平均）\nactuals: {2008: 86％}",  # a mean of several years
        "baseline: （15年度）7,248件\nactuals: {2008: '14,974件'}",
        "baseline: 5件\nactuals: {2008: 50人}",
    ],
)
def test_baselines_that_agree_or_are_another_thing_may_stand(text):
    assert not found("baseline-differs", form(text))


def test_baseline_years_other_than_their_head_are_one_note():
    row = "baseline: （23年度）338機関\nactuals: {2011: 338機関}"
    finding = only("baseline-year-head", form("baseline: 5件", row, row))
    assert (finding.severity, finding.path) == ("info", at("baseline", indicator=1))
    assert "見出しは「20年度」だが、②③の基準年度は23年度" in finding.evidence.ja


@pytest.mark.parametrize(
    ("baseline", "head"),
    [("（20年度）5件", "平成20年度"), ("（20年度）5件", "－年度"), ("5件", "20年度")],
)
def test_a_year_that_the_head_names_or_leaves_open_may_stand(baseline, head):
    text = form(f"baseline: {baseline}", heads=f"{{baseline: {head}}}")
    assert not found("baseline-year-head", text)


def test_baselines_of_no_year_are_one_note_at_the_head():
    text = form("baseline: 30％", "baseline: （20年度）40％", "baseline: 50％", heads=UNDATED)
    finding = only("baseline-without-year", text)
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "tables", "outcome", "baseline")
    assert "①③の基準値（30％など）に年度がない（見出し「－年度」）" in finding.evidence.ja


def test_dashes_and_dated_baselines_need_no_year():
    assert not found("baseline-without-year", form("baseline: －", heads=UNDATED))
    assert not found("baseline-without-year", form("baseline: 30％"))


def test_a_baseline_of_a_year_without_result_is_a_warning():
    text = f"baseline: （23年度）30％\nactuals: {{2008-2011: '{NOT_STARTED}', 2012: 34％}}"
    finding = only("baseline-unmeasured", form(text))
    assert (finding.severity, finding.path) == ("warning", at("baseline"))
    assert "基準値30％は23年度の値だが、23年度の実績値は「24年度より" in finding.evidence.ja
    assert (
        only("baseline-unmeasured", form("baseline: 5件\nactuals: {2008: －}")).severity == "info"
    )


@pytest.mark.parametrize(
    "text",
    [
        "baseline: （15年度）7,248件\nactuals: {2008: －}",  # before the window
        "baseline: 30％\nactuals: {2008: 30％}",
        "baseline: 30％\nactuals: {2012: 34％}",  # no column for that year
        "baseline: －\nactuals: {2008: －}",
    ],
)
def test_baselines_of_other_years_may_stand(text):
    assert not found("baseline-unmeasured", form(text))


def test_a_baseline_of_the_targets_year_or_later_is_a_warning():
    finding = only("baseline-year-late", form("baseline: （24年度）5件\ntarget: （24年度）9件"))
    assert (finding.severity, finding.path) == ("warning", at("baseline"))
    assert "基準年度24年度が目標年度24年度より前でない" in finding.evidence.ja
    later = only("baseline-year-late", form("baseline: （25年度）5件\ntarget: （27年度）9件"))
    assert "評価書の年度24年度より後" in later.evidence.ja
    assert not found("baseline-year-late", form("baseline: （24年度）5件\ntarget: （25年度）9件"))


def test_a_missing_baseline_with_years_of_results_is_a_note():
    text = f"baseline: －\nactuals: {years(10, 12)}\ntarget: 20件"
    finding = only("baseline-missing", form(text))
    assert (finding.severity, finding.path) == ("info", at("baseline"))
    assert "①には基準値がないが、実績値（20年度の10件など）がある" in finding.evidence.ja


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("baseline: －\nactuals: {2012: 7％}\ntarget: 10％", "{target: 25年度}"),  # a new programme
        ("actuals: {2011: 7％, 2012: 8％}\ntarget: 10％以上", "{target: 毎年度}"),
        ("actuals: {2011: 7％, 2012: 8％}\ntarget: －", "{target: 25年度}"),
    ],
)
def test_new_programmes_and_levels_to_keep_need_no_baseline(text, heads):
    assert not found("baseline-missing", form(text, heads=heads))


def test_a_baseline_five_years_before_the_first_actual_is_a_note():
    text = f"baseline: （15年度）7,248件\nactuals: {years(14974, 14779)}"
    finding = only("baseline-far", form(text))
    assert "①の基準年度15年度は、最初の実績値がある20年度の5年前" in finding.evidence.ja
    assert not found("baseline-far", form(text.replace("15年度", "16年度")))


def test_a_baseline_equal_to_the_target_from_before_any_measurement_is_a_note():
    row = f"baseline: 30％\nactuals: {{2008-2011: '{NOT_STARTED}', 2012: 63％}}\ntarget: 30％以上"
    text = form(row, row, heads=UNDATED)
    finding = only("baseline-like-target", text)
    assert (finding.severity, finding.path) == ("info", at("baseline"))
    assert finding.evidence.ja.startswith("①②の基準値（30％など）は目標値と同じで")
    assert not found("maintain-target", text)


def test_a_measured_baseline_equal_to_the_target_is_a_level_to_keep():
    text = form("baseline: 90％\nactuals: {2008: 90％}\ntarget: 90％以上")
    assert only("maintain-target", text).severity == "info"
    assert not found("baseline-like-target", text)


@pytest.mark.parametrize("target", ["91％以上", "－", "90件"])
def test_another_target_is_no_level_to_keep(target):
    text = form(f"baseline: 90％\nactuals: {{2008: 90％}}\ntarget: {target}")
    assert not found("maintain-target", text)
    assert not found("baseline-like-target", text)
