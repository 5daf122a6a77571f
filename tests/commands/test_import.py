"""``evalkit import``: from the file of a ministry to a sheet, and a sheet held against the file."""

from __future__ import annotations

import json

import pytest

from evalkit.sheet.load import read_sheet
from evalkit.sheet.plain_data import plain
from evalkit.sheet.word import write_document
from tests.commands.kit import ROOT, sheet
from tests.intake.form import FILES
from tests.intake.word import document, paragraph, row, table
from tests.pictures import png

TITLE = "title: 令和5年度実施施策に係る事後評価書（モニタリング）\n"
INDICATOR = """
    actuals: {2021: "1,310件", 2022: "1,420件", 2023: 調査中（令和6年8月頃）}
    annual_targets: {2021: "1,300件", 2022: "1,400件", 2023: "1,500件"}
    baseline: （令和元年度）1,200件
    target: （令和7年度）1,800件
"""
SHEET = "params/fy2023/3-1.yaml"
DRAFT = "params/fy2023/draft.yaml"


@pytest.fixture
def typed(project):
    """The path of a typed sheet, and beside it the Word document of its form."""
    path = project.write(TITLE + sheet(INDICATOR))
    assert project.run("export", path, "--to", "docx").code == 0
    return path


def test_a_word_document_becomes_the_sheet_that_it_was_printed_from(project, typed):
    made = project.run("import", "3-1.docx", "-o", DRAFT)
    assert (made.code, made.out, made.err) == (0, f"{DRAFT}\n", "")
    draft, before = (read_sheet(project.root / path) for path in (DRAFT, typed))
    assert write_document(draft) == write_document(before)
    assert project.run("build", DRAFT, "--formats", "html").code == 0
    assert project.run("import", "3-1.docx", "--against", typed).code == 0


def test_the_form_of_the_ministry_comes_back_with_one_mark(project):
    content = write_document(read_sheet(ROOT / "params/fy2012/7-2.yaml"))
    (project.root / "7-2.docx").write_bytes(content)
    made = project.run(
        "import", "7-2.docx", "-o", "params/fy2012/7-2.yaml", "--report", "todo.json"
    )
    assert (made.code, made.out) == (1, "params/fy2012/7-2.yaml\ntodo.json\n")
    assert made.lines == [
        "params/fy2012/7-2.yaml:273:17  達成目標1 達成手段 「大学発新産業創出拠点プロジェクト」 予算額 24年度「1,30,000」 "
        "書き方に疑いがある（7-2.docx 表5 5行2列）"
    ]
    text = (project.root / "params/fy2012/7-2.yaml").read_text("utf-8")
    assert "2012: 【要確認】1,30,000  # 7-2.docx 表5 5行2列: 書き方に疑いがある\n" in text
    todo = json.loads((project.root / "todo.json").read_text("utf-8"))
    assert [mark["line"] for mark in todo["marks"]] == [273]
    check = project.run("check", "params/fy2012/7-2.yaml")
    assert check.code == 2
    assert "273:17" in check.out


@pytest.mark.parametrize("name", ["7-2.docx", "7-2.xlsx", "x01.xlsx"])
def test_a_form_that_others_wrote_becomes_the_typed_sheet(project, name):
    (project.root / name).write_bytes((FILES / name).read_bytes())
    path = project.root / DRAFT
    assert project.run("import", name, "-o", DRAFT).code == 1
    accepted = '{printed: "1,30,000", reading: "1,300,000"}'
    text = path.read_text("utf-8").replace("【要確認】1,30,000", accepted)
    path.write_text(text, "utf-8")
    assert plain(read_sheet(path)) == plain(read_sheet(ROOT / "params/fy2012/7-2.yaml"))


def test_what_differs_from_the_file_is_told_with_both_places_and_nothing_is_written(project, typed):
    path = project.root / typed
    path.write_text(path.read_text("utf-8").replace("1,420件", "1,240件"), "utf-8")
    before = path.read_bytes()
    told = project.run("import", "3-1.docx", "--against", typed)
    assert told.code == 1
    assert told.out.splitlines() == [
        f"{typed}:12:41  達成目標1 指標① 実績値 4年度 評価書「1,240件」 元の文書「1,420件」（3-1.docx 表3 3行6列）"
    ]
    assert path.read_bytes() == before


def _word(project, name, *blocks):
    (project.root / name).write_bytes(document("".join(blocks)))


def test_a_text_without_a_place_is_listed_and_the_next_import_needs_force(project):
    _word(
        project, "note.docx",
        paragraph("令和5年度実施施策に係る事後評価書（モニタリング）"), paragraph("（環境庁 5-2-1）"),
        table(row("達成目標１", "川をもとに戻す。")), paragraph("担当者の控えとして、会議の記録を別に保存している。"),
    )  # fmt: skip
    made = project.run("import", "note.docx", "-o", DRAFT)
    assert made.code == 1
    assert made.lines == [
        f"{DRAFT}:10:9  施策目標 名称「【要記入】」 元の文書に記載がない",
        f"{DRAFT}:17:15  達成目標1 指標① 名称「【要記入】」 元の文書に記載がない",
        f"{DRAFT}  評価書に置けない文字「担当者の控えとして、会議の記録を別に保存している。」（note.docx 3段落）",
    ]
    text = (project.root / DRAFT).read_text("utf-8")
    assert text.endswith(
        "\n# 評価書に置けなかった文字（元の文書のとおり）\n"
        "# - note.docx 3段落: 担当者の控えとして、会議の記録を別に保存している。\n"
    )
    assert project.run("import", "note.docx", "-o", DRAFT).code == 2
    assert (project.root / DRAFT).read_text("utf-8") == text
    assert project.run("import", "note.docx", "-o", DRAFT, "--force").code == 1


