"""A 別表 against its own rows, and against the indicator that it breaks down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cached_property
from statistics import mean, median

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import IndicatorRow, difference, rows
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, OtherPeriod, Pending, Quantity
from evalkit.sheet.model import Breakdown, BreakdownRow
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, counted, shown, year_text
from evalkit.sheet.rounding import decimals

HABIT = 2  # years in which an actual follows its rows, before another can be out of line

_SUM = re.compile("計|総数")
_MEAN = re.compile("平均|^$")
_WEIGHTED = re.compile("加重|重み")
_ZERO = Decimal(0)
_SIMPLE = Bilingual("単純平均", "simple mean")
_TOTAL = Bilingual("計", "total")


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

    def shown(self, value: Decimal) -> str:
        """`value` with two decimals more than the figure, as far as it needs them."""
        return f"{value.quantize(self.step / 100, ROUND_HALF_UP).normalize():,f}"

    @property
    def calculation(self) -> str:
        rows_ = "＋".join(amount(value) for value in self.figures)
        whole = rows_ if self.total else f"({rows_})÷{len(self.values)}"
        return f"{whole}＝{self.shown(self.exact)}"

    @property
    def actual(self) -> AnyCell:
        """The indicator's own figure of that year."""
        return self.row.actual(self.year)

    @property
    def actual_path(self) -> KeyPath:
        span = self.row.indicator.actuals.span(self.year)
        return (*self.row.path, "actuals", str(span))

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
    return [
        _Published(
            row=row,
            year=span.first,
            path=(*row.path, "breakdown", "mean", "actuals", str(span)),
            cell=cell,
            values=values,
            total=total,
        )
        for span, cell in table.mean.actuals.spans()
        if isinstance(cell, Quantity)
        and (values := _values(table, span.first))
        # A total of percentages is the rate of the whole, in which each row has its own weight.
        and not (total and cell.plain_unit == "%")
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
    title=Bilingual("別表の平均・計と行の値の不一致", "A mean or total that its rows do not give"),
    why=Bilingual(
        "別表から計算し直せない平均・計は、指標の実績値の信頼を損なう。",
        "A mean that its own rows do not give undermines the indicator's actual.",
    ),
)
def find_wrong_means(form: Form) -> Iterator[Found]:
    """Means and totals of a 別表 that its rows do not give."""
    for row in rows(form):
        years = _published(row)
        wrong = [each for each in years if not each.holds]
        way = _common_way(years) if wrong and len(years) > 1 else None
        if way:
            yield _other_way(years, wrong, way)
        elif len(wrong) * 2 > len(years) > 1 and all(map(_weights_would_do, wrong)):
            yield _no_way(years, wrong)
        else:
            yield from (_wrong_mean(each, years) for each in wrong)


def _ways(each: _Published) -> dict[Bilingual, Decimal]:
    """What another rounding, or another grouping of the rows, would give, by its name."""
    cut = {Bilingual("端数の切捨て", "figure cut off"): each.exact.quantize(each.step, ROUND_DOWN)}
    return cut | (_without_one(each) if each.total else _groupings(each))


def _groupings(each: _Published) -> dict[Bilingual, Decimal]:
    groups: dict[str, list[Decimal]] = defaultdict(list)
    for row, value in each.values:
        groups[row.group].append(value)
    found: dict[Bilingual, Decimal] = {}
    if 1 < len(groups) < len(each.values):
        means = [mean(group) for group in groups.values()]
        found[Bilingual("区分ごとの平均の平均", "mean of the groups' means")] = mean(means)
    if len(each.values) > 2:
        found[Bilingual("中央値", "median")] = median(each.figures)
        found |= _without_one(each)
    return found | _of_one_group(groups)


def _without_one(each: _Published) -> dict[Bilingual, Decimal]:
    count = 1 if each.total else len(each.values) - 1
    word = _TOTAL if each.total else Bilingual("平均", "mean")
    return {
        Bilingual(f"「{_name(row)}」を除く{word.ja}", f"{word.en} without “{_name(row)}”"): (
            (sum(each.figures) - value) / count
        )
        for row, value in each.values
    }


