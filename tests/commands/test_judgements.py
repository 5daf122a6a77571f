"""What the commands judge: by evidence of the direction, the year's own target, its unit, its ends.

Every preset sees what the annual rule sees, and none of them ends in a traceback.
"""

from __future__ import annotations

import json
import re

import pytest

from tests.commands.kit import ROOT, sheet

HEAD = "tables: {{outcome: {{baseline: 平成30年度, target: {}}}}}\n    indicators:"


def headed(text: str, head: str) -> str:
    """A sheet whose targets stand under a head of their own."""
    return text.replace("indicators:", HEAD.format(head), 1)


def judged(project, text: str, preset: str) -> list[dict]:
    """Judgements of FY2023 by a preset."""
    ran = project.run("assess", project.write(text), "--preset", preset, "--json")
    assert (ran.code, ran.err) == (0, "")
    made = json.loads(ran.out)["judgements"]
    return [row for row in made if row["preset"] == preset and row["fiscal_year"] == 2023]


def test_figures_in_other_units_are_judged_by_no_preset_and_the_reason_says_so(project):
    text = sheet(
        "actuals: {2023: 338件}\nannual_targets: {2023: 20％以上}",
        "actuals: {2023: 82％}\nannual_targets: {2023: 8回以上}\ntarget: （2025年度）9回以上",
        "unit: 人\nactuals: {2023: '41'}\nannual_targets: {2023: 30件以下}",
    )
    rows = judged(project, text, "annual")
    assert [row["grade"] for row in rows] == ["not_decidable"] * 3
    assert [row["reason"] for row in rows] == [
        "実績値の単位（件）と目標値の単位（％）が異なるため、比べられない。",
        "実績値の単位（％）と目標値の単位（回）が異なるため、比べられない。",
        "実績値の単位（人）と目標値の単位（件）が異なるため、比べられない。",
    ]
    assert {row["grade"] for row in judged(project, text, "maff")} == {"not_decidable"}


FALLING = [
    "name: 不法投棄の件数\nbaseline: （2018年度）100件\n"
    "actuals: {2022: 90件, 2023: 80件}\nannual_targets: {2023: 85件}\ntarget: （2025年度）70件",
    "name: 交通事故死者の数\nactuals: {2022: 3694人, 2023: 3532人}\n"
    "annual_targets: {2022: 2500人, 2023: 2500人}\ntarget: （2025年度）2500人",
    "name: 成人の喫煙率\nactuals: {2022: 18.0％, 2023: 17.0％}\n"
    "annual_targets: {2022: 18.0％, 2023: 17.5％}\ntarget: （2025年度）12％",
]


def test_without_evidence_of_the_direction_commerce_does_not_judge_and_does_not_raise(project):
    rows = judged(project, sheet(*FALLING), "commerce")
    assert [(row["grade"], row["reason"]) for row in rows] == [
        ("not_decidable", "上がるのと下がるのとどちらが良いかが示されていないため判定できない。")
    ] * 3


def test_the_audit_names_what_to_declare_and_gives_no_advice_to_raise_a_target(project):
    path = project.write(sheet(*FALLING))
    ran = project.run("check", path)
    lines = ran.out.splitlines()
    at = [number for number, line in enumerate(lines) if "良いか書かれていない目標" in line]
    assert ran.code == 1
    assert [lines[number] for number in at] == [
        "params/fy2023/3-1.yaml:14:17  要確認  達成目標1 指標① 目標値「（2025年度）70件」: "
        "増減のどちらが良いか書かれていない目標",
        "params/fy2023/3-1.yaml:20:17  要確認  達成目標1 指標② 目標値「（2025年度）2500人」: "
        "増減のどちらが良いか書かれていない目標",
        "params/fy2023/3-1.yaml:26:17  要確認  達成目標1 指標③ 目標値「（2025年度）12％」: "
        "増減のどちらが良いか書かれていない目標",
    ]
    assert lines[at[1] + 1 : at[1] + 3] == [
        "    2025年度の目標値2,500人を上回るのと下回るのとどちらが良いかを示す記載（「以上」「以下」等）が"
        "ない。",
        "    → 「以上」「以下」等を付すか、目標の望ましい方向（増加・減少）を指標に指定する。  "
        "[direction-undeclared]",
    ]
    assert not [line for line in lines if "final-target-reached" in line or "overshoot" in line]


