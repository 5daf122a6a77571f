"""Which printed target holds for a year."""

from __future__ import annotations

from evalkit.sheet.cells import AnyCell, Blank
from evalkit.sheet.model import AchievementGoal, Indicator, Sheet, target_term


def target_of_year(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> AnyCell:
    """Target of one year: the annual one, or the final one where it holds; a blank where none does.

    It answers for years outside the sheet's window too.
    """
    annual = indicator.annual_targets[year]
    if not isinstance(annual, Blank):
        return annual
    term = target_term(sheet, goal, indicator)
    return indicator.target if term.every_year or term.year == year else annual
