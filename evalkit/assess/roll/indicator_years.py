"""Indicators in the next year's sheet: actuals opened, targets carried or asked for."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit.assess.open_entries import unmarked
from evalkit.assess.roll.draft import Draft
from evalkit.assess.roll.years_in_text import spell_out
from evalkit.assess.same_cells import same_value
from evalkit.assess.target_of_year import HeldTarget, target_history
from evalkit.sheet.cells import AnyCell, Blank, NotApplicable, Pending, own_label
from evalkit.sheet.fields import Series, Span
from evalkit.sheet.fiscal import Term, says_every_year
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.load import TO_ENTER
from evalkit.sheet.model import AchievementGoal, target_term
from evalkit.sheet.paths import KeyPath


def roll_indicators(draft: Draft, place: int) -> None:
    """Roll the indicators, and the heads over them, of the achievement goal at `place`."""
    goal = draft.plain.achievement_goals[place]
    path: KeyPath = ("achievement_goals", place)
    for number, indicator in enumerate(goal.indicators):
        below = (*path, "indicators", number)
        for within, row in _rows(indicator):
            _roll_actuals(draft, (*below, *within), row)
            _roll_targets(draft, (*below, *within), _Target.of(draft, goal, row))
            _spell_out_cell(draft, (*below, *within, "baseline"), row.baseline)
    for kind in dict.fromkeys(indicator.kind for indicator in goal.indicators):
        _roll_heads(draft, (*path, "tables", kind))


def _rows(indicator: Indicator) -> list[tuple[KeyPath, Indicator]]:
    """The indicator as it is printed, where it has figures of its own, and its named rows."""
    rows = [*indicator.rows()]
    own: list[tuple[KeyPath, Indicator]] = [((), indicator)]
    return (own if not rows[0][0] else []) + [(path, row) for path, row in rows if path]


# Actuals


def _roll_actuals(draft: Draft, path: KeyPath, indicator: Indicator) -> None:
    _reopen(draft, (*path, "baseline"), indicator.baseline)
    _roll_series(draft, (*path, "actuals"), indicator.actuals)
    for below, row in indicator.breakdown_rows():
        _roll_series(draft, (*path, *below, "actuals"), row.actuals)


def _roll_series(draft: Draft, path: KeyPath, series: Series) -> None:
    """Ask again for what was 調査中, and open the new years."""
    _reopen_all(draft, path, series)
    known = min(draft.plain.window[-1], draft.plain.fiscal_year)
    for year in range(known + 1, known + draft.shift + 1):
        here = (*path, str(series.new_span(year)))
        if isinstance(series[year], Blank):
            draft.enter(here, "actual", year=year, last=_last(series, known))
        else:
            draft.confirm(here, "foreseen", year=year)


def _reopen_all(draft: Draft, path: KeyPath, series: Series) -> None:
    for span, cell in series.spans():
        _reopen(draft, (*path, str(span)), cell)


def _reopen(draft: Draft, path: KeyPath, cell: AnyCell) -> None:
    if isinstance(cell, Pending):
        draft.confirm(path, "pending", due=cell.due)


def _last(series: Series, year: int) -> object:
    """Year and text of last year's cell, if it says anything."""
    text = unmarked(series[year].printed)
    return (year, text) if text.strip() else ""


# Targets


@dataclass(frozen=True)
class _Target:
    """What the old sheet says of an indicator's targets."""

    indicator: Indicator
    cell: AnyCell | None  # the final target; None if the form states none
    term: Term
    history: tuple[HeldTarget, ...]

    @property
    def place(self) -> KeyPath:
        """Where the final target stands below the indicator's path."""
        several = self.indicator.targets
        return ("targets", len(several) - 1, "text") if several else ("target",)

    def of_year(self, year: int) -> KeyPath | None:
        """Place of the target of that very year, be it a mid-term one; None where none is."""
        *earlier, _ = self.history
        held = [each for each in earlier if each.holds(year) and each.term.year == year]
        final = self.cell is not None and self.term.year == year
        return self.place if final else held[-1].path if held else None

    @classmethod
    def of(cls, draft: Draft, goal: AchievementGoal, indicator: Indicator) -> _Target:
        cell = indicator.target
        none = isinstance(cell, Blank | NotApplicable | Pending) or TO_ENTER in cell.printed
        return cls(
            indicator,
            None if none else cell,
            target_term(draft.plain, goal, indicator),
            target_history(draft.plain, goal, indicator),
        )


