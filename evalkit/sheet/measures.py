"""達成手段: the programmes meant to move the indicators, under the heads of their table."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field

from evalkit.sheet.budget import amount_in_column
from evalkit.sheet.cells.money import THOUSAND_YEN, named_unit
from evalkit.sheet.fields import AmountCell, Name, Text, YearKey
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.record import Record


class MeasureTable(Record):
    """The printed heads of a table of 達成手段."""

    heading: Text = ""
    budget: dict[YearKey, Text] = Field(default_factory=dict)  # 2012: 24年度補正後予算額（千円）

    def unit(self, year: int, otherwise: str = THOUSAND_YEN) -> str:
        """Unit of the amounts of a year: that of its head, or else of the table."""
        own = self.budget.get(year, "")
        return named_unit(own, self.heading, *self.budget.values()) or otherwise


class Measure(Record):
    """達成手段: one programme."""

    name: Name
    budget: dict[YearKey, AmountCell] = Field(default_factory=dict)  # in the unit of its head
    summary: Text = ""
    indicators: Text = ""  # 関連する指標, as printed: ④～⑥⑩⑪
    review_sheet: Text = ""  # 行政事業レビューシート番号; 0208, 042（復興庁）
    division: Text = ""

    def under(self, heads: MeasureTable, *, near: int, unit: str) -> Measure:
        """Measure with its amounts in the units of their heads, or in `unit` if they name none."""
        budget = {
            year: amount_in_column(cell, year, near, head=own, table=own)
            for year, cell in self.budget.items()
            if (own := heads.unit(year, unit))
        }
        return self.model_copy(update={"budget": budget})


class ReferenceMeasures(Record):
    """（参考）関連する独立行政法人の事業."""

    heading: Text = ""
    table: MeasureTable = MeasureTable()
    measures: tuple[Measure, ...] = ()

    def settled(self, *, near: int, unit: str) -> ReferenceMeasures:
        """Table with its amounts in the units of their heads."""
        measures = tuple(each.under(self.table, near=near, unit=unit) for each in self.measures)
        return self.model_copy(update={"measures": measures})


class MeasureRows(NamedTuple):
    """A printed table of 達成手段, and where it stands."""

    path: KeyPath  # of its rows: ("reference", "measures")
    measures: tuple[Measure, ...]
    heads: MeasureTable
    heads_path: KeyPath
    goal: str  # number of its achievement goal; "" of the reference table


class PlacedMeasure(NamedTuple):
    """A 達成手段 under the heads of its table, and where it stands."""

    path: KeyPath
    measure: Measure
    heads: MeasureTable
    goal: str  # number of its achievement goal; "" in the reference table
