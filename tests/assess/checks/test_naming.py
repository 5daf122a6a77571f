"""Names of programmes and indicators."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import read_sheet
from tests.assess.checks.small_sheets import found, goal, programme, reference, sheet

VOTE = "独立行政法人例機構運営費交付金に必要な経費"
LONG = "大学等の研究成果を実用化につなぐことを目的とし、課題の特性に応じた最適な支援を設定して総合的に実施する。"


def two_tables(first, second, **second_table):
    given = {"amounts": ("15,659,209", "1"), "summary": LONG}
    rows = programme(first, **given), programme(second, **given | second_table)
    return sheet(goal(1, measures=rows[:1]), rest=reference(rows[1]))


def indicator(no, name):
    return f"no: {no}\nname: {name}\nkind: outcome\nactuals: {{2012: 5件}}"


# Programmes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (
            "最適展開支援プログラム（Ａ－ＳＴＥＰ）",
            "最適展開支援プログラム（A-STEP）",
            "全角・半角",
        ),
        ("創出推進プログラム（Ｓ－イノベ）", "創出推進プログラム（Ｓイノベ）", "記号・長音"),
        ("共同研究センター整備事業", "共同研究センタ整備事業", "記号・長音"),
        ("産学官参画型研究拠点プログラム", "産学官参加型研究拠点形成プログラム", "助詞等"),
    ],
)
def test_names_that_differ_in_small_things_are_noted(first, second, what):
    (finding,) = found("programme-names", two_tables(f"{VOTE}\n{first}", f"{VOTE}\n{second}"))
    assert (finding.severity, finding.path) == ("info", ("reference", "measures", 0, "name"))
    assert f"「{first}」" in finding.evidence.ja
    assert f"「{second}」" in finding.evidence.ja
    assert what in finding.evidence.ja


def test_a_name_in_other_words_is_a_warning():
    text = two_tables(f"{VOTE}\n知財活用支援事業", f"{VOTE}\n知的財産活用促進事業")
    (finding,) = found("programme-names", text)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{VOTE}\n知財活用支援事業", f"{VOTE}\n知財活用支援事業"),
        (f"{VOTE}\n研究成果展開事業「最適展開支援プログラム」", "最適展開支援プログラム"),
    ],
)
def test_names_that_agree_as_far_as_they_are_printed_may_stand(first, second):
    assert not found("programme-names", two_tables(first, second))


def test_two_programmes_with_similar_names_and_nothing_else_in_common_may_stand():
    text = two_tables(
        f"{VOTE}\n国立大学施設整備事業",
        f"{VOTE}\n私立大学施設整備事業",
        amounts=("2,300,001", "2"),
        summary="私立の学校の施設を整える。",
    )
    assert not found("programme-names", text)


PROGRAMME = "先端融合領域イノベーション創出拠点形成プログラム"


def mentioned(name, *, programme_=PROGRAMME, references="①"):
    measure = programme(programme_, amounts=("1", "2"), indicators=references)
    return sheet(goal(1, indicator(1, name), measures=[measure]))


@pytest.mark.parametrize(
    "spelt",
    [
        "先端的融合領域イノベーション創出拠点プログラム",
        "先端融合領域イノベーション創生拠点形成プログラム",
        "尖端融合領域イノベーション創出拠点形成プロジェクト",
    ],
)
def test_a_programme_spelt_otherwise_in_an_indicators_name_is_a_warning(spelt):
    (finding,) = found("programme-misnamed", mentioned(f"{spelt}支援数"))
    assert finding.severity == "warning"
    assert finding.place.ja == "達成目標1 指標① 名称"
    assert f"指標名では「{spelt}」" in finding.evidence.ja
    assert f"「{PROGRAMME}」" in finding.evidence.ja


def test_a_programme_that_is_called_a_project_is_noted():
    name = "先端融合領域イノベーション創出拠点形成プロジェクト採択数"
    (finding,) = found("programme-misnamed", mentioned(name))
    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        (f"{PROGRAMME}支援数", {}),
        ("創出拠点形成プログラム支援数", {}),  # a short form
        ("研究開発拠点の数", {}),
        ("先端的融合領域イノベーション創出拠点プログラム支援数", {"references": "－"}),
        (
            "プログラム（最適展開支援プログラム）の割合",
            {"programme_": "最適展開支援プログラム（Ａ－ＳＴＥＰ）"},
        ),
        ("外国特許出願支援において支援した発明の数", {"programme_": "外国特許出願支援事業"}),
    ],
)
def test_right_short_or_other_names_may_stand(name, given):
    assert not found("programme-misnamed", mentioned(name, **given))


# Whose programme ----------------------------------------------------------------------------------

LOCAL = "地域イノベーション戦略支援プログラム"


def two_goals(*names, references="①", second=True):
    """Goal 1 has the programme LOCAL; goal 2 indicators of these names, and another programme."""
    other = [programme("東北発プロジェクト", amounts=("3", "4"), indicators="①")] if second else []
    return sheet(
        goal(1, indicator(1, f"{LOCAL}採択数"), measures=[programme(LOCAL, amounts=("1", "2"), indicators=references)]),
        goal(2, *(indicator(n, name) for n, name in enumerate(names, start=1)), measures=other),
    )  # fmt: skip


def test_indicators_that_name_another_goals_programme_are_one_note():
    (finding,) = found("programme-of-other-goal", two_goals(f"{LOCAL}参加機関数", f"{LOCAL}地域数"))
    assert (finding.severity, finding.path[:4]) == (
        "info",
        ("achievement_goals", 1, "indicators", 0),
    )
    assert f"達成目標2の指標①②は「{LOCAL}」を掲げる" in finding.evidence.ja


@pytest.mark.parametrize(
    "text",
    [
        two_goals("東北発プロジェクト採択数"),
        two_goals(f"{LOCAL}参加機関数", references="１－①２－①"),
        two_goals(f"{LOCAL}参加機関数", second=False),  # the goal has no table of its own
    ],
)
def test_programmes_of_the_goal_or_shared_by_reference_may_stand(text):
    assert not found("programme-of-other-goal", text)


# Indicators ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (f"{LOCAL}参加機関数", f"{LOCAL}参画機関数", "「参加機」と「参画機」"),
        (f"{LOCAL}による事業実施地域数", f"{LOCAL}実施地域数", "「による事業」の有無"),
    ],
)
def test_names_in_other_words_are_noted(first, second, words):
    text = sheet(goal(1, indicator(1, first)), goal(2, indicator(1, second)))
    (finding,) = found("indicator-names", text)
    assert (finding.severity, finding.printed) == ("info", second)
    assert words in finding.evidence.ja
    assert "1-①" in finding.evidence.ja


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("プログラム（最適展開支援プログラム）の割合", "プログラム（産学共創プログラム）の割合"),
        ("共同研究件数", "受託研究件数"),
        ("参加機関数（Ａ）", "参加機関数（A）"),
    ],
)
def test_sisters_and_equal_names_may_stand(first, second):
    text = sheet(goal(1, indicator(1, first), indicator(2, second)))
    assert not found("indicator-names", text)


TRIAL = "産学共創基礎基盤研究プログラム"


def sisters(bare, full=f"プログラム（{TRIAL}）の終了課題について成果が得られた割合"):
    measure = programme(TRIAL, amounts=("1", "2"), indicators="①")
    return sheet(goal(1, indicator(1, full), measures=[measure]), goal(2, indicator(1, bare)))


def test_an_indicator_without_the_programme_that_its_sister_names_is_noted():
    (finding,) = found(
        "programme-unnamed", sisters("プログラムの終了課題について成果が得られた割合")
    )
    assert (finding.severity, finding.path[1]) == ("info", 1)
    assert "同じ形の指標1-①と異なり" in finding.evidence.ja


@pytest.mark.parametrize(
    "bare",
    [
        f"プログラム（{TRIAL}）の終了課題について成果が得られた割合",
        "プログラムの継続課題について成果が得られた割合",
    ],
)
def test_names_with_a_programme_or_of_another_form_may_stand(bare):
    assert not found("programme-unnamed", sisters(bare))


def test_brackets_that_hold_no_programme_leave_nothing_unnamed():
    text = sisters("満足度の割合", full="満足度（5段階で4以上）の割合")
    assert not found("programme-unnamed", text)


def test_the_names_of_goal_7_2(goal_7_2):
    names = ("programme-names", "programme-misnamed", "programme-unnamed", "indicator-names")
    found_ = [(f.check, f.place.ja) for f in audit(read_sheet(goal_7_2)) if f.check in names]
    assert sorted(check for check, _ in found_) == [
        "indicator-names", "indicator-names", "programme-misnamed", "programme-names",
        "programme-names", "programme-unnamed",
    ]  # fmt: skip
    assert ("programme-misnamed", "達成目標1 指標⑫ 名称") in found_
