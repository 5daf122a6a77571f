"""公表された結果 that changed: results published since, and those that were corrected."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.compare.change import Change, Kind
from evalkit.assess.compare.pairs import Pairs
from evalkit.assess.same_cells import same_text
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.published import EVALUATION_TEXTS, Evaluation, PublishedResult

_RESULT = ("rate", "grade", "score", "note")


def published_changes(pairs: Pairs) -> Iterator[Change]:
    """Results and evaluations of both sheets; what a later sheet leaves out was not taken back."""
    later = pairs.new.fiscal_year > pairs.old.fiscal_year
    for old, new in pairs.indicators.pairs:
        yield from _results(old, new, later=later)
    for before, after in pairs.goals.pairs:
        path = (*after.path, "evaluation")
        own = before.goal.evaluation, after.goal.evaluation
        yield from _evaluations(pairs.new, path, *own, later=later)
    own = pairs.old.evaluation, pairs.new.evaluation
    yield from _evaluations(pairs.new, ("evaluation",), *own, later=later)


def _results(old: IndicatorResult, new: IndicatorResult, *, later: bool) -> Iterator[Change]:
    before, after = old.indicator.published, new.indicator.published
    for year in sorted({*before, *after}):
        if later and year not in after:
            continue
        for name in _RESULT:
            texts = (
                str(getattr(each.get(year, PublishedResult()), name)) for each in (before, after)
            )
            yield from _changed(new.sheet, (*new.path, "published", str(year), name), *texts)


def _evaluations(
    sheet: Sheet, path: KeyPath, old: Evaluation | None, new: Evaluation | None, *, later: bool
) -> Iterator[Change]:
    if later and not (new and any(new.texts())):
        return
    for key in EVALUATION_TEXTS:
        texts = (str(getattr(each or Evaluation(), key)) for each in (old, new))
        yield from _changed(sheet, (*path, key), *texts)


def _changed(sheet: Sheet, path: KeyPath, old: str, new: str) -> Iterator[Change]:
    if not same_text(old, new):
        figure = path[-1] in ("rate", "grade", "score")
        kind: Kind = "text" if not figure else "restated" if old else "entered"
        yield Change(kind=kind, place=form_place(sheet, path), path=path, old=old, new=new)
