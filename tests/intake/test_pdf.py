"""A PDF as printed cells: what a reader sees in its frames, and a doubt wherever it is not sure."""

from __future__ import annotations

import pytest
import typst

from evalkit.assess.fonts import JAPANESE
from evalkit.intake.reading import read_printed
from evalkit.sheet.problems import SheetProblems
from tests.doctor import CHROMIUM
from tests.intake import pdf_forms
from tests.intake.form import FILES

TABLE = """\
#set page(width: 14cm, height: {height})
#set text(font: "IPAexGothic", size: 9pt)
平成２４年度実施施策に係る事後評価書

#table(columns: 5, stroke: 0.5pt,
  table.header([指標], [基準値], [20年度], [21年度], [22年度]),
  [①共同研究の件数], [7,248件], [14,974件], [14,779件], [15,544件],
  [②参加機関数], [（23年度）], table.cell(colspan: 2)[23年度より取組を開始], [338機関],
  table.cell(rowspan: 2)[③区分], [甲], [1件], [2件], [△3件],
  [乙], [4件], [], [調査中],
)
{more}
"""
ROWS = [
    ["指標", "基準値", "20年度", "21年度", "22年度"],
    ["①共同研究の件数", "7,248件", "14,974件", "14,779件", "15,544件"],
    ["②参加機関数", "（23年度）", "23年度より取組を開始", "338機関"],
    ["③区分", "甲", "1件", "2件", "△3件"],
    ["乙", "4件", "", "調査中"],
]


def read(folder, height="20cm", more="", text=TABLE):
    path = folder / "form.pdf"
    fonts = [str(JAPANESE.path().parent)]
    path.write_bytes(
        typst.compile(text.format(height=height, more=more).encode(), font_paths=fonts)
    )
    return read_printed(path)


def texts(rows):
    return [[cell.text for cell in row.cells] for row in rows]


def test_a_ruled_table_is_read_cell_by_cell_merged_cells_included(tmp_path):
    printed = read(tmp_path)
    assert texts(row for row in printed.rows if row.table) == ROWS
    wide, tall = (
        next(cell for cell in printed.cells() if cell.text == text)
        for text in ("23年度より取組を開始", "③区分")
    )
    heads = [cell.box for cell in printed.rows[1].cells]
    assert (wide.box.left, wide.box.right) == (heads[2].left, heads[3].right)
    assert tall.box.bottom > printed.rows[-1].cells[0].box.top
    assert [cell.doubts for cell in printed.cells()] == [()] * 24
    assert wide.where.ja == "1ページ 表1 3行3列"


def test_a_paragraph_stands_outside_of_the_tables(tmp_path):
    first, *_ = read(tmp_path).rows
    assert (first.table, texts([first])) == (0, [["平成２４年度実施施策に係る事後評価書"]])


@pytest.mark.parametrize("height", ["5.2cm", "6cm", "7cm"])
def test_a_page_that_parts_a_table_loses_no_figure_without_a_word(tmp_path, height):
    whole = [cell.text for cell in read(tmp_path).cells() if cell.text]
    parted = [cell for cell in read(tmp_path, height).cells() if cell.text]
    sure = [cell.text for cell in parted if not cell.doubts]
    assert {*sure} <= {*whole}
    said = "".join(cell.text for cell in parted)
    assert [text for text in whole if text not in said] == []


def test_letters_over_each_other_are_doubtful(tmp_path):
    over = "#box(width: 4cm)[361件#place(top + left)[340件]]"
    doubtful = [cell for cell in read(tmp_path, more=over).cells() if cell.doubts]
    assert doubtful
    assert all("36" in cell.text or "34" in cell.text for cell in doubtful)


def test_a_picture_of_a_page_is_told(tmp_path):
    scan = (
        "#set page(width: 5cm, height: 5cm, margin: 0pt)\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg'"
        " width='9' height='9'><rect width='9' height='9' fill='black'/></svg>\"))"
    )
    path = tmp_path / "scan.pdf"
    path.write_bytes(typst.compile(scan.encode()))
    with pytest.raises(SheetProblems) as told:
        read_printed(path)
    assert len(told.value.problems) == 1


