"""A figure out of line with its years or its sister rows."""

from __future__ import annotations

import pytest

from tests.assess.checks.forms import at, form, found, only, programmes, years


def breakdown(*rows):
    lines = "".join(f"    - {{name: 行{n}, actuals: {row}}}\n" for n, row in enumerate(rows))
    return form(f"actuals: {{2012: 86%}}\nbreakdown:\n  rows:\n{lines}")


# Jumps


def test_a_budget_seven_times_last_years_is_a_warning_with_the_likely_slip():
    rest = programmes(("1,155,000", "8,155,191"), ("15,659,209", "14,538,900"))
    finding = only("jump", form("actuals: {2012: 5件}", rest=rest))
    assert finding.severity == "warning"
    assert finding.path[2:] == ("measures", 0, "budget", "2013")
    assert "1,155,000から25年度の8,155,191へ7.1倍" in finding.evidence.ja
    assert "1,155,191の誤記とすれば" in finding.evidence.ja


def test_a_missing_digit_is_a_warning_though_the_budget_falls():
    rest = programmes(("1,210,000", "121,000"), ("3,000,000", "2,900,000"))
    finding = only("jump", form("actuals: {2012: 5件}", rest=rest))
    assert finding.severity == "warning"
    assert "10.0分の1に減っている。1,210,000の誤記" in finding.evidence.ja


def test_a_programme_that_ends_shrinks_and_is_a_note():
    rest = programmes(("1,300,000", "200,000"), ("3,000,000", "2,900,000"))
    assert only("jump", form("actuals: {2012: 5件}", rest=rest)).severity == "info"


@pytest.mark.parametrize(
    "rows",
    [
        [("1,000,000", "4,900,000"), ("3,000,000", "2,900,000")],
        [("1,200", "9,000"), ("15,000,000", "14,000,000")],  # less than a hundredth of the table
        [("50", "400")],
        [("1,000,000", "－"), ("0", "500,000")],
    ],
)
def test_growth_below_the_order_and_tiny_budgets_may_stand(rows):
    assert not found("jump", form("actuals: {2012: 5件}", rest=programmes(*rows)))


def test_the_same_programme_in_two_tables_jumps_once():
    table = programmes(("1,155,000", "8,155,191"))
    rest = table + "reference:\n" + table.replace("    measures", "  measures")
    assert len(found("jump", form("actuals: {2012: 5件}", rest=rest))) == 1


def test_supplementary_budgets_may_come_and_go():
    line = "{supplementary: {2011: '500,000', 2012: '49,997,770'}, initial: {2011: '20,884,332'}}"
    assert not found("jump", form("actuals: {2012: 5件}", rest=f"budget:\n  single: {line}\n"))


def test_a_spike_is_one_finding_at_the_spike():
    finding = only("jump", form(f"actuals: {years(120, 130, 1250, 125, 140)}"))
    assert finding.path == at("actuals", "2010")
    assert "125件の誤記とすれば" in finding.evidence.ja


def test_a_wrong_first_year_is_found_at_itself():
    assert only("jump", form(f"actuals: {years(1200, 130, 125, 140)}")).path == at(
        "actuals", "2008"
    )


def test_growth_from_a_tiny_base_is_no_jump():
    assert not found("jump", form(f"actuals: {years(1, 7, 9)}"))


# Out of line


def test_a_doubling_after_steady_years_is_a_note_with_the_usual_change():
    finding = only("out-of-line", form(f"actuals: {years(174, 249, 215, 221, 424)}"))
    assert (finding.severity, finding.path) == ("info", at("actuals", "2012"))
    assert "221件から424件へ+203件（1.9倍）" in finding.evidence.ja
    assert "他の年度の増減の中央値は34件" in finding.evidence.ja


def test_a_percentage_that_falls_by_thirty_points_is_a_note_in_points():
    row = years("80%", "82%", "81%", "51%")
    finding = only("out-of-line", form(f"actuals: {row}"))
    assert "△30ポイント" in finding.evidence.ja
    assert "−30 points" in finding.evidence.en


@pytest.mark.parametrize(
    "row",
    [
        [174, 249, 215, 221, 300],
        ["92.0％", "77.6％", "88.7％", "88.9％", "90.9％"],  # percentages move
        [3, 2, 3, 9],  # so do small counts
        [100, 120, 240, 480],  # steady growth
        [221, 424],  # no history
        [21, 21, 16, 12, 12],
        ["58％", "65％", "59％"],
    ],
)
def test_series_that_move_as_such_series_do_may_stand(row):
    assert not found("out-of-line", form(f"actuals: {years(*row)}"))


def test_two_digits_in_the_wrong_order_are_a_warning_with_what_was_meant():
    finding = only("out-of-line", form(f"actuals: {years(14974, 14779, 51544, 16302)}"))
    assert (finding.severity, finding.path) == ("warning", at("actuals", "2010"))
    assert "15,544件の誤記とすれば" in finding.evidence.ja


