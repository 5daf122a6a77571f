"""How processes begin and end: forks, and the signals that tell a run to stop."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def can_fork() -> bool:
    """Whether this system forks processes safely."""
    return sys.platform not in ("win32", "darwin")


class Interrupted(BaseException):
    """A signal told the run to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Within it, SIGINT and SIGTERM raise `Interrupted`."""
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, _interrupt) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _: FrameType | None) -> None:
    raise Interrupted(number)


def exit_code_of_signal(number: int) -> int:
    """Exit code of a run that a signal ended, as shells give it: 130, 143."""
    return 128 + signal.Signals(number).value


def how_it_ended(code: int) -> str:
    """Exit code of a process for people.

    Examples
    --------
    >>> how_it_ended(-9), how_it_ended(3)
    ('SIGKILL', 'exit 3')
    """
    return signal.Signals(-code).name if code < 0 else f"exit {code}"


def end_with_parent() -> None:
    """Let the system kill this forked process when the one that forked it ends, however that ends.

    For the first line of a child's work, so that a run that is killed leaves nobody at work on the
    folder it held. Only Linux does it; elsewhere the child ends with its report. What counts as the
    parent is the thread that forked: it must live as long as the run.
    """
    import ctypes
    import multiprocessing

    parent = multiprocessing.parent_process()
    if sys.platform != "linux" or parent is None:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent.pid:  # it ended before the system was told
        os.kill(os.getpid(), signal.SIGKILL)
