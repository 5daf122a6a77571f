"""The documents speak of files that exist, and say of each CSS class what the PDF does with it."""

from __future__ import annotations

import re

import pytest

from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.parameters import Limits
from evalkit.produce.notebook.output_limits import OF_CELL
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "CONTRIBUTING.md"])
ROOMS = ("sheet", "assess", "present", "produce", "pdf")
FILE = re.compile(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|md|ipynb|css|typ|json|yaml)|(?:[\w-]+/)+)`")
BELOW = {"pdf": "produce/pdf"}


def exists(name):
    first = name.split("/")[0]
    places = [ROOT / name]
    if first in ROOMS:
        places.append(ROOT / "evalkit" / name.replace(first, BELOW.get(first, first), 1))
    return any(place.exists() for place in places)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_document_names_is_there(page):
    named = {
        name for name in FILE.findall(page.read_text("utf-8")) if not name.startswith("reports/")
    }
    assert {name for name in named if not exists(name)} == set()


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("page", ["README.md", "README.ja.md", "docs/METHODS.md"])
def test_every_preset_is_named_where_one_is_chosen_and_where_its_rule_stands(page, name):
    assert f"`{name}`" in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize(("page", "heading"), [("README.md", "Limits"), ("README.ja.md", "限界")])
def test_the_limits_of_a_notebook_are_told_as_they_are(page, heading):
    told = re.search(rf"## {heading}\n(.*)", (ROOT / page).read_text("utf-8"), re.DOTALL)[1]
    megabytes = OF_CELL["pictures"] * 3 // 4 // 1_000_000  # of Base64
    limits = [*({**OF_CELL, "pictures": megabytes}).values(), *Limits().model_dump().values()]
    assert [each for each in limits if not re.search(rf"(?<![\d,]){each:,}(?!,?\d)", told)] == []


def test_there_are_documents_that_name_files():
    assert {page.name for page in PAGES} >= {"ARCHITECTURE.md", "METHODS.md", "GLOSSARY.md"}
    assert len(FILE.findall((ROOT / "docs/ARCHITECTURE.md").read_text("utf-8"))) > 30


def test_the_classes_of_which_the_architecture_speaks_are_those_that_the_pdf_side_acts_on():
    text = (ROOT / "docs/ARCHITECTURE.md").read_text("utf-8")
    table = text[text.index("| class |") :]
    named = {
        word
        for row in re.findall(r"^\|(.*?)\|", table, re.MULTILINE)
        for word in re.findall(r"`([a-z-]+)`", row)
    }
    code = "".join(path.read_text("utf-8") for path in (ROOT / "evalkit/produce/pdf").glob("*.py"))
    looks = (ROOT / "evalkit/produce/pdf/templates/report.typ").read_text("utf-8")
    css = (ROOT / "evalkit/present/templates/page.css").read_text("utf-8")
    assert {name for name in named if name not in code + looks + css} == set()
    hidden = re.search(r"_SCREEN_ONLY = names\(\s*\"([^\"]+)\"", code)[1].split()
    assert {"not-in-pdf", "skip", "for-readers"} <= set(hidden) & named
