"""公表された結果 beside ours: by which method a published rate is reproduced, and on what grades.

Rates are held against every method that the sheet's figures allow, for forms do not say theirs. A
rate is reproduced if it is a method's figure rounded to the places in which it is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from itertools import product
from typing import Literal

from evalkit.assess.assessment import IndicatorResult, YearResult
from evalkit.assess.judge.methods import METHODS, Computed, compute
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Quantity, plain_unit
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import shown
from evalkit.sheet.published import PublishedResult
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import plain_text

How = Literal["half_up", "down", "up", "inputs", "capped"]
HOWS: Mapping[How, Bilingual] = {
    "half_up": Bilingual("四捨五入", "rounded half up"),
    "down": Bilingual("切捨て", "rounded down"),
    "up": Bilingual("切上げ", "rounded up"),
    "inputs": Bilingual("実績値等の端数の範囲内", "within the rounding of its inputs"),
    "capped": Bilingual("上限・下限で打切り", "capped"),
}
"""How a published rate follows from a method's figure, the surest first."""

_ROOM = Context(prec=200)
"""Digits for any figure that a cell may hold, rounded to any place that a rate may have."""
_SCALED = re.compile("[千百万億兆]")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A figure of ours that a published rate may be."""

    method: str  # name in METHODS
    expression: Bilingual  # 85件÷96件
    value: Decimal  # a ratio, unrounded
    least: Decimal  # that the rounding of what is printed allows
    most: Decimal
    reversed: bool = False  # as if the other way were better

    @property
    def title(self) -> Bilingual:
        """What readers know the method by."""
        return METHODS[self.method].title


@dataclass(frozen=True, kw_only=True)
class Reproduction:
    """By which figure of ours a published rate is reproduced."""

    candidate: Candidate
    how: How


@dataclass(frozen=True, kw_only=True)
class PublishedYear:
    """What was published of an indicator in one year, beside what is calculated."""

    result: IndicatorResult
    year: int
    published: PublishedResult
    candidates: tuple[Candidate, ...]  # the method of the sheet's own direction first
    reproduction: Reproduction | None

    @property
    def path(self) -> KeyPath:
        """Path of the year's results in the sheet file."""
        return (*self.result.path, "published", str(self.year))

    @property
    def own(self) -> YearResult | None:
        """Our result of the year; None outside the sheet's window."""
        return next((each for each in self.result.years if each.year == self.year), None)

    @property
    def rate(self) -> Quantity | None:
        """The published rate, where it is a figure that a ratio can be held against."""
        return comparable_rate(self.published.rate)

    @property
    def contradicted(self) -> bool:
        """Whether a rate is published that no method reproduces."""
        return bool(self.rate and self.candidates and self.reproduction is None)


def published_years(result: IndicatorResult) -> Iterator[PublishedYear]:
    """Every year of an indicator of which results were published, in order."""
    for year, published in sorted(result.indicator.published.items()):
        candidates = tuple(_candidates(result, year))
        rate = comparable_rate(published.rate)
        yield PublishedYear(
            result=result,
            year=year,
            published=published,
            candidates=candidates,
            reproduction=reproduce(rate, candidates) if rate else None,
        )


def comparable_rate(cell: AnyCell) -> Quantity | None:
    """Rate as a figure to compare; None of words, of what is about, and of another unit."""
    if not isinstance(cell, Quantity) or cell.comparator == "about":
        return None
    return cell if plain_unit(cell.unit) in ("%", "") else None


def reproduce(rate: Quantity, candidates: tuple[Candidate, ...]) -> Reproduction | None:
    """Find the figure of which a published rate is the rounded one, by the surest way.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> ratio = Decimal(85) / 96
    >>> candidate = Candidate(
    ...     method="level_rate", expression=Bilingual("85÷96", "85 ÷ 96"), value=ratio, least=ratio,
    ...     most=ratio)
    >>> [found.how if (found := reproduce(parse_cell(text), (candidate,))) else None
    ...  for text in ("88.5％", "89%", "88％", "98%", "100％未満")]
    ['half_up', 'half_up', 'down', None, 'half_up']
    """
    found = (
        Reproduction(candidate=candidate, how=how)
        for how in HOWS
        for candidate in candidates
        if _follows(rate, candidate, how)
    )
    return next(found, None)


