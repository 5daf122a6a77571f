"""Achievement of a target, in numbers: one pure function for each named method.

There is no bare 達成率 here. Every function is keyword-only, takes `Decimal` or `int`, and returns
a `bool` or an unrounded `Decimal` (28 digits, Python's default decimal context). A `float` is
refused: it would bring binary noise into a published figure. `None` means "not published". What
cannot be calculated, where a value is missing or for what a function says itself, raises
`NotComputable` with the reason for the reader in both languages; nothing is patched with a small
number.

What a parameter means, wherever it stands:

`baseline`, `actual`, `target`, `previous`
    Values of one indicator in its own unit; `previous` is the actual value of the year before.
`baseline_year`, `actual_year`, `target_year`
    Their fiscal years.
`direction`
    "up" where higher is better, "down" where lower is; None where that is not known.
`comparator`, `upper`, `tolerance`
    What is printed with a target, a word or sign of `COMPARATORS`; the upper end of a range, of
    which `target` is the lower one; what 程度 allows to either side. Ends lie inside.
`series`, `break_after`, `bounds`
    Values by fiscal year, of which some may be None; the last year before a break, across which no
    trend is drawn; how far the indicator can go by its nature.

`METHODS` has a record of every function: what readers call it, its formula in words, and what kind
of result it gives. Names, formulas, edge cases and their sources: docs/METHODS.md §1; a function
names a source only where it follows one publisher's own text.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal, get_args

from evalkit.assess.judge.bounds import UNBOUNDED, Bounds
from evalkit.assess.judge.reasons import (
    NotComputable as NotComputable,  # part of this module's contract
)
from evalkit.assess.judge.reasons import NotDecidable as NotDecidable
from evalkit.assess.judge.reasons import missing, not_computable, not_decidable
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells.quantity_words import COMPARATORS as WORDS
from evalkit.sheet.cells.quantity_words import Comparator

Number = Decimal | int
Published = Number | None  # None: not published
Direction = Literal["up", "down"]

CAGR_DIGITS = 50  # digits carried inside a power, so that 1e-9 of the result is safe

COMPARATORS: Mapping[str | None, str] = dict(
    [(None, "="), ("", "="), *((sign, sign) for sign in get_args(Comparator)), *WORDS.items()]
)
"""What is done with a target, by the word or sign beside it."""

WAYS: dict[str, Direction] = {">=": "up", ">": "up", "<=": "down", "<": "down"}
"""Which way is better, by the comparator of a target that says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """Mean annual change over the last five changes, and the points it was made from."""

    mean_change: Decimal  # per year, in the indicator's unit
    used: tuple[tuple[int, Decimal], ...]  # (year, value), oldest first; the last one is "now"


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """Where the indicator stands in the target year if the recent trend goes on."""

    projection: Decimal  # in the indicator's unit, within its natural bounds
    unbounded: Decimal  # the same by calculation alone
    mean_change: Decimal  # per year, in the indicator's unit
    miss: Decimal | None  # shortfall ÷ distance still to go; 0: reached; None: no distance to miss
    target_year: int
    used: tuple[tuple[int, Decimal], ...]  # (year, value), oldest first; the last one is "now"


Value = Decimal | bool | Forecast


@dataclass(frozen=True, kw_only=True, slots=True)
class Computed:
    """A result beside what it was made from, so that every printed figure can be traced."""

    function: str
    inputs: Mapping[str, object]
    value: Value | None = None  # None: not computable, see the reason
    reason: Bilingual | None = None
    code: str | None = None


