"""Paper that charts are drawn on: SVG with real text. The only importer of matplotlib."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from io import StringIO
from typing import Any, Literal

from markupsafe import Markup, escape
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgb
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path as Outline
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import IdentityTransform

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
_Renderer: Any = RendererSVG  # matplotlib gives it no types
_STILL = IdentityTransform()
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_ANCHORS: dict[Align, str] = {"left": "start", "center": "middle", "right": "end"}
_STYLES = re.compile(r" *<defs>\s*<style.*?</style>\s*</defs>\n", re.DOTALL)  # act on the page


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


class Paper:
    """A drawing in points, measured from its lower left corner.

    matplotlib's renderer is called directly, once for all strokes of a pen, and text is written
    here: figures, axes and artists lay every text out twice and take nine tenths of the time.
    """

    def __init__(self, width: float, height: float) -> None:
        self._svg = StringIO()
        self._renderer = _Renderer(
            width,
            height,
            self._svg,
            image_dpi=72,
            metadata=_NO_METADATA,
        )
        self._pen: GraphicsContextBase | None = None
        self._strokes: list[Sequence[Point]] = []  # with that pen, to be drawn as one path
        self._texts: list[str] = []  # set last: over everything

    def line(
        self, points: Sequence[Point], color: str, width: float = 1, dashes: Sequence[float] = ()
    ) -> None:
        """Draw a line through points, dashed by turns of ink and gap."""
        self._stroke(_pen(color, width, tuple(dashes)), points)

    def broken(self, x: float, bottom: float, top: float) -> None:
        """Draw the axis of a scale that leaves out zero, with a zigzag where it is broken."""
        turns = [(0, 0), (0, 5), (-3, 6.5), (3, 9.5), (0, 11)]
        zigzag = [(x + across, bottom + up) for across, up in turns]
        self.line([*zigzag, (x, top)], QUIET, 0.9)

    def field(self, left: float, bottom: float, right: float, top: float, color: str) -> None:
        """Fill a rectangle."""
        self._end_strokes()
        corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
        self._renderer.draw_path(_pen(color, 0), _outline([corners]), _STILL, to_rgb(color))

    def sign(self, sign: Sign, place: Point, color: str, size: float = 3.2) -> None:
        """Mark a place: a disc is filled, the others are hollow."""
        x, y = place
        if sign == "disc":  # a point with round ends: a tenth of the bytes of a circle
            self._stroke(_pen(color, 2 * size, cap="round"), [(x - 0.01, y), (x + 0.01, y)])
        else:
            corners = [(x + size * across, y + size * up) for across, up in _CORNERS[sign]]
            self._stroke(_pen(color, 1.8), corners)

    def _stroke(self, pen: GraphicsContextBase, points: Sequence[Point]) -> None:
        if pen is not self._pen:
            self._end_strokes()
            self._pen = pen
        self._strokes.append(points)

    def _end_strokes(self) -> None:
        if self._strokes:
            self._renderer.draw_path(self._pen, _outline(self._strokes), _STILL)
            self._strokes = []

    def write(
        self, place: Point, text: str, color: str = INK, align: Align = "left", angle: float = 0
    ) -> None:
        """Write a line of text on its base line at a place."""
        if text:
            x, y = _number(place[0]), _number(self._renderer.height - round(place[1], 2))
            turned = f' transform="rotate({-angle:g} {x} {y})"' if angle else ""
            style = f"{_type()}; text-anchor: {_ANCHORS[align]}; fill: {color}"
            self._texts.append(
                f' <text style="{style}" x="{x}" y="{y}"{turned}>{escape(text)}</text>\n'
            )

    def svg(self, name: str, title: str, description: str) -> Markup:
        """Finish the drawing as an element that is named by `title` and told by `description`."""
        self._end_strokes()
        self._renderer.finalize()
        drawn = _STYLES.sub("", self._svg.getvalue(), count=1)
        head, _, body = drawn[drawn.index("<svg") :].partition(">")
        body, end, _ = body.rpartition("</svg>")
        head = re.sub(r' (?:width|height)="[\d.]+pt"', "", head)
        head = head.replace(
            "<svg", f'<svg role="img" aria-labelledby="{name}-title {name}-desc"', 1
        )
        words = (
            f'<title id="{name}-title">{escape(title)}</title>'
            f'<desc id="{name}-desc">{escape(description)}</desc>'
        )
        return Markup(f"{head}>{words}{body}{''.join(self._texts)}{end}")


@cache
def _type() -> str:
    return f"font-size: {TYPE:g}px; font-family: {font_family()!r}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _outline(lines: Sequence[Sequence[Point]]) -> Outline:
    codes = [
        Outline.LINETO if place else Outline.MOVETO
        for points in lines
        for place in range(len(points))
    ]
    return Outline([(round(x, 2), round(y, 2)) for points in lines for x, y in points], codes)


@cache
def _pen(
    color: str, width: float, dashes: tuple[float, ...] = (), cap: Literal["butt", "round"] = "butt"
) -> GraphicsContextBase:
    pen = GraphicsContextBase()
    pen.set_foreground(color)
    pen.set_linewidth(width)
    pen.set_capstyle(cap)
    if dashes:
        pen.set_dashes(0, dashes)
    return pen
