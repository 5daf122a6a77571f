"""Words that nobody outside understood have left the house, and stay out of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "evalkit"
MODULES = {
    "achievement", "aims", "align", "audit_report", "book_texts", "child", "clauses", "container",
    "digest", "doubts", "drawings", "entries", "excel_text", "facts", "foreign", "helper", "hints",
    "inputs_of_build", "lettering", "marker", "markup", "merging", "naming", "notes", "numbering",
    "numerals", "opening", "outline", "paper", "parcel", "parts", "rest", "rollover",
    "rules", "rules_sdg", "saying", "sentences", "slips_of_yaml", "stop", "todo", "trust", "warm",
    "yaml_edit", "yaml_events", "yaml_places", "yaml_text",
}  # fmt: skip
CLASSES = {
    "Aim", "Course", "Facts", "Goal", "Outcome", "Paper", "Parcel", "Text", "Way",
}  # fmt: skip


def classes():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield path.relative_to(PACKAGE), node.name


def test_no_module_has_a_retired_name():
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert len(names) > 100
    assert names & MODULES == set()


def test_no_class_has_a_retired_name():
    found = list(classes())
    assert len(found) > 200
    assert [place for place in found if place[1] in CLASSES] == []


@pytest.mark.parametrize("page", ["docs/ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_no_document_names_a_retired_module(page):
    text = (PACKAGE.parent / page).read_text("utf-8")
    assert [name for name in sorted(MODULES) if f"{name}.py" in text] == []
