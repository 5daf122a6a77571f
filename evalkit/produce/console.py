"""What `evalkit build` says while it works, and its exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from evalkit.assess.installed import NotInstalledError
from evalkit.present.round_files import STATE
from evalkit.produce.batch.options import Options
from evalkit.produce.batch.plan import Job, orphans
from evalkit.produce.build import plan_build, run_build
from evalkit.produce.cluster.run import ClusterError
from evalkit.produce.engine.signals import Interrupted, exit_code_of_signal
from evalkit.produce.project.layout import Layout, from_here
from evalkit.produce.publication.disk import WriteError
from evalkit.produce.publication.lock import HeldError, Holder
from evalkit.produce.publication.result import Result, none_made, write_error_text
from evalkit.sheet.bilingual import COMMA, Bilingual, Language

Echo = Callable[[str], None]

_WORDS: dict[str, Bilingual] = {
    "estimate": Bilingual(
        "{due}件を作成します（{unchanged}件は変更なし）。およそ{seconds:.0f}秒",
        "{due} to build ({unchanged} unchanged), about {seconds:.0f} s",
    ),
    "due": Bilingual("作成", "build"),
    "built": Bilingual("作成", "built"),
    "unchanged": Bilingual("変更なし", "unchanged"),
    "failed": Bilingual("失敗", "failed"),
    "summary": Bilingual(
        "作成 {built}件、変更なし {unchanged}件、失敗 {failed}件（{seconds:.1f}秒）",
        "{built} built, {unchanged} unchanged, {failed} failed ({seconds:.1f} s)",
    ),
    "orphan": Bilingual(
        "{name}  評価書がなくなった報告書が残っています。不要なら {path} を削除してください",
        "{name}  its sheet is gone, its report still stands; delete {path} if it shall not",
    ),
    "held": Bilingual(
        "別の実行が作業中です（ホスト {host}、pid {pid}、{since} から）",
        "another run is at work (host {host}, pid {pid}, since {since})",
    ),
    "held_elsewhere": Bilingual(
        "そのホストで既に終了している場合は {path} を削除してください",
        "if it has ended there, delete {path}",
    ),
    "edited": Bilingual(
        "{name}  公表後に手で直されたファイルを {path} に残し、評価書から作り直しました",
        "{name}  a file edited after it was published is kept as {path}; made again from the sheet",
    ),
    "unprintable": Bilingual(
        "{name}  PDF の書体にない文字が□または〓になっています: {characters}",
        "{name}  the PDF shows boxes for characters that its fonts have not: {characters}",
    ),
    "stopped": Bilingual(
        "中断しました（終了コード {code}）。作成済みの報告書は残っています",
        "stopped (exit code {code}); the reports made so far are kept",
    ),
    "takeover": Bilingual(
        "終了した実行（pid {pid}、{since} から）の作業権を引き継ぎました",
        "took over the lock of a run that has ended (pid {pid}, since {since})",
    ),
}

_MOST_CHARACTERS = 10  # that one line names
_GUESS = 1.5  # seconds of a report whose time is not known yet


@dataclass
class Account:
    """The results of one run as they come in."""

    unchanged: int
    results: list[Result] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Number of reports with this status."""
        return sum(result.status == status for result in self.results)

    def exit_code(self) -> int:
        """0 all made, 1 some failed, 2 nothing made, for the sheets' or the machine's state."""
        if not self.count("failed"):
            return 0
        return 2 if not self.unchanged and none_made(self.results) else 1


@dataclass(frozen=True)
class _Console:
    """Says in one language how a run goes: `echo` takes results, `tell` what is for people."""

    language: Language
    echo: Echo
    tell: Echo

    def text(self, key: str, **fill: object) -> str:
        """One of the texts above."""
        return _WORDS[key].in_(self.language).format(**fill)

    def plan(self, jobs: Iterable[Job]) -> None:
        """Say what is to be made, and why."""
        for job in jobs:
            word = self.text("due" if job.reasons else "unchanged")
            why = "; ".join(reason.text(self.language) for reason in job.reasons)
            self.tell(f"{job.layout.name}  {word}" + (f": {why}" if why else ""))

    def takeover(self, dead: Holder) -> None:
        """Say whose lock was taken over."""
        self.tell(self.text("takeover", **vars(dead)))

    def result(self, result: Result, *, single: bool) -> None:
        """Say what became of a report; `single`: of the only one that was asked for."""
        if result.status == "failed":
            alone = result.of_round or (single and result.unreadable)
            for line in result.why:
                self.tell(line if alone else f"{result.name}  {line}")
            return
        for path in result.copies:
            self.tell(self.text("edited", name=result.name, path=from_here(path)))
        if result.unprintable:
            self.tell(self._unprintable(result))
        if not result.files:
            return
        if single:
            for path in _published(result):
                self.echo(str(from_here(path)))
        else:
            self.echo(f"{result.name}  {self.text(result.status)}  {result.seconds:.1f} s")

    def _unprintable(self, result: Result) -> str:
        first, more = result.unprintable[:_MOST_CHARACTERS], result.unprintable[_MOST_CHARACTERS:]
        named = [f"{each} U+{ord(each):04X}" for each in first] + [f"+{len(more)}"] * bool(more)
        separator = COMMA.in_(self.language)
        return self.text("unprintable", name=result.name, characters=separator.join(named))

    def gone(self, layout: Layout) -> None:
        """Say of a report that its sheet is there no more."""
        if layout.report(".html").exists():
            path = from_here(layout.report(".*"))
            self.tell(self.text("orphan", name=layout.name, path=path))

    def summary(self, account: Account, seconds: float) -> None:
        """Say how many reports were made, where there are several or none."""
        if len(account.results) + account.unchanged > 1 or not account.results:
            counts = {name: account.count(name) for name in ("built", "failed")}
            self.tell(self.text("summary", **counts, unchanged=account.unchanged, seconds=seconds))


