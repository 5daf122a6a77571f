"""From rulings to the cells that they frame."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from evalkit.intake.pdf.page import Area, Ruling

_NEAR = 2.0  # points within which two rulings are one, or touch
_BEYOND = 3.0  # points by which rulings go on past the last one that they cross
_COVERED = 0.6  # of a side of a cell that its ruling covers at least


@dataclass
class FramedCell:
    """A cell by the lines of its frame that it lies between."""

    left: int
    right: int
    top: int
    bottom: int
    area: Area
    open_sides: frozenset[str] = frozenset()  # without a ruling: top, bottom, left, right
    is_crooked: bool = False  # its rulings make no rectangle


@dataclass
class Frame:
    """Rulings that touch each other: a table, or what of it stands on one page."""

    columns: list[float]  # where its rulings stand
    lines: list[float]  # where they lie
    cells: list[FramedCell] = field(default_factory=list)
    _by_slot: dict[tuple[int, int], FramedCell] = field(default_factory=dict)

    @property
    def area(self) -> Area:
        """What it covers."""
        return Area(self.columns[0], self.lines[0], self.columns[-1], self.lines[-1])

    def cell_at(self, x: float, y: float) -> FramedCell | None:
        """Cell in which a point lies."""
        slot = bisect_right(self.columns, x) - 1, bisect_right(self.lines, y) - 1
        return self._by_slot.get(slot)

    def rows(self) -> Iterator[list[FramedCell]]:
        """Cells by their upper edge, from left to right."""
        rows = defaultdict(list)
        for cell in self.cells:
            rows[cell.top].append(cell)
        for top in sorted(rows):
            yield sorted(rows[top], key=lambda cell: cell.left)


def frames_of(rulings: Iterable[Ruling]) -> list[Frame]:
    """Frames from the top of a page; a frame within a cell of another is part of that cell.

    Examples
    --------
    >>> box = [Ruling(True, y, 10, 90) for y in (10, 30)]
    >>> box += [Ruling(False, x, 10, 30) for x in (10, 50, 90)]
    >>> [frame] = frames_of(box)
    >>> [cell.area.right for cell in frame.cells]
    [50.0, 90.0]
    """
    lying, standing = (_whole(each for each in rulings if each.lies is lies)
                       for lies in (True, False))  # fmt: skip
    frames = [_frame(*each) for each in _touching(lying, standing)]
    found = [each for each in frames if each]
    inner = [each for each in found if not _is_border(each, found)]
    return sorted(_outermost(inner), key=lambda each: (each.area.top, each.area.left))


def _whole(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings put together of pieces that lie in one line, without a gap to be seen."""
    whole: list[Ruling] = []
    for line in _near([*rulings], key=lambda each: each.at):
        at = sum(each.at for each in line) / len(line)
        parts = sorted(line, key=lambda each: each.start)
        current = parts[0]._replace(at=at)
        for each in parts[1:]:
            if each.start <= current.end + _NEAR:
                current = current._replace(end=max(current.end, each.end))
            else:
                whole.append(current)
                current = each._replace(at=at)
        whole.append(current)
    return whole


