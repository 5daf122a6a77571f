"""A notebook, executed through papermill: demanded to be fit for it, and seen to have run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from evalkit.assess.parameters import Limits
from evalkit.produce.engine.limits import MOST_OUTPUT, OUTPUT_LIMIT, DiedError, TooSlowError
from evalkit.produce.notebook.contract import (
    INJECTED,
    NotebookError,
    check_run,
    demand,
    failure,
    name_of,
    naming,
)
from evalkit.produce.notebook.output_limits import within_limits
from evalkit.produce.project.dates import fixed_date
from evalkit.produce.project.fingerprint import code_digest, code_of


def run_notebook(
    notebook: Path, parameters: Mapping[str, object], engine: str, limits: Limits
) -> nbformat.NotebookNode:
    """Execute `notebook`; papermill writes nothing.

    Parameters
    ----------
    notebook : Path
    parameters : mapping
        What papermill gives it.
    engine : {"evalkit", "nbclient"}
        Whether it runs in a forked child or in a real kernel.
    limits : Limits
        Time and memory that it may take.

    Raises
    ------
    NotebookError
        If it would lose a parameter, a cell fails or takes too much, or not all cells have run.
    """
    with naming(notebook):
        read = nbformat.read(notebook, as_version=4)
        if code_digest(read.cells) != code_of(notebook):
            raise NotebookError("changed", what="notebook")
        demand(read.cells, parameters)
        executed = _executed(read, notebook.parent, parameters, engine, limits)
        check_run(executed.cells)
    executed.metadata.papermill["input_path"] = name_of(notebook)  # of no machine
    _pin_times(executed)
    return within_limits(executed)


def _executed(
    notebook: nbformat.NotebookNode,
    folder: Path,
    parameters: Mapping[str, object],
    engine: str,
    limits: Limits,
) -> nbformat.NotebookNode:
    try:
        executed: nbformat.NotebookNode = papermill.execute_notebook(
            notebook, None, parameters=dict(parameters), engine_name="evalkit",
            progress_bar=False, cwd=str(folder), limits=limits, kernel=engine == "nbclient",
        )  # fmt: skip
    except (PapermillExecutionError, TooSlowError, DiedError) as error:
        raise _failed(error) from None
    return executed


def _failed(error: PapermillExecutionError | TooSlowError | DiedError) -> NotebookError:
    """Error of a cell as what it is, in one line."""
    if isinstance(error, TooSlowError):
        return NotebookError(error.kind, f"In [{error.number}]", most=error.most)
    if isinstance(error, DiedError):
        code = "memory_mib" if error.memory_mib else "died"
        return NotebookError(code, f"In [{error.number}]", most=error.memory_mib, what=error.how)
    place = f"In [{error.exec_count}]"
    if error.ename == OUTPUT_LIMIT:
        return NotebookError("output", place, most=MOST_OUTPUT // 1_000_000)
    return failure(error.ename, error.evalue, place)


def _pin_times(notebook: nbformat.NotebookNode) -> None:
    """Where the environment gives a date, put it for the times at which papermill ran.

    The cell that papermill puts in has a random id, which gets a fixed one then.
    """
    fixed = fixed_date()
    if fixed is None:
        return
    for metadata in (notebook.metadata, *(cell.metadata for cell in notebook.cells)):
        times = metadata.get("papermill", {})
        pinned = {"start_time": fixed.isoformat(), "end_time": fixed.isoformat(), "duration": 0.0}
        times.update({name: value for name, value in pinned.items() if name in times})
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", ()):
            cell["id"] = INJECTED
