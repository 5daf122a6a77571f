"""Pictures of 取組例 and of further sections: each under the heading that it stands under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.entered import Entry
from evalkit.intake.form.recognise import Recognised
from evalkit.intake.printed import Printed, PrintedPicture
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.load import TO_ENTER
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.pictures import MOST_BYTES

_SUFFIXES = {"png": "png", "jpeg": "jpg"}


@dataclass(frozen=True)
class PlacedPictures:
    """Entries with their pictures, the files that these are, and the pictures without a place."""

    entries: Mapping[KeyPath, Entry]
    files: Mapping[str, bytes]  # by their names beside the sheet
    rest: tuple[PrintedPicture, ...]


def place_pictures(printed: Printed, found: Recognised, *, stem: str) -> PlacedPictures:
    """Give each picture its place in the sheet whose file is called `stem`.

    Charts of indicators have none: they stay captions.
    """
    homes = _homes(printed, found)
    by_home: dict[KeyPath, list[PrintedPicture]] = {}
    rest = []
    for picture in printed.pictures:
        home = _home(printed, homes, picture)
        if home and len(picture.file.content) <= MOST_BYTES:
            by_home.setdefault(home, []).append(picture)
        else:
            rest.append(picture)
    entries, files = dict(found.entries.by_path), dict[str, bytes]()
    for home, pictures in by_home.items():
        names = [_name(stem, len(files) + at, each) for at, each in enumerate(pictures, 1)]
        files |= {name: each.file.content for name, each in zip(names, pictures, strict=True)}
        entries = _with_pictures(entries, (*home, "pictures"), names, pictures)
    return PlacedPictures(entries, files, tuple(rest))


def _name(stem: str, number: int, picture: PrintedPicture) -> str:
    return f"{stem}-{number}.{_SUFFIXES[picture.file.kind]}"


def _homes(printed: Printed, found: Recognised) -> dict[int, KeyPath]:
    """Path of each example and section, by the row of its heading."""
    rows = {id(cell): at for at, row in enumerate(printed.rows) for cell in row.cells}
    return {
        rows[id(entry.cells[0])]: path[:-1]
        for path, entry in found.entries.by_path.items()
        if path[-1] == "heading" and ("examples" in path or path[0] == "sections") and entry.cells
    }


def _home(printed: Printed, homes: dict[int, KeyPath], picture: PrintedPicture) -> KeyPath | None:
    """Example or section under whose heading a picture stands, with no table in between."""
    for at in range(min(picture.row, len(printed.rows)) - 1, -1, -1):
        if printed.rows[at].table:
            return None
        if at in homes:
            return homes[at]
    return None


def _with_pictures(
    entries: dict[KeyPath, Entry], path: KeyPath, names: list[str], pictures: list[PrintedPicture]
) -> dict[KeyPath, Entry]:
    """Entries in which the pictures have their captions; in doubt where these are not as many."""
    captions = [entry for own, entry in entries.items() if own[:-1] == path]
    doubts = () if len(captions) in (0, len(pictures)) else (doubt("which_caption"),)
    rest = {own: entry for own, entry in entries.items() if own[:-1] != path}
    return rest | dict(_pictures(path, names, pictures, captions, doubts))


def _pictures(
    path: KeyPath,
    names: list[str],
    pictures: list[PrintedPicture],
    captions: list[Entry],
    doubts: tuple[Bilingual, ...],
) -> Iterator[tuple[KeyPath, Entry]]:
    for at in range(max(len(pictures), len(captions))):
        if at < len(captions):
            own = captions[at]
            yield (*path, at, "caption"), replace(own, doubts=(*own.doubts, *doubts))
        if at < len(pictures):
            yield (*path, at, "file"), Entry(names[at], ())
            missing = () if pictures[at].text else (doubt("no_alternative_text"),)
            yield (*path, at, "text"), Entry(pictures[at].text or TO_ENTER, (), missing)
