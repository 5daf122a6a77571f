"""施策の予算額・執行額: the lines of 24-7-2, or those that a form names itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import Region
from evalkit.intake.form.years import are_consecutive
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.budget import BudgetItem, BudgetRole
from evalkit.sheet.cells.money import named_unit
from evalkit.sheet.fiscal import read_term
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.text import plain_text

_ITEMS: tuple[BudgetItem, ...] = get_args(BudgetItem)
_ROLES: tuple[BudgetRole, ...] = get_args(BudgetRole)
_PATH: KeyPath = ("budget",)
_UNIT = re.compile(r"(?:\(|単位:)(?P<unit>(?:単位:)?[^()]*円)")
_LINES = re.compile(r"\n|(?=[上下]段[：:])")
_PART = re.compile(r"(?P<own>.*?)\n?(?P<words>ほか[^\n0-9△▲<]*)\n?(?P<part>.*)", re.DOTALL)


def is_budget(form: Form, region: Region) -> bool:
    """Whether a table under years holds the budget of the policy."""
    if form.part == "budget":
        return True
    return any(_item(form, cell) for cell in region.cells() if cell.text.strip())


def read_budget(form: Form, region: Region) -> None:
    """Enter the budget of the policy."""
    head, *rows = region.rows
    over = [cell for cell in (form.heading, *form.notes) if cell]
    _put_headings(form)
    columns = _columns(form, head)
    if not are_consecutive([each.year or 0 for each in columns.all]):
        form.suspect(_PATH, "years_in_disorder")
    labels = [cell for row in rows for cell in row.cells if columns.names(cell)]
    has_items = any(_item(form, cell) in ("initial", "total", "executed") for cell in labels)
    are_ours = has_items and len({cell.box.left for cell in labels}) > 1
    with_own_unit = [cell for cell in labels if are_ours and _item(form, cell)]
    heads = [cell for cell in head.cells if columns.names(cell)]
    _put_unit(form, [cell for cell in (*over, *heads, *labels) if cell not in with_own_unit])
    if are_ours:
        _read_lines(form, region, columns)
    else:
        for row in rows:
            _read_free_line(form, row, columns)
    form.open(None)


def _put_headings(form: Form) -> None:
    if form.heading:
        form.entries.put((*_PATH, "heading"), form.heading.text, form.heading)
    for cell in form.notes:
        form.entries.put((*_PATH, "note"), cell.text, cell)


def _put_unit(form: Form, cells: list[PrintedCell]) -> None:
    """Enter the unit that heading, notes, heads or labels name; where they name several, doubt."""
    texts = [plain_text(cell.text) for cell in cells]
    named = dict.fromkeys(unit for text in texts for found in _UNIT.finditer(text)
                          if (unit := named_unit(found["unit"])))  # fmt: skip
    for unit in [*named][:1]:
        form.entries.put((*_PATH, "unit"), unit)
    if len(named) > 1:
        form.suspect(_PATH, "two_units_of_money")


def _columns(form: Form, head: PrintedRow) -> Columns:
    found = []
    for cell in head.cells:
        year = read_term(cell.text, near=form.year).year
        if year is not None:
            found.append(Column("", cell.box.left, cell.box.right, year))
            form.entries.put((*_PATH, "columns", str(year)), cell.text.replace("\n", ""), cell)
        elif form.labels.is_(cell.text, "budget"):
            form.entries.put((*_PATH, "heading"), cell.text, cell)
        else:
            form.entries.say(cell, "区分")
    return Columns(found)


# Lines of 24-7-2 ---------------------------------------------------------------------------------


def _item(form: Form, cell: PrintedCell) -> BudgetItem | None:
    headed = form.labels.headed(cell.text, _ITEMS)
    return headed.key if headed else None  # type: ignore[return-value]


def _read_lines(form: Form, region: Region, columns: Columns) -> None:
    """Enter upper and lower lines: of an item's rows the first is the upper one."""
    seen: dict[BudgetItem, int] = {}
    for row in region.rows[1:]:
        labels = [cell for cell in region.beside(row)
                  if columns.names(cell) and cell not in region.rows[0].cells]  # fmt: skip
        for cell in labels:
            if cell in row.cells:
                _put_label(form, cell)
        item = next((found for cell in labels if (found := _item(form, cell))), None)
        if item is None:
            continue
        seen[item] = seen.get(item, 0) + 1
        _read_amounts(form, region, row, columns, item, seen[item])


def _put_label(form: Form, cell: PrintedCell) -> None:
    """Enter the label of an item, or the head over them with the names of its lines."""
    if item := _item(form, cell):
        form.entries.put((*_PATH, "labels", item), cell.text, cell)
        return
    label = ""
    for line in (line.strip() for line in _LINES.split(cell.text)):
        name = form.labels.find(line, ("single", "shared"))
        name = name or ("single" if "上段" in line else "shared" if "下段" in line else None)
        if name:
            form.entries.put((*_PATH, "line_labels", name), line, cell)
        else:
            label += line
    form.entries.put((*_PATH, "status_label"), label, cell)


def _read_amounts(
    form: Form, region: Region, row: PrintedRow, columns: Columns, item: BudgetItem, number: int
) -> None:
    figures = [cell for cell in region.beside(row) if not columns.names(cell)]
    for cell in row.cells:
        own = columns.of(cell)
        if columns.names(cell) or not cell.text.strip():
            continue
        line = "shared" if number > 1 or cell.text.lstrip().startswith(("<", "＜")) else "single"
        if number > 2 or len(own) != 1:
            form.suspect(_PATH, "cells_not_under_heads")
            continue
        for name, text in _with_part(form, cell, line):
            path = (*_PATH, name, item, str(own[0].year))
            doubts = () if columns.fits(cell) and not columns.gaps(figures) else (
                doubt("cells_not_under_heads"),)  # fmt: skip
            form.entries.put(path, text, cell, doubts=doubts)


def _with_part(form: Form, cell: PrintedCell, line: str) -> Iterator[tuple[str, str]]:
    """Amount of a line, and below it that of the 復興庁 behind its words."""
    found = _PART.fullmatch(cell.text)
    if not found:
        yield line, cell.text
        return
    yield line, found["own"].strip()
    name = f"{line}_reconstruction"
    label = (*_PATH, "line_labels", name)
    if label in form.entries.by_path:
        form.entries.say(cell, form.entries.by_path[label].text)
    else:
        form.entries.put(label, found["words"], cell)
    yield name, found["part"].strip()


# Free lines --------------------------------------------------------------------------------------


def _read_free_line(form: Form, row: PrintedRow, columns: Columns) -> None:
    names = [cell for cell in row.cells if columns.names(cell) and cell.text.strip()]
    if len(names) != 1:
        return
    path = form.next((*_PATH, "lines"))
    form.entries.put((*path, "name"), names[0].text, *names)
    if role := form.labels.find(names[0].text, _ROLES):
        form.entries.put((*path, "role"), role)
    figures = [cell for cell in row.cells if cell not in names]
    if columns.gaps(figures) or not all(map(columns.fits, figures)):
        form.suspect(path, "cells_not_under_heads")
    for cell in figures:
        own = columns.of(cell)
        if len(own) == 1 and cell.text.strip():
            form.entries.put((*path, str(own[0].year)), cell.text, cell)
