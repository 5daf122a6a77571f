"""How the Japanese presets, `commerce` and `bands` reach their grade: one pure function each.

A rule gets its preset and the inputs as they stand in a file. It returns a `Verdict`, or raises
`NotComputable` where something needed does not exist; `judge` turns that into the preset's own
word.
"""

import inspect
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_DOWN, Decimal
from itertools import pairwise

from evalkit.assess import achievement
from evalkit.assess.achievement import Direction, NotComputable
from evalkit.assess.presets import GREEN, RED, Band, Grade, Preset, plain
from evalkit.assess.reasons import not_decidable
from evalkit.assess.verdict import (
    Given,
    Verdict,
    banded,
    is_text,
    mean,
    number,
    percent,
    undecided,
    verdict,
    year,
)

STATES = ("pending", "not_started")  # what an actual cell can say instead of a value
LOWER_IS_BETTER = ("以下", "未満", "<=", "<")  # comparators that say so by themselves
BAND_KEYS = ("grade", "at_least", "above", "label_ja", "label_en", "symbol")


def annual(
    preset: Preset,
    *,
    actual: Given = None,
    target: Given = None,
    comparator: str | None = "=",
    direction: Direction | None = "up",
    upper: Given = None,
    tolerance: Given = None,
    state: str | None = None,
    decision: bool | None = None,
) -> Verdict:
    """Met, missed, or why neither can be said.

    `state` is "pending" or "not_started" where the actual cell says so; `decision` is the recorded
    decision on a text or milestone target.
    """
    if state is not None and state not in STATES:
        raise ValueError(f"state must be one of {', '.join(STATES)}, not {state!r}")
    if state == "not_started":
        return verdict("not_started", "annual.not_started")
    if target is None:
        return verdict("no_target", "annual.no_target")
    if state == "pending":
        return verdict("pending", "annual.pending")
    if is_text(target):
        return _recorded("met", "missed", decision)
    reached = achievement.met(
        actual=number("actual", actual),
        target=number("target", target),
        comparator=comparator,
        direction=direction,
        upper=number("upper", upper),
        tolerance=number("tolerance", tolerance),
    )
    grade = "met" if reached else "missed"
    sign = achievement.COMPARATORS[comparator]
    if sign == "=":
        sign = ">=" if direction == "up" else "<="
    bounds = {"about": f"{target} ± {tolerance}", "range": f"{target} – {upper}"}
    return verdict(
        grade,
        f"annual.{grade}",
        {"actual": actual, "target": target},
        thresholds={"met": bounds.get(sign, f"{sign} {target}")},
    )


def maff(
    preset: Preset,
    *,
    actual: Given = None,
    target: Given = None,
    comparator: str | None = None,
    direction: Direction | None = None,
) -> Verdict:
    """Rank by level rate; without a direction, 以下 and 未満 say that lower is better."""
    if direction is None:
        direction = "down" if comparator in LOWER_IS_BETTER else "up"
    rate = achievement.level_rate(
        actual=number("actual", actual), target=number("target", target), direction=direction
    )
    return banded(preset.tables["rate"], rate, "level_rate")


def commerce(
    preset: Preset,
    *,
    actual: Given = None,
    target: Given = None,
    direction: Direction = "up",
    decision: bool | None = None,
) -> Verdict:
    """Colour by level rate; a text target is met or not by the recorded `decision`."""
    if decision is not None or is_text(target):
        return _recorded(GREEN, RED, decision)
    a, g = number("actual", actual), number("target", target)
    try:
        rate = achievement.level_rate(actual=a, target=g, direction=direction)
    except NotComputable as error:
        # A target of zero has no ratio, but it can be met or missed. A missing value raises again.
        reached = achievement.met(actual=a, target=g, direction=direction)
        grade, sentence = (GREEN, "rate.none") if reached else (RED, "rate.none.missed")
        return verdict(grade, sentence, {"reason": error.reason, "reason_en": error.reason_en})
    return banded(preset.tables["rate"], rate, "level_rate")


def _recorded(met: str, missed: str, decision: bool | None) -> Verdict:
    if decision is None:
        raise undecided("decision.none")
    return verdict(met, "decision.met") if decision else verdict(missed, "decision.missed")


# --- a table from the parameters file -------------------------------------------------------------


def bands(
    preset: Preset,
    *,
    bands: Sequence[Mapping[str, object]],
    function: str = "level_rate",
    **inputs: object,
) -> Verdict:
    """Grade by a table from the parameters file, over one named function of `achievement`."""
    table, grades = read_bands(bands)
    made = banded(table, _named_rate(function, inputs), function)
    return Verdict(
        grade=made.grade,
        reasoning_ja=made.reasoning_ja,
        reasoning_en=made.reasoning_en,
        value=made.value,
        thresholds=made.thresholds,
        grades=grades,
    )


