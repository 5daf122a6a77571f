"""Characters that no text of a sheet may hold, whatever file it comes from.

They show nothing, or show another text than stands there, or no HTML, Excel or CSV file can carry
them. Whoever reads a file asks here and refuses, with the place; so no later room need escape them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LAST_OF_EACH_PLANE = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_UNFIT = re.compile(
    "(?P<control_character>[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffb])"
    "|(?P<bidi_control>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    "|(?P<line_separator>[\u2028\u2029])"
    "|(?P<lone_surrogate>[\ud800-\udfff])"
    "|(?P<tag_character>[\U000e0000-\U000e007f])"
    "|(?P<replacement_character>\ufffd)"
    rf"|(?P<noncharacter>[\ufdd0-\ufdef{_LAST_OF_EACH_PLANE}])"
)


class Unfit(NamedTuple):
    """One character that a text must not hold."""

    code: str  # of its kind of problem
    at: int  # place in the text, from 0
    character: int  # its code point


def unfit_characters(text: str) -> Iterator[Unfit]:
    r"""Every character of `text` that no text of a sheet may hold, in order.

    Tab, line feed and carriage return are fit; so is whatever is merely rare or invisible.

    Examples
    --------
    >>> list(unfit_characters("361機関\u202e"))
    [Unfit(code='bidi_control', at=5, character=8238)]
    >>> list(unfit_characters("①\t−㎢\u200b𠮷\n"))
    []
    """
    for found in _UNFIT.finditer(text):
        yield Unfit(str(found.lastgroup), found.start(), ord(found[0]))


def made_visible(text: str) -> str:
    r"""`text` with each unfit character spelt out, fit for a terminal and a log.

    Examples
    --------
    >>> made_visible("7\x1b[31m\u202e-2")
    '7<U+001B>[31m<U+202E>-2'
    """
    return _UNFIT.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def shortened(text: str, longest: int = 40) -> str:
    """`text`, or its beginning with … where it has more than `longest` characters.

    Examples
    --------
    >>> shortened("参加機関数"), shortened("参加機関数", 3)
    ('参加機関数', '参加…')
    """
    return text if len(text) <= longest else text[: longest - 1] + "…"


# Cells of a workbook --------------------------------------------------------------------------

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODE = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff]|FFF[EF])_")


def printable(text: str) -> str:
    r"""Text as a cell can hold it: without control characters, its line breaks all ``\n``."""
    return _UNWRITABLE.sub("", _unix(text))


def decoded(text: str) -> str:
    r"""Text of a cell with what files write for control characters; every line break is ``\n``.

    ``_x005F_`` stands for the _ of what only looks like such a code.

    Examples
    --------
    >>> decoded("調査中_x000D_\n（10月）"), decoded("361_x0007_機関"), decoded("_x005F_x000D_")
    ('調査中\n（10月）', '361\x07機関', '_x000D_')
    """
    return _unix(_CODE.sub(lambda code: chr(int(code[1], 16)), text))


def read_back(text: str) -> str:
    """Text that is found in the cell where `text` was written."""
    return printable(text)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
