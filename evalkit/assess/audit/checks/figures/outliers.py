"""A figure out of line with its years or its sister rows."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from evalkit.assess.audit.form import (
    Form,
    amount_tables,
    budget_items,
    indicators,
    series,
    whole,
)
from evalkit.assess.audit.indicators import Figure, IndicatorRow, Line
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.sheet.bilingual import COMMA, NOTHING, Bilingual
from evalkit.sheet.cells import NotStarted
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, change, times, year_text
from evalkit.sheet.rounding import rounded
from evalkit.sheet.text import fold

# Jumps --------------------------------------------------------------------------------------------

# Our choices, as are the other limits of this module: no source gives any.
_ORDER = Decimal(5)  # a budget or a count that grows fivefold in a year is rare, a slip is not
_LEAST_COUNT, _LEAST_SHARE = Decimal(10), Decimal(1)  # below, a multiple says nothing: 1件 → 7件
_LEAST_MONEY = Decimal(100)  # in the unit of its table
_LEAST_PART = Decimal("0.01")  # of the largest budget of its table
_NEAR = Decimal("0.1")  # a slip is likely if mending it brings the figure this near to its sister
_STEADY_ITEMS = ("initial", "total", "executed")  # supplementary budgets come and go
_ZERO = Decimal(0)

_MENDED = Bilingual(
    "{slip}の誤記とすれば、もう一方の年度とほぼ同じ水準になる。",
    " If {slip} was meant, it would be about as much as in the other year.",
)


class _Step(NamedTuple):
    """Two figures of one row in successive columns."""

    line: Line
    before: Figure
    after: Figure

    @property
    def moved(self) -> Decimal:
        """How much more the later one is."""
        return self.after.value - self.before.value

    @property
    def ratio(self) -> Decimal:
        """How many times the smaller one the larger one is."""
        low, high = sorted((self.before.value, self.after.value))
        return high / low

    @property
    def alike(self) -> bool:
        """Whether both are in one unit."""
        return self.before.cell.plain_unit == self.after.cell.plain_unit

    @property
    def odd(self) -> Figure:
        """The one farther from the middle of its row; of two alone, the later one."""
        values = [each.value for each in self.line.figures if each.value > 0]
        if len(values) == 2:
            return self.after
        middle = median(values)
        before, after = (
            max(each.value / middle, middle / each.value) for each in (self.before, self.after)
        )
        return self.before if before > after else self.after

    @property
    def other(self) -> Figure:
        """The one with which the odd one is compared."""
        return self.before if self.odd is self.after else self.after


@check(
    "jump",
    "warning",
    over=whole,
    title=Bilingual("桁の違う増減", "A jump of an order of magnitude"),
    why=Bilingual(
        "前年度の数倍への増減は、桁や先頭の数字の誤りであることが多い。",
        "A figure several times last year's is often a wrong first digit or one digit too many.",
    ),
    says={
        "rises": Bilingual(
            "{first}の{before}から{then}の{after}へ{times}に増えている。{mended}",
            "{before} in {first}, {after} in {then}: {times} as much.{mended}",
        ),
        "falls": Bilingual(
            "{first}の{before}から{then}の{after}へ{times}に減っている。{mended}",
            "{before} in {first}, {after} in {then}: {times} less.{mended}",
        ),
    },
    do=Bilingual(
        "原資料と照合し、誤りなら訂正し、正しければ増減の理由を注記する。",
        "Compare it with its source; if it is right, say in a note why it changed so much.",
    ),
)
def jumps(form: Form) -> Iterator[Hit]:
    """Figures five times or a fifth of those of the year before, neither of them tiny."""
    for line in series(form):
        for step in _jumps(line, _least(line)):
            yield _jump(step, cause=f"figure:{step.odd.path}")
    steady = tuple(line for line in budget_items(form) if line.name in _STEADY_ITEMS)
    for lines in (*amount_tables(form), steady):
        largest = max((each.value for line in lines for each in line.figures), default=_ZERO)
        least = max(_LEAST_MONEY, largest * _LEAST_PART)
        for step in (step for line in lines for step in _jumps(line, least)):
            # One programme in two tables jumps in both.
            yield _jump(step, cause=f"jump:{step.before.amount}:{step.after.amount}")


def odd_actuals(row: IndicatorRow) -> frozenset[KeyPath]:
    """Paths of the actuals that a jump marks as wrong, so that nothing is concluded from them."""
    line = row.series[0]
    return frozenset(step.odd.path for step in _jumps(line, _least(line)))


def _least(line: Line) -> Decimal:
    share = any(each.cell.plain_unit == "%" for each in line.figures)
    return _LEAST_SHARE if share else _LEAST_COUNT


def _jumps(line: Line, least: Decimal) -> Iterator[_Step]:
    """Jumps of a row, but not the return from a figure that was odd in itself."""
    odd: Figure | None = None
    for step in _steps(line):
        tiny = min(step.before.value, step.after.value) < least
        if tiny or not step.alike or step.ratio < _ORDER:
            continue
        if odd is None or odd not in (step.before, step.after):
            yield step
        odd = step.odd


def _steps(line: Line) -> list[_Step]:
    return [_Step(line=line, before=one, after=next_) for one, next_ in pairwise(line.figures)]


def _jump(step: _Step, *, cause: str) -> Hit:
    slip, rises = _slip(step.odd.value, step.other.value), step.moved > 0
    return hit(
        step.odd,
        "rises" if rises else "falls",
        severity=None if rises or slip else "info",  # a programme that ends, shrinks
        related=[step.other],
        cause=cause,
        first=year_text(step.before.year),
        then=year_text(step.after.year),
        before=step.before.amount,
        after=step.after.amount,
        times=times(step.ratio) if rises else times(step.ratio, "分の1"),
        mended=_mended(slip, step.odd),
    )


def _mended(slip: Decimal | None, odd: Figure) -> Bilingual:
    """Say what the figure would be without a likely slip."""
    return _MENDED.format(slip=amount(slip, odd.cell.unit)) if slip else NOTHING


def _slip(value: Decimal, near: Decimal) -> Decimal | None:
    """Figure that was likely meant: with another first digit, or one digit more or less.

    Examples
    --------
    >>> _slip(Decimal(8155191), Decimal(1155000)), _slip(Decimal(3000), Decimal(310))
    (Decimal('1155191'), Decimal('300'))
    >>> _slip(Decimal(700), Decimal(100)) is None
    True
    """
    first = Decimal(1).scaleb(value.adjusted())
    rest = value % first
    likely = [value / 10, value * 10]
    if rest and value.adjusted() == near.adjusted():  # of a round figure no other digit would tell
        likely.insert(0, rest + near // first * first)
    return next((_whole(each) for each in likely if abs(each - near) <= near * _NEAR), None)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


# Out of line with its own years -------------------------------------------------------------------

_FEWEST_YEARS = 4  # with fewer there is no habit to be out of
_USUAL_CHANGES = 5  # times the median change of the other years
_SHARE_POINTS = Decimal(20)  # percentages of small numbers move by ten points easily
_GROWTH = Decimal("1.5")  # a count must grow or shrink by half besides
_SCATTER = 3  # a count varies by its own square root; three times that is no chance


@check(
    "out-of-line",
    "info",
    over=series,
    title=Bilingual("例年と大きく違う増減", "A change unlike those of the other years"),
    why=Bilingual(
        "例年の増減を大きく外れる値は、誤りか、説明を要する変化のどちらかである。",
        "A figure far out of its series is either wrong or in need of an explanation.",
    ),
    says=Bilingual(
        "{year}は{before}から{after}へ{moved}（{times}）。他の年度の増減の中央値は{usual}である。"
        "{mended}",
        "{year}: from {before} to {after}, {moved} ({times}); the median change of the other years"
        " is {usual}.{mended}",
    ),
    do=Bilingual(
        "値を原資料で確かめ、増減の理由を注記する。",
        "Check the figure in its source, and say in a note why it changed.",
    ),
)
def changes_out_of_line(line: Line) -> Iterator[Hit]:
    """The change of a series that exceeds all that its other years would make one expect."""
    positive = all(each.value > 0 for each in line.figures)
    if len(line.figures) < _FEWEST_YEARS or not positive or any(_jumps(line, _least(line))):
        return
    for step, usual in islice(_unlike_the_others(line), 1):
        slip, unit = _transposed(step.odd.value, step.other.value), step.after.cell.unit
        yield hit(
            step.odd,
            severity="warning" if slip else None,
            related=[step.other],
            cause=f"figure:{step.odd.path}",
            year=year_text(step.after.year),
            before=amount(step.before.value, unit),
            after=amount(step.after.value, unit),
            moved=change(step.moved, unit),
            times=times(step.after.value / step.before.value),
            usual=Bilingual(*(each.lstrip("+") for each in change(usual, unit))),
            mended=_mended(slip, step.odd),
        )


def _unlike_the_others(line: Line) -> Iterator[tuple[_Step, Decimal]]:
    """Such changes of a row, with the median of the others, their own return left out."""
    steps = _steps(line)
    for at, step in enumerate(steps):
        back = [each for each in steps[at + 1 : at + 2] if each.moved * step.moved < 0]
        others = [abs(each.moved) for each in steps if each is not step and each not in back]
        usual = median(others) if others else _ZERO
        if abs(step.moved) >= _USUAL_CHANGES * usual and _large(step):
            yield step, usual


def _large(step: _Step) -> bool:
    """Whether a change is large in itself."""
    if not step.alike:
        return False
    if step.after.cell.plain_unit == "%":
        return abs(step.moved) >= _SHARE_POINTS
    high = max(step.before.value, step.after.value)
    return step.ratio >= _GROWTH and abs(step.moved) >= _SCATTER * high.sqrt()


def _transposed(value: Decimal, near: Decimal) -> Decimal | None:
    """Figure that was likely meant, if two neighbouring digits were typed in the wrong order.

    Examples
    --------
    >>> _transposed(Decimal(51544), Decimal(14779)), _transposed(Decimal(424), Decimal(221))
    (Decimal('15544'), None)
    """
    text = str(value)
    swapped = (
        Decimal(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        for at in range(len(text) - 1)
        if text[at : at + 2].isdecimal() and text[at] != text[at + 1]
    )
    return next((each for each in swapped if abs(each - near) <= near * _NEAR), None)


# Out of line with the sister rows -----------------------------------------------------------------

_FEWEST_SISTERS = 3  # with fewer there is no common way to go against
_LEAST_MOVE = Decimal(5)  # points, or per cent of last year's figure
_COMPANY = Decimal("0.2")  # a sister goes along if it moves the same way by this part of the move


@check(
    "against-sisters",
    "info",
    over=indicators,
    title=Bilingual("他の区分と逆の動き", "A row that moves against its sisters"),
    why=Bilingual(
        "一つの区分だけが逆に大きく動くのは、入力の誤りか、説明を要する変化である。",
        "One row that moves strongly against all others is a slip, or needs an explanation.",
    ),
    says=Bilingual(
        "{name}は{before}から{after}へ{size}。同じ年度の他の{count}区分は{least}～{most}である。",
        "{name}: from {before} to {after}, {size}; the changes of the other rows"
        " ({count}) lie from {least} to {most}.",
    ),
    do=Bilingual(
        "値を原資料で確かめ、正しければ理由を説明する。",
        "Check the figure in its source; if it is right, explain it.",
    ),
)
def rows_against_their_sisters(row: IndicatorRow) -> Iterator[Hit]:
    """Rows of a 別表 that fall strongly while the others rise, or the other way round."""
    steps = [step for line in row.breakdown() for step in _steps(line) if step.alike]
    for year in row.sheet.window:
        moves = [step for step in steps if (step.before.year, step.after.year) == (year - 1, year)]
        for move in moves:
            sisters = sorted(_size(each) for each in moves if each is not move)
            if _alone(_size(move), sisters):
                share = move.after.cell.plain_unit == "%"
                sizes = (_size(move), sisters[0], sisters[-1])
                size, least, most = (_size_text(each, share=share) for each in sizes)
                yield hit(
                    move.after,
                    related=[move.before],
                    name=move.line.name,
                    before=move.before.amount,
                    after=move.after.amount,
                    size=size,
                    count=len(sisters),
                    least=least,
                    most=most,
                )


def _size(move: _Step) -> Decimal:
    """How far a row moved: in points, or in per cent of last year's figure."""
    if move.after.cell.plain_unit == "%":
        return move.moved
    return move.moved / abs(move.before.value) * 100 if move.before.value else _ZERO


