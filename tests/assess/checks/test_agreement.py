"""One programme, one indicator, one figure, one year in two places."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import read_sheet
from tests.assess.checks.small_sheets import budget, found, goal, one, programme, reference, sheet

VOTE = "独立行政法人例機構運営費交付金に必要な経費"
NAME = f"{VOTE}\n知財活用支援事業"
SUMMARY = (
    "特許の海外出願支援や投資機関との連携により、大学等の研究成果の技術移転活動を専門的に支援する。"
)
SIX = [f"no: {n}\nname: 指標{'甲乙丙丁戊己'[n - 1]}\nkind: outcome\nactuals: {{2012: 5件}}" for n in range(1, 7)]  # fmt: skip
ONCE = {"amounts": ("2,805,839", "2,660,000"), "summary": SUMMARY, "indicators": "④～⑥"}


def twice(*, name=NAME, heads=None, **there):
    """A sheet with one programme in the table of goal 1 and in the reference table."""
    second = {**ONCE, "indicators": "１－④～⑥"} | there
    table = {"heads": heads} if heads else {}
    return sheet(
        goal(1, *SIX, measures=[programme(NAME, **ONCE)]),
        rest=reference(programme(name, **second), **table),
    )


# Budgets ------------------------------------------------------------------------------------------


def test_one_programme_with_two_budgets_is_an_error():
    (finding,) = found("programme-budgets", twice(amounts=("2,805,839", "2,800,000")))
    assert finding.severity == "error"
    assert finding.path == ("reference", "measures", 0, "budget", "2013")
    assert finding.printed == "2,800,000"
    assert (
        "達成目標1の表では 2,660,000、参考の表では 2,800,000 で、140,000 異なる"
        in finding.evidence.ja
    )
    assert "（24年度は一致）" in finding.evidence.ja
    assert finding.related == (("achievement_goals", 0, "measures", 0, "budget", "2013"),)


def test_a_programme_is_known_by_a_slip_in_its_name_if_more_is_the_same():
    text = twice(name=f"{VOTE}\n知的財産活用支援事業", amounts=("2,805,839", "2,800,000"))
    assert len(found("programme-budgets", text)) == 1


def test_an_amount_beside_a_dash_is_a_warning():
    (finding,) = found("programme-budgets", twice(amounts=("2,805,839", "－")))
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "there",
    [
        {},
        {"amounts": ("2805839", "２，６６０，０００")},
        {"amounts": ("2,805,839の内数", "")},
        {"amounts": ("2,806", "2,660"), "heads": "{2012: 24年度補正後予算額（百万円）, 2013: 25年度当初予算額（百万円）}"},
        {"amounts": ("2,600,000", "2,660,000"), "heads": "{2012: 24年度当初予算額（千円）, 2013: 25年度当初予算額（千円）}"},
        {"name": "独立行政法人別機構運営費交付金に必要な経費\n産学共創基礎基盤研究", "amounts": ("1", "2"), "summary": "別の事業"},
    ],
    ids=["same", "as printed otherwise", "part of a sum", "rounded", "another moment", "another programme"],
)  # fmt: skip
def test_budgets_that_agree_or_are_not_the_same_thing_may_stand(there):
    assert not found("programme-budgets", twice(**there))


def test_of_three_tables_the_odd_one_is_reported_once():
    text = sheet(
        goal(1, measures=[programme(NAME, amounts=("2,800,000", "1"))]),
        goal(2, measures=[programme(NAME, amounts=("2,805,839", "1"))]),
        rest=reference(programme(NAME, amounts=("2,805,839", "1"))),
    )
    (finding,) = found("programme-budgets", text)
    assert finding.path[:2] == ("achievement_goals", 0)


# Summaries, references, details -------------------------------------------------------------------


def test_a_summary_that_differs_in_a_word_is_a_warning():
    (finding,) = found(
        "programme-summaries", twice(summary=SUMMARY.replace("専門的に", "総合的に"))
    )
    assert (finding.severity, finding.path[-1]) == ("warning", "summary")
    assert "「転活動を専門的に支援」と「転活動を総合的に支援」" in finding.evidence.ja


def test_a_summary_written_anew_is_a_note():
    (finding,) = found("programme-summaries", twice(summary="大学等の知財を活かす。"))
    assert finding.severity == "info"


@pytest.mark.parametrize("summary", [SUMMARY, SUMMARY.replace("、", "，"), ""])
def test_summaries_that_differ_in_punctuation_or_are_missing_may_stand(summary):
    assert not found("programme-summaries", twice(summary=summary))


def test_references_that_differ_are_a_warning_that_names_them():
    (finding,) = found("programme-indicators", twice(indicators="１－④⑤"))
    assert (finding.severity, finding.printed) == ("warning", "１－④⑤")
    assert "⑥は達成目標1の表だけ" in finding.evidence.ja


@pytest.mark.parametrize("indicators", ["１－④～⑥", "１－④⑤⑥", "－", "同上"])
def test_references_that_agree_or_cannot_be_compared_may_stand(indicators):
    assert not found("programme-indicators", twice(indicators=indicators))


def test_a_programme_that_serves_two_goals_has_the_references_of_both():
    text = sheet(
        goal(1, *SIX, measures=[programme(NAME, amounts=("1", "1"), indicators="①")]),
        goal(2, *SIX, measures=[programme(NAME, amounts=("1", "1"), indicators="②")]),
        rest=reference(programme(NAME, amounts=("1", "1"), indicators="１－①２－②")),
    )
    assert not found("programme-indicators", text)
    assert found("programme-indicators", text.replace("２－②", "２－③"))


def details(first, second, field="review_sheet"):
    measures = [programme(NAME, amounts=("1", "1"), **{field: value}) for value in (first, second)]
    return sheet(goal(1, measures=measures[:1]), rest=reference(measures[1]))


def test_two_review_sheets_and_two_divisions_are_warnings():
    (number,) = found("programme-details", details("0208", "0280"))
    assert (number.severity, number.path[-1], number.printed) == ("warning", "review_sheet", "0280")
    assert "「0208」" in number.evidence.ja
    (division,) = found("programme-details", details("産業連携課", "研究振興課", "division"))
    assert division.path[-1] == "division"


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("review_sheet", "0208", "０２０８"),
        ("review_sheet", "0208", "－"),
        ("division", "産業連携・地域支援課", "科学技術・学術政策局 産業連携・地域支援課"),
    ],
)
def test_details_that_agree_may_stand(field, first, second):
    assert not found("programme-details", details(first, second, field))


# One figure under two labels ----------------------------------------------------------------------


def test_an_exact_figure_of_two_programmes_is_noted():
    measures = [
        programme("甲事業", amounts=("1,982,194", "1")),
        programme("乙研究", amounts=("2", "1,982,194")),
    ]
    (finding,) = found("same-figure", sheet(goal(1, measures=measures)))
    assert finding.severity == "info"
    assert "1,982,194 が［達成目標1 達成手段 「甲事業」 予算額 24年度］" in finding.evidence.ja


@pytest.mark.parametrize(
    ("amounts", "rest"),
    [
        (("1,982,195", "1"), ""),
        (("1,980,000", "1"), ""),
        (
            ("2,660,000", "1"),
            budget(single="{initial: {2012: '1,982,194'}, total: {2012: '1,982,194'}}"),
        ),
    ],
    ids=["nearly", "round", "the programme has the whole line"],
)
def test_figures_that_differ_are_round_or_belong_together_may_stand(amounts, rest):
    measures = [
        programme("甲事業", amounts=("1,982,194", "1")),
        programme("乙研究", amounts=amounts),
    ]
    text = sheet(goal(1, measures=[m.replace("1,982,194", "1,980,000") if amounts[0] == "1,980,000" else m for m in measures]), rest=rest)  # fmt: skip
    assert not found("same-figure", text)


def test_the_same_programme_in_two_tables_is_no_figure_under_two_labels():
    assert not found("same-figure", twice())


# One indicator in several goals -------------------------------------------------------------------


def named(*actuals, name="参加機関数"):
    goals = (f"no: 1\nname: {name}\nkind: outcome\nactuals: {cells}" for cells in actuals)
    return sheet(*(goal(no, indicator) for no, indicator in enumerate(goals, start=1)))


def test_one_name_over_two_values_in_two_goals_is_a_warning():
    text = named("{2011: 338機関, 2012: 340機関}", "{2011: 338機関, 2012: 350機関}")
    (finding,) = found("indicator-in-two-goals", text)
    assert finding.severity == "warning"
    assert finding.place.ja == "達成目標2 指標① 実績値 24年度"
    assert "24年度の実績値が異なる（24年度 340機関と350機関）" in finding.evidence.ja


@pytest.mark.parametrize("other", ["{2012: 340機関}", "{2012: 調査中}", "{2012: 3地域}"])
def test_one_name_over_one_value_may_stand(other):
    assert not found("indicator-in-two-goals", named("{2012: 340機関}", other))


# Years in heads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (sheet(goal(1, heads="{2012: 23年度補正後予算額, 2013: 25年度当初予算額}")), "2012"),
        (sheet(goal(1), rest=budget(columns="{2011: 23年度, 2014: 25年度要求額}")), "2014"),
        ("title: 平成２２年度実施施策に係る事後評価書\n" + one("target: 5件"), "title"),
    ],
)
def test_a_head_of_another_year_is_a_warning(text, place):
    (finding,) = found("heading-year", text)
    assert (finding.severity, finding.path[-1]) == ("warning", place)


@pytest.mark.parametrize(
    "text",
    [
        sheet(goal(1)),
        sheet(goal(1, heads="{2012: 平成２４年度補正後予算額, 2013: 2013年度当初予算額}")),
        sheet(goal(1, heads="{2012: 補正後予算額}")),
        sheet(goal(1), rest=budget(columns="{2012: 24年度（25年度への繰越しを含む）}")),
        "title: 平成25年度政策評価書（平成24年度実施施策）\n" + one("target: 5件"),
    ],
)
def test_heads_of_their_own_year_or_of_none_may_stand(text):
    assert not found("heading-year", text)


def test_what_goal_7_2_says_in_two_places(goal_7_2):
    checks = [f for f in audit(read_sheet(goal_7_2)) if f.check.startswith("programme-budgets")]
    assert [(f.severity, f.printed) for f in checks] == [("error", "2,800,000")]
    quiet = {"programme-summaries", "programme-indicators", "programme-details", "same-figure"}
    assert not quiet & {f.check for f in audit(read_sheet(goal_7_2))}
