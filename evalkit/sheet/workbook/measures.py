"""The tables of 達成手段, of a goal and of the （参考） about 独立行政法人."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evalkit.sheet.paths import KeyPath
from evalkit.sheet.workbook.codecs import Value
from evalkit.sheet.workbook.layout import FIRST, Row, Slot, Table
from evalkit.sheet.workbook.rows import label, shows

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

    def rows(record: KeyPath, measure: Mapping[str, Value]) -> list[Row]:
        slots = tuple(_slots(measure, years, last))
        return [Row(role="row", record=record, slots=slots, table=table, spare="new" in record)]

    table = Table(path=path, rows=rows)
    yield Row(role="heads", record=above, table=table, slots=tuple(_heads(words, years, last)))
    for number, measure in enumerate(measures):
        yield from rows((*path, number), measure)
    if not measures:
        yield from rows((*path, "new"), {})


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
