"""What others may call: all of it is there, explained and typed, and the README's example runs."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys

import pytest

import evalkit
from tests.conftest import ROOT

FUNCTIONS = sorted(name for name in evalkit.__all__ if name.islower())


def test_the_functions_are_those_that_the_readme_shows():
    shown = set(re.findall(r"evalkit\.(\w+)\(", example()))
    assert shown == {*FUNCTIONS} - {"parse_sheet"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_says_what_it_takes_gives_and_raises(name):
    function = getattr(evalkit, name)
    text = inspect.getdoc(function)
    for part in inspect.signature(function).parameters:
        assert re.search(rf"^(?:\w+, )*{part}(?:, \w+)* :", text, re.MULTILINE), part
    assert "Returns\n---" in text
    assert ">>> " in text


def test_what_is_not_public_is_not_there():
    with pytest.raises(AttributeError, match="module 'evalkit' has no attribute 'asess_sheet'"):
        evalkit.asess_sheet  # noqa: B018


def test_an_unknown_format_is_a_mistake_not_a_report_less():
    with pytest.raises(ValueError, match="unknown format 'htm'; known: html, pdf, data"):
        evalkit.build(["params/fy2012/7-2.yaml"], formats=["htm"])


def example():
    text = (ROOT / "README.md").read_text("utf-8")
    return re.search(r"## From Python\n\n```python\n(.*?)```", text, re.DOTALL)[1]


@pytest.mark.slow
def test_the_example_of_the_readme_runs(tmp_path):
    for name in ("notebooks", "params"):
        shutil.copytree(ROOT / name, tmp_path / name)
    ran = subprocess.run(
        [sys.executable, "-c", example()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert lines[0] == "1-① pending"
    assert lines[-1] == "fy2012/7-2 built ()"
    assert (tmp_path / "reports/fy2012/7-2.html").is_file()
