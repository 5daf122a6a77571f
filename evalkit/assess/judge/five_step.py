"""The five steps of 目標管理型の政策評価, and which single indicator would change the step.

An indicator stands on one of five levels, and the step depends on the levels only; better never
makes the step worse. So where something is still unknown, the best and the worst case show whether
the step is decided already.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from evalkit.assess.judge.preset import FIVE_STEP, Preset, plain
from evalkit.assess.judge.verdict import Given, Verdict, number, undecided, verdict

AWAY, MOVING, CLOSE, MET, EXCEEDED = range(5)
# The levels' names in the reason.
LEVELS = {"away": AWAY, "far": MOVING, "close": CLOSE, "main_met": MET, "exceeded": EXCEEDED}
UNDECLARED = "main_indicators_not_declared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What is known of one indicator; None means not known, or not computable."""

    name: str
    main: bool | None = False  # 主要な測定指標, declared by people
    met: bool | None = None
    progress: Decimal | None = None  # (a−b)/(g−b)
    pace: Decimal | None = None
    close: bool | None = None  # overrides pace: within the tolerance of a maintain target
    moving_towards: bool | None = None  # overrides progress > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Sensitivity:
    """The step if this one indicator alone were different."""

    name: str
    step: str  # as things stand
    if_met: str
    if_missed_narrowly: str  # missed, but close to the target
    if_missed_clearly: str  # missed, and not moving towards the target
    changes: bool  # whether any of the three differs from the step


def five_step(
    preset: Preset,
    *,
    indicators: Iterable[Outcome | Mapping[str, object]],
    close_pace: Given = None,
    wide_progress: Given = None,
) -> Verdict:
    """Return the step of a policy goal from its indicators, or why it cannot be said yet."""
    outcomes = read_outcomes(indicators)
    if not outcomes:
        raise undecided("five_step.empty")
    main = [bool(outcome.main) for outcome in outcomes]
    if not any(main):
        return verdict(UNDECLARED, "five_step.undeclared")
    limits = _limits(preset, close_pace, wide_progress)
    standing = [(outcome, find_levels(outcome, **limits)) for outcome in outcomes]
    worst, best = step_range([levels for _, levels in standing], main)
    thresholds = {name: f"≥ {plain(limit)}" for name, limit in limits.items()}
    if worst != best:
        open_ones = [
            outcome.name
            for outcome, (low, high) in standing
            if low != high and (outcome.main or outcome.met is None)
        ]
        return verdict(
            preset.undecided,
            "five_step.range",
            {"names": "、".join(open_ones), "worst": worst, "best": best},
            thresholds=thresholds,
        )
    results = Counter(outcome.met for outcome in outcomes)
    main_levels = Counter(levels for outcome, levels in standing if outcome.main)
    counted = {name: main_levels[(level, level)] for name, level in LEVELS.items()}
    return verdict(
        worst,
        "five_step.step",
        {
            "count": len(outcomes),
            "met": results[True],
            "missed": results[False],
            "unknown": results[None],
            "main": sum(main),
            "main_unknown": sum(main) - sum(counted.values()),
            **counted,
        },
        thresholds=thresholds,
    )


def read_outcomes(
    indicators: Iterable[Outcome | Mapping[str, object]],
) -> tuple[Outcome, ...]:
    """Accept records or mappings; numbers may be Decimal, int, float or text, and stay exact.

    Examples
    --------
    >>> read_outcomes([{"name": "①", "main": True, "met": False, "pace": 0.9}])[0].pace
    Decimal('0.9')
    """
    known = {field.name for field in fields(Outcome)}
    outcomes = []
    for entry in indicators:
        if isinstance(entry, Outcome):
            outcomes.append(entry)
            continue
        unknown = set(entry) - known
        if unknown:
            raise TypeError(
                f"unknown key {min(unknown)!r} of an indicator; known: {', '.join(sorted(known))}"
            )
        numbers = {key: number(key, entry.get(key)) for key in ("progress", "pace")}
        outcomes.append(Outcome(**{**entry, **numbers}))  # type: ignore[arg-type]
    return tuple(outcomes)


