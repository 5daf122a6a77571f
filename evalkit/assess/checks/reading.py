"""Cells from which no figure of their column is read, or one that its neighbours make doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from statistics import median

from evalkit.assess.audit import Context, Found, Text, check
from evalkit.assess.checks.rows import (
    Figure,
    Row,
    breakdown_lines,
    budget_lines,
    programme_tables,
    rows,
)
from evalkit.assess.checks.saying import amount, say
from evalkit.assess.rounding import decimals
from evalkit.sheet.cells import AnyCell, Narrative, OtherPeriod, Quantity, parse_cell
from evalkit.sheet.model import Amount
from evalkit.sheet.money import named_unit
from evalkit.sheet.numerals import Compact, plain_text
from evalkit.sheet.source import KeyPath
from evalkit.sheet.vocabulary import DITTO, YEAR

# Figures of another time --------------------------------------------------------------------------


@check(
    "other-period",
    "warning",
    title=Text("欄の年度と異なる期間の値", "A figure of another time than its column"),
    why=Text(
        "他の年度の値をその年度の実績として読むと、増減も達成の判定も誤る。",
        "Taken for the year of its column, it would make wrong changes and judgements.",
    ),
)
def find_other_periods(context: Context) -> Iterator[Found]:
    """Figures that state another year than that of their column, or stand for several years."""
    cells = [*_yearly_cells(context), *((a.path, a.cell) for a in context.sheet.amounts())]
    for path, cell in cells:
        if isinstance(cell, OtherPeriod):
            yield _other_period(path, cell)


def _yearly_cells(context: Context) -> Iterator[tuple[KeyPath, AnyCell]]:
    """Cells of the yearly columns of every indicator and every 別表."""
    for row in rows(context):
        yield from ((path, cell) for path, cell in row.cells if len(path) > len(row.path) + 1)
        table = row.indicator.breakdown
        for at, each in enumerate(table.rows if table else ()):
            path = (*row.path, "breakdown", "rows", at, "actuals")
            yield from (((*path, str(span)), cell) for span, cell in each.actuals.spans())


def _other_period(path: KeyPath, cell: OtherPeriod) -> Found:
    merged = re.fullmatch("[0-9]{4}-[0-9]{4}", cell.period)
    evidence = (
        Text(
            "「{printed}」は{period}年度にまたがる一つの値であり、各年度の値としては計算に使わない。",
            "“{printed}” is one figure for {period}; it is not used as that of any year.",
        )
        if merged
        else Text(
            "「{printed}」は{period}の値であり、この欄の年度の値としては計算に使わない。",
            "“{printed}” is the figure of {period}; it is not used as that of its column's year.",
        )
    )
    printed = " ".join(cell.printed.split())
    period = cell.period.replace("-", "～") if merged else cell.period
    return Found(
        path=path,
        printed=cell.printed,
        evidence=say(evidence, printed=printed, period=period),
        suggestion=Text(
            "この年度の値があれば記入し、なければ「－」とその理由を書く。",
            "Give the figure of that year; if there is none, write － and say why.",
        ),
    )


# Texts that look like figures ---------------------------------------------------------------------

_CURRENCY = "[$€£¥￥]"
_LONGEST = 30  # characters; a longer text is a sentence, in which figures may well stand
_WORD = re.compile("[ぁ-ゖァ-ヺ一-鿿]")


@check(
    "unread-figure",
    "warning",
    title=Text("数値として読めない記載", "A figure that cannot be read"),
    why=Text(
        "数値として読めない欄は、図にも計算にも入らず、値がないものとして扱われる。",
        "Such a cell is in no chart and no calculation, as if there were no figure.",
    ),
)
def find_unread_figures(context: Context) -> Iterator[Found]:
    """Results, baselines and targets that look like figures, but do not state one number."""
    for row in rows(context):
        for path, cell in row.cells:
            if isinstance(cell, Narrative) and _looks_like_a_figure(path, cell.printed):
                yield _unread(row, path, cell)


def _looks_like_a_figure(path: KeyPath, printed: str) -> bool:
    text = re.sub(YEAR, "", plain_text(printed))
    bare = re.search(_CURRENCY, text) or not _WORD.search(text)
    if "target" in str(path[-1]) or "annual_targets" in path:  # 前年度比120％ is a target in words
        return bool(text) and bool(bare or re.fullmatch(DITTO, text))
    figure = re.search("[0-9]", text) and len(text) <= _LONGEST
    return bool(text) and bool(bare or figure or re.fullmatch(DITTO, text))


def _unread(row: Row, path: KeyPath, cell: Narrative) -> Found:
    units = [each.cell.unit for each in row.figures if each.cell.unit]
    unit = units[0] if units else row.indicator.unit or ""
    return Found(
        path=path,
        printed=cell.printed,
        evidence=say(
            Text(
                "「{printed}」は一つの数値として読めないため、計算に使っていない。",
                "“{printed}” does not state one number, and is not used in any calculation.",
            ),
            printed=" ".join(cell.printed.split()),
        ),
        suggestion=say(
            Text(
                "数値であれば「{example}」のように書き、値がなければ「－」とする。",
                "If it is a number, write it like {example}; if there is none, write －.",
            ),
            example=f"361{unit}",
        ),
    )


# A point for a comma ------------------------------------------------------------------------------

_THOUSANDS = 1000
_PROPORTION = 5  # how far a figure may lie from the middle of its row


@check(
    "point-for-comma",
    "warning",
    title=Text("桁区切りの「,」と小数点「.」の取り違え", "A point for a comma"),
    why=Text(
        "「3,610」を「3.610」と書けば、値は千分の一になる。",
        "3,610 written as 3.610 is a thousandth of what it was.",
    ),
)
def find_points_for_commas(context: Context) -> Iterator[Found]:
    """Figures with decimals that would fit their row of thousands if the point were a comma."""
    for figures in _rows_of_figures(context):
        for figure in figures:
            others = [each.value for each in figures if each is not figure]
            if _is_a_thousandth(figure, others):
                yield _point(figure)


def _rows_of_figures(context: Context) -> Iterator[tuple[Figure, ...]]:
    for row in rows(context):
        yield row.figures
        yield from (line.figures for line in breakdown_lines(row))
    for line in (*chain(*programme_tables(context.sheet)), *budget_lines(context.sheet)):
        yield line.figures


def _is_a_thousandth(figure: Figure, others: Sequence[Decimal]) -> bool:
    thousands = [
        abs(value)
        for value in others
        if abs(value) >= _THOUSANDS and value == value.to_integral_value()
    ]
    pointed = decimals(figure.value) > 0 and "." in Compact.of(figure.cell.printed).text
    if not pointed or figure.cell.reading is not None or 2 * len(thousands) <= len(others):
        return False
    meant, usual = abs(figure.value) * _THOUSANDS, median(thousands)
    return usual <= meant * _PROPORTION and meant <= usual * _PROPORTION


def _point(figure: Figure) -> Found:
    value = amount(figure.value, figure.cell.unit)
    thousandfold = (figure.value * _THOUSANDS).quantize(Decimal(1))
    return Found(
        path=figure.path,
        printed=figure.cell.printed,
        evidence=Text(
            f"「{value}」は同じ行の他の値の約千分の一である。「,」を「.」と書いたものとみられる。",
            f"{value} is about a thousandth of the other figures of its row; the point may be a"
            " comma.",
        ),
        suggestion=Text(
            f"{amount(thousandfold, figure.cell.unit)}ではないか、原資料で確かめる。",
            f"Look it up in its source: perhaps it is {amount(thousandfold, figure.cell.unit)}.",
        ),
        cause=f"figure:{figure.path}",
    )


# Money --------------------------------------------------------------------------------------------


@check(
    "budget-line-brackets",
    "warning",
    title=Text("上段・下段と括弧の不一致", "Brackets of another line of the budget"),
    why=Text(
        "下段の額を上段に写せば、合計も執行率も他の施策の分まで含むことになる。",
        "An amount of the lower line in the upper one counts the money of other policies.",
    ),
)
def find_brackets_of_other_lines(context: Context) -> Iterator[Found]:
    """Amounts in ＜＞ in the upper line of the budget, or without in the lower one."""
    budget = context.sheet.budget
    amounts = [each for each in (budget.amounts() if budget else ()) if _is_some(each.cell)]
    used = any(_is_bracketed(each) for each in amounts)  # some forms have no brackets at all
    for line, wants in _LINES.items() if used else ():
        own = [each for each in amounts if each.path[1] == line]
        odd = [each for each in own if _is_bracketed(each) is not wants]
        habit = line == "shared_reconstruction" and len(odd) == len(own)  # and some only one line's
        if odd and not habit:
            yield _moved(odd, Text(*_LINE_NAMES[wants]), wants=wants)


def _is_some(cell: AnyCell) -> bool:
    """Whether a cell states an amount; a zero stands without brackets as well."""
    return isinstance(cell, Quantity) and cell.value != 0


def _is_bracketed(each: Amount) -> bool:
    return plain_text(each.cell.printed).startswith("<")


_LINES = {
    "single": False,
    "single_reconstruction": False,
    "shared": True,
    "shared_reconstruction": True,
}
_LINE_NAMES = {False: ("上段", "the upper line"), True: ("下段", "the lower line")}


def _moved(odd: Sequence[Amount], line: Text, *, wants: bool) -> Found:
    printed = [each.cell.printed for each in odd]
    with_ = Text("ない", "without") if wants else Text("ある", "in")
    return Found(
        path=odd[0].path,
        printed=printed[0],
        evidence=say(
            Text(
                "{line}の額に＜＞が{with_}（{printed}）。他の段の額が入っているとみられる。",
                "{line} has amounts {with_} ＜＞ ({printed}); they look like those of the other.",
            ),
            line=line,
            with_=with_,
            printed=Text("、".join(printed), ", ".join(printed)),
        ),
        suggestion=Text(
            "額がどの段のものかを確かめ、正しい段に移す。",
            "Find out to which line the amounts belong, and move them there.",
        ),
        related=tuple(each.path for each in odd[1:]),
    )


@check(
    "amount-converted",
    "info",
    title=Text("表の単位と異なる単位の額", "An amount in another unit than its table's"),
    why=Text(
        "一つの表に千円と百万円が混じると、読み手が桁を誤る。",
        "With thousands and millions in one table, readers misjudge the amounts.",
    ),
)
def find_converted_amounts(context: Context) -> Iterator[Found]:
    """Amounts printed in another unit than their table's, and so converted."""
    budget = context.sheet.budget
    others: dict[tuple[str | None, str], list[tuple[Amount, Quantity]]] = {}
    for each in context.sheet.amounts():
        unit = budget.table_unit if budget and each.path[0] == "budget" else each.unit
        own = _own_unit(each)
        if isinstance(each.cell, Quantity) and own != unit:
            others.setdefault((own, unit), []).append((each, each.cell))
    for (_, unit), amounts in others.items():
        yield _converted(amounts, unit)


