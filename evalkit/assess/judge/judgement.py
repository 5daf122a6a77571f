"""Judge achievement by a named preset; the answer carries its rule, thresholds, inputs and reason.

Every judgement is an automatic aid (参考), never the ministry's own grade. "Not decidable" is an
answer: it comes back as a grade with its reason, in the preset's own word.

Where to look: `preset.py` the tables, `rules.py`, `rules_sdg.py` and `five_step.py` how each is
applied, `sentences.py` the reasons in words, `methods.py` the formulas.
"""

import difflib
import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from evalkit.assess.judge import rules, rules_sdg
from evalkit.assess.judge.five_step import Outcome as Outcome  # part of this module's contract
from evalkit.assess.judge.five_step import Sensitivity as Sensitivity
from evalkit.assess.judge.five_step import five_step
from evalkit.assess.judge.five_step import sensitivity as sensitivity
from evalkit.assess.judge.methods import NotComputable as NotComputable
from evalkit.assess.judge.preset import PRESETS as PRESETS
from evalkit.assess.judge.preset import Preset, plain
from evalkit.assess.judge.verdict import Verdict

RULES: dict[str, Callable[..., Verdict]] = {
    "annual": rules.annual,
    "five_step": five_step,
    "maff": rules.maff,
    "maff_abc": rules.maff,
    "kenko21": rules.kenko21,
    "open_sdg": rules_sdg.open_sdg,
    "eustat": rules_sdg.open_sdg,
    "destatis": rules_sdg.destatis,
    "commerce": rules.commerce,
    "bands": rules.bands,
}

# Inputs that describe a figure and decide nothing: kept beside the judgement, under any preset.
DESCRIPTIVE = ("name", "unit", "fiscal_year", "note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """A grade with everything a reader needs to redo it."""

    preset: str
    grade: str  # as the publisher of the method prints it
    label_ja: str
    label_en: str
    symbol: str
    rule: str  # the rule in one sentence, Japanese
    rule_en: str
    source: str
    thresholds: Mapping[str, str]  # grade or parameter -> in print
    inputs: Mapping[str, object]  # as given
    reasoning_ja: str
    reasoning_en: str
    value: Decimal | None = None  # the figure that was compared, unrounded
    score: Decimal | None = None
    decided: bool = True  # False: not assessed, the reasoning says why


@dataclass(frozen=True, kw_only=True, slots=True)
class Distribution:
    """How many were given each grade; never an average."""

    counts: Mapping[str, int]
    total: int
    shares: Mapping[str, Decimal]  # ratio, unrounded


def judge(preset: str, **inputs: object) -> Judgement:
    """Judge by a preset.

    Parameters
    ----------
    preset : str
        A name in `PRESETS`.
    **inputs
        What the rule needs, as it stands in a parameters file or in JSON: numbers as Decimal, int,
        float or text (converted through their text). None or left out: not published.

        annual
            actual, target, comparator, direction, upper, tolerance, state ("pending",
            "not_started"), decision (on a text target)
        five_step
            indicators (records or mappings, see `Outcome`), close_pace, wide_progress
        maff, maff_abc, commerce
            actual, decision (on a text target)
        kenko21
            baseline, baseline_year, current, current_year, target_year, significant_change,
            data_kind; or ratings, for a goal
        open_sdg, eustat
            baseline, baseline_year, current, current_year, target_year, limit; or series_scores
            and all_achieved, for an indicator of several series
        destatis
            series, status_year, target_year (or "every year"), break_after, lower_bound,
            upper_bound
        bands
            bands (rows of grade, at_least or above, label_ja, label_en, symbol), function, actual,
            actual_year, previous, baseline, baseline_year, target_year

        Each but annual and five_step also takes what makes a target: target, comparator,
        direction, upper, tolerance. With any preset: name, unit, fiscal_year, note, which are only
        carried along.

    Returns
    -------
    Judgement
        `decided` is False where something needed does not exist; the grade is then the preset's
        own word for it, and the reasoning says what is missing.

    Raises
    ------
    ValueError, TypeError
        If the preset or an input is unknown or malformed: a mistake, not an answer.

    Examples
    --------
    >>> judge("maff", target=859, actual=1125, unit="万t", comparator="以上").grade
    'A'
    >>> judge("kenko21", ratings=["D", "B*", "D"]).grade
    'C'
    >>> judge("annual", actual=None, target=230, state="pending").label_ja
    '調査中'
    """
    table = PRESETS.get(preset)
    if table is None:
        raise ValueError(f"unknown preset {preset!r}{_nearest(preset, PRESETS)}")
    rule = RULES[preset]
    used = {name: value for name, value in inputs.items() if name not in DESCRIPTIVE}
    _check_names(preset, rule, used)
    try:
        return _judgement(table, rule(table, **used), inputs)
    except NotComputable as error:
        return refuse(preset, error, **inputs)


def refuse(preset: str, why: NotComputable, **inputs: object) -> Judgement:
    """Judgement of what cannot be judged: the preset's own word for it, and the reason.

    Examples
    --------
    >>> from evalkit.assess.judge.reasons import missing
    >>> refuse("kenko21", missing("target")).grade
    'E'
    """
    table = PRESETS[preset]
    made = Verdict(grade=table.undecided, reasoning_ja=why.reason, reasoning_en=why.reason_en)
    return _judgement(table, made, inputs)


def _judgement(table: Preset, given: Verdict, inputs: Mapping[str, object]) -> Judgement:
    grade = next(grade for grade in (*given.grades, *table.grades) if grade.grade == given.grade)
    return Judgement(
        preset=table.name,
        grade=grade.grade,
        label_ja=grade.label_ja,
        label_en=grade.label_en,
        symbol=grade.symbol,
        rule=table.rule_ja,
        rule_en=table.rule_en,
        source=table.source,
        thresholds=given.thresholds
        or {name: plain(value) for name, value in table.parameters.items()},
        inputs=inputs,
        reasoning_ja=given.reasoning_ja,
        reasoning_en=given.reasoning_en,
        value=given.value,
        score=given.score,
        decided=given.grade != table.undecided,
    )


def roll_up_kenko21(ratings: Iterable[str]) -> Judgement:
    """Rate a goal of 健康日本21(第二次) by the ratings of its items.

    Examples
    --------
    >>> roll_up_kenko21(["A", "B"]).grade, roll_up_kenko21(["A", "B*"]).grade
    ('B', 'B*')
    """
    return judge("kenko21", ratings=list(ratings))


def distribution(grades: Iterable[str] | Mapping[str, int]) -> Distribution:
    """Count grades, in the order in which they first appear; shares are unrounded.

    Examples
    --------
    >>> distribution(["met", "missed", "met", "met"]).shares["met"]
    Decimal('0.75')
    """
    counts = Counter(grades)
    total = counts.total()
    return Distribution(
        counts=dict(counts),
        total=total,
        shares={grade: Decimal(count) / total for grade, count in counts.items()},
    )


@cache  # a sheet is judged by few rules, many times
def _known(rule: Callable[..., Verdict]) -> tuple[str, ...] | None:
    """Names of a rule's inputs; None where the rule itself knows what its function takes."""
    parameters = inspect.signature(rule).parameters
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        return None
    return tuple(name for name in parameters if name != "preset")


def _check_names(preset: str, rule: Callable[..., Verdict], inputs: Mapping[str, object]) -> None:
    known = _known(rule)
    for name in inputs:
        if known is not None and name not in known:
            raise TypeError(f"{preset} has no input {name!r}{_nearest(name, known)}")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" — did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
