"""Amounts of budgets and programmes: in the unit of their table, or a problem of their cell."""

from __future__ import annotations

import csv

from tests.commands.kit import sheet

ACTUAL = "actuals: {2023: 5件}"
AMOUNTS = """\
    tables: {measures: {budget: {2023: 5年度予算額（百万円）, 2024: 6年度}}}
    measures:
      - {name: 施設の整備, budget: {2023: "1,234", 2024: "1.5億円"}}
budget:
  status_label: 予算の状況（千円）
  single:
    total: {2022: "18,698,636", 2023: "18,698百万円"}
    executed: {2022: "18,507,806千円", 2023: "18,507,806,000円"}
"""
BAD = """\
    measures:
      - {name: 整備, budget: {2020: 1.982.194, 2021: "¥1,982,194", 2022: 〃, 2023: 同上}}
      - {name: 教育, budget: {2020: NA, 2021: 1982千円余, 2022: "1,000～2,000", 2023: 30人}}
      - {name: 啓発, budget: {2020: 内数, 2021: －, 2022: "1,234の内数", 2023: 調査中}}
reference:
  measures:
      - {name: 法人, budget: {2022: 20百万, 2023: "1,982,194ドル"}}
budget:
  unit: 人
  single: {executed: {2022: "18,507,806％", 2023: "1e30"}}
"""
POINTS = """\
    tables: {measures: {budget: {2023: 5年度予算額（百万円）}}}
    measures:
      - {name: 整備, budget: {2022: "1,982.194", 2023: "1,982.194"}}
      - {name: 教育, budget: {2023: "1,982.1945678百万円"}}
budget:
  single: {total: {2022: "18,698.636"}, executed: {2022: 18.507}}
"""
NAME = "params/fy2023/3-1.yaml:"


def problems(project, rest):
    ran = project.run("check", project.write(sheet(ACTUAL, rest=rest)))
    return ran.code, [line.removeprefix(NAME) for line in ran.out.splitlines()]


def lines_of(project, *checks):
    """Lines of a check that hold for `checks`, without the file's name."""
    lines = project.run("check", "params/fy2023/3-1.yaml").out.splitlines()
    ends = tuple(f"[{check}]" for check in checks)
    starts = [at for at, line in enumerate(lines) if line.startswith(NAME)]
    found = ["\n".join(lines[at : at + 3]) for at in starts if lines[at + 2].endswith(ends)]
    return [each.removeprefix(NAME).splitlines() for each in found]


def table(project, name):
    project.run("export", "params/fy2023/3-1.yaml", "--to", "csv", "-o", "data")
    with (project.root / f"data/{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_an_amount_is_the_same_in_whatever_unit_of_money_it_is_printed(project):
    project.write(sheet(ACTUAL, rest=AMOUNTS))
    amounts = [(row["value"], row["unit"]) for row in table(project, "budget")]
    executed = [("18507806", "千円")] * 2
    assert amounts == [("18698636", "千円"), ("18698000", "千円"), *executed]
    rates = [row["execution_rate"] for row in table(project, "execution_rates")]
    assert [f"{float(rate):.3f}" for rate in rates] == ["0.990", "0.990"]


def test_the_amounts_of_programmes_are_in_the_unit_of_their_head(project):
    project.write(sheet(ACTUAL, rest=AMOUNTS))
    amounts = [(row["value"], row["unit"]) for row in table(project, "measure_budgets")]
    assert amounts == [("1234", "百万円"), ("150", "百万円")]


def test_what_is_converted_is_told_with_the_amount_that_it_made(project):
    project.write(sheet(ACTUAL, rest=AMOUNTS))
    assert lines_of(project, "amount-converted") == [
        [
            "18:39  参考  予算額 上段 合計 5年度「18,698百万円」: 表の単位と異なる単位の額",
            "    表の単位（千円）に換算して計算している（「18,698百万円」は18,698,000千円）。",
            "    → 表の単位で書く。  [amount-converted]",
        ],
        [
            "19:44  参考  予算額 上段 執行額 5年度「18,507,806,000円」: 表の単位と異なる単位の額",
            "    表の単位（千円）に換算して計算している（「18,507,806,000円」は18,507,806千円）。",
            "    → 表の単位で書く。  [amount-converted]",
        ],
        [
            "14:53  参考  達成目標1 達成手段 「施設の整備」 予算額 6年度「1.5億円」: "
            "表の単位と異なる単位の額",
            "    表の単位（百万円）に換算して計算している（「1.5億円」は150百万円）。",
            "    → 表の単位で書く。  [amount-converted]",
        ],
    ]


def test_what_is_no_amount_is_a_problem_of_its_cell(project):
    none = "は一つの金額として読めません。例: 1,982,194。額がなければ －。書き直すか、"
    unit = (
        "は金額の欄の値として使えません（単位が「{}」）。金額を円、千円、百万円などで書いてください"
    )
    ditto = "は他の欄を指す記号で、額が分かりません。額をそのまま書いてください"

    def none_of(seen):
        return f'「{seen}」{none}{{printed: "{seen}", reading: 読み}} と書いてください'

    assert problems(project, BAD) == (2, [
        f"13:35  達成目標1 達成手段 「整備」 予算額 2年度: {none_of('1.982.194')}",
        f"13:52  達成目標1 達成手段 「整備」 予算額 3年度: {none_of('¥1,982,194')}",
        f"13:72  達成目標1 達成手段 「整備」 予算額 4年度: 「〃」{ditto}",
        f"13:81  達成目標1 達成手段 「整備」 予算額 5年度: 「同上」{ditto}",
        f"14:35  達成目標1 達成手段 「教育」 予算額 2年度: {none_of('NA')}",
        f"14:45  達成目標1 達成手段 「教育」 予算額 3年度: {none_of('1982千円余')}",
        f"14:60  達成目標1 達成手段 「教育」 予算額 4年度: {none_of('1,000～2,000')}",
        f"14:81  達成目標1 達成手段 「教育」 予算額 5年度: 「30人」{unit.format('人')}",
        f"18:35  参考（独立行政法人の事業） 達成手段 「法人」 予算額 4年度: {none_of('20百万')}",
        f"18:47  参考（独立行政法人の事業） 達成手段 「法人」 予算額 5年度: 「1,982,194ドル」{unit.format('ドル')}",
        "20:9  予算額 単位: 「人」は予算の表の単位として読めません。例: 千円、百万円",
        f"21:29  予算額 上段 執行額 4年度: 「18,507,806％」{unit.format('％')}",
        f"21:50  予算額 上段 執行額 5年度: {none_of('1e30')}",
    ])  # fmt: skip


def test_a_point_for_a_comma_is_told_by_the_unit_of_the_table(project):
    wrong = "文字目の小数点の位置が正しくない）。"
    assert problems(project, POINTS) == (2, [
        f"15:35  達成目標1 達成手段 「教育」 予算額 5年度: 「1,982.1945678百万円」は数値として読めません（6{wrong}"
        '書き直すか、{printed: "1,982.1945678百万円", reading: 読み} と書いてください',
        f"17:26  予算額 上段 合計 4年度: 「18,698.636」は数値として読めません（7{wrong}"
        "例: 18,698,636",
        f"17:58  予算額 上段 執行額 4年度: 「18.507」は数値として読めません（3{wrong}例: 18,507",
    ])  # fmt: skip
