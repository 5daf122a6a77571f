"""A figure out of line with its years or its sister rows."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import (
    Figure,
    IndicatorRow,
    Line,
    breakdown_lines,
    budget_rows,
    indicator_lines,
    programme_tables,
    rows,
)
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import say
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import NotStarted
from evalkit.sheet.fields import Span
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, change, times, year_text
from evalkit.sheet.text import fold

# Jumps --------------------------------------------------------------------------------------------

_ORDER = Decimal(5)  # a budget or a count that grows fivefold in a year is rare, a slip is not
_LEAST_COUNT, _LEAST_SHARE = Decimal(10), Decimal(1)  # below, a multiple says nothing: 1件 → 7件
_LEAST_MONEY = Decimal(100)
_LEAST_PART = Decimal("0.01")  # of the largest budget of its table
_NEAR = Decimal("0.1")  # a slip is likely if mending it brings the figure this near to its sister
_STEADY_ITEMS = ("initial", "total", "executed")  # supplementary budgets come and go


class _Step(NamedTuple):
    """Two figures of one row in successive columns."""

    line: Line
    before: Figure
    after: Figure

    @property
    def ratio(self) -> Decimal:
        """How many times the smaller one the larger one is."""
        low, high = sorted((self.before.value, self.after.value))
        return high / low

    @property
    def odd(self) -> Figure:
        """The one farther from the middle of its row; of two alone, the later one."""
        values = [each.value for each in self.line.figures if each.value > 0]
        if len(values) == 2:
            return self.after
        middle = median(values)
        far = {
            each.path: max(each.value / middle, middle / each.value)
            for each in (self.before, self.after)
        }
        return self.before if far[self.before.path] > far[self.after.path] else self.after

    @property
    def other(self) -> Figure:
        """The one with which the odd one is compared."""
        return self.before if self.odd is self.after else self.after


@check(
    "jump",
    "warning",
    title=Bilingual("桁の違う増減", "A jump of an order of magnitude"),
    why=Bilingual(
        "前年度の数倍への増減は、桁や先頭の数字の誤りであることが多い。",
        "A figure several times last year's is often a wrong first digit or one digit too many.",
    ),
)
def find_jumps(form: Form) -> Iterator[Found]:
    """Figures five times or a fifth of those of the year before, neither of them tiny."""
    for line in _actual_lines(form):
        yield from (_jumped(step) for step in _jumps(line, _least(line)))
    for lines in (*programme_tables(form), tuple(_steady(form))):
        largest = max((each.value for line in lines for each in line.figures), default=Decimal(0))
        least = max(_LEAST_MONEY, largest * _LEAST_PART)
        for line in lines:
            yield from (_jumped(step, money=True) for step in _jumps(line, least))


def odd_actuals(row: IndicatorRow) -> frozenset[KeyPath]:
    """Paths of the actuals that a jump marks as wrong, so that nothing is concluded from them."""
    line = Line(path=row.path, name="", figures=row.actuals)
    return frozenset(step.odd.path for step in _jumps(line, _least(line)))


def _actual_lines(form: Form) -> Iterator[Line]:
    """Actuals of the indicators, and the rows of their 別表."""
    yield from indicator_lines(form)
    for row in rows(form):
        yield from breakdown_lines(row)


def _steady(form: Form) -> Iterator[Line]:
    return (line for line in budget_rows(form.sheet) if line.name in _STEADY_ITEMS)


def _least(line: Line) -> Decimal:
    share = any(each.cell.plain_unit == "%" for each in line.figures)
    return _LEAST_SHARE if share else _LEAST_COUNT


def _jumps(line: Line, least: Decimal) -> Iterator[_Step]:
    """Jumps of a row, but not the return from a figure that was odd in itself."""
    odd: Figure | None = None
    for before, after in pairwise(line.figures):
        step = _Step(line=line, before=before, after=after)
        alike = before.cell.plain_unit == after.cell.plain_unit
        if not alike or min(before.value, after.value) < least or step.ratio < _ORDER:
            continue
        if odd is None or odd not in (before, after):
            yield step
        odd = step.odd


def _jumped(step: _Step, *, money: bool = False) -> Found:
    odd, other = step.odd, step.other
    slip = _slip(odd.value, other.value)
    rises = step.after.value > step.before.value
    evidence = Bilingual(
        "{first}の{before}から{then}の{after}へ{way}。{slip}",
        "{before} in {first}, {after} in {then}: {way}. {slip}",
    )
    before, after = (amount(each.value, each.cell.unit) for each in (step.before, step.after))
    rise = say(Bilingual("{times}に増えている", "{times} as much"), times=times(step.ratio))
    fall = say(Bilingual("{times}分の1に減っている", "{times} less"), times=times(step.ratio, ""))
    return Found(
        path=odd.path,
        printed=odd.cell.printed,
        severity=None if rises or slip else "info",  # a programme that ends, shrinks
        evidence=say(
            evidence,
            first=year_text(step.before.year),
            then=year_text(step.after.year),
            before=before,
            after=after,
            way=rise if rises else fall,
            slip=_mended(slip, odd) if slip else "",
        ),
        suggestion=Bilingual(
            "原資料と照合し、誤りなら訂正し、正しければ増減の理由を注記する。",
            "Compare it with its source; if it is right, say in a note why it changed so much.",
        ),
        related=(other.path,),
        cause=f"jump:{before}:{after}" if money else f"figure:{odd.path}",
    )


def _mended(slip: Decimal, odd: Figure) -> Bilingual:
    """Say what the figure would be without the slip."""
    return say(
        Bilingual(
            "{slip}の誤記とすれば、もう一方の年度とほぼ同じ水準になる。",
            "If {slip} was meant, it would be about as much as in the other year.",
        ),
        slip=amount(slip, odd.cell.unit),
    )


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
_GROWTH = Decimal("1.5")
_SCATTER = 3  # a count varies by its own square root; three times that is no chance


@check(
    "out-of-line",
    "info",
    title=Bilingual("例年と大きく違う増減", "A change unlike those of the other years"),
    why=Bilingual(
        "例年の増減を大きく外れる値は、誤りか、説明を要する変化のどちらかである。",
        "A figure far out of its series is either wrong or in need of an explanation.",
    ),
)
def find_figures_out_of_line(form: Form) -> Iterator[Found]:
    """The change of a series that exceeds all that its other years would make one expect."""
    for line in _actual_lines(form):
        positive = min((each.value for each in line.figures), default=Decimal(0)) > 0
        jumps = any(_jumps(line, _least(line)))
        if len(line.figures) >= _FEWEST_YEARS and positive and not jumps:
            yield from (_unusual(step, usual) for step, usual in _unlike_the_others(line))


def _unlike_the_others(line: Line) -> Iterator[tuple[_Step, Decimal]]:
    """The first such change of a row, with the median of the others, its own return left out."""
    steps = [_Step(line=line, before=a, after=b) for a, b in pairwise(line.figures)]
    for at, step in enumerate(steps):
        back = [each for each in steps[at + 1 : at + 2] if _moved(each) * _moved(step) < 0]
        others = [abs(_moved(each)) for each in steps if each is not step and each not in back]
        usual = median(others) if others else Decimal(0)
        if abs(_moved(step)) >= _USUAL_CHANGES * usual and _large(step):
            yield step, usual
            return


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


def _moved(step: _Step) -> Decimal:
    return step.after.value - step.before.value


def _large(step: _Step) -> bool:
    """Whether a change is large in itself."""
    moved = abs(_moved(step))
    if step.after.cell.plain_unit != step.before.cell.plain_unit:
        return False
    if step.after.cell.plain_unit == "%":
        return moved >= _SHARE_POINTS
    high = max(step.before.value, step.after.value)
    return step.ratio >= _GROWTH and moved >= _SCATTER * high.sqrt()


def _unusual(step: _Step, usual: Decimal) -> Found:
    unit = step.after.cell.unit
    evidence = Bilingual(
        "{year}は{before}から{after}へ{moved}（{times}）。他の年度の増減の中央値は{usual}である。{slip}",
        "{year}: from {before} to {after}, {moved} ({times}); the median change of the other years"
        " is {usual}. {slip}",
    )
    slip = _transposed(step.odd.value, step.other.value)
    return Found(
        path=step.odd.path,
        printed=step.odd.cell.printed,
        severity="warning" if slip else None,
        evidence=say(
            evidence,
            slip=_mended(slip, step.odd) if slip else "",
            year=year_text(step.after.year),
            before=amount(step.before.value, unit),
            after=amount(step.after.value, unit),
            moved=change(_moved(step), unit),
            times=times(step.after.value / step.before.value),
            usual=Bilingual(change(usual, unit).ja.lstrip("+"), change(usual, unit).en.lstrip("+")),
        ),
        suggestion=Bilingual(
            "値を原資料で確かめ、増減の理由を注記する。",
            "Check the figure in its source, and say in a note why it changed.",
        ),
        related=(step.other.path,),
        cause=f"figure:{step.odd.path}",
    )


# Out of line with the sister rows -----------------------------------------------------------------

_FEWEST_SISTERS = 3
_LEAST_MOVE = Decimal(5)  # points, or per cent of last year's figure
_COMPANY = Decimal("0.2")  # a sister goes along if it moves the same way by this part of the move


class _Move(NamedTuple):
    """How a row of a 別表 moved in one year, in points or per cent."""

    line: Line
    before: Figure
    after: Figure
    size: Decimal


@check(
    "against-sisters",
    "info",
    title=Bilingual("他の区分と逆の動き", "A row that moves against its sisters"),
    why=Bilingual(
        "一つの区分だけが逆に大きく動くのは、入力の誤りか、説明を要する変化である。",
        "One row that moves strongly against all others is a slip, or needs an explanation.",
    ),
)
def find_rows_against_their_sisters(form: Form) -> Iterator[Found]:
    """Rows of a 別表 that fall strongly while the others rise, or the other way round."""
    for row in rows(form):
        lines = breakdown_lines(row)
        for year in form.sheet.window:
            moves = [move for line in lines if (move := _move(line, year))]
            for move in moves:
                sisters = [each for each in moves if each is not move]
                if _alone(move, sisters):
                    yield _against(move, sisters)


def _move(line: Line, year: int) -> _Move | None:
    figures = {each.year: each for each in line.figures}
    before, after = figures.get(year - 1), figures.get(year)
    if before is None or after is None or before.cell.plain_unit != after.cell.plain_unit:
        return None
    size = after.value - before.value
    if after.cell.plain_unit != "%":
        size = size / abs(before.value) * 100 if before.value else Decimal(0)
    return _Move(line=line, before=before, after=after, size=size)


def _alone(move: _Move, sisters: Sequence[_Move]) -> bool:
    """Whether a strong move goes against the sisters' median, and none of them goes along."""
    if len(sisters) < _FEWEST_SISTERS or abs(move.size) < _LEAST_MOVE:
        return False
    way = 1 if move.size > 0 else -1
    along = max(each.size * way for each in sisters)
    return median(each.size * way for each in sisters) < 0 and along <= abs(move.size) * _COMPANY


