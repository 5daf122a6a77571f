"""What is drawn in a Word document: text boxes, pictures, charts and shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from evalkit.intake.docx.document import alternative
from evalkit.intake.office_pictures import embedded
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.pictures import PictureFile

_DRAWN: Final = (
    ("pic:pic", "picture"), ("v:imagedata", "picture"), ("c:chart", "chart"),
    ("dgm:relIds", "diagram"), ("v:textpath", "word_art"),
)  # fmt: skip


class FoundPicture(NamedTuple):
    """A picture of the document, where it was found."""

    file: PictureFile
    text: str  # alternative text
    where: Bilingual
    told: Bilingual


class Drawn(NamedTuple):
    """A thing that is drawn."""

    kind: str  # code of what is lost: picture, chart
    name: str
    text: str = ""  # alternative text
    picture: str = ""  # name by which its part refers to its file


def drawn_in(drawing: Element, *, has_text: bool) -> Iterator[Drawn]:
    """Things of a drawing besides its texts; a shape that has none is one itself."""
    name, text = _name_of(drawing), _text_of(drawing)
    tags = {each.tag for each in drawing.iter()}
    kinds = [*dict.fromkeys(kind for tag, kind in _DRAWN if tag in tags)]
    pictures = [embedded(each) for each in drawing.iter("pic:pic")]
    for kind in kinds or ([] if has_text else ["shape"]):
        if kind == "picture" and pictures:
            yield from (Drawn(kind, name, text, picture) for picture in pictures)
        else:
            yield Drawn(kind, name)


def outermost(element: Element, tag: str) -> Iterator[Element]:
    """Elements of a name that stand in no other one; of two ways to write one, the first."""
    for child in alternative(element) if element.tag == "mc:AlternateContent" else element:
        if child.tag == tag:
            yield child
        else:
            yield from outermost(child, tag)


def _name_of(drawing: Element) -> str:
    """What a drawing is called: its alternative text, or its name."""
    for each in drawing.iter():
        if each.tag in ("wp:docPr", "pic:cNvPr"):
            return _text_of(drawing) or each.get("name") or ""
        if each.tag in ("v:shape", "v:rect", "v:line"):
            return each.get("alt") or each.get("string") or each.get("id") or ""
    return ""


def _text_of(drawing: Element) -> str:
    """Alternative text of a drawing."""
    said = (each for each in drawing.iter() if each.tag in ("wp:docPr", "pic:cNvPr"))
    texts = (each.get("descr") or each.get("title") or "" for each in said)
    return next(filter(None, texts), "")
