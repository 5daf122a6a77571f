"""Where the methods disagree, or one of them would mislead: what a careful reader must be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from evalkit.assess.assessment import IndicatorResult, Outlook, YearResult
from evalkit.sheet.bilingual import Bilingual

Code = Literal[
    "rate_above_but_missed",
    "rate_below_but_met",
    "near_target_far_from_way",
    "overshoot",
    "met_but_worse",
    "missed_but_on_course",
    "met_but_behind",
    "direction_unknown",
    "lag",
]

SENTENCES: Mapping[Code, Bilingual] = {
    "rate_above_but_missed": Bilingual(
        "単純比は{rate}だが、目標は達成していない（減少が良い指標）。",
        "The reported rate is {rate}, yet the target is missed (lower is better).",
    ),
    "rate_below_but_met": Bilingual(
        "単純比は{rate}だが、目標は達成している（減少が良い指標）。",
        "The reported rate is {rate}, yet the target is met (lower is better).",
    ),
    "near_target_far_from_way": Bilingual(
        "目標の{level}に当たる水準だが、基準値からの道のりは{progress}しか進んでいない。",
        "At {level} of the target, but only {progress} of the way from the baseline.",
    ),
    "overshoot": Bilingual(
        "目標の{level}に達している。目標の水準が適切かどうかの確認が要る。",
        "At {level} of the target: is the target set at the right level?",
    ),
    "met_but_worse": Bilingual(
        "目標は達成したが、前年度より悪化した（{change}）。",
        "The target is met, but the value is worse than the year before ({change}).",
    ),
    "missed_but_on_course": Bilingual(
        "年度の目標は達成していないが、最終目標への直線には届いている。年度の目標と最終目標の関係の確認が要る。",
        "The annual target is missed, yet the value is on the line to the final target: do the two"
        " targets fit together?",
    ),
    "met_but_behind": Bilingual(
        "年度の目標は達成したが、最終目標への直線には届いていない。",
        "The annual target is met, yet the value is behind the line to the final target.",
    ),
    "direction_unknown": Bilingual(
        "増加と減少のどちらが望ましいかを評価書の記載から決められないため、どちらの読み方でも結論が"
        "同じ年度だけ達成を判定した。",
        "The sheet does not say whether more or less is better; met or missed is decided only where"
        " both readings agree.",
    ),
    "lag": Bilingual("計算は{year}の実績値による。", "Calculated from the value of {year}."),
}
"""What each caution says."""

_CROSSED: Mapping[tuple[str, Outlook | None], Code] = {
    ("missed", "on_course"): "missed_but_on_course",
    ("met", "behind"): "met_but_behind",
}
"""Judgement of the year and outlook that point in different directions."""

THRESHOLDS = _NEAR, _FAR, _OVERSHOOT = Decimal("0.9"), Decimal("0.5"), Decimal("1.5")
"""Ratios from which something is to be minded, and beside which a rounded one must not stand."""


@dataclass(frozen=True, kw_only=True)
class Caution:
    """One thing to mind, with its figures as ratios or values, unrounded."""

    code: Code
    figures: Mapping[str, Decimal | int] = field(default_factory=dict)


def cautions(result: IndicatorResult) -> Iterator[Caution]:
    """What to mind when reading the latest figure of an indicator.

    The ratios that ignore direction or baseline are compared with what they hide: a rate above
    100 % of a missed target, a level near the target after little of the planned change, a target
    exceeded by half or more, a target met on the way down. What the calculation lacked (the
    direction, a figure of the sheet's year) is said too.
    """
    latest = result.latest
    if latest is None:
        return
    if _undirected(result):
        yield Caution(code="direction_unknown")
    yield from _rates(result, latest)
    yield from _ways(result, latest)
    if latest.year < result.sheet.fiscal_year:
        yield Caution(code="lag", figures={"year": latest.year})


def _undirected(result: IndicatorResult) -> bool:
    """Whether some figure does not exist because nothing says which way is better."""
    figures = [figure for year in result.years for figure in year.figures]
    if result.latest and result.final_target:
        figures.append(result.criteria.met(result.latest.cell, result.final_target.cell))
    return any(figure.code in ("direction", "contradicting") for figure in figures)


def _rates(result: IndicatorResult, latest: YearResult) -> Iterator[Caution]:
    rate, level = latest.number("reported_rate"), latest.number("level_rate")
    grade = latest.judgement.grade if result.good_direction.direction == "down" else ""
    if rate is not None and rate > 1 and grade == "missed":
        yield Caution(code="rate_above_but_missed", figures={"rate": rate})
    if rate is not None and rate < 1 and grade == "met":
        yield Caution(code="rate_below_but_met", figures={"rate": rate})
    if level is not None and level > _OVERSHOOT:
        yield Caution(code="overshoot", figures={"level": level})


def _ways(result: IndicatorResult, latest: YearResult) -> Iterator[Caution]:
    progress, level = latest.number("progress"), latest.number("level_rate")
    if progress is not None and level is not None and level >= _NEAR and progress < _FAR:
        yield Caution(
            code="near_target_far_from_way", figures={"level": level, "progress": progress}
        )
    code = _CROSSED.get((latest.judgement.grade, result.outlook))
    line = latest.figure("on_line")
    if code and line and line.value is not None:
        yield Caution(code=code)
    change = latest.number("change")
    sign = {"up": 1, "down": -1}.get(result.good_direction.direction or "", 0)
    if change is not None and sign * change < 0 and latest.judgement.grade == "met":
        yield Caution(code="met_but_worse", figures={"change": change})
