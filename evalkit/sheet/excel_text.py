"""Texts as a cell can hold them, and as openpyxl finds them there."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_CODE = re.compile("_x(00[01][0-9A-Fa-f]|FFF[EF])_")


def printable(text: str) -> str:
    r"""Text as a cell can hold it: without control characters, its line breaks all ``\n``."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decoded(text: str) -> str:
    r"""Text of a cell with what files write for control characters; every line break is ``\n``.

    ``_x005F_`` stands before what only looks like such a code; openpyxl drops most of it.

    Examples
    --------
    >>> decoded("調査中_x000D_\n（10月）"), decoded("361_x0007_機関")
    ('調査中\n（10月）', '361\x07機関')
    """
    plain = _CODE.sub(lambda code: chr(int(code[1], 16)), text.replace("x005F_", ""))
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str) -> str:
    """Text that is found where `text` was written."""
    return decoded(printable(text))
