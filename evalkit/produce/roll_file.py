"""年度更新 of a file: next year's sheet beside this year's, its comments kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evalkit.assess.roll import BeyondYears, Rolled, roll
from evalkit.present.words import Words
from evalkit.produce.project.layout import from_here
from evalkit.produce.project.overwriting import check_overwrite
from evalkit.produce.publication.publish import publish
from evalkit.sheet.characters import made_visible
from evalkit.sheet.dump import update_text
from evalkit.sheet.files import decode
from evalkit.sheet.fiscal import LAST_YEAR
from evalkit.sheet.forms import own_forms
from evalkit.sheet.load import Document, read_document
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.round_paths import sheet_of_year
from evalkit.sheet.source import Source
from evalkit.sheet.yaml.tree import parse_source


class SheetExists(Exception):  # noqa: N818  (it is the state of things, told to the caller)
    """The file that a roll-forward would write is there already."""


@dataclass(frozen=True)
class Rollover:
    """What was written: the new file's path and places, and what is to be done in it."""

    path: Path
    rolled: Rolled
    source: Source


def roll_file(
    sheet: Path, to_year: int | None, output: Path | None, words: Words, *, force: bool = False
) -> Rollover:
    """Write the sheet of `to_year`, by default the next, beside the folder of `sheet`.

    Raises
    ------
    SheetProblems
        If `sheet` cannot be read (open entries are no problem), or `to_year` is not later.
    SheetExists
        If the new file exists and `force` is not given; it is not touched.
    OverwriteError
        If the new file is `sheet` itself, or an existing file that is no sheet.
    """
    document = read_document(sheet, allow_open=True)
    year = document.sheet.fiscal_year + 1 if to_year is None else to_year
    if year <= document.sheet.fiscal_year:
        raise SheetProblems([_not_later(document, year)])
    path = output or from_here(sheet_of_year(sheet, year))
    check_overwrite(path, "sheet", inputs=[sheet])
    if path.exists() and not force:
        raise SheetExists(path)
    try:
        rolled = roll(document.sheet, year)
    except BeyondYears:
        seen, last = str(year), str(LAST_YEAR)
        raise SheetProblems(
            [document.source.problem(("fiscal_year",), "beyond_years", seen=seen, last=last)]
        ) from None
    own = own_forms(sheet.parent)
    header = words("rolled_header", year=fiscal_year(year, "era").ja, file=_beside(sheet))
    text = _with_header(
        update_text(decode(document.content, sheet.as_posix()), rolled.sheet, own=own), header
    )
    publish({path: text.encode()})
    return Rollover(path, rolled, parse_source(text, path.as_posix()))


def _not_later(document: Document, year: int) -> Problem:
    first = document.sheet.fiscal_year + 1
    return document.source.problem(
        ("fiscal_year",), "parameter", name="--to-year", seen=str(year), allowed=f"{first}～"
    )


def _beside(sheet: Path) -> str:
    """Path of a sheet as its neighbours would write it: fy2012/7-2.yaml."""
    return made_visible("/".join(sheet.absolute().parts[-2:]))


def _with_header(text: str, header: str) -> str:
    """Put a remark under the schema line of a file, in the file's own line breaks."""
    first, line_break, rest = text.partition("\n")
    ending = "\r\n" if first.endswith("\r") else "\n"
    remark = f"# {header}{ending}"
    has_schema = first.startswith("# yaml-language-server")
    return first + line_break + remark + rest if has_schema else remark + text
