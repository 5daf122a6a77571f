"""The indexes: which of them are due, and their files.

An index is made from the digests and failures on the disk and from nothing else, so that it does
not matter in which order, or by how many processes, the reports were made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from evalkit.present.state import STATE, files_of, round_sum, stems_left
from evalkit.produce.project.fingerprint import code_of, surroundings
from evalkit.produce.project.layout import INDEX, PORTFOLIO
from evalkit.produce.publication.publish import copy_of
from evalkit.sheet.files import content_of


@dataclass(frozen=True)
class _Made:
    """An index that was made: from what, what came of it, and the counts of its round."""

    inputs: str
    output: str  # SHA-256
    before: str = ""  # SHA-256 of what stood there until then
    totals: Mapping[str, Any] | None = None


def indexes_due(reports: Path, notebooks: Path) -> bool:
    """Whether something that an index shows, or an index itself, is not what it was."""
    if not (notebooks / PORTFOLIO).is_file():
        return False
    totals = []
    for name in _rounds(reports):
        known = _known_round(reports / name, _inputs_of(reports / name, notebooks / PORTFOLIO))
        if known is None:
            return True
        totals.append(known.totals)
    return bool(totals) and _known_years(reports, _inputs_of_years(totals)) is None


def index_files(
    reports: Path,
    notebooks: Path,
    *,
    engine: str = "evalkit",
    limits: Mapping[str, int] | None = None,
) -> dict[Path, bytes]:
    """Files of every index below `reports` that is due; nothing where all are as they should be.

    Parameters
    ----------
    reports : Path
        Folder of all reports.
    notebooks : Path
        Folder of the notebooks; a project without that of the index has none.
    engine : str
        Papermill's name of what runs the notebook.
    limits : mapping
        What the notebook may take, by name, where it is not the usual.

    Returns
    -------
    dict
        Pages, and beside them the notes by which the next run knows that they are not due.

    Raises
    ------
    NotebookError
        If the notebook of a user cannot be run, or fails.
    """
    if not (notebooks / PORTFOLIO).is_file():
        return {}
    files: dict[Path, bytes] = {}
    totals: list[Mapping[str, Any]] = []
    for name in _rounds(reports):
        made, page = _round(reports / name, notebooks / PORTFOLIO, engine, limits or {})
        if page is not None:
            files |= _files(reports / name / INDEX, page, _note(reports, name), made)
        totals += [made.totals] if made.totals else []
    return files | _years(reports, totals)


def _rounds(reports: Path) -> list[str]:
    """Rounds of which anything is left or published, the latest first."""
    folders = {
        path.name
        for place in (reports, reports / STATE)
        for path in files_of(place)
        if path.is_dir() and not path.name.startswith(".")
    }
    return sorted((name for name in folders if stems_left(reports / name)), reverse=True)


def _inputs_of(folder: Path, notebook: Path) -> str:
    return _sum(round_sum(folder), code_of(notebook), _surroundings())


def _inputs_of_years(totals: Sequence[Mapping[str, Any] | None]) -> str:
    return _sum(json.dumps(totals), _surroundings())


def _known(note: Path, page: Path, inputs: str) -> _Made | None:
    """Note on an index, if `inputs` would make it once more and it is still what was written."""
    made = _read_note(note)
    return made if made and made.inputs == inputs and _is(page, made.output) else None


def _known_round(folder: Path, inputs: str) -> _Made | None:
    return _known(_note(folder.parent, folder.name), folder / INDEX, inputs)


def _known_years(reports: Path, inputs: str) -> _Made | None:
    return _known(reports / STATE / "index.json", reports / INDEX, inputs)


def _round(
    folder: Path, notebook: Path, engine: str, limits: Mapping[str, int]
) -> tuple[_Made, bytes | None]:
    """The index of one round: what is noted of it, and its page where that is due."""
    inputs = _inputs_of(folder, notebook)
    if known := _known_round(folder, inputs):
        return known, None
    from evalkit.produce.pages.index_pages import draw_round

    page, totals = draw_round(folder, notebook, engine, limits)
    return _Made(inputs=inputs, output=sha256(page).hexdigest(), totals=totals), page


def _years(reports: Path, totals: Sequence[Mapping[str, Any]]) -> dict[Path, bytes]:
    """The index over the years, where it is due."""
    inputs = _inputs_of_years(totals)
    if not totals or _known_years(reports, inputs):
        return {}
    from evalkit.produce.pages.index_pages import draw_years

    content = draw_years(totals)
    made = _Made(inputs=inputs, output=sha256(content).hexdigest())
    return _files(reports / INDEX, content, reports / STATE / "index.json", made)


def _files(path: Path, page: bytes, note: Path, made: _Made) -> dict[Path, bytes]:
    """Page of an index and the note on it; a copy of the page before, if somebody has edited it."""
    old, known = _content(path), _read_note(note)
    edited = old and known and _digest(old) not in (known.output, known.before)
    noted = _json(replace(made, before=_digest(old)))
    return {path: page, note: noted} | ({copy_of(path): old} if edited else {})


# Notes --------------------------------------------------------------------------------------------


def _note(reports: Path, name: str) -> Path:
    """Note on the index of a round: beside the folder of what its reports have left."""
    return reports / STATE / f"{name}.index.json"


def _read_note(path: Path) -> _Made | None:
    try:
        text, seal = content_of(path).decode("utf-8").rsplit("\n", 2)[:2]
        return _Made(**json.loads(text)) if seal == _sum(text) else None
    except (OSError, ValueError):
        return None


def _json(made: _Made) -> bytes:
    text = json.dumps(asdict(made), ensure_ascii=False, indent=1)
    return f"{text}\n{_sum(text)}\n".encode()  # a note that was edited is none


def _is(path: Path, digest: str) -> bool:
    """Whether a published file is still what was written."""
    return _digest(_content(path)) == digest


def _content(path: Path) -> bytes:
    """Content of a file; nothing where there is none."""
    try:
        return content_of(path)
    except OSError:
        return b""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _sum(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _surroundings() -> str:
    known: Mapping[str, Any] = surroundings()
    return json.dumps(known, sort_keys=True)
