"""Reports made on other machines: by any executor, or by the workers of a Dask cluster.

A worker needs no shared disk: it gets the files that a report is made from, and returns the files
of the report, which are published here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from evalkit.produce.batch.options import Options
from evalkit.produce.batch.plan import Job
from evalkit.produce.cluster.task import Task, TaskResult, pack
from evalkit.produce.cluster.worker_process import make
from evalkit.produce.engine.signals import stoppable
from evalkit.produce.project.fingerprint import DRAWING, Fingerprint, changed_inputs, surroundings
from evalkit.produce.publication.disk import WriteError
from evalkit.produce.publication.manifest import publish_report
from evalkit.produce.publication.result import Result, failed, unwritten
from evalkit.sheet.bilingual import Bilingual, BilingualError, Language

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 5  # seconds that a scheduler is given to answer
_LOOK = 2.0  # seconds between two looks whether there is still a worker
_ALONE = 60.0  # seconds without any after which the rest has failed; a nanny replaces one in five

_WORDS: dict[str, Bilingual] = {
    "missing": Bilingual(
        "--dask には追加の部品 [dask]（distributed）が必要です: pip install '.[dask]'",
        "--dask needs the extra [dask] (distributed): pip install '.[dask]'",
    ),
    "unreachable": Bilingual(
        "Dask のスケジューラ {address} に接続できません（{why}）",
        "cannot reach the Dask scheduler at {address} ({why})",
    ),
    "empty": Bilingual(
        "Dask のスケジューラ {address} にワーカーがありません",
        "the Dask scheduler at {address} has no workers",
    ),
    "differs": Bilingual(
        "ワーカー {worker} の版が手元と異なります（{what}）。同じ部品を入れてください",
        "worker {worker} has other versions than this machine ({what}); install the same",
    ),
    "lost": Bilingual(
        "ワーカーから結果が戻りませんでした（{why}）",
        "no result came back from the workers ({why})",
    ),
    "disconnected": Bilingual(
        "クラスタとの接続が切れました", "the connection to the cluster was lost"
    ),
    "alone": Bilingual("クラスタにワーカーがなくなりました", "no worker is left in the cluster"),
}


class ClusterError(BilingualError):
    """The cluster cannot be used."""


def run_on_dask(jobs: Sequence[Job], options: Options) -> Iterator[Result]:
    """Make every report on the Dask cluster that `options` name; results come as they are ready.

    Raises
    ------
    ClusterError
        If it cannot be reached, or a worker would make other reports than this machine.
    Interrupted
        On SIGINT or SIGTERM; what a worker has begun is thrown away there.
    """
    with _connected(options.dask) as client:
        _check_workers(client, jobs[0], options.dask)
        run = partial(make, options=options)
        yield from run_on(
            client.get_executor(), jobs, run, alive=_watch(client), language=options.language
        )


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(_WORDS["missing"]) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in a line
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(_WORDS["unreachable"].format(address=address, why=error)) from None
    with client:
        yield client


def _check_workers(client: Client, job: Job, address: str) -> None:
    """Refuse workers that would make other bytes, or none."""
    found = client.run(surroundings, on_error="return")
    if not found:
        raise ClusterError(_WORDS["empty"].format(address=address))
    for worker, there in found.items():
        if what := _differences(job.inputs, there):
            raise ClusterError(_WORDS["differs"].format(worker=worker, what=what))


def _differences(ours: Fingerprint, theirs: Fingerprint | Exception) -> str:
    if isinstance(theirs, Exception):
        return str(theirs)
    return ", ".join(
        f"{name} {theirs[name]} ≠ {ours[name]}" if name in DRAWING else name
        for name in changed_inputs(ours, theirs)
    )


def _watch(client: Client) -> Callable[[], bool]:
    """Whether there has been a worker lately: without any, Dask would wait for ever."""
    seen = time.monotonic()

    def alive() -> bool:
        nonlocal seen
        with suppress(OSError):
            if client.nthreads():
                seen = time.monotonic()
        return time.monotonic() - seen < _ALONE

    return alive


Run = Callable[[Task], TaskResult]


def run_on(
    executor: Executor,
    jobs: Sequence[Job],
    run: Run,
    *,
    alive: Callable[[], bool] = lambda: True,
    language: Language = "ja",
) -> Iterator[Result]:
    """Make every report on `executor`; results come as they are ready, published and recorded.

    Parameters
    ----------
    executor : concurrent.futures.Executor
        Whose workers can import evalkit.
    jobs : sequence of Job
    run : callable
        What a worker does with a packed job, such as `evalkit.produce.cluster.worker_process.make`.
    alive : callable
        Whether a result may still come; asked while none does.
    language : {"ja", "en"}
        Language of the line about a worker that was lost.

    Raises
    ------
    Interrupted
        On SIGINT or SIGTERM, after what is pending has been cancelled.
    """
    with _cancelling() as pending:
        pending.update((_submitted(executor, job, run), job) for job in jobs)
        while pending:
            done, _ = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in done:
                yield _finish(pending.pop(future), future, language)
            if not done and not alive():
                why = _WORDS["alone"].in_(language)
                yield from (failed(job.layout.name, why) for job in pending.values())
                return


Pending = dict[Future[TaskResult], Job]


@contextmanager
def _cancelling() -> Iterator[Pending]:
    pending: Pending = {}
    with stoppable():
        try:
            yield pending
        finally:
            for future in pending:
                future.cancel()


def _submitted(executor: Executor, job: Job, run: Run) -> Future[TaskResult]:
    try:
        return executor.submit(run, pack(job))
    except (OSError, BrokenExecutor) as error:
        not_begun: Future[TaskResult] = Future()
        not_begun.set_exception(error)
        return not_begun


def _finish(job: Job, future: Future[TaskResult], language: Language) -> Result:
    """Publish a report that came back; whatever went wrong is a result, not an exception."""
    try:
        made = future.result()
    except CancelledError:
        return failed(job.layout.name, _WORDS["disconnected"].in_(language))
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        return failed(job.layout.name, _WORDS["lost"].in_(language).format(why=why))
    return _published(job, made, language) if made.result.status == "built" else made.result


def _published(job: Job, made: TaskResult, language: Language) -> Result:
    try:
        copies = publish_report(
            job.layout, job.inputs, made.contents, made.result.seconds, made.sheet
        )
    except WriteError as error:
        return unwritten(job.layout, error, language)
    return replace(made.result, copies=copies)
