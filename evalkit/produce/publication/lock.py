"""One run at a time on a folder of reports.

The system's own lock on a file says whether a run is at work: it ends with the last process of the
run, whatever ended that, and no number of a process that came later can be taken for it. What the
file says is for people: who, and since when. Another host's lock may not be seen from here, so what
its file says is believed.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from evalkit.present.round_files import STATE
from evalkit.produce.publication.disk import make_folder, naming
from evalkit.produce.publication.publish import clear_left_overs
from evalkit.sheet.files import content_of, refuse_device

_PATIENCE = 2.0  # seconds that the children of a run that was killed are given to end
_PAUSE = 0.05


@dataclass(frozen=True)
class Holder:
    """Who holds a folder of reports, and since when."""

    host: str
    pid: int
    since: str

    @property
    def elsewhere(self) -> bool:
        """Whether it is at work on another host."""
        return self.host != socket.gethostname()


class HeldError(Exception):
    """Another run is at work on the folder."""

    def __init__(self, holder: Holder, path: Path) -> None:
        super().__init__(f"held by host {holder.host}, pid {holder.pid}, since {holder.since}")
        self.holder = holder
        self.path = path


@contextmanager
def hold(reports: Path) -> Iterator[Holder | None]:
    """Hold the folder `reports`; yields the dead holder whose lock was taken over, if any.

    What a run that died has left under temporary names is removed.

    Raises
    ------
    HeldError
        If another run holds it.
    WriteError
        If the lock cannot be written.
    """
    path = reports / STATE / "lock"
    made = [folder for folder in (path.parent, reports) if not folder.exists()]
    with naming(path):
        make_folder(path.parent)
        file, dead = _take(path)
    try:
        clear_left_overs(reports)
        yield dead
    finally:
        clear_left_overs(reports)
        with naming(path):
            _release(file, path)
        _remove_empty(made)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove those in which nothing was put."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _take(path: Path) -> tuple[BinaryIO, Holder | None]:
    deadline = time.monotonic() + _PATIENCE
    while True:
        file = _open(path)
        try:
            if _lock(file) and _still_there(file, path):
                return file, _sign(file, path)
            if time.monotonic() > deadline:
                raise HeldError(_holder(path) or Holder("?", 0, "?"), path)
        except BaseException:
            file.close()
            raise
        file.close()
        time.sleep(_PAUSE)


def _open(path: Path) -> BinaryIO:
    refuse_device(path)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")


def _lock(file: BinaryIO) -> bool:
    """Lock an open file, unless another has it locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file.fileno(), 1 << 20, os.SEEK_SET)  # what is locked there cannot be read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _still_there(file: BinaryIO, path: Path) -> bool:
    """Whether an open file is the one at `path`: its last holder may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sign(file: BinaryIO, path: Path) -> Holder | None:
    """Write into the lock who holds it now; returns who did not live to remove it."""
    dead = _holder(path)
    if dead and dead.elsewhere:
        raise HeldError(dead, path)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    own = Holder(socket.gethostname(), os.getpid(), since)
    file.truncate(0)
    file.seek(0)
    file.write(json.dumps(asdict(own)).encode())
    file.flush()
    return dead


def _holder(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(content_of(path)))
    except (OSError, ValueError, TypeError):
        return None


def _release(file: BinaryIO, path: Path) -> None:
    if sys.platform == "win32":  # where an open file cannot be removed
        file.close()
    try:
        path.unlink(missing_ok=True)
    finally:
        file.close()
