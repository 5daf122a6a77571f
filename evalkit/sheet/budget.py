"""施策の予算額・執行額: the records of a budget table, and the units of its amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from evalkit.sheet.cells import AnyCell, value_of
from evalkit.sheet.cells.money import THOUSAND_YEN, in_unit, named_unit
from evalkit.sheet.cells.periods import in_column
from evalkit.sheet.fields import NO_CELL, AmountCell, MoneyUnit, Name, SheetCell, Text, YearKey
from evalkit.sheet.fiscal import NotAFiscalYear, parse_year_span
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.record import Record

BudgetRole = Literal[
    "initial",
    "supplementary",
    "carried_from",
    "carried_to",
    "reserve",
    "total",
    "executed",
    "request",
    "rate",
]
BudgetItem = Literal["initial", "supplementary", "carry_over", "total", "executed"]
BudgetLineName = Literal["single", "single_reconstruction", "shared", "shared_reconstruction"]


class Amount(NamedTuple):
    """A money cell, where it stands, and the unit that its heads name for bare amounts."""

    path: KeyPath
    cell: AnyCell
    unit: str


def amount_in_column(cell: AnyCell, year: int, near: int, *, head: str, table: str) -> AnyCell:
    """Amount as it stands for its year, in the unit of its table; a bare one is in its head's."""
    return in_unit(in_column(cell, year, year, near=near), head=head, table=table)


class BudgetLine(Record):
    """One line of the budget table, by item and fiscal year, in the unit of the table."""

    initial: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 当初予算
    supplementary: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 補正予算
    carry_over: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 繰越し等
    total: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 合計
    executed: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 執行額

    def items(self) -> Iterator[tuple[BudgetItem, Mapping[int, AnyCell]]]:
        """Each item with its cells, in the order of the form."""
        for item in get_args(BudgetItem):
            yield item, getattr(self, item)

    def changed(self, change: Callable[[BudgetItem, int, AnyCell], AnyCell]) -> BudgetLine:
        """Line with each of its cells changed."""
        items = {
            str(item): {year: change(item, year, cell) for year, cell in cells.items()}
            for item, cells in self.items()
        }
        return self.model_copy(update=items)


