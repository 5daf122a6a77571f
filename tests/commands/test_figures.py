"""Figures that look like those of their row and are not: told, and never calculated with."""

from __future__ import annotations

import csv
import json

from tests.commands.kit import sheet

PATH = "params/fy2023/3-1.yaml"
TIMES = (
    "actuals: {2019-2021: 960機関（3年間累計）, 2022: （3年度）361機関, 2023: 361機関（令和3年度実績）}",
    "actuals: {2021: 70％, 2022: 71％※前年度実績, 2023: 73％（令和6年4月1日現在）}\n"
    "annual_targets: {2021-2022: 72％, 2023: （4年度）75％}",
    "actuals: {2023: 5件}\n"
    "breakdown: {rows: [{name: 北部, actuals: {2021-2022: 8件, 2023: 3件（2021年度）}}]}",
)
SLIPS = (
    'actuals: {2021: "3,610機関", 2022: "15,302機関", 2023: 3.61機関}\ntarget: "16,000機関以上"',
    'actuals: {2021: 361機関, 2022: （338機関）, 2023: "<358機関>"}\nbaseline: 340機関',
    "actuals: {2021: 361人, 2022: N/A, 2023: △358人}\nbaseline: 350人\ntarget: 〃",
    "actuals: {2021: $10.4M, 2022: 三百六十一件, 2023: ③件}",
    "actuals: {2023: 5件}\nbreakdown: {rows: [{name: 北部, actuals: {2021: 8件, 2022: 同上, 2023: 3人}}]}",
    "name: 国際収支\nactuals: {2021: 12億円, 2022: 15億円, 2023: △3億円}",
)
CHECKS = ("other-period", "unread-figure", "point-for-comma", "figure-in-brackets")
CHECKS += ("negative-figure", "unit-mixed")


def told(project, *rows):
    """What `evalkit check` prints first of each finding of these checks, and of them its evidence."""
    ran = project.run("check", project.write(sheet(*rows)))
    lines = [line.removeprefix(f"{PATH}:") for line in ran.out.splitlines()]
    ends = tuple(f"[{check}]" for check in CHECKS)
    ours = [at for at, line in enumerate(lines) if line.endswith(ends)]
    return ran.code, [lines[at - 2] for at in ours], {lines[at - 1].strip() for at in ours}


def observed(project):
    """Status and value of the results by row and year."""
    project.run("export", PATH, "--to", "csv", "-o", "data")
    with (project.root / "data/observations.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["indicator"], row["series"], row["fiscal_year"]): (row["status"], row["value"])
        for row in rows
        if row["status"] != "blank"
    }


def test_a_figure_of_another_time_is_told_and_is_no_observation_of_its_year(project):
    other = "欄の年度と異なる期間の値"
    code, lines, evidence = told(project, *TIMES)
    assert (code, lines) == (1, [
        f"11:50  要確認  達成目標1 指標① 実績値 4年度「（3年度）361機関」: {other}",
        f"11:68  要確認  達成目標1 指標① 実績値 5年度「361機関（令和3年度実績）」: {other}",
        f"15:36  要確認  達成目標1 指標② 実績値 4年度「71％※前年度実績」: {other}",
        f"16:48  要確認  達成目標1 指標② 年度ごとの目標値 5年度「（4年度）75％」: {other}",
        f"21:60  要確認  達成目標1 指標③ 別表 「北部」 3年度～4年度「8件」: {other}",
        f"21:70  要確認  達成目標1 指標③ 別表 「北部」 5年度「3件（2021年度）」: {other}",
    ])  # fmt: skip
    none = "の値であり、この欄の年度の値としては計算に使わない。"
    several = "年度にまたがる一つの値であり、各年度の値としては計算に使わない。"
    assert evidence >= {f"「（3年度）361機関」は3年度{none}", f"「8件」は2021～2022{several}"}
    apart = ("other_period", "")
    assert observed(project) == {
        ("g1-i1", "actual", "2021"): ("value", "960"),  # of 2019 to 2021, as its period says
        ("g1-i1", "actual", "2022"): apart,
        ("g1-i1", "actual", "2023"): apart,
        ("g1-i2", "actual", "2021"): ("value", "70"),
        ("g1-i2", "actual", "2022"): apart,
        ("g1-i2", "actual", "2023"): ("value", "73"),
        ("g1-i2", "annual_target", "2021"): ("value", "72"),
        ("g1-i2", "annual_target", "2022"): ("value", "72"),
        ("g1-i2", "annual_target", "2023"): apart,
        ("g1-i3", "actual", "2023"): ("value", "5"),
    }


