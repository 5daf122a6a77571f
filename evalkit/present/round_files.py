"""What reports leave on the disk for the index of their round: file names, and the sum of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from evalkit.present.published import PublishedPage, read_published
from evalkit.sheet.files import content_of

STATE = ".evalkit"
"""Folder beside the rounds, for what is kept of a report and not published."""

DIGEST, FAILED, RETIRED = ".digest.json", ".failed.json", ".retired.json"
"""How the files of the state are called, after the report's own name."""

EDITED = ".edited"
"""Before the ending of the copy of a published file that somebody had edited."""

DATA = "data/tables.xlsx"
"""The data of a report as people open them, in the report's folder."""

_PUBLISHED = (".html", ".pdf", ".ipynb")


@dataclass(frozen=True)
class Left:
    """All that is known of a round: what its reports have left, and what of them is published."""

    notes: Mapping[str, bytes]  # by file name
    files: Mapping[str, frozenset[str]]  # endings of published files, by the name of their report
    pages: Mapping[str, PublishedPage]  # by name: those of which no digest is left

    def sum(self) -> str:
        """SHA-256 of it all: an index has to be made again when it has changed."""
        total = sha256()
        for name, content in self.notes.items():
            endings = " ".join(sorted(self.files.get(stem_of(name), ())))
            total.update(f"{name} {endings} {sha256(content).hexdigest()}\n".encode())
        for stem, page in sorted(self.pages.items()):
            endings = " ".join(sorted(self.files.get(stem, ())))
            total.update(f"{stem} {endings} {page.title} {page.sheet}\n".encode())
        return total.hexdigest()


def left_of(reports: Path) -> Left:
    """What is known of the round whose reports lie in `reports`."""
    notes = {path.name: _content(path) for path in _notes(reports)}
    digests = {name for name, content in notes.items() if content}
    return Left(notes, published_files(reports), _pages(reports, digests))


def stems_left(reports: Path) -> list[str]:
    """Names of the reports of a round that have left anything, be it a page."""
    names = [path.name for path in _notes(reports)]
    return sorted({*map(stem_of, names), *_pages(reports, names)})


def _notes(reports: Path) -> list[Path]:
    state = reports.parent / STATE / reports.name
    return [path for path in sorted(files_of(state)) if _is_ours(path.name) and path.is_file()]


def _content(path: Path) -> bytes:
    try:
        return content_of(path)
    except OSError:  # as if it said nothing
        return b""


def _pages(reports: Path, names: Collection[str]) -> dict[str, PublishedPage]:
    """Pages without a digest: of a clone, or of papermill and nbconvert."""
    found = {
        path.stem: read_published(path)
        for path in files_of(reports)
        if path.suffix == ".html" and path.stem + DIGEST not in names and EDITED not in path.stem
    }
    return {stem: page for stem, page in found.items() if page}


def round_sum(reports: Path) -> str:
    """SHA-256 of all that an index is made from: it has changed when the round has."""
    return left_of(reports).sum()


def files_of(folder: Path) -> Iterable[Path]:
    """What lies in `folder`, which need not exist."""
    return folder.iterdir() if folder.is_dir() else ()


def _is_ours(name: str) -> bool:
    return name.endswith((DIGEST, FAILED, RETIRED)) and not name.startswith(".")


def stem_of(name: str) -> str:
    """Name of the report that has left the file `name`."""
    return name.removesuffix(DIGEST).removesuffix(FAILED).removesuffix(RETIRED)


def published_files(reports: Path) -> Mapping[str, frozenset[str]]:
    """Endings of the published files by the name of their report."""
    found: dict[str, set[str]] = {}
    for path in files_of(reports):
        if path.suffix in _PUBLISHED:
            found.setdefault(path.stem, set()).add(path.suffix)
        elif (path / DATA).is_file():
            found.setdefault(path.name, set()).add(DATA)
    return {stem: frozenset(endings) for stem, endings in found.items()}
