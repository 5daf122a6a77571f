"""A 別表 against its own rows, and against the indicator that it breaks down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cached_property
from statistics import mean, median

from evalkit.assess.audit.form import indicators
from evalkit.assess.audit.indicators import IndicatorRow, difference
from evalkit.assess.audit.kit import Hit, Severity, check, hit
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.breakdown import Breakdown, BreakdownRow
from evalkit.sheet.cells import Narrative, OtherPeriod, Pending, Quantity
from evalkit.sheet.fields import Series
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, counted, shown, year_text
from evalkit.sheet.rounding import decimals, rounded

_HABIT = 2  # years in which an actual follows its rows, before another can be out of line
_SUM = re.compile("計|総数")
_MEAN = re.compile("平均|^$")
_WEIGHTED = re.compile("加重|重み")
_ZERO = Decimal(0)

_TOTAL, _MEAN_WORD = Bilingual("計", "total"), Bilingual("平均", "mean")
_SIMPLE = Bilingual("単純平均", "simple mean")
_CUT_OFF = Bilingual("端数の切捨て", "figure cut off")
_MEDIAN = Bilingual("中央値", "median")
_OF_GROUPS = Bilingual("区分ごとの平均の平均", "mean of the groups' means")
_OF_ONE_GROUP = Bilingual("「{name}」だけの平均", "mean of “{name}” alone")
_WITHOUT = Bilingual("「{name}」を除く{word}", "{word} without “{name}”")


@dataclass(frozen=True, kw_only=True)
class _Published:
    """One fiscal year of a 別表: its rows, and the figure printed as their mean or total."""

    row: IndicatorRow  # the indicator
    year: int
    path: KeyPath  # of the figure
    cell: Quantity
    values: Sequence[tuple[BreakdownRow, Decimal]]
    total: bool

    @property
    def printed(self) -> str:
        return self.cell.printed

    @property
    def figures(self) -> list[Decimal]:
        return [value for _, value in self.values]

    @cached_property
    def exact(self) -> Decimal:
        return sum(self.figures, _ZERO) if self.total else mean(self.figures)

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit."""
        return Decimal(1).scaleb(-decimals(self.cell.value))

    @property
    def holds(self) -> bool:
        return self.is_(self.exact)

    def is_(self, value: Decimal, rounding: str = ROUND_HALF_UP) -> bool:
        """Whether `value` is printed as the figure."""
        return value.quantize(self.step, rounding=rounding) == self.cell.value

    @property
    def holds_half_even(self) -> bool:
        return self.is_(self.exact, ROUND_HALF_EVEN)

    @property
    def beyond(self) -> Decimal:
        """How far the rows' exact mean lies outside of what is printed as the figure."""
        return abs(self.exact - self.cell.value) - self.step / 2

    @property
    def unit(self) -> Decimal:
        """One unit of the last digit of the rows."""
        return Decimal(1).scaleb(-min(decimals(value) for value in self.figures))

    @property
    def counts(self) -> bool:
        """Whether the rows are whole things counted, in which nothing was rounded."""
        return self.unit == 1 and self.cell.plain_unit != "%"

    @property
    def word(self) -> Bilingual:
        return _TOTAL if self.total else _SIMPLE

    def shown(self, value: Decimal) -> str:
        """`value` with two decimals more than the figure, as far as it needs them."""
        return f"{value.quantize(self.step / 100, ROUND_HALF_UP).normalize():,f}"

    @property
    def calculation(self) -> str:
        rows = "＋".join(amount(value) for value in self.figures)
        whole = rows if self.total else f"({rows})÷{len(self.values)}"
        return f"{whole}＝{self.shown(self.exact)}"

    @property
    def actual(self) -> Quantity | None:
        """The indicator's own figure of that year."""
        cell = self.row.actual(self.year)
        return cell if isinstance(cell, Quantity) else None

    @property
    def actual_path(self) -> KeyPath:
        span = self.row.indicator.actuals.span(self.year)
        return (*self.row.path, "actuals", str(span))

    @property
    def actual_is_right(self) -> bool:
        """Whether the indicator's own figure is what the rows give, and the 別表's is not."""
        if self.actual is None or self.holds or not self.actual_differs:
            return False
        return rounded(self.exact, decimals(self.actual.value)) == self.actual.value

    @property
    def actual_differs(self) -> bool:
        """Whether it differs from the 別表's by more than the rounding of the coarser one."""
        if self.actual is None:
            return False
        units = {self.actual.plain_unit, self.cell.plain_unit} - {""}
        return len(units) < 2 and difference(self.actual, self.cell) != 0

    @property
    def row_paths(self) -> Iterator[KeyPath]:
        """Paths of the rows' figures."""
        table = self.row.indicator.breakdown
        for number, row in enumerate(table.rows if table else ()):
            span = str(row.actuals.span(self.year))
            yield (*self.row.path, "breakdown", "rows", number, "actuals", span)

    @property
    def cause(self) -> str:
        return f"mean:{self.row.path}:{self.year}"


