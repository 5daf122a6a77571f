"""The policy's budget (施策の予算額・執行額): sums, execution, what was carried over or copied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import amounts, programmes, rows
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Blank, Narrative, OtherPeriod, Pending, Quantity
from evalkit.sheet.model import BudgetItem, BudgetLineName, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, percent, year_text

ROUNDED_PARTS = 2  # four figures, each rounded to the unit, may miss each other by two units
LOW_RATE = Decimal("0.5")  # less than half spent: hardly ever without a reason worth a note
RATE_TO_EXPLAIN = Decimal("0.8")  # a fifth left unspent
RATE_DROP = Decimal("0.1")  # ten points below last year's rate of the same line
LARGE = 1_000_000  # thousand yen: ten 億円 spent to the last thousand yen
EXACT_DIGITS = 5  # two figures of five significant digits are hardly ever the same by chance
CARRIED = (Decimal("0.95"), Decimal("1.05"))  # 繰越し as a share of 補正: as good as the whole
NOTABLE = Decimal("0.1")  # a supplementary budget that is at least a tenth of the initial one
FEWEST_MOVES = 3  # amounts with one the year before: enough to say that all others moved

_PARTS: dict[BudgetItem, Bilingual] = {
    "initial": Bilingual("当初", "initial"),
    "supplementary": Bilingual("補正", "supplementary"),
    "carry_over": Bilingual("繰越し等", "carry-over"),
}
_NEVER_NEGATIVE: tuple[BudgetItem, ...] = ("initial", "total", "executed")
_ZERO = Decimal(0)
_UNTOLD = Narrative | Pending | OtherPeriod  # an amount may well be there, but not in figures


def significant(value: Decimal) -> int:
    """How many digits of an amount are not zeros at its end.

    Examples
    --------
    >>> significant(Decimal(1504822)), significant(Decimal(1130000))
    (7, 3)
    """
    return len(str(abs(int(value))).rstrip("0"))


@dataclass(frozen=True, kw_only=True)
class Column:
    """One line of the budget in one fiscal year."""

    line: BudgetLineName
    year: int
    cells: Mapping[BudgetItem, AnyCell]

    def value(self, item: BudgetItem) -> Decimal | None:
        """Amount of an item, where one is printed."""
        cell = self.cells.get(item)
        return cell.value if isinstance(cell, Quantity) else None

    def path(self, item: BudgetItem) -> KeyPath:
        """Path of an item's cell."""
        return ("budget", self.line, item, str(self.year))

    def printed(self, item: BudgetItem) -> str:
        """Printed text of an item's cell."""
        return self.cells[item].printed

    @property
    def parts(self) -> dict[BudgetItem, Decimal]:
        """The amounts that make the total, as far as they are printed."""
        return {item: value for item in _PARTS if (value := self.value(item)) is not None}

    @property
    def empty(self) -> tuple[BudgetItem, ...]:
        """The parts of the total for which nothing is printed."""
        return tuple(item for item in _PARTS if isinstance(self.cells.get(item, Blank()), Blank))

    @property
    def difference(self) -> Decimal:
        """How much the total exceeds its parts; zero where they do not say what it ought to be."""
        total = self.value("total")
        told = not any(isinstance(self.cells.get(item), _UNTOLD) for item in _PARTS)
        if total is None or not told or "initial" not in self.parts:
            return _ZERO
        return total - sum(self.parts.values())

    @property
    def revised(self) -> Decimal:
        """補正後: initial and supplementary budget together."""
        return (self.value("initial") or _ZERO) + (self.value("supplementary") or _ZERO)

    @property
    def rate(self) -> Decimal | None:
        """執行率."""
        executed, total = self.value("executed"), self.value("total")
        return executed / total if executed is not None and total and total > 0 else None

    @property
    def cause(self) -> str:
        """What two checks may find wrong at once."""
        return f"budget:{self.line}:{self.year}"


def columns(sheet: Sheet) -> Iterator[Column]:
    """Every line of the budget in every fiscal year for which something is printed."""
    for name, line in sheet.budget.lines() if sheet.budget else ():
        for year in sorted({year for _, cells in line.items() for year in cells}):
            cells = {item: cells[year] for item, cells in line.items() if year in cells}
            yield Column(line=name, year=year, cells=cells)


def _by_line(sheet: Sheet) -> list[list[Column]]:
    lines: dict[BudgetLineName, list[Column]] = defaultdict(list)
    for column in columns(sheet):
        lines[column.line].append(column)
    return list(lines.values())


# The total ----------------------------------------------------------------------------------------


