"""Bad sheets: one clear line a problem, with its place, the text seen and what to do."""

from __future__ import annotations

import pytest

from evalkit.sheet.load import parse_sheet, previous_document, read_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import SheetProblems


def problems_of(text, language="ja"):
    with pytest.raises(SheetProblems, match=r"^s\.yaml:") as caught:
        parse_sheet(text, name="s.yaml")
    return [problem.text(language) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "japanese", "english"),
    [
        pytest.param(
            "        target: 540機関\n", "        taget: 540機関\n",
            "s.yaml:14:9  達成目標1 指標① 「taget」: "
            "項目「taget」はありません。「target」の誤りではありませんか",
            's.yaml:14:9  achievement goal 1 indicator ① "taget": unknown key "taget" — did you mean "target"?',
            id="a misspelt key",
        ),
        pytest.param(
            "ministry: 文部科学省\n", "ministry: 文部科学省\nxyz: 1\n",
            "s.yaml:2:1  「xyz」: 項目「xyz」はありません。使える項目: form, title, ministry, document, "
            "fiscal_year, direction, period, years, policy_goal, grading, achievement_goals, evaluation, reference, budget, cabinet_policies, "
            "data_sources, expert_comments, sections, lead_division, related_divisions, prepared_by, evaluation_date, audit",
            None,
            id="a key unlike any other",
        ),
        pytest.param(
            "        name: 共同研究の実施件数\n", "",
            "s.yaml:8:9  達成目標1 指標①: 項目「name」がありません。書き加えてください",
            's.yaml:8:9  achievement goal 1 indicator ①: key "name" is missing; add it',
            id="a missing name",
        ),
        pytest.param(
            "name: 共同研究の実施件数", 'name: ""',
            "s.yaml:9:15  達成目標1 指標① 名称: 「名称」が空です。記入してください",
            's.yaml:9:15  achievement goal 1 indicator ① name: "name" is empty; fill it in',
            id="an empty name",
        ),
        pytest.param(
            "kind: outcome", "kind: outcom",
            "s.yaml:10:15  達成目標1 指標① 種別: 「outcom」は使えません。"
            "使える値: outcome, output, measure",
            's.yaml:10:15  achievement goal 1 indicator ① kind: "outcom" is not allowed; '
            "allowed: outcome, output, measure",
            id="a kind that does not exist",
        ),
        pytest.param(
            "16,302件", "16302",
            "s.yaml:12:17  達成目標1 指標① 実績値 23年度: 「16302」に単位がありません。例: 16302機関。"
            '単位のない指標なら unit: "" と書いてください',
            's.yaml:12:17  achievement goal 1 indicator ① actual FY2011: "16302" has no unit; '
            'write it with the figure, such as 16302機関, or unit: "" for a pure number',
            id="a missing unit",
        ),
        pytest.param(
            "16,302件", "1,30,000件",
            "s.yaml:12:17  達成目標1 指標① 実績値 23年度: 「1,30,000件」は数値として読めません"
            "（2文字目の桁区切りが3桁ごとでない）。書き直すか、"
            '{printed: "1,30,000件", reading: 読み} と書いてください',
            None,
            id="thousands separators out of place",
        ),
        pytest.param(
            "540機関", "54O機関",
            "s.yaml:14:17  達成目標1 指標① 目標値: 「54O機関」は数値として読めません"
            "（3文字目が数字に似た文字「O」）。例: 540機関",
            's.yaml:14:17  achievement goal 1 indicator ① target: "54O機関" is no number '
            '(character 3 is the letter "O"); for example 540機関',
            id="a letter that looks like a digit",
        ),
        pytest.param(
            "fiscal_year: 2012", "fiscal_year: 24",
            "s.yaml:2:14  年度: 「24」は年度として読めません。例: 2012、2008-2012",
            's.yaml:2:14  fiscal year: "24" is not a fiscal year; for example 2012, or 2008-2012',
            id="a year without its era",
        ),
        pytest.param(
            "          2012: 調査中", "          2011-2012: 調査中",
            "s.yaml:13:11  達成目標1 指標① 実績値 23年度～24年度: 2011 年度の欄が二度書かれています（一度目は 12 行目の「2011」）。"
            "一方を消すか、期間を直してください",
            None,
            id="a year covered twice",
        ),
        pytest.param(
            "          2012: 調査中", "          2013: 調査中",
            "s.yaml:13:11  達成目標1 指標① 実績値 25年度: 2013 は評価書の対象年度（2008～2012）の後です。"
            "years を直すか、欄を消してください",
            None,
            id="a year after the sheet's",
        ),
        pytest.param(
            "        actuals:\n", "        main: maybe\n        actuals:\n",
            "s.yaml:11:15  達成目標1 指標① 主要な測定指標: 「maybe」は true または false で書いてください",
            None,
            id="neither true nor false",
        ),
        pytest.param(
            "540機関", "[540機関]",
            "s.yaml:14:17  達成目標1 指標① 目標値: 一つの文字列が必要です（見つかったもの: - …）",
            None,
            id="a list where a cell belongs",
        ),
        pytest.param(
            "540機関", "{printed: 54O機関, reading: many}",
            "s.yaml:14:17  達成目標1 指標① 目標値: reading「many」は数値として読めません。"
            "例: 1,300,000",
            None,
            id="a reading that is no number",
        ),
        pytest.param(
            "policy_goal: {number: 7-2, name: 例}", "policy_goal: 7-2",
            "s.yaml:3:14  施策目標: 「項目: 値」の組が必要です（見つかったもの: 7-2）",
            None,
            id="a text where keys belong",
        ),
        pytest.param(
            "    indicators:\n", "    measures:\n      - {name: 例, indicators: ①③}\n    indicators:\n",
            "s.yaml:8:31  達成目標1 達成手段 「例」 指標: "
            "「①③」が指す 達成目標1 ③ はありません。ある番号: ①",
            's.yaml:8:31  achievement goal 1 programme "例" indicator: '
            '"①③" refers to achievement goal 1 ③, which does not exist; there are: ①',
            id="a reference to an indicator that does not exist",
        ),
    ],
)  # fmt: skip
def test_a_problem_is_one_line_with_its_place_and_the_way_out(small, old, new, japanese, english):
    assert old in small
    text = small.replace(old, new)
    assert problems_of(text) == [japanese]
    if english:
        assert problems_of(text, "en") == [english]


