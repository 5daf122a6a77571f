"""Files that are either the complete old one or the complete new one.

What holds at every moment, whatever ends a run (an error, ``kill -9``, a full disk, a power cut):

- Under the name of a published file stands all of its old content or all of its new content. The
  new content is written under a temporary name in the same folder, flushed to the disk, and only
  then renamed over the old one. A reader who has opened the old one goes on reading the old one.
- Nothing is renamed before every file of the call has been written and flushed. A disk that fills
  up, where nearly all failures happen, therefore leaves the whole old set.

What no file system offers is to exchange several files in one step. Between the first and the last
rename, a moment without any writing, the files are each whole but of two ages; after a power cut
any of the renames may be the ones that lasted. (A symbolic link to a folder for each generation
would be one step, but does not survive web servers, archives, git and shared drives; and a reader
who opens the page before and the PDF after the step has two ages all the same.) So

- the first file of a call, the one that readers enter by, is renamed last: what a new page points
  at is there before it;
- the record (`evalkit.produce.record`), which names the inputs and the digest of every file, is
  published after the files and their folders have been flushed. As long as it is the old one, it
  contradicts a mixture, and the next run makes the report again.

Temporary names begin with ``.evalkit-``; `clear_left_overs` removes those of a run that died.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from evalkit.produce.disk import flush_folder, make_folder, naming

_PREFIX = ".evalkit-"


def publish(files: Mapping[Path, bytes]) -> None:
    """Put every file in its place: all are written, then all are renamed, the first one last.

    A new file gets the permissions that the umask leaves, one that is replaced keeps its own.

    Raises
    ------
    WriteError
        If one cannot be written; then none has been touched. If one cannot be renamed or its
        folder not be flushed, those after it keep their old content.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> page = Path(mkdtemp()) / "fy2012" / "7-2.html"
    >>> publish({page: b"<!DOCTYPE html>", page.with_suffix(".pdf"): b"%PDF-1.7"})
    >>> sorted(path.name for path in page.parent.iterdir())
    ['7-2.html', '7-2.pdf']
    """
    staged: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with naming(path):
                make_folder(path.parent)
                staged[path] = path.with_name(_PREFIX + secrets.token_hex(8))
                _write(staged[path], content, instead_of=path)
        _move(staged)
    except BaseException:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink()
        raise


def _write(temporary: Path, content: bytes, *, instead_of: Path) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(instead_of.stat().st_mode))
        os.fsync(handle)


_BINARY: int = getattr(os, "O_BINARY", 0)  # or Windows would write its own line ends


def _move(staged: dict[Path, Path]) -> None:
    for path, temporary in reversed(staged.items()):
        with naming(path):
            temporary.replace(path)
    _flush(path.parent for path in staged)


def _flush(folders: Iterable[Path]) -> None:
    for folder in dict.fromkeys(folders):
        with naming(folder):
            flush_folder(folder)


def withdraw(files: Iterable[Path]) -> None:
    """Remove published files, and their folders where nothing else is left in them.

    Raises
    ------
    WriteError
        If one cannot be removed.
    """
    for path in files:
        with naming(path):
            path.unlink(missing_ok=True)
            _prune(path.parent)


def _prune(folder: Path) -> None:
    while folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
    if folder.is_dir():
        flush_folder(folder)


def clear_left_overs(folder: Path) -> None:
    """Remove below `folder` what a run that died had not yet put in its place.

    Only for a run that holds the folder (`evalkit.produce.lock`). What cannot be removed stays: it
    is no part of any report.
    """
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(_PREFIX):
                with suppress(OSError):
                    Path(place, name).unlink()
