"""A report's inputs, packed to be made on a machine that shares no disk with this one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from evalkit.produce.batch.options import Options
from evalkit.produce.batch.plan import Job
from evalkit.produce.project.fingerprint import changed_inputs, fingerprint_of
from evalkit.produce.project.layout import PORTFOLIO, Layout
from evalkit.produce.publication.result import Result, failed
from evalkit.sheet.bilingual import Bilingual

Files = Mapping[Path, bytes]

_DIFFERS = Bilingual(
    "計画のあとで入力が変わったか、ワーカーの版が異なります: {}",
    "inputs changed after the plan was made, or the worker has other versions: {}",
)


@dataclass(frozen=True)
class Task:
    """A job, and the content of every file that it reads."""

    job: Job
    contents: Files


@dataclass(frozen=True)
class TaskResult:
    """What became of a task: the result, and the report's files for the caller to publish."""

    result: Result
    contents: Files
    sheet: str = ""  # text of the sheet that it was made from


def pack(job: Job) -> Task:
    """Pack the files that `job` reads; those that need not exist may be missing.

    Raises
    ------
    OSError
        If one of them cannot be read.
    """
    layout = job.layout
    index = layout.notebook.with_name(PORTFOLIO)  # whether a page links one
    files = (layout.sheet, layout.notebook, layout.parameters, layout.previous, index)
    return Task(job, {file: file.read_bytes() for file in files if file and file.is_file()})


def run_task(task: Task, options: Options) -> TaskResult:
    """Make the report of `task` in a folder of its own, as it would be made on this machine.

    Paths in the result and in the lines about a failure are the caller's.
    """
    from evalkit.produce.batch.job import run_job
    from evalkit.produce.batch.pool import run_jobs

    try:
        with _unpacked(task) as (job, scratch):
            differing = changed_inputs(task.job.inputs, fingerprint_of(job.layout, job.formats))
            if differing:
                return not_made(job, _DIFFERS.in_(options.language).format(", ".join(differing)))
            [made] = run_jobs([job], partial(run_job, options=options), at_once=1)
            report = _as_the_caller_has_it(made, scratch, Path(task.job.layout.sheet.anchor))
            return replace(report, sheet=job.layout.sheet.read_text("utf-8"))
    except OSError as error:
        return not_made(task.job, f"{type(error).__name__}: {error}")


def not_made(job: Job, why: str) -> TaskResult:
    """Report that could not be made."""
    return TaskResult(failed(job.layout.name, why), {})


@contextmanager
def _unpacked(task: Task) -> Iterator[tuple[Job, Path]]:
    """Lay the files out as the caller has them, below a folder that stands for its root."""
    with TemporaryDirectory(prefix="evalkit-") as name:
        scratch = Path(name).resolve()
        for path, content in task.contents.items():
            place = _below(scratch, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        places = vars(task.job.layout).items()
        layout = Layout(**{name: _below(scratch, path) for name, path in places})
        yield replace(task.job, layout=layout), scratch


def _below(scratch: Path, path: Path) -> Path:
    return scratch / path.relative_to(path.anchor)


def _as_the_caller_has_it(result: Result, scratch: Path, root: Path) -> TaskResult:
    here, there = f"{scratch}{os.sep}", str(root)
    contents = {root / file.relative_to(scratch): file.read_bytes() for file in result.files}
    why = tuple(line.replace(here, there) for line in result.why)
    return TaskResult(replace(result, files=tuple(contents), why=why), contents)
