"""Ratings of 健康日本21(第二次): the way from the baseline, and its tendency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_DOWN, Decimal

from evalkit.assess.judge import methods
from evalkit.assess.judge.grades import read_grades
from evalkit.assess.judge.inputs import Given, every_year, number, year
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.methods import Direction
from evalkit.assess.judge.preset import Options, Preset
from evalkit.assess.judge.reasons import not_computable, not_decidable
from evalkit.assess.judge.target import Target, TargetInputs
from evalkit.assess.judge.verdict import Verdict, mean, undecided, verdict
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant, whole_percent

SENTENCES: Mapping[str, Bilingual] = {
    "A": Bilingual(
        "直近値{current}は目標値{target}に達した。",
        "The latest value {current} reached the target {target}.",
    ),
    "B": Bilingual(
        "直近値{current}は基準値{baseline}から改善し、"
        "目標値{target}への直線の上かその良い側にある。",
        "The latest value {current} improved on the baseline {baseline} and is on or above the"
        " line to the target {target}.",
    ),
    "B*": Bilingual(
        "直近値{current}は基準値{baseline}から改善したが、目標値{target}への直線に届かない。",
        "The latest value {current} improved on the baseline {baseline} but is below the line to"
        " the target {target}.",
    ),
    "C": Bilingual(
        "直近値{current}は基準値{baseline}から有意に、"
        "または相対的に{min_change}以上は変わっていない。",
        "The latest value {current} has not changed significantly, or by {min_change} or more, from"
        " the baseline {baseline}.",
    ),
    "D": Bilingual(
        "直近値{current}は基準値{baseline}より悪化した。",
        "The latest value {current} is worse than the baseline {baseline}.",
    ),
    "every_year": Bilingual(
        "毎年度の目標値で、目標年度がないため、BかB*かを決められない。",
        "The target is for every year: without a target year neither B nor B* can be said.",
    ),
    "goal": Bilingual(
        "Eを除く{count}項目の平均は{mean}点で、五捨六入して{points}点。",
        "The mean of {count} items without E is {mean}, rounded (x.5 down) to {points}.",
    ),
    "goal.none": Bilingual(
        "評価できる項目がない。",
        "There is no item that could be assessed.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """One indicator; or, with `ratings`, a goal rolled up from its items."""

    baseline: Given = None
    baseline_year: Given = None
    current: Given = None
    current_year: Given = None
    target_year: Given = None
    significant_change: bool | None = None  # by the statistical test; None: none was made
    data_kind: str | None = None  # only carried along
    ratings: Sequence[str] | None = None


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Rate one indicator, or a goal by the ratings of its items."""
    if given.ratings is not None:
        return _roll_up(preset, given.ratings)
    b, a = number("baseline", given.baseline), number("current", given.current)
    target = _directed(Target.read(given), b)
    figures = {"baseline": given.baseline, "current": given.current, "target": given.target}
    if target.met(a):
        thresholds = {"A": f"target {given.target}"}
        return verdict("A", SENTENCES["A"], figures, thresholds=thresholds)
    if target.two_sided:
        raise not_computable("two_sided")
    smallest = preset.parameters["min_change"]
    changed = given.significant_change
    if changed is None:
        changed = methods.min_change(baseline=b, actual=a, threshold=smallest)
    improved = methods.change(actual=a, previous=b) * methods.sign(target.direction)
    if not changed or improved == 0:
        grade = "C"
    elif improved < 0:
        grade = "D"
    else:
        grade = "B" if _on_line(given, b, a, target) else "B*"
    figures["min_change"] = whole_percent(smallest)
    return verdict(grade, SENTENCES[grade], figures, thresholds={"C": f"< {significant(smallest)}"})


def _directed(target: Target, baseline: Decimal | None) -> Target:
    """Target with a direction: the declared one, or that in which it lies."""
    if target.direction is not None or target.two_sided:
        return target
    return replace(target, direction=_towards(baseline, target.value))


