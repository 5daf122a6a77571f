"""The hidden worksheet that tells what a workbook was written from.

It holds the sheet itself, as plain data. So a reader knows of every cell what stood in it: one that
was not touched keeps what the form does not show (whether an empty year was ever printed, the
spaces of a text, how a malformed figure is read, years before the form's). What the cells show now
decides; the hidden copy only says what has not changed.

The other marks stand where the work is done: the key of each row in column A, the number of each
column in row 1, both hidden. They move with their rows and columns. A row that a person adds has no
key, or the key of the row that it was copied from; it is read as a new entry at that place.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from evalkit.sheet.dump import plain
from evalkit.sheet.model import Sheet

TITLE = "_evalkit"
MAGIC = "evalkit workbook"
VERSION = "1"
_CHUNK = 30_000  # characters; a cell holds 32 767


class MarkerError(ValueError):
    """What the hidden worksheet says is not what evalkit wrote."""


class Marker(NamedTuple):
    """Content of the hidden worksheet."""

    version: str
    sheet: Sheet


def marker_cells(sheet: Sheet) -> list[str]:
    """Texts of the hidden worksheet's first column."""
    content = json.dumps(plain(sheet), ensure_ascii=False, sort_keys=True).encode()
    packed = base64.b64encode(content).decode("ascii")
    chunks = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
    return [MAGIC, VERSION, hashlib.sha256(content).hexdigest(), *chunks]


def read_marker(cells: Sequence[str]) -> Marker:
    """Read what :func:`marker_cells` wrote.

    Raises
    ------
    MarkerError
        If it is something else; its text is the version of the book, if that is another one.
    """
    magic, version, digest, *chunks = [*cells, "", "", ""]
    if magic != MAGIC:
        raise MarkerError("")
    if version != VERSION:
        raise MarkerError(version)
    try:
        content = base64.b64decode("".join(chunks), validate=True)
        if hashlib.sha256(content).hexdigest() != digest:
            raise MarkerError("")
        return Marker(version, Sheet.model_validate(json.loads(content)))
    except ValueError as error:
        raise MarkerError("") from error