def compute(method: str, why: NotComputable | None = None, /, **inputs: object) -> Computed:
    """Call the method of that name and keep its inputs and result, or the reason.

    Parameters
    ----------
    method : str
        A name in `METHODS`.
    why : NotComputable
        What is known before to keep the figure from existing.
    **inputs
        Its keyword arguments.

    Returns
    -------
    Computed
        With `value`, or with `reason` where the figure does not exist. Misuse (an
        unknown parameter, a float) still raises.

    Examples
    --------
    >>> compute("level_rate", actual=33, target=44, direction="up").value
    Decimal('0.75')
    >>> compute("progress", baseline=5, target=5, actual=6).reason.en
    'The target equals the baseline: no change was planned, so no share of it exists.'
    """
    value = None
    if why is None:
        try:
            value = METHODS[method].function(**inputs)
        except NotComputable as error:
            why = error
    reason, code = (why.reason, why.code) if why else (None, None)
    return Computed(function=method, inputs=inputs, value=value, reason=reason, code=code)


# --- against the target of the year ---------------------------------------------------------------


def met(
    *,
    actual: Published,
    target: Published,
    comparator: str | None = "=",
    direction: Direction | None = "up",
    upper: Published = None,
    tolerance: Published = None,
) -> bool:
    """Whether the target is met; the target's own comparator decides.

    The direction counts only where nothing is printed with the target ("="): at least the target
    where higher is better, at most where lower is. Where it is not known either, a value is met
    only at the target itself, where both directions agree.

    Returns
    -------
    bool
        Compared unrounded.

    Raises
    ------
    NotDecidable
        If 程度 has no tolerance, a range no upper end, or a bare target no direction.

    Examples
    --------
    >>> met(actual=Decimal("69.9"), target=70, comparator="以上")
    False
    >>> met(actual=12, target=14, direction="down")
    True
    >>> met(actual=58, target=60, comparator="程度", tolerance=3)
    True
    """
    a, g = _number("actual", actual), _number("target", target)
    if comparator not in COMPARATORS:
        known = ", ".join(str(known) for known in COMPARATORS if known)
        raise ValueError(f"unknown comparator {comparator!r}; known: {known}")
    match COMPARATORS[comparator]:
        case ">=":
            return a >= g
        case "<=":
            return a <= g
        case ">":
            return a > g
        case "<":
            return a < g
        case "about":
            beyond = direction is not None and sign(direction) * (a - g) > 0
            return (tolerance is None and beyond) or abs(a - g) <= _declared("tolerance", tolerance)
        case "range":
            return g <= a <= _declared("upper", upper)
    if direction is not None:
        return sign(direction) * (a - g) >= 0
    if a != g:
        raise not_decidable("direction")
    return True


def level_rate(*, actual: Published, target: Published, direction: Direction | None) -> Decimal:
    """Level reached against the target level: a/g where higher is better, g/a where lower is.

    Of a direction that is not known there is one only at the target itself.

    Returns
    -------
    Decimal
        Ratio. 1: exactly at the target; above 1: better. It says nothing about the way made since
        the baseline: see `progress`.

    Raises
    ------
    NotComputable
        If the target is zero, the actual value is zero where lower is better, the signs differ, or
        both are negative, where a ratio runs backwards.
    NotDecidable
        If the direction is not known.

    References
    ----------
    docs/METHODS.md §3 "target 0 (no ratio; progress)", which holds in both directions.

    Examples
    --------
    >>> level_rate(actual=Decimal("17.4"), target=15, direction="up")
    Decimal('1.16')
    >>> level_rate(actual=16, target=12, direction="down")
    Decimal('0.75')
    """
    a, g = _level_terms(actual, target)
    good = 1 if direction is None and a == g else sign(direction)
    if good == 1:
        return a / g
    if a == 0:
        raise not_computable("zero_actual")
    return g / a


def level_rate_mirror(
    *, actual: Published, target: Published, direction: Direction = "down"
) -> Decimal:
    """Level rate for "lower is better", the only direction it exists for: 2 − a/g.

    So some ministries print it.

    Returns
    -------
    Decimal
        Ratio. 1: at the target; it becomes negative when the actual value is more than twice it.

    Raises
    ------
    NotComputable
        If a value is negative, the target is zero, or higher is better.

    Examples
    --------
    >>> level_rate_mirror(actual=18, target=15)
    Decimal('0.8')
    """
    if sign(direction) == 1:
        raise not_computable("mirror_up")
    a, g = _level_terms(actual, target)
    return 2 - a / g