class FreeLine(Record):
    """区分: a line of a budget table as the form names it, with the role that its amounts play.

    Its amounts stand beside its name: ``{name: 前年度から繰越し, role: carried_from, 2023: 599}``.
    """

    name: Name = Field(description="区分の名称。 What the form calls the line.")
    role: BudgetRole | None = Field(
        default=None,
        description="役割: initial（当初）、supplementary（補正）、"
        "carried_from（前年度から繰越し）、carried_to（翌年度へ繰越し）、reserve（予備費等）、total（計）、executed（執行額）、"
        "request（要求額）、rate（執行率）。内訳や内数は書かない。"
        " Role of its amounts; none of what is only part of another line.",
    )
    amounts: dict[YearKey, SheetCell] = Field(
        default_factory=dict, description="年度ごとの額。 Amounts by year."
    )

    @model_validator(mode="before")
    @classmethod
    def _beside_the_name(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        years = {key: cell for key, cell in data.items() if _is_year(key)}
        rest = {key: value for key, value in data.items() if key not in years}
        return rest | {"amounts": {**rest.get("amounts", {}), **years}} if years else rest

    @model_serializer(mode="wrap")
    def _as_typed(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written = write(self)
        amounts = written.pop("amounts", {})
        return {**written, **amounts}

    def value(self, year: int) -> Decimal | None:
        """Amount of a year in the unit of the table, where one is printed."""
        return value_of(self.amounts.get(year, NO_CELL))


def _is_year(key: Any) -> bool:
    try:
        parse_year_span(str(key))
    except NotAFiscalYear:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class LineColumn:
    """One line of the budget in one fiscal year."""

    line: BudgetLineName
    year: int
    cells: Mapping[BudgetItem, AnyCell]  # those that the sheet has

    def cell(self, item: BudgetItem) -> AnyCell:
        """Cell of an item; a blank where the sheet has none."""
        return self.cells.get(item, NO_CELL)

    def value(self, item: BudgetItem) -> Decimal | None:
        """Amount of an item in the unit of the table, where one is printed."""
        return value_of(self.cell(item))

    def path(self, item: BudgetItem) -> KeyPath:
        """Path of an item's cell."""
        return ("budget", self.line, item, str(self.year))


class Budget(Record):
    """施策の予算額・執行額: four lines, five items, one column a year."""

    heading: Text = ""
    note: Text = ""
    unit: MoneyUnit = THOUSAND_YEN
    columns: dict[YearKey, Text] = Field(default_factory=dict)  # 2014: 26年度要求額
    labels: dict[BudgetItem, Text] = Field(default_factory=dict)  # initial: 当初予算
    status_label: Text = ""  # 予算の状況（千円）, over the first four items
    line_labels: dict[BudgetLineName, Text] = Field(default_factory=dict)  # single: 上段：単独…
    lines: tuple[FreeLine, ...] = Field(
        default=(),
        description="24-7-2 の四つの行でない予算表の区分。"
        " Lines of a budget table that has not the four of 24-7-2.",
    )
    single: BudgetLine = BudgetLine()  # 上段
    single_reconstruction: BudgetLine = BudgetLine()
    shared: BudgetLine = BudgetLine()  # 下段
    shared_reconstruction: BudgetLine = BudgetLine()

    @property
    def table_unit(self) -> str:
        """Unit in which the table's amounts are calculated with."""
        return named_unit(self.unit) or THOUSAND_YEN

    def head_unit(self, item: BudgetItem, year: int) -> str:
        """Unit of the bare amounts of an item in a year: that of its heads, or of the table."""
        status = "" if item == "executed" else self.status_label
        own = named_unit(self.columns.get(year, ""), self.labels.get(item, ""), status)
        return own or self.table_unit

    def column_unit(self, year: int) -> str:
        """Unit of the bare amounts of a year in lines of the form's own."""
        return named_unit(self.columns.get(year, "")) or self.table_unit

    def amounts(self) -> Iterator[Amount]:
        """Every cell with its path in the sheet and the unit of its head."""
        for name, line in self.fixed_lines():
            for item, cells in line.items():
                for year, cell in cells.items():
                    path = ("budget", name, item, str(year))
                    yield Amount(path, cell, self.head_unit(item, year))
        for number, free in enumerate(self.lines):
            if free.role != "rate":
                for year, cell in free.amounts.items():
                    here: KeyPath = ("budget", "lines", number, str(year))
                    yield Amount(here, cell, self.column_unit(year))

    def settled(self, *, near: int) -> Budget:
        """Budget with every amount in the unit of the table."""

        def settle(item: BudgetItem, year: int, cell: AnyCell) -> AnyCell:
            return amount_in_column(
                cell, year, near, head=self.head_unit(item, year), table=self.table_unit
            )

        lines: dict[str, Any] = {
            str(name): line.changed(settle) for name, line in self.fixed_lines()
        }
        return self.model_copy(update=lines | {"lines": tuple(self._settled_free(near))})

    def _settled_free(self, near: int) -> Iterator[FreeLine]:
        for free in self.lines:
            if free.role == "rate":
                yield free
                continue
            cells = {
                year: amount_in_column(
                    cell, year, near, head=self.column_unit(year), table=self.table_unit
                )
                for year, cell in free.amounts.items()
            }
            yield free.model_copy(update={"amounts": cells})

    @property
    def years(self) -> list[int]:
        """Fiscal years with a column: those with a head or an amount, in order."""
        amounts = {
            year for _, line in self.fixed_lines() for _, cells in line.items() for year in cells
        }
        free = {year for line in self.lines for year in line.amounts}
        return sorted(amounts | free | self.columns.keys())

    def sum_of_lines(self, year: int) -> tuple[Decimal, Decimal] | None:
        """What the lines of a year make by their roles, and the total printed; None if not told.

        What is carried to the next year is taken off, however it is printed.
        """
        found: dict[str, Decimal | None] = {
            free.role: free.value(year) for free in self.lines if free.role and year in free.amounts
        }
        total, initial = found.get("total"), found.get("initial")
        if total is None or initial is None or None in found.values():
            return None
        carried_to = abs(found.get("carried_to") or Decimal(0))
        added = ("initial", "supplementary", "carried_from", "reserve")
        return sum((found.get(role) or Decimal(0) for role in added), -carried_to), total

    def line_columns(self) -> Iterator[LineColumn]:
        """Each line in each of the years, in the order of the form.

        Examples
        --------
        >>> budget = Budget.model_validate({"single": {"executed": {"2011": "9"}}})
        >>> [(each.line, each.year, each.value("executed")) for each in budget.line_columns()][0]
        ('single', 2011, Decimal('9'))
        """
        years = self.years
        for name, line in self.fixed_lines():
            for year in years:
                cells = {item: cells[year] for item, cells in line.items() if year in cells}
                yield LineColumn(line=name, year=year, cells=cells)

    def fixed_lines(self) -> Iterator[tuple[BudgetLineName, BudgetLine]]:
        """Each of the four lines of 24-7-2 with its name, in the order of the form."""
        for name in get_args(BudgetLineName):
            yield name, getattr(self, name)
