"""The grid of an HTML table, and how wide its columns should be.

Widths are measured in em of the table's type: a full-width character is 1 em. IPAexGothic's figures
are 0.63 em wide and its Latin letters 0.56 on average.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from unicodedata import east_asian_width

from evalkit.produce.pdf.html_tree import Element

CELL_TAGS = frozenset({"td", "th"})
FULL_WIDTH = frozenset({"form", "meta"})  # classes of tables that fill the page's width
_MAX_SPAN = 1000  # as in the HTML standard
_NEARLY_FULL = 1.5  # any other table is stretched by this much at most
_SMALLEST_SCALE = 0.66
_LINE_CAP = 28.0  # em: a longer text wraps, and claims no more width than this
_WORD_CAP = 14.0  # em: a longer word or number may break
_SHORT = 4.2  # em: a text up to this length stays on one line,
_FIGURE = 8.0  # and up to this length if there is a figure in it
_BADGE = 1.0  # em: left and right of a status, within its frame
_PICTURES = frozenset({"svg", "img", "table"})
_PICTURE = (8.0, 20.0)  # em: least and natural width of a cell with one of these in it
_GROUP_TAGS = ("thead", "tbody", "tfoot")
_WIDTH = re.compile(r"width:\s*(\d+(?:\.\d+)?)%")
_UNBROKEN = re.compile(r"[^\s\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]+")


@dataclass(kw_only=True, slots=True, eq=False)
class Cell:
    """A cell at its place; spans are clamped to the grid and never overlap."""

    element: Element
    lines: list[str] = field(default_factory=list)  # that a reader sees if nothing wraps
    row: Element
    group: str  # thead, tbody or tfoot
    x: int = 0
    y: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(kw_only=True, slots=True)
class Grid:
    """Rows of a table as Typst needs them: every slot covered exactly once."""

    columns: int = 0
    head: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)
    foot: list[list[Cell]] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """Every cell, from the top."""
        for row in (*self.head, *self.body, *self.foot):
            yield from row


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """How wide the columns are."""

    widths: tuple[float, ...]  # em of the table's type
    inset: float  # em of each width that is not for text
    fixed: bool = True  # False: each column takes what it needs, which is about its width here
    scale: float = 1.0  # of the type, below 1 where the table is too wide for the page

    def width(self, cell: Cell) -> float:
        """Width of a cell, in em."""
        return sum(self.widths[cell.x : cell.x + cell.colspan])


@lru_cache(maxsize=4096)
def em_width(text: str) -> float:
    """Estimate the width of a text on one line, in em.

    Examples
    --------
    >>> em_width("338機関")
    3.89
    """
    return round(sum(map(_ADVANCES.__getitem__, text)), 2)


class _Advances(dict[str, float]):
    """Width of each character that was met, in em; never more than 1."""

    def __missing__(self, character: str) -> float:
        return self.setdefault(character, _advance(character))


_ADVANCES = _Advances()


def _advance(character: str) -> float:
    if character.isascii():
        return 0.63 if character.isdigit() or character.isupper() else 0.56
    return 1.0 if east_asian_width(character) in "WFA" else 0.6


def unbroken(text: str) -> Iterator[re.Match[str]]:
    """Find what a line does not break within: words, numbers, addresses."""
    return _UNBROKEN.finditer(text)


def read_grid(table: Element) -> Grid:
    """Place the cells of a table in its grid.

    Where spans overlap, leave their group of rows or miss a slot, they are cut or an empty cell is
    put in, so that any table can be set.
    """
    grid = Grid()
    groups: list[tuple[str, list[Element], list[_Slots]]] = []
    above = 0
    for tag, rows in _groups(table):
        groups.append((tag, rows, _place(tag, rows, above)))
        above += len(rows)
    grid.columns = max((len(slots) for *_, placed in groups for slots in placed), default=0)
    y = 0
    for tag, rows, placed in groups:
        target = {"thead": grid.head, "tfoot": grid.foot}.get(tag, grid.body)
        for row, slots in zip(rows, placed, strict=True):
            slots.extend([None] * (grid.columns - len(slots)))
            empty = Cell(element=Element("td"), row=row, group=tag, y=y)
            target.append(_begun(slots, empty))
            y += 1
    return grid


def _groups(table: Element) -> Iterator[tuple[str, list[Element]]]:
    """Row groups; rows directly under the table are a group of their own."""
    loose = [child for child in table.elements if child.tag == "tr"]
    if loose:
        yield "tbody", loose
    for group in table.elements:
        if group.tag in _GROUP_TAGS:
            yield group.tag, [row for row in group.elements if row.tag == "tr"]


_Slots = list[Cell | None]


def _place(group: str, rows: Sequence[Element], above: int) -> list[_Slots]:
    """Fill each row's slots; a cell stands in every slot that it covers."""
    placed: list[_Slots] = [[] for _ in rows]
    for y, row in enumerate(rows):
        for element in row.elements:
            if element.tag in CELL_TAGS:
                lines = element.lines()
                cell = Cell(element=element, lines=lines, row=row, group=group, y=above + y)
                _put(placed, y, cell)
    return placed


