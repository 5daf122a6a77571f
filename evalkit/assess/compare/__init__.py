"""前年度からの変更点: what changed from one sheet to another, by meaning and not by line.

The two sheets may be of two fiscal years, or two versions of the same year's. What differs only in
white space, in the width of characters or in the place on the page has not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from evalkit.assess.audit import SEVERITIES
from evalkit.assess.compare.budget_changes import budget_changes
from evalkit.assess.compare.change import GROUPS, Change, Group, Kind
from evalkit.assess.compare.finding_changes import finding_changes
from evalkit.assess.compare.pairs import Pairs
from evalkit.assess.compare.published_changes import published_changes
from evalkit.assess.compare.structure_changes import structure_changes
from evalkit.assess.compare.target_changes import target_changes
from evalkit.assess.compare.text_changes import text_changes
from evalkit.assess.compare.value_changes import value_changes
from evalkit.assess.same_cells import same_text
from evalkit.sheet.model import Sheet
from evalkit.sheet.places import form_order
from evalkit.sheet.printing import in_calendar


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two sheets and every change between them, the gravest first."""

    old: Sheet
    new: Sheet
    changes: tuple[Change, ...]

    def group(self, name: Group) -> tuple[Change, ...]:
        """Changes of one group."""
        return tuple(change for change in self.changes if change.group == name)

    def count(self) -> dict[Kind, int]:
        """How many changes there are of each kind."""
        counts = Counter(change.kind for change in self.changes)
        return {kind: counts[kind] for kinds in GROUPS.values() for kind in kinds}

    @property
    def flips(self) -> int:
        """How many restated values turn a judgement or an outlook."""
        return sum(change.flips for change in self.group("restated"))


def compare(old: Sheet, new: Sheet, *, as_of: date | None = None) -> Comparison:
    """Compare two sheets of the same policy goal.

    Parameters
    ----------
    old, new : Sheet
        Last year's and this year's, or two versions of one. Either may have open entries.
    as_of : date
        Decides which results the audit calls overdue; without it, none is.

    Returns
    -------
    Comparison

    Examples
    --------
    >>> from evalkit.sheet.load import parse_sheet
    >>> text = '''
    ... ministry: 文部科学省
    ... fiscal_year: 2012
    ... policy_goal: {number: 7-2, name: 例}
    ... achievement_goals:
    ...   - no: 1
    ...     name: 例
    ...     indicators:
    ...       - {no: 1, name: 例, kind: outcome, actuals: {2012: 92％}, target: 90％}
    ... '''
    >>> mended = text.replace("92％", "88％")
    >>> for change in compare(parse_sheet(text), parse_sheet(mended)).changes:
    ...     print(change.kind, change.place.ja, change.old, "→", change.new)
    restated 達成目標1 指標① 実績値 24年度 92％ → 88％
    >>> compare(parse_sheet(text), parse_sheet(text)).changes
    ()
    """
    pairs = Pairs(old, new)
    with in_calendar(new.calendar):
        found = (*_changes(pairs), *finding_changes(pairs, as_of))
    later = new.fiscal_year > old.fiscal_year
    changes = [change for change in found if later or _news(change)]
    return Comparison(old=old, new=new, changes=tuple(sorted(changes, key=_order)))


def _news(change: Change) -> bool:
    """False for what was as unknown in another version of the same year's sheet."""
    return change.kind not in ("open", "pending") or not same_text(change.old, change.new)


def _changes(pairs: Pairs) -> Iterator[Change]:
    for old, new in pairs.indicators.pairs:
        yield from value_changes(old, new)
        yield from target_changes(old, new)
    yield from published_changes(pairs)
    yield from structure_changes(pairs)
    yield from budget_changes(pairs)
    yield from text_changes(pairs)


_RANKS = {kind: rank for rank, kind in enumerate(chain.from_iterable(GROUPS.values()))}


def _order(change: Change) -> tuple[object, ...]:
    """Sort key: the gravest group first, in it what turns a judgement, then the form's order."""
    grave = SEVERITIES.index(change.finding.severity) if change.finding else 0
    group = list(GROUPS).index(change.group)
    return group, not change.flips, _RANKS[change.kind], grave, form_order(change.path)
