"""The tables of indicators in a goal's worksheet, and their 別表."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Value
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.published import RESULT_ROWS
from evalkit.sheet.terms import TERMS
from evalkit.sheet.workbook.codecs import (
    DECISIONS,
    DIRECTION,
    EXTERNAL_VALUES,
    KIND,
    MAIN,
    NAMES,
    NUMBER,
    OPTIONAL,
    TARGETS,
    TEXT,
    UNIT,
    WINDOWS,
    Codec,
)
from evalkit.sheet.workbook.layout import (
    FIRST,
    Look,
    Row,
    Slot,
    Strip,
    Table,
    Texts,
    gap,
    label,
    shows,
    void,
)
from evalkit.sheet.workbook.published_rows import result_role, result_slots

NUMBER_COLUMN, NAME_COLUMN, BASELINE_COLUMN, FIRST_YEAR = FIRST, FIRST + 1, FIRST + 2, FIRST + 3

SETTINGS: dict[str, Codec] = {
    "kind": KIND,
    "main": MAIN,
    "unit": UNIT,
    "direction": DIRECTION,
    "tolerance": OPTIONAL,
    "break_after": OPTIONAL,
    "decisions": DECISIONS,
    "limit": OPTIONAL,
    "windows": WINDOWS,
    "external_values": EXTERNAL_VALUES,
    "targets": TARGETS,
    "parts": NAMES,
    "compared": TEXT,
}
"""What the form does not print and evalkit wants to know; to the right of the printed page."""
_OF_A_SERIES = ("unit", "direction", "targets")
"""Those of them that a named row may have for itself."""


@dataclass(frozen=True)
class Columns:
    """Where the columns of a goal's worksheet stand."""

    years: range  # with a column of actuals
    history: range  # earlier years that have figures; not printed
    printed: int  # last column of the form
    results: bool = False  # whether rows for what the ministry published are shown
    targets_label: str = TERMS["annual_targets"].ja  # over a row of targets, as the form prints it

    @property
    def target(self) -> int:
        """Column of 目標値."""
        return FIRST_YEAR + len(self.years)

    @property
    def aside(self) -> int:
        """First column right of the form."""
        return self.printed + 2

    @property
    def settings(self) -> int:
        """First column of the settings."""
        return self.aside + len(self.history)

    def are_targets(self, *labels: str) -> bool:
        """Whether one of a row's first texts says that its figures are the targets of the years."""
        return any(each.strip().startswith(("年度ごと", self.targets_label)) for each in labels)

    def strips(self, series: Value, *path: str, look: Look = "figure") -> tuple[Strip, ...]:
        """Cells of a series: the form's years, and the earlier ones."""
        cells = series or {}
        form = Strip(column=FIRST_YEAR, years=self.years, path=path, series=cells, look=look)
        if not self.history:
            return (form,)
        earlier = {span: cell for span, cell in cells.items() if not form.shown(span)}
        aside = replace(form, column=self.aside, years=self.history, series=earlier, look="setting")
        return (form, aside)


def indicator_tables(goal: Value, columns: Columns) -> Iterator[Row]:
    """Tables of the goal's indicators: one for each run of indicators of one kind."""
    shown: set[str] = set()
    numbered = enumerate(goal["indicators"])
    for kind, group in groupby(numbered, key=lambda entry: str(entry[1]["kind"])):
        table = _table(kind, columns)
        first, *_ = members = list(group)
        yield from _heads(goal, kind, columns, f"{kind}-{first[0]}", table, again=kind in shown)
        shown.add(kind)
        for number, indicator in members:
            yield from table.rows(("indicators", number), indicator)
        yield gap(kind)


def _table(kind: str, columns: Columns) -> Table:
    def rows(path: KeyPath, indicator: Mapping[str, Value]) -> list[Row]:
        return list(_indicator(path, indicator, columns, table))

    table = Table(path=("indicators",), rows=rows, role=partial(_role, columns), main="actuals",
                  given={"kind": kind})  # fmt: skip
    return table


