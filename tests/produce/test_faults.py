"""Whatever ends a build, each published file is whole, and the next build mends the rest.

The reports of most tests are cheap stand-ins for what the notebook gives; `evalkit build` itself,
its plan, lock, processes, publication and record are the real ones.
"""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.produce.batch.job import Made
from evalkit.sheet.load import read_sheet
from evalkit.sheet.system import system_reason
from tests.conftest import SMALL

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
TESTS = os.getpid()

on_fork = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no fork there")
pytestmark = on_fork


def build(*arguments):
    return CliRunner().invoke(main, ["build", *map(str, arguments), "--lang", "en"])


def start_build(params, reports, *options):
    """`evalkit build` in a process of its own, which has imported everything already."""
    arguments = ["build", str(params), "-o", str(reports), *options]
    run = multiprocessing.get_context("fork").Process(target=main, args=(arguments,))
    run.start()
    return run


def write_sheets(params, figure, goals):
    """Sheets that say `figure`; those of a figure with a letter in it cannot be read."""
    for number in goals:
        sheet = SMALL.replace("number: 7-2", f"number: {number}").replace("16,302件", figure)
        (params / f"fy2012/{number}.yaml").write_text(sheet, "utf-8")


def make_project(folder, goals):
    """Project whose notebook draws two small sections."""
    import nbformat

    (folder / "params/fy2012").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    notebook = nbformat.read(ROOT / "notebooks/monitoring.ipynb", 4)
    keep = {"parameters", "head", "overview", "provenance"}
    notebook.cells = [cell for cell in notebook.cells if cell.id in keep]
    nbformat.write(notebook, folder / "notebooks/monitoring.ipynb")
    write_sheets(folder / "params", "16,302件", goals)
    return folder / "params"


def published(reports):
    """Digest of every file that a reader can open, by path."""
    return {
        path.relative_to(reports).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(reports.rglob("*"))
        if path.is_file() and not re.search(r"/\.evalkit[-/]", path.as_posix())
    }


def left_overs(reports):
    return list(reports.rglob(".evalkit-*"))


# Stand-ins ---------------------------------------------------------------------------------------


@pytest.fixture
def cheap(monkeypatch):
    """Reports whose files follow from the sheet alone; the set of tables follows from it too."""

    def files(job, *_):
        sheet = read_sheet(job.layout.sheet)
        text = job.layout.sheet.read_bytes()
        old = sheet.achievement_goals[0].indicators[0].actuals[2011].printed == "16,302件"
        paths = [job.layout.report(suffix) for suffix in (".html", ".pdf", ".ipynb")]
        paths += [job.layout.data / f"{table}.csv" for table in ("both", "old" if old else "new")]
        made = {path: path.name.encode() + text * 100 for path in paths}
        return Made(made, job.inputs, text.decode(), "")

    monkeypatch.setattr("evalkit.produce.batch.job._make", files)


@pytest.fixture
def states(tmp_path, cheap):
    """The project, and its reports as an old and a new undisturbed build leave them."""
    params = make_project(tmp_path / "project", ["7-2"])
    write_sheets(params, "16,303件", ["7-2"])
    assert build(params, "-o", tmp_path / "new").exit_code == 0
    write_sheets(params, "16,302件", ["7-2"])
    assert build(params, "-o", tmp_path / "old").exit_code == 0
    write_sheets(params, "16,303件", ["7-2"])
    new, old = published(tmp_path / "new"), published(tmp_path / "old")
    assert len(new) == len(old) == 5
    assert not set(new.values()) & set(old.values())
    return params, old, new


class Fault:
    """What happens at the n-th call of one kind, in whichever process of the run it comes."""

    def __init__(self, monkeypatch, kind, number, strike):
        self.number, self.strike = number, strike
        self.calls = multiprocessing.get_context("fork").Value("i", 0)
        if kind == "write":
            real = os.fdopen
            monkeypatch.setattr(os, "fdopen", lambda *given: _File(real(*given), self))
        else:
            monkeypatch.setattr(os, kind, self._before(getattr(os, kind)))

    @property
    def struck(self):
        return self.calls.value >= self.number

    def due(self):
        with self.calls.get_lock():
            self.calls.value += 1
            return self.calls.value == self.number

    def _before(self, real):
        def call(*given, **options):
            if self.due():
                self.strike()
            return real(*given, **options)

        return call


