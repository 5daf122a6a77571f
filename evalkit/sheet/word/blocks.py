"""What the printed form consists of: paragraphs, and tables whose cells may be merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from evalkit.sheet.model import Picture

ParagraphLook = Literal["title", "origin", "heading", "subheading", "text", "unit", "picture"]
CellLook = Literal["head", "label", "goal", "name", "cell", "figure", "amount"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A text outside of tables; each of its lines is a paragraph of the document."""

    text: str
    look: ParagraphLook = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPicture:
    """A picture over its caption."""

    picture: Picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell over `width` columns and `height` rows."""

    text: str = ""
    look: CellLook = "cell"
    width: int = 1
    height: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Cells from left to right; where a cell of a row above reaches down, none stands."""

    cells: tuple[Cell, ...]
    splits: bool = False  # a page may end within it
    keeps: bool = False  # stands on one page with the next row


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under heads that every page repeats."""

    title: str  # what it holds, for who cannot see it
    widths: tuple[int, ...]  # of the columns, as shares of the page
    rows: tuple[Row, ...]
    heads: int = 0  # rows at its top that are heads


Block = Paragraph | PrintedPicture | Table


class PlacedCell(NamedTuple):
    """A cell in one of its rows."""

    column: int
    cell: Cell
    goes_on: bool  # whether it began in a row above


def placed(table: Table) -> Iterator[list[PlacedCell]]:
    """Cells of each row with their columns, those that reach down into it among them.

    Examples
    --------
    >>> rows = (Row(cells=(Cell(text="a", height=2), Cell())), Row(cells=(Cell(text="b"),)))
    >>> for row in placed(Table(title="", widths=(1, 1), rows=rows)):
    ...     print([(each.column, each.cell.text, each.goes_on) for each in row])
    [(0, 'a', False), (1, '', False)]
    [(0, 'a', True), (1, 'b', False)]
    """
    above: dict[int, Cell] = {}  # those that reach down, by column
    for row in table.rows:
        cells, own, column = [], iter(row.cells), 0
        while column < len(table.widths):
            goes_on = column in above
            cell = above.pop(column) if goes_on else next(own)
            cells.append(PlacedCell(column, cell, goes_on))
            column += cell.width
        above = {at: replace(c, height=c.height - 1) for at, c, _ in cells if c.height > 1}
        yield cells


def row(look: CellLook, texts: Iterable[str]) -> Row:
    """Row of cells that look alike."""
    return Row(cells=tuple(Cell(text=text, look=look) for text in texts))


def labelled(texts: Sequence[tuple[str, str]]) -> Iterator[Table]:
    """Table of texts, each behind its label; none where there are no texts."""
    rows = tuple(
        Row(cells=(Cell(text=label, look="label"), Cell(text=text)), splits=True)
        for label, text in texts
    )
    if rows:
        yield Table(title=texts[0][0], widths=(18, 82), rows=rows)
