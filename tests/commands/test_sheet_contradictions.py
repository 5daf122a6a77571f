"""What a sheet says twice, or of another year: told with both places, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.kit import sheet

END = "expert_comments: なし\n"  # at the margin, so that the kit takes off no indent
PROGRAMMES = """\
    measures:
      - {{name: 交通安全施設の整備, indicators: {references}, budget: {budget}}}
budget:
  single: {{initial: {{2022: "10", 令和4年度: "20"}}}}
  columns: {{2023: 5年度, 2022-2023: 4・5年度}}
"""


def check(project, text, path="params/fy2023/3-1.yaml"):
    """Exit code and lines of `evalkit check`, without the file's name."""
    ran = project.run("check", project.write(text, path))
    return ran.code, [line.removeprefix(f"{path}:") for line in ran.out.splitlines()]


def test_a_year_in_two_spellings_names_both_places_in_every_table(project):
    programmes = PROGRAMMES.format(references="①", budget='{2022: "10", R4: "20"}')
    decisions = "{2021: met, 令和３年度: missed}"
    text = sheet(f"actuals: {{R5: 5件, 2022-2023: －}}\ndecisions: {decisions}", rest=programmes)
    assert check(project, text) == (2, [
        "11:27  達成目標1 指標① 実績値 4年度～5年度: 2023 年度の欄が二度書かれています"
        "（一度目は 11 行目の「R5」）。一方を消すか、期間を直してください",
        "12:32  達成目標1 指標① 文章の目標の判定 3年度: 2021 年度の欄が二度書かれています"
        "（一度目は 12 行目の「2021」）。一方を消すか、期間を直してください",
        "14:63  達成目標1 達成手段 「交通安全施設の整備」 予算額 4年度: 2022 年度の欄が二度書かれています"
        "（一度目は 14 行目の「2022」）。一方を消すか、期間を直してください",
        "16:34  予算額 上段 当初予算 4年度: 2022 年度の欄が二度書かれています"
        "（一度目は 16 行目の「2022」）。一方を消すか、期間を直してください",
        "17:24  予算額 年度の見出し 4年度～5年度: 2023 年度の欄が二度書かれています"
        "（一度目は 17 行目の「2023」）。一方を消すか、期間を直してください",
        "17:24  予算額 年度の見出し 4年度～5年度: 「2022-2023」は年度として読めません。例: 2012、2008-2012",
    ])  # fmt: skip


def test_one_number_in_two_signs_is_a_number_used_twice(project):
    indicators = [f"no: {no}\nactuals: {{2023: 5件}}" for no in ("①", "1", "１", "(1)", "01", "2")]
    assert check(project, sheet(*indicators)) == (2, [
        "14:13  達成目標1 指標① 番号: 番号 1 が二度使われています（一度目は 10 行目）",
        "18:13  達成目標1 指標① 番号: 番号 １ が二度使われています（一度目は 10 行目）",
        "22:13  達成目標1 指標(1) 番号: 番号 (1) が二度使われています（一度目は 10 行目）",
        "26:13  達成目標1 指標① 番号: 番号 01 が二度使われています（一度目は 10 行目）",
    ])  # fmt: skip


def test_an_indicator_numbered_as_the_form_prints_it_is_referred_to(project):
    programmes = "    measures:\n      - {name: 施設の整備, indicators: ②}\n" + END
    text = sheet("no: ①\nactuals: {2023: 5件}", "no: ２\nactuals: {2023: 6件}", rest=programmes)
    code, lines = check(project, text)
    unnamed = "達成手段の「関連する指標」に現れる達成目標1の指標は②であり、①を挙げる事業はない。"
    assert (code, lines.count(f"    {unnamed}")) == (1, 1)


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ("①～⑨", "14:32  達成目標1 達成手段 「整備」 指標: 「①～⑨」が指す 達成目標1 ②③④… はありません。"
         "ある番号: ①"),
        ("1～999", "14:32  達成目標1 達成手段 「整備」 指標: 「1～999」が指す 達成目標1 ②③④… はありません。"
         "ある番号: ①"),
    ],
)  # fmt: skip
def test_a_reference_is_one_line_however_much_it_names(project, references, expected):
    programmes = f"    measures:\n      - {{name: 整備, indicators: {references}}}\n" + END
    text = sheet("actuals: {2023: 5件}\ntarget: －", rest=programmes)
    assert check(project, text) == (2, [expected])


def test_a_reference_to_ten_million_indicators_is_unreadable_at_once(project):
    programmes = "    measures:\n" + "".join(
        f"      - {{name: 事業{n}, indicators: '{text}'}}\n"
        for n, text in enumerate(["1～10000000", "(1)～(9999999)", "9" * 5000, "③①～②④～③"])
    )
    programmes += END
    code, lines = check(project, sheet("actuals: {2023: 5件}", rest=programmes))
    assert code == 1
    unreadable = [line for line in lines if "番号の並びでなく" in line or "前後が逆" in line]
    assert len(unreadable) == 4


