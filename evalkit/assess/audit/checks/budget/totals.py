"""The policy's budget (施策の予算額・執行額): sums, execution, what was carried over or copied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from evalkit.assess.audit.budget import BudgetColumn, is_exact
from evalkit.assess.audit.form import Form, budget_columns, budget_lines, whole
from evalkit.assess.audit.kit import Hit, Severity, check, hit
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.budget import BudgetItem
from evalkit.sheet.cells import Quantity
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, percent, year_text
from evalkit.sheet.terms import BUDGET_PARTS

ROUNDED_PARTS = 2  # four figures, each rounded to the unit, may miss each other by two units

# The total ----------------------------------------------------------------------------------------


@check(
    "budget-total",
    "error",
    over=budget_columns,
    title=Bilingual(
        "当初・補正・繰越し等の和と合計の不一致",
        "The total is not the sum of initial, supplementary and carry-over",
    ),
    why=Bilingual(
        "予算の内訳と合計が合わなければ、いずれかの額が誤っている。",
        "Where the parts of a budget do not make its total, one of the amounts is wrong.",
    ),
    says=Bilingual(
        "{parts}＝{sum} であり、記載の合計 {total} と {miss} の差がある。{slip}",
        "{parts} = {sum}; the printed total is {total}, off by {miss}.{slip}",
    ),
    do=Bilingual(
        "内訳と合計を決算資料で確認し、誤っている額を訂正する。",
        "Check the parts and the total against the accounts, and correct the wrong amount.",
    ),
)
def wrong_total(column: BudgetColumn) -> Iterator[Hit]:
    """Totals of the budget that are not the sum of their parts."""
    total = column.value("total")
    if total is None or not column.difference:
        return
    parts = [
        Bilingual("{part}{value}", "{part} {value}").format(
            part=BUDGET_PARTS[item], value=amount(value)
        )
        for item, value in column.parts.items()
    ]
    yield hit(
        column.path("total"),
        severity=_severity_of_total(column),
        related=map(column.path, column.parts),
        cause=column.cause,
        parts=Bilingual.join(parts, Bilingual("＋", " + ")),
        sum=amount(total - column.difference),
        total=amount(total),
        miss=amount(abs(column.difference)),
        slip=_slip(column, total),
    )


@check(
    "budget-lines-total",
    "error",
    over=whole,
    title=Bilingual(
        "予算の区分の和と計の不一致", "The total is not the sum of the lines of the budget"
    ),
    why=Bilingual(
        "区分の和と計が合わなければ、いずれかの額か役割の指定が誤っている。",
        "Where the lines do not make the total, one of the amounts or roles is wrong.",
    ),
    says=Bilingual(
        "{year}の当初、補正、繰越し、予備費等の和は {sum} であり、"
        "記載の計 {total} と {miss} の差がある。",
        "The lines of {year} make {sum}; the printed total is {total}, off by {miss}.",
    ),
    do=Bilingual(
        "各区分の額と役割（role）を確認し、誤りを訂正する。",
        "Check the amounts and the roles of the lines, and correct what is wrong.",
    ),
)
def wrong_total_of_lines(form: Form) -> Iterator[Hit]:
    """Totals of a budget with lines of its own that these do not make."""
    budget = form.sheet.budget
    if budget is None:
        return
    place = next((n for n, each in enumerate(budget.lines) if each.role == "total"), 0)
    for year in budget.years:
        made, total = budget.sum_of_lines(year) or (Decimal(0), Decimal(0))
        if made != total:
            yield hit(
                ("budget", "lines", place, str(year)),
                severity="info" if abs(made - total) <= ROUNDED_PARTS else None,
                year=year_text(year),
                sum=amount(made),
                total=amount(total),
                miss=amount(abs(made - total)),
            )


def _severity_of_total(column: BudgetColumn) -> Severity:
    if abs(column.difference) <= ROUNDED_PARTS:
        return "info"
    return "warning" if column.empty else "error"


_SLIPS = {
    "rounding": Bilingual("端数処理による差とみられる。", " It looks like rounding."),
    "sign": Bilingual(
        "{parts}の符号を逆にすれば一致する。", " It holds with the sign of {parts} turned round."
    ),
    "extra": Bilingual("{parts}を除けば一致する。", " It holds without {parts}."),
    "exchanged": Bilingual("数字の並びの入替わりとみられる。", " Two digits look exchanged."),
    "empty": Bilingual("{parts}の記載がない。", " Nothing is printed for {parts}."),
}


def _slip(column: BudgetColumn, total: Decimal) -> Bilingual:
    """What slip would explain the difference; nothing where none does."""
    if abs(column.difference) <= ROUNDED_PARTS:
        return _SLIPS["rounding"]
    for item, value in column.parts.items():
        if value and column.difference in (-2 * value, -value):
            name = "extra" if column.difference == -value else "sign"
            return _SLIPS[name].format(parts=BUDGET_PARTS[item])
    if _exchanged(total, total - column.difference):
        return _SLIPS["exchanged"]
    if not column.empty:
        return NOTHING
    empty = Bilingual.join((BUDGET_PARTS[item] for item in column.empty), Bilingual("・", " and "))
    return _SLIPS["empty"].format(parts=empty)


def _exchanged(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts differ in two digits that changed places."""
    first, second = (str(abs(int(value))) for value in (one, other))
    differ = sum(a != b for a, b in zip(first, second, strict=False))
    return differ == 2 and sorted(first) == sorted(second)