def _put(placed: list[_Slots], y: int, cell: Cell) -> None:
    """Put a cell into the first free slots of its row and of the rows that it spans."""
    slots = placed[y]
    x = cell.x = slots.index(None) if None in slots else len(slots)
    wanted = min(cell.element.number("colspan") or 1, _MAX_SPAN)
    taken = [i for i, slot in enumerate(slots[x : x + wanted]) if slot]
    width = cell.colspan = taken[0] if taken else wanted
    below = len(placed) - y
    cell.rowspan = min(cell.element.number("rowspan") or below, below)
    for covered in placed[y : y + cell.rowspan]:
        covered.extend([None] * (x + width - len(covered)))
        covered[x : x + width] = [cell] * width


def _begun(slots: _Slots, empty: Cell) -> list[Cell]:
    """Cells that begin in a row, with empty ones where nothing was given."""
    filled = (slot or replace(empty, x=x) for x, slot in enumerate(slots))
    return [cell for x, cell in enumerate(filled) if (cell.x, cell.y) == (x, empty.y)]


def fit_columns(table: Element, grid: Grid, *, available: float, inset: float) -> Columns:
    """Choose column widths: those of the colgroup, otherwise by what the columns hold.

    As in a browser, a given width yields to a word or number that would not fit.

    Parameters
    ----------
    table, grid
        The table and its grid.
    available : float
        Width of the page in em of the table's type.
    inset : float
        What a column needs beside its text, in em.
    """
    least, natural = _needs(grid, inset)
    given = [share * available for share in _given_shares(table, grid.columns)]
    if given and sum(least) <= available:
        widths = _share(least, list(map(max, given, least)), available)
        return Columns(widths=widths, inset=inset)
    if sum(natural) <= available:
        stretch = available / sum(natural)
        full = not FULL_WIDTH.isdisjoint(table.classes) or stretch < _NEARLY_FULL
        widths = tuple(width * (stretch if full else 1) for width in natural)
        return Columns(widths=widths, inset=inset, fixed=full)
    scale = max(min(1.0, available / sum(least)), _SMALLEST_SCALE)
    return Columns(widths=_share(least, natural, available / scale), inset=inset, scale=scale)


def _given_shares(table: Element, columns: int) -> list[float]:
    """Shares of the width from ``<col style="width:12%">``; columns without one share the rest."""
    groups = [child for child in table.elements if child.tag == "colgroup"]
    cols = [col for group in groups for col in group.elements if col.tag == "col"]
    found = [
        float(match[1]) if (match := _WIDTH.search(col.attributes.get("style", ""))) else 0.0
        for col in cols
        for _ in range(min(col.number("span"), columns))
    ]
    if not any(found):
        return []
    found = (found + [0.0] * columns)[:columns]
    rest = max(100 - sum(found), 10.0) / max(found.count(0.0), 1)
    found = [max(width, 1.0) if width else rest for width in found]
    return [width / sum(found) for width in found]


def _needs(grid: Grid, inset: float) -> tuple[list[float], list[float]]:
    """Per column: the width below which words break, and the width with every line unbroken."""
    least, natural = [1.0] * grid.columns, [1.0] * grid.columns
    for cell in grid.cells():
        if cell.colspan == 1:
            low, high = _cell_needs(cell)
            least[cell.x] = max(least[cell.x], low)
            natural[cell.x] = max(natural[cell.x], high)
    return [width + inset for width in least], [width + inset for width in natural]


def _cell_needs(cell: Cell) -> tuple[float, float]:
    inside = list(cell.element.descendants())
    if not _PICTURES.isdisjoint(element.tag for element in inside):
        return _PICTURE
    high = min(max(map(em_width, cell.lines), default=0.0), _LINE_CAP)
    if high <= _FIGURE and any("status" in element.classes for element in inside):
        return high + _BADGE, high + _BADGE
    if high <= _SHORT or (high <= _FIGURE and any(map(str.isdigit, "".join(cell.lines)))):
        return high, high
    words = (em_width(run[0]) for line in cell.lines for run in unbroken(line))
    return max(min(max(words, default=0.0), _WORD_CAP), _SHORT), high


def _share(least: list[float], natural: list[float], available: float) -> tuple[float, ...]:
    """Give each column its least width, and of the rest a share by how much it could use."""
    spare = available - sum(least)
    if spare <= 0:
        return tuple(width * available / sum(least) for width in least)
    wish = sum(natural) - sum(least) or 1.0
    return tuple(
        low + (high - low) * spare / wish for low, high in zip(least, natural, strict=True)
    )
