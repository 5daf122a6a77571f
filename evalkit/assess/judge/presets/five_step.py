"""The five steps of 目標管理型の政策評価, and which single indicator would change the step.

An indicator stands on one of five levels, and the step depends on the levels only; better never
makes the step worse. So where something is still unknown, the best and the worst case show whether
the step is decided already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from evalkit.assess.judge.grades import NOT_DECIDABLE, read_grades
from evalkit.assess.judge.inputs import Given, number
from evalkit.assess.judge.preset import Preset
from evalkit.assess.judge.verdict import Verdict, undecided, verdict
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant

AWAY, MOVING, CLOSE, MET, EXCEEDED = range(5)
# The levels' names in the reason.
LEVELS = {"away": AWAY, "far": MOVING, "close": CLOSE, "main_met": MET, "exceeded": EXCEEDED}
UNDECLARED = "main_indicators_not_declared"

SENTENCES: Mapping[str, Bilingual] = {
    "step": Bilingual(
        "{count}指標のうち達成{met}・未達成{missed}・未定{unknown}。"
        "主要な測定指標{main}のうち大幅に超過{exceeded}・達成{main_met}・目標に近い{close}・"
        "近くない{far}・向かっていない{away}・未定{main_unknown}。",
        "Of {count} indicators {met} met, {missed} missed, {unknown} unknown; of {main} main ones"
        " {exceeded} exceed widely, {main_met} met, {close} close, {far} not close, {away} not"
        " moving towards the target, {main_unknown} unknown.",
    ),
    "range": Bilingual(
        "未定の指標（{names}）の結果によって{worst}から{best}までのいずれにもなりうる。",
        "Depending on what is still unknown ({names}) it can be anything from {worst} to {best}.",
    ),
    "undeclared": Bilingual(
        "主要な測定指標がどれであるかが示されていない。",
        "Nobody has declared which are the main indicators.",
    ),
    "empty": Bilingual("測定指標がない。", "There is no indicator."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """The indicators of a policy goal, and the two numbers that the guideline leaves open."""

    indicators: Iterable[Standing | Mapping[str, object]] = ()
    close_pace: Given = None  # None: that of the preset
    wide_progress: Given = None


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Return the step of a policy goal from its indicators, or why it cannot be said yet."""
    limits = _limits(preset, given)
    standings = read_standings(given.indicators)
    if not standings:
        raise undecided(SENTENCES["empty"])
    main = [bool(standing.main) for standing in standings]
    if not any(main):
        return verdict(UNDECLARED, SENTENCES["undeclared"])
    levels = [find_levels(standing, **limits) for standing in standings]
    thresholds = {name: f"≥ {significant(limit)}" for name, limit in limits.items()}
    worst, best = step_range(levels, main)
    if worst == best:
        figures = _counted(standings, levels)
        return verdict(worst, SENTENCES["step"], figures, thresholds=thresholds)
    open_ones = [
        standing.name
        for standing, (low, high) in zip(standings, levels, strict=True)
        if low != high and (standing.main or standing.met is None)
    ]
    figures = {"names": "、".join(open_ones), "worst": worst, "best": best}
    return verdict(preset.undecided, SENTENCES["range"], figures, thresholds=thresholds)