def reported_rate(*, actual: Published, target: Published) -> Decimal:
    """Return the 達成率 as 行政事業レビュー prints it: a/g whatever the direction.

    For import and comparison only. Where lower is better it is above 1 when the target is missed;
    it never decides "met".

    Returns
    -------
    Decimal
        Ratio, not per cent: 1.0645 is printed elsewhere as 106.45 %.

    Raises
    ------
    NotComputable
        If the target is zero.

    References
    ----------
    行政事業レビュー見える化サイト (RSシステム).

    Examples
    --------
    >>> round(reported_rate(actual=Decimal("16.5"), target=Decimal("15.5")), 7)
    Decimal('1.0645161')
    """
    a, g = _ratio_terms(actual, target)
    return a / g


# --- the way from the baseline to the target ------------------------------------------------------


def progress(
    *,
    baseline: Published,
    target: Published,
    actual: Published,
    baseline_year: int | None = None,
    actual_year: int | None = None,
    direction: Direction | None = None,
) -> Decimal:
    """Share of the planned change that has been made: (a−b)/(g−b).

    Without a direction, better is where the target lies. The years are given where they are known:
    of the baseline's own year the figure is the baseline, and its 0 % would be no result.

    Returns
    -------
    Decimal
        Ratio. 0: as at the baseline; 1: target reached; below 0: moved away; above 1: exceeded.
        A planned fall counts like a rise.

    Raises
    ------
    NotComputable
        If `target` equals `baseline` (no change was planned) or lies on the worse side of it (a
        step back is allowed, none forward planned), or the actual value's year is not later than
        the baseline year.

    Examples
    --------
    >>> progress(baseline=Decimal(90), target=Decimal(30), actual=Decimal(48))
    Decimal('0.7')
    """
    made, planned = _planned_way(baseline, target, actual, direction)
    if baseline_year is not None and actual_year is not None:
        _passed(baseline_year, actual_year)
    return made / planned


def pace(
    *,
    baseline: Published,
    baseline_year: int | None,
    target: Published,
    target_year: int | None,
    actual: Published,
    actual_year: int | None,
    direction: Direction | None = None,
) -> Decimal:
    """Progress made ÷ share of the time used: progress ÷ ((t−t0)/(T−t0)).

    Returns
    -------
    Decimal
        Ratio. 1: on a straight line to the target; below 1: behind it; below 0: moved away.

    Raises
    ------
    NotComputable
        As `progress`, and if the target year is not later than the baseline year.

    Examples
    --------
    >>> pace(
    ...     baseline=0, baseline_year=2010, target=100, target_year=2020,
    ...     actual=45, actual_year=2015,
    ... )
    Decimal('0.9')
    """
    made, planned = _planned_way(baseline, target, actual, direction)
    used, available = _periods(baseline_year, actual_year, target_year)
    return made * available / (planned * used)


def on_line(
    *,
    baseline: Published,
    baseline_year: int | None,
    target: Published,
    target_year: int | None,
    actual: Published,
    actual_year: int | None,
    direction: Direction | None = None,
) -> bool:
    """Whether the actual value is on or beyond the straight line b+(g−b)(t−t0)/(T−t0).

    Beyond is the better side; without a direction, the side on which the target lies. After the
    target year the line goes on.

    Raises
    ------
    NotComputable
        As `pace`, but for a target on the worse side of the baseline, to which a line leads too.

    References
    ----------
    健康日本21(第二次)最終評価 図表Ⅱ-5.

    Examples
    --------
    >>> on_line(
    ...     baseline=Decimal("23.4"), baseline_year=2010, target=13, target_year=2026,
    ...     actual=Decimal("15.7"), actual_year=2019,
    ... )
    True
    """
    made, planned = _way(baseline, target, actual)
    used, available = _periods(baseline_year, actual_year, target_year)
    side = (1 if planned > 0 else -1) if direction is None else sign(direction)
    return side * made * available >= side * planned * used