def test_a_slip_that_looks_like_a_figure_is_told_by_its_row(project):
    unread = "数値として読めない記載"
    code, lines, evidence = told(project, *SLIPS)
    assert (code, lines) == (1, [
        "11:60  要確認  達成目標1 指標① 実績値 5年度「3.61機関」: "
        "桁区切りの「,」と小数点「.」の取り違え",
        "16:38  要確認  達成目標1 指標② 実績値 4年度「（338機関）」: ＜＞や（ ）に入った値",
        "16:53  要確認  達成目標1 指標② 実績値 5年度「<358機関>」: ＜＞や（ ）に入った値",
        f"21:37  要確認  達成目標1 指標③ 実績値 4年度「N/A」: {unread}",
        "21:48  要確認  達成目標1 指標③ 実績値 5年度「△358人」: 他の値と符号の異なる値",
        f"27:25  要確認  達成目標1 指標④ 実績値 3年度「$10.4M」: {unread}",
        f"32:65  要確認  達成目標1 指標⑤ 別表 「北部」 4年度「同上」: {unread}",
        "32:75  要確認  達成目標1 指標⑤ 別表 「北部」 5年度「3人」: 単位の不一致",
    ])  # fmt: skip
    assert "「$10.4M」など3か所は一つの数値として読めないため、計算に使っていない。" in evidence


def test_what_ordinary_sheets_print_is_told_by_nobody(project):
    ordinary = (
        "actuals: {2021: （3年度）361機関, 2022: 361機関（令和4年度実績）, 2023: 調査中（8月頃公表）}",
        "actuals: {2019-2020: 3年度より取組を開始したため、実績なし, 2021: 12.5％, 2022: －, 2023: 13.0％}\n"
        "annual_targets: {2021-2023: 前年度比120％}\ntarget: （毎年度）12％",
        "name: 国際収支\nactuals: {2021: 12億円, 2022: 15億円, 2023: △3億円}",
        "actuals: {2021: 0.5, 2022: '1,200', 2023: '1,310'}\nunit: 点",
        "actuals: {2021: 一部実施, 2022: 第三者評価を実施, 2023: 7件（27件）}",
        "actuals: {2021: 〈361件〉, 2022: 〈370件〉, 2023: 〈380件〉}",
    )
    code, lines, _ = told(project, *ordinary)
    assert (code, lines) == (1, [])


def test_digits_beyond_any_published_figure_are_refused_wherever_a_number_is_declared(project):
    rows = (
        "actuals: {2022: 1e30機関, 2023: 99999999999999999999999999999999機関}\ntolerance: 1e400000",
        "actuals: {2023: 0.1234567890％}\ntolerance: -5\nlimit: NaN",
        "actuals: {2023: 5件}\ntolerance: 5件",
    )
    ran = project.run("check", project.write(sheet(*rows)))
    long = "文字目からの数字の桁が多すぎる）。書き直すか、{printed: "
    number = "は数値として読めません。例: 0.5"
    assert (ran.code, [line.removeprefix(f"{PATH}:") for line in ran.out.splitlines()]) == (2, [
        "11:39  達成目標1 指標① 実績値 5年度: 「99999999999999999999999999999999機関」は数値として"
        f'読めません（1{long}"99999999999999999999999999999999機関", reading: 読み}} と書いてください',
        f"12:20  達成目標1 指標① 程度の許容幅: 「1e400000」{number}",
        "16:25  達成目標1 指標② 実績値 5年度: 「0.1234567890％」は数値として"
        f'読めません（3{long}"0.1234567890％", reading: 読み}} と書いてください',
        "17:20  達成目標1 指標② 程度の許容幅: 「-5」は負の値です。0 以上の数値を書いてください",
        f"18:16  達成目標1 指標② 値の自然な限界: 「NaN」{number}",
        f"23:20  達成目標1 指標③ 程度の許容幅: 「5件」{number}",
    ])  # fmt: skip


def test_a_year_without_a_figure_of_its_own_is_not_decidable_for_that_reason(project):
    text = sheet(
        "actuals: {2022: 310機関, 2023: （4年度）361機関}\nannual_targets: {2023: 350機関以上}",
        "actuals: {2022: 310機関, 2023: 361機関}\nannual_targets: {2023: （4年度）350機関以上}",
    )
    judged = json.loads(project.run("assess", "--json", project.write(text)).out)["judgements"]
    reason = "「{}」は他の期間の値であるため、この年度の値としては比べられない。"
    assert [(each["grade"], each["reason"]) for each in judged if each["fiscal_year"] == 2023] == [
        ("not_decidable", reason.format("（4年度）361機関")),
        ("not_decidable", reason.format("（4年度）350機関以上")),
    ]
