"""What a rule answers: a grade with its reason in words, or that it cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evalkit.assess.judge.grades import Band, Grade, conditions, find_band
from evalkit.assess.judge.methods import METHODS
from evalkit.assess.judge.reasons import NotDecidable
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant
from evalkit.sheet.rounding import rounded_alike

SENTENCES: Mapping[str, Bilingual] = {
    "rate": Bilingual(
        "{phrase}（{function}）は{shown}で、条件「{condition}」に当たる。",
        "{phrase} ({function}) is {shown}: “{condition}”.",
    ),
    "rate.short": Bilingual(
        "{phrase}（{function}）は{shown}だが、「超」「未満」の目標は満たさないため、それを下回るものとして条件"
        "「{condition}」に当たる。",
        "{phrase} ({function}) is {shown}, but the limit itself does not meet the target; as"
        " anything below it: “{condition}”.",
    ),
    "rate.none": Bilingual(
        "{phrase}（{function}）は{shown}で、区分表のどの区分にも当たらない。",
        "{phrase} ({function}) is {shown}, and no band covers it.",
    ),
    "text": Bilingual(
        "文章の目標であり、比率は計算できない。",
        "The target is text: there is no ratio.",
    ),
    "decision.met": Bilingual(
        "文章の目標であり、達成したとの判断が記録されている。",
        "The target is text, and a decision that it was met is on record.",
    ),
    "decision.missed": Bilingual(
        "文章の目標であり、達成していないとの判断が記録されている。",
        "The target is text, and a decision that it was not met is on record.",
    ),
    "decision.none": Bilingual(
        "文章の目標であり、達成の判断が記録されていない。",
        "The target is text, and no decision on it is on record.",
    ),
    "no_target": Bilingual("この年度の目標値はない。", "There is no target for this year."),
}
"""Reasons that several presets give; each has its own beside its rule."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A grade and why."""

    grade: str
    reasoning: Bilingual
    value: Decimal | None = None  # the figure that was compared, unrounded
    score: Decimal | None = None
    thresholds: Mapping[str, str] = field(default_factory=dict)  # grade or parameter -> in print
    grades: tuple[Grade, ...] = ()  # labels that come with the inputs, not with the preset


def verdict(
    grade: str,
    sentence: Bilingual,
    figures: Mapping[str, object] | None = None,
    *,
    value: Decimal | None = None,
    score: Decimal | None = None,
    thresholds: Mapping[str, str] | None = None,
) -> Verdict:
    """Make a verdict with a sentence, its figures filled in.

    Examples
    --------
    >>> verdict("met", Bilingual("{a}件で達成。", "Met with {a}."), {"a": "80"}).reasoning.en
    'Met with 80.'
    """
    return Verdict(
        grade=grade,
        reasoning=sentence.format(**figures or {}),
        value=value,
        score=score,
        thresholds=thresholds or {},
    )


def undecided(sentence: Bilingual, figures: Mapping[str, object] | None = None) -> NotDecidable:
    """Make the exception for a rule that cannot say, with the sentence that says why."""
    return NotDecidable(sentence.format(**figures or {}))


def by_decision(met: str, missed: str, decision: bool | None) -> Verdict:
    """Grade a target that is text by the decision on record.

    Raises
    ------
    NotDecidable
        If there is none.
    """
    if decision is None:
        raise undecided(SENTENCES["decision.none"])
    if decision:
        return verdict(met, SENTENCES["decision.met"])
    return verdict(missed, SENTENCES["decision.missed"])


def banded(table: Sequence[Band], value: Decimal, function: str, *, short: bool = False) -> Verdict:
    """Grade a figure by a table of thresholds; `short`: as one just below it.

    Raises
    ------
    NotDecidable
        If no row of the table covers the value.

    Examples
    --------
    >>> from evalkit.assess.judge.grades import read_table
    >>> table = read_table(("A", ">= 0.9"), ("B", ">= 0.5"), ("C", "else"))
    >>> banded(table, Decimal("0.899999"), "level_rate").reasoning.en
    'Level rate (level_rate) is 0.899999: “≥ 0.5”.'
    """
    band = find_band(table, value, short=short)
    named = {"phrase": METHODS[function].phrase, "function": function}
    if band is None:
        raise undecided(SENTENCES["rate.none"], {**named, "shown": significant(value)})
    shown = f"{rounded_alike(value, 4, lambda near: find_band(table, near)).normalize():f}"
    return verdict(
        band.grade,
        SENTENCES["rate.short" if short else "rate"],
        {**named, "shown": shown, "condition": band.condition()},
        value=value,
        thresholds=conditions(table),
    )


def mean(values: Sequence[Decimal]) -> Decimal:
    """Return the arithmetic mean, unrounded."""
    return sum(values, Decimal(0)) / len(values)
