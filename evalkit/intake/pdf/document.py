"""What stands on the pages of a PDF: letters, rulings and pictures, by PDFium.

Points of a page count from its upper left corner, as it is seen: a turned page is turned here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

from evalkit.sheet.problems import SheetProblems

MOST_PAGES: Final = 300
_MOST_LETTERS = 60_000  # of a page; one of ours has 3,000
_MOST_OBJECTS = 60_000  # of a page; one of ours has 1,500
_MOST_DEPTH = 8  # of forms within each other
_THIN = 3.0  # points: a filled stripe up to this is a ruling
_STRAIGHT = 0.6  # points by which a ruling may lean
_PALE = 245  # of 255: as good as the paper
_DARK = 128
_UNSEEN_MODES = (3, 7)  # of text: neither filled nor stroked, as behind a scanned page
_HYPHEN = 2  # PDFium's own sign for a hyphen at a line's end
_LINK, _POPUP, _WIDGET = 2, 16, 20


class Letter(NamedTuple):
    """One character where it stands."""

    text: str
    left: float
    right: float
    base: float  # line that it stands on
    size: float
    order: int  # among those of its page, as they were written
    is_pale: bool = False
    is_turned: bool = False
    is_unknown: bool = False  # its font does not say which character it is

    @property
    def middle(self) -> tuple[float, float]:
        """Middle of its body."""
        return (self.left + self.right) / 2, self.base - 0.38 * self.size

    @property
    def top(self) -> float:
        """Upper edge of its body."""
        return self.base - 0.88 * self.size


class Ruling(NamedTuple):
    """A straight line that lies or stands."""

    lies: bool
    at: float  # its height where it lies, else its distance from the left
    start: float
    end: float


class Area(NamedTuple):
    """A part of a page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass
class Page:
    """What one page shows."""

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    hidden: str = ""  # letters that are there and print nothing
    rulings: list[Ruling] = field(default_factory=list)
    shades: list[Area] = field(default_factory=list)  # dark paper
    pictures: list[Area] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # of comments and fields pinned to it

    def line_number(self, base: float) -> int:
        """Number of the line that stands at a height, among those of the page."""
        bases = sorted({round(letter.base) for letter in self.letters})
        return 1 + sum(each < round(base) for each in bases)


def read_pages(content: bytes, name: str) -> list[Page]:
    """Everything that the pages of a PDF show.

    Raises
    ------
    SheetProblems
        If it is no PDF that can be opened, needs a password, or is too large.
    """
    import pypdfium2  # loads a library of 7 MB, which no other command needs

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        code = "encrypted_document" if locked else "damaged_pdf"
        raise SheetProblems.of_file(name, code) from None
    try:
        if len(document) > MOST_PAGES:
            raise SheetProblems.of_file(name, "too_many_pages", limit=MOST_PAGES)
        return [_read(document[number], number + 1, name) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise SheetProblems.of_file(name, "damaged_pdf") from None
    finally:
        document.close()


def _read(page: Any, number: int, name: str) -> Page:
    place, width, height = _turned(page.get_cropbox(), page.get_rotation())
    read = Page(number, width, height)
    _Drawings(read, place, name).read(page)
    text = page.get_textpage()
    if text.count_chars() > _MOST_LETTERS:
        raise SheetProblems.of_file(name, "page_too_full", page=number)
    _read_letters(text, read, place, page.get_rotation())
    read.notes += _notes(page)
    return read


Place = Callable[[float, float], tuple[float, float]]
"""From a point of the file to one of the page as it is seen."""


def _turned(box: tuple[float, float, float, float], rotation: int) -> tuple[Place, float, float]:
    left, bottom, right, top = box
    places: dict[int, Place] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    width, height = right - left, top - bottom
    return places[rotation], *((height, width) if rotation in (90, 270) else (width, height))


# Letters -----------------------------------------------------------------------------------------


def _read_letters(text: Any, page: Page, place: Place, rotation: int) -> None:
    import pypdfium2.raw as raw

    reader = _LetterReader(text.raw, place, rotation)
    high = 0
    for at in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, at) == 1:  # a space or a line's end that nobody wrote
            continue
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        letter = reader.letter(at, code)
        if reader.is_hidden(at):
            page.hidden += letter.text
        else:
            page.letters.append(letter)


