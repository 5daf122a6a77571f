"""Tables of indicators: rows of results and of targets under the heads of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.heads import Heads
from evalkit.intake.form.labels import Labels
from evalkit.intake.form.left import Left
from evalkit.intake.form.names import ReadName, follows, read_name
from evalkit.intake.form.regions import KINDS, Region
from evalkit.intake.form.targets import read_targets
from evalkit.intake.form.years import are_consecutive, years_of
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.fiscal import read_term
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import RESULT_ROWS
from evalkit.sheet.text import plain_text

_RESULTS = {plain_text(words): key for key, words in RESULT_ROWS.items()}
_USUAL_LABEL = Indicator.model_fields["annual_targets_label"].default
_NAMED_KINDS = {"（アウトカム）": "outcome", "（アウトプット）": "output"}
_BY_YEAR = ("actuals", "annual_targets")
_YES = frozenset("○〇◯●◎")
_BEHIND = re.compile(r"(?P<value>.*)\n（(?P<years>[^（）]+)）", re.DOTALL)


@dataclass
class _Table:
    """A table of indicators while it is read."""

    form: Form
    region: Region
    kind: str
    columns: Columns
    row_keys: tuple[str, ...]
    numbered: bool  # whether its indicators have numbers
    heads: set[int]  # ids of the cells that are heads
    left: Left
    own_heads: dict[str, tuple[str, PrintedCell]] = field(default_factory=dict)
    """Heads over baseline and target that differ from those of an earlier table."""
    path: KeyPath = ()  # of the row that is read: an indicator, or a series under it
    indicator: KeyPath = ()
    name: PrintedCell | None = None
    indicators: list[KeyPath] = field(default_factory=list)
    with_targets: set[KeyPath] = field(default_factory=set)
    is_plan: bool = False  # its columns of years are those of targets
    rows: set[tuple[KeyPath, str]] = field(default_factory=set)  # that were read, by their keys


def read_indicators(form: Form, region: Region) -> None:
    """Enter the indicators of a table."""
    heads = Heads.of(region, form.labels, near=form.year)
    table, columns = _table(form, region, heads), heads.columns
    below = region.rows[heads.rows :]
    for row in below:
        cells = region.beside(row) if row is below[0] else row.cells  # some reach down from heads
        own = [cell for cell in cells if id(cell) not in table.heads]
        _read_row(table, row, own)
    groups = [years for key in _BY_YEAR if (years := _years(columns, key))]
    every = sorted({year for years in groups for year in years})
    years = tuple(every) if are_consecutive(every) else next(iter(groups), ())
    form.tables.append((years, table.indicators))
    if not heads.is_sure or not all(map(are_consecutive, groups)):
        _suspect(table, table.indicators, "years_in_disorder")
    if table.with_targets:
        without = [each for each in table.indicators if each not in table.with_targets]
        _suspect(table, without, "no_row_of_targets")


def _years(columns: Columns, key: str) -> tuple[int, ...]:
    return tuple(each.year for each in columns.all if each.key == key and each.year)


def _table(form: Form, region: Region, heads: Heads) -> _Table:
    goal, columns = form.goal, heads.columns
    left = Left.of(
        region, columns, form.labels, lambda cell: row_key(form.labels, cell) is not None
    )
    over_names = [cell for cell in region.rows[0].cells
                  if columns.names(cell) and cell not in left.words]  # fmt: skip
    own = [cell for cell in over_names if form.labels.is_(cell.text, *KINDS)]
    headings = own or [cell for cell in over_names[:1] if cell.box.bottom <= _bottom(region, heads)]
    kind = form.labels.find(headings[0].text, KINDS) if own else None
    kind = "measure" if kind in (None, "indicators") else kind
    tables = (*goal, "tables", kind)
    own_heads = {
        key: (text, cell) for key, text, cell in heads.named
        if not form.entries.put_head((*tables, key), text, cell)
    }  # fmt: skip
    for cell in headings:
        doubts = () if own else (doubt("unknown_kind"),)
        text = cell.text.replace("\n", "")
        form.entries.put_head((*tables, "heading"), text, cell, doubts=doubts)
    for cell in (*heads.cells, *left.words):
        form.entries.say(cell)
    names = (cell.text for cell in region.cells() if columns.names(cell) and cell not in headings)
    return _Table(
        form, region, kind, columns, heads.row_keys,
        numbered=any(read_name(text).number for text in names),
        is_plan=not _years(columns, "actuals") and bool(_years(columns, "annual_targets")),
        heads={id(cell) for cell in (*heads.cells, *headings, *left.words,
                                     *(cell for *_, cell in heads.named))},
        left=left, own_heads=own_heads,
    )  # fmt: skip


def _bottom(region: Region, heads: Heads) -> float:
    return max(cell.box.top for row in region.rows[: heads.rows] for cell in row.cells) + 1


# Rows --------------------------------------------------------------------------------------------


def _read_row(table: _Table, row: PrintedRow, own: list[PrintedCell]) -> None:
    """Enter a row; what no rule has a place for stays, and is listed with what is unplaced."""
    labels, left = table.form.labels, table.left
    label = next((cell for cell in own if row_key(labels, cell)), None)
    beside = [cell for cell in table.region.beside(row)
              if table.columns.names(cell) and cell is not label and id(cell) not in table.heads
              and cell.text.strip()]  # fmt: skip
    names = [cell for cell in beside if left.holds_name(cell)]
    figures = [cell for cell in own if cell is not label and not table.columns.names(cell)]
    if names and names[-1] is not table.name and not labels.is_(names[-1].text, *KINDS):
        _doubt_shared_cells(table, row)
        _begin(table, names)
    for cell in filter(left.is_unit, beside):
        _put_unit(table, cell)
    key = row_key(labels, label) if label else _key_by_order(table)
    if not table.path or key is None or (label is None and any(map(left.is_label, beside))):
        return
    if label:
        _say_label(table, label, key)
    read = (table.path, "annual_targets" if key == "actuals" and table.is_plan else key)
    if read in table.rows:
        _suspect(table, [table.indicator], "two_rows_of_one_kind")
    table.rows.add(read)
    _check(table, row, label, key)
    for cell in figures:
        _put_figure(table, cell, key)


def _key_by_order(table: _Table) -> str | None:
    """What a row without a label holds, by its place among those of its indicator."""
    so_far = sum(path == table.path for path, _ in table.rows)
    return table.row_keys[so_far] if so_far < len(table.row_keys) else None


def row_key(labels: Labels, cell: PrintedCell) -> str | None:
    """What a row holds of which a cell is the label."""
    if key := _RESULTS.get(plain_text(cell.text)):
        return key
    of_row = ("annual_targets", "actuals", "target", "rate", "grade", "score")
    key = labels.find(cell.text, of_row)
    return "annual_targets" if key == "target" else key


def _doubt_shared_cells(table: _Table, row: PrintedRow) -> None:
    """Doubt the indicator before a row that begins another, where a figure stands for both."""
    shared = [cell for cell in table.region.beside(row)
              if cell not in row.cells and cell.text.strip() and id(cell) not in table.heads
              and not table.columns.names(cell)]  # fmt: skip
    if shared and table.indicators:
        _suspect(table, [table.path], "one_cell_for_two_indicators")


def _say_label(table: _Table, label: PrintedCell, key: str) -> None:
    form = table.form
    form.entries.say(label)
    if key == "annual_targets":
        table.with_targets.add(table.indicator)
        usual = (_USUAL_LABEL, form.labels.profile.label(_USUAL_LABEL))
        is_usual = label.text in usual or table.path != table.indicator
        if not is_usual and _annual_label_is_printed(form):
            form.entries.put((*table.path, "annual_targets_label"), label.text, label)


def _annual_label_is_printed(form: Form) -> bool:
    return form.labels.profile.has("annual_targets")


def _begin(table: _Table, names: list[PrintedCell]) -> None:
    """Begin an indicator, or a series of the one before it."""
    form, cells = table.form, names[-1:]
    said = read_name(names[-1].text)
    if len(names) > 1 and not said.number and not read_name(names[-2].text).name:
        cells = names[-2:]
        said = said._replace(number=read_name(names[-2].text).number)
    table.name = names[-1]
    if said.number or not table.numbered or not table.indicator:
        _begin_indicator(table, said, cells)
    else:
        table.path = form.next((*table.indicator, "series"))
        form.entries.put((*table.path, "name"), said.name, *cells)
        _suspect(table, [table.path], "perhaps_a_series")
    for key in ("unit", "note"):
        form.entries.put(
            (*table.path, key), getattr(said, key), *(cells if getattr(said, key) else ())
        )
    if said.unit:
        form.entries.say(names[-1], "単位")
    form.entries.say(cells[0], said.lead)


def _begin_indicator(table: _Table, said: ReadName, cells: list[PrintedCell]) -> None:
    form = table.form
    path = form.next((*form.goal, "indicators"))
    before = form.last_numbers(form.goal)
    number = said.number or str(form.count(path[:-1]))
    form.entries.put((*path, "no"), number, *(cells if said.number else ()))
    said_kind = next((kind for words, kind in _NAMED_KINDS.items() if words in said.name), None)
    form.entries.put((*path, "kind"), said_kind or table.kind)
    form.entries.put((*path, "name"), said.name, *cells)
    form.numbers[path] = number
    if (said.number and not any(follows(said.number, each) for each in before)) or (
        table.numbered and not said.number
    ):
        _suspect(table, [*table.indicators[-1:], path], "number_out_of_order")
    table.path = table.indicator = path
    table.indicators.append(path)


def _suspect(table: _Table, paths: Sequence[KeyPath], code: str) -> None:
    table.form.suspects += [(path, doubt(code)) for path in paths]


# Cells -------------------------------------------------------------------------------------------


def _check(table: _Table, row: PrintedRow, label: PrintedCell | None, key: str) -> None:
    """Doubt an indicator of which a row's cells do not stand under the heads of the table."""
    columns = table.columns
    cells = [cell for cell in table.region.beside(row)
             if not columns.names(cell) and id(cell) not in table.heads]  # fmt: skip
    figures = [cell for cell in cells if cell.box.right > columns.left]
    if columns.gaps(figures) or not all(map(columns.fits, figures)):
        _suspect(table, [table.path], "cells_not_under_heads")
    if key == "annual_targets":
        from_above = [cell for cell in figures if cell not in row.cells and cell is not label]
        if any(each.key in _BY_YEAR for cell in from_above for each in columns.of(cell)):
            _suspect(table, [table.path], "one_cell_for_two_rows")


