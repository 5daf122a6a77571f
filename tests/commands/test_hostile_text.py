"""Text that turns the order of letters, or acts on a terminal, from a notebook or a file's name."""

from __future__ import annotations

import csv
import json
import re

from tests.commands.kit import sheet

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
ROW = "actuals: {2023: 5件}"


def code(source):
    return {
        "cell_type": "code", "id": f"own-{abs(hash(source))}", "metadata": {},
        "execution_count": None, "outputs": [], "source": source,
    }  # fmt: skip


def test_what_a_cell_shows_acts_on_no_page(project):
    path = project.write(sheet(ROW))
    notebook = project.root / "notebooks/monitoring.ipynb"
    content = json.loads(notebook.read_text("utf-8"))
    content["cells"] += [
        code("print('一\u202e二 \\x1b[31m赤\\x1b[0m \\x07')"),
        code(
            "from IPython.display import HTML; HTML('<p>三&#x202E;四 &rlm;&#27;五 &amp;&#9312;</p>')"
        ),
        code("import pandas as pd; pd.DataFrame({'列\u2066': ['<U+202E>']})"),
        {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "## 六\u202e七"},
    ]
    notebook.write_text(json.dumps(content), "utf-8")
    built = project.run("build", path, "--formats", "html")
    assert (built.code, built.err) == (0, "")
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    assert ACTING.findall(page) == []
    for shown in (
        "一&lt;U+202E&gt;二 赤 &lt;U+0007&gt;", "三&lt;U+202E&gt;四 &lt;U+200F&gt;&lt;U+001B&gt;五 &amp;①",
        "列&lt;U+2066&gt;", "六&lt;U+202E&gt;七</h3>", "六&lt;U+202E&gt;七</a>",
    ):  # fmt: skip
        assert shown in page


def test_a_name_of_a_file_acts_in_no_data_and_in_no_new_sheet(project):
    path = project.write(sheet(ROW), "params/fy2023/3\u202e1\u2028.yaml")
    exported = project.run("export", path, "-o", "data")
    assert (exported.code, exported.err) == (0, "")
    for file in (project.root / "data").iterdir():
        assert ACTING.findall(file.read_text("utf-8-sig").replace("\r\n", "\n")) == []
    with (project.root / "data/indicators.csv").open(encoding="utf-8-sig") as file:
        assert [row["file"] for row in csv.DictReader(file)] == ["fy2023/3<U+202E>1<U+2028>.yaml"]
    rolled = project.run("roll", path, "-o", "next.yaml")
    assert (rolled.code, rolled.err) == (0, "")
    assert "fy2023/3<U+202E>1<U+2028>.yaml" in (project.root / "next.yaml").read_text("utf-8")
