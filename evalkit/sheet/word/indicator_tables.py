"""The tables of indicators, and their 別表, with the columns of results that the form has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from evalkit.sheet.breakdown import Breakdown, BreakdownRow
from evalkit.sheet.cells import AnyCell, own_label
from evalkit.sheet.dated_targets import DatedTarget
from evalkit.sheet.fields import Series
from evalkit.sheet.indicator import Indicator, IndicatorTable, NamedSeries
from evalkit.sheet.model import AchievementGoal, Sheet
from evalkit.sheet.printing import fiscal_year, revision_text, year_span
from evalkit.sheet.published import EARLIER_HEADS, EARLIER_TITLES, RESULT_ROWS, PublishedResult
from evalkit.sheet.references import circled, numbered
from evalkit.sheet.terms import TERMS
from evalkit.sheet.word.blocks import Block, Cell, Paragraph, Row, Table, row

MOST_YEARS = 12
"""Columns of years that a page in landscape holds without breaking their figures; our choice."""


def indicator_tables(sheet: Sheet, goal: AchievementGoal) -> Iterator[Table]:
    """Tables of a goal's indicators: one for each run of indicators of one kind.

    Where there are more years than a page has room for, tables of the further years follow.
    """
    years = sheet.window
    for _, group in groupby(goal.indicators, key=lambda each: each.kind):
        own = [*group]
        for at in range(0, len(years), MOST_YEARS):
            yield _Columns(sheet, goal, own[0], years[at : at + MOST_YEARS]).table(own)
            if sheet.results == "latest":
                break


class _Columns:
    """A table of indicators of one kind: heads and rows in the columns of its form."""

    def __init__(self, sheet: Sheet, goal: AchievementGoal, first: Indicator, years: range) -> None:
        self._sheet, self._goal, self._first = sheet, goal, first
        self._years = () if sheet.results == "latest" else years

    def table(self, indicators: list[Indicator]) -> Table:
        """Table of these indicators."""
        heads = tuple(self._heads())
        rows = tuple(row for each in indicators for row in self._rows(each))
        between = len(self._years) or 1
        widths = (22, 11, *[55 // between] * between, 12)
        return Table(title=self._named, widths=widths, rows=heads + rows, heads=len(heads))

    @property
    def _named(self) -> str:
        """Head over the names: as the sheet prints it, or as its form does."""
        own, kind = self._sheet.profile.word(self._first.kind), self._first.kind
        if own and kind not in self._goal.tables.model_fields_set:
            return own.ja
        return self._head_texts.heading or TERMS[kind].ja

    @property
    def _head_texts(self) -> IndicatorTable:
        return self._goal.table(self._first)

    def _heads(self) -> Iterator[Row]:
        profile, below = self._sheet.profile, self._head_texts
        key = {"by_year": "actuals", "none": "annual_targets", "latest": "latest_value"}
        between = key[self._sheet.results]
        years = [Cell(text=fiscal_year(year).ja, look="head") for year in self._years]
        two = bool(years or below.baseline or below.target)
        yield Row(cells=(
            Cell(text=self._named, look="head", height=1 + two),
            Cell(text=profile.heading("baseline"), look="head"),
            Cell(text=profile.heading(between), look="head", width=len(years) or 1,
                 height=1 + (two and not years)),
            Cell(text=profile.heading("target"), look="head"),
        ))  # fmt: skip
        if two:
            ends = (Cell(text=text, look="head") for text in (below.baseline, below.target))
            yield Row(cells=(next(ends), *years, *ends))

    def _rows(self, indicator: Indicator) -> Iterator[Row]:
        name = numbered(indicator.no, indicator.name)
        profile = self._sheet.profile
        yield from self._figures(name, indicator, profile.label(indicator.annual_targets_label))
        for each in indicator.series:
            label = profile.label(TERMS["annual_targets"].ja)
            yield from self._figures(each.name, each, label)
        yield from self._results(indicator)

    def _figures(self, name: str, each: Indicator | NamedSeries, label: str) -> Iterator[Row]:
        """Row of the figures, and below it that of their targets, where the form has it."""
        targets = self._has_targets(each)
        baseline, target = (
            Cell(text=text, look="figure", height=1 + targets)
            for text in (each.baseline.printed, "\n".join(map(_dated, each.dated_targets())))
        )
        first = Cell(text="\n".join(_lines(name, each)), look="name")
        yield Row(cells=(first, baseline, *self._between(each), target), keeps=targets)
        if targets:
            yield Row(cells=(Cell(text=label, look="name"), *self._cells(each.annual_targets)))

    def _has_targets(self, each: Indicator | NamedSeries) -> bool:
        if self._sheet.results != "by_year":
            return False
        of_form = isinstance(each, Indicator) and self._sheet.profile.has("annual_targets")
        return of_form or bool(each.annual_targets.root)

    def _between(self, each: Indicator | NamedSeries) -> Iterator[Cell]:
        """Cells between baseline and target."""
        if self._sheet.results == "latest":
            return iter([Cell(text=_latest(each.actuals), look="figure")])
        plan = self._sheet.results == "none"
        return self._cells(each.annual_targets if plan else each.actuals)

    def _cells(self, series: Series) -> Iterator[Cell]:
        for run in series.runs(self._years):
            text = _of_its_years(series, run[0])
            yield Cell(text=text, look="figure", width=len(run))

    def _results(self, indicator: Indicator) -> Iterator[Row]:
        """Rows of what the ministry published of the indicator, a column a year."""
        for key, words in RESULT_ROWS.items():
            texts = [*self._of_years(indicator.published, key)]
            if any(texts):
                figures = (Cell(text=text, look="figure") for text in texts)
                yield Row(cells=(Cell(text=words, look="name"), Cell(), *figures, Cell()))

    def _of_years(self, results: Mapping[int, PublishedResult], key: str) -> Iterator[str]:
        for year in self._years:
            yield _result(results.get(year), key)
        if not self._years:  # the latest, as of the actuals
            year = max(results, default=0)
            text = _result(results.get(year), key)
            yield f"{text}\n（{fiscal_year(year).ja}）" if text else ""


def _lines(name: str, each: Indicator | NamedSeries) -> Iterator[str]:
    """Lines of the cell of a name; the unit of figures that are printed without is said there."""
    yield name
    if each.unit and each.unit not in each.name:
        yield f"（単位：{each.unit}）"
    if each.note:
        yield each.note


def _dated(target: DatedTarget) -> str:
    """Text of a target, and since when it holds where it was revised."""
    if target.since is None:
        return target.text.printed
    why = f"：{target.reason}" if target.reason else ""
    return f"{target.text.printed}\n（{revision_text(target.since).ja}{why}）"


def _result(result: PublishedResult | None, key: str) -> str:
    value: AnyCell | str = getattr(result, key) if result else ""
    return value if isinstance(value, str) else value.printed


def _of_its_years(series: Series, year: int) -> str:
    """Text of a cell; behind it its years, where the column names but the last of them."""
    span = series.printed_span(year)
    text = series[span.last].printed
    years = f"{year_span(*span[:2]).ja}{span.said}"
    return f"{text}\n（{years}）" if series.names_its_years(span) else text


def _latest(actuals: Series) -> str:
    """The one value that there is, with its year where the cell itself names none."""
    latest = actuals.latest()
    if latest is None:
        return ""
    span, cell = latest
    return cell.printed if own_label(cell) else f"{cell.printed}\n（{year_span(*span[:2]).ja}）"


# 訂正前の結果 ------------------------------------------------------------------------------------


def corrections(goal: AchievementGoal) -> Iterator[Block]:
    """Table of what was published of the goal's indicators before it was corrected."""
    rows = tuple(
        row("cell", (
            circled(indicator.no), fiscal_year(year).ja, old.rate.printed, old.grade,
            old.score.printed, old.date, old.reason,
        ))
        for indicator in goal.indicators
        for year, result in sorted(indicator.published.items())
        for old in result.earlier
    )  # fmt: skip
    if rows:
        keys = ("indicators", "fiscal_year", "rate", "grade", "score")
        titles = (*(TERMS[key].ja for key in keys), EARLIER_HEADS["date"], EARLIER_HEADS["reason"])
        title = EARLIER_TITLES["result"]
        yield Paragraph(text=title, look="subheading")
        yield Table(title=title, widths=(8, 12, 12, 12, 10, 16, 30),
                    rows=(row("head", titles), *rows), heads=1)  # fmt: skip


