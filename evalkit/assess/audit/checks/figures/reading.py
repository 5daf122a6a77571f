"""Cells from which no figure of their column is read, or one that its neighbours make doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from statistics import median

from evalkit.assess.audit.form import Form, amount_tables, budget_items, indicators, whole
from evalkit.assess.audit.indicators import Figure, IndicatorRow
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, OtherPeriod
from evalkit.sheet.cells.periods import unread_period
from evalkit.sheet.cells.quantities import stands_in_brackets
from evalkit.sheet.cells.quantity_words import DITTO, UNIT, YEAR
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import Compact, in_one_line, plain_text

# Figures of another time --------------------------------------------------------------------------


@check(
    "other-period",
    "warning",
    over=whole,
    title=Bilingual("欄の年度と異なる期間の値", "A figure of another time than its column"),
    why=Bilingual(
        "他の年度の値をその年度の実績として読むと、増減も達成の判定も誤る。",
        "Taken for the year of its column, it would make wrong changes and judgements.",
    ),
    says={
        "several years": Bilingual(
            "「{printed}」は{period}年度にまたがる一つの値であり、各年度の値としては計算に使わない。",
            "“{printed}” is one figure for {period}; it is not used as that of any year.",
        ),
        "another time": Bilingual(
            "「{printed}」は{period}の値であり、この欄の年度の値としては計算に使わない。",
            "“{printed}” is the figure of {period}; it is not used as that of its column's year.",
        ),
    },
    do=Bilingual(
        "この年度の値があれば記入し、なければ「－」とその理由を書く。",
        "Give the figure of that year; if there is none, write － and say why.",
    ),
)
def figures_of_other_periods(form: Form) -> Iterator[Hit]:
    """Figures that state another year than that of their column, or stand for several years."""
    results = chain.from_iterable(map(_yearly_cells, form.indicators))
    amounts = ((each.path, each.cell) for each in form.sheet.amounts())
    for path, cell in chain(results, amounts):
        if isinstance(cell, OtherPeriod):
            several = re.fullmatch("[0-9]{4}-[0-9]{4}", cell.period)
            yield hit(
                path,
                "several years" if several else "another time",
                printed=in_one_line(cell.printed),
                period=cell.period.replace("-", "～") if several else cell.period,
            )


@check(
    "period-unread",
    "info",
    over=indicators,
    title=Bilingual("読み取れない期間", "A period that cannot be read"),
    why=Bilingual(
        "いつの値かが読み取れなければ、進み具合を計算できず、別の期間の値と比べるおそれがある。",
        "Without its time a figure gives no pace, and may be held against one of another time.",
    ),
    says=Bilingual(
        "「{printed}」の「{period}」は、いつの値かを読み取れない。",
        "“{period}” in “{printed}” does not say of which year the figure is.",
    ),
    do=Bilingual(
        "「令和6年度」「令和6年3月末」「2020～2022年平均」のように記す。",
        "Write it as 令和6年度, 令和6年3月末 or 2020～2022年平均 do.",
    ),
)
def unread_periods(row: IndicatorRow) -> Iterator[Hit]:
    """Figures beside which a time is printed that names no year."""
    dated = {
        (*row.path, "baseline"): row.baseline_year is not None,
        **{
            (*row.path, *each.path): each.term.year is not None or row.every_year
            for each in row.result.target_history
        },
    }
    for path, cell in row.cells:
        period = unread_period(cell, near=row.sheet.own_year)
        if period and not dated.get(path):
            yield hit(path, printed=in_one_line(cell.printed), period=period)


def _yearly_cells(row: IndicatorRow) -> Iterator[tuple[KeyPath, AnyCell]]:
    """Cells of the yearly columns of an indicator and its 別表."""
    yield from ((path, cell) for path, cell in row.cells if {"actuals", "annual_targets"} & {*path})
    yield from _breakdown_cells(row)


def _breakdown_cells(row: IndicatorRow) -> Iterator[tuple[KeyPath, AnyCell]]:
    table = row.indicator.breakdown
    for at, each in enumerate(table.rows if table else ()):
        path = (*row.path, "breakdown", "rows", at, "actuals")
        yield from (((*path, str(span)), cell) for span, cell in each.actuals.spans())


# Texts that look like figures ---------------------------------------------------------------------

_CURRENCY = "[$€£¥￥]"
_LONGEST = 30  # characters; a longer text is a sentence, in which figures may well stand
_WORD = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_LABEL = r"[^0-9()、/→⇒。]{0,8}?[:は]?"
_SEVERAL = re.compile(
    rf"(?:{_LABEL}[△▲+-]?[0-9][0-9,.]*(?![0-9,.]){UNIT}[、,;/→⇒・]?){{2,}}"
)  # 男 5％ 女 7％
_SPELT = re.compile(rf"[〇一二三四五六七八九十百千万億]{{2,}}{UNIT}")  # 三百六十一人


@check(
    "unread-figure",
    "warning",
    over=indicators,
    title=Bilingual("数値として読めない記載", "A figure that cannot be read"),
    why=Bilingual(
        "数値として読めない欄は、図にも計算にも入らず、値がないものとして扱われる。",
        "Such a cell is in no chart and no calculation, as if there were no figure.",
    ),
    says={
        "": Bilingual(
            "「{printed}」は一つの数値として読めないため、計算に使っていない。",
            "“{printed}” does not state one number, and is not used in any calculation.",
        ),
        "several": Bilingual(
            "「{printed}」など{count}か所は一つの数値として読めないため、計算に使っていない。",
            "“{printed}” does not state one number; such cells, not used in any calculation:"
            " {count}.",
        ),
    },
    do=Bilingual(
        "数値であれば「361{unit}」のように書き、値がなければ「－」とする。"
        "一つの欄に数値が並ぶときは、指標の parts にその名称を、"
        "compared に目標と比べるものを書く。",
        "If it is a number, write it like 361{unit}; if there is none, write －. If one cell holds"
        " several figures, name them under parts of the indicator, and under compared the one that"
        " the targets speak of.",
    ),
)
def unread_figures(row: IndicatorRow) -> Iterator[Hit]:
    """Results, baselines and targets that look like figures, but do not state one number.

    One finding for each indicator, whose cells are as a rule written alike.
    """
    units = (each.cell.unit for each in row.figures if each.cell.unit)
    unit = next(units, row.indicator.unit or "")
    unread = [
        (path, cell)
        for path, cell in (*row.cells, *_breakdown_cells(row))
        if isinstance(cell, Narrative) and _looks_like_a_figure(path, cell.printed)
    ]
    if unread:
        (first, cell), *others = unread
        yield hit(
            first,
            "several" if others else "",
            related=[path for path, _ in others],
            printed=in_one_line(cell.printed),
            count=len(unread),
            unit=unit,
        )


def _looks_like_a_figure(path: KeyPath, printed: str) -> bool:
    text = re.sub(YEAR, "", plain_text(printed))
    bare = re.search(_CURRENCY, text) or not _WORD.search(text) or _SEVERAL.fullmatch(text)
    if {"target", "targets", "annual_targets"} & {*path}:  # 前年度比120％ is a target in words
        return bool(text) and bool(bare or re.fullmatch(DITTO, text))
    figure = any(map(_is_digit, text)) and len(text) <= _LONGEST
    return bool(bare or figure or _SPELT.fullmatch(text) or re.fullmatch(DITTO, text))


def _is_digit(char: str) -> bool:
    """Whether a character is one of figures: 5, ½, Ⅲ, ③, ٣; but not 一, which is part of words."""
    return unicodedata.category(char) in {"Nd", "Nl", "No"}


# A point for a comma ------------------------------------------------------------------------------

_THOUSANDS = 1000
_PROPORTION = 5  # how far a figure may lie from the middle of its row; our choice, as for a jump


@check(
    "point-for-comma",
    "warning",
    over=whole,
    title=Bilingual("桁区切りの「,」と小数点「.」の取り違え", "A point for a comma"),
    why=Bilingual(
        "「3,610」を「3.610」と書けば、値は千分の一になる。",
        "3,610 written as 3.610 is a thousandth of what it was.",
    ),
    says=Bilingual(
        "「{value}」は同じ行の他の値の約千分の一である。「,」を「.」と書いたものとみられる。",
        "{value} is about a thousandth of the other figures of its row; the point may be a comma.",
    ),
    do=Bilingual(
        "{meant}ではないか、原資料で確かめる。",
        "Look it up in its source: perhaps it is {meant}.",
    ),
)
def points_for_commas(form: Form) -> Iterator[Hit]:
    """Figures with decimals that would fit their row of thousands if the point were a comma."""
    results = (line for row in form.indicators for line in row.lines)
    for line in chain(results, *amount_tables(form), budget_items(form)):
        for figure in line.figures:
            others = [each.value for each in line.figures if each is not figure]
            if _is_a_thousandth(figure, others):
                meant = (figure.value * _THOUSANDS).quantize(Decimal(1))
                yield hit(
                    figure,
                    cause=f"figure:{figure.path}",
                    value=figure.amount,
                    meant=amount(meant, figure.cell.unit),
                )


def _is_a_thousandth(figure: Figure, others: Sequence[Decimal]) -> bool:
    thousands = [
        abs(value)
        for value in others
        if abs(value) >= _THOUSANDS and value == value.to_integral_value()
    ]
    pointed = (
        decimals(figure.value) > 0
        and abs(figure.value) >= 1
        and "." in Compact.of(figure.printed).text
    )
    if not pointed or figure.cell.reading is not None or 2 * len(thousands) <= len(others):
        return False
    meant, usual = abs(figure.value) * _THOUSANDS, median(thousands)
    return usual <= meant * _PROPORTION and meant <= usual * _PROPORTION


# Brackets and signs -------------------------------------------------------------------------------


@check(
    "figure-in-brackets",
    "warning",
    over=whole,
    title=Bilingual("＜＞や（ ）に入った値", "A figure in brackets"),
    why=Bilingual(
        "累計や他の施策の額を＜＞や（ ）に入れる様式では、同じ行の値と比べられない。",
        "Running totals and the money of others stand in brackets; the row does not compare.",
    ),
    says=Bilingual(
        "「{printed}」だけが括弧に入っている。同じ欄の他の値と同じものとして計算している。",
        "“{printed}” alone stands in brackets; it is used like the figures beside it.",
    ),
    do=Bilingual(
        "何の値かを確かめ、同じものであれば括弧を外す。",
        "Find out what it is; if it is the same as the others, take the brackets away.",
    ),
)
def figures_in_brackets(form: Form) -> Iterator[Hit]:
    """Figures in brackets among figures without, in a row of results or a table of programmes."""
    results = ([line] for row in form.indicators for line in row.lines)
    for lines in (*results, *amount_tables(form)):
        figures = [each for line in lines for each in line.figures]
        for kind in "<(":
            odd = [each for each in figures if _brackets(each.printed) == kind]
            if 2 * len(odd) < len(figures):
                yield from (hit(each, printed=each.printed) for each in odd)


def _brackets(printed: str) -> str:
    """Bracket in which a figure stands as a whole; '' where it stands in none."""
    cell = Compact.of(printed)
    return cell.text[0] if re.match("<.*>", cell.text) or stands_in_brackets(cell) else ""


_MAY_BE_NEGATIVE = re.compile(
    "収支|損益|利益|黒字|赤字|増減|増加|減少|削減|低減|改善|差|純|超過|伸び|成長|変化|変動|気温|温度|指数"
)


@check(
    "negative-figure",
    "warning",
    over=indicators,
    title=Bilingual("他の値と符号の異なる値", "A figure whose sign differs from all others"),
    why=Bilingual(
        "件数や人数は負にならない。△や－は、写すときに紛れ込みやすい。",
        "A count is never negative; △ and － slip in when a figure is copied.",
    ),
    says=Bilingual(
        "{value}だけが負の値である。", "{value} is the only value below zero in its row."
    ),
    do=Bilingual("符号を確認する。", "Check the sign."),
)
def negative_figures(row: IndicatorRow) -> Iterator[Hit]:
    """Single figures below zero in a row of an indicator that is no balance and no change."""
    if _MAY_BE_NEGATIVE.search(row.indicator.name):
        return
    for line in row.lines:
        below = [each for each in line.figures if each.value < 0]
        if len(below) == 1 and len(line.figures) > 2 and row.unit(below[0].cell) != "%":
            yield hit(below[0], cause=f"figure:{below[0].path}", value=below[0].amount)
