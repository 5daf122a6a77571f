"""Pieces of Typst code: literals and calls.

Text goes out as string literals only, so no character of the data can act as Typst markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# PDF/A and PDF/UA forbid these, or no font can show them: controls, lone surrogates, private use
# (where Windows keeps 外字), the points that Unicode reserves.
_RESERVED = "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef"
    f"\U000f0000-\U0010fffd{_RESERVED}]"
)
GETA = "〓"  # printers' mark for a character that is not in the case


def printable(text: str) -> str:
    r"""Replace what a PDF may not contain by a geta mark; drop byte order marks.

    Examples
    --------
    >>> printable("外字\ue000です")
    '外字〓です'
    """
    if text.replace("\n", "").isprintable():  # none of them is, and this is ten times faster
        return text
    return _UNPRINTABLE.sub(GETA, text.replace("\ufeff", ""))


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    r"""Write a string literal.

    Examples
    --------
    >>> print(string('#say("\\")'))
    "#say(\"\\\")"
    """
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def block(statements: Iterable[str]) -> str:
    """Write a code block, whose statements are joined to one piece of content.

    Examples
    --------
    >>> print(block(['"a"', 'strong("b")']))
    {
    "a"
    strong("b")
    }
    """
    lines = "\n".join(statements)
    return f"{{\n{lines}\n}}" if lines else "[]"


def array(items: Iterable[str]) -> str:
    """Write an array of pieces of code.

    Examples
    --------
    >>> array(["1"]), array(["1", "2"]), array([])
    ('(1,)', '(1, 2,)', '()')
    """
    return "(" + " ".join([f"{item}," for item in items]) + ")"


def call(function: str, *positional: str, **named: str | None) -> str:
    """Write a call; an argument that is None is left out, underscores become hyphens.

    Examples
    --------
    >>> call("picture", '"a.svg"', has_table="true", width=None)
    'picture(has-table: true, "a.svg")'
    """
    arguments = [
        f"{name.replace('_', '-')}: {code}" for name, code in named.items() if code is not None
    ]
    arguments += positional
    return f"{function}({', '.join(arguments)})"
