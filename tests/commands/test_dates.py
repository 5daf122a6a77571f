"""SOURCE_DATE_EPOCH: the one date of every file, or a line that says why it is none."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pikepdf
import pytest

from tests.commands.kit import sheet

GOAL = "params/fy2023/3-1.yaml"


def test_every_file_has_the_date_that_the_environment_gives(project):
    project.write(sheet("actuals: {2023: 5件}"))
    build = ("build", GOAL)
    assert project.run(*build, SOURCE_DATE_EPOCH="1700000000").code == 0
    first = project.files()
    with pikepdf.open(io.BytesIO(first["reports/fy2023/3-1.pdf"])) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20231114221320")
    with ZipFile(io.BytesIO(first["reports/fy2023/3-1/data/tables.xlsx"])) as book:
        assert b"2023-11-14T22:13:20Z" in book.read("docProps/core.xml")
    package = json.loads(first["reports/fy2023/3-1/data/datapackage.json"])
    assert package["created"] == "2023-11-14T22:13:20Z"
    notebook = json.loads(first["reports/fy2023/3-1.ipynb"])
    assert notebook["metadata"]["papermill"]["start_time"] == "2023-11-14T22:13:20+00:00"
    assert project.run(*build, "--force", SOURCE_DATE_EPOCH="1700000000").code == 0
    again = project.files()
    published = [path for path in first if path.startswith("reports/") and ".evalkit" not in path]
    assert len(published) > 15
    assert [path for path in published if again[path] != first[path]] == []
    why = project.run(*build, "--dry-run", "--explain")
    assert why.lines == [
        "fy2023/3-1  作成: SOURCE_DATE_EPOCH の変更: 2023-11-14 22:13:20+00:00 → －"
    ]


@pytest.mark.parametrize("seen", ["soon", "-1", "1.5e9", "99999999999", "１７０００００００００"])
def test_what_is_no_date_is_refused(project, seen):
    project.write(sheet("actuals: {2023: 5件}"))
    before = project.files()
    for call in (["build", GOAL], ["export", GOAL, "--to", "xlsx"]):
        ran = project.run(*call, "--lang", "en", SOURCE_DATE_EPOCH=seen)
        assert (ran.code, ran.out, ran.lines) == (
            2, "", [
                f'environment variable SOURCE_DATE_EPOCH: "{seen}" is not allowed; write seconds'
                " since 1970, from 1980 to 2107, such as 1375228800"
            ],
        )  # fmt: skip
    assert project.files() == before
