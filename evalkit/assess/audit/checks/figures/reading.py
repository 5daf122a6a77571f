"""Cells from which no figure of their column is read, or one that its neighbours make doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from statistics import median

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import (
    Figure,
    IndicatorRow,
    breakdown_lines,
    budget_rows,
    programme_tables,
    rows,
)
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import say
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, OtherPeriod
from evalkit.sheet.cells.quantity_words import DITTO, UNIT, YEAR
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import Compact, plain_text

# Figures of another time --------------------------------------------------------------------------


@check(
    "other-period",
    "warning",
    title=Bilingual("欄の年度と異なる期間の値", "A figure of another time than its column"),
    why=Bilingual(
        "他の年度の値をその年度の実績として読むと、増減も達成の判定も誤る。",
        "Taken for the year of its column, it would make wrong changes and judgements.",
    ),
)
def find_other_periods(form: Form) -> Iterator[Found]:
    """Figures that state another year than that of their column, or stand for several years."""
    cells = [*_yearly_cells(form), *((a.path, a.cell) for a in form.sheet.amounts())]
    for path, cell in cells:
        if isinstance(cell, OtherPeriod):
            yield _other_period(path, cell)


def _yearly_cells(form: Form) -> Iterator[tuple[KeyPath, AnyCell]]:
    """Cells of the yearly columns of every indicator and every 別表."""
    for row in rows(form):
        yield from ((path, cell) for path, cell in row.cells if len(path) > len(row.path) + 1)
        yield from _breakdown_cells(row)


def _breakdown_cells(row: IndicatorRow) -> Iterator[tuple[KeyPath, AnyCell]]:
    table = row.indicator.breakdown
    for at, each in enumerate(table.rows if table else ()):
        path = (*row.path, "breakdown", "rows", at, "actuals")
        yield from (((*path, str(span)), cell) for span, cell in each.actuals.spans())


def _other_period(path: KeyPath, cell: OtherPeriod) -> Found:
    merged = re.fullmatch("[0-9]{4}-[0-9]{4}", cell.period)
    evidence = (
        Bilingual(
            "「{printed}」は{period}年度にまたがる一つの値であり、各年度の値としては計算に使わない。",
            "“{printed}” is one figure for {period}; it is not used as that of any year.",
        )
        if merged
        else Bilingual(
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
        suggestion=Bilingual(
            "この年度の値があれば記入し、なければ「－」とその理由を書く。",
            "Give the figure of that year; if there is none, write － and say why.",
        ),
    )


# Texts that look like figures ---------------------------------------------------------------------

_CURRENCY = "[$€£¥￥]"
_LONGEST = 30  # characters; a longer text is a sentence, in which figures may well stand
_WORD = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_SPELT = re.compile(rf"[〇一二三四五六七八九十百千万億]{{2,}}{UNIT}")  # 三百六十一人


@check(
    "unread-figure",
    "warning",
    title=Bilingual("数値として読めない記載", "A figure that cannot be read"),
    why=Bilingual(
        "数値として読めない欄は、図にも計算にも入らず、値がないものとして扱われる。",
        "Such a cell is in no chart and no calculation, as if there were no figure.",
    ),
)
def find_unread_figures(form: Form) -> Iterator[Found]:
    """Results, baselines and targets that look like figures, but do not state one number."""
    for row in rows(form):
        for path, cell in (*row.cells, *_breakdown_cells(row)):
            if isinstance(cell, Narrative) and _looks_like_a_figure(path, cell.printed):
                yield _unread(row, path, cell)


def _looks_like_a_figure(path: KeyPath, printed: str) -> bool:
    text = re.sub(YEAR, "", plain_text(printed))
    bare = re.search(_CURRENCY, text) or not _WORD.search(text)
    if "target" in str(path[-1]) or "annual_targets" in path:  # 前年度比120％ is a target in words
        return bool(text) and bool(bare or re.fullmatch(DITTO, text))
    figure = any(map(_is_digit, text)) and len(text) <= _LONGEST
    return bool(bare or figure or _SPELT.fullmatch(text) or re.fullmatch(DITTO, text))


def _is_digit(char: str) -> bool:
    """Whether a character is one of figures: 5, ½, Ⅲ, ③, ٣; but not 一, which is part of words."""
    return unicodedata.category(char) in {"Nd", "Nl", "No"}


def _unread(row: IndicatorRow, path: KeyPath, cell: Narrative) -> Found:
    units = [each.cell.unit for each in row.figures if each.cell.unit]
    unit = units[0] if units else row.indicator.unit or ""
    return Found(
        path=path,
        printed=cell.printed,
        evidence=say(
            Bilingual(
                "「{printed}」は一つの数値として読めないため、計算に使っていない。",
                "“{printed}” does not state one number, and is not used in any calculation.",
            ),
            printed=" ".join(cell.printed.split()),
        ),
        suggestion=say(
            Bilingual(
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
    title=Bilingual("桁区切りの「,」と小数点「.」の取り違え", "A point for a comma"),
    why=Bilingual(
        "「3,610」を「3.610」と書けば、値は千分の一になる。",
        "3,610 written as 3.610 is a thousandth of what it was.",
    ),
)
def find_points_for_commas(form: Form) -> Iterator[Found]:
    """Figures with decimals that would fit their row of thousands if the point were a comma."""
    for figures in _rows_of_figures(form):
        for figure in figures:
            others = [each.value for each in figures if each is not figure]
            if _is_a_thousandth(figure, others):
                yield _point(figure)


def _rows_of_figures(form: Form) -> Iterator[tuple[Figure, ...]]:
    yield from _rows_of_indicators(form)
    for line in (*chain(*programme_tables(form)), *budget_rows(form.sheet)):
        yield line.figures


def _rows_of_indicators(form: Form) -> Iterator[tuple[Figure, ...]]:
    return chain.from_iterable(map(_own_rows, rows(form)))


def _own_rows(row: IndicatorRow) -> Iterator[tuple[Figure, ...]]:
    """Figures of an indicator, and those of each row of its 別表."""
    yield row.figures
    yield from (line.figures for line in breakdown_lines(row))


def _is_a_thousandth(figure: Figure, others: Sequence[Decimal]) -> bool:
    thousands = [
        abs(value)
        for value in others
        if abs(value) >= _THOUSANDS and value == value.to_integral_value()
    ]
    pointed = (
        decimals(figure.value) > 0
        and abs(figure.value) >= 1
        and "." in Compact.of(figure.cell.printed).text
    )
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
        evidence=Bilingual(
            f"「{value}」は同じ行の他の値の約千分の一である。「,」を「.」と書いたものとみられる。",
            f"{value} is about a thousandth of the other figures of its row; the point may be a"
            " comma.",
        ),
        suggestion=Bilingual(
            f"{amount(thousandfold, figure.cell.unit)}ではないか、原資料で確かめる。",
            f"Look it up in its source: perhaps it is {amount(thousandfold, figure.cell.unit)}.",
        ),
        cause=f"figure:{figure.path}",
    )


# Brackets and signs -------------------------------------------------------------------------------


@check(
    "figure-in-brackets",
    "warning",
    title=Bilingual("＜＞に入った値", "A figure in ＜＞"),
    why=Bilingual(
        "累計や他の施策の額を＜＞に入れる様式では、同じ行の値と比べられない。",
        "Running totals and the money of other policies stand in ＜＞; the row does not compare.",
    ),
)
def find_figures_in_brackets(form: Form) -> Iterator[Found]:
    """Figures in ＜＞ among figures without, in a row of results or a table of programmes."""
    for figures in (*_rows_of_indicators(form), *_programmes(form)):
        odd = [each for each in figures if plain_text(each.cell.printed).startswith("<")]
        if 2 * len(odd) < len(figures):
            yield from map(_in_brackets, odd)


def _programmes(form: Form) -> Iterator[tuple[Figure, ...]]:
    for table in programme_tables(form):
        yield tuple(chain.from_iterable(line.figures for line in table))


def _in_brackets(figure: Figure) -> Found:
    printed = figure.cell.printed
    return Found(
        path=figure.path,
        printed=printed,
        evidence=Bilingual(
            f"「{printed}」だけが＜＞に入っている。同じ欄の他の値と同じものとして計算している。",
            f"“{printed}” alone stands in ＜＞; it is used like the figures beside it.",
        ),
        suggestion=Bilingual(
            "何の値かを確かめ、同じものであれば＜＞を外す。",
            "Find out what it is; if it is the same as the others, take the brackets away.",
        ),
    )


@check(
    "negative-figure",
    "warning",
    title=Bilingual("他の値と符号の異なる値", "A figure whose sign differs from all others"),
    why=Bilingual(
        "件数や人数は負にならない。△や－は、写すときに紛れ込みやすい。",
        "A count is never negative; △ and － slip in when a figure is copied.",
    ),
)
def find_negative_figures(form: Form) -> Iterator[Found]:
    """Single figures below zero in a row of an indicator that is no balance and no change."""
    for row in rows(form):
        if not _MAY_BE_NEGATIVE.search(row.indicator.name):
            for figures in _own_rows(row):
                below = [each for each in figures if each.value < 0]
                if len(below) == 1 and len(figures) > 2 and row.unit(below[0].cell) != "%":
                    yield _negative(below[0])


_MAY_BE_NEGATIVE = re.compile(
    "収支|損益|利益|黒字|赤字|増減|増加|減少|削減|低減|改善|差|純|超過|伸び|成長|変化|変動|気温|温度|指数"
)


def _negative(figure: Figure) -> Found:
    value = amount(figure.value, figure.cell.unit)
    return Found(
        path=figure.path,
        printed=figure.cell.printed,
        evidence=Bilingual(
            f"{value}だけが負の値である。", f"{value} is the only value below zero in its row."
        ),
        suggestion=Bilingual("符号を確認する。", "Check the sign."),
        cause=f"figure:{figure.path}",
    )