def _counted(standings: Sequence[Standing], levels: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Count results, and the main indicators by level."""
    results = Counter(standing.met for standing in standings)
    on = Counter(level for standing, level in zip(standings, levels, strict=True) if standing.main)
    by_level = {name: on[(level, level)] for name, level in LEVELS.items()}
    return {
        "count": len(standings),
        "met": results[True],
        "missed": results[False],
        "unknown": results[None],
        "main": on.total(),
        "main_unknown": on.total() - sum(by_level.values()),
        **by_level,
    }


def read_standings(
    indicators: Iterable[Standing | Mapping[str, object]],
) -> tuple[Standing, ...]:
    """Accept records or mappings; numbers may be Decimal, int, float or text, and stay exact.

    Examples
    --------
    >>> read_standings([{"name": "①", "main": True, "met": False, "pace": 0.9}])[0].pace
    Decimal('0.9')
    """
    known = {field.name for field in fields(Standing)}
    standings = []
    for entry in indicators:
        if isinstance(entry, Standing):
            standings.append(entry)
            continue
        unknown = set(entry) - known
        if unknown:
            raise TypeError(
                f"unknown key {min(unknown)!r} of an indicator; known: {', '.join(sorted(known))}"
            )
        numbers = {key: number(key, entry.get(key)) for key in ("progress", "pace")}
        standings.append(Standing(**{**entry, **numbers}))  # type: ignore[arg-type]
    return tuple(standings)


def find_levels(
    standing: Standing, *, close_pace: Decimal, wide_progress: Decimal
) -> tuple[int, int]:
    """Worst and best level that the indicator can stand on, given what is known.

    Examples
    --------
    >>> missed = Standing(name="①", met=False, progress=Decimal("0.6"), pace=Decimal("0.95"))
    >>> find_levels(missed, close_pace=Decimal("0.9"), wide_progress=Decimal("1.2"))
    (2, 2)
    """
    if standing.met is None:
        return AWAY, EXCEEDED
    if standing.met:
        wide = standing.progress is not None and standing.progress >= wide_progress
        return (EXCEEDED, EXCEEDED) if wide else (MET, MET)
    close = standing.close
    if close is None and standing.pace is not None:
        close = standing.pace >= close_pace
    if close:
        return CLOSE, CLOSE
    moving = standing.moving_towards
    if moving is None and standing.progress is not None:
        moving = standing.progress > 0
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


def sensitivity(given: Inputs) -> tuple[Sensitivity, ...]:
    """For each indicator, the step if it alone were met, narrowly missed or clearly missed.

    "met" and "missed" keep what is already recorded: an indicator that exceeds its target widely
    still does so when it "is met".

    Examples
    --------
    >>> rows = sensitivity(Inputs(indicators=[
    ...     {"name": "①", "main": True, "met": True},
    ...     {"name": "②", "met": False},
    ... ]))
    >>> [(row.name, row.step, row.if_met, row.if_missed_clearly, row.changes) for row in rows]
    [('①', '③', '③', '⑤', True), ('②', '③', '②', '③', True)]
    """
    standings = read_standings(given.indicators)
    main = [bool(standing.main) for standing in standings]
    limits = _limits(PRESET, given)
    levels = [find_levels(standing, **limits) for standing in standings]
    step = _decided(levels, main)
    rows = []
    for place, standing in enumerate(standings):
        as_met = levels[place] if standing.met else (MET, MET)
        if_met, narrowly, clearly = (
            _decided([*levels[:place], level, *levels[place + 1 :]], main)
            for level in (as_met, (CLOSE, CLOSE), (AWAY, AWAY))
        )
        rows.append(
            Sensitivity(
                name=standing.name,
                step=step,
                if_met=if_met,
                if_missed_narrowly=narrowly,
                if_missed_clearly=clearly,
                changes={if_met, narrowly, clearly} != {step},
            )
        )
    return tuple(rows)


def _limits(preset: Preset[Inputs], given: Inputs) -> dict[str, Decimal]:
    read = {name: number(name, getattr(given, name)) for name in preset.options}
    return {
        name: preset.parameters[name] if limit is None else limit for name, limit in read.items()
    }


def _decided(levels: Sequence[tuple[int, int]], main: Sequence[bool]) -> str:
    worst, best = step_range(levels, main)
    return worst if worst == best else PRESET.undecided


PRESET = Preset(
    name="five_step",
    label=Bilingual("目標管理型の政策評価の5区分", "Five steps of goal-based policy evaluation"),
    rule=Bilingual(
        "①全指標が達成し、主要な測定指標が目標を大幅に上回る ②全指標が達成"
        " ③一部未達成だが主要な測定指標はおおむね目標に近い ④主要な測定指標が目標に近くない"
        " ⑤主要な測定指標がすべて未達成で、目標に向かっていない。"
        "「近い」「大幅に」の数値は指針になく、ここではパラメータである。",
        "① all met, and the main indicators exceed by a wide margin ② all met ③ some missed,"
        " the main indicators close to target ④ main indicators not close ⑤ main indicators all"
        " missed and not moving towards the target. The guideline gives no number for “close” and"
        " “wide”: they are parameters here.",
    ),
    source="目標管理型の政策評価の実施に関するガイドライン"
    "（平成25年12月20日 政策評価各府省連絡会議了承）",
    grades=read_grades(
        ("①", "目標超過達成", "Target exceeded", "①"),
        ("②", "目標達成", "Target achieved", "②"),
        ("③", "相当程度進展あり", "Considerable progress", "③"),
        ("④", "進展が大きくない", "Little progress", "④"),
        ("⑤", "目標に向かっていない", "Not moving towards the target", "⑤"),
        (
            "main_indicators_not_declared",
            "主要な測定指標の指定なし",
            "Main indicators not declared",
            "？",
        ),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    inputs=Inputs,
    judge=judge,
    options=("close_pace", "wide_progress"),
    parameters={"close_pace": Decimal("0.9"), "wide_progress": Decimal("1.2")},
)
