"""The policy's budget (施策の予算額・執行額), line by line and fiscal year by fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evalkit.assess.judge.methods import execution_rate
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Blank, Narrative, OtherPeriod, Pending, value_of
from evalkit.sheet.model import BudgetItem, BudgetLineName, Sheet
from evalkit.sheet.paths import KeyPath

PARTS: Mapping[BudgetItem, Bilingual] = {
    "initial": Bilingual("当初", "initial"),
    "supplementary": Bilingual("補正", "supplementary"),
    "carry_over": Bilingual("繰越し等", "carry-over"),
}
"""What makes the total, and what a sentence calls it."""

_EXACT_DIGITS = 5  # our choice: two amounts of five significant digits are hardly alike by chance
_ZERO = Decimal(0)


def is_exact(value: Decimal) -> bool:
    """Whether an amount has so many digits that it hardly returns by chance.

    Examples
    --------
    >>> is_exact(Decimal(1504822)), is_exact(Decimal(1130000))
    (True, False)
    """
    return len(str(abs(int(value))).rstrip("0")) >= _EXACT_DIGITS


@dataclass(frozen=True, kw_only=True)
class BudgetColumn:
    """One line of the budget in one fiscal year, in the unit of the table."""

    line: BudgetLineName
    year: int
    cells: Mapping[BudgetItem, AnyCell]

    def value(self, item: BudgetItem) -> Decimal | None:
        """Amount of an item, where one is printed."""
        return value_of(self.cells.get(item))

    def path(self, item: BudgetItem) -> KeyPath:
        """Path of an item's cell."""
        return ("budget", self.line, item, str(self.year))

    @property
    def parts(self) -> dict[BudgetItem, Decimal]:
        """The amounts that make the total, as far as they are printed."""
        return {item: value for item in PARTS if (value := self.value(item)) is not None}

    @property
    def empty(self) -> tuple[BudgetItem, ...]:
        """The parts of the total for which nothing is printed."""
        return tuple(item for item in PARTS if isinstance(self.cells.get(item, Blank()), Blank))

    @property
    def difference(self) -> Decimal:
        """How much the total exceeds its parts; zero where they do not say what it ought to be."""
        total = self.value("total")
        untold = (Narrative, Pending, OtherPeriod)  # an amount may be there, but not in figures
        told = not any(isinstance(self.cells.get(item), untold) for item in PARTS)
        if total is None or not told or "initial" not in self.parts:
            return _ZERO
        return total - sum(self.parts.values())

    @property
    def revised(self) -> Decimal:
        """補正後: initial and supplementary budget together."""
        return (self.value("initial") or _ZERO) + (self.value("supplementary") or _ZERO)

    @property
    def rate(self) -> Decimal | None:
        """執行率, where there was something to spend."""
        executed, total = self.value("executed"), self.value("total")
        if executed is None or total is None or total <= 0:
            return None
        return execution_rate(executed=executed, total=total)

    @property
    def cause(self) -> str:
        """What two checks may find wrong at once."""
        return f"budget:{self.line}:{self.year}"


def columns_of(sheet: Sheet) -> Iterator[BudgetColumn]:
    """Every line of the budget in every fiscal year for which something is printed."""
    for name, line in sheet.budget.lines() if sheet.budget else ():
        for year in sorted({year for _, cells in line.items() for year in cells}):
            cells = {item: cells[year] for item, cells in line.items() if year in cells}
            yield BudgetColumn(line=name, year=year, cells=cells)
