"""One report, from its sheet to its files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from papermill.exceptions import PapermillExecutionError

from evalkit.assess.parameters import Parameters
from evalkit.present.opening import open_sheet, read_parameters
from evalkit.present.state import DIGEST
from evalkit.produce.disk import WriteError
from evalkit.produce.layout import INDEX, PORTFOLIO, Layout
from evalkit.produce.links import with_living_links
from evalkit.produce.notebooks import run_notebook
from evalkit.produce.notes import digest_bytes
from evalkit.produce.opendata import ATTACHED, FORMATS, attachments_of, data_files
from evalkit.produce.page import read_page
from evalkit.produce.plan import Job
from evalkit.produce.record import publish_report
from evalkit.produce.rendering import render_html, render_page_pdf
from evalkit.produce.result import Result, failed, unreadable, unwritten
from evalkit.sheet.problems import Language, SheetProblems

if TYPE_CHECKING:
    from nbformat import NotebookNode


def run_job(job: Job, *, language: Language = "ja", engine: str = "evalkit") -> Result:
    """Make one report and publish it whole; whatever goes wrong is a result, not an exception."""
    start = time.monotonic()
    name = job.layout.name
    try:
        files = dict(_make(job, engine))
        seconds = time.monotonic() - start
        copies = publish_report(job.layout, job.inputs, files, seconds)
    except SheetProblems as problems:
        return unreadable(job.layout, problems, language)
    except PapermillExecutionError as error:
        cell = f"{job.layout.shown(job.layout.notebook)} In [{error.exec_count}]"
        why = f"{cell}: {error.ename}: {error.evalue}".rstrip(": ")
        return failed(name, job.layout.public(why))
    except WriteError as error:
        return unwritten(job.layout, error, language)
    except Exception as error:
        return failed(name, job.layout.public(f"{type(error).__name__}: {error}"))
    return Result(name=name, status="built", seconds=seconds, files=tuple(files), copies=copies)


def _make(job: Job, engine: str) -> Iterator[tuple[Path, bytes]]:
    """Files of a report, the one that readers enter by first."""
    layout = job.layout
    parameters = read_parameters(layout.parameters)
    _, facts = open_sheet(layout.sheet, parameters)
    executed = execute(layout, parameters, engine)
    page = with_living_links(read_page(executed), partial(_there, job))
    data = data_files(facts, FORMATS if "data" in job.formats else ATTACHED)
    if "html" in job.formats:
        yield layout.report(".html"), render_html(page).encode()
    if "pdf" in job.formats:
        yield layout.report(".pdf"), render_page_pdf(page, attachments_of(data, page.language))
    if "data" in job.formats:
        yield from ((layout.data / name, content) for name, content in data.items())
    yield layout.report(".ipynb"), (nbformat.writes(executed) + "\n").encode()
    yield layout.left(DIGEST), digest_bytes(facts)


def _there(job: Job, path: str) -> bool:
    """Whether the file at a path from the page is, or will be, published with it."""
    layout = job.layout
    file = Path(os.path.normpath(layout.report(".html").parent / path))
    if file.is_relative_to(layout.data):
        return "data" in job.formats
    if file.stem == layout.sheet.stem and file.parent == layout.report("").parent:
        return file.suffix == ".ipynb" or file.suffix.removeprefix(".") in job.formats
    has_index = layout.notebook.with_name(PORTFOLIO).is_file()
    return (file.name == INDEX and has_index) or file.exists()


def execute(layout: Layout, parameters: Parameters, engine: str) -> NotebookNode:
    """Run the monitoring notebook over the sheet of `layout`."""
    given = parameters.model_dump(mode="json")
    values = {name: "" if value is None else value for name, value in given.items()}
    return run_notebook(layout.notebook, {"sheet": str(layout.sheet), **values}, engine)
