"""Words: each check where it fires, where it nearly does, and where it must not."""

from __future__ import annotations

import pytest

from tests.assess.checks.small_sheets import entries, found, goal, one, programme, reference, sheet


def summary(check, text, **rest):
    row = programme("例示事業", amounts=("100", "200"), summary=text)
    return found(check, sheet(goal(1, measures=[row]), **rest))


# The template ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "例（※必要に応じて関連する達成目標に入れても良い）",
            "（※必要に応じて関連する達成目標に入れても良い）",
        ),
        ("概要を記載してください。", "記載してください"),
        ("（記入例）大学等を支援する。", "（記入例"),
        ("適宜追加", "適宜追加"),
        ("（注）主なものを記入", "注）主なものを記入"),
        ("○○大学を支援する。", "○○"),
        ("平成○年度に開始", "○"),
        ("XX件を支援", "XX"),
        ("要確認", "要確認"),
    ],
)
def test_what_the_template_says_to_the_author_is_a_warning(text, left):
    (finding,) = summary("template-left", text)
    assert finding.severity == "warning"
    assert finding.path == ("achievement_goals", 0, "measures", 0, "summary")
    assert finding.evidence.ja == f"「{left}」は様式の記入要領又は仮置きとみられる。"


@pytest.mark.parametrize(
    "text",
    [
        "必要に応じて見直しを行うこととする。",
        "利用してもよい。",
        "契約書の記載例を公表した。",
        "○人材の育成を支援する。",
        "二〇〇八年に一〇〇〇人を支援した。",
        "評価は◎○△×の4段階で行う。",
        "適宜、助言する。",
        "（※23年度に対象を改めた。）",
    ],
)
def test_an_ordinary_sentence_is_no_instruction(text):
    assert summary("template-left", text) == []


# Labels ------------------------------------------------------------------------------------------


def labelled(*labels):
    return goal(
        1,
        *(
            f"{{no: {n}, name: 例{n}, kind: outcome, annual_targets_label: {label}, "
            "actuals: {2012: 5件}, annual_targets: {2012: 4件}}"
            for n, label in enumerate(labels, start=1)
        ),
    )


def test_a_label_in_two_wordings_is_one_note_with_where_each_stands():
    text = sheet(
        labelled("年度ごとの目標値", "年度ごとの目標", "年度ごとの目標値", "年度ごとの目標")
    )
    (finding,) = found("label-variants", text)
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "indicators", 1, "annual_targets_label")
    assert finding.evidence.ja == (
        "「年度ごとの目標値」が2か所あるのに対し、"
        "「年度ごとの目標」が2か所（達成目標1 指標②、達成目標1 指標④）ある。"
    )


def test_heads_of_one_column_are_compared_across_tables():
    usual, other = "24年度補正後予算額（千円）", "24年度補正後予算（千円）"
    text = sheet(
        goal(1, measures=[programme("例示事業", amounts=("1", "2"))], heads=f"{{2012: {usual}}}"),
        rest=reference(programme("例示事業", amounts=("1", "2")), heads=f"{{2012: {other}}}"),
    )
    (finding,) = found("label-variants", text)
    assert finding.path == ("reference", "table", "budget", "2012")
    assert found("label-variants", text.replace(other, usual)) == []


def test_a_label_broken_over_lines_or_of_another_row_is_the_same():
    assert found("label-variants", sheet(labelled("年度ごとの目標値", "年度ごと の目標値"))) == []
    headings = "tables: {outcome: {heading: 成果指標}, output: {heading: 活動指標}}"
    text = sheet(goal(1)).replace("tables: {", headings.removesuffix("}") + ", ", 1)
    assert found("label-variants", text) == []


# Brackets ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("予算額（千円", "（"),
        ("「場」等」の実施", "」"),
        ("（例「甲）」", "（）"),
        ("平均）", "）"),
        ("【甲〕", "【〕"),
    ],
)
def test_a_bracket_without_its_partner_is_a_warning(text, lost):
    (finding,) = summary("unbalanced-brackets", text)
    assert finding.severity == "warning"
    assert finding.evidence.ja == f"「{lost}」に対応する括弧がない。"


@pytest.mark.parametrize(
    "text",
    [
        "1) 甲 2) 乙",
        "職員数注1）は常勤に限る。",
        "ア）甲、イ）乙",
        "①）甲",
        "（例（甲）「乙」）",
        "(甲）と（乙)",
        "（1）甲\n（2）乙",
        "※1）常勤に限る。",
    ],
)
def test_an_enumeration_or_brackets_in_brackets_are_balanced(text):
    assert summary("unbalanced-brackets", text) == []


def test_a_label_without_its_bracket_is_one_finding_not_two():
    heads = "{2012: '24年度補正後予算額（千円'}"
    table = [programme("例示事業", amounts=("1", "2"))]
    text = sheet(goal(1, measures=table, heads=heads), goal(2, measures=table))
    assert len(found("unbalanced-brackets", text)) == 1
    assert found("label-variants", text) == []


FULL = "大学（国立）、機構（独立）、法人（私立）、企業（民間）を支援する（例）。"


def test_half_width_brackets_among_full_width_ones_are_a_note():
    rows = [
        programme(f"例示事業その{n}", amounts=(str(n), "2"), summary=text)
        for n, text in enumerate((FULL, FULL, FULL, "大学(国立)を支援する。"))
    ]
    (finding,) = found("bracket-width", sheet(goal(1, measures=rows)))
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "measures", 3, "summary")
    assert "全角19組、半角1組" in finding.evidence.ja


