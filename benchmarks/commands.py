"""Commands run to their end: the seconds they took, and how much memory the largest of them held."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
_AS_USERS = {"PYTHONDONTWRITEBYTECODE": ""}  # or every command would compile evalkit anew
_MISSING = re.compile(r"Executable doesn't exist at (\S+)")
_LAUNCH = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as browsers: browsers.chromium.launch(args=['--no-sandbox']).close()"
)


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    mebibytes: float  # of the largest process that it and its children were


def run(*command: object, cwd: Path, **environment: str) -> Cost:
    """Run a command that succeeds."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, env=os.environ | _AS_USERS | environment,
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{process.args}\n{output.read().decode(errors='replace')}")
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024)


def browser(folder: Path) -> dict[str, str]:
    """Environment in which nbconvert's webpdf finds the system's Chromium; empty without one.

    Playwright looks for a browser of its own; a link to the system's at that place serves.
    """
    chromium = shutil.which("chromium")
    environment = {"PLAYWRIGHT_BROWSERS_PATH": str(folder / "browsers")}
    launch = (sys.executable, "-c", _LAUNCH)
    told = subprocess.run(launch, env=os.environ | environment, capture_output=True, text=True)
    missing = _MISSING.search(told.stderr)
    if chromium is None or missing is None:
        return {}
    place = Path(missing[1])
    place.parent.mkdir(parents=True)
    place.symlink_to(chromium)
    return environment