def _of_one_group(groups: Mapping[str, Sequence[Decimal]]) -> dict[Bilingual, Decimal]:
    return {
        Bilingual(f"「{name}」だけの平均", f"mean of “{name}” alone"): mean(group)
        for name, group in groups.items()
        if len(groups) > 1
    }


def _name(row: BreakdownRow) -> str:
    return " ".join(filter(None, (row.group, row.name)))


def _common_way(years: Sequence[_Published]) -> Bilingual | None:
    """Grouping that explains the figures of every year."""
    ways = [_ways(each) for each in years]
    return next(
        (
            way
            for way in ways[0]
            if all(
                way in found and each.is_(found[way])
                for each, found in zip(years, ways, strict=True)
            )
        ),
        None,
    )


def _weights_would_do(each: _Published) -> bool:
    """Whether some weights of the rows would give the printed mean."""
    return not each.total and min(each.figures) <= each.cell.value <= max(each.figures)


def _wrong_mean(each: _Published, years: Sequence[_Published]) -> Found:
    notes = (_explanation(each, years), _rounding(each, years), _beside(each))
    expected = amount(each.exact.quantize(each.step, ROUND_HALF_UP), each.cell.unit)
    return Found(
        path=each.path,
        printed=each.cell.printed,
        severity=_severity(each, years),
        evidence=Bilingual(
            f"{each.calculation}、端数処理して {expected} であり、記載の {each.cell.printed} と"
            f"一致しない。{''.join(note.ja for note in notes)}",
            f"{each.calculation}, rounded {expected}; printed is {each.cell.printed}."
            f"{''.join(note.en for note in notes)}",
        ),
        suggestion=Bilingual(
            "行の値と計算式を確認し、誤りを訂正するか算出方法を注記する。",
            "Check the rows and the formula; correct the figure, or note how it is made.",
        ),
        related=(*_row_paths(each), each.actual_path),
        cause=each.cause,
    )


def _row_paths(each: _Published) -> Iterator[KeyPath]:
    table = each.row.indicator.breakdown
    for number, row in enumerate(table.rows if table else ()):
        span = str(row.actuals.span(each.year))
        yield (*each.row.path, "breakdown", "rows", number, "actuals", span)


def _explanation(each: _Published, years: Sequence[_Published]) -> Bilingual:
    """Which grouping would give the printed figure, and whether other years follow the rows."""
    word = _TOTAL if each.total else _SIMPLE
    others = sum(other.holds for other in years)
    found = next(((way, v) for way, v in _ways(each).items() if each.is_(v)), None)
    rest = Bilingual(
        f"他の{others}年度は{word.ja}と一致している。",
        f" The {word.en} holds in {counted(others, 'other year', 'other years')}.",
    )
    if found is None:
        return rest if others else Bilingual("", "")
    way, value = found[0], each.shown(found[1])
    joint = f"が、{rest.ja}" if others else "。"
    return Bilingual(
        f"{way.ja}（{value}）なら一致する{joint}",
        f" The {way.en} ({value}) would give it.{rest.en if others else ''}",
    )


def _beside(each: _Published) -> Bilingual:
    year = year_text(each.year)
    if not isinstance(each.actual, Quantity):
        return Bilingual("", "")
    if each.actual.value == each.cell.value:
        return Bilingual(
            f"指標の{year.ja}の実績値も同じ値である。", " The indicator's actual repeats it."
        )
    own = amount(each.actual.value, each.actual.unit)
    return Bilingual(
        f"指標の{year.ja}の実績値は {own} である。", f" The indicator's actual is {own}."
    )


# Rounding -----------------------------------------------------------------------------------------


