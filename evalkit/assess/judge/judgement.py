"""Judge by a named preset; the answer carries its rule, thresholds, inputs and reason.

Every judgement is an automatic aid (参考), never the ministry's own grade. "Not decidable" is an
answer: it comes back as a grade with its reason, in the preset's own word.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from evalkit.assess.judge.inputs import said_of
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.preset import Preset, T
from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.judge.reasons import NotComputable, missing
from evalkit.assess.judge.verdict import Verdict
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant

# Inputs that describe a figure and decide nothing: kept beside the judgement, under any preset.
DESCRIPTIVE = ("name", "unit", "fiscal_year", "note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """A grade with everything a reader needs to redo it."""

    preset: str
    grade: str  # as the publisher of the method prints it
    label: Bilingual
    symbol: str
    rule: Bilingual  # in one sentence
    source: str
    thresholds: Mapping[str, str]  # grade or parameter -> in print
    inputs: Mapping[str, object]  # as given
    reasoning: Bilingual
    value: Decimal | None = None  # the figure that was compared, unrounded
    score: Decimal | None = None
    decided: bool = True  # False: not assessed, the reasoning says why


def judge(preset: str, **inputs: object) -> Judgement:
    """Judge by the preset of that name what stands in a parameters file or in JSON.

    Parameters
    ----------
    preset : str
        A name in `PRESETS`.
    **inputs
        What the rule takes, by the names in the preset's `Inputs`: numbers as Decimal, int, float
        or text (converted through their text). None or left out: not published. With any preset:
        name, unit, fiscal_year, note, which are only carried along.

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
    >>> judge("annual", actual=None, target=230, state="pending").label.ja
    '調査中'
    """
    table = PRESETS.get(preset)
    if table is None:
        raise ValueError(f"unknown preset {preset!r}{_nearest(preset, PRESETS)}")
    used = {name: value for name, value in inputs.items() if name not in DESCRIPTIVE}
    _check_names(table, used)
    return replace(apply(table, table.inputs(**used)), inputs=inputs)


def judge_latest(
    preset: str, latest: Latest | None, options: Mapping[str, object] | None = None
) -> Judgement:
    """Judge an indicator's latest figure; without one, or a comparison, it is undecided."""
    table = PRESETS[preset]
    if table.given is None:
        raise ValueError(f"{preset} judges no single figure")
    try:
        if latest is None:
            raise missing("actual")
        return apply(table, table.given(latest, options or {}))
    except NotComputable as why:
        return refuse(table, why)


def apply(preset: Preset[T], inputs: T) -> Judgement:
    """Judge by a preset what its record of inputs says.

    Examples
    --------
    >>> from evalkit.assess.judge.presets import annual
    >>> apply(annual.PRESET, annual.Inputs(actual=7, target=6, comparator="以下")).grade
    'missed'
    """
    try:
        made = preset.judge(preset, inputs)
    except NotComputable as error:
        return refuse(preset, error, inputs)
    return _judgement(preset, made, inputs)


def refuse(preset: Preset[T], why: NotComputable, inputs: T | None = None) -> Judgement:
    """Judgement of what cannot be judged: the preset's own word for it, and the reason.

    Examples
    --------
    >>> refuse(PRESETS["kenko21"], missing("target")).grade
    'E'
    """
    made = Verdict(grade=preset.undecided, reasoning=why.reason)
    return _judgement(preset, made, inputs)


def _judgement(table: Preset[T], given: Verdict, inputs: T | None) -> Judgement:
    grade = next(grade for grade in (*given.grades, *table.grades) if grade.grade == given.grade)
    return Judgement(
        preset=table.name,
        grade=grade.grade,
        label=grade.label,
        symbol=grade.symbol,
        rule=table.rule,
        source=table.source,
        thresholds=given.thresholds
        or {name: significant(value) for name, value in table.parameters.items()},
        inputs={} if inputs is None else said_of(inputs),
        reasoning=given.reasoning,
        value=given.value,
        score=given.score,
        decided=given.grade != table.undecided,
    )


def _check_names(table: Preset[Any], names: Iterable[str]) -> None:
    known = [field.name for field in fields(table.inputs)]
    for name in names:
        if name not in known:
            raise TypeError(f"{table.name} has no input {name!r}{_nearest(name, known)}")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" — did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