def read_bands(
    entries: Sequence[Mapping[str, object]],
) -> tuple[tuple[Band, ...], tuple[Grade, ...]]:
    """Read a table of thresholds as it stands in a parameters file, best grade first.

    Raises
    ------
    ValueError
        If a key is unknown, a row has no grade or two thresholds, or the thresholds do not fall.

    Examples
    --------
    >>> table, _ = read_bands([{"grade": "A", "at_least": "1.0"}, {"grade": "B"}])
    >>> [band.condition() for band in table]
    ['≥ 1', 'otherwise']
    """
    table, grades = [], []
    for place, entry in enumerate(entries, start=1):
        unknown = sorted(set(entry) - set(BAND_KEYS))
        if unknown:
            raise ValueError(
                f"band {place}: unknown key {unknown[0]!r}; known: {', '.join(BAND_KEYS)}"
            )
        if "grade" not in entry:
            raise ValueError(f"band {place}: no grade")
        at_least = number(f"band {place}: at_least", entry.get("at_least"))
        above = number(f"band {place}: above", entry.get("above"))
        if at_least is not None and above is not None:
            raise ValueError(f"band {place}: at_least and above exclude each other")
        name = str(entry["grade"])
        table.append(Band(grade=name, at_least=at_least, above=above))
        grades.append(
            Grade(
                grade=name,
                label_ja=str(entry.get("label_ja", name)),
                label_en=str(entry.get("label_en", name)),
                symbol=str(entry.get("symbol", "")),
            )
        )
    _check_falling(table)
    return tuple(table), tuple(grades)


def _check_falling(table: Sequence[Band]) -> None:
    # The order matters: the first row that holds gives the grade. "> x" stands above "≥ x".
    edges = [(band.at_least, 0) if band.above is None else (band.above, 1) for band in table]
    for place, ((upper, strict), (lower, below)) in enumerate(pairwise(edges), start=1):
        if upper is None:
            raise ValueError(f"band {place}: a row without a threshold must be the last one")
        if lower is not None and (lower, below) >= (upper, strict):
            raise ValueError(f"band {place + 1}: thresholds must fall from row to row")


def _named_rate(function: str, inputs: Mapping[str, object]) -> Decimal:
    if function not in achievement.FUNCTIONS:
        raise ValueError(
            f"unknown function {function!r}; known: {', '.join(achievement.FUNCTIONS)}"
        )
    called = achievement.FUNCTIONS[function]
    given = {
        {"current": "actual", "current_year": "actual_year"}.get(name, name): value
        for name, value in inputs.items()
    }
    known = inspect.signature(called).parameters
    for name in given:
        if name not in known:
            raise TypeError(f"{function} has no input {name!r}; known: {', '.join(known)}")
    read = {name: _read(name, value) for name, value in given.items()}
    figure = called(**read)
    if not isinstance(figure, Decimal):
        raise ValueError(f"{function} does not return one number; bands need one")
    return figure


def _read(name: str, value: object) -> object:
    if name.endswith("_year"):
        return year(name, value)
    return value if name in ("direction", "comparator", "series") else number(name, value)


# --- 健康日本21(第二次) ---------------------------------------------------------------------------


def kenko21(
    preset: Preset,
    *,
    baseline: Given = None,
    baseline_year: Given = None,
    current: Given = None,
    current_year: Given = None,
    target: Given = None,
    target_year: Given = None,
    direction: Direction | None = None,
    significant_change: bool | None = None,
    data_kind: str | None = None,
    ratings: Sequence[str] | None = None,
) -> Verdict:
    """One indicator; or, with `ratings`, a goal rolled up from its items.

    `significant_change` is the result of the statistical test, None where none was made;
    `data_kind` names the kind of data and is only carried along.
    """
    if ratings is not None:
        return roll_up(preset, ratings)
    b, a, g = number("baseline", baseline), number("current", current), number("target", target)
    good = direction if direction is not None else _towards(b, g)
    figures = {"baseline": baseline, "current": current, "target": target}
    if achievement.met(actual=a, target=g, direction=good):
        return verdict("A", "kenko21.A", figures, thresholds={"A": f"target {target}"})
    smallest = preset.parameters["min_change"]
    changed = significant_change
    if changed is None:
        changed = achievement.min_change(baseline=b, actual=a, threshold=smallest)
    improved = achievement.change(actual=a, previous=b) * achievement.sign(good)
    if not changed or improved == 0:
        grade = "C"
    elif improved < 0:
        grade = "D"
    else:
        on_line = achievement.on_line(
            baseline=b,
            baseline_year=year("baseline_year", baseline_year),
            target=g,
            target_year=year("target_year", target_year),
            actual=a,
            actual_year=year("current_year", current_year),
        )
        grade = "B" if on_line else "B*"
    return verdict(
        grade,
        f"kenko21.{grade}",
        {**figures, "min_change": percent(smallest)},
        thresholds={"C": f"< {plain(smallest)}"},
    )


def _towards(baseline: Decimal | None, target: Decimal | None) -> Direction:
    if baseline is None or target is None or baseline == target:
        raise not_decidable("direction")
    return "up" if target > baseline else "down"


def roll_up(preset: Preset, ratings: Sequence[str]) -> Verdict:
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
        raise undecided("kenko21.goal.none")
    average = mean([points[rating] for rating in rated])
    rounded = _five_down(average)
    grade = next(name for name in points if points[name] == rounded)
    if grade == "B":
        expected = mean([points["A" if rating == "B" else rating] for rating in rated])
        grade = "B" if _five_down(expected) == points["A"] else "B*"
    return verdict(
        grade,
        "kenko21.goal",
        {"count": len(rated), "mean": plain(average), "points": rounded},
        value=average,
        thresholds={name: plain(value) for name, value in points.items()},
    )


def _five_down(average: Decimal) -> Decimal:
    return average.to_integral_value(rounding=ROUND_HALF_DOWN)
