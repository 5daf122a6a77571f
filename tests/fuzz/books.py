"""What goes wrong with workbooks: in their parts, and in what people do to their cells."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.fuzz.mutators import bytes_of, figure_of

Parts = dict[str, bytes]


def mutated_book(chance: Random, content: bytes) -> bytes:
    """Change a workbook as a damaged disk, another program or a person does."""
    return (parts_of if chance.random() < 0.6 else cells_of)(chance, content)


# Parts ----------------------------------------------------------------------------------------


def unpacked(content: bytes) -> Parts:
    """Parts of a workbook by name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    """Workbook of parts."""
    after = BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return after.getvalue()


def parts_of(chance: Random, content: bytes) -> bytes:
    """Change the package: its bytes, its parts, the attributes and texts of their XML."""
    if chance.random() < 0.15:
        return bytes_of(chance, content)
    parts = unpacked(content)
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(
            [n for n in parts if n.startswith("xl/") or chance.random() < 0.2] or list(parts)
        )
        chance.choice(_PART_CHANGES)(chance, parts, name)
    return packed(parts)


def _drop_part(chance: Random, parts: Parts, name: str) -> None:
    if len(parts) > 1:
        del parts[name]


def _swap_part(chance: Random, parts: Parts, name: str) -> None:
    parts[name] = parts[chance.choice(list(parts))]


def _part_bytes(chance: Random, parts: Parts, name: str) -> None:
    parts[name] = bytes_of(chance, parts[name])


def _attribute(chance: Random, parts: Parts, name: str) -> None:
    found = list(re.finditer(rb'( [\w:]+=")([^"]*)(")', parts[name]))
    if found:
        one = chance.choice(found)
        value = chance.choice(_VALUES)
        parts[name] = parts[name][: one.start(2)] + value + parts[name][one.end(2) :]


def _no_attribute(chance: Random, parts: Parts, name: str) -> None:
    found = list(re.finditer(rb' [\w:]+="[^"]*"', parts[name]))
    if found:
        one = chance.choice(found)
        parts[name] = parts[name][: one.start()] + parts[name][one.end() :]


def _element(chance: Random, parts: Parts, name: str) -> None:
    found = list(re.finditer(rb"<[\w:]+[^>]*/>|<(\w+)[^>]*>[^<]*</\1>", parts[name]))
    if found:
        one = chance.choice(found)
        new = chance.choice((b"", one[0] * 2, chance.choice(found)[0], chance.choice(_ELEMENTS)))
        parts[name] = parts[name][: one.start()] + new + parts[name][one.end() :]


def _text(chance: Random, parts: Parts, name: str) -> None:
    found = list(re.finditer(rb">([^<>]+)<", parts[name]))
    if found:
        one = chance.choice(found)
        parts[name] = (
            parts[name][: one.start(1)] + chance.choice(_VALUES) + parts[name][one.end(1) :]
        )


_VALUES = (
    b"", b"0", b"-1", b"1", b"99999", b"s", b"n", b"e", b"b", b"str", b"inlineStr", b"d", b"x", b"NaN", b"1e400", b"TRUE",
    b"A1", b"A0", b"XFD1048576", b"B3:C4", b"B3:C4000", b"hidden", b"veryHidden", b"rId1", b"rId99", b"#REF!", b"&#8238;",
    b"_x0000_", b"_x001B_", b"2013-07-31", b"0.1", b"&lt;", b"\xef\xbc\x91",
)  # fmt: skip
_ELEMENTS = (
    b'<c r="D6" t="s"><v>0</v></c>', b'<c r="D6"><f>1+1</f><v>2</v></c>', b"<r><rPr><strike/></rPr><t>361</t></r>",
    b'<c r="D6" t="e"><v>#N/A</v></c>', b"<rPh sb='0' eb='1'><t>x</t></rPh>", b'<row r="1048576"/>', b"<v>41457</v>",
    b'<mergeCell ref="B2:AA400"/>', b"<t>&#x202E;1</t>", b'<sheet name="x" sheetId="9" r:id="rId1"/>', b"<extLst/>",
)  # fmt: skip
_PART_CHANGES: tuple[Callable[[Random, Parts, str], None], ...] = (
    _drop_part, _swap_part, _part_bytes, _attribute, _attribute, _attribute, _no_attribute, _no_attribute, _element,
    _element, _text, _text,
)  # fmt: skip


# Cells ----------------------------------------------------------------------------------------


def cells_of(chance: Random, content: bytes) -> bytes:
    """Change cells, rows, columns and worksheets as a person in a spreadsheet does."""
    book = openpyxl.load_workbook(BytesIO(content))
    for _ in range(chance.choice((1, 1, 2, 4))):
        change, page = chance.choice(_CELL_CHANGES), chance.choice(book.worksheets)
        with suppress(KeyError):  # openpyxl loses merged cells among rows that were moved
            change(chance, book, page)
    after = BytesIO()
    book.save(after)
    return after.getvalue()


