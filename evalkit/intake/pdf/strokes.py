"""Lines, stripes and pictures of a page, within forms too."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from evalkit.intake.pdf.page import Area, Drawn, Page, Place, Ruling, around
from evalkit.intake.pdf.picture_files import picture_file
from evalkit.sheet.problems import SheetProblems

_MOST_OBJECTS: Final = 60_000  # of a page; one of ours has 1,500
_MOST_DEPTH = 8  # of forms within each other
_THIN = 3.0  # points: a filled stripe up to this is a ruling
_STRAIGHT = 0.6  # points by which a ruling may lean
_PALE = 245  # of 255: as good as the paper
_DARK = 128
_LEANING = 0.01  # of its size: so far a picture may lean
_LEAST_PICTURE = 20.0  # points: what is smaller is a mark or a line

Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


def read_drawings(page: Any, read: Page, place: Place, name: str) -> None:
    """Put what is drawn on a page into what is read of it."""
    _Drawings(read, place, name).read(page)


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
            self._picture(drawn, _product(self._matrix(drawn), within))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
            own = _product(self._matrix(drawn), within)
            for at in range(raw.FPDFFormObj_CountObjects(drawn)):
                self._object(raw.FPDFFormObj_GetObject(drawn, at), own, depth + 1)

    def _matrix(self, drawn: Any) -> Matrix:
        own = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(drawn, own)
        return own.a, own.b, own.c, own.d, own.e, own.f

    def _picture(self, drawn: Any, matrix: Matrix) -> None:
        area = around([self._place(*_moved(matrix, x, y)) for x, y in ((0, 0), (1, 1))])
        a, b, c, d, _, _ = matrix
        is_upright = a > 0 and d > 0 and abs(b) + abs(c) < _LEANING * (a + d)
        file = picture_file(drawn) if is_upright and _is_seen(area) else None
        mark = self._raw.FPDFPageObj_GetMarkedContentID(drawn)
        self._page.pictures.append(Drawn(area, file, mark))

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
                self._filled(around(points), fills)

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


def _is_seen(area: Area) -> bool:
    return min(area.right - area.left, area.bottom - area.top) >= _LEAST_PICTURE


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
