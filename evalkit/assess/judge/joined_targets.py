"""Targets that name several levels: 90件又は前年度以上, 90件以上かつ前年度以上, いずれか高い方."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from evalkit.assess.judge.criteria import Criteria
from evalkit.assess.judge.direction import find_good_direction
from evalkit.assess.judge.target_levels import ComputedTarget, Known, OpenTarget
from evalkit.assess.judge.target_rules import rule_words
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, Quantity, parse_cell
from evalkit.sheet.printing import shown
from evalkit.sheet.text import Compact

Joined = Literal["any", "all", "higher", "lower"]
_OR = re.compile("[、,]?(?:又は|または|もしくは|若しくは|か、)")
_AND = re.compile("[、,]?かつ[、,]?")
_PICKED = re.compile(
    "[、,]?の?(?:うち)?[、,]?の?いずれか(?:(?P<higher>高い|大きい|多い)|(?P<lower>低い|小さい|少ない))(?:方|ほう|もの)?の?(?:値|水準)?"
    "(?P<limit>以上|以下)?"
)
_HOW: dict[Joined, Bilingual] = {
    "any": Bilingual(
        "目標「{target}」は、{levels}のどれによっても判定が同じである。",
        "The target “{target}”: the judgement is the same by each of {levels}.",
    ),
    "all": Bilingual(
        "目標「{target}」は、{levels}のすべてを満たすときに達成である。",
        "The target “{target}” is met where all of {levels} are.",
    ),
    "higher": Bilingual(
        "目標「{target}」の水準は、{levels}のうち高い方である。",
        "The level of the target “{target}” is the higher of {levels}.",
    ),
    "lower": Bilingual(
        "目標「{target}」の水準は、{levels}のうち低い方である。",
        "The level of the target “{target}” is the lower of {levels}.",
    ),
}


def joined_target(
    cell: Narrative, known: Known, level: Callable[[AnyCell], AnyCell]
) -> Narrative | ComputedTarget:
    """Target of several levels, as that by which the year is judged; another text: the cell itself.

    Which of them holds by a condition is not said: it is decided where the result meets all or
    none.

    Parameters
    ----------
    cell : Narrative
    known : Known
    level : callable
        Gives one of them as it holds in the year.
    """
    text = Compact.of(rule_words(cell.printed)).raw
    how, parts = _parted(text)
    if len(parts) < 2:
        return cell
    made = [level(parse_cell(part)) for part in parts]
    levels = [each for each in made if isinstance(each, Quantity)]
    undecided = next((each for each in made if isinstance(each, OpenTarget)), None)
    if undecided is not None:
        return undecided.model_copy(update={"printed": cell.printed})
    binding = _binding(levels, how, known) if len(levels) == len(made) else None
    if binding is None:
        return cell
    said = Bilingual.join(
        (Bilingual(shown(each), shown(each)) for each in levels), Bilingual("、", ", ")
    )
    fields = {each: getattr(binding, each) for each in Quantity.model_fields}
    own = {"printed": cell.printed, "note": "", "reading": None}
    return ComputedTarget(
        **fields | own,
        how=_HOW[how].format(target=rule_words(cell.printed), levels=said),
        yearly=True,
        rated=how in ("higher", "lower"),
    )


def _parted(text: str) -> tuple[Joined, list[str]]:
    picked = next((found for found in _PICKED.finditer(text) if found.end() == len(text)), None)
    if picked:
        named = re.split("又は|または|もしくは|若しくは|と|、|,", text[: picked.start()])
        limit = picked["limit"] or ""
        of_words = limit or "と同水準"  # 前年度実績 alone asks for nothing
        parts = [part + (limit if part[:1].isdecimal() else of_words) for part in named]
        return ("higher" if picked["higher"] else "lower"), parts
    if _AND.search(text):
        return "all", _AND.split(text)
    return "any", _OR.split(text)


def _binding(levels: Sequence[Quantity], how: Joined, known: Known) -> Quantity | None:
    """That of the levels by which the year is judged; None where it depends on a condition."""
    units = {known.indicator.unit_of(each) for each in levels}
    if len(units) > 1 or any(each.second is not None for each in levels):
        return None
    if how in ("higher", "lower"):
        pick = max if how == "higher" else min
        return pick(levels, key=lambda each: each.value)
    good = find_good_direction(known.goal, known.indicator, known.sheet)
    criteria = Criteria(indicator=known.indicator, good=good)
    actual = known.indicator.actuals[known.year]
    met = [criteria.met(actual, each).value for each in levels]
    if how == "all" and False in met:
        return levels[met.index(False)]
    return levels[0] if met[0] is not None and len({*met}) == 1 else None
