"""Sheets of other forms, without a fault: the audit presumes nothing that they do not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.assess.audit import audit
from evalkit.sheet.load import read_sheet

SHEETS = Path(__file__).parent / "sheets"
TRUE = {
    "biennial": ["empty-cell"],  # its sister has the year
    "hospital": ["annual-target-reached"] * 2,  # dips that the plan foresaw
    "labour": ["annual-target-reached"],
    "police": ["unread-figure"],  # 過去5年の平均3200件
    "prior_table": ["annual-target-reached"],
}
"""What is told of a sheet, and is so."""


@pytest.mark.parametrize("path", sorted(SHEETS.glob("*.yaml")), ids=lambda path: path.stem)
def test_only_what_is_so_is_told_of_a_sheet_of_another_form(path):
    grave = [each.check for each in audit(read_sheet(path)) if each.severity != "info"]
    assert grave == TRUE.get(path.stem, [])


def test_the_sheets_are_thirteen():
    assert len(list(SHEETS.glob("*.yaml"))) == 13
