"""What is a sheet of a project, what is not, and what no report can be called."""

from __future__ import annotations

import json
import unicodedata

import pytest

from tests.commands.kit import sheet

SHEET = sheet("actuals: {2023: 5件}")


def refused(ran):
    """Lines about reports that were not tried."""
    return [line for line in ran.lines if not line.startswith(("作成 ", "2件を", "3件を"))]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("params/fy2024.yaml", "as_of: 2025-07-31\n"),
        ("params/fy2024.yaml", ""),
        ("params/2024.yaml", "# 来年度\nlanguage: en\n"),
        ("params/令和6年度.yaml", "preset: maff\nas_of: 2025-07-31\n"),
    ],
)
def test_parameters_of_a_round_without_sheets_yet_are_no_sheet(project, path, text):
    project.write(SHEET)
    project.write(text, path)
    ran = project.run("build", "--dry-run", "--json")
    assert (ran.code, [row["name"] for row in json.loads(ran.out)]) == (0, ["fy2023/3-1"])


def test_parameters_given_as_a_sheet_are_refused(project):
    path = project.write("as_of: 2025-07-31\n", "params/fy2024.yaml")
    none = project.run("build", "params", "--json")
    assert (none.code, none.out, none.lines[-1]) == (
        2, "[]\n", "エラー: params に評価書がありません",
    )  # fmt: skip
    ran = project.run("build", path)
    assert (ran.code, ran.lines) == (
        2, ["params/fy2024.yaml: 評価書ではなく、年度の共通設定です"],
    )  # fmt: skip
    assert not (project.root / "reports").exists()


@pytest.mark.parametrize(
    ("name", "shown", "why"),
    [
        ("CON", "CON", "Windows の予約名です"),
        ("nul", "nul", "Windows の予約名です"),
        ("Com3.年次", "Com3.年次", "Windows の予約名です"),
        ("3-1\nfy2023 3-2", "3-1�fy2023 3-2", "見えない文字（U+000A）は使えません"),
        ("3-1\u202e", "3-1�", "見えない文字（U+202E）は使えません"),
        ('3-"1"', '3-"1"', '「"」は使えません'),
        ("3-1: 道路", "3-1: 道路", "「:」は使えません"),
        ("-f", "-f", "先頭に空白、「.」「-」は使えません"),
        ("3-1.", "3-1.", "末尾に空白、「.」は使えません"),
        ("3-1　", "3-1　", "末尾に空白、「.」は使えません"),
        ("ＩＮＤＥＸ", "ＩＮＤＥＸ", "ほかのファイルの名前と重なります"),
    ],
)
def test_a_name_that_some_machine_does_not_take_is_one_line(project, name, shown, why):
    project.write(SHEET, f"params/fy2023/{name}.yaml")
    before = project.files()
    ran = project.run("build")
    assert (ran.code, ran.lines) == (2, [f"評価書のファイル名「{shown}」は使えません（{why}）"])
    assert project.files() == before


@pytest.mark.parametrize(
    ("one", "other"),
    [("3-1a", "3-1A"), ("3-1", "３-1"), ("道路がた", unicodedata.normalize("NFD", "道路がた"))],
    ids=["case", "width", "composition"],
)
def test_two_names_that_are_one_file_elsewhere_are_told(project, one, other):
    for name in (one, other):
        project.write(SHEET, f"params/fy2023/{name}.yaml")
    ran = project.run("build", "--lang", "en")
    shown = ", ".join(f"params/fy2023/{name}.yaml" for name in sorted((one, other)))
    assert ran.code == 2
    assert ran.lines[-1] == (
        f"Error: {shown} would make the same report (case, width and composition of letters do not"
        " count); rename one of them"
    )


def test_a_link_to_a_file_outside_the_project_is_not_followed(project, tmp_path):
    outside = tmp_path / "outside"
    (outside / "fy2022").mkdir(parents=True)
    for name in ("3-2.yaml", "fy2022/3-3.yaml", "fy2022.yaml"):
        (outside / name).write_text(SHEET, "utf-8")
    project.write(SHEET)
    (project.root / "params/fy2023/3-2.yaml").symlink_to(outside / "3-2.yaml")
    (project.root / "params/fy2022").symlink_to(outside / "fy2022")
    (project.root / "params/fy2023/3-4.yaml").symlink_to("3-1.yaml")
    ran = project.run("build", "--formats", "html", "--lang", "en")
    assert ran.code == 1
    assert [line for line in ran.lines if "link" in line] == [
        f"{name}  params/{name}.yaml: a link to outside the project; put the file itself there"
        for name in ("fy2022/3-3", "fy2023/3-2")
    ]
    built = {path.stem for path in (project.root / "reports/fy2023").glob("3-*.html")}
    assert built == {"3-1", "3-4"}
    (project.root / "params/fy2023.yaml").symlink_to(outside / "fy2022.yaml")
    again = project.run("build", "params/fy2023/3-1.yaml", "--force")
    assert (again.code, again.lines) == (
        2,
        ["params/fy2023.yaml: プロジェクトの外へのリンクです。ファイルそのものを置いてください"],
    )


def test_a_mistake_in_what_the_round_shares_is_told_once(project):
    for number in ("3-1", "3-2", "3-3"):
        project.write(sheet(number=number), f"params/fy2023/{number}.yaml")
    project.write("langage: ja\n", "params/fy2023.yaml")
    ran = project.run("build", "--lang", "en", "--json")
    line = 'params/fy2023.yaml:1:1  "langage": unknown key "langage" — did you mean "language"?'
    assert ran.code == 2
    assert ran.lines[1:-1] == [line]
    assert ran.lines[-1].startswith("0 built, 0 unchanged, 3 failed (")
    assert [row["why"] for row in json.loads(ran.out)] == [[line]] * 3
