"""The level that a target in words (:mod:`evalkit.assess.judge.target_rules`) sets in a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from evalkit.assess.judge.direction import find_good_direction
from evalkit.assess.judge.reasons import NotDecidable, not_decidable
from evalkit.assess.judge.target_rules import Change, Reference, Rule, parse_rule, rule_words
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell, Blank, Narrative, NotApplicable, NotStarted, Quantity
from evalkit.sheet.cells.quantity_words import Comparator
from evalkit.sheet.cells.units import converted, kind_of
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal, Sheet, baseline_year
from evalkit.sheet.printing import in_its_years, shown, whole_figure, year_text
from evalkit.sheet.rounding import decimals, rounded


class ComputedTarget(Quantity):
    """A target in words with the level calculated for a year: 前年度以上, which was 70％以上.

    Its text is that of the form; value, unit and comparator are those calculated.
    """

    how: Bilingual  # in a sentence
    yearly: bool  # whether the level is another one in each year
    rated: bool = True  # whether a rate of the year's figure against it says anything


class OpenTarget(Narrative):
    """A target in words that states a rule of which the level cannot be calculated."""

    code: str  # key of `evalkit.assess.judge.reasons.REASONS`
    why: Bilingual

    @property
    def reason(self) -> NotDecidable:
        """Why nothing can be judged by it."""
        return NotDecidable(self.why, self.code)


@dataclass(frozen=True, kw_only=True)
class Known:
    """Where a target stands, and so what its level is calculated from."""

    sheet: Sheet
    goal: AchievementGoal
    indicator: Indicator
    year: int
    last_target: Callable[[], AnyCell]  # of the year before


def level_target(cell: Narrative, known: Known) -> Narrative | ComputedTarget:
    """Target in words with its level in a year, or why it has none; no rule: the cell itself."""
    rule = parse_rule(cell.printed)
    if rule is None:
        return cell
    try:
        return _Level(cell, rule, known).computed()
    except NotDecidable as why:
        return OpenTarget(printed=cell.printed, doubt=cell.doubt, code=why.code, why=why.reason)


_HOW = Bilingual(
    "目標「{target}」の水準は、{name}{value}から{level}と計算した。",
    "The level of the target “{target}” is {level}, calculated from {name}, {value}.",
)
_NAMES: Mapping[str, Bilingual] = {
    "last_year": Bilingual(
        "前年度（{year}）の実績値", "the actual value of the year before ({year})"
    ),
    "last_target": Bilingual("前年度（{year}）の目標値", "the target of the year before ({year})"),
    "baseline": Bilingual("基準値", "the baseline"),
    "year": Bilingual("{year}の値", "the value of {year}"),
    "external": Bilingual("{name}（{year}）", "{name} of {year}"),
    "mean": Bilingual("{years}の実績値の平均", "the mean of the actual values of {years}"),
    "highest": Bilingual("評価書にある{years}の最高値", "the highest value printed for {years}"),
    "lowest": Bilingual("評価書にある{years}の最低値", "the lowest value printed for {years}"),
}
"""What a figure is called, with which a target compares."""


class _Basis(NamedTuple):
    """The figure that a target is compared with, and what it is called."""

    cell: Quantity
    name: Bilingual


class _Level:
    """One rule in one year."""

    def __init__(self, cell: Narrative, rule: Rule, known: Known) -> None:
        self.cell, self.rule, self.known = cell, rule, known
        self.indicator = known.indicator
        self.unit = known.indicator.unit_of

    def computed(self) -> ComputedTarget:
        """The target as a figure.

        Raises
        ------
        NotDecidable
            If there is none.
        """
        rule = self.rule
        if rule.fault or rule.reference is None:
            raise self._open(rule.fault or "rule_nothing_to_compare")
        basis = self._basis(rule.reference)
        value = self._changed(basis, rule.change) if rule.change else basis.cell.value
        unit = basis.cell.unit or self.indicator.unit or ""
        level = {"value": value, "unit": unit, "comparator": self._comparator(), "second": None}
        parts = {name: getattr(basis.cell, name) for name in Quantity.model_fields} | level
        how = how_found(self._text, basis.name, basis.cell, Quantity(**parts))
        own = {"printed": self.cell.printed, "note": "", "reading": None}
        return ComputedTarget(**parts | own, how=how, yearly=rule.yearly)

    @property
    def _text(self) -> str:
        return rule_words(self.cell.printed)

    def _open(self, code: str, needed: Bilingual = NOTHING) -> NotDecidable:
        return not_decidable(code, target=self._text, needed=needed)

    def _comparator(self) -> Comparator:
        """What a figure has to do with the level; of 改善 the good direction says it."""
        if not self.rule.strict:
            return self.rule.comparator
        known = self.known
        way = find_good_direction(known.goal, self.indicator, known.sheet).direction
        if way is None:
            raise not_decidable("direction")
        return ">" if way == "up" else "<"

    # What it is compared with

    def _basis(self, reference: Reference) -> _Basis:
        if reference.source == "years":
            return self._of_years(reference)
        last = self.known.year - 1
        year: int | None
        match reference.source:
            case "last_year":
                year, cells = last, [self.indicator.actuals[last]]
            case "last_target":
                year, cells = last, [self.known.last_target()]
            case "external":
                year, cells = self.known.year, [self._external(reference.name)]
            case "baseline":
                year, cells = self._baseline_year, [self.indicator.baseline]
            case _:
                year = self.known.sheet.year_of(reference.name)
                cells = [self.indicator.actuals[year]] if year is not None else []
                if year == self._baseline_year:
                    cells.append(self.indicator.baseline)
        name = in_its_years(_NAMES[reference.source]).format(
            year=year_text(year), name=reference.name
        )
        if reference.source in ("last_year", "baseline", "year"):
            self._unbroken(year, name)
        return _Basis(self._agreed([*cells, *self._stated(reference)], name), name)

    def _stated(self, reference: Reference) -> list[AnyCell]:
        """Value that the target prints of its reference: 前年度（70％）以上."""
        return [self.indicator.in_its_unit(reference.stated)] if reference.stated else []

    @property
    def _baseline_year(self) -> int | None:
        return baseline_year(self.known.sheet, self.known.goal, self.indicator)

    def _external(self, name: str) -> AnyCell:
        """Value of another body in the year, by its name: 全国値 is 全国平均 too."""
        series = self.indicator.external_values.get(name)
        alike = [
            each for known, each in self.indicator.external_values.items() if _same(known, name)
        ]
        if series is None and len(alike) == 1:
            series = alike[0]
        return series[self.known.year] if series else Blank()

    def _of_years(self, reference: Reference) -> _Basis:
        """Highest, lowest or mean of the actual values of the years before."""
        years = self._earlier(reference)
        if not years:
            raise self._open("rule_missing", _EARLIER)
        name = in_its_years(_NAMES[reference.pick]).format(years=year_text(*years))
        cells = [self._agreed([self.indicator.actuals[year]], name) for year in years]
        cells += [] if reference.count else self._start(name)
        if len({self.unit(cell) for cell in cells}) > 1:
            raise self._open("rule_units", name)
        self._unbroken(years[0], name)
        if reference.pick == "mean":
            found = cells[0].model_copy(update={"value": _mean(cells)})
        else:
            pick = max if reference.pick == "highest" else min
            found = pick(cells, key=lambda cell: cell.value)
        return _Basis(self._agreed([found, *self._stated(reference)], name), name)

    def _start(self, name: Bilingual) -> list[Quantity]:
        """The baseline, which is one of the earlier values too."""
        start, year = self.indicator.baseline, self._baseline_year
        before = isinstance(start, Quantity) and (year is None or year < self.known.year)
        return [self._agreed([start], name)] if before else []

    def _earlier(self, reference: Reference) -> list[int]:
        """The years before that count: so many, or all from which something is printed."""
        year = self.known.year
        if reference.count:
            return [*range(year - reference.count, year)]
        spans = (span for span, _ in self.indicator.actuals.spans())
        before = sorted(
            each for span in spans for each in range(span.first, min(span.last + 1, year))
        )
        return [each for each in before if not isinstance(self.indicator.actuals[each], _NOTHING)]

    def _agreed(self, cells: Sequence[AnyCell], name: Bilingual) -> Quantity:
        """The one exact figure among cells that print the same thing."""
        figures = [cell for cell in cells if isinstance(cell, Quantity)]
        if not figures:
            raise self._open("rule_missing", name)
        limits = self.rule.reference is not None and self.rule.reference.source == "last_target"
        exact = ("=", ">=", "<=", ">", "<") if limits else ("=",)
        if any(each.comparator not in exact for each in figures):
            raise self._open("rule_inexact", name)
        if len({(each.value, self.unit(each)) for each in figures}) > 1:
            raise self._open("rule_differs", name)
        return figures[0]

    def _unbroken(self, year: int | None, name: Bilingual) -> None:
        last = self.indicator.break_after
        if last is not None and year is not None and year <= last < self.known.year:
            raise self._open("rule_break", name)

    # By how much it differs

    def _changed(self, basis: _Basis, change: Change) -> Decimal:
        value, unit = basis.cell.value, self.unit(basis.cell)
        if change.measure in ("share", "times"):
            if change.measure == "share" and unit == "%":
                raise self._open("rule_share_or_points")
            if value <= 0:
                raise self._open("rule_no_share", basis.name)
            factor = change.amount + (1 if change.measure == "share" else 0)
            return _plain(value * factor, decimals(value))
        if change.measure == "points" and unit == "%":
            return value + change.amount
        if change.measure == "points" or kind_of(change.unit).base != kind_of(unit).base:
            raise self._open("rule_units", basis.name)
        return value + converted(change.amount, change.unit, unit)


_EARLIER = Bilingual("過去の年度の実績値", "the actual values of earlier years")
_NOTHING = (Blank, NotApplicable, NotStarted)


def how_found(target: str, name: Bilingual, basis: Quantity, level: Quantity) -> Bilingual:
    """Say from which figure, called `name`, the level of a target was calculated."""
    return _HOW.format(target=target, name=name, value=_said(basis), level=_said(level))


def _said(cell: Quantity) -> Bilingual:
    single = cell.model_copy(update={"second": None})
    return Bilingual(shown(cell), whole_figure(single, "en"))


def _same(known: str, name: str) -> bool:
    """Whether two names of another body's value mean one: 全国値, 全国平均値, 全国平均."""
    plain, other = (re.sub("(?:の?平均)?(?:の?(?:水準|値))?$", "", each) for each in (known, name))
    return bool(plain) and plain == other


def _mean(cells: Sequence[Quantity]) -> Decimal:
    """Mean with two decimals more than its figures: so many tell it from any figure like them."""
    places = max(decimals(cell.value) for cell in cells)
    total = sum((cell.value for cell in cells), Decimal(0))
    return _plain(rounded(total / len(cells), places + 2), places)


def _plain(value: Decimal, places: int) -> Decimal:
    """Figure without idle zeros beyond its own decimals."""
    short = value.normalize()
    return rounded(short, max(places, decimals(short)))