def _role(columns: Columns, texts: Texts, before: str) -> str:
    """Role of a new row: it begins with ※ if it is a note, with 年度ごとの… over the targets."""
    name = texts.get(NAME_COLUMN, "").strip()
    numbered = texts.get(NUMBER_COLUMN, "").strip()
    if columns.are_targets(name, numbered):
        return "targets"
    if role := result_role(name):
        return role
    return "note" if name.startswith("※") and not numbered else "actuals"


def _heads(
    goal: Value, kind: str, columns: Columns, role: str, table: Table, *, again: bool
) -> Iterator[Row]:
    """Two rows over a table; a second table of one kind repeats the words, not for input."""
    last = columns.printed
    years = [fiscal_year(year).ja for year in columns.years]
    history = [(f"{fiscal_year(year).ja}（過年度）", "") for year in columns.history]
    aside = [*history, *((TERMS[key].ja, key) for key in SETTINGS)]

    def head(key: str, **place: Any) -> Slot:
        slot = shows(goal, "tables", kind, key, **({"look": "head"} | place))
        return label(slot.text, **place) if again else slot

    yield Row(
        role=f"heads-{role}",
        slots=(
            head("heading", column=NUMBER_COLUMN, width=2, height=2),
            label(TERMS["baseline"].ja, column=BASELINE_COLUMN, hint="cell"),
            label(TERMS["actuals"].ja, column=FIRST_YEAR, width=len(years), hint="cell"),
            label(TERMS["target"].ja, column=columns.target, width=last - columns.target + 1,
                  hint="cell"),
            label("様式外の項目（印刷されません）", column=columns.aside,
                  width=columns.settings - columns.aside + len(SETTINGS), look="setting_head"),
        ),
    )  # fmt: skip
    yield Row(
        role=f"years-{role}",
        table=table,
        slots=(
            head("baseline", column=BASELINE_COLUMN),
            *(label(year, column=FIRST_YEAR + index) for index, year in enumerate(years)),
            head("target", column=columns.target, width=last - columns.target + 1),
            *(label(title, column=columns.aside + index, look="setting_head", hint=hint)
              for index, (title, hint) in enumerate(aside)),
        ),
    )  # fmt: skip


def _indicator(
    path: KeyPath, indicator: Mapping[str, Value], columns: Columns, table: Table
) -> Iterator[Row]:
    settings = _settings(indicator, columns)
    look: Look = "figure_open" if indicator.get("note") else "figure"
    yield Row(
        role="actuals", record=path, table=table,
        strips=columns.strips(indicator.get("actuals"), "actuals", look=look),
        slots=(
            shows(indicator, "no", codec=NUMBER, column=NUMBER_COLUMN, look="no", hint="number"),
            shows(indicator, "name", column=NAME_COLUMN, look="name", hint="name"),
            shows(indicator, "baseline", column=BASELINE_COLUMN, look=look, hint="cell"),
            _target(indicator, columns, look),
            *settings,
        ),
    )  # fmt: skip
    if indicator.get("note") or not indicator:
        note = shows(indicator, "note", column=NAME_COLUMN, look="note")
        yield Row(role="note", record=path, table=table,
                  slots=(note, *_beside_note(indicator, columns)))  # fmt: skip
    yield Row(
        role="targets", record=path, table=table,
        strips=columns.strips(indicator.get("annual_targets"), "annual_targets"),
        slots=(
            Slot(column=NUMBER_COLUMN, look="corner"),
            shows(indicator, "annual_targets_label", column=NAME_COLUMN, look="targets"),
            *void(BASELINE_COLUMN, *range(columns.target, columns.printed + 1)),
        ),
    )  # fmt: skip
    if columns.results:
        yield from _results(path, indicator, columns, table)


