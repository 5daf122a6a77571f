"""The latest figure of an indicator judged by a preset, which sees what the annual rule sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from evalkit.assess.judge.bounds import begins_below_nothing, find_bounds
from evalkit.assess.judge.judgement import Judgement, judge, refuse
from evalkit.assess.judge.reasons import NotComputable, missing, not_computable
from evalkit.assess.judge.verdict import undecided, verdict
from evalkit.sheet.cells import Narrative, Quantity, value_of

if TYPE_CHECKING:
    from evalkit.assess.assessment import Goal, IndicatorResult, YearResult

Inputs = dict[str, object]


def judge_latest(result: IndicatorResult, preset: str, options: Mapping[str, object]) -> Judgement:
    """Judge by any preset but the annual one; what cannot be judged is said to be undecided."""
    try:
        if result.latest is None:
            raise missing("actual")
        return _judge(result, result.latest, preset, options)
    except NotComputable as why:
        return refuse(preset, why)


def _judge(
    result: IndicatorResult, latest: YearResult, preset: str, options: Mapping[str, object]
) -> Judgement:
    own = result.own_goal(latest)
    if preset in _OF_THE_YEAR:
        return judge(preset, **_reach(result, latest, own), **options)
    if preset == "bands" and options.get("function", "level_rate") in _LEVELS:
        goal = own or result.final_goal
        made = judge(preset, **_reach(result, latest, goal), **options)
        return made if own or not goal else _against_final(made, goal)
    return judge(preset, **_INPUTS[preset](result, latest), **options)


def _reach(result: IndicatorResult, latest: YearResult, goal: Goal | None) -> Inputs:
    """Inputs of a rule that compares a year's figure with one target."""
    decided = result.indicator.decisions.get(latest.year)
    of_text = decided and not isinstance(latest.target, Quantity)
    if of_text or isinstance(latest.target, Narrative):
        decision = None if decided is None else decided == "met"
        return {"target": latest.target.printed or "－", "decision": decision}
    if goal is None:
        raise undecided("annual.no_target")
    return {"actual": value_of(latest.cell), **_compared(result, latest, goal)}


def _compared(result: IndicatorResult, latest: YearResult, goal: Goal | None) -> Inputs:
    """A target with all that decides what meets it; where there is none, the direction alone."""
    if goal is None:
        return {"direction": result.way.direction}
    if why := result.incomparable(latest.cell, goal.cell):
        raise why
    return result.limits(goal.cell)


def _path(result: IndicatorResult, latest: YearResult) -> Inputs:
    """Inputs of a rule that looks at the way from the baseline."""
    goal, start = result.final_goal, result.indicator.baseline
    if begins_below_nothing(result.indicator):
        raise not_computable("baseline_below_nothing")
    pair = [cell for cell in (start, latest.cell) if isinstance(cell, Quantity)]
    return {
        **((result.baseline or {}) if result.same_unit(*pair) else {}),
        "current": value_of(latest.cell),
        "current_year": latest.year,
        "target_year": _due(goal),
        **_compared(result, latest, goal),
    }


def _limited_path(result: IndicatorResult, latest: YearResult) -> Inputs:
    return _path(result, latest) | {"limit": result.indicator.limit}


def _banded(result: IndicatorResult, latest: YearResult) -> Inputs:
    """Inputs of bands over a figure that no single target makes."""
    change, goal = latest.figure("change"), result.final_goal
    return _path(result, latest) | {
        "previous": change.inputs["previous"] if change else None,
        "target_year": goal.year if goal else None,
    }


def _series(result: IndicatorResult, latest: YearResult) -> Inputs:
    """Inputs of a rule that carries on a trend."""
    bounds = find_bounds(result.indicator)
    return {
        "series": result.series,
        "status_year": latest.year,
        "target_year": _due(result.final_goal),
        "break_after": result.indicator.break_after,
        "lower_bound": bounds.lower,
        "upper_bound": bounds.upper,
        **_compared(result, latest, result.final_goal),
    }


def _due(goal: Goal | None) -> int | str | None:
    """Year of a target as the rules take it."""
    return "every year" if goal and goal.term.every_year else goal.year if goal else None


def _against_final(made: Judgement, goal: Goal) -> Judgement:
    """Say that a figure was held against the final target, its year having none."""
    said = verdict(
        made.grade,
        "rate.final",
        {"target": goal.cell.printed, "ja": made.reasoning_ja, "en": made.reasoning_en},
    )
    return replace(made, reasoning_ja=said.reasoning_ja, reasoning_en=said.reasoning_en)


_OF_THE_YEAR = ("maff", "maff_abc", "commerce")
"""Rules by which a year's figure is held against that year's target."""

_LEVELS = ("level_rate", "level_rate_mirror")

_INPUTS: Mapping[str, Callable[[IndicatorResult, YearResult], Inputs]] = {
    "bands": _banded,
    "kenko21": _path,
    "open_sdg": _limited_path,
    "eustat": _limited_path,
    "destatis": _series,
}
