"""A report shows its own sheet, whole, or there is none: what a notebook must be and have done."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from tests.commands.kit import run_module, sheet

SHEET = "params/fy2023/3-1.yaml"
OTHER = "params/fy2023/3-2.yaml"


def edit(project, change, name="monitoring"):
    path = project.root / f"notebooks/{name}.ipynb"
    notebook = nbformat.read(path, 4)
    change({cell.id: cell for cell in notebook.cells}, notebook)
    nbformat.write(notebook, path)


def adding(source, after="parameters"):
    """Put a cell after that of an id; None: at the end."""

    def change(cells, notebook):
        place = notebook.cells.index(cells[after]) + 1 if after else len(notebook.cells)
        notebook.cells.insert(place, new_code_cell(source))

    return change


def replacing(cell, old, new):
    def change(cells, _):
        assert old in cells[cell].source
        cells[cell].source = cells[cell].source.replace(old, new)

    return change


def tagging(cell, *tags):
    def change(cells, _):
        cells[cell].metadata["tags"] = list(tags)

    return change


def two_sheets(project):
    project.write(sheet("actuals: {2023: 5件}"))
    project.write(sheet("actuals: {2023: 6件}", number="3-2"), OTHER)


NO_TAG = "タグ parameters の付いたコードセルがありません。パラメータのセルに付けてください"
LOST = "パラメータ sheet に後のセルで値を入れ直しているため、与えた値が使われません"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (tagging("parameters"), f"notebooks/monitoring.ipynb: {NO_TAG}"),
        (replacing("parameters", "sheet:", "sheets:"),
         "notebooks/monitoring.ipynb: タグ parameters の付いたセルにパラメータ sheet がありません"),
        (adding("sheet = '../params/fy2023/3-2.yaml'"), f"notebooks/monitoring.ipynb In [3]: {LOST}"),
    ],
    ids=["untagged", "renamed", "set-later"],
)  # fmt: skip
def test_a_notebook_that_would_lose_its_parameters_is_refused_before_a_run(project, change, line):
    two_sheets(project)
    edit(project, change)
    before = project.files()
    ran = project.run("build", "params")
    assert (ran.code, ran.out, ran.lines) == (2, "", [line])
    assert project.files() == before


def test_so_is_that_of_the_index_and_english_is_spoken(project):
    two_sheets(project)
    edit(project, replacing("parameters", "reports:", "folder:"), "portfolio")
    ran = project.run("build", "params", "--lang", "en")
    line = "notebooks/portfolio.ipynb: the cell with the tag parameters has no parameter reports"
    assert (ran.code, ran.lines) == (2, [line])
    assert not (project.root / "reports").exists()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (adding("globals()['sheet'] = '../params/fy2023/3-2.yaml'"),
         "ページがこの報告書のものではない入力から作られています"
         "（file fy2023/3-2.y ≠ fy2023/3-1.y, sheet "),
        (adding("open_report(sheet, preset='kenko21').head()", "overview"),
         "ページがこの報告書のものではない入力から作られています（preset 'kenko21' ≠ 'annual'）"),
        (adding("open_report('../params/fy2023/3-2.yaml').head()", "overview"),
         "ページがこの報告書のものではない入力から作られています（file "),
    ],
    ids=["behind-the-back", "other-preset", "second-report"],
)  # fmt: skip
def test_a_page_of_other_inputs_than_the_reports_own_is_not_published(project, change, line):
    two_sheets(project)
    edit(project, change)
    ran = project.run("build", SHEET, "--formats", "html")
    assert ran.code == 1
    assert ran.lines[0].startswith(f"fy2023/3-1  notebooks/monitoring.ipynb: {line}")
    assert not (project.root / "reports/fy2023/3-1.html").exists()


def test_a_page_without_a_section_is_none(project):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, lambda cells, notebook: notebook.cells.__setitem__(
        slice(None), [cells["parameters"], new_code_cell("print(sheet)")]))  # fmt: skip
    ran = project.run("build", SHEET, "--formats", "html")
    told = "fy2023/3-1  notebooks/monitoring.ipynb: どのセルも報告書の内容を表示していません"
    assert (ran.code, ran.lines) == (1, [told])


LEFT = "セルが {} で実行を打ち切ったため、残りのセルが実行されていません"


@pytest.mark.parametrize(
    ("source", "told", "engine"),
    [("import sys; sys.exit(0)", LEFT.format("SystemExit: 0"), "evalkit"),
     ("raise SystemExit", LEFT.format("SystemExit"), "nbclient"),
     ("import sys; sys.exit('済')", LEFT.format("SystemExit: 済"), "evalkit"),
     ("quit()", LEFT.format("SystemExit: exit()"), "evalkit"),
     ("exit", LEFT.format("SystemExit: exit()"), "evalkit")],
    ids=["exit-0", "raise", "exit-text", "quit", "autocall"],
)  # fmt: skip
def test_a_cell_that_leaves_is_a_failed_report(project, source, told, engine):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, adding(source, "overview"))
    ran = project.run("build", SHEET, "--formats", "html", "--engine", engine)
    assert (ran.code, ran.out, ran.lines) == (
        1, "", [f"fy2023/3-1  notebooks/monitoring.ipynb In [5]: {told}"],
    )  # fmt: skip
    assert not (project.root / "reports/fy2023/3-1.html").exists()


def test_an_index_whose_cell_leaves_is_not_published(project):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, adding("import sys; sys.exit(0)", "overview"), "portfolio")
    ran = project.run("build", SHEET, "--formats", "html")
    told = LEFT.format("SystemExit: 0")
    assert (ran.code, ran.lines[-2]) == (1, f"index  notebooks/portfolio.ipynb In [5]: {told}")
    assert not (project.root / "reports/fy2023/index.html").exists()


def test_a_sheet_that_is_edited_while_its_notebook_runs_gives_one_report(project):
    """Page and data say the same, and the record names what they were made from."""
    path = project.root / project.write(sheet("actuals: {2023: 16302件}"))
    right = path.read_text("utf-8")
    edit(project, adding(
        "from pathlib import Path\n"
        "once, text = Path('../once'), Path(sheet).read_text()\n"
        "if not once.exists():\n"
        "    once.touch(); Path(sheet).write_text(text.replace('16302', '17777'))"
    ))  # fmt: skip
    ran = project.run("build", SHEET, "--formats", "html,data")
    assert ran.code == 0, ran.err
    reports = project.root / "reports/fy2023"
    page = (reports / "3-1.html").read_text("utf-8")
    data = (reports / "3-1/data/observations.csv").read_text("utf-8")
    assert [("17777" in text, "16302" in text) for text in (page, data)] == [(True, False)] * 2
    path.write_text(right, "utf-8")
    again = project.run("build", SHEET, "--formats", "html,data", "--dry-run", "--json")
    assert json.loads(again.out)[0]["reasons"] == ["評価書の変更: 達成目標1 指標① 実績値 5年度"]


def test_a_sheet_that_never_rests_gives_no_report(project):
    path = project.root / project.write(sheet("actuals: {2023: 100件}"))
    edit(project, adding(
        "from pathlib import Path\n"
        "text = Path(sheet).read_text()\n"
        "Path(sheet).write_text(text.replace('00件', '000件'))"
    ))  # fmt: skip
    ran = project.run("build", SHEET, "--formats", "html")
    assert ran.code == 1
    told = "fy2023/3-1  notebooks/monitoring.ipynb: 作成中に入力が書き換えられました（sheet "
    assert ran.lines[0].startswith(told)
    assert path.read_text("utf-8").count("10000件") == 1
    assert not (project.root / "reports/fy2023/3-1.html").exists()


@pytest.mark.parametrize("engine", ["evalkit", "nbclient"])
def test_the_published_notebook_names_no_path_of_the_machine(project, engine):
    project.write(sheet("actuals: {2023: 5件}"))
    assert project.run("build", SHEET, "--formats", "html", "--engine", engine).code == 0
    text = (project.root / "reports/fy2023/3-1.ipynb").read_text("utf-8")
    about = json.loads(text)["metadata"]["papermill"]
    assert about["input_path"] == "notebooks/monitoring.ipynb"
    assert about["parameters"]["sheet"] == "../params/fy2023/3-1.yaml"
    assert str(project.root) not in text
    assert str(Path(sys.prefix)) not in text


# Plain papermill, plain nbconvert ----------------------------------------------------------------


def refused(project, *, papermill=(), change=None):
    """What nbconvert says of the notebook that papermill leaves."""
    two_sheets(project)
    if change:
        edit(project, change)
    given = ["-p", "sheet", OTHER.replace("params", "../params"), *papermill]
    path = ["notebooks/monitoring.ipynb", "out.ipynb", "--cwd", "notebooks"]
    run_module("papermill", *path, *given, cwd=project.root)
    done = run_module("nbconvert", "--to", "evalkit", "out.ipynb", cwd=project.root)
    assert (done.code, (project.root / "out.html").exists()) == (1, False)
    return done.lines[-1]


@pytest.mark.parametrize(
    ("given", "change", "told"),
    [
        (["-p", "as_off", "2013-07-31"], None,
         "the cell with the tag parameters has no parameter as_off"),
        ([], tagging("parameters"), "no code cell has the tag parameters"),
        ([], adding("globals()['sheet'] = '../params/fy2023/3-1.yaml'"),
         "fy2023/3-1.yaml ≠ ../params/fy2023/3-2.yaml"),
        ([], adding("import sys; sys.exit(0)", "overview"),
         "In [5]: the cell ended the run by SystemExit: 0"),
        ([], adding("import os; os._exit(0)", "overview"),
         "In [5]: the code cell has not been run to its end"),
        ([], adding("import os; os._exit(0)", None), "the code cell has not been run to its end"),
    ],
    ids=["unknown-name", "untagged", "other-sheet", "exit", "died", "died-at-the-end"],
)  # fmt: skip
def test_nbconvert_refuses_what_plain_papermill_left_half_or_wrong(project, given, change, told):
    assert told in refused(project, papermill=given, change=change)
