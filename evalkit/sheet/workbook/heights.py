"""Heights of rows. A spreadsheet fits none to the text of merged cells, so they are counted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from evalkit.sheet.workbook.layout import FIRST, Row

LINE = 16.5  # points
_AROUND = 4.0
_GAP = 9.0
_HALF = 0.95  # width of a half-width character, in the unit of a column's width
_HIGHEST = 409.0  # that a spreadsheet allows


def row_height(row: Row, widths: Sequence[float]) -> float:
    """Points that the longest text of a row takes in its columns."""
    if not row.slots:
        return _GAP
    lines = max((_lines(text, sum(widths[a:b])) for text, a, b in _texts(row)), default=1)
    return min(lines * LINE + _AROUND, _HIGHEST)


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
