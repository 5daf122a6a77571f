"""A sheet as plain data with every default in it: what the cells of its workbook show."""

from __future__ import annotations

from typing import Any

from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.workbook.codecs import Value


def whole(sheet: Sheet) -> dict[str, Value]:
    """Everything that `sheet` holds, as texts; None where it has nothing.

    Examples
    --------
    The whole of a goal has ``tables.outcome.heading`` 成果指標（アウトカム） although its file may
    not say so, and ``tables.outcome.target`` ``""``.
    """
    return {key: _texts(value) for key, value in sheet.model_dump(mode="json").items()}


def _texts(value: Any) -> Value:
    if isinstance(value, dict):
        return {str(key): _texts(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_texts(below) for below in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


def without_nothing(tree: Value) -> Value:
    """Tree without the keys at which nothing stands, as a sheet file would hold it."""
    if isinstance(tree, dict):
        return {key: without_nothing(below) for key, below in tree.items() if below is not None}
    return [without_nothing(below) for below in tree] if isinstance(tree, list) else tree


def at(tree: Value, path: KeyPath) -> Value:
    """Value at `path`; None where nothing stands."""
    here = tree
    for step in path:
        if isinstance(here, dict):
            here = here.get(str(step))
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here
