"""Rows that several worksheets have in common: slots for input, labels, headings, gaps."""

from __future__ import annotations

from typing import Any

from evalkit.sheet.load import OPEN_MARKERS
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.workbook.codecs import TEXT, Codec, Value, reading_of
from evalkit.sheet.workbook.layout import FIRST, Row, Slot
from evalkit.sheet.workbook.tree import at


def shows(record: Value, *path: str, codec: Codec = TEXT, **place: Any) -> Slot:
    """Slot for what stands at `path` in `record`."""
    value = at(record, path)
    return Slot(
        path=path, codec=codec, text=codec.show(value), reading=reading_of(value), **place
    )  # fmt: skip


def label(text: str, **place: Any) -> Slot:
    """Slot for printed words of the form, which nobody is asked to confirm there."""
    for mark in OPEN_MARKERS:
        text = text.replace(mark, "")
    return Slot(text=text, **({"look": "head"} | place))


def void(*columns: int) -> tuple[Slot, ...]:
    """Cells of the form that stay empty."""
    return tuple(Slot(column=column, look="void") for column in columns)


def gap(role: str) -> Row:
    """Empty row between two tables."""
    return Row(role=f"gap-{role}", spare=True)


def labelled(record: Value, key: str, words: str, last: int, path: KeyPath = ()) -> Row:
    """Row of one text with its label in front, over the whole width of the form."""
    text = shows(record, key, column=FIRST + 2, width=last - FIRST - 1)
    return Row(
        role=key, record=path, slots=(label(words, column=FIRST, width=2, look="label"), text)
    )


def heading(text: str, role: str, last: int, *, breaks: bool = False) -> Row:
    """Row with a heading of ours over the whole width of the form."""
    slot = label(text, column=FIRST, width=last - FIRST + 1, look="heading")
    return Row(role=role, slots=(slot,), breaks=breaks)