def _alone(size: Decimal, sisters: Sequence[Decimal]) -> bool:
    """Whether a strong move goes against the sisters' median, and none of them goes along."""
    if len(sisters) < _FEWEST_SISTERS or abs(size) < _LEAST_MOVE:
        return False
    way = 1 if size > 0 else -1
    along = max(each * way for each in sisters)
    return median(sisters) * way < 0 and along <= abs(size) * _COMPANY


def _size_text(size: Decimal, *, share: bool) -> Bilingual:
    figure = _whole(rounded(size, 1))
    if share:
        return change(figure, "%")
    return Bilingual.join((change(figure), Bilingual("％", "%")), NOTHING)


# Copies -------------------------------------------------------------------------------------------

_EXACT_DIGITS = 4  # a figure of four significant digits does not recur by chance
_DISTINCT = 3  # equal rows of 100％, 100％, 100％ prove nothing


@check(
    "actual-unchanged",
    "info",
    over=series,
    title=Bilingual("前年度と端数まで同じ実績値", "An actual equal to last year's to the unit"),
    why=Bilingual(
        "端数まで同じ値は、前年度の値の転記の可能性がある。",
        "An uneven figure that stays the same may be last year's, copied.",
    ),
    says=Bilingual(
        "{then}の{value}が{first}と端数まで同じである。",
        "{value} in {then} as in {first}, to the last unit.",
    ),
    do=Bilingual(
        "前年度の値の転記でないことを確認する。",
        "Make sure that it was not copied from the year before.",
    ),
)
def unchanged_actuals(line: Line) -> Iterator[Hit]:
    """Actuals of four significant digits or more that recur in the next year."""
    steps = _steps(line)
    if not any(step.moved for step in steps):
        return
    for step in steps:
        if not step.moved and _exact(step.after.value):
            yield hit(
                step.after,
                related=[step.before],
                then=year_text(step.after.year),
                first=year_text(step.before.year),
                value=step.after.amount,
            )


