"""The books of a round: one for each sheet of a folder, and read back in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalkit.produce.project.layout import sheets_at
from evalkit.produce.project.overwriting import check_overwrite
from evalkit.produce.publication.publish import publish
from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.forms import own_forms
from evalkit.sheet.load import read_sheet
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.workbook import check_all_read, open_book, updated_file, write_workbook
from evalkit.sheet.workbook.merge import Take
from evalkit.sheet.workbook.update import identity

_READ = Bilingual("{book} → {sheet}  {lines} 行を更新", "{book} → {sheet}  {lines} lines updated")
_FAILED = Bilingual("{book}  できません（問題 {count}件）", "{book}  not done ({count} problems)")


@dataclass(frozen=True)
class BookOutcome:
    """What became of one book."""

    book: Path
    sheet: Path | None = None
    lines: int | None = None  # of the sheet that changed; None of a book that was written
    problems: SheetProblems | None = None
    notes: tuple[Problem, ...] = ()  # what was read, and a person should know of

    def line(self, language: Language) -> str:
        """One line for the coordinator."""
        if self.problems:
            count = len(self.problems.problems)
            return _FAILED.format(book=self.book, count=count).in_(language)
        if self.lines is None:
            return str(self.book)
        return _READ.format(book=self.book, sheet=self.sheet, lines=self.lines).in_(language)

    def told(self, language: Language) -> Iterator[str]:
        """A line for each problem, or each thing that a person should know of."""
        told = self.problems.problems if self.problems else self.notes
        return (each.text(language) for each in told)

    def record(self, language: Language) -> dict[str, Any]:
        """The same for programs."""
        return {
            "book": self.book.as_posix(),
            "sheet": self.sheet and self.sheet.as_posix(),
            "lines": self.lines,
            "problems": [*self.told(language)],
        }


def write_books(folder: Path, output: Path, *, force: bool = False) -> Iterator[BookOutcome]:
    """Write the book of every sheet in `folder` into `output`; one bad sheet stops no other."""
    for sheet in sheets_at(folder):
        book = output / f"{sheet.stem}.xlsx"
        try:
            check_overwrite(book, "book", inputs=[sheet])
            made = read_sheet(sheet, allow_open=True)
            if not force:
                check_all_read(book, made, own_forms(folder))
            publish({book: write_workbook(made, name=book.as_posix())})
            yield BookOutcome(book, sheet)
        except SheetProblems as problems:
            yield BookOutcome(book, sheet, problems=problems)


def read_books(
    inbox: Path, folder: Path, *, take: Take | None = None, allow_removals: bool = False
) -> Iterator[BookOutcome]:
    """Read every book in `inbox` into the sheet of `folder` that it says it is of.

    File names do not count; several books of one sheet are read one after the other; one that
    cannot be read stops no other, and changes nothing.
    """
    own = own_forms(folder)
    sheets = {identity(read_sheet(sheet, allow_open=True)): sheet for sheet in sheets_at(folder)}
    books = sorted(path for path in inbox.glob("*.xlsx") if not path.name.startswith(("~$", ".")))
    if not books:
        raise SheetProblems.of_file(inbox.as_posix(), "no_books")
    for book in books:
        try:
            said = identity(open_book(book, own).base)
            if said not in sheets:
                raise SheetProblems.of_file(
                    book.as_posix(), "no_sheet_of_book", seen=said, folder=folder.as_posix()
                )
            sheet = sheets[said]
            update = updated_file(book, sheet, take=take, allow_removals=allow_removals)
            if update.lines:
                publish({sheet: update.content})
            yield BookOutcome(book, sheet, update.lines, notes=update.notes)
        except SheetProblems as problems:
            yield BookOutcome(book, problems=problems)
