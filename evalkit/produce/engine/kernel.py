"""A notebook in a real kernel, held to the same limits as in a forked child."""

from __future__ import annotations

import logging
import math
import os
import secrets
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.exceptions import PapermillExecutionError
from papermill.log import logger
from traitlets.config import Config

from evalkit.assess.parameters import Limits
from evalkit.produce.engine.limits import Clock, died, number_of, too_much_output
from evalkit.produce.engine.memory import MemoryWatch

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.engines import NotebookExecutionManager


_LAST_SECONDS = 1.0
"""From the request to end until a kernel is killed; after half of it, it is sent SIGTERM.

About one kernel in ten does not hear the request. Its notebook has been run by then.
"""


def kernel_config() -> Config:
    """Return how a real kernel is reached and ended: over IPC sockets, at a short path of its own.

    Of 400 kernels started at once over TCP, two failed on a port; over IPC sockets, none.
    """
    place = Path(tempfile.gettempdir()) / f"evalkit-{os.getpid()}-{secrets.token_hex(4)}"
    reached = {"transport": "ipc", "ip": str(place)}
    return Config(KernelManager={**reached, "shutdown_wait_time": _LAST_SECONDS})


def run_in_kernel(
    nb_man: NotebookExecutionManager,
    limits: Limits,
    most_output: int,
    *,
    log_output: bool,
    **options: Any,
) -> None:
    """Run the notebook of `nb_man`; `options` are nbclient's."""
    client = _Client(nb_man, config=kernel_config(),
        log=_log(quiet=not log_output), log_output=log_output, **options,
    )  # fmt: skip
    client.hold(limits, most_output)
    client.execute(stderr=subprocess.DEVNULL)  # what the kernel itself says when it is stopped


def _log(*, quiet: bool) -> logging.Logger:
    """Papermill's log, or one that nobody reads: what matters is raised."""
    log = logging.getLogger("evalkit.kernel" if quiet else logger.name)
    if not quiet:
        return log
    log.propagate = False
    log.addHandler(logging.NullHandler())
    return log


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, which knows no limit but that of a cell's time."""

    def hold(self, limits: Limits, most_output: int) -> None:
        """Hold the run that begins to `limits`."""
        self.limits = limits
        self.most_output = most_output
        self.size = 0
        self.clock = Clock(limits)

    def papermill_execute_cells(self) -> None:
        """Run every cell, once the kernel is there to be limited."""
        self.memory = MemoryWatch(self.km.provisioner.pid, self.limits.memory_mib)
        with self.memory:
            super().papermill_execute_cells()

    def execute_cell(self, cell: NotebookNode, index: int) -> None:
        """Run one cell; raises as in a forked child."""
        deadline, number = self.clock.of_cell(), number_of(self.nb.cells, index)
        if not deadline.left:
            raise deadline.missed(cell, number)
        self.timeout = math.ceil(deadline.left)
        try:
            super().execute_cell(cell, index)
        except CellTimeoutError:
            raise deadline.missed(cell, number) from None
        except DeadKernelError:
            if self.size > self.most_output:
                told = too_much_output(cell, number, self.most_output)
                raise PapermillExecutionError(  # or papermill would ask the busy kernel for more
                    index, number, cell.source, told.ename, told.evalue, [told.traceback]
                ) from None
            ended = self.km.provisioner.process.poll()
            raise died(number, ended, self.memory.exceeded_mib) from None

    def process_message(self, msg: dict[str, Any], *where: Any) -> NotebookNode | None:
        """Take a message into the notebook, or stop where there have been too many."""
        content = msg["content"]
        self.size += len(content.get("text", "")) + sum(
            len(str(value)) for value in content.get("data", {}).values()
        )
        if self.size > self.most_output:
            self.task_poll_for_reply.cancel()  # as where the kernel has died
            return None
        output: NotebookNode | None = super().process_message(msg, *where)
        return output
