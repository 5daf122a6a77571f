"""The whole way: a sheet file, papermill, HTML and PDF; by evalkit, and by plain tools."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from evalkit.cli import main
from evalkit.produce.publication.lock import hold
from tests.commands.kit import run_module
from tests.conftest import SMALL

BIN = Path(sys.executable).parent


def build(*arguments):
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


def project(root, folder):
    for name in ("notebooks", "params"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb*"))
    return folder / "params/fy2012/7-2.yaml"


def lines_of(pdf):
    """Lines of a PDF wherever its pages end, without spaces and the numbers of its pages."""
    reader = PdfReader(BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    text = "\n".join(page.extract_text() for page in reader.pages)
    return {re.sub(r"\s", "", line) for line in re.sub(r"\d+ */ *\d+", "", text).splitlines()}


def content(paths, suffix):
    return next(path for path in paths if path.suffix == suffix).read_bytes()


def test_a_report_has_its_page_its_print_and_its_data_in_the_folder_of_its_year(built):
    reports = built[0][0].parents[1]
    assert [path.relative_to(reports).as_posix() for path in built[0]] == [
        "fy2012/7-2.html", "fy2012/7-2.pdf", "fy2012/7-2/data", "fy2012/7-2.ipynb",
    ]  # fmt: skip
    assert {path.name for path in (reports / "fy2012/7-2/data").iterdir()} >= {
        "observations.csv", "results.csv", "tables.xlsx", "tables.json", "datapackage.json",
    }  # fmt: skip


def test_the_indexes_lead_to_the_report(built):
    reports = built[0][0].parents[1]
    assert 'href="7-2.html"' in (reports / "fy2012/index.html").read_text("utf-8")
    assert 'href="fy2012/index.html"' in (reports / "index.html").read_text("utf-8")


def test_every_link_of_the_page_to_another_file_leads_to_one(built):
    page = built[0][0]
    links = set(re.findall(r'href="([^"#:]+)"', page.read_text("utf-8")))
    assert len(links) > 10
    assert [link for link in links if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("suffix", [".html", ".pdf"])
def test_the_same_sheet_gives_the_same_bytes_in_any_folder(built, suffix):
    assert content(built[0], suffix) == content(built[1], suffix)


def test_the_published_report_is_what_its_own_sheet_still_gives(built):
    """A difference is a changed report: `make report`, and say in CHANGELOG.md what changed and why."""
    published = Path(__file__).parents[2] / "reports/fy2012/7-2.html"
    assert content(built[0], ".html") == published.read_bytes()


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
            assert str(next(iter(outline.root)).title) == (
                "施策目標7-2 イノベーション創出に向けた産業連携の推進及び地域科学技術の振興"
            )


def test_plain_papermill_and_nbconvert_make_the_same_page(built, tmp_path, goal_7_2):
    root = goal_7_2.parents[2]
    executed, round_ = tmp_path / "7-2.ipynb", built[0][0].parent
    shutil.copytree(round_ / "7-2", tmp_path / "7-2")  # a page links what lies beside it
    shutil.copy(round_ / "index.html", tmp_path)
    ran = run_module(
        "papermill", root / "notebooks/monitoring.ipynb", executed, "-p", "sheet", goal_7_2,
        "-f", root / "params/fy2012.yaml", cwd=tmp_path,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    for exporter in ("evalkit", "evalkit-pdf"):
        ran = run_module("nbconvert", "--to", exporter, executed, cwd=tmp_path)
        assert ran.code == 0, ran.err
    assert executed.with_suffix(".html").read_bytes() == content(built[0], ".html")
    ours, plain = map(lines_of, (content(built[0], ".pdf"), executed.with_suffix(".pdf")))
    attached = "この報告書の数値は、このPDFに添付したCSVファイルにもあります。"
    assert ours - plain == {attached}
    assert plain < ours


def test_a_bad_sheet_stops_plain_papermill_with_the_list_of_problems(tmp_path, goal_7_2):
    sheet = tmp_path / "bad.yaml"
    sheet.write_text(
        goal_7_2.read_text("utf-8").replace("target: 540機関", "taget: 540機関"), "utf-8"
    )
    notebook = goal_7_2.parents[2] / "notebooks/monitoring.ipynb"
    out = tmp_path / "out.ipynb"
    ran = run_module("papermill", notebook, out, "-p", "sheet", sheet, cwd=tmp_path)
    assert ran.code == 1
    assert "bad.yaml:87:9  達成目標1 指標③ 「taget」: 項目「taget」はありません" in ran.err
    assert "evalkit/sheet/load.py" not in ran.err


def test_a_bad_sheet_leaves_the_old_report_alone(tmp_path, goal_7_2):
    sheet = project(goal_7_2.parents[2], tmp_path)
    old = tmp_path / "reports/fy2012/7-2.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    sheet.write_text("fiscal_year: 2012\n", "utf-8")
    result = build(sheet, "--lang", "en")
    assert result.exit_code == 2
    assert 'key "achievement_goals" is missing; add it' in result.stderr
    assert [path.name for path in old.parent.iterdir()] == ["7-2.html"]
    assert old.read_text() == "old"


def test_an_unknown_parameter_of_the_round_stops_before_any_cell_runs(tmp_path, goal_7_2):
    sheet = project(goal_7_2.parents[2], tmp_path)
    (tmp_path / "params/fy2012.yaml").write_text("langage: ja\nas_of: soon\n", "utf-8")
    result = build(sheet, "--lang", "en")
    assert result.exit_code == 2
    assert [line.split("  ", 1)[1] for line in result.stderr.splitlines()] == [
        '"langage": unknown key "langage" — did you mean "language"?',
        '"as_of": parameter as_of: "soon" is no date; for example 2013-07-31',
    ]
    assert not (tmp_path / "reports/fy2012").exists()


# The batch ---------------------------------------------------------------------------------------


def small_project(root, folder, goals=("7-1", "7-2", "7-3")):
    """Project whose sheets are small and whose notebook draws one section."""
    import nbformat

    (folder / "params/fy2012").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    notebook = nbformat.read(root / "notebooks/monitoring.ipynb", 4)
    keep = {"parameters", "head", "overview", "provenance"}
    notebook.cells = [cell for cell in notebook.cells if cell.id in keep]
    nbformat.write(notebook, folder / "notebooks/monitoring.ipynb")
    shutil.copy(root / "notebooks/portfolio.ipynb", folder / "notebooks")
    for number in goals:
        sheet = SMALL.replace("number: 7-2", f"number: {number}")
        (folder / f"params/fy2012/{number}.yaml").write_text(sheet, "utf-8")
    return folder / "params"


@pytest.fixture
def round_of_three(tmp_path, goal_7_2):
    return small_project(goal_7_2.parents[2], tmp_path)


def test_a_round_is_built_and_then_left_alone(round_of_three):
    first = build(round_of_three, "--formats", "html")
    assert first.exit_code == 0
    assert "作成 3件、変更なし 0件、失敗 0件" in first.stderr
    again = build(round_of_three, "--formats", "html")
    assert "作成 0件、変更なし 3件、失敗 0件" in again.stderr


def test_only_the_sheet_that_changed_is_built_again_and_the_place_is_named(round_of_three):
    build(round_of_three, "--formats", "html")
    sheet = round_of_three / "fy2012/7-2.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("16,302件", "16,303件"), "utf-8")
    result = build(round_of_three, "--formats", "html", "--explain")
    assert "fy2012/7-2  作成: 評価書の変更: 達成目標1 指標① 実績値 23年度" in result.stderr
    assert "作成 1件、変更なし 2件、失敗 0件" in result.stderr


def test_the_time_of_a_file_does_not_count_but_its_content_does(round_of_three):
    build(round_of_three, "--formats", "html")
    for sheet in round_of_three.glob("fy2012/*.yaml"):
        os.utime(sheet, (1, 1))
    assert "変更なし 3件" in build(round_of_three, "--formats", "html").stderr


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_text("x")])
def test_a_report_that_was_deleted_or_edited_is_made_again(round_of_three, damage):
    build(round_of_three, "--formats", "html")
    report = round_of_three.parent / "reports/fy2012/7-1.html"
    before = report.read_bytes()
    damage(report)
    result = build(round_of_three, "--formats", "html", "--explain")
    assert "公表済みファイルの欠落・改変: fy2012/7-1.html" in result.stderr
    assert report.read_bytes() == before


def test_one_bad_goal_stops_no_other_and_keeps_its_old_report(round_of_three):
    build(round_of_three, "--formats", "html")
    report = round_of_three.parent / "reports/fy2012/7-2.html"
    before = report.read_bytes()
    bad = round_of_three / "fy2012/7-2.yaml"
    bad.write_text(bad.read_text("utf-8").replace("540機関", "54O機関"), "utf-8")
    result = build(round_of_three, "--formats", "html", "--force")
    assert result.exit_code == 1
    assert "作成 2件、変更なし 0件、失敗 1件" in result.stderr
    assert "7-2.yaml:14:17  達成目標1 指標① 目標値" in result.stderr
    assert report.read_bytes() == before
    assert "失敗 1件" in build(round_of_three, "--formats", "html").stderr  # never cached


@pytest.fixture(scope="module")
def round_as_built(tmp_path_factory):
    """Sheets of a small round, whose reports were built without an option."""
    params = small_project(Path(__file__).parents[2], tmp_path_factory.mktemp("round"))
    assert build(params, "--formats", "html,pdf,data").exit_code == 0
    return params


@pytest.mark.parametrize("options", [["-j1"], ["-j2"], ["--engine", "nbclient"]], ids=" ".join)
def test_jobs_and_engines_make_the_same_bytes(round_as_built, options, tmp_path):
    other = tmp_path / "other"
    result = build(round_as_built, "--formats", "html,pdf,data", "-o", other, *options)
    assert result.exit_code == 0
    ours = round_as_built.parent / "reports/fy2012"
    files = [path for path in ours.rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    assert Counter(path.suffix for path in files if "data" not in path.parts) == {
        ".html": 4, ".pdf": 3,
    }  # fmt: skip
    assert len(files) == 4 + 3 + 3 * 17
    for path in files:
        assert (other / "fy2012" / path.relative_to(ours)).read_bytes() == path.read_bytes()


def test_a_notebook_that_dies_is_a_failed_goal_and_no_more(round_of_three):
    import nbformat
    from nbformat.v4 import new_code_cell

    path = round_of_three.parent / "notebooks/monitoring.ipynb"
    notebook = nbformat.read(path, 4)
    killer = new_code_cell("import os\nif '7-3' in sheet: os._exit(9)")
    notebook.cells.insert(1, killer)
    nbformat.write(notebook, path)
    result = build(round_of_three, "--formats", "html")
    assert result.exit_code == 1
    assert "作成 2件、変更なし 0件、失敗 1件" in result.stderr
    assert (
        "fy2012/7-3  notebooks/monitoring.ipynb In [3]: ノートブックを実行していたプロセスが"
        in result.stderr
    )


def test_a_second_run_says_who_holds_the_folder(round_of_three):
    reports = round_of_three.parent / "reports"
    with hold(reports):
        result = build(round_of_three)
    assert result.exit_code == 3
    assert f"pid {os.getpid()}" in result.stderr


def test_the_lock_of_a_dead_run_is_taken_over_with_a_notice(round_of_three):
    lock = round_of_three.parent / "reports/.evalkit/lock"
    lock.parent.mkdir(parents=True)
    gone = subprocess.Popen(["true"])
    gone.wait()
    holder = {"host": socket.gethostname(), "pid": gone.pid, "since": "2013-07-31T00:00:00+00:00"}
    lock.write_text(json.dumps(holder))
    result = build(round_of_three, "--formats", "html")
    assert result.exit_code == 0
    assert f"pid {gone.pid}" in result.stderr
    assert not lock.exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_at_once_and_leaves_no_child(round_of_three, number, code):
    import nbformat
    from nbformat.v4 import new_code_cell

    path = round_of_three.parent / "notebooks/monitoring.ipynb"
    notebook = nbformat.read(path, 4)
    marker = round_of_three.parent / "started"
    source = f"import pathlib, os, time\npathlib.Path({str(marker)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    notebook.cells.insert(1, new_code_cell(source))
    nbformat.write(notebook, path)
    run = subprocess.Popen(
        [BIN / "evalkit", "build", round_of_three, "-j1"], stderr=subprocess.PIPE
    )
    while not (marker.exists() and marker.read_text()):
        time.sleep(0.05)
    run.send_signal(number)
    assert run.wait(timeout=10) == code
    run.stderr.close()
    child = int(marker.read_text())
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()
    assert not (round_of_three.parent / "reports/.evalkit/lock").exists()


def test_the_plan_as_json_is_for_schedulers(round_of_three):
    rows = json.loads(build(round_of_three, "--dry-run", "--json").stdout)
    assert [(row["name"], row["build"]) for row in rows] == [
        ("fy2012/7-1", True), ("fy2012/7-2", True), ("fy2012/7-3", True),
    ]  # fmt: skip
    assert not (round_of_three.parent / "reports/fy2012").exists()


# What people have about ---------------------------------------------------------------------------


def test_a_failure_is_taken_back_when_the_sheet_is_the_old_one_again(round_of_three):
    sheet = round_of_three / "fy2012/7-2.yaml"
    index = round_of_three.parent / "reports/fy2012/index.html"
    good = sheet.read_text("utf-8")
    build(round_of_three)
    before = index.read_bytes()
    sheet.write_text(good.replace("16,302件", "16,3O2件"), "utf-8")
    assert build(round_of_three).exit_code == 1
    assert "params/fy2012/7-2.yaml:12:17" in index.read_text("utf-8")
    sheet.write_text(good, "utf-8")
    assert build(round_of_three).exit_code == 0
    assert index.read_bytes() == before


@pytest.mark.parametrize("content", ["x", "{}", "[]", '{"cells": [{}]}'])
def test_a_file_that_is_no_notebook_is_one_line(round_of_three, content):
    notebook = round_of_three.parent / "notebooks/monitoring.ipynb"
    notebook.write_text(content)
    result = build(round_of_three, "--lang", "en")
    assert result.exit_code == 2
    assert f"{notebook}: not readable as a notebook (" in result.stderr
    assert not (round_of_three.parent / "reports").exists()


@pytest.mark.parametrize("content", ["null", '{"outputs": []}', '{"inputs": [], "sheet": 3}', "x"])
def test_a_record_that_is_none_is_as_if_there_were_none(round_of_three, content):
    build(round_of_three, "--formats", "html")
    record = round_of_three.parent / "reports/.evalkit/fy2012/7-1.json"
    record.write_text(content)
    result = build(round_of_three, "--formats", "html")
    assert "作成 1件、変更なし 2件、失敗 0件" in result.stderr


def test_a_note_on_an_index_that_was_edited_counts_for_nothing(round_of_three):
    build(round_of_three, "--formats", "html")
    reports = round_of_three.parent / "reports"
    before = (reports / "index.html").read_bytes()
    note = reports / ".evalkit/fy2012.index.json"
    note.write_text(note.read_text("utf-8").replace('"goals": 3', '"goals": 4'), "utf-8")
    assert build(round_of_three, "--formats", "html").exit_code == 0
    assert (reports / "index.html").read_bytes() == before


@pytest.mark.parametrize("name", ["Index", "7-2.digest", "7-1.pdf", "長" * 80])
def test_a_sheet_whose_name_another_file_has_fails_alone(round_of_three, name):
    shutil.copy(round_of_three / "fy2012/7-2.yaml", round_of_three / f"fy2012/{name}.yaml")
    result = build(round_of_three, "--formats", "html", "--lang", "en")
    assert result.exit_code == 1
    assert f'a sheet cannot be called "{name[:40]}"' in result.stderr
    assert "3 built, 0 unchanged, 1 failed" in result.stderr


def test_what_is_no_sheet_is_left_alone(round_of_three):
    hidden = round_of_three / "fy2012/.ipynb_checkpoints/7-1-checkpoint.yaml"
    hidden.parent.mkdir()
    for path in (hidden, round_of_three / "fy2012/._7-1.yaml"):
        path.write_text("{", "utf-8")
    assert "作成 3件、変更なし 0件、失敗 0件" in build(round_of_three, "--formats", "html").stderr


def test_a_pipe_and_a_loop_of_links_fail_alone(round_of_three):
    os.mkfifo(round_of_three / "fy2012/7-8.yaml")
    (round_of_three / "fy2012/7-9.yaml").symlink_to("7-9.yaml")
    result = build(round_of_three, "--formats", "html", "--lang", "en")
    assert "fy2012/7-8  not a file" in result.stderr
    assert "3 built, 0 unchanged, 2 failed" in result.stderr


def test_a_cell_that_fails_is_named(round_of_three):
    import nbformat

    path = round_of_three.parent / "notebooks/monitoring.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells.append(nbformat.v4.new_code_cell("assert report.sheet is None"))
    nbformat.write(notebook, path)
    result = build(round_of_three, "--formats", "html")
    assert "fy2012/7-2  notebooks/monitoring.ipynb In [6]: AssertionError" in result.stderr


def test_nbconvert_does_not_publish_a_notebook_that_has_failed(tmp_path, goal_7_2):
    bad = tmp_path / "bad.yaml"
    bad.write_text(goal_7_2.read_text("utf-8").replace("target: 540機関", "taget: 1"), "utf-8")
    notebook = goal_7_2.parents[2] / "notebooks/monitoring.ipynb"
    executed = tmp_path / "bad.ipynb"
    run_module("papermill", notebook, executed, "-p", "sheet", bad, cwd=tmp_path)
    done = run_module("nbconvert", "--to", "evalkit", executed, cwd=tmp_path)
    assert done.code == 1
    assert re.search(r"In \[\d\]: SheetProblems: .*bad\.yaml:\d+:\d+", done.err)
    assert not executed.with_suffix(".html").exists()


def test_a_report_whose_sheet_is_gone_is_named_and_a_failure_of_one_forgotten(round_of_three):
    bad = round_of_three / "fy2012/7-4.yaml"
    bad.write_text("{", "utf-8")
    build(round_of_three, "--formats", "html")
    for name in ("7-1", "7-4"):
        (round_of_three / f"fy2012/{name}.yaml").unlink()
    result = build(round_of_three, "--formats", "html", "--lang", "en")
    assert "fy2012/7-1  its sheet is gone, its report still stands" in result.stderr
    assert "7-4" not in result.stderr
    assert "7-4" not in (round_of_three.parent / "reports/fy2012/index.html").read_text("utf-8")
