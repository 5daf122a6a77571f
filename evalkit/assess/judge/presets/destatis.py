"""Weather symbols of Destatis: where the recent trend leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evalkit.assess.judge import methods
from evalkit.assess.judge.bounds import Bounds, find_bounds
from evalkit.assess.judge.grades import read_grades
from evalkit.assess.judge.inputs import Given, every_year, number, year
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.preset import Options, Preset
from evalkit.assess.judge.reasons import missing, not_computable, not_decidable
from evalkit.assess.judge.target import Target, TargetInputs
from evalkit.assess.judge.verdict import Verdict, undecided, verdict
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import significant, whole_percent
from evalkit.sheet.rounding import rounded_alike

SENTENCES: Mapping[str, Bilingual] = {
    "forecast.reached": Bilingual(
        "{status_year}年までの平均変化（年{change}）が続けば{target_year}年に{projection}となり、"
        "目標値{target}に届く。",
        "At the mean change up to {status_year} ({change} a year) it is {projection} in"
        " {target_year}: the target {target} is reached.",
    ),
    "forecast.sun": Bilingual(
        "{status_year}年までの平均変化（年{change}）が続けば{target_year}年に{projection}となり、"
        "目標値{target}に残りの距離の{miss}だけ届かない（5%未満）。",
        "At the mean change up to {status_year} ({change} a year) it is {projection} in"
        " {target_year}: the target {target} is missed by {miss} of the distance, less than 5 %.",
    ),
    "forecast.sun_and_cloud": Bilingual(
        "{status_year}年までの平均変化（年{change}）が続けば{target_year}年に{projection}となり、"
        "目標値{target}に残りの距離の{miss}だけ届かない（5%以上20%以下）。",
        "At the mean change up to {status_year} ({change} a year) it is {projection} in"
        " {target_year}: the target {target} is missed by {miss} of the distance, 5–20 %.",
    ),
    "forecast.cloud": Bilingual(
        "{status_year}年までの平均変化（年{change}）は良い方向だが、"
        "続いても{target_year}年に{projection}で、目標値{target}に残りの距離の{miss}だけ届かない（"
        "20%超）。",
        "The mean change up to {status_year} ({change} a year) goes the right way, but leads to"
        " {projection} in {target_year}: the target {target} is missed by {miss} of the distance,"
        " more than 20 %.",
    ),
    "forecast.thunderstorm": Bilingual(
        "{status_year}年までの平均変化（年{change}）は目標値{target}に向かっていない。",
        "The mean change up to {status_year} ({change} a year) does not go towards the target"
        " {target}.",
    ),
    "level.sun": Bilingual(
        "{status_year}年の{current}は目標値{target}を満たし、"
        "平均変化（年{change}）は悪化を示さない。",
        "{current} in {status_year} meets the target {target}, and the mean change ({change} a"
        " year) does not point to a deterioration.",
    ),
    "level.sun_and_cloud": Bilingual(
        "{status_year}年の{current}は目標値{target}を満たすが、"
        "平均変化（年{change}）は悪化を示す。",
        "{current} in {status_year} meets the target {target}, but the mean change ({change} a"
        " year) points to a deterioration.",
    ),
    "level.cloud": Bilingual(
        "{status_year}年の{current}は目標値{target}を満たさないが、"
        "平均変化（年{change}）は良い方向。",
        "{current} in {status_year} misses the target {target}, but the mean change ({change} a"
        " year) goes the right way.",
    ),
    "level.thunderstorm": Bilingual(
        "{status_year}年の{current}は目標値{target}を満たさず、"
        "平均変化（年{change}）も良い方向でない。",
        "{current} in {status_year} misses the target {target}, and the mean change ({change} a"
        " year) does not go the right way.",
    ),
    "direction.sun": Bilingual(
        "平均変化（年{change}）も直近の変化（{last_change}）も良い方向。",
        "Both the mean change ({change} a year) and the last change ({last_change}) go the right"
        " way.",
    ),
    "direction.sun_and_cloud": Bilingual(
        "平均変化（年{change}）は良い方向だが、直近の変化（{last_change}）はそうでない。",
        "The mean change ({change} a year) goes the right way, the last change ({last_change}) does"
        " not.",
    ),
    "direction.cloud": Bilingual(
        "平均変化（年{change}）は良い方向でないが、直近の変化（{last_change}）は良い方向。",
        "The mean change ({change} a year) does not go the right way, the last change"
        " ({last_change}) does.",
    ),
    "direction.thunderstorm": Bilingual(
        "平均変化（年{change}）も直近の変化（{last_change}）も良い方向でない。",
        "Neither the mean change ({change} a year) nor the last change ({last_change}) goes the"
        " right way.",
    ),
    "ended": Bilingual(
        "目標年{target_year}年を過ぎている（実績値は{status_year}年）。",
        "The target year {target_year} is over (the latest value is of {status_year}).",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """A series of actual values and its target; without one only the direction is judged."""

    series: Mapping[int, Given] | Mapping[str, Given] | None = None
    status_year: Given = None  # later years are not looked at
    target_year: Given = None  # a year, or "every year" (毎年度)
    break_after: Given = None
    lower_bound: Given = None
    upper_bound: Given = None


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Weather by the six values up to the status year; the latest year with a value is "now"."""
    target = Target.read(given)
    if target.direction is None:
        raise not_decidable("direction")
    good = methods.sign(target.direction)
    trend = methods.recent_trend(
        series={int(key): number("series", value) for key, value in (given.series or {}).items()},
        until=year("status_year", given.status_year),
        break_after=year("break_after", given.break_after),
    )
    if target.value is None:
        return _by_direction(trend, good)
    reached = target.met(trend.used[-1][1])
    if target.two_sided and not reached:
        raise not_computable("two_sided")
    if reached or every_year(given.target_year):
        # A trend says nothing about a target behind it: the publisher uses the yearly rule then.
        return _by_level(trend, good, target.value, reached=reached)
    end = year("target_year", given.target_year)
    if end is None:
        raise missing("target_year")
    bounds = Bounds(
        number("lower_bound", given.lower_bound), number("upper_bound", given.upper_bound)
    )
    return _by_forecast(preset, trend, good, target.value, end, bounds)