# --- from year to year ----------------------------------------------------------------------------


def change(*, actual: Published, previous: Published) -> Decimal:
    """Change against the year before: a − a'.

    Returns
    -------
    Decimal
        In the indicator's unit; for a percentage, in percentage points.

    Examples
    --------
    >>> change(actual=Decimal("69.9"), previous=Decimal("70.4"))
    Decimal('-0.5')
    """
    return _number("actual", actual) - _number("previous", previous)


def change_rate(*, actual: Published, previous: Published) -> Decimal:
    """Relative change against the year before: (a − a')/|a'|.

    Returns
    -------
    Decimal
        Ratio; positive: the value rose, also where it is negative.

    Raises
    ------
    NotComputable
        If the year before was zero.

    Examples
    --------
    >>> change_rate(actual=-15, previous=-20)
    Decimal('0.25')
    """
    a, before = _number("actual", actual), _number("previous", previous)
    if before == 0:
        raise not_computable("zero_previous")
    return (a - before) / abs(before)


def cagr(
    *,
    baseline: Published,
    baseline_year: int | None,
    actual: Published,
    actual_year: int | None,
    direction: Direction | None = "up",
) -> Decimal:
    """Compound annual growth, positive in the good direction: s·d·((a/b)^(1/(t−t0)) − 1).

    s is −1 for negative values, else 1; d is 1 where higher is better, else −1. An actual value of
    zero is a loss of 100 % a year, as the publishers of the method print it.

    Returns
    -------
    Decimal
        Ratio per year; 0.015: improved by 1.5 % a year. Good to at least 1e-20.

    Raises
    ------
    NotComputable
        If the baseline is zero, the sign changes, or no year has passed.

    References
    ----------
    Open SDG, docs/progress-methodology (Statistics Canada).

    Examples
    --------
    >>> growth = cagr(
    ...     baseline=100, baseline_year=2015, actual=81, actual_year=2017, direction="down"
    ... )
    >>> round(growth, 9)
    Decimal('0.100000000')
    """
    b, a = _number("baseline", baseline), _number("actual", actual)
    years = _passed(baseline_year, actual_year)
    factor = _growth_sign(b, a) * sign(direction)
    with localcontext(prec=CAGR_DIGITS):
        growth = factor * _growth(b, a, years)
    return +growth  # back to the digits of every other result


def cagr_ratio(
    *,
    baseline: Published,
    baseline_year: int | None,
    actual: Published,
    actual_year: int | None,
    target: Published,
    target_year: int | None,
    direction: Direction | None = None,
) -> Decimal:
    """Observed ÷ required annual growth: s·d·CAGR(b→a) / |CAGR(b→g)|.

    s is −1 for negative values, else 1; d is 1 where higher is better, else −1; without a
    direction, that from baseline to target. The two differ where the baseline already surpassed
    the target.

    Returns
    -------
    Decimal
        Ratio. 1: fast enough to arrive on time; below 0: moved the wrong way. Good to 1e-20.

    Raises
    ------
    NotComputable
        If the baseline or the target is zero, the sign changes, no year has passed, the target year
        is not later than the baseline year, or the target equals the baseline.

    References
    ----------
    Open SDG, docs/progress-methodology (Statistics Canada).

    Examples
    --------
    >>> ratio = cagr_ratio(
    ...     baseline=Decimal("14.5"), baseline_year=2015, actual=Decimal("10.4"), actual_year=2023,
    ...     target=Decimal("7.25"), target_year=2030, direction="down",
    ... )
    >>> round(ratio, 9)
    Decimal('0.901089955')
    """
    b, a, g = _number("baseline", baseline), _number("actual", actual), _number("target", target)
    years, available = _periods(baseline_year, actual_year, target_year)
    good = (1 if g > b else -1) if direction is None else sign(direction)
    factor = _growth_sign(b, a, g) * good
    if g == 0:
        raise not_computable("zero_growth_target")
    if g == b:
        raise not_computable("maintain")
    with localcontext(prec=CAGR_DIGITS):
        ratio = factor * _growth(b, a, years) / abs(_growth(b, g, available))
    return +ratio  # back to the digits of every other result


