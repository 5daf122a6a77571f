"""One run at a time on a folder of reports."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from evalkit.produce.record import FOLDER


@dataclass(frozen=True)
class Holder:
    """Who holds a folder of reports, and since when."""

    host: str
    pid: int
    since: str

    def alive(self) -> bool:
        """Whether the holder may still be at work; another host's is believed to be."""
        if self.host != socket.gethostname():
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True


class HeldError(Exception):
    """Another run is at work on the folder."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"held by host {holder.host}, pid {holder.pid}, since {holder.since}")
        self.holder = holder


@contextmanager
def hold(reports: Path) -> Iterator[Holder | None]:
    """Hold the folder `reports`; yields the dead holder whose lock was taken over, if any.

    Raises
    ------
    HeldError
        If another run holds it.
    """
    path = reports / FOLDER / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    dead = _take(path)
    try:
        yield dead
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def _take(path: Path) -> Holder | None:
    dead = None
    while True:
        try:
            _write_new(path)
        except FileExistsError:
            dead = _holder(path)
            if dead and dead.alive():
                raise HeldError(dead) from None
            with suppress(FileNotFoundError):
                path.unlink()
        else:
            return dead


def _write_new(path: Path) -> None:
    """Create the lock with its content in one step, so that nobody ever reads half of it."""
    own = Holder(socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
    draft = path.with_name(f"lock.{own.pid}")
    draft.write_text(json.dumps(asdict(own)), "utf-8")
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


def _holder(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
