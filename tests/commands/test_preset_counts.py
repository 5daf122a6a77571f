"""How many indicators have each grade of the chosen rule: on the first page, and in the index."""

from __future__ import annotations

import re

from tests.commands.kit import sheet

ROWS = (
    "baseline: （2013年度）100件\nactuals: {2023: 180件}\ntarget: （2023年度）200件\ndirection: up",
    "baseline: （2013年度）100件\nactuals: {2023: 210件}\ntarget: （2023年度）200件\ndirection: up",
    "actuals: {2023: 5件}\ntarget: （2023年度）6件",
)
BANDS = """\
preset: bands
preset_options:
  function: progress
  bands: [{grade: Ａ, at_least: "1.0"}, {grade: Ｂ, at_least: "0.5"}, {grade: Ｃ}]
"""


def shown(html):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_the_first_page_and_the_index_count_the_grades_of_the_chosen_rule(project):
    path = project.write(sheet(*ROWS))
    project.write(BANDS, "params/fy2023.yaml")
    assert project.run("build", path, "--formats", "html").code == 0
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    table = page[page.index('id="distribution-preset"') :].partition("</table>")[0]
    heads, counts = (re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", table) for tag in ("th", "td"))
    found = dict(zip(map(shown, heads), counts, strict=True))
    by_grade = {name.split()[0]: int(count) for name, count in found.items()}
    assert (by_grade["Ａ"], by_grade["Ｂ"], by_grade["Ｃ"]) == (1, 1, 0)
    assert sum(map(int, counts)) == 3
    index = shown((project.root / "reports/fy2023/index.html").read_text("utf-8"))
    assert "Ａ1、Ｂ1、" in index


def test_the_annual_rule_has_its_counts_already(project):
    path = project.write(sheet(*ROWS))
    project.run("build", path, "--formats", "html")
    assert "distribution-preset" not in (project.root / "reports/fy2023/3-1.html").read_text(
        "utf-8"
    )
