"""Entries as the plain data of a sheet file, with marks where something is to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evalkit.intake.form.entered import Entry
from evalkit.sheet.load import TO_CONFIRM, TO_ENTER
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Plain


def marked(entry: Entry) -> str:
    """Text of an entry; behind a mark where it is doubted.

    Examples
    --------
    >>> from evalkit.sheet.bilingual import Bilingual
    >>> why = Bilingual("罫線からはみ出している", "lies over the frame")
    >>> marked(Entry("48機関", ())), marked(Entry("48機関", (), (why,)))
    ('48機関', '【要確認】48機関')
    """
    is_marked = entry.text.startswith((TO_CONFIRM, TO_ENTER))
    if not entry.doubts or is_marked:
        return entry.text
    return f"{TO_CONFIRM}{entry.text}"


def without_gaps(entries: Mapping[KeyPath, Entry]) -> dict[KeyPath, Entry]:
    """Entries whose places in lists count from 0 on, none left out.

    Examples
    --------
    >>> [*without_gaps({("goals", 1, "no"): Entry("1", ()), ("goals", 4, "no"): Entry("2", ())})]
    [('goals', 0, 'no'), ('goals', 1, 'no')]
    """
    places: dict[KeyPath, set[int]] = {}
    for path in entries:
        for at, step in enumerate(path):
            if isinstance(step, int):
                places.setdefault(path[:at], set()).add(step)
    numbers = {
        path: {place: number for number, place in enumerate(sorted(found))}
        for path, found in places.items()
    }
    return {
        tuple(
            numbers[path[:at]][step] if isinstance(step, int) else step
            for at, step in enumerate(path)
        ): entry
        for path, entry in entries.items()
    }


def tree_of(texts: Mapping[KeyPath, str]) -> dict[str, Plain]:
    """Plain data that has each text at its path; places in lists count from 0 on.

    Examples
    --------
    >>> tree_of({("goals", 0, "no"): "1", ("goals", 0, "name"): "連携", ("ministry",): "文部省"})
    {'goals': [{'no': '1', 'name': '連携'}], 'ministry': '文部省'}
    """
    tree: dict[str, Any] = {}
    for path, text in texts.items():
        here: Any = tree
        for step, after in zip(path, (*path[1:], None), strict=True):
            value: Any = text if after is None else [] if isinstance(after, int) else {}
            if isinstance(here, list) and step == len(here):
                here.append(value)
            elif isinstance(here, dict):
                here.setdefault(step, value)
            here = here[step]
    return tree
