"""Which column of a table a cell stands in, told by the edges of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evalkit.intake.printed import PrintedCell

_SLACK = 0.12  # of the narrowest column: edges of a PDF do not stand exactly under each other


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a key of the sheet, and the year of its head."""

    key: str
    left: float
    right: float
    year: int | None = None
    is_expected: bool = False  # its figures are what somebody expects: 5年度見込み


class Columns:
    """Columns of a table from left to right, those of its names aside.

    Parameters
    ----------
    columns : Iterable of Column
    """

    def __init__(self, columns: Iterable[Column]) -> None:
        self.all = tuple(sorted(columns, key=lambda each: each.left))
        self.left = min((each.left for each in self.all), default=0.0)
        self.right = max((each.right for each in self.all), default=0.0)
        narrowest = min((each.right - each.left for each in self.all), default=1.0)
        self._slack = _SLACK * narrowest

    def names(self, cell: PrintedCell) -> bool:
        """Whether a cell stands left of every column, where the names are."""
        return cell.box.right <= self.left + self._slack

    def of(self, cell: PrintedCell) -> list[Column]:
        """Columns that a cell covers, by more than half of either."""
        return [each for each in self.all if _half(each, cell)]

    def fits(self, cell: PrintedCell) -> bool:
        """Whether a cell begins and ends where columns do."""
        own = self.of(cell)
        return bool(own) and (
            abs(own[0].left - cell.box.left) <= self._slack
            and abs(own[-1].right - cell.box.right) <= self._slack
        )

    def gaps(self, cells: Sequence[PrintedCell]) -> bool:
        """Whether a column has none of these cells in it, or more than one, or one lies outside."""
        covered = [each for cell in cells for each in self.of(cell)]
        outside = any(cell.box.right > self.right + self._slack for cell in cells)
        return outside or len(covered) != len(set(covered)) or set(covered) != set(self.all)


def _half(column: Column, cell: PrintedCell) -> bool:
    common = min(column.right, cell.box.right) - max(column.left, cell.box.left)
    width = min(column.right - column.left, cell.box.right - cell.box.left)
    return common > width / 2
