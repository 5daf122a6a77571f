"""The text of a cell or a paragraph as it comes together, with what makes it doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from evalkit.intake.doubtful import doubt
from evalkit.intake.fitting import fit
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.looks import Run, joined_by_eye


@dataclass(frozen=True, slots=True)
class Look:
    """What a run looks like, and what tracked changes say of it."""

    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    is_pale: bool = False
    is_inserted: bool = False
    is_deleted: bool = False


PLAIN: Final = Look()


class Passage(NamedTuple):
    """A text as a reader sees it, and why it may not be what its author means."""

    text: str
    doubts: tuple[Bilingual, ...] = ()


@dataclass
class Draft:
    """Pieces of a text in the order of reading."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)
    doubts: dict[Bilingual, None] = field(default_factory=dict)

    def add(self, text: str, look: Look = PLAIN) -> None:
        """Put a piece behind the others."""
        if text:
            self.pieces.append((text, look))

    def doubt(self, code: str, **details: str) -> None:
        """Say once why the text is doubtful."""
        self.doubts[doubt(code, **details)] = None

    @property
    def text(self) -> str:
        """All that was added up to now."""
        return "".join(text for text, _ in self.pieces)

    def passage(self) -> Passage:
        """Text as a reader sees it: without what is deleted, hidden or struck through."""
        left = self._without("is_deleted", "deleted", self.pieces)
        left = self._without("is_hidden", "hidden", left)
        left = self._without_struck(left)
        self._tell("is_inserted", "inserted", left)
        self._tell("is_pale", "pale", left)
        raised = joined_by_eye(
            [Run(text, is_raised=look.is_raised) for text, look in _merged(left)]
        )
        if raised:
            self.doubt("raised", seen=raised.both, raised=raised.raised)
        text, unfit = fit("".join(text for text, _ in left))
        return Passage(text, (*self.doubts, *unfit))

    def _tell(self, name: str, code: str, pieces: list[tuple[str, Look]]) -> None:
        told = "".join(text for text, look in pieces if getattr(look, name))
        if told.strip():
            self.doubt(code, seen=told)

    def _without(
        self, name: str, code: str, pieces: list[tuple[str, Look]]
    ) -> list[tuple[str, Look]]:
        self._tell(name, code, pieces)
        return [(text, look) for text, look in pieces if not getattr(look, name)]

    def _without_struck(self, pieces: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
        """Pieces without those struck through; all of them if nothing else is left."""
        struck = any(look.is_struck and text.strip() for text, look in pieces)
        if struck and not any(text.strip() and not look.is_struck for text, look in pieces):
            self.doubt("all_struck")
            return pieces
        return self._without("is_struck", "struck", pieces)


def _merged(pieces: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Pieces, neighbours of one look put together."""
    merged: list[tuple[str, Look]] = []
    for text, look in pieces:
        if merged and merged[-1][1] == look:
            merged[-1] = (merged[-1][0] + text, look)
        else:
            merged.append((text, look))
    return merged


def apart(before: str, after: str) -> str:
    """What stands between two texts that print apart: a space, where they would make one word.

    Examples
    --------
    >>> apart("①", "共同研究"), apart("7件", "（27件）"), apart("1", "5件"), apart("ア", "機関")
    ('', '', ' ', ' ')
    """
    ends = before[-1:] + after[:1]
    words = len(ends) == 2 and all(end.isalpha() or end.isdecimal() for end in ends)
    return " " if words else ""