def _any_cell(chance: Random, page: Any) -> Any:
    filled = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    if filled and chance.random() < 0.8:
        return chance.choice(filled)
    return page.cell(
        chance.randint(1, max(page.max_row, 1)), chance.randint(1, max(page.max_column, 1))
    )


def _value(chance: Random, _: Any, page: Any) -> None:
    cell = _any_cell(chance, page)
    if type(cell).__name__ == "Cell":
        cell.value = chance.choice((
            None, 0, 361, 3.61, -5, 1e30, 1e-9, True, "", " ", "361", "361機関", "=1+1", "=[1]x!A1", "#N/A", "text", "①",
            datetime.datetime(2012, 4, 1), datetime.time(1, 2), datetime.date(1900, 1, 1), "x" * 32_767, "_x0007_", "１",  # noqa: DTZ001
            "調査中", "－", "－\n－", "<5>", str(cell.value) + "3", str(cell.value) * 2, 18507806, 0.953, "2012",
        ))  # fmt: skip


def _figure_cell(chance: Random, _: Any, page: Any) -> None:
    cell = _any_cell(chance, page)
    if (
        type(cell).__name__ == "Cell"
        and isinstance(cell.value, str)
        and any(map(str.isdigit, cell.value))
    ):
        cell.value = figure_of(chance, cell.value)


def _format(chance: Random, _: Any, page: Any) -> None:
    cell = _any_cell(chance, page)
    if type(cell).__name__ != "Cell":
        return
    cell.number_format = chance.choice((
        "0", "0.0%", '#,##0"件"', 'General"機関"', "yyyy/m/d", ";;;", '[$-411]ggge"年"m"月"d"日"', "@", "0000", "# ?/?", "0E+0",
        "[>100]0;0.0", "#,##0,", '"約"0', "x", "\\", "[", "", '0"', "0;△0", "0_ ", "m/d", "G/標準",
    ))  # fmt: skip
    if chance.random() < 0.7:
        cell.value = chance.choice((361, 0.953, -5, 0, 41457, 1234567.891))


def _rich(chance: Random, _: Any, page: Any) -> None:
    cell = _any_cell(chance, page)
    if type(cell).__name__ == "Cell" and isinstance(cell.value, str):
        cut = chance.randrange(len(cell.value) + 1)
        font = InlineFont(**chance.choice(({"strike": True}, {"vertAlign": "superscript"}, {"vertAlign": "subscript"}, {"b": True})))  # fmt: skip
        cell.value = CellRichText(
            TextBlock(font, cell.value[:cut] or "x"), cell.value[cut:] or "340"
        )


def _struck(chance: Random, _: Any, page: Any) -> None:
    cell = _any_cell(chance, page)
    cell.font = Font(strike=True)


def _rows(chance: Random, _: Any, page: Any) -> None:
    row = chance.randint(1, max(page.max_row, 1))
    change = chance.choice(("delete", "insert", "hide", "flat", "group"))
    if change == "delete":
        page.delete_rows(row)
    elif change == "insert":
        page.insert_rows(row)
    else:
        dimension = page.row_dimensions[row]
        dimension.hidden = change == "hide"
        dimension.height = 0 if change == "flat" else None
        dimension.outlineLevel = int(change == "group")


def _columns(chance: Random, _: Any, page: Any) -> None:
    letter = chance.choice("ABCDEFGHIJ")
    dimension = page.column_dimensions[letter]
    dimension.hidden = chance.random() < 0.5
    dimension.width = chance.choice((0, 5, 255))


def _areas(chance: Random, _: Any, page: Any) -> None:
    merged = [str(area) for area in page.merged_cells.ranges]
    if merged and chance.random() < 0.5:
        page.unmerge_cells(chance.choice(merged))
    else:
        row, column = chance.randint(1, 20), chance.randint(1, 8)
        page.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + 1,
            end_column=column + chance.randint(0, 2),
        )


def _pages(chance: Random, book: Any, page: Any) -> None:
    change = chance.choice(("title", "hide", "remove", "copy", "move", "new"))
    if change == "title":
        page.title = chance.choice(("x", "達成目標1", "Sheet", "あ" * 31))
    elif change == "hide":
        page.sheet_state = chance.choice(("hidden", "veryHidden"))
    elif change == "remove" and len(book.worksheets) > 1:
        book.remove(page)
    elif change == "copy":
        book.copy_worksheet(page)
    elif change == "move":
        book.move_sheet(page, chance.choice((-1, 1)))
    else:
        book.create_sheet()


def _remark(chance: Random, _: Any, page: Any) -> None:
    cell = _any_cell(chance, page)
    if type(cell).__name__ == "Cell":
        cell.comment = Comment(
            chance.choice(("読み: 361", "読み：x", "", "thread\n読み: 5", "確認")), "x"
        )


_CELL_CHANGES: tuple[Callable[[Random, Any, Any], None], ...] = (
    _value, _value, _value, _figure_cell, _figure_cell, _format, _rich, _struck, _rows, _rows, _columns, _areas, _areas,
    _pages, _remark,
)  # fmt: skip
