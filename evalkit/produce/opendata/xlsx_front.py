"""The sheets in front of the tables: cover, notes with the codes, and what every column means."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evalkit.present.tidy import texts
from evalkit.present.tidy.schema import Column
from evalkit.produce.opendata.dataset import Dataset
from evalkit.produce.opendata.xlsx_styles import Styles
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.characters import printable

_LINE: Final = 17  # points
_COVER: Final = (26, 88)  # widths of the columns
_NOTES: Final = (28, 40, 26)
_COLUMNS: Final = (26, 30, 30, 14, 70)


def write_cover(book: Workbook, styles: Styles, dataset: Dataset) -> None:
    """What the data are, whose, of when, on what terms, and where each table stands."""
    sheet = _sheet(book, dataset.say(texts.COVER), _COVER)
    sheet.merge_range(0, 0, 0, 1, printable(dataset.say(dataset.titles)), styles["title"])
    sheet.set_row(0, 2 * _LINE + 14)
    row = 2
    for label, text in _facts(dataset):
        sheet.write_string(row, 0, dataset.say(label), styles["label"])
        _write_text(sheet, styles, row, 1, text, _COVER[1])
        row += 1
    sheet.write_string(row + 1, 0, dataset.say(texts.CONTENTS), styles["heading"])
    for number, (table, records) in enumerate(dataset, start=row + 2):
        title = dataset.say(table.title)
        sheet.write_url(number, 0, f"internal:'{title}'!A1", styles["link"], string=title)
        count = dataset.say(texts.ROWS).format(count=len(records))
        _write_text(sheet, styles, number, 1, f"{count}  {dataset.say(table.about)}", _COVER[1])


def _facts(dataset: Dataset) -> Iterator[tuple[Bilingual, str]]:
    sheet, day = dataset.facts.sheet, dataset.as_of
    yield texts.PUBLISHER, sheet.ministry
    yield texts.GOAL, f"{sheet.policy_goal.number} {sheet.policy_goal.name}"
    yield texts.ROUND, dataset.say(dataset.rounds)
    yield texts.ORIGINAL, dataset.original
    if day:
        yield texts.AS_OF, day.isoformat()
    if dataset.overall:
        yield texts.OVERALL, dataset.overall
    yield texts.LICENCE_HEAD, dataset.say(texts.LICENCE)
    for note in texts.NOTES:
        yield (texts.READING if note is texts.NOTES[0] else Bilingual("", "")), dataset.say(note)


def write_notes(book: Workbook, styles: Styles, dataset: Dataset) -> None:
    """Codes of the CSV and JSON files beside the words that this workbook has for them."""
    sheet = _sheet(book, dataset.say(texts.NOTES_SHEET), _NOTES)
    sheet.write_string(0, 0, dataset.say(texts.CODES), styles["heading"])
    _write_head(sheet, styles, 1, [dataset.say(head) for head in texts.CODE_HEADS])
    sheet.freeze_panes(2, 0)
    row = 2
    for column in _coded(dataset):
        for code, word in column.codes.items():
            if code:
                for place, text in enumerate((column.name, dataset.say(word), code)):
                    sheet.write_string(row, place, text, styles["text"])
                row += 1


def _coded(dataset: Dataset) -> Iterator[Column]:
    """Columns with codes, each set of codes once."""
    columns = [column for table, _ in dataset for column in table.columns if column.codes]
    yield from {tuple(column.codes): column for column in reversed(columns)}.values()


def write_columns(book: Workbook, styles: Styles, dataset: Dataset) -> None:
    """Every column of every table: its title here, its name in the CSV files, its meaning."""
    sheet = _sheet(book, dataset.say(texts.COLUMNS_SHEET), _COLUMNS)
    _write_head(sheet, styles, 0, [dataset.say(head) for head in texts.COLUMN_HEADS])
    sheet.freeze_panes(1, 0)
    row = 1
    for table, _ in dataset:
        for column in table.columns:
            name = Bilingual(column.name, column.name)
            about = (table.title, column.title, name, texts.TYPES[column.type], column.about)
            for place, text in enumerate(about):
                sheet.write_string(row, place, dataset.say(text), styles["text"])
            row += 1


def _sheet(book: Workbook, title: str, widths: Sequence[int]) -> Worksheet:
    sheet = book.add_worksheet(title)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    return sheet


def _write_head(sheet: Worksheet, styles: Styles, row: int, heads: Sequence[str]) -> None:
    for number, head in enumerate(heads):
        sheet.write_string(row, number, head, styles["head"])


def _write_text(
    sheet: Worksheet, styles: Styles, row: int, column: int, text: str, width: int
) -> None:
    """Write a text that may take several lines, and make its row high enough."""
    shown = printable(text)
    sheet.write_string(row, column, shown, styles["text"])
    lines = math.ceil(len(shown.encode("cp932", "replace")) / width)
    sheet.set_row(row, max(lines, 1) * _LINE)
