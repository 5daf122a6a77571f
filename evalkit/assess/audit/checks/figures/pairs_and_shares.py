"""Single figures that cannot be: pairs, running totals, fractions and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from evalkit.assess.audit.form import indicators
from evalkit.assess.audit.indicators import IndicatorRow
from evalkit.assess.audit.kit import Hit, Severity, check, hit
from evalkit.sheet.bilingual import DOT, Bilingual
from evalkit.sheet.printing import amount
from evalkit.sheet.rounding import decimals, rounded
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


# Pairs and running totals -------------------------------------------------------------------------


@check(
    "pair-order",
    "error",
    over=indicators,
    title=Bilingual("総数・累計を上回る内数", "A part larger than its total"),
    why=Bilingual(
        "見出しが総数・累計とする括弧内の値は、括弧の外の値を下回らない。",
        "A total in brackets cannot be less than the figure before it.",
    ),
    says={
        "total": Bilingual(
            "名称の「{head}」に当たる括弧内の {second} が、括弧の外の {first} より小さい。",
            "By the name, {second} in brackets is “{head}”; it is smaller than {first} before it.",
        ),
        "part": Bilingual(
            "名称の「{head}」に当たる括弧内の {second} が、括弧の外の {first} より大きい。",
            "By the name, {second} in brackets is “{head}”; it is larger than {first} before it.",
        ),
    },
    do=Bilingual("二つの値とその順序を確認する。", "Check both figures and their order."),
)
def pairs_out_of_order(row: IndicatorRow) -> Iterator[Hit]:
    """Pairs whose value in brackets cannot be the total, or the part, that the name says it is."""
    name = row.indicator.name + row.indicator.note
    total, part = _in_brackets(name, _TOTAL), _in_brackets(name, _PART)
    if bool(total) == bool(part):
        return
    for figure in row.all_figures:
        first, second = figure.value, figure.cell.second
        if second is None or figure.cell.comparator == "range":
            continue
        if (second < first) if total else (second > first):
            yield hit(
                figure,
                "total" if total else "part",
                cause=f"pair:{figure.path}",
                head=total or part,
                first=amount(first),
                second=amount(second),
            )


def _in_brackets(name: str, words: re.Pattern[str]) -> str:
    """The brackets of a name that hold one of `words`: （プロジェクトの総数）."""
    found = (part[0] for part in _BRACKETS.finditer(unified(name)) if words.search(part[0]))
    return next(found, "")


@check(
    "running-total",
    "warning",
    over=indicators,
    title=Bilingual(
        "累計の減少・積み上げの不一致", "A running total that falls or does not add up"
    ),
    why=Bilingual(
        "累計は減らず、前年度の累計に当年度の値を加えたものになる。",
        "A running total never falls: it is last year's plus this year's figure.",
    ),
    says={
        "falls": Bilingual(
            "累計が前年度の {before} から {after} に減少している。",
            "The running total falls from {before} to {after}.",
        ),
        "other sum": Bilingual(
            "前年度の累計に当年度の値を加えると {before}＋{own}＝{sum} であり、記載の累計 {after}"
            " と一致しない。",
            "Last year's running total and this year's figure are {before}＋{own}＝{sum};"
            " printed is {after}.",
        ),
    },
    do=Bilingual("累計と各年度の値を確認する。", "Check the running total and the years' figures."),
)
def broken_running_totals(row: IndicatorRow) -> Iterator[Hit]:
    """Running totals that fall, or that are not last year's plus the year's own figure."""
    pairs = bool(_in_brackets(row.indicator.name, _RUNNING))
    if not pairs and not _RUNNING.search(row.indicator.name):
        return
    for then, now in pairwise(row.actuals):
        before, after = (each.cell.second if pairs else each.value for each in (then, now))
        next_year = then.year is not None and now.year == then.year + 1
        if before is None or after is None or not next_year or not row.alike(then, now):
            continue
        if after < before or (pairs and after != before + now.value):
            yield hit(
                now,
                "falls" if after < before else "other sum",
                related=[then],
                cause=f"pair:{now.path}",
                before=amount(before),
                own=amount(now.value),
                sum=amount(before + now.value),
                after=amount(after),
            )


# Shares -------------------------------------------------------------------------------------------


@check(
    "share-out-of-bounds",
    "error",
    over=indicators,
    title=Bilingual("0～100％を外れる割合", "A share outside 0 to 100 %"),
    why=Bilingual("全体に占める割合は100％を超えない。", "A share of a whole cannot exceed 100 %."),
    says=Bilingual(
        "割合を表す指標の値が {figures} であり、0～100％の範囲にない。",
        "The indicator is a share, the value {figures}: outside 0 to 100 %.",
    ),
    do=Bilingual("値の桁・小数点・単位を確認する。", "Check digits, decimal point and unit."),
)
def impossible_shares(row: IndicatorRow) -> Iterator[Hit]:
    """Shares and bounded rates above 100 % or below zero."""
    severity = _severity(row.indicator.name)
    if severity is None:
        return
    shares = (each for each in row.all_figures if row.unit(each.cell) == "%")
    if out := [each for each in shares if not 0 <= each.value <= 100]:
        figures = Bilingual.join((amount(each.value, "％") for each in out), DOT)
        yield hit(out[0], severity=severity, related=out[1:], figures=figures)


def _severity(name: str) -> Severity | None:
    """How surely an indicator of this name is a share of a whole."""
    bare = _BRACKETS.sub("", unified(name))
    if _OPEN.search(bare):
        return None
    if _SHARE.search(bare):
        return "error"
    return "warning" if _RATE.search(bare) else None


@check(
    "fraction-percentage",
    "error",
    over=indicators,
    title=Bilingual(
        "分数と百分率の不一致", "A percentage that is not that of the fraction beside it"
    ),
    why=Bilingual(
        "件数と割合を併記した値は、割り算で確かめられる。",
        "Where counts and a percentage stand together, a division tells whether they agree.",
    ),
    says=Bilingual(
        "{part}÷{whole}＝{rate}％ であり、併記の百分率と一致しない。",
        "{part}÷{whole}＝{rate}％; the percentage beside it is another.",
    ),
    do=Bilingual("件数と百分率を確認する。", "Check the counts and the percentage."),
)
def wrong_percentages(row: IndicatorRow) -> Iterator[Hit]:
    """Cells such as 48/91（52.7％） whose percentage is not that of the fraction."""
    for path, cell in row.cells:
        if found := _FRACTION.search(unified(cell.printed)):
            part, whole = (Decimal(found[n].replace(",", "")) for n in ("part", "whole"))
            exact = part / whole * 100 if whole else None
            if exact is not None and not _is_percentage(exact, Decimal(found["percent"])):
                rate = str(rounded(exact, 2))
                yield hit(path, part=amount(part), whole=amount(whole), rate=rate)


def _is_percentage(exact: Decimal, printed: Decimal) -> bool:
    step = Decimal(1).scaleb(-decimals(printed))
    return printed in (exact.quantize(step, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN))