def test_the_evidence_of_a_direction_stands_in_the_data(project):
    path = project.write(
        sheet(
            "actuals: {2023: 3件}\ntarget: （2025年度）5件以下",
            "name: 全国順位\nactuals: {2023: 34位}\ntarget: （2025年度）10位",
            "baseline: （2018年度）13機関\nactuals: {2023: 20機関}\ntarget: （2025年度）27機関",
            "actuals: {2023: 5件}\nannual_targets: {2022: 3件, 2023: 4件}",
            "direction: up\nactuals: {2023: 5件}\ntarget: （2025年度）9件以下",
            "actuals: {2023: 5件}\ntarget: （2025年度）9件",
        )
    )
    assert project.run("export", path, "--to", "json", "-o", "data").code == 0
    rows = json.loads((project.root / "data/tables.json").read_bytes())["tables"]["indicators"]
    assert [
        (row["direction"], row["direction_basis"], row["direction_evidence"]) for row in rows
    ] == [
        ("down", "comparator", "（2025年度）5件以下"),
        ("down", "rank", "（2025年度）10位"),
        ("up", "baseline", "（2018年度）13機関 → （2025年度）27機関"),
        ("up", "yearly_targets", "3件 → 4件"),
        ("", "contradicting", "direction: up、（2025年度）9件以下"),
        ("", "undetermined", ""),
    ]


def test_a_head_that_names_no_single_year_is_a_warning_with_its_place(project):
    path = project.write(headed(sheet("actuals: {2023: 5件}\ntarget: 6件以上"), "令和6～10年度"))
    lines = project.run("check", path).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "読み取れない目標年度" in line)
    assert lines[at] == (
        "params/fy2023/3-1.yaml:7:50  要確認  達成目標1 見出し 成果指標 目標値「令和6～10年度」: "
        "読み取れない目標年度"
    )
    assert lines[at + 1 : at + 3] == [
        "    目標値の見出し「令和6～10年度」から、目標年度を一つに決められない（①）。",
        "    → 「25年度」「令和7年度」「毎年度」のように記す。  [target-year-unread]",
    ]


def test_a_negative_baseline_of_a_count_gives_no_progress_and_a_warning(project):
    path = project.write(
        sheet("baseline: （2018年度）△5機関\nactuals: {2023: 3機関}\ntarget: （2025年度）539機関")
    )
    rows = json.loads(project.run("assess", path, "--json").out)["results"]
    (progress,) = (row for row in rows if row["method"] == "progress")
    assert (progress["value"], progress["reason"]) == (
        None,
        "負の値にならない指標の基準値が負のため、基準値からの進み具合は計算できない。",
    )
    ran = project.run("check", path)
    assert ran.code == 1
    assert (
        "params/fy2023/3-1.yaml:11:19  要確認  達成目標1 指標① 基準値「（2018年度）△5機関」: 負の基準値"
        in ran.out.splitlines()
    )


def test_figures_are_compared_and_printed_apart_from_what_they_are_held_against(project):
    path = project.write(
        sheet(
            "baseline: （2018年度）60％\nactuals: {2022: 69.1％, 2023: 69.5％}\n"
            "annual_targets: {2023: 70％以上}\ntarget: （2025年度）70％以上",
            'baseline: （2018年度）"200,000人"\nactuals: {2023: "299,990人"}\n'
            'annual_targets: {2023: "300,000人以上"}'.replace(
                '（2018年度）"200,000人"', '"200,000人"'
            ),
            'actuals: {2023: 9人}\nannual_targets: {2023: "300,000人以上"}',
        )
    )
    ran = project.run("assess", path)
    assert [line for line in ran.out.splitlines() if "2023" in line or "5年度  " in line] == [
        "  1-① 指標その1  5年度  99.3％",
        "  1-② 指標その2  5年度  99.997％",
        "  1-③ 指標その3  5年度  0.003％",
    ]
    assert "final-target-reached" not in project.run("check", path).out


