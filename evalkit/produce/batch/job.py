"""One report, from its sheet to its files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from evalkit.assess.parameters import Limits, Parameters
from evalkit.assess.report_data import ReportData
from evalkit.present.read_report import Opened, open_sheet, read_parameters_and_sum
from evalkit.present.round_files import DIGEST
from evalkit.produce.batch.options import USUAL, Options
from evalkit.produce.batch.plan import Job
from evalkit.produce.notebook.contract import NotebookError, check_source, naming, one_line
from evalkit.produce.notebook.run import run_notebook
from evalkit.produce.opendata.files import ATTACHED, FORMATS, attachments_of, data_files
from evalkit.produce.pages.links import with_living_links
from evalkit.produce.pages.page import Page, read_page
from evalkit.produce.pages.rendering import render_html, render_page_pdf, unprintable
from evalkit.produce.project.fingerprint import Fingerprint
from evalkit.produce.project.layout import INDEX, PORTFOLIO, Layout
from evalkit.produce.publication.disk import WriteError
from evalkit.produce.publication.failure_notes import summary_bytes
from evalkit.produce.publication.manifest import publish_report
from evalkit.produce.publication.result import Result, failed, unreadable, unwritten
from evalkit.sheet.problems import SheetProblems

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Made:
    """A report's files, the one that readers enter by first, and what they were made from."""

    files: Mapping[Path, bytes]
    inputs: Fingerprint
    sheet: str
    unprintable: str  # characters for which the fonts of the PDF have no glyph


def run_job(job: Job, options: Options = USUAL) -> Result:
    """Make one report and publish it whole; whatever goes wrong is a result, not an exception."""
    start = time.monotonic()
    name = job.layout.name
    try:
        made = _of_one_moment(job, options)
        seconds = time.monotonic() - start
        copies = publish_report(job.layout, made.inputs, made.files, seconds, made.sheet)
    except SheetProblems as problems:
        return unreadable(job.layout, problems, options.language)
    except NotebookError as error:
        return failed(name, job.layout.public(error.text(options.language)))
    except WriteError as error:
        return unwritten(job.layout, error, options.language)
    except Exception as error:
        return failed(name, job.layout.public(one_line(f"{type(error).__name__}: {error}")))
    return Result(
        name=name, status="built", seconds=seconds,
        files=tuple(made.files), copies=copies, unprintable=made.unprintable,
    )  # fmt: skip


def _of_one_moment(job: Job, options: Options) -> Made:
    """Make a report; once more, from what it is now, where somebody has just saved its sheet."""
    try:
        return _make(job, options)
    except NotebookError as error:
        if error.code != "changed":
            raise
        return _make(job, options)


def _make(job: Job, options: Options) -> Made:
    """Make a report: its page and its data are of the same reading of the sheet, or it fails."""
    layout = job.layout
    parameters, shared = read_parameters_and_sum(layout.parameters)
    opened = open_sheet(layout.sheet, parameters, name=layout.from_notebook(layout.sheet))
    held = parameters.limits.model_copy(update=options.limits)
    executed = _executed(layout, parameters, options.engine, held)
    with naming(layout.notebook):
        check_source(executed.cells, opened.made_from())
    page = with_living_links(read_page(executed), partial(_there, job))
    files = dict(_files(job, opened.facts, executed, page))
    inputs = {**job.inputs, "parameters": shared, **_read(opened)}
    boxes = unprintable(page) if "pdf" in job.formats else ""
    return Made(files, inputs, opened.document.content.decode(), boxes)


def _read(opened: Opened) -> Fingerprint:
    """Digests of the sheets as they were read, which need not be what they were when planned."""
    made = opened.made_from()
    return {name: made[name] for name in ("sheet", "previous")}


def _files(
    job: Job, facts: ReportData, executed: NotebookNode, page: Page
) -> Iterator[tuple[Path, bytes]]:
    layout = job.layout
    data = data_files(facts, FORMATS if "data" in job.formats else ATTACHED)
    if "html" in job.formats:
        yield layout.report(".html"), render_html(page).encode()
    if "pdf" in job.formats:
        yield layout.report(".pdf"), render_page_pdf(page, attachments_of(data, page.language))
    if "data" in job.formats:
        yield from ((layout.data / name, content) for name, content in data.items())
    yield layout.report(".ipynb"), (nbformat.writes(executed) + "\n").encode()
    yield layout.left(DIGEST), summary_bytes(facts)


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


def _executed(layout: Layout, parameters: Parameters, engine: str, limits: Limits) -> NotebookNode:
    """Run the monitoring notebook over the sheet of `layout`."""
    given = parameters.model_dump(mode="json")
    values = {name: "" if value is None else value for name, value in given.items()}
    sheet = layout.from_notebook(layout.sheet)
    return run_notebook(layout.notebook, {"sheet": sheet, **values}, engine, limits)
