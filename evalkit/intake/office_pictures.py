"""Pictures of Word and Excel files: which file of its package each one prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from evalkit.sheet.package import Package
from evalkit.sheet.pictures import PictureFile, picture_of

_SIDES: Final = ("l", "t", "r", "b")


def related_pictures(package: Package, part: str) -> Iterator[tuple[str, PictureFile]]:
    """PNG and JPEG of a part, by the names that it has for them."""
    for name, relation in package.relations(part).items():
        if relation.kind == "image" and relation.target in package.parts:
            picture = picture_of(package.content(relation.target))
            if picture:
                yield name, picture


def embedded(picture: Element) -> str:
    """Name that the part of a picture has for its file.

    Empty where it is cut: what of the file is not printed is not to be taken out of it.
    """
    cut = (each.get(side, "0") for each in picture.iter("a:srcRect") for side in _SIDES)
    if any(share not in ("0", "") for share in cut):
        return ""
    return next((each.get("r:embed", "") for each in picture.iter("a:blip")), "")
