"""Each figure of the data says in which file, and in which line of it, its cell stands."""

from __future__ import annotations

import csv
import io
import json

from tests.commands.kit import sheet

INDICATOR = """
baseline: （22年度）3件
actuals:
  平成23年度: 4件
  2021-2022: 5件
  2023: 6件
target: 8件
breakdown:
  rows:
    - {name: 甲, actuals: {2023: 6件}}
"""
REST = """
budget:
  unit: 千円
  single:
    initial:
      2023: 1,200
"""


def table(text):
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def test_csv_and_json_name_file_and_line_of_each_figure(project):
    text = sheet(INDICATOR.replace("平成23年度", "令和2年度"), rest=REST)
    path = project.write(text)
    for kind in ("package", "json"):
        assert project.run("export", path, "--to", kind, "-o", "data").code == 0
    files = project.files()
    lines = text.splitlines()
    rows = [row for name in ("observations", "breakdowns", "budget")
            for row in table(files[f"data/{name}.csv"]) if row["printed"]]  # fmt: skip
    assert len(rows) == 8
    for row in rows:
        assert row["file"] == "fy2023/3-1.yaml"
        assert row["printed"] in lines[int(row["file_line"]) - 1]
    spans = [row for row in rows if row["printed"] == "5件"]
    assert [row["fiscal_year"] for row in spans] == ["2021", "2022"]
    assert len({row["file_line"] for row in spans}) == 1
    observations = json.loads(files["data/tables.json"])["tables"]["observations"]
    assert [(row["file"], row["file_line"]) for row in observations if row["printed"]] == [
        (row["file"], int(row["file_line"])) for row in rows if "observation" in row
    ]
    assert [row["file_line"] for row in observations if row["status"] == "blank"] == [None] * sum(
        row["status"] == "blank" for row in observations
    )
    fields = json.loads(files["data/datapackage.json"])["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields[-2:]] == ["file", "file_line"]
    assert str(project.root) not in files["data/datapackage.json"].decode()
