"""Several reports at once: one forked process for each, watched until it ends.

A process that dies takes its own report with it and no other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

from evalkit.produce.batch.plan import Job
from evalkit.produce.engine.signals import can_fork, end_with_parent, how_it_ended, stoppable
from evalkit.produce.publication.result import Result, failed

Run = Callable[[Job], Result]


def run_jobs(jobs: Sequence[Job], run: Run, *, at_once: int) -> Iterator[Result]:
    """Run every job, at most `at_once` at a time; results come as they are ready.

    Raises
    ------
    Interrupted
        On SIGINT or SIGTERM, after every child has been stopped.
    """
    if not can_fork():
        yield from map(run, jobs)
        return
    with _watched() as running:
        waiting = list(reversed(jobs))
        while waiting or running:
            while waiting and len(running) < at_once:
                _start(waiting.pop(), run, running)
            for connection in wait(list(running)):
                assert isinstance(connection, Connection)
                yield _finish(connection, running)


Running = dict[Connection, tuple[Job, ForkProcess]]


@contextmanager
def _watched() -> Iterator[Running]:
    """Children at work; none outlives it."""
    running: Running = {}
    with stoppable():
        try:
            yield running
        finally:
            for _, process in running.values():
                _stop(process)


def _start(job: Job, run: Run, running: Running) -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(job, run, theirs))
    process.start()
    theirs.close()
    running[ours] = (job, process)


def _child(job: Job, run: Run, connection: Connection) -> None:
    end_with_parent()
    os.register_at_fork(after_in_child=connection.close)  # or who is left behind keeps it open
    os.setpgid(0, 0)  # the notebook's own child goes with it
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    connection.send(run(job))
    connection.close()


def _finish(connection: Connection, running: Running) -> Result:
    job, process = running.pop(connection)
    try:
        result: Result = connection.recv()
    except EOFError:
        process.join()
        ended = how_it_ended(process.exitcode or 0)
        result = failed(job.layout.name, f"process died: {ended}")
    connection.close()
    _stop(process)
    return result


def _stop(process: ForkProcess) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.join()
    process.close()