def test_a_pair_of_both_widths_is_a_note():
    (finding,) = summary("bracket-width", FULL.replace("（例）", "（例)"))
    assert "片方だけ半角が1組" in finding.evidence.ja


@pytest.mark.parametrize("text", [FULL, FULL.replace("（例）", "(ICT)"), "大学を支援する。"])
def test_brackets_of_one_width_or_around_latin_letters_are_none(text):
    assert summary("bracket-width", text) == []


# Signs, ends and spaces --------------------------------------------------------------------------


def test_two_signs_for_nothing_are_one_note_with_their_counts():
    text = one("baseline: －\nactuals: {2010: －, 2011: ―, 2012: －}\ntarget: '-'")
    (finding,) = found("none-symbols", text)
    assert finding.severity == "info"
    assert finding.path[-1] == "2011"
    assert finding.evidence.ja.startswith("「－」（全角ハイフンマイナス）3か所、")
    assert "「―」（ダッシュ）1か所" in finding.evidence.ja
    assert "「-」（半角ハイフンマイナス）1か所" in finding.evidence.ja


def test_one_sign_or_a_word_for_nothing_is_none():
    assert found("none-symbols", one("baseline: －\nactuals: {2011: －, 2012: 該当なし}")) == []
    assert found("none-symbols", one("actuals: {2012: 5件}\nnote: ア－イ")) == []


def test_full_stops_at_some_status_texts_only_are_a_note():
    text = one(
        "actuals: {2009: 22年度より取組を開始したため、実績なし。, "
        "2010: 24年度より取組を開始したため、実績なし, 2011: 実績なし, 2012: 5件}"
    )
    (finding,) = found("sentence-ends", text)
    assert (finding.severity, finding.path[-1]) == ("info", "2009")
    assert finding.evidence.ja.startswith(
        "「実績なし」のうち句点で終わるものが1、終わらないものが2ある。"
    )


def test_summaries_are_compared_with_summaries_and_nouns_with_nouns():
    def ends(*texts):
        rows = [
            programme(f"例示事業その{n}", amounts=(str(n), "2"), summary=text)
            for n, text in enumerate(texts)
        ]
        return found("sentence-ends", sheet(goal(1, measures=rows)))

    long = "大学等の研究成果の実用化を促進する"
    (finding,) = ends(long + "。", long.replace("促進", "支援") + "。", long)
    assert finding.path == ("achievement_goals", 0, "measures", 2, "summary")
    assert ends(long + "。", long.replace("促進", "支援") + "。") == []
    assert ends(long + "。", "大学等の研究成果の実用化のための支援") == []


@pytest.mark.parametrize(
    "name", ["産学官　連携機関数", "産学官 連携機関数", "'連携機関数  '", "連携（産） （学）"]
)
def test_a_space_in_a_name_is_a_note(name):
    (finding,) = found("space-in-name", one("actuals: {2012: 5件}", name=name))
    assert finding.severity == "info"
    assert finding.path == ("achievement_goals", 0, "indicators", 0, "name")


@pytest.mark.parametrize(
    "name",
    ["連携機関数", "ICT 人材数", "Society 5.0 の実現", "第1章 総則の改正数", "連携 3 機関の数"],
)
def test_a_space_beside_latin_letters_or_after_a_chapter_is_none(name):
    assert found("space-in-name", one("actuals: {2012: 5件}", name=name)) == []


# Spellings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("企業または大学等の件数", "企業又は大学等の機関数", ("又は", "または")),
        ("共同研究センターの利用者", "研究センタの施設数", ("センター", "センタ")),
        (
            "オープンイノベーションの件数",
            "オープン・イノベーションの数",
            ("オープン・イノベーション",),
        ),
        ("取組の実施件数", "取り組みの数", ("取組", "取り組み")),
        ("連携の下で行う研究数", "連携のもと、行う研究の数", ("の下", "のもと")),
        ("厚生労働省の調査数", "厚労省の調査の数", ("厚生労働省", "厚労省")),
        ("ＩＣＴ人材の養成者数", "ICT施設の数", ("ＩＣＴ", "ICT")),
    ],
)
def test_one_word_in_two_spellings_is_one_note(first, second, words):
    text = sheet(
        goal(
            1,
            f"{{no: 1, name: {first}, kind: outcome, actuals: {{2012: 5件}}}}",
            f"{{no: 2, name: {second}, kind: outcome, actuals: {{2012: 5件}}}}",
        )
    )
    (finding,) = found("spellings", text)
    assert finding.severity == "info"
    assert all(f"「{word}」1か所" in finding.evidence.ja for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "企業又は大学、及び機構又は法人",
        "課題に取り組む取組",
        "データとサービス、データベース",
        "手続を簡素にする手続",
        "受け入れた学生の受入れ",
        "方針の下で行う、水の下部のもとの形",
    ],
)
def test_one_spelling_and_a_verb_beside_its_noun_are_none(text):
    assert summary("spellings", text) == []


def test_a_quotation_is_not_the_sheets_own_spelling():
    policy = entries(
        "cabinet_policies", "{name: 計画, date: 平成23年8月19日, excerpt: 企業または大学}"
    )
    assert summary("spellings", "企業又は大学を支援する。", rest=policy) == []
