"""The indexes: which of them are due, and their files.

An index is made from the digests and failures on the disk and from nothing else, so that it does
not matter in which order, or by how many processes, the reports were made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from evalkit.present.state import DIGEST, FAILED, STATE, round_sum
from evalkit.produce.inputs import code_of, surroundings

PORTFOLIO = "portfolio.ipynb"
"""Notebook of an index, beside that of a report."""

INDEX = "index.html"


@dataclass(frozen=True)
class _Made:
    """An index that was made: from what, what came of it, and the counts of its round."""

    inputs: str
    output: str  # SHA-256
    totals: Mapping[str, Any] | None = None


def index_files(
    reports: Path, notebooks: Path, *, engine: str = "evalkit", force: bool = False
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
    force : bool
        Make all of them.

    Returns
    -------
    dict
        Pages, and beside them the notes by which the next run knows that they are not due.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        If the notebook of a user fails.
    """
    if not (notebooks / PORTFOLIO).is_file():
        return {}
    files: dict[Path, bytes] = {}
    totals: list[Mapping[str, Any]] = []
    for name in _rounds(reports):
        made, page = _round(reports / name, notebooks / PORTFOLIO, engine, force=force)
        if page is not None:
            files |= {reports / name / INDEX: page, _note(reports, name): _json(made)}
        totals += [made.totals] if made.totals else []
    return files | _years(reports, totals, force=force)


def _rounds(reports: Path) -> list[str]:
    """Rounds that have left anything, the latest first."""
    state = reports / STATE
    folders = (path for path in state.iterdir() if path.is_dir()) if state.is_dir() else ()
    left = (each.name for each in folders if any(_left(each)))
    return sorted(left, reverse=True)


def _left(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name.endswith((DIGEST, FAILED)))


def _round(folder: Path, notebook: Path, engine: str, *, force: bool) -> tuple[_Made, bytes | None]:
    """The index of one round: what is noted of it, and its page where that is due."""
    inputs = _sum(round_sum(folder), code_of(notebook), _surroundings())
    known = _read_note(_note(folder.parent, folder.name))
    if known and not force and known.inputs == inputs and _is(folder / INDEX, known.output):
        return known, None
    from evalkit.produce.index_pages import draw_round

    page, totals = draw_round(folder, notebook, engine)
    return _Made(inputs=inputs, output=sha256(page).hexdigest(), totals=totals), page


def _years(reports: Path, totals: Sequence[Mapping[str, Any]], *, force: bool) -> dict[Path, bytes]:
    """The index over the years, where it is due."""
    if not totals:
        return {}
    inputs = _sum(json.dumps(totals), _surroundings())
    note, page = reports / STATE / "index.json", reports / INDEX
    known = _read_note(note)
    if known and not force and known.inputs == inputs and _is(page, known.output):
        return {}
    from evalkit.produce.index_pages import draw_years

    content = draw_years(totals)
    made = _Made(inputs=inputs, output=sha256(content).hexdigest())
    return {page: content, note: _json(made)}


# Notes --------------------------------------------------------------------------------------------


def _note(reports: Path, name: str) -> Path:
    """Note on the index of a round: beside the folder of what its reports have left."""
    return reports / STATE / f"{name}.index.json"


def _read_note(path: Path) -> _Made | None:
    try:
        return _Made(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _json(made: _Made) -> bytes:
    return (json.dumps(asdict(made), ensure_ascii=False, indent=1) + "\n").encode()


def _is(path: Path, digest: str) -> bool:
    """Whether a published file is still what was written."""
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def _sum(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _surroundings() -> str:
    known: Mapping[str, Any] = surroundings()
    return json.dumps(known, sort_keys=True)
