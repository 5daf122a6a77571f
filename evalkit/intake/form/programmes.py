"""達成手段: the tables of programmes with their amounts."""

from __future__ import annotations

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import Region
from evalkit.intake.form.years import are_consecutive
from evalkit.intake.printed import PrintedRow
from evalkit.sheet.fiscal import read_term
from evalkit.sheet.paths import KeyPath

_TEXTS = {
    "measures.name": "name",
    "reference.name": "name",
    "measures.summary": "summary",
    "measures.indicators": "indicators",
    "review_sheet": "review_sheet",
    "division": "division",
}


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
    columns = _columns(form, region.rows[0], heads)
    years = [each.year for each in columns.all if each.year]
    if years and not are_consecutive(years):
        form.suspects.append((rows, doubt("years_in_disorder")))
    for row in region.filled_rows():
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
        form.entries.put(path, cell.text, cell)


def _columns(form: Form, head: PrintedRow, heads: KeyPath) -> Columns:
    found = []
    for cell in head.cells:
        key = form.labels.find(cell.text, _TEXTS)
        year = None if key else read_term(cell.text, near=form.year).year
        if year is not None:
            found.append(Column("budget", cell.box.left, cell.box.right, year))
            path = (*heads, "budget", str(year))
            form.entries.put(path, cell.text.replace("\n", ""), cell)
        else:
            own = _TEXTS.get(key or "", "")
            found.append(Column(own, cell.box.left, cell.box.right))
            if own:
                form.entries.say(cell)
    return Columns(found)


def _read_row(form: Form, path: KeyPath, row: PrintedRow, columns: Columns) -> None:
    if columns.gaps(row.cells) or not all(map(columns.fits, row.cells)):
        form.suspects.append((path, doubt("cells_not_under_heads")))
    for cell in row.cells:
        own = columns.of(cell)
        if len(own) != 1 or not own[0].key or not (cell.text.strip() or cell.doubts):
            continue
        key: KeyPath = ("budget", str(own[0].year)) if own[0].key == "budget" else (own[0].key,)
        form.entries.put((*path, *key), cell.text, cell)
