"""What decides whether a figure of an indicator meets a target: unit, direction, tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TypedDict

from evalkit.assess.judge.direction import GoodDirection
from evalkit.assess.judge.inputs import EVERY_YEAR, Given
from evalkit.assess.judge.methods import WAYS, Computed, Direction, compute
from evalkit.assess.judge.reasons import NotDecidable, not_decidable
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, OtherPeriod, Quantity, value_of
from evalkit.sheet.cells.scopes import of_one_kind
from evalkit.sheet.fiscal import Term
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.text import in_one_line


@dataclass(frozen=True, kw_only=True)
class TargetPoint:
    """A target to compare with: a figure, and when it holds."""

    cell: Quantity
    term: Term

    @property
    def year(self) -> int | None:
        """Fiscal year for which it was set; None of one for every year, or of no year."""
        return self.term.year

    @property
    def due(self) -> int | str | None:
        """Its year as the rules take it, where one for every year has a word."""
        return EVERY_YEAR if self.term.every_year else self.year


class Criterion(TypedDict, total=False):
    """How a target's own print, and its indicator, say that it is to be compared."""

    target: Given
    comparator: str | None
    upper: Given
    tolerance: Given
    direction: Direction | None


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """How the figures of one indicator are compared."""

    indicator: Indicator
    good: GoodDirection

    def of(self, target: Quantity) -> Criterion:
        """Criterion of a target that is a figure."""
        return {
            "target": target.value,
            "comparator": target.comparator,
            "upper": target.second if target.comparator == "range" else None,
            "tolerance": self.indicator.told_in(target.unit, self.indicator.tolerance),
            "direction": self.good.direction,
        }

    def met(self, cell: AnyCell, target: Quantity) -> Computed:
        """Whether a cell meets a target, or why that cannot be said."""
        inputs = {"actual": value_of(cell), **self.of(target)}
        return compute("met", self.incomparable(cell, target), **inputs)

    def incomparable(self, cell: AnyCell, target: Quantity) -> NotDecidable | None:
        """Why a figure cannot be held against a target at all: its unit, or an open direction."""
        if isinstance(cell, OtherPeriod):
            return not_decidable("other_period", printed=in_one_line(cell.printed))
        if not isinstance(cell, Quantity):
            return None
        if not self.same_period(cell, target):
            return not_decidable("window", actual=_years(cell), target=_years(target))
        if not of_one_kind(cell, target, name=self.indicator.name):
            actual, aim = (in_one_line(each.printed) for each in (cell, target))
            return not_decidable("scope", actual=actual, target=aim)
        if not self.same_unit(cell, target):
            actual, aim = (each.printed_unit or "－" for each in (cell, target))
            return not_decidable("units", actual=actual, target=aim)
        undirected = self.undirected(cell, target) if target.comparator == "=" else None
        return undirected or self._unbounded(cell, target)

    def _unbounded(self, cell: Quantity, target: Quantity) -> NotDecidable | None:
        """Why a result that is no point, 5件未満 or 1～2％, may lie on either side of a target."""
        open_to = WAYS.get(cell.comparator)
        if open_to is None:
            at_edge = cell.comparator == "about" and cell.value == target.value
            undecided = at_edge or self._is_parted(cell, target)
            return not_decidable("vague", actual=in_one_line(cell.printed)) if undecided else None
        better = WAYS.get(target.comparator, self.good.direction)
        at_limit = compute("met", None, actual=cell.value, **self.of(target)).value
        decided = target.comparator not in ("range", "about") and at_limit is (open_to == better)
        return None if decided else not_decidable("limit", actual=in_one_line(cell.printed))

    def _is_parted(self, cell: Quantity, target: Quantity) -> bool:
        """Whether a target, or one of its ends, lies within a result from one figure to another."""
        if cell.comparator != "range" or cell.second is None:
            return False
        if target.comparator in ("range", "about"):
            ends = (target.value, target.value if target.second is None else target.second)
            return any(cell.value <= end <= cell.second for end in ends)
        met = {
            compute("met", None, actual=end, **self.of(target)).value
            for end in (cell.value, cell.second)
        }
        return len(met) > 1

    def undirected(self, cell: Quantity, target: Quantity) -> NotDecidable | None:
        """Why it cannot be said on which side of a target a figure should be."""
        if self.good.direction or cell.value == target.value or target.comparator == "range":
            return None
        return not_decidable("contradicting" if self.good.basis == "contradicting" else "direction")

    def same_unit(self, *cells: Quantity) -> bool:
        """Whether figures are of one thing, in one unit, of as many years: they may be compared."""
        units = {self.indicator.unit_of(cell) for cell in cells}
        same = len(units) == 1 and self.same_period(*cells)
        return same and of_one_kind(*cells, name=self.indicator.name)

    def same_period(self, *cells: Quantity) -> bool:
        """Whether figures are each of one year, or each the mean or the sum of as many."""
        windows = {cell.window for cell in cells}
        return len(windows) <= 1 or all(
            one is not None and one.is_like(other) for one, other in combinations(windows, 2)
        )


def _years(cell: Quantity) -> Bilingual:
    """Of which years a figure is: a single one, or several."""
    if cell.window is None:
        return Bilingual("単年度の値", "a figure of a single year")
    kind = {"mean": Bilingual("平均", "mean"), "sum": Bilingual("合計", "sum")}.get(
        cell.window.kind, Bilingual("値", "figure")
    )
    return Bilingual("{years}か年の{kind}", "a {kind} over {years} years").format(
        years=cell.window.years, kind=kind
    )
