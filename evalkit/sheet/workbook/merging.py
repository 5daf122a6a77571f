"""Merged cells that are not those of the form."""

from __future__ import annotations

from evalkit.sheet.problems import Problem
from evalkit.sheet.workbook.grid import Grid
from evalkit.sheet.workbook.layout import Slot


def misplaced(grid: Grid, row: int, slot: Slot) -> Problem | None:
    """Problem of a slot whose cells are merged with others, or separated and hold several texts."""
    area = grid.areas.get((row, slot.column))
    if area is None:
        return _separated(grid, row, slot)
    inside = slot.column <= area.left and area.right <= slot.last
    rows = (area.top, area.bottom)
    if inside and (slot.over or rows in ((row, row), (row, row + slot.height - 1))):
        return None
    return grid.problem(area.top, area.left, "merged_differently")


def _separated(grid: Grid, row: int, slot: Slot) -> Problem | None:
    columns = range(slot.column, slot.last + 1)
    filled = [column for column in columns if grid.text(row, column)]
    if slot.text and not slot.height and not filled:
        return grid.problem(row, slot.column, "unmerged", seen=slot.text)
    if len(filled) < 2:
        return None
    seen = grid.text(row, filled[-1])
    return grid.problem(row, filled[-1], "separated", seen=seen, first=grid.text(row, filled[0]))
