"""Cells of a row of an indicator: each under the key of its column, or left where it stands."""

from __future__ import annotations

import re

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.columns import Column
from evalkit.intake.form.indicator_table import BY_YEAR, IndicatorTable
from evalkit.intake.form.targets import read_targets
from evalkit.intake.form.years import years_of
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.fiscal import read_term
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import RESULT_ROWS

_YES = frozenset("○〇◯●◎")
_BEHIND = re.compile(r"(?P<value>.*)\n（(?P<years>[^（）]+)）", re.DOTALL)


def check_row(table: IndicatorTable, row: PrintedRow, label: PrintedCell | None, key: str) -> None:
    """Doubt an indicator of which a row's cells do not stand under the heads of the table."""
    columns = table.columns
    cells = [cell for cell in table.region.beside(row)
             if not columns.names(cell) and id(cell) not in table.heads]  # fmt: skip
    figures = [cell for cell in cells if cell.box.right > columns.left]
    if columns.gaps(figures) or not all(map(columns.fits, figures)):
        table.suspect("cells_not_under_heads")
    if key == "annual_targets":
        from_above = [cell for cell in figures if cell not in row.cells and cell is not label]
        if any(each.key in BY_YEAR for cell in from_above for each in columns.of(cell)):
            table.suspect("one_cell_for_two_rows")


def put_figure(table: IndicatorTable, cell: PrintedCell, key: str) -> None:
    """Enter a cell under the key of its columns; of none, or of several keys, it stays."""
    columns = table.columns.of(cell)
    keys = {each.key for each in columns}
    if len(keys) != 1 or not (cell.text.strip() or cell.doubts):
        if len(keys) > 1 and cell.text.strip():
            table.suspect("cells_not_under_heads")
        return
    own = keys.pop()
    if key in RESULT_ROWS:
        _put_result(table, cell, columns, key)
    elif own in ("baseline", "target") and _put_year_under(table, cell, own):
        return
    elif own == "unit":
        put_unit(table, cell)
    elif own not in BY_YEAR and not (table.is_in_first_row or _is_in_its_row(table, own, key)):
        table.suspect("cells_not_under_heads")
    elif own in BY_YEAR:
        _put_of_years(table, cell, columns, key if own == "actuals" else own)
    elif own == "latest_value":
        _put_latest(table, cell, columns[0])
    elif own in ("grade", "rate", "score"):
        _put(table, ("published", str(table.form.year), own), cell)
    elif own == "target" and (targets := read_targets(cell.text, near=table.form.year)):
        for number, each in enumerate(targets):
            for key, text in each._asdict().items():
                _put(table, ("targets", number, key), cell, text)
        table.form.entries.say(cell)
    elif own in ("baseline", "target"):
        _put_under_own_head(table, cell, own)
    elif own == "main" and cell.text.strip() in _YES:
        _put(table, (own,), cell, "true")
        table.form.entries.say(cell)


def _is_in_its_row(table: IndicatorTable, own: str, key: str) -> bool:
    """Whether a figure stands in the labelled row of its kind: a target in that of targets."""
    of_row = {"target": "annual_targets", "baseline": "actuals"}
    is_free = (*table.path, own) not in table.form.entries.by_path
    return bool(table.left.labels) and of_row.get(own) == key and is_free


def _put_year_under(table: IndicatorTable, cell: PrintedCell, key: str) -> bool:
    """Enter the year of a baseline or target that stands in the row under its figure."""
    path, year = (*table.path, key), years_of(cell.text, near=table.form.year)
    if table.is_in_first_row or year is None or path not in table.form.entries.by_path:
        return False
    table.form.entries.lead(path, f"（{cell.text.strip()}）\n", cell)
    return True


def put_unit(table: IndicatorTable, cell: PrintedCell) -> None:
    """Enter the unit of an indicator; each of its rows may say it."""
    if table.path and not table.form.entries.put_head((*table.path, "unit"), cell.text, cell):
        table.suspect("two_units")


def _put(table: IndicatorTable, key: KeyPath, cell: PrintedCell, text: str | None = None) -> None:
    path = (*table.path, *key)
    table.form.entries.put(path, cell.text if text is None else text, cell)


def _put_under_own_head(table: IndicatorTable, cell: PrintedCell, key: str) -> None:
    """Enter a baseline or target, behind its head where that is not the one of all tables."""
    if key in table.own_heads:
        text, head = table.own_heads[key]
        table.form.entries.put((*table.path, key), f"（{text}）\n{cell.text}", cell, head)
        table.form.entries.say(head)
    else:
        _put(table, (key,), cell)


def _put_result(table: IndicatorTable, cell: PrintedCell, columns: list[Column], key: str) -> None:
    year = columns[0].year if len(columns) == 1 else None
    if columns[0].key == "latest_value":
        text, said = _behind(cell.text, table.form.year)
        year = said[1] if said else None
    else:
        text = cell.text
    if year is not None:
        _put(table, ("published", str(year), key), cell, text)
        table.form.entries.say(cell)


def _put_of_years(
    table: IndicatorTable, cell: PrintedCell, columns: list[Column], key: str
) -> None:
    years = [each.year for each in columns if each.year is not None]
    if len(years) != len(columns):
        table.suspect("years_in_disorder")
        return
    expected = (doubt("expected"),) if any(each.is_expected for each in columns) else ()
    first, last = min(years), max(years)
    text, said = _behind(cell.text, table.form.year)
    if said and said[0] < said[1] == last == first:  # a window of years in the last one's column
        table.form.entries.say(cell)
        _put(table, (key, f"{said[0]}-{said[1]}"), cell, text)
    else:
        span = str(first) if first == last else f"{first}-{last}"
        table.form.entries.put((*table.path, key, span), cell.text, cell, doubts=expected)


def _put_latest(table: IndicatorTable, cell: PrintedCell, column: Column) -> None:
    """Enter the one value that there is, under the year that it or its head names."""
    text, said = _behind(cell.text, table.form.year)
    own = read_term(cell.text.rpartition("（")[2], near=table.form.year).year
    year = said[1] if said else own or column.year
    if year is None:
        table.suspect("no_year")
    if said:
        table.form.entries.say(cell)
    _put(table, ("actuals", str(year or table.form.year)), cell, text if said else cell.text)


def _behind(text: str, near: int) -> tuple[str, tuple[int, int] | None]:
    """Text of a cell, and the years that stand behind it on a line of their own."""
    found = _BEHIND.fullmatch(text)
    years = years_of(found["years"], near=near) if found else None
    return (found["value"], years) if found and years else (text, None)
