"""References: each check where it fires, where it nearly does, and where it must not."""

from __future__ import annotations

import pytest

from evalkit.assess.audit.checks.form.references import listed, readable
from tests.assess.checks.small_sheets import found, goal, programme, reference, sheet

FOUR = [f"{{no: {n}, name: 指標{n}, kind: outcome, actuals: {{2012: 5件}}}}" for n in range(1, 5)]


def measures(*references):
    return [
        programme(f"事業その{n}", amounts=(100 + n, 200 + n), indicators=text)
        for n, text in enumerate(references)
    ]


def of(check, *references):
    return found(check, sheet(goal(1, *FOUR, measures=measures(*references))))


# An indicator without a programme ----------------------------------------------------------------


def test_an_indicator_that_no_programme_names_is_a_warning_at_the_indicator():
    (finding,) = of("indicator-without-measure", "①②", "④")
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "indicators", 2)
    assert finding.printed == "指標3"
    assert finding.evidence.ja == (
        "達成手段の「関連する指標」に現れる達成目標1の指標は①②④であり、③を挙げる事業はない。"
    )


def test_a_badly_kept_column_is_one_finding_not_many():
    (finding,) = of("indicator-without-measure", "①")
    assert finding.evidence.ja.endswith("②～④を挙げる事業はない。")
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    "references",
    [
        ("①～④",),
        ("①②", "③④"),
        ("－", ""),  # the column is not in use
        ("①②", "その他の指標"),  # what cannot be read may name the others
        ("全ての指標",),
    ],
)
def test_an_indicator_is_not_missed_where_it_is_named_or_cannot_be_known(references):
    assert of("indicator-without-measure", *references) == []


def test_a_programme_of_the_reference_table_serves_an_indicator_too():
    text = sheet(goal(1, *FOUR, measures=measures("①～③")), rest=reference(*measures("１－④")))
    assert found("indicator-without-measure", text) == []


# References of a programme -----------------------------------------------------------------------


def test_a_programme_without_references_is_a_note():
    (finding,) = of("measure-without-indicator", "①～④", "－")
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "measures", 1, "indicators")
    assert finding.printed == "－"


@pytest.mark.parametrize("references", [("①～③", "④"), ("－", "")])
def test_no_programme_is_without_references_where_all_are_alike(references):
    assert of("measure-without-indicator", *references) == []


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("その他の指標", "「その他の指標」は番号の並びでなく、どの指標を指すか決まらない。"),
        ("④～②", "「④～②」は範囲の前後が逆で、どの指標を指すか決まらない。"),
        ("①④～②", "「④～②」は範囲の前後が逆で、どの指標を指すか決まらない。"),
    ],
)
def test_a_reference_that_cannot_be_read_is_a_warning(text, evidence):
    (finding,) = of("unreadable-reference", "①～④", text)
    assert (finding.severity, finding.printed) == ("warning", text)
    assert finding.evidence.ja == evidence


@pytest.mark.parametrize(
    "text",
    [
        "②～④",
        "指標①",
        "成果指標（アウトカム）①",
        "達成目標１の①",
        "①②（再掲）",
        "全指標",
        "－",
        "①、②",
    ],
)
def test_a_reference_that_a_person_can_read_is_none(text):
    assert of("unreadable-reference", "①～④", text) == []


def test_an_indicator_named_twice_is_a_warning():
    (finding,) = of("repeated-reference", "①②②④")
    assert finding.severity == "warning"
    assert finding.evidence.ja == "「①②②④」は②を2回挙げる。"
    assert of("repeated-reference", "①②③④", "②") == []
    assert of("repeated-reference", "①～③④") == []


def test_a_reference_into_another_goal_is_a_note():
    (finding,) = found(
        "reference-into-other-goal",
        sheet(goal(1, *FOUR, measures=measures("①～④、２－①③")), goal(2, *FOUR)),
    )
    assert finding.severity == "info"
    assert finding.evidence.ja == "達成目標1の事業が2－①③を挙げる。"