def find_levels(
    outcome: Outcome, *, close_pace: Decimal, wide_progress: Decimal
) -> tuple[int, int]:
    """Worst and best level that the indicator can stand on, given what is known.

    Examples
    --------
    >>> missed = Outcome(name="①", met=False, progress=Decimal("0.6"), pace=Decimal("0.95"))
    >>> find_levels(missed, close_pace=Decimal("0.9"), wide_progress=Decimal("1.2"))
    (2, 2)
    """
    if outcome.met is None:
        return AWAY, EXCEEDED
    if outcome.met:
        wide = outcome.progress is not None and outcome.progress >= wide_progress
        return (EXCEEDED, EXCEEDED) if wide else (MET, MET)
    close = outcome.close
    if close is None and outcome.pace is not None:
        close = outcome.pace >= close_pace
    if close:
        return CLOSE, CLOSE
    moving = outcome.moving_towards
    if moving is None and outcome.progress is not None:
        moving = outcome.progress > 0
    worst = MOVING if moving else AWAY
    if close is None:
        return worst, CLOSE
    return worst, MOVING if moving is None else worst


def find_step(levels: Sequence[int], main: Sequence[bool]) -> str:
    """Return the step from the level of every indicator and which of them are main ones.

    Examples
    --------
    >>> find_step([MET, CLOSE, AWAY], [True, True, False])
    '③'
    """
    main_levels = [level for level, is_main in zip(levels, main, strict=True) if is_main]
    if not main_levels:
        return UNDECLARED
    if min(levels) >= MET:
        return "①" if min(main_levels) == EXCEEDED else "②"
    if min(main_levels) >= CLOSE:
        return "③"
    return "⑤" if max(main_levels) == AWAY else "④"


def step_range(levels: Sequence[tuple[int, int]], main: Sequence[bool]) -> tuple[str, str]:
    """Worst and best step that are still possible.

    Examples
    --------
    >>> step_range([(MET, MET), (AWAY, EXCEEDED)], [True, False])
    ('③', '②')
    """
    worst = find_step([low for low, _ in levels], main)
    return worst, find_step([high for _, high in levels], main)


def sensitivity(
    *,
    indicators: Iterable[Outcome | Mapping[str, object]],
    close_pace: Given = None,
    wide_progress: Given = None,
) -> tuple[Sensitivity, ...]:
    """For each indicator, the step if it alone were met, narrowly missed or clearly missed.

    Parameters
    ----------
    indicators : iterable of Outcome or mapping
        As for `judge("five_step", indicators=…)`.
    close_pace, wide_progress : Decimal, int, float or text
        The two parameters of the preset, where they are not its own 0.9 and 1.2.

    Returns
    -------
    tuple of Sensitivity
        In the given order. "met" and "missed" keep what is already recorded: an indicator that
        exceeds its target widely still does so when it "is met".

    Examples
    --------
    >>> rows = sensitivity(indicators=[
    ...     {"name": "①", "main": True, "met": True},
    ...     {"name": "②", "met": False},
    ... ])
    >>> [(row.name, row.step, row.if_met, row.if_missed_clearly, row.changes) for row in rows]
    [('①', '③', '③', '⑤', True), ('②', '③', '②', '③', True)]
    """
    outcomes = read_outcomes(indicators)
    main = [bool(outcome.main) for outcome in outcomes]
    limits = _limits(FIVE_STEP, close_pace, wide_progress)
    levels = [find_levels(outcome, **limits) for outcome in outcomes]
    step = _decided(levels, main)
    rows = []
    for place, outcome in enumerate(outcomes):
        as_met = levels[place] if outcome.met else (MET, MET)
        if_met, narrowly, clearly = (
            _decided([*levels[:place], level, *levels[place + 1 :]], main)
            for level in (as_met, (CLOSE, CLOSE), (AWAY, AWAY))
        )
        rows.append(
            Sensitivity(
                name=outcome.name,
                step=step,
                if_met=if_met,
                if_missed_narrowly=narrowly,
                if_missed_clearly=clearly,
                changes={if_met, narrowly, clearly} != {step},
            )
        )
    return tuple(rows)


def _limits(preset: Preset, close_pace: Given, wide_progress: Given) -> dict[str, Decimal]:
    given = {"close_pace": close_pace, "wide_progress": wide_progress}
    read = {name: number(name, value) for name, value in given.items()}
    return {
        name: preset.parameters[name] if limit is None else limit for name, limit in read.items()
    }


def _decided(levels: Sequence[tuple[int, int]], main: Sequence[bool]) -> str:
    worst, best = step_range(levels, main)
    return worst if worst == best else FIVE_STEP.undecided
