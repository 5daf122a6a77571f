"""``papermill --engine evalkit``: a notebook runs in a fresh fork of this process, not in a kernel.

What has been imported is there at once, nothing leaks from one notebook to the next, and a child
that dies is a failed notebook with papermill's own kinds of error. Where fork is missing, a kernel
over IPC sockets does the work.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TYPE_CHECKING, Any

from jupyter_client.session import json_unpacker
from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine

from evalkit.assess.parameters import Limits
from evalkit.produce.engine.kernel import run_in_kernel
from evalkit.produce.engine.limits import (
    MOST_OUTPUT,
    Clock,
    Deadline,
    died,
    number_of,
    too_much_output,
)
from evalkit.produce.engine.memory import MemoryWatch
from evalkit.produce.engine.signals import can_fork, end_with_parent

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.engines import NotebookExecutionManager

_LANGUAGE = {  # as ipykernel says it, which would cost its own import
    "name": "python",
    "version": sys.version.split()[0],
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}
_LEFT = 0.2  # seconds that a closed child is given to leave by itself
_LOOK = 0.5  # seconds between two looks whether a silent child is still there


class EvalkitEngine(Engine):  # type: ignore[misc]
    """Papermill engine, registered as ``evalkit``."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        log_output: bool = False,
        execution_timeout: int | None = None,
        limits: Limits | None = None,
        most_output: int = MOST_OUTPUT,
        kernel: bool = False,
        **options: Any,
    ) -> None:
        """Execute the notebook of `nb_man`.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
        kernel_name : str
            Used only in a real kernel.
        execution_timeout : int
            Seconds a cell may take; papermill's name of what `limits` says too.
        limits : Limits
            Time and memory that the notebook may take.
        most_output : int
            Bytes of output that it may make.
        kernel : bool
            Whether to run it in a real kernel, as is done where fork is missing.

        Raises
        ------
        nbclient.exceptions.CellTimeoutError, DeadKernelError
            As with papermill's own engine.
        """
        held = limits or Limits()
        if execution_timeout:
            held = held.model_copy(update={"cell_seconds": execution_timeout})
        if kernel or not can_fork():
            run_in_kernel(
                nb_man, held, most_output, kernel_name=kernel_name,
                log_output=log_output, startup_timeout=options.get("start_timeout", 60),
            )  # fmt: skip
            return
        with _saved_once(nb_man), _child() as (process, connection):
            _Run(nb_man, process, connection, held, most_output, log_output=log_output).whole()


@contextmanager
def _saved_once(nb_man: NotebookExecutionManager) -> Iterator[None]:
    """Let papermill save the notebook at its end only, not twice a cell: this process survives."""
    path, nb_man.output_path = nb_man.output_path, None
    try:
        yield
    finally:
        nb_man.output_path = path


@contextmanager
def _child() -> Iterator[tuple[ForkProcess, Connection]]:
    from evalkit.produce.engine.cell_process import serve

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve_alone, args=(serve, ours, theirs))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        ours.close()
        _end(process)


def _serve_alone(serve: Any, ours: Connection, theirs: Connection) -> None:
    end_with_parent()
    ours.close()  # or the child would never see that its parent has gone
    serve(theirs)


def _end(process: ForkProcess) -> None:
    process.join(_LEFT)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


class _Run:
    """One notebook in one child; nbclient turns the child's messages into outputs."""

    def __init__(
        self,
        nb_man: NotebookExecutionManager,
        process: ForkProcess,
        connection: Connection,
        limits: Limits,
        most_output: int,
        *,
        log_output: bool,
    ) -> None:
        self.nb_man = nb_man
        self.process = process
        self.connection = connection
        self.clock = Clock(limits)
        self.memory = MemoryWatch(process.pid or 0, limits.memory_mib)
        self.most_output = most_output
        self.size = 0
        self.client = PapermillNotebookClient(nb_man, log_output=log_output)
        self.client.reset_execution_trackers()

    def whole(self) -> None:
        """Run every cell up to the first that fails."""
        with self.memory:
            for index, cell in enumerate(self.nb_man.nb.cells):
                try:
                    self.nb_man.cell_start(cell, index)
                    self.cell(cell, index)
                except CellExecutionError as error:
                    self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                    break
                finally:
                    self.nb_man.cell_complete(cell, cell_index=index)
        self.nb_man.nb.metadata["language_info"] = _LANGUAGE

    def cell(self, cell: NotebookNode, index: int) -> None:
        """Run one cell; raises as nbclient does."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or "skip-execution" in tags:
            return
        cell.outputs = []
        self.client.clear_before_next_output = False
        reply = self._reply(cell, index)
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)

    def _reply(self, cell: NotebookNode, index: int) -> dict[str, Any]:
        deadline = self.clock.of_cell()
        self._send(cell, index)
        while True:
            raw = self._receive(cell, index, deadline)
            message = json_unpacker(raw)
            content: dict[str, Any] = message["content"]
            if message["msg_type"] == "execute_reply":
                cell["execution_count"] = content["execution_count"]
                return content
            self.size += len(raw)
            if self.size > self.most_output:
                raise too_much_output(cell, self._number(index), self.most_output)
            self.client.process_message(message, cell, index)

    def _send(self, cell: NotebookNode, index: int) -> None:
        try:
            self.connection.send(cell.source)
        except OSError:
            raise self._died(index) from None

    def _receive(self, cell: NotebookNode, index: int, deadline: Deadline) -> bytes:
        while deadline.left:
            try:
                if self.connection.poll(min(deadline.left, _LOOK)):
                    return self.connection.recv_bytes()
            except (EOFError, ConnectionResetError):
                raise self._died(index) from None
            # Whom a cell has left behind may keep the pipe open.
            if not self.process.is_alive() and not self.connection.poll():
                raise self._died(index)
        raise deadline.missed(cell, self._number(index))

    def _died(self, index: int) -> Exception:
        self.process.join(_LEFT)
        return died(self._number(index), self.process.exitcode, self.memory.exceeded_mib)

    def _number(self, index: int) -> int:
        return number_of(self.nb_man.nb.cells, index)