class _LetterReader:
    """Asks PDFium for the place and the look of letters."""

    def __init__(self, text: Any, place: Place, rotation: int) -> None:
        import pypdfium2.raw as raw

        self._raw, self._text, self._place = raw, text, place
        self._turn = rotation
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._color = [ctypes.c_uint() for _ in range(4)]

    def letter(self, at: int, code: int) -> Letter:
        """The letter at a place in the order of the file."""
        raw, text, matrix, box = self._raw, self._text, self._matrix, self._box
        raw.FPDFText_GetMatrix(text, at, matrix)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, self._x, self._y)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        left, base = self._place(self._x.value, self._y.value)
        ends = [self._place(x, y) for x, y in ((box.left, box.bottom), (box.right, box.top))]
        right = max(x for x, _ in ends)
        return Letter(
            text=_character(code),
            left=left,
            right=max(right, left),
            base=base,
            size=raw.FPDFText_GetFontSize(text, at) * scale,
            order=at,
            is_pale=self._is_pale(at),
            is_turned=self._is_turned(),
            is_unknown=bool(raw.FPDFText_HasUnicodeMapError(text, at)) or code in (0, 0xFFFD),
        )

    def _is_turned(self) -> bool:
        across, along = {
            0: (self._matrix.b, self._matrix.a), 90: (-self._matrix.a, self._matrix.b),
            180: (self._matrix.b, -self._matrix.a), 270: (self._matrix.a, -self._matrix.b),
        }[self._turn]  # fmt: skip
        return bool(along <= 0 or abs(across) > 0.1 * along)

    def _is_pale(self, at: int) -> bool:
        found = self._raw.FPDFText_GetFillColor(self._text, at, *self._color)
        return bool(found) and all(each.value >= _PALE for each in self._color[:3])

    def is_hidden(self, at: int) -> bool:
        """Whether the letter prints nothing."""
        owner = self._raw.FPDFText_GetTextObject(self._text, at)
        mode = self._raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
        self._raw.FPDFText_GetFillColor(self._text, at, *self._color)
        return mode in _UNSEEN_MODES or (mode == 0 and self._color[3].value == 0)


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return "〓" if code in (0, 0xFFFD) or 0xD800 <= code < 0xE000 else chr(code)


def _notes(page: Any) -> Iterator[str]:
    """Texts of comments and fields, which are no part of the page's own text."""
    import pypdfium2.raw as raw

    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if raw.FPDFAnnot_GetSubtype(note) not in (_LINK, _POPUP):
            key = b"V" if raw.FPDFAnnot_GetSubtype(note) == _WIDGET else b"Contents"
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            raw.FPDFAnnot_GetStringValue(note, key, buffer, size)
            yield bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(note)


# Rulings and pictures ----------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


class _Drawings:
    """Reads lines, stripes and pictures, within forms too."""

    def __init__(self, page: Page, place: Place, name: str) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page, self._place, self._name = raw, page, place, name
        self._seen = 0

    def read(self, page: Any) -> None:
        """Read everything that is drawn on a page."""
        raw = self._raw
        for at in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, at), _AS_IT_IS, 0)

    def _object(self, drawn: Any, within: Matrix, depth: int) -> None:
        raw = self._raw
        self._seen += 1
        if self._seen > _MOST_OBJECTS:
            raise SheetProblems.of_file(self._name, "page_too_full", page=self._page.number)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(drawn, _product(self._matrix(drawn), within))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._picture(_product(self._matrix(drawn), within))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
            own = _product(self._matrix(drawn), within)
            for at in range(raw.FPDFFormObj_CountObjects(drawn)):
                self._object(raw.FPDFFormObj_GetObject(drawn, at), own, depth + 1)

    def _matrix(self, drawn: Any) -> Matrix:
        own = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(drawn, own)
        return own.a, own.b, own.c, own.d, own.e, own.f

    def _picture(self, matrix: Matrix) -> None:
        corners = [self._place(*_moved(matrix, x, y)) for x, y in ((0, 0), (1, 1))]
        self._page.pictures.append(_around(corners))

    def _path(self, drawn: Any, matrix: Matrix) -> None:
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
        strokes = stroke.value and self._shade(raw.FPDFPageObj_GetStrokeColor, drawn) < _PALE
        fills = self._shade(raw.FPDFPageObj_GetFillColor, drawn) if fill.value else 255
        for points in self._outlines(drawn, matrix):
            if strokes:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._ruling(Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            elif fills < _PALE:
                self._filled(_around(points), fills)

    def _shade(self, ask: Any, drawn: Any) -> int:
        """How light a drawing is, from 0 to 255; what cannot be seen at all is 255."""
        color = [ctypes.c_uint() for _ in range(4)]
        if not ask(drawn, *color):
            return 0
        return 255 if color[3].value == 0 else min(each.value for each in color[:3])

    def _outlines(self, drawn: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """Lines of a path from corner to corner, each without a gap."""
        raw, points = self._raw, list[tuple[float, float]]()
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(raw.FPDFPath_CountSegments(drawn)):
            part = raw.FPDFPath_GetPathSegment(drawn, at)
            raw.FPDFPathSegment_GetPoint(part, x, y)
            if raw.FPDFPathSegment_GetType(part) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(self._place(*_moved(matrix, x.value, y.value)))
            if raw.FPDFPathSegment_GetClose(part):
                points.append(points[0])
        if points:
            yield points

    def _filled(self, area: Area, shade: int) -> None:
        if min(area.right - area.left, area.bottom - area.top) <= _THIN:
            x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
            lies = area.right - area.left > area.bottom - area.top
            flat = area._replace(top=y, bottom=y) if lies else area._replace(left=x, right=x)
            self._ruling(flat)
        elif shade < _DARK:
            self._page.shades.append(area)

    def _ruling(self, area: Area) -> None:
        width, height = area.right - area.left, area.bottom - area.top
        if height <= _STRAIGHT < width:
            at = (area.top + area.bottom) / 2
            self._page.rulings.append(Ruling(True, at, area.left, area.right))
        elif width <= _STRAIGHT < height:
            at = (area.left + area.right) / 2
            self._page.rulings.append(Ruling(False, at, area.top, area.bottom))


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))
