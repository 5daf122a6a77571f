"""The indexes: which of them are due, and their files.

An index is made from the digests and failures on the disk and from nothing else, so that it does
not matter in which order, or by how many processes, the reports were made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from evalkit.present.round_files import STATE, files_of, round_sum, stems_left
from evalkit.produce.batch.options import USUAL, Options
from evalkit.produce.project.fingerprint import code_of, surroundings
from evalkit.produce.project.layout import INDEX, PORTFOLIO
from evalkit.produce.publication.publish import copy_of
from evalkit.sheet.files import content_of


@dataclass(frozen=True)
class _Note:
    """An index that was made: from what, what came of it, and the counts of its round."""

    inputs: str
    output: str  # SHA-256
    before: str = ""  # SHA-256 of what stood there until then
    totals: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class _Index:
    """An index: its page, the note on it, and the digest of all that it is made from."""

    page: Path
    note: Path
    inputs: str

    def known(self) -> _Note | None:
        """Note on it, if it would be made once more from the same and is still as it was made."""
        made = _read_note(self.note)
        same = made and made.inputs == self.inputs and made.output == _digest(_content(self.page))
        return made if same else None

    def files(self, page: bytes, totals: Mapping[str, Any] | None = None) -> dict[Path, bytes]:
        """Page and note, and a copy of what is there, if it is neither what was made nor `page`."""
        old, known = _content(self.page), _read_note(self.note)
        made = _Note(self.inputs, _digest(page), _digest(old), totals)
        files = {self.page: page, self.note: _json(made)}
        if old and known and _digest(old) not in (known.output, known.before, made.output):
            files[copy_of(self.page)] = old
        return files


def _of_round(folder: Path, notebook: Path) -> _Index:
    """Index of the round whose reports lie in `folder`, and the note beside what they have left."""
    note = folder.parent / STATE / f"{folder.name}.index.json"
    return _Index(folder / INDEX, note, _sum(round_sum(folder), code_of(notebook), _surroundings()))


def _of_years(reports: Path, totals: Sequence[Mapping[str, Any] | None]) -> _Index:
    """Index over the years, which is made from the counts of each round."""
    inputs = _sum(json.dumps(totals), _surroundings())
    return _Index(reports / INDEX, reports / STATE / "index.json", inputs)


def indexes_due(reports: Path, notebooks: Path) -> bool:
    """Whether something that an index shows, or an index itself, is not what it was."""
    notebook = notebooks / PORTFOLIO
    if not notebook.is_file():
        return False
    known = [_of_round(folder, notebook).known() for folder in _rounds(reports)]
    totals = [made.totals for made in known if made]
    if len(totals) < len(known):
        return True
    return bool(totals) and _of_years(reports, totals).known() is None


def index_files(reports: Path, notebooks: Path, options: Options = USUAL) -> dict[Path, bytes]:
    """Files of every index below `reports` that is due; nothing where all are as they should be.

    Parameters
    ----------
    reports : Path
        Folder of all reports.
    notebooks : Path
        Folder of the notebooks; a project without that of the index has none.
    options : Options
        What runs the notebook, and the limits that go before the usual ones.

    Returns
    -------
    dict
        Pages, and beside them the notes by which the next run knows that they are not due.

    Raises
    ------
    NotebookError
        If the notebook of a user cannot be run, or fails.
    """
    notebook = notebooks / PORTFOLIO
    if not notebook.is_file():
        return {}
    files: dict[Path, bytes] = {}
    totals: list[Mapping[str, Any]] = []
    for folder in _rounds(reports):
        index = _of_round(folder, notebook)
        if known := index.known():
            totals += [known.totals] if known.totals else []
            continue
        from evalkit.produce.pages.index_pages import draw_round

        page, counts = draw_round(folder, notebook, options.engine, options.limits)
        files |= index.files(page, counts)
        totals.append(counts)
    over_years = _of_years(reports, totals)
    if totals and not over_years.known():
        from evalkit.produce.pages.index_pages import draw_years

        files |= over_years.files(draw_years(totals))
    return files


def _rounds(reports: Path) -> list[Path]:
    """Folders of the rounds of which anything is left or published, the latest first."""
    names = {
        path.name
        for place in (reports, reports / STATE)
        for path in files_of(place)
        if path.is_dir() and not path.name.startswith(".")
    }
    return [reports / name for name in sorted(names, reverse=True) if stems_left(reports / name)]


# Notes --------------------------------------------------------------------------------------------


def _read_note(path: Path) -> _Note | None:
    try:
        text, seal = content_of(path).decode("utf-8").rsplit("\n", 2)[:2]
        return _Note(**json.loads(text)) if seal == _sum(text) else None
    except (OSError, ValueError):
        return None


def _json(made: _Note) -> bytes:
    text = json.dumps(asdict(made), ensure_ascii=False, indent=1)
    return f"{text}\n{_sum(text)}\n".encode()  # a note that was edited is none


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


def _surroundings() -> str:
    return json.dumps(surroundings(), sort_keys=True)
