"""What stands in one cell of the form, and whether a person changed it."""

from __future__ import annotations

from typing import NamedTuple

from evalkit.sheet.excel_text import shown
from evalkit.sheet.workbook.codecs import Value
from evalkit.sheet.workbook.grid import Grid


class Seen(NamedTuple):
    """Text of a cell, and how its comment says that it is to be read."""

    text: str
    reading: str
    number: bool = False  # whether the cell holds a number: no zero can stand in front of it


def seen_at(grid: Grid, row: int, column: int) -> Seen | None:
    """What stands in a cell; None if it shows no text, which is a problem of its own."""
    if (row, column) in grid.unseen:
        return None
    at = (row, column)
    return Seen(grid.text(*at), grid.readings.get(at, ""), number=at in grid.numbers)


def same(seen: Seen, text: str, reading: str) -> bool:
    """Whether a cell shows what was written there, as far as a cell can.

    A spreadsheet takes a number that is typed again for one, and drops the zeros before it.
    """
    written = shown(text)
    if seen.number and written.isdecimal():
        written = written.lstrip("0")
    return seen.text in (written, shown(text)) and seen.reading.split() == shown(reading).split()


def cell_value(seen: Seen, text: str, reading: str) -> Value:
    """Cell as the sheet file writes it, where `text` and `reading` were written.

    A comment with a reading counts if it was written for this text: one that was left beside a new
    text says nothing of it.
    """
    stale = seen.text != shown(text) and seen.reading.split() == shown(reading).split()
    if seen.reading and not stale:
        return {"printed": seen.text, "reading": seen.reading}
    return seen.text
