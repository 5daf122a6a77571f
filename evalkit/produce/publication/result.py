"""What became of one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from evalkit.produce.project.layout import Layout
from evalkit.produce.publication.disk import WriteError
from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.problems import SheetProblems

_STANDS: dict[bool, Bilingual] = {
    True: Bilingual(
        "{why}。前の報告書をそのまま残しました", "{why}; the report before it stands as it was"
    ),
    False: Bilingual("{why}。何も公表していません", "{why}; nothing is published"),
}


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one report."""

    name: str
    status: Literal["built", "unchanged", "failed"]
    seconds: float = 0
    files: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()  # of files that somebody had edited
    unprintable: str = ""  # characters for which the fonts of the PDF have no glyph
    why: tuple[str, ...] = ()  # lines; of a failure, one for each problem
    unreadable: bool = False  # failed for the sheet or its parameters, before anything ran
    of_round: bool = False  # failed for what its round shares, which is told once for all
    unwritable: bool = False  # failed for the disk; all that stood there stands


def none_readable(results: Sequence[Result]) -> bool:
    """Whether nothing was made, and all for what people have written: then nothing is touched."""
    return all(result.unreadable for result in results)


def none_made(results: Sequence[Result]) -> bool:
    """Whether nothing was made, for what people have written or for the state of the machine."""
    return all(result.unreadable or result.unwritable for result in results)


def unreadable(
    layout: Layout, problems: SheetProblems, language: Language, *, of_round: bool = False
) -> Result:
    """Report whose sheet, or whose round's parameters, cannot be read: a line for each problem.

    Files are named from the project's folder, for the index shows the lines.
    """
    lines = (
        replace(problem, file=layout.shown(layout.of_notebook(problem.file))).text(language)
        for problem in problems.problems
    )
    return Result(
        name=layout.name, status="failed", why=tuple(lines), unreadable=True, of_round=of_round
    )


def write_error_text(layout: Layout, error: WriteError, language: Language) -> str:
    """Line about a file that cannot be written, named as people of the project know it."""
    named = WriteError(error.errno, error.strerror, layout.shown(Path(error.filename)))
    return named.text(language)


def unwritten(layout: Layout, error: WriteError, language: Language) -> Result:
    """Report that the disk did not take: the file, the reason, and what stands there now."""
    kept = any(layout.report(ending).is_file() for ending in (".html", ".pdf", ".ipynb"))
    why = _STANDS[kept].in_(language).format(why=write_error_text(layout, error, language))
    return Result(name=layout.name, status="failed", why=(why,), unwritable=True)


def failed(name: str, *why: str) -> Result:
    """Report that could not be made, for the reasons `why`."""
    return Result(name=name, status="failed", why=why)
