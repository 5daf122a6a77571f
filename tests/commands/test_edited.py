"""A published file that somebody edited is kept as a copy, and told, when it is made again."""

from __future__ import annotations

from tests.commands.kit import sheet

BUILD = ("build", "params/fy2023/3-1.yaml", "--formats", "html,data")
TOLD = "fy2023/3-1  公表後に手で直されたファイルを {} に残し、評価書から作り直しました"


def edit(project, name, text):
    path = project.root / "reports/fy2023" / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return path.read_bytes()


def test_an_edited_page_or_table_is_kept_and_told_and_never_a_goal_of_the_index(project):
    project.write(sheet("actuals: {2023: 5件}"))
    assert project.run(*BUILD).code == 0
    before = project.files()
    page = edit(project, "3-1.html", "<p>手で追記")
    table = edit(project, "3-1/data/budget.csv", "手で追記")
    ran = project.run(*BUILD)
    copies = ["reports/fy2023/3-1.edited.html", "reports/fy2023/3-1/data/budget.edited.csv"]
    assert (ran.code, ran.lines) == (0, [TOLD.format(copy) for copy in copies])
    after = project.files()
    assert [after[copy] for copy in copies] == [page, table]
    for name in ("3-1.html", "3-1/data/budget.csv", "index.html"):
        assert after[f"reports/fy2023/{name}"] == before[f"reports/fy2023/{name}"]
    again = edit(project, "3-1.html", "<p>もう一度")
    project.write(sheet("actuals: {2023: 6件}"))
    ran = project.run(*BUILD, "--formats", "html")
    copy = "reports/fy2023/3-1.edited2.html"
    assert (ran.code, ran.lines) == (0, [TOLD.format(copy)])
    assert (project.root / copy).read_bytes() == again
    assert (project.root / copies[0]).read_bytes() == page
    assert not (project.root / "reports/fy2023/3-1/data/budget.csv").exists()
    assert project.run(*BUILD, "--formats", "html", "--force").lines == []


def test_an_edited_index_is_kept_and_told(project):
    project.write(sheet("actuals: {2023: 5件}"))
    assert project.run(*BUILD).code == 0
    before = project.files()
    mine = [edit(project, name, "<p>手で追記") for name in ("index.html", "../index.html")]
    ran = project.run(*BUILD)
    copies = ["reports/fy2023/index.edited.html", "reports/index.edited.html"]
    told = [TOLD.format(copy).replace("fy2023/3-1  ", "index  ") for copy in copies]
    assert (ran.code, ran.lines[:2]) == (0, told)
    after = project.files()
    assert [after[copy] for copy in copies] == mine
    for name in ("fy2023/index.html", "index.html"):
        assert after[f"reports/{name}"] == before[f"reports/{name}"]
    assert project.run(*BUILD, "--force").lines == []


def test_an_index_that_came_from_elsewhere_as_it_would_be_made_is_no_edit(project):
    """As after ``git pull`` in a clone whose reports were made before it."""
    project.write(sheet("actuals: {2023: 5件}"))
    assert project.run(*BUILD).code == 0
    pulled = {
        name: project.files()[f"reports/{name}"] for name in ("index.html", "fy2023/index.html")
    }
    for figure in ("6件", "7件"):
        project.write(sheet(f"actuals: {{2023: {figure}}}"))
        assert project.run(*BUILD).code == 0
    project.write(sheet("actuals: {2023: 5件}"))
    for name, page in pulled.items():
        (project.root / "reports" / name).write_bytes(page)
    ran = project.run(*BUILD)
    assert (ran.code, ran.lines) == (0, [])
    assert not list(project.root.rglob("*.edited*"))


def test_a_file_that_was_emptied_or_removed_has_no_copy(project):
    project.write(sheet("actuals: {2023: 5件}"))
    assert project.run(*BUILD).code == 0
    (project.root / "reports/fy2023/3-1.html").write_bytes(b"")
    (project.root / "reports/fy2023/3-1/data/budget.csv").unlink()
    assert project.run(*BUILD).lines == []
    assert not list(project.root.rglob("*.edited*"))
