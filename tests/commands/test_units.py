"""A figure without its unit is told with one that fits its row."""

from __future__ import annotations

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
        f"指標① baseline: 「（2年度）612」に単位がありません。例: （2年度）612人。{rest}",
        f"指標① actuals 2023: 「774」に単位がありません。例: 774人。{rest}",
        f"指標① target: 「800以上」に単位がありません。例: 800人以上。{rest}",
        f"指標② actuals 2023: 「361（機関）」に単位がありません。例: 361機関。{rest}",
        f"指標② annual_targets 2023: 「2,000（2,100）」に単位がありません。例: 2,000機関（2,100機関）。{rest}",
    ]
