"""Looks of cells as the part of styles of a workbook stores them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from evalkit.sheet.package import first, value

_WHITE, _BLACK = "FFFFFF", "000000"
_THEME = {"0": _WHITE, "1": _BLACK}  # window and text; the others are colours
_OFF = ("0", "false")

_BRIGHT = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_INDEXED: Final = (
    *_BRIGHT, *_BRIGHT,
    "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
    "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
    "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
"""Colours that files name by a number; those behind them are the window's."""

BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Number formats that no file needs to spell."""
FIRST_OWN: Final = 164
"""From which on numbers of formats are the book's own."""


class Font(NamedTuple):
    """Letters of one look."""

    is_struck: bool = False
    is_raised: bool = False  # or lowered
    size: float | None = None  # points
    colour: str | None = _BLACK  # six digits; None where the book does not say it


class Style(NamedTuple):
    """Look of a cell."""

    format: str = "General"
    number: int = 0  # of its format, where that is built in; else -1
    font: Font = Font()
    paper: str | None = _WHITE  # six digits; None where it is a pattern, or the theme's
    is_framed: bool = False
    shrinks: bool = False  # letters get smaller until they fit
    runs_across: bool = False  # is centred over the empty cells behind it


class Styles:
    """Looks of the cells of a workbook, and of its conditional formats."""

    def __init__(self, root: Element | None) -> None:
        formats = {
            int(each.get("numFmtId", "-1")): each.get("formatCode", "")
            for each in _all(root, "numFmts")
        }
        fonts = [font_of(each) for each in _all(root, "fonts")]
        papers = [_paper(each) for each in _all(root, "fills")]
        framed = [any(_has_line(side) for side in each) for each in _all(root, "borders")]
        self._styles = [
            _style(each, formats, fonts, papers, framed) for each in _all(root, "cellXfs")
        ]
        self._changing = [_changes_text(each) for each in _all(root, "dxfs")]
        self.usual = fonts[0] if fonts else Font()

    def style(self, at: int) -> Style:
        """Look of the cells that name it by that number."""
        return self._styles[at] if self._styles else Style()

    def changes_text(self, at: int) -> bool:
        """Whether a conditional look strikes text through, hides it or shows another one."""
        return self._changing[at]


def _all(root: Element | None, name: str) -> Iterable[Element]:
    found = first(root, name)
    return () if found is None else found


def _style(
    described: Element,
    formats: dict[int, str],
    fonts: list[Font],
    papers: list[str | None],
    framed: list[bool],
) -> Style:
    def named(attribute: str) -> int:
        return int(described.get(attribute, "0"))

    number = named("numFmtId")
    is_own = number in formats
    return Style(
        format=formats[number] if is_own else BUILT_IN.get(number, "General"),
        number=-1 if is_own else number,
        font=fonts[named("fontId")],
        paper=papers[named("fillId")],
        is_framed=framed[named("borderId")],
        runs_across=value(described, "alignment", attribute="horizontal") == "centerContinuous",
        shrinks=(value(described, "alignment", attribute="shrinkToFit") or "0") not in _OFF,
    )


def font_of(described: Element | None) -> Font:
    """Letters as a font or the properties of a run describe them."""
    size = value(described, "sz", attribute="val")
    return Font(
        is_struck=_is_on(first(described, "strike")),
        is_raised=value(described, "vertAlign", attribute="val") in ("superscript", "subscript"),
        size=None if size is None else float(size),
        colour=_colour(first(described, "color"), _BLACK),
    )


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in _OFF


def _paper(fill: Element) -> str | None:
    pattern = first(fill, "patternFill")
    if pattern is None:
        return None
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return _WHITE
    return _colour(first(pattern, "fgColor"), _BLACK) if kind == "solid" else None


def _has_line(side: Element) -> bool:
    drawn = side.tag in ("left", "right", "top", "bottom", "start", "end")
    return drawn and side.get("style", "none") != "none"


def _colour(colour: Element | None, automatic: str) -> str | None:
    """Six digits of a colour, where the book itself says them."""
    if colour is None or _is_said(colour.get("auto")):
        return automatic
    if "theme" in colour.attrib:
        return None if float(colour.get("tint", "0")) else _THEME.get(colour.get("theme", ""))
    if "indexed" in colour.attrib:
        at = int(colour.get("indexed", ""))
        return _INDEXED[at] if at < len(_INDEXED) else automatic
    return colour.get("rgb", _BLACK)[-6:].upper()


def _is_said(said: str | None) -> bool:
    return said is not None and said not in _OFF


def _changes_text(look: Element) -> bool:
    if _is_on(first(look, "font", "strike")):
        return True
    shown = value(look, "numFmt", attribute="formatCode")
    if shown is not None and shown.casefold() not in ("general", "@"):
        return True
    return _whitens(look)


def _whitens(look: Element) -> bool:
    """Whether letters get the colour of the paper; a conditional fill names it as background."""
    colour = first(look, "font", "color")
    if colour is None:
        return False
    paper = _colour(first(look, "fill", "patternFill", "bgColor"), _WHITE)
    return _colour(colour, _BLACK) == paper
