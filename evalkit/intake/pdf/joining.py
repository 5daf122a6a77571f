"""Pages put together: tables that go on, heads that pages repeat, rows that a page cuts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final

from evalkit.intake.doubtful import doubt
from evalkit.intake.pdf.lines import LineText, goes_on, is_parted, joined_texts, with_doubts
from evalkit.intake.pdf.page import Page
from evalkit.intake.pdf.page_cells import LINE_STEP, PageBlocks, PageCell, PageLine, PageTable
from evalkit.sheet.text import plain_text

_SAME_EDGE: Final = 2.5  # points by which the edges of a table that goes on may differ
_MARGIN = 0.12  # of a page's height, above and below, in which it may repeat headers and footers
_REPEATED = 0.4  # of the pages: what stands on more is no part of the text
_LEAST_ROOM = 40.0  # points: three lines, where programs part none, and the padding
_PAGE_NUMBER = re.compile(r"[-－‐(（]?\s*\d{1,3}\s*(?:[/／]\s*\d{1,3}\s*)?[-－‐)）]?")
_DIGITS = re.compile(r"\d+")


@dataclass
class Cell:
    """A cell of the whole file; `below` is how much higher its page begins than the first."""

    page: int
    part: PageCell
    below: float
    bottom: float  # its lower edge, on a later page where it goes on there


@dataclass
class Table:
    """A table of the whole file, from page to page."""

    rows: list[list[Cell]]
    first: PageTable  # what of it stands on its first page
    last: PageTable


@dataclass
class File:
    """What the pages print together, in the order of reading."""

    blocks: list[Table | PageLine] = field(default_factory=list)
    furniture: list[tuple[Page, str]] = field(default_factory=list)
    lowest: float = 0.0  # edge of a table, on any page


def put_together(pages: Sequence[PageBlocks]) -> File:
    """Blocks of all pages; what every page repeats stands apart."""
    tables = (each for page in pages for each in page.blocks if isinstance(each, PageTable))
    file, below = File(lowest=max((each.area.bottom for each in tables), default=0.0)), 0.0
    repeated = _repeated(pages)
    for page in pages:
        blocks = [each for each in page.blocks if not _is_furniture(each, repeated, pages)]
        file.furniture += [
            (page.page, each.line.text)
            for each in page.blocks
            if isinstance(each, PageLine) and each not in blocks
        ]
        for at, block in enumerate(blocks):
            if isinstance(block, PageLine):
                file.blocks.append(block)
            elif at or not _goes_on(file, block):
                file.blocks.append(_begun(block, below))
            else:
                _go_on(file, block, below)
        below += page.page.height
    return file


# Headers and footers -----------------------------------------------------------------------------


def _repeated(pages: Sequence[PageBlocks]) -> set[tuple[str, int]]:
    """Lines in the margins that stand on most pages alike, or on every second one."""
    found = Counter(
        key for page in pages for key in {_key(each) for each in page.blocks if _in_margin(each)}
    )
    return {key for key, count in found.items() if count > max(1, _REPEATED * len(pages))}


def _key(block: PageTable | PageLine) -> tuple[str, int]:
    if isinstance(block, PageTable):
        return "", 0
    return _DIGITS.sub("0", plain_text(block.line.text)), round(block.line.base / 4)


def _in_margin(block: PageTable | PageLine) -> bool:
    if isinstance(block, PageTable):
        return False
    height = block.page.height
    return block.line.base < _MARGIN * height or block.line.base > (1 - _MARGIN) * height


def _is_furniture(
    block: PageTable | PageLine, repeated: set[tuple[str, int]], pages: Sequence[PageBlocks]
) -> bool:
    if isinstance(block, PageTable) or not _in_margin(block):
        return False
    return _key(block) in repeated or bool(_PAGE_NUMBER.fullmatch(block.line.text.strip()))


# Tables ------------------------------------------------------------------------------------------


def _begun(table: PageTable, below: float) -> Table:
    return Table(_cells(table, table.rows, below), table, table)


def _cells(table: PageTable, rows: Iterable[list[PageCell]], below: float) -> list[list[Cell]]:
    number = table.page.number
    return [[Cell(number, part, below, below + part.area.bottom) for part in row] for row in rows]


def _goes_on(file: File, table: PageTable) -> bool:
    """Whether a table at the head of a page is the one that ends the page before."""
    before = file.blocks[-1] if file.blocks else None
    if not isinstance(before, Table) or before.last.page.number + 1 != table.page.number:
        return False
    if any(map(_is_one_text, _pairs(before, _cells(table, table.rows[:1], 0)[0]))):
        return True
    edges, own = _edges([cell.part for cell in row] for row in before.rows), _edges(table.rows)
    ends = abs(min(edges) - min(own)) <= _SAME_EDGE and abs(max(edges) - max(own)) <= _SAME_EDGE
    if not ends or not (_are_among(own, edges) or _are_among(edges, own)):
        return False
    return not _has_own_heads(before.first.rows, table.rows)


def _edges(rows: Iterable[Sequence[PageCell]]) -> list[float]:
    return sorted({edge for row in rows for cell in row
                   for edge in (cell.area.left, cell.area.right)})  # fmt: skip


def _are_among(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(edge - other) <= _SAME_EDGE for other in others) for edge in edges)


def _shape(row: Sequence[PageCell], rows: Sequence[Sequence[PageCell]]) -> list[tuple[int, int]]:
    """Edges of a row's cells, and whether each is higher than the row."""
    least = min(cell.area.bottom for cell in row)
    return [(round(cell.area.left), cell.area.bottom > least + _SAME_EDGE) for cell in row]


