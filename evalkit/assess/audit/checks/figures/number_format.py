"""Figures that are no numbers as printed, or lack their thousands separators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from evalkit.assess.audit.form import Form, figure_groups, money_groups, whole
from evalkit.assess.audit.indicators import Figure, Group
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.sheet.bilingual import DOT, NOTHING, Bilingual
from evalkit.sheet.cells import DoubtKind, Narrative, Quantity, parse_cell
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, counted
from evalkit.sheet.text import Compact, fold

# Malformed figures --------------------------------------------------------------------------------

_DOUBTS: dict[DoubtKind, Bilingual] = {
    "separators": Bilingual(
        "桁区切りが3桁ごとでない", "its separators do not part groups of three digits"
    ),
    "white_space": Bilingual("空白で数字が分かれている", "white space parts its digits"),
    "too_long": Bilingual("桁が多すぎる", "it has too many digits"),
    "lookalike": Bilingual(
        "数字に似た文字が混じっている", "it holds a letter that looks like a digit"
    ),
    "decimal_point": Bilingual("小数点の位置か形が誤っている", "its decimal point is out of place"),
}
_NO_DOUBT = Bilingual("一つの数値として読めない", "it does not state one number")
_READS = Bilingual("記載のままなら{value}と読める", "as printed it reads {value}")
_DIFFERS = Bilingual(
    "が、数字だけを並べれば{value}であり、一致しない", ", but its digits alone make {value}"
)


@check(
    "malformed-number",
    "error",
    over=figure_groups,
    title=Bilingual("数値の表記の誤り", "Malformed figure"),
    why=Bilingual(
        "読み替えた値が実際と違えば、そこから計算する額や率もすべて違う。",
        "If the reading is not what was meant, everything calculated with it is wrong.",
    ),
    says=Bilingual(
        "「{printed}」は{fault}。「{reading}」と読んで計算している{differs}。",
        "“{printed}”: {fault}. It is read as “{reading}”{differs}.",
    ),
    do=Bilingual(
        "原資料で正しい値を確かめ、訂正する。",
        "Look the figure up in its source, and correct it.",
    ),
)
def malformed_numbers(group: Group) -> Iterator[Hit]:
    """Figures that are no numbers as printed, and are read as their author says."""
    for figure in group.figures:
        if figure.cell.reading is not None:
            yield hit(
                figure,
                printed=figure.printed,
                fault=_fault(figure.printed),
                reading=figure.cell.reading,
                differs=_difference(figure),
            )


def _fault(printed: str) -> Bilingual:
    """Say why a printed text is no number."""
    cell = parse_cell(printed)
    if isinstance(cell, Quantity):
        return _READS.format(value=amount(cell.value, cell.unit))
    doubt = cell.doubt if isinstance(cell, Narrative) else None
    return _DOUBTS[doubt.kind] if doubt else _NO_DOUBT


def _difference(figure: Figure) -> Bilingual:
    """Say what the printed digits alone would make, if that is not how the figure is read."""
    digits = "".join(char for char in fold(figure.printed) if char in "0123456789.")
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", digits) or Decimal(digits) == abs(figure.value):
        return NOTHING
    return _DIFFERS.format(value=amount(Decimal(digits)))


# Thousands separators -----------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![0-9.,])([0-9][0-9,]*)(?:\.[0-9]+)?(?![0-9,.])")
_FEWEST_DIGITS = 4  # below, there is nothing to separate
_ALWAYS_SEPARATED = 5  # some documents write 7248 beside 14,974; none writes 14974 beside 7,248
_YEARS = range(1900, 2101)


@check(
    "missing-separators",
    "warning",
    over=whole,
    title=Bilingual("桁区切りの脱落", "Missing thousands separators"),
    why=Bilingual(
        "区切りのない数値は桁を読み誤りやすく、転記の誤りの跡でもある。",
        "A figure without separators is misread easily, and is often the trace of a slip.",
    ),
    says=Bilingual(
        "同じ表の{count}個の数値（{example}など）には桁区切りがあるが、{figures}にはない。",
        "{figures}: no separators, unlike {count} of the table ({example}).",
    ),
    do=Bilingual("「{value}」と表記する。", "Write “{value}”."),
)
def missing_separators(form: Form) -> Iterator[Hit]:
    """Figures without separators where their sisters have them."""
    results = tuple(figure for row in form.indicators for figure in row.all_figures)
    for figures in (results, *(group.figures for group in money_groups(form))):
        with_, without = _separated(figures)
        bare = [each for each in without if _out_of_habit(each, with_, without)]
        for _, row in groupby(bare, key=lambda figure: _row_path(figure.path)):
            yield _unseparated(tuple(row), with_)


def _separated(figures: Iterable[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Figures of four digits or more, with and without separators."""
    sides: tuple[list[Figure], list[Figure]] = ([], [])
    for figure in figures:
        text = _digits(figure.cell)
        year = not figure.cell.unit and figure.value in _YEARS
        if len(text.replace(",", "")) >= _FEWEST_DIGITS and not year:
            sides["," not in text].append(figure)
    return sides


def _digits(cell: Quantity) -> str:
    """Whole digits of a figure as printed; '' if it is printed with 万 or 億, or malformed."""
    if cell.reading is not None:
        return ""
    for found in _NUMBER.finditer(Compact.of(cell.printed).text):
        if Decimal(found[0].replace(",", "")) == abs(cell.value):
            return found[1]
    return ""


def _out_of_habit(figure: Figure, with_: Sequence[Figure], without: Sequence[Figure]) -> bool:
    """Whether the row or, for the most part, the table separates figures as long as this one."""
    length = len(_digits(figure.cell))
    habit = [
        each
        for each in with_
        if length >= _ALWAYS_SEPARATED or len(_digits(each.cell).replace(",", "")) <= length
    ]
    in_row = any(_row_path(each.path) == _row_path(figure.path) for each in habit)
    return in_row or len(habit) > len(without)


def _row_path(path: KeyPath) -> KeyPath:
    """Row of the form in which a cell stands: the indicator, the programme, the budget's item."""
    for at in range(len(path) - 1, 0, -1):
        if isinstance(path[at], int):
            return path[: at + 1]
    return path[:-1]


def _unseparated(figures: Sequence[Figure], sisters: Sequence[Figure]) -> Hit:
    first, *others = figures
    bare, count = [_digits(each.cell) for each in figures], len(sisters)
    return hit(
        first,
        related=others,
        count=Bilingual(str(count), counted(count, "figure", "figures")),
        example=_digits(sisters[0].cell),
        figures=Bilingual.join(bare, DOT),
        value=amount(abs(first.value), first.cell.unit),
    )
