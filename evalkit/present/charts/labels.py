"""Where the words of a chart stand, so that none covers another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

Segment = tuple[tuple[float, float], tuple[float, float]]

_PIECE = re.compile(r"[!-~]+ *|.", re.DOTALL)


@dataclass(frozen=True)
class Box:
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge.

        Examples
        --------
        >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).meets(Box(2, 0, 4, 2))
        (True, False)
        """
        beside = self.right <= other.left or other.right <= self.left
        above = self.top <= other.bottom or other.top <= self.bottom
        return not (beside or above)

    def within(self, other: Box) -> bool:
        """Whether all of it lies in `other`."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.bottom <= self.bottom and self.top <= other.top

    def crossed(self, segment: Segment) -> bool:
        """Whether a straight line runs through it.

        Examples
        --------
        >>> Box(0, 0, 2, 2).crossed(((-1, 1), (3, 1))), Box(0, 0, 2, 2).crossed(((-1, 3), (3, 3)))
        (True, False)
        """
        (x0, y0), (x1, y1) = segment
        first, last = 0.0, 1.0
        bounds = (
            (x1 - x0, self.left - x0, self.right - x0),
            (y1 - y0, self.bottom - y0, self.top - y0),
        )
        for way, low, high in bounds:
            if way == 0:
                if not low < 0 < high:
                    return False
                continue
            near, far = sorted((low / way, high / way))
            first, last = max(first, near), min(last, far)
        return first < last

    def moved_into(self, other: Box) -> Box:
        """Shift it sideways until it does not stick out of `other`, which is wider."""
        shift = max(other.left - self.left, 0) or min(other.right - self.right, 0)
        return Box(self.left + shift, self.bottom, self.right + shift, self.top)


class Room:
    """The area of a chart with what already stands in it."""

    def __init__(self, area: Box, lines: Iterable[Segment] = ()) -> None:
        self.area = area
        self.lines = list(lines)
        self.taken: list[Box] = []

    def place(self, candidates: Sequence[Box], *, wanted: bool) -> Box | None:
        """Take the first of `candidates` that is free and clear of lines.

        If there is none, one that is `wanted` may stand on a line.
        """
        free = [each for each in candidates if self._free(each)]
        clear = (each for each in free if not any(map(each.crossed, self.lines)))
        chosen = next(clear, free[0] if free and wanted else None)
        if chosen:
            self.taken.append(chosen)
        return chosen

    def _free(self, box: Box) -> bool:
        return box.within(self.area) and not any(map(box.meets, self.taken))


def around(x: float, y: float, width: float, height: float, area: Box) -> Iterator[Box]:
    """Boxes near a point, the best first: above, below, and both further off."""
    for off in (5, 9, 14):
        for bottom in (y + off, y - off - height):
            yield Box(x - width / 2, bottom, x + width / 2, bottom + height).moved_into(area)


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Middles of boxes as near to `wanted` as they can stand, from below, without overlap.

    Examples
    --------
    >>> spread([10, 11, 50], [10, 10, 10], 0, 60)
    [10, 20.0, 50]
    """
    middles: list[float] = []
    floor = low
    for middle, height in zip(wanted, heights, strict=True):
        middles.append(max(middle, floor + height / 2))
        floor = middles[-1] + height / 2
    ceiling = high
    for index in reversed(range(len(middles))):
        middles[index] = min(middles[index], ceiling - heights[index] / 2)
        ceiling = middles[index] - heights[index] / 2
    return middles


def wrapped(text: str, width: Callable[[str], float], room: float) -> Iterator[str]:
    """Cut a line before the word, or the Japanese character, with which it would be too wide.

    A word that is wider than `room` by itself is cut between its letters.
    """
    line = ""
    for piece in _pieces(text, width, room):
        if line and width((line + piece).rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str, width: Callable[[str], float], room: float) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        yield from [piece] if width(piece.rstrip()) <= room else piece