def test_a_number_used_twice_names_both_lines(small):
    again = small[small.index("      - no: 1") :]
    assert problems_of(small + again) == [
        "s.yaml:15:13  達成目標1 指標① 番号: 番号 1 が二度使われています（一度目は 8 行目）"
    ]


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(small):
    text = small.replace("name: 共同研究の実施件数", "nam: x").replace("540機関", "54O機関")
    text = text.replace("16,302件", "16302").replace("kind: outcome", "kind: outcom")
    lines = [line.split(":")[1] for line in problems_of(text)]
    assert lines == ["8", "9", "10", "12", "14"]


@pytest.mark.parametrize(
    ("text", "japanese"),
    [
        ("", "s.yaml:1:1  ファイルに内容がありません。評価書の雛形は params/ にあります"),
        ("# 空\n", "s.yaml:1:1  ファイルに内容がありません。評価書の雛形は params/ にあります"),
        ("a:\n\t- b\n", "s.yaml:2:1  タブ文字は字下げに使えません。空白に置き換えてください"),
        ("a: &x 1\nb: *x\n",
         "s.yaml:1:4  「*」「&」で始まる値は YAML の参照とみなされます（&x 1）。"
         '文字であれば "&x 1" のように引用符で囲み、参照であれば内容をそのまま書いてください'),
        ("a: !!python/object:os.system ls\n",
         "s.yaml:1:4  「!」で始まる値は YAML のタグとみなされます（!!python/object:os.system ls）。"
         '文字であれば "!!python/object:os.system ls" のように引用符で囲み、タグであれば消してください'),
        ("a: 1\na: 2\n",
         "s.yaml:2:1  項目「a」が二度書かれています（一度目は 1 行目）。一方を消してください"),
        ("[" * 60, "s.yaml:1:25  入れ子が深すぎます（上限 24 段）"),
        ("---\na: 1\n---\nb: 2\n",
         "s.yaml:3:1  YAML 文書が二つ以上あります。一つの評価書は一つのファイルです"),
        ("a: \x07\n", "s.yaml:1:4  制御文字 U+0007 は使えません。削除してください"),
    ],
    ids=lambda value: value[:12],
)  # fmt: skip
def test_a_file_that_is_no_sheet_is_refused_before_it_is_read(text, japanese):
    assert problems_of(text)[0] == japanese