def _exact(value: Decimal) -> bool:
    return len(str(abs(value)).replace(".", "").strip("0")) >= _EXACT_DIGITS


@check(
    "identical-rows",
    "warning",
    over=whole,
    title=Bilingual("全年度が同じ値の二つの行", "Two rows with the same figures in every year"),
    why=Bilingual(
        "別の行と全年度で値が一致するのは、写し間違いであることが多い。",
        "A row that agrees with another in every year was often copied by mistake.",
    ),
    says=Bilingual(
        "「{other}」と{count}年度分の値がすべて同じである（{figures}）。",
        "All {count} figures are those of “{other}” ({figures}).",
    ),
    do=Bilingual(
        "どちらかが写し間違いでないか、原資料と照合する。",
        "Compare both with their source: one may be a copy of the other.",
    ),
)
def identical_rows(form: Form) -> Iterator[Hit]:
    """Indicators, or rows of one 別表, with other names and the same figures."""
    results = tuple(row.series[0] for row in form.indicators)
    for lines in (results, *(row.breakdown() for row in form.indicators)):
        for first, second in _copies(lines):
            figures = [each.amount for each in lines[second].figures]
            yield hit(
                lines[second].figures[0],
                related=[lines[first].figures[0], lines[second].figures[-1]],
                other=lines[first].name,
                count=len(figures),
                figures=Bilingual.join(figures, COMMA),
            )


