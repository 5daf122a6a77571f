"""`evalkit import`: the draft of a sheet from the files in which its form exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from evalkit.intake.draft import Draft, draft
from evalkit.intake.form.pictures import place_pictures
from evalkit.intake.form.recognise import recognise
from evalkit.intake.form.years import year_in_title
from evalkit.intake.printed import Printed, PrintedCell, PrintedPicture, PrintedRow
from evalkit.intake.reading import read_printed
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.form_profile import FormProfile, monitoring
from evalkit.sheet.forms import OwnForms, named_form, own_forms, read_form, shipped_forms
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.round_paths import folder_year
from evalkit.sheet.text import plain_text

_TOP = 8  # rows at the top among which the title is
_HERE = Bilingual("{file} {where}", "{file}, {where}")


def take_in(files: Sequence[Path], output: Path, *, form: str = "") -> Draft:
    """Draft of the sheet `output` from the files of one form.

    Parameters
    ----------
    files : Sequence of Path
        Word, Excel or PDF; several are parts of one form, in their order.
    output : Path
        Where the sheet will lie: its folder says the round, and the forms of its project.
    form : str
        Name of the form; by default as the title says.

    Raises
    ------
    SheetProblems
        If a file cannot be read, the form or the year is not known, or nothing of it is found.
    """
    own = own_forms(output.parent)
    printed = together([read_printed(path) for path in files])
    name = files[0].as_posix()
    called, profile = _form(printed, form, own, name)
    year = _year(printed, profile, output, name)
    found = recognise(printed, profile, year=year)
    if not any(path[0] in _SUBSTANCE for path in found.entries.by_path):
        raise SheetProblems.of_file(name, "nothing_recognised", form=profile.title.ja)
    settled: dict[KeyPath, str] = {("fiscal_year",): str(year)}
    if called:
        settled["form",] = called
    placed = place_pictures(printed, found, stem=output.stem)
    return draft(
        placed, found.unplaced, (*printed.lost, *(each.told for each in placed.rest)), settled,
        files="、".join(path.name for path in files), name=output.as_posix(), own=own,
    )  # fmt: skip


_SUBSTANCE = ("achievement_goals", "budget", "reference")


def together(parts: Iterable[Printed]) -> Printed:
    """Files of one form as one; every place names its file."""
    rows: list[PrintedRow] = []
    pictures: list[PrintedPicture] = []
    lost, furniture, tables = [], [], 0
    for part in parts:
        named = [
            replace(row, cells=tuple(_named(cell, part.file) for cell in row.cells),
                    table=row.table and row.table + tables)
            for row in part.rows
        ]  # fmt: skip
        pictures += [
            replace(each, row=each.row + len(rows),
                    told=_HERE.format(file=part.file, where=each.told))
            for each in part.pictures
        ]  # fmt: skip
        rows += named
        tables = max((row.table for row in named), default=tables)
        lost += [_HERE.format(file=part.file, where=each) for each in part.lost]
        furniture += [_named(cell, part.file) for cell in part.furniture]
    return Printed("", tuple(rows), tuple(lost), tuple(furniture), tuple(pictures))


def _named(cell: PrintedCell, file: str) -> PrintedCell:
    return replace(cell, where=_HERE.format(file=file, where=cell.where))


def _form(printed: Printed, given: str, own: OwnForms, name: str) -> tuple[str, FormProfile]:
    """Form by its name, or the one whose title the file prints; and what a sheet calls it."""
    if given:
        return given, named_form(given, own, name)
    forms = {Path(path).stem: read_form(content, path) for path, content in own.files}
    forms = {**{each.title.ja: each for each in shipped_forms().values()}, **forms}
    top = plain_text("".join(_top_texts(printed)))
    titles = {
        (len(plain_text(title)), called)
        for called, profile in forms.items()
        for title in (profile.title.ja, profile.title.en, *profile.title.also)
        if title and plain_text(title).casefold() in top.casefold()
    }
    if titles:
        called = max(titles)[1]
        return ("" if forms[called] is monitoring() else called), forms[called]
    if own.default:
        return "", named_form("", own, name)
    raise SheetProblems.of_file(name, "unknown_form", forms="、".join(forms))


def _top_texts(printed: Printed) -> Iterable[str]:
    yield from (cell.text for row in printed.rows[:_TOP] for cell in row.cells)
    yield from (cell.text for cell in printed.furniture)


def _year(printed: Printed, profile: FormProfile, output: Path, name: str) -> int:
    western = profile.years == "western"
    titles = (year_in_title(text, western=western) for text in _top_texts(printed))
    year = next((each for each in titles if each), None) or folder_year(output)
    if year is None:
        raise SheetProblems.of_file(name, "no_fiscal_year")
    return year
