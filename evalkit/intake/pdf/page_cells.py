"""One page as tables and lines: every letter in the cell in which it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from evalkit.intake.doubtful import doubt
from evalkit.intake.pdf.document import Area, Letter, Page, Ruling
from evalkit.intake.pdf.frames import Frame, FramedCell, frames_of
from evalkit.intake.pdf.lines import Line, LineText, lines_of, text_of, with_doubts
from evalkit.sheet.bilingual import Bilingual

_RUN: Final = 0.35  # of a letter's size: letters written one after the other, so near, are one run
_OUT = 0.25  # of a letter's size: so far over a ruling, it crosses it
_LEAST_PADDING = 0.5  # points
_STRUCK = (0.2, 0.65)  # of a letter's size above its line: a ruling there strikes it through


@dataclass
class PageCell:
    """A cell with its text."""

    area: Area
    text: LineText
    open_sides: frozenset[str] = frozenset()


@dataclass
class PageTable:
    """What of a table stands on one page: its rows from the top."""

    page: Page
    area: Area
    rows: list[list[PageCell]]


@dataclass
class PageLine:
    """A line outside of tables."""

    page: Page
    line: Line


@dataclass
class PageBlocks:
    """A page in the order of reading."""

    page: Page
    blocks: list[PageTable | PageLine] = field(default_factory=list)


def blocks_of(page: Page) -> PageBlocks:
    """Tables and lines of a page, from the top."""
    frames = frames_of(page.rulings)
    sorter = _Sorter(page, frames)
    tables = [_table(page, frame, sorter) for frame in frames]
    lines = [PageLine(page, each) for each in lines_of(sorter.outside)]
    for each in lines:
        each.line.doubts += sorter.struck(each.line.letters)
    blocks: list[PageTable | PageLine] = [*(each for each in tables if _has_text(each)), *lines]
    return PageBlocks(page, sorted(blocks, key=_top))


def _top(block: PageTable | PageLine) -> tuple[float, float]:
    if isinstance(block, PageTable):
        return block.area.top, block.area.left
    return block.line.base - block.line.size, block.line.left


def _has_text(table: PageTable) -> bool:
    return any(cell.text.text or cell.text.doubts for row in table.rows for cell in row)


def _table(page: Page, frame: Frame, sorter: _Sorter) -> PageTable:
    held = sorter.held[id(frame)]
    padding = _padding(frame, held)
    rows = [[_cell(cell, held[id(cell)], padding, sorter) for cell in row] for row in frame.rows()]
    return PageTable(page, frame.area, rows)


def _cell(cell: FramedCell, letters: list[Letter], padding: float, sorter: _Sorter) -> PageCell:
    room = cell.area.right - cell.area.left - 2 * padding
    doubts = [*sorter.doubts[id(cell)], *sorter.struck(letters), *_crossing(cell.area, letters)]
    if cell.is_crooked:
        doubts.append(doubt("crooked_frame"))
    if cell.open_sides & {"left", "right"}:
        doubts.append(doubt("open_frame"))
    text = text_of(letters, room)
    return PageCell(cell.area, with_doubts(text, doubts if text.text else ()), cell.open_sides)


def _padding(frame: Frame, held: dict[int, list[Letter]]) -> float:
    """Points that a table keeps free at the sides of its cells: the least that a line leaves."""
    gaps = [
        min(line.left - cell.area.left, cell.area.right - line.right)
        for cell in frame.cells
        for line in lines_of(held[id(cell)])
    ]
    return max(min((gap for gap in gaps if gap >= 0), default=0.0), _LEAST_PADDING)


def _crossing(area: Area, letters: Iterable[Letter]) -> Iterator[Bilingual]:
    """Doubt for letters that lie over an edge of their cell."""
    over = [
        each.text
        for each in letters
        if not each.text.isspace()
        and (area.left - each.left > _OUT * each.size or each.right - area.right > _OUT * each.size
             or area.top - each.top > _OUT * each.size or each.base > area.bottom)
    ]  # fmt: skip
    if over:
        yield doubt("over_the_edge", seen="".join(over))


class _Sorter:
    """Puts each letter of a page into the cell in which it stands."""

    def __init__(self, page: Page, frames: Sequence[Frame]) -> None:
        self._frames = frames
        self._rulings = [each for each in page.rulings if each.lies]
        self.outside: list[Letter] = []
        self.held: dict[int, dict[int, list[Letter]]] = defaultdict(lambda: defaultdict(list))
        self.doubts: dict[int, list[Bilingual]] = defaultdict(list)
        dark = page.shades
        letters = (
            each._replace(is_pale=False)
            if each.is_pale and any(shade.holds(*each.middle) for shade in dark)
            else each
            for each in page.letters
        )
        for run in _runs(letters):
            self._place(run)

    def _place(self, run: list[Letter]) -> None:
        """Letters of one run stand in one cell: where it crosses into others, in its widest."""
        places = [self._cell_of(letter) for letter in run]
        shares: dict[int, float] = defaultdict(float)
        by_id = {}
        for letter, place in zip(run, places, strict=True):
            key = id(place[1]) if place else 0
            by_id[key] = place
            shares[key] += letter.right - letter.left if not letter.text.isspace() else 0.0
        touched = [key for key, share in shares.items() if share > 0] or [*shares]
        most = max(touched, key=lambda key: shares[key])
        if len(touched) > 1:
            seen = "".join(each.text for each in run)
            for key in touched:
                self.doubts[key].append(doubt("runs_over", seen=seen))
        place = by_id[most]
        held = self.held[id(place[0])][id(place[1])] if place else self.outside
        held += run

    def _cell_of(self, letter: Letter) -> tuple[Frame, FramedCell] | None:
        x, y = letter.middle
        for frame in self._frames:
            if frame.area.holds(x, y) and (cell := frame.cell_at(x, y)):
                return frame, cell
        return None

    def struck(self, letters: Sequence[Letter]) -> Iterator[Bilingual]:
        """Doubt for letters through which a ruling goes."""
        seen = "".join(
            each.text
            for each in letters
            if not each.text.isspace() and any(_strikes(line, each) for line in self._rulings)
        )
        if seen:
            yield doubt("struck_in_pdf", seen=seen)


def _strikes(ruling: Ruling, letter: Letter) -> bool:
    low, high = (letter.base - part * letter.size for part in _STRUCK)
    x, _ = letter.middle
    return high <= ruling.at <= low and ruling.start <= x <= ruling.end


def _runs(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters written one after the other on one line, each next to the one before."""
    run: list[Letter] = []
    for letter in letters:
        if run and not _follows(run[-1], letter):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _follows(before: Letter, after: Letter) -> bool:
    gap = after.left - before.right
    level = abs(after.base - before.base) < 0.1 * before.size
    return level and after.order == before.order + 1 and -before.size < gap < _RUN * before.size