# --- from now to the target year ------------------------------------------------------------------

WINDOW_CHANGES = 5  # "the last five changes": values of six consecutive years
NEEDED_POINTS = 4


def recent_trend(
    *,
    series: Mapping[int, Published],
    until: int | None = None,
    break_after: int | None = None,
) -> Trend:
    """Mean annual change over the last five changes, from at least four values in six years.

    Years after `until` are not looked at; without it, the latest year with a value is "now".

    Returns
    -------
    Trend
        (latest value − first value in the window) ÷ years between them.

    Raises
    ------
    NotComputable
        If the six years up to the latest value, or those since the break, hold fewer than four.

    References
    ----------
    dns-indikatoren.de, Status.

    Examples
    --------
    >>> recent_trend(series={2016: 10, 2017: 11, 2019: None, 2020: 13, 2021: 15}).mean_change
    Decimal('1')
    """
    points = {
        _year("series", year): _number("series", value)
        for year, value in series.items()
        if value is not None and (until is None or year <= until)
    }
    if not points:
        raise missing("series")
    last = max(points)
    first = last - WINDOW_CHANGES
    used = tuple(
        (year, points[year])
        for year in sorted(points)
        if year >= first and (break_after is None or year > break_after)
    )
    if len(used) < NEEDED_POINTS:
        broken = break_after is not None and break_after >= first
        raise not_computable(
            "series_break" if broken else "few_points",
            break_after=break_after,
            first=first,
            last=last,
            count=len(used),
            needed=NEEDED_POINTS,
        )
    (start_year, start), (end_year, end) = used[0], used[-1]
    return Trend(mean_change=(end - start) / (end_year - start_year), used=used)


def forecast(
    *,
    series: Mapping[int, Published],
    target_year: int | None,
    target: Published = None,
    direction: Direction | None = None,
    break_after: int | None = None,
    bounds: Bounds = UNBOUNDED,
) -> Forecast:
    """Where the recent trend leads: p = a + c·(T−t), and by how much it misses the target.

    c is the mean annual change over the last five changes (at least four values in six years),
    a the latest value, at t. miss is what p falls short of the target ÷ (g−a), never below 0; there
    is none without a target, nor where the direction says that it is reached already. No projection
    lies beyond the bounds.

    Raises
    ------
    NotComputable
        If there are too few values (since the break), or the target year is not later than the
        latest value's year.

    References
    ----------
    dns-indikatoren.de, Status.

    Examples
    --------
    >>> series = {2009: 10, 2010: 11, 2011: 12, 2012: 13}
    >>> made = forecast(series=series, target_year=2014, target=16)
    >>> made.projection, round(made.miss, 4)
    (Decimal('15'), Decimal('0.3333'))
    """
    trend = recent_trend(series=series, break_after=break_after)
    year, now = trend.used[-1]
    end = _year("target_year", target_year)
    if end <= year:
        raise not_computable("no_time_left", target_year=end, actual_year=year)
    unbounded = now + trend.mean_change * (end - year)
    projection = bounds.hold(unbounded)
    miss = None
    if target is not None:
        distance = _number("target", target) - now
        if distance != 0 and (direction is None or sign(direction) * distance > 0):
            miss = shortfall(actual=now, target=target, projection=projection)
    return Forecast(
        projection=projection,
        unbounded=unbounded,
        mean_change=trend.mean_change,
        miss=miss,
        target_year=end,
        used=trend.used,
    )