def _published(row: IndicatorRow) -> list[_Published]:
    """Every year for which a 別表 prints a mean or total, and figures that would make it."""
    table = row.indicator.breakdown
    if table is None or table.mean is None or _WEIGHTED.search(table.mean.name):
        return []
    total = not _MEAN.search(table.mean.name)
    if total and not _SUM.search(table.mean.name):
        return []
    years = _years(row, ("breakdown", "mean"), table.mean.actuals, total=total)
    # A total of percentages is the rate of the whole, in which each row has its own weight.
    return [each for each in years if not (total and each.cell.plain_unit == "%")]


def _years(row: IndicatorRow, at: KeyPath, series: Series, *, total: bool) -> list[_Published]:
    """Years of a series that a 別表 is to make, where its rows say what they would make."""
    table = row.indicator.breakdown
    return [
        _Published(
            row=row,
            year=span.first,
            path=(*row.path, *at, "actuals", str(span)),
            cell=cell,
            values=values,
            total=total,
        )
        for span, cell in series.spans()
        if isinstance(cell, Quantity) and table and (values := _values(table, span.first))
    ]


def _values(table: Breakdown, year: int) -> list[tuple[BreakdownRow, Decimal]]:
    """Figures of the rows in one year; none if they do not say what they would make."""
    cells = [(row, row.actuals[year]) for row in table.rows]
    figures = [(row, cell) for row, cell in cells if isinstance(cell, Quantity)]
    unclear = any(isinstance(cell, Narrative | Pending | OtherPeriod) for _, cell in cells)
    limits = any(cell.comparator != "=" for _, cell in figures)
    units = {cell.plain_unit for _, cell in figures}
    return [] if unclear or limits or len(units) > 1 else [(row, c.value) for row, c in figures]


# Means and totals ---------------------------------------------------------------------------------


@check(
    "breakdown-mean",
    "error",
    over=indicators,
    title=Bilingual("別表の平均・計と行の値の不一致", "A mean or total that its rows do not give"),
    why=Bilingual(
        "別表から計算し直せない平均・計は、指標の実績値の信頼を損なう。",
        "A mean that its own rows do not give undermines the indicator's actual.",
    ),
    says={
        "one year": Bilingual(
            "{calculation}、端数処理して {expected} であり、記載の {printed} と一致しない。"
            "{explanation}{rounding}{beside}",
            "{calculation}, rounded {expected}; printed is {printed}."
            "{explanation}{rounding}{beside}",
        ),
        "another rule": Bilingual(
            "{wrong}は行の{word}でなく（{first} {calculation}）、{way}（{value}）で全{years}年度が"
            "説明できる。",
            "In {wrong} it is not the rows' {word} ({first}: {calculation}); the {way} ({value})"
            " gives all {years} years.",
        ),
        "perhaps weighted": Bilingual(
            "{years}年度のうち{wrong}が行の{word}と一致しない（{first} {calculation}、記載は"
            " {printed}）。加重平均の可能性がある。",
            "The {word} does not hold in {wrong} of {years} years ({first}: {calculation}, printed"
            " {printed}); it may be a weighted one.",
        ),
    },
    do={
        "one year": Bilingual(
            "行の値と計算式を確認し、誤りを訂正するか算出方法を注記する。",
            "Check the rows and the formula; correct the figure, or note how it is made.",
        ),
        "another rule": Bilingual("算出方法（{way}）を注記する。", "Note how it is made: {way}."),
        "perhaps weighted": Bilingual(
            "平均の算出方法（ウエイト等）を注記する。",
            "Note how the mean is made, and its weights.",
        ),
    },
)
def wrong_means(row: IndicatorRow) -> Iterator[Hit]:
    """Means and totals of a 別表 that its rows do not give."""
    years = _published(row)
    wrong = [each for each in years if not each.holds]
    if wrong and len(years) > 1 and (way := _common_way(years)):
        value = wrong[0].shown(_ways(wrong[0])[way])
        yield _of_several("another rule", years, wrong, "info", way=way, value=value)
    elif len(wrong) * 2 > len(years) > 1 and all(map(_weights_would_do, wrong)):
        # Where no year follows the rows, there is a rule behind it: weights.
        severity: Severity = "info" if len(wrong) == len(years) else "warning"
        yield _of_several("perhaps weighted", years, wrong, severity)
    else:
        yield from (_of_one(each, years) for each in wrong)


