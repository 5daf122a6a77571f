"""A project of its own, and the real command run in it, as a person at a prompt runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from evalkit.produce.engine.signals import can_fork
from tests.commands import forks
from tests.commands.forks import ROOT

LONGEST = 60  # seconds that a command may take; a run that hangs is a failure, not a wait

HEAD = """\
ministry: 地域振興庁
fiscal_year: {year}
policy_goal: {{number: {number}, name: 道路交通の安全}}
achievement_goals:
  - no: 1
    name: 事故の防止
    indicators:
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Lines for the person at the prompt: what went to stderr."""
        return self.err.splitlines()


def run(*arguments, **options) -> Ran:
    """Run ``evalkit`` as `run_module` does; no run ever shows a traceback."""
    ran = run_module("evalkit", *arguments, **options)
    assert "Traceback (most recent call last)" not in ran.err + ran.out, ran.err
    return ran


def run_module(
    module, *arguments, cwd, timeout=LONGEST, encoding="utf-8", fork=True, **environment
) -> Ran:
    """Run ``python -m`` `module`, which is evalkit, papermill or nbconvert, as a process of its own.

    It is forked from one that has imported all three already, if `environment` leaves an interpreter
    as it is and the system forks; with ``fork=False`` it is an interpreter in any case.
    """
    given = list(map(str, arguments))
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    if fork and can_fork() and environment.keys() <= forks.AT_RUN:
        ran = forks.server().run(module, given, cwd=cwd, env=env, timeout=timeout)
    else:
        ran = subprocess.run(
            [sys.executable, "-m", module, *given], cwd=cwd, env=env,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False,
        )  # fmt: skip
    out, err = (text.decode(encoding) for text in (ran.stdout, ran.stderr))
    return Ran(ran.returncode, out, err)


def sheet(*indicators: str, year: int = 2023, number: str = "3-1", rest: str = "") -> str:
    """A sheet, not in the image of goal 7-2, of these indicators, each the YAML of a mapping.

    Number, name and kind may be left out. `rest` is what follows the achievement goal.
    """
    entries = []
    for place, text in enumerate(indicators, 1):
        body = dedent(text).strip("\n")
        given = {line.partition(":")[0] for line in body.splitlines()}
        usual = {"no": place, "name": f"指標その{place}", "kind": "outcome"}
        head = "".join(f"{key}: {value}\n" for key, value in usual.items() if key not in given)
        entries.append("      - " + indent(head + body, "        ").lstrip())
    return HEAD.format(year=year, number=number) + "\n".join(entries) + "\n" + dedent(rest)


class Project:
    """A folder with notebooks/ and params/, in which commands run by relative paths."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(
            ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb*")
        )

    def write(self, text: str | bytes, path: str = "params/fy2023/3-1.yaml") -> Path:
        """Write a file of the project and return its path from the project's folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return Path(path)

    def run(self, *arguments, **options) -> Ran:
        """Run the command in the project's folder."""
        return run(*arguments, cwd=self.root, **options)

    def files(self) -> dict[str, bytes]:
        """Every file of the project, to see that nothing was touched."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }
