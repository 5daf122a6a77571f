"""Parts of a Word document that a reader needs: its body, styles, lists, notes and comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from evalkit.intake.docx.list_numbers import Numbering
from evalkit.intake.docx.styles import Styles
from evalkit.intake.office_pictures import related_pictures
from evalkit.sheet.package import Package, first
from evalkit.sheet.pictures import PictureFile
from evalkit.sheet.problems import SheetProblems

_WRAPPERS: Final = frozenset(
    {
        "w:sdt",
        "w:sdtContent",
        "w:customXml",
        "w:smartTag",
        "w:ins",
        "w:moveTo",
        "mc:AlternateContent",
    }
)


@dataclass(frozen=True)
class Document:
    """A document with all that its body refers to."""

    body: Element
    styles: Styles
    numbering: Numbering
    notes: Mapping[tuple[str, str], Element]  # by kind and name: ("w:footnote", "2")
    comments: Mapping[str, Element]
    furniture: tuple[Element, ...]  # headers and footers
    pictures: Mapping[str, PictureFile]  # by the name that the body has for each

    @classmethod
    def opened(cls, content: bytes, name: str) -> Document:
        """Open the content of a .docx file.

        Raises
        ------
        SheetProblems
            If it is none, or too damaged, too large or not safe to be read.
        """
        package = Package(content, name, "document")
        main = package.related("", "officeDocument")
        if not main:
            raise package.damage()
        if any(part.endswith("vbaProject.bin") for part in package.parts):
            raise SheetProblems.of_file(name, "document_macros")
        package.check()
        body = first(package.xml(main), "w:body")
        if body is None:
            raise package.damage()
        return _gathered(package, main, body)


def _gathered(package: Package, main: str, body: Element) -> Document:
    def part(kind: str) -> Element | None:
        found = package.related(main, kind)
        return package.xml(found) if found else None

    styles = Styles(part("styles"))
    notes = {
        (each.tag, each.get("w:id", "")): each
        for kind in ("footnotes", "endnotes")
        for each in part(kind) or ()
    }
    comments = {each.get("w:id", ""): each for each in part("comments") or ()}
    furniture = sorted(
        each.target
        for each in package.relations(main).values()
        if each.kind in ("header", "footer") and each.target in package.parts
    )
    return Document(
        body=body,
        styles=styles,
        numbering=Numbering(part("numbering"), styles),
        notes=notes,
        comments=comments,
        furniture=tuple(package.xml(each) for each in furniture),
        pictures=dict(related_pictures(package, main)),
    )


def unwrapped(elements: Iterable[Element]) -> Iterator[Element]:
    """Elements, and in place of a content control or a tracked insertion what stands in it."""
    for element in elements:
        if element.tag == "mc:AlternateContent":
            yield from unwrapped(alternative(element))
        elif element.tag in _WRAPPERS:
            yield from unwrapped(element)
        else:
            yield element


def alternative(element: Element) -> Iterable[Element]:
    """The first choice of what is written in two ways for programs of two ages."""
    chosen = first(element, "mc:Choice")
    chosen = first(element, "mc:Fallback") if chosen is None else chosen
    return () if chosen is None else chosen