_NEVER_NEGATIVE: tuple[BudgetItem, ...] = ("initial", "total", "executed")
_CHANGES = re.compile("補正(?!後)|繰越|増減|差引?")  # in heads of amounts that may be negative


@check(
    "budget-negative",
    "error",
    over=whole,
    title=Bilingual("負の予算額・執行額", "A budget or an execution below zero"),
    why=Bilingual(
        "負になり得るのは補正予算と繰越し等だけである。",
        "Only supplementary budgets and carry-overs can be negative.",
    ),
    says=Bilingual("額が {amount} である。", "The amount is {amount}."),
    do=Bilingual("符号を確認する。", "Check the sign."),
)
def negative_amounts(form: Form) -> Iterator[Hit]:
    """Initial budgets, totals and executions, and amounts of programmes, below zero."""
    for column in form.budget_columns:
        for item in _NEVER_NEGATIVE:
            value = column.value(item)
            if value is not None and value < 0:
                yield hit(column.path(item), cause=column.cause, amount=amount(value))
    for row in form.programmes:
        for year, cell in row.measure.budget.items():
            change = _CHANGES.search(row.heads.get(year, ""))
            if isinstance(cell, Quantity) and cell.value < 0 and not change:
                yield hit(row.cell_path(year), amount=amount(cell.value))


# Execution ----------------------------------------------------------------------------------------


@check(
    "executed-above-total",
    "error",
    over=budget_columns,
    title=Bilingual("合計を超える執行額", "More spent than there was"),
    why=Bilingual(
        "合計（歳出予算現額）を超えて執行することはできない。",
        "No more can be spent than the budget with its changes allows.",
    ),
    says=Bilingual(
        "執行額 {executed} が合計 {total} を {over} 上回る。",
        "{executed} spent is {over} more than the total, {total}.",
    ),
    do=Bilingual("執行額と合計を決算資料で確認する。", "Check both amounts against the accounts."),
)
def overspending(column: BudgetColumn) -> Iterator[Hit]:
    """Executed amounts above the total."""
    executed, total = column.value("executed"), column.value("total")
    if executed is not None and total is not None and executed - total > ROUNDED_PARTS:
        yield hit(
            column.path("executed"),
            related=[column.path("total")],
            cause=column.cause,
            executed=amount(executed),
            total=amount(total),
            over=amount(executed - total),
        )


