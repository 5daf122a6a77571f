"""The printed texts of a sheet one by one, and the marks of those that are still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evalkit.sheet.load import OPEN_MARKERS, TO_CONFIRM
from evalkit.sheet.paths import KeyPath


def is_marked(text: str) -> bool:
    """Whether a text carries the mark of an open entry.

    Examples
    --------
    >>> is_marked("【要確認】27地域"), is_marked("27地域")
    (True, False)
    """
    return any(marker in text for marker in OPEN_MARKERS)


def marked(value: Any) -> Any:
    """Cell or text with the mark that asks for confirmation, unless it carries a mark already.

    Examples
    --------
    >>> marked("27地域"), marked("【要記入】"), marked({"printed": "1,30", "reading": "130"})
    ('【要確認】27地域', '【要記入】', {'printed': '【要確認】1,30', 'reading': '130'})
    """
    if isinstance(value, Mapping):
        return {**value, "printed": marked(value["printed"])}
    return value if is_marked(value) else TO_CONFIRM + value


def unmarked(text: str) -> str:
    """Text without the marks of open entries.

    Examples
    --------
    >>> unmarked("【要確認】27地域"), unmarked("【要記入】")
    ('27地域', '')
    """
    for marker in OPEN_MARKERS:
        text = text.replace(marker, "")
    return text


def printed(value: Any) -> str:
    """Printed text of a cell or text of the plain data."""
    return str(value["printed"]) if isinstance(value, Mapping) else str(value)


def leaves(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every printed text of a sheet's plain data with its path; an accepted reading is one cell."""
    if isinstance(value, Mapping) and set(value) != {"printed", "reading"}:
        for key, below in value.items():
            yield from leaves(below, (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from leaves(below, (*path, number))
    elif value is not None:
        yield path, printed(value)
