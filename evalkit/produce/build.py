"""`evalkit build`: plan the reports of some sheets, and make those that are due."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from evalkit.assess.parameters import Limits
from evalkit.present.round_files import EDITED, FAILED, RETIRED
from evalkit.produce.batch import preload
from evalkit.produce.batch.indexes import index_files, indexes_due
from evalkit.produce.batch.options import Options
from evalkit.produce.batch.plan import Job, plan_job
from evalkit.produce.notebook.contract import OF_INDEX, OF_REPORT, NotebookError, demand, naming
from evalkit.produce.project.fingerprint import cells_of
from evalkit.produce.project.layout import PORTFOLIO, Layout, find_layouts
from evalkit.produce.publication.disk import WriteError
from evalkit.produce.publication.lock import Holder, hold
from evalkit.produce.publication.publish import publish, withdraw
from evalkit.produce.publication.result import (
    Result,
    failed,
    none_readable,
    unreadable,
    unwritten,
    write_error_text,
)
from evalkit.sheet.bilingual import Language
from evalkit.sheet.problems import SheetProblems

LIMITS = tuple(Limits.model_fields)


def plan_build(paths: Sequence[Path], options: Options) -> list[Job]:
    """Plan the reports of the sheets at `paths`.

    Raises
    ------
    LayoutError
        If the paths lead to no report.
    NotebookError
        If a notebook would lose the parameters that it is given.
    """
    layouts = find_layouts(paths, year=options.year, reports=options.reports)
    _demand(layouts[0].notebook, OF_REPORT)
    _demand(layouts[0].notebook.with_name(PORTFOLIO), OF_INDEX)
    return [plan_job(layout, options) for layout in layouts]


def _demand(notebook: Path, names: Iterable[str]) -> None:
    if notebook.is_file():  # a project without that of the index has no index
        with naming(notebook):
            demand(cells_of(notebook), names)


def run_build(
    jobs: Sequence[Job],
    gone: Sequence[Layout],
    options: Options,
    on_takeover: Callable[[Holder], None],
) -> Iterator[Result]:
    """Make the reports that are due, and the indexes last; results come as they are ready.

    Of `gone`, reports whose sheet is there no more, the indexes say so.

    Raises
    ------
    HeldError
        If another run is at work on the same folder.
    ClusterError
        If the cluster cannot be used; nothing has been made.
    NotInstalledError
        If what reports are made with is not installed; nothing has been made.
    WriteError
        If the folder of the reports cannot be held.
    Interrupted
        On SIGINT or SIGTERM; what was done is kept, no child is left.
    """
    due = [job for job in jobs if job.reasons]
    reports, notebooks = jobs[0].layout.reports, jobs[0].layout.notebook.parent
    stale = any(_has_note(job.layout) for job in jobs) or any(map(_lacks_note, gone))
    if not due and not stale and not indexes_due(reports, notebooks):
        return
    with hold(reports) as dead:
        if dead:
            on_takeover(dead)
        results = yield from _reports(due, options)
        if results and len(due) == len(jobs) and none_readable(results):
            return
        yield from _notes(jobs, gone, results, options.language)
        yield from _indexes(jobs[0].layout, options)


def _has_note(layout: Layout) -> bool:
    """Whether an index says of a report what is no longer so."""
    return any(layout.left(ending).exists() for ending in (FAILED, RETIRED))


def _lacks_note(layout: Layout) -> bool:
    """Whether no index says yet that the sheet of a report is gone."""
    untold = layout.report(".html").is_file() and not layout.left(RETIRED).exists()
    return untold or layout.left(FAILED).exists()


def _notes(
    jobs: Sequence[Job], gone: Sequence[Layout], results: Sequence[Result], language: Language
) -> Iterator[Result]:
    """Note what has failed, and that the rest has not; there is a result only where that fails."""
    from evalkit.produce.publication.failure_notes import note_result, note_retired

    made = {result.name: result for result in results}
    for layout in gone:
        note_retired(layout)
    for job in jobs:
        result = made.get(job.layout.name)
        try:
            withdraw(job.layout.left(RETIRED))
            if result and not job.layout.refusal(language):
                note_result(job.layout, result, language)
            elif not job.reasons:
                withdraw(job.layout.left(FAILED))
        except WriteError as error:
            yield unwritten(job.layout, error, language)


def _reports(due: Sequence[Job], options: Options) -> Generator[Result, None, list[Result]]:
    """Make what is due; returns the results once more, for who comes after."""
    results: list[Result] = []
    hopeless = list(_hopeless(due, options.language))
    names = {result.name for result in hopeless}
    open_ = [job for job in due if job.layout.label not in names]
    make = _on_cluster if options.dask else _here
    for result in chain(hopeless, make(open_, options) if open_ else ()):
        results.append(result)
        yield result
        if result.status == "failed" and not options.keep_going:
            break
    return results


def _hopeless(due: Sequence[Job], language: Language) -> Iterator[Result]:
    """Reports that cannot be made whatever their sheets say: their names, their round."""
    problems = {path: _misread(path) for path in {job.layout.parameters for job in due}}
    for layout in (job.layout for job in due):
        if why := layout.refusal(language):
            yield Result(name=layout.label, status="failed", why=(why,), unreadable=True)
        elif found := problems[layout.parameters]:
            yield unreadable(layout, found, language, of_round=True)


def _misread(parameters: Path) -> SheetProblems | None:
    from evalkit.present.read_report import read_parameters

    try:
        read_parameters(parameters)
    except SheetProblems as problems:
        return problems
    return None


def _indexes(near: Layout, options: Options) -> Iterator[Result]:
    """Publish the indexes that are due; there is a result only where that fails."""
    try:
        files = index_files(near.reports, near.notebook.parent, options)
        publish(files)
        if copies := tuple(path for path in files if EDITED in path.name):
            yield Result(name="index", status="unchanged", copies=copies)
    except WriteError as error:
        why = write_error_text(near, error, options.language)
        yield Result(name="index", status="failed", why=(why,), unwritable=True)
    except NotebookError as error:
        yield failed("index", near.public(error.text(options.language)))
    except Exception as error:
        yield failed("index", near.public(f"{type(error).__name__}: {error}"))


def _on_cluster(due: Sequence[Job], options: Options) -> Iterator[Result]:
    from evalkit.produce.cluster.run import run_on_dask

    return run_on_dask(due, options)


def _here(due: Sequence[Job], options: Options) -> Iterator[Result]:
    from evalkit.produce.pages.page import has_own_text

    notebook = due[0].layout.notebook
    preload.load(
        data="data" in options.formats,
        markdown=has_own_text(notebook),
        pdf="pdf" in options.formats,
    )
    from evalkit.produce.batch.job import run_job
    from evalkit.produce.batch.pool import run_jobs

    return run_jobs(due, partial(run_job, options=options), at_once=options.jobs)
