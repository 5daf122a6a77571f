"""What a file is, its content says; what cannot be read is told in one sentence."""

import shutil
import subprocess

import pytest

from evalkit.intake.reading import read_printed
from evalkit.sheet.problems import SheetProblems
from tests.fuzz.books import packed, unpacked
from tests.intake.form import FILES
from tests.intake.word import document, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stream(name):
    return OLE + b"\0" * 512 + name.encode("utf-16-le")


def zipped(*names):
    return packed(dict.fromkeys(names, b"x"))


def word(**changes):
    parts = unpacked(document(paragraph("361")))
    return packed(parts | changes)


def with_document(content):
    parts = unpacked(document(paragraph("361")))
    return packed(parts | {"word/document.xml": content})


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
DEEP = b"<a>" * 5000 + b"</a>" * 5000
BAD = {
    "empty": (b"", "ファイルに内容がありません。"),
    "pdf": (b"%PDF-1.7", "PDF が壊れているか、途中で切れています。"),
    "png": (b"\x89PNG\r\n", "画像のファイルで、文字がありません"),
    "jpeg": (b"\xff\xd8\xff\xe0", "画像のファイルで、文字がありません"),
    "tiff": (b"II*\0", "画像のファイルで、文字がありません"),
    "rtf": (b"{\\rtf1}", "リッチテキスト（.rtf）は読めません。"),
    "html": (b"<html><table>", "HTML または XML のファイルは読めません。"),
    "text": ("指標,361".encode(), "この種類のファイルは読めません。"),
    "password": (stream("EncryptedPackage"), "パスワードで保護されています。"),
    "macros of old": (stream("_VBA_PROJECT") + stream("WordDocument"), "マクロを含むファイルは読みません。"),
    "一太郎": (stream("JSRV_SegmentInformation"), "一太郎の文書は読めません。"),
    "slides of old": (stream("PowerPoint Document"), "PowerPoint のファイルは読めません。"),
    "compound file": (OLE, "この種類のファイルは読めません。"),
    "slides": (zipped("ppt/presentation.xml"), "PowerPoint のファイルは読めません。"),
    "odt": (zipped("META-INF/manifest.xml"), "OpenDocument（.odt、.ods）は読めません。"),
    "xlsb": (zipped("xl/workbook.bin"), "バイナリ形式のブック（.xlsb）は読めません。"),
    "zip": (zipped("a.txt"), "この種類のファイルは読めません。"),
    "cut": (document(paragraph("361"))[:400], "文書が壊れているか、途中で切れています。"),
    "macros": (word(**{"word/vbaProject.bin": b"x"}), "マクロを含むファイルは読みません。"),
    "no main part": (zipped("word/document.xml"), "文書が壊れているか、途中で切れています。"),
    "no XML": (with_document(b"361"), "文書が壊れているか、途中で切れています。"),
    "no body": (with_document(b"<a/>"), "文書が壊れているか、途中で切れています。"),
    "too deep": (with_document(DEEP), "文書が壊れているか、途中で切れています。"),
    "entities": (with_document(ENTITIES), "部品 word/document.xml に文書型宣言または実体の定義があります。"),
    "bomb": (with_document(b" " * 30_000_000), "展開すると "),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_said_in_one_sentence(content, said, tmp_path):
    path = tmp_path / "form.docx"
    path.write_bytes(content)
    with pytest.raises(SheetProblems) as told:
        read_printed(path)
    (problem,) = told.value.problems
    assert problem.what("ja").startswith(said)
    assert problem.what("en").isascii()


def test_ichitaro_is_known_by_its_name(tmp_path):
    path = tmp_path / "評価書.JTD"
    path.write_bytes(b"?")
    with pytest.raises(SheetProblems, match="一太郎の文書は読めません"):
        read_printed(path)


def test_a_document_is_known_by_its_content(tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(document(paragraph("361機関")))
    printed = read_printed(path)
    assert printed.file == "form.pdf"
    assert [cell.text for cell in printed.cells()] == ["361機関"]


# Files of old ----------------------------------------------------------------------------------

CONVERTER = """#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && folder=$2; shift; done
[ -n "$RESULT" ] && cp "$RESULT" "$folder/source.docx"
"""


@pytest.fixture
def converter(tmp_path, monkeypatch):
    """A program in place of LibreOffice; it gives what RESULT names."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(CONVERTER)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    result = tmp_path / "result.docx"
    result.write_bytes(document(paragraph("361機関")))
    monkeypatch.setenv("RESULT", str(result))
    return monkeypatch


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "form.doc"
    path.write_bytes(stream("WordDocument"))
    return path


@pytest.mark.usefixtures("converter")
def test_a_file_of_old_goes_through_libreoffice(old):
    assert [cell.text for cell in read_printed(old).cells()] == ["361機関"]


def test_a_file_of_old_that_libreoffice_cannot_open(old, converter):
    converter.delenv("RESULT")
    with pytest.raises(SheetProblems, match="LibreOffice でも開けません。Word で"):
        read_printed(old)


def test_a_file_of_old_without_libreoffice(old, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SheetProblems, match="LibreOffice があれば、そのまま読めます"):
        read_printed(old)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_a_workbook_of_old_reads_like_the_new_one(tmp_path):
    new = FILES / "x01.xlsx"
    command = [
        "soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to", "xls", "--outdir", str(tmp_path), str(new),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = read_printed(tmp_path / "x01.xls").rows
    assert rows == read_printed(new).rows
    assert len(rows) == 132
