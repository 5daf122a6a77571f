"""A sheet file brought up to what its workbook says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from evalkit.sheet.dump import dump_sheet, update_text
from evalkit.sheet.load import Document, read_document
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.source import decode
from evalkit.sheet.workbook.ages import Ages, check_ages
from evalkit.sheet.workbook.read import open_book
from evalkit.sheet.yaml_places import comments_of


@dataclass(frozen=True)
class Update:
    """New content of a sheet file."""

    content: bytes
    lines: int  # written, changed or deleted
    notes: tuple[Problem, ...] = ()  # what was read, and a person should know of


def updated_file(book: Path, sheet: Path) -> Update:
    """Content that the file `sheet` has after the workbook `book` is read into it.

    A file that exists changes only in the lines of what changed; otherwise it is written anew.

    Raises
    ------
    SheetProblems
        If the book cannot be read, or the file that is there; if the book is one of another sheet,
        or so old that reading it would undo what was changed in the file since.
    """
    opened = open_book(book)
    made = opened.sheet(allow_open=True)
    if not sheet.exists():
        written = dump_sheet(made)
        return Update(written.encode(), len(written.splitlines()), opened.notes())
    document = read_document(sheet, allow_open=True)
    problems = check_ages(Ages(opened.base, made, document.sheet), book.as_posix(), document.source)
    if problems:
        raise SheetProblems(problems)
    before, after = _mended(document, document.sheet if made == opened.base else made)
    notes = (*opened.notes(), *_lost_remarks(before, after, document.source.name))
    return Update(after.encode(), _changed_lines(before, after), notes)


def _lost_remarks(before: str, after: str, name: str) -> Iterator[Problem]:
    """Comments that went with what stood beside them; each with the line that it had."""
    if before == after:
        return
    left = Counter(remark for _, remark in comments_of(after))
    for line, remark in comments_of(before):
        if not left[remark]:
            yield Problem.at(name, line, 1, "comment_lost", seen=remark)
        left[remark] -= left[remark] > 0


def _mended(document: Document, made: Sheet) -> tuple[str, str]:
    name = document.source.name
    before = decode(document.content, name)
    return before, update_text(before, made, name=name)


def _changed_lines(before: str, after: str) -> int:
    r"""Lines that a reviewer sees as new or gone.

    Examples
    --------
    >>> _changed_lines("a\nb\nc\n", "a\nB\nc\nd\n")
    2
    """
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    changes = (code for code in matcher.get_opcodes() if code[0] != "equal")
    return sum(max(last - first, end - start) for _, first, last, start, end in changes)
