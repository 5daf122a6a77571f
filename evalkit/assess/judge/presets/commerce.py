"""Colours of the US Department of Commerce by the level reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evalkit.assess.judge.grades import NOT_DECIDABLE, read_grades, read_table
from evalkit.assess.judge.inputs import Given, is_text, number
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.preset import Options, Preset
from evalkit.assess.judge.reasons import NotComputable, NotDecidable
from evalkit.assess.judge.target import Target, TargetInputs
from evalkit.assess.judge.verdict import Verdict, banded, by_decision, verdict
from evalkit.sheet.bilingual import Bilingual

BLUE, GREEN = "Blue (Exceeded target)", "Green (Met target)"
YELLOW, RED = "Yellow (Slightly below target)", "Red (Did not meet target)"

SENTENCES: Mapping[str, Bilingual] = {
    "met": Bilingual(
        "比率は計算できない（{reason}）が、目標は達成した。「超過」は比率がないと言えない。",
        "There is no ratio ({reason}), but the target is met; without a ratio it cannot be"
        " called exceeded.",
    ),
    "missed": Bilingual(
        "比率は計算できない（{reason}）が、目標は達成していない。",
        "There is no ratio ({reason}), and the target is missed.",
    ),
}
"""Reasons where there is no ratio."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """One figure and the target of its year."""

    actual: Given = None
    decision: bool | None = None  # that on record, on a target that is text


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Colour by level rate; a target in words is met or not by the decision on record."""
    if given.decision is not None or is_text(given.target):
        return by_decision(GREEN, RED, given.decision)
    target, actual = Target.read(given), number("actual", given.actual)
    try:
        level = target.level(actual)
    except NotDecidable:
        raise
    except NotComputable as error:
        # A target without a ratio can be met or missed all the same. A missing value raises again.
        grade, said = (GREEN, "met") if target.met(actual) else (RED, "missed")
        return verdict(grade, SENTENCES[said], {"reason": error.reason})
    return banded(preset.tables["rate"], level.rate, "level_rate", short=level.short)


def given_latest(latest: Latest, options: Options) -> Inputs:
    """Hold the figure against the target of its own year."""
    return Inputs(**latest.reach(latest.own))


PRESET = Preset(
    name="commerce",
    label=Bilingual("米国商務省 業績・説明責任報告書の色", "US Department of Commerce PAR status"),
    rule=Bilingual(
        "目標値の125%超は青（超過）、100～125%緑（達成）、95%以上100%未満黄（わずかに下回る）、"
        "95%未満赤（未達成）。文章の目標は青にならない。",
        "Above 125 % of target blue, 100–125 % green, 95 to under 100 % yellow, under 95 %"
        " red. A target in the form of text is never “exceeded”.",
    ),
    source="US Department of Commerce, Performance and Accountability Reports FY2006 and FY2007,"
    " Appendix A",
    grades=read_grades(
        (BLUE, "青（目標超過）", BLUE, "◎"),
        (GREEN, "緑（目標達成）", GREEN, "○"),
        (YELLOW, "黄（目標をわずかに下回る）", YELLOW, "△"),
        (RED, "赤（目標未達成）", RED, "×"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    inputs=Inputs,
    judge=judge,
    given=given_latest,
    tables={
        "rate": read_table((BLUE, "> 1.25"), (GREEN, ">= 1"), (YELLOW, ">= 0.95"), (RED, "else"))
    },
)
