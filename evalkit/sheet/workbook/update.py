"""A sheet file brought up to what its workbook says.

The book must be one of that sheet, and not older. Three ages of one sheet meet here: what the book
was written from (its hidden copy), what the book says, and what the file says now. Reading makes
the file say what the book says; so a change in the file since the book was written would be undone,
unless the book says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from evalkit.sheet.dump import dump_sheet, update_text
from evalkit.sheet.files import decode
from evalkit.sheet.forms import own_forms
from evalkit.sheet.load import read_document
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Plain, plain
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.source import Source
from evalkit.sheet.workbook.book import open_book
from evalkit.sheet.yaml.list_diff import align
from evalkit.sheet.yaml.positions import comments_of


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
    own = own_forms(sheet.parent)
    opened = open_book(book, own)
    made = opened.sheet()
    if not sheet.exists():
        written = dump_sheet(made)
        return Update(written.encode(), len(written.splitlines()), opened.notes())
    document = read_document(sheet, allow_open=True)
    ages = _Ages(opened.base, made, document.sheet)
    if problems := _check_ages(ages, book.as_posix(), document.source):
        raise SheetProblems(problems)
    before = decode(document.content, document.source.name)
    said = document.sheet if made == opened.base else made
    after = update_text(before, said, name=document.source.name, own=own)
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


# Changes of the file that reading would take back -----------------------------------------------

_Some = Plain | None


class _Ages(NamedTuple):
    """One sheet at three times."""

    base: Sheet
    book: Sheet
    file: Sheet


def _check_ages(ages: _Ages, book: str, source: Source) -> list[Problem]:
    """Why a book must not be read into the file of `source`, each reason at its place there.

    Parameters
    ----------
    ages : _Ages
    book : str
        Name of the book, for the problems.
    source : Source
        The file as it stands now.
    """
    of_book, of_file = _identity(ages.base), _identity(ages.file)
    if of_book != of_file:
        details = {"seen": of_book, "sheet": source.name, "there": of_file}
        return [Problem.at(book, 1, 1, "book_of_another_sheet", **details)]
    if ages.book == ages.base:
        return []  # nothing was entered, so nothing is read
    base, now, then = plain(ages.base), plain(ages.file), plain(ages.book)
    return [
        source.problem(undone.path, "book_is_older", seen=_words(undone.now),
                       before=_words(undone.base), book=book)
        for undone in _undone((), base, now, then)
    ]  # fmt: skip


def _identity(sheet: Sheet) -> str:
    return f"{sheet.ministry} {sheet.fiscal_year}年度 施策目標{sheet.policy_goal.number}"


class _Undone(NamedTuple):
    """A change of the file that reading would take back."""

    path: KeyPath
    base: _Some
    now: _Some


def _undone(path: KeyPath, base: _Some, now: _Some, then: _Some) -> Iterator[_Undone]:
    """Changes from `base` to `now` that `then` does not share; `path` is that in `now`."""
    if now in (base, then):
        return
    if isinstance(base, dict) and isinstance(now, dict) and isinstance(then, dict):
        for key in dict.fromkeys((*now, *base)):
            yield from _undone((*path, key), base.get(key), now.get(key), then.get(key))
    elif isinstance(base, list) and isinstance(now, list) and isinstance(then, list):
        yield from _undone_entries(path, base, now, then)
    else:
        yield _Undone(path, base, now)


def _undone_entries(
    path: KeyPath, base: Sequence[Plain], now: Sequence[Plain], then: Sequence[Plain]
) -> Iterator[_Undone]:
    pairs = align(base, then)
    in_book = {pair.old: pair.new for pair in pairs}
    added = [then[pair.new] for pair in pairs if pair.old is None and pair.new is not None]
    for pair in align(base, now):
        if pair.new is None:
            entry = base[pair.old or 0]
            if in_book[pair.old] is not None:
                yield _Undone(path, entry, None)
        elif pair.old is None:
            if now[pair.new] not in added:
                yield _Undone((*path, pair.new), None, now[pair.new])
        else:
            other = in_book[pair.old]
            there = None if other is None else then[other]
            yield from _undone((*path, pair.new), base[pair.old], now[pair.new], there)


def _words(value: _Some) -> str:
    """A few words of a value: an entry by its number and name, anything else as it is written."""
    if isinstance(value, dict):
        named = [value[key] for key in ("no", "name", "printed") if isinstance(value.get(key), str)]
        return " ".join(map(str, named)) or "、".join(map(_words, value.values()))
    if isinstance(value, list):
        return "、".join(map(_words, value))
    return value or "（なし）"
