"""Which printed target holds for a year, and whether two printed cells say the same."""

from __future__ import annotations

from evalkit.sheet.cells import AnyCell, Blank, NotApplicable, Quantity
from evalkit.sheet.model import AchievementGoal, Indicator, Sheet, target_year
from evalkit.sheet.numerals import Compact


def says_every_year(text: str) -> bool:
    """Whether a printed target, or the head over it, holds for every year.

    Examples
    --------
    >>> says_every_year("毎年度"), says_every_year("（毎年度）90％以上"), says_every_year("25年度")
    (True, True, False)
    """
    return text.lstrip("（( ").startswith(("毎年", "各年"))


def holds_every_year(goal: AchievementGoal, indicator: Indicator) -> bool:
    """Whether the final target holds for every year: by its own cell, or else by its head."""
    cell = indicator.target
    own = cell.year_label if isinstance(cell, Quantity) else ""
    return says_every_year(own or goal.table(indicator).target)


def target_for(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> AnyCell:
    """Target of one year: the annual one, or the final one where it holds; a blank where none does.

    Unlike an assessment, it answers for years outside the sheet's window too.
    """
    annual = indicator.annual_targets[year]
    if not isinstance(annual, Blank):
        return annual
    due = target_year(sheet, goal, indicator)
    holds = due == year or holds_every_year(goal, indicator)
    return indicator.target if holds else annual


def same_value(one: AnyCell, other: AnyCell) -> bool:
    """Whether two cells state the same number in the same unit, whatever else is printed.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> same_value(parse_cell("86％（平均）"), parse_cell("８６.0%"))
    True
    >>> same_value(parse_cell("30％"), parse_cell("30％以上"))
    False
    """
    if not (isinstance(one, Quantity) and isinstance(other, Quantity)):
        return False
    first, second = (
        (cell.value, cell.second, cell.comparator, cell.plain_unit) for cell in (one, other)
    )
    return first == second


def same_text(one: str, other: str) -> bool:
    r"""Whether two texts differ in nothing but white space and the width of characters.

    Examples
    --------
    >>> same_text("７件 \n（27件）", "7件(27件)"), same_text("実績なし", "実績なし。")
    (True, False)
    """
    return plain_text(one) == plain_text(other)


def plain_text(text: str) -> str:
    """Text as it is compared: without white space, in half-width."""
    return Compact.of(text).text


def same_cell(one: AnyCell, other: AnyCell) -> bool:
    """Whether two cells say the same in the same words; every dash is one.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> same_cell(parse_cell("－"), parse_cell("―")), same_cell(parse_cell("7"), parse_cell("8"))
    (True, False)
    """
    none = isinstance(one, NotApplicable) and isinstance(other, NotApplicable)
    return none or same_text(one.printed, other.printed)
