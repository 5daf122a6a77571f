"""The house has four rooms and one way through: every import goes that way."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import SLOW

PACKAGE = Path(__file__).parents[1] / "evalkit"
MAY_IMPORT = {
    "__init__": {"api"},
    "api": {"sheet", "assess", "present", "produce"},
    "sheet": set(),
    "intake": {"sheet"},
    "assess": {"sheet"},
    "present": {"sheet", "assess"},
    "produce": {"sheet", "assess", "present"},
    "terminal": set(),
    "usage": {"sheet"},
    "cli": {"terminal", "usage", "sheet", "intake", "assess", "present", "produce"},
}
OF_A_FILE = {
    "breakdown",
    "budget",
    "characters",
    "dated_targets",
    "fields",
    "files",
    "fiscal",
    "indicator",
    "measures",
    "model",
    "package",
    "paths",
    "plain_data",
    "problems",
    "source",
}
SHEET_MAY_IMPORT = {
    "cells": {"bilingual", "fiscal", "rounding", "text"},
    "yaml": OF_A_FILE | {"cells"},
    "forms": {
        "files",
        "form_profile",
        "problems",
        "record",
        "round_paths",
        "source",
        "terms",
        "text",
        "yaml",
    },
    "word": OF_A_FILE
    | {"cells", "form_profile", "load", "printing", "published", "references", "sheet_pictures"}
    | {"terms"},
    "xlsx": {"characters", "looks", "package", "problems", "rounding"},
    "workbook": OF_A_FILE
    | {
        "bilingual",
        "cells",
        "xlsx",
        "yaml",
        "load",
        "dump",
        "form_profile",
        "forms",
        "printing",
        "published",
        "references",
        "terms",
        "text",
    },
}
ASSESS_MAY_IMPORT = {
    "judge": set(),
    "audit": {"judge", "assessment", "fonts", "open_entries", "published"},
    "roll": {"open_entries", "same_cells", "target_of_year"},
    "compare": {"judge", "assessment", "audit", "roll", "open_entries", "same_cells"},
}
PRODUCE_MAY_IMPORT = {
    "project": set(),
    "engine": set(),
    "pdf": set(),
    "publication": {"project"},
    "notebook": {"project", "engine"},
    "pages": {"project", "notebook", "pdf"},
    "opendata": {"project", "pdf"},
    "batch": {"project", "engine", "pdf", "publication", "notebook", "pages", "opendata"},
    "cluster": {"project", "engine", "publication", "batch"},
}
ONLY_USER = {
    "matplotlib": {"present/charts/svg.py"},
    "papermill": {"produce", "cli.py"},
    "nbconvert": {"produce"},
    "typst": {"produce"},
}
HEAVY = ("matplotlib", "papermill", "nbconvert", "pandas", "IPython", "typst")


def files():
    return sorted(PACKAGE.rglob("*.py"))


@cache
def imports(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.append(node.module)
    return found


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_the_rooms_before_it(path):
    own = room(path)
    for name in imports(path):
        if name.startswith("evalkit."):
            other = name.split(".")[1]
            assert other == own or other in MAY_IMPORT.get(own, {"cli"}), f"{own} imports {name}"


def modules():
    names = {path: path.relative_to(PACKAGE.parent).with_suffix("").parts for path in files()}
    return {".".join(parts).removesuffix(".__init__"): path for path, parts in names.items()}


def test_no_import_of_the_sheet_goes_in_a_circle():
    known = {name: path for name, path in modules().items() if name.startswith("evalkit.sheet.")}
    left = {name: {*imports(path)} & {*known} for name, path in known.items()}
    assert len(left) > 40
    while free := {name for name, wanted in left.items() if not wanted & {*left}}:
        left = {name: wanted for name, wanted in left.items() if name not in free}
    assert not left


INNER_ROOMS = {
    "sheet": SHEET_MAY_IMPORT,
    "assess": ASSESS_MAY_IMPORT,
    "produce": PRODUCE_MAY_IMPORT,
}


@pytest.mark.parametrize("outer", INNER_ROOMS)
def test_every_room_within_a_room_has_its_place_in_the_row(outer):
    inner = {path.parent.name for path in (PACKAGE / outer).glob("*/__init__.py")}
    assert inner == {*INNER_ROOMS[outer]}


@pytest.mark.parametrize(
    ("outer", "own"), [(outer, own) for outer, row in INNER_ROOMS.items() for own in row]
)
def test_a_room_within_a_room_imports_only_those_before_it(outer, own):
    named = {
        name.split(".")[2]
        for path in (PACKAGE / outer / own).rglob("*.py")
        for name in imports(path)
        if name.startswith(f"evalkit.{outer}.")
    }
    assert named
    assert named - {own} <= INNER_ROOMS[outer][own]


@pytest.mark.parametrize("package", ONLY_USER)
def test_a_heavy_package_has_one_user(package):
    users = {
        str(path.relative_to(PACKAGE))
        for path in files()
        if any(name.split(".")[0] == package for name in imports(path))
    }
    allowed = ONLY_USER[package]
    assert users
    assert all(user in allowed or user.split("/")[0] in allowed for user in users), users


SHEET = str(PACKAGE.parent / "params/fy2012/7-2.yaml")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["schema"], ["check", SHEET]], ids=lambda arguments: arguments[0]
)
def test_light_commands_stay_light(arguments):
    code = (
        "import sys; from evalkit.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_import_evalkit_alone_loads_nothing_and_what_is_public_is_there_when_asked_for():
    code = (
        "import sys, evalkit\n"
        "print([name for name in sys.modules if name.startswith(('evalkit.', 'pydantic'))])\n"
        "evalkit.parse_sheet, evalkit.audit\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["[]", "[]"]


def test_every_name_of_what_is_slow_is_one_of_the_tests():
    tests = PACKAGE.parent / "tests"
    assert {name for name in SLOW if not (tests / name).exists()} == set()
