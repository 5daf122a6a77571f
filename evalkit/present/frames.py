"""A sheet as tidy tables: one row an observation, one datum a cell.

The same rows feed pandas, the data files and the accessible tables behind the charts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from evalkit.assess.achievement import Computed, Forecast
from evalkit.assess.assessment import Assessment
from evalkit.present.numbers import rounded
from evalkit.sheet.cells import AnyCell, Pending, Quantity
from evalkit.sheet.model import (
    AchievementGoal,
    BreakdownRow,
    Indicator,
    Measure,
    Series,
    Sheet,
    Span,
    baseline_year,
    target_year,
)

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, str | int | Decimal | None]


def observations(sheet: Sheet) -> Iterator[Row]:
    """Rows of the observation table.

    One row for each fiscal year of the sheet's window for ``actual`` and ``annual_target`` (a
    merged cell stands on each year that it covers), one for ``baseline`` and one for ``target``
    (``fiscal_year`` is None for 毎年度 or where the form names no year; ``note`` says which).

    Examples
    --------
    >>> from evalkit.sheet.load import parse_sheet
    >>> sheet = parse_sheet('''
    ... ministry: 文部科学省
    ... fiscal_year: 2012
    ... policy_goal: {number: 7-2, name: 例}
    ... achievement_goals:
    ...   - no: 1
    ...     name: 例
    ...     indicators:
    ...       - {no: 1, name: 例, kind: outcome, actuals: {2012: 338機関}, target: 540機関}
    ... ''')
    >>> [row["series"] for row in observations(sheet)].count("actual")
    5
    """
    for goal, indicator in sheet.indicators():
        about: Row = {
            "achievement_goal": goal.no,
            "indicator": indicator.no,
            "kind": indicator.kind,
            "name": indicator.name,
        }
        for row in _of_indicator(sheet, goal, indicator):
            yield about | row


def _of_indicator(sheet: Sheet, goal: AchievementGoal, indicator: Indicator) -> Iterator[Row]:
    heads = goal.table(indicator)
    year = baseline_year(sheet, goal, indicator)
    yield _single("baseline", indicator, indicator.baseline, year, heads.baseline)
    for name, series in (
        ("actual", indicator.actuals),
        ("annual_target", indicator.annual_targets),
    ):
        for each in sheet.window:
            yield _observation(name, indicator, series[each], each, series.span(each))
    year = target_year(sheet, goal, indicator)
    yield _single("target", indicator, indicator.target, year, heads.target)


def _single(series: str, indicator: Indicator, cell: AnyCell, year: int | None, head: str) -> Row:
    row = _observation(series, indicator, cell, year, None)
    own = cell.year_label if isinstance(cell, Quantity) else ""
    if year is None and not own:
        row["note"] = " ".join(filter(None, (head, str(row["note"]))))
    return row


def _observation(
    series: str, indicator: Indicator, cell: AnyCell, year: int | None, span: Span | None
) -> Row:
    quantity = cell if isinstance(cell, Quantity) else None
    return {
        "series": series,
        "fiscal_year": year,
        "printed": cell.printed,
        "value": quantity.value if quantity else None,
        "second_value": quantity.second if quantity else None,
        "unit": (quantity.unit or indicator.unit or "") if quantity else "",
        "comparator": quantity.comparator if quantity else "",
        "status": cell.status,
        "due": cell.due if isinstance(cell, Pending) else "",
        "span_first": span.first if span else None,
        "span_last": span.last if span else None,
        "note": quantity.note if quantity else "",
    }


def measures(sheet: Sheet) -> Iterator[Row]:
    """Rows of the table of 達成手段, with a budget (thousand yen) for each year the form names."""
    tables = [(goal.no, goal.measures) for goal in sheet.achievement_goals]
    if sheet.reference:
        tables.append(("reference", sheet.reference.measures))
    years = sorted({year for _, table in tables for measure in table for year in measure.budget})
    for name, table in tables:
        for number, measure in enumerate(table, start=1):
            about: Row = {"achievement_goal": name, "no": number}
            yield about | _measure(measure, years)


def _measure(measure: Measure, years: list[int]) -> Row:
    row: Row = {"name": measure.name}
    for year in years:
        cell = measure.budget.get(year)
        row[f"budget_{year}"] = cell.value if isinstance(cell, Quantity) else None
        row[f"budget_{year}_printed"] = cell.printed if cell else ""
    return row | {
        "unit": "千円",
        "summary": measure.summary,
        "indicators": measure.indicators,
        "review_sheet": measure.review_sheet,
        "division": measure.division,
    }


def budget(sheet: Sheet) -> Iterator[Row]:
    """Rows of 予算額・執行額: one for every printed figure."""
    if sheet.budget is None:
        return
    for line, by_item in sheet.budget.lines():
        for item, by_year in by_item.items():
            for year, cell in by_year.items():
                about: Row = {"line": line, "item": item, "fiscal_year": year}
                yield about | _figure(cell, sheet.budget.unit)


def breakdowns(sheet: Sheet) -> Iterator[Row]:
    """Rows of every 別表: its rows by year, and the published mean (``role``)."""
    for goal, indicator in sheet.indicators():
        if indicator.breakdown is None:
            continue
        about: Row = {"achievement_goal": goal.no, "indicator": indicator.no}
        for row in indicator.breakdown.rows:
            yield from (about | {"role": "row"} | each for each in _member(row, sheet))
        if indicator.breakdown.mean:
            mean = _member(indicator.breakdown.mean, sheet)
            yield from (about | {"role": "mean"} | each for each in mean)


def _member(row: BreakdownRow, sheet: Sheet) -> Iterator[Row]:
    series: Series = row.actuals
    for year in sheet.window:
        about: Row = {"group": row.group, "name": row.name, "fiscal_year": year}
        yield about | _figure(series[year], "")


def _figure(cell: AnyCell, unit: str) -> Row:
    quantity = cell if isinstance(cell, Quantity) else None
    return {
        "printed": cell.printed,
        "value": quantity.value if quantity else None,
        "unit": (quantity.unit or unit) if quantity else "",
        "status": cell.status,
    }


def results(assessment: Assessment) -> Iterator[Row]:
    """Rows of everything computed: one for each indicator, fiscal year and function.

    ``value`` is a figure as decimal text with at least six places, or true/false; where it does not
    exist, ``reason`` says why.
    """
    for result in assessment.results:
        for year in result.years:
            about: Row = {
                "achievement_goal": result.goal.no,
                "indicator": result.indicator.no,
                "fiscal_year": year.year,
            }
            for figure in year.figures:
                yield about | _result(figure)


def _result(figure: Computed) -> Row:
    value = figure.value
    if isinstance(value, Forecast):
        value = value.projection
    row: Row = {"function": figure.function, "value": None, "reason": figure.reason or ""}
    if isinstance(value, bool):
        row["value"] = str(value).lower()
    elif value is not None:
        row["value"] = f"{rounded(value, max(6, -int(value.as_tuple().exponent))):f}"
    return row


def judgements(assessment: Assessment) -> Iterator[Row]:
    """Rows of the annual judgements: one for each indicator and fiscal year."""
    for result in assessment.results:
        for year in result.years:
            yield {
                "achievement_goal": result.goal.no,
                "indicator": result.indicator.no,
                "fiscal_year": year.year,
                "grade": year.judgement.grade,
                "reason": year.judgement.reasoning_ja,
            }


TABLES: Mapping[str, Callable[[Sheet], Iterator[Row]]] = {
    "observations": observations,
    "measures": measures,
    "budget": budget,
    "breakdowns": breakdowns,
}
"""The tables of a sheet by name."""


def frame(name: str, sheet: Sheet) -> pd.DataFrame:
    """Table `name` as a pandas frame: years are Int64, figures Decimal, the rest text.

    Raises
    ------
    KeyError
        If there is no table called `name`.
    """
    import pandas as pd

    whole = pd.DataFrame(list(TABLES[name](sheet)))
    years = [column for column in ("fiscal_year", "span_first", "span_last") if column in whole]
    return whole.astype(dict.fromkeys(years, "Int64"))
