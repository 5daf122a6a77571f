"""A worksheet as its file stores it: cells, what is merged, hidden, noted and conditional."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple
from xml.etree.ElementTree import Element

from evalkit.sheet.package import first, value
from evalkit.sheet.xlsx.cell_names import Area, area_of, areas_of, column_number, moved
from evalkit.sheet.xlsx.safety import MOST_COLUMNS
from evalkit.sheet.xlsx.stored_styles import Font, Style, Styles, font_of

_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LEAST_HEIGHT, _LEAST_WIDTH = 4.0, 0.5  # points, characters; what is lower or narrower is not seen
_USUAL_WIDTH = 9.14  # characters, with the space at both ends
_OFF = ("0", "false", None)

_PLAIN: Final = Style()

Kind = Literal["text", "number", "boolean", "error", "date", "empty"]


class StoredRun(NamedTuple):
    """Part of a text in letters of one look."""

    text: str
    font: Font | None = None  # None: those of its cell


StoredText = tuple[StoredRun, ...]


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell that holds something."""

    row: int  # from 1, as column
    column: int
    kind: Kind
    text: str = ""  # of a text, an error or a date in words
    number: int | float = 0  # of a number or a truth value
    runs: StoredText = ()
    formula: str | None = None  # with its =
    style: Style = _PLAIN


@dataclass
class StoredSheet:
    """One worksheet of a book."""

    title: str
    is_hidden: bool
    counts_from_1904: bool
    shows_zeros: bool = True
    cells: dict[tuple[int, int], StoredCell] = field(default_factory=dict)
    framed: set[tuple[int, int]] = field(default_factory=set)  # cells with a border
    across: set[tuple[int, int]] = field(default_factory=set)  # that a text may run across
    merged: list[Area] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)  # characters, where not the usual
    usual_width: float = _USUAL_WIDTH
    conditions: list[tuple[str, list[Area]]] = field(default_factory=list)  # that change a text
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    furniture: tuple[str, ...] = ()  # headers and footers

    def covered(self) -> dict[tuple[int, int], Area]:
        """Cells of merged areas, the first one of each included."""
        return {
            (row, column): area
            for area in self.merged
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }


def read_worksheet(
    root: Element, sheet: StoredSheet, styles: Styles, texts: Sequence[StoredText]
) -> None:
    """Put into `sheet` what the XML of a worksheet holds.

    Parameters
    ----------
    root : Element
        ``worksheet``.
    sheet : StoredSheet
    styles : Styles
        Of the book.
    texts : sequence of StoredText
        Those that the cells of a book share.

    Raises
    ------
    ValueError, LookupError
        If it makes no sense.
    """
    view = first(root, "sheetViews", "sheetView")
    sheet.shows_zeros = view is None or view.get("showZeros", "1") not in _OFF
    sheet.merged = [area_of(each.get("ref", "")) for each in _all(root, "mergeCells")]
    sheet.conditions = [
        (each.get("sqref", ""), list(areas_of(each.get("sqref", ""))))
        for each in root
        if each.tag == "conditionalFormatting" and any(_changes(rule, styles) for rule in each)
    ]
    _read_cells(root, sheet, styles, texts)
    _read_rows(root, sheet)
    _read_columns(root, sheet)
    printed = (each.text or "" for each in _all(root, "headerFooter"))
    sheet.furniture = tuple(dict.fromkeys(printed))


def stored_text(element: Element) -> StoredText:
    """Text of a shared or an inline string; its phonetic runs are no part of it."""
    runs = (
        StoredRun(
            _letters(each), font_of(first(each, "rPr")) if first(each, "rPr") is not None else None
        )
        if each.tag == "r"
        else StoredRun(each.text or "")
        for each in element
        if each.tag in ("r", "t")
    )
    return tuple(run for run in runs if run.text)


def _letters(element: Element) -> str:
    return "".join(each.text or "" for each in element if each.tag == "t")


def _all(root: Element, name: str) -> Sequence[Element]:
    found = first(root, name)
    return () if found is None else list(found)


def _changes(rule: Element, styles: Styles) -> bool:
    look = rule.get("dxfId")
    return rule.tag == "cfRule" and look is not None and styles.changes_text(int(look))


# Cells -----------------------------------------------------------------------------------------