def test_an_alias_bomb_is_refused_at_its_first_anchor():
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert problems_of("\n".join(levels))[0].startswith("s.yaml:1:5  「*」「&」で始まる値は")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"ministry: \x81\xff\n", "1:1  文字として読めないバイトがあります"),
        ("ministry: 文部科学省\n".encode("utf-16"), "1:1  UTF-8 ではありません（UTF-16 と思われます）"),
        ("a: 1\nministry: 文部科学省\n".encode("cp932"),
         "2:1  UTF-8 ではありません（Shift_JIS と思われます）"),
        (b"x" * 4_000_001, "1:1  4000001 バイトは評価書として大きすぎます"),
    ],
    ids=["no text", "UTF-16", "Shift_JIS", "too large"],
)  # fmt: skip
def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path, content, message):
    path = tmp_path / "s.yaml"
    path.write_bytes(content)
    with pytest.raises(SheetProblems, match=r"s\.yaml:\d") as caught:
        read_sheet(path)
    assert str(caught.value).startswith(f"{path.as_posix()}:{message}")


def test_a_missing_file_and_a_folder_are_problems_too(tmp_path):
    with pytest.raises(SheetProblems, match="ファイルがありません"):
        read_sheet(tmp_path / "none.yaml")
    with pytest.raises(SheetProblems, match="ファイルを開けません"):
        read_sheet(tmp_path)


def test_scalars_stay_what_was_typed(small):
    text = small.replace("      - no: 1", "      - no: 042").replace("540機関", "0.50％")
    sheet = parse_sheet(text)
    indicator = sheet.achievement_goals[0].indicators[0]
    assert indicator.no == "042"
    assert str(indicator.target.value) == "0.50"
    assert sheet.policy_goal.number == "7-2"


def test_an_accepted_reading_keeps_the_print_and_the_value(small):
    text = small.replace("540機関", '{printed: "1,30,000機関", reading: "1,300,000機関"}')
    target = parse_sheet(text).achievement_goals[0].indicators[0].target
    assert (target.printed, str(target.value)) == ("1,30,000機関", "1300000")


def test_the_committed_schema_is_the_one_of_the_records(goal_7_2):
    import json

    committed = json.loads((goal_7_2.parents[1] / "sheet.schema.json").read_text("utf-8"))
    assert committed == Sheet.json_schema()
    assert goal_7_2.read_text("utf-8").startswith(
        "# yaml-language-server: $schema=../sheet.schema.json\n"
    )


def test_an_entry_that_is_still_open_is_a_problem_unless_it_may_be(small):
    text = small.replace("540機関", "【要確認】540機関")
    assert problems_of(text) == [
        "s.yaml:14:17  達成目標1 指標① 目標値: 「【要確認】540機関」が残っています。"
        "記入または確認して、印（【要記入】【要確認】）を消してください"
    ]
    assert parse_sheet(text, allow_open=True).achievement_goals[0].indicators[0].target.status == (
        "narrative"
    )


@pytest.mark.parametrize(("folder", "found"), [("fy2012", 2012), ("drafts", None)])
def test_last_years_sheet_is_that_of_the_folder_before_whatever_the_sheet_says(
    small, tmp_path, folder, found
):
    for name, year in (("fy2011", "2012"), (folder, "2013")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "7-2.yaml").write_text(
            small.replace("fiscal_year: 2012", f"fiscal_year: {year}"), "utf-8"
        )
    document = previous_document(tmp_path / folder / "7-2.yaml")
    assert (document and document.sheet.fiscal_year) == found