def _of_several(
    case: str,
    years: Sequence[_Published],
    wrong: Sequence[_Published],
    severity: Severity,
    **values: str | Bilingual,
) -> Hit:
    """Hit that says of one row of means at once what is the matter with its years."""
    first, *others = wrong
    return hit(
        first,
        case,
        severity=severity,
        related=others,
        cause=first.cause,
        wrong=year_text(*(each.year for each in wrong)),
        years=len(years),
        word=first.word,
        first=year_text(first.year),
        calculation=first.calculation,
        printed=first.printed,
        **values,
    )


def _of_one(each: _Published, years: Sequence[_Published]) -> Hit:
    severity = _severity(each, years)
    return hit(
        each,
        "one year",
        severity=severity,
        related=(*each.row_paths, each.actual_path),
        cause=each.cause,
        calculation=each.calculation,
        expected=amount(each.exact.quantize(each.step, ROUND_HALF_UP), each.cell.unit),
        printed=each.printed,
        explanation=_explanation(each, years),
        rounding=_rounding(each, severity),
        beside=_beside(each),
    )


# Other ways to make a mean ------------------------------------------------------------------------


def _ways(each: _Published) -> dict[Bilingual, Decimal]:
    """What another rounding, or another grouping of the rows, would give, by its name."""
    cut = {_CUT_OFF: each.exact.quantize(each.step, ROUND_DOWN)}
    return cut | (_without_one(each) if each.total else _groupings(each))


def _groupings(each: _Published) -> dict[Bilingual, Decimal]:
    groups: dict[str, list[Decimal]] = defaultdict(list)
    for row, value in each.values:
        groups[row.group].append(value)
    means = {name: mean(group) for name, group in groups.items()}
    found: dict[Bilingual, Decimal] = {}
    if 1 < len(means) < len(each.values):
        found[_OF_GROUPS] = mean(means.values())
    if len(each.values) > 2:
        found[_MEDIAN] = median(each.figures)
        found |= _without_one(each)
    if len(means) > 1:
        found |= {_OF_ONE_GROUP.format(name=name): value for name, value in means.items()}
    return found


def _without_one(each: _Published) -> dict[Bilingual, Decimal]:
    count = 1 if each.total else len(each.values) - 1
    word = _TOTAL if each.total else _MEAN_WORD
    return {
        _WITHOUT.format(name=_name(row), word=word): (sum(each.figures) - value) / count
        for row, value in each.values
    }


def _name(row: BreakdownRow) -> str:
    return " ".join(filter(None, (row.group, row.name)))


def _common_way(years: Sequence[_Published]) -> Bilingual | None:
    """Grouping that explains the figures of every year."""
    first, *others = ((each, _ways(each)) for each in years)
    each, ways = first
    return next(
        (
            way
            for way, value in ways.items()
            if each.is_(value)
            and all(way in found and other.is_(found[way]) for other, found in others)
        ),
        None,
    )


def _weights_would_do(each: _Published) -> bool:
    """Whether some weights of the rows would give the printed mean."""
    return not each.total and min(each.figures) <= each.cell.value <= max(each.figures)


# What is said of one year -------------------------------------------------------------------------

_HOLDS = Bilingual("他の{others}年度は{word}と一致している。", " The {word} holds in {others}.")
_WOULD = Bilingual("{way}（{value}）なら一致する。", " The {way} ({value}) would give it.")
_WOULD_BUT = Bilingual(
    "{way}（{value}）なら一致するが、{holds}", " The {way} ({value}) would give it.{holds}"
)
_HALF_EVEN = Bilingual("偶数丸めなら一致する。", " Rounded half to even it would hold.")
_UNROUNDED = Bilingual(
    "行の端数処理前の値による可能性がある。",
    " It may come from the rows before they were rounded.",
)
_REPEATED = Bilingual(
    "指標の{year}の実績値も同じ値である。", " The indicator's actual of {year} repeats it."
)
_ACTUAL = Bilingual(
    "指標の{year}の実績値は {actual} である。", " The indicator's actual of {year} is {actual}."
)


