"""The to-do list of a roll-forward, as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evalkit.assess.roll import Rolled
from evalkit.present.words import Words
from evalkit.sheet.source import Source


def todo_lines(rolled: Rolled, source: Source, words: Words) -> Iterator[str]:
    """One line for each open entry, in the order of the new file: where, and what to do.

    Parameters
    ----------
    rolled : Rolled
    source : Source
        The new sheet's file, for lines and columns.
    words : Words
    """
    kinds = Counter(entry.kind for entry in rolled.todo)
    yield words("todo_count", enter=kinds["enter"], confirm=kinds["confirm"])
    for entry in sorted(rolled.todo, key=lambda entry: source.place(entry.path)):
        line, column = source.place(entry.path)
        kind, place = words(f"todo_{entry.kind}"), words.said(entry.place)
        yield f"{source.name}:{line}:{column}  {kind}  {place}: {words.said(entry.what)}"


def dropped_lines(rolled: Rolled, old: str, words: Words) -> Iterator[str]:
    """One line for each text that the new sheet no longer holds; `old` names the old file."""
    if not rolled.dropped:
        return
    yield words("dropped_count", count=len(rolled.dropped), file=old)
    for each in rolled.dropped:
        printed = each.printed.replace("\n", "")
        reading = f"（{each.reading}）" if each.reading else ""
        place, why = words.said(each.place), words.said(each.why)
        yield f"  {place}: 「{printed}」{reading} {why}"
