"""The files of the indexes: made from what is on the disk, only when due, the same every time."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from evalkit.assess.goal_summary import summarise
from evalkit.assess.parameters import Parameters
from evalkit.assess.report_data import gather
from evalkit.present.round_files import DIGEST, FAILED
from evalkit.present.round_summary import Failure
from evalkit.produce.batch.indexes import index_files
from evalkit.produce.batch.options import Options
from evalkit.produce.project.layout import find_layout
from evalkit.produce.publication.failure_notes import note_result
from evalkit.produce.publication.publish import publish
from evalkit.produce.publication.result import Result, failed
from evalkit.sheet.load import read_sheet

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"


@pytest.fixture
def project(tmp_path, goal_7_2):
    """A project whose one goal has its report."""
    shutil.copytree(NOTEBOOKS, tmp_path / "notebooks")
    sheet = tmp_path / "params/fy2012/7-2.yaml"
    sheet.parent.mkdir(parents=True)
    shutil.copy(goal_7_2, sheet)
    layout = find_layout(sheet)
    content = summarise(gather(read_sheet(sheet), Parameters())).model_dump_json().encode()
    publish({layout.report(".html"): b"page", layout.left(DIGEST): content})
    return layout


def made(project, **options):
    return index_files(project.reports, NOTEBOOKS, Options(**options))


def noted(project, why):
    """What is on the disk of a report that failed."""
    note_result(project, failed(project.name, why), "ja")
    return Failure.model_validate_json(project.left(FAILED).read_bytes())


def test_every_round_and_the_years_have_an_index(project):
    names = [path.relative_to(project.reports).as_posix() for path in made(project)]
    assert names == [
        "fy2012/index.html", ".evalkit/fy2012.index.json", "index.html", ".evalkit/index.json",
    ]  # fmt: skip


def test_an_index_is_made_again_only_when_something_it_shows_has_changed(project):
    publish(made(project))
    assert made(project) == {}
    note_result(project, failed(project.name, "no"), "ja")
    publish(made(project))
    assert made(project) == {}
    note_result(project, Result(name=project.name, status="built"), "ja")
    assert len(made(project)) == 4


@pytest.mark.parametrize("name", ["fy2012/index.html", "index.html"])
def test_an_index_that_was_edited_or_deleted_is_made_again(project, name):
    files = made(project)
    publish(files)
    (project.reports / name).write_text("edited")
    assert made(project)[project.reports / name] == files[project.reports / name]
    (project.reports / name).unlink()
    assert project.reports / name in made(project)


def test_the_same_state_gives_the_same_bytes_with_either_engine(project):
    assert made(project) == made(project, engine="nbclient")


def test_no_path_of_this_machine_is_in_an_index(project, tmp_path):
    assert not [
        path for path, content in made(project).items() if str(tmp_path).encode() in content
    ]


def test_the_one_script_of_an_index_is_known_to_its_policy(project):
    page = made(project)[project.reports / "fy2012/index.html"].decode()
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_where_nothing_was_built_there_is_no_index(tmp_path):
    assert index_files(tmp_path, NOTEBOOKS) == {}


def test_a_failure_names_the_goal_as_far_as_its_sheet_can_be_read(project):
    project.sheet.write_text(
        project.sheet.read_text("utf-8").replace("338機関", "33B機関"), "utf-8"
    )
    failure = noted(project, "why")
    assert (failure.number, failure.ministry, failure.why) == ("7-2", "文部科学省", ("why",))


@pytest.mark.parametrize(
    "text", ["{", "- 1\n", "policy_goal: 7\n", ""], ids=["broken", "list", "no goal", "empty"]
)
def test_a_failure_of_a_sheet_that_is_none_has_its_reason_alone(project, text):
    project.sheet.write_text(text, "utf-8")
    failure = noted(project, "why")
    assert (failure.number, failure.name, failure.why) == ("", "", ("why",))
