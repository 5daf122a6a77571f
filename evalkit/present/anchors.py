"""Anchors of the page: the place of every part of a sheet as the id of an element."""

from __future__ import annotations

from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.record import Record

_NUMBERED = {
    "achievement_goals": "g",
    "indicators": "i",
    "measures": "m",
    "rows": "r",
    "series": "",
}


def anchor(sheet: Sheet, path: KeyPath) -> str:
    """Id of the element that shows what stands at `path` in the sheet file.

    Goals and indicators go by their own numbers, so that a link to ``#g1-i3`` holds next year.

    Examples
    --------
    ``("achievement_goals", 0, "indicators", 2, "actuals", "2008-2010")`` is
    ``g1-i3-actuals-2008-2010``.
    """
    parts: list[str] = []
    here: object = sheet
    for step in path:
        if isinstance(step, int):
            here = here[step] if isinstance(here, tuple) and step < len(here) else None
            parts[-1] += getattr(here, "no", None) or str(step + 1)
        else:
            parts.append(_NUMBERED.get(step, step.replace("_", "-")))
            here = getattr(here, step, None) if isinstance(here, Record) else None
    return "-".join(parts)


def indicator_path(sheet: Sheet, goal: AchievementGoal, indicator: Indicator) -> KeyPath:
    """Path of an indicator in the sheet file."""
    place = sheet.achievement_goals.index(goal)
    return ("achievement_goals", place, "indicators", goal.indicators.index(indicator))


def indicator_id(goal: AchievementGoal, indicator: Indicator) -> str:
    """Anchor of an indicator, the same in every report: ``g1-i3``."""
    return f"g{goal.no}-i{indicator.no}"
