"""States of a machine and of a project's files, tried through the real command."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.commands.kit import ROOT
from tests.fuzz import seeds
from tests.fuzz.cage import Broken
from tests.fuzz.desk import BOOK, PARAMETERS, SHEET, contents, desk, keep_promises

COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", SHEET),
    "check --json": ("check", SHEET, "--json"),
    "assess": ("assess", SHEET),
    "export": ("export", SHEET, "--to", "json", "-o", "data"),
    "export xlsx": ("export", SHEET, "--to", "xlsx", "-o", "data"),
    "workbook write": ("workbook", "write", SHEET, BOOK),
    "workbook read": ("workbook", "read", BOOK, SHEET),
    "roll": ("roll", SHEET, "--to-year", "2024"),
    "compare": ("compare", SHEET, SHEET, "--html", "changes.html"),
    "build": ("build", "params", "-j", "1", "--formats", "html"),
    "build --json": ("build", SHEET, "-j", "1", "--formats", "html", "--json"),
    "build --dry-run": ("build", "params", "--dry-run", "--explain"),
    "schema": ("schema",),
}


@dataclass(frozen=True)
class State:
    """What is unusual when a command starts."""

    prepare: Callable[[Path], object] = lambda root: None
    environment: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)  # of the process


def _write(name: str, content: bytes) -> Callable[[Path], object]:
    def prepare(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return prepare


def _instead(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Put something else where `name` stands."""

    def prepare(root: Path) -> None:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)

    return prepare


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _nowhere(path: Path) -> None:
    path.symlink_to("gone")


def _deep(root: Path) -> None:
    (root / "params/fy2023" / "/".join(["d" * 60] * 20)).mkdir(parents=True)


def _limited(kind: int, most: int) -> dict[str, Any]:
    return {"preexec_fn": partial(resource.setrlimit, kind, (most, most))}


def _full(number: int) -> dict[str, Any]:
    """Let a stream go to a device that takes nothing."""
    return {"preexec_fn": lambda: os.dup2(os.open("/dev/full", os.O_WRONLY), number)}


def _closed(number: int) -> dict[str, Any]:
    return {"preexec_fn": lambda: os.close(number)}


_OBJECTS: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir, "pipe": os.mkfifo, "loop": _loop, "outside": _outside, "nowhere": _nowhere, "empty": Path.touch,
    "locked": lambda path: (path.mkdir(), path.chmod(0)),
}  # fmt: skip
_NAMES = (
    SHEET, PARAMETERS, BOOK, "params/fy2022/3-1.yaml", "reports", "reports/fy2023", "reports/fy2023/3-1.html", "reports/.evalkit",
    "notebooks", "notebooks/monitoring.ipynb", "notebooks/portfolio.ipynb", "data", "data/tables.json", "changes.html",
    "params/fy2024", "params/fy2024/3-1.yaml", "reports/fy2023/index.html",
)  # fmt: skip
_SHEET_NAMES = ("CON.yaml", "-x.yaml", "a\nb.yaml", "a b.yaml", "'q'.yaml", "%s.yaml", "{x}.yaml", "index.yaml", "３－１.yaml",
                "3-1.yml", "x" * 240 + ".yaml", "\x1b[31m.yaml", ".hidden.yaml", "a.b.yaml", "か\u3099.yaml", "\u202ex.yaml", "..yaml")  # fmt: skip
