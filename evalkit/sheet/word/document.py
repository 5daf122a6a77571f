"""Write the form as a Word document: WordprocessingML (ECMA-376), the same bytes from equal sheets.

Every table has real merged cells and heads that each page repeats, so that what is circulated in
Word can be worked on there, and read back.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from evalkit.sheet.characters import printable
from evalkit.sheet.load import OPEN_MARKERS
from evalkit.sheet.model import Sheet
from evalkit.sheet.printing import fiscal_year, in_calendar
from evalkit.sheet.sheet_pictures import NO_PICTURES, PictureFiles
from evalkit.sheet.word.blocks import (
    Block,
    Cell,
    Paragraph,
    PlacedCell,
    PrintedPicture,
    Row,
    Table,
    placed,
)
from evalkit.sheet.word.form import printed_form
from evalkit.sheet.word.shown_pictures import Drawings

_MOST_UPRIGHT = 6  # columns of years that a page in portrait holds; our choice
_MARGIN = 850  # twentieths of a point, as every measure here
_CREATED: Final = (1980, 1, 1, 0, 0, 0)  # of every part: equal sheets, equal bytes
_DRAFT = "下書き"


class _Page(NamedTuple):
    """A4, upright or turned."""

    width: int
    height: int

    @property
    def room(self) -> int:
        """Width between the margins."""
        return self.width - 2 * _MARGIN


_UPRIGHT, _TURNED = _Page(11906, 16838), _Page(16838, 11906)


def write_document(sheet: Sheet, pictures: PictureFiles = NO_PICTURES) -> bytes:
    """Write `sheet` as a Word document in the form's own layout.

    Parameters
    ----------
    sheet : Sheet
        Its entries may still be open: then they are marked, and every page says 下書き.
    pictures : mapping
        Its pictures by the names that it has for them; of one that is not there, the caption.

    Returns
    -------
    bytes
        Content of a .docx file, the same from equal sheets.
    """
    blocks = printed_form(sheet)
    page = _UPRIGHT if len(sheet.window) <= _MOST_UPRIGHT else _TURNED
    drawn = Drawings(pictures, room=page.room)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": drawn.typed(_template("content_types")),
        "_rels/.rels": _template("package_relations"),
        "docProps/core.xml": _template("core").format(title=escape(printable(sheet.title))),
        "word/document.xml": _document(blocks, page, drawn),
        "word/_rels/document.xml.rels": drawn.related(_template("document_relations")),
        "word/styles.xml": _template("styles"),
        "word/settings.xml": _template("settings"),
        "word/header1.xml": _template("header").format(text=escape(_header(sheet, blocks))),
        "word/footer1.xml": _template("footer"),
        **drawn.parts(),
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _CREATED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(info, text)
    return content.getvalue()


@cache
def _template(name: str) -> str:
    return (Path(__file__).parent / "parts" / f"{name}.xml").read_text("utf-8")


def _header(sheet: Sheet, blocks: Sequence[Block]) -> str:
    """Whose sheet of which year it is; and whether it is a draft."""
    with in_calendar(sheet.calendar):
        year = fiscal_year(sheet.own_year, "era").ja
    draft = _DRAFT if any(map(_is_open, _texts(blocks))) else ""
    return "　".join(filter(None, (draft, sheet.ministry, sheet.document, year)))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, PrintedPicture):
            yield from (block.picture.caption, block.picture.text)
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def _is_open(text: str) -> bool:
    return any(mark in text for mark in OPEN_MARKERS)


# The body ----------------------------------------------------------------------------------------


def _document(blocks: Sequence[Block], page: _Page, drawn: Drawings) -> str:
    body = "".join(_body(blocks, page, drawn))
    turned = ' w:orient="landscape"' if page is _TURNED else ""
    size = f'w:w="{page.width}" w:h="{page.height}"{turned}'
    return _template("document").format(body=body, size=size, margin=_MARGIN)


def _body(blocks: Sequence[Block], page: _Page, drawn: Drawings) -> Iterator[str]:
    """Blocks in their order; between two tables a line, or Word would make them one."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield from _paragraphs(block.text, block.look)
            continue
        if isinstance(block, PrintedPicture):
            yield drawn.paragraph(block.picture)
            yield from _paragraphs(block.picture.caption, "picture")
            continue
        yield _table(block, page)
        if not isinstance(next(iter(blocks[at + 1 :]), None), Paragraph | PrintedPicture):
            yield from _paragraphs("", "gap", keeps=block.rows[-1].keeps)


def _paragraphs(text: str, style: str, *, keeps: bool = False) -> Iterator[str]:
    r"""Paragraphs of a style, one a line; where `keeps`, on one page with what follows.

    Examples
    --------
    >>> [*_paragraphs("7件\n（27件）", "figure")][1]
    '<w:p><w:pPr><w:pStyle w:val="figure"/></w:pPr><w:r><w:t>（27件）</w:t></w:r></w:p>'
    """
    kept = "<w:keepNext/>" if keeps else ""
    for line in printable(text).split("\n"):
        yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{_run(line)}</w:p>'


def _run(line: str) -> str:
    """Text of one look; what is still open stands out."""
    if not line:
        return ""
    look = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' if _is_open(line) else ""
    return f"<w:r>{look}{'<w:tab/>'.join(map(_letters, line.split(chr(9))))}</w:r>"


def _letters(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    return f"<w:t{space}>{escape(text)}</w:t>" if text else ""


# Tables ------------------------------------------------------------------------------------------


def _table(table: Table, page: _Page) -> str:
    widths = _column_widths(table.widths, page.room)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _row(row, cells, widths, is_head=number < table.heads)
        for number, (row, cells) in enumerate(zip(table.rows, placed(table), strict=True))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="form"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val={quoteattr(printable(table.title))}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _column_widths(shares: Sequence[int], room: int) -> list[int]:
    """Widths of columns that fill the room to its last point.

    Examples
    --------
    >>> _column_widths((1, 1, 1), 100)
    [33, 33, 34]
    """
    ends = [room * sum(shares[:end]) // sum(shares) for end in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(ends)]


def _row(row: Row, cells: Sequence[PlacedCell], widths: Sequence[int], *, is_head: bool) -> str:
    whole = "" if row.splits else "<w:cantSplit/>"
    head = "<w:tblHeader/>" if is_head else ""
    drawn = "".join(_cell(each, widths, keeps=row.keeps) for each in cells)
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{drawn}</w:tr>"


def _cell(place: PlacedCell, widths: Sequence[int], *, keeps: bool) -> str:
    column, cell, goes_on = place
    width = sum(widths[column : column + cell.width])
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>{_span(cell)}{_merge(cell, goes_on=goes_on)}'
    shade = _SHADE if cell.look in ("head", "label") else ""
    middle = "" if cell.look in ("name", "cell") else '<w:vAlign w:val="center"/>'
    text = "".join(_paragraphs("" if goes_on else cell.text, cell.look, keeps=keeps))
    return f"<w:tc><w:tcPr>{look}{shade}{middle}</w:tcPr>{text}</w:tc>"


_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def _span(cell: Cell) -> str:
    return f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""


def _merge(cell: Cell, *, goes_on: bool) -> str:
    if goes_on:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if cell.height > 1 else ""
