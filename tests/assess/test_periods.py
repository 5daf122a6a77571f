"""Periods that are no fiscal year, from the sheet to the judgement: dates, labels, several years."""

from __future__ import annotations

import pytest

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.report_data import gather
from evalkit.assess.roll import roll
from evalkit.present.frames import rows
from evalkit.sheet.dump import dump_sheet, update_text
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook import parse_book, write_workbook

WINDOWS = (
    "name: 三年平均の誤差, direction: down, target: （2025年度）260km,"
    " actuals: {2019-2021: 300km, 2020-2022: 290km, 2021-2023: 280km}"
)


def sheet(indicator, *, tables=""):
    return parse_sheet(
        "ministry: 試験省\nfiscal_year: 2024\nyears: 2021-2024\n"
        "policy_goal: {number: 1-1, name: 試験}\nachievement_goals:\n  - no: 1\n    name: 試験\n"
        f"{tables}    indicators:\n      - {{no: 1, kind: outcome, {indicator}}}\n"
    )


def one(indicator, **more):
    return assess_sheet(sheet(indicator, **more)).results[0]


@pytest.mark.parametrize(
    ("baseline", "year"),
    [
        ("（平成22年）20％", 2010), ("25％（2020年3月31日）", 2019), ("550件（平成30(2018)年度）", 2018),
        ("（平成30年度（2018年度））550件", 2018), ("（R2.4.1）25％", 2020), ("25％（H31.3末）", 2018),
        ("（2018/19）25％", 2018), ("25％（FY2018）", 2018), ("（平成25年3月末）25％", 2012),
        ("25％（策定時：平成27年度）", 2015), ("25％（現状 令和元年度）", 2019), ("（2016～2018年平均）25％", 2018),
        ("（現状）25％", None), ("25％（策定時）", None), ("25％（2017～2018年）", None),
    ],
)  # fmt: skip
def test_the_year_of_a_baseline_is_found_where_its_text_decides_it(baseline, year):
    assert one(f'name: 率, baseline: "{baseline}"').baseline_year == year


def test_dates_and_calendar_years_give_a_pace():
    smoking = one(
        "name: 喫煙率, direction: down, baseline: （平成22年）20%, actuals: {2024: 15%},"
        " target: （令和8年）12%"
    )
    assert (smoking.baseline_year, smoking.term.year) == (2010, 2026)
    assert float(smoking.year(2024).number("pace")) == pytest.approx(5 / 8 * 16 / 14)
    women = one(
        "name: 女性の割合, baseline: 25%（2020年3月31日）, actuals: {2024: 27%},"
        " target: （2028年度末）30%"
    )
    assert float(women.year(2024).number("pace")) == pytest.approx(0.4 * 9 / 5)
    deaths = one("name: 死者数, actuals: {2024: 112人}, target: （2024年）125人以下")
    assert deaths.year(2024).judgement.grade == "met"


def grades(result):
    return {each.year: each.judgement.grade for each in result.years}


def test_windows_stand_in_their_last_years_and_are_no_load_error():
    result = one(WINDOWS)
    assert {each.year: each.cell.printed for each in result.years} == {
        2021: "300km", 2022: "290km", 2023: "280km", 2024: "",
    }  # fmt: skip
    assert result.year(2023).number("change") == -10


def test_a_window_is_judged_only_against_a_target_of_such_a_window():
    figures = "direction: down, actuals: {2019-2021: 300km, 2020-2022: 290km, 2021-2023: 280km}"
    alike = one(f"name: 誤差, {figures}, annual_targets: {{2020-2022: 280km, 2021-2023: 285km}}")
    assert (grades(alike)[2022], grades(alike)[2023]) == ("missed", "met")
    single = one(f"name: 誤差, {figures}, annual_targets: {{2023: 285km}}")
    assert grades(single)[2023] == "not_decidable"
    assert "実績値は3か年の値、目標値は単年度の値" in single.year(2023).judgement.reasoning.ja
    said = one(f"name: 誤差, {figures}, annual_targets: {{2023: 285km（3か年平均）}}")
    assert grades(said)[2023] == "met"
    declared = one(f"name: 誤差, windows: mean, {figures}, annual_targets: {{2023: 285km}}")
    assert grades(declared)[2023] == "met"
    of_sums = one(f"name: 誤差, windows: mean, {figures}, target: （2023年度）285km（3か年合計）")
    assert grades(of_sums)[2023] != "met"


