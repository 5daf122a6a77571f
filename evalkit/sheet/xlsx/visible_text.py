"""The one door from a cell of a workbook to its text, or to the reason why it has none.

Every cell passes here: what it holds, how its format shows that, and what its look says of it. A
sheet keeps letters only. Where the look changes what the letters say, that is told: 361 struck
through with 340 typed behind it is no 361340, and 10 with a raised 3 is no 103.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from evalkit.sheet.characters import decoded
from evalkit.sheet.looks import Run, joined_by_eye
from evalkit.sheet.xlsx.number_dates import JAPANESE_FORMATS, moment, shown_day
from evalkit.sheet.xlsx.number_format import (
    UnreadableFormat,
    shown_number,
    shown_text,
    shows_a_date,
)
from evalkit.sheet.xlsx.stored_cells import StoredCell, StoredSheet
from evalkit.sheet.xlsx.stored_styles import BUILT_IN, FIRST_OWN, Font


class Refusal(NamedTuple):
    """Code and details of a :class:`~evalkit.sheet.problems.Problem` whose place is not known."""

    code: str
    details: dict[str, Any]


class Seen(NamedTuple):
    """Text that a person sees in a cell, and why a sheet cannot take it as it is."""

    text: str
    refusal: Refusal | None = None


_LOCAL_CURRENCY: Final = frozenset({*range(5, 9), 42, 44})
"""Numbers of built-in formats whose currency is that of the machine."""


def visible_text(cell: StoredCell, sheet: StoredSheet) -> Seen:
    """Text that a person sees in a cell, or the best that can be said of it and why.

    Parameters
    ----------
    cell : StoredCell
    sheet : StoredSheet
        Its worksheet.
    """
    text, refusal = stored_text_of(cell, sheet)
    if refusal:
        return Seen(text, refusal)
    return _looked_at(cell, text) or Seen(text)


def stored_text_of(cell: StoredCell, sheet: StoredSheet) -> Seen:
    """Text of a cell whatever its letters look like."""
    seen = _shown(cell, sheet)
    refusal = cell.formula is not None and _refused_formula(cell.formula, cell)
    return Seen(seen.text, refusal) if refusal else seen


def _refused_formula(formula: str, cell: StoredCell) -> Refusal | None:
    if _leaves_the_book(formula):
        return Refusal("formula_to_other_book", {"seen": formula})
    if _changes_by_itself(formula):
        return Refusal("formula_that_changes", {"seen": formula})
    empty = cell.kind == "empty"
    return Refusal("formula_without_value", {"seen": formula}) if empty else None


def _shown(cell: StoredCell, sheet: StoredSheet) -> Seen:
    try:
        match cell.kind:
            case "error":
                return Seen(cell.text, Refusal("error_value", {"seen": cell.text}))
            case "boolean":
                word = "TRUE" if cell.number else "FALSE"
                return Seen(word, Refusal("boolean_cell", {"seen": word}))
            case "date":
                return Seen(cell.text, Refusal("date_cell", {"seen": cell.text}))
            case "number":
                return _number(cell, sheet)
            case _:
                return _text(cell)
    except UnreadableFormat:
        stored = cell.text or str(cell.number)
        details = {"seen": stored, "format": cell.style.format}
        return Seen(stored, Refusal("number_format", details))


def _number(cell: StoredCell, sheet: StoredSheet) -> Seen:
    style = cell.style
    if style.number in JAPANESE_FORMATS or shows_a_date(style.format):
        return _day(cell, sheet)
    unknown = 0 <= style.number < FIRST_OWN and style.number not in BUILT_IN
    if unknown or style.number in _LOCAL_CURRENCY:
        raise UnreadableFormat(style.format)
    text = shown_number(cell.number, style.format)
    return _visible("" if cell.number == 0 and not sheet.shows_zeros else text, cell)


def _day(cell: StoredCell, sheet: StoredSheet) -> Seen:
    try:
        at = moment(cell.number, from_1904=sheet.counts_from_1904)
        stored = str(at).removesuffix(" 00:00:00")
    except (OverflowError, ValueError):
        stored = str(cell.number)
    refusal = Refusal("date_cell", {"seen": stored})
    how = JAPANESE_FORMATS.get(cell.style.number, cell.style.format)
    try:
        return Seen(shown_day(cell.number, how, from_1904=sheet.counts_from_1904), refusal)
    except UnreadableFormat:
        return Seen(stored, refusal)


def _text(cell: StoredCell) -> Seen:
    text = decoded(cell.text)
    return _visible(shown_text(text, cell.style.format), cell) if text.strip() else Seen(text)


def _visible(text: str, cell: StoredCell) -> Seen:
    if text.strip():
        return Seen(text)
    stored = cell.text or str(cell.number)
    return Seen("", Refusal("shows_nothing", {"seen": stored, "format": cell.style.format}))


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


def _looked_at(cell: StoredCell, text: str) -> Seen | None:
    """What the letters of a cell say beside their text, where that makes it another one."""
    runs = _runs(cell, text)
    return _struck(runs) or _raised(text, runs) or _invisible(text, runs)


def _runs(cell: StoredCell, text: str) -> list[Run]:
    if len(cell.runs) < 2 and not any(run.font for run in cell.runs):
        return [_run(text, cell.style.font, cell)]
    return [_run(run.text, run.font or cell.style.font, cell) for run in cell.runs]


def _run(text: str, font: Font, cell: StoredCell) -> Run:
    paper = cell.style.paper
    tiny = font.size is not None and font.size < _LEAST_SIZE
    unseen = tiny or (paper is not None and font.colour == paper)
    return Run(text, font.is_struck and bool(text.strip()), font.is_raised, unseen)


def _struck(runs: Sequence[Run]) -> Seen | None:
    struck = "".join(run.text for run in runs if run.is_struck)
    left = "".join(run.text for run in runs if not run.is_struck).strip()
    if not struck:
        return None
    if not left:
        return Seen(struck, Refusal("struck_cell", {"seen": struck}))
    return Seen(left, Refusal("struck_text", {"seen": struck, "left": left}))


def _raised(text: str, runs: Sequence[Run]) -> Seen | None:
    found = joined_by_eye(runs)
    if found is None:
        return None
    return Seen(text, Refusal("raised_text", {"seen": found.both, "raised": found.raised}))


def _invisible(text: str, runs: Sequence[Run]) -> Seen | None:
    unseen = "".join(run.text for run in runs if run.is_unseen).strip()
    return Seen(text, Refusal("invisible_text", {"seen": unseen})) if unseen else None