def shortfall(*, actual: Number, target: Number, projection: Number) -> Decimal:
    """Share of the distance still to go that a projection leaves open: (g−p)/(g−a), never below 0.

    The target lies ahead of the actual value.

    Returns
    -------
    Decimal
        Ratio. 0: the projection reaches the target; 1: it comes no nearer.

    Raises
    ------
    NotComputable
        If the actual value stands at the target: no distance is left.

    Examples
    --------
    >>> shortfall(actual=10, target=20, projection=18)
    Decimal('0.2')
    """
    a, g = _number("actual", actual), _number("target", target)
    p = _number("projection", projection)
    if g == a:
        raise not_computable("no_distance")
    return max((g - p) / (g - a), Decimal(0))


def required_change(
    *,
    actual: Published,
    actual_year: int | None,
    target: Published,
    target_year: int | None,
) -> Decimal:
    """Change needed in each year from now to arrive on time: (g−a)/(T−t).

    Returns
    -------
    Decimal
        Per year, in the indicator's unit; negative where the value has to fall.

    Raises
    ------
    NotComputable
        If the target year is not later than the actual value's year.

    Examples
    --------
    >>> required_change(actual=338, actual_year=2011, target=540, target_year=2015)
    Decimal('50.5')
    """
    distance = _number("target", target) - _number("actual", actual)
    now, end = _year("actual_year", actual_year), _year("target_year", target_year)
    if end <= now:
        raise not_computable("no_time_left", target_year=end, actual_year=now)
    return distance / (end - now)


def min_change(
    *,
    baseline: Published,
    actual: Published,
    threshold: Number = Decimal("0.05"),
) -> bool:
    """Whether the value moved enough to be called a change: |a−b|/|b| ≥ 5 %.

    `threshold` is that ratio; from a baseline of zero there is none, and it is an absolute change.

    References
    ----------
    健康日本21(第二次)最終評価: 相対的に5%以上の変化を目安.

    Examples
    --------
    >>> min_change(baseline=Decimal("25.0"), actual=Decimal("26.2"))
    False
    """
    b, a = _number("baseline", baseline), _number("actual", actual)
    smallest = _number("threshold", threshold)
    return abs(a - b) >= (smallest if b == 0 else smallest * abs(b))


def execution_rate(*, executed: Published, total: Published) -> Decimal:
    """Share of the budget that was executed: 執行額 ÷ 合計.

    Both in one unit, as a rule 千円; `total` is the printed 合計 of the initial and supplementary
    budget and the carry-over.

    Returns
    -------
    Decimal
        Ratio.

    Raises
    ------
    NotComputable
        If the total is zero.

    Examples
    --------
    >>> execution_rate(executed=1_960_000, total=2_000_000)
    Decimal('0.98')
    """
    done, whole = _number("executed", executed), _number("total", total)
    if whole == 0:
        raise not_computable("zero_total")
    return done / whole


# --- what readers are told of each ----------------------------------------------------------------

Result = Literal["answer", "ratio", "change", "change_per_year", "value"]
"""Kind of a result: yes or no; a ratio, of which 1 is 100 %; in the indicator's unit a difference
(of percentages, in points), one for each year, or a value like its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """A function of this module as readers know it."""

    function: Callable[..., Value]
    title: Bilingual  # over its figures
    formula: Bilingual
    result: Result
    spoken: Bilingual | None = None  # in the sentence of a grade, where that differs from the title
    by_year: bool = True  # every indicator has it for each year; else only a rule asks for it
    in_brief: bool = False  # stands beside the chart, not only in the panel of methods
    may_grade: bool = True  # False: it would call a missed target reached

    @property
    def name(self) -> str:
        """Name of the function, under which it is cited everywhere."""
        return self.function.__name__

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of what it is calculated from."""
        return tuple(inspect.signature(self.function).parameters)

    @property
    def phrase(self) -> Bilingual:
        """What a sentence calls it."""
        return self.spoken or self.title


