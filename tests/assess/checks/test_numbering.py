"""Numbers of review sheets, indicators and captions: where they are wrong, and where they only look it."""

from __future__ import annotations

import pytest

from tests.assess.checks.small_sheets import found, goal, programme, sheet


def apart(*numbers):
    """Programmes whose names have nothing in common."""
    names = ["大学産学連携補助", "地域振興プログラム", "拠点形成推進費", "復興支援プロジェクト"]
    rows = [
        programme(name, amounts=(f"{n + 3},{n}11", f"{n + 5},{n}22"), review_sheet=number)
        for n, (name, number) in enumerate(zip(names, numbers, strict=False))
    ]
    return sheet(goal(1, measures=rows))


# Review sheets -----------------------------------------------------------------------------------


def test_one_number_for_two_programmes_is_a_warning_at_the_later():
    (finding,) = found("review-sheet-twice", apart("0184", "0187", "0187"))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "measures", 2, "review_sheet")
    assert finding.evidence.ja == "「地域振興プログラム」、「拠点形成推進費」がいずれも0187である。"


@pytest.mark.parametrize(
    "numbers", [("0184", "0187", "0188"), ("－", "－"), ("042", "042（復興庁）")]
)
def test_other_numbers_and_no_numbers_are_not_one_number(numbers):
    assert found("review-sheet-twice", apart(*numbers)) == []


def test_lines_of_one_vote_share_its_review_sheet():
    vote = "例示機構運営費交付金に必要な経費\n{}"
    rows = [
        programme(vote.format(name), amounts=(amount, amount), review_sheet="0200")
        for name, amount in (("大学産学連携補助", "1,100"), ("地域振興プログラム", "2,200"))
    ]
    assert found("review-sheet-twice", sheet(goal(1, measures=rows))) == []


@pytest.mark.parametrize(
    ("number", "evidence"),
    [
        ("187", "187は3桁で、他の番号は4桁である。"),
        ("01870", "01870は5桁で、他の番号は4桁である。"),
        ("01O7", "「01O7」のOは数字でない。"),
        ("O187", "「O187」のOは数字でない。"),
    ],
)
def test_a_number_unlike_the_others_is_a_warning(number, evidence):
    (finding,) = found("review-sheet-form", apart("0184", "0208", "0188", number))
    assert (finding.severity, finding.evidence.ja) == ("warning", evidence)
    assert finding.printed == number


def test_the_number_of_another_ministry_may_be_shorter_and_is_a_note():
    (finding,) = found("review-sheet-form", apart("0184", "0208", "042（復興庁）"))
    assert finding.severity == "info"
    assert finding.evidence.ja == "042（復興庁の番号）は3桁で、他の番号は4桁である。"


@pytest.mark.parametrize(
    "numbers",
    [
        ("0184", "0208", "0188"),
        ("0184", "208"),  # no habit
        ("0184", "0208", "新25-0012"),
        ("0184", "0208", "0188、0190"),
        ("0184", "0208", "－"),
        ("2021-文科-20-0123", "2021-文科-20-0124"),
    ],
)
def test_a_number_of_another_kind_is_not_malformed(numbers):
    assert found("review-sheet-form", apart(*numbers)) == []


def test_a_programme_of_the_ministry_without_a_number_is_a_warning():
    (finding,) = found("review-sheet-missing", apart("0184", "0208", "－"))
    assert finding.severity == "warning"
    assert finding.printed == "－"
    assert finding.evidence.ja == (
        "府省の事業3件のうち2件に番号があり、「拠点形成推進費」（予算額5,211）にはない。"
    )


def test_an_agency_a_closed_programme_or_a_column_not_in_use_needs_no_number():
    assert found("review-sheet-missing", apart("0184", "－")) == []
    assert found("review-sheet-missing", apart("－", "－", "0184")) == []
    agency = programme("独立行政法人例示機構運営費交付金", amounts=("1,500", "1,600"))
    new = programme("来年度からの事業", amounts=("－", "1,600"))
    own = [
        programme(name, amounts=("1,000", "2,000"), review_sheet=number)
        for name, number in (
            ("大学産学連携補助", "0184"),
            ("地域振興プログラム", "0208"),
            ("拠点費", "0209"),
        )
    ]
    assert found("review-sheet-missing", sheet(goal(1, measures=[*own, agency, new]))) == []


# Numbering ---------------------------------------------------------------------------------------


def numbered(*numbers, first_goal=1):
    indicators = [
        f"{{no: {no}, name: 指標{n}, kind: outcome, actuals: {{2012: 5件}}}}"
        for n, no in enumerate(numbers)
    ]
    return goal(first_goal, *indicators)


def test_a_gap_in_the_numbers_of_indicators_is_a_warning():
    (finding,) = found("numbering", sheet(numbered(1, 2, 4)))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "indicators", 2, "no")
    assert finding.evidence.ja == "達成目標1の指標の番号は①②④で、2の次が4である。"


def test_a_gap_in_the_numbers_of_goals_is_a_warning():
    (finding,) = found("numbering", sheet(numbered(1), numbered(1, first_goal=3)))
    assert finding.evidence.ja == "達成目標の番号は1、3で、1の次が3である。"


def test_numbers_out_of_order_are_a_warning():
    assert found("numbering", sheet(numbered(1, 3, 2)))[0].evidence.ja.endswith("1の次が3である。")
    (start,) = found("numbering", sheet(numbered(2, 3)))
    assert start.evidence.ja == "達成目標1の指標の番号は②③で、2から始まる。"


