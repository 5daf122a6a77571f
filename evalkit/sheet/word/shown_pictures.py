"""Pictures in a Word document: DrawingML in its body, their files among its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from evalkit.sheet.characters import printable
from evalkit.sheet.model import Picture
from evalkit.sheet.sheet_pictures import PictureFiles

_FIRST: Final = 5  # number of the first relation that is free
_OF_POINT = 635  # English Metric Units in a twentieth of a point
_OF_PIXEL = 9525  # the same in a pixel at 96 dots an inch
_MOST_HIGH = 6000  # twentieths of a point, not half a page
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


class Drawings:
    """Pictures of one document.

    Parameters
    ----------
    files : mapping
        By the names that the sheet has for them.
    room : int
        Width between the margins, in twentieths of a point.
    """

    def __init__(self, files: PictureFiles, *, room: int) -> None:
        self._files, self._room = files, room
        self._numbers = {name: number for number, name in enumerate(files, _FIRST)}
        self._drawn = 0

    def paragraph(self, picture: Picture) -> str:
        """Paragraph of a picture, on one page with its caption; nothing where it has no file."""
        if picture.file not in self._files:
            return ""
        self._drawn += 1
        file = self._files[picture.file]
        width, height = file.width * _OF_PIXEL, file.height * _OF_PIXEL
        share = min(1, self._room * _OF_POINT / width, _MOST_HIGH * _OF_POINT / height)
        size = f'cx="{int(width * share)}" cy="{int(height * share)}"'
        said = (
            f'id="{self._drawn}" name="図 {self._drawn}" descr={quoteattr(printable(picture.text))}'
        )
        return (
            '<w:p><w:pPr><w:pStyle w:val="picture"/><w:keepNext/></w:pPr><w:r><w:drawing>'
            f'<wp:inline xmlns:wp="{_WP}"><wp:extent {size}/><wp:docPr {said}/>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
            f"<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="rId{self._numbers[picture.file]}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

    def typed(self, content_types: str) -> str:
        """Content types of the document, with those of its pictures."""
        kinds = sorted({file.kind for file in self._files.values()})
        own = (f'<Default Extension="{kind}" ContentType="image/{kind}"/>' for kind in kinds)
        return content_types.replace("<Override", f"{''.join(own)}<Override", 1)

    def related(self, relations: str) -> str:
        """Relations of the body, with those to its pictures."""
        own = (
            f'<Relationship Id="rId{number}" Type="{_TYPE}" Target="{self._target(name)}"/>'
            for name, number in self._numbers.items()
        )
        return relations.replace("</Relationships>", f"{''.join(own)}</Relationships>")

    def parts(self) -> Mapping[str, bytes]:
        """Files of the pictures, by the names of their parts."""
        return {f"word/{self._target(name)}": file.content for name, file in self._files.items()}

    def _target(self, name: str) -> str:
        return f"media/image{self._numbers[name]}.{self._files[name].kind}"