def _target(record: Mapping[str, Value], columns: Columns, look: Look) -> Slot:
    """Cell of the final target, or of all where there are several, which the settings state."""
    place: dict[str, Any] = {
        "column": columns.target, "width": columns.printed - columns.target + 1, "look": look,
    }  # fmt: skip
    if not record.get("targets"):
        return shows(record, "target", **place, hint="cell")
    return label("\n".join(TEXT.show(each["text"]) for each in record["targets"]), **place)


def _settings(
    record: Mapping[str, Value], columns: Columns, keys: Iterable[str] = SETTINGS
) -> Iterator[Slot]:
    for column, (key, codec) in enumerate(SETTINGS.items(), columns.settings):
        if key in keys:
            yield shows(record, key, codec=codec, column=column, look="setting")


def _results(
    path: KeyPath, indicator: Mapping[str, Value], columns: Columns, table: Table
) -> Iterator[Row]:
    """Rows of what the ministry itself published, a column a year."""
    for key, words in RESULT_ROWS.items():
        yield Row(
            role=f"published-{key}", record=path, table=table,
            slots=(
                Slot(column=NUMBER_COLUMN, look="corner"),
                label(words, column=NAME_COLUMN, look="targets"),
                *void(BASELINE_COLUMN),
                *result_slots(indicator, key, FIRST_YEAR, columns.years),
                *void(*range(columns.target, columns.printed + 1)),
            ),
        )  # fmt: skip


def _beside_note(indicator: Mapping[str, Value], columns: Columns) -> Iterator[Slot]:
    """Cells under those of the row above, so that the two rows look like one."""
    strip = columns.strips(indicator.get("actuals"), "actuals")[0]
    wide = {strip.column_of(run.first): run.last - run.first + 1 for run in strip.runs()}
    column = BASELINE_COLUMN
    yield Slot(column=NUMBER_COLUMN, look="corner_open")
    while column <= columns.printed:
        slot = Slot(column=column, width=wide.get(column, 1), look="text_inner")
        yield slot
        column = slot.last + 1


# Named rows under an indicator ------------------------------------------------------------------


def series_tables(goal: Value, columns: Columns) -> Iterator[Row]:
    """Every table of the named rows under one of the goal's indicators."""
    for number, indicator in enumerate(goal["indicators"]):
        if indicator["series"]:
            path = ("indicators", number, "series")
            table = _series_table(path, columns)
            heads = tuple(_series_head(NUMBER.show(indicator["no"]), columns))
            yield Row(role=f"series-{number}", table=table, slots=heads)
            yield from table.drawn(indicator["series"])
            yield gap("series")


def _series_head(number: str, columns: Columns) -> Iterator[Slot]:
    named = f"{TERMS['series'].ja}（{TERMS['indicators'].ja}{number}）"
    yield label(named, column=NUMBER_COLUMN, width=2)
    yield label(TERMS["baseline"].ja, column=BASELINE_COLUMN)
    for index, year in enumerate(columns.years):
        yield label(fiscal_year(year).ja, column=FIRST_YEAR + index)
    yield label(TERMS["target"].ja, column=columns.target,
                width=columns.printed - columns.target + 1)  # fmt: skip


def _series_table(path: KeyPath, columns: Columns) -> Table:
    def rows(record: KeyPath, each: Mapping[str, Value]) -> list[Row]:
        return list(_named_series(record, each, columns, table))

    table = Table(path=path, rows=rows, role=partial(_series_role, columns), main="actuals")
    return table


def _series_role(columns: Columns, texts: Texts, before: str) -> str:
    return "targets" if columns.are_targets(texts.get(NUMBER_COLUMN, "")) else "actuals"


