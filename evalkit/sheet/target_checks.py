"""Problems of several targets of one indicator, which must leave no doubt about which one holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from evalkit.sheet.cells import Quantity, own_label, parse_cell
from evalkit.sheet.fiscal import (
    CalendarYear,
    NotAFiscalYear,
    Term,
    parse_fiscal_year,
    read_term,
)
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.problems import Problem
from evalkit.sheet.source import Source
from evalkit.sheet.terms import TERMS


class _Target(NamedTuple):
    path: KeyPath
    text: str
    term: Term
    since: int | None
    dated: bool  # words beside which no time is printed may be of any

    def is_of_the_time_of(self, other: _Target) -> bool:
        """Whether nothing says which of the two holds."""
        return (self.term, self.since) == (other.term, other.since) and self.dated and other.dated

    def is_before(self, other: _Target) -> bool:
        """Whether it is of an earlier year, or of the same and holds since an earlier one."""
        if self.term == other.term:
            return (self.since or 0) < (other.since or 0)
        return bool(self.term.year and other.term.year and self.term.year < other.term.year)


def target_problems(
    source: Source, path: KeyPath, holder: Mapping[str, Any], head: str
) -> Iterator[Problem]:
    """Problems of the `targets` of an indicator or a named row under a column's `head`."""
    entries = holder.get("targets")
    if not entries or not isinstance(entries, list) or not all(map(_is_mapping, entries)):
        return
    yield from _beside_another(source, path, holder, str(entries[-1].get("text", "")))
    targets = [
        _read(source, (*path, "targets", place), entry, head) for place, entry in enumerate(entries)
    ]
    for place, target in enumerate(targets):
        if problem := _problem(source, target, targets[:place]):
            yield problem


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _beside_another(
    source: Source, path: KeyPath, holder: Mapping[str, Any], last: str
) -> Iterator[Problem]:
    single = holder.get("target")
    if isinstance(single, str) and single.strip() and single != last:
        yield source.problem((*path, "target"), "target_and_targets", seen=single, last=last)


def _read(source: Source, path: KeyPath, entry: Mapping[str, Any], head: str) -> _Target:
    text = entry.get("text")
    printed = str(text.get("printed") if isinstance(text, dict) else text or "")
    cell = parse_cell(printed)
    label = own_label(cell)
    term = read_term(label or head, near=_own_year(source))
    dated = bool(label) or isinstance(cell, Quantity)
    return _Target(path, printed, term, _year(entry, "since"), dated)


def _own_year(source: Source) -> int:
    year = _year(source.tree, "fiscal_year") or 0
    return CalendarYear(year) if source.tree.get("period") == "calendar" else year


def _year(holder: Mapping[str, Any], key: str) -> int | None:
    try:
        return parse_fiscal_year(str(holder.get(key)))
    except NotAFiscalYear:
        return None


def _problem(source: Source, target: _Target, before: list[_Target]) -> Problem | None:
    """What is wrong with a target behind those `before`; the first of it."""
    text = (*target.path, "text")
    if source.at(text) == "":
        return source.problem(text, "empty_value", name=TERMS["target"])
    if target.since and target.term.year and target.since > target.term.year:
        return source.problem(
            (*target.path, "since"), "target_since", seen=target.since, due=target.term.year
        )
    for other in before:
        if target.is_of_the_time_of(other):
            first = source.place(other.path)[0]
            return source.problem(text, "target_twice", seen=target.text, first=first)
    brings_forward = target.since and target.term not in [other.term for other in before]
    later = [other for other in before if target.is_before(other)]
    if later and not brings_forward:
        return source.problem(text, "target_order", seen=target.text, before=later[-1].text)
    return None