def test_a_row_with_zeros_is_compared_where_it_can_be():
    assert only("jump", form(f"actuals: {years(0, 0, 0, 20, 200)}")).path == at("actuals", "2012")


def test_a_lost_decimal_point_is_one_finding_and_nothing_is_concluded_from_it():
    row = years("92.0％", "87.6％", "88.7％", "889％", "90.9％")
    text = form(f"actuals: {row}\nannual_targets: {{2011: 80％以上, 2012: 80％以上}}")
    assert "88.9％の誤記" in only("jump", text).evidence.ja
    for other in ("decimals-mixed", "overshoot", "annual-target-reached", "final-target-reached"):
        assert not found(other, text)


def test_a_jump_is_not_also_out_of_line():
    text = form(f"actuals: {years(120, 130, 125, 1250)}")
    assert len(found("jump", text)) == 1
    assert not found("out-of-line", text)


# Sister rows

SISTERS = [years("98%", "100%"), years("89%", "91%"), years("88%", "87%"), years("95%", "96%")]


def test_a_row_that_falls_while_all_others_rise_is_a_note():
    finding = only("against-sisters", breakdown(years("80%", "71%"), *SISTERS))
    assert (finding.severity, finding.printed) == ("info", "71%")
    assert finding.path == at("breakdown", "rows", 0, "actuals", "2009")
    assert "80%から71%へ△9ポイント" in finding.evidence.ja
    assert "他の4区分は△1ポイント～+2ポイント" in finding.evidence.ja


@pytest.mark.parametrize(
    "rows",
    [
        [years("80%", "76%"), *SISTERS],  # four points
        [years("80%", "71%"), years("80%", "76%"), *SISTERS],  # another goes along
        [years("80%", "71%"), *SISTERS[:2]],  # too few sisters
        [years("80%", "91%"), *SISTERS],  # further, but the same way
    ],
)
def test_rows_with_company_may_stand(rows):
    assert not found("against-sisters", breakdown(*rows))


# Copies


def test_an_uneven_actual_that_stays_is_a_note():
    finding = only("actual-unchanged", form(f"actuals: {years(14779, 15544, 15544)}"))
    assert (finding.severity, finding.path) == ("info", at("actuals", "2010"))
    assert "22年度の15,544件が21年度と端数まで同じ" in finding.evidence.ja


@pytest.mark.parametrize("row", [[49, 49, 50], [15000, 15000, 16000], [15544, 15544]])
def test_small_round_and_constant_figures_may_stay(row):
    assert not found("actual-unchanged", form(f"actuals: {years(*row)}"))


def test_two_indicators_with_the_same_figures_are_a_warning():
    finding = only("identical-rows", form(*[f"actuals: {years(174, 249, 215, 221)}"] * 2))
    assert (finding.severity, finding.path) == ("warning", at("actuals", "2008", indicator=1))
    assert "「例1」と4年度分の値がすべて同じ" in finding.evidence.ja


@pytest.mark.parametrize(
    "rows",
    [
        [years(174, 249, 215), years(174, 249, 216)],
        [years("100％", "100％", "100％")] * 2,
        [years(12, 13)] * 2,
    ],
)
def test_rows_that_differ_once_or_hardly_say_anything_may_stand(rows):
    assert not found("identical-rows", form(*(f"actuals: {row}" for row in rows)))


def test_one_indicator_under_two_goals_is_no_copy():
    row = f"name: 参加機関数\nactuals: {years(174, 249, 215)}"
    assert not found("identical-rows", form(row, row))


# Years without a result


def test_a_figure_before_the_start_that_the_text_names_is_a_warning():
    row = "{2008-2010: 24年度より取組を開始したため、実績なし, 2011: 338機関, 2012: 340機関}"
    finding = only("start-year", form(f"actuals: {row}"))
    assert (finding.severity, finding.path) == ("warning", at("actuals", "2008-2010"))
    assert "「24年度より」とあるが、23年度に実績値338機関がある" in finding.evidence.ja


def test_years_after_the_start_without_result_are_a_warning():
    row = "{2008-2011: 22年度より取組を開始したため、実績なし, 2012: 340機関}"
    assert "23年度まで実績なし" in only("start-year", form(f"actuals: {row}")).evidence.ja


@pytest.mark.parametrize(
    "row",
    [
        "{2008-2010: 23年度より取組を開始したため、実績なし, 2011: 338機関}",
        "{2008-2011: 23年度より取組を開始したため、実績なし, 2012: 338機関}",  # begun in that year
        "{2008: 21年度より取組を開始したため、実績なし, 2009-2012: 取組を実施している}",
        "{2008-2011: 実績なし, 2012: 338機関}",
    ],
)
def test_columns_that_agree_with_their_text_may_stand(row):
    assert not found("start-year", form(f"actuals: {row}"))