@check(
    "budget-total",
    "error",
    title=Bilingual(
        "当初・補正・繰越し等の和と合計の不一致",
        "The total is not the sum of initial, supplementary and carry-over",
    ),
    why=Bilingual(
        "予算の内訳と合計が合わなければ、いずれかの額が誤っている。",
        "Where the parts of a budget do not make its total, one of the amounts is wrong.",
    ),
)
def find_budget_totals(form: Form) -> Iterator[Found]:
    """Totals of the budget that are not the sum of their parts."""
    for column in columns(form.sheet):
        if column.difference:
            yield _wrong_total(column, column.value("total") or _ZERO)


def _wrong_total(column: Column, total: Decimal) -> Found:
    parts = [(_PARTS[item], amount(value)) for item, value in column.parts.items()]
    result, miss = amount(total - column.difference), amount(abs(column.difference))
    hint = _hint(column, total)
    return Found(
        path=column.path("total"),
        printed=column.printed("total"),
        severity=_severity_of_total(column),
        evidence=Bilingual(
            f"{'＋'.join(f'{name.ja}{value}' for name, value in parts)}＝{result} であり、"
            f"記載の合計 {amount(total)} と {miss} の差がある。{hint.ja}",
            f"{' + '.join(f'{name.en} {value}' for name, value in parts)} = {result}; "
            f"the printed total is {amount(total)}, off by {miss}.{hint.en}",
        ),
        suggestion=Bilingual(
            "内訳と合計を決算資料で確認し、誤っている額を訂正する。",
            "Check the parts and the total against the accounts, and correct the wrong amount.",
        ),
        related=tuple(column.path(item) for item in column.parts),
        cause=column.cause,
    )


def _severity_of_total(column: Column) -> Severity:
    if abs(column.difference) <= ROUNDED_PARTS:
        return "info"
    return "warning" if column.empty else "error"


def _hint(column: Column, total: Decimal) -> Bilingual:
    """What slip would explain the difference, where one does."""
    if abs(column.difference) <= ROUNDED_PARTS:
        return Bilingual("端数処理による差とみられる。", " It looks like rounding.")
    if slip := _slip_in_a_part(column):
        return slip
    if _exchanged(total, total - column.difference):
        return Bilingual("数字の並びの入替わりとみられる。", " Two digits look exchanged.")
    empty = [_PARTS[item] for item in column.empty]
    return (
        Bilingual(
            "・".join(each.ja for each in empty) + "の記載がない。",
            f" Nothing is printed for {' and '.join(each.en for each in empty)}.",
        )
        if empty
        else Bilingual("", "")
    )


def _slip_in_a_part(column: Column) -> Bilingual | None:
    for item, value in column.parts.items():
        name = _PARTS[item]
        if value and column.difference == -2 * value:
            return Bilingual(
                f"{name.ja}の符号を逆にすれば一致する。",
                f" It holds with the sign of {name.en} turned round.",
            )
        if value and column.difference == -value:
            return Bilingual(f"{name.ja}を除けば一致する。", f" It holds without {name.en}.")
    return None


