"""What is calculated of an indicator: by which methods, from which of its printed figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evalkit.assess.judge.bounds import begins_below_nothing, find_bounds
from evalkit.assess.judge.criteria import Criteria, TargetPoint
from evalkit.assess.judge.latest import Start
from evalkit.assess.judge.methods import Computed, Direction, compute, sign
from evalkit.assess.judge.reasons import NotComputable, not_computable
from evalkit.assess.judge.target_levels import ComputedTarget
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.indicator import Indicator

Inputs = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Calculations:
    """The methods on one indicator's figures; a figure in another unit is held against nothing."""

    criteria: Criteria
    final: TargetPoint | None
    baseline: Start | None
    series: Mapping[int, Decimal]  # actual figures in the latest one's unit

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.criteria.indicator

    @property
    def direction(self) -> Direction | None:
        """Which way is better, where that is known."""
        return self.criteria.good.direction

    def of_year(self, year: int, cell: AnyCell, target: AnyCell) -> Iterator[Computed]:
        """Every method that a year's figure and its target allow, or why it gives nothing."""
        if isinstance(target, Quantity):
            yield self.criteria.met(cell, target)
        if not isinstance(cell, Quantity):
            return
        if isinstance(target, Quantity) and self.criteria.same_unit(cell, target):
            yield from self.levels(cell, target)
        if previous := self.previous(year, cell):
            for name in ("change", "change_rate"):
                yield compute(name, actual=cell.value, previous=previous.value)
        yield from self._towards(year, cell)

    def previous(self, year: int, cell: Quantity) -> Quantity | None:
        """Figure of the year before, where it can be compared."""
        before = self.indicator.actuals[year - 1]
        if isinstance(before, Quantity) and self.criteria.same_unit(cell, before):
            return before
        return None

    def levels(self, actual: Quantity, target: Quantity) -> Iterator[Computed]:
        """Rates of a figure against a target in its unit; of 1～2％, which is no point, none."""
        if actual.comparator == "range":
            return
        terms = {"actual": actual.value, "target": target.value}
        way = self.direction
        if isinstance(target, ComputedTarget) and not target.rated:
            return
        if target.comparator not in ("range", "about"):
            if way:
                yield compute("level_rate", **terms, direction=way)
            if way == "down":
                yield compute("level_rate_mirror", **terms)
        if target.comparator != "range":
            yield compute("reported_rate", **terms)

    def _towards(self, year: int, cell: Quantity) -> Iterator[Computed]:
        """Figures on the way from the baseline to the final target."""
        final = self.final
        if final is None or not self.criteria.same_unit(cell, final.cell):
            return
        if cell.comparator == "range":
            return
        now: Inputs = {"actual": cell.value, "actual_year": year}
        if self.baseline is not None:
            yield from self._made({**self.baseline, **now}, cell, final)
        if final.year is not None and self.criteria.met(cell, final.cell).value is not True:
            yield from self._to_go(now, cell, final, year)

    def _made(self, inputs: Inputs, cell: Quantity, final: TargetPoint) -> Iterator[Computed]:
        """How much of the way has been made, and whether that is in time."""
        why = self._wayless(cell, final.cell) or self._kept(inputs, final.cell)
        way = {**inputs, "target": final.cell.value, "direction": self.direction}
        yield compute("progress", why, **way)
        for name in ("pace", "on_line"):
            yield compute(name, why, **way, target_year=final.year)

    def _to_go(
        self, now: Inputs, cell: Quantity, final: TargetPoint, year: int
    ) -> Iterator[Computed]:
        """What is needed from now on, and where the trend leads."""
        undirected = self.criteria.undirected(cell, final.cell)
        near = _nearest_end(cell, final.cell)
        end: Inputs = {"target": near, "target_year": final.year}
        yield compute("required_change", undirected, **now, **end)
        yield compute(
            "forecast",
            series={y: v for y, v in self.series.items() if y <= year},
            target_year=final.year,
            target=None if undirected else near,
            direction=self.direction,
            break_after=self.indicator.break_after,
            bounds=find_bounds(self.indicator),
        )

    def _wayless(self, cell: Quantity, target: Quantity) -> NotComputable | None:
        """Why no share of a way to a target exists: it has two sides, or may lie on either."""
        undirected = self.criteria.undirected(cell, target)
        if begins_below_nothing(self.indicator):
            return not_computable("baseline_below_nothing")
        if target.comparator == "range":
            return not_computable("two_sided")
        if undirected or target.comparator != "about" or self.direction is None:
            return undirected
        beyond = sign(self.direction) * (cell.value - target.value) > 0
        return not_computable("two_sided") if beyond else None

    def _kept(self, inputs: Inputs, target: Quantity) -> NotComputable | None:
        """Why no way leads to a target to maintain: at the baseline, or on its worse side."""
        start = inputs["baseline"]
        if not isinstance(start, Decimal) or target.comparator == "range":
            return None
        if target.value == start:
            return not_computable("maintain")
        step = target.value - start
        back = self.direction is not None and sign(self.direction) * step < 0
        return not_computable("step_back") if back else None


def _nearest_end(cell: Quantity, target: Quantity) -> Decimal:
    """The end of a target that a figure would reach first: of 10～20, from 40, the 20."""
    above = target.comparator == "range" and cell.value > target.value
    return target.second if above and target.second is not None else target.value