def _read_cells(
    root: Element, sheet: StoredSheet, styles: Styles, texts: Sequence[StoredText]
) -> None:
    shared: dict[str, tuple[int, int, str]] = {}
    for row, column, element in _places(root):
        style = styles.style(int(element.get("s", "0")))
        if style.is_framed:
            sheet.framed.add((row, column))
        if style.runs_across:
            sheet.across.add((row, column))
        held = _held(element, texts)
        formula = _formula(first(element, "f"), row, column, shared)
        if held.kind != "empty" or formula is not None:
            sheet.cells[row, column] = StoredCell(row, column, *held, formula, style)


def _places(root: Element) -> Iterator[tuple[int, int, Element]]:
    """Cells with their rows and columns; where a file leaves out a name, it counts on."""
    row = 0
    for line in _all(root, "sheetData"):
        row = int(line.get("r", row + 1))
        column = 0
        for element in line:
            named = _NAME.fullmatch(element.get("r", ""))
            column = column_number(named[1]) if named else column + 1
            yield int(named[2]) if named else row, column, element


class _Held(NamedTuple):
    """What a cell holds beside its formula."""

    kind: Kind
    text: str = ""
    number: int | float = 0
    runs: StoredText = ()


def _held(element: Element, texts: Sequence[StoredText]) -> _Held:
    kind = element.get("t", "n")
    saved = first(element, "v")
    raw = "" if saved is None else saved.text or ""
    if kind == "inlineStr":
        inline = first(element, "is")
        return _Held("empty") if inline is None else _held_text(stored_text(inline))
    if kind == "s" and raw:
        return _held_text(texts[int(raw)])
    if kind == "str" and saved is not None:
        return _held_text((StoredRun(raw),))
    if not raw:
        return _Held("empty")
    if kind in _IN_WORDS:
        return _Held(_IN_WORDS[kind], raw)
    return _Held("boolean" if kind == "b" else "number", number=_number(raw))


_IN_WORDS: Final[Mapping[str, Kind]] = {"e": "error", "d": "date"}


def _held_text(runs: StoredText) -> _Held:
    return _Held("text", "".join(run.text for run in runs), runs=runs)


def _number(raw: str) -> int | float:
    return float(raw) if set(raw) & set(".eEnN") else int(raw)


def _formula(
    element: Element | None, row: int, column: int, shared: dict[str, tuple[int, int, str]]
) -> str | None:
    """Formula of a cell; one that is shared with others stands in the first of them."""
    if element is None:
        return None
    text = element.text or ""
    name = element.get("si") if element.get("t") == "shared" else None
    if name is not None and text:
        shared[name] = (row, column, text)
    elif name in shared:
        top, left, text = shared[name]
        text = moved(text, row - top, column - left)
    return f"={text}"


# Rows and columns ------------------------------------------------------------------------------


def _read_rows(root: Element, sheet: StoredSheet) -> None:
    """Find the rows that nobody sees: hidden, filtered, folded up, or without height."""
    usual = first(root, "sheetFormatPr")
    nothing = usual is not None and (
        usual.get("zeroHeight") not in _OFF
        or float(usual.get("defaultRowHeight", "15")) < _LEAST_HEIGHT
    )
    hidden = {row for row, _ in sheet.cells} if nothing else set()
    number = 0
    for line in _all(root, "sheetData"):
        number = int(line.get("r", number + 1))
        height = line.get("ht")
        low = nothing if height is None else float(height) < _LEAST_HEIGHT
        if low or line.get("hidden") not in _OFF:
            hidden.add(number)
        else:
            hidden.discard(number)
    sheet.hidden_rows = frozenset(hidden)


def _read_columns(root: Element, sheet: StoredSheet) -> None:
    usual = value(root, "sheetFormatPr", attribute="defaultColWidth")
    sheet.usual_width = float(usual) if usual else _USUAL_WIDTH
    hidden: set[int] = set()
    widths: dict[int, float] = {}
    for each in _all(root, "cols"):
        left, right = int(each.get("min", "1")), int(each.get("max", "0"))
        columns = range(max(left, 1), min(right, MOST_COLUMNS) + 1)
        width = each.get("width")
        if each.get("hidden") not in _OFF or (width is not None and float(width) < _LEAST_WIDTH):
            hidden |= {*columns}
        elif width is not None:
            widths |= dict.fromkeys(columns, float(width))
    sheet.hidden_columns = frozenset(hidden)
    sheet.widths = widths
