"""A notebook's memory, watched from outside: on Linux, the only system that is asked for it.

A limit that the system sets (RLIMIT_DATA) was tried: CPython 3.11 can spin for ever when it has no
memory left in which to say so, and each process that a cell starts would have the whole of it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_LOOK = 0.1  # seconds between two looks


class MemoryWatch:
    """Ends a process, with those that it has started, when they take too much memory.

    Counted is what each has in the machine's memory beyond what the first has now.
    """

    def __init__(self, pid: int, most_mib: int) -> None:
        self._pid = pid
        self._most_mib = most_mib
        self._usual = _resident(pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.exceeded_mib = 0  # what they were allowed, where they have taken more

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            family = list(_family(self._pid))
            taken = sum(max(0, _resident(each) - self._usual) for each in family)
            if taken > self._most_mib * 2**20:
                self.exceeded_mib = self._most_mib
                for each in family:
                    with suppress(ProcessLookupError, PermissionError):
                        os.kill(each, signal.SIGKILL)
                return


def _family(pid: int) -> Iterator[int]:
    """A process, and all that descend from it."""
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _resident(pid: int) -> int:
    """Bytes of a process in the machine's memory; 0 where that is not known."""
    with suppress(OSError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
