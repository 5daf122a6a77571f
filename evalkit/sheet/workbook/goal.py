"""The worksheet of one 達成目標."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from evalkit.sheet.paths import KeyPath
from evalkit.sheet.workbook.codecs import GOAL_NUMBER, LINES, Value
from evalkit.sheet.workbook.indicators import (
    FIRST_YEAR,
    SETTINGS,
    Columns,
    breakdown_tables,
    indicator_tables,
)
from evalkit.sheet.workbook.layout import FIRST, Form, Row, Table, Texts
from evalkit.sheet.workbook.measures import least_columns, measure_table
from evalkit.sheet.workbook.rows import gap, label, shows

MOST_HISTORY = 10
"""Earlier years shown beside the form; what is older stays in the sheet file, and is kept."""


def goal_form(tree: Value, number: int, window: range) -> Form:
    """Worksheet of the goal at that place in the sheet; `window` are the years of the form."""
    goal = tree["achievement_goals"][number]
    columns = _columns(goal, window)
    rows = (
        *_top(tree, goal, columns.printed),
        *indicator_tables(goal, columns),
        *breakdown_tables(goal, columns),
        *_figures(goal, columns.printed),
        *_measures(goal, columns.printed),
        *_examples(goal, columns.printed),
    )
    return Form(
        title=f"達成目標{goal['no']}",
        part=("achievement_goals", number),
        rows=rows,
        widths=_widths(columns),
        printed=columns.printed,
        repeated=2,
    )


def _columns(goal: Value, window: range) -> Columns:
    needed = least_columns(goal["measures"], goal["tables"]["measures"])
    printed = max(FIRST_YEAR + len(window), FIRST + needed - 1)
    return Columns(years=window, history=_history(goal, window), printed=printed)


def _history(goal: Value, window: range) -> range:
    """Years before the form's for which figures are kept."""
    spans = (span for series in _series(goal) for span in series)
    ends = [(int(span[:4]), int(span[-4:])) for span in spans]
    years = [max(first, window.start - MOST_HISTORY) for first, last in ends if last < window.start]
    return range(min(years, default=window.start), window.start)


def _series(goal: Value) -> Iterator[Value]:
    for indicator in goal["indicators"]:
        yield from (indicator["actuals"], indicator["annual_targets"])
        breakdown = indicator["breakdown"] or {"rows": [], "mean": None}
        yield from (row["actuals"] for row in (*breakdown["rows"], breakdown["mean"]) if row)


def _widths(columns: Columns) -> tuple[float, ...]:
    year = max(9.0, 65 / len(columns.years))
    form = (4.5, 25.0, 13.0, *[year] * len(columns.years))
    rest = columns.printed - FIRST + 1 - len(form)
    aside = [18.0] * (len(columns.history) + len(SETTINGS))
    return (*form, *[14.0] * rest, 3.0, *aside)


def _top(tree: Value, goal: Value, last: int) -> Iterator[Row]:
    policy = tree["policy_goal"]
    above = f"施策目標{policy['number']}　{policy['name']}（{tree['ministry']} {tree['document']}）"
    yield Row(role="above", slots=(
        label(above, column=FIRST, width=last - FIRST + 1, look="plain"),))  # fmt: skip
    yield Row(role="goal", slots=(
        label("達成目標", column=FIRST, width=2, look="goal"),
        shows(goal, "no", codec=GOAL_NUMBER, column=FIRST + 2, look="goal", hint="number"),
        shows(goal, "name", column=FIRST + 3, width=last - FIRST - 2, look="goal", hint="name"),
    ))  # fmt: skip
    yield gap("goal")


def _figures(goal: Value, last: int) -> Iterator[Row]:
    """Headings of the charts that the form prints; the charts are no part of the sheet file."""
    if not goal["figures"]:
        return

    def rows(record: KeyPath, caption: Value) -> list[Row]:
        slot = shows(caption or None, column=FIRST + 2, width=last - FIRST - 1)
        words = label("図", column=FIRST, width=2, look="label")
        return [Row(role="row", record=record, slots=(words, slot), table=table)]

    table = Table(path=("figures",), rows=rows)
    for number, caption in enumerate(goal["figures"]):
        yield from rows(("figures", number), caption)
    yield gap("figures")


def _measures(goal: Value, last: int) -> Iterator[Row]:
    path = ("tables", "measures")
    heads = goal["tables"]["measures"]
    above = shows(heads, "heading", column=FIRST, width=last - FIRST + 1, look="heading")
    yield Row(role="heading", record=path, slots=(above,))
    yield from measure_table(("measures",), goal["measures"], (path, heads), last)
    yield gap("measures")


def _examples(goal: Value, last: int) -> Iterator[Row]:
    if not goal["examples"]:
        return
    rows = partial(_example, last=last)
    for number, example in enumerate(goal["examples"]):
        yield from rows(("examples", number), example)


def _example(path: KeyPath, example: Mapping[str, Value], last: int) -> list[Row]:
    """Three rows: the heading, the text, and the captions of the pictures, one a line."""
    table = Table(
        path=("examples",), rows=partial(_example, last=last), role=_example_role, main="heading"
    )
    place: dict[str, Any] = {"column": FIRST, "width": last - FIRST + 1}
    slots = (
        shows(example, "heading", look="heading", **place),
        shows(example, "text", **place),
        shows(example, "pictures", codec=LINES, look="figure", **place),
    )
    return [
        Row(role=str(slot.path and slot.path[0]), record=path, slots=(slot,), table=table)
        for slot in slots
    ]


def _example_role(texts: Texts, before: str) -> str:
    return {"heading": "text", "text": "pictures"}.get(before, "heading")
