"""Which printed target holds for a year, and at what level where it is a rule in words."""

from __future__ import annotations

from evalkit.assess.judge.target_levels import Known, level_target
from evalkit.assess.judge.target_rules import parse_rule
from evalkit.sheet.cells import AnyCell, Blank, Narrative, own_label
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal, Sheet, target_term
from evalkit.sheet.printing import in_calendar


def target_of_year(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> AnyCell:
    """Target of one year: the annual one, or the final one where it holds; a blank where none does.

    One in words whose level can be calculated is a `ComputedTarget`, one whose level cannot an
    `OpenTarget`. It answers for years outside the sheet's window too.
    """
    return leveled(sheet, goal, indicator, _printed(sheet, goal, indicator, year), year)


def leveled(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator, cell: AnyCell, year: int
) -> AnyCell:
    """A target as it holds in a year: where it is a rule in words, with its level."""
    if not isinstance(cell, Narrative):
        return cell

    def last_target() -> AnyCell:
        before = _printed(sheet, goal, indicator, year - 1)
        rule = parse_rule(before.printed)
        again = rule and rule.reference and rule.reference.source == "last_target"
        if again and before is indicator.target:
            return Blank()  # of every year, and so without an end
        return leveled(sheet, goal, indicator, before, year - 1)

    with in_calendar(sheet.calendar):
        known = Known(
            sheet=sheet, goal=goal, indicator=indicator, year=year, last_target=last_target
        )
        return level_target(cell, known)


def _printed(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> AnyCell:
    annual = indicator.annual_targets[year]
    if not isinstance(annual, Blank):
        return annual
    term = target_term(sheet, goal, indicator)
    holds = term.every_year or term.year == year
    return indicator.target if holds or _undated(sheet, goal, indicator, year) else annual


def _undated(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> bool:
    """Whether a target beside which no time is printed at all holds for the year evaluated."""
    printed = own_label(indicator.target) or goal.table(indicator).target
    return not printed and not indicator.annual_targets.root and year == sheet.fiscal_year
