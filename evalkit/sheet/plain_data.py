"""Records as plain data: texts, and lists and mappings of them, as a sheet file holds them."""

from __future__ import annotations

from typing import Any, TypeAlias

from evalkit.sheet.model import Sheet

Plain = str | dict[str, "Plain"] | list["Plain"]
"""What the records become, and what a sheet file holds."""

Value: TypeAlias = Any
"""The same, or None where nothing stands."""


def plain(sheet: Sheet) -> dict[str, Plain]:
    """Plain data of `sheet` as its file states it: texts, without what the model takes for granted.

    Keys stand in the model's order, figures accepted with a reading as ``{printed, reading}``.
    """
    dumped = sheet.model_dump(mode="json", exclude_defaults=True)
    return {key: _texts(value) for key, value in dumped.items()}


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