def _by_direction(trend: methods.Trend, good: int) -> Verdict:
    (before_year, before), (now_year, now) = trend.used[-2:]
    last = (now - before) / (now_year - before_year)
    if good * trend.mean_change > 0:
        grade = "sun" if good * last > 0 else "sun_and_cloud"
    else:
        grade = "cloud" if good * last > 0 else "thunderstorm"
    return verdict(
        grade,
        SENTENCES[f"direction.{grade}"],
        {"change": significant(trend.mean_change), "last_change": significant(last)},
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
        SENTENCES[f"level.{grade}"],
        {
            "status_year": now_year,
            "current": now,
            "target": goal,
            "change": significant(trend.mean_change),
        },
        value=trend.mean_change,
        thresholds={"sun": "target met, mean change ≥ 0 in the good direction"},
    )


def _by_forecast(
    preset: Preset[Inputs],
    trend: methods.Trend,
    good: int,
    goal: Decimal,
    end: int,
    bounds: Bounds,
) -> Verdict:
    now_year, now = trend.used[-1]
    if end < now_year:
        raise undecided(SENTENCES["ended"], {"target_year": end, "status_year": now_year})
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
        SENTENCES[f"forecast.{grade if miss else 'reached'}"],
        {
            "status_year": now_year,
            "target": goal,
            "target_year": end,
            "projection": significant(projection),
            "change": significant(trend.mean_change),
            "miss": whole_percent(rounded_alike(miss, 4, lambda near: (near < sun, near <= cloud))),
        },
        value=miss,
        thresholds={
            "sun": f"miss < {significant(sun)}",
            "sun_and_cloud": f"miss ≤ {significant(cloud)}",
        },
    )


def given_latest(latest: Latest, options: Options) -> Inputs:
    """Carry the trend on to the year of the final target."""
    bounds = find_bounds(latest.indicator)
    return Inputs(
        series=latest.series,
        status_year=latest.year,
        target_year=latest.due,
        break_after=latest.indicator.break_after,
        lower_bound=bounds.lower,
        upper_bound=bounds.upper,
        **latest.against(latest.final),
    )


PRESET = Preset(
    name="destatis",
    label=Bilingual(
        "ドイツ持続可能な開発戦略の天気記号",
        "Weather symbols of the German Sustainable Development Strategy",
    ),
    rule=Bilingual(
        "直近5回の変化の平均を目標年まで延ばし、"
        "目標値に届かない幅が残りの距離の5%未満なら晴れ、5～20%なら晴れ時々曇り、"
        "20%超でも良い方向なら曇り、それ以外は雷雨。到達済みと毎年度目標は達成の有無と平均の向き、"
        "方向だけの目標は平均と直近の変化の向きで判定する。",
        "The mean of the last five changes is carried on to the target year. Missed by less"
        " than 5 % of the distance still to go: sun; 5–20 %: sun and cloud; more, but the right"
        " way: cloud; else thunderstorm. A target already reached, or of every year: by reached or"
        " not and the mean's direction. Only a direction: by the mean and the last change.",
    ),
    source="Destatis, dns-indikatoren.de, Status of indicators – Methodology",
    grades=read_grades(  # the publisher's own words: Sonne, Leicht bewölkt, Wolke, Blitz
        ("sun", "晴れ", "Sun", "☀"),
        ("sun_and_cloud", "晴れ時々曇り", "Sun and cloud", "⛅"),
        ("cloud", "曇り", "Cloud", "☁"),
        ("thunderstorm", "雷雨", "Thunderstorm", "⛈"),
        ("no_assessment", "評価なし", "No assessment possible", "－"),
    ),
    undecided="no_assessment",
    inputs=Inputs,
    judge=judge,
    given=given_latest,
    parameters={"sun_below": Decimal("0.05"), "sun_and_cloud_up_to": Decimal("0.20")},
)
