"""A person's desk in a cage: a project in a folder of its own, and commands with their promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from evalkit.cli import main
from tests.commands.kit import ROOT
from tests.fuzz.cage import Broken

SHEET = "params/fy2023/3-1.yaml"
PARAMETERS = "params/fy2023.yaml"
BOOK = "3-1.xlsx"

_PLACED = re.compile(r"(?:\S.*?:(?:\d+:\d+|[^:]+![A-Z]+\d+|[^:]+)|fy\d+/.+?|index)  \S")
# Of the call, the machine, the run:
_OTHER = re.compile(r"(?:Usage: |Try '|\S[^:]*: \S|\d+件を|作成 \d+件|$)")


@contextmanager
def desk(files: dict[str, bytes], *, notebooks: bool = False) -> Iterator[Path]:
    """Be in a new project that holds `files`, until it is thrown away."""
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_quick_disk()) as folder:
        root = Path(folder)
        if notebooks:
            shutil.copytree(
                ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*")
            )
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        with chdir(root):
            yield root


def _quick_disk() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def contents(root: Path) -> dict[str, bytes]:
    """Every file under `root`."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def command(*arguments: str) -> Result:
    """Run evalkit in this process, and hold it to what it promises of every run."""
    before = contents(Path())
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("default")
        result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    name = " ".join(argument for argument in arguments[:2] if not argument.startswith("params"))
    if warned := [each for each in shown if each.category not in _QUIET]:
        raise Broken(f"warning on the screen: {warned[0].category.__name__}: {warned[0].message}")
    keep_promises(name, result.exit_code, result.stdout, result.stderr, before, contents(Path()))
    return result


_QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
"""What Python itself does not show."""


def keep_promises(
    name: str, code: int, out: str, err: str, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    """Hold a run to its exit code, to its lines, and to leaving all as it was where it refuses."""
    if code not in (0, 1, 2, 3):
        raise Broken(f"exit code: {name} ended with {code}")
    if "Traceback (most recent call last)" in out + err:
        raise Broken(f"traceback shown: {name}: {err.splitlines()[-1]}")
    if controls := sorted({c for c in out + err if _is_hidden(c)}):
        raise Broken(f"control character on the screen: {name}: {controls[0]!r}")
    if code == 2:
        if touched := sorted(path for path, _ in before.items() ^ after.items()):
            raise Broken(f"touched on exit 2: {name}: {touched[0]}")
        check_lines(name, err + ("\n".join(_listed(out)) if out.startswith("[") else out))


def _listed(out: str) -> Iterator[str]:
    """Lines of what ``check --json`` or ``build --json`` lists."""
    for row in json.loads(out):
        place = f"{row['file']}:{row['line']}:{row['column']}" if "file" in row else row["name"]
        yield f"{place}  {row['evidence'] if 'file' in row else row['why']}"


def _is_hidden(character: str) -> bool:
    bidi = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return bidi or (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t")


def check_lines(name: str, text: str) -> None:
    """Refuse lines that are no problem with a file and a place."""
    lines = text.splitlines()
    if not lines:
        raise Broken(f"no word on exit 2: {name}")
    if strange := [line for line in lines if not (_PLACED.match(line) or _OTHER.match(line))]:
        raise Broken(f"line without a place: {name}: {re.sub('[0-9]+', 'N', strange[0])[:80]}")
    if len(lines) > 400:
        raise Broken(f"flood: {name}: more than 400 lines on one input")
    if longest := [line for line in lines if len(line) > 2_000]:
        raise Broken(f"flood: {name}: a line of {len(longest[0])} characters")
