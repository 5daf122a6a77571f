"""What was added, dropped, renamed, renumbered or declared otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.compare.change import Change, one_sided
from evalkit.assess.compare.change_notes import DECLARED, say
from evalkit.assess.compare.pairs import Pairs
from evalkit.assess.same_cells import same_text
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.references import circled


def structure_changes(pairs: Pairs) -> Iterator[Change]:
    """Changes of what the sheet consists of, and of what its author declares."""
    yield from _one_sided(pairs)
    for goal, now in pairs.goals.pairs:
        names = (goal.goal.no, goal.goal.name), (now.goal.no, now.goal.name)
        yield from _known_as(pairs.new, now.path, *names)
    for old, new in pairs.indicators.pairs:
        labels = _label(pairs.number(old), old), _label(new.goal.no, new)
        names = (labels[0], old.indicator.name), (labels[1], new.indicator.name)
        yield from _known_as(pairs.new, new.path, *names)
        yield from _declared(old, new)
    for measure, here in pairs.measures.pairs:
        names = ("", measure.measure.name), ("", here.measure.name)
        yield from _known_as(pairs.new, here.path, *names)


def _one_sided(pairs: Pairs) -> Iterator[Change]:
    for goal in pairs.goals.dropped:
        yield one_sided("dropped", pairs.old, goal.path, goal.goal.name)
    for goal in pairs.goals.added:
        yield one_sided("added", pairs.new, goal.path, goal.goal.name)
    for each in pairs.indicators.dropped:
        yield one_sided("dropped", pairs.old, each.path, each.indicator.name)
    for each in pairs.indicators.added:
        yield one_sided("added", pairs.new, each.path, each.indicator.name)
    for measure in pairs.measures.dropped:
        yield one_sided("dropped", pairs.old, measure.path, measure.measure.name)
    for measure in pairs.measures.added:
        yield one_sided("added", pairs.new, measure.path, measure.measure.name)


def _label(goal: str, each: IndicatorResult) -> str:
    return f"{goal}-{circled(each.indicator.no)}"


def _known_as(
    sheet: Sheet, path: KeyPath, old: tuple[str, str], new: tuple[str, str]
) -> Iterator[Change]:
    """Changes of the number and the name of something that stands in both sheets."""
    place = form_place(sheet, path)
    if old[0] != new[0]:
        note = say("number", old=old[0], new=new[0])
        yield Change(kind="renumbered", place=place, path=path, old=old[1], new=new[1], note=note)
    elif not same_text(old[1], new[1]):
        yield Change(kind="renamed", place=place, path=path, old=old[1], new=new[1])


def _declared(old: IndicatorResult, new: IndicatorResult) -> Iterator[Change]:
    place = form_place(new.sheet, new.path)
    before, after = _declarations(old.indicator), _declarations(new.indicator)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            code, year = key
            yield Change(
                kind="declared",
                place=place,
                path=(*new.path, code, *([str(year)] if year else [])),
                old=before.get(key, ""),
                new=after.get(key, ""),
                note=say(code, year=year) if year else say(code),
            )


def _declarations(indicator: Indicator) -> Mapping[tuple[str, int], str]:
    """What the author declares of an indicator, by its name and year (0 for every year)."""
    values = {(name, 0): getattr(indicator, name) for name in DECLARED}
    years = {("decisions", year): decision for year, decision in indicator.decisions.items()}
    others = {
        ("external_values", span.last): f"{name} {cell.printed}"
        for name, series in indicator.external_values.items()
        for span, cell in series.spans()
    }
    every = values | years | others
    return {key: str(value) for key, value in every.items() if value not in (None, False)}