def _named_series(
    path: KeyPath, each: Mapping[str, Value], columns: Columns, table: Table
) -> Iterator[Row]:
    settings = _settings(each, columns, _OF_A_SERIES)
    yield Row(
        role="actuals", record=path, table=table,
        strips=columns.strips(each.get("actuals"), "actuals"),
        slots=(
            shows(each, "name", column=NUMBER_COLUMN, width=2, look="name", hint="name"),
            shows(each, "baseline", column=BASELINE_COLUMN, look="figure", hint="cell"),
            _target(each, columns, "figure"),
            *settings,
        ),
    )  # fmt: skip
    yield Row(
        role="targets", record=path, table=table,
        strips=columns.strips(each.get("annual_targets"), "annual_targets"),
        slots=(
            label(TERMS["annual_targets"].ja, column=NUMBER_COLUMN, width=2, look="targets"),
            *void(BASELINE_COLUMN, *range(columns.target, columns.printed + 1)),
        ),
    )  # fmt: skip


# 別表 -----------------------------------------------------------------------------------------


def breakdown_tables(goal: Value, columns: Columns) -> Iterator[Row]:
    """Every 別表 of the goal's indicators."""
    for number, indicator in enumerate(goal["indicators"]):
        if indicator["breakdown"] is not None:
            path = ("indicators", number, "breakdown")
            yield from _breakdown(path, indicator["breakdown"], columns)
            yield gap("breakdown")


def _breakdown(path: KeyPath, breakdown: Value, columns: Columns) -> Iterator[Row]:
    rest = columns.printed - FIRST_YEAR + 1
    years = [fiscal_year(year).ja for year in columns.years]

    def rows(record: KeyPath, entry: Mapping[str, Value]) -> list[Row]:
        return [_breakdown_row(record, entry, columns, table)]

    table = Table(path=(*path, "rows"), rows=rows)
    yield Row(role="caption", record=path, slots=(
        shows(breakdown, "heading", column=NUMBER_COLUMN, width=3, look="plain"),
        shows(breakdown, "caption", column=FIRST_YEAR, width=rest, look="plain"),
    ))  # fmt: skip
    yield Row(role="heads", record=path, table=table, slots=(
        shows(breakdown, "group_head", column=NUMBER_COLUMN, width=2, look="head"),
        shows(breakdown, "name_head", column=BASELINE_COLUMN, look="head"),
        *(label(year, column=FIRST_YEAR + index) for index, year in enumerate(years)),
    ))  # fmt: skip
    heights = group_heights([entry["group"] for entry in breakdown["rows"]])
    for number, (entry, height) in enumerate(zip(breakdown["rows"], heights, strict=True)):
        row = _breakdown_row((*path, "rows", number), entry, columns, table)
        group, name = row.slots
        yield replace(row, slots=(replace(group, height=height), name))
    if breakdown["mean"] is not None:
        mean = breakdown["mean"]
        name = shows(mean, "name", column=NUMBER_COLUMN, width=3, look="label")
        yield Row(role="mean", record=(*path, "mean"), slots=(name,),
                  strips=columns.strips(mean["actuals"], "actuals"))  # fmt: skip


def _breakdown_row(
    path: KeyPath, entry: Mapping[str, Value], columns: Columns, table: Table
) -> Row:
    return Row(
        role="row", record=path, table=table,
        strips=columns.strips(entry.get("actuals"), "actuals"),
        slots=(
            shows(entry, "group", column=NUMBER_COLUMN, width=2, look="label",
                  over=True),
            shows(entry, "name", column=BASELINE_COLUMN, look="label"),
        ),
    )  # fmt: skip


def group_heights(groups: Sequence[str]) -> list[int]:
    """Rows that the cell of each row's group is merged over; 0 where one above covers it.

    Examples
    --------
    >>> group_heights(["新技術説明会", "新技術説明会", "大学見本市", "", ""])
    [2, 0, 1, 1, 1]
    """
    heights: list[int] = []
    for group, members in groupby(groups):
        count = len(list(members))
        heights += [count, *[0] * (count - 1)] if group else [1] * count
    return heights