_LOW_RATE = Decimal("0.5")  # our choice: less than half spent is hardly ever without a reason
_RATE_TO_EXPLAIN = Decimal("0.8")  # our choice: a fifth left unspent
_RATE_DROP = Decimal("0.1")  # our choice: ten points below last year's rate of the same line
_FELL = Bilingual(
    "{year}の {rate} から {points} ポイント低下した。",
    " It fell by {points} points from {rate} in {year}.",
)


@check(
    "execution-rate",
    "info",
    over=budget_lines,
    title=Bilingual("低い執行率", "A low execution rate"),
    why=Bilingual(
        "予算の多くが使われなかった理由は、読み手が必ず問う。",
        "Every reader asks why much of a budget was not spent.",
    ),
    says=Bilingual(
        "執行率 {executed}÷{total}＝{rate}（未執行 {left}）。{fell}",
        "{executed}÷{total}＝{rate}; {left} not spent.{fell}",
    ),
    do=Bilingual(
        "額に誤りがないか確認し、不用・繰越し等の理由を注記する。",
        "Check the amounts, and note why so much was left.",
    ),
)
def low_execution(line: Sequence[BudgetColumn]) -> Iterator[Hit]:
    """Execution rates that are low, or far below that of the year before."""
    rates = {column.year: column.rate for column in line}
    for column in line:
        rate, before = column.rate, rates.get(column.year - 1)
        if rate is None or rate < 0 or abs(column.difference) > ROUNDED_PARTS:
            continue
        dropped = before is not None and before - rate >= _RATE_DROP and before <= 1
        if rate < _RATE_TO_EXPLAIN or dropped:
            yield _low_rate(column, rate, before if dropped else None)


def _low_rate(column: BudgetColumn, rate: Decimal, before: Decimal | None) -> Hit:
    executed, total = column.value("executed") or Decimal(0), column.value("total") or Decimal(0)
    fell = NOTHING
    if before is not None:
        points = percent(before - rate).rstrip("％")
        fell = _FELL.format(year=year_text(column.year - 1), rate=percent(before), points=points)
    return hit(
        column.path("executed"),
        severity="warning" if rate < _LOW_RATE else None,
        related=[column.path("total")],
        executed=amount(executed),
        total=amount(total),
        rate=percent(rate),
        left=amount(total - executed),
        fell=fell,
    )


_LARGE = 1_000_000  # our choice, in thousand yen: ten 億円 spent to the last thousand yen


@check(
    "execution-complete",
    "info",
    over=budget_lines,
    title=Bilingual(
        "端数まで合計と等しい執行額", "An execution equal to the total to the last unit"
    ),
    why=Bilingual(
        "端数のある大きな額の執行率がちょうど100％なら、予算額を写した可能性がある。",
        "Exactly 100 % of a large, uneven sum may be the budget copied into the wrong row.",
    ),
    says=Bilingual(
        "{years}の執行額が合計 {total} と端数まで等しい（執行率100％）。",
        "In {years} the execution equals the total, {total}, to the last unit (100 %).",
    ),
    do=Bilingual(
        "予算額でなく決算額であることを確認する。交付金等の全額交付であればこのままでよい。",
        "Make sure that it is the settled amount; a grant paid out whole may stand.",
    ),
)
def complete_execution(line: Sequence[BudgetColumn]) -> Iterator[Hit]:
    """Executed amounts equal to a large total that is no round figure."""
    spent = [column for column in line if _is_spent_to_the_last(column)]
    if spent:
        last = spent[-1]
        yield hit(
            last.path("executed"),
            related=[last.path("total")],
            years=year_text(*(column.year for column in spent)),
            total=amount(last.value("total") or Decimal(0)),
        )


def _is_spent_to_the_last(column: BudgetColumn) -> bool:
    total = column.value("total")
    uneven = total is not None and total >= _LARGE and is_exact(total)
    return uneven and column.value("executed") == total


# Carried over, and copied -------------------------------------------------------------------------

_CARRIED_WHOLE = (Decimal("0.95"), Decimal("1.05"))  # our choice: of 補正, as good as the whole
_NOTABLE = Decimal("0.1")  # our choice: a 補正 of at least a tenth of the initial budget