def _near(rulings: list[Ruling], key: Callable[[Ruling], float]) -> Iterator[list[Ruling]]:
    """Groups whose places are near to each other."""
    group: list[Ruling] = []
    for each in sorted(rulings, key=key):
        if group and key(each) - key(group[0]) > _NEAR:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _touching(
    lying: Sequence[Ruling], standing: Sequence[Ruling]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Lying and standing rulings that touch each other, directly or through others.

    Neighbours that stand from one height to one other are of one table, of which the page shows
    the middle of a row.
    """
    groups = _Groups(len(lying) + len(standing))
    for at, level in enumerate(lying):
        for by, upright in enumerate(standing, len(lying)):
            if _reaches(level, upright.at) and _reaches(upright, level.at):
                groups.join(at, by)
    for (at, one), (by, other) in pairwise(enumerate(standing, len(lying))):
        if max(abs(one.start - other.start), abs(one.end - other.end)) <= _NEAR:
            groups.join(at, by)
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for at, each in enumerate((*lying, *standing)):
        members[groups.of(at)][not each.lies].append(each)
    yield from members.values()


def _reaches(ruling: Ruling, at: float) -> bool:
    return ruling.start - _NEAR <= at <= ruling.end + _NEAR


class _Groups:
    """Numbers that belong together (a disjoint-set forest)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, number: int) -> int:
        """Number that stands for the group."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        self._above[self.of(one)] = self.of(other)


def _frame(lying: list[Ruling], standing: list[Ruling]) -> Frame | None:
    columns = _places(standing, lying)
    lines = _places(lying, standing) or sorted({standing[0].start, standing[0].end})
    if len(columns) < 2 or len(lines) < 2:
        return None
    frame = Frame(columns, lines)
    _Cells(frame, lying, standing).find()
    return frame


def _places(own: list[Ruling], across: list[Ruling]) -> list[float]:
    """Where rulings are, and where those across them end past the outermost."""
    places: list[float] = []
    for at in sorted(each.at for each in own):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    if not places or not across:
        return places
    first, last = min(each.start for each in across), max(each.end for each in across)
    if first < places[0] - _BEYOND:
        places.insert(0, first)
    if last > places[-1] + _BEYOND:
        places.append(last)
    return places


class _Cells:
    """Finds the cells of a frame: slots between its lines that no ruling parts are one."""

    def __init__(self, frame: Frame, lying: list[Ruling], standing: list[Ruling]) -> None:
        self._frame, self._lying, self._standing = frame, lying, standing
        self._width, self._height = len(frame.columns) - 1, len(frame.lines) - 1

    def find(self) -> None:
        """Put the cells into the frame."""
        groups = _Groups(self._width * self._height)
        for x in range(self._width):
            for y in range(self._height):
                if x and not self._stands(x, y):
                    groups.join(self._slot(x, y), self._slot(x - 1, y))
                if y and not self._lies(x, y):
                    groups.join(self._slot(x, y), self._slot(x, y - 1))
        members = defaultdict(list)
        for x in range(self._width):
            for y in range(self._height):
                members[groups.of(self._slot(x, y))].append((x, y))
        for slots in members.values():
            self._add(slots)

    def _slot(self, x: int, y: int) -> int:
        return y * self._width + x

    def _stands(self, x: int, y: int) -> bool:
        """Whether a ruling stands left of a slot."""
        top, bottom = self._frame.lines[y], self._frame.lines[y + 1]
        return _covers(self._standing, self._frame.columns[x], top, bottom)

    def _lies(self, x: int, y: int) -> bool:
        """Whether a ruling lies above a slot."""
        left, right = self._frame.columns[x], self._frame.columns[x + 1]
        return _covers(self._lying, self._frame.lines[y], left, right)

    def _add(self, slots: list[tuple[int, int]]) -> None:
        xs, ys = [x for x, _ in slots], [y for _, y in slots]
        left, right, top, bottom = min(xs), max(xs) + 1, min(ys), max(ys) + 1
        columns, lines = self._frame.columns, self._frame.lines
        cell = FramedCell(
            left, right, top, bottom,
            Area(columns[left], lines[top], columns[right], lines[bottom]),
            frozenset(self._open(left, right, top, bottom)),
            is_crooked=len(slots) != (right - left) * (bottom - top),
        )  # fmt: skip
        self._frame.cells.append(cell)
        self._frame._by_slot.update(dict.fromkeys(slots, cell))

    def _open(self, left: int, right: int, top: int, bottom: int) -> Iterator[str]:
        """Sides at the edge of the frame on which no ruling is."""
        sides = {
            "top": all(self._lies(x, top) for x in range(left, right)) if top == 0 else True,
            "bottom": self._ends(left, right) if bottom == self._height else True,
            "left": all(self._stands(left, y) for y in range(top, bottom)) if left == 0 else True,
            "right": self._closes(top, bottom) if right == self._width else True,
        }
        return (side for side, is_closed in sides.items() if not is_closed)

    def _ends(self, left: int, right: int) -> bool:
        columns, last = self._frame.columns, self._frame.lines[-1]
        return all(_covers(self._lying, last, columns[x], columns[x + 1])
                   for x in range(left, right))  # fmt: skip

    def _closes(self, top: int, bottom: int) -> bool:
        lines, last = self._frame.lines, self._frame.columns[-1]
        return all(_covers(self._standing, last, lines[y], lines[y + 1])
                   for y in range(top, bottom))  # fmt: skip


def _covers(rulings: list[Ruling], at: float, start: float, end: float) -> bool:
    return any(
        abs(each.at - at) <= _NEAR
        and min(each.end, end) - max(each.start, start) >= _COVERED * (end - start)
        for each in rulings
    )


def _is_border(frame: Frame, others: list[Frame]) -> bool:
    """Whether it is only a border around other frames."""
    return len(frame.cells) == 1 and any(
        other is not frame and _lies_within(other.area, frame.area) for other in others
    )


def _outermost(frames: list[Frame]) -> Iterator[Frame]:
    for frame in frames:
        if not any(_lies_within(frame.area, each.area) for each in frames if each is not frame):
            yield frame


def _lies_within(inner: Area, outer: Area) -> bool:
    return outer.holds(inner.left, inner.top) and outer.holds(inner.right, inner.bottom)
