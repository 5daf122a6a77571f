"""Annual targets met or missed, as the form itself asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evalkit.assess.judge import methods
from evalkit.assess.judge.grades import NOT_DECIDABLE, read_grades
from evalkit.assess.judge.inputs import Given, is_text, number
from evalkit.assess.judge.preset import Preset
from evalkit.assess.judge.target import TargetInputs
from evalkit.assess.judge.verdict import SENTENCES as SHARED
from evalkit.assess.judge.verdict import Verdict, by_decision, verdict
from evalkit.sheet.bilingual import Bilingual

State = Literal["pending", "not_started"]
STATES = ("pending", "not_started")

SENTENCES: Mapping[str, Bilingual] = {
    "met": Bilingual(
        "実績値{actual}は目標値{target}を満たす。",
        "The actual value {actual} meets the target {target}.",
    ),
    "missed": Bilingual(
        "実績値{actual}は目標値{target}を満たさない。",
        "The actual value {actual} does not meet the target {target}.",
    ),
    "pending": Bilingual(
        "実績値は調査中で、まだ分からない。",
        "The actual value is still being compiled.",
    ),
    "not_started": Bilingual(
        "取組の開始前のため、実績値はない。",
        "There is no actual value: the measure had not started.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """One figure and the target of its year."""

    direction: methods.Direction | None = "up"
    actual: Given = None
    state: State | None = None  # what the actual cell says instead of a value
    decision: bool | None = None  # that on record, on a target that is text


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Met, missed, or why neither can be said."""
    if given.state is not None and given.state not in STATES:
        raise ValueError(f"state must be one of {', '.join(STATES)}, not {given.state!r}")
    if given.state == "not_started":
        return verdict("not_started", SENTENCES["not_started"])
    if given.target is None:
        return verdict("no_target", SHARED["no_target"])
    if given.state == "pending":
        return verdict("pending", SENTENCES["pending"])
    if is_text(given.target):
        return by_decision("met", "missed", given.decision)
    reached = methods.met(
        actual=number("actual", given.actual),
        target=number("target", given.target),
        comparator=given.comparator,
        direction=given.direction,
        upper=number("upper", given.upper),
        tolerance=number("tolerance", given.tolerance),
    )
    grade = "met" if reached else "missed"
    figures = {"actual": given.actual, "target": given.target}
    return verdict(grade, SENTENCES[grade], figures, thresholds={"met": _threshold(given)})


def _threshold(given: Inputs) -> str:
    """What meets the target, in print."""
    sign = methods.COMPARATORS[given.comparator]
    if sign == "about":
        return f"{given.target} ± {given.tolerance}"
    if sign == "range":
        return f"{given.target} – {given.upper}"
    if sign == "=":
        sign = {"up": ">=", "down": "<="}.get(given.direction or "", "=")
    return f"{sign} {given.target}"


PRESET = Preset(
    name="annual",
    label=Bilingual("年度目標の達成・未達成", "Annual target met or missed"),
    rule=Bilingual(
        "年度ごとに、実績値が目標値を満たすかどうかを目標値の比較語（以上・"
        "以下など）で判定する。件数を数え、平均はしない。",
        "In each year the target's own comparator decides whether it is met. Counted, never"
        " averaged.",
    ),
    source="評価書の様式",
    grades=read_grades(
        ("met", "達成", "Met", "○"),
        ("missed", "未達成", "Missed", "×"),
        ("pending", "調査中", "Pending", "…"),
        ("not_started", "未開始", "Not started", "□"),
        ("no_target", "目標なし", "No target", "－"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    inputs=Inputs,
    judge=judge,
)