# The form, printed in other layouts and by other programs ------------------------------------------

LAYOUTS = {
    "typst, A4": (pdf_forms.print_by_typst, 'paper: "a4", margin: 15mm', "9pt", False),
    "typst, large letters": (pdf_forms.print_by_typst, 'paper: "a4", margin: 9mm', "12pt", False),
    "typst, 26 cm": (
        pdf_forms.print_by_typst, "width: 210mm, height: 260mm, margin: 14mm", "10.5pt", False,
    ),
    "typst, low pages, tags": (
        pdf_forms.print_by_typst, "width: 180mm, height: 120mm, margin: 10mm", "8pt", True,
    ),
    "chromium, A4, tags": (pdf_forms.print_by_chromium, "A4", "12pt", True),
    "chromium, A4 wide": (pdf_forms.print_by_chromium, "A4 landscape", "10.5pt", False),
    "chromium, low pages": (pdf_forms.print_by_chromium, "180mm 120mm", "8pt", False),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_of_the_form_is_right_or_doubted(layout, tmp_path):
    if layout.startswith("chromium") and CHROMIUM.find() is None:
        pytest.skip("no Chromium on this machine; `make doctor` says how to get it")
    form = read_printed(FILES / "7-2.docx")
    write, page, size, tags = LAYOUTS[layout]
    write(form, tmp_path / "form.pdf", page=page, size=size, tags=tags)
    score = pdf_forms.score(tmp_path / "form.pdf", form)
    print(f"\n{'':24}{pdf_forms.HEADS}\n{layout:24}{score}")  # noqa: T201 (pytest -s shows it)
    assert score.wrong == []
    assert score.missing == [] or score.wrong_doubted > 0
    assert score.right >= 0.9 * 595
    assert score.doubted + score.wrong_doubted <= 60


def test_what_a_frame_cuts_away_is_told_and_its_text_is_doubtful(tmp_path):
    cut = "#box(width: 4cm, height: 9pt, clip: true)[14,974件 は 前年度 の 実績値 である と いう]"
    printed = read(tmp_path, more=cut)
    assert [each.ja for each in printed.lost] != []
    assert any("枠で切れて" in doubt.ja for cell in printed.cells() for doubt in cell.doubts)


def test_a_text_over_the_next_cell_is_a_text_of_its_own_where_tags_say_so(tmp_path):
    narrow = """\
#set page(width: 10cm, height: 8cm)
#set text(font: "IPAexGothic", size: 9pt)
#table(columns: (1.4cm, 2cm, 2cm), stroke: 0.5pt, inset: 2pt, [補正後], [当初], [課],
  [#box(width: 0pt)[15,659,209]], [14,538,900], [産業課])
"""
    [_, row] = read(tmp_path, text=narrow.replace("{", "{{").replace("}", "}}")).rows
    assert texts([row]) == [["15,659,209", "14,538,900", "産業課"]]


def test_a_paragraph_that_a_page_parts_is_one_and_doubtful_without_tags(tmp_path):
    form = tmp_path / "form.pdf"
    long = "高耐食性の刃物は、被災地沿岸部に多い食品・水産加工業でのニーズが高く、復興への貢献が大きい。"
    text = (
        '#set page(width: 6cm, height: 3cm, margin: 1cm)\n#set text(font: "IPAexGothic", size: 9pt)\n'
        f"{long}\n\n終わり"
    )
    fonts = [str(JAPANESE.path().parent)]
    for tags, doubts in ((True, 0), (False, 1)):
        form.write_bytes(typst.compile(text.encode(), font_paths=fonts, pdf_tags=tags))
        [first, *_, last] = read_printed(form).cells()
        assert (first.text, len(first.doubts), last.text) == (long, doubts, "終わり")
