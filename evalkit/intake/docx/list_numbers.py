"""The numbers that Word prints before the paragraphs of a list, of which no text holds any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from evalkit.intake.docx.counting import counted
from evalkit.intake.docx.styles import Styles
from evalkit.intake.docx.symbols import UNKNOWN, is_symbol_font, symbol
from evalkit.sheet.package import first, value

_LEVELS = 9
_BULLET = "・"
_PLACE = re.compile(r"%([1-9])")


class Label(NamedTuple):
    """What stands before a paragraph."""

    text: str
    unknown: str = ""  # format that is not known


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list counts."""

    start: int = 1
    way: str = "decimal"
    text: str = ""
    is_legal: bool = False  # shows the numbers of all levels as decimals
    restart: int | None = None
    style: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it; lists that share their definition count on together."""

    definition: str
    levels: tuple[_Level, ...]
    starts: Mapping[int, int]  # by level: begins anew with the list


class Numbering:
    """Lists of a document, with what was counted up to now.

    Parameters
    ----------
    root : Element or None
        Of the part of numbering.
    styles : Styles
        Of the document; a style may put its paragraphs into a list.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        definitions = {
            each.get("w:abstractNumId", ""): each
            for each in (() if root is None else root)
            if each.tag == "w:abstractNum"
        }
        lists = [each for each in (() if root is None else root) if each.tag == "w:num"]
        self._lists = {
            each.get("w:numId", ""): self._list(each, definitions, lists) for each in lists
        }
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> Label | None:
        """Count a paragraph, and say what stands before it; None if it is in no list."""
        place = self._place(paragraph)
        if place is None:
            return None
        name, at = place
        own = self._lists[name]
        counts = self._counts.setdefault(own.definition, [None] * _LEVELS)
        self._count(name, own, at, counts)
        return _label(own.levels, at, counts)

    def _list(
        self, own: Element, definitions: Mapping[str, Element], lists: Iterable[Element]
    ) -> _List:
        name = value(own, "w:abstractNumId") or ""
        definition = definitions.get(name)
        link = value(definition, "w:numStyleLink")
        linked = link and self._styles.of_style(link, "w:pPr", "w:numPr", "w:numId")
        if linked:
            other = next(
                (each for each in lists if each.get("w:numId") == linked[0].get("w:val")), None
            )
            name = value(other, "w:abstractNumId") or name
            definition = definitions.get(name)
        levels = {
            _number(level.get("w:ilvl")): _level(level)
            for level in (() if definition is None else definition)
            if level.tag == "w:lvl"
        }
        starts = {}
        for override in own:
            at = _number(override.get("w:ilvl"))
            level = first(override, "w:lvl")
            if level is not None:
                levels[at] = _level(level)
            start = value(override, "w:startOverride")
            if start is not None:
                starts[at] = _number(start)
        return _List(name, tuple(levels.get(at, _Level()) for at in range(_LEVELS)), starts)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """List and level of a paragraph, by itself or by its style."""
        style = self._styles.of_paragraph(paragraph)
        said = first(paragraph, "w:pPr", "w:numPr")
        styled = self._styles.of_style(style, "w:pPr", "w:numPr", "w:numId")
        name = value(said, "w:numId") or (styled[0].get("w:val") if styled else None)
        own = self._lists.get(name or "")
        if name is None or own is None:
            return None
        level = value(said, "w:ilvl")
        if level is None and styled:
            by_style = self._styles.of_style(style, "w:pPr", "w:numPr", "w:ilvl")
            named = (at for at, each in enumerate(own.levels) if each.style == styled[1])
            level = by_style[0].get("w:val") if by_style else str(next(named, 0))
        return name, min(_number(level), _LEVELS - 1)

    def _count(self, name: str, own: _List, at: int, counts: list[int | None]) -> None:
        for level, start in own.starts.items():
            if level <= at and (name, level) not in self._begun:
                self._begun.add((name, level))
                counts[level] = start - 1 if level == at else start
        before = counts[at]
        counts[at] = own.levels[at].start if before is None else before + 1
        for level in range(at + 1, _LEVELS):
            restart = own.levels[level].restart
            if restart is None or at < restart:
                counts[level] = None


def _level(level: Element) -> _Level:
    restart = value(level, "w:lvlRestart")
    return _Level(
        start=_number(value(level, "w:start") or "0"),
        way=value(level, "w:numFmt") or "decimal",
        text=value(level, "w:lvlText") or "",
        is_legal=first(level, "w:isLgl") is not None,
        restart=None if restart is None else _number(restart),
        style=value(level, "w:pStyle") or "",
        font=value(level, "w:rPr", "w:rFonts", attribute="w:ascii") or "",
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 6 else 0


def _label(levels: tuple[_Level, ...], at: int, counts: list[int | None]) -> Label:
    own = levels[at]
    if own.way == "bullet":
        return Label(_bullet(own))
    unknown = ""

    def shown(place: re.Match[str]) -> str:
        nonlocal unknown
        level = int(place[1]) - 1
        number = counts[level]
        number = levels[level].start if number is None else number
        way = "decimal" if own.is_legal else levels[level].way
        text = counted(number, way)
        unknown = unknown or ("" if text is not None else way)
        return str(number) if text is None else text

    return Label(_PLACE.sub(shown, own.text), unknown)


def _bullet(level: _Level) -> str:
    if not level.text.strip():
        return ""
    private = "\ue000" <= level.text <= "\uf8ff"
    if not private and not is_symbol_font(level.font):
        return level.text
    sign = symbol(level.font or "Symbol", ord(level.text[0]))
    return _BULLET if sign == UNKNOWN else sign
