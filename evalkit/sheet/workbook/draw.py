"""Draw the form as an Excel workbook."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evalkit.sheet.characters import printable
from evalkit.sheet.load import OPEN_MARKERS
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook.book import HIDDEN, hidden_cells
from evalkit.sheet.workbook.layout import (
    FIRST,
    KEY_COLUMN,
    MARK_ROW,
    READING,
    Form,
    Row,
    Slot,
    Strip,
    cell_problem,
    form_mark,
)
from evalkit.sheet.workbook.styles import FONT, OPEN_FILL, Styles
from evalkit.sheet.workbook.worksheets import forms
from evalkit.sheet.xlsx.safety import MOST_ROWS

LONGEST = 32_767  # characters that a cell holds
_LAST_COLUMN = 16_383  # counted from 0
_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001  (any fixed moment: equal sheets, equal bytes)
_MAY: Final = (
    "insert_rows", "delete_rows", "format_rows", "format_columns", "format_cells", "objects",
)  # fmt: skip


def write_workbook(sheet: Sheet, *, name: str = "<workbook>") -> bytes:
    """Write `sheet` as a workbook in the form's own layout.

    Parameters
    ----------
    sheet : Sheet
        Its entries may still be open; they stand out in yellow until they are filled in.
    name : str
        Stands in the problems.

    Returns
    -------
    bytes
        Content of an .xlsx file, the same from equal sheets.

    Raises
    ------
    SheetProblems
        If a text is longer than a cell can hold.
    """
    made = forms(sheet)
    _check_lengths(made, name)
    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "default_format_properties": dict(FONT)})
    book.set_properties({"title": printable(sheet.title), "created": _CREATED})
    styles = Styles(book)
    for form in made:
        _Drawing(book.add_worksheet(form.title, _Worksheet), form, styles).draw(book)
    _draw_hidden(book.add_worksheet(HIDDEN), sheet)
    book.close()
    return content.getvalue()


def _reading(text: str) -> str:
    return READING + printable(text) if text else ""


def _check_lengths(made: Sequence[Form], name: str) -> None:
    problems = [
        cell_problem(name, form.title, order, row, column, "too_long_for_cell", size=len(text),
                     limit=LONGEST)
        for order, form in enumerate(made)
        for row, drawn in enumerate(form.rows, MARK_ROW + 1)
        for column, text in _cells(drawn)
        if len(text) > LONGEST
    ]  # fmt: skip
    if problems:
        raise SheetProblems(problems)


def _cells(row: Row) -> Iterator[tuple[int, str]]:
    yield from ((slot.column, slot.text) for slot in row.slots)
    for strip in row.strips:
        yield from ((strip.column_of(run.first), run.text) for run in strip.runs())


def _draw_hidden(worksheet: Worksheet, sheet: Sheet) -> None:
    for row, text in enumerate(hidden_cells(sheet)):
        worksheet.write_string(row, 0, text)
    worksheet.very_hidden()


class _Worksheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose last column set stands for every one after it, too.

    XlsxWriter would keep a record of each of 16,384 columns: two thirds of the time of a workbook.
    """

    def _write_col_info(self, col_min: int, col_max: int, col_info: Any) -> None:
        to_the_end = col_max == max(self.col_info)
        super()._write_col_info(col_min, _LAST_COLUMN if to_the_end else col_max, col_info)


