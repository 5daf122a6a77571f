"""年度更新: the sheet of a later year from this year's, with a list of what people must do.

Nothing is lost: what stood in the old sheet stands in the new one, or is said to be dropped. Every
entry that needs a person carries a mark, 【要記入】 or 【要確認】, and stands in the to-do list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from evalkit.assess.open_entries import is_marked, leaves, unmarked
from evalkit.assess.roll.budget_columns import roll_budget, roll_measures
from evalkit.assess.roll.dated_texts import roll_texts
from evalkit.assess.roll.draft import Draft, Dropped
from evalkit.assess.roll.indicator_years import roll_indicators
from evalkit.assess.roll.instructions import say
from evalkit.assess.roll.published_results import roll_published
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.load import TO_ENTER
from evalkit.sheet.measures import MeasureTable
from evalkit.sheet.model import AcceptedFinding, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place

Todo = Literal["enter", "confirm"]
TODOS: Mapping[Todo, Bilingual] = {
    "enter": Bilingual("要記入", "enter"),
    "confirm": Bilingual("要確認", "confirm"),
}
"""What is to be done at an open entry."""


@dataclass(frozen=True, kw_only=True)
class OpenEntry:
    """One entry of the new sheet that a person must fill in or confirm."""

    path: KeyPath  # in the new sheet's file; years as text: ("actuals", "2013")
    place: Bilingual
    kind: Todo
    printed: str  # as it stands, with its mark
    what: Bilingual


@dataclass(frozen=True, kw_only=True)
class Rolled:
    """The sheet of a later year, what is to be done in it, and what it no longer holds."""

    sheet: Sheet
    todo: tuple[OpenEntry, ...]  # in the order of the form
    dropped: tuple[Dropped, ...]


class BeyondYears(ValueError):  # noqa: N818  (it is what the new sheet would be)
    """A roll-forward to years that are not read as fiscal years."""


def roll(sheet: Sheet, to_year: int) -> Rolled:
    """Make the sheet of the fiscal year `to_year` from `sheet`.

    Parameters
    ----------
    sheet : Sheet
        May have open entries itself; they stay open.
    to_year : int
        Any later fiscal year; every year in between is opened too.

    Returns
    -------
    Rolled

    Raises
    ------
    ValueError
        If `to_year` is not later than the sheet's own year.
    BeyondYears
        If a cell of the new sheet would be of a year that no fiscal year is.

    Examples
    --------
    >>> from evalkit.sheet.load import parse_sheet
    >>> sheet = parse_sheet('''
    ... ministry: 文部科学省
    ... fiscal_year: 2012
    ... policy_goal: {number: 7-2, name: 例}
    ... achievement_goals:
    ...   - no: 1
    ...     name: 例
    ...     indicators:
    ...       - {no: 1, name: 例, kind: outcome, actuals: {2012: 調査中（10月頃）}}
    ... ''')
    >>> rolled = roll(sheet, 2013)
    >>> for entry in rolled.todo:
    ...     print(entry.place.ja, entry.printed, entry.kind)
    達成目標1 指標① 実績値 24年度 【要確認】調査中（10月頃） confirm
    達成目標1 指標① 実績値 25年度 【要記入】 enter
    >>> rolled.dropped
    ()
    """
    if to_year <= sheet.fiscal_year:
        raise ValueError(f"to_year {to_year} is not later than the sheet's {sheet.fiscal_year}")
    draft = Draft.of(sheet, to_year)
    _roll_everything(draft)
    _keep_accepted(draft)
    return _rolled(draft)


def _roll_everything(draft: Draft) -> None:
    for place, goal in enumerate(draft.plain.achievement_goals):
        path: KeyPath = ("achievement_goals", place)
        roll_indicators(draft, place)
        heads: tuple[KeyPath, MeasureTable] = (*path, "tables", "measures"), goal.tables.measures
        roll_measures(draft, (*path, "measures"), goal.measures, heads)
    if reference := draft.plain.reference:
        heads = ("reference", "table"), reference.table
        roll_measures(draft, ("reference", "measures"), reference.measures, heads)
    if draft.plain.budget:
        roll_budget(draft, draft.plain.budget)
    roll_published(draft)
    roll_texts(draft)


def _rolled(draft: Draft) -> Rolled:
    try:
        sheet = Sheet.model_validate(draft.tree).on_form(draft.old.profile)
    except ValidationError as error:
        if {"year", "span"} & {details["type"] for details in error.errors()}:
            raise BeyondYears from None
        raise
    tree = sheet.model_dump(mode="json")
    todo = tuple(_entry(sheet, draft, path, text) for path, text in leaves(tree) if is_marked(text))
    return Rolled(sheet=sheet, todo=todo, dropped=tuple(draft.dropped))


def _entry(sheet: Sheet, draft: Draft, path: KeyPath, text: str) -> OpenEntry:
    return OpenEntry(
        path=path,
        place=form_place(sheet, path),
        kind="enter" if TO_ENTER in text else "confirm",
        printed=text,
        what=draft.notes.get(path) or say("left_open"),
    )


def _keep_accepted(draft: Draft) -> None:
    """Keep the accepted findings, except those whose cell is gone or no longer reads the same."""
    if not draft.old.audit.accept:
        return
    old, new = (dict(leaves(tree)) for tree in (draft.old.model_dump(mode="json"), draft.tree))
    places = {place: path for path in old for place in form_place(draft.old, path)}
    kept = []
    for number, each in enumerate(draft.old.audit.accept):
        cell = places.get(each.place)
        if cell is None or unmarked(new.get(cell, "")) == unmarked(old[cell]):
            kept.append(each.model_dump())
        else:
            _drop_accepted(draft, number, each)
    draft.tree["audit"]["accept"] = kept


def _drop_accepted(draft: Draft, number: int, accepted: AcceptedFinding) -> None:
    draft.dropped.append(
        Dropped(
            path=("audit", "accept", number),
            place=Bilingual(accepted.place, accepted.place),
            printed=f"{accepted.check}: {accepted.reason}",
            why=say("accepted_gone"),
        )
    )
