"""A sheet file brought up to what people entered in its workbook.

Three ages of one sheet meet here: what the book was written from (its hidden copy), what the book
says, and what the file says now. What was changed in the book since its base goes into the file;
what was changed in the file stays (:mod:`evalkit.sheet.workbook.merge`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from evalkit.sheet.dump import dump_sheet, update_text
from evalkit.sheet.files import decode
from evalkit.sheet.forms import own_forms
from evalkit.sheet.load import Document, checked_sheet, read_document
from evalkit.sheet.model import Sheet
from evalkit.sheet.plain_data import plain
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.source import Source
from evalkit.sheet.workbook.book import Book, open_book
from evalkit.sheet.workbook.merge import Conflict, Removal, Some, Take, merge
from evalkit.sheet.yaml.positions import comments_of


@dataclass(frozen=True)
class Update:
    """New content of a sheet file."""

    content: bytes
    lines: int  # written, changed or deleted
    notes: tuple[Problem, ...] = ()  # what was read, and a person should know of


def updated_file(
    book: Path, sheet: Path, *, take: Take | None = None, allow_removals: bool = False
) -> Update:
    """Content that the file `sheet` has after the workbook `book` is read into it.

    A file that exists changes only in the lines of what changed; otherwise it is written anew.

    Parameters
    ----------
    book, sheet : Path
    take : str
        Whose word counts where both have changed one cell: the book's (``theirs``) or the file's
        (``ours``).
    allow_removals : bool
        Whether entries that the book has no longer go from the file, too.

    Raises
    ------
    SheetProblems
        If the book cannot be read, or the file that is there; if the book is one of another sheet;
        if both have changed one cell and `take` does not say whose word counts; or if the book has
        lost an entry. Nothing of the book is read then.
    """
    own = own_forms(sheet.parent)
    opened = open_book(book, own)
    made = opened.sheet()
    if not sheet.exists():
        written = dump_sheet(made)
        return Update(written.encode(), len(written.splitlines()), opened.notes())
    document = read_document(sheet, allow_open=True)
    _check_identity(opened, document)
    merged = merge(*map(plain, (opened.base, document.sheet, made)), take=take)
    source = document.source
    problems = [_conflict(each, opened, source) for each in merged.conflicts if not take]
    problems += [_removal(each, opened, source) for each in merged.removals if not allow_removals]
    if problems:
        raise SheetProblems(problems)
    said = checked_sheet(replace(source, tree=merged.tree), allow_open=True, own=own)
    before = decode(document.content, source.name)
    after = update_text(before, said, name=source.name, own=own)
    notes = (*opened.notes(), *_lost_remarks(before, after, source.name))
    return Update(after.encode(), _changed_lines(before, after), notes)


def _check_identity(opened: Book, document: Document) -> None:
    of_book, of_file = identity(opened.base), identity(document.sheet)
    if of_book != of_file:
        raise SheetProblems.of_file(
            opened.name, "book_of_another_sheet",
            seen=of_book, sheet=document.source.name, there=of_file,
        )  # fmt: skip


def _conflict(each: Conflict, opened: Book, source: Source) -> Problem:
    base, ours, theirs = map(_words, each.ages)
    cell = opened.cell(each.book_path)
    return source.problem(
        each.path, "changed_twice", seen=theirs, base=base, ours=ours, book=opened.name, at=cell
    )


def _removal(each: Removal, opened: Book, source: Source) -> Problem:
    seen = _words(each.entry)
    return source.problem(each.path, "removed_in_book", seen=seen, book=opened.name)


def _lost_remarks(before: str, after: str, name: str) -> Iterator[Problem]:
    """Comments that went with what stood beside them; each with the line that it had."""
    if before == after:
        return
    left = Counter(remark for _, remark in comments_of(after))
    for line, remark in comments_of(before):
        if not left[remark]:
            yield Problem.at(name, line, 1, "comment_lost", seen=remark)
        left[remark] -= left[remark] > 0


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


def identity(sheet: Sheet) -> str:
    """Which sheet it is: whose, of which year and policy; a book is read into that one alone."""
    return f"{sheet.ministry} {sheet.fiscal_year}年度 施策目標{sheet.policy_goal.number}"


def _words(value: Some) -> str:
    """A few words of a value: an entry by its number and name, anything else as it is written."""
    if isinstance(value, dict):
        named = [value[key] for key in ("no", "name", "printed") if isinstance(value.get(key), str)]
        return " ".join(map(str, named)) or "、".join(map(_words, value.values()))
    if isinstance(value, list):
        return "、".join(map(_words, value))
    return value or "（なし）"
