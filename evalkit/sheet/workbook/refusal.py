"""Why a cell's text is not taken."""

from __future__ import annotations

from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """Code and details of a :class:`~evalkit.sheet.problems.Problem` whose place is not known."""

    code: str
    details: dict[str, Any]
