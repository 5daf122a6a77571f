"""Likely slips of the pen, and what only looks like one."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import all_checks, audit
from evalkit.assess.audit.near_duplicates import difference
from evalkit.sheet.load import parse_sheet, read_sheet
from tests.assess.checks.small_sheets import found, goal, programme, sheet


def told(*texts, name="例{}の割合"):
    """Indicators whose 2011 is told in these words."""
    return sheet(
        goal(
            1,
            *(
                f"no: {n}\nname: {name.format('甲乙丙丁'[n - 1])}\nkind: outcome\n"
                f"actuals: {{2011: '{text}', 2012: 5件}}"
                for n, text in enumerate(texts, start=1)
            ),
        )
    )


def near(*texts, **options):
    return found("nearly-the-same", told(*texts, **options))


# Nearly the same ---------------------------------------------------------------------------------

RESEARCH = "大学等において課題の解決に資する研究を実施する事業を開始し、引き続き実施している"


def test_an_impossible_particle_is_a_warning_and_says_what_is_right():
    (finding,) = near(RESEARCH, RESEARCH.replace("事業を", "事業お"))
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "indicators", 1, "actuals", "2011")
    assert finding.evidence.ja == (
        "「…究を実施する事業お開始し」（達成目標1 指標②）と"
        "「…究を実施する事業を開始し」（達成目標1 指標①）は「お」と「を」だけが異なる。"
    )
    assert finding.suggestion.ja == "「…究を実施する事業を開始し」に直す。"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "24年度より取組を開始したため、実績なし",
            "23年度より取組を開始するため、実績なし",
            "「する」と「した」だけが異なる",
        ),
        (
            "社会還元のための研究及び企業化開発を推進",
            "社会還元のための研究及び事業化開発を推進",
            "「事」と「企」だけが異なる",
        ),
        (
            "期間が経過した課題に対し定量的な評価を行う",
            "期間が経過した課題に対して定量的な評価を行う",
            "「て」の有無だけが異なる",
        ),
    ],
)
def test_texts_that_differ_in_a_word_are_a_note(first, second, said):
    (finding,) = near(first, second)
    assert finding.severity == "info"
    assert finding.evidence.ja.endswith(said + "。")


def test_the_rarer_form_is_the_odd_one_and_reported_once():
    usual, odd = "24年度より取組を開始したため、実績なし", "22年度より取組を実施したため、実績なし"
    (finding,) = near(usual, odd, usual, usual)
    assert finding.path[3] == 1
    assert finding.evidence.ja.startswith("「○年度より取組を実施したため」（達成目標1 指標②）")
    assert finding.related == ()  # of the usual form, three times written, nothing is found


def test_words_that_one_status_text_has_more_are_a_note():
    short = "産業界の抱える課題に資する技術テーマを設定し研究を実施"
    long = short.replace("課題", "共通課題の解決")
    (finding,) = near(short, long)
    assert finding.evidence.ja.endswith("「課題」と「共通課題の解決」だけが異なる。")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (RESEARCH, RESEARCH),
        ("21年度より取組を開始したため", "22年度より取組を開始したため"),
        ("国内の拠点で研究を実施したところである", "国外の拠点で研究を実施したところである"),
        ("施策の対象とした男性の受講者の割合", "施策の対象とした女性の受講者の割合"),
        ("拠点Ａにおいて研究を実施したところである", "拠点Ｂにおいて研究を実施したところである"),
        ("新しい拠点の整備に着手し研究を推進", "新しい拠点の整備に着手し研究を推進した"),
        ("研究会を実施", "研究会を開催"),
    ],
)
def test_texts_that_differ_on_purpose_are_none(first, second):
    assert near(first, second) == []


def test_words_of_their_own_indicators_names_differ_on_purpose():
    texts = "期間中に事後評価を受けた課題が対象", "期間中に中間評価を受けた課題が対象"
    own = told(*texts).replace("例甲の", "事後評価の").replace("例乙の", "中間評価の")
    assert found("nearly-the-same", own) == []


def named(first, second, goals=1):
    one, two = (
        f"{{no: {n}, name: {name}, kind: outcome, actuals: {{2012: {n}5件}}}}"
        for n, name in ((1, first), (2, second))
    )
    if goals == 1:
        return found("nearly-the-same", sheet(goal(1, one, two)))
    return found("nearly-the-same", sheet(goal(1, one), goal(2, two.replace("no: 2", "no: 1"))))


def test_indicators_of_one_goal_differ_in_their_nouns_but_not_in_their_particles():
    assert named("大学等における共同研究の実施件数", "大学等における受託研究の実施件数") == []
    (finding,) = named("大学等における共同研究の実施件数", "大学等にをける共同研究の実施件数")
    assert finding.path[-1] == "name"


def test_a_long_compound_that_lacks_a_character_is_a_note():
    row = programme(
        "例示事業",
        amounts=("1", "2"),
        summary="電子ビーム積層造形法で製品を作る。電子ビーム積造形法を普及する。",
    )
    (finding,) = found("nearly-the-same", sheet(goal(1, measures=[row])))
    assert finding.severity == "info"
    assert "「層」の有無だけが異なる" in finding.evidence.ja


@pytest.mark.parametrize(
    "summary",
    [
        "主要空港国内線旅客数と主要空港国際線旅客数を増やす。",
        "産学官連携本部等整備と産学官連携本部整備を支援する。",
        "特定機能病院支援事業と機能病院支援事業を行う。",
        "研究拠点と研究視点を重視する。",
    ],
)
def test_compounds_that_are_two_things_are_none(summary):
    row = programme("例示事業", amounts=("1", "2"), summary=summary)
    assert found("nearly-the-same", sheet(goal(1, measures=[row]))) == []


def test_two_copies_of_one_summary_are_compared_elsewhere():
    text = "大学等の研究成果を実用化につなぐことを目的とし、総合的かつ切れ目のない支援を実施する。"
    rows = [
        programme("例示事業", amounts=("1", "2"), summary=each)
        for each in (text, text.replace("支援を", "支授を"))
    ]
    rest = f"reference: {{measures: [{{name: 例示事業, summary: {text.replace('支援を', '支授を')}}}]}}\n"
    assert found("nearly-the-same", sheet(goal(1, measures=rows[:1]), rest=rest)) == []


# Divisions ---------------------------------------------------------------------------------------


def divisions(*names):
    rows = [
        programme(f"事業その{n}", amounts=(str(n), "2"), division=name)
        for n, name in enumerate(names)
    ]
    return found("division-nearly-the-same", sheet(goal(1, measures=rows)))


def test_a_division_that_differs_in_a_character_is_a_warning():
    (finding,) = divisions("産業連携・地域支援課", "産業連携・地域支授課", "産業連携・地域支援課")
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "measures", 1, "division")
    assert finding.evidence.ja == (
        "担当課「産業連携・地域支授課」は、他の2事業の「産業連携・地域支援課」と"
        "「授」と「援」だけが異なる。"
    )


@pytest.mark.parametrize(
    "names",
    [
        ("産業連携・地域支援課",) * 3,
        ("企画課", "計画課", "企画課"),
        ("研究振興局基礎課", "研究開発局基礎課", "研究振興局基礎課"),
        ("産業連携・地域支援課", "産業連携・地域支授課"),  # which is right is not known
    ],
)
def test_other_divisions_are_none(names):
    assert divisions(*names) == []


# Impossible sequences ----------------------------------------------------------------------------


def sequences(text, check="impossible-sequence"):
    row = programme("例示事業", amounts=("1", "2"), summary=text)
    return found(check, sheet(goal(1, measures=[row])))


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("研究を実施する事業お開始した。", "お"),
        ("研究をを支援する。", "をを"),
        ("大学のの研究を支援する。", "のの"),
        ("課題がが多い。", "がが"),
        ("地域にに貢献する。", "にに"),
        ("研究を、、支援する。", "、、"),
        ("支援する。。", "。。"),
        ("研究の推進推進を図る。", "推進推進"),
        ("支援のための支援のための拠点", "支援のための支援のための"),
    ],
)
def test_a_sequence_that_cannot_be_is_a_warning(text, slip):
    (finding,) = sequences(text)
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "measures", 0, "summary")
    assert f"の「{slip}」は書き誤りである可能性が高い" in finding.evidence.ja


@pytest.mark.parametrize(
    "text",
    [
        "成果はあったものの、課題が残るとともに、支援することとしている。",
        "ホームページでお知らせし、協力をお願いする。",
        "がん検診の受診率ががん対策に及ぼす影響",
        "インターネットでできる手続",
        "筑波大学大学院の学生を支援する。",
        "それぞれの地域でいろいろな取組がますます進む。",
        "地域に賑わいを、若者に働く場を",
        "東京都 東京都立大学",
        "子どもも大人も",
    ],
)
def test_an_ordinary_sequence_is_none(text):
    assert sequences(text) == []


def test_a_slip_that_two_checks_see_is_one_finding():
    every = audit(parse_sheet(told(RESEARCH, RESEARCH.replace("事業を", "事業お"))))
    seen = [f.check for f in every if f.check in ("nearly-the-same", "impossible-sequence")]
    assert seen == ["nearly-the-same"]


# Known slips -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "right", "severity"),
    [
        ("計画に基ずき支援する。", "基ずき", "基づき", "warning"),
        ("人材を派遺する。", "派遺", "派遣", "warning"),
        ("シュミレーションを行う。", "シュミレーション", "シミュレーション", "warning"),
        ("テーマの基で研究を行う。", "の基で", "の下で", "info"),
    ],
)
def test_a_known_slip_says_what_is_usual(text, wrong, right, severity):
    (finding,) = sequences(text, "known-slip")
    assert finding.severity == severity
    assert finding.evidence.ja == f"「{wrong}」が1か所にある。通常は「{right}」と書く。"


@pytest.mark.parametrize("text", ["計画に基づき支援する。", "人材を派遣する。", "方針の下で行う。"])
def test_what_is_right_is_no_slip(text):
    assert sequences(text, "known-slip") == []


# The machinery -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("課題に対し", "課題に対して", ("課題に対し", "", "て", "")),
        ("積造形", "積層造形", ("積", "", "層", "造形")),
        ("同じ", "同じ", ("同じ", "", "", "")),
        ("ああ", "あああ", ("ああ", "", "あ", "")),
    ],
)
def test_the_difference_is_what_lies_between_the_common_ends(one, other, parts):
    assert difference(one, other) == parts


def test_a_slip_is_no_finding_on_the_many_that_are_written_as_usual(goal_7_2):
    findings = {
        finding.place.ja: {path[:4] for path in (finding.path, *finding.related)}
        for finding in audit(read_sheet(goal_7_2))
        if finding.check == "nearly-the-same"
    }
    first, second = ("achievement_goals", 0, "indicators"), ("achievement_goals", 1, "indicators")
    assert findings["達成目標1 指標⑬ 実績値 20年度～23年度"] == {(*first, 12)}  # of 14
    assert findings["達成目標2 指標⑦ 実績値 21年度"] == {(*second, 6), (*second, 0)}  # 1 and 1


def test_what_the_published_sheet_of_goal_7_2_writes_in_two_ways(goal_7_2):
    findings = [f for f in audit(read_sheet(goal_7_2)) if f.check == "nearly-the-same"]
    places = {(finding.severity, finding.place.ja) for finding in findings}
    assert places >= {
        ("warning", "達成目標2 指標③ 実績値 22年度～24年度"),  # 事業お開始し
        ("info", "達成目標3 取組例1 見出し"),  # 積造形法
        ("info", "達成目標2 指標⑦ 実績値 21年度"),  # 事業化開発
        ("info", "達成目標2 指標② 目標値"),  # 課題に対し
        ("info", "達成目標1 指標⑬ 実績値 20年度～23年度"),  # 開始するため
        ("info", "達成目標2 指標⑦ 実績値 20年度"),  # 実施したため
    }
    title = next(each.title.ja for each in all_checks() if each.id == "nearly-the-same")
    assert (
        title == "一か所だけ違う文言"
    )  # 「課題」と「共通課題の解決」 differ by more than two characters
    assert any("「共通課題の解決」だけが異なる" in finding.evidence.ja for finding in findings)
