"""A preloaded process beside a cluster's worker, in which the worker's reports are made.

A worker runs its tasks in threads and may not have children of its own (Dask's nanny makes it a
daemon), but a notebook runs in a forked child, and drawing and typesetting know one thread. So each
thread of a worker starts a process by ``exec``, free of threads, that imports everything once and
forks for each report, as `evalkit build` does on one machine. A fresh interpreter for each report
would cost its imports, as much again as the report itself.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

from evalkit.produce.batch import preload
from evalkit.produce.batch.options import USUAL, Options
from evalkit.produce.cluster.task import Task, TaskResult, not_made, run_task
from evalkit.produce.engine.signals import Interrupted, exit_code_of_signal, how_it_ended

_IDLE = 30.0  # seconds without work after which it leaves: a cluster is shared
_WATCH = 1.0  # seconds between two looks whether the worker is still there
_START = "from evalkit.produce.cluster.worker_process import serve; serve()"

_of_thread = threading.local()


def make(task: Task, options: Options = USUAL) -> TaskResult:
    """Make the report of `task` in this thread's process; what a cluster's workers call."""
    while True:
        worker = _of_this_thread()
        try:
            return worker.ask(partial(run_task, task, options))
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            if code := worker.process.wait():  # 0: it was just leaving for want of work
                return not_made(task.job, f"process died: {how_it_ended(code)}")


def _of_this_thread() -> _WorkerProcess:
    worker: _WorkerProcess | None = getattr(_of_thread, "worker", None)
    if worker is None or worker.process.poll() is not None:
        worker = _of_thread.worker = _WorkerProcess()
    return worker


class _WorkerProcess:
    """The process as its worker sees it; it ends with the thread that it belongs to."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def ask(self, task: partial[TaskResult]) -> TaskResult:
        """Send a task and wait for its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        pickle.dump(task, self.process.stdin)
        self.process.stdin.flush()
        made: TaskResult = pickle.load(self.process.stdout)
        return made

    def __del__(self) -> None:
        with suppress(BrokenPipeError), self.process:  # closes the pipes: no more tasks
            pass


def serve() -> None:
    """Make the reports that the worker sends, until it has sent none for a while or is gone."""
    source, sink = _own_pipes()
    _leave_with(os.getppid())
    try:
        preload.load()
        while task := _next_task(source):
            pickle.dump(task(), sink)
            sink.flush()
    except Interrupted as stopped:
        raise SystemExit(exit_code_of_signal(stopped.number)) from None


def _next_task(source: IO[bytes]) -> partial[TaskResult] | None:
    if not select.select([source], [], [], _IDLE)[0]:
        return None
    with suppress(EOFError):
        task: partial[TaskResult] = pickle.load(source)
        return task
    return None


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes to the worker from what a notebook reads or prints, and from forks.

    A child that held one of them would keep the worker waiting for a process that has died.
    """
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    os.register_at_fork(after_in_child=source.close)
    os.register_at_fork(after_in_child=sink.close)
    return source, sink


def _leave_with(worker: int) -> None:
    """Stop, with every child, soon after the worker has gone, even in the middle of a report."""

    def look(*_: object) -> None:
        if os.getppid() != worker:
            raise Interrupted(signal.SIGTERM)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _WATCH, _WATCH)
