"""Every link of every page leads somewhere, however the pages were made."""

from __future__ import annotations

import subprocess
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup

from tests.commands.kit import Project, run_module, sheet

GOALS = ("3-1", "道路 3-2")


def links(page):
    """Addresses that a page names, without those elsewhere."""
    tree = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    named = [element.get("href") or element.get("src") for element in tree.select("[href], [src]")]
    return [each for each in named if not urlsplit(each).scheme]


def leads_somewhere(page, link):
    address = urlsplit(link)
    target = page.parent / unquote(address.path) if address.path else page
    if not target.is_file():
        return False
    anchor = unquote(address.fragment)
    return not anchor or f'id="{anchor}"' in target.read_text("utf-8")


def dead(folder, pages):
    """Links that lead nowhere, of so many pages."""
    found = sorted(folder.rglob("*.html"))
    assert len(found) == pages
    assert all(links(page) for page in found)
    return [(page.name, link) for page in found for link in links(page)
            if not leads_somewhere(page, link)]  # fmt: skip


def to_files(folder):
    """Links of the pages of the goals to other files."""
    pages = (folder / f"fy2023/{goal}.html" for goal in GOALS)
    return [each for page in pages for each in links(page) if not each.startswith("#")]


@pytest.fixture
def goals(project):
    for place, goal in enumerate(GOALS, 1):
        text = sheet("actuals: {2022: 5件, 2023: 6件}\ntarget: 8件", number=f"3-{place}")
        project.write(text, f"params/fy2023/{goal}.yaml")
    return project


def test_a_build_of_everything(goals):
    assert goals.run("build").code == 0
    reports = goals.root / "reports"
    assert dead(reports, pages=4) == []
    assert len(to_files(reports)) > 30
    assert {unquote(each) for each in links(reports / "fy2023/index.html")} >= {
        "3-1.pdf", "3-1/data/tables.xlsx", "道路 3-2.pdf", "道路 3-2/data/tables.xlsx",
    }  # fmt: skip


def test_a_build_of_the_pages_alone_and_a_clone_in_which_only_pages_were_committed(goals):
    assert goals.run("build", "--formats", "html").code == 0
    reports = goals.root / "reports"
    assert dead(reports, pages=4) == []
    assert to_files(reports) == ["index.html"] * 2
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", goals.root]
    (goals.root / ".gitignore").write_text("reports/.evalkit/\nreports/**/*.ipynb\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    clone = goals.root.parent / "clone"
    subprocess.run(["git", "clone", "-q", goals.root, clone], check=True)
    assert dead(clone / "reports", pages=4) == []


def test_a_notebook_and_its_exporter_with_nothing_beside_them(goals):
    path = goals.root / "notebooks/monitoring.ipynb"
    notebook = nbformat.read(path, 4)
    text = "[付録](appendix.html) [評価書](../params/fy2023/3-1.yaml) [庁](https://example.org/)"
    notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    nbformat.write(notebook, path)
    made = goals.root / "build/fy2023/3-1.ipynb"
    made.parent.mkdir(parents=True)
    run(goals, "papermill", path, made, "-p", "sheet", goals.root / "params/fy2023/3-1.yaml")
    run(goals, "nbconvert", "--to", "evalkit", made)
    page = made.with_suffix(".html")
    assert [each for each in links(page) if not each.startswith("#")] == []
    html = page.read_text("utf-8")
    assert "付録 評価書" in html
    assert 'href="https://example.org/"' in html
    assert "3-1/data/" not in html


def test_the_notebook_of_the_index_and_its_exporter(goals):
    assert goals.run("build", "--formats", "html,data").code == 0
    index = goals.root / "reports/fy2023/index.ipynb"
    folder = goals.root / "reports/fy2023"
    (goals.root / "reports/index.html").unlink()
    run(goals, "papermill", "notebooks/portfolio.ipynb", index, "-p", "reports", folder)
    run(goals, "nbconvert", "--to", "evalkit", index)
    assert dead(goals.root / "reports", pages=3) == []


def run(project: Project, tool: str, *arguments: object) -> None:
    done = run_module(tool, *arguments, cwd=project.root)
    assert done.code == 0, done.err
