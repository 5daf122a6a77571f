"""A file that YAML does not read, or reads otherwise than it was meant: one line a slip, exit 2."""

from __future__ import annotations

import pytest

from tests.commands.kit import sheet

SHEET = sheet("actuals: {2022: 4件, 2023: 5件}", rest="expert_comments: なし\n")


def told(project, *texts):
    """What `evalkit check` says of each of these files, without the files' names."""
    paths = [project.write(text, f"params/fy2023/{n}.yaml") for n, text in enumerate(texts)]
    before = project.files()
    ran = project.run("check", *paths)
    assert ran.code == 2
    assert project.files() == before
    lines = ran.out.splitlines()
    assert len({line.partition(":")[0] for line in lines}) == len(texts)
    return [line.partition(":")[2] for line in lines]


def with_comment(value):
    return SHEET.replace("expert_comments: なし", f"expert_comments: {value}")


def test_a_value_that_begins_with_a_sign_of_yaml_is_to_be_quoted(project):
    signs = ["@件", "%5", "`a`", ">80％", "> 80％以上", "|80", ">5", "!重要", "? なぜ", ",5"]
    assert told(project, *map(with_comment, signs)) == [
        '12:18  「@」で始まる値は、"@件" のように引用符で囲んでください',
        '12:18  「%」で始まる値は、"%5" のように引用符で囲んでください',
        '12:18  「`」で始まる値は、"`a`" のように引用符で囲んでください',
        '12:18  「>」で始まる値は、">80％" のように引用符で囲んでください',
        '12:18  「>」で始まる値は、"> 80％以上" のように引用符で囲んでください',
        '12:18  「|」で始まる値は、"|80" のように引用符で囲んでください',
        '12:18  「>」は YAML の記号で、値が空になります（>5）。">5" のように引用符で囲んでください',
        '12:18  「!」で始まる値は、"!重要" のように引用符で囲んでください',
        '12:18  「?」で始まる値は、"? なぜ" のように引用符で囲んでください',
        '12:18  「,」で始まる値は、",5" のように引用符で囲んでください',
    ]


