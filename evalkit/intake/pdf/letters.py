"""Letters of a page, each where it stands and as it looks."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from evalkit.intake.pdf.page import Area, Letter, Page, Place, around
from evalkit.sheet.problems import SheetProblems

_MOST_LETTERS: Final = 60_000  # of a page; one of ours has 3,000
_PALE = 245  # of 255: as good as the paper
_UNSEEN_MODES = (3, 7)  # of text: neither filled nor stroked, as behind a scanned page
_HYPHEN = 2  # PDFium's own sign for a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class _Writing:
    """What letters written in one go, a text object, have in common."""

    number: int = 0  # among those of the page; 0: not known
    paragraph: int = 0
    seen: tuple[Area, ...] = ()  # areas outside of which it is cut away
    is_hidden: bool = False
    is_pale: bool = False


def read_letters(
    page: Any, read: Page, place: Place, paragraphs: Mapping[int, int], name: str
) -> None:
    """Put the letters of a page into what is read of it; `paragraphs` is by marked content."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    if text.count_chars() > _MOST_LETTERS:
        raise SheetProblems.of_file(name, "page_too_full", page=read.number)
    reader = _LetterReader(page, text.raw, place, paragraphs)
    high = 0
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, at) == 1:  # a space or a line's end that nobody wrote
            continue
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        writing = reader.writing(at)
        letter = reader.letter(at, code, writing)
        if writing.is_hidden:
            read.hidden += letter.text
        elif all(area.holds(*letter.middle) for area in writing.seen):
            read.letters.append(letter)
        else:
            _put_to_line(letter, read.cut)


def _put_to_line(letter: Letter, lines: list[list[Letter]]) -> None:
    before = lines[-1][-1] if lines else None
    if before and before.base == letter.base and before.order + 1 == letter.order:
        lines[-1].append(letter)
    else:
        lines.append([letter])


class _LetterReader:
    """Asks PDFium for the place and the look of letters."""

    def __init__(self, page: Any, text: Any, place: Place, paragraphs: Mapping[int, int]) -> None:
        import pypdfium2.raw as raw

        self._raw, self._text, self._place, self._paragraphs = raw, text, place, paragraphs
        self._turn = page.get_rotation()
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._color = [ctypes.c_uint() for _ in range(4)]
        objects = (
            raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))
        )
        self._own = {_address(each) for each in objects}  # others lie in forms, turned and moved
        self._writings: dict[int | None, _Writing] = {}

    def letter(self, at: int, code: int, writing: _Writing) -> Letter:
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
            writing=writing.number,
            paragraph=writing.paragraph,
            is_pale=writing.is_pale,
            is_turned=self._is_turned(),
            is_unknown=bool(raw.FPDFText_HasUnicodeMapError(text, at)) or code in (0, 0xFFFD),
        )

    def _is_turned(self) -> bool:
        across, along = {
            0: (self._matrix.b, self._matrix.a), 90: (-self._matrix.a, self._matrix.b),
            180: (self._matrix.b, -self._matrix.a), 270: (self._matrix.a, -self._matrix.b),
        }[self._turn]  # fmt: skip
        return bool(along <= 0 or abs(across) > 0.1 * along)

    def writing(self, at: int) -> _Writing:
        """What the letter at a place was written in."""
        owner = self._raw.FPDFText_GetTextObject(self._text, at)
        key = _address(owner) if owner else None
        if key not in self._writings:
            self._writings[key] = self._read_writing(at, owner, key in self._own)
        return self._writings[key]

    def _read_writing(self, at: int, owner: Any, is_own: bool) -> _Writing:
        raw = self._raw
        mode = raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
        found = raw.FPDFText_GetFillColor(self._text, at, *self._color)
        mark = raw.FPDFPageObj_GetMarkedContentID(owner) if is_own else -1
        return _Writing(
            number=len(self._writings) + 1 if owner else 0,
            paragraph=self._paragraphs.get(mark, 0),
            seen=self._seen(owner) if is_own else (),
            is_hidden=mode in _UNSEEN_MODES or (mode == 0 and self._color[3].value == 0),
            is_pale=bool(found) and all(each.value >= _PALE for each in self._color[:3]),
        )

    def _seen(self, owner: Any) -> tuple[Area, ...]:
        """Rectangles around the paths that clip a text object."""
        raw, areas = self._raw, list[Area]()
        clip = raw.FPDFPageObj_GetClipPath(owner)
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
            points = []
            for at in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
                part = raw.FPDFClipPath_GetPathSegment(clip, path, at)
                raw.FPDFPathSegment_GetPoint(part, x, y)
                points.append(self._place(x.value, y.value))
            if points:
                areas.append(around(points))
        return tuple(areas)


def _address(pointer: Any) -> int | None:
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return "〓" if code in (0, 0xFFFD) or 0xD800 <= code < 0xE000 else chr(code)
