"""Which heads a screen reader reads with a cell: by the cell's `headers`, or by `scope`.

After "forming relationships between data cells and header cells" in the HTML standard, without
`scope="auto"`, for every head of a published page has a scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag


@dataclass(frozen=True)
class Slot:
    """A cell with the rows and columns that it covers."""

    cell: Tag
    rows: range
    columns: range

    @property
    def scope(self) -> str:
        return self.cell.get("scope", "")

    @property
    def text(self) -> str:
        return self.cell.get_text(" ", strip=True)


def slots_of(table: Tag) -> list[Slot]:
    """Cells of a table at their places."""
    taken: set[tuple[int, int]] = set()
    slots = []
    for number, row in enumerate(table.find_all("tr")):
        column = 0
        for cell in row.find_all(("td", "th"), recursive=False):
            while (number, column) in taken:
                column += 1
            rows = range(number, number + int(cell.get("rowspan", 1)))
            columns = range(column, column + int(cell.get("colspan", 1)))
            taken |= {(row, each) for row in rows for each in columns}
            slots.append(Slot(cell, rows, columns))
    return slots


def heads_of(slot: Slot, slots: list[Slot]) -> list[Slot]:
    """Heads of one cell."""
    named = slot.cell.get("headers")
    heads = [each for each in slots if each.cell.name == "th" and each is not slot]
    if named is None:
        return [each for each in heads if _reaches(each, slot)]
    by_id = {each.cell.get("id"): each for each in heads}
    return [by_id[each] for each in named]


def _reaches(head: Slot, slot: Slot) -> bool:
    same_rows = bool({*head.rows} & {*slot.rows})
    if head.scope in ("row", "rowgroup"):
        return same_rows and head.columns.start < slot.columns.start
    above = head.rows.start < slot.rows.start
    return above and bool({*head.columns} & {*slot.columns})


def without_head(table: Tag) -> Iterator[str]:
    """Cells with text that lack a head for their row, or for one of their columns."""
    slots = slots_of(table)
    for slot in slots:
        if slot.cell.name == "td" and slot.text and not _is_headed(slot, slots, table):
            yield slot.text


def _is_headed(slot: Slot, slots: list[Slot], table: Tag) -> bool:
    heads = heads_of(slot, slots)
    by_row = [each for each in heads if each.scope in ("row", "rowgroup")]
    above = {
        column for each in heads if each.scope in ("col", "colgroup") for column in each.columns
    }
    starts = (each.columns.start for each in slots if each.cell.name == "th"
              and each.scope == "row" and each.rows == slot.rows)  # fmt: skip
    before = slot.columns.start < min(starts, default=0)  # a list may number its rows before
    return bool(by_row or before) and (table.thead is None or {*slot.columns} <= above)