def test_quotes_brackets_and_colons_are_named_where_they_stand(project):
    slips = [
        '"A"研究',
        "[注]研究",
        "{注}研究",
        "A: B",
        '"A研究',
        "[A研究",
        r'"C:\研究"',
        "- 研究",
        "*5",
    ]
    texts = [*map(with_comment, slips), with_comment("人口\t密度"), f"%{SHEET}"]
    assert told(project, *texts, SHEET.replace("4件, ", "4件、")) == [
        '12:18  閉じた引用符の後に文字が続いています（expert_comments: "A"研究）。値の全体を引用符で'
        "囲んでください。値の中の「\"」は ' ' で囲めば書けます",
        "12:18  [ や { で始まる文字は引用符で囲んでください（expert_comments: [注]研究）",
        "12:18  [ や { で始まる文字は引用符で囲んでください（expert_comments: {注}研究）",
        "12:18  値の中に「: 」があります（expert_comments: A: B）。値の全体を引用符で囲んでください",
        '12:18  引用符 " が閉じていません（"A研究）',
        "12:18  括弧 [ が閉じていないか、区切りの半角の「, 」がありません（[A研究）。"
        "文字であれば引用符で囲んでください",
        r'12:22  " " の中の \ は特別な意味を持ちます（研究"）。文字の \ であれば \\ と書いてください',
        "12:18  「- 」で始まる値は引用符で囲むか、並びであれば次の行から書いてください（- 研究）",
        "12:18  「*」「&」で始まる値は YAML の参照とみなされます（*5）。"
        '文字であれば "*5" のように引用符で囲み、参照であれば内容をそのまま書いてください',
        "12:20  値の中にタブ文字があります（expert_comments: 人口 密度）。"
        "空白に置き換えるか、値を引用符で囲んでください",
        "1:1  「%」で始まる行は YAML への指示とみなされます。消すか、引用符で囲んでください",
        "11:18  括弧 { が閉じていないか、区切りの半角の「, 」がありません（{2022: 4件、2023: 5件}）。"
        "文字であれば引用符で囲んでください",
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_full_width_signs_are_named_in_the_line_where_they_stand(project, line_break):
    slips = [
        ("ministry: 地域", "ministry：地域"),
        ("fiscal_year: 2023", "　fiscal_year: 2023"),
        ("        name: 指標", "      　name: 指標"),
        ("      - no: 1", "      － no: 1"),
        ("{2022: 4件", "{2022：4件"),
        ("{2022: 4件", "{2022:4件"),
        ("ministry: 地域", "ministry:地域"),
        ("ministry: 地域", "ministry:　地域"),
        ("ministry: 地域", "ministry 地域"),
        ("        kind: outcome", "          kind：outcome"),
    ]
    assert all(SHEET.count(old) == 1 for old, _ in slips)
    texts = [SHEET.replace(*slip).replace("\n", line_break) for slip in slips]
    assert told(project, *texts) == [
        "1:9  「ministry：地域振興庁」のコロンが全角の「：」です。半角の「:」と空白に置き換えてください",
        "2:1  行頭の空白が全角です。半角の空白に置き換えてください（fiscal_year）",
        "9:7  行頭の空白が全角です。半角の空白に置き換えてください（name: 指標その1）",
        "8:7  並びの印が全角です。半角の「-」と空白に置き換えてください（－ no）",
        "11:19  「2022：4件」のコロンが全角の「：」です。半角の「:」と空白に置き換えてください",
        "11:19  「2022:4件」のコロンの後に半角の空白がありません。空白を入れてください",
        "1:10  「ministry:地域振興庁」のコロンの後に半角の空白がありません。空白を入れてください",
        "1:10  「ministry: 地域振興庁」のコロンの後に半角の空白がありません。空白を入れてください",
        "1:1  「項目: 値」の形ではありません（ministry 地域振興庁）。"
        "前の行の続きであれば、字下げを深くしてください",
        "10:11  「kind：outcome」のコロンが全角の「：」です。半角の「:」と空白に置き換えてください",
    ]


def test_what_git_leaves_in_a_file_is_named_as_such(project):
    ours, theirs = SHEET.splitlines(keepends=True)[10], "        actuals: {2022: 4件, 2023: 6件}\n"
    conflict = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> 令和5年度の追記\n"
    says = "が残っています。どちらの内容にするかを決め、印の行を消してください"
    assert told(project, SHEET.replace(ours, conflict)) == [
        f"11:1  git のマージの印「<<<<<<<」{says}",
        f"13:1  git のマージの印「=======」{says}",
        f"15:1  git のマージの印「>>>>>>>」{says}",
    ]


def test_a_name_that_a_comment_cuts_is_told_and_a_comment_is_none(project):
    cut = with_comment("大学 #1の件数 # 速報")
    empty = with_comment("#1の件数")
    remarks = with_comment("大学  #確認済").replace("2023}", "2023}  # 5年度").replace(
        "actuals: {2022: 4件, 2023: 5件}", "actuals: {2022: 4件, #確認済\n   2023: 5件} #暫定"
    )  # fmt: skip
    path = project.write(remarks)
    ran = project.run("check", path)
    assert (ran.code, [line for line in ran.out.splitlines() if "コメント" in line]) == (0, [])
    says = "値の一部なら全体を引用符で囲み、コメントなら「# 」と空白を入れてください"
    assert told(project, cut, empty) == [
        "12:18  「 #」から後は YAML のコメントとなり、値に入りません（大学 #1の件数 # 速報）。"
        + says,
        "12:17  「 #」から後は YAML のコメントとなり、値に入りません（#1の件数）。" + says,
    ]


def test_a_comma_in_braces_is_one_line_a_figure(project):
    cells = "{2021: 1,982,194人, 2022: 1,200人, 2023: 大学, 研究機関}"
    text = SHEET.replace("{2022: 4件, 2023: 5件}", cells)
    says = "括弧 { } の中ではコンマで値が切れます。{} のように引用符で囲んでください"
    assert told(project, text) == [
        "11:25  " + says.replace("{}", '"1,982,194人"'),
        "11:43  " + says.replace("{}", '"1,200人"'),
        "11:57  " + says.replace("{}", '"大学, 研究機関"'),
    ]


def test_curly_quotes_are_told_and_may_be_printed(project):
    printed = with_comment("'“攻めの農業”'")
    path = project.write(printed)
    assert project.run("check", path).code != 2
    assert told(project, SHEET.replace("number: 3-1", "number: “3-1”"), with_comment("‘B'")) == [
        '3:23  「“3-1”」の引用符は YAML の引用符ではありません。"3-1" と書くか、'
        'その引用符も印字するなら "“3-1”" と書いてください',
        '12:18  「‘B\'」の引用符は YAML の引用符ではありません。"B" と書くか、'
        'その引用符も印字するなら "‘B\'" と書いてください',
    ]


def test_characters_that_no_text_may_hold_are_named_by_their_number(project):
    hostile = [
        "361\u202e機関",
        '"361\\u202E機関"',
        '"\\e[31m"',
        "a\x0bb",
        '"\\ud83d"',
        "a\u2028b",
        "\ufffd",
    ]
    assert told(project, *map(with_comment, hostile)) == [
        "12:21  文字の並びを変える見えない文字 U+202E は使えません。削除してください",
        "12:18  文字の並びを変える見えない文字 U+202E は使えません。削除してください",
        "12:18  制御文字 U+001B は使えません。削除してください",
        "12:19  制御文字 U+000B は使えません。削除してください",
        "12:18  U+D83D は文字の片割れです（サロゲート）。その文字を入力し直してください",
        "12:19  見えない行区切り U+2028 は使えません。改行するか、削除してください",
        "12:18  「\ufffd」（U+FFFD）は文字化けの跡です。元の文字を入力してください",
    ]


def test_a_file_saved_by_notepad_is_read_and_rolled(project):
    path = project.write(b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode())
    ran = project.run("assess", path)
    assert (ran.code, ran.err) == (0, "")
    assert project.run("roll", path, "--to-year", 2024).code == 0
    rolled = (project.root / "params/fy2024/3-1.yaml").read_bytes()
    assert rolled.count(b"\xef\xbb\xbf") == 0
    assert b"fiscal_year: 2024\r\n" in rolled


def test_the_same_in_english_has_no_japanese_but_what_was_typed(project):
    path = project.write(SHEET.replace("ministry: 地域", "ministry：地域"))
    ran = project.run("check", path, "--lang", "en")
    assert (ran.code, ran.out) == (
        2,
        'params/fy2023/3-1.yaml:1:9  the colon in "ministry：地域振興庁" is full-width; '
        'write ":" and a space\n',
    )
