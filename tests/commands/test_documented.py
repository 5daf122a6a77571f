"""Every command that a document names is one, and those that a reader would paste run in their order."""

from __future__ import annotations

import re
import shlex
import shutil
from itertools import chain

import pytest

from evalkit.cli import main
from tests.commands.kit import run
from tests.conftest import ROOT
from tests.intake.form import FILES

PASTED = [
    ROOT / name for name in ("README.md", "README.ja.md", "evalkit/produce/project_files/README.md")
]
PAGES = [
    *PASTED,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`(evalkit (?:[a-z]|--)[^`]*|make [a-z]+)[^`]*`")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def blocks(page):
    """Commands of each of the page's blocks, without their remarks."""
    for _, block in BLOCK.findall(page.read_text("utf-8").replace("{year}", "2024")):
        lines = (shlex.split(line, comments=True) for line in block.splitlines())
        yield [words for words in lines if words]


def commands(page):
    named = map(shlex.split, NAMED.findall(page.read_text("utf-8")))
    every = [*chain(*blocks(page)), *named]
    return [words for words in every if words[0] in ("evalkit", "make")]


def unknown(words):
    """What of a command there is not."""
    tool, *rest = words
    if tool == "make":
        return [word for word in rest if "=" not in word and word not in TARGETS]
    command = main
    while rest and not rest[0].startswith("-") and hasattr(command, "commands"):
        name, *rest = rest
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    options = {name for each in command.params for name in each.opts} | {"--help", "--version"}
    return [word for word in rest if word.startswith("--") and word not in options]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_document_names_a_command_or_an_option_that_there_is_not(page):
    assert [words for words in commands(page) if unknown(words)] == []


def test_the_documents_name_commands_and_a_wrong_one_is_seen():
    assert len({words[1] for page in PAGES for words in commands(page)}) > 10
    for wrong in (
        "evalkit buidl",
        "evalkit build --yaer 2012",
        "evalkit workbook raed",
        "make tests",
    ):
        assert unknown(wrong.split()) != []


def test_what_is_pasted_from_the_documents_runs(tmp_path):
    """In one project, in the order of the pages; what two of them say is run once."""
    ran = {(): run("init", "begun", "--year", "2012", "--example", cwd=tmp_path)}
    shutil.copy(FILES / "7-2.docx", tmp_path / "begun")
    for block in chain(*map(blocks, PASTED)):
        folder = tmp_path / "begun"
        for tool, *words in block:
            if tool == "cd":
                folder /= words[0]
            elif tool == "evalkit" and "--dask" not in words and (folder, *words) not in ran:
                make_room(folder, *words)
                ran[(folder, *words)] = run(*words, cwd=folder)
    assert len(ran) > 20
    assert {call: each.err for call, each in ran.items() if not went_well(call, each)} == {}


def make_room(folder, command, *words):
    """Take away what another way of the same page has begun; a reader goes one of them."""
    if command == "init" and words[0] != "--update":
        shutil.rmtree(folder / words[0], ignore_errors=True)
    if command == "import":
        (folder / words[words.index("-o") + 1]).unlink(missing_ok=True)
    if command == "workbook" and words[:2] == ("read", "inbox"):
        shutil.copytree(folder / "books", folder / "inbox")
    if command == "roll":
        (folder / "params/fy2013/7-2.yaml").unlink(missing_ok=True)


def went_well(call, ran):
    """A new sheet has its marks left, which a command says; what looks for doubts may find some."""
    looks = not {"check", "import"}.isdisjoint(call)
    return ran.code in ((0, 1) if looks else (0,)) or "【要" in ran.out + ran.err
