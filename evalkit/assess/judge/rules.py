"""How the Japanese presets, `commerce` and `bands` reach their grade: one pure function each.

A rule gets its preset and the inputs as they stand in a file. It returns a `Verdict`, or raises
`NotComputable` where something needed does not exist; `judge` turns that into the preset's own
word.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_DOWN, Decimal
from itertools import pairwise
from typing import Any

from evalkit.assess.judge import methods
from evalkit.assess.judge.methods import Direction, NotComputable, NotDecidable
from evalkit.assess.judge.preset import GREEN, RED, Band, Grade, Preset, plain
from evalkit.assess.judge.reasons import MalformedError, not_computable, not_decidable
from evalkit.assess.judge.target import Target
from evalkit.assess.judge.verdict import (
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
BAND_KEYS = ("grade", "at_least", "above", "label_ja", "label_en", "symbol")
BANDS_OPTIONS = ("bands", "function", "target", "comparator", "direction", "upper", "tolerance")


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
    reached = methods.met(
        actual=number("actual", actual),
        target=number("target", target),
        comparator=comparator,
        direction=direction,
        upper=number("upper", upper),
        tolerance=number("tolerance", tolerance),
    )
    grade = "met" if reached else "missed"
    sign = methods.COMPARATORS[comparator]
    if sign == "=":
        sign = {"up": ">=", "down": "<="}.get(direction or "", "=")
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
    comparator: str | None = "=",
    direction: Direction | None = None,
    upper: Given = None,
    tolerance: Given = None,
    decision: bool | None = None,
) -> Verdict:
    """Rank by level rate; without a direction, the comparator says which way is better."""
    if decision is not None or is_text(target):
        raise undecided("rate.text")
    aim = Target.read(
        target, comparator=comparator, direction=direction, upper=upper, tolerance=tolerance
    )
    level = aim.level(number("actual", actual))
    return banded(preset.tables["rate"], level.rate, "level_rate", short=level.short)


def commerce(
    preset: Preset,
    *,
    actual: Given = None,
    target: Given = None,
    comparator: str | None = "=",
    direction: Direction | None = None,
    upper: Given = None,
    tolerance: Given = None,
    decision: bool | None = None,
) -> Verdict:
    """Colour by level rate; a text target is met or not by the recorded `decision`."""
    if decision is not None or is_text(target):
        return _recorded(GREEN, RED, decision)
    aim = Target.read(
        target, comparator=comparator, direction=direction, upper=upper, tolerance=tolerance
    )
    a = number("actual", actual)
    try:
        level = aim.level(a)
    except NotDecidable:
        raise
    except NotComputable as error:
        # A target without a ratio can be met or missed all the same. A missing value raises again.
        reached = aim.met(a)
        grade, sentence = (GREEN, "rate.none") if reached else (RED, "rate.none.missed")
        return verdict(grade, sentence, {"reason": error.reason, "reason_en": error.reason_en})
    return banded(preset.tables["rate"], level.rate, "level_rate", short=level.short)


def _recorded(met: str, missed: str, decision: bool | None) -> Verdict:
    if decision is None:
        raise undecided("decision.none")
    return verdict(met, "decision.met") if decision else verdict(missed, "decision.missed")


# --- a table from the parameters file -------------------------------------------------------------


BAND_METHODS = tuple(
    name
    for name, method in methods.METHODS.items()
    if method.may_grade and method.result in ("ratio", "change", "change_per_year")
)
"""Figures that bands may grade: those that are one number."""
_FULL_AT_TARGET = ("level_rate", "level_rate_mirror", "progress")


def bands(
    preset: Preset,
    *,
    bands: Sequence[Mapping[str, object]] = (),
    function: str = "level_rate",
    comparator: str | None = "=",
    direction: Direction | None = None,
    upper: Given = None,
    tolerance: Given = None,
    target: Given = None,
    decision: bool | None = None,
    **inputs: object,
) -> Verdict:
    """Grade by a table from the parameters file, over one named method."""
    table, grades = read_bands(bands)
    called = _named(function)
    _check_inputs(function, inputs)
    if decision is not None or is_text(target):
        raise undecided("rate.text")
    aim = Target.read(
        target, comparator=comparator, direction=direction, upper=upper, tolerance=tolerance
    )
    taken = _taken(called, inputs | {"target": aim.value, "direction": aim.direction})
    if "target" in taken and aim.two_sided:
        raise not_computable("two_sided")
    figure = called(**taken)
    assert isinstance(figure, Decimal)  # as of every function in BAND_METHODS
    short = function in _FULL_AT_TARGET and figure == 1 and not aim.met(taken["actual"])
    made = banded(table, figure, function, short=short)
    return replace(made, grades=grades)


def read_bands(
    entries: Sequence[Mapping[str, object]],
) -> tuple[tuple[Band, ...], tuple[Grade, ...]]:
    """Read a table of thresholds as it stands in a parameters file, best grade first.

    Raises
    ------
    ValueError
        If there is no row, a key is unknown, a row has no grade or two thresholds, or the
        thresholds do not fall.

    Examples
    --------
    >>> table, _ = read_bands([{"grade": "A", "at_least": "1.0"}, {"grade": "B"}])
    >>> [band.condition() for band in table]
    ['≥ 1', 'otherwise']
    """
    if not entries:
        raise MalformedError(
            ja="区分表がありません。例: [{grade: A, at_least: 1.0}, {grade: B}]",
            en="no bands; give them best first: [{grade: A, at_least: 1.0}, {grade: B}]",
        )
    table, grades = [], []
    for place, entry in enumerate(entries, start=1):
        _check_entry(place, entry)
        at_least = number(f"band {place}: at_least", entry.get("at_least"))
        above = number(f"band {place}: above", entry.get("above"))
        if at_least is not None and above is not None:
            raise _faulty(
                place,
                "at_least と above は一方だけ書けます",
                "at_least and above exclude each other",
            )
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
            raise _faulty(
                place,
                "しきい値のない行は最後に置いてください",
                "a row without a threshold must be the last one",
            )
        if lower is not None and (lower, below) >= (upper, strict):
            raise _faulty(
                place + 1,
                "しきい値は上の行より小さくしてください",
                "thresholds must fall from row to row",
            )


def _check_entry(place: int, entry: object) -> None:
    if not isinstance(entry, Mapping):
        raise _faulty(
            place,
            "{grade: A, at_least: 1.0} のように書いてください",
            "write {grade: A, at_least: 1.0}",
        )
    unknown = sorted(map(str, set(entry) - set(BAND_KEYS)))
    if unknown:
        known = ", ".join(BAND_KEYS)
        raise _faulty(
            place,
            f"キー「{unknown[0]}」はありません。使えるもの: {known}",
            f"unknown key {unknown[0]!r}; known: {known}",
        )
    if "grade" not in entry:
        raise _faulty(place, "grade がありません", "no grade")


def _faulty(place: int, ja: str, en: str) -> MalformedError:
    return MalformedError(ja=f"区分表の{place}行目: {ja}", en=f"band {place}: {en}")


def _named(function: str) -> Callable[..., methods.Value]:
    if function not in BAND_METHODS:
        known = ", ".join(BAND_METHODS)
        raise MalformedError(
            ja=f"計算値「{function}」はありません。使えるもの: {known}",
            en=f"unknown function {function!r}; known: {known}",
        )
    return methods.METHODS[function].function


_NAMES = {"current": "actual", "current_year": "actual_year"}
_FIGURES = ("actual", "baseline", "previous", "current", "executed", "total")
_YEARS = ("actual_year", "baseline_year", "target_year", "current_year")


def _check_inputs(function: str, inputs: Mapping[str, object]) -> None:
    for name in inputs:
        if name not in (*_FIGURES, *_YEARS):
            known = ", ".join((*BANDS_OPTIONS, *_FIGURES, *_YEARS))
            raise TypeError(f"bands over {function} has no input {name!r}; known: {known}")


def _taken(called: Callable[..., methods.Value], inputs: Mapping[str, object]) -> dict[str, Any]:
    """Those of the inputs that the function takes, read; what is not given is not published."""
    given = {_NAMES.get(name, name): value for name, value in inputs.items() if value is not None}
    return {name: _read(name, given.get(name)) for name in inspect.signature(called).parameters}


def _read(name: str, value: object) -> object:
    if name.endswith("_year"):
        return year(name, value)
    return value if name == "direction" else number(name, value)


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
    comparator: str | None = "=",
    direction: Direction | None = None,
    upper: Given = None,
    tolerance: Given = None,
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
    aim = Target.read(
        target, comparator=comparator, direction=direction, upper=upper, tolerance=tolerance
    )
    if aim.direction is None and not aim.two_sided:
        aim = replace(aim, direction=_towards(b, g))
    figures = {"baseline": baseline, "current": current, "target": target}
    if aim.met(a):
        return verdict("A", "kenko21.A", figures, thresholds={"A": f"target {target}"})
    if aim.two_sided:
        raise not_computable("two_sided")
    good = aim.direction
    smallest = preset.parameters["min_change"]
    changed = significant_change
    if changed is None:
        changed = methods.min_change(baseline=b, actual=a, threshold=smallest)
    improved = methods.change(actual=a, previous=b) * methods.sign(good)
    if not changed or improved == 0:
        grade = "C"
    elif improved < 0:
        grade = "D"
    else:
        on_line = methods.on_line(
            baseline=b,
            baseline_year=year("baseline_year", baseline_year),
            target=g,
            target_year=year("target_year", target_year),
            actual=a,
            actual_year=year("current_year", current_year),
            direction=good,
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
