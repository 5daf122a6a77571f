"""``evalkit export --to docx``: the form as Word opens it, whole or as a draft."""

from __future__ import annotations

from evalkit.intake.docx.read import parse_docx
from tests.commands.kit import sheet


def test_a_sheet_that_is_not_yet_complete_becomes_a_draft_in_word(project):
    path = project.write(sheet("actuals: {2023: 【要記入】}"))
    ran = project.run("export", path, "--to", "docx", "-o", "word")
    assert (ran.code, ran.out, ran.err) == (0, "word/3-1.docx\n", "")
    read = parse_docx((project.root / "word/3-1.docx").read_bytes(), "3-1.docx")
    assert "【要記入】" in [cell.text for cell in read.cells()]
    assert "下書き　地域振興庁　令和5年度" in [cell.text for cell in read.furniture]


def test_a_sheet_that_cannot_be_read_leaves_no_document(project):
    path = project.write(sheet("actuals: {2023: 1,30,000件}"))
    ran = project.run("export", path, "--to", "docx", "-o", "word")
    assert ran.code == 2
    assert "1,30,000" in ran.err
    assert not (project.root / "word").exists()
