"""The indexes: what each report leaves for them, which of them are due, and their files.

An index is made from the digests and failures on the disk and from nothing else, so that it does
not matter in which order, or by how many processes, the reports were made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from evalkit.assess.digest import make_digest
from evalkit.assess.facts import Facts
from evalkit.present.rounds import DIGEST, FAILED, STATE, Failure, Totals, read_round, round_sum
from evalkit.produce.inputs import code_of, surroundings
from evalkit.produce.layout import Layout
from evalkit.produce.publish import publish, withdraw
from evalkit.produce.result import Result
from evalkit.sheet.model import Record
from evalkit.sheet.problems import Language, SheetProblems
from evalkit.sheet.source import read_source

if TYPE_CHECKING:
    from nbformat import NotebookNode

PORTFOLIO = "portfolio.ipynb"
"""Notebook of an index, beside that of a report."""

INDEX = "index.html"

# What a report leaves -----------------------------------------------------------------------------


def digest_path(layout: Layout) -> Path:
    """Where the digest of a report lies."""
    return _state_of(layout, DIGEST)


def failure_path(layout: Layout) -> Path:
    """Where it is noted that a report could not be made."""
    return _state_of(layout, FAILED)


def _state_of(layout: Layout, ending: str) -> Path:
    return layout.reports / STATE / f"{layout.name}{ending}"


def digest_bytes(facts: Facts) -> bytes:
    """Digest of a report."""
    return make_digest(facts).model_dump_json().encode()


def note_result(layout: Layout, result: Result, language: Language) -> None:
    """Note for the index that a report could not be made, or that it could.

    A failure leaves the digest of the report before: the index shows that that one still stands.

    Raises
    ------
    WriteError
        If the note cannot be written or removed.
    """
    if result.status == "failed":
        failure = Failure(why=result.why, language=language, **_identity(layout.sheet))
        publish({failure_path(layout): failure.model_dump_json().encode()})
    elif failure_path(layout).exists():
        withdraw([failure_path(layout)])


def _identity(sheet: Path) -> dict[str, str]:
    """Number, name and ministry of a sheet that need not be right."""
    try:
        tree = read_source(sheet).tree
    except SheetProblems:
        return {}
    goal = tree.get("policy_goal") if isinstance(tree, dict) else None
    given = {**goal, "ministry": tree.get("ministry")} if isinstance(goal, dict) else {}
    known = {name: given.get(name) for name in ("number", "name", "ministry")}
    return {name: text for name, text in known.items() if isinstance(text, str)}


# The indexes --------------------------------------------------------------------------------------


class _Made(Record):
    """An index that was made: from what, what came of it, and the counts of its round."""

    inputs: str
    output: str  # SHA-256
    totals: Totals | None = None


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
    totals: list[Totals] = []
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
    page, carried = _drawn(folder, notebook, engine)
    totals = Totals.model_validate_json(carried) if carried else read_round(folder).totals()
    return _Made(inputs=inputs, output=sha256(page).hexdigest(), totals=totals), page


def _drawn(folder: Path, notebook: Path, engine: str) -> tuple[bytes, str]:
    """Page of a round, and its counts as the notebook carries them along."""
    # papermill and nbconvert are imported only when something is due
    from evalkit.produce.exporters import read_page, render_html
    from evalkit.produce.notebooks import run_notebook

    executed = run_notebook(notebook, {"reports": str(folder)}, engine)
    return render_html(read_page(executed)).encode(), _carried(executed, "totals")


def _carried(executed: NotebookNode, name: str) -> str:
    """What a section of an executed notebook carries along, beside what it shows."""
    outputs = (output for cell in executed.cells for output in cell.get("outputs", ()))
    abouts = (output.get("metadata", {}).get("evalkit", {}) for output in outputs)
    return next((str(about[name]) for about in abouts if name in about), "")


def _years(reports: Path, totals: Sequence[Totals], *, force: bool) -> dict[Path, bytes]:
    """The index over the years, where it is due."""
    if not totals:
        return {}
    counts = json.dumps([each.model_dump(mode="json") for each in totals])
    inputs = _sum(counts, _surroundings())
    note, page = reports / STATE / "index.json", reports / INDEX
    known = _read_note(note)
    if known and not force and known.inputs == inputs and _is(page, known.output):
        return {}
    content = _years_page(totals)
    made = _Made(inputs=inputs, output=sha256(content).hexdigest())
    return {page: content, note: _json(made)}


def _years_page(totals: Sequence[Totals]) -> bytes:
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    from evalkit.present.portfolio_years import Years
    from evalkit.produce.exporters import read_page, render_html

    data, about = Years(totals).whole()._repr_mimebundle_()
    output = new_output("display_data", data=data, metadata=about)
    page = read_page(new_notebook(cells=[new_code_cell(outputs=[output])]))
    return render_html(page).encode()


# Notes --------------------------------------------------------------------------------------------


def _note(reports: Path, name: str) -> Path:
    """Note on the index of a round: beside the folder of what its reports have left."""
    return reports / STATE / f"{name}.index.json"


def _read_note(path: Path) -> _Made | None:
    try:
        return _Made.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _json(made: _Made) -> bytes:
    return (made.model_dump_json(indent=1) + "\n").encode()


def _is(path: Path, digest: str) -> bool:
    """Whether a published file is still what was written."""
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def _sum(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _surroundings() -> str:
    known: Mapping[str, Any] = surroundings()
    return json.dumps(known, sort_keys=True)