class _File:
    """Open file on a disk that takes half of a write, and then no more."""

    def __init__(self, file, fault):
        self.file, self.fault = file, fault

    def write(self, content):
        if self.fault.due():
            self.file.write(content[: len(content) // 2])
            self.file.flush()
            self.fault.strike()
        return self.file.write(content)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def __getattr__(self, name):
        return getattr(self.file, name)


def fails_with(code):
    def strike():
        raise OSError(code, os.strerror(code))

    return strike


def all_are_killed():
    """As by a power cut: the process at work, and the run that forked it."""
    if os.getppid() != TESTS:
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def check_told(result, reports, code, exit_code=2):
    """The failure is one line that names a file and the reason; 2: nothing was made."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == exit_code
    reasons = system_reason(OSError(code, os.strerror(code)))
    lines = [line for line in result.stderr.splitlines() if any(map(line.__contains__, reasons))]
    assert len(lines) == 1, result.stderr
    assert f"{reports.name}/" in lines[0]
    assert "Traceback" not in result.output
    assert ".evalkit-" not in lines[0]


CALLS = {
    "write": {"old": 7, "nothing": 7},  # five files, the record, the lock
    "fsync": {"old": 10, "nothing": 15},  # those that are renamed, and their folders
    "replace": {"old": 6, "nothing": 6},
    "mkdir": {"old": 0, "nothing": 6},
    "unlink": {"old": 2, "nothing": 1},  # a table of the old set, the lock
}
"""Calls, at least, of a build that puts a new report in the place of the old one, or of nothing."""


def reports_at(start, tmp_path, name):
    if start == "old":
        shutil.copytree(tmp_path / "old", tmp_path / name)
    return tmp_path / name


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full disk", "broken disk"])
@pytest.mark.parametrize("start", ["old", "nothing"])
@pytest.mark.parametrize("kind", CALLS)
def test_a_failure_at_any_call_leaves_whole_files_and_is_mended(
    states, tmp_path, kind, start, code
):
    params, old, new = states
    for number in count(1):
        reports = reports_at(start, tmp_path, f"{kind}-{number}")
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, kind, number, fails_with(code))
            result = build(params, "-o", reports)
        if not fault.struck:
            break
        if result.exit_code:
            assert published(reports) in (old if start == "old" else {}, new), "of one age"
            check_told(result, reports, code, exit_code=1 if published(reports) == new else 2)
        else:  # only what was under a temporary name could not be removed at once
            assert (kind, published(reports), left_overs(reports)) == ("unlink", new, [])
        check_mended(params, reports, new)
    assert result.exit_code == 0
    assert published(reports) == new
    assert fault.calls.value >= CALLS[kind][start]


@pytest.mark.parametrize("start", ["old", "nothing"])
@pytest.mark.parametrize("kind", CALLS)
def test_a_kill_at_any_call_leaves_whole_files_and_is_mended(states, tmp_path, kind, start):
    params, old, new = states
    for number in count(1):
        reports = reports_at(start, tmp_path, f"{kind}-{number}")
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, kind, number, all_are_killed)
            run = start_build(params, reports)
            run.join()
        if not fault.struck:
            break
        assert run.exitcode == -signal.SIGKILL
        check_whole(published(reports), old if start == "old" else {}, new)
        check_mended(params, reports, new)
    assert run.exitcode == 0
    assert fault.calls.value >= CALLS[kind][start]


def test_files_of_two_ages_are_noticed_even_when_the_sheet_is_the_old_one_again(states, tmp_path):
    """By the record alone: it comes last and names the digest of each file."""
    params, old, new = states
    mixtures = 0
    for number in range(1, CALLS["replace"]["old"] + 1):
        reports = reports_at("old", tmp_path, f"replace-{number}")
        write_sheets(params, "16,303件", ["7-2"])
        with pytest.MonkeyPatch.context() as patch:
            Fault(patch, "replace", number, all_are_killed)
            start_build(params, reports).join()
        ages = [published(reports).get(name) == new.get(name) for name in old]
        mixtures += any(ages) and not all(ages)
        write_sheets(params, "16,302件", ["7-2"])
        assert build(params, "-o", reports).exit_code == 0
        assert {name: published(reports).get(name) for name in old} == old
    assert mixtures >= 3


def check_mended(params, reports, new):
    """The next run, told nothing, leaves what an undisturbed one would, and nothing to do."""
    mended = build(params, "-o", reports)
    assert mended.exit_code == 0
    assert published(reports) == new
    if mended.stdout:  # it had something to make, so it held the folder
        assert left_overs(reports) == []
        assert not (reports / ".evalkit/lock").exists()
    assert "0 built, 1 unchanged" in build(params, "-o", reports).stderr


def check_whole(now, before, new):
    """Each file is the old or the new one, and none that stood there is missing."""
    for name, digest in now.items():
        assert digest in (before.get(name), new.get(name)), f"{name} is neither old nor new"
    assert set(now) >= set(before) & set(new)


def test_a_page_that_the_disk_takes_only_in_part_is_not_published(states, tmp_path):
    """With the system's own refusal: no file of this process may pass the limit."""
    import resource

    params, old, _ = states
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        result = build(params, "-o", tmp_path / "old")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    check_told(result, tmp_path / "old", errno.EFBIG)
    assert published(tmp_path / "old") == old
    assert left_overs(tmp_path / "old") == []


def test_of_twenty_goals_one_bad_one_is_named_and_keeps_its_old_report(tmp_path, cheap):
    goals = [f"{number}-1" for number in range(1, 21)]
    params = make_project(tmp_path, goals)
    shutil.copy(ROOT / "notebooks/portfolio.ipynb", tmp_path / "notebooks")
    reports = tmp_path / "reports"
    assert build(params).exit_code == 0
    old = published(reports)
    write_sheets(params, "16,303件", goals)
    write_sheets(params, "16,3O3件", ["7-1"])
    result = build(params)
    assert result.exit_code == 1
    assert "19 built, 0 unchanged, 1 failed" in result.stderr
    assert "fy2012/7-1  " in result.stderr
    assert "7-1.yaml:12:17" in result.stderr
    new = published(reports)
    of_the_bad_one = {name for name in old if name.startswith(("fy2012/7-1.", "fy2012/7-1/"))}
    assert len(of_the_bad_one) == 5
    assert {name for name in old if new.get(name) == old[name]} == of_the_bad_one
    assert Counter(Path(name).suffix for name in new) == {
        ".html": 22, ".pdf": 20, ".ipynb": 20, ".csv": 40,
    }  # fmt: skip
    index = (reports / "fy2012/index.html").read_text("utf-8")
    failures = index[index.index('id="failures"') :]
    assert "7-1.yaml:12:17" in failures
    assert 'href="7-1.html"' in failures


# The whole command -------------------------------------------------------------------------------


FORCED = ["-j2", "--formats", "html,data", "--force"]


def undisturbed(params, reports):
    run = start_build(params, reports, *FORCED)
    run.join()
    assert run.exitcode == 0
    return timeless(reports)


def timeless(reports):
    """Digest of every published file; an executed notebook says when it ran, and must be whole."""
    for path in reports.glob("*/*.ipynb"):
        assert json.loads(path.read_bytes())["cells"]
    return {name: one for name, one in published(reports).items() if not name.endswith(".ipynb")}


@pytest.fixture
def two_sets(tmp_path):
    """Three goals, each in two states of its sheet, with all that a build makes of each."""
    goals = ["7-1", "7-2", "7-3"]
    params = [make_project(tmp_path / name, goals) for name in ("old", "new")]
    write_sheets(params[1], "16,303件", goals)
    made = [build(each, "--formats", "html,data") for each in params]
    assert [each.exit_code for each in made] == [0, 0]
    return params, [timeless(each.parent / "reports") for each in params]


def test_a_build_killed_at_ten_moments_leaves_whole_files_and_the_next_mends(two_sets, tmp_path):
    (params, sets), seeded = two_sets, random.Random(20130731)
    assert not set(sets[0].values()) & {sets[1][name] for name in sets[1] if ".html" in name}
    reports, killed = tmp_path / "reports", 0
    start = time.monotonic()
    assert undisturbed(params[0], reports) == sets[0]
    lasts = time.monotonic() - start
    while killed < 10:
        run = start_build(params[killed % 2], reports, *FORCED)
        run.join(lasts * (killed + seeded.random()) / 10)
        run.kill()
        run.join()
        check_whole(timeless(reports), *sets)
        killed += run.exitcode == -signal.SIGKILL
        lasts *= 1 if run.exitcode else 0.8  # it was faster than the first
    assert undisturbed(params[1], reports) == sets[1]
    assert left_overs(reports) == []
    assert not (reports / ".evalkit/lock").exists()


def test_the_command_itself_names_the_file_that_the_disk_refuses(two_sets, tmp_path):
    (params, _), reports = two_sets, tmp_path / "reports"
    (reports / "fy2012/7-2.html/in the way").mkdir(parents=True)
    run = subprocess.run(
        [BIN / "evalkit", "build", params[0], "-o", reports, "--formats", "html"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    [line] = [line for line in run.stderr.splitlines() if "（フォルダです）" in line]
    assert line.startswith("fy2012/7-2  reports/fy2012/7-2.html: ")
    assert "Traceback" not in run.stderr
    assert (reports / "fy2012/7-1.html").is_file()
    assert (reports / "fy2012/7-3.html").is_file()
    assert left_overs(reports) == []