def _exchanged(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts differ in two digits that changed places."""
    first, second = (str(abs(int(value))) for value in (one, other))
    differ = sum(a != b for a, b in zip(first, second, strict=False))
    return differ == 2 and sorted(first) == sorted(second)


@check(
    "budget-negative",
    "error",
    title=Bilingual("負の予算額・執行額", "A budget or an execution below zero"),
    why=Bilingual(
        "負になり得るのは補正予算と繰越し等だけである。",
        "Only supplementary budgets and carry-overs can be negative.",
    ),
)
def find_negative_budgets(form: Form) -> Iterator[Found]:
    """Initial budgets, totals and executions, and amounts of programmes, below zero."""
    for column in columns(form.sheet):
        for item in _NEVER_NEGATIVE:
            value = column.value(item)
            if value is not None and value < 0:
                found = _negative(column.path(item), column.printed(item), value)
                yield replace(found, cause=column.cause)
    for row in rows(form.sheet):
        for year, cell in row.measure.budget.items():
            difference = _DIFFERENCE.search(row.heads.get(year, ""))
            if isinstance(cell, Quantity) and cell.value < 0 and not difference:
                yield _negative(row.cell_path(year), cell.printed, cell.value)


_DIFFERENCE = re.compile(
    "補正(?!後)|繰越|増減|差引?"
)  # heads under which an amount may be negative


def _negative(path: KeyPath, printed: str, value: Decimal) -> Found:
    return Found(
        path=path,
        printed=printed,
        evidence=Bilingual(f"額が {amount(value)} である。", f"The amount is {value:,}."),
        suggestion=Bilingual("符号を確認する。", "Check the sign."),
    )


# Execution ----------------------------------------------------------------------------------------


@check(
    "executed-above-total",
    "error",
    title=Bilingual("合計を超える執行額", "More spent than there was"),
    why=Bilingual(
        "合計（歳出予算現額）を超えて執行することはできない。",
        "No more can be spent than the budget with its changes allows.",
    ),
)
def find_overspending(form: Form) -> Iterator[Found]:
    """Executed amounts above the total."""
    for column in columns(form.sheet):
        executed, total = column.value("executed"), column.value("total")
        if executed is not None and total is not None and executed - total > ROUNDED_PARTS:
            yield _overspent(column, executed, total)


def _overspent(column: Column, executed: Decimal, total: Decimal) -> Found:
    over = amount(executed - total)
    return Found(
        path=column.path("executed"),
        printed=column.printed("executed"),
        evidence=Bilingual(
            f"執行額 {amount(executed)} が合計 {amount(total)} を {over} 上回る。",
            f"{amount(executed)} spent is {over} more than the total, {amount(total)}.",
        ),
        suggestion=Bilingual(
            "執行額と合計を決算資料で確認する。", "Check both amounts against the accounts."
        ),
        related=(column.path("total"),),
        cause=column.cause,
    )


@check(
    "execution-rate",
    "info",
    title=Bilingual("低い執行率", "A low execution rate"),
    why=Bilingual(
        "予算の多くが使われなかった理由は、読み手が必ず問う。",
        "Every reader asks why much of a budget was not spent.",
    ),
)
def find_low_execution(form: Form) -> Iterator[Found]:
    """Execution rates that are low, or far below that of the year before."""
    for line in _by_line(form.sheet):
        rates = {column.year: column.rate for column in line}
        for column in line:
            rate, before = column.rate, rates.get(column.year - 1)
            if rate is None or rate < 0 or abs(column.difference) > ROUNDED_PARTS:
                continue
            dropped = before is not None and before - rate >= RATE_DROP and before <= 1
            if rate < RATE_TO_EXPLAIN or dropped:
                yield _low_rate(column, rate, before if dropped else None)


def _low_rate(column: Column, rate: Decimal, before: Decimal | None) -> Found:
    executed, total = (column.value(item) or _ZERO for item in _NEVER_NEGATIVE[:0:-1])
    fell = (
        _fall(column.year - 1, before - rate, before) if before is not None else Bilingual("", "")
    )
    sum_ = f"{amount(executed)}÷{amount(total)}＝{percent(rate)}"
    left = amount(total - executed)
    return Found(
        path=column.path("executed"),
        printed=column.printed("executed"),
        severity="warning" if rate < LOW_RATE else "info",
        evidence=Bilingual(
            f"執行率 {sum_}（未執行 {left}）。{fell.ja}", f"{sum_}; {left} not spent.{fell.en}"
        ),
        suggestion=Bilingual(
            "額に誤りがないか確認し、不用・繰越し等の理由を注記する。",
            "Check the amounts, and note why so much was left.",
        ),
        related=(column.path("total"),),
    )


def _fall(year: int, points: Decimal, before: Decimal) -> Bilingual:
    shown, when = percent(points).rstrip("％"), year_text(year)
    return Bilingual(
        f"{when.ja}の {percent(before)} から {shown} ポイント低下した。",
        f" It fell by {shown} points from {percent(before)} in {when.en}.",
    )


@check(
    "execution-complete",
    "info",
    title=Bilingual(
        "端数まで合計と等しい執行額", "An execution equal to the total to the last unit"
    ),
    why=Bilingual(
        "端数のある大きな額の執行率がちょうど100％なら、予算額を写した可能性がある。",
        "Exactly 100 % of a large, uneven sum may be the budget copied into the wrong row.",
    ),
)
def find_complete_execution(form: Form) -> Iterator[Found]:
    """Executed amounts equal to a large total that is no round figure."""
    for line in _by_line(form.sheet):
        spent = [column for column in line if _spent_to_the_last(column)]
        if spent:
            yield _complete(spent)


def _spent_to_the_last(column: Column) -> bool:
    total = column.value("total")
    uneven = total is not None and total >= LARGE and significant(total) >= EXACT_DIGITS
    return uneven and column.value("executed") == total


def _complete(spent: Sequence[Column]) -> Found:
    last, years = spent[-1], year_text(*(column.year for column in spent))
    total = amount(last.value("total") or _ZERO)
    return Found(
        path=last.path("executed"),
        printed=last.printed("executed"),
        evidence=Bilingual(
            f"{years.ja}の執行額が合計 {total} と端数まで等しい（執行率100％）。",
            f"In {years.en} the execution equals the total, {total}, to the last unit (100 %).",
        ),
        suggestion=Bilingual(
            "予算額でなく決算額であることを確認する。交付金等の全額交付であればこのままでよい。",
            "Make sure that it is the settled amount; a grant paid out whole may stand.",
        ),
        related=(last.path("total"),),
    )


# Carried over, and copied -------------------------------------------------------------------------


@check(
    "supplementary-carried-over",
    "info",
    title=Bilingual("補正予算のほぼ全額の繰越し", "A supplementary budget carried over as a whole"),
    why=Bilingual(
        "補正予算が年度内に執行されなければ、その年度の実績は補正予算の成果ではない。",
        "Money that was not spent within the year cannot have moved that year's results.",
    ),
)
def find_carried_over(form: Form) -> Iterator[Found]:
    """Supplementary budgets that the carry-over nearly cancels."""
    for column in columns(form.sheet):
        added, carried = column.value("supplementary"), column.value("carry_over")
        notable = NOTABLE * (column.value("initial") or _ZERO)
        if added and carried and added > 0 and added >= notable:
            share = -carried / added
            if CARRIED[0] <= share <= CARRIED[1]:
                yield _carried_over(column, added, carried)


def _carried_over(column: Column, added: Decimal, carried: Decimal) -> Found:
    share, net = percent(-carried / added), amount(added + carried)
    return Found(
        path=column.path("carry_over"),
        printed=column.printed("carry_over"),
        evidence=Bilingual(
            f"補正 {amount(added)} に対し繰越し等 {amount(carried)}（{share}）で、"
            f"差引き {net} である。",
            f"Supplementary {amount(added)}, carry-over {amount(carried)} ({share}): "
            f"{net} remains.",
        ),
        suggestion=Bilingual(
            "補正予算の大半は翌年度の執行となる旨を注記する。",
            "Note that nearly all of it is to be spent in the year after.",
        ),
        related=(column.path("supplementary"),),
    )


class _Move(NamedTuple):
    """An amount beside that of the fiscal year before."""

    path: KeyPath
    origin: KeyPath  # of the year before
    printed: str
    year: int
    now: Decimal
    before: Decimal


@check(
    "budget-unchanged",
    "info",
    title=Bilingual("前年度と端数まで同額の予算", "A budget equal to last year's to the last unit"),
    why=Bilingual(
        "他がすべて増減する中で端数まで同額なら、前年度の額を写した可能性がある。",
        "Where all others move, an uneven amount that stays may be last year's, copied.",
    ),
)
def find_unchanged_budgets(form: Form) -> Iterator[Found]:
    """Amounts that stay to the unit where all others move."""
    for moves in (_line_moves(form.sheet), _programme_moves(form.sheet)):
        still = [move for move in moves if move.now == move.before]
        alone = len(still) == 1 and len(moves) >= FEWEST_MOVES
        if alone and significant(still[0].now) >= EXACT_DIGITS:
            yield _unchanged(still[0], others=len(moves) - 1)


def _unchanged(move: _Move, *, others: int) -> Found:
    year, before = year_text(move.year), year_text(move.year - 1)
    return Found(
        path=move.path,
        printed=move.printed,
        evidence=Bilingual(
            f"{year.ja}の額が{before.ja}の {amount(move.now)} と端数まで同じである"
            f"（前年度と比べられる他の{others}件はすべて増減）。",
            f"{year.en} has the amount of {before.en}, {amount(move.now)}, to the last unit; "
            f"the other {others} amounts with one the year before all moved.",
        ),
        suggestion=Bilingual(
            "前年度の額を写したものでないことを確認する。",
            "Make sure that it was not copied from the year before.",
        ),
        related=(move.origin,),
    )


def _line_moves(sheet: Sheet) -> list[_Move]:
    return [
        _Move(
            path=now.path("initial"),
            origin=then.path("initial"),
            printed=now.printed("initial"),
            year=now.year,
            now=value,
            before=before,
        )
        for line in _by_line(sheet)
        for then, now in pairwise(line)
        if now.year == then.year + 1
        and (value := now.value("initial"))
        and (before := then.value("initial"))
    ]


def _programme_moves(sheet: Sheet) -> list[_Move]:
    return [
        _Move(
            path=row.cell_path(year),
            origin=row.cell_path(year - 1),
            printed=row.cell(year).printed,
            year=year,
            now=value,
            before=before,
        )
        for row, *_ in programmes(sheet)
        for year, value in amounts(row)
        if value and (before := row.amount(year - 1))
    ]
