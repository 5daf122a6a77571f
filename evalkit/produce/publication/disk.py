"""What reaches the disk, and what is said when it does not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.system import system_reason

_TEXT = Bilingual("{file}: 書き込めません（{reason}）", "{file}: cannot be written ({reason})")


class WriteError(OSError):
    """A file could not be written: which one, as its reader knows it, and why.

    Examples
    --------
    >>> error = WriteError(28, "No space left on device", "reports/fy2012/7-2.html")
    >>> str(error)
    'reports/fy2012/7-2.html: No space left on device'
    >>> error.text("ja")
    'reports/fy2012/7-2.html: 書き込めません（空き容量がありません）'
    """

    def __str__(self) -> str:
        return f"{self.filename}: {self.strerror}"

    def text(self, language: Language) -> str:
        """Line for the person who reads `language`."""
        return _TEXT.format(file=self.filename, reason=system_reason(self)).in_(language)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what the system says of a descriptor or a temporary name into a `WriteError` of `path`.

    Examples
    --------
    >>> with naming(Path("report.html")):
    ...     Path("no such folder/temporary").touch()
    Traceback (most recent call last):
    ...
    evalkit.produce.publication.disk.WriteError: report.html: No such file or directory
    """
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        raise WriteError(error.errno, error.strerror, str(path)) from error


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it, so that they outlast a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Wait until the disk holds what was last made, renamed or removed in `folder`."""
    if os.name == "nt":  # Windows flushes no folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EBADF, errno.EINVAL):  # some network drives flush none either
            raise
    finally:
        os.close(handle)
