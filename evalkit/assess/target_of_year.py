"""Which printed target holds for a year, and at what level where it is a rule in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evalkit.assess.judge.joined_targets import joined_target
from evalkit.assess.judge.target_levels import Known, level_target
from evalkit.assess.judge.target_rules import parse_rule
from evalkit.assess.judge.total_targets import rest_of_window, total_target
from evalkit.assess.judge.two_sided_targets import two_sided_target
from evalkit.sheet.cells import AnyCell, Blank, Narrative, NotApplicable, Quantity, own_label
from evalkit.sheet.dated_targets import DatedTarget
from evalkit.sheet.fiscal import Term
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal, Sheet, target_term
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import in_calendar


class HeldTarget(NamedTuple):
    """One of the targets of an indicator, and while it is the one that holds."""

    path: KeyPath  # below the indicator's; the final one stands at ("target",)
    cell: AnyCell
    term: Term
    since: int | None  # first year of a revised one
    until: int | None  # last year of one that was replaced
    reason: str

    def holds(self, year: int) -> bool:
        """Whether it is in force in a year, be it a target of that year or of another."""
        return (self.since or year) <= year <= (year if self.until is None else self.until)


def target_history(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator
) -> tuple[HeldTarget, ...]:
    """Every target of an indicator in the order of the form, the final one last."""
    dated = indicator.dated_targets()
    terms = [target_term(sheet, goal, indicator, each.text) for each in dated]
    last = len(dated) - 1
    return tuple(
        HeldTarget(
            path=("target",) if place == last else ("targets", place, "text"),
            cell=each.text,
            term=terms[place],
            since=each.since,
            until=_until(place, dated, terms),
            reason=each.reason,
        )
        for place, each in enumerate(dated)
    )


def _until(place: int, dated: Sequence[DatedTarget], terms: Sequence[Term]) -> int | None:
    """Last year of a target before another took its place; None where none did.

    A revised one replaces that of its own year, or else all before it that are still to come.
    """
    own = terms[place]
    for later in range(place + 1, len(dated)):
        since = dated[later].since
        if since is None or since == dated[place].since:
            continue
        still_to_come = own.year is None or own.year >= since
        if still_to_come and (own == terms[later] or terms[later] not in terms[:later]):
            return since - 1
    return None


def held_target(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int
) -> HeldTarget | None:
    """The target of a year among those that hold in it: one of that very year, or of every year."""
    held = [each for each in target_history(sheet, goal, indicator) if each.holds(year)]
    dated = [each for each in held if each.term.year == year]
    general = [
        each
        for each in held
        if each.term.every_year or _undated(sheet, goal, indicator, each.cell, year)
    ]
    return next(reversed(dated or general), None)


def target_of_year(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> AnyCell:
    """Target of one year: the annual one, or that which holds in it; a blank where none does.

    One in words whose level can be calculated is a `ComputedTarget`, one whose level cannot an
    `OpenTarget`. It answers for years outside the sheet's window too.
    """
    return leveled(sheet, goal, indicator, _printed(sheet, goal, indicator, year), year)


def leveled(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator, cell: AnyCell, year: int
) -> AnyCell:
    """A target as it holds in a year: where it is a rule in words, with its level."""
    if not isinstance(cell, Narrative | Quantity):
        return cell

    def last_target() -> AnyCell:
        before = _printed(sheet, goal, indicator, year - 1)
        rule = parse_rule(before.printed)
        again = rule and rule.reference and rule.reference.source == "last_target"
        if again and any(before is each for each in indicator.target_cells()):
            return Blank()  # of every year, and so without an end
        return leveled(sheet, goal, indicator, before, year - 1)

    with in_calendar(sheet.calendar):
        known = Known(
            sheet=sheet, goal=goal, indicator=indicator, year=year, last_target=last_target
        )
        if isinstance(cell, Quantity):
            return rest_of_window(cell, known)
        joined = joined_target(
            cell, known, lambda each: leveled(sheet, goal, indicator, each, year)
        )
        if joined is not cell:
            return joined
        made = (make(cell, known) for make in (level_target, two_sided_target, total_target))
        return next((each for each in made if each is not cell), cell)


def _printed(sheet: Sheet, goal: AchievementGoal, indicator: Indicator, year: int) -> AnyCell:
    annual = indicator.annual_targets[year]
    if not isinstance(annual, Blank | NotApplicable):
        return annual
    held = held_target(sheet, goal, indicator, year)
    if held is None or (isinstance(annual, NotApplicable) and held.term.year is None):
        return annual
    return held.cell


def _undated(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator, cell: AnyCell, year: int
) -> bool:
    """Whether a target beside which no time is printed at all holds for the year evaluated."""
    printed = own_label(cell) or goal.table(indicator).target
    return not printed and not indicator.annual_targets.root and year == sheet.fiscal_year
