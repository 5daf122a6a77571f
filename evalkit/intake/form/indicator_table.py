"""A table of indicators while it is read: its columns, and where the reader stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evalkit.intake.form.columns import Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.left import Left
from evalkit.intake.form.regions import Region
from evalkit.intake.printed import PrintedCell
from evalkit.sheet.paths import KeyPath

BY_YEAR = ("actuals", "annual_targets")
"""Keys of columns of years."""


@dataclass
class IndicatorTable:
    """A table of indicators while it is read."""

    form: Form
    region: Region
    kind: str
    columns: Columns
    row_keys: tuple[str, ...]
    numbered: bool  # whether its indicators have numbers
    heads: set[int]  # ids of the cells that are heads
    left: Left
    own_heads: dict[str, tuple[str, PrintedCell]] = field(default_factory=dict)
    """Heads over baseline and target that differ from those of an earlier table."""
    path: KeyPath = ()  # of the row that is read: an indicator, or a series under it
    indicator: KeyPath = ()
    name: PrintedCell | None = None
    indicators: list[KeyPath] = field(default_factory=list)
    with_targets: set[KeyPath] = field(default_factory=set)
    is_plan: bool = False  # its columns of years are those of targets
    rows: dict[KeyPath, list[str]] = field(default_factory=dict)
    """Keys of the rows that were read, each once, by the indicator or series they are of."""

    @property
    def own_rows(self) -> list[str]:
        """Keys of the rows that were read of the indicator or series that is read now."""
        return self.rows.setdefault(self.path, [])

    @property
    def is_in_first_row(self) -> bool:
        """Whether the row that is read is the first of its indicator or series."""
        return len(self.own_rows) == 1

    def suspect(self, code: str, paths: Sequence[KeyPath] | None = None) -> None:
        """Doubt what stands below these paths, by default of what is read now."""
        for path in [self.path] if paths is None else paths:
            self.form.suspect(path, code)
