"""Files of Office before 2007, saved anew by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from evalkit.sheet.problems import SheetProblems

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 120
_NEW: Final = {"doc": ("docx", "Word"), "xls": ("xlsx", "Excel")}


def converted(content: bytes, old: str, name: str) -> bytes:
    """Content of a file in the form of today.

    Parameters
    ----------
    content : bytes
        Of the old file.
    old : str
        Its kind: ``doc`` or ``xls``.
    name : str
        Of the file; stands in its problems.

    Raises
    ------
    SheetProblems
        If LibreOffice is not installed, or cannot open the file within two minutes.
    """
    new, program = _NEW[old]
    converter = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if converter is None:
        raise SheetProblems.of_file(name, "no_converter", old=old, new=new, program=program)
    with tempfile.TemporaryDirectory(prefix="evalkit-") as folder:
        source, result = Path(folder, f"source.{old}"), Path(folder, f"source.{new}")
        source.write_bytes(content)
        _run(converter, new, source)
        if result.is_file():
            return result.read_bytes()
    raise SheetProblems.of_file(name, "not_converted", old=old, new=new, program=program)


def _run(converter: str, new: str, source: Path) -> None:
    """Let LibreOffice convert a file beside it; with a profile of its own it disturbs no other."""
    profile = source.with_name("profile").as_uri()
    command = [
        converter, f"-env:UserInstallation={profile}", "--headless", "--norestore",
        "--convert-to", new, "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
