"""Where something stands in a sheet: keys and places in lists, from the top of its file."""

from __future__ import annotations

from typing import Any

KeyPath = tuple[str | int, ...]
"""Such as ``("achievement_goals", 0, "indicators", 2, "actuals", "2012")``; places count from 0."""


def value_at(tree: Any, path: KeyPath) -> Any:
    """Plain data at `path` of a tree; None where nothing stands.

    Examples
    --------
    >>> value_at({"indicators": [{"no": "1"}]}, ("indicators", 0, "no"))
    '1'
    >>> value_at({"indicators": []}, ("indicators", 0, "no")) is None
    True
    """
    here = tree
    for step in path:
        if isinstance(here, dict):
            here = here.get(str(step))
        elif isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here
