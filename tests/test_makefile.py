"""`make` finds an environment that cannot work, and makes it anew or says what to do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="no make here")

NEW = """\
#!/bin/sh
echo "$@" >> {calls}
case "$*" in
  "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
esac
"""
WITHOUT_PIP = '#!/bin/sh\ncase "$*" in *pip*) exit 1;; esac\n'
TOO_OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; esac\n'
ANEW = "-m venv --clear .venv"


@pytest.fixture
def folder(tmp_path):
    """A project's Makefile, and a Python that notes what it is asked to do."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    script(tmp_path / "python", NEW.format(calls=tmp_path / "calls"))
    return tmp_path


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def make(folder, python="./python"):
    """What `make` said, its exit code, and what Python was asked to do since the last time."""
    ran = subprocess.run(
        ["make", "-s", ".venv/.ready", f"PYTHON={python}"], cwd=folder,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    calls = folder / "calls"
    asked = calls.read_text().splitlines() if calls.exists() else []
    calls.unlink(missing_ok=True)
    return ran.returncode, ran.stdout + ran.stderr, asked


@pytest.mark.parametrize("old", ["", WITHOUT_PIP, TOO_OLD], ids=["none", "no pip", "Python 3.10"])
@pytest.mark.parametrize("ready", [True, False])
def test_an_environment_that_cannot_work_is_made_anew(folder, old, ready):
    if old:
        script(folder / ".venv/bin/python", old)
    if ready and old:
        (folder / ".venv/.ready").touch()
    code, said, asked = make(folder)
    assert code == 0, said
    if ready and old == WITHOUT_PIP:
        assert asked == []  # as uv makes them: it has all that is needed
        return
    assert ANEW in asked
    assert (folder / ".venv/.ready").exists()
    assert ANEW not in make(folder)[2]


def test_a_python_that_is_too_old_is_told(folder):
    script(folder / "old", TOO_OLD)
    code, said, asked = make(folder, "./old")
    assert (code, asked) == (2, [])
    assert "evalkit needs Python 3.11 or later: make PYTHON=python3.12" in said
    assert not (folder / ".venv").exists()