def _roll_targets(draft: Draft, path: KeyPath, target: _Target) -> None:
    annual = target.indicator.annual_targets
    _reopen_all(draft, (*path, "annual_targets"), annual)
    last = draft.plain.window[-1]
    for year in range(last + 1, last + draft.shift + 1) if annual.root else ():
        _roll_annual_target(draft, path, target, year)
    for place, each in enumerate(target.indicator.dated_targets()[:-1]):
        _keep_target(draft, (*path, "targets", place, "text"), each.text)
    _roll_final_target(draft, path, target)


def _roll_annual_target(draft: Draft, path: KeyPath, target: _Target, year: int) -> None:
    """Carry what the old sheet says of `year`, and ask for what it does not say."""
    annual, before = target.indicator.annual_targets, draft.plain.window[-1]
    here = (*path, "annual_targets", str(annual.new_span(year)))
    if says_every_year(own_label(annual[before]) or annual[before].printed):
        _extend(draft, here[:-1], annual.span(before), year)
    elif place := target.of_year(year):
        draft.confirm(here, "final_year", draft.at((*path, *place)), year=year)
    elif target.cell and target.term.every_year and same_value(annual[before], target.cell):
        draft.put(here, draft.at((*here[:-1], str(annual.span(before)))))
    elif target.cell and target.term.every_year:
        value = draft.at((*path, *target.place))
        draft.confirm(here, "every_year", value, last=_last(annual, before))
    else:
        draft.enter(here, "annual_target", year=year, last=_last(annual, before))


def _extend(draft: Draft, path: KeyPath, span: Span, year: int) -> None:
    """Let the cell that says 毎年度 cover `year` too; a cell of one year alone is repeated."""
    cells: dict[str, object] = draft.at(path)
    if span.first == span.last:
        draft.put((*path, str(year)), cells[str(span)])
        return
    old, new = str(Span(span.first, year - 1)), str(Span(span.first, year))
    draft.put(path, {new if key == old else key: cell for key, cell in cells.items()})


def _roll_final_target(draft: Draft, path: KeyPath, target: _Target) -> None:
    """Ask for a new target where its year is over; of several the history stays."""
    cell, here, year = target.indicator.target, (*path, *target.place), target.term.year
    if not target.cell or year is None or year >= draft.to_year:
        _keep_target(draft, here, cell)
        return
    if target.indicator.targets:
        _keep_target(draft, here, cell)
        *above, place, text = here
        draft.at(tuple(above)).append({})
        here = (*above, int(place) + 1, text)
    else:
        draft.drop(here, cell.printed, "target_over", year=year)
    draft.enter(here, "target", year=year, last=(year, cell.printed))


def _keep_target(draft: Draft, path: KeyPath, cell: AnyCell) -> None:
    _reopen(draft, path, cell)
    _spell_out_cell(draft, path, cell)


# Heads, and years without an era


def _roll_heads(draft: Draft, path: KeyPath) -> None:
    for key in ("baseline", "target"):
        label = unmarked(draft.at((*path, key)))
        year = draft.plain.year_of(label)
        if key == "target" and year is not None and year < draft.to_year:
            draft.confirm((*path, key), "head_over")
        else:
            _spell_out(draft, (*path, key), label)


def _spell_out_cell(draft: Draft, path: KeyPath, cell: AnyCell) -> None:
    if label := own_label(cell):
        _spell_out(draft, path, label)


def _spell_out(draft: Draft, path: KeyPath, label: str) -> None:
    """Keep a year without an era the year that the old sheet meant."""
    spelt = spell_out(label, old=draft.plain.fiscal_year, new=draft.to_year)
    text = draft.at(path)
    if spelt and isinstance(text, str):
        draft.confirm(path, "era", text.replace(label, spelt), label=label)