def _has_own_heads(first: Sequence[list[PageCell]], rows: Sequence[list[PageCell]]) -> bool:
    """Whether a table begins as the other does, in heads that no other row looks like."""
    if len(first) < 3 or len(rows) < 3:
        return False
    heads, second, own = (_shape(each[0], each) for each in (first, first[1:], rows))
    alike = len(heads) == len(own) and all(
        abs(a[0] - b[0]) <= _SAME_EDGE and a[1] == b[1] for a, b in zip(heads, own, strict=True)
    )
    is_head = any(high for _, high in heads) and heads != second
    return alike and is_head and _texts(first[0]) != _texts(rows[0])


def _texts(row: Sequence[PageCell]) -> list[str]:
    return [plain_text(cell.text.text) for cell in row]


def _go_on(file: File, table: PageTable, below: float) -> None:
    before = file.blocks[-1]
    assert isinstance(before, Table)
    rows = _without_heads(before.first, table, file)
    if rows:
        after = _cells(table, rows, below)
        _join(before, after, is_full=file.lowest - before.last.area.bottom < _LEAST_ROOM)
        before.rows += after
    before.last = table


def _without_heads(first: PageTable, table: PageTable, file: File) -> list[list[PageCell]]:
    """Rows of a table that goes on, without the heads that its page repeats."""
    pairs = zip(first.rows, table.rows, strict=False)
    count = len([*takewhile(lambda pair: _texts(pair[0]) == _texts(pair[1]), pairs)])
    file.furniture += [
        (table.page, cell.text.text) for row in table.rows[:count] for cell in row if cell.text.text
    ]
    return table.rows[count:]


# Rows that a page cuts ---------------------------------------------------------------------------


Pair = tuple[Cell | None, Cell]


def _join(table: Table, after: list[list[Cell]], *, is_full: bool) -> None:
    """Join the two parts of a row, or doubt what may be parts; `after` loses what is joined.

    A page with room left, not full, cuts no row.
    """
    pairs = _pairs(table, after[0])
    joined = [pair for pair in pairs if _is_open(pair) or _is_one_text(pair)]
    if not joined and is_full and not _are_tagged(pairs):
        if _is_cut(pairs, has_label=_has_label(table, after[0])):
            joined = pairs
        else:
            _doubt_ends(pairs)
    is_sure = any(map(_is_one_text, joined))
    for above, cell in joined:
        if above:
            _joined(above, cell, is_sure=is_sure)
            after[0].remove(cell)
    if not after[0]:
        del after[0]


def _has_label(table: Table, row: Sequence[Cell]) -> bool:
    """Whether a row says something in the first column, if it has a cell of its own there."""
    area = row[0].part.area
    is_first = area.left <= table.first.area.left + _SAME_EDGE
    return bool(row[0].part.text.text) or _is_merged(row[0], row) or not is_first


