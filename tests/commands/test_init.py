"""A project out of an installed evalkit, and its update: what a ministry changed stays its own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.commands.kit import run, sheet
from tests.conftest import ROOT

FILES = {
    ".evalkit-project.json",
    ".gitignore",
    "README.md",
    "notebooks/monitoring.ipynb",
    "notebooks/portfolio.ipynb",
    "params/fy2024.yaml",
    "params/sheet.schema.json",
    "schedule/crontab",
    "schedule/github-actions.yml",
}


@pytest.fixture
def begun(tmp_path):
    ran = run("init", "評価", "--year", 2024, cwd=tmp_path)
    assert ran.code == 0
    return tmp_path / "評価"


def files(folder):
    found = {path for path in folder.rglob("*") if path.is_file()}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def older(folder, name, change):
    """A project whose file is as an older evalkit wrote it."""
    content = change((folder / name).read_bytes())
    (folder / name).write_bytes(content)
    record = json.loads((folder / ".evalkit-project.json").read_bytes())
    record["files"][name] = hashlib.sha256(content).hexdigest()
    (folder / ".evalkit-project.json").write_text(json.dumps(record), "utf-8")


def test_a_project_is_begun_and_builds_a_report(begun):
    assert files(begun).keys() == FILES
    assert "{year}" not in (begun / "README.md").read_text("utf-8")
    (begun / "params/fy2024").mkdir()
    (begun / "params/fy2024/3-1.yaml").write_text(sheet("actuals: {2024: 5件}", year=2024), "utf-8")
    ran = run("build", "--formats", "html", cwd=begun)
    assert ran.code == 0
    assert "指標その1" in (begun / "reports/fy2024/3-1.html").read_text("utf-8")


def test_what_is_there_is_not_written_over(begun, tmp_path):
    before = files(begun)
    again = run("init", "評価", "--year", 2025, cwd=tmp_path)
    assert again.code == 2
    assert again.lines == [
        "評価: 既に evalkit のプロジェクトです。新しい版に合わせるには evalkit init --update 評価"
    ]
    assert files(begun) == before
    other = tmp_path / "other"
    other.mkdir()
    (other / "README.md").write_text("私たちの", "utf-8")
    ran = run("init", "other", "--year", 2024, "--lang", "en", cwd=tmp_path)
    assert (ran.code, ran.lines) == (
        2,
        ["other/README.md: there already, so nothing was written; give another folder"],
    )
    assert files(other).keys() == {"README.md"}


def test_a_project_begins_with_a_year(tmp_path):
    ran = run("init", "x", cwd=tmp_path)
    assert (ran.code, ran.lines[-1]) == (2, "エラー: オプション --year がありません")
    assert not (tmp_path / "x").exists()


def test_an_update_of_what_is_up_to_date_says_nothing(begun):
    before = files(begun)
    (begun / "README.md").write_text("私たちの手引", "utf-8")
    ran = run("init", "--update", ".", cwd=begun)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert files(begun) == before | {"README.md": "私たちの手引".encode()}


def test_an_update_writes_what_the_project_left_alone(begun):
    new = (begun / "notebooks/monitoring.ipynb").read_bytes()
    older(begun, "notebooks/monitoring.ipynb", lambda old: old.replace("評価書".encode(), b"x"))
    ran = run("init", "--update", ".", cwd=begun)
    assert (ran.code, ran.out) == (0, "notebooks/monitoring.ipynb  更新\n")
    assert (begun / "notebooks/monitoring.ipynb").read_bytes() == new
    assert run("init", "--update", ".", cwd=begun).out == ""


def test_an_update_keeps_what_the_project_changed_and_shows_what_is_new(begun):
    older(begun, "notebooks/monitoring.ipynb", lambda old: old.replace(b"report.changes()", b"x"))
    own = begun / "notebooks/monitoring.ipynb"
    own.write_bytes(own.read_bytes().replace("全体の状況".encode(), "概況".encode()))
    kept = own.read_bytes()
    ran = run("init", "--update", ".", "--lang", "en", cwd=begun)
    assert ran.code == 1
    first, *lines = ran.out.splitlines()
    assert first == (
        "notebooks/monitoring.ipynb  kept, for it was changed here; what the new version has instead:"
    )
    assert {"  -x", "  +report.changes()", "  -## 概況 / Overview"} <= {*lines}
    assert own.read_bytes() == kept


def test_an_update_leaves_removed_what_was_removed(begun):
    (begun / "schedule/crontab").unlink()
    older(begun, "README.md", lambda old: old + b"old")
    ran = run("init", "--update", ".", cwd=begun)
    assert (ran.code, ran.out) == (0, "README.md  更新\n")
    assert not (begun / "schedule/crontab").exists()


@pytest.mark.parametrize("record", [None, b"", b"[]", b'{"year": "x"}', b"\xff"])
def test_only_a_project_is_brought_up_to_date(tmp_path, record):
    if record is not None:
        (tmp_path / ".evalkit-project.json").write_bytes(record)
    ran = run("init", "--update", ".", cwd=tmp_path)
    assert ran.code == 2
    assert ran.lines == [
        ".: evalkit init で作られたフォルダではありません（.evalkit-project.json がないか、読めません）"
    ]


def test_build_without_a_project_says_how_to_make_one(tmp_path):
    (tmp_path / "3-1.yaml").write_text(sheet("actuals: {2023: 5件}"), "utf-8")
    ran = run("build", "3-1.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert "evalkit init フォルダ名 でプロジェクトを作り" in ran.lines[-1]
    assert [*tmp_path.iterdir()] == [tmp_path / "3-1.yaml"]


# Out of a wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what the wheel of this clone holds, and nothing else of the clone."""
    folder = tmp_path_factory.mktemp("wheel")
    clone = folder / "clone"
    shutil.copytree(
        ROOT / "evalkit", clone / "evalkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("notebooks", "params"):
        shutil.copytree(ROOT / name, clone / name)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, clone)
    call = "from setuptools import build_meta; print(build_meta.build_wheel('..'))"
    built = subprocess.run(
        [sys.executable, "-c", call], cwd=clone, capture_output=True, text=True, check=True
    )
    wheel = folder / built.stdout.splitlines()[-1]
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    shutil.rmtree(clone)
    return folder / "site"


def of_wheel(installed, *arguments, cwd):
    """Run what the wheel holds: it goes before the clone, of which nothing is read."""
    env = {**os.environ, "PYTHONPATH": str(installed)}
    call = [sys.executable, "-P", "-m", "evalkit", *map(str, arguments)]
    return subprocess.run(
        call, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_example_of_a_wheel_is_built_without_the_clone(installed, tmp_path):
    began = of_wheel(installed, "init", "ministry", "--example", cwd=tmp_path)
    assert (began.returncode, began.stderr) == (0, "")
    ministry = tmp_path / "ministry"
    assert (ministry / "params/fy2012/7-2.yaml").read_bytes() == (
        ROOT / "params/fy2012/7-2.yaml"
    ).read_bytes()
    built = of_wheel(installed, "build", cwd=ministry)
    assert built.returncode == 0, built.stderr
    page = (ministry / "reports/fy2012/7-2.html").read_text("utf-8")
    assert "国公私立大学等における民間企業との共同研究の実施件数" in page
    assert (ministry / "reports/fy2012/7-2.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert str(ROOT) not in page
    assert of_wheel(installed, "init", "--update", ".", cwd=ministry).stdout == ""
