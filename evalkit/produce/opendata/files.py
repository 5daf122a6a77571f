"""All data files of one report, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from evalkit.assess.report_data import ReportData
from evalkit.produce.opendata.csv_files import csv_files
from evalkit.produce.opendata.datapackage import package_files
from evalkit.produce.opendata.dataset import Dataset, collect
from evalkit.produce.opendata.json_files import json_files

Format = Literal["csv", "json", "xlsx", "package"]
FORMATS: tuple[Format, ...] = ("package", "json", "xlsx")
"""What a report publishes; a package is the CSV files with their description."""


def _xlsx_files(dataset: Dataset) -> dict[str, bytes]:
    from evalkit.produce.opendata.xlsx_file import xlsx_files  # a PDF's attachments need no XLSX

    return xlsx_files(dataset)


_WRITERS: Mapping[Format, Callable[[Dataset], dict[str, bytes]]] = {
    "csv": csv_files,
    "package": package_files,
    "json": json_files,
    "xlsx": _xlsx_files,
}


def data_files(facts: ReportData, formats: Iterable[Format] = FORMATS) -> dict[str, bytes]:
    """Content of every data file of a report by its name: the same bytes from equal facts.

    Parameters
    ----------
    facts : ReportData
        As `evalkit.assess.report_data.gather` makes them.
    formats : iterable of {"csv", "json", "xlsx", "package"}

    Examples
    --------
    >>> from evalkit.assess.report_data import gather
    >>> from evalkit.sheet.load import parse_sheet
    >>> facts = gather(parse_sheet('''
    ... ministry: 文部科学省
    ... fiscal_year: 2012
    ... policy_goal: {number: 7-2, name: 例}
    ... achievement_goals:
    ...   - no: 1
    ...     name: 例
    ...     indicators: [{no: 1, name: 例, kind: outcome, actuals: {2012: 338機関}}]
    ... '''))
    >>> sorted(data_files(facts, ["json", "xlsx"]))
    ['tables.json', 'tables.schema.json', 'tables.xlsx']
    >>> data_files(facts, ["csv"])["achievement_goals.csv"].decode("utf-8-sig").splitlines()
    ['"achievement_goal","name"', '"1","例"']
    """
    dataset = collect(facts)
    return {name: content for each in formats for name, content in _WRITERS[each](dataset).items()}
