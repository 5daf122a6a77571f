"""Targets that were revised: whether the bar was lowered after it had been missed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evalkit.assess.audit.form import indicators
from evalkit.assess.audit.indicators import Figure, IndicatorRow
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import shown, year_text


@check(
    "target-lowered",
    "warning",
    over=indicators,
    title=Bilingual("未達成の後に緩められた目標値", "A target eased after it was missed"),
    why=Bilingual(
        "達成できなかった目標を緩めれば、取組が変わらなくても達成となる。",
        "When the bar is lowered after a miss, the same work counts as success.",
    ),
    says=Bilingual(
        "{since}から適用の目標値{after}は、それまでの{before}より緩い。{year}の実績値{actual}は"
        "それまでの目標値に届いていなかった。",
        "The target {after}, in force since {since}, is easier than {before} before it, which the"
        " actual {actual} of {year} had not met.",
    ),
    do=Bilingual(
        "改定の理由（reason）を示し、改定前の目標値に対する結果も記す。",
        "Give the reason of the revision, and the result against the target before it.",
    ),
)
def targets_eased_after_a_miss(row: IndicatorRow) -> Iterator[Hit]:
    """Revised targets easier than those before them, which the last actual before did not meet.

    With a reason given it is a note: people have told why.
    """
    history = {(*row.path, *each.path): each for each in row.result.target_history}
    for before, after in pairwise(row.dated_targets):
        since = history[after.path].since
        last = _last(row, since) if since else None
        if since is None or last is None or not row.worse(after, before):
            continue
        if row.result.criteria.met(last.cell, before.cell).value is False:
            yield hit(
                after,
                severity="info" if history[after.path].reason else None,
                related=[before, last],
                since=year_text(since),
                after=shown(after.cell),
                before=shown(before.cell),
                year=year_text(last.year),
                actual=shown(last.cell),
            )


def _last(row: IndicatorRow, since: int) -> Figure | None:
    """The last actual before a year."""
    earlier = [each for each in row.actuals if (each.year or since) < since]
    return earlier[-1] if earlier else None
