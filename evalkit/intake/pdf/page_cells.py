"""One page as tables and lines: every letter in the cell in which it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from evalkit.intake.doubtful import doubt
from evalkit.intake.pdf.frames import Frame, FramedCell, frames_of
from evalkit.intake.pdf.lines import Breaks, Line, LineText, lines_of, text_of, with_doubts
from evalkit.intake.pdf.page import Area, Letter, Page, Ruling
from evalkit.sheet.bilingual import Bilingual

_RUN: Final = 0.35  # of a letter's size: letters written one after the other, so near, are one run
_OUT = 0.25  # of a letter's size: so far over a ruling, it crosses it
LINE_STEP: Final = 2.2  # of a letter's size: lines of one paragraph are so near
_OFF = 0.05  # of a letter's size: letters so far off a ruling do not run over it
_MOST = 0.5  # of a run: where so much of it stands, it belongs
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


def blocks_of(sorted_page: SortedPage, breaks: Breaks) -> PageBlocks:
    """Tables and lines of a page, from the top."""
    page = sorted_page.page
    tables = [_table(frame, sorted_page, breaks) for frame in sorted_page.frames]
    lines = [PageLine(page, each) for each in lines_of(sorted_page.outside)]
    for each in lines:
        each.line.doubts += sorted_page.doubts_of(each.line.letters)
    blocks: list[PageTable | PageLine] = [*(each for each in tables if _has_text(each)), *lines]
    return PageBlocks(page, sorted(blocks, key=_top))


def _top(block: PageTable | PageLine) -> tuple[float, float]:
    if isinstance(block, PageTable):
        return block.area.top, block.area.left
    return block.line.base - block.line.size, block.line.left


def _has_text(table: PageTable) -> bool:
    return any(cell.text.text or cell.text.doubts for row in table.rows for cell in row)


def _table(frame: Frame, sorted_page: SortedPage, breaks: Breaks) -> PageTable:
    rows = [
        [_cell(cell, sorted_page, sorted_page.room(frame, cell), breaks) for cell in row]
        for row in frame.rows()
    ]
    return PageTable(sorted_page.page, frame.area, rows)


def _cell(cell: FramedCell, sorted_page: SortedPage, room: float, breaks: Breaks) -> PageCell:
    letters = sorted_page.held[id(cell)]
    doubts = [*sorted_page.doubts[id(cell)], *sorted_page.doubts_of(letters)]
    doubts += _crossing(cell.area, letters)
    if cell.is_crooked:
        doubts.append(doubt("crooked_frame"))
    if cell.open_sides & {"left", "right"}:
        doubts.append(doubt("open_frame"))
    text = text_of(letters, room, breaks)
    return PageCell(cell.area, with_doubts(text, doubts if text.text else ()), cell.open_sides)


def _crossing(area: Area, letters: Iterable[Letter]) -> Iterator[Bilingual]:
    """Doubt for letters that lie over an edge of their cell, unless tags say whose they are."""
    over = [
        each.text
        for each in letters
        if not each.text.isspace()
        and not each.paragraph
        and (area.left - each.left > _OUT * each.size or each.right - area.right > _OUT * each.size
             or area.top - each.top > _OUT * each.size or each.base > area.bottom)
    ]  # fmt: skip
    if over:
        yield doubt("over_the_edge", seen="".join(over))


class SortedPage:
    """Each letter of a page in the cell in which it stands."""

    def __init__(self, page: Page) -> None:
        self.page, self.frames = page, frames_of(page.rulings)
        self._rulings = [each for each in page.rulings if each.lies]
        self.outside: list[Letter] = []
        self.held: dict[int, list[Letter]] = defaultdict(list)
        self.doubts: dict[int, list[Bilingual]] = defaultdict(list)
        letters = (
            each._replace(is_pale=False)
            if each.is_pale and any(shade.holds(*each.middle) for shade in page.shades)
            else each
            for each in page.letters
        )
        for run in _runs(letters, self.frames):
            self._place(run)
        self._paddings = {id(frame): self._padding(frame) for frame in self.frames}

    def room(self, frame: Frame, cell: FramedCell) -> float:
        """Points that a line of a cell may fill."""
        return cell.area.right - cell.area.left - 2 * self._paddings[id(frame)]

    def texts(self) -> Iterator[tuple[Sequence[Letter], float]]:
        """Letters of each cell, with its room."""
        for frame in self.frames:
            for cell in frame.cells:
                yield self.held[id(cell)], self.room(frame, cell)

    def _padding(self, frame: Frame) -> float:
        """Points that a table keeps free at the sides of its cells: what most of its lines keep."""
        gaps = Counter(
            round(2 * min(line.left - cell.area.left, cell.area.right - line.right)) / 2
            for cell in frame.cells
            for line in lines_of(self.held[id(cell)])
        )
        most = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0.0)
        return max(most, _LEAST_PADDING)

    def _place(self, run: list[Letter]) -> None:
        """Letters of one run stand in one cell: where it crosses into others, in its widest."""
        shares: dict[int, float] = defaultdict(float)
        for letter in run:
            cell = self._cell_of(letter)
            key = id(cell) if cell else 0
            shares[key] += letter.right - letter.left if not letter.text.isspace() else 0.0
        touched = [key for key, share in shares.items() if share > 0] or [*shares]
        most = max(touched, key=lambda key: shares[key])
        if len(touched) > 1 and not _is_sure(run, shares[most]):
            seen = "".join(each.text for each in run)
            for key in touched:
                self.doubts[key].append(doubt("runs_over", seen=seen))
        held = self.held[most] if most else self.outside
        held += run

    def _cell_of(self, letter: Letter) -> FramedCell | None:
        x, y = letter.middle
        for frame in self.frames:
            if frame.area.holds(x, y) and (cell := frame.cell_at(x, y)):
                return cell
        return None

    def doubts_of(self, letters: Sequence[Letter]) -> Iterator[Bilingual]:
        """Doubts for letters through which a ruling goes, or that go on where nothing is seen."""
        seen = "".join(
            each.text
            for each in letters
            if not each.text.isspace() and any(_strikes(line, each) for line in self._rulings)
        )
        if seen:
            yield doubt("struck_in_pdf", seen=seen)
        for run in self.page.cut:
            if any(_is_next_line(each, run) for each in letters):
                yield doubt("cut_away", seen="".join(each.text for each in run))


def _is_next_line(letter: Letter, run: Sequence[Letter]) -> bool:
    near = 0 < run[0].base - letter.base < LINE_STEP * letter.size
    return near and letter.left < run[-1].right and letter.right > run[0].left


def _strikes(ruling: Ruling, letter: Letter) -> bool:
    low, high = (letter.base - part * letter.size for part in _STRUCK)
    x, _ = letter.middle
    return high <= ruling.at <= low and ruling.start <= x <= ruling.end


def _is_sure(run: Sequence[Letter], share: float) -> bool:
    """Whether letters that cross a ruling are one text by the tags, the most of it in one cell."""
    return bool(run[0].paragraph) and share > _MOST * sum(each.right - each.left for each in run)


def _runs(letters: Iterable[Letter], frames: Sequence[Frame]) -> Iterator[list[Letter]]:
    """Letters written one after the other on one line, each next to the one before.

    Those of one paragraph, by the tags of the file, whatever is written between them.
    """
    tagged = defaultdict(list)
    run: list[Letter] = []
    for letter in letters:
        if letter.paragraph:
            tagged[letter.paragraph, round(letter.base)].append(letter)
            continue
        if run and not (_follows(run[-1], letter) and not _are_apart(run[-1], letter, frames)):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run
    for line in tagged.values():
        yield from _side_by_side(sorted(line, key=lambda each: each.left))


def _side_by_side(line: Sequence[Letter]) -> Iterator[list[Letter]]:
    run = [line[0]]
    for letter in line[1:]:
        if letter.left - run[-1].right > _RUN * letter.size:
            yield run
            run = []
        run.append(letter)
    yield run


def _follows(before: Letter, after: Letter) -> bool:
    gap = after.left - before.right
    level = abs(after.base - before.base) < 0.1 * before.size
    return level and after.order == before.order + 1 and -before.size < gap < _RUN * before.size


def _are_apart(before: Letter, after: Letter, frames: Sequence[Frame]) -> bool:
    """Whether letters written each for itself keep off a ruling between them."""
    if not before.writing or before.writing == after.writing:
        return False
    near = _OFF * before.size
    return any(
        frame.area.holds(*after.middle)
        and any(before.right + near <= at <= after.left - near for at in frame.columns)
        for frame in frames
    )
