"""A form of many years is folded into tables that can be read, and loses no cell by it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from evalkit.assess.report_data import gather
from evalkit.present.edition import Edition
from evalkit.present.form_tables import FormTables
from evalkit.present.marks import Marks
from evalkit.present.tables import Tables
from evalkit.present.words import Words
from evalkit.sheet.load import parse_sheet

HEAD = """\
ministry: 地域振興庁
fiscal_year: 2024
years: {first}-2024
policy_goal: {{number: 3-1, name: 例}}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - no: 1
        name: 発電の量
        kind: outcome
        baseline: （2000年度）1千kWh
        target: （2030年度）9千kWh
        actuals: {{{actuals}}}
        annual_targets: {{2024: 5千kWh}}
"""


def tables(first, actuals):
    sheet = parse_sheet(HEAD.format(first=first, actuals=actuals))
    edition = Edition(sheet, Words("ja"))
    made = Tables(edition, Marks(gather(sheet).findings, Words("ja")))
    return BeautifulSoup(made.indicators(sheet.achievement_goals[0], "outcome"), "html5lib")


@pytest.mark.parametrize(
    ("first", "count"), [(2020, 1), (2019, 1), (2018, 2), (2011, 3), (2001, 4)]
)
def test_no_table_has_more_years_than_can_be_read(first, count):
    actuals = ", ".join(f'{year}: "{year}千kWh"' for year in range(first, 2025))
    found = tables(first, actuals).find_all("table")
    assert len(found) == count
    printed = [cell.text for cell in BeautifulSoup(str(found), "html5lib").find_all("td")]
    figures = [text for text in printed if re.fullmatch(r"20\d\d千kWh", text)]
    assert figures == [f"{year}千kWh" for year in range(first, 2025)]


def test_a_merged_cell_goes_on_in_the_next_table_and_has_one_anchor():
    page = tables(2011, '2011-2018: 調査を行っていない, 2019-2024: "7千kWh（6年平均）"')
    cells = [cell for cell in page.find_all("td") if "調査を行っていない" in cell.text]
    assert [cell.get("colspan") for cell in cells] == ["5", "3"]
    assert [cell.get("id") for cell in cells] == ["g1-i1-actuals-2011-2018", None]
    anchors = [each["id"] for each in page.find_all(id=True)]
    assert len(anchors) == len({*anchors})


PLAN = """\
form: jizen
ministry: 地域振興庁
fiscal_year: 2024
years: 2024-{last}
policy_goal: {{number: 3-1, name: 例}}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - no: 1
        name: 発電の量
        kind: measure
        baseline: （2000年度）1千kWh
        target: （2035年度）9千kWh
        annual_targets: {{{aims}}}
        series: [{{name: 水力, annual_targets: {{{aims}}}}}]
"""


@pytest.mark.parametrize(("last", "count"), [(2029, 1), (2030, 2), (2037, 3)])
def test_a_plan_of_many_years_is_folded_too(last, count):
    aims = ", ".join(f'{year}: "{year}千kWh"' for year in range(2024, last + 1))
    sheet = parse_sheet(PLAN.format(last=last, aims=aims))
    edition = Edition(sheet, Words("ja", sheet.profile))
    made = FormTables(edition, Marks(gather(sheet).findings, edition.words))
    page = BeautifulSoup(made.indicators(sheet.achievement_goals[0], "measure"), "html5lib")
    found = page.find_all("table")
    assert len(found) == count
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in page.find_all("tr")]
    for name in ("①発電の量", "水力"):
        figures = [text for row in rows if row[0] == name for text in row]
        planned = [text for text in figures if re.fullmatch(r"20\d\d千kWh", text)]
        assert planned == [f"{year}千kWh" for year in range(2024, last + 1)]
    anchors = [each["id"] for each in page.find_all(id=True)]
    assert len(anchors) == len({*anchors})
    used = {each for cell in page.find_all(headers=True) for each in cell["headers"]}
    assert used
    assert {each for name in used for each in name.split()} <= {*anchors}
