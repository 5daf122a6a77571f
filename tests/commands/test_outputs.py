"""What cells show without measure is cut, told, and neither stops nor swells a report."""

from __future__ import annotations

import json

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.commands.kit import run_module, sheet
from tests.commands.test_contract import SHEET, edit

CELLS = (
    "for n in range(100_000): print(f'{n:,}件')",
    "import pandas\npandas.DataFrame({'件': range(5_000)}).style",
    "from IPython.display import HTML\nHTML('<p>数値は 12,345 件です。</p>' * 100_000)",
    "'x' * 20_000_000",
    'HTML(\'<p>前</p><img src="https://example.org/x.png"><iframe src="https://example.org"></iframe>\')',
)
TEXT = "出力が長いため以下省略（1セル20,000文字まで）"
NOTES = (
    TEXT,
    "表が長いため以下省略（全5,001行のうち500行）",
    "出力が長いため以下省略（1セル100,000文字まで）",
    TEXT,
    "外部から読み込む内容のため省略: img, iframe",
    "外部から読み込む内容のため省略: img",
)


def add(_, notebook):
    notebook.cells += [new_code_cell(source) for source in CELLS]
    notebook.cells.append(new_markdown_cell("![図](https://example.org/y.png)"))


def check(page):
    assert [page.count(f'<p class="left-out">{note}</p>') for note in NOTES] == [2, 1, 1, 2, 1, 1]
    assert "example.org" not in page
    assert len(page) < 1_000_000


def test_a_build_publishes_what_can_be_read_and_says_what_is_missing(project):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, add)
    ran = project.run("build", SHEET, "--formats", "html,pdf")
    assert (ran.code, ran.err) == (0, "")
    reports = project.root / "reports/fy2023"
    check((reports / "3-1.html").read_text("utf-8"))
    assert (reports / "3-1.ipynb").stat().st_size < 1_000_000
    assert (reports / "3-1.pdf").stat().st_size < 5_000_000


def test_so_does_plain_nbconvert(project):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, add)
    names = ["notebooks/monitoring.ipynb", "out.ipynb", "--cwd", "notebooks", "-p", "sheet"]
    run_module("papermill", *names, f"../{SHEET}", "--engine", "evalkit", cwd=project.root)
    assert len((project.root / "out.ipynb").read_bytes()) > 20_000_000
    done = run_module("nbconvert", "--to", "evalkit", "out.ipynb", cwd=project.root)
    assert done.code == 0, done.err
    check((project.root / "out.html").read_text("utf-8"))


def test_a_notebook_with_anything_for_metadata_is_refused_or_read_without_a_traceback(project):
    project.write(sheet("actuals: {2023: 5件}"))
    path = project.root / "notebooks/monitoring.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    for key, value in (("metadata", {"tags": 5}), ("cell_type", None)):
        broken = json.loads(json.dumps(notebook))
        broken["cells"][1][key] = value
        if value is None:
            del broken["cells"][1][key]
        path.write_text(json.dumps(broken), "utf-8")
        ran = project.run("build", SHEET, "--formats", "html", "--lang", "en")
        assert ran.code == 2
        assert "monitoring.ipynb: not readable as a notebook" in ran.lines[-1]
    notebook["metadata"]["papermill"] = []
    path.write_text(json.dumps(notebook), "utf-8")
    assert nbformat.read(path, 4).metadata.papermill == []
    done = run_module("nbconvert", "--to", "evalkit", path.name, cwd=path.parent)
    assert "there is no code cell, or none has been run" in done.err