_METHODS = (
    Method(
        function=met,
        title=Bilingual("目標の達成", "Target met"),
        formula=Bilingual(
            "実績値と目標値を目標の比較語で比べる", "actual against target, by its comparator"
        ),
        result="answer",
    ),
    Method(
        function=level_rate,
        title=Bilingual("目標水準比", "Actual as % of target"),
        spoken=Bilingual("水準の達成率", "Level rate"),
        formula=Bilingual(
            "増加目標: 実績÷目標、減少目標: 目標÷実績",
            "up: actual ÷ target; down: target ÷ actual",
        ),
        result="ratio",
    ),
    Method(
        function=level_rate_mirror,
        title=Bilingual("目標水準比（減少目標の別式）", "Level rate, mirrored"),
        spoken=Bilingual("鏡映の達成率（2－実績/目標）", "Mirrored level rate"),
        formula=Bilingual("2－実績÷目標", "2 − actual ÷ target"),
        result="ratio",
    ),
    Method(
        function=reported_rate,
        title=Bilingual("単純比", "Reported rate"),
        formula=Bilingual("実績÷目標（方向を考えない）", "actual ÷ target, whatever the direction"),
        result="ratio",
        may_grade=False,
    ),
    Method(
        function=change,
        title=Bilingual("前年度からの変化", "Change on the year"),
        spoken=Bilingual("前年度からの変化", "Change"),
        formula=Bilingual("実績－前年度の実績", "actual − actual of the year before"),
        result="change",
    ),
    Method(
        function=change_rate,
        title=Bilingual("前年度比の増減率", "Rate of change on the year"),
        spoken=Bilingual("前年度からの変化率", "Rate of change"),
        formula=Bilingual("変化÷前年度の実績の絶対値", "change ÷ |actual of the year before|"),
        result="ratio",
    ),
    Method(
        function=progress,
        title=Bilingual("進捗率", "Progress"),
        spoken=Bilingual("基準値からの進捗率", "Progress from the baseline"),
        formula=Bilingual(
            "（実績－基準）÷（目標－基準）", "(actual − baseline) ÷ (target − baseline)"
        ),
        result="ratio",
        in_brief=True,
    ),
    Method(
        function=pace,
        title=Bilingual("進捗ペース", "Pace"),
        spoken=Bilingual("進捗のペース", "Pace"),
        formula=Bilingual("進捗率÷経過期間の割合", "progress ÷ share of the time passed"),
        result="ratio",
        in_brief=True,
    ),
    Method(
        function=on_line,
        title=Bilingual("直線経路", "On the line"),
        formula=Bilingual("基準と目標を結ぶ直線に届いているか", "at or beyond the straight line"),
        result="answer",
    ),
    Method(
        function=cagr,
        title=Bilingual("年平均成長率", "Annual growth"),
        formula=Bilingual(
            "（実績÷基準）の年数乗根－1、良い方向を正とする",
            "yearly root of actual ÷ baseline, − 1; positive in the good direction",
        ),
        result="ratio",
        by_year=False,
    ),
    Method(
        function=cagr_ratio,
        title=Bilingual("必要な年平均成長率に対する比", "Observed ÷ required annual growth"),
        formula=Bilingual(
            "実際の年平均成長率÷目標年までに必要な年平均成長率",
            "annual growth ÷ the annual growth that leads to the target in time",
        ),
        result="ratio",
        by_year=False,
    ),
    Method(
        function=required_change,
        title=Bilingual("今後1年当たり必要な変化", "Needed per year from now"),
        spoken=Bilingual("今後必要な年当たりの変化", "Change needed each year"),
        formula=Bilingual("（目標－実績）÷残りの年数", "(target − actual) ÷ years left"),
        result="change_per_year",
        in_brief=True,
    ),
    Method(
        function=forecast,
        title=Bilingual("直近の傾向の延長", "Recent trend continued"),
        formula=Bilingual(
            "実績＋直近の変化（最大5回）の平均×残りの年数",
            "actual + mean of up to five latest changes × years left",
        ),
        result="value",
        in_brief=True,
    ),
    Method(
        function=min_change,
        title=Bilingual("最小の変化", "Smallest change"),
        formula=Bilingual(
            "基準値からの変化÷基準値の絶対値が5％以上か",
            "whether |actual − baseline| ÷ |baseline| ≥ 5 %",
        ),
        result="answer",
        by_year=False,
    ),
    Method(
        function=execution_rate,
        title=Bilingual("執行率", "Execution rate"),
        formula=Bilingual("執行額÷予算の合計", "executed ÷ total budget"),
        result="ratio",
        by_year=False,
    ),
)
METHODS: Mapping[str, Method] = {method.name: method for method in _METHODS}
"""Every method by its name, in the order in which readers see them."""


