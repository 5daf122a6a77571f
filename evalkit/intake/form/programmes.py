"""達成手段: the tables of programmes with their amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import Region
from evalkit.intake.form.years import are_consecutive, year_of_column
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.cells.money import named_unit
from evalkit.sheet.fiscal import read_term
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.text import plain_text

_TEXTS = {
    "measures.name": "name",
    "reference.name": "name",
    "measures.summary": "summary",
    "measures.indicators": "indicators",
    "review_sheet": "review_sheet",
    "division": "division",
}


_YEAR_BEFORE = re.compile(r"(?:平成|令和|[HR])?(?:元|[0-9]{1,4})年度(?:の)?")
_MONEY = re.compile("予算|決算|執行|要求|額|円")


def read_programmes(form: Form, region: Region) -> None:
    """Enter the programmes of a table: of the goal that is read, or of the reference table."""
    is_reference = form.part == "reference" or (
        form.labels.find(region.rows[0].cells[0].text, ("measures.name", "reference.name"))
        == "reference.name"
        and form.part is None
        and not form.has_goals
    )
    heads, rows = _places(form, is_reference=is_reference)
    _put_headings(form, heads, is_reference=is_reference)
    below = _second_row(form, region)
    columns = _columns(form, region.rows[0], below, heads)
    years = [each.year for each in columns.all if each.year]
    if years and not are_consecutive(years):
        form.suspect(rows, "years_in_disorder")
    for row in region.filled_rows():
        if row is not below:
            _read_row(form, form.next(rows), row, columns)
    form.open(None)


def _places(form: Form, *, is_reference: bool) -> tuple[KeyPath, KeyPath]:
    if is_reference:
        return ("reference", "table"), ("reference", "measures")
    return (*form.goal, "tables", "measures"), (*form.goal, "measures")


def _put_headings(form: Form, heads: KeyPath, *, is_reference: bool) -> None:
    lines = [cell for cell in (form.heading, *form.notes) if cell]
    if is_reference:
        paths = [("reference", "heading"), (*heads, "heading")]
    else:
        paths = [(*heads, "heading")]
    for path, cell in zip(paths, lines, strict=False):
        form.entries.put_head(path, cell.text, cell)
    for cell in lines[len(paths) :]:
        if named_unit(cell.text) and paths[-1] in form.entries.by_path:
            form.entries.go_on(paths[-1], cell.text, cell)


def _second_row(form: Form, region: Region) -> PrintedRow | None:
    """Row of years under the head of the budgets; None where the years are heads themselves."""
    below = next(iter(region.rows[1:2]), None)
    texts = [cell.text for cell in below.cells if cell.text.strip()] if below else []
    are_years = [read_term(text, near=form.year).year is not None for text in texts]
    return below if are_years and all(are_years) else None


def _heads(head: PrintedRow, below: PrintedRow | None) -> Iterator[list[PrintedCell]]:
    """Heads of each column, the lowest first."""
    for cell in head.cells:
        under = [
            each for each in (below.cells if below else ())
            if cell.box.left < (each.box.left + each.box.right) / 2 < cell.box.right
        ]  # fmt: skip
        yield from ([each, cell] for each in under)
        if not under:
            yield [cell]


def _columns(form: Form, head: PrintedRow, below: PrintedRow | None, heads: KeyPath) -> Columns:
    found = []
    for cells in _heads(head, below):
        text, box = "".join(cell.text.replace("\n", "") for cell in cells), cells[0].box
        key = form.labels.find(_YEAR_BEFORE.sub("", plain_text(text)), _TEXTS)
        year = None if key else _year(text, form.year)
        own = "budget" if year is not None else _TEXTS.get(key or "", "")
        found.append(Column(own, box.left, box.right, year))
        is_known = bool(own)
        if year is not None:
            path = (*heads, "budget", str(year))
            is_known = form.entries.put_head(path, text, cells[0])
        for cell in cells if is_known else ():
            form.entries.say(cell)
    return Columns(found)


def _year(text: str, near: int) -> int | None:
    """Year of the amounts under a head; None of a head that speaks of something else."""
    is_money = year_of_column(text, near=near) is not None or _MONEY.search(plain_text(text))
    return read_term(text, near=near).year if is_money else None


def _read_row(form: Form, path: KeyPath, row: PrintedRow, columns: Columns) -> None:
    if columns.gaps(row.cells) or not all(map(columns.fits, row.cells)):
        form.suspect(path, "cells_not_under_heads")
    for cell in row.cells:
        own = columns.of(cell)
        if len(own) != 1 or not own[0].key or not (cell.text.strip() or cell.doubts):
            continue
        key: KeyPath = ("budget", str(own[0].year)) if own[0].key == "budget" else (own[0].key,)
        form.entries.put((*path, *key), cell.text, cell)
