"""Pictures of Word, Excel and PDF are taken out with their place and their alternative text."""

import typst

from evalkit.assess.fonts import JAPANESE
from evalkit.intake.docx.read import parse_docx
from evalkit.intake.pdf.read import parse_pdf
from tests.intake import excel, word
from tests.pictures import JPEG, png

PICTURE = png()


def _drawing(text="刃物の写真", crop=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="図 1" descr="{text}"/><a:graphic><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="rId1"/>{crop}</pic:blipFill></pic:pic></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _docx(body, content=PICTURE, **more):
    parts = {
        "_rels/.rels": word.relations(("officeDocument", "word/document.xml")),
        "word/document.xml": word.part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": word.relations(("image", "media/image1.png")),
        "word/media/image1.png": content,
    }
    return parse_docx(word.packed(parts | more), "form.docx")


def said(printed):
    return [(each.file.kind, each.text, each.row, each.told.ja) for each in printed.pictures]


def test_a_picture_of_word_stands_with_its_paragraph_or_its_cell():
    table = word.table(
        word.row("取組例", word.cell(word.paragraph(_drawing()))), word.row("次", "")
    )
    printed = _docx(word.paragraph("上") + table + word.paragraph(_drawing("外観")))
    assert said(printed) == [
        ("png", "刃物の写真", 2, "表1 1行2列 画像「刃物の写真」"),
        ("png", "外観", 3, "2段落 画像「外観」"),
    ]
    assert printed.pictures[0].file.content == PICTURE
    assert printed.lost == ()


def test_a_picture_that_is_cut_or_of_another_kind_is_told_only():
    cut = _docx(word.paragraph(_drawing(crop='<a:srcRect l="20000"/>')))
    drawn = _docx(word.paragraph(_drawing()), content=b"\x01\0\0\0 EMF")
    for printed in (cut, drawn):
        assert printed.pictures == ()
        assert [each.ja for each in printed.lost] == ["1段落 画像「刃物の写真」"]


def test_a_picture_of_excel_stands_with_its_cell():
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="図 3" descr="写真"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
    )
    printed = excel.read(
        excel.text("A1", "上"),
        excel.text("A9", "下"),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": excel.relations(
                ("drawing", "../drawings/drawing1.xml")
            ),
            "xl/drawings/drawing1.xml": excel.drawing((3, 1, picture)),
            "xl/drawings/_rels/drawing1.xml.rels": excel.relations(("image", "../media/i.jpeg")),
            "xl/media/i.jpeg": JPEG,
        },
    )
    [found] = printed.pictures
    assert (found.file.kind, found.file.width, found.text, found.row) == ("jpeg", 60, "写真", 1)
    assert printed.lost == ()


def test_a_picture_of_a_pdf_has_its_pixels_and_the_text_of_its_tag(tmp_path):
    (tmp_path / "p.png").write_bytes(PICTURE)
    (tmp_path / "form.typ").write_text(
        '#set page(width: 14cm, height: 20cm)\n#set text(font: "IPAexGothic")\n取組例\n\n'
        '#image("p.png", width: 4cm, alt: "刃物の写真")\n\n下', encoding="utf-8"
    )  # fmt: skip
    fonts = [str(JAPANESE.path().parent)]
    printed = parse_pdf(typst.compile(tmp_path / "form.typ", font_paths=fonts), "form.pdf")
    assert said(printed) == [("png", "刃物の写真", 1, "1ページ 画像")]
    assert (printed.pictures[0].file.width, printed.pictures[0].file.height) == (60, 40)
    assert printed.pictures[0].file.content == PICTURE