def _towards(baseline: Decimal | None, target: Decimal | None) -> Direction:
    if baseline is None or target is None or baseline == target:
        raise not_decidable("direction")
    return "up" if target > baseline else "down"


def _on_line(given: Inputs, b: Decimal | None, a: Decimal | None, target: Target) -> bool:
    if every_year(given.target_year):
        raise undecided(SENTENCES["every_year"])
    return methods.on_line(
        baseline=b,
        baseline_year=year("baseline_year", given.baseline_year),
        target=target.value,
        target_year=year("target_year", given.target_year),
        actual=a,
        actual_year=year("current_year", given.current_year),
        direction=target.direction,
    )


def _roll_up(preset: Preset[Inputs], ratings: Sequence[str]) -> Verdict:
    """Rate a goal by the mean of its items' points, E left out, rounded 五捨六入 (x.5 down).

    A goal of 4 points is B where, each B having become A and each B* B by the target year, it would
    reach A; else B*.
    """
    known = [grade.grade for grade in preset.grades]
    for rating in ratings:
        if rating not in known:
            raise ValueError(f"unknown rating {rating!r}; known: {', '.join(known)}")
    points = {name: preset.parameters[name] for name in known if name != preset.undecided}
    rated = [rating for rating in ratings if rating in points]
    if not rated:
        raise undecided(SENTENCES["goal.none"])
    average = mean([points[rating] for rating in rated])
    rounded = _five_down(average)
    grade = next(name for name in points if points[name] == rounded)
    if grade == "B":
        expected = mean([points["A" if rating == "B" else rating] for rating in rated])
        grade = "B" if _five_down(expected) == points["A"] else "B*"
    return verdict(
        grade,
        SENTENCES["goal"],
        {"count": len(rated), "mean": significant(average), "points": rounded},
        value=average,
        thresholds={name: significant(value) for name, value in points.items()},
    )


def _five_down(average: Decimal) -> Decimal:
    return average.to_integral_value(rounding=ROUND_HALF_DOWN)


def given_latest(latest: Latest, options: Options) -> Inputs:
    """Look at the way from the baseline to the final target."""
    return Inputs(
        **latest.start(),
        current=latest.cell.value,
        current_year=latest.year,
        target_year=latest.due,
        **latest.against(latest.final),
    )


PRESET = Preset(
    name="kenko21",
    label=Bilingual(
        "健康日本21(第二次) 最終評価", "Health Japan 21 (second term), final evaluation"
    ),
    rule=Bilingual(
        "A 目標値に達した、B 改善傾向にあり基準値と目標値を結ぶ線の上かその良い側、B*"
        " 改善傾向にあるが線に届かない、C 変わらない（検定、または相対的に5%未満の変化）、D 悪化、E"
        " 評価困難。目標項目全体はA5・B4・B*4・C3・D2点の平均（Eを除く、五捨六入）。",
        "A met; B improving, on or above the straight line from baseline to target; B*"
        " improving, below it; C unchanged (by test, or less than 5 % relative change); D worse;"
        " E not assessable. A goal: mean of A5 B4 B*4 C3 D2 without E, x.5 rounded down.",
    ),
    source="厚生労働省「健康日本21(第二次)最終評価報告書」(2022年) 第2章",
    grades=read_grades(
        ("A", "目標値に達した", "Target reached", "A"),
        ("B", "改善傾向にある（目標年度までに達しそう）", "Improving, on course", "B"),
        ("B*", "改善傾向にある（目標到達が危ぶまれる）", "Improving, target in doubt", "B*"),
        ("C", "変わらない", "Unchanged", "C"),
        ("D", "悪化している", "Worse", "D"),
        ("E", "評価困難", "Not assessable", "E"),
    ),
    undecided="E",
    inputs=Inputs,
    judge=judge,
    given=given_latest,
    parameters={
        "min_change": Decimal("0.05"),
        "A": Decimal("5"),
        "B": Decimal("4"),
        "B*": Decimal("4"),
        "C": Decimal("3"),
        "D": Decimal("2"),
    },
)
