"""Progress measure of Open SDG: observed growth against what is required, or against thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from evalkit.assess.judge import methods
from evalkit.assess.judge.grades import Band, conditions, find_band, read_grades, read_table
from evalkit.assess.judge.inputs import Given, every_year, number, year
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.preset import Options, Preset
from evalkit.assess.judge.reasons import NotComputable, not_computable, not_decidable
from evalkit.assess.judge.target import Target, TargetInputs
from evalkit.assess.judge.verdict import Verdict, mean, undecided, verdict
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant, whole_percent
from evalkit.sheet.rounding import rounded_alike

ONE = Decimal(1)

SENTENCES: Mapping[str, Bilingual] = {
    "achieved": Bilingual(
        "直近値{current}は目標値{target}に達した。",
        "The latest value {current} reached the target {target}.",
    ),
    "with_target": Bilingual(
        "実際の年平均成長率は、{target_year}年に目標値{target}に届くのに必要な率の{shown}。",
        "Observed annual growth is {shown} of what is required to reach {target} in {target_year}.",
    ),
    "without_target": Bilingual(
        "良い方向への年平均成長率は{shown}（しきい値の係数C={scale}）。",
        "Annual growth in the good direction is {shown} (threshold factor C = {scale}).",
    ),
    "mean_score": Bilingual(
        "{count}系列の得点の平均は{shown}。",
        "The mean score of {count} series is {shown}.",
    ),
    "all_achieved": Bilingual(
        "{count}系列のすべてが目標に達した。",
        "All {count} series reached their targets.",
    ),
    "every_year": Bilingual(
        "毎年度の目標であり、目標年度がないため、必要な年平均成長率は計算できない。",
        "The target holds for every year: without a year to reach it in, no growth is required.",
    ),
    "none": Bilingual("得点のある系列がない。", "No series has a score."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """One series; or, with `series_scores`, an indicator from the scores of its series."""

    baseline: Given = None
    baseline_year: Given = None
    current: Given = None
    current_year: Given = None
    target_year: Given = None  # a year, or "every year" (毎年度)
    limit: Given = None  # natural limit of a series without a target
    series_scores: Sequence[Given] | None = None
    all_achieved: bool = False  # every series of the indicator reached its target


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Grade one series by its growth, or an indicator by the mean score of its series."""
    if given.series_scores is not None:
        return _mean_score(preset, given.series_scores, all_achieved=given.all_achieved)
    target = Target.read(given)
    if target.direction is None and not target.two_sided:
        raise not_decidable("direction")
    way = _Way(
        baseline=number("baseline", given.baseline),
        start=year("baseline_year", given.baseline_year),
        now=year("current_year", given.current_year),
        current=number("current", given.current),
    )
    if target.value is None:
        return _by_growth(preset, given, target, way)
    return _by_target(preset, given, target, way)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """What has been made since the baseline."""

    baseline: Decimal | None
    start: int | None
    current: Decimal | None
    now: int | None


def _by_growth(preset: Preset[Inputs], given: Inputs, target: Target, way: _Way) -> Verdict:
    growth = methods.cagr(
        baseline=way.baseline,
        baseline_year=way.start,
        actual=way.current,
        actual_year=way.now,
        direction=target.direction,
    )
    scale = limit_factor(
        baseline=way.baseline,
        limit=number("limit", given.limit),
        exponent=preset.parameters["limit_exponent"],
    )
    return _scored(preset, "without_target", growth, {"scale": significant(scale)}, scale)


def _by_target(preset: Preset[Inputs], given: Inputs, target: Target, way: _Way) -> Verdict:
    yearly = every_year(given.target_year)
    end = None if yearly else year("target_year", given.target_year)
    achieved = target.met(way.current)
    if target.two_sided and not achieved:
        raise not_computable("two_sided")
    ratio = None
    try:
        if yearly:
            raise undecided(SENTENCES["every_year"])
        ratio = methods.cagr_ratio(
            baseline=way.baseline,
            baseline_year=way.start,
            actual=way.current,
            actual_year=way.now,
            target=target.value,
            target_year=end,
            direction=target.direction,
        )
    except NotComputable:
        if not achieved:
            raise
    if ratio is None or achieved:
        (band,) = preset.tables["achieved"]
        return verdict(
            band.grade,
            SENTENCES["achieved"],
            {"current": given.current, "target": given.target},
            value=ratio,
            score=band.intercept,
            thresholds=conditions(preset.tables["with_target"]),
        )
    figures = {"target": given.target, "target_year": end}
    return _scored(preset, "with_target", ratio, figures)


def limit_factor(*, baseline: Decimal | None, limit: Decimal | None, exponent: Decimal) -> Decimal:
    """C of Open SDG: how far positive thresholds shrink near a natural limit.

    Parameters
    ----------
    baseline, limit : Decimal
        In the indicator's unit; of negative values the magnitude counts, as published.
    exponent : Decimal
        4.44, as published.

    Returns
    -------
    Decimal
        1 without a limit, or where b ≥ 2L; 1 − (b/L)^4.44 up to the limit; 1 − ((2L−b)/L)^4.44
        between. 0 at the limit itself.

    References
    ----------
    METHODS §2 `open_sdg`; Open SDG, docs/progress-methodology, "scaling factor".

    Examples
    --------
    >>> factor = limit_factor(
    ...     baseline=Decimal("66.6"), limit=Decimal(100), exponent=Decimal("4.44")
    ... )
    >>> round(factor, 6)
    Decimal('0.835477')
    """
    if limit is None or baseline is None:
        return ONE
    b, bound = abs(baseline), abs(limit)
    if b >= 2 * bound:
        return ONE
    with localcontext(prec=methods.CAGR_DIGITS):
        nearness = (b if b <= bound else 2 * bound - b) / bound
        factor = 1 - Decimal(nearness**exponent)
    return +factor


