"""The canvas that charts are drawn on: SVG with real text. The only importer of matplotlib."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import Literal

from markupsafe import Markup, escape
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.ticker import MaxNLocator

from evalkit.assess.fonts import JAPANESE

INK, QUIET, HAIR, SHADE = "#1a1a1a", "#666666", "#cccccc", "#f2f2f2"
ACTUAL, TARGET = "#0017c1", "#ac3e00"
"""Every colour of a chart; page.css gives each its counterpart on a dark ground."""

TYPE = 11.0
"""Size of all text, in points: 7 pt at least where a chart takes half a page of paper."""

Point = tuple[float, float]
Sign = Literal["disc", "square", "diamond"]
Align = Literal["left", "center", "right"]

_CORNERS: dict[Sign, list[Point]] = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9)],
    "diamond": [(-1.2, 0), (0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
}
_ANCHORS: dict[Align, str] = {"left": "start", "center": "middle", "right": "end"}


@cache
def font_family() -> str:
    """Name of the Japanese font, which the text of a chart asks for."""
    return str(_font().family_name)


@cache
def _font() -> FT2Font:
    font = FT2Font(str(JAPANESE.path()))
    font.set_size(100, 72)
    return font


if hasattr(os, "register_at_fork"):  # forks would share the place up to which the file was read
    os.register_at_fork(after_in_child=_font.cache_clear)


@cache
def _advance(character: str) -> float:
    """Width of a character of the font in em; one that it lacks comes from another font."""
    if not _font().get_char_index(ord(character)):
        return 1.0
    glyph = _font().load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance / 65536 / 100)


def text_width(text: str, size: float = TYPE) -> float:
    """Width of one line of text in points.

    Examples
    --------
    >>> text_width("実績", 10)
    20.0
    """
    return size * sum(map(_advance, text))


def ticks(low: float, high: float, *, whole: bool, count: int = 5) -> list[float]:
    """Round values between `low` and `high` for a scale.

    Examples
    --------
    >>> ticks(0, 17, whole=True)
    [0.0, 5.0, 10.0, 15.0]
    """
    locator = MaxNLocator(nbins=count, integer=whole, steps=[1, 2, 5, 10])
    values = locator.tick_values(low, high)
    return [float(value) for value in values if low <= value <= high]


class Canvas:
    """A drawing in points, measured from its lower left corner.

    What follows each other in one style is one path: a tenth of the bytes of a path each.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._style = ""
        self._lines: list[str] = []  # in that style
        self._drawn: list[str] = []
        self._texts: list[str] = []  # set last: over everything

    def line(
        self, points: Sequence[Point], color: str, width: float = 1, dashes: Sequence[float] = ()
    ) -> None:
        """Draw a line through points, dashed by turns of ink and gap."""
        dashed = f"; stroke-dasharray: {','.join(f'{each:g}' for each in dashes)}" if dashes else ""
        self._draw(f"fill: none; stroke: {color}; stroke-width: {width:g}{dashed}", points)

    def broken(self, x: float, bottom: float, top: float) -> None:
        """Draw the axis of a scale that leaves out zero, with a zigzag where it is broken."""
        turns = [(0, 0), (0, 5), (-3, 6.5), (3, 9.5), (0, 11)]
        zigzag = [(x + across, bottom + up) for across, up in turns]
        self.line([*zigzag, (x, top)], QUIET, 0.9)

    def field(self, left: float, bottom: float, right: float, top: float, color: str) -> None:
        """Fill a rectangle."""
        self._draw(f"fill: {color}", [(left, bottom), (right, bottom), (right, top), (left, top)])

    def sign(self, sign: Sign, place: Point, color: str, size: float = 3.2) -> None:
        """Mark a place: a disc is filled, the others are hollow."""
        x, y = place
        if sign == "disc":  # a point with round ends: a tenth of the bytes of a circle
            style = (
                f"fill: none; stroke: {color}; stroke-width: {2 * size:g}; stroke-linecap: round"
            )
            self._draw(style, [(x - 0.01, y), (x + 0.01, y)])
        else:
            corners = [(x + size * across, y + size * up) for across, up in _CORNERS[sign]]
            self.line(corners, color, 1.8)

    def _draw(self, style: str, points: Sequence[Point]) -> None:
        if style != self._style:
            self._end_path()
            self._style = style
        self._lines.append("M" + "L".join(" ".join(self._place(point)) for point in points))

    def _end_path(self) -> None:
        if self._lines:
            self._drawn.append(f' <path d="{"".join(self._lines)}" style="{self._style}"/>\n')
            self._lines = []

    def _place(self, point: Point) -> tuple[str, str]:
        """Where a point stands in the SVG, which is measured from above."""
        return _number(point[0]), _number(self.height - round(point[1], 2))

    def write(
        self, place: Point, text: str, color: str = INK, align: Align = "left", angle: float = 0
    ) -> None:
        """Write a line of text on its base line at a place."""
        if text:
            x, y = self._place(place)
            turned = f' transform="rotate({-angle:g} {x} {y})"' if angle else ""
            style = f"{_type()}; text-anchor: {_ANCHORS[align]}; fill: {color}"
            self._texts.append(
                f' <text style="{style}" x="{x}" y="{y}"{turned}>{escape(text)}</text>\n'
            )

    def svg(self, name: str, title: str, description: str) -> Markup:
        """Finish the drawing as an element that is named by `title` and told by `description`."""
        self._end_path()
        return Markup(
            f'<svg role="img" aria-labelledby="{name}-title {name}-desc"'
            f' viewBox="0 0 {_number(self.width)} {_number(self.height)}"'
            ' xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{name}-title">{escape(title)}</title>'
            f'<desc id="{name}-desc">{escape(description)}</desc>\n'
            f"{''.join(self._drawn)}{''.join(self._texts)}</svg>"
        )


@cache
def _type() -> str:
    return f"font-size: {TYPE:g}px; font-family: {font_family()!r}"


def _number(value: float) -> str:
    return f"{value:z.2f}".rstrip("0").rstrip(".")
