"""Pictures that a sheet names: files that lie beside it, checked before anything shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from evalkit.sheet.files import content_of
from evalkit.sheet.model import Picture, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.pictures import MOST_BYTES, MOST_OF_SHEET, PictureFile, picture_of
from evalkit.sheet.problems import Problem
from evalkit.sheet.source import Source

PictureFiles = Mapping[str, PictureFile]
"""Pictures of a sheet by the names that it has for them."""

NO_PICTURES: Final[PictureFiles] = MappingProxyType({})

_NAME: Final = re.compile(
    r"(?:\.\./)?(?:[^\s/\\:*?\"'<>|,\[\]{}.]+/){0,3}[^\s/\\:*?\"'<>|,\[\]{}]+\.(?:png|jpe?g)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s\\:*?\"'<>|,\[\]{}]+")  # what stands in no name


class NamedPicture(NamedTuple):
    """A picture of a sheet with its place there."""

    path: KeyPath
    picture: Picture


def pictures_of(sheet: Sheet) -> Iterator[NamedPicture]:
    """Pictures of a sheet that have a file."""
    holders: list[tuple[KeyPath, tuple[Picture, ...]]] = [
        ((*at, "examples", number), example.pictures)
        for goal, each in enumerate(sheet.achievement_goals)
        for at in [("achievement_goals", goal)]
        for number, example in enumerate(each.examples)
    ]
    holders += [(("sections", number), each.pictures) for number, each in enumerate(sheet.sections)]
    for path, pictures in holders:
        for number, picture in enumerate(pictures):
            if picture.file:
                yield NamedPicture((*path, "pictures", number), picture)


def read_pictures(sheet: Sheet, folder: Path) -> PictureFiles:
    """Pictures of the sheet that lies in a folder; those that cannot be read are left out."""
    names = dict.fromkeys(each.picture.file for each in pictures_of(sheet))
    found = ((name, _read(folder, name)) for name in names)
    return {name: each for name, each in found if isinstance(each, PictureFile)}


def picture_problems(sheet: Sheet, folder: Path, source: Source) -> Iterator[Problem]:
    """Why pictures of the sheet that lies in a folder cannot be shown."""
    total = 0
    for path, picture in pictures_of(sheet):
        found, below = _read(folder, picture.file), (*path, "file")
        if isinstance(found, str):
            yield source.problem(below, found, seen=picture.file, limit=MOST_BYTES)
            continue
        total += len(found.content)
        if total > MOST_OF_SHEET:
            yield source.problem(below, "pictures_too_large", size=total, limit=MOST_OF_SHEET)
            return


def _read(folder: Path, name: str) -> PictureFile | str:
    """Picture of a name, or the code of the problem that it is."""
    if not _NAME.fullmatch(name):
        return "picture_name"
    try:
        content = content_of(folder / name)
    except OSError:
        return "picture_missing"
    if len(content) > MOST_BYTES:
        return "picture_too_large"
    return picture_of(content) or "picture_kind"


def named_in(content: bytes) -> Iterable[str]:
    """Whatever looks like the name of a picture in a sheet file, without reading it."""
    words = set(_BETWEEN.split(content.decode("utf-8", "replace")))
    return sorted(word for word in words if _NAME.fullmatch(word))
