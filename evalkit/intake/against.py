"""`evalkit import --against`: a typed sheet and the file of the ministry, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalkit.intake.docx.read import parse_docx
from evalkit.intake.form.entered import Entry
from evalkit.intake.form.recognise import Recognised, recognise
from evalkit.intake.printed import PrintedCell
from evalkit.intake.reading import read_printed
from evalkit.intake.take_in import together
from evalkit.sheet.bilingual import NOTHING, Bilingual, Language
from evalkit.sheet.characters import shortened
from evalkit.sheet.load import Document, read_document
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.text import in_one_line, plain_text
from evalkit.sheet.word import write_document

_LONGEST = 60  # characters of a text in a line
_LINE = Bilingual(
    "{file}:{line}:{column}  {place} 評価書「{ours}」 元の文書「{theirs}」{where}",
    '{file}:{line}:{column}  {place}: the sheet has "{ours}", the file "{theirs}"{where}',
)
_UNPLACED = Bilingual(
    "{file}  評価書にない文字「{theirs}」{where}", '{file}  not in the sheet: "{theirs}"{where}'
)
_AT = Bilingual("（{where}）", " ({where})")


@dataclass(frozen=True)
class Difference:
    """A text of which sheet and file say different things; "" where one of them has none."""

    file: str
    position: tuple[int, int] | None  # line and column in the sheet file; None of no place
    place: Bilingual
    ours: str
    theirs: str
    cells: tuple[PrintedCell, ...]

    def line(self, language: Language) -> str:
        """One line that says it, with both places."""
        places = dict.fromkeys(cell.where.in_(language) for cell in self.cells)
        where = _AT.format(where="、".join(places)) if places else NOTHING
        ours, theirs = (shortened(in_one_line(each), _LONGEST) for each in (self.ours, self.theirs))
        if self.position is None:
            return _UNPLACED.format(file=self.file, theirs=theirs, where=where).in_(language)
        line, column = self.position
        return _LINE.format(
            file=self.file, line=line, column=column, place=self.place,
            ours=ours, theirs=theirs, where=where,
        ).in_(language)  # fmt: skip


def compare_with_files(sheet: Path, files: Sequence[Path]) -> list[Difference]:
    """Where a sheet and the files in which its form exists differ.

    Both are read by the same rules: of the sheet, what its form prints. What no form prints, such
    as a declared direction, is not compared; white space does not count.

    Raises
    ------
    SheetProblems
        If the sheet or a file cannot be read.
    """
    document = read_document(sheet, allow_open=True)
    printed = together([read_printed(path) for path in files])
    profile, year = document.sheet.profile, document.sheet.fiscal_year
    theirs = recognise(printed, profile, year=year)
    form = parse_docx(write_document(document.sheet), sheet.name)
    ours = recognise(form, profile, year=year)
    return [*_differences(document, ours, theirs)]


def _differences(document: Document, ours: Recognised, theirs: Recognised) -> Iterator[Difference]:
    own, other = ours.entries.by_path, theirs.entries.by_path
    for path in sorted({*own, *other}, key=lambda path: document.source.place(path)):
        ours_, theirs_ = _text(own, path), _text(other, path)
        if plain_text(ours_) != plain_text(theirs_):
            cells = other[path].cells if path in other else ()
            yield Difference(
                document.source.name, document.source.place(path),
                document.source.form_place(path), ours_, theirs_, cells,
            )  # fmt: skip
    for cell in theirs.unplaced:
        yield Difference(document.source.name, None, NOTHING, "", cell.text, (cell,))


def _text(entries: Mapping[KeyPath, Entry], path: KeyPath) -> str:
    return entries[path].text if path in entries else ""
