"""A sheet file brought up to what its workbook says."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from evalkit.sheet.dump import dump_sheet, update_text
from evalkit.sheet.source import decode, read_bytes
from evalkit.sheet.workbook.read import read_workbook


@dataclass(frozen=True)
class Update:
    """New content of a sheet file."""

    content: bytes
    lines: int  # written, changed or deleted


def updated_file(book: Path, sheet: Path) -> Update:
    """Content that the file `sheet` has after the workbook `book` is read into it.

    A file that exists changes only in the lines of what changed; otherwise it is written anew.

    Raises
    ------
    SheetProblems
        If the book cannot be read, or the file that is there.
    """
    made = read_workbook(book)
    name = sheet.as_posix()
    before = decode(read_bytes(sheet, name), name) if sheet.exists() else ""
    after = update_text(before, made, name=name) if before else dump_sheet(made)
    return Update(after.encode(), _changed_lines(before, after))


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
