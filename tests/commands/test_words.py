"""The words of a project, in params/words.yaml: found, published, and mended where they are wrong."""

from __future__ import annotations

from tests.commands.kit import sheet

SHEET = sheet("name: 産学管の連携数\nunit: 件\nactuals: {2023: 5件}")


def test_a_word_of_the_project_is_found_and_its_reports_are_due_again(project):
    path = project.write(SHEET)
    assert "通常は" not in project.run("check", path).out
    assert project.run("build", "params", "--formats", "html").code == 0
    project.write("slips: {産学管: 産学官}\n", "params/words.yaml")
    assert "「産学管」が1か所にある。通常は「産学官」と書く。" in project.run("check", path).out
    due = project.run("build", "params", "--formats", "html", "--dry-run")
    assert [line for line in (due.out + due.err).splitlines() if "用語の一覧の変更" in line]
    assert project.run("build", "params", "--formats", "html").code == 0
    page = project.root / "reports/fy2023/3-1.html"
    assert "通常は「産学官」と書く。" in page.read_text("utf-8")


def test_a_slip_in_the_words_is_told_with_its_place_and_nothing_is_built(project):
    path = project.write(SHEET)
    words = project.write("slip: {産学管: 産学官}\n", "params/words.yaml")
    said = f"{project.root / words}:1:1  「slip」: 項目「slip」はありません。「slips」の誤りではありませんか"
    checked = project.run("check", path)
    assert (checked.code, checked.out.splitlines()) == (2, [said])
    built = project.run("build", path)
    assert built.code == 2
    assert any("params/words.yaml:1:1" in line for line in built.lines)
    assert not (project.root / "reports/fy2023/3-1.html").exists()


def test_the_words_are_no_sheet(project):
    words = project.write("slips: {産学管: 産学官}\n", "params/words.yaml")
    ran = project.run("build", words)
    assert (ran.code, ran.lines) == (2, ["params/words.yaml: 評価書ではなく、用語の一覧です"])
