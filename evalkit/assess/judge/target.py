"""A target as every rule sees it: its figure with all that decides what meets it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evalkit.assess.judge import methods
from evalkit.assess.judge.inputs import Given, number
from evalkit.assess.judge.methods import COMPARATORS, WAYS, Direction
from evalkit.assess.judge.reasons import not_computable, not_decidable


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetInputs:
    """What a rule is given of a target, as it stands in a file; each rule adds its own inputs."""

    target: Given = None  # a text (a milestone) in the rules that know decisions
    comparator: str | None = "="
    direction: Direction | None = None  # which way is better, where it is known
    upper: Given = None  # upper end of a range
    tolerance: Given = None  # what 程度 allows to either side


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A figure to reach, in the indicator's unit; None where there is none."""

    value: Decimal | None
    comparator: str | None = "="
    direction: Direction | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None

    @classmethod
    def read(cls, given: TargetInputs) -> Target:
        """Read a target as it stands in a file; a comparator says which way is better.

        Raises
        ------
        NotDecidable
            If the comparator contradicts the direction.

        Examples
        --------
        >>> Target.read(TargetInputs(target="20", comparator="以下")).direction
        'down'
        """
        implied = WAYS.get(COMPARATORS.get(given.comparator, ""))
        if implied and given.direction and implied != given.direction:
            raise not_decidable("contradicting")
        return cls(
            value=number("target", given.target),
            comparator=given.comparator,
            direction=given.direction or implied,
            upper=number("upper", given.upper),
            tolerance=number("tolerance", given.tolerance),
        )

    @property
    def two_sided(self) -> bool:
        """Whether it has an upper and a lower limit: 10～20件, 10件程度."""
        return COMPARATORS.get(self.comparator) in ("range", "about")

    def met(self, actual: Decimal | None) -> bool:
        """Whether `actual` meets it; raises as :func:`~evalkit.assess.judge.methods.met`."""
        return methods.met(
            actual=actual,
            target=self.value,
            comparator=self.comparator,
            direction=self.direction,
            upper=self.upper,
            tolerance=self.tolerance,
        )

    def level(self, actual: Decimal | None) -> Level:
        """Level rate of `actual`, unless the target has two sides.

        Examples
        --------
        >>> Target.read(TargetInputs(target=10, comparator="未満")).level(Decimal(10))
        Level(rate=Decimal('1'), missed=True)
        """
        if self.two_sided:
            raise not_computable("two_sided")
        rate = methods.level_rate(actual=actual, target=self.value, direction=self.direction)
        return Level(rate=rate, missed=not self.met(actual))


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Level reached, as a ratio, and whether the target is missed nevertheless."""

    rate: Decimal
    missed: bool

    @property
    def short(self) -> bool:
        """Whether a full rate does not meet the target all the same: 10 against 10 % 未満."""
        return self.missed and self.rate >= 1