def _own_unit(each: Amount) -> str | None:
    """Unit in which an amount is printed; None where it is in words: 3億2,000万円."""
    printed = plain_text(each.cell.printed)
    if not isinstance(parse_cell(each.cell.printed), Quantity) or "円" not in printed:
        return each.unit
    return named_unit(printed) if len(re.findall("[千百十万億兆]+", printed)) < 2 else None


def _converted(amounts: Sequence[tuple[Amount, Quantity]], unit: str) -> Found:
    shown = [(cell.printed, f"{amount(cell.value)}{unit}") for _, cell in amounts[:_MOST_NAMED]]
    ja = "、".join(f"「{printed}」は{value}" for printed, value in shown)
    en = ", ".join(f"“{printed}” is {value}" for printed, value in shown)
    more = len(amounts) > _MOST_NAMED
    return Found(
        path=amounts[0][0].path,
        printed=amounts[0][1].printed,
        evidence=Text(
            f"表の単位（{unit}）に換算して計算している（{ja}{'など' if more else ''}）。",
            f"Converted into the unit of the table, {unit}: {en}{' ...' if more else ''}.",
        ),
        suggestion=Text("表の単位で書く。", "Write it in the unit of the table."),
        related=tuple(each.path for each, _ in amounts[1:]),
    )


_MOST_NAMED = 4
