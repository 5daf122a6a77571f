"""The words that the checks go by: a project adds to ours, and slips in its file are told."""

from __future__ import annotations

import pytest

from evalkit.assess.audit import audit
from evalkit.assess.audit.word_lists import WordLists, house_words, project_words
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from tests.assess.audit.sheets import node, text_of


def found(check, sheet, own):
    words = project_words(own.encode(), "words.yaml")
    audited = audit(parse_sheet(text_of(node(sheet))), words=words)
    return [each.evidence.ja for each in audited if each.check == check]


def named(*names):
    return f"{{indicators: [{', '.join(f'{{name: {each}, actuals: {{2012: 5件}}}}' for each in names)}]}}"


@pytest.mark.parametrize(
    ("own", "check", "names", "said"),
    [
        ("slips: {産学管: 産学官}", "known-slip", ["産学管の連携数"], "通常は「産学官」と書く。"),
        ("spellings: [[研究者, 研究員]]", "spellings", ["研究者数", "研究員の割合"], "混在する。"),
        ("template_remains: [仮の値]", "template-left", ["仮の値"], "仮置きとみられる。"),
        ("impossible: {でを: ''}", "impossible-sequence", ["大学でを行う研究"], "可能性が高い。"),
        ("none_symbols: {〃: 同じく}", "none-symbols", ["〃", "－"], "指標② 名称。"),
    ],
)  # fmt: skip
def test_a_project_adds_words_to_ours(own, check, names, said):
    assert found(check, named(*names), "") == []
    (evidence,) = found(check, named(*names), own)
    assert evidence.endswith(said)


@pytest.mark.parametrize(
    ("own", "summary"),
    [
        ("contrasts: [[甲, 乙]]", "主要空港甲種旅客数と主要空港乙種旅客数を増やす。"),
        ("affixes: [超]", "高度情報機器開発費と高度情報超機器開発費を支出する。"),
    ],
)
def test_a_project_says_what_is_meant_to_differ(own, summary):
    sheet = f"{{goals: [{{measures: [{{name: 例示事業, summary: {summary}}}]}}]}}"
    assert len(found("nearly-the-same", sheet, "")) == 1
    assert found("nearly-the-same", sheet, own) == []


def test_names_are_compared_by_the_projects_words_too():
    names = named("若手研究者の採用数", "若手研究者の登用数")
    assert found("indicator-names", names, "") == []
    assert len(found("indicator-names", names, "same_meaning: {登用: 採用}")) == 1


def test_an_empty_file_adds_nothing():
    assert project_words(b"", "words.yaml").model_dump() == house_words().model_dump()


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("slip: {誤: 正}", '1:1  "slip": unknown key "slip" — did you mean "slips"?'),
        ("slips:\n  産学管: ''", '2:8  "slips" "産学管": "slips" is empty; fill it in'),
        ("slips: [産学管]", '1:8  "slips": expected "key: value" pairs'),
        ("spellings: 又は", '1:12  "spellings": expected a list'),
        ("spellings:\n- 又は", '2:3  "spellings" 1: expected a list'),
        ("affixes: [[超]]", '1:11  "affixes" 1: expected one text'),
        ("- 又は", '1:1  expected "key: value" pairs'),
    ],
)
def test_a_slip_in_the_lists_is_told_with_its_place(own, told):
    with pytest.raises(SheetProblems) as refused:
        project_words(own.encode(), "words.yaml")
    (problem,) = refused.value.problems
    assert problem.text("en").startswith(f"words.yaml:{told}")


def test_our_lists_are_whole_and_name_no_word_twice():
    ours = house_words()
    assert set(ours.model_fields_set) == set(WordLists.model_fields)
    for group in (*ours.spellings, *ours.contrasts, ours.affixes, ours.small_words):
        assert len(set(group)) == len(group)
    spelt = {word for group in ours.spellings for word in group}
    assert {*ours.only_before, *ours.not_before} <= spelt
    assert set(ours.doubtful_slips) <= set(ours.slips)
