"""Where a path into the sheet file lies in the printed form: ``達成目標2 別表 平均 24年度``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.breakdown import Breakdown, BreakdownRow
from evalkit.sheet.budget import Budget, BudgetLine, FreeLine
from evalkit.sheet.characters import shortened
from evalkit.sheet.fiscal import Calendar, NotAFiscalYear, parse_year_span
from evalkit.sheet.indicator import Indicator, IndicatorTable, NamedSeries
from evalkit.sheet.measures import Measure, MeasureTable, ReferenceMeasures
from evalkit.sheet.model import (
    AchievementGoal,
    AuditSettings,
    DataSource,
    Example,
    Picture,
    PolicyGoal,
    Sheet,
    Tables,
)
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.published import PublishedResult
from evalkit.sheet.record import Record
from evalkit.sheet.references import circled, read_number_sign
from evalkit.sheet.terms import TERMS


def form_place(form: Any, path: KeyPath, calendar: Calendar | None = None) -> Bilingual:
    """Place of `path` in the form; a key that the form has no word for is quoted.

    Parameters
    ----------
    form : Sheet, or the plain tree of a sheet file
        Decides the numbers and names of entries; it may be faulty, or end before the path does.
    path : tuple
        Of the sheet file.
    calendar : Calendar, optional
        How the form counts years; by default as the sheet says. Of a tree without one, years are
        printed with their era.

    Examples
    --------
    >>> tree = {"indicators": [{"no": "③"}]}
    >>> form_place(tree, ("indicators", 0, "actuals", "2012"), Calendar(2012)).ja
    '指標③ 実績値 24年度'
    >>> form_place(tree, ("indicators", 0, "taget")).en
    'indicator ③ "taget"'
    """
    calendar = form.calendar if isinstance(form, Sheet) else calendar
    words: list[Bilingual] = []
    here = form
    for at, step in enumerate(path):
        here = _below(here, step)
        if at < 2 and path[0] == "achievement_goals" and _is_without_goals(form):
            continue
        if isinstance(step, int) and at and isinstance(path[at - 1], int):
            words[-1] = Bilingual(*(f"{each}-{step + 1}" for each in words[-1]))
        elif isinstance(step, int):
            _number(words, here, step, of=path[at - 1])
        elif _may_be_years(path, at) and (years := _years(step, calendar)):
            words.append(years)
        elif not _silent(path, at):
            word = form.profile.word(step) if isinstance(form, Sheet) else None
            words.append(word or TERMS.get(step) or Bilingual(f"「{step}」", f'"{step}"'))
    return Bilingual(" ".join(each.ja for each in words), " ".join(each.en for each in words))


def _may_be_years(path: KeyPath, at: int) -> bool:
    """Whether a key stands where years do: in a row of figures, or beside the name of a line."""
    return at > 0 and (isinstance(path[at - 1], str) or path[at - 2] == "lines")


def _below(here: Any, step: str | int) -> Any:
    """What stands under one step of a path, in a record or in plain data; None if nothing does."""
    if isinstance(here, Record):
        return getattr(here, str(step), None)
    return value_at(here, (step,))


def _is_without_goals(form: Any) -> bool:
    return isinstance(form, Sheet) and form.is_without_goals


def _number(words: list[Bilingual], entry: Any, step: int, *, of: str | int) -> None:
    """Name an entry of a list by its own number, or its name, behind the word of the list."""
    keys = ("no", "group", "heading" if of == "sections" else "name")
    no, group, name = (_text(_below(entry, key)) for key in keys)
    named = _short(" ".join(filter(None, (group, name))))
    if not no and named:
        words.append(Bilingual(f"「{named}」", f'"{named}"'))
    elif words:
        number = read_number_sign(no) or str(step + 1)
        shown = circled(number) if no and of == "indicators" else number
        words[-1] = Bilingual(f"{words[-1].ja}{shown}", f"{words[-1].en} {shown}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _short(name: str) -> str:
    """Last line of a programme's name, which tells it from its sisters."""
    return shortened(name.split("\n")[-1])


def _silent(path: KeyPath, at: int) -> bool:
    """True for a key that the form shows by its place alone: the rows and years of a 別表."""
    within = "breakdown" in path[:at]
    heads = path[at] == "table" and path[0] == "reference"
    of_targets = path[at] == "text" and "targets" in path
    return heads or of_targets or path[at] == "rows" or (within and path[at] == "actuals")


@lru_cache(maxsize=1024)
def _years(step: str, calendar: Calendar | None) -> Bilingual | None:
    """Fiscal years that a key names, as the form prints them; None of any other key."""
    try:
        years = dict.fromkeys(parse_year_span(step))
    except NotAFiscalYear:
        return None
    printed = (fiscal_year(year, "bare" if calendar else "era", calendar) for year in years)
    return Bilingual.join(printed, Bilingual("～", "-"))


def form_order(path: KeyPath) -> tuple[int, ...]:
    """Sort key that puts paths in the order of the form."""
    return tuple(_rank(step) for step in path)


def _rank(step: str | int) -> int:
    if isinstance(step, int):
        return step
    digits = step.split("-")[0]
    return int(digits) if digits.isdecimal() else _field_ranks().get(step, 0)


_RECORDS = (
    *(PublishedResult, PolicyGoal, IndicatorTable, BreakdownRow, Breakdown, NamedSeries, Indicator),
    *(MeasureTable, Measure, Picture, Tables, Example, AchievementGoal, ReferenceMeasures),
    *(BudgetLine, FreeLine, Budget, DataSource, AuditSettings, Sheet),
)
"""Records whose fields stand in the order of the form; a name has its place in the first."""


@cache
def _field_ranks() -> dict[str, int]:
    names = [name for record in _RECORDS for name in record.model_fields]
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}
