"""Which letters are one paragraph, by the tags of a PDF that has them."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from itertools import count
from typing import Any, Final

_MOST_DEPTH: Final = 60
_INLINE = ("Span", "Link", "Reference", "Em", "Strong", "Quote")
"""Kinds of element that are a part of the paragraph around them."""


class Tags:
    """Numbers the paragraphs of a file, page after page: one that goes on keeps its number."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._before: dict[tuple[int, ...], int] = {}  # that may go on, by all their marks
        self._here: dict[tuple[int, ...], int] = {}
        self.alternatives: dict[int, str] = {}
        """Texts for who cannot see the pictures of the last page, by their marked content."""

    def paragraphs_of(self, page: Any) -> Mapping[int, int]:
        """Paragraph of each marked content of the next page; empty where it has no tags."""
        import pypdfium2.raw as raw

        found: dict[int, int] = {}
        self.alternatives = {}
        self._before, self._here = self._here, {}
        tree = raw.FPDF_StructTree_GetForPage(page)
        if tree:
            for at in range(raw.FPDF_StructTree_CountChildren(tree)):
                self._walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at), 0, _MOST_DEPTH, found)
            raw.FPDF_StructTree_Close(tree)
        return found

    def _walk(self, element: Any, around: int, deep: int, found: dict[int, int]) -> None:
        import pypdfium2.raw as raw

        if not element or not deep:
            return
        own, marks = _marks(element)
        number = around
        if not around or _kind(element) not in _INLINE:
            number = self._number(marks, is_parted=len(own) < len(marks))
        found.update(dict.fromkeys(own, number))
        said = _text(raw.FPDF_StructElement_GetAltText, element)
        if said:
            self.alternatives.update(dict.fromkeys(own, said))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
            self._walk(child, number, deep - 1, found)

    def _number(self, marks: tuple[int, ...], *, is_parted: bool) -> int:
        if not is_parted:
            return next(self._numbers)
        self._here[marks] = self._before.get(marks) or next(self._numbers)
        return self._here[marks]


def _marks(element: Any) -> tuple[list[int], tuple[int, ...]]:
    """Marked contents of an element on its page, and on all pages."""
    import pypdfium2.raw as raw

    children = range(raw.FPDF_StructElement_CountChildren(element))
    every = range(max(raw.FPDF_StructElement_GetMarkedContentIdCount(element), 0))
    own = (raw.FPDF_StructElement_GetChildMarkedContentID(element, at) for at in children)
    marks = (raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in every)
    return [each for each in own if each >= 0], tuple(each for each in marks if each >= 0)


def _kind(element: Any) -> str:
    import pypdfium2.raw as raw

    return _text(raw.FPDF_StructElement_GetType, element)


def _text(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(element, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
