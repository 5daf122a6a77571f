"""Texts that changed: names of the goal, summaries, divisions, policies, sources, examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from evalkit.assess.compare.change import Change, one_sided
from evalkit.assess.compare.matching import Item
from evalkit.assess.compare.pairs import Pairs, pair
from evalkit.assess.open_entries import is_marked, unmarked
from evalkit.assess.roll.years_in_text import move_number, move_year
from evalkit.assess.same_cells import same_text
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.record import Record

R = TypeVar("R", bound=Record)

_OF_SHEET = (
    "ministry", "expert_comments", "lead_division", "related_divisions", "prepared_by",
    "evaluation_date",
)  # fmt: skip
_HEADS = ("heading", "note", "unit", "status_label")


def text_changes(pairs: Pairs) -> Iterator[Change]:
    """Changes of words, wherever the two sheets have the same thing to speak of."""
    old, new = pairs.old, pairs.new
    yield from _title(pairs)
    yield from _fields(pairs, (), old, new, _OF_SHEET)
    yield from _fields(pairs, ("policy_goal",), old.policy_goal, new.policy_goal)
    for first, second in pairs.indicators.pairs:
        yield from _fields(pairs, second.path, first.indicator, second.indicator, ("note",))
    for programme, same in pairs.measures.pairs:
        texts = ("summary", "indicators", "review_sheet", "division")
        yield from _fields(pairs, same.path, programme.measure, same.measure, texts)
    if old.budget and new.budget:
        yield from _fields(pairs, ("budget",), old.budget, new.budget, _HEADS)
    yield from _lists(pairs)


def _title(pairs: Pairs) -> Iterator[Change]:
    """Title and number of the document; the year alone is no change."""
    old, new = pairs.old, pairs.new
    years = old.fiscal_year, new.fiscal_year
    for name, move in (("title", move_year), ("document", move_number)):
        before, after = getattr(old, name), getattr(new, name)
        if not same_text(move(unmarked(before), *years), after):
            yield from _text(new, (name,), before, after)


def _fields(
    pairs: Pairs, path: KeyPath, old: Record, new: Record, names: Sequence[str] = ()
) -> Iterator[Change]:
    for name in names or type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        yield from _text(pairs.new, (*path, name), before, after)


def _text(sheet: Sheet, path: KeyPath, old: str, new: str) -> Iterator[Change]:
    place = form_place(sheet, path)
    if is_marked(new):
        yield Change(kind="open", place=place, path=path, old=old, new=new)
    elif not same_text(unmarked(old), new):
        yield Change(kind="text", place=place, path=path, old=old, new=new)


# Lists


def _lists(pairs: Pairs) -> Iterator[Change]:
    old, new = pairs.old, pairs.new
    yield from _entries(
        pairs, ("cabinet_policies",), old.cabinet_policies, new.cabinet_policies, "name"
    )
    yield from _entries(pairs, ("data_sources",), old.data_sources, new.data_sources, "text")
    yield from _entries(pairs, ("sections",), old.sections, new.sections, "heading")
    for before, after in pairs.goals.pairs:
        path = (*after.path, "examples")
        yield from _entries(pairs, path, before.goal.examples, after.goal.examples, "heading")


def _entries(
    pairs: Pairs, path: KeyPath, old: Sequence[R], new: Sequence[R], name: str
) -> Iterator[Change]:
    """Entries that came or went, by the field that names them, and what changed in the others."""
    matched = pair(
        [*enumerate(old)], [*enumerate(new)], lambda each: Item(name=getattr(each[1], name))
    )
    for place, entry in matched.dropped:
        yield one_sided("dropped", pairs.old, (*path, place), getattr(entry, name))
    for place, entry in matched.added:
        yield one_sided("added", pairs.new, (*path, place), getattr(entry, name))
    for (_, before), (place, after) in matched.pairs:
        texts = [
            field for field in type(after).model_fields if isinstance(getattr(after, field), str)
        ]
        yield from _fields(pairs, (*path, place), before, after, texts)
