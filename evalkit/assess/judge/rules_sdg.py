"""How statistical offices grade sustainable development: Open SDG, Eustat, Destatis.

A rule gets its preset and the inputs as they stand in a file. It returns a `Verdict`, or raises
`NotComputable` where something needed does not exist; `judge` turns that into the preset's own
word.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from evalkit.assess.judge import methods
from evalkit.assess.judge.bounds import Bounds
from evalkit.assess.judge.methods import Direction, NotComputable
from evalkit.assess.judge.preset import Band, Preset, find_band, plain
from evalkit.assess.judge.reasons import missing, not_computable, not_decidable
from evalkit.assess.judge.target import Target
from evalkit.assess.judge.verdict import (
    Given,
    Verdict,
    conditions,
    mean,
    number,
    percent,
    rounded,
    undecided,
    verdict,
    year,
)

EVERY_YEAR = ("every year", "毎年度", "毎年")
ONE = Decimal(1)


# --- Open SDG, Eustat -----------------------------------------------------------------------------


def open_sdg(
    preset: Preset,
    *,
    baseline: Given = None,
    baseline_year: Given = None,
    current: Given = None,
    current_year: Given = None,
    direction: Direction | None = None,
    target: Given = None,
    target_year: Given = None,
    comparator: str | None = "=",
    upper: Given = None,
    tolerance: Given = None,
    limit: Given = None,
    series_scores: Sequence[Given] | None = None,
    all_achieved: bool = False,
) -> Verdict:
    """One series; or, with `series_scores`, an indicator from the scores of its series.

    `target_year` is a year, or "every year" (毎年度). `limit` is the natural limit of a series
    without a target. `all_achieved` says that every series of the indicator reached its target.
    """
    if series_scores is not None:
        return _mean_score(preset, series_scores, all_achieved=all_achieved)
    aim = Target.read(
        target, comparator=comparator, direction=direction, upper=upper, tolerance=tolerance
    )
    if aim.direction is None and not aim.two_sided:
        raise not_decidable("direction")
    start, now = year("baseline_year", baseline_year), year("current_year", current_year)
    b, a, g = number("baseline", baseline), number("current", current), number("target", target)
    if g is None:
        growth = methods.cagr(
            baseline=b, baseline_year=start, actual=a, actual_year=now, direction=aim.direction
        )
        scale = limit_factor(
            baseline=b,
            limit=number("limit", limit),
            exponent=preset.parameters["limit_exponent"],
        )
        return _scored(preset, "without_target", growth, {"scale": plain(scale)}, scale)
    every_year = target_year in EVERY_YEAR
    end = None if every_year else year("target_year", target_year)
    achieved = aim.met(a)
    if aim.two_sided and not achieved:
        raise not_computable("two_sided")
    ratio = None
    try:
        if every_year:
            raise undecided("open_sdg.every_year")
        ratio = methods.cagr_ratio(
            baseline=b,
            baseline_year=start,
            actual=a,
            actual_year=now,
            target=g,
            target_year=end,
            direction=aim.direction,
        )
    except NotComputable:
        if not achieved:
            raise
    if ratio is None or achieved:
        (band,) = preset.tables["achieved"]
        return verdict(
            band.grade,
            "open_sdg.achieved",
            {"current": current, "target": target},
            value=ratio,
            score=band.intercept,
            thresholds=conditions(preset.tables["with_target"]),
        )
    figures = {"target": target, "target_year": end}
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
    preset: Preset,
    name: str,
    value: Decimal,
    figures: Mapping[str, object],
    scale: Decimal = ONE,
) -> Verdict:
    table = preset.tables[name]
    band, *_ = [band for band in table if band.holds(value, scale)]  # the last row always holds
    near = rounded(value, lambda near: find_band(table, near, scale))
    return verdict(
        band.grade,
        f"open_sdg.{name}",
        {**figures, "shown": percent(near)},
        value=value,
        score=_score(preset, band, value, scale),
        thresholds=conditions(table, scale),
    )


def _score(preset: Preset, band: Band, value: Decimal, scale: Decimal) -> Decimal:
    worst, best = preset.parameters["worst_score"], preset.parameters["best_score"]
    if band.slope_scaled and scale == 0:
        return best  # it stands at its natural limit, and stayed there
    slope = band.slope / scale if band.slope_scaled else band.slope
    return min(max(slope * value + band.intercept, worst), best)


def _mean_score(preset: Preset, scores: Sequence[Given], *, all_achieved: bool) -> Verdict:
    read = (number("series_scores", score) for score in scores)
    known = [score for score in read if score is not None]
    if not known:
        raise undecided("open_sdg.none")
    average = mean(known)
    table = preset.tables["mean_score"]
    rows = preset.tables["achieved"] if all_achieved else table
    band, *_ = [band for band in rows if band.holds(average)]  # the last row always holds
    return verdict(
        band.grade,
        "open_sdg.all_achieved" if all_achieved else "open_sdg.mean_score",
        {"count": len(known), "shown": plain(average)},
        value=average,
        score=average,
        thresholds=conditions(table),
    )


# --- Destatis -------------------------------------------------------------------------------------


def destatis(
    preset: Preset,
    *,
    series: Mapping[str | int, Given] | None = None,
    status_year: Given = None,
    target: Given = None,
    target_year: Given = None,
    comparator: str | None = "=",
    direction: Direction | None = None,
    upper: Given = None,
    tolerance: Given = None,
    break_after: Given = None,
    lower_bound: Given = None,
    upper_bound: Given = None,
) -> Verdict:
    """Weather by the six values up to `status_year`; the latest year with a value is "now".

    `target_year` is a year, or "every year" (毎年度) for a target that holds in each of them.
    Without a target only the direction is judged. No projection lies beyond the natural bounds.
    """
    aim = Target.read(
        target, comparator=comparator, direction=direction, upper=upper, tolerance=tolerance
    )
    if aim.direction is None:
        raise not_decidable("direction")
    good = methods.sign(aim.direction)
    trend = methods.recent_trend(
        series={int(key): number("series", value) for key, value in (series or {}).items()},
        until=year("status_year", status_year),
        break_after=year("break_after", break_after),
    )
    if aim.value is None:
        return _by_direction(trend, good)
    reached = aim.met(trend.used[-1][1])
    if aim.two_sided and not reached:
        raise not_computable("two_sided")
    every_year = target_year in EVERY_YEAR
    if reached or every_year:
        # A trend says nothing about a target behind it: the publisher uses the yearly rule then.
        return _by_level(trend, good, aim.value, reached=reached)
    end = year("target_year", target_year)
    if end is None:
        raise missing("target_year")
    bounds = Bounds(number("lower_bound", lower_bound), number("upper_bound", upper_bound))
    return _by_forecast(preset, trend, good, aim.value, end, bounds)


def _by_direction(trend: methods.Trend, good: int) -> Verdict:
    (before_year, before), (now_year, now) = trend.used[-2:]
    last = (now - before) / (now_year - before_year)
    if good * trend.mean_change > 0:
        grade = "sun" if good * last > 0 else "sun_and_cloud"
    else:
        grade = "cloud" if good * last > 0 else "thunderstorm"
    return verdict(
        grade,
        f"destatis.direction.{grade}",
        {"change": plain(trend.mean_change), "last_change": plain(last)},
        value=trend.mean_change,
        thresholds={"sun": "mean change > 0, last change > 0, in the good direction"},
    )


def _by_level(trend: methods.Trend, good: int, goal: Decimal, *, reached: bool) -> Verdict:
    now_year, now = trend.used[-1]
    if reached:
        grade = "sun" if good * trend.mean_change >= 0 else "sun_and_cloud"
    else:
        grade = "cloud" if good * trend.mean_change > 0 else "thunderstorm"
    return verdict(
        grade,
        f"destatis.level.{grade}",
        {
            "status_year": now_year,
            "current": now,
            "target": goal,
            "change": plain(trend.mean_change),
        },
        value=trend.mean_change,
        thresholds={"sun": "target met, mean change ≥ 0 in the good direction"},
    )


def _by_forecast(
    preset: Preset,
    trend: methods.Trend,
    good: int,
    goal: Decimal,
    end: int,
    bounds: Bounds,
) -> Verdict:
    now_year, now = trend.used[-1]
    if end < now_year:
        raise undecided("destatis.ended", {"target_year": end, "status_year": now_year})
    projection = bounds.hold(now + trend.mean_change * (end - now_year))
    miss = methods.shortfall(actual=now, target=goal, projection=projection)
    sun, cloud = preset.parameters["sun_below"], preset.parameters["sun_and_cloud_up_to"]
    if miss < sun:
        grade = "sun"
    elif miss <= cloud:
        grade = "sun_and_cloud"
    else:
        grade = "cloud" if good * trend.mean_change > 0 else "thunderstorm"
    return verdict(
        grade,
        f"destatis.forecast.{grade if miss else 'reached'}",
        {
            "status_year": now_year,
            "target": goal,
            "target_year": end,
            "projection": plain(projection),
            "change": plain(trend.mean_change),
            "miss": percent(rounded(miss, lambda near: (near < sun, near <= cloud))),
        },
        value=miss,
        thresholds={"sun": f"miss < {plain(sun)}", "sun_and_cloud": f"miss ≤ {plain(cloud)}"},
    )
