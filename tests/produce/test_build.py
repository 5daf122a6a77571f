"""The whole way: a sheet file, papermill, HTML and PDF; by evalkit, and by plain tools."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from evalkit.produce.build import build
from evalkit.sheet.load import read_sheet
from evalkit.sheet.problems import SheetProblems

BIN = Path(sys.executable).parent


def project(root, folder):
    for name in ("notebooks", "params"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb*"))
    return folder / "params/fy2012/7-2.yaml"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The report of goal 7-2, built twice in two folders."""
    root = Path(__file__).parents[2]
    return [build(project(root, tmp_path_factory.mktemp(name))) for name in ("one", "another")]


def content(paths, suffix):
    return next(path for path in paths if path.suffix == suffix).read_bytes()


def test_a_report_has_three_files_in_the_folder_of_its_year(built):
    assert [path.relative_to(path.parents[2]).as_posix() for path in built[0]] == [
        "reports/fy2012/7-2.html", "reports/fy2012/7-2.pdf", "reports/fy2012/7-2.ipynb",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".html", ".pdf"])
def test_the_same_sheet_gives_the_same_bytes_in_any_folder(built, suffix):
    assert content(built[0], suffix) == content(built[1], suffix)


def test_every_printed_cell_is_in_the_html(built):
    html = content(built[0], ".html").decode()
    text = re.sub(r"\s", "", re.sub(r"<[^>]+>", "", html))
    sheet = read_sheet(Path(__file__).parents[2] / "params/fy2012/7-2.yaml")
    for _, indicator in sheet.indicators():
        cells = [indicator.baseline, indicator.target]
        cells += [cell for _, cell in indicator.actuals.spans()]
        cells += [cell for _, cell in indicator.annual_targets.spans()]
        for printed in (indicator.name, *(cell.printed for cell in cells)):
            assert re.sub(r"\s", "", printed) in text


def test_the_page_says_no_path_of_the_machine_that_made_it(built):
    html = content(built[0], ".html").decode()
    assert "fy2012/7-2.yaml" in html
    assert str(built[0][0].parents[2]) not in html


def test_the_pdf_is_tagged_and_says_its_language_and_title(built):
    with pikepdf.open(BytesIO(content(built[0], ".pdf"))) as pdf:
        assert str(pdf.Root.Lang) == "ja"
        assert pdf.Root.MarkInfo.Marked
        assert "施策目標7-2" in str(pdf.docinfo.Title)
        with pdf.open_outline() as outline:
            assert [str(item.title)[:5] for item in outline.root][:1]


def test_plain_papermill_and_nbconvert_make_the_same_page(built, tmp_path, goal_7_2):
    root = goal_7_2.parents[2]
    executed = tmp_path / "7-2.ipynb"
    run = subprocess.run(
        [BIN / "papermill", root / "notebooks/monitoring.ipynb", executed, "-p", "sheet", goal_7_2,
         "-f", root / "params/fy2012.yaml"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    for exporter, suffix in (("evalkit", ".html"), ("evalkit-pdf", ".pdf")):
        subprocess.run(
            [BIN / "jupyter", "nbconvert", "--to", exporter, executed],
            capture_output=True,
            check=True,
        )
        assert executed.with_suffix(suffix).read_bytes() == content(built[0], suffix)


def test_a_bad_sheet_stops_plain_papermill_with_the_list_of_problems(tmp_path, goal_7_2):
    sheet = tmp_path / "bad.yaml"
    sheet.write_text(
        goal_7_2.read_text("utf-8").replace("target: 540機関", "taget: 540機関"), "utf-8"
    )
    notebook = goal_7_2.parents[2] / "notebooks/monitoring.ipynb"
    run = subprocess.run(
        [BIN / "papermill", notebook, tmp_path / "out.ipynb", "-p", "sheet", sheet],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "bad.yaml:87:9  達成目標1 指標③ taget: 項目「taget」はありません" in run.stderr
    assert "evalkit/sheet/load.py" not in run.stderr


def test_a_bad_sheet_leaves_the_old_report_alone(tmp_path, goal_7_2):
    sheet = project(goal_7_2.parents[2], tmp_path)
    old = tmp_path / "reports/fy2012/7-2.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    sheet.write_text("fiscal_year: 2012\n", "utf-8")
    with pytest.raises(SheetProblems, match="achievement_goals"):
        build(sheet)
    assert [path.name for path in old.parent.iterdir()] == ["7-2.html"]
    assert old.read_text() == "old"


def test_an_unknown_parameter_of_the_round_stops_before_any_cell_runs(tmp_path, goal_7_2):
    sheet = project(goal_7_2.parents[2], tmp_path)
    (tmp_path / "params/fy2012.yaml").write_text("langage: ja\nas_of: soon\n", "utf-8")
    with pytest.raises(SheetProblems, match="langage") as caught:
        build(sheet)
    assert [problem.text("en").split("  ", 1)[1] for problem in caught.value.problems] == [
        'langage: unknown key "langage" — did you mean "language"?',
        'as_of: parameter as_of: "soon" is not allowed; allowed: 2013-07-31',
    ]
    assert not (tmp_path / "reports").exists()