# --- what the functions share ---------------------------------------------------------------------


def _number(name: str, value: Published) -> Decimal:
    if value is None:
        raise missing(name)
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(
            f"{name} must be a Decimal or an int made from the printed figure, not"
            f" {type(value).__name__} {value!r}: binary noise has no place in a published figure"
        )
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{name} must be a finite number, not {value}")
    return number


def _declared(name: str, value: Published) -> Decimal:
    if value is None:
        raise not_decidable(name)
    return _number(name, value)


def _year(name: str, value: int | None) -> int:
    if value is None:
        raise missing(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be a fiscal year as an int, not {value!r}")
    return value


def sign(direction: Direction | None) -> int:
    """Return 1 where higher is better, −1 where lower is better; None is not decidable."""
    if direction is None:
        raise not_decidable("direction")
    if direction not in ("up", "down"):
        raise ValueError(f'direction must be "up" or "down", not {direction!r}')
    return 1 if direction == "up" else -1


def _ratio_terms(actual: Published, target: Published) -> tuple[Decimal, Decimal]:
    a, g = _number("actual", actual), _number("target", target)
    if g == 0:
        raise not_computable("zero_target")
    return a, g


def _level_terms(actual: Published, target: Published) -> tuple[Decimal, Decimal]:
    a, g = _ratio_terms(actual, target)
    if a * g < 0:
        raise not_computable("signs_differ")
    if g < 0:
        raise not_computable("negative")
    return a, g


def _planned_way(
    baseline: Published,
    target: Published,
    actual: Published,
    direction: Direction | None,
) -> tuple[Decimal, Decimal]:
    made, planned = _way(baseline, target, actual)
    if direction is not None and sign(direction) * planned < 0:
        raise not_computable("step_back")
    return made, planned


def _way(baseline: Published, target: Published, actual: Published) -> tuple[Decimal, Decimal]:
    b, g, a = _number("baseline", baseline), _number("target", target), _number("actual", actual)
    if g == b:
        raise not_computable("maintain")
    return a - b, g - b


def _passed(baseline_year: int | None, actual_year: int | None) -> int:
    start, now = _year("baseline_year", baseline_year), _year("actual_year", actual_year)
    if now <= start:
        raise not_computable("no_time_passed", actual_year=now, baseline_year=start)
    return now - start


def _periods(
    baseline_year: int | None, actual_year: int | None, target_year: int | None
) -> tuple[int, int]:
    start, end = _year("baseline_year", baseline_year), _year("target_year", target_year)
    if end <= start:
        raise not_computable("no_period", target_year=end, baseline_year=start)
    return _passed(baseline_year, actual_year), end - start


def _growth_sign(baseline: Decimal, *others: Decimal) -> int:
    if baseline == 0:
        raise not_computable("zero_growth_base")
    if any(baseline * other < 0 for other in others):
        raise not_computable("sign_change")
    return -1 if baseline < 0 else 1


def _growth(start: Decimal, end: Decimal, years: int) -> Decimal:
    power = Decimal(1) / years
    return Decimal((end / start) ** power) - 1
