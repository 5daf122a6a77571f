"""Every worksheet of a sheet's workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from evalkit.sheet.model import Sheet
from evalkit.sheet.workbook.goal import goal_form
from evalkit.sheet.workbook.layout import Form
from evalkit.sheet.workbook.rest import rest_form
from evalkit.sheet.workbook.tree import whole

_LONGEST = 31  # characters of a worksheet's name
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\s\x00-\x1f]")


def forms(sheet: Sheet) -> list[Form]:
    """Worksheets in their order: the policy goal's, and one for each achievement goal."""
    tree = whole(sheet)
    goals = range(len(sheet.achievement_goals))
    made = [rest_form(tree), *(goal_form(tree, number, sheet.window) for number in goals)]
    names = _names([form.title for form in made])
    return [replace(form, title=name) for form, name in zip(made, names, strict=True)]


def _names(titles: Sequence[str]) -> list[str]:
    """Names that a spreadsheet allows, no two alike."""
    names: list[str] = []
    for title in titles:
        name = _NOT_IN_A_NAME.sub("_", title)[:_LONGEST]
        taken = {other.casefold() for other in names}
        if name.casefold() in taken:
            name = f"{name[: _LONGEST - 4]}~{len(names)}"
        names.append(name)
    return names