GOAL = table(row("達成目標１", "川をもとに戻す。"))
MONITORING = paragraph("令和5年度 事後評価書（モニタリング）")


@pytest.mark.parametrize(
    ("blocks", "arguments", "said"),
    [
        ([paragraph("会議の次第"), GOAL], [],
         "form.docx:1:1  何の様式か、表題から分かりません。--form で指定してください（モニタリング、実績評価書、事前分析表、"
         "総合計画・総合戦略 KPI、行政事業レビュー、指標表。ほかの様式は params/forms/ に書けます）"),
        ([MONITORING, GOAL], ["--form", "jiseki"],
         "form.docx:1:1  様式「jiseki」はありません。使える様式: monitoring、jisseki、jizen、kpi、review、table"),
        ([paragraph("事後評価書（モニタリング）"), GOAL], ["-o", "draft.yaml"],
         "form.docx:1:1  何年度の評価書か、表題から分かりません。-o に params/fy2024/7-2.yaml のように年度のフォルダーを指定してください"),
        ([MONITORING, paragraph("本文は別に示す。")], [],
         "form.docx:1:1  様式「モニタリング」の達成目標、指標、予算のいずれも見つかりません。--form で別の様式を指定してください"),
    ],
)  # fmt: skip
def test_what_is_no_known_form_is_refused_in_one_sentence(project, blocks, arguments, said):
    _word(project, "form.docx", *blocks)
    output = [] if "-o" in arguments else ["-o", DRAFT]
    made = project.run("import", "form.docx", *output, *arguments)
    assert (made.code, made.out, made.lines) == (2, "", [said])
    assert not (project.root / DRAFT).exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ファイルに内容がありません。もう一度コピーしてください"),
        (b"\xff\xd8\xff\xe0 picture", "画像のファイルで、文字がありません"),
        (b"PK\x03\x04 cut", "文書が壊れているか、途中で切れています"),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(project, content, said):
    (project.root / "form.docx").write_bytes(content)
    made = project.run("import", "form.docx", "-o", DRAFT)
    assert (made.code, made.out, len(made.lines)) == (2, "", 1)
    assert said in made.err


def test_several_files_are_parts_of_one_form(project):
    _word(project, "one.docx", MONITORING, paragraph("（環境庁 5-2-1）"), GOAL)
    _word(project, "two.docx", table(row("達成目標２", "森をもとに戻す。"), row("主管課", "川課")))
    made = project.run("import", "one.docx", "two.docx", "-o", DRAFT)
    assert made.code == 1
    sheet_ = read_sheet(project.root / DRAFT, allow_open=True)
    assert [goal.name for goal in sheet_.achievement_goals] == [
        "川をもとに戻す。",
        "森をもとに戻す。",
    ]
    assert sheet_.lead_division == "川課"


def test_a_form_of_the_project_is_known_by_its_title(project):
    profile = "title: {ja: 森川市事業評価}\nwords:\n  achievement_goal: {ja: めざす姿}\n"
    path = project.root / "params/forms/morikawa.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(profile, "utf-8")
    _word(project, "form.docx", paragraph("森川市事業評価シート（令和5年度）"), paragraph("（森川市）"),
          table(row("めざす姿１", "川をもとに戻す。")))  # fmt: skip
    made = project.run("import", "form.docx", "-o", DRAFT)
    assert made.code == 1
    draft = read_sheet(project.root / DRAFT, allow_open=True)
    assert (draft.form, draft.achievement_goals[0].name) == ("morikawa", "川をもとに戻す。")


EXAMPLES = """\
    examples:
      - heading: （取組例）川の清掃
        text: 住民とともに川を清掃した。
        pictures:
          - {caption: 清掃の様子, file: river.png, text: 川辺でごみを拾う人たちの写真}
          - {caption: 集めたごみ, file: waste.png, text: 袋に入れたごみの写真}
"""


def test_pictures_come_along_as_files_beside_the_sheet(project):
    folder = project.root / "params/fy2023"
    path = project.write(TITLE + sheet(INDICATOR) + EXAMPLES)
    for name, colour in (("river.png", (0, 0, 200)), ("waste.png", (90, 60, 0))):
        (folder / name).write_bytes(png(colour=colour))
    assert project.run("export", path, "--to", "docx").code == 0
    made = project.run("import", "3-1.docx", "-o", DRAFT)
    assert (made.code, made.err) == (0, "")
    assert made.out.splitlines() == [
        "params/fy2023/draft-1.png", "params/fy2023/draft-2.png", DRAFT,
    ]  # fmt: skip
    assert (folder / "draft-2.png").read_bytes() == (folder / "waste.png").read_bytes()
    first, second = read_sheet(project.root / DRAFT).achievement_goals[0].examples[0].pictures
    assert (first.caption, first.file, first.text) == (
        "清掃の様子", "draft-1.png", "川辺でごみを拾う人たちの写真",
    )  # fmt: skip
    assert second.caption == "集めたごみ"
    assert project.run("build", DRAFT, "--formats", "html").code == 0
