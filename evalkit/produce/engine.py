"""``papermill --engine evalkit``: a notebook runs in a fresh fork of this process, not in a kernel.

What has been imported is there at once, nothing leaks from one notebook to the next, and a child
that dies is a failed notebook with papermill's own kinds of error. Where fork is missing, a kernel
over IPC sockets does the work.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.session import json_unpacker
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine
from traitlets.config import Config

from evalkit.produce.stop import end_with_parent

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.engines import NotebookExecutionManager

MOST_OUTPUT = 50_000_000
"""Bytes of output of one cell above which it is stopped."""

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


def kernel_config() -> Config:
    """Return how a real kernel is reached: over IPC sockets, at a short path of its own.

    Of 400 kernels started at once over TCP, two failed on a port; over IPC sockets, none.
    """
    place = Path(tempfile.gettempdir()) / f"evalkit-{os.getpid()}-{secrets.token_hex(4)}"
    return Config(KernelManager={"transport": "ipc", "ip": str(place)})


def can_fork() -> bool:
    """Whether this system forks processes safely."""
    return sys.platform not in ("win32", "darwin")


class EvalkitEngine(Engine):  # type: ignore[misc]
    """Papermill engine, registered as ``evalkit``."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        log_output: bool = False,
        execution_timeout: int | None = None,
        most_output: int = MOST_OUTPUT,
        **kwargs: Any,
    ) -> None:
        """Execute the notebook of `nb_man`.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
        kernel_name : str
            Used only where fork is missing.
        execution_timeout : int
            Seconds a cell may take; default: no limit.
        most_output : int
            Bytes of output a cell may make.

        Raises
        ------
        nbclient.exceptions.CellTimeoutError, DeadKernelError
            As with papermill's own engine.
        """
        kwargs.setdefault("config", kernel_config())
        if not can_fork():
            NBClientEngine.execute_managed_notebook(
                nb_man, kernel_name, log_output=log_output,
                execution_timeout=execution_timeout, **kwargs,
            )  # fmt: skip
            return
        with _saved_once(nb_man), _child() as connection:
            _Run(nb_man, connection, execution_timeout, most_output, log_output=log_output).whole()


@contextmanager
def _saved_once(nb_man: NotebookExecutionManager) -> Iterator[None]:
    """Let papermill save the notebook at its end only, not twice a cell: this process survives."""
    path, nb_man.output_path = nb_man.output_path, None
    try:
        yield
    finally:
        nb_man.output_path = path


@contextmanager
def _child() -> Iterator[Connection]:
    from evalkit.produce.child import serve

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve_alone, args=(serve, ours, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
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
        connection: Connection,
        timeout: int | None,
        most_output: int,
        *,
        log_output: bool,
    ) -> None:
        self.nb_man = nb_man
        self.connection = connection
        self.timeout = timeout
        self.most_output = most_output
        self.client = PapermillNotebookClient(nb_man, log_output=log_output)
        self.client.reset_execution_trackers()

    def whole(self) -> None:
        """Run every cell up to the first that fails."""
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
        if cell.cell_type != "code" or not cell.source.strip():
            return
        cell.outputs = []
        self.client.clear_before_next_output = False
        reply = self._reply(cell, index)
        allowed = "raises-exception" in cell.metadata.get("tags", [])
        if reply["status"] == "error" and not allowed:
            raise CellExecutionError.from_cell_and_msg(cell, reply)

    def _reply(self, cell: NotebookNode, index: int) -> dict[str, Any]:
        deadline = time.monotonic() + self.timeout if self.timeout else None
        self._send(cell)
        size = 0
        while True:
            raw = self._receive(cell, deadline)
            message = json_unpacker(raw)
            content: dict[str, Any] = message["content"]
            if message["msg_type"] == "execute_reply":
                cell["execution_count"] = content["execution_count"]
                return content
            size += len(raw)
            self._check_size(cell, size)
            self.client.process_message(message, cell, index)

    def _send(self, cell: NotebookNode) -> None:
        try:
            self.connection.send(cell.source)
        except OSError:
            raise DeadKernelError("Kernel died") from None

    def _receive(self, cell: NotebookNode, deadline: float | None) -> bytes:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        try:
            if not self.connection.poll(left):
                raise CellTimeoutError.error_from_timeout_and_cell(
                    "Timeout waiting for execute reply", self.timeout or 0, cell
                )
            return self.connection.recv_bytes()
        except (EOFError, ConnectionResetError):
            raise DeadKernelError("Kernel died") from None

    def _check_size(self, cell: NotebookNode, size: int) -> None:
        if size <= self.most_output:
            return
        name, why = "OutputLimitExceeded", f"the cell's output exceeds {self.most_output} bytes"
        told: dict[str, Any] = {"ename": name, "evalue": why, "traceback": [f"{name}: {why}"]}
        cell.outputs.append(new_output("error", **told))
        raise CellExecutionError.from_cell_and_msg(cell, told)