def _put_figure(table: _Table, cell: PrintedCell, key: str) -> None:
    """Enter a cell under the key of its columns; of none, or of several keys, it stays."""
    columns = table.columns.of(cell)
    keys = {each.key for each in columns}
    if len(keys) != 1 or not (cell.text.strip() or cell.doubts):
        if len(keys) > 1 and cell.text.strip():
            _suspect(table, [table.path], "cells_not_under_heads")
        return
    own = keys.pop()
    if key in _RESULTS.values():
        _put_result(table, cell, columns, key)
    elif own in ("baseline", "target") and _put_year_under(table, cell, own):
        return
    elif own == "unit":
        _put_unit(table, cell)
    elif own not in _BY_YEAR and not (_is_first_row(table) or _is_in_its_row(table, own, key)):
        _suspect(table, [table.path], "cells_not_under_heads")
    elif own in _BY_YEAR:
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


def _is_first_row(table: _Table) -> bool:
    return sum(path == table.path for path, _ in table.rows) == 1


def _is_in_its_row(table: _Table, own: str, key: str) -> bool:
    """Whether a figure stands in the labelled row of its kind: a target in that of targets."""
    of_row = {"target": "annual_targets", "baseline": "actuals"}
    is_free = (*table.path, own) not in table.form.entries.by_path
    return bool(table.left.labels) and of_row.get(own) == key and is_free


