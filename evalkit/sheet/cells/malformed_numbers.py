"""Figures that were surely meant, but are malformed: 1,30,000 · 54O機関 · 1.2.3％.

A text is doubted only if mending one slip would leave a well-formed quantity cell; so ordinary
text, names, dates and references are not. Mending is for the test alone: nothing is read from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evalkit.sheet.cells.quantities import MOST_DECIMALS, MOST_WHOLE, Reading, read_quantity
from evalkit.sheet.cells.units import plain_unit
from evalkit.sheet.text import Compact

DoubtKind = Literal["separators", "white_space", "lookalike", "decimal_point", "too_long"]


class Doubt(BaseModel):
    """What is wrong with a malformed figure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: DoubtKind
    position: int  # of the first wrong character in the printed text, counted from 1
    suggestion: str = ""  # the text that was likely meant, where only one is


def find_doubt(cell: Compact) -> Doubt | None:
    """Slip that keeps a cell from being the quantity it was surely meant to be.

    Examples
    --------
    >>> find_doubt(Compact.of("54O機関"))
    Doubt(kind='lookalike', position=3, suggestion='540機関')
    >>> find_doubt(Compact.of("1,30,000"))
    Doubt(kind='separators', position=2, suggestion='')
    >>> find_doubt(Compact.of("２－①⑦")) is None
    True
    """
    if _are_several(cell):
        return None
    slips = (_lookalike, _separators, _white_space, _decimal_point, _too_long)
    return next(filter(None, (slip(cell) for slip in slips)), None)


def _are_several(cell: Compact) -> bool:
    """Whether white space or 、 parts figures each of which is one by itself: 4,100 510 240.

    Two that together could be one with its unit are left to be doubted: 14 974件.
    """
    commas = {found.start() for found in re.finditer("(?<=[0-9])、(?=[0-9])", cell.text)}
    cuts = sorted({at for at in range(1, len(cell.text)) if cell.parts(at)} | commas)
    starts = [0, *(at + (at in commas) for at in cuts)]
    pieces = [cell.part(*ends) for ends in zip(starts, [*cuts, len(cell.text)], strict=True)]
    if not cuts or not all(map(read_quantity, pieces)):
        return False
    first, *rest = (piece.text for piece in pieces)
    grouped = re.fullmatch("[1-9][0-9]{0,2}", first) and re.match("[0-9]{3}(?![0-9])", rest[0])
    return len(rest) > 1 or not grouped or rest[0].isdecimal()


_LOOKALIKES = {"O": "0", "o": "0", "〇": "0", "I": "1", "l": "1", "Z": "2", "S": "5", "B": "8"}
_RUN = re.compile("[0-9,.OoIl〇]*[0-9][0-9,.OoIlZSB〇]*")  # not B4判, S58年


def _lookalike(cell: Compact) -> Doubt | None:
    """Letters that look like digits: 54O機関, l5件."""
    for run in _RUN.finditer(cell.text):
        letters = [at for at in range(*run.span()) if cell.text[at] in _LOOKALIKES]
        if not letters:
            continue
        likely, reading = _mend(cell, {at: _LOOKALIKES[cell.text[at]] for at in letters})
        # Without a unit, 2O5 was surely meant as a number; 10l, 5I and 1o were not.
        number = set(run[0]) <= set("0123456789,.O") and len(run[0]) > 2
        if reading and (reading.unit or number):
            return _doubt("lookalike", cell.places[letters[0]], likely)
    return None


_MISPLACED = re.compile(
    "(?<![0-9]),(?=[0-9])|(?<=[0-9]),(?![0-9]{3}(?![0-9]))|(?<=[0-9]{4}),"
    "|(?<=[0-9])、(?=[0-9]{3}(?![0-9]))"
)
_SEPARATOR = re.compile("(?<=[0-9,])[,、]|,(?=[0-9])")
_LIST = re.compile(
    "(?<![0-9,])(?:[0-9](?:,[0-9])+|[0-9]{1,2}(?:,[0-9]{1,2}){2,}"
    "|(?:19|20)[0-9]{2}(?:,(?:19|20)[0-9]{2})+)(?![0-9,])"
)


def _separators(cell: Compact) -> Doubt | None:
    """Thousands separators out of place: 1,30,000 · ,123 · 1,,234 · 12、345人."""
    wrong = _MISPLACED.search(cell.text)
    if not wrong:
        return None
    separators = [match.start() for match in _SEPARATOR.finditer(cell.text)]
    _, reading = _mend(cell, dict.fromkeys(separators, ""))
    if not reading or (_LIST.search(cell.text) and not _is_measured(reading)):
        return None
    between = {at for at in separators if cell.text[at + 1 : at + 2].isdecimal()}
    likely, regular = _mend(cell, {at: "," if at in between else "" for at in separators})
    return _doubt("separators", cell.places[wrong.start()], likely if regular else "")


def _white_space(cell: Compact) -> Doubt | None:
    """Digits apart, which may be one number or two: 14 974件."""
    gaps = [at for at in range(1, len(cell.text)) if cell.parts(at)]
    if not gaps:
        return None
    _, reading = _mend(cell, {})
    likely, regular = _mend(cell, {at: f",{cell.raw[at]}" for at in gaps})
    if not reading or not (reading.unit or regular):
        return None
    return _doubt("white_space", cell.gaps[gaps[0]], likely if regular else "")


_POINTS = (  # the wrong character, what to put in its place, whether that is likely right
    (re.compile("(?<=[0-9])[・。](?=[0-9])|(?<=(?<![0-9,])0),(?=[0-9])"), ".", True),
    (re.compile(r"(?<![0-9.])\.(?=[0-9])"), "0.", True),
    (re.compile(r"(?<=[0-9])\.(?![0-9.])|(?<=\.)\.(?=[0-9])"), "", True),
    (re.compile(r"\.(?=[0-9]+(?![0-9.]))"), "", False),
)
_MEASURED = {"%", "‰", "ポイント", "倍", "円"}


def _decimal_point(cell: Compact) -> Doubt | None:
    """Decimal points out of place or shape: 12・5％ · 0,5％ · .5％ · 12..5％ · 1.2.3％."""
    for pattern, point, is_likely in _POINTS:
        if wrong := pattern.search(cell.text):
            likely, reading = _mend(cell, {wrong.start(): point})
            if reading and _is_measured(reading):
                place = cell.places[wrong.start()]
                return _doubt("decimal_point", place, likely if is_likely else "")
    return None


_DIGITS = re.compile(rf"[0-9,]{{{MOST_WHOLE + 1},}}|(?<=\.)[0-9]{{{MOST_DECIMALS + 1},}}")


def _too_long(cell: Compact) -> Doubt | None:
    """More digits than any published figure has: a second cell or a key got into this one."""
    for run in _DIGITS.finditer(cell.text):
        _, reading = _mend(cell, dict.fromkeys(range(run.start() + 1, run.end()), ""))
        if reading:
            return _doubt("too_long", cell.places[run.start()], "")
    return None


def _is_measured(reading: Reading) -> bool:
    """Whether the unit is one of a measured value, not of versions, dates and lists."""
    return plain_unit(reading.unit) in _MEASURED


def _mend(cell: Compact, changes: Mapping[int, str]) -> tuple[str, Reading | None]:
    """Text with some of its characters changed, and what it would then state."""
    mended = "".join(changes.get(at, character) for at, character in enumerate(cell.raw))
    return mended, read_quantity(Compact.of(mended))


def _doubt(kind: DoubtKind, place: int, suggestion: str) -> Doubt:
    return Doubt(kind=kind, position=place + 1, suggestion=suggestion)
