"""Tables of indicators: rows of results and of targets under the heads of their columns."""

from __future__ import annotations

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.columns import Columns
from evalkit.intake.form.figures import check_row, put_figure, put_unit
from evalkit.intake.form.form import Form
from evalkit.intake.form.heads import Heads
from evalkit.intake.form.indicator_table import BY_YEAR, IndicatorTable
from evalkit.intake.form.labels import Labels
from evalkit.intake.form.left import Left
from evalkit.intake.form.names import ReadName, follows, read_name
from evalkit.intake.form.regions import KINDS, Region
from evalkit.intake.form.years import are_consecutive
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.published import RESULT_ROWS
from evalkit.sheet.text import plain_text

_RESULTS = {plain_text(words): key for key, words in RESULT_ROWS.items()}
_USUAL_LABEL = Indicator.model_fields["annual_targets_label"].default
_NAMED_KINDS = {"（アウトカム）": "outcome", "（アウトプット）": "output"}


def read_indicators(form: Form, region: Region) -> None:
    """Enter the indicators of a table."""
    heads = Heads.of(region, form.labels, near=form.year)
    table, columns = _table(form, region, heads), heads.columns
    below = region.rows[heads.rows :]
    for row in below:
        cells = region.beside(row) if row is below[0] else row.cells  # some reach down from heads
        own = [cell for cell in cells if id(cell) not in table.heads]
        _read_row(table, row, own)
    groups = [years for key in BY_YEAR if (years := _years(columns, key))]
    every = sorted({year for years in groups for year in years})
    years = tuple(every) if are_consecutive(every) else next(iter(groups), ())
    form.tables.append((years, table.indicators))
    if not heads.is_sure or not all(map(are_consecutive, groups)):
        table.suspect("years_in_disorder", table.indicators)
    if table.with_targets:
        without = [each for each in table.indicators if each not in table.with_targets]
        table.suspect("no_row_of_targets", without)


def _years(columns: Columns, key: str) -> tuple[int, ...]:
    return tuple(each.year for each in columns.all if each.key == key and each.year)


def _table(form: Form, region: Region, heads: Heads) -> IndicatorTable:
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
    return IndicatorTable(
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


def _read_row(table: IndicatorTable, row: PrintedRow, own: list[PrintedCell]) -> None:
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
        put_unit(table, cell)
    key = row_key(labels, label) if label else _key_by_order(table)
    if not table.path or key is None or (label is None and any(map(left.is_label, beside))):
        return
    if label:
        _say_label(table, label, key)
    read = "annual_targets" if key == "actuals" and table.is_plan else key
    if read in table.own_rows:
        table.suspect("two_rows_of_one_kind", [table.indicator])
    else:
        table.own_rows.append(read)
    check_row(table, row, label, key)
    for cell in figures:
        put_figure(table, cell, key)


def _key_by_order(table: IndicatorTable) -> str | None:
    """What a row without a label holds, by its place among those of its indicator."""
    so_far = len(table.own_rows)
    return table.row_keys[so_far] if so_far < len(table.row_keys) else None


def row_key(labels: Labels, cell: PrintedCell) -> str | None:
    """What a row holds of which a cell is the label."""
    if key := _RESULTS.get(plain_text(cell.text)):
        return key
    of_row = ("annual_targets", "actuals", "target", "rate", "grade", "score")
    key = labels.find(cell.text, of_row)
    return "annual_targets" if key == "target" else key


def _doubt_shared_cells(table: IndicatorTable, row: PrintedRow) -> None:
    """Doubt the indicator before a row that begins another, where a figure stands for both."""
    shared = [cell for cell in table.region.beside(row)
              if cell not in row.cells and cell.text.strip() and id(cell) not in table.heads
              and not table.columns.names(cell)]  # fmt: skip
    if shared and table.indicators:
        table.suspect("one_cell_for_two_indicators")


def _say_label(table: IndicatorTable, label: PrintedCell, key: str) -> None:
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


def _begin(table: IndicatorTable, names: list[PrintedCell]) -> None:
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
        table.suspect("perhaps_a_series")
    for key in ("unit", "note"):
        form.entries.put(
            (*table.path, key), getattr(said, key), *(cells if getattr(said, key) else ())
        )
    if said.unit:
        form.entries.say(names[-1], "単位")
    form.entries.say(cells[0], said.lead)


def _begin_indicator(table: IndicatorTable, said: ReadName, cells: list[PrintedCell]) -> None:
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
        table.suspect("number_out_of_order", [*table.indicators[-1:], path])
    table.path = table.indicator = path
    table.indicators.append(path)
