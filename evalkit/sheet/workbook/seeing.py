"""The one door from a cell of a workbook to its text, or to the reason why it has none.

Every cell passes here: what it holds, how its format shows that, and what its look says of it.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Final

from openpyxl.cell.cell import Cell
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import from_excel

from evalkit.sheet.excel_text import decoded
from evalkit.sheet.workbook.formulas import changes_by_itself, leaves_the_book
from evalkit.sheet.workbook.layout import KEY_COLUMN, MARK_ROW
from evalkit.sheet.workbook.looks import refused_look
from evalkit.sheet.workbook.refusal import Refusal
from evalkit.sheet.workbook.shown import UnreadableFormat, shown_number, shown_text, shows_a_date

_JAPANESE_DATES: Final = frozenset({*range(27, 37), *range(50, 59)})
"""Numbers of built-in formats that a Japanese spreadsheet shows as dates; no file spells them."""

_LOCAL_CURRENCY: Final = frozenset({*range(5, 9), 42, 44})
"""Numbers of built-in formats whose currency is that of the machine."""


def seen_text(cell: Cell, saved: Cell) -> str | Refusal:
    """Text that a person sees in a cell, or why it cannot be taken.

    Parameters
    ----------
    cell : Cell
        With its formula.
    saved : Cell
        The same one with rich text, and with the value that the spreadsheet saved.
    """
    if cell.data_type == "f":
        refused = _refused_formula(formula_of(cell), saved.value)
        if refused:
            return refused
    text = _shown(saved)
    if isinstance(text, Refusal) or cell.row == MARK_ROW or cell.column == KEY_COLUMN:
        return text
    return refused_look(saved, text) or text


def formula_of(cell: Cell) -> str:
    """Formula of a cell, an array's too."""
    return str(getattr(cell.value, "text", cell.value))


def _refused_formula(formula: str, saved: Any) -> Refusal | None:
    if leaves_the_book(formula):
        return Refusal("formula_to_other_book", {"seen": formula})
    if changes_by_itself(formula):
        return Refusal("formula_that_changes", {"seen": formula})
    return Refusal("formula_without_value", {"seen": formula}) if saved is None else None


def _shown(saved: Cell) -> str | Refusal:
    value = saved.value
    if saved.data_type == "e":
        return Refusal("error_value", {"seen": value})
    if isinstance(value, bool):
        return Refusal("boolean_cell", {"seen": str(value).upper()})
    if isinstance(value, date | time | timedelta):
        return Refusal("date_cell", {"seen": str(value).removesuffix(" 00:00:00")})
    try:
        return _number(saved) if isinstance(value, int | float) else _text(saved)
    except UnreadableFormat:
        shown = {"seen": str(value), "format": saved.number_format}
        return Refusal("number_format", shown)


def _number(saved: Cell) -> str | Refusal:
    number = saved._style.numFmtId
    if number in _JAPANESE_DATES or shows_a_date(saved.number_format):
        return Refusal("date_cell", {"seen": _date(saved)})
    unknown = number < BUILTIN_FORMATS_MAX_SIZE and number not in BUILTIN_FORMATS
    if unknown or number in _LOCAL_CURRENCY:
        raise UnreadableFormat(number)
    text = shown_number(saved.value, saved.number_format)
    zero_hidden = saved.value == 0 and saved.parent.sheet_view.showZeros is False
    return _visible("" if zero_hidden else text, saved)


def _date(saved: Cell) -> str:
    try:
        return str(from_excel(saved.value, saved.parent.parent.epoch)).removesuffix(" 00:00:00")
    except (OverflowError, ValueError):
        return str(saved.value)


def _text(saved: Cell) -> str | Refusal:
    text = decoded(str(saved.value or ""))
    return _visible(shown_text(text, saved.number_format), saved) if text.strip() else text


def _visible(text: str, saved: Cell) -> str | Refusal:
    if text.strip():
        return text
    return Refusal("shows_nothing", {"seen": str(saved.value), "format": saved.number_format})
