"""Texts as a cell can hold them, and as openpyxl finds them there."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    r"""Text as a cell can hold it: without control characters, its line breaks all ``\n``."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decoded(text: str) -> str:
    r"""Text of a cell without what files write for line breaks, all of which become ``\n``.

    ``_x005F_`` stands before what only looks like such a code; openpyxl drops most of it.
    """
    plain = text.replace("x005F_", "").replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str) -> str:
    """Text that is found where `text` was written."""
    return decoded(printable(text))
