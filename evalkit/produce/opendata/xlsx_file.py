"""One XLSX: a cover, notes, what every column means, then one table a sheet, in words for people.

Text is written as text, never as a formula or a link; a figure is a number, and shows the decimals
it was printed with.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook

from evalkit.produce.opendata.dataset import Dataset
from evalkit.produce.opendata.xlsx_front import write_columns, write_cover, write_notes
from evalkit.produce.opendata.xlsx_styles import FONT, Styles
from evalkit.produce.opendata.xlsx_table import write_table
from evalkit.produce.project.dates import dated
from evalkit.sheet.characters import printable

NAME = "tables.xlsx"


def xlsx_files(dataset: Dataset) -> dict[str, bytes]:
    """Write the workbook."""
    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "default_format_properties": dict(FONT)})
    book.set_properties(
        {
            "title": printable(dataset.say(dataset.titles)),
            "company": printable(dataset.facts.sheet.ministry),
            "created": _created(dataset),
        }
    )
    styles = Styles(book)
    write_cover(book, styles, dataset)
    write_notes(book, styles, dataset)
    write_columns(book, styles, dataset)
    for table, records in dataset:
        write_table(book, styles, dataset, table, records)
    book.close()
    return {NAME: content.getvalue()}


def _created(dataset: Dataset) -> datetime:
    """Day of the report, or the end of its fiscal year; never the clock's."""
    return dated(dataset.as_of or date(dataset.facts.sheet.fiscal_year + 1, 3, 31))
