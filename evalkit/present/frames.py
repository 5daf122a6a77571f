"""The tidy tables of a report by name, their rows, and the same as pandas frames.

The same rows feed pandas, the data files, `evalkit assess --json` and `evalkit check --json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from evalkit.assess.report_data import ReportData
from evalkit.present.tidy import (
    assessed,
    findings,
    indicators,
    programmes,
    published,
    targets,
)
from evalkit.present.tidy.schema import Row as Row
from evalkit.present.tidy.schema import Table

if TYPE_CHECKING:
    import pandas as pd

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        indicators.OBSERVATIONS,
        indicators.INDICATORS,
        targets.TARGETS,
        indicators.GOALS,
        indicators.BREAKDOWNS,
        assessed.JUDGEMENTS,
        published.PUBLISHED,
        published.EVALUATIONS,
        assessed.RESULTS,
        programmes.MEASURES,
        programmes.MEASURE_BUDGETS,
        programmes.MEASURE_INDICATORS,
        programmes.BUDGET,
        programmes.BUDGET_LINES_TABLE,
        programmes.EXECUTION_RATES,
        findings.FINDINGS,
        assessed.SOURCES,
        assessed.SECTIONS,
    )
}
"""The tables of a report by name, those that most readers want first."""


def tables_of(facts: ReportData) -> Mapping[str, Table]:
    """Tables that the files of a report hold."""
    return {name: table for name, table in TABLES.items() if table.is_shown(facts)}


def rows(name: str, facts: ReportData) -> Iterator[Row]:
    """Rows of table `name`, as far as they are filled.

    Raises
    ------
    KeyError
        If there is no table called `name`.

    Examples
    --------
    >>> from evalkit.assess.report_data import gather
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
    >>> [row["observation"] for row in rows("observations", gather(sheet)) if row["value"]]
    ['g1-i1/actual/2012', 'g1-i1/target']
    """
    return TABLES[name].rows(facts)


_DTYPES = {"integer": "Int64", "boolean": "boolean"}


def frame(name: str, facts: ReportData) -> pd.DataFrame:
    """Table `name` as a pandas frame: years are Int64, figures Decimal, the rest text.

    Raises
    ------
    KeyError
        If there is no table called `name`.
    """
    import pandas as pd

    table = TABLES[name]
    whole = pd.DataFrame(table.records(facts), columns=[each.name for each in table.columns])
    types = {each.name: _DTYPES[each.type] for each in table.columns if each.type in _DTYPES}
    return whole.astype(types)
