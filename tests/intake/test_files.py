"""The form of goal 7-2 as Word, Excel and PDF: every text of the typed sheet, counted."""

from collections import Counter

import pytest

from evalkit.intake.form.recognise import recognise
from evalkit.intake.reading import read_printed
from evalkit.sheet.form_profile import monitoring
from evalkit.sheet.load import read_sheet
from evalkit.sheet.plain_data import plain
from evalkit.sheet.text import plain_text
from tests.doctor import CHROMIUM
from tests.intake import pdf_forms
from tests.intake.form import FILES
from tests.intake.test_recognise import leaves

OFFICE = ("7-2.docx", "7-2.xlsx", "x01.xlsx")
PDF = {
    "typst, A4": (pdf_forms.print_by_typst, 'paper: "a4", margin: 15mm', "9pt"),
    "typst, low pages": (
        pdf_forms.print_by_typst, "width: 180mm, height: 120mm, margin: 10mm", "8pt",
    ),
    "chromium, A4": (pdf_forms.print_by_chromium, "A4", "12pt"),
}  # fmt: skip
TYPED = {
    key: text
    for key, text in leaves(plain(read_sheet("params/fy2012/7-2.yaml")))
    if key not in (("fiscal_year",), ("years",))
}
HEADS = "texts  right  right+mark  wrong+mark  WRONG  listed  LOST"


def count(printed):
    """How often a text of the typed sheet is right, doubted, wrong, listed or lost."""
    found = recognise(printed, monitoring(), year=2012)
    listed = plain_text("".join(cell.text for cell in found.unplaced))
    counted = Counter()
    for key, text in TYPED.items():
        entry = found.entries.by_path.get(key)
        if entry is None:
            pieces = [
                plain_text(each.text) for each in found.entries.by_path.values() if each.doubts
            ]
            kept = plain_text(text) in listed or any(plain_text(text) in each for each in pieces)
            counted["listed" if kept else "LOST"] += 1
        elif plain_text(entry.text) == plain_text(text):
            counted["right+mark" if entry.doubts else "right"] += 1
        else:
            counted["wrong+mark" if entry.doubts else "WRONG"] += 1
    row = [len(TYPED), *(counted[head] for head in HEADS.split()[1:])]
    print(HEADS, row, sep="\n")  # noqa: T201 (pytest -s shows it)
    return counted


@pytest.mark.parametrize("name", OFFICE)
def test_word_and_excel_give_every_text_without_a_mark(name):
    counted = count(read_printed(FILES / name))
    assert counted == {"right": len(TYPED)}


@pytest.mark.parametrize("layout", PDF)
def test_a_pdf_gives_95_of_100_texts_without_a_mark_and_none_wrong_or_lost(layout, tmp_path):
    if layout.startswith("chromium") and CHROMIUM.find() is None:
        pytest.skip("no Chromium on this machine; `make doctor` says how to get it")
    write, page, size = PDF[layout]
    write(read_printed(FILES / "7-2.docx"), tmp_path / "form.pdf", page=page, size=size)
    counted = count(read_printed(tmp_path / "form.pdf"))
    assert counted["WRONG"] == counted["LOST"] == 0
    assert counted["right"] >= 0.95 * len(TYPED)
    assert counted["right+mark"] + counted["wrong+mark"] <= 60