def test_numbers_may_go_on_from_goal_to_goal_and_have_parts():
    assert found("numbering", sheet(numbered(1, 2), numbered(3, 4, first_goal=2))) == []
    assert found("numbering", sheet(numbered(1, 2), numbered(1, 2, first_goal=2))) == []
    assert found("numbering", sheet(numbered(1, "2-1", "2-2", 3))) == []
    assert found("numbering", sheet(numbered("A", "C"))) == []


def test_two_indicators_of_one_name_are_a_warning():
    text = sheet(numbered(1, 2, 3)).replace("指標2", "指標 １")
    (finding,) = found("one-name-two-indicators", text)
    assert finding.severity == "warning"
    assert finding.evidence.ja == "指標②と指標③の名称が同じである。"
    assert found("one-name-two-indicators", sheet(numbered(1, 2, 3))) == []


def test_an_outcome_and_an_output_or_two_goals_may_share_a_name():
    text = sheet(numbered(1, 2)).replace("name: 指標1, kind: outcome", "name: 指標0, kind: output")
    assert found("one-name-two-indicators", text) == []
    assert found("one-name-two-indicators", sheet(numbered(1), numbered(1, first_goal=2))) == []


# Captions ----------------------------------------------------------------------------------------

OUTPUT = "{no: 2, name: 活動, kind: output, actuals: {2012: 5件}}"
OUTCOME = "{no: 1, name: 成果, kind: outcome, actuals: {2012: 5件}}"


def captions(*figures):
    return sheet(goal(1, OUTCOME, OUTPUT) + f"    figures: [{', '.join(figures)}]\n")


@pytest.mark.parametrize(
    ("caption", "evidence"),
    [
        ("成果指標（アウトカム）⑤の推移", "達成目標1に指標⑤はない（①②がある）。"),
        (
            "成果指標（アウトカム）②",
            "見出しは「成果指標（アウトカム）②」とするが、達成目標1の指標②は活動指標である。",
        ),
        (
            "活動指標（アウトカム）②",
            "見出しは「活動指標（アウトカム）②」とするが、達成目標1の指標②は活動指標である。",
        ),
    ],
)
def test_a_caption_that_names_the_wrong_indicator_is_a_warning(caption, evidence):
    (finding,) = found("caption-reference", captions("成果指標①", caption))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "figures", 1)
    assert finding.evidence.ja == evidence


@pytest.mark.parametrize(
    "caption",
    [
        "成果指標（アウトカム）①",
        "活動指標②の推移",
        "アウトプット②",
        "共同研究の推移",
        "図⑨",
        "成果指標の考え方",
    ],
)
def test_a_caption_that_is_right_or_names_none_is_not(caption):
    assert found("caption-reference", captions(caption)) == []


BREAKDOWN = """\
no: 1
name: 満足度
kind: outcome
actuals:
  2011: 80％{first}
  2012: 85％{second}
breakdown:
  heading: （別表）
  caption: {caption}
  rows: [{{name: 甲, actuals: {{2011: 80％, 2012: 85％}}}}]
"""


def breakdown(first="※別表参照", second="※別表参照", caption="成果指標①の年度推移"):
    return sheet(goal(1, BREAKDOWN.format(first=first, second=second, caption=caption), OUTPUT))


def test_a_breakdown_under_another_indicators_caption_is_a_warning():
    (finding,) = found("caption-reference", breakdown(caption="成果指標①、活動指標②の年度推移"))
    assert finding.evidence.ja == "指標①の別表であるが、見出しは②とする。"
    assert finding.path[-2:] == ("breakdown", "caption")
    assert found("caption-reference", breakdown()) == []
    assert found("caption-reference", breakdown(caption="年度推移")) == []


def test_two_figures_under_one_caption_are_a_note():
    (finding,) = found("same-caption", captions("成果指標①", "成果指標①"))
    assert (finding.severity, finding.path[-1]) == ("info", 1)
    assert found("same-caption", captions("成果指標①", "活動指標②")) == []
    two = sheet(
        goal(1, OUTCOME) + "    figures: [成果指標①]\n",
        goal(2, OUTCOME) + "    figures: [成果指標①]\n",
    )
    assert found("same-caption", two) == []


def test_a_pointer_to_a_breakdown_that_is_not_there_is_a_warning():
    lost = "no: 2\nname: 別\nkind: outcome\nactuals: {2011: 80％※別表参照, 2012: 85％※別表参照}"
    alone = lost.replace("no: 2", "no: 1")
    (finding,) = found("breakdown-not-there", sheet(goal(1, alone)))
    assert finding.severity == "warning"
    assert finding.path[-2:] == ("actuals", "2011")
    assert finding.evidence.ja == "指標①の2つの欄が別表を参照するが、この指標の別表はない。"
    assert found("breakdown-not-there", breakdown()) == []


def test_a_pointer_to_a_sisters_breakdown_is_a_note():
    lost = "no: 2\nname: 別\nkind: outcome\nactuals: {2012: 85％※別表参照}"
    first = BREAKDOWN.format(first="", second="", caption="推移")
    (finding,) = found("breakdown-not-there", sheet(goal(1, first, lost)))
    assert finding.severity == "info"
    assert "別表があるのは指標①" in finding.evidence.ja


def test_a_figure_that_does_not_point_to_its_breakdown_beside_one_that_does_is_a_note():
    (finding,) = found("breakdown-not-mentioned", breakdown(second=""))
    assert finding.severity == "info"
    assert (finding.path[-1], finding.printed) == ("2012", "85％")
    assert finding.evidence.ja == "別表のある指標①の実績値2欄のうち1欄に「別表参照」がない。"
    assert found("breakdown-not-mentioned", breakdown()) == []


def test_a_breakdown_that_no_cell_mentions_is_a_note():
    (finding,) = found("breakdown-not-mentioned", breakdown(first="", second=""))
    assert "実績値2欄のうち2欄" in finding.evidence.ja