class _Drawing:
    """One worksheet while it is drawn. Rows and columns count from 1, as in the layout."""

    def __init__(self, worksheet: Worksheet, form: Form, styles: Styles) -> None:
        self.worksheet = worksheet
        self.form = form
        self.styles = styles
        self.validations: dict[tuple[str, tuple[str, ...]], list[tuple[int, int, int, int]]] = {}

    def draw(self, book: Workbook) -> None:
        self._set_up()
        self._draw_marks()
        for number, row in enumerate(self.form.rows, MARK_ROW + 1):
            self._draw_row(number, row)
        self._draw_validations()
        self._highlight(book)

    def _set_up(self) -> None:
        sheet, form = self.worksheet, self.form
        last = MARK_ROW + len(form.rows)
        # A spreadsheet deletes a row of a protected worksheet only if no cell in it is locked.
        free = self.styles.of("plain", free=True)
        sheet.set_column(form.last, form.last, None, free)
        for column, width in enumerate(form.widths, FIRST):
            sheet.set_column(column - 1, column - 1, width, free)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.print_area(MARK_ROW, FIRST - 1, last - form.unprinted - 1, form.printed - 1)
        sheet.repeat_rows(MARK_ROW, MARK_ROW + form.repeated - 1)
        sheet.set_footer("&C&P / &N&R&A")
        breaks = [MARK_ROW + place for place, row in enumerate(form.rows) if row.breaks]
        sheet.set_h_pagebreaks(breaks)
        sheet.freeze_panes(MARK_ROW + form.repeated, 0)
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        sheet.protect("", dict.fromkeys(_MAY, True))

    def _draw_marks(self) -> None:
        """Number the columns, and say what part of the sheet this worksheet shows."""
        self.worksheet.write_string(MARK_ROW - 1, KEY_COLUMN - 1, form_mark(self.form))
        for column in range(FIRST, self.form.last + 1):
            self.worksheet.write_string(MARK_ROW - 1, column - 1, str(column))
        self.worksheet.set_row(MARK_ROW - 1, None, None, {"hidden": True})
        free = self.styles.of("plain", free=True)
        self.worksheet.set_column(KEY_COLUMN - 1, KEY_COLUMN - 1, 2, free, {"hidden": True})

    def _draw_row(self, number: int, row: Row) -> None:
        self.worksheet.set_row(number - 1, _row_height(row, self.form.widths))
        if row.key:
            free = self.styles.of("plain", free=row.is_entry)
            self.worksheet.write_string(number - 1, KEY_COLUMN - 1, row.key, free)
        for slot in row.slots:
            if slot.height:
                self._draw_slot(number, slot, free=row.is_entry or slot.path is not None)
        for strip in row.strips:
            self._draw_strip(number, strip)

    def _draw_slot(self, row: int, slot: Slot, *, free: bool) -> None:
        area = (row, slot.column, row + slot.height - 1, slot.last)
        self._draw(area, slot.text, slot.look, free=free)
        if slot.path is None:
            self._comment(row, slot.column, HINTS.get(slot.hint, ""))
            return
        self._comment(row, slot.column, _reading(slot.reading))
        if slot.hint or slot.codec.choices:
            key = (slot.hint, slot.codec.choices)
            self.validations.setdefault(key, []).append(area)

    def _draw_strip(self, row: int, strip: Strip) -> None:
        first, last = strip.column, strip.last
        for column in range(first, last + 1):
            self._draw((row, column, row, column), "", strip.look, free=True)
        for run in strip.runs():
            start, end = strip.column_of(run.first), strip.column_of(run.last)
            self._draw((row, start, row, end), run.text, strip.look, free=True)
            self._comment(row, start, _reading(run.reading))
        self.validations.setdefault((strip.hint, ()), []).append((row, first, row, last))

    def _draw(self, area: tuple[int, int, int, int], text: str, look: Any, *, free: bool) -> None:
        style = self.styles.of(look, free=free)
        row, column, last_row, last_column = (place - 1 for place in area)
        if (row, column) != (last_row, last_column):
            self.worksheet.merge_range(row, column, last_row, last_column, "", style)
        shown = printable(text)
        if shown:
            self.worksheet.write_string(row, column, shown, style)
        else:
            self.worksheet.write_blank(row, column, None, style)

    def _comment(self, row: int, column: int, text: str) -> None:
        if text:
            self.worksheet.write_comment(row - 1, column - 1, text, {"x_scale": 1.6})

    def _draw_validations(self) -> None:
        """Say what is allowed when a cell is selected; one entry for all cells alike."""
        for (hint, choices), areas in self.validations.items():
            first, *others = [[place - 1 for place in area] for area in areas]
            kind = {"validate": "list", "source": list(choices)} if choices else {"validate": "any"}
            self.worksheet.data_validation(
                *first, kind | {"input_message": HINTS.get(hint, ""), "other_cells": others}
            )

    def _highlight(self, book: Workbook) -> None:
        """Fill what is still open with yellow, until it is entered."""
        area = (MARK_ROW, FIRST - 1, MARK_ROW + len(self.form.rows) + 50, self.form.last - 1)
        yellow = book.add_format(OPEN_FILL)
        for mark in OPEN_MARKERS:
            self.worksheet.conditional_format(
                *area, {"type": "text", "criteria": "containing", "value": mark, "format": yellow}
            )


