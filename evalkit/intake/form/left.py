"""What stands left of the figures: names of indicators, and beside them their units and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evalkit.intake.form.columns import Columns
from evalkit.intake.form.labels import Labels
from evalkit.intake.form.regions import Region
from evalkit.intake.printed import Box, PrintedCell

_WORDS = ("no", "unit", "group")


@dataclass(frozen=True)
class Left:
    """Columns left of the figures that hold no names."""

    units: tuple[Box, ...]
    labels: tuple[Box, ...]
    words: tuple[PrintedCell, ...]
    """Heads that are words of the form: 番号, 単位, 区分."""

    @classmethod
    def of(
        cls,
        region: Region,
        columns: Columns,
        labels: Labels,
        is_label: Callable[[PrintedCell], bool],
    ) -> Left:
        """Those of a table; a column is one of labels where it has one of a row."""
        left = [cell for cell in region.cells() if columns.names(cell)]
        heads = [cell for cell in left if cell in region.rows[0].cells]
        first = min((cell.box.right for cell in left), default=0.0)
        of_rows = [
            cell.box for cell in left
            if cell not in heads and cell.box.left >= first and is_label(cell)
        ]  # fmt: skip
        words = [
            cell for cell in heads
            if (key := labels.find(cell.text, _WORDS))
            and (key != "group" or any(_is_over(cell.box, box) for box in of_rows))
        ]  # fmt: skip
        units = [cell.box for cell in words if labels.is_(cell.text, "unit")]
        return cls(tuple(units), tuple(of_rows), tuple(words))

    def is_unit(self, cell: PrintedCell) -> bool:
        """Whether a cell stands in the column of units."""
        return any(_is_over(box, cell.box) for box in self.units)

    def is_label(self, cell: PrintedCell) -> bool:
        """Whether a cell stands in the column of labels of rows."""
        return any(_is_over(box, cell.box) for box in self.labels)

    def holds_name(self, cell: PrintedCell) -> bool:
        """Whether a cell may hold a name, or a number."""
        return not (self.is_unit(cell) or self.is_label(cell))


def _is_over(one: Box, other: Box) -> bool:
    return one.left < (other.left + other.right) / 2 < one.right