def test_bands_of_the_parameters_file_and_a_bounded_projection_stand_on_the_page(project):
    path = project.write(
        sheet(
            "name: 整備の割合\nbaseline: （2018年度）80％\n"
            "actuals: {2019: 85％, 2020: 90％, 2021: 93％, 2022: 95％, 2023: 98％}\n"
            "target: （2030年度）100％",
            "actuals: {2023: 10％}\nannual_targets: {2023: 10％未満}",
        )
    )
    project.write(
        "preset: bands\npreset_options:\n  function: level_rate\n  bands:\n"
        '    - {grade: A, at_least: "1.0"}\n    - {grade: B, at_least: "0.8"}\n    - {grade: C}\n',
        "params/fy2023.yaml",
    )
    assert project.run("build", "--formats", "html", path).code == 0
    page = (project.root / "reports/fy2023/3-1.html").read_text(encoding="utf-8")
    assert re.findall(r' bands <span class="[^"]+">([^<]+)<', page) == ["B", "B"]
    assert "12年度に100％（計算上は121％だが、100％が限度）" in page
    assert "望ましい方向: 増加（基準値と目標値「（2018年度）80％ → （2030年度）100％」）" in page


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "「preset」: 「bands」には区分表が必要です。preset_options に "
               "bands: [{grade: A, at_least: 1.0}, {grade: B}] のように良い順に書いてください"),
        ("en", "\"preset\": “bands” needs its table; give preset_options: "
               "{bands: [{grade: A, at_least: 1.0}, {grade: B}]}, best first"),
    ],
)  # fmt: skip
def test_bands_without_a_table_are_one_clear_line(project, lang, said):
    path = project.write(sheet("actuals: {2023: 5件}"))
    ran = project.run("assess", path, "--preset", "bands", "--lang", lang)
    assert (ran.code, ran.lines) == (2, [f"--preset/--as-of:1:1  {said}"])


def test_a_natural_limit_goes_through_the_workbook_and_back(project):
    path = project.write(sheet("actuals: {2023: 99.0％}\ntarget: 100％\nlimit: 100"))
    assert project.run("workbook", "write", path, "3-1.xlsx").code == 0
    ran = project.run("workbook", "read", "3-1.xlsx", path)
    assert (ran.code, ran.out) == (0, f"{path}  0 行を更新\n")


def test_the_bands_of_the_readme_build_the_sheet_of_goal_7_2(project):
    (example,) = re.findall(
        r"```yaml\n(preset: bands\n.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    project.write(example, "params/fy2012.yaml")
    path = project.write((ROOT / "params/fy2012/7-2.yaml").read_bytes(), "params/fy2012/7-2.yaml")
    assert project.run("build", "--formats", "html", path).code == 0
    page = (project.root / "reports/fy2012/7-2.html").read_text(encoding="utf-8")
    given = re.findall(r' bands <span class="[^"]+">([^<]+)<', page)
    assert len(given) == 28
    assert set(given) == {"A", "B", "C", "？ 判定不能"}


def test_a_decision_does_not_overrule_figures_and_is_an_error_where_they_differ(project):
    text = sheet("decisions: {2023: met}\nactuals: {2023: 5件}\nannual_targets: {2023: 6件以上}")
    (row,) = judged(project, text, "annual")
    assert row["grade"] == "missed"
    ran = project.run("check", "params/fy2023/3-1.yaml")
    assert (ran.code, ran.out.splitlines()[:2]) == (
        1,
        [
            "params/fy2023/3-1.yaml:11:27  誤りの疑い  達成目標1 指標① 文章の目標の判定 5年度「met」: "
            "数値と異なる達成の判断",
            "    5年度の実績値5件と目標値6件以上は、記録された判断と逆である。",
        ],
    )