def _against(move: _Move, sisters: Sequence[_Move]) -> Found:
    share = move.after.cell.plain_unit == "%"
    sizes = sorted(each.size for each in sisters)
    evidence = Bilingual(
        "{name}は{before}から{after}へ{size}。同じ年度の他の{count}区分は{least}～{most}である。",
        "{name}: from {before} to {after}, {size}; the changes of the other rows"
        " ({count}) lie from {least} to {most}.",
    )
    return Found(
        path=move.after.path,
        printed=move.after.cell.printed,
        evidence=say(
            evidence,
            name=move.line.name,
            before=amount(move.before.value, move.before.cell.unit),
            after=amount(move.after.value, move.after.cell.unit),
            size=_size(move.size, share=share),
            count=str(len(sisters)),
            least=_size(sizes[0], share=share),
            most=_size(sizes[-1], share=share),
        ),
        suggestion=Bilingual(
            "値を原資料で確かめ、正しければ理由を説明する。",
            "Check the figure in its source; if it is right, explain it.",
        ),
        related=(move.before.path,),
    )


def _size(size: Decimal, *, share: bool) -> Bilingual:
    """Print a move: in points, or in per cent of last year's figure."""
    figure = _whole(size.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
    if share:
        return change(figure, "%")
    plain = change(figure)
    return Bilingual(f"{plain.ja}％", f"{plain.en}%")


# Copies -------------------------------------------------------------------------------------------

_EXACT_DIGITS = 4  # a figure of four significant digits does not recur by chance
_DISTINCT = 3  # equal rows of 100％, 100％, 100％ prove nothing


@check(
    "actual-unchanged",
    "info",
    title=Bilingual("前年度と端数まで同じ実績値", "An actual equal to last year's to the unit"),
    why=Bilingual(
        "端数まで同じ値は、前年度の値の転記の可能性がある。",
        "An uneven figure that stays the same may be last year's, copied.",
    ),
)
def find_unchanged_actuals(form: Form) -> Iterator[Found]:
    """Actuals of four significant digits or more that recur in the next year."""
    for line in _actual_lines(form):
        moved = any(a.value != b.value for a, b in pairwise(line.figures))
        for before, after in pairwise(line.figures):
            if moved and before.value == after.value and _exact(after.value):
                yield _unchanged(before, after)


def _exact(value: Decimal) -> bool:
    return len(str(abs(value)).replace(".", "").strip("0")) >= _EXACT_DIGITS


def _unchanged(before: Figure, after: Figure) -> Found:
    return Found(
        path=after.path,
        printed=after.cell.printed,
        evidence=say(
            Bilingual(
                "{then}の{value}が{first}と端数まで同じである。",
                "{value} in {then} as in {first}, to the last unit.",
            ),
            then=year_text(after.year),
            first=year_text(before.year),
            value=amount(after.value, after.cell.unit),
        ),
        suggestion=Bilingual(
            "前年度の値の転記でないことを確認する。",
            "Make sure that it was not copied from the year before.",
        ),
        related=(before.path,),
    )


@check(
    "identical-rows",
    "warning",
    title=Bilingual("全年度が同じ値の二つの行", "Two rows with the same figures in every year"),
    why=Bilingual(
        "別の行と全年度で値が一致するのは、写し間違いであることが多い。",
        "A row that agrees with another in every year was often copied by mistake.",
    ),
)
def find_identical_rows(form: Form) -> Iterator[Found]:
    """Indicators, or rows of one 別表, with other names and the same figures."""
    for lines in (tuple(indicator_lines(form)), *map(breakdown_lines, rows(form))):
        yield from (_identical(lines[first], lines[second]) for first, second in _copies(lines))


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


def _identical(first: Line, second: Line) -> Found:
    last = second.figures[-1]
    figures = [amount(each.value, each.cell.unit) for each in second.figures]
    return Found(
        path=second.figures[0].path,
        printed=second.figures[0].cell.printed,
        evidence=say(
            Bilingual(
                "「{other}」と{count}年度分の値がすべて同じである（{figures}）。",
                "All {count} figures are those of “{other}” ({figures}).",
            ),
            other=first.name,
            count=str(len(figures)),
            figures=Bilingual("、".join(figures), ", ".join(figures)),
        ),
        suggestion=Bilingual(
            "どちらかが写し間違いでないか、原資料と照合する。",
            "Compare both with their source: one may be a copy of the other.",
        ),
        related=(first.figures[0].path, last.path),
    )


# Years without a result ---------------------------------------------------------------------------

_START = re.compile("((?:元|[0-9]{1,2}|(?:19|20)[0-9]{2})年度)(?:より|から|以降)")


@check(
    "start-year",
    "warning",
    title=Bilingual(
        "取組開始年度と実績欄の不一致", "The year of the start against the row of actuals"
    ),
    why=Bilingual(
        "「実績なし」の説明と欄の年度が合わなければ、どちらかが前年度のままである。",
        "If the explanation and its columns disagree, one of them was left from last year.",
    ),
)
def find_other_start_years(form: Form) -> Iterator[Found]:
    """実績なし for years after the start that it names, and figures before that start."""
    for row in rows(form):
        for span, cell in row.indicator.actuals.spans():
            if isinstance(cell, NotStarted) and (named := _START.search(fold(cell.printed))):
                yield from _contradicted(row, span, cell, form.sheet.year_of(named[1]))


def _contradicted(
    row: IndicatorRow, span: Span, cell: NotStarted, start: int | None
) -> Iterator[Found]:
    if start is None:
        return
    early = [each for each in row.actuals if span.last < (each.year or 0) < start]
    if span.last <= start and not early:
        return
    evidence = Bilingual(
        "「{start}より」とあるが、{what}。", "The text says “from {start}”, but {what}."
    )
    late = say(
        Bilingual("{year}まで実績なしとしている", "{year} has no result either"),
        year=year_text(span.last),
    )
    figure = say(
        Bilingual("{year}に実績値{value}がある", "{year} has the figure {value}"),
        year=year_text(early[0].year) if early else "",
        value=amount(early[0].value, early[0].cell.unit) if early else "",
    )
    yield Found(
        path=(*row.path, "actuals", str(span)),
        printed=cell.printed,
        evidence=say(evidence, start=year_text(start), what=figure if early else late),
        suggestion=Bilingual(
            "開始年度と実績値の欄を確かめ、合わせる。",
            "Check the year of the start and the columns, and make them agree.",
        ),
        related=tuple(each.path for each in early),
    )
