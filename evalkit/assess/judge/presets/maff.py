"""Ranks of 農林水産省 by the level reached."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit.assess.judge.grades import NOT_DECIDABLE, read_grades, read_table
from evalkit.assess.judge.inputs import Given, is_text, number
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.preset import Options, Preset
from evalkit.assess.judge.target import Target, TargetInputs
from evalkit.assess.judge.verdict import SENTENCES, Verdict, banded, undecided
from evalkit.sheet.bilingual import Bilingual


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """One figure and the target of its year; a comparator too says which way is better."""

    actual: Given = None
    decision: bool | None = None  # that on record, on a target that is text


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Rank by level rate; a target in words has none."""
    if given.decision is not None or is_text(given.target):
        raise undecided(SENTENCES["text"])
    level = Target.read(given).level(number("actual", given.actual))
    return banded(preset.tables["rate"], level.rate, "level_rate", short=level.short)


def given_latest(latest: Latest, options: Options) -> Inputs:
    """Hold the figure against the target of its own year."""
    return Inputs(**latest.reach(latest.own))


PRESET = Preset(
    name="maff",
    label=Bilingual("農林水産省 実績評価のランク", "MAFF performance rank"),
    rule=Bilingual(
        "目標値に対する達成度合が150%を超えればA'、90%以上150%以下A、50%以上90%未満B、50%未満C。",
        "Level rate above 150 % A', 90–150 % A, 50 to under 90 % B, under 50 % C.",
    ),
    source="農林水産省 実績評価「目標に対する達成状況の考え方」",
    grades=read_grades(
        ("A'", "達成度合150%超", "Above 150 %", "A'"),
        ("A", "達成度合90%以上150%以下", "90–150 %", "A"),
        ("B", "達成度合50%以上90%未満", "50 to under 90 %", "B"),
        ("C", "達成度合50%未満", "Under 50 %", "C"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    inputs=Inputs,
    judge=judge,
    given=given_latest,
    tables={"rate": read_table(("A'", "> 1.5"), ("A", ">= 0.9"), ("B", ">= 0.5"), ("C", "else"))},
)
