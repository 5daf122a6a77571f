"""Files as a project holds them: regular ones, which have an end, and whose text is UTF-8."""

from __future__ import annotations

import errno
import os
import re
from codecs import BOM_UTF8
from pathlib import Path

from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.system import NOT_REGULAR, system_reason

MOST_BYTES = 4_000_000
_LONE_RETURN = re.compile("\r(?!\n)")  # the line break of old Macs
_PRIVATE = re.compile("[\ue000-\uf8ff]")


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


def read_bytes(path: Path, name: str, *, limit: int = MOST_BYTES) -> bytes:
    """Content of a sheet file, or the problem that keeps it from being opened."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise SheetProblems.of_file(name, "too_large", size=size, limit=limit)
        return content_of(path)
    except FileNotFoundError:
        raise SheetProblems.of_file(name, "not_found") from None
    except OSError as error:
        raise SheetProblems.of_file(name, "not_readable", reason=system_reason(error)) from None


def decode(content: bytes, name: str) -> str:
    """Text of a sheet file, which is UTF-8.

    The mark that Notepad puts before it is no part; a carriage return alone ends a line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]:
        raise SheetProblems.of_file(name, "encoding", guess="UTF-16")
    content = content.removeprefix(BOM_UTF8)
    try:
        return _LONE_RETURN.sub("\n", content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        guess = _guess(content)
        code = "encoding" if guess else "no_text"
        raise SheetProblems.of_file(name, code, line=line, guess=guess) from None


def _guess(content: bytes) -> str:
    for encoding, title in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _PRIVATE.search(text):  # cp932 gives \xff to private use, and is no guess then
            return title
    return ""
