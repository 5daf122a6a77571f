"""What is missing: each check where it fires, where it nearly does, and where it must not."""

from __future__ import annotations

import pytest

from tests.assess.checks.small_sheets import INDICATOR, budget, found, goal, one, programme, sheet

LEAD = "lead_division: 例示局産業連携課（例示 太郎）\n"


def programmes(*changes):
    """Four programmes of one division, some with other parts."""
    parts = [{} for _ in range(4 - len(changes))] + list(changes)
    return [
        programme(
            f"事業その{n}",
            **{"amounts": ("100", "200"), "summary": "例を示す。", "division": "産業連携課"} | part,
        )
        for n, part in enumerate(parts)
    ]


# Sections ----------------------------------------------------------------------------------------


def empty(rest, summary="''"):
    text = sheet(goal(1), rest=rest).replace("name: 例}", f"name: 例, summary: {summary}}}", 1)
    return [finding.path for finding in found("empty-section", text)]


def test_sections_that_are_empty_or_hold_a_dash_are_notes():
    paths = empty("expert_comments: ―\nlead_division: ''\n")
    assert paths == [
        ("policy_goal", "summary"), ("expert_comments",), ("lead_division",), ("related_divisions",),
    ]  # fmt: skip


def test_an_empty_section_is_named_in_words_not_by_its_key():
    text = sheet(goal(1), rest="expert_comments: ―\nlead_division: ''\n")
    assert [finding.evidence.en for finding in found("empty-section", text)] == [
        "No summary of the policy is given.",
        "No comments of experts are recorded.",
        "No lead division is named.",
        "No related divisions are named.",
    ]


def test_a_section_that_says_that_there_is_nothing_is_not_empty():
    rest = LEAD + "expert_comments: 該当なし\nrelated_divisions: 研究課\n"
    assert empty(rest, summary="例を示す。") == []
    dash = LEAD + "expert_comments: 該当なし\nrelated_divisions: －\n"
    assert empty(dash, summary="例を示す。") == [("related_divisions",)]


# Goals -------------------------------------------------------------------------------------------


def test_a_goal_without_programmes_beside_one_that_has_some_is_a_warning():
    (finding,) = found("goal-without-measures", sheet(goal(1, measures=programmes()), goal(2)))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 1)
    assert finding.evidence.ja == "達成目標1には達成手段があり、達成目標2にはない。"


def test_a_goal_that_the_reference_table_serves_has_programmes_of_a_kind():
    served = sheet(
        goal(1, measures=programmes()),
        goal(2),
        rest="reference: {measures: [{name: 例, indicators: ２－①}]}\n",
    )
    (finding,) = found("goal-without-measures", served)
    assert finding.severity == "info"


def test_a_form_without_programmes_says_nothing():
    assert found("goal-without-measures", sheet(goal(1), goal(2))) == []
    full = sheet(goal(1, measures=programmes()), goal(2, measures=programmes()))
    assert found("goal-without-measures", full) == []


@pytest.mark.parametrize(
    ("kinds", "count"),
    [(("output", "output"), 1), (("output", "outcome"), 0), (("measure", "output"), 0)],
)
def test_a_goal_of_outputs_alone_is_a_note(kinds, count):
    indicators = [
        f"{{no: {n}, name: 例{n}, kind: {kind}, actuals: {{2012: 5件}}}}"
        for n, kind in enumerate(kinds, start=1)
    ]
    findings = found("goal-without-outcome", sheet(goal(1, *indicators)))
    assert [finding.severity for finding in findings] == ["info"] * count


def test_captions_of_figures_and_pictures_are_one_note_each():
    examples = (
        "    examples: [{heading: 例, pictures: [甲, 乙]}, {heading: 例二, pictures: [丙]}]\n"
    )
    text = sheet(goal(1) + "    figures: [成果指標①]\n" + examples)
    figures, pictures = found("picture-not-in-file", text)
    assert figures.path == ("achievement_goals", 0, "figures", 0)
    assert pictures.path == ("achievement_goals", 0, "examples", 0, "pictures", 0)
    assert pictures.evidence.ja == (
        "写真3点「甲」「乙」「丙」は見出しのみで、本体は評価書の入力データにない。"
    )
    assert found("picture-not-in-file", sheet(goal(1) + "    examples: [{heading: 例}]\n")) == []


