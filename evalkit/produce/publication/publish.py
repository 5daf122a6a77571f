"""Files that are either all the old ones or all the new ones.

What holds at every moment, whatever ends a run (an error, ``kill -9``, a full disk, a power cut):

- Under the name of a published file stands all of its old content or all of its new content. The
  new content is written under a temporary name in the same folder, flushed to the disk, and only
  then renamed over the old one. A reader who has opened the old one goes on reading the old one.
- Nothing is renamed before every file of the call has been written and flushed. A disk that fills
  up, where nearly all failures happen, therefore leaves the whole old set.
- A file that cannot be renamed or removed (locked by another program, read-only) takes back what
  was done before it: the old files have been kept under a temporary name until then.

What no file system offers is to exchange several files in one step. Between the first and the last
rename, a moment without any writing, the files are each whole but of two ages; a run killed in that
moment leaves them so, and after a power cut any of the renames may be the ones that lasted. (A
symbolic link to a folder for each generation would be one step, but does not survive web servers,
archives, git and shared drives; and a reader who opens the page before and the PDF after the step
has two ages all the same.) So

- the first file of a call, the one that readers enter by, is renamed last: what a new page points
  at is there before it;
- the manifest (`manifest.py`), which names the inputs and the digest of every file, is the seal of
  its report: renamed after the files and their folders have been flushed. As long as it is the old
  one, it contradicts a mixture, and the next run makes the report again.

Temporary names begin with ``.evalkit-``; `clear_left_overs` removes those of a run that died.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

from evalkit.present.round_files import EDITED
from evalkit.produce.publication.disk import flush_folder, make_folder, naming
from evalkit.sheet.files import refuse_device

_PREFIX = ".evalkit-"


def publish(files: Mapping[Path, bytes]) -> None:
    """Put every file in its place: all are written, then all are renamed, the first one last.

    A new file gets the permissions that the umask leaves, one that is replaced keeps its own.

    Raises
    ------
    WriteError
        If one cannot be written or renamed, or its folder not be flushed; then all are the old
        ones again.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> page = Path(mkdtemp()) / "fy2012" / "7-2.html"
    >>> publish({page: b"<!DOCTYPE html>", page.with_suffix(".pdf"): b"%PDF-1.7"})
    >>> sorted(path.name for path in page.parent.iterdir())
    ['7-2.html', '7-2.pdf']
    """
    with Exchange() as change:
        change.put(files)


class Exchange:
    """New files on their way into the place of old ones; an error leaves all the old ones."""

    def __init__(self) -> None:
        self._temporary: list[Path] = []
        self._undo: list[Callable[[], object]] = []

    def __enter__(self) -> Exchange:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            self.take_back()
        for temporary in self._temporary:
            with suppress(OSError):
                temporary.unlink()

    def put(
        self,
        files: Mapping[Path, bytes],
        *,
        without: Iterable[Path] = (),
        seal: Callable[[Mapping[Path, Path]], tuple[Path, bytes]] | None = None,
    ) -> None:
        """Write all files, rename them, the first one last; then remove some, then seal.

        Parameters
        ----------
        files : mapping of Path to bytes
        without : iterable of Path
            Old files that go: nothing stands beside a new page that says what the old one said.
        seal : callable
            Path and content of the file that says what was put there, from where each file is
            written by then; it is renamed when all else has reached the disk.
        """
        staged = {path: self._staged(path, content) for path, content in files.items()}
        sealed = dict([seal(staged)]) if seal else {}
        last = {path: self._staged(path, content) for path, content in sealed.items()}
        self._move(staged)
        for path in without:
            self._remove(path)
        self._move(last)

    def _staged(self, path: Path, content: bytes) -> Path:
        with naming(path):
            refuse_device(path)
            make_folder(path.parent)
            temporary = self._beside(path)
            _write(temporary, content, instead_of=path)
        return temporary

    def _beside(self, path: Path) -> Path:
        temporary = path.with_name(_PREFIX + secrets.token_hex(8))
        self._temporary.append(temporary)
        return temporary

    def _move(self, staged: dict[Path, Path]) -> None:
        for path, temporary in reversed(staged.items()):
            with naming(path):
                kept = self._kept(path)
                temporary.replace(path)
            self._undo.append(partial(_put_back, path, kept))
        _flush(path.parent for path in staged)

    def _remove(self, path: Path) -> None:
        with naming(path):
            if kept := self._kept(path):
                path.unlink()
                self._undo.append(partial(_put_back, path, kept))
        _flush([path.parent] if kept else [])

    def _kept(self, path: Path) -> Path | None:
        """Second name of an old file; None where there is none to keep."""
        if not path.is_file():
            return None
        kept = self._beside(path)
        try:
            os.link(path, kept)
        except OSError:  # a file system without links
            shutil.copy2(path, kept)
        return kept

    def take_back(self) -> None:
        """Put the old files in their place again, as far as the disk lets; the manifest tells."""
        for step in reversed(self._undo):
            with suppress(OSError):
                step()


def _put_back(path: Path, kept: Path | None) -> None:
    if kept:
        kept.replace(path)
    else:
        path.unlink()


def _write(temporary: Path, content: bytes, *, instead_of: Path) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(instead_of.stat().st_mode))
        os.fsync(handle)


_BINARY: int = getattr(os, "O_BINARY", 0)  # or Windows would write its own line ends


def _flush(folders: Iterable[Path]) -> None:
    for folder in dict.fromkeys(folders):
        with naming(folder):
            flush_folder(folder)


def copy_of(path: Path) -> Path:
    """Free name beside a published file for what somebody has made of it: ``7-2.edited.html``."""
    names = (f"{path.stem}{EDITED}{'' if n == 1 else n}{path.suffix}" for n in count(1))
    return next(copy for name in names if not (copy := path.with_name(name)).exists())


def withdraw(path: Path) -> None:
    """Remove a file if it is there, and its folders where nothing else is left in them.

    Raises
    ------
    WriteError
        If it cannot be removed.
    """
    if not path.exists():
        return
    with naming(path):
        path.unlink(missing_ok=True)
    prune([path.parent])
    _flush(filter(Path.is_dir, [path.parent]))


def prune(folders: Iterable[Path]) -> None:
    """Remove those folders, and those above them, in which nothing is left, as far as can be."""
    for folder in folders:
        with suppress(OSError):
            for each in (folder, *folder.parents):
                each.rmdir()


def clear_left_overs(folder: Path) -> None:
    """Remove below `folder` what a run that died had not yet put in its place.

    Only for a run that holds the folder (`lock.py`). What cannot be removed stays: it is no part of
    any report.
    """
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(_PREFIX):
                with suppress(OSError):
                    Path(place, name).unlink()