def _put_year_under(table: _Table, cell: PrintedCell, key: str) -> bool:
    """Enter the year of a baseline or target that stands in the row under its figure."""
    path, year = (*table.path, key), years_of(cell.text, near=table.form.year)
    if _is_first_row(table) or year is None or path not in table.form.entries.by_path:
        return False
    table.form.entries.lead(path, f"（{cell.text.strip()}）\n", cell)
    return True


def _put_unit(table: _Table, cell: PrintedCell) -> None:
    """Enter the unit of an indicator; each of its rows may say it."""
    if table.path and not table.form.entries.put_head((*table.path, "unit"), cell.text, cell):
        _suspect(table, [table.path], "two_units")


def _put(table: _Table, key: KeyPath, cell: PrintedCell, text: str | None = None) -> None:
    path = (*table.path, *key)
    table.form.entries.put(path, cell.text if text is None else text, cell)


def _put_under_own_head(table: _Table, cell: PrintedCell, key: str) -> None:
    """Enter a baseline or target, behind its head where that is not the one of all tables."""
    if key in table.own_heads:
        text, head = table.own_heads[key]
        table.form.entries.put((*table.path, key), f"（{text}）\n{cell.text}", cell, head)
        table.form.entries.say(head)
    else:
        _put(table, (key,), cell)


def _put_result(table: _Table, cell: PrintedCell, columns: list[Column], key: str) -> None:
    year = columns[0].year if len(columns) == 1 else None
    if columns[0].key == "latest_value":
        text, said = _behind(cell.text, table.form.year)
        year = said[1] if said else None
    else:
        text = cell.text
    if year is not None:
        _put(table, ("published", str(year), key), cell, text)
        table.form.entries.say(cell)


def _put_of_years(table: _Table, cell: PrintedCell, columns: list[Column], key: str) -> None:
    years = [each.year for each in columns if each.year is not None]
    if len(years) != len(columns):
        _suspect(table, [table.path], "years_in_disorder")
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


def _put_latest(table: _Table, cell: PrintedCell, column: Column) -> None:
    """Enter the one value that there is, under the year that it or its head names."""
    text, said = _behind(cell.text, table.form.year)
    own = read_term(cell.text.rpartition("（")[2], near=table.form.year).year
    year = said[1] if said else own or column.year
    if year is None:
        _suspect(table, [table.path], "no_year")
    if said:
        table.form.entries.say(cell)
    _put(table, ("actuals", str(year or table.form.year)), cell, text if said else cell.text)


def _behind(text: str, near: int) -> tuple[str, tuple[int, int] | None]:
    """Text of a cell, and the years that stand behind it on a line of their own."""
    found = _BEHIND.fullmatch(text)
    years = years_of(found["years"], near=near) if found else None
    return (found["value"], years) if found and years else (text, None)