def _severity(each: _Published, years: Sequence[_Published]) -> Severity:
    """Error beyond what rounding could do; info within what it commonly does.

    Rows that were rounded themselves may each be off by half a unit, their mean by as much at the
    most, and commonly by its standard error.
    """
    most = _ZERO if _counts(each) else _unit(each) / 2
    common = most / (Decimal(3) * len(each.values)).sqrt()
    if each.total:
        most, common = most * len(each.values), common * len(each.values)
    alone = len(years) == 1
    cut_off = alone and each.is_(each.exact, ROUND_DOWN)
    # The thousandth is for 1/6, which is no exact decimal.
    if cut_off or _half_even(each) or _beyond(each) <= common + each.step / 1000:
        return "info"
    explained = alone and any(map(each.is_, _ways(each).values()))
    doubtful = explained or _beyond(each) <= most
    return "warning" if doubtful and not _actual_is_right(each) else "error"


def _actual_is_right(each: _Published) -> bool:
    """Whether the indicator's own figure is what the rows give, and the 別表's is not."""
    if not isinstance(each.actual, Quantity) or each.holds or not _differ(each.actual, each.cell):
        return False
    step = Decimal(1).scaleb(-decimals(each.actual.value))
    return each.exact.quantize(step, ROUND_HALF_UP) == each.actual.value


def _beyond(each: _Published) -> Decimal:
    """How far the rows' exact mean lies outside of what is printed as the figure."""
    return abs(each.exact - each.cell.value) - each.step / 2


def _unit(each: _Published) -> Decimal:
    """One unit of the last digit of the rows."""
    return Decimal(1).scaleb(-min(decimals(value) for value in each.figures))


def _counts(each: _Published) -> bool:
    """Whether the rows are whole things counted, in which nothing was rounded."""
    return _unit(each) == 1 and each.cell.plain_unit != "%"


def _half_even(each: _Published) -> bool:
    return each.is_(each.exact, ROUND_HALF_EVEN)


def _rounding(each: _Published, years: Sequence[_Published]) -> Bilingual:
    if _half_even(each):
        return Bilingual("偶数丸めなら一致する。", " Rounded half to even it would hold.")
    if not _counts(each) and _severity(each, years) != "error":
        return Bilingual(
            "行の端数処理前の値による可能性がある。",
            " It may come from the rows before they were rounded.",
        )
    return Bilingual("", "")


# One finding for a whole row ----------------------------------------------------------------------


def _other_way(years: Sequence[_Published], wrong: Sequence[_Published], way: Bilingual) -> Found:
    first = wrong[0]
    value, when = first.shown(_ways(first)[way]), year_text(*(each.year for each in wrong))
    return Found(
        path=first.path,
        printed=first.cell.printed,
        severity="info",
        evidence=Bilingual(
            f"{when.ja}は行の{_word(first).ja}でなく（{year_text(first.year).ja} "
            f"{first.calculation}）、{way.ja}（{value}）で全{len(years)}年度が説明できる。",
            f"In {when.en} it is not the rows' {_word(first).en} ({first.calculation}); the "
            f"{way.en} ({value}) gives all {len(years)} years.",
        ),
        suggestion=Bilingual(
            f"算出方法（{way.ja}）を注記する。", f"Note how it is made: {way.en}."
        ),
        related=tuple(each.path for each in wrong[1:]),
        cause=first.cause,
    )


def _word(each: _Published) -> Bilingual:
    return _TOTAL if each.total else _SIMPLE


def _no_way(years: Sequence[_Published], wrong: Sequence[_Published]) -> Found:
    first, when = wrong[0], year_text(*(each.year for each in wrong))
    return Found(
        path=first.path,
        printed=first.cell.printed,
        # Where no year follows the rows, there is a rule behind it: weights.
        severity="info" if len(wrong) == len(years) else "warning",
        evidence=Bilingual(
            f"{len(years)}年度のうち{when.ja}が行の単純平均と一致しない"
            f"（{year_text(first.year).ja} {first.calculation}、記載は {first.cell.printed}）。"
            "加重平均の可能性がある。",
            f"The simple mean does not hold in {when.en} of {len(years)} years "
            f"({first.calculation}, printed {first.cell.printed}); it may be a weighted one.",
        ),
        suggestion=Bilingual(
            "平均の算出方法（ウエイト等）を注記する。",
            "Note how the mean is made, and its weights.",
        ),
        related=tuple(each.path for each in wrong[1:]),
        cause=first.cause,
    )


