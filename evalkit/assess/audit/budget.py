"""The policy's budget (施策の予算額・執行額), line by line and fiscal year by fiscal year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evalkit.assess.judge.methods import execution_rate
from evalkit.sheet.budget import BudgetItem, LineColumn
from evalkit.sheet.cells import Blank, Narrative, OtherPeriod, Pending
from evalkit.sheet.model import Sheet

_PARTS: tuple[BudgetItem, ...] = ("initial", "supplementary", "carry_over")  # of the total
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


class BudgetColumn(LineColumn):
    """One line of the budget in one fiscal year, in the unit of the table."""

    @property
    def parts(self) -> dict[BudgetItem, Decimal]:
        """The amounts that make the total, as far as they are printed."""
        return {item: value for item in _PARTS if (value := self.value(item)) is not None}

    @property
    def empty(self) -> tuple[BudgetItem, ...]:
        """The parts of the total for which nothing is printed."""
        return tuple(item for item in _PARTS if isinstance(self.cell(item), Blank))

    @property
    def difference(self) -> Decimal:
        """How much the total exceeds its parts; zero where they do not say what it ought to be."""
        total = self.value("total")
        untold = (Narrative, Pending, OtherPeriod)  # an amount may be there, but not in figures
        told = not any(isinstance(self.cell(item), untold) for item in _PARTS)
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
    for each in sheet.budget.line_columns() if sheet.budget else ():
        if each.cells:
            yield BudgetColumn(line=each.line, year=each.year, cells=each.cells)
