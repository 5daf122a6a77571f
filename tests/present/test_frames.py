"""The tidy tables: what stands where, and nothing rounded."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from evalkit.assess.parameters import Parameters
from evalkit.assess.report_data import gather
from evalkit.present.frames import TABLES, frame, rows
from evalkit.sheet.load import parse_sheet, read_sheet

COLUMNS = [
    "observation", "indicator", "achievement_goal", "kind", "name", "series", "fiscal_year",
    "era_year", "status", "value", "second_value", "unit", "printed_unit", "comparator",
    "printed", "due", "span_first", "span_last", "period_first", "period_last", "period_kind",
    "note", "file", "file_line",
]  # fmt: skip


@pytest.fixture(scope="module")
def facts(request):
    return gather(read_sheet(request.config.rootpath / "params/fy2012/7-2.yaml"))


def one(facts, table, **wanted):
    found = [row for row in rows(table, facts) if wanted.items() <= row.items()]
    assert len(found) == 1, found
    return found[0]


def observation(facts, place):
    return one(facts, "observations", observation=place)


def test_goal_7_2_has_336_observations(facts):
    counts = Counter(row["series"] for row in rows("observations", facts))
    assert counts == {"baseline": 28, "actual": 140, "annual_target": 140, "target": 28}


def test_the_other_tables_hold_all_that_the_form_prints(facts):
    counts = {name: len(list(rows(name, facts))) for name in TABLES}
    del counts["findings"], counts["results"]
    assert counts == {
        "observations": 336, "indicators": 28, "achievement_goals": 3, "breakdowns": 35,
        "judgements": 140, "measures": 14, "measure_budgets": 28, "measure_indicators": 41,
        "budget": 38, "execution_rates": 6, "data_sources": 3, "published": 0, "evaluations": 0, "sections": 0, "budget_lines": 0, "targets": 0,
    }  # fmt: skip


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_fills_only_the_columns_that_it_declares_each_with_its_type(facts, table):
    types = {"string": str, "integer": int, "number": Decimal, "boolean": bool}
    declared = {column.name: types[column.type] for column in table.columns}
    for row in table.rows(facts):
        assert set(row) <= set(declared)
        for name, datum in row.items():
            assert datum is None or type(datum) is declared[name], (name, datum)
    for column in table.columns:
        values = {row.get(column.name) for row in table.rows(facts)}
        assert not column.codes or values <= {*column.codes, "", None}, (column.name, values)


def test_every_column_has_a_title_in_both_languages_and_no_table_has_two_alike(facts):
    for table in TABLES.values():
        for language in (0, 1):
            titles = [column.title[language] for column in table.columns]
            assert all(titles)
            assert len(set(titles)) == len(titles), table.name


def test_the_frame_has_the_columns_of_the_contract(facts):
    whole = frame("observations", facts)
    assert list(whole.columns) == COLUMNS
    assert str(whole["fiscal_year"].dtype) == "Int64"


def test_a_merged_cell_stands_on_each_year_it_covers(facts):
    for year in (2008, 2009, 2010):
        row = observation(facts, f"g1-i3/actual/{year}")
        assert (row["status"], row["span_first"], row["span_last"]) == ("not_started", 2008, 2010)


def test_a_baseline_has_its_own_year_or_the_one_over_its_column(facts):
    assert observation(facts, "g1-i1/baseline")["fiscal_year"] == 2003
    assert observation(facts, "g1-i3/baseline")["fiscal_year"] == 2011
    assert observation(facts, "g1-i12/baseline")["fiscal_year"] == 2008
    assert observation(facts, "g2-i4/baseline")["fiscal_year"] is None


def test_a_target_of_every_year_says_so_in_its_note(facts):
    every_year = observation(facts, "g2-i4/target")
    assert (every_year["fiscal_year"], every_year["note"]) == (None, "毎年度")
    assert observation(facts, "g2-i2/target")["fiscal_year"] == 2022
    assert observation(facts, "g2-i6/target")["era_year"] == "平成25年度"


def test_figures_keep_their_printed_digits(facts):
    row = observation(facts, "g2-i10/actual/2008")
    assert (row["value"], str(row["value"]), row["unit"]) == (Decimal("92.0"), "92.0", "％")


def test_a_pair_has_two_values_and_a_pending_cell_its_due(facts):
    pair = observation(facts, "g1-i13/annual_target/2012")
    assert (pair["value"], pair["second_value"], pair["comparator"]) == (7, 16, "about")
    assert observation(facts, "g1-i1/actual/2012")["due"] == "10月頃"


def test_an_indicator_has_its_target_with_comparator_and_time(facts):
    row = one(facts, "indicators", indicator="g2-i4")
    shown = ("baseline_value", "target_value", "target_unit", "target_comparator", "target_timing")
    assert [row[name] for name in shown] == [90, 90, "％", "ge", "毎年度"]
    assert (row["kind"], row["direction"], row["direction_basis"]) == (
        "outcome",
        "up",
        "comparator",
    )


def test_a_measure_names_its_indicators_one_by_one(facts):
    found = [
        row["indicator"] for row in rows("measure_indicators", facts) if row["measure"] == "g2-m4"
    ]
    assert found == ["g2-i4", "g2-i5", "g2-i6", "g2-i10", "g2-i11"]
    found = [
        row["indicator"]
        for row in rows("measure_indicators", facts)
        if row["measure"] == "reference-m5"
    ]
    assert found == ["g3-i2", "g3-i4"]


def test_a_calculated_figure_stands_beside_what_it_was_made_from(facts):
    row = one(facts, "results", indicator="g1-i11", fiscal_year=2012, method="progress")
    used = ("with_baseline", "with_actual", "with_target")
    assert [row[name] for name in used] == [13, 23, 27]
    assert row["value"] == Decimal("0.714285714285714")
    row = one(facts, "results", indicator="g1-i11", fiscal_year=2012, method="forecast")
    assert (row["value"], row["unit"]) == (None, "")
    assert "計算に必要な4個に足りない" in row["reason"]


def test_a_percentage_changes_by_points_and_is_forecast_in_percent(facts):
    change = one(facts, "results", indicator="g2-i4", fiscal_year=2012, method="change")
    assert (change["value"], change["unit"]) == (Decimal("-3.7"), "ポイント")
    needed = one(facts, "results", indicator="g1-i5", fiscal_year=2012, method="required_change")
    assert (needed["value"], needed["unit"]) == (3, "ポイント／年")


def test_a_judgement_by_another_preset_stands_beside_the_annual_ones(facts):
    judged = gather(facts.sheet, Parameters(preset="maff"))
    found = [row for row in rows("judgements", judged) if row["indicator"] == "g2-i4"]
    assert [row["preset"] for row in found] == ["annual"] * 5 + ["maff"]
    assert (found[-1]["fiscal_year"], found[-1]["grade"]) == (2012, "A")


def test_a_finding_leads_to_its_indicator_and_its_place_in_the_file(facts):
    row = one(facts, "findings", check="annual-target-reached")
    assert (row["number"], row["indicator"], row["severity"]) == (1, "g1-i3", "error")
    assert row["path"] == "achievement_goals/0/indicators/2/annual_targets/2012"


def test_what_evalkit_says_is_in_the_language_of_the_report(facts):
    english = gather(facts.sheet, Parameters(language="en"))
    row = one(english, "judgements", indicator="g1-i11", fiscal_year=2012)
    assert (row["label"], row["grade"]) == ("Missed", "missed")
    assert row["reason"] == "The actual value 23 does not meet the target 24."


def test_a_sheet_without_them_has_empty_tables(small):
    facts = gather(parse_sheet(small))
    names = ("measures", "budget", "breakdowns", "execution_rates", "data_sources")
    assert [list(rows(name, facts)) for name in names] == [[]] * 5
