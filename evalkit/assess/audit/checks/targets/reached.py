"""The level of targets against the baseline and what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from evalkit.assess.audit.checks.figures.outliers import odd_actuals
from evalkit.assess.audit.form import indicators
from evalkit.assess.audit.indicators import Figure, IndicatorRow
from evalkit.assess.audit.kit import SEVERITIES, Hit, Severity, check, hit
from evalkit.assess.audit.wording import BELOW, capital, target_text
from evalkit.assess.judge.target_levels import ComputedTarget
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import Quantity
from evalkit.sheet.printing import amount, percent, shown, year_text

_WIDE = Decimal("1.5")  # METHODS §3: an overshoot above 150 % is marked
_STEPS = 3  # annual targets that make a plan: our choice
_LEAST_TARGET = Decimal(5)  # below, one more is a great share: 1件 → 2件


# Targets that had been reached before -------------------------------------------------------------


class _Reached(NamedTuple):
    """An annual target on the worse side of what was known before its year."""

    target: Figure
    marks: tuple[Figure, ...]  # the baseline, the latest actual before: those that are better
    severity: Severity


@check(
    "annual-target-reached",
    "error",
    over=indicators,
    title=Bilingual(
        "既に達していた水準の年度目標", "An annual target that had been reached before"
    ),
    why=Bilingual(
        "実績や基準値より低い目標は、達成しても改善を示さない。",
        "A target short of what was reached already shows no improvement when it is met.",
    ),
    says=Bilingual(
        "{target}は、{marks}を{below}。{others}", "{Target} is {below} {marks}.{others}"
    ),
    do=Bilingual(
        "目標値の誤記でないか確認し、正しければ実績を踏まえて設定し直す。",
        "Check the target for a slip; if it is right, set it anew in the light of the results.",
    ),
)
def reached_annual_targets(row: IndicatorRow) -> Iterator[Hit]:
    """Annual targets worse than the baseline or the latest actual before their year.

    A floor, the same in every year or so called, is a target to maintain and is left alone.
    """
    if row.floor or row.keeps:
        return
    found = [each for figure in row.annual_targets if (each := _reached(row, figure))]
    if not found:
        return
    grave = min(found, key=lambda each: SEVERITIES.index(each.severity))
    others = [each.target for each in found if each is not grave]
    marks = [_mark(row, mark) for mark in grave.marks]
    yield hit(
        grave.target,
        severity=grave.severity,
        related=(*grave.marks, *others),
        cause=f"reached:{row.path}",
        target=target_text(grave.target, row),
        Target=capital(target_text(grave.target, row)),
        marks=Bilingual.join(marks, Bilingual("及び", " and ")),
        below=BELOW[row.sign or 1],
        others=_likewise(others),
    )


def _reached(row: IndicatorRow, target: Figure) -> _Reached | None:
    year = target.year or 0
    earlier = [each for each in _sound_actuals(row) if (each.year or 0) < year]
    baseline = row.baseline if (row.baseline_year or 0) < year else None
    last = earlier[-1] if earlier else None
    if baseline and last and last.year == row.baseline_year and last.value != baseline.value:
        return None  # one of them is wrong, and which is not known
    marks = tuple(mark for mark in (baseline, last) if mark and _short(row, target, mark))
    if not marks or (last is not None and last not in marks):
        return None  # nothing was better; or only the baseline was, and the plan is to recover
    if baseline not in marks and not _lowered(row, target):
        return None
    slip = baseline in marks and _improves(row) and not _recovers(row, target)
    severity: Severity = "error" if slip else "warning"
    return _Reached(target=target, marks=marks, severity=severity)


def _sound_actuals(row: IndicatorRow) -> tuple[Figure, ...]:
    """Actuals but for those that are likely wrong themselves."""
    odd = odd_actuals(row)
    return tuple(each for each in row.actuals if each.path not in odd)


def _short(row: IndicatorRow, target: Figure, mark: Figure) -> bool:
    """Whether a target is worse than a mark; without a stated way, a rising history is one."""
    if row.sign or row.target or not row.rising:
        return row.worse(target, mark)
    return row.alike(target, mark) and target.value < mark.value


def _lowered(row: IndicatorRow, target: Figure) -> bool:
    """Whether a target that is not short of the baseline was set in spite of a better actual.

    Not where it keeps the baseline's level, nor where it follows earlier steps of a plan that the
    results have overtaken.
    """
    if row.baseline and row.alike(target, row.baseline) and target.value == row.baseline.value:
        return False
    earlier = [each for each in row.annual_targets if (each.year or 0) < (target.year or 0)]
    return not earlier or row.worse(target, earlier[-1])


def _recovers(row: IndicatorRow, target: Figure) -> bool:
    """Whether the plan foresees a step back: it rises from there, year by year."""
    on = [each for each in row.annual_targets if (each.year or 0) >= (target.year or 0)]
    return len(on) >= _STEPS and all(row.worse(*pair) for pair in pairwise(on))


def _improves(row: IndicatorRow) -> bool:
    """Whether the plan as a whole leads away from the baseline on the better side."""
    if not row.sign or row.baseline is None:
        return False
    return row.target is None or row.worse(row.baseline, row.target)


def _mark(row: IndicatorRow, mark: Figure) -> Bilingual:
    """Name what had been reached: 基準値338機関（23年度）, 23年度の実績値338機関."""
    value, year = shown(mark.cell), year_text(mark.year or row.baseline_year)
    if mark.year is not None:
        named = Bilingual("{year}の実績値{value}", "the actual {value} of {year}")
    elif year.ja:
        named = Bilingual("基準値{value}（{year}）", "the baseline {value} ({year})")
    else:
        named = Bilingual("基準値{value}", "the baseline {value}")
    return named.format(value=value, year=year)


def _likewise(others: Sequence[Figure]) -> Bilingual:
    said = Bilingual("{years}の目標値も同様である。", " So are those for {years}.")
    years = year_text(*(each.year for each in others))
    return said.format(years=years) if others else NOTHING


@check(
    "target-below-baseline",
    "info",
    over=indicators,
    title=Bilingual("基準値に届かない目標値", "A target short of its baseline"),
    why=Bilingual(
        "基準値より悪い目標は、後退を許すことになる。",
        "A target worse than its baseline allows a step back.",
    ),
    says=Bilingual("{target}が、{mark}を{below}。", "{Target} is {below} {mark}."),
    do=Bilingual(
        "目標値と基準値を確かめ、維持の目標であればその旨を明記する。",
        "Check both; if a level is to be maintained, say so.",
    ),
)
def target_short_of_its_baseline(row: IndicatorRow) -> Iterator[Hit]:
    """Final targets worse than the baseline, unless the form speaks of keeping a level."""
    if not row.target or not row.baseline or row.keeps:
        return
    if row.worse(row.target, row.baseline):
        yield hit(
            row.target,
            related=[row.baseline],
            cause=f"reached:{row.path}",
            target=target_text(row.target, row),
            Target=capital(target_text(row.target, row)),
            mark=_mark(row, row.baseline),
            below=BELOW[row.sign],
        )


@check(
    "final-target-reached",
    "info",
    over=indicators,
    title=Bilingual("目標年度前に達成済みの目標値", "A final target reached before its year"),
    why=Bilingual(
        "達成済みの目標は、残る期間の取組の目安にならない。",
        "A target that is reached already guides nothing in the years that remain.",
    ),
    says=Bilingual(
        "{year}の実績値{actual}{share}が、{target}に既に達している。",
        "The actual {actual}{share} of {year} has reached {target} already.",
    ),
    do=Bilingual(
        "目標値の引上げ又は次の目標の設定を検討する。",
        "Consider a more demanding target, or the next one.",
    ),
)
def reached_final_target(row: IndicatorRow) -> Iterator[Hit]:
    """Final targets of a later year that the latest actual meets."""
    target, (*_, actual) = row.target, (None, *_sound_actuals(row))
    later = (row.target_year or 0) > row.sheet.fiscal_year
    if not actual or not target or not later or not _meets(row, actual, target):
        return
    level = _level(row, actual.value, target.value)
    share = _percent(level) if level is not None and level != 1 else None
    yield hit(
        target,
        severity="warning" if _wide(level, target) else None,
        related=[actual],
        cause=f"reached:{row.path}",
        year=year_text(actual.year),
        actual=shown(actual.cell),
        share=Bilingual(f"（{share.ja}）", f" ({share.en})") if share else "",
        target=target_text(target, row),
    )


def _meets(row: IndicatorRow, actual: Figure, target: Figure) -> bool:
    """Whether an actual meets a target, as the annual rule would say; not of a range."""
    if target.cell.comparator == "range":
        return False
    return row.result.criteria.met(actual.cell, target.cell).value is True


def _percent(level: Decimal) -> Bilingual:
    printed = percent(level, "ja", _WIDE)
    return Bilingual(printed, printed.replace("％", "%"))


def _level(row: IndicatorRow, actual: Decimal, target: Decimal) -> Decimal | None:
    """Level reached: actual over target, the other way round where lower is better."""
    if actual <= 0 or target <= 0 or not row.sign:
        return None
    return actual / target if row.sign > 0 else target / actual


def _wide(level: Decimal | None, target: Figure) -> bool:
    small = target.value < _LEAST_TARGET and target.cell.plain_unit != "%"
    return level is not None and level >= _WIDE and not small


@check(
    "decision-against-figures",
    "error",
    over=indicators,
    title=Bilingual("数値と異なる達成の判断", "A recorded decision that the figures contradict"),
    why=Bilingual(
        "実績値と目標値が数値であれば、達成か未達かは数値で決まる。",
        "Where actual and target are figures, the figures decide.",
    ),
    says=Bilingual(
        "{year}の実績値{actual}と目標値{target}は、記録された判断と逆である。",
        "{year}: the actual {actual} and the target {target} say the contrary.",
    ),
    do=Bilingual(
        "数値を確かめ、正しければ判断の記録（decisions）を削る。",
        "Check the figures; if they are right, remove the recorded decision.",
    ),
)
def overruled_figures(row: IndicatorRow) -> Iterator[Hit]:
    """Decisions, meant for targets in words, on years whose figures say the contrary."""
    for year, decision in row.indicator.decisions.items():
        if year not in row.sheet.window:
            continue
        result, actual = row.result.year(year), row.actual(year)
        told = {"met": "missed", "missed": "met"}[decision]
        if isinstance(result.target, Quantity) and result.judgement.grade == told:
            yield hit(
                (*row.path, "decisions", str(year)),
                year=year_text(year),
                actual=shown(actual) if isinstance(actual, Quantity) else actual.printed,
                target=shown(result.target),
            )


_SECOND = Bilingual("括弧内の{value}", "{value} in brackets")


class _Over(NamedTuple):
    """An actual far beyond the target of its year."""

    actual: Figure
    year: int
    reached: str | Bilingual
    wanted: str
    level: Decimal

    @property
    def said(self) -> Bilingual:
        return Bilingual(
            "{year}は{reached}（目標値{wanted}の{level}）", "{year}: {reached}, {level} of {wanted}"
        ).format(
            year=year_text(self.year),
            reached=self.reached,
            wanted=self.wanted,
            level=_percent(self.level),
        )


@check(
    "overshoot",
    "info",
    over=indicators,
    title=Bilingual("目標値を大きく上回る実績", "A target exceeded by half or more"),
    why=Bilingual(
        "目標を大きく超える実績は、目標が低すぎたか、値の誤りかを示す。",
        "A result far beyond its target says that the target was low, or the figure is wrong.",
    ),
    says=Bilingual("{years}である。", "{years}."),
    do=Bilingual(
        "値を確かめ、正しければ目標値の水準が適切か検討する。",
        "Check the figure; if it is right, consider whether the target is ambitious enough.",
    ),
)
def overshoot(row: IndicatorRow) -> Iterator[Hit]:
    """Actuals, or second values of pairs, of 150 % of their target or more."""
    over = [found for year in row.sheet.window if (found := _overshot(row, year))]
    if over:
        *others, last = [each.actual for each in over]
        years = Bilingual.join((each.said for each in over), Bilingual("、", "; "))
        yield hit(last, related=others, cause=f"reached:{row.path}", years=years)


def _overshot(row: IndicatorRow, year: int) -> _Over | None:
    """The first of the two values of a pair that exceeds its target widely."""
    target = row.result.year(year).target
    actual = next((each for each in _sound_actuals(row) if each.year == year), None)
    if actual is None or not isinstance(target, Quantity) or isinstance(target, ComputedTarget):
        return None
    if target.comparator == "range":
        return None
    goal = Figure(path=actual.path, cell=target)
    if not row.alike(actual, goal):
        return None
    cell = actual.cell
    pairs: list[tuple[Decimal, Decimal, str | Bilingual, str]] = [
        (cell.value, target.value, shown(cell), shown(target))
    ]
    if cell.second is not None and target.second is not None:
        second = _SECOND.format(value=amount(cell.second, cell.unit))
        pairs.append((cell.second, target.second, second, amount(target.second, target.unit)))
    for reached, wanted, printed, limit in pairs:
        level = _level(row, reached, wanted)
        if level is not None and _wide(level, goal):
            return _Over(actual=actual, year=year, reached=printed, wanted=limit, level=level)
    return None
