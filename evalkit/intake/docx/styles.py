"""Looks of paragraphs and runs: said where they stand, or by a style, or by one it is based on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from xml.etree.ElementTree import Element

from evalkit.sheet.package import first, value

_OFF = ("0", "false", "off", "none")


def is_on(element: Element) -> bool:
    """Whether a property that can be on or off is on."""
    return element.get("w:val", "1") not in _OFF


class Styles:
    """Styles of a document, by their names in its file."""

    def __init__(self, root: Element | None) -> None:
        styles = [style for style in (() if root is None else root) if style.tag == "w:style"]
        self._styles: Mapping[str, Element] = {
            style.get("w:styleId", ""): style for style in styles
        }
        self._usual = next(
            (
                style.get("w:styleId", "")
                for style in styles
                if style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true")
            ),
            "",
        )
        self._defaults = first(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._styled = cache(self._found)

    def of_paragraph(self, paragraph: Element) -> str:
        """Name of a paragraph's style."""
        return value(paragraph, "w:pPr", "w:pStyle") or self._usual

    def of_style(self, style: str, *names: str) -> tuple[Element, str] | None:
        """What a style says under those names, and the style that says it."""
        return self._styled(style, names)

    def _found(self, style: str, names: tuple[str, ...]) -> tuple[Element, str] | None:
        for name in self._line(style):
            found = first(self._styles[name], *names)
            if found is not None:
                return found, name
        return None

    def shades(self, style: str) -> bool:
        """Whether a style colours paper."""
        return any(
            is_shaded(each) for name in self._line(style) for each in self._styles[name].iter()
        )

    def toggle(self, name: str, run: Element | None, paragraph: str) -> bool:
        """Whether a run has a property, such as ``w:vanish``, that styles switch on and off."""
        direct = first(run, name)
        if direct is not None:
            return is_on(direct)
        return (self._says(paragraph, name) != self._says(value(run, "w:rStyle"), name)) or (
            first(self._defaults, name) is not None
        )

    def look(self, name: str, attribute: str, run: Element | None, paragraph: str) -> str | None:
        """Attribute of a property of a run, such as its colour; None where nothing says one."""
        direct = first(run, name)
        styled = (
            self._styled(style, ("w:rPr", name))
            for style in (value(run, "w:rStyle"), paragraph)
            if style
        )
        said = [direct, *(found and found[0] for found in styled), first(self._defaults, name)]
        return next((each.get(attribute) for each in said if each is not None), None)

    def _says(self, style: str | None, name: str) -> bool:
        found = self._styled(style or "", ("w:rPr", name))
        return found is not None and is_on(found[0])

    def _line(self, style: str) -> Iterator[str]:
        """A style, the one that it is based on, and so on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            yield style
            seen.add(style)
            style = value(self._styles[style], "w:basedOn") or ""


def is_shaded(shading: Element | None) -> bool:
    """Whether the paper is coloured, by ``w:shd`` or ``w:highlight``."""
    if shading is None or shading.tag not in ("w:shd", "w:highlight"):
        return False
    return (shading.get("w:fill") or shading.get("w:val") or "").casefold() not in (
        "", "auto", "none", "clear", "ffffff", "white",
    )  # fmt: skip
