"""evalkit: from a policy goal's evaluation sheet to its published monitoring report.

What others may call is in `__all__`, and explained in :mod:`evalkit.api`; everything else is
internal, and may change with any release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalkit.api import (
        Sheet,
        SheetProblems,
        assess_sheet,
        audit,
        build,
        compare,
        frames,
        parse_sheet,
        read_sheet,
        roll,
    )

__version__ = "0.1.0"

__all__ = [
    "Sheet",
    "SheetProblems",
    "assess_sheet",
    "audit",
    "build",
    "compare",
    "frames",
    "parse_sheet",
    "read_sheet",
    "roll",
]


def __getattr__(name: str) -> Any:
    """Import what is public when it is asked for: ``import evalkit`` alone costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from evalkit import api

    return getattr(api, name)
