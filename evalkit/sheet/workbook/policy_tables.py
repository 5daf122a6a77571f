"""The tables of money: 達成手段, and 施策の予算額・執行額."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from evalkit.sheet.budget import BudgetItem, BudgetLineName
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Value
from evalkit.sheet.terms import TERMS
from evalkit.sheet.workbook.codecs import ROLE
from evalkit.sheet.workbook.layout import FIRST, Row, Slot, gap, label, one_row_table, shows

# 達成手段, of a goal and of the （参考） about 独立行政法人 ----------------------------------

_BESIDE = 2 + 1 + 3  # columns of the name, the summary (at least) and the three short texts


def least_columns(measures: list[Value], heads: Value) -> int:
    """Columns that a table of these programmes needs."""
    return _BESIDE + len(_years(measures, heads))


def _years(measures: list[Value], heads: Value) -> list[str]:
    """Years with a budget column, in the order of the form."""
    return sorted({*heads["budget"], *(year for each in measures for year in each["budget"])})


def measure_table(
    path: KeyPath, measures: list[Value], heads: tuple[KeyPath, Value], last: int
) -> Iterator[Row]:
    """Head and rows of the programmes at `path`; the words of the head come with their own path."""
    above, words = heads
    years = _years(measures, words)
    table = one_row_table(path, lambda measure: _slots(measure, years, last))
    yield Row(role="heads", record=above, table=table, slots=tuple(_heads(words, years, last)))
    yield from table.drawn(measures)


def _heads(words: Value, years: list[str], last: int) -> Iterator[Slot]:
    summary = FIRST + 2 + len(years)
    yield label("事業名", column=FIRST, width=2)
    for column, year in enumerate(years, FIRST + 2):
        yield shows(words, "budget", year, column=column, look="head")
    yield label("事業概要", column=summary, width=last - 2 - summary)
    yield label("関連する指標", column=last - 2, hint="reference")
    yield label("行政事業レビューシート番号", column=last - 1, hint="id")
    yield label("担当課", column=last)


def _slots(measure: Mapping[str, Value], years: list[str], last: int) -> Iterator[Slot]:
    summary = FIRST + 2 + len(years)
    yield shows(measure, "name", column=FIRST, width=2, hint="name")
    for column, year in enumerate(years, FIRST + 2):
        yield shows(measure, "budget", year, column=column, look="figure", hint="thousands")
    yield shows(measure, "summary", column=summary, width=last - 2 - summary)
    yield shows(measure, "indicators", column=last - 2, look="figure", hint="reference")
    yield shows(measure, "review_sheet", column=last - 1, look="figure", hint="id")
    yield shows(measure, "division", column=last)


# 施策の予算額・執行額: items and lines below each other, years side by side ---------------------

_LINES: dict[BudgetLineName, str] = {
    "single": "単独施策に係る予算",
    "single_reconstruction": "ほか復興庁一括計上分",
    "shared": "複数施策に係る予算",
    "shared_reconstruction": "ほか復興庁一括計上分",
}
_STATUS, _ITEM, _LINE, _FIGURES = FIRST, FIRST + 2, FIRST + 3, FIRST + 5
LABEL_COLUMNS = _FIGURES - FIRST


def budget_years(budget: Value) -> list[str]:
    """Years with a column, in the order of the form."""
    lines = (budget[name] for name in _LINES)
    figures = {year for line in lines for item in get_args(BudgetItem) for year in line[item]}
    free = {key for line in budget["lines"] for key in line if key.isdecimal()}
    return sorted({*budget["columns"], *figures, *free})


def budget_table(budget: Value, last: int) -> Iterator[Row]:
    """Heading, heads and body of the table."""
    years = budget_years(budget)
    width = last - FIRST + 1
    free = bool(budget["lines"])
    yield Row(role="heading", record=("budget",), breaks=True, slots=(
        shows(budget, "heading", column=FIRST, width=4, look="heading"),
        shows(budget, "note", column=FIRST + 4, width=width - 5, look="plain"),
        shows(budget, "unit", column=last, look="plain"),
    ))  # fmt: skip
    yield Row(role="columns", record=("budget",), slots=(
        label("区分", column=_STATUS, width=LABEL_COLUMNS),
        *(shows(budget, "columns", year, column=_FIGURES + index, look="head")
          for index, year in enumerate(years)),
    ))  # fmt: skip
    for item in () if free else get_args(BudgetItem):
        for name in get_args(BudgetLineName):
            yield _line(budget, item, name, years)
    yield from _free_lines(budget["lines"], years) if free else ()
    yield gap("budget")


def _free_lines(lines: list[Value], years: list[str]) -> Iterator[Row]:
    """Lines as the form names them, each with its role."""

    def slots(line: Mapping[str, Value]) -> Iterator[Slot]:
        yield shows(line, "name", column=_STATUS, width=3, look="label", hint="name")
        yield shows(line, "role", codec=ROLE, column=_LINE, width=2, look="label")
        for index, year in enumerate(years):
            yield shows(line, year, column=_FIGURES + index, look="figure", hint="thousands")

    yield from one_row_table(("budget", "lines"), slots).drawn(lines)


def _line(budget: Value, item: BudgetItem, name: BudgetLineName, years: list[str]) -> Row:
    figures = (
        shows(budget, name, item, year, column=_FIGURES + index, look="figure", hint="thousands")
        for index, year in enumerate(years)
    )
    heads = _item_heads(budget, item) if name == "single" else ()
    return Row(
        role=f"{item}-{name}",
        record=("budget",),
        slots=(*heads, _line_head(budget, item, name), *figures),
    )


def _item_heads(budget: Value, item: BudgetItem) -> Iterator[Slot]:
    """Heads over the four lines of an item, and over the first four items."""
    executed = item == "executed"
    if item == "initial":
        yield shows(budget, "status_label", column=_STATUS, width=2, height=4 * 4, look="label")
    place = {"column": _STATUS, "width": 3} if executed else {"column": _ITEM}
    yield _head(budget, "labels", item, TERMS[item].ja, height=4, **place)


def _line_head(budget: Value, item: BudgetItem, name: BudgetLineName) -> Slot:
    """Label of a line: for input beside the first item, repeated beside the others."""
    head = _head(budget, "line_labels", name, _LINES[name], column=_LINE, width=2)
    return head if item == "initial" else label(head.text, column=_LINE, width=2, look="label")


def _head(budget: Value, key: str, name: str, words: str, **place: Any) -> Slot:
    """Printed words of the sheet, or ours where it has none."""
    if budget[key].get(name):
        return shows(budget, key, name, look="label", **place)
    return label(words, look="label", **place)
