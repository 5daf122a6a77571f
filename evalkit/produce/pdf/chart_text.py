"""The text of a chart, taken out of its SVG for Typst to set.

Typst's reader of SVG opens the font again for each text, and takes most of a chart's time for it.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from evalkit.produce.pdf.typst_code import array, string

_SIDES = {"start": "left", "middle": "center", "end": "right"}
_NUMBER = r"-?\d+(?:\.\d+)?"
_TEXT = re.compile(
    rf"""\s*<text style="font-size: (?P<size>{_NUMBER})px; font-family: 'IPAexGothic'; """
    rf"""text-anchor: (?P<side>{"|".join(_SIDES)}); fill: (?P<fill>\#[0-9a-f]{{6}})" """
    rf"""x="(?P<x>{_NUMBER})" y="(?P<y>{_NUMBER})">(?P<text>[^<]+)</text>"""
)
_SIZE = re.compile(rf'<svg[^>]*\sviewBox="0 0 ({_NUMBER}) ({_NUMBER})"')


class ChartText(NamedTuple):
    """A chart and its text, apart."""

    drawing: str  # the SVG, without its text
    size: str  # Typst code: width and height of the chart in points
    texts: str  # Typst code: of each text its side, colour, size, place and characters


def take_text(svg: str) -> ChartText | None:
    """Take the text out of a chart such as evalkit draws: level, and over everything else.

    None if there is any other text in it.
    """
    start, size = svg.find("<text"), _SIZE.match(svg)
    texts = [*_TEXT.finditer(svg, start)] if size and start >= 0 else []
    if not size or not texts or svg[texts[-1].end() :].strip() != "</svg>":
        return None
    if sum(len(text[0]) for text in texts) != texts[-1].end() - start:  # something is between
        return None
    return ChartText(
        drawing=f"{svg[:start]}</svg>",
        size=array(f"{length}pt" for length in size.groups()),
        texts=array(map(_code, texts)),
    )


def _code(text: re.Match[str]) -> str:
    side, fill = _SIDES[text["side"]], f"rgb({string(text['fill'])})"
    place = (f"{text[name]}pt" for name in ("size", "x", "y"))
    return array((side, fill, *place, string(unescape(text["text"]))))
