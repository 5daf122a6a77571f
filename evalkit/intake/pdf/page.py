"""What one page of a PDF shows: letters, rulings, shades and pictures.

Points of a page count from its upper left corner, as it is seen: a turned page is turned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from evalkit.sheet.pictures import PictureFile

Place = Callable[[float, float], tuple[float, float]]
"""From a point of the file to one of the page as it is seen."""


class Letter(NamedTuple):
    """One character where it stands."""

    text: str
    left: float
    right: float
    base: float  # line that it stands on
    size: float
    order: int  # among those of its page, as they were written
    writing: int = 0  # text object that it was written in, by number; 0: not known
    paragraph: int = 0  # of the whole file, by its tags; 0: it has none
    is_pale: bool = False
    is_turned: bool = False
    is_unknown: bool = False  # its font does not say which character it is

    @property
    def middle(self) -> tuple[float, float]:
        """Middle of its body."""
        return (self.left + self.right) / 2, self.base - 0.38 * self.size

    @property
    def top(self) -> float:
        """Upper edge of its body."""
        return self.base - 0.88 * self.size


class Ruling(NamedTuple):
    """A straight line that lies or stands."""

    lies: bool
    at: float  # its height where it lies, else its distance from the left
    start: float
    end: float


class Area(NamedTuple):
    """A part of a page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Drawn(NamedTuple):
    """A picture on a page."""

    area: Area
    file: PictureFile | None  # None where it cannot be taken out as it is seen
    mark: int  # marked content of its page, -1 outside of any


@dataclass
class Page:
    """What one page shows."""

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    hidden: str = ""  # letters that are there and print nothing
    cut: list[list[Letter]] = field(default_factory=list)  # of lines, cut away by their frame
    rulings: list[Ruling] = field(default_factory=list)
    shades: list[Area] = field(default_factory=list)  # dark paper
    pictures: list[Drawn] = field(default_factory=list)
    alternatives: Mapping[int, str] = field(default_factory=dict)  # of pictures, by their mark
    notes: list[str] = field(default_factory=list)  # of comments and fields pinned to it

    def line_number(self, base: float) -> int:
        """Number of the line that stands at a height, among those of the page."""
        bases = sorted({round(letter.base) for letter in self.letters})
        return 1 + sum(each < round(base) for each in bases)


def around(points: list[tuple[float, float]]) -> Area:
    """Rectangle around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))
