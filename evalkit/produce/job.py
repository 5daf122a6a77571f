"""One report, from its sheet to its files."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from evalkit.assess.parameters import Parameters, check_parameters
from evalkit.produce.engine import kernel_config
from evalkit.produce.exporters import read_page, render_html, render_page_pdf
from evalkit.produce.layout import Layout
from evalkit.produce.opendata import data_files
from evalkit.produce.plan import Job
from evalkit.produce.publish import publish
from evalkit.produce.record import write_record
from evalkit.sheet.load import read_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import Language, SheetProblems
from evalkit.sheet.source import read_source


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one report."""

    name: str
    status: Literal["built", "unchanged", "failed"]
    seconds: float = 0
    files: tuple[Path, ...] = ()
    why: tuple[str, ...] = ()  # lines; of a failure, one for each problem
    unreadable: bool = False  # failed for the sheet or its parameters, before anything ran


def run_job(job: Job, *, language: Language = "ja", engine: str = "evalkit") -> Result:
    """Make one report and publish it whole; whatever goes wrong is a result, not an exception."""
    start = time.monotonic()
    name = job.layout.name
    try:
        files = _make(job, engine)
        publish(files)
        seconds = time.monotonic() - start
        write_record(job.layout, job.inputs, list(files), seconds)
    except SheetProblems as problems:
        lines = tuple(problem.text(language) for problem in problems.problems)
        return Result(name=name, status="failed", why=lines, unreadable=True)
    except PapermillExecutionError as error:
        return Result(name=name, status="failed", why=(f"{error.ename}: {error.evalue}",))
    except Exception as error:
        return Result(name=name, status="failed", why=(f"{type(error).__name__}: {error}",))
    return Result(name=name, status="built", seconds=seconds, files=tuple(files))


def _make(job: Job, engine: str) -> dict[Path, bytes]:
    layout = job.layout
    sheet = read_sheet(layout.sheet)
    parameters = read_parameters(layout)
    executed = execute(layout, parameters, engine)
    return dict(_files(job, sheet, executed))


def read_parameters(layout: Layout) -> Parameters:
    """Parameters that the round of a sheet shares; the defaults where it has none."""
    if not layout.parameters.is_file():
        return Parameters()
    return check_parameters(read_source(layout.parameters))


def execute(layout: Layout, parameters: Parameters, engine: str) -> nbformat.NotebookNode:
    """Run the monitoring notebook over the sheet of `layout`."""
    given = parameters.model_dump(mode="json")
    values = {name: "" if value is None else value for name, value in given.items()}
    with tempfile.TemporaryDirectory(prefix="evalkit-") as scratch:
        executed: nbformat.NotebookNode = papermill.execute_notebook(
            str(layout.notebook), str(Path(scratch) / "executed.ipynb"),
            parameters={"sheet": str(layout.sheet), **values}, engine_name=engine,
            progress_bar=False, cwd=str(layout.notebook.parent), config=kernel_config(),
        )  # fmt: skip
    return executed


def _files(job: Job, sheet: Sheet, executed: nbformat.NotebookNode) -> Iterator[tuple[Path, bytes]]:
    layout = job.layout
    page = read_page(executed)
    if "html" in job.formats:
        yield layout.report(".html"), render_html(page).encode()
    if "pdf" in job.formats:
        yield layout.report(".pdf"), render_page_pdf(page)
    if "data" in job.formats:
        for name, content in data_files(sheet, "csv").items():
            yield layout.data / name, content
    yield layout.report(".ipynb"), (nbformat.writes(executed) + "\n").encode()