# 別表 --------------------------------------------------------------------------------------------


def breakdown_tables(sheet: Sheet, goal: AchievementGoal) -> Iterator[Block]:
    """Every 別表 of the goal's indicators under its words."""
    for indicator in goal.indicators:
        if indicator.breakdown:
            rows = indicator.breakdown
            title, number = rows.heading or TERMS["breakdown"].ja, circled(indicator.no)
            if number not in title + rows.caption:
                title = f"{title}（{TERMS['indicators'].ja}{number}）"
            yield Paragraph(text=title, look="subheading")
            if rows.caption:
                yield Paragraph(text=rows.caption)
            yield _breakdown(rows, sheet.window, rows.caption or title)


def _breakdown(rows: Breakdown, years: range, title: str) -> Table:
    titles = (rows.group_head, rows.name_head, *(fiscal_year(year).ja for year in years))
    mean = (
        (_member((Cell(text=rows.mean.name, look="label", width=2),), rows.mean, years),)
        if rows.mean
        else ()
    )
    return Table(
        title=title,
        widths=(17, 17, *[66 // len(years)] * len(years)),
        rows=(row("head", titles), *_members(rows, years), *mean),
        heads=1,
    )


def _members(rows: Breakdown, years: range) -> Iterator[Row]:
    """Rows of the table; the cell of a group's name is one over all of them."""
    for group, members in groupby(rows.rows, key=lambda each: each.group):
        own = [*members]
        over = [Cell(text=group, look="label", height=len(own) if group else 1)]
        for place, each in enumerate(own):
            name = Cell(text=each.name, look="label")
            yield _member((*(over if not group or not place else ()), name), each, years)


def _member(names: tuple[Cell, ...], each: BreakdownRow, years: range) -> Row:
    figures = (
        Cell(text=_of_its_years(each.actuals, run[0]), look="figure", width=len(run))
        for run in each.actuals.runs(years)
    )
    return Row(cells=(*names, *figures))