def test_a_sum_of_three_years_is_not_held_against_one_year():
    result = one(
        "name: 件数, direction: up, actuals: {2021-2023: 110件（3か年合計）, 2024: 50件},"
        " annual_targets: {2023: 40件, 2024: 40件}, baseline: （2020年度）30件,"
        " target: （2026年度）60件"
    )
    assert (grades(result)[2023], grades(result)[2024]) == ("not_decidable", "met")
    assert result.year(2024).figure("change") is None
    assert result.year(2023).figure("progress") is None


def test_a_merged_cell_stays_one():
    result = one("name: 件数, actuals: {2021-2022: －, 2023-2024: 960件}")
    assert [each.cell.status for each in result.years] == (
        ["not_applicable"] * 2 + ["other_period"] * 2
    )


@pytest.mark.parametrize(
    "keys",
    ["2021-2022: 1件, 2022: 2件", "2021-2023: 1件, 2022-2023: 2件", "2021: 1件, 2021-2022: 2件"],
)
def test_cells_that_lie_over_one_another_and_are_no_windows_are_a_problem(keys):
    with pytest.raises(SheetProblems, match="二度"):
        sheet(f"name: 件数, actuals: {{{keys}}}")


def test_a_part_of_a_year_is_not_judged_as_the_year():
    result = one(
        "name: 件数, direction: up, actuals: {2024: 100件（4～9月）}, annual_targets: {2024: 90件}"
    )
    assert result.year(2024).judgement.grade == "not_decidable"


@pytest.mark.parametrize("declared", ["", ", windows: mean"])
def test_windows_come_back_from_a_file_and_from_a_workbook(declared):
    made = sheet(WINDOWS + declared)
    assert parse_sheet(dump_sheet(made)) == made
    assert parse_book(write_workbook(made)).sheet() == made


def test_windows_roll_on():
    rolled = roll(sheet(WINDOWS), 2025).sheet.achievement_goals[0].indicators[0]
    assert "2023-2025" in {str(span) for span, _ in rolled.actuals.spans()}


def test_the_data_say_of_which_years_a_figure_is():
    facts = gather(sheet(WINDOWS + ", baseline: 310km（2020年3月31日）"))
    found = {
        (row["series"], row["fiscal_year"]): (
            row["period_first"], row["period_last"], row["period_kind"],
        )
        for row in rows("observations", facts)
    }  # fmt: skip
    assert found["actual", 2023] == (2021, 2023, "mean")
    assert found["actual", 2024] == (None, None, "")
    assert found["target", 2025] == (2023, 2025, "mean")


@pytest.mark.parametrize(
    ("actuals", "target", "windows", "grade"),
    [
        ("{2022～2024年度平均: 250km}", "（2024年度）260km", [3], "met"),
        ("{2022-2024年度の平均: 270km}", "（2022～2024年度平均）260km", [3], "missed"),
        (
            "{2021～2023年度平均: 270km, 2022～2024年度平均: 250km}",
            "（2024年度）260km",
            [3, 3],
            "met",
        ),
        ("{2020～2022年度平均: 300km, 2024: 250km}", "（2024年度）260km", [3, None], "met"),
        (
            "{2022～2024年度平均: 250km, 2021: 250km}",
            "（2024年度）260km",
            [3, None],
            "not_decidable",
        ),
        ("{2022～2024年度合計: 750km}", "（2024年度）800km", [3], "met"),
        ("{2022～2024年度合計: 750km}", "（2022～2024年度平均）260km", [3], "not_decidable"),
        ("{2024年度平均: 250km}", "（2024年度）260km", [None], "met"),
    ],
)
def test_a_key_says_by_itself_that_its_figure_is_of_several_years(actuals, target, windows, grade):
    text = (
        "ministry: 試験省\nfiscal_year: 2024\nyears: 2020-2024\n"
        "policy_goal: {number: 1-1, name: 試験}\nachievement_goals:\n  - no: 1\n    name: 試験\n"
        "    indicators:\n      - no: 1\n        kind: outcome\n        name: 誤差\n"
        f"        direction: down\n        actuals: {actuals}\n        target: {target}\n"
    )
    sheet = parse_sheet(text)
    [result] = assess_sheet(sheet).results
    cells = [*result.indicator.actuals.cells()]
    assert [cell.window and cell.window.years for cell in cells] == windows
    assert result.year(2024).judgement.grade == grade
    assert parse_sheet(dump_sheet(sheet)) == sheet
    assert update_text(text, sheet) == text