# Programmes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "field", "word"),
    [
        ({"summary": ""}, "summary", "事業概要"),
        ({"division": "－"}, "division", "担当課"),
        ({"amounts": ("", "")}, "budget", "予算額"),
    ],
)
def test_a_programme_without_a_part_that_the_others_have_is_a_warning(part, field, word):
    (finding,) = found("measure-part-missing", sheet(goal(1, measures=programmes(part))))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "measures", 3, field)
    assert finding.evidence.ja == f"「事業その3」の{word}が空欄で、他の事業にはある。"


@pytest.mark.parametrize(
    "changes",
    [
        (),
        ({"amounts": ("－", "－")},),  # a law or a tax measure has no budget
        ({"summary": ""}, {"summary": ""}),  # the column is hardly in use
    ],
)
def test_a_dash_for_the_money_or_a_column_not_in_use_is_nothing_missing(changes):
    assert found("measure-part-missing", sheet(goal(1, measures=programmes(*changes)))) == []


def test_an_empty_amount_in_one_year_is_a_note():
    text = sheet(goal(1, measures=programmes({"amounts": ("100", "")})))
    (finding,) = found("measure-column-missing", text)
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "measures", 3, "budget", "2013")
    dash = sheet(goal(1, measures=programmes({"amounts": ("100", "―")})))
    assert found("measure-column-missing", dash) == []


# Divisions ---------------------------------------------------------------------------------------


def divisions(rest, *changes):
    text = sheet(goal(1, measures=programmes(*changes)), rest=rest)
    return found("division-not-listed", text)


def test_a_division_that_the_form_does_not_name_is_a_note():
    (finding,) = divisions(LEAD, {"division": "研究振興課"})
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "measures", 3, "division")
    assert finding.evidence.ja == (
        "「事業その3」の担当課「研究振興課」は、主管課（例示局産業連携課（例示 太郎））にも"
        "関係課（空欄）にもない。"
    )


def test_a_lead_division_that_runs_nothing_is_a_note():
    (own, lead) = divisions("lead_division: 例示局政策課（例示 太郎）\n")
    assert lead.path == ("lead_division",)
    assert own.path == ("achievement_goals", 0, "measures", 0, "division")


@pytest.mark.parametrize(
    ("rest", "division"),
    [
        (LEAD, "産業連携課"),
        (LEAD, "例示局産業連携課"),
        (LEAD, "産業\n連携課"),
        (LEAD + "related_divisions: 例示局研究振興課（例示 花子）\n", "研究振興課"),
        (LEAD + "related_divisions: 例示局研究振興課（例示 花子）\n", "産業連携課、研究振興課"),
        (LEAD, "－"),
        ("", "研究振興課"),  # the form names no divisions
    ],
)
def test_a_division_that_the_form_names_is_none(rest, division):
    assert divisions(rest, {"division": division}) == []


@pytest.mark.parametrize(
    ("text", "count"), [("例示局政策課", 1), ("例示局政策課（例示 太郎）", 0), ("－", 0), ("''", 0)]
)
def test_a_lead_division_has_its_directors_name(text, count):
    findings = found("director-missing", sheet(goal(1), rest=f"lead_division: {text}\n"))
    assert [finding.severity for finding in findings] == ["info"] * count


# Cells -------------------------------------------------------------------------------------------


def test_an_empty_cell_amid_figures_is_a_warning():
    (finding,) = found("empty-cell", one("actuals: {2009: 3件, 2011: 5件, 2012: 6件}"))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "indicators", 0, "actuals", "2010")
    assert finding.evidence.ja == "実績値は21年度からあり、22年度が空欄である。"


def test_years_missing_at_the_end_are_one_finding():
    (finding,) = found("empty-cell", one("actuals: {2008: 3件, 2010: ''}"))
    assert (
        finding.evidence.ja
        == "実績値は20年度からあり、21年度、22年度、23年度、24年度が空欄である。"
    )


def test_an_empty_annual_target_is_a_note():
    text = one("actuals: {2011: 5件, 2012: 6件}\nannual_targets: {2010: 4件, 2012: 5件}")
    (finding,) = found("empty-cell", text)
    assert (finding.severity, finding.path[-2:]) == ("info", ("annual_targets", "2011"))


@pytest.mark.parametrize(
    "indicator",
    [
        "actuals: {2011: 5件, 2012: 6件}",  # it began in 2011
        "actuals: {2008-2010: －, 2011: 5件, 2012: 調査中}",
        "actuals: {2010: 5件, 2011: 6件}\nannual_targets: {2012: 7件}",  # another check's
        "target: 5件",
    ],
)
def test_a_dash_a_later_start_or_no_row_at_all_is_no_empty_cell(indicator):
    assert found("empty-cell", one(indicator)) == []


