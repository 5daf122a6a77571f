"""Targets for the total of several years: 3年間の累計250件, 令和3～5年度の合計250件以上."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from evalkit.assess.judge.reasons import NotDecidable, not_decidable
from evalkit.assess.judge.target_levels import ComputedTarget, Known, OpenTarget, how_found
from evalkit.assess.judge.target_rules import rule_words
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Narrative, Quantity, parse_cell
from evalkit.sheet.fiscal import NotAFiscalYear, parse_year_span, read_term
from evalkit.sheet.printing import year_text
from evalkit.sheet.text import Compact, in_one_line

_FEW = "一二三四五六七八九十"
_TOTAL = "(?:累計|累積|合計|総計|延べ|のべ|計)"
_YEAR = "(?:令和|平成|昭和|[RHS])?(?:元|[0-9]{1,4})年?度?"
_YEARS = (
    rf"(?:(?P<span>{_YEAR}[~-]{_YEAR})|(?P<count>[0-9]{{1,2}}|[{_FEW}])[かカヵヶケ箇]?年[間度]?間?"
    rf"|(?P<begin>{_YEAR})(?:から|以降|より)|(?P<plan>(?:計画|事業|目標|対象)?期間[中内]?))"
)
_IN = rf"(?:(?:の|における)?[でに]?{_TOTAL}[でのに]?|で|(?<=[間中内])に)"
_BEFORE = re.compile(rf"{_YEARS}{_IN}(?P<figure>[0-9].*)")
_BEHIND = re.compile(rf"(?:{_TOTAL}で?)?(?P<figure>[0-9][^()]*)\({_YEARS}の?(?P<total>{_TOTAL})?\)")
_NO_SUM = ("%", "位", "ポイント", "倍", "点")
"""Units whose figures of several years make no total."""


def total_target(cell: Narrative, known: Known) -> Narrative | ComputedTarget:
    """Target with what the last year of its period has to bring; another text: the cell itself.

    The level is the total less the actuals of the years before. A rate of one year against it
    would say nothing.
    """
    words = Compact.of(rule_words(cell.printed))
    found = _BEFORE.fullmatch(words.text) or _BEHIND.fullmatch(words.text)
    total = parse_cell(words.raw[slice(*found.span("figure"))]) if found else None
    if found is None or not isinstance(total, Quantity) or not _is_sum(total, known):
        return cell
    try:
        return _Rest(cell, known, total).of(_years(found, cell, known))
    except NotDecidable as why:
        return OpenTarget(printed=cell.printed, doubt=cell.doubt, code=why.code, why=why.reason)


def rest_of_window(cell: Quantity, known: Known) -> Quantity | OpenTarget:
    """The same of a figure beside which its years stand: （令和3～5年度の累計）250件.

    It stays as it is where the actuals are such totals themselves.
    """
    window, actual = cell.window, known.indicator.actuals[known.year]
    single = isinstance(actual, Quantity) and actual.window is None
    if window is None or window.kind != "sum" or not single or not _is_sum(cell, known):
        return cell
    years = range(known.year - window.years + 1, known.year + 1)
    try:
        return _Rest(cell, known, cell.model_copy(update={"window": None})).of(years)
    except NotDecidable as why:
        return OpenTarget(printed=cell.printed, code=why.code, why=why.reason)


def _is_sum(total: Quantity, known: Known) -> bool:
    """Whether a figure can be the total of actuals that are not such totals themselves."""
    return (
        not any(word in known.indicator.name for word in ("累計", "累積"))
        and total.comparator in ("=", ">=", "<=", ">", "<")
        and total.second is None
        and total.plain_unit not in _NO_SUM
    )


def _years(found: re.Match[str], cell: Narrative, known: Known) -> Sequence[int]:
    """Years of the period, as far as the one that is judged.

    Raises
    ------
    NotDecidable
        If they are not said, or the period is not over.
    """
    own, years = known.year, range(0)
    if found["count"]:
        few = found["count"]
        count = _FEW.index(few) + 1 if few in _FEW else int(few)
        years = range(own - count + 1, own + 1)
    elif found["begin"]:
        begin = read_term(found["begin"], near=known.sheet.own_year).year
        years = range(begin, own + 1) if begin else years
    elif found["span"]:
        try:
            first, last = parse_year_span(found["span"], near=known.sheet.own_year)
        except NotAFiscalYear:
            first, last = 0, -1
        years = range(first, last + 1)
    if len(years) < 2:
        raise not_decidable("rule_period_unsaid", target=rule_words(cell.printed))
    if years[-1] != own:
        raise not_decidable(
            "rule_period_open", target=rule_words(cell.printed), needed=year_text(years[-1])
        )
    return years


_NAME = Bilingual("{years}の実績値の合計", "the total of the actual values of {years}")


class _Rest:
    """What is left of a total for the last year."""

    def __init__(self, cell: Narrative | Quantity, known: Known, total: Quantity) -> None:
        self.cell, self.known = cell, known
        text = in_one_line(cell.printed)
        self.text = rule_words(text) if isinstance(cell, Narrative) else text
        told = known.indicator.in_its_unit(total)
        assert isinstance(told, Quantity)
        self.total = told

    def of(self, years: Sequence[int]) -> ComputedTarget:
        """Level of the last of `years`."""
        name = _NAME.format(years=year_text(*years[:-1]))
        cells = [self.known.indicator.actuals[year] for year in years[:-1]]
        figures = [each for each in cells if isinstance(each, Quantity)]
        if len(figures) < len(cells):
            raise self._open("rule_missing", name)
        if any(each.comparator != "=" or each.second or each.window for each in figures):
            raise self._open("rule_inexact", name)
        unit = self.known.indicator.unit_of
        if {unit(each) for each in figures} != {unit(self.total)}:
            raise self._open("rule_units", name)
        last = self.known.indicator.break_after
        if last is not None and years[0] <= last < years[-1]:
            raise self._open("rule_break", name)
        made = figures[0].model_copy(update={"value": sum((f.value for f in figures), Decimal(0))})
        rest = self.total.model_copy(update={"value": self.total.value - made.value})
        parts = {each: getattr(rest, each) for each in Quantity.model_fields}
        own = {"printed": self.cell.printed, "note": "", "reading": None}
        how = how_found(self.text, name, made, rest)
        return ComputedTarget(**parts | own, how=how, yearly=True, rated=False)

    def _open(self, code: str, needed: Bilingual) -> NotDecidable:
        return not_decidable(code, target=self.text, needed=needed)
