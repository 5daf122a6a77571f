"""Files as a project holds them: regular ones, which have an end."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from evalkit.sheet.system import NOT_REGULAR


def is_there(path: Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere: what is there is read."""
    return os.path.lexists(path)


def refuse_device(path: Path) -> None:
    """Refuse what is neither file nor folder: reading a pipe or a device might never end.

    Raises
    ------
    OSError
        If such a thing is there.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, NOT_REGULAR, str(path))


def content_of(path: Path) -> bytes:
    """Content of the regular file at `path`.

    Raises
    ------
    OSError
        If there is none, or it cannot be read.
    """
    refuse_device(path)
    return path.read_bytes()