def _scored(
    preset: Preset[Inputs],
    name: str,
    value: Decimal,
    figures: Mapping[str, object],
    scale: Decimal = ONE,
) -> Verdict:
    table = preset.tables[name]
    band, *_ = [band for band in table if band.holds(value, scale)]  # the last row always holds
    near = rounded_alike(value, 4, lambda near: find_band(table, near, scale))
    return verdict(
        band.grade,
        SENTENCES[name],
        {**figures, "shown": whole_percent(near)},
        value=value,
        score=_score(preset, band, value, scale),
        thresholds=conditions(table, scale),
    )


def _score(preset: Preset[Inputs], band: Band, value: Decimal, scale: Decimal) -> Decimal:
    worst, best = preset.parameters["worst_score"], preset.parameters["best_score"]
    if band.slope_scaled and scale == 0:
        return best  # it stands at its natural limit, and stayed there
    slope = band.slope / scale if band.slope_scaled else band.slope
    return min(max(slope * value + band.intercept, worst), best)


def _mean_score(preset: Preset[Inputs], scores: Sequence[Given], *, all_achieved: bool) -> Verdict:
    read = (number("series_scores", score) for score in scores)
    known = [score for score in read if score is not None]
    if not known:
        raise undecided(SENTENCES["none"])
    average = mean(known)
    table = preset.tables["mean_score"]
    rows = preset.tables["achieved"] if all_achieved else table
    band, *_ = [band for band in rows if band.holds(average)]  # the last row always holds
    return verdict(
        band.grade,
        SENTENCES["all_achieved" if all_achieved else "mean_score"],
        {"count": len(known), "shown": significant(average)},
        value=average,
        score=average,
        thresholds=conditions(table),
    )


def given_latest(latest: Latest, options: Options) -> Inputs:
    """Look at the way from the baseline to the final target, and at the natural limit."""
    return Inputs(
        **latest.start(),
        current=latest.cell.value,
        current_year=latest.year,
        target_year=latest.due,
        **latest.against(latest.final),
        limit=latest.indicator.told_in(latest.cell.unit, latest.indicator.limit),
    )


PRESET = Preset(
    name="open_sdg",
    label=Bilingual("Open SDG の進捗測定", "Open SDG progress measure"),
    rule=Bilingual(
        "目標値があれば、実際の年平均成長率÷必要な年平均成長率を0.95・0.60・0と比べる。"
        "なければ年平均成長率を1.5%・0.5%・0と比べる（自然な限界があれば正のしきい値を係数Cで縮める）"
        "。得点は－5～5。複数の系列は得点の平均。",
        "With a target, observed ÷ required annual growth against 0.95, 0.60 and 0; without"
        " one, annual growth against 1.5 %, 0.5 % and 0, positive thresholds scaled by C near a"
        " natural limit. Score −5 to 5; several series: mean of the scores.",
    ),
    source="Open SDG, docs/progress-methodology; Statistics Canada",
    grades=read_grades(
        ("target_achieved", "目標達成", "Target achieved", "◎"),
        ("substantial_progress", "順調", "On track", "○"),
        (
            "moderate_progress",
            "進展しているが加速が必要",
            "Progress made but acceleration needed",
            "△",
        ),
        ("limited_progress", "進展は限定的", "Limited progress", "▲"),
        ("deterioration", "悪化", "Deterioration", "×"),
        ("not_available", "評価なし", "Not available", "－"),
    ),
    undecided="not_available",
    inputs=Inputs,
    judge=judge,
    given=given_latest,
    tables={
        "achieved": read_table(("target_achieved", "else", "0", "5")),
        # grade, threshold (C: shrunk near a natural limit), score = slope × value + intercept
        "with_target": read_table(
            ("substantial_progress", ">= 0.95", "7.1429", "-4.2857"),
            ("moderate_progress", ">= 0.6", "7.1429", "-4.2857"),
            ("limited_progress", ">= 0", "4.1667", "-2.5"),
            ("deterioration", "else", "4.1667", "-2.5"),
        ),
        "without_target": read_table(
            ("substantial_progress", ">= 0.015 C", "500 / C", "-5"),
            ("moderate_progress", ">= 0.005 C", "250 / C", "-1.25"),
            ("limited_progress", ">= 0", "500 / C", "-2.5"),
            ("deterioration", "else", "125", "-2.5"),
        ),
        "mean_score": read_table(
            ("substantial_progress", ">= 2.5"),
            ("moderate_progress", ">= 0"),
            ("limited_progress", ">= -2.5"),
            ("deterioration", "else"),
        ),
    },
    parameters={
        "limit_exponent": Decimal("4.44"),
        "worst_score": Decimal("-5"),
        "best_score": Decimal("5"),
    },
)
