"""One table on one sheet of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evalkit.present.tidy import texts
from evalkit.present.tidy.schema import Column, Datum, Table
from evalkit.produce.opendata.dataset import Dataset, Records
from evalkit.produce.opendata.xlsx_styles import Styles, decimals, fits
from evalkit.sheet.characters import printable

LONGEST: Final = 32_767  # characters that a cell holds
_NARROWEST, _WIDEST = 9, 44
_HEAD_HEIGHT = 32  # points: two lines


def write_table(
    book: Workbook, styles: Styles, dataset: Dataset, table: Table, records: Records
) -> None:
    """Write one table: its head in line 1, then one record a line."""
    sheet = book.add_worksheet(dataset.say(table.title))
    _prepare(sheet, table, len(records))
    data: Sequence[Sequence[Datum]] = [*zip(*records, strict=True)] or [()] * len(table.columns)
    for number, (column, below) in enumerate(zip(table.columns, data, strict=True)):
        sheet.write_string(0, number, dataset.say(column.title), styles["head"])
        widest = _write_column(sheet, styles, number, below, _shown_texts(dataset, column, below))
        sheet.set_column(number, number, _column_width(dataset.say(column.title), widest))


def _prepare(sheet: Worksheet, table: Table, rows: int) -> None:
    """Frozen head, filter, and a page of paper that is wide enough."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows, 1), len(table.columns) - 1)
    sheet.set_row(0, _HEAD_HEIGHT)


def _shown_texts(dataset: Dataset, column: Column, data: Sequence[Datum]) -> dict[Datum, str]:
    """Each different text of a column as the workbook shows it: a code in words."""
    words = {code: dataset.say(word) for code, word in column.codes.items()}
    cut = dataset.say(texts.CUT)
    return {
        text: _fitting(printable(words.get(text, text)), cut)
        for text in dict.fromkeys(data)
        if isinstance(text, str)
    }


def _fitting(text: str, cut: str) -> str:
    """Text as far as a cell holds it, with a word on the rest; cells count as UTF-16 does."""
    whole = text.encode("utf-16-le")
    if len(whole) <= 2 * LONGEST:
        return text
    return whole[: 2 * (LONGEST - len(cut))].decode("utf-16-le", "ignore") + cut


def _write_column(
    sheet: Worksheet, styles: Styles, number: int, data: Sequence[Datum], shown: dict[Datum, str]
) -> int:
    """Write the data of a column; return the width of its widest, in half-width characters."""
    widest = max(map(_width, shown.values()), default=0)
    for row, datum in enumerate(data, start=1):
        match datum:
            case str():
                if shown[datum]:
                    sheet.write_string(row, number, shown[datum])
            case bool():
                sheet.write_boolean(row, number, datum)
            case Decimal() if fits(datum):
                sheet.write_number(row, number, datum, styles.number(decimals(datum)))
                widest = max(widest, len(f"{datum:,.{decimals(datum)}f}"))
            case Decimal():  # a spreadsheet would drop digits
                sheet.write_string(row, number, f"{datum:f}")
            case int():
                sheet.write_number(row, number, datum, styles["year"])
    return widest


def _column_width(title: str, widest: int) -> int:
    """Width that fits the data, and the title on two lines beside the filter's button."""
    head = (_width(title) + 1) // 2 + 5
    return min(max(head, widest + 2, _NARROWEST), _WIDEST)


def _width(text: str) -> int:
    """Half-width characters that a text takes: this encoding has one byte for each of them."""
    return len(text.encode("cp932", "replace"))