@check(
    "supplementary-carried-over",
    "info",
    over=budget_columns,
    title=Bilingual("補正予算のほぼ全額の繰越し", "A supplementary budget carried over as a whole"),
    why=Bilingual(
        "補正予算が年度内に執行されなければ、その年度の実績は補正予算の成果ではない。",
        "Money that was not spent within the year cannot have moved that year's results.",
    ),
    says=Bilingual(
        "補正 {added} に対し繰越し等 {carried}（{share}）で、差引き {left} である。",
        "Supplementary {added}, carry-over {carried} ({share}): {left} remains.",
    ),
    do=Bilingual(
        "補正予算の大半は翌年度の執行となる旨を注記する。",
        "Note that nearly all of it is to be spent in the year after.",
    ),
)
def supplement_carried_over(column: BudgetColumn) -> Iterator[Hit]:
    """Supplementary budgets that the carry-over nearly cancels."""
    added, carried = column.value("supplementary"), column.value("carry_over")
    notable = _NOTABLE * (column.value("initial") or 0)
    if not added or not carried or added < 0 or added < notable:
        return
    least, most = _CARRIED_WHOLE
    if least <= -carried / added <= most:
        yield hit(
            column.path("carry_over"),
            related=[column.path("supplementary")],
            added=amount(added),
            carried=amount(carried),
            share=percent(-carried / added),
            left=amount(added + carried),
        )


_FEWEST_MOVES = 3  # our choice: amounts with one the year before, to say that all others moved


@check(
    "budget-unchanged",
    "info",
    over=whole,
    title=Bilingual("前年度と端数まで同額の予算", "A budget equal to last year's to the last unit"),
    why=Bilingual(
        "他がすべて増減する中で端数まで同額なら、前年度の額を写した可能性がある。",
        "Where all others move, an uneven amount that stays may be last year's, copied.",
    ),
    says=Bilingual(
        "{year}の額が{before}の {amount} と端数まで同じである（前年度と比べられる他の{others}件は"
        "すべて増減）。",
        "{year} has the amount of {before}, {amount}, to the last unit; the other {others} amounts"
        " with one the year before all moved.",
    ),
    do=Bilingual(
        "前年度の額を写したものでないことを確認する。",
        "Make sure that it was not copied from the year before.",
    ),
)
def unchanged_budget(form: Form) -> Iterator[Hit]:
    """Amounts that stay to the unit where all others move."""
    lines = map(_moves_of_line, budget_lines(form))
    programmes = (_moves(row.amounts, row.cell_path) for row, *_ in form.programme_groups)
    for rows in (lines, programmes):
        moves = list(chain.from_iterable(rows))
        still = [move for move in moves if move.now == move.before]
        if len(still) == 1 and len(moves) >= _FEWEST_MOVES and is_exact(still[0].now):
            yield _unchanged(still[0], others=len(moves) - 1)


class _Move(NamedTuple):
    """An amount beside that of the fiscal year before."""

    year: int
    path: KeyPath
    origin: KeyPath  # of the year before
    now: Decimal
    before: Decimal


def _moves_of_line(line: Sequence[BudgetColumn]) -> list[_Move]:
    initial = {column.year: column.value("initial") or Decimal(0) for column in line}
    return _moves(initial, lambda year: ("budget", line[0].line, "initial", str(year)))


def _moves(amounts: Mapping[int, Decimal], path: Callable[[int], KeyPath]) -> list[_Move]:
    """Amounts of a row that have one the year before; zeros are none."""
    return [
        _Move(year=year, path=path(year), origin=path(year - 1), now=now, before=before)
        for year, now in amounts.items()
        if now and (before := amounts.get(year - 1))
    ]


def _unchanged(move: _Move, *, others: int) -> Hit:
    return hit(
        move.path,
        related=[move.origin],
        year=year_text(move.year),
        before=year_text(move.year - 1),
        amount=amount(move.now),
        others=others,
    )
