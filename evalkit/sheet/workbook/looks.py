"""What the look of a cell says of its text: struck through, raised, or there for nobody to see.

A sheet keeps letters only. Where the look changes what the letters say, they are refused:
361 struck through with 340 typed behind it is no 361340, and 10 with a raised 3 is no 103.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX

from evalkit.sheet.workbook.refusal import Refusal

_LEAST_SIZE = 3  # points; what is smaller is a dot on paper
_WHITE, _BLACK = "FFFFFF", "000000"
_THEME = {0: _WHITE, 1: _BLACK}  # window and text; the others are colours
_RAISED = ("superscript", "subscript")
_DIGIT_ENDS = re.compile(r"\d\s*\Z")
_DIGIT_STARTS = re.compile(r"\s*[\d.,．，]")


class _Run(NamedTuple):
    """Part of a text in one font."""

    text: str
    font: Any

    @property
    def is_struck(self) -> bool:
        return bool(self.font.strike and self.text.strip())

    @property
    def is_raised(self) -> bool:
        return self.font.vertAlign in _RAISED


def refused_look(cell: Cell, text: str) -> Refusal | None:
    """Why the text that a cell shows cannot be taken for what it says, if it cannot.

    Parameters
    ----------
    cell : Cell
        Read with its rich text.
    text : str
        What it shows of its content.
    """
    runs = _runs(cell, text)
    return _struck(runs) or _raised(runs) or _invisible(runs, cell)


def _runs(cell: Cell, text: str) -> list[_Run]:
    """Parts of a text; one without a font of its own has the cell's."""
    if not isinstance(cell.value, CellRichText):
        return [_Run(text, cell.font)]
    return [
        _Run(part.text, part.font) if isinstance(part, TextBlock) else _Run(part, cell.font)
        for part in cell.value
    ]


def _struck(runs: Sequence[_Run]) -> Refusal | None:
    struck = "".join(run.text for run in runs if run.is_struck)
    left = "".join(run.text for run in runs if not run.is_struck)
    if not struck:
        return None
    if not left.strip():
        return Refusal("struck_cell", {"seen": struck})
    return Refusal("struck_text", {"seen": struck, "left": left.strip()})


def _raised(runs: Sequence[_Run]) -> Refusal | None:
    for before, after in pairwise(runs):
        if before.is_raised == after.is_raised:
            continue
        raised = (before if before.is_raised else after).text
        if _joins(before, after):
            return Refusal("raised_text", {"seen": before.text + after.text, "raised": raised})
    return None


def _joins(before: _Run, after: _Run) -> bool:
    """Whether a raised or lowered digit would be read as one of the number beside it.

    Behind a Latin letter it is part of a unit or a formula (m2, CO2) and joins no number; behind
    anything else it is a note's.
    """
    if before.is_raised:
        return bool(_DIGIT_ENDS.search(before.text) and _DIGIT_STARTS.match(after.text))
    letter = before.text[-1:].isascii() and before.text[-1:].isalpha()
    return bool(_DIGIT_STARTS.match(after.text) and before.text.strip() and not letter)


def _invisible(runs: Sequence[_Run], cell: Cell) -> Refusal | None:
    behind = _fill_colour(cell.fill)
    unseen = "".join(run.text for run in runs if _is_unseen(run, behind)).strip()
    return Refusal("invisible_text", {"seen": unseen}) if unseen else None


def _is_unseen(run: _Run, behind: str | None) -> bool:
    tiny = run.font.sz is not None and run.font.sz < _LEAST_SIZE
    return tiny or (behind is not None and _colour(run.font.color, _BLACK) == behind)


def _fill_colour(fill: Any) -> str | None:
    """Colour of the paper behind a text; None where it is a pattern, or a colour of the theme."""
    kind = getattr(fill, "patternType", "gradient")
    if kind is None:
        return _WHITE
    return _colour(fill.fgColor, _BLACK) if kind == "solid" else None


def _colour(colour: Any, automatic: str) -> str | None:
    """Six digits of a colour, where the book itself says them."""
    if colour is None or colour.type == "auto":
        return automatic
    if colour.type == "theme":
        return None if colour.tint else _THEME.get(colour.theme)
    if colour.type == "indexed" and colour.indexed >= len(COLOR_INDEX):
        return automatic  # that of the window's text
    code = COLOR_INDEX[colour.indexed] if colour.type == "indexed" else colour.rgb
    return str(code)[-6:].upper()


# Conditional formats ---------------------------------------------------------------------------


def conditional_looks(worksheet: Any) -> Iterator[tuple[str, list[Any]]]:
    """Areas in which a condition strikes text through, hides it or shows another one.

    Whether the condition is fulfilled, only a spreadsheet can tell.
    """
    for area in worksheet.conditional_formatting:
        if any(_changes_text(rule.dxf) for rule in area.rules):
            yield str(area.sqref), list(area.sqref.ranges)


def _changes_text(look: Any) -> bool:
    if look is None:
        return False
    font, shown = look.font, look.numFmt
    struck = font is not None and bool(font.strike)
    other = shown is not None and shown.formatCode.casefold() not in ("general", "@")
    return struck or other or _whitens(look)


def _whitens(look: Any) -> bool:
    """Whether letters get the colour of the paper; a conditional fill names it as background."""
    if look.font is None or look.font.color is None:
        return False
    paper = _WHITE if look.fill is None else _colour(getattr(look.fill, "bgColor", None), _WHITE)
    return _colour(look.font.color, _BLACK) == paper
