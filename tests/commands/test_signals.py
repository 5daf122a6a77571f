"""A command that is told to stop ends as shells know it: 130 or 143, wherever it is at work."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from tests.commands.kit import ROOT, sheet

GOAL_7_2 = str(ROOT / "params/fy2012/7-2.yaml")
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]


def stopped(project, number, started, *arguments):
    """Exit code and last words of a command that got a signal as soon as `started` says so."""
    run = subprocess.Popen(
        [sys.executable, "-m", "evalkit", *arguments], cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not started(run):
        assert run.poll() is None, run.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    run.send_signal(number)
    out, err = run.communicate(timeout=30)
    return run.returncode, out, err


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_a_build_that_draws_the_index_stops_and_keeps_its_reports(project, number, code):
    project.write(sheet("actuals: {2023: 5件}"))
    path, marker = project.root / "notebooks/portfolio.ipynb", project.root / "started"
    notebook = nbformat.read(path, 4)
    source = f"import pathlib, time\npathlib.Path({str(marker)!r}).touch()\ntime.sleep(60)"
    notebook.cells.insert(2, nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)
    ended = stopped(
        project, number, lambda _: marker.exists(), "build", "--formats", "html", "--lang", "en"
    )
    line = f"stopped (exit code {code}); the reports made so far are kept\n"
    assert ended == (code, "reports/fy2023/3-1.html\nreports/fy2023/3-1.ipynb\n", line)
    assert not (project.root / "reports/.evalkit/lock").exists()


@pytest.mark.parametrize(
    "call", [["assess", GOAL_7_2], ["check", GOAL_7_2, GOAL_7_2]], ids=["assess", "check"]
)
@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_any_other_command_stops_without_a_word(project, call, number, code):
    """While it writes more than a pipe holds, and nobody reads."""

    def writes(run):
        return select.select([run.stdout], [], [], 0)[0]

    ended, out, err = stopped(project, number, writes, *call, "--json")
    assert (ended, out[:1] in ("{", "["), err) == (code, True, "")
