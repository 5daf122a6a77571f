"""The latest figure of an indicator, as a preset sees it: with what the annual rule sees too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from evalkit.assess.judge.bounds import begins_below_nothing
from evalkit.assess.judge.criteria import Criteria, Criterion, TargetPoint
from evalkit.assess.judge.inputs import Given
from evalkit.assess.judge.reasons import not_computable
from evalkit.assess.judge.target_levels import OpenTarget
from evalkit.assess.judge.verdict import SENTENCES, undecided
from evalkit.sheet.cells import AnyCell, Narrative, Quantity
from evalkit.sheet.fiscal import Term
from evalkit.sheet.indicator import Indicator


class Start(TypedDict, total=False):
    """Where a way begins."""

    baseline: Given
    baseline_year: Given


class Reach(Criterion, total=False):
    """A figure held against one target, or the decision on one that is text."""

    actual: Given
    decision: bool | None


@dataclass(frozen=True, kw_only=True)
class Latest:
    """The latest figure of an indicator, and what the sheet says to judge it by."""

    criteria: Criteria
    year: int
    cell: Quantity
    target: AnyCell  # of that year: a figure, a text, or nothing
    final: TargetPoint | None
    baseline: Start | None  # where it is a figure in the unit of figure and target
    previous: Decimal | None  # of the year before, in the same unit
    series: Mapping[int, Decimal]

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.criteria.indicator

    @property
    def own(self) -> TargetPoint | None:
        """Target of the figure's own year, where it is a figure."""
        if not isinstance(self.target, Quantity):
            return None
        return TargetPoint(cell=self.target, term=Term(year=self.year))

    @property
    def due(self) -> int | str | None:
        """Year of the final target as the rules take it."""
        return self.final.due if self.final else None

    def against(self, target: TargetPoint | None) -> Criterion:
        """Criterion of a target, or without one the direction alone.

        Raises
        ------
        NotDecidable
            If the figure cannot be held against it.
        """
        if target is None:
            return {"direction": self.criteria.good.direction}
        if why := self.criteria.incomparable(self.cell, target.cell):
            raise why
        return self.criteria.of(target.cell)

    def reach(self, target: TargetPoint | None) -> Reach:
        """Inputs of a rule that compares the figure with one target.

        Raises
        ------
        NotDecidable
            If there is no target, or the figure cannot be held against it.
        """
        decision = self.indicator.decision_of(self.year)
        of_text = decision is not None and not isinstance(self.target, Quantity)
        if isinstance(self.target, OpenTarget) and decision is None:
            raise self.target.reason
        if of_text or isinstance(self.target, Narrative):
            return {"target": self.target.printed or "－", "decision": decision}
        if target is None:
            raise undecided(SENTENCES["no_target"])
        return {"actual": self.cell.value, "decision": None, **self.against(target)}

    def start(self) -> Start:
        """Inputs of a rule that looks at the way from the baseline.

        Raises
        ------
        NotComputable
            If the baseline is below what the indicator can be.
        """
        if begins_below_nothing(self.indicator):
            raise not_computable("baseline_below_nothing")
        return self.baseline or {}
