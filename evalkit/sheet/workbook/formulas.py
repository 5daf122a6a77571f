"""Formulas: a sheet keeps the value that the spreadsheet saved, so it must be one of the book."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"[^"]*"')
_OTHER_BOOK = re.compile(
    r"'[^']*\[[^\[\]]+\][^']*'!|(?<![\w\]])\[[^\[\]]+\][^\s!'(),;+*/&=<>^-]*!|\|[^!]*!"
)
_CHANGING = re.compile(
    r"(?<![\w.])(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INDIRECT|CELL|INFO|RTD|CALL|WEBSERVICE"
    r"|STOCKHISTORY|IMAGE|SQL\.REQUEST|CUBE[A-Z]+)\s*\(",
    re.IGNORECASE,
)


def leaves_the_book(formula: str) -> bool:
    r"""Whether a formula refers to another book, or to another program.

    Examples
    --------
    >>> leaves_the_book("=[1]集計!B3"), leaves_the_book("='C:\\[a.xlsx]集計'!B3*2")
    (True, True)
    >>> leaves_the_book("=SUM(表1[件数])+集計!B3"), leaves_the_book('="[1]集計!B3"')
    (False, False)
    """
    return bool(_OTHER_BOOK.search(_QUOTED.sub('""', formula)))


def changes_by_itself(formula: str) -> bool:
    """Whether a formula's value is another one at another time or on another machine.

    Examples
    --------
    >>> changes_by_itself("=TEXT(TODAY(),0)"), changes_by_itself('=A1&"TODAY()"')
    (True, False)
    """
    return bool(_CHANGING.search(_QUOTED.sub('""', formula)))
