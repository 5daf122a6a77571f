"""Pictures that lie beside a sheet: in the page, the PDF, Word and the workbook, and next year's."""

import re
from base64 import b64encode

import pypdfium2
import pytest
from openpyxl import load_workbook

from evalkit.intake.docx.read import parse_docx
from tests.commands.kit import sheet
from tests.pictures import JPEG, png

NAMED = """\
    examples:
      - heading: （取組例）歩道の改良
        text: 歩道を広げた。
        pictures: [{pictures}]
sections:
  - heading: 参考図
    pictures:
      - {{caption: 位置図, file: figures/map.jpg, text: 対象となる道路の位置}}
"""
BOTH = "工事前, {caption: 工事後, file: 3-1-1.png, text: 広がった歩道}"


@pytest.fixture
def named(project):
    """A sheet with two pictures beside it, and a caption alone."""
    project.write(png(), "params/fy2023/3-1-1.png")
    project.write(JPEG, "params/fy2023/figures/map.jpg")
    return write(project, BOTH)


PRINTED = "工事前\n工事後［3-1-1.png］広がった歩道"


def enter(book, texts):
    """Enter other texts into a workbook."""
    opened = load_workbook(book)
    cells = [cell for worksheet in opened for row in worksheet.iter_rows() for cell in row]
    changed = [cell for cell in cells if cell.value in texts]
    assert len(changed) == len(texts)
    for cell in changed:
        cell.value = texts[cell.value]
    opened.save(book)


def write(project, pictures):
    text = sheet("actuals: {2023: 12件}") + NAMED.replace("{pictures}", pictures)
    return project.write(text.replace("{{", "{").replace("}}", "}"))


def test_pictures_are_shown_in_the_page_the_pdf_and_word(project, named):
    ran = project.run("build", "params/fy2023")
    assert ran.code in (0, 1), ran.err
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    shown = re.findall(r'<img[^>]*src="data:image/(\w+);base64,[^"]*"[^>]*alt="([^"]*)"', page)
    assert shown == [("png", "広がった歩道"), ("jpeg", "対象となる道路の位置")]
    assert "工事前" in page
    with pypdfium2.PdfDocument(project.root / "reports/fy2023/3-1.pdf") as pdf:
        images = [each for at in pdf for each in at.get_objects() if each.type == 3]
    assert len(images) == 2
    project.run("export", named, "--to", "docx", "-o", "word")
    read = parse_docx((project.root / "word/3-1.docx").read_bytes(), "3-1.docx")
    assert [(each.file.content, each.text) for each in read.pictures] == [
        (png(), "広がった歩道"), (JPEG, "対象となる道路の位置")
    ]  # fmt: skip
    captions = [cell.text for cell in read.cells()]
    assert captions.index("工事前") < captions.index("工事後") < captions.index("位置図")


@pytest.mark.parametrize(
    ("pictures", "line", "said"),
    [
        ("{file: 3-1-1.png, caption: 歩道}", 15, "図「3-1-1.png」に代替テキスト（text）がありません。"),
        ("{file: 3-1-2.png, text: 歩道}", 15, "図のファイル「3-1-2.png」がありません。"),
        ("{file: 3-1.yaml, text: 歩道}", 15, "「3-1.yaml」は図のファイル名として使えません。"),
        ("{file: ../../../a.png, text: 歩道}", 15, "「../../../a.png」は図のファイル名として使えません。"),
        ("{file: false.png, text: 歩道}", 15, "「false.png」は PNG でも JPEG でもないか、壊れています。"),
        ("{file: large.png, text: 歩道}", 15, "図「large.png」は大きすぎます（上限 2000000 バイト）。"),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_shown_is_a_problem_with_its_place(
    project, named, pictures, line, said
):
    project.write(b"GIF89a", "params/fy2023/false.png")
    project.write(png() + bytes(2_000_001), "params/fy2023/large.png")
    path = write(project, pictures)
    ran = project.run("check", path)
    assert ran.code == 2
    told = ran.out.splitlines()[0]
    assert told.startswith(f"{path}:{line}:")
    assert said in told


def test_the_workbook_and_next_years_sheet_keep_pictures(project, named):
    before = (project.root / named).read_text("utf-8")
    assert project.run("workbook", "write", named, "3-1.xlsx").code == 0
    enter(project.root / "3-1.xlsx", {"12件": "13件", PRINTED: PRINTED.replace("広がった", "広い")})
    ran = project.run("workbook", "read", "3-1.xlsx", named)
    after = before.replace("12件", "13件").replace("広がった", "広い")
    assert (ran.code, (project.root / named).read_text("utf-8")) == (0, after), ran.err
    assert project.run("roll", named).code in (0, 1)
    rolled = (project.root / "params/fy2024/3-1.yaml").read_text("utf-8")
    assert "file: ../fy2023/3-1-1.png" in rolled
    assert "file: ../fy2023/figures/map.jpg" in rolled
    assert "図のファイル" not in project.run("check", "params/fy2024/3-1.yaml").out


def test_a_report_is_made_again_when_a_picture_has_changed(project, named):
    assert project.run("build", "params/fy2023").code in (0, 1)
    again = project.run("build", "params/fy2023")
    project.write(png(colour=(0, 90, 0)), "params/fy2023/3-1-1.png")
    changed = project.run("build", "params/fy2023", "--explain")
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    assert b64encode(png(colour=(0, 90, 0))).decode() in page
    assert "変更なし 1件" in again.lines[0]
    assert "図・写真の変更" in changed.lines[0]
