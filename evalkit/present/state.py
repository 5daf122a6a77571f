"""What reports leave on the disk for the index of their round: file names, and the sum of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

STATE = ".evalkit"
"""Folder beside the rounds, for what is kept of a report and not published."""

DIGEST, FAILED = ".digest.json", ".failed.json"
"""How the files of the state are called, after the report's own name."""

DATA = "data/tables.xlsx"
"""The data of a report as people open them, in the report's folder."""

_PUBLISHED = (".html", ".pdf", ".ipynb")


def round_sum(reports: Path) -> str:
    """SHA-256 of all that an index is made from: it has changed when the round has."""
    return sum_of(left_files(reports), published_files(reports))


def left_files(reports: Path) -> dict[str, bytes]:
    """What the reports of a round have left, by file name."""
    state = reports.parent / STATE / reports.name
    ours = (path for path in sorted(files_of(state)) if _is_ours(path.name) and path.is_file())
    return {path.name: path.read_bytes() for path in ours}


def stems_left(reports: Path) -> set[str]:
    """Names of the reports of a round that have left anything."""
    names = (path.name for path in files_of(reports.parent / STATE / reports.name))
    return {stem_of(name) for name in names if _is_ours(name)}


def sum_of(left: Mapping[str, bytes], published: Mapping[str, frozenset[str]]) -> str:
    """SHA-256 of what reports have left, and of which files of theirs are published."""
    total = sha256()
    for name, content in left.items():
        endings = " ".join(sorted(published.get(stem_of(name), ())))
        total.update(f"{name} {endings} {sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()


def files_of(folder: Path) -> Iterable[Path]:
    """What lies in `folder`, which need not exist."""
    return folder.iterdir() if folder.is_dir() else ()


def _is_ours(name: str) -> bool:
    return name.endswith((DIGEST, FAILED)) and not name.startswith(".")


def stem_of(name: str) -> str:
    """Name of the report that has left the file `name`."""
    return name.removesuffix(DIGEST).removesuffix(FAILED)


def published_files(reports: Path) -> Mapping[str, frozenset[str]]:
    """Endings of the published files by the name of their report."""
    found: dict[str, set[str]] = {}
    for path in files_of(reports):
        if path.suffix in _PUBLISHED:
            found.setdefault(path.stem, set()).add(path.suffix)
        elif (path / DATA).is_file():
            found.setdefault(path.name, set()).add(DATA)
    return {stem: frozenset(endings) for stem, endings in found.items()}