def test_last_years_file_copied_with_a_new_year_is_told(project):
    text = sheet("actuals: {2021: 4件, 2022: 5件}", year=2023)
    copied = text.replace("fiscal_year: 2023", "fiscal_year: 2023\nyears: 2018-2022")
    assert check(project, copied) == (2, [
        "3:8  実績値の年度: years（2018-2022）に fiscal_year の 2023 がありません。"
        "years を 2019-2023 とするか、fiscal_year を直してください",
    ])  # fmt: skip
    code, lines = check(project, text.replace("2023", "2035"), "params/fy2035/3-1.yaml")
    assert code == 1
    assert "    実績値の最後は令和4年度で、評価書の対象年度（令和13～17年度）に欄がない。" in lines


def test_a_sheet_in_another_years_folder_and_unknown_checks_are_told(project):
    audit = (
        "audit:\n  off: [running_total, nonsense]\n"
        "  accept: [{check: budget-totals, place: 予算, reason: 四捨五入}]\n"
    )
    code, lines = check(
        project, sheet("actuals: {2023: 5件}", rest=audit), "params/fy2024/3-1.yaml"
    )
    assert code == 1
    assert lines[:3] == [
        "2:14  要確認  年度「2023」: フォルダの年度と異なる年度",
        "    フォルダは fy2024（令和6年度）だが、評価書は令和5年度のものである。",
        "    → fiscal_year を改めるか、フォルダ fy2023 に移す。  [folder-year]",
    ]
    assert [line.strip() for line in lines if line.endswith("[unknown-check]")] == [
        "→ 「running-total」の誤りでないか確かめる。  [unknown-check]",
        "→ evalkit check --list で名前を確かめる。  [unknown-check]",
        "→ 「budget-total」の誤りでないか確かめる。  [unknown-check]",
    ]


def test_a_roll_to_a_year_that_is_none_is_one_line(project):
    path = project.write(sheet("actuals: {2023: 5件}"))
    ran = project.run("roll", path, "--to-year", 2199)
    assert (ran.code, ran.lines) == (0, [])
    rolled = Path("params/fy2199/3-1.yaml")
    text = (project.root / rolled).read_text("utf-8").replace("【要記入】", "5件")
    project.write(text.replace("【要確認】", ""), rolled.as_posix())
    ran = project.run("roll", rolled)
    assert ran.code == 2
    assert ran.lines == [
        f"{rolled}:3:14  年度: 2200 年度の評価書では、予算等の年度が 2199 年度を超えます"
    ]


def test_a_number_that_would_end_an_id_of_the_page_is_refused(project):
    numbers = ["'\"><b>'", "a/b", "../x", "1 a", "' ３ '", "1の2", "(1)", "１－ア"]
    indicators = [f"no: {number}\nactuals: {{2023: 5件}}" for number in numbers]
    says = "は番号として使えません（20 文字まで。空白と < > \" ' & / # % ? は不可）。例: 1、①、2-1"
    assert check(project, sheet(*indicators)) == (2, [
        f"10:13  達成目標1 指標\"><b> 番号: 「\"><b>」{says}",
        f"14:13  達成目標1 指標a/b 番号: 「a/b」{says}",
        f"18:13  達成目標1 指標../x 番号: 「../x」{says}",
        f"22:13  達成目標1 指標1 a 番号: 「1 a」{says}",
    ])  # fmt: skip


def test_many_problems_and_long_texts_stay_a_page_that_can_be_read(project):
    cells = ", ".join(f"k{n}: 1件" for n in range(5000))
    long = "no: '" + "1" * 40_000 + "'"
    texts = [sheet(f"actuals: {{{cells}}}"), sheet(f"{long}\nactuals: {{2023: 5件}}")]
    paths = [project.write(text, f"params/fy2023/{n}.yaml") for n, text in enumerate(texts)]
    ran = project.run("check", *paths)
    lines = ran.out.splitlines()
    assert (ran.code, len(lines)) == (2, 1002)
    assert lines[1000] == "params/fy2023/0.yaml:11:9909  ここから先に、あと 4000 件の問題があります"
    number = "1" * 59 + "…"
    place = ("達成目標1 指標" + "1" * 200)[:119] + "…"
    assert lines[1001] == (
        f"params/fy2023/1.yaml:10:13  {place}: 「{number}」は番号として使えません（20 文字まで。"
        "空白と < > \" ' & / # % ? は不可）。例: 1、①、2-1"
    )


def test_a_round_without_any_parameter_has_the_defaults(project):
    path = project.write(sheet("actuals: {2023: 5件}"))
    project.write("# language: en\n", "params/fy2023.yaml")
    ran = project.run("export", path, "-o", "data")
    assert (ran.code, ran.err) == (0, "")


def test_line_breaks_of_old_macs_are_read_and_a_book_goes_back_into_them(project):
    path = project.write(sheet("actuals: {2023: 5件}").replace("\n", "\r"))
    assert project.run("workbook", "write", path, "3-1.xlsx").code == 0
    ran = project.run("workbook", "read", "3-1.xlsx", path)
    assert (ran.code, ran.out, ran.err) == (0, f"{path}  0 行を更新\n", "")
