"""Parts that the form has besides ours: a heading, and the text or table under it."""

from __future__ import annotations

from typing import get_args

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import Region
from evalkit.intake.printed import PrintedCell
from evalkit.sheet.model import SectionName
from evalkit.sheet.paths import KeyPath

_PATH: KeyPath = ("sections",)


def begin_section(form: Form, heading: PrintedCell) -> KeyPath:
    """Path of the section under a heading, which is doubted: the form has no such part."""
    at = form.count(_PATH) - 1
    before = form.entries.by_path.get((*_PATH, at, "heading"))
    if before and before.cells == (heading,):
        return (*_PATH, at)
    after = next(reversed(form.entries.by_path), ("",))[0]
    path = form.next(_PATH)
    form.entries.put((*path, "heading"), heading.text, heading, doubts=(doubt("no_such_part"),))
    if after in get_args(SectionName):
        form.entries.put((*path, "after"), str(after))
    return path


def read_table(form: Form, region: Region) -> bool:
    """Enter a table under a heading; False where it has none, or its rows differ in their cells."""
    widths = {len(row.cells) for row in region.rows}
    if form.part != "sections" or not form.heading or len(widths) != 1:
        return False
    path = begin_section(form, form.heading)
    for number, row in enumerate(region.rows):
        for place, cell in enumerate(row.cells):
            form.entries.put((*path, "table", number, place), cell.text, cell, even_blank=True)
    return True