def build_and_tell(
    paths: Sequence[Path],
    options: Options,
    *,
    dry_run: bool,
    explain: bool,
    as_json: bool,
    echo: Echo,
    echo_json: Callable[[object], None],
    tell: Echo,
) -> int:
    """Build, say how it goes, and return the exit code.

    `echo` and `echo_json` take what a program may read (a record whole, whatever ends the run),
    `tell` what is for people. Raises as `plan_build`.
    """
    start = time.monotonic()
    console = _Console(options.language, (lambda _: None) if as_json else echo, tell)
    jobs = plan_build(paths, options)
    due = [job for job in jobs if job.reasons]
    if explain or dry_run:
        console.plan(jobs)
    if dry_run:
        if as_json:
            echo_json([_planned(job, options.language) for job in jobs])
        return 0
    account, gone = Account(unchanged=len(jobs) - len(due)), orphans(jobs)
    ending = None
    try:
        _run(jobs, gone, options, account, console)
    except (HeldError, WriteError, ClusterError, NotInstalledError, Interrupted) as error:
        ending = _ending(error, jobs[0].layout, console)
        account.results += [*_not_reached(due, account, ending)]
        for line in ending.lines:
            tell(line)
    if as_json:
        echo_json([_row(result, jobs[0].layout) for result in account.results])
    if ending and ending.code:
        return ending.code
    for layout in gone:
        console.gone(layout)
    console.summary(account, time.monotonic() - start)
    return account.exit_code()


def _run(
    jobs: Sequence[Job],
    gone: Sequence[Layout],
    options: Options,
    account: Account,
    console: _Console,
) -> None:
    due = [job for job in jobs if job.reasons]
    if len(due) > 1:
        seconds = sum(job.seconds or _GUESS for job in due) / options.jobs
        fill = {"due": len(due), "unchanged": account.unchanged, "seconds": seconds}
        console.tell(console.text("estimate", **fill))
    tqdm.monitor_interval = 0  # its thread would not survive a fork
    with tqdm(total=len(due), disable=len(due) < 2 or not sys.stderr.isatty(), leave=False) as bar:
        for result in run_build(jobs, gone, options, console.takeover):
            told = result.of_round and result.why in (each.why for each in account.results)
            account.results.append(result)
            bar.update()
            if told:
                continue
            with bar.external_write_mode(file=sys.stderr):
                console.result(result, single=len(jobs) == 1)


@dataclass(frozen=True)
class _Ending:
    """What ended a run before its time: what is said of it, and its own exit code, if any."""

    lines: tuple[str, ...]
    code: int = 0
    unwritable: bool = False


def _ending(
    error: HeldError | WriteError | ClusterError | NotInstalledError | Interrupted,
    near: Layout,
    console: _Console,
) -> _Ending:
    match error:
        case HeldError():
            lines = [console.text("held", **vars(error.holder))]
            if error.holder.elsewhere:
                lines.append(console.text("held_elsewhere", path=from_here(error.path)))
            return _Ending(tuple(lines), 3)
        case WriteError():
            return _Ending((write_error_text(near, error, console.language),), unwritable=True)
        case ClusterError() | NotInstalledError():
            return _Ending((error.text(console.language),), 2)
        case Interrupted():
            code = exit_code_of_signal(error.number)
            return _Ending((console.text("stopped", code=code),), code)


def _not_reached(due: Sequence[Job], account: Account, ending: _Ending) -> Iterator[Result]:
    """Results of the reports of which there is none yet; of the run itself where there are all."""
    known = {result.name for result in account.results}
    names = [name for job in due if (name := job.layout.name) not in known]
    for name in names or ["reports"]:
        yield Result(name=name, status="failed", why=ending.lines, unwritable=ending.unwritable)


def _published(result: Result) -> Iterable[Path]:
    """Files of a report as people look for them: its data are one folder."""
    files = (path for path in result.files if STATE not in path.parts)
    return dict.fromkeys(path.parent if path.parent.name == "data" else path for path in files)


def _planned(job: Job, language: Language) -> dict[str, object]:
    why = [reason.text(language) for reason in job.reasons]
    return {"name": job.layout.name, "build": bool(job.reasons), "reasons": why}


def _row(result: Result, near: Layout) -> dict[str, object]:
    return {
        "name": result.name,
        "status": result.status,
        "seconds": round(result.seconds, 3),
        "files": [near.shown(path) for path in result.files],
        "why": list(result.why),
    }
