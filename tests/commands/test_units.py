"""A figure without its unit is told with one that fits its row."""

from __future__ import annotations

import json
import re

from tests.commands.kit import sheet


def test_the_example_has_the_unit_of_the_row_or_the_one_that_stands_in_brackets(project):
    path = project.write(
        sheet(
            "baseline: （2年度）612\nactuals: {2022: 701人, 2023: 774}\ntarget: 800以上",
            "actuals: {2022: 350機関, 2023: 361（機関）}\nannual_targets: {2023: '2,000（2,100）'}",
        )
    )
    ran = project.run("check", path)
    assert ran.code == 2
    told = [line.partition("達成目標1 ")[2] for line in ran.out.splitlines()]
    rest = '単位のない指標なら unit: "" と書いてください'
    assert told == [
        f"指標① 基準値: 「（2年度）612」に単位がありません。例: （2年度）612人。{rest}",
        f"指標① 実績値 5年度: 「774」に単位がありません。例: 774人。{rest}",
        f"指標① 目標値: 「800以上」に単位がありません。例: 800人以上。{rest}",
        f"指標② 実績値 5年度: 「361（機関）」に単位がありません。例: 361機関。{rest}",
        f"指標② 年度ごとの目標値 5年度: 「2,000（2,100）」に単位がありません。例: 2,000機関（2,100機関）。{rest}",
    ]


SETTING = {"percent-mixed", "spellings"}  # the checks whose subject is how a word is set
USUAL = (
    "name: センターが応じた相談か所\nactuals: {2021: 40か所, 2022: 43か所}\ntarget: 50か所以上",
    "actuals: {2021: 40ポイント, 2022: 41ポイント}\ntarget: 45ポイント以上",
    "actuals: {2021: 70ドル, 2022: 71ドル}\ntarget: 75ドル以上",
    "actuals: {2021: 81％, 2022: 82％}\ntarget: 85％以上",
)
OTHER = (
    "name: ｾﾝﾀｰか\u3099応じた相談か所\nactuals: {2021: 40ｶ所, 2022: 43ヶ所}\ntarget: 50箇所以上",
    "actuals: {2021: 40ﾎﾟｲﾝﾄ, 2022: 41ホ\u309aイント}\ntarget: 45ﾎ\u309aｲﾝﾄ以上",
    "actuals: {2021: 70ﾄﾞﾙ, 2022: 71ト\u3099ル}\ntarget: 75ドル以上",
    "actuals: {2021: 81%, 2022: 82パーセント}\ntarget: 85％以上",
)


def findings(project, *indicators):
    """Check and place of each finding; how a word is set does not count."""
    path = project.write(sheet(*indicators, year=2022), "params/fy2022/3-1.yaml")
    ran = project.run("check", "--json", path)
    found = [(each["check"], each["place"]) for each in json.loads(ran.out)]
    return [each for each in found if each[0] not in SETTING]


def test_one_unit_in_other_characters_is_one_unit_and_one_name_one_name(project):
    before = [re.sub(", 2022: [^}]+", "", each) for each in USUAL]
    project.write(sheet(*before, year=2021), "params/fy2021/3-1.yaml")
    usual = findings(project, *USUAL)
    assert findings(project, *OTHER) == usual
    other_unit = [each.replace("41ポイント", "41件") for each in USUAL]
    assert [each for each in findings(project, *other_unit) if each not in usual] == [
        ("unit-mixed", "達成目標1 指標② 実績値 令和4年度")
    ]
