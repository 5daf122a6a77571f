"""The one door from a cell of a workbook to its text, or to the reason why it has none.

Every cell passes here: what it holds, how its format shows that, and what its look says of it. A
sheet keeps letters only. Where the look changes what the letters say, they are refused: 361 struck
through with 340 typed behind it is no 361340, and 10 with a raised 3 is no 103.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import from_excel

from evalkit.sheet.characters import decoded
from evalkit.sheet.workbook.layout import KEY_COLUMN, MARK_ROW
from evalkit.sheet.workbook.number_format import (
    UnreadableFormat,
    shown_number,
    shown_text,
    shows_a_date,
)


class Refusal(NamedTuple):
    """Code and details of a :class:`~evalkit.sheet.problems.Problem` whose place is not known."""

    code: str
    details: dict[str, Any]


_JAPANESE_DATES: Final = frozenset({*range(27, 37), *range(50, 59)})
"""Numbers of built-in formats that a Japanese spreadsheet shows as dates; no file spells them."""

_LOCAL_CURRENCY: Final = frozenset({*range(5, 9), 42, 44})
"""Numbers of built-in formats whose currency is that of the machine."""


def visible_text(cell: Cell, saved: Cell) -> str | Refusal:
    """Text that a person sees in a cell, or why it cannot be taken.

    Parameters
    ----------
    cell : Cell
        With its formula.
    saved : Cell
        The same one with rich text, and with the value that the spreadsheet saved.
    """
    if cell.data_type == "f":
        refused = _refused_formula(formula_of(cell), saved.value)
        if refused:
            return refused
    text = _shown(saved)
    if isinstance(text, Refusal) or cell.row == MARK_ROW or cell.column == KEY_COLUMN:
        return text
    return _refused_look(saved, text) or text


def formula_of(cell: Cell) -> str:
    """Formula of a cell, an array's too."""
    return str(getattr(cell.value, "text", cell.value))


def _refused_formula(formula: str, saved: Any) -> Refusal | None:
    if _leaves_the_book(formula):
        return Refusal("formula_to_other_book", {"seen": formula})
    if _changes_by_itself(formula):
        return Refusal("formula_that_changes", {"seen": formula})
    return Refusal("formula_without_value", {"seen": formula}) if saved is None else None


def _shown(saved: Cell) -> str | Refusal:
    value = saved.value
    if saved.data_type == "e":
        return Refusal("error_value", {"seen": value})
    if isinstance(value, bool):
        return Refusal("boolean_cell", {"seen": str(value).upper()})
    if isinstance(value, date | time | timedelta):
        return Refusal("date_cell", {"seen": str(value).removesuffix(" 00:00:00")})
    try:
        return _number(saved) if isinstance(value, int | float) else _text(saved)
    except UnreadableFormat:
        shown = {"seen": str(value), "format": saved.number_format}
        return Refusal("number_format", shown)


def _number(saved: Cell) -> str | Refusal:
    number = saved._style.numFmtId
    if number in _JAPANESE_DATES or shows_a_date(saved.number_format):
        return Refusal("date_cell", {"seen": _date(saved)})
    unknown = number < BUILTIN_FORMATS_MAX_SIZE and number not in BUILTIN_FORMATS
    if unknown or number in _LOCAL_CURRENCY:
        raise UnreadableFormat(number)
    text = shown_number(saved.value, saved.number_format)
    zero_hidden = saved.value == 0 and saved.parent.sheet_view.showZeros is False
    return _visible("" if zero_hidden else text, saved)


def _date(saved: Cell) -> str:
    try:
        return str(from_excel(saved.value, saved.parent.parent.epoch)).removesuffix(" 00:00:00")
    except (OverflowError, ValueError):
        return str(saved.value)


def _text(saved: Cell) -> str | Refusal:
    text = decoded(str(saved.value or ""))
    return _visible(shown_text(text, saved.number_format), saved) if text.strip() else text


def _visible(text: str, saved: Cell) -> str | Refusal:
    if text.strip():
        return text
    return Refusal("shows_nothing", {"seen": str(saved.value), "format": saved.number_format})


# Formulas: the value that the spreadsheet saved must be one of the book ------------------------

_QUOTED = re.compile(r'"[^"]*"')
_OTHER_BOOK = re.compile(
    r"'[^']*\[[^\[\]]+\][^']*'!|(?<![\w\]])\[[^\[\]]+\][^\s!'(),;+*/&=<>^-]*!|\|[^!]*!"
)
_CHANGING = re.compile(
    r"(?<![\w.])(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INDIRECT|CELL|INFO|RTD|CALL|WEBSERVICE"
    r"|STOCKHISTORY|IMAGE|SQL\.REQUEST|CUBE[A-Z]+)\s*\(",
    re.IGNORECASE,
)


def _leaves_the_book(formula: str) -> bool:
    r"""Whether a formula refers to another book, or to another program.

    Examples
    --------
    >>> _leaves_the_book("=[1]集計!B3"), _leaves_the_book("='C:\\[a.xlsx]集計'!B3*2")
    (True, True)
    >>> _leaves_the_book("=SUM(表1[件数])+集計!B3"), _leaves_the_book('="[1]集計!B3"')
    (False, False)
    """
    return bool(_OTHER_BOOK.search(_QUOTED.sub('""', formula)))


def _changes_by_itself(formula: str) -> bool:
    """Whether a formula's value is another one at another time or on another machine.

    Examples
    --------
    >>> _changes_by_itself("=TEXT(TODAY(),0)"), _changes_by_itself('=A1&"TODAY()"')
    (True, False)
    """
    return bool(_CHANGING.search(_QUOTED.sub('""', formula)))


# Looks: struck through, raised, or there for nobody to see ------------------------------------

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


def _refused_look(cell: Cell, text: str) -> Refusal | None:
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
