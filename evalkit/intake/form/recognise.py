"""From printed cells to the entries of a sheet, and a list of what has no place in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evalkit.intake.form.breakdowns import read_breakdown
from evalkit.intake.form.corrections import read_corrections
from evalkit.intake.form.entered import Entries
from evalkit.intake.form.form import Form
from evalkit.intake.form.indicators import read_indicators
from evalkit.intake.form.labels import Labels
from evalkit.intake.form.lines import read_line
from evalkit.intake.form.money import is_budget, read_budget
from evalkit.intake.form.programmes import read_programmes
from evalkit.intake.form.regions import Kind, Region, regions
from evalkit.intake.form.sections import read_table
from evalkit.intake.form.texts import read_grading, read_policies, read_texts
from evalkit.intake.printed import Printed, PrintedCell
from evalkit.sheet.fiscal import CalendarYear
from evalkit.sheet.form_profile import FormProfile
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.text import plain_text

_PAGE_NUMBER = re.compile(r"[-－/／\s0-9０-９]*|下書き")
_DOCUMENT = re.compile(r"(?P<year>[0-9]{1,2})-(?P<number>[0-9]+(?:-[0-9]+)*)")


@dataclass(frozen=True)
class Recognised:
    """Entries of a sheet, and the printed cells that stand in none, whole or in part."""

    entries: Entries
    unplaced: tuple[PrintedCell, ...]


def recognise(printed: Printed, profile: FormProfile, *, year: int) -> Recognised:
    """Read a form by its profile.

    Parameters
    ----------
    printed : Printed
        All that its file prints.
    profile : FormProfile
    year : int
        Fiscal year of the form.

    Returns
    -------
    Recognised
        Every printed text stands in it: in an entry, as a word of the form, or unplaced.
    """
    form = Form(Labels(profile), year)
    for region in regions(printed, form.labels, near=year):
        _read(form, region)
    _put_years(form)
    _put_number(form)
    form.entries.doubt_below(form.suspects)
    unplaced = [cell for cell in printed.cells() if not form.entries.is_whole(cell)]
    unplaced += [cell for cell in printed.furniture if not _is_known(form, cell)]
    return Recognised(form.entries, tuple(unplaced))


def _read(form: Form, region: Region) -> None:
    if region.kind == "line":
        for cell in region.cells():
            read_line(form, cell)
    elif region.kind == "years":
        if is_budget(form, region):
            read_budget(form, region)
        else:
            read_breakdown(form, region) or read_table(form, region)
            form.open(None)
    elif region.kind == "other":
        read_corrections(form, region) or read_table(form, region)
    elif reader := _READERS.get(region.kind):
        reader(form, region)


_READERS: Mapping[Kind, Callable[[Form, Region], None]] = {
    "texts": read_texts,
    "indicators": read_indicators,
    "measures": read_programmes,
    "cabinet_policies": read_policies,
    "grading": read_grading,
}


def _put_years(form: Form) -> None:
    """Enter the years of the tables; tables that have others than most are doubted."""
    counted = Counter(years for years, _ in form.tables if years)
    if not counted:
        return
    usual = counted.most_common(1)[0][0]
    for years, paths in form.tables:
        if years and years != usual:
            for path in paths:
                form.suspect(path, "other_years")
    form.entries.put(("years",), f"{min(usual)}-{max(usual)}")
    if all(isinstance(year, CalendarYear) for year in usual):
        form.entries.put(("period",), "calendar")


def _put_number(form: Form) -> None:
    """Enter the number of the policy that stands in the number of its document alone: 24-7-2."""
    entries = form.entries.by_path
    document = entries.get(("document",))
    if ("policy_goal", "number") in entries or document is None:
        return
    found = _DOCUMENT.fullmatch(plain_text(document.text))
    if found and fiscal_year(form.year).ja == f"{int(found['year'])}年度":
        form.entries.put(("policy_goal", "number"), found["number"])


def _is_known(form: Form, cell: PrintedCell) -> bool:
    """Whether a header or footer says nothing that the form does not."""
    said = plain_text("".join(_head_texts(form)))
    return all(
        _PAGE_NUMBER.fullmatch(word) or plain_text(word) in said for word in cell.text.split()
    )


def _head_texts(form: Form) -> Iterator[str]:
    for path in (("title",), ("ministry",), ("document",), ("policy_goal", "name")):
        if entry := form.entries.by_path.get(path):
            yield entry.text
    yield f"{fiscal_year(form.year).ja}{form.year}年"
    yield fiscal_year(form.year, "era").ja
