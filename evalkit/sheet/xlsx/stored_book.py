"""A workbook as its file stores it, read without a library: each cell once, and nothing made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from evalkit.sheet.package import Package, first
from evalkit.sheet.xlsx.cell_names import Area, area_of
from evalkit.sheet.xlsx.stored_cells import (
    StoredSheet,
    StoredText,
    read_worksheet,
    stored_text,
)
from evalkit.sheet.xlsx.stored_styles import Styles

_OFF = ("0", "false", None)
_PRINT_AREA: Final = "_xlnm.Print_Area"
_SHEET_OF = re.compile(r"(?:'(?:[^']|'')*'|[^!,']*)!")


@dataclass(frozen=True)
class StoredBook:
    """Worksheets of a workbook in the order of their tabs."""

    sheets: tuple[StoredSheet, ...]
    parts: tuple[str, ...]  # of each worksheet, by name
    print_areas: tuple[tuple[Area, ...], ...]  # of each worksheet; none: all of it is printed
    styles: Styles
    charts: tuple[str, ...]  # titles of worksheets that are charts
    calculates_on_load: bool  # saved results of formulas are not those that will be seen


def read_book(package: Package) -> StoredBook:
    """What the parts of a workbook hold.

    Raises
    ------
    ValueError, LookupError, SheetProblems
        If they make no sense.
    """
    main = package.related("", "officeDocument") or "xl/workbook.xml"
    root = package.xml(main)

    def part(kind: str) -> Element | None:
        found = package.related(main, kind)
        return package.xml(found) if found else None

    styles = Styles(part("styles"))
    shared = part("sharedStrings")
    texts = [stored_text(each) for each in (() if shared is None else shared)]
    relations = package.relations(main)
    since_1904 = _is_on(first(root, "workbookPr"), "date1904")
    sheets, parts, areas, charts = [], [], [], []
    for at, named in enumerate(_all(root, "sheets")):
        target = relations[named.get("r:id", "")]
        if target.kind != "worksheet":
            charts.append(named.get("name", ""))
            continue
        hidden = named.get("state", "visible") != "visible"
        sheet = StoredSheet(named.get("name", ""), hidden, since_1904)
        read_worksheet(package.xml(target.target), sheet, styles, texts)
        _read_comments(package, target.target, sheet)
        sheets.append(sheet)
        parts.append(target.target)
        areas.append(_print_areas(root, at))
    calculation = first(root, "calcPr")
    anew = _is_on(calculation, "fullCalcOnLoad") or (
        calculation is not None and calculation.get("calcMode") == "manual"
    )
    return StoredBook(tuple(sheets), tuple(parts), tuple(areas), styles, tuple(charts), anew)


def _all(root: Element, name: str) -> list[Element]:
    found = first(root, name)
    return [] if found is None else list(found)


def _is_on(element: Element | None, name: str) -> bool:
    return element is not None and element.get(name) not in _OFF


def _read_comments(package: Package, part: str, sheet: StoredSheet) -> None:
    described = package.related(part, "comments")
    for comment in _all(package.xml(described), "commentList") if described else ():
        area = area_of(comment.get("ref", ""))
        text: StoredText = tuple(
            run for each in comment if each.tag == "text" for run in stored_text(each)
        )
        sheet.comments[area.top, area.left] = "".join(run.text for run in text)


def _print_areas(root: Element, at: int) -> tuple[Area, ...]:
    """Areas of a worksheet that are printed; rows or columns as a whole are left out."""
    for name in _all(root, "definedNames"):
        if name.get("name") == _PRINT_AREA and name.get("localSheetId") == str(at):
            references = _SHEET_OF.sub("", name.text or "").split(",")
            try:
                return tuple(area_of(each) for each in references)
            except ValueError:
                return ()
    return ()
