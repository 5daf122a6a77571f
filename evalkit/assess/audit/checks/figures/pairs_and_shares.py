"""Single figures that cannot be: pairs, running totals, fractions and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import Figure, IndicatorRow, breakdown_lines, rows
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import unified

_BRACKETS = re.compile(r"\([^()]*\)")
_TOTAL = re.compile("総数|累計|累積|合計|全体|延べ")
_PART = re.compile("うち|内数")
_RUNNING = re.compile("累計|累積")
_SHARE = re.compile("割合|比率|シェア")
_RATE = re.compile("率")
# Rates and shares that may lie above 100 % or below zero, by the word before 率 or 割合.
_OPEN = re.compile(
    "(?:増加?|減少?|削減|低減|伸び?|変化|変動|成長|上昇|低下|改善|達成|進捗|倍|競争|志願|応募|求人|自給"
    "|収益|利益|収支|利回り|充足|稼働|利用|効|負担|負債|債務|為替|寄与|過不足|超過|償還|回収|執行)の?(?:率|割合|比率)"
    "|対する[^がをはに、]{0,15}(?:率|割合|比率)|前年度?比|比べ|対.{1,8}比"
)
_FRACTION = re.compile(
    r"(?P<part>[0-9][0-9,]*)[^0-9/,.]{0,4}/(?P<whole>[0-9][0-9,]*)[^0-9/,.]{0,4}"
    r"[(=＝、,:]+[^0-9/]{0,3}(?P<percent>[0-9]+(?:\.[0-9]+)?)%"
)


def _figures(row: IndicatorRow) -> Iterator[Figure]:
    """Every figure of an indicator, those of its 別表 included."""
    yield from row.figures
    for line in breakdown_lines(row, mean=True):
        yield from line.figures


def _in_brackets(name: str, words: re.Pattern[str]) -> str:
    """The brackets of a name that hold one of `words`: （プロジェクトの総数）."""
    found = (part[0] for part in _BRACKETS.finditer(unified(name)) if words.search(part[0]))
    return next(found, "")


# Pairs and running totals -------------------------------------------------------------------------


@check(
    "pair-order",
    "error",
    title=Bilingual("総数・累計を上回る内数", "A part larger than its total"),
    why=Bilingual(
        "見出しが総数・累計とする括弧内の値は、括弧の外の値を下回らない。",
        "A total in brackets cannot be less than the figure before it.",
    ),
)
def find_pairs_out_of_order(form: Form) -> Iterator[Found]:
    """Pairs whose value in brackets cannot be the total, or the part, that the name says it is."""
    for row in rows(form):
        name = row.indicator.name + row.indicator.note
        total, part = _in_brackets(name, _TOTAL), _in_brackets(name, _PART)
        for figure in _figures(row):
            second = None if figure.cell.comparator == "range" else figure.cell.second
            if second is None or bool(total) == bool(part):
                continue
            if (second < figure.value) if total else (second > figure.value):
                yield _out_of_order(figure, second, total or part)


def _out_of_order(figure: Figure, second: Decimal, head: str) -> Found:
    smaller = second < figure.value
    return Found(
        path=figure.path,
        printed=figure.cell.printed,
        evidence=Bilingual(
            f"名称の「{head}」に当たる括弧内の {amount(second)} が、括弧の外の "
            f"{amount(figure.value)} より{'小さい' if smaller else '大きい'}。",
            f"By the name, {amount(second)} in brackets is “{head}”; it is "
            f"{'smaller' if smaller else 'larger'} than {amount(figure.value)} before it.",
        ),
        suggestion=Bilingual(
            "二つの値とその順序を確認する。", "Check both figures and their order."
        ),
        cause=f"pair:{figure.path}",
    )


@check(
    "running-total",
    "warning",
    title=Bilingual(
        "累計の減少・積み上げの不一致", "A running total that falls or does not add up"
    ),
    why=Bilingual(
        "累計は減らず、前年度の累計に当年度の値を加えたものになる。",
        "A running total never falls: it is last year's plus this year's figure.",
    ),
)
def find_broken_running_totals(form: Form) -> Iterator[Found]:
    """Running totals that fall, or that are not last year's plus the year's own figure."""
    for row in rows(form):
        pairs = bool(_in_brackets(row.indicator.name, _RUNNING))
        if not pairs and not _RUNNING.search(row.indicator.name):
            continue
        for then, now in pairwise(row.actuals):
            next_year = then.year is not None and now.year == then.year + 1
            fault = _fault(then, now, pairs=pairs) if next_year and row.alike(then, now) else None
            if fault:
                yield _broken(now, then.path, fault)


def _fault(then: Figure, now: Figure, *, pairs: bool) -> Bilingual | None:
    """What is wrong with the running totals of two years in a row, if anything is."""
    old, new = (each.cell.second if pairs else each.value for each in (then, now))
    if old is None or new is None:
        return None
    before, after = amount(old), amount(new)
    if new < old:
        return Bilingual(
            f"累計が前年度の {before} から {after} に減少している。",
            f"The running total falls from {before} to {after}.",
        )
    if pairs and old + now.value != new:
        sum_ = f"{before}＋{amount(now.value)}＝{amount(old + now.value)}"
        return Bilingual(
            f"前年度の累計に当年度の値を加えると {sum_} であり、記載の累計 {after} と一致しない。",
            f"Last year's running total and this year's figure are {sum_}; printed is {after}.",
        )
    return None


def _broken(figure: Figure, before: KeyPath, fault: Bilingual) -> Found:
    return Found(
        path=figure.path,
        printed=figure.cell.printed,
        evidence=fault,
        suggestion=Bilingual(
            "累計と各年度の値を確認する。", "Check the running total and the years' figures."
        ),
        related=(before,),
        cause=f"pair:{figure.path}",
    )


# Shares -------------------------------------------------------------------------------------------


@check(
    "share-out-of-bounds",
    "error",
    title=Bilingual("0～100％を外れる割合", "A share outside 0 to 100 %"),
    why=Bilingual("全体に占める割合は100％を超えない。", "A share of a whole cannot exceed 100 %."),
)
def find_impossible_shares(form: Form) -> Iterator[Found]:
    """Shares and bounded rates above 100 % or below zero."""
    for row in rows(form):
        severity = _bounded(row.indicator.name)
        out = [
            each
            for each in _figures(row)
            if severity and row.unit(each.cell) == "%" and not 0 <= each.value <= 100
        ]
        if severity and out:
            yield _out_of_bounds(out, severity)


def _bounded(name: str) -> Severity | None:
    """How surely an indicator of this name is a share of a whole."""
    bare = _BRACKETS.sub("", unified(name))
    if _OPEN.search(bare):
        return None
    if _SHARE.search(bare):
        return "error"
    return "warning" if _RATE.search(bare) else None


def _out_of_bounds(figures: Sequence[Figure], severity: Severity) -> Found:
    first, values = figures[0], "・".join(amount(each.value, "％") for each in figures)
    return Found(
        path=first.path,
        printed=first.cell.printed,
        severity=severity,
        evidence=Bilingual(
            f"割合を表す指標の値が {values} であり、0～100％の範囲にない。",
            f"The indicator is a share, the value {values}: outside 0 to 100 %.",
        ),
        suggestion=Bilingual(
            "値の桁・小数点・単位を確認する。", "Check digits, decimal point and unit."
        ),
        related=tuple(each.path for each in figures[1:]),
    )


@check(
    "fraction-percentage",
    "error",
    title=Bilingual(
        "分数と百分率の不一致", "A percentage that is not that of the fraction beside it"
    ),
    why=Bilingual(
        "件数と割合を併記した値は、割り算で確かめられる。",
        "Where counts and a percentage stand together, a division tells whether they agree.",
    ),
)
def find_wrong_percentages(form: Form) -> Iterator[Found]:
    """Cells such as 48/91（52.7％） whose percentage is not that of the fraction."""
    for row in rows(form):
        for path, cell in row.cells:
            if found := _FRACTION.search(unified(cell.printed)):
                part, whole = (Decimal(found[n].replace(",", "")) for n in ("part", "whole"))
                printed = Decimal(found["percent"])
                if whole and not _is_percentage(part / whole * 100, printed):
                    yield _wrong_percentage(path, cell.printed, part, whole)


def _is_percentage(exact: Decimal, printed: Decimal) -> bool:
    step = Decimal(1).scaleb(-decimals(printed))
    return printed in (exact.quantize(step, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN))


def _wrong_percentage(path: KeyPath, printed: str, part: Decimal, whole: Decimal) -> Found:
    rate = (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    calculation = f"{amount(part)}÷{amount(whole)}＝{rate}％"
    return Found(
        path=path,
        printed=printed,
        evidence=Bilingual(
            f"{calculation} であり、併記の百分率と一致しない。",
            f"{calculation}; the percentage beside it is another.",
        ),
        suggestion=Bilingual("件数と百分率を確認する。", "Check the counts and the percentage."),
    )
