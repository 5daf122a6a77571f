"""What a notebook may take: time, memory, output; and the errors that say that it took more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output

from evalkit.assess.parameters import Limits
from evalkit.produce.engine.signals import how_it_ended

if TYPE_CHECKING:
    from nbformat import NotebookNode

MOST_OUTPUT = 50_000_000
"""Bytes of output of a notebook above which it is stopped; far above what a page shows."""

OUTPUT_LIMIT = "OutputLimitExceeded"
"""Name of the error of a cell that has made more."""


class TooSlowError(CellTimeoutError):
    """A cell was stopped at the end of its time, or of its notebook's."""

    kind: Literal["cell_seconds", "notebook_seconds"]
    most: int
    number: int  # of the cell, as In [4]


class DiedError(DeadKernelError):
    """The process that ran a notebook has ended, or was ended for the memory that it took."""

    how: str  # SIGKILL, exit 3
    number: int
    memory_mib: int  # that it was allowed, where it took more; else 0


@dataclass(frozen=True)
class Deadline:
    """When a cell must have ended, and by which limit."""

    kind: Literal["cell_seconds", "notebook_seconds"]
    most: int  # seconds
    at: float

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self.at - time.monotonic())

    def missed(self, cell: NotebookNode, number: int) -> TooSlowError:
        """Error of the cell that has missed it."""
        error = TooSlowError.error_from_timeout_and_cell("Timeout", self.most, cell)
        assert isinstance(error, TooSlowError)
        error.kind, error.most, error.number = self.kind, self.most, number
        return error


class Clock:
    """The time of one notebook, from now on."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.notebook_seconds

    def of_cell(self) -> Deadline:
        """Return the deadline of a cell that begins now."""
        own = time.monotonic() + self._limits.cell_seconds
        if own <= self._end:
            return Deadline("cell_seconds", self._limits.cell_seconds, own)
        return Deadline("notebook_seconds", self._limits.notebook_seconds, self._end)


def died(number: int, exit_code: int | None, memory_mib: int = 0) -> DiedError:
    """Error of a notebook whose process has ended."""
    error = DiedError("Kernel died")
    error.number, error.memory_mib = number, memory_mib
    error.how = how_it_ended(exit_code or 0)
    return error


def too_much_output(cell: NotebookNode, number: int, most: int) -> CellExecutionError:
    """Error of a cell that has made more output than it may; it stands in the notebook too."""
    cell["execution_count"] = number
    why = f"the notebook's output exceeds {most} bytes"
    told: dict[str, Any] = {"ename": OUTPUT_LIMIT, "evalue": why}
    told["traceback"] = [f"{OUTPUT_LIMIT}: {why}"]
    cell.outputs.append(new_output("error", **told))
    return CellExecutionError.from_cell_and_msg(cell, told)


def number_of(cells: Sequence[NotebookNode], index: int) -> int:
    """Number of the cell at `index` as Jupyter counts them: In [4]."""
    before = (cell for cell in cells[:index] if cell.cell_type == "code" and cell.source.strip())
    return 1 + sum(1 for _ in before)
