"""Targets with two limits that no cell holds as a figure: 85±5件, 80件以上90件未満."""

from __future__ import annotations

import re
from typing import NamedTuple

from evalkit.assess.judge.reasons import not_decidable
from evalkit.assess.judge.target_levels import ComputedTarget, Known, OpenTarget
from evalkit.assess.judge.target_rules import rule_words
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Narrative, Quantity, parse_cell, value_of
from evalkit.sheet.printing import shown
from evalkit.sheet.text import Compact

_END = "(?:と?する|を?維持(?:する)?|の?範囲内?(?:と?する|に収める)?)?"
_AROUND = re.compile(rf"(?P<middle>[0-9][^±]*)±(?P<by>[0-9].*?)(?:以内)?{_END}")
_BETWEEN = re.compile(
    r"(?P<low>[0-9].*?)(?P<from>以上|超|を超え|より(?:大きく|多く))[、,~]?"
    rf"(?P<high>[0-9].*?)(?P<to>以下|未満|以内){_END}"
)
_FROM_TO = re.compile(r"(?P<low>[0-9].*?)(?:から|~)(?P<high>[0-9].*?)(?:まで)?の(?:範囲|間)内?")
_HOW = Bilingual(
    "目標「{target}」は、{low}から{high}までの範囲である。",
    "The target “{target}” is the range from {low} to {high}.",
)


class _Ends(NamedTuple):
    low: Quantity
    high: Quantity
    open_low: bool = False
    open_high: bool = False


def two_sided_target(cell: Narrative, known: Known) -> Narrative | ComputedTarget:
    """Target in words with its two limits; another text: the cell itself."""
    words = Compact.of(rule_words(cell.printed))
    ends = _around(words, known) or _between(words)
    if ends is None:
        return cell
    if isinstance(ends, str):
        why = not_decidable(ends, target=rule_words(cell.printed))
        return OpenTarget(printed=cell.printed, doubt=cell.doubt, code=why.code, why=why.reason)
    low, high = (known.indicator.in_its_unit(each) for each in ends[:2])
    if not isinstance(low, Quantity) or not isinstance(high, Quantity) or low.value >= high.value:
        return cell
    limits = _limits(ends._replace(low=low, high=high), known)
    how = _HOW.format(target=rule_words(cell.printed), low=shown(low), high=shown(high))
    parts = {each: getattr(low, each) for each in Quantity.model_fields} | limits
    own = {"printed": cell.printed, "note": "", "reading": None}
    return ComputedTarget(**parts | own, how=how, yearly=False)


def _limits(ends: _Ends, known: Known) -> dict[str, object]:
    """Both ends as a range; of a result that is an end left out, that end as the limit."""
    actual = value_of(known.indicator.actuals[known.year])
    if ends.open_high and actual == ends.high.value:
        return {"value": ends.high.value, "comparator": "<", "second": None}
    if ends.open_low and actual == ends.low.value:
        return {"value": ends.low.value, "comparator": ">", "second": None}
    return {"comparator": "range", "second": ends.high.value}


def _between(words: Compact) -> _Ends | None:
    found = _BETWEEN.fullmatch(words.text) or _FROM_TO.fullmatch(words.text)
    if found is None:
        return None
    low, high = _alike(*(words.raw[slice(*found.span(name))] for name in ("low", "high")))
    if low is None or high is None:
        return None
    said = found.groupdict()
    opened = said.get("from", "以上") != "以上", said.get("to") == "未満"
    return _Ends(low, high, *opened)


def _alike(low: str, high: str) -> tuple[Quantity | None, Quantity | None]:
    """Two exact figures in one unit, which the lower one need not print."""
    lower, upper = _exact(low), _exact(high)
    if lower and upper and not lower.unit:
        lower = _exact(low + upper.unit)
    if not lower or not upper or lower.plain_unit != upper.plain_unit:
        return None, None
    return lower, upper


def _exact(text: str) -> Quantity | None:
    cell = parse_cell(text)
    plain = isinstance(cell, Quantity) and cell.comparator == "=" and cell.second is None
    return cell if plain and isinstance(cell, Quantity) and not cell.note else None


def _around(words: Compact, known: Known) -> _Ends | str | None:
    """Ends of 85±5件, or the code of why they are not known: 50％±5％ may be points or a share."""
    found = _AROUND.fullmatch(words.text)
    if found is None:
        return None
    printed = [words.raw[slice(*found.span(name))] for name in ("middle", "by")]
    middle, by = map(_exact, printed)
    if middle is None or by is None:
        return None
    if not middle.unit:
        middle = _exact(printed[0] + by.unit)
    elif by.plain_unit == "%":
        if known.indicator.unit_of(middle) == "%":
            return "rule_share_or_points"
        by = by.model_copy(update={"value": middle.value * by.value / 100, "unit": middle.unit})
    elif by.plain_unit in ("ポイント", "pt") and middle.plain_unit == "%":
        by = by.model_copy(update={"unit": middle.unit})
    if middle is None or (by.unit and by.plain_unit != middle.plain_unit):
        return None
    low, high = (
        middle.model_copy(update={"value": middle.value + sign * by.value}) for sign in (-1, 1)
    )
    return _Ends(low, high)