def _explanation(each: _Published, years: Sequence[_Published]) -> Bilingual:
    """Which grouping would give the printed figure, and whether other years follow the rows."""
    others = sum(other.holds for other in years)
    holds = _HOLDS.format(others=_others(others), word=each.word) if others else NOTHING
    for way, value in _ways(each).items():
        if each.is_(value):
            said = _WOULD_BUT if others else _WOULD
            return said.format(way=way, value=each.shown(value), holds=holds)
    return holds


def _others(count: int) -> Bilingual:
    return Bilingual(str(count), counted(count, "other year", "other years"))


def _rounding(each: _Published, severity: Severity) -> Bilingual:
    if each.holds_half_even:
        return _HALF_EVEN
    return NOTHING if each.counts or severity == "error" else _UNROUNDED


def _beside(each: _Published) -> Bilingual:
    if each.actual is None:
        return NOTHING
    said = _REPEATED if each.actual.value == each.cell.value else _ACTUAL
    own = amount(each.actual.value, each.actual.unit)
    return said.format(year=year_text(each.year), actual=own)


def _severity(each: _Published, years: Sequence[_Published]) -> Severity:
    """Error beyond what rounding could do; info within what it commonly does.

    Rows that were rounded themselves may each be off by half a unit, their mean by as much at the
    most, and commonly by its standard error.
    """
    most = _ZERO if each.counts else each.unit / 2
    common = most / (Decimal(3) * len(each.values)).sqrt()
    if each.total:
        most, common = most * len(each.values), common * len(each.values)
    alone = len(years) == 1
    cut_off = alone and each.is_(each.exact, ROUND_DOWN)
    # The thousandth is for 1/6, which is no exact decimal.
    if cut_off or each.holds_half_even or each.beyond <= common + each.step / 1000:
        return "info"
    explained = alone and any(map(each.is_, _ways(each).values()))
    doubtful = explained or each.beyond <= most
    return "warning" if doubtful and not each.actual_is_right else "error"


# The indicator's own figure -----------------------------------------------------------------------


@check(
    "breakdown-actual",
    "error",
    over=indicators,
    title=Bilingual("別表と実績値の不一致", "An actual that differs from its 別表"),
    why=Bilingual(
        "一つの値が二か所で異なれば、いずれかが誤っている。",
        "Where one figure differs in two places, one of them is wrong.",
    ),
    says={
        "mean": Bilingual(
            "実績値 {actual} に対し、別表の{word}は {printed} である"
            "（行の値からは {calculation}）。",
            "The actual is {actual}, the {word} of its 別表 {printed}"
            " (from the rows: {calculation}).",
        ),
        "rows": Bilingual(
            "別表の行からは {calculation} であり、実績値 {printed} と一致しない。"
            "他の{others}年度は行の{word}と一致している。",
            "The rows of the 別表 give {calculation}; the actual is {printed}. In {others} it is"
            " the rows' {word}.",
        ),
    },
    do={
        "mean": Bilingual(
            "正しい値を確認し、実績値と別表を一致させる。",
            "Find out which is right, and make both the same.",
        ),
        "rows": Bilingual("実績値と別表の行の値を確認する。", "Check the actual and the rows."),
    },
)
def actuals_off_breakdown(row: IndicatorRow) -> Iterator[Hit]:
    """Actuals that differ from the mean or total of their 別表."""
    for each in _published(row):
        if each.actual and each.actual_differs and not each.actual_is_right:
            yield hit(
                each.actual_path,
                "mean",
                related=[each],
                cause=each.cause,
                actual=shown(each.actual),
                word=_TOTAL if each.total else _MEAN_WORD,
                printed=each.printed,
                calculation=each.calculation,
            )
    yield from _out_of_habit(row)


def _out_of_habit(row: IndicatorRow) -> Iterator[Hit]:
    """Actuals that are not the mean or total of the rows, where those of other years are."""
    table = row.indicator.breakdown
    if table is None or table.mean is not None:
        return
    for total in (False, True):
        years = _years(row, (), row.indicator.actuals, total=total)
        wrong = [each for each in years if not each.holds]
        others = len(years) - len(wrong)
        if wrong and others >= max(_HABIT, len(wrong) + 1):
            yield from (_off_rows(each, others) for each in wrong)


def _off_rows(each: _Published, others: int) -> Hit:
    return hit(
        each,
        "rows",
        severity="error" if each.beyond > each.unit / 2 or each.counts else "warning",
        related=each.row_paths,
        cause=each.cause,
        calculation=each.calculation,
        printed=each.printed,
        others=_others(others),
        word=each.word,
    )
