"""Files that are either the complete old one or the complete new one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def publish(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then move all of them there.

    Raises
    ------
    OSError
        If one cannot be written; then none of the old files has been touched.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written[path] = _write_beside(path, content)
        for path, temporary in written.items():
            temporary.replace(path)
    finally:
        for temporary in written.values():
            with suppress(FileNotFoundError):
                temporary.unlink()


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    return Path(name)
