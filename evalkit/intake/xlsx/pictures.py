"""What lies on a worksheet: shapes with a text, pictures, charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from evalkit.intake.office_pictures import embedded, related_pictures
from evalkit.intake.printed import Box
from evalkit.sheet.package import Package, first
from evalkit.sheet.pictures import PictureFile

_ANCHORS = ("xdr:twoCellAnchor", "xdr:oneCellAnchor", "xdr:absoluteAnchor")
_MOST_CELLS = 20_000
_TEXTS = ("a:t", "a:br")


class Drawn(NamedTuple):
    """A thing on a worksheet."""

    kind: str  # code of a doubt: text_box, picture
    text: str  # that stands in it, or its name
    box: Box
    picture: PictureFile | None = None
    alternative: str = ""  # text for who cannot see it


def drawn_on(package: Package, part: str) -> Iterator[Drawn]:
    """Things that lie on the worksheet of a part, from the top."""
    described = package.related(part, "drawing")
    anchors = package.xml(described) if described else ()
    files = dict(related_pictures(package, described)) if described else {}
    things = [
        thing
        for anchor in anchors
        if anchor.tag in _ANCHORS
        for thing in _things(anchor, _box(anchor), files)
    ]
    return iter(sorted(things, key=lambda thing: (thing.box.top, thing.box.left)))


def has_controls(package: Package, part: str) -> bool:
    """Whether buttons or tick boxes lie on the worksheet of a part."""
    return any(each.kind == "ctrlProp" for each in package.relations(part).values())


def _box(anchor: Element) -> Box:
    left, top = _corner(first(anchor, "xdr:from"))
    right, bottom = _corner(first(anchor, "xdr:to"))
    return Box(left, top, max(left, right) + 1, max(top, bottom) + 1)


def _corner(described: Element | None) -> tuple[int, int]:
    counts = {each.tag: each.text or "" for each in (() if described is None else described)}
    column, row = (counts.get(name, "") for name in ("xdr:col", "xdr:row"))
    return _count(column), _count(row)


def _count(text: str) -> int:
    return min(int(text), _MOST_CELLS) if text.isdecimal() and len(text) < 9 else 0


def _things(
    elements: Iterable[Element], box: Box, files: Mapping[str, PictureFile]
) -> Iterator[Drawn]:
    for element in elements:
        match element.tag:
            case "xdr:sp" | "xdr:cxnSp":
                text = _text(element)
                yield Drawn("text_box" if text.strip() else "shape", text or _name(element), box)
            case "xdr:pic":
                file = files.get(embedded(element))
                yield Drawn("picture", _name(element), box, file, _alternative(element))
            case "xdr:graphicFrame":
                is_chart = any(each.tag == "c:chart" for each in element.iter())
                yield Drawn("chart" if is_chart else "diagram", _name(element), box)
            case "mc:AlternateContent":
                chosen = first(element, "mc:Choice")
                chosen = first(element, "mc:Fallback") if chosen is None else chosen
                yield from _things(() if chosen is None else chosen, box, files)
            case "xdr:grpSp":
                yield from _things(element, box, files)


def _text(shape: Element) -> str:
    body = first(shape, "xdr:txBody")
    paragraphs = [each for each in (() if body is None else body) if each.tag == "a:p"]
    return "\n".join(
        "".join("\n" if each.tag == "a:br" else each.text or "" for each in _pieces(paragraph))
        for paragraph in paragraphs
    )


def _pieces(paragraph: Element) -> Iterator[Element]:
    return (each for each in paragraph.iter() if each.tag in _TEXTS)


def _name(element: Element) -> str:
    names = (each.get("name", "") for each in element.iter("xdr:cNvPr"))
    return _alternative(element) or next(names, "")


def _alternative(element: Element) -> str:
    said = (each.get("descr") or each.get("title") or "" for each in element.iter("xdr:cNvPr"))
    return next(said, "")