def _copies(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Places of the rows that say what an earlier row of another name says, and of that row."""
    known: dict[Hashable, dict[str, int]] = {}
    pairs: list[tuple[int, int]] = []
    for place, line in enumerate(lines):
        values = tuple((each.year, each.value) for each in line.figures)
        if len({value for _, value in values}) < _DISTINCT:
            continue
        name = "".join(line.name.split())
        named = known.setdefault(values, {})
        others = (at for other, at in named.items() if other != name)
        pairs += ((at, place) for at in islice(others, 1))
        named.setdefault(name, place)
    return sorted(pairs)


# Years without a result ---------------------------------------------------------------------------

_START = re.compile("((?:元|[0-9]{1,2}|(?:19|20)[0-9]{2})年度)(?:より|から|以降)")


@check(
    "start-year",
    "warning",
    over=indicators,
    title=Bilingual(
        "取組開始年度と実績欄の不一致", "The year of the start against the row of actuals"
    ),
    why=Bilingual(
        "「実績なし」の説明と欄の年度が合わなければ、どちらかが前年度のままである。",
        "If the explanation and its columns disagree, one of them was left from last year.",
    ),
    says={
        "figure before": Bilingual(
            "「{start}より」とあるが、{year}に実績値{value}がある。",
            "The text says “from {start}”, but {year} has the figure {value}.",
        ),
        "none after": Bilingual(
            "「{start}より」とあるが、{year}まで実績なしとしている。",
            "The text says “from {start}”, but {year} has no result either.",
        ),
    },
    do=Bilingual(
        "開始年度と実績値の欄を確かめ、合わせる。",
        "Check the year of the start and the columns, and make them agree.",
    ),
)
def other_start_years(row: IndicatorRow) -> Iterator[Hit]:
    """実績なし for years after the start that it names, and figures before that start."""
    for span, cell in row.indicator.actuals.spans():
        named = _START.search(fold(cell.printed)) if isinstance(cell, NotStarted) else None
        start = row.sheet.year_of(named[1]) if named else None
        if start is None:
            continue
        path = (*row.path, "actuals", str(span))
        early = [each for each in row.actuals if span.last < (each.year or 0) < start]
        if early:
            yield hit(
                path,
                "figure before",
                related=early,
                start=year_text(start),
                year=year_text(early[0].year),
                value=early[0].amount,
            )
        elif span.last > start:
            yield hit(path, "none after", start=year_text(start), year=year_text(span.last))
