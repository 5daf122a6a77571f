"""What the audit found in both sheets: findings solved, new, and accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evalkit.assess.audit import Finding, audit
from evalkit.assess.compare.change import Change, Kind
from evalkit.assess.compare.change_notes import say
from evalkit.assess.compare.pairs import Pairs
from evalkit.assess.open_entries import is_marked, leaves
from evalkit.sheet.bilingual import NOTHING
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place


@dataclass(frozen=True)
class _Known:
    """A finding by what makes it the same in both sheets."""

    check: str
    place: str  # in the new sheet's form, as far as it has a counterpart there
    finding: Finding

    @property
    def key(self) -> tuple[str, str]:
        return self.check, self.place


def finding_changes(pairs: Pairs, as_of: date | None = None) -> Iterator[Change]:
    """Changes of the findings; two are the same if their check and their place are.

    The place of an old finding is that of its counterpart in the new sheet, so that a finding on a
    renumbered indicator stays the same. Accepted findings do not stand; they are told apart.
    """
    later = pairs.new.fiscal_year > pairs.old.fiscal_year
    old = [_old(pairs, each) for each in audit(pairs.old, as_of=as_of)]
    previous = pairs.old if later else None
    found = audit(pairs.new, as_of=as_of, previous=previous)
    new = [_Known(each.check, each.place.ja, each) for each in found]
    for each in _beyond(_standing(new), _standing(old)):
        if not is_marked(each.printed):  # that the entry is open says it already
            yield _change("finding_new", each)
    for each in _beyond(_accepted(new), _accepted(old)):
        yield _change("finding_accepted", each)
    yield from _solved(pairs, _beyond(_standing(old), new))


def _solved(pairs: Pairs, findings: Iterable[Finding]) -> Iterator[Change]:
    before, after = _texts(pairs.old), _texts(pairs.new)
    for each in findings:
        path = pairs.path_in_new(each.path)
        if not is_marked(after.get(path, "") if path else ""):
            gone = path is None or (each.path in before and path not in after)
            yield _change("finding_solved", each, gone=gone)


def _texts(sheet: Sheet) -> dict[KeyPath, str]:
    return dict(leaves(sheet.model_dump(mode="json")))


def _old(pairs: Pairs, finding: Finding) -> _Known:
    path = pairs.path_in_new(finding.path)
    place = finding.place if path is None else form_place(pairs.new, path)
    return _Known(finding.check, place.ja, finding)


def _standing(found: Sequence[_Known]) -> list[_Known]:
    return [each for each in found if not each.finding.accepted]


def _accepted(found: Sequence[_Known]) -> list[_Known]:
    return [each for each in found if each.finding.accepted]


def _beyond(these: Sequence[_Known], others: Sequence[_Known]) -> Iterator[Finding]:
    """Findings of `these` that `others` do not hold, or hold less often."""
    known = Counter(each.key for each in others)
    for each in these:
        known[each.key] -= 1
        if known[each.key] < 0:
            yield each.finding


def _change(kind: Kind, finding: Finding, *, gone: bool = False) -> Change:
    old, new = (finding.printed, "") if kind == "finding_solved" else ("", finding.printed)
    return Change(
        kind=kind,
        place=finding.place,
        path=finding.path,
        old=old,
        new=new,
        note=say("cell_left") if gone else NOTHING,
        finding=finding,
    )
