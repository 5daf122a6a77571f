"""A sheet beside RSシステム: which of its programmes and figures the official tables confirm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from evalkit.intake.rs.indicators import RsIndicator, read_indicators
from evalkit.intake.rs.programmes import Programme, read_projects
from evalkit.intake.rs.tables import RsFolder
from evalkit.sheet.bilingual import NOTHING, Bilingual, Language
from evalkit.sheet.cells.cell import Quantity
from evalkit.sheet.cells.units import converted, kind_of
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.measures import PlacedMeasure
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import amount, percent
from evalkit.sheet.text import plain_text

Outcome = Literal["agrees", "differs", "absent"]
OUTCOMES: Mapping[Outcome, Bilingual] = {
    "agrees": Bilingual("一致", "agrees"),
    "differs": Bilingual("不一致", "differs"),
    "absent": Bilingual("RSシステムにない", "not in RSシステム"),
}
"""What the official tables say of an entry of the sheet."""

_YEN = "円"
_SAID: Mapping[str, Bilingual] = {
    "project": Bilingual("予算事業ID {id} 「{name}」", 'project {id}, "{name}"'),
    "initial": Bilingual("{year}年度 当初予算 {value}", "initial budget of FY{year}: {value}"),
    "revised": Bilingual("{year}年度 補正後予算 {value}", "revised budget of FY{year}: {value}"),
    "executed": Bilingual("{year}年度 執行額 {value}", "executed in FY{year}: {value}"),
    "targets": Bilingual("目標値 {value}", "target {value}"),
    "actuals": Bilingual("実績値 {value}", "result {value}"),
    "rate": Bilingual(
        "RSシステムの達成率 {rate}（実績値÷目標値では {own}。増減のどちらが良いかを問わない比）",
        "rate in RSシステム {rate} (result ÷ target is {own}, whichever way is better)",
    ),
}


@dataclass(frozen=True)
class Evidence:
    """An entry of the sheet, and what the official tables say of it."""

    path: KeyPath
    place: Bilingual
    outcome: Outcome
    printed: str
    official: Bilingual = NOTHING

    def line(self, language: Language) -> str:
        """One line for a terminal."""
        told = f"{OUTCOMES[self.outcome].in_(language)}  {self.place.in_(language)}"
        official = self.official.in_(language)
        return f"{told}「{self.printed}」" + (f"  RS: {official}" if official else "")

    def row(self, language: Language) -> dict[str, str]:
        """The same for programs."""
        return {
            "outcome": self.outcome,
            "place": self.place.in_(language),
            "path": "/".join(map(str, self.path)),
            "printed": self.printed,
            "official": self.official.in_(language),
        }


def compare_with_rs(sheets: Mapping[Path, Sheet], tables: Path) -> dict[Path, list[Evidence]]:
    """Compare the programmes of sheets, and indicators of the same name, with RSシステム.

    A programme is found by its 予算事業ID or 旧事業番号, or else by its name. Amounts are compared
    by the words of their heads: 補正後 is the initial budget with what was added to it. The
    official 達成率 is set beside result ÷ target and decides nothing.

    Parameters
    ----------
    sheets : mapping of Path to Sheet
    tables : Path
        Folder of the official tables; those of a sheet's year are read once for all its sheets.

    Returns
    -------
    dict of Path to list of Evidence
        By the sheets, in their order.

    Raises
    ------
    RsError
        If a table is missing or damaged; 3-1 may be missing, then indicators are not compared.
    """
    folders = {path: RsFolder.of(tables, sheet.fiscal_year) for path, sheet in sheets.items()}
    official = {folder.year: folder for folder in folders.values()}
    found: dict[Path, list[Evidence]] = {}
    for year, folder in official.items():
        own = {path: sheets[path] for path, each in folders.items() if each.year == year}
        found |= _compare(own, folder)
    return {path: found[path] for path in sheets}


def _compare(sheets: Mapping[Path, Sheet], folder: RsFolder) -> dict[Path, list[Evidence]]:
    known = read_projects(folder)
    named = {
        path: [(each, _programme(each, known)) for each in sheet.measures()]
        for path, sheet in sheets.items()
    }
    ids = {path: {it.id for _, it in own if it} for path, own in named.items()}
    indicators = (
        read_indicators(folder, set().union(*ids.values())) if "3-1" in folder.files else []
    )
    return {
        path: [
            *(one for each, it in named[path] for one in _of_measure(sheet, each, it)),
            *_of_indicators(sheet, [each for each in indicators if each.project in ids[path]]),
        ]
        for path, sheet in sheets.items()
    }


# Programmes


def _programme(placed: PlacedMeasure, known: Mapping[str, Programme]) -> Programme | None:
    """Project of a programme: by its number, or else by its name if only one is called so."""
    number, name = (
        plain_text(placed.measure.review_sheet).lstrip("0"),
        plain_text(placed.measure.name),
    )
    by_number = [
        it
        for it in known.values()
        if number and number in (it.id.lstrip("0"), it.old_number.lstrip("0"))
    ]
    by_name = [it for it in known.values() if plain_text(it.name) == name]
    both = [it for it in by_number if it in by_name]
    found = both or by_name or by_number
    return found[0] if len(found) == 1 else None


def _of_measure(sheet: Sheet, placed: PlacedMeasure, it: Programme | None) -> Iterator[Evidence]:
    path = (*placed.path, "name")
    place = form_place(sheet, path)
    if it is None:
        yield Evidence(path, place, "absent", placed.measure.name)
        return
    same = plain_text(it.name) == plain_text(placed.measure.name)
    project = _SAID["project"].format(id=it.id, name=it.name)
    yield Evidence(path, place, _outcome(same), placed.measure.name, project)
    for year, cell in placed.measure.budget.items():
        if isinstance(cell, Quantity) and (budget := it.budgets.get(year)):
            kind = _kind(placed.heads.budget.get(year, ""))
            official: int | None = getattr(budget, kind)
            if official is not None:
                here = (*placed.path, "budget", str(year))
                unit = sheet.measure_unit(placed.heads, year)
                said = _SAID[kind].format(year=year, value=f"{official:,}円")
                outcome = _outcome(_is_amount(cell.value, unit, official))
                yield Evidence(here, form_place(sheet, here), outcome, cell.printed, said)


def _kind(head: str) -> str:
    """Which official amount a column of the form holds, by its head."""
    return "executed" if "執行" in head else "revised" if "補正後" in head else "initial"


def _is_amount(value: Decimal, unit: str, yen: int) -> bool:
    """Whether a printed amount is the official one, rounded or cut off to its own digits.

    Examples
    --------
    >>> _is_amount(Decimal("1.3"), "百万円", 1_349_000), _is_amount(Decimal(2), "百万円", 900_000)
    (True, False)
    """
    step = converted(Decimal(1), unit, _YEN).scaleb(min(0, int(value.as_tuple().exponent)))
    return abs(converted(value, unit, _YEN) - yen) < step


# Indicators


def _of_indicators(sheet: Sheet, official: list[RsIndicator]) -> Iterator[Evidence]:
    for place, goal in enumerate(sheet.achievement_goals):
        for number, indicator in enumerate(goal.indicators):
            same = [
                each for each in official if plain_text(each.name) == plain_text(indicator.name)
            ]
            if len(same) == 1:
                path = ("achievement_goals", place, "indicators", number)
                yield from _of_indicator(sheet, path, indicator, same[0])


def _of_indicator(
    sheet: Sheet, path: KeyPath, indicator: Indicator, official: RsIndicator
) -> Iterator[Evidence]:
    rows = {"annual_targets": official.targets, "actuals": official.actuals}
    for key, cells in rows.items():
        series = getattr(indicator, key)
        for year, text in cells.items():
            cell, value = series[year], _number(text)
            if isinstance(cell, Quantity) and value is not None:
                here = (*path, key, str(series.span(year)))
                yield _figure(sheet, here, cell, value, official, year)


def _figure(
    sheet: Sheet, path: KeyPath, cell: Quantity, value: Decimal, official: RsIndicator, year: int
) -> Evidence:
    unit = cell.unit or official.unit
    alike = kind_of(unit).base == kind_of(official.unit).base
    same = alike and converted(value, official.unit, unit) == cell.value
    kind = "targets" if "annual_targets" in path else "actuals"
    said = _SAID[kind].format(value=amount(value, official.unit))
    if kind == "actuals":
        said = Bilingual.join((said, *_rate(official, year)), Bilingual("、", "; "))
    return Evidence(path, form_place(sheet, path), _outcome(same), cell.printed, said)


def _rate(official: RsIndicator, year: int) -> Iterator[Bilingual]:
    numbers = (official.rates.get(year), official.actuals.get(year), official.targets.get(year))
    rate, actual, target = (_number(each or "") for each in numbers)
    if rate is not None and actual is not None and target:
        own = percent(actual / target)
        yield _SAID["rate"].format(rate=amount(rate, "％"), own=own)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _outcome(same: bool) -> Outcome:
    return "agrees" if same else "differs"
