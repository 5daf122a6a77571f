"""What a command may write over: never what it reads, nor a file of another kind."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from evalkit.sheet.bilingual import Bilingual, BilingualError
from evalkit.sheet.files import refuse_device

Kind = Literal["page", "book", "sheet"]

_MARKS: dict[Kind, bytes] = {
    "page": b'<meta name="generator" content="evalkit">',
    "book": b"PK\x03\x04",
    "sheet": b"policy_goal:",
}
_KINDS: dict[Kind, Bilingual] = {
    "page": Bilingual("evalkit のページ", "a page of evalkit"),
    "book": Bilingual("Excel のファイル", "an Excel workbook"),
    "sheet": Bilingual("評価書", "a sheet"),
}
_READ = Bilingual(
    "{target}: この命令が読むファイルなので、上書きできません。別の名前を指定してください",
    "{target}: what this command reads, so it is not written over; give another name",
)
_FOREIGN = Bilingual(
    "{target}: {kind}ではない既存のファイルなので、上書きできません。別の名前を指定してください",
    "{target}: there already, and not {kind}, so it is not written over; give another name",
)


class OverwriteError(BilingualError):
    """The file that a command is told to write is not its to write."""


def check_overwrite(target: Path, kind: Kind, *, inputs: Iterable[Path]) -> None:
    """Refuse to write a file of `kind` over one that is read, by whatever path, or of another kind.

    Raises
    ------
    OverwriteError
        If `target` is one of `inputs`, or is there already and is of another kind.
    OSError
        If a folder or a device has its name.
    """
    refuse_device(target)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not target.is_file():
        return
    if any(each.exists() and target.samefile(each) for each in inputs):
        raise OverwriteError(_READ.format(target=target.as_posix()))
    if _MARKS[kind] not in target.read_bytes():
        raise OverwriteError(_FOREIGN.format(target=target.as_posix(), kind=_KINDS[kind]))