def _follows(rate: Quantity, candidate: Candidate, how: How) -> bool:
    """Whether a rate follows from a figure; a bare one may be a percentage or a ratio."""
    scales = (Decimal(100),) if rate.unit else (Decimal(100), Decimal(1))
    return any(_follows_at(rate, candidate, how, scale) for scale in scales)


def _follows_at(rate: Quantity, candidate: Candidate, how: How, scale: Decimal) -> bool:
    value, printed = candidate.value * scale, rate.value
    if rate.comparator != "=":
        return how == "half_up" and _within(value, rate)
    places = Decimal(1).scaleb(-decimals(printed))
    if how == "capped":
        return (printed == scale and value > scale) or (printed == 0 and value < 0)
    if how == "inputs":
        least, most = candidate.least * scale, candidate.most * scale
        return least < most and least - places < printed < most + places
    roundings = {
        "half_up": (ROUND_HALF_UP,), "down": (ROUND_DOWN, ROUND_FLOOR),
        "up": (ROUND_UP, ROUND_CEILING),
    }  # fmt: skip
    rounded = (value.quantize(places, each, _ROOM) for each in roundings[how])
    return any(each == printed for each in rounded)


def _within(value: Decimal, limit: Quantity) -> bool:
    """Whether a figure keeps a limit such as 100％超, or lies in a range."""
    held = {
        ">": value > limit.value,
        ">=": value >= limit.value,
        "<": value < limit.value,
        "<=": value <= limit.value,
        "range": limit.second is not None and limit.value <= value <= limit.second,
    }
    return held[limit.comparator]


# What our methods make of the year ----------------------------------------------------------------


def _candidates(result: IndicatorResult, year: int) -> Iterator[Candidate]:
    """Figures that a published rate may be: against the year's target first, then the final one."""
    own = next((each for each in result.years if each.year == year), None)
    actual = own.cell if own else result.indicator.actuals[year]
    target = result.target_of(year)
    final = result.final_target
    if not isinstance(actual, Quantity):
        return
    if isinstance(target, Quantity):
        yield from _levels(result, actual, target)
    if own:
        yield from _ways(result, own, actual)
    if final and final.cell != target:
        yield from _levels(result, actual, final.cell)


def _levels(result: IndicatorResult, actual: Quantity, target: Quantity) -> Iterator[Candidate]:
    """Rates against one target, by either direction: the known one's come first."""
    if not result.criteria.same_unit(actual, target) or target.comparator in ("range", "about"):
        return
    way = result.good_direction.direction
    a, t = shown(actual), shown(target.model_copy(update={"comparator": "="}))
    up, down = Bilingual(f"{a}÷{t}", f"{a} ÷ {t}"), Bilingual(f"{t}÷{a}", f"{t} ÷ {a}")
    mirror = Bilingual(f"2－{a}÷{t}", f"2 − {a} ÷ {t}")
    terms = {"actual": actual.value, "target": target.value}
    made = {
        "up": (compute("level_rate" if way == "up" else "reported_rate", **terms,
                       **({"direction": "up"} if way == "up" else {})), up),
        "down": (compute("level_rate", **terms, direction="down"), down),
        "mirror": (compute("level_rate_mirror", **terms), mirror),
    }  # fmt: skip
    order = ("down", "mirror", "up") if way == "down" else ("up", "down", "mirror")
    for name in order:
        computed, expression = made[name]
        against = way is not None and (name == "up") != (way == "up")
        yield from _made(computed, expression, {"actual": actual}, against=against)


def _ways(result: IndicatorResult, own: YearResult, actual: Quantity) -> Iterator[Candidate]:
    """Progress from the baseline, and the pace of it."""
    cells = {"actual": actual, "baseline": result.indicator.baseline}
    for name in ("progress", "pace"):
        if computed := own.figure(name):
            yield from _made(computed, METHODS[name].formula, cells)