_ENVIRONMENTS: dict[str, dict[str, str]] = {
    "cp932": {"PYTHONIOENCODING": "cp932"}, "ascii": {"PYTHONIOENCODING": "ascii"}, "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "no locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no home": {"HOME": "/nowhere"}, "no temporary folder": {"TMPDIR": "/nowhere"}, "no path": {"PATH": ""},
    "no such language": {"EVALKIT_LANG": "xx"}, "bad epoch": {"SOURCE_DATE_EPOCH": "yesterday"}, "negative epoch": {"SOURCE_DATE_EPOCH": "-1"},
    "vast epoch": {"SOURCE_DATE_EPOCH": "9" * 20}, "bad backend": {"MPLBACKEND": "nonsense"}, "bad zone": {"TZ": "Mars/Base"},
    "narrow": {"COLUMNS": "1"}, "bad columns": {"COLUMNS": "x"}, "bad jobs": {"OMP_NUM_THREADS": "x"},
    "bad matplotlib": {"MPLCONFIGDIR": "/dev/null"}, "bad ipython": {"IPYTHONDIR": "/dev/null"}, "bad jupyter": {"JUPYTER_CONFIG_DIR": "/dev/null"},
    "bad terminal": {"TERM": "nonsense"}, "debugger": {"PYTHONBREAKPOINT": "x.y"},
}  # fmt: skip


_BESIDES = {
    "params/fy2013.yaml": b"preset: annual\n",
    "params/x.yaml": b"preset: annual\n",
    "params/fy2022/3-1.yaml": seeds.whole(),
    "params/fyx/3-1.yaml": seeds.whole(),
    "params/fy2012/3-1.yaml": seeds.whole(),
    "params/fy2023/notes.yaml": seeds.whole(),
    "params/fy2023\udcff/3-1.yaml": seeds.whole(),
    SHEET: seeds.whole().decode().encode("cp932"),
    PARAMETERS: b"x: [\n",
    **dict.fromkeys(
        ("reports/fy2023/3-1.html", "reports/fy2023/old.html", "reports/.evalkit/lock",
         "reports/.evalkit/fy2023/3-1.json", "reports/.evalkit/index.json"), b"\xff\x00noise",
    ),
}  # fmt: skip


def _states() -> Iterator[tuple[str, State]]:
    yield "usual", State()
    for name in _NAMES:
        for kind, make in _OBJECTS.items():
            yield f"{name} is {kind}", State(_instead(name, make))
    for name in _SHEET_NAMES:
        yield f"a sheet called {name!r}", State(_write(f"params/fy2023/{name}", seeds.whole()))
    for name, content in _BESIDES.items():
        yield f"{name!r} with {content[:6]!r}", State(_write(name, content))
    for kind, environment in _ENVIRONMENTS.items():
        yield kind, State(environment=environment)
    for number, name in enumerate(("input", "output", "errors")):
        yield f"no {name}", State(options=_closed(number))
        yield f"full {name}", State(options=_full(number))
    yield "few files", State(options=_limited(resource.RLIMIT_NOFILE, 24))
    yield "small files", State(options=_limited(resource.RLIMIT_FSIZE, 4_000))
    yield "deep folders", State(_deep)


STATES = dict(_states())


def cases() -> list[tuple[str, str]]:
    """Every state with every command."""
    return [(state, name) for state in STATES for name in COMMANDS]


def probe(state: str, name: str) -> str:
    """Run a command in a state; whatever that is, the command keeps its promises."""
    given = STATES[state]
    with desk({SHEET: seeds.whole(), BOOK: seeds.book()}, notebooks=True) as root:
        with suppress(FileNotFoundError):
            given.prepare(root)
        before = _held(root)
        ran = _ran(COMMANDS[name], given)
        out, err = (_text(stream) for stream in (ran.stdout, ran.stderr))
        keep_promises(f"{name}, {state}", ran.returncode, out, err, before, _held(root))
    return f"exit {ran.returncode}"


def _held(root: Path) -> dict[str, bytes]:
    """Files of a project, but those that tell of a failure: notes, and indexes."""
    files = contents(root).items()
    return {
        path: content
        for path, content in files
        if "/.evalkit/" not in path and not path.endswith("index.html")
    }


def _text(content: bytes) -> str:
    """What stands on the screen; of other encodings the line alone matters, not its letters."""
    return content.decode("utf-8", "replace")


def _ran(arguments: tuple[str, ...], state: State) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [sys.executable, "-m", "evalkit", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), **state.environment},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=90, check=False, **state.options,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Broken(f"hang: {' '.join(arguments[:2])}") from None
