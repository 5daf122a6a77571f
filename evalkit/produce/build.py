"""`evalkit build`: plan the reports of some sheets, and make those that are due."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.produce.layout import find_layouts
from evalkit.produce.lock import Holder, hold
from evalkit.produce.plan import Job, make_plan
from evalkit.sheet.problems import Language

if TYPE_CHECKING:
    from evalkit.produce.job import Result

FORMATS = ("html", "pdf", "data")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to build."""

    formats: tuple[str, ...] = ("html", "pdf")
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    force: bool = False
    year: int | None = None
    reports: Path | None = None
    language: Language = "ja"
    engine: str = "evalkit"
    keep_going: bool = True


def plan_build(paths: Sequence[Path], options: Options) -> list[Job]:
    """Plan the reports of the sheets at `paths`.

    Raises
    ------
    LayoutError
        If the paths lead to no report.
    """
    layouts = find_layouts(paths, year=options.year, reports=options.reports)
    return make_plan(layouts, formats=options.formats, force=options.force)


def run_build(
    jobs: Sequence[Job], options: Options, on_takeover: Callable[[Holder], None]
) -> Iterator[Result]:
    """Make the reports that are due; yields a `Result` for each as it is ready.

    Raises
    ------
    HeldError
        If another run is at work on the same folder.
    Interrupted
        On SIGINT or SIGTERM; what was done is kept, no child is left.
    """
    due = [job for job in jobs if job.reasons]
    if not due:
        return
    with hold(due[0].layout.reports) as dead:
        if dead:
            on_takeover(dead)
        _warm_up()
        from evalkit.produce.job import run_job
        from evalkit.produce.pool import run_jobs

        run = partial(run_job, language=options.language, engine=options.engine)
        for result in run_jobs(due, run, at_once=options.jobs):
            yield result
            if result.status == "failed" and not options.keep_going:
                return


def _warm_up() -> None:
    """Import and load once, before the first fork, what every report needs."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork does not carry threads over
    for name in ("evalkit.produce.child", "evalkit.present.sections", "evalkit.assess.audit"):
        import_module(name)
    import_module("evalkit.assess.audit").all_checks()
    import_module("evalkit.present.charts").font_family()
    import_module("evalkit.produce.typeset").prepare()