def _made(
    computed: Computed,
    expression: Bilingual,
    cells: Mapping[str, AnyCell],
    *,
    against: bool = False,
) -> Iterator[Candidate]:
    if not isinstance(computed.value, Decimal):
        return
    values = [computed.value, *_nearby(computed, cells)]
    yield Candidate(
        method=computed.function, expression=expression, value=computed.value,
        least=min(values), most=max(values), reversed=against,
    )  # fmt: skip


def _nearby(computed: Computed, cells: Mapping[str, AnyCell]) -> Iterator[Decimal]:
    """The method's figures at the ends of what its rounded inputs may have been."""
    ends = {
        name: (cell.value - half, cell.value + half)
        for name, cell in cells.items()
        if isinstance(cell, Quantity) and (half := half_unit(cell))
    }
    for corner in product(*ends.values()) if ends else ():
        inputs = {**computed.inputs, **dict(zip(ends, corner, strict=True))}
        made = compute(computed.function, **inputs)
        if isinstance(made.value, Decimal):
            yield made.value


def half_unit(cell: Quantity) -> Decimal:
    """Half of the last place of a figure that was surely rounded; nothing of a plain count.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> [str(half_unit(parse_cell(text))) for text in ("85件", "72％", "33.5万人", "2.1")]
    ['0', '0.5', '5E+2', '0.05']
    """
    exponent = -decimals(cell.value)
    if _SCALED.search(cell.printed):
        normal = cell.value.normalize().as_tuple().exponent
        return Decimal(5).scaleb((normal if isinstance(normal, int) else 0) - 1)
    if exponent == 0 and cell.plain_unit != "%":
        return Decimal(0)
    return Decimal(5).scaleb(exponent - 1)


# Grades -------------------------------------------------------------------------------------------


def same_grade(one: str, other: str) -> bool:
    """Whether two printed grades are one, in whatever width: Ｂ and B."""
    return plain_text(one) == plain_text(other)


def rank(grade: str, scale: tuple[str, ...]) -> int | None:
    """Place of a grade on its scale, 0 the best; None of one that stands on it not at all.

    Examples
    --------
    >>> rank("Ｂ", ("S", "A", "B", "C")), rank("D", ("S", "A", "B", "C"))
    (2, None)
    """
    return next((n for n, each in enumerate(scale) if same_grade(each, grade)), None)


_BOUND = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)%?(?P<word>以上|超|以下|未満)")
_BETWEEN = re.compile(r"(?P<low>[0-9]+(?:\.[0-9]+)?)%?[~～〜\-](?P<high>[0-9]+(?:\.[0-9]+)?)%")


def in_range(rate: Decimal, printed: str) -> bool | None:
    """Whether a rate in per cent lies in a printed range; None of one that is not understood.

    Examples
    --------
    >>> in_range(Decimal(98), "80％以上100％未満"), in_range(Decimal(98), "120％以上")
    (True, False)
    >>> in_range(Decimal(98), "おおむね達成") is None
    True
    """
    text = re.sub(r"[\s、,かつ]", "", plain_text(printed)).replace("％", "%")
    if between := _BETWEEN.fullmatch(text):
        return Decimal(between["low"]) <= rate <= Decimal(between["high"])
    bounds = [*_BOUND.finditer(text)]
    if not bounds or "".join(each[0] for each in bounds) != text:
        return None
    return all(_keeps(rate, Decimal(each["value"]), each["word"]) for each in bounds)


def _keeps(rate: Decimal, limit: Decimal, word: str) -> bool:
    kept = {"以上": rate >= limit, "超": rate > limit, "以下": rate <= limit, "未満": rate < limit}
    return kept[word]


def published_grades(sheet: Sheet) -> dict[str, int]:
    """How many indicators have each of the ministry's grades in the sheet's year, the best first.

    Grades that the scale does not have come last, as they are printed.
    """
    scale = sheet.grading.scale if sheet.grading else ()
    grades = [
        published.grade
        for _, indicator in sheet.indicators()
        if (published := indicator.published.get(sheet.fiscal_year)) and published.grade
    ]
    named = (next((each for each in scale if same_grade(each, grade)), grade) for grade in grades)
    counts = Counter(named)
    return {grade: counts[grade] for grade in dict.fromkeys((*scale, *counts)) if counts[grade]}