# Heights of rows: a spreadsheet fits none to the text of merged cells, so they are counted -------

_LINE = 16.5  # points
_AROUND = 4.0
_GAP = 9.0
_HALF = 0.95  # width of a half-width character, in the unit of a column's width
_HIGHEST = 409.0  # that a spreadsheet allows


def _row_height(row: Row, widths: Sequence[float]) -> float:
    """Points that the longest text of a row takes in its columns."""
    if not row.slots:
        return _GAP
    lines = max((_lines(text, sum(widths[a:b])) for text, a, b in _texts(row)), default=1)
    return min(lines * _LINE + _AROUND, _HIGHEST)


def _texts(row: Row) -> Iterator[tuple[str, int, int]]:
    """Each printed text with its columns from FIRST; one over several rows has room enough."""
    for slot in row.slots:
        if slot.height == 1 and slot.look not in ("setting", "setting_head"):
            yield slot.text, slot.column - FIRST, slot.last - FIRST + 1
    for strip in row.strips:
        for run in strip.runs():
            columns = strip.column_of(run.first), strip.column_of(run.last)
            yield run.text, columns[0] - FIRST, columns[1] - FIRST + 1


def _lines(text: str, width: float) -> int:
    r"""Lines that a text takes where `width` characters of half width stand side by side.

    Examples
    --------
    >>> _lines("調査中\n（10月頃調査結果が出る予定）", 13), _lines("", 13)
    (4, 1)
    """
    room = max((width - 0.7) / _HALF, 2)
    return sum(max(1, math.ceil(_half_widths(line) / room)) for line in text.split("\n"))


def _half_widths(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


# What a cell may hold: shown when it is selected, or beside the head of its column ------------

HINTS: Final[dict[str, str]] = {
    "cell": "様式に印刷されるとおりに、単位を付けて。例: 16,925件、30％以上、7件（27件）、"
    "調査中（10月頃調査結果が出る予定）、－。改行は Alt+Enter。",
    "thousands": "様式に印刷されるとおりに、千円単位で。例: 20,884,332、△129,465、<534,530>、－",
    "number": "指標の番号。例: ③、⑭、3-1。同じ達成目標の中で重ならないように。",
    "name": "空にはできません。改行は Alt+Enter。",
    "reference": "指標の番号。例: ①②、④～⑥⑩⑪、２－①（達成目標2の指標①）、－",
    "id": "入力した文字がそのまま残ります。例: 7-2、0208、042（復興庁）、平成23年8月19日",
    "kind": "成果指標（アウトカム）、活動指標（アウトプット）、測定指標から選びます。",
    "main": "主要な測定指標なら「はい」。空欄は「いいえ」です。",
    "unit": "数値に単位が印刷されていないときの単位。単位のない数なら「なし」。",
    "direction": "目標値に「以上」「以下」がないとき、増加と減少のどちらが良いか。",
    "tolerance": "「程度」が上下に許す幅を、指標の単位で。例: 2",
    "break_after": "系列が途切れる前の最後の年度。例: 2010",
    "decisions": "文章の目標を達成したか。例: 2012 達成、2013 未達成",
    "windows": "値が複数年の平均か合計なら選びます。2019-2021 の値は 2021 年度の欄に置かれます。",
    "limit": "値がそれ以上（以下）になり得ない限界を、指標の単位で。割合なら 100",
    "external_values": "目標が比べる外部の値を、1行に一つ。例: 全国値 2024: 65％",
}
"""Sentences by their name; a spreadsheet shows at most 255 characters."""