# Budget ------------------------------------------------------------------------------------------

WHOLE = {
    "initial": {2011: "100", 2012: "110", 2013: "120", 2014: "130"},
    "supplementary": {2011: "0", 2012: "5"},
    "carry_over": {2011: "0", 2012: "0"},
    "total": {2011: "100", 2012: "115"},
    "executed": {2011: "99", 2012: "114"},
}


def line(**changes):
    items = WHOLE | changes
    return "{" + ", ".join(
        f"{item}: {{{', '.join(f'{year}: {cell!r}' for year, cell in cells.items())}}}"
        for item, cells in items.items()
    ) + "}"  # fmt: skip


def budgets(check, **lines):
    return found(check, sheet(goal(1), rest=budget(**lines)))


def test_a_cell_missing_in_a_closed_year_is_a_warning():
    (finding,) = budgets("budget-cell-missing", single=line(executed={2011: "99"}))
    assert finding.severity == "warning"
    assert finding.path == ("budget", "single", "executed", "2012")
    assert finding.evidence.ja == (
        "24年度は当初予算・補正予算・繰越し等・合計があり、執行額が空欄である。"
    )


def test_no_supplementary_budget_is_a_note_only():
    (finding,) = budgets("budget-cell-missing", single=line(supplementary={2011: "0"}))
    assert finding.severity == "info"


def test_a_cell_that_only_a_sister_line_states_is_missed_too():
    second = line(initial={2012: "5"}, supplementary={2012: "0"}, carry_over={2012: "0"},
                  total={2012: "5"}, executed={})  # fmt: skip
    (finding,) = budgets("budget-cell-missing", single=line(), shared=second)
    assert finding.path == ("budget", "shared", "executed", "2012")


def test_an_initial_budget_missing_amid_others_is_a_warning():
    initial = {2011: "100", 2012: "110", 2014: "130"}
    (finding,) = budgets("budget-cell-missing", single=line(initial=initial), shared=line())
    assert finding.path == ("budget", "single", "initial", "2013")
    assert finding.evidence.ja == "25年度は前後の年度の金額があり、当初予算が空欄である。"


def test_open_years_and_a_line_that_began_later_miss_nothing():
    later = line(initial={2012: "5", 2013: "5"}, supplementary={2012: "0"}, carry_over={2012: "0"},
                 total={2012: "5"}, executed={2012: "5"})  # fmt: skip
    assert budgets("budget-cell-missing", single=line(), single_reconstruction=later) == []
    never = line(supplementary={}, carry_over={})
    assert budgets("budget-cell-missing", single=never) == []
    assert budgets("budget-cell-missing", single=line(supplementary={2011: "－", 2012: "5"})) == []


def test_a_column_without_any_amount_is_a_warning():
    columns = "{2013: 25年度, 2014: 26年度要求額, 2015: 27年度}"
    (finding,) = budgets("budget-column-empty", columns=columns, single=line())
    assert finding.severity == "warning"
    assert finding.path == ("budget", "columns", "2015")
    assert finding.evidence.ja == "「27年度」の列に金額がない。"


def test_money_executed_in_a_year_not_yet_over_is_a_warning():
    executed = {2011: "99", 2012: "114", 2013: "5"}
    columns = "{2012: 24年度, 2013: 25年度}"
    (finding,) = budgets("budget-column-empty", columns=columns, single=line(executed=executed))
    assert finding.path == ("budget", "single", "executed", "2013")
    assert budgets("budget-column-empty", columns=columns, single=line()) == []


# Cabinet policies --------------------------------------------------------------------------------


def policies(*entries):
    rest = "cabinet_policies:\n" + "".join(f"  - {entry}\n" for entry in entries)
    return found("cabinet-policy-incomplete", sheet(goal(1, INDICATOR), rest=rest))


def test_a_policy_without_a_date_is_a_note_alone_and_a_warning_among_others():
    full = "{name: 計画, date: 平成23年8月19日, excerpt: 例を示す。}"
    bare = "{name: 方針, date: '', excerpt: 例を示す。}"
    (alone,) = policies(bare)
    assert (alone.severity, alone.path) == ("info", ("cabinet_policies", 0, "date"))
    (among,) = policies(full, full, bare)
    assert among.severity == "warning"
    assert among.evidence.ja == "「方針」に年月日がない。"
    assert policies(full) == []
