"""Whatever is done to the parts of a file, it is read, or refused in a sentence; it never breaks."""

import re
from random import Random

import pytest

from evalkit.intake.docx.read import parse_docx
from evalkit.intake.xlsx.read import parse_xlsx
from evalkit.sheet.problems import SheetProblems
from tests.fuzz import books
from tests.intake.form import FILES

PARTS = {
    "torture.docx": (parse_docx, ("word/document.xml", "word/numbering.xml")),
    "torture.xlsx": (
        parse_xlsx,
        ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"),
    ),
}
UNUSED = re.compile(
    rb'<w:style w:type="table" w:styleId="(?!TableGrid|TableNormal)[^"]*">.*?</w:style>', re.DOTALL
)
CHANGES = [
    books._attribute, books._no_attribute, books._element, books._text, books._part_bytes, books._drop_part,
    books._swap_part,
]  # fmt: skip


@pytest.mark.parametrize("file", PARTS)
def test_a_file_whose_parts_are_changed_is_read_or_refused(file):
    parse, names = PARTS[file]
    whole = books.unpacked((FILES / file).read_bytes())
    whole.pop("word/stylesWithEffects.xml", None)  # large, and read by nobody
    if (styles := whole.get("word/styles.xml")) is not None:  # and most of these, by no table of it
        whole["word/styles.xml"] = UNUSED.sub(b"", styles)
    refused = 0
    for seed in range(150):
        chance, parts = Random(seed), dict(whole)
        name = chance.choice(names)
        for _ in range(chance.choice((1, 1, 2, 5))):
            if name in parts:
                chance.choice(CHANGES)(chance, parts, name)
        try:
            printed = parse(books.packed(parts), file)
        except SheetProblems:
            refused += 1
        else:
            assert all(cell.box.left < cell.box.right for cell in printed.cells())
    assert 0 < refused < 150