# The indicator's own figure -----------------------------------------------------------------------


@check(
    "breakdown-actual",
    "error",
    title=Bilingual("別表と実績値の不一致", "An actual that differs from its 別表"),
    why=Bilingual(
        "一つの値が二か所で異なれば、いずれかが誤っている。",
        "Where one figure differs in two places, one of them is wrong.",
    ),
)
def find_actuals_off_breakdown(form: Form) -> Iterator[Found]:
    """Actuals that differ from the mean or total of their 別表."""
    for row in rows(form):
        for each in _published(row):
            if _differ(each.actual, each.cell) and not _actual_is_right(each):
                yield _off_breakdown(each)
        yield from _out_of_habit(row)


def _differ(one: AnyCell, other: Quantity) -> bool:
    """Whether two figures differ by more than the rounding of the coarser one."""
    if not isinstance(one, Quantity):
        return False
    units = {one.plain_unit, other.plain_unit} - {""}
    return len(units) < 2 and difference(one, other) != 0


def _off_breakdown(each: _Published) -> Found:
    word = _TOTAL if each.total else Bilingual("平均", "mean")
    own = shown(each.actual) if isinstance(each.actual, Quantity) else each.actual.printed
    return Found(
        path=each.actual_path,
        printed=each.actual.printed,
        evidence=Bilingual(
            f"実績値 {own} に対し、別表の{word.ja}は {each.cell.printed} である"
            f"（行の値からは {each.calculation}）。",
            f"The actual is {own}, the {word.en} of its 別表 {each.cell.printed} "
            f"(from the rows: {each.calculation}).",
        ),
        suggestion=Bilingual(
            "正しい値を確認し、実績値と別表を一致させる。",
            "Find out which is right, and make both the same.",
        ),
        related=(each.path,),
        cause=each.cause,
    )


def _out_of_habit(row: IndicatorRow) -> Iterator[Found]:
    """Actuals that are not the mean or total of the rows, where those of other years are."""
    table = row.indicator.breakdown
    if table is None or table.mean is not None:
        return
    for total in (False, True):
        years = _implied(row, table, total=total)
        wrong = [each for each in years if not each.holds]
        if wrong and len(years) - len(wrong) >= max(HABIT, len(wrong) + 1):
            yield from (_off_rows(each, len(years) - len(wrong)) for each in wrong)


def _implied(row: IndicatorRow, table: Breakdown, *, total: bool) -> list[_Published]:
    return [
        _Published(
            row=row,
            year=span.first,
            path=(*row.path, "actuals", str(span)),
            cell=cell,
            values=values,
            total=total,
        )
        for span, cell in row.indicator.actuals.spans()
        if isinstance(cell, Quantity) and (values := _values(table, span.first))
    ]


def _off_rows(each: _Published, others: int) -> Found:
    word = _word(each)
    return Found(
        path=each.path,
        printed=each.cell.printed,
        severity="error" if _beyond(each) > _unit(each) / 2 or _counts(each) else "warning",
        evidence=Bilingual(
            f"別表の行からは {each.calculation} であり、実績値 {each.cell.printed} と一致しない。"
            f"他の{others}年度は行の{word.ja}と一致している。",
            f"The rows of the 別表 give {each.calculation}; the actual is {each.cell.printed}. "
            f"In {counted(others, 'other year', 'other years')} it is the rows' {word.en}.",
        ),
        suggestion=Bilingual("実績値と別表の行の値を確認する。", "Check the actual and the rows."),
        related=tuple(_row_paths(each)),
        cause=each.cause,
    )
