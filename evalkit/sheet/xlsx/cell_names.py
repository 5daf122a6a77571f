"""Names of cells: B3, and areas of them: B3:C4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_REFERENCE = re.compile(r"(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w.(!])")


class Area(NamedTuple):
    """Cells in a rectangle; rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies within it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def column_letters(column: int) -> str:
    """Name of a column.

    Examples
    --------
    >>> column_letters(1), column_letters(27), column_letters(703)
    ('A', 'AA', 'AAA')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """Number of a column, from 1.

    Examples
    --------
    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def area_of(reference: str) -> Area:
    """Area that is named by one cell, or by two of its corners.

    Raises
    ------
    ValueError
        If it names none.

    Examples
    --------
    >>> area_of("B3:C4"), area_of("$B$3")
    (Area(top=3, left=2, bottom=4, right=3), Area(top=3, left=2, bottom=3, right=2))
    """
    corners = [(int(row), column_number(column)) for column, row in _CELL.findall(reference)]
    if not corners:
        raise ValueError(reference)
    rows, columns = zip(corners[0], corners[-1], strict=True)
    return Area(min(rows), min(columns), max(rows), max(columns))


def areas_of(references: str) -> Iterator[Area]:
    """Areas of a list of them, with spaces between."""
    return (area_of(each) for each in references.split())


def moved(formula: str, rows: int, columns: int) -> str:
    """Formula as it reads in a cell that stands so many rows and columns further on.

    Examples
    --------
    >>> moved('B2+$C$3*SUM(B$2:D4)&"B2"', 1, 2)
    'D3+$C$3*SUM(D$2:F5)&"B2"'
    """

    def shifted(found: re.Match[str]) -> str:
        fixed, letters, fixed_row, row = found.groups()
        column = column_number(letters) + (0 if fixed else columns)
        number = int(row) + (0 if fixed_row else rows)
        if column < 1 or number < 1:
            return "#REF!"
        return f"{fixed}{column_letters(column)}{fixed_row}{number}"

    parts = _QUOTED.split(formula)
    parts[::2] = [_REFERENCE.sub(shifted, part) for part in parts[::2]]
    return "".join(parts)