def test_a_reference_with_its_own_goal_or_from_the_reference_table_is_none():
    text = sheet(goal(1, *FOUR, measures=measures("１－①～④")), rest=reference(*measures("１－④")))
    assert found("reference-into-other-goal", text) == []


# Tables ------------------------------------------------------------------------------------------

AGENCY = "独立行政法人例示機構運営費交付金に必要な経費\n"


def tables(own, others):
    def agency(name):
        amount = len(name) * 100
        return programme(AGENCY + name, amounts=(amount, amount + 7), indicators="１－①")

    goals = goal(1, *FOUR, measures=[agency(name) for name in own])
    return sheet(goals, rest=reference(*(agency(name) for name in others)))


def test_a_programme_of_the_reference_table_alone_is_a_note_where_others_are_in_both():
    text = tables(["共創支援事業"], ["共創支援事業", "復興促進プログラム事業費"])
    (finding,) = found("measure-in-one-table-only", text)
    assert finding.severity == "info"
    assert finding.path == ("reference", "measures", 1)
    assert finding.evidence.ja == (
        "参考の表の事業のうち1件は達成目標の表にもあるが、「復興促進プログラム事業費」"
        "（関連する指標 1－①）はない。達成目標の表でこれらを挙げるのは「共創支援事業」である。"
    )


def test_a_programme_of_an_agency_missing_in_the_reference_table_is_a_note():
    text = tables(["共創支援事業", "復興促進プログラム事業費"], ["共創支援事業"])
    (finding,) = found("measure-in-one-table-only", text)
    assert finding.path == ("achievement_goals", 0, "measures", 1)


@pytest.mark.parametrize(
    ("own", "others"),
    [
        (["共創支援事業"], ["共創支援事業"]),
        (["共創支援事業"], ["復興促進プログラム事業費"]),  # the tables share nothing by design
        (["共創支援事業"], []),
    ],
)
def test_tables_that_agree_or_share_nothing_say_nothing(own, others):
    assert found("measure-in-one-table-only", tables(own, others)) == []


# Goals and sources -------------------------------------------------------------------------------


def test_a_text_that_names_a_goal_that_is_not_there_is_a_warning():
    text = sheet(goal(1, FOUR[0].replace("指標1", "達成目標３に関する指標")), goal(2, *FOUR))
    (finding,) = found("goal-not-there", text)
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "indicators", 0, "name")
    assert finding.evidence.ja == "達成目標3はこの評価書にない（1、2がある）。"
    assert found("goal-not-there", text.replace("達成目標３", "達成目標２")) == []


def test_a_source_of_a_goal_that_is_not_there_is_a_warning():
    source = "data_sources: [{achievement_goal: %s, text: 調査}]\n"
    (finding,) = found("goal-not-there", sheet(goal(1, *FOUR), rest=source % 4))
    assert finding.path == ("data_sources", 0, "achievement_goal")
    assert found("goal-not-there", sheet(goal(1, *FOUR), rest=source % 1)) == []
    assert found("goal-not-there", sheet(goal(1, *FOUR), rest=source % '""')) == []


@pytest.mark.parametrize(("numbers", "count"), [("①⑨", 1), ("全部", 1), ("①～④", 0), ('""', 0)])
def test_a_source_names_indicators_that_are_there(numbers, count):
    source = f"data_sources: [{{achievement_goal: 1, indicators: {numbers}, text: 調査}}]\n"
    findings = found("source-reference", sheet(goal(1, *FOUR), rest=source))
    assert [finding.severity for finding in findings] == ["warning"] * count


# Helpers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [("1 2 3 5", "①～③⑤"), ("1 2", "①②"), ("3-1 4 5 6", "3-1④～⑥"), ("", "")],
)
def test_numbers_are_listed_as_a_form_prints_them(numbers, printed):
    assert listed(numbers.split()) == printed


def test_explaining_words_do_not_keep_a_reference_from_being_read():
    assert readable("達成目標２の①、活動指標③（再掲）") == "2－①、③"