def _is_merged(cell: Cell, row: Iterable[Cell]) -> bool:
    """Whether a cell is higher than its row."""
    return cell.part.area.bottom > min(each.part.area.bottom for each in row) + _SAME_EDGE


def _pairs(table: Table, after: Sequence[Cell]) -> list[Pair]:
    """Cells at the head of a page, each with that at the end of the page before."""
    reaching = _reaching(table)
    return [(_above(cell, reaching), cell) for cell in after]


def _is_open(pair: Pair) -> bool:
    """Whether no ruling parts two cells."""
    above, cell = pair
    sides = above and above.part.open_sides
    return bool(sides and "bottom" in sides and "top" in cell.part.open_sides)


def _is_one_text(pair: Pair) -> bool:
    above, cell = pair
    return bool(above and goes_on(above.part.text, cell.part.text))


def _are_tagged(pairs: Iterable[Pair]) -> bool:
    """Whether tags would say that a text goes on."""
    both = [
        (above.part.text, cell.part.text)
        for above, cell in pairs
        if above and above.part.text.text and cell.part.text.text
    ]
    return bool(both) and all(a.paragraphs[1] and b.paragraphs[0] for a, b in both)


def _reaching(table: Table) -> list[Cell]:
    """Cells at the lower end of what stands on the last page of a table."""
    end = max(cell.bottom for row in table.rows for cell in row)
    return [cell for row in table.rows for cell in row if end - cell.bottom <= _SAME_EDGE]


def _above(cell: Cell, reaching: Sequence[Cell]) -> Cell | None:
    area = cell.part.area
    for each in reaching:
        own = each.part.area
        if max(abs(own.left - area.left), abs(own.right - area.right)) <= _SAME_EDGE:
            return each
    return None


def _is_cut(pairs: Sequence[Pair], *, has_label: bool) -> bool:
    """Whether a row goes on: its label or most of its cells have said all before the page ends."""
    if any(above is None for above, _ in pairs):
        return False
    said = [cell for _, cell in pairs if cell.part.text.text]
    silent = [cell for above, cell in pairs
              if above and above.part.text.text and not cell.part.text.text]  # fmt: skip
    if said and not has_label:
        return True
    return len(said) < len(silent) or bool(said and silent and all(map(_may_go_on, pairs)))


def _may_go_on(pair: Pair) -> bool:
    above, cell = pair
    if above is None or not cell.part.text.text:
        return True
    return above.part.text.is_full or not above.part.text.text


def _doubt_ends(pairs: Sequence[Pair]) -> None:
    """Doubt rows at the end of a page that would look the same if they were one.

    Of a merged cell the page may part the paragraphs, though no line of its row goes on.
    """
    said = [pair for pair in pairs if pair[0] and pair[1].part.text.text and pair[0].part.text.text]
    if not any(map(_may_go_on, said)):
        said = [pair for pair in said if _is_merged(pair[1], [cell for _, cell in pairs])]
    for above, cell in said:
        for each in filter(None, (above, cell)):
            each.part = replace(each.part, text=with_doubts(each.part.text, [doubt("perhaps_cut")]))


def _joined(above: Cell, cell: Cell, *, is_sure: bool) -> None:
    """Make a cell longer by what of it stands on the next page."""
    above.bottom = cell.bottom
    if not cell.part.text.text and not cell.part.text.doubts:
        return
    text: LineText = joined_texts(above.part.text, cell.part.text)
    if above.part.text.text and cell.part.text.text and not is_sure:
        text = with_doubts(text, [doubt("cut_by_page")])
    above.part = replace(above.part, text=text)


def lines_together(lines: Sequence[PageLine], edge: float) -> Iterator[list[PageLine]]:
    """Lines outside of tables, those together that only an edge of the page parts."""
    group: list[PageLine] = []
    for each in lines:
        if group and not _wraps(group[-1], each, edge):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _wraps(before: PageLine, after: PageLine, edge: float) -> bool:
    size = before.line.size
    if before.page is after.page:
        near = 0 < after.line.base - before.line.base < LINE_STEP * size
    else:
        near = before.page.number + 1 == after.page.number
    alike = abs(after.line.size - size) < 0.1 * size and after.line.left <= before.line.left + size
    return near and alike and is_parted(before.line, after.line, edge - before.line.left)
