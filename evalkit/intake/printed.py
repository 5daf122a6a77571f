"""What stands printed in a file, whatever its kind: cells with their box, text, place and doubts.

A front-end for a kind of file makes it; the recogniser reads it and knows of no kind of file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.pictures import PictureFile


@dataclass(frozen=True, slots=True)
class Box:
    """Edges of a cell, in units of its file: columns and rows of a grid, or points of a page.

    `right` and `bottom` do not belong to it: cells that touch share an edge and do not overlap.
    """

    left: float
    top: float
    right: float
    bottom: float


BESIDE = Box(0, 0, 1, 1)
"""Where headers and footers stand: in no order of lines."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell of a table, or one paragraph outside of tables.

    Examples
    --------
    >>> PrintedCell(Box(0, 0, 1, 1), "338機関", Bilingual("表1 4行2列", "table 1, row 4, column 2"))
    ... # doctest: +ELLIPSIS
    PrintedCell(box=Box(left=0, top=0, right=1, bottom=1), text='338機関', ...)
    """

    box: Box
    text: str
    """As a reader sees it; paragraphs of a cell are parted by line breaks."""
    where: Bilingual
    """Place in its file, such as 3ページ 表1 4行6列."""
    doubts: tuple[Bilingual, ...] = ()
    """Why the text may not be what the author meant, such as a tracked change; empty when sure."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Cells whose top edge is one line, from left to right.

    A cell merged downwards stands in the row of its top alone. A paragraph is a row of one cell.
    """

    cells: tuple[PrintedCell, ...]
    table: int
    """Number of its table in the file, from 1; 0 outside of tables."""


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture that a file holds, as it was put there."""

    file: PictureFile
    text: str
    """Alternative text, for who cannot see it; empty where the file has none."""
    row: int
    """Rows of the file that begin before it."""
    told: Bilingual
    """What a person is told of it, with its place, such as 3段落 画像「刃物」."""


@dataclass(frozen=True, slots=True)
class Printed:
    """All that a file prints, in the order of reading."""

    file: str
    """Name of the file, without its folder."""
    rows: tuple[PrintedRow, ...]
    lost: tuple[Bilingual, ...] = ()
    """What stands in the file and could not be made a text, such as a picture, with its place."""
    furniture: tuple[PrintedCell, ...] = ()
    """What every page prints beside the form: headers and footers."""
    pictures: tuple[PrintedPicture, ...] = ()
    """PNG and JPEG, in the order of reading; others, and those that are cut to a part, are lost."""

    def cells(self) -> Iterator[PrintedCell]:
        """Every cell, in the order of reading."""
        for row in self.rows:
            yield from row.cells
