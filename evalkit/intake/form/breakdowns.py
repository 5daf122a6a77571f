"""別表: rows behind an indicator, in groups, and their mean."""

from __future__ import annotations

import re

from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import Region
from evalkit.intake.form.years import are_consecutive, said_of_year, year_of_column
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import CIRCLED, number_of
from evalkit.sheet.text import plain_text

_OF = re.compile(rf"[{CIRCLED}]|(?<=指標)[0-9]+(?:[-.][0-9]+)*")


_OF_OURS = re.compile(r"（指標\S{1,8}）$")


def read_breakdown(form: Form, region: Region) -> bool:
    """Enter a 別表; False where nothing says of which indicator it is, and all of it stays."""
    indicator = _indicator(form)
    if indicator is None:
        return False
    path = (*indicator, "breakdown")
    _put_heads(form, path)
    head, *rows = region.rows
    columns, names = _columns(form, head)
    for key, cell in zip(("group_head", "name_head"), _two(names), strict=True):
        if cell:
            form.entries.put((*path, key), cell.text, cell)
    for row in rows:
        _read_row(form, path, region, row, columns)
    years = [each.year or 0 for each in columns.all]
    if not are_consecutive(years):
        form.suspect(path, "years_in_disorder")
    return True


def _two(names: list[PrintedCell]) -> tuple[PrintedCell | None, PrintedCell | None]:
    return (names[0], names[1]) if len(names) > 1 else (None, names[0] if names else None)


def _indicator(form: Form) -> KeyPath | None:
    """Indicator of the goal that the lines over the table name by its number."""
    lines = [cell.text for cell in (form.heading, *form.notes) if cell]
    numbers = {number_of(each) for line in lines for each in _OF.findall(plain_text(line))}
    own = form.indicators_of(numbers)
    return own[0] if len(own) == 1 else None


def _put_heads(form: Form, path: KeyPath) -> None:
    """Enter heading and caption; the number that evalkit puts behind a heading is none of it."""
    if form.heading:
        heading = _OF_OURS.sub("", form.heading.text)
        form.entries.put((*path, "heading"), heading, form.heading)
        form.entries.say(form.heading)
    for cell in form.notes[:1]:
        form.entries.put((*path, "caption"), cell.text, cell)


def _columns(form: Form, head: PrintedRow) -> tuple[Columns, list[PrintedCell]]:
    found: list[Column] = []
    names: list[PrintedCell] = []
    for cell in head.cells:
        year = year_of_column(cell.text, near=form.year)
        if year is None and not found:
            names.append(cell)
        else:
            key = "actuals" if said_of_year(cell.text) in (None, "actuals") else ""
            found.append(Column(key, cell.box.left, cell.box.right, year))
            form.entries.say(cell)
    return Columns(found), names


def _read_row(form: Form, path: KeyPath, region: Region, row: PrintedRow, columns: Columns) -> None:
    names = [cell for cell in region.beside(row)
             if columns.names(cell) and cell not in region.rows[0].cells]  # fmt: skip
    if not names:
        return
    is_mean = len(names) == 1 and form.labels.is_(names[0].text, "mean")
    own = (*path, "mean") if is_mean else form.next((*path, "rows"))
    if len(names) > 1:
        form.entries.put((*own, "group"), names[0].text, names[0])
    form.entries.put((*own, "name"), names[-1].text, names[-1])
    figures = [cell for cell in row.cells if not columns.names(cell)]
    if columns.gaps([*region.beside(row)][len(names) :]) or not all(map(columns.fits, figures)):
        form.suspect(own, "cells_not_under_heads")
    for cell in figures:
        years = [each.year for each in columns.of(cell) if each.year and each.key]
        if years and cell.text.strip():
            span = str(years[0]) if len(years) == 1 else f"{min(years)}-{max(years)}"
            form.entries.put((*own, "actuals", span), cell.text, cell)
