"""Two ways of writing in one place."""

from __future__ import annotations

import pytest

from tests.assess.checks.forms import at, form, found, only, programmes, years

BREAKDOWN = """\
actuals: {{2011: 85%, 2012: 86%}}
breakdown:
  rows:
    - {{name: 甲, actuals: {{2011: 80%, 2012: {first}}}}}
    - {{name: 乙, actuals: {{2011: 90%, 2012: 91%}}}}
  mean: {{name: 平均, actuals: {{2011: {mean}, 2012: {mean}}}}}
"""


def test_two_percent_signs_in_one_indicator_are_a_note_at_the_rarer_one():
    finding = only("percent-mixed", form("actuals: {2011: 86%, 2012: 34％}\ntarget: 25%以上"))
    assert (finding.severity, finding.path) == ("info", at("actuals", "2012"))
    assert "「%」2か所、「％」1か所（実績値 24年度）" in finding.evidence.ja


def test_two_percent_signs_in_a_breakdown_name_the_row():
    finding = only("percent-mixed", form(BREAKDOWN.format(first="81%", mean="86％")))
    assert finding.path == at("breakdown", "mean", "actuals", "2011")
    assert "「％」2か所（平均 23年度・24年度）" in finding.evidence.ja


def test_each_indicator_may_have_its_own_percent_sign():
    assert not found("percent-mixed", form("actuals: {2012: 86%}", "actuals: {2012: 34％}"))


def test_two_minus_signs_in_a_table_are_a_note():
    rest = "budget:\n  single: {supplementary: {2011: '△129,465', 2012: '▲49,870'}}\n"
    finding = only("signs-mixed", form("actuals: {2012: 5件}", rest=rest))
    assert finding.path == ("budget", "single", "supplementary", "2012")
    assert "「▲」1か所" in finding.evidence.ja


def test_a_dash_is_no_minus_sign():
    assert not found("signs-mixed", form("baseline: －\nactuals: {2011: △5件, 2012: △6件}"))


def test_decimals_that_appear_in_one_year_are_a_note_with_the_figures():
    row = years("97％", "93％", "98％", "99％", "95.3％")
    finding = only("decimals-mixed", form(f"actuals: {row}"))
    assert (finding.severity, finding.path) == ("info", at("actuals", "2012"))
    assert "0桁：97％・93％・98％・99％、1桁：95.3％" in finding.evidence.ja


def test_a_mean_may_have_more_decimals_than_its_rows_and_an_actual_than_its_target():
    text = form(BREAKDOWN.format(first="81%", mean="85.5%") + "target: 80%以上")
    assert not found("decimals-mixed", text)
    assert not found("decimals-mixed", form("actuals: {2011: 92.0％, 2012: 77.6％}\ntarget: 80％"))


def test_rows_of_a_breakdown_with_other_decimals_are_a_note():
    finding = only("decimals-mixed", form(BREAKDOWN.format(first="81.5%", mean="86%")))
    assert finding.path == at("breakdown", "rows", 0, "actuals", "2012")


def test_another_unit_in_the_target_is_a_warning():
    finding = only("unit-mixed", form("actuals: {2011: 330件, 2012: 338件}\ntarget: 540機関"))
    assert (finding.severity, finding.path) == ("warning", at("target"))
    assert not found("scale-mixed", form("actuals: {2012: 338件}\ntarget: 540機関"))
    assert "「件」2か所、「機関」1か所（目標値）" in finding.evidence.ja


@pytest.mark.parametrize(("actual", "target"), [("5回/年", "6回"), ("5トン", "6t")])
def test_another_spelling_of_one_unit_is_a_note(actual, target):
    finding = only("unit-mixed", form(f"actuals: {{2012: {actual}}}\ntarget: {target}"))
    assert (finding.severity, finding.printed) == ("info", target)


@pytest.mark.parametrize(
    "text",
    [
        "actuals: {2012: 86%}\ntarget: 90％以上",
        "unit: 人\nactuals: {2012: 30}\ntarget: 40人",
        "actuals: {2012: 5箇所}\ntarget: 6か所",
        "actuals: {2012: 5億円}\ntarget: 6千万円",
    ],
)
def test_one_unit_in_two_spellings_is_one_unit(text):
    assert not found("unit-mixed", form(text))


def test_thousands_and_millions_in_one_series_are_a_warning():
    row = years("1,234千円", "1,300千円", "2百万円")
    finding = only("scale-mixed", form(f"actuals: {row}"))
    assert (finding.severity, finding.path) == ("warning", at("actuals", "2010"))
    assert "「千円」2か所、「百万円」1か所" in finding.evidence.ja


def test_a_head_in_another_scale_than_the_others_is_a_warning():
    text = form("actuals: {2012: 5件}", rest=programmes(("1,000", "1,100"))).replace(
        "output: ",
        "measures: {budget: {2012: 24年度（千円）, 2013: 25年度（百万円）}}, output: ",
    )
    finding = only("scale-mixed", text)
    assert finding.path == ("achievement_goals", 0, "tables", "measures", "budget", "2013")
    assert "他の欄では千円だが、この欄は百万円" in finding.evidence.ja


@pytest.mark.parametrize("row", [["8,500万円", "1億2,000万円", "2億円"], ["60件", "70件"]])
def test_big_numbers_in_words_are_no_change_of_scale(row):
    assert not found("scale-mixed", form(f"actuals: {years(*row)}"))


def test_the_same_digit_in_two_widths_is_a_note():
    finding = only("width-mixed", form("baseline: 1件\nactuals: {2012: １件}"))
    assert (finding.severity, finding.path) == ("info", at("actuals", "2012"))
    assert "「1件」（基準値）と「１件」（実績値 24年度）" in finding.evidence.ja


def test_both_widths_in_one_number_are_a_note():
    assert only("width-mixed", form("actuals: {2012: 1２件}")).printed == "1２件"


def test_a_name_and_its_footnote_that_say_the_same_in_two_widths_are_a_note():
    text = "name: 支援後３年が経過した割合\nbaseline: 25% ※3年が経過した課題\nactuals: {2012: 34%}"
    assert only("width-mixed", form(text)).path == at("baseline")


@pytest.mark.parametrize(
    "text",
    [
        "baseline: ５件\nactuals: {2011: 12件, 2012: 15件}",  # single digits full-width: a rule
        "name: Ａ－２型の実施\nactuals: {2012: 2件}",
        "baseline: １件\nactuals: {2012: ２件}",
    ],
)
def test_full_width_single_digits_alone_may_stand(text):
    assert not found("width-mixed", form(text))


def test_two_kinds_of_brackets_are_a_note():
    text = "actuals: {2012: 7件（27件）}\nannual_targets: {2012: 7件 (16件)}\ntarget: 11件（48件）"
    finding = only("brackets-mixed", form(text))
    assert (finding.severity, finding.path) == ("info", at("annual_targets", "2012"))
    assert not found("brackets-mixed", form("actuals: {2012: 7件(27件)}\ntarget: 11件(48件)"))


def test_an_invisible_character_in_a_text_is_a_note_that_says_where():
    finding = only("invisible-character", form("note: 速報\u200b値\nactuals: {2012: 5件}"))
    assert (finding.severity, finding.path) == ("info", at("note"))
    assert finding.evidence.ja == "「速報」の後に、見えない文字 U+200B がある。"


def test_rare_characters_and_emoji_are_no_invisible_ones():
    assert not found("invisible-character", form("note: 葛󠄀城　👩‍🌾\nactuals: {2012: 5件}"))
