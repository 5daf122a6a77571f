"""The data files of one report by name: beside it, in its PDF, or exported alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

from evalkit.assess.report_data import ReportData
from evalkit.present.frames import TABLES
from evalkit.present.read_report import open_in_round
from evalkit.present.words import Words
from evalkit.produce.opendata.csv_files import csv_files
from evalkit.produce.opendata.datapackage import NAME, package_files
from evalkit.produce.opendata.dataset import Dataset, collect
from evalkit.produce.opendata.json_files import json_files
from evalkit.produce.pdf.typeset import Attachment
from evalkit.sheet.bilingual import Language

Format = Literal["csv", "json", "xlsx", "package"]
FORMATS: tuple[Format, ...] = ("package", "json", "xlsx")
"""What a report publishes; a package is the CSV files with their description."""

ATTACHED: tuple[Format, ...] = ("package",)
"""What goes into its PDF: the tables as CSV, which any spreadsheet opens, and their description."""


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


def attachments_of(files: Mapping[str, bytes], language: Language = "ja") -> list[Attachment]:
    """Attachments of a report's PDF, each with the title of its table.

    Parameters
    ----------
    files : mapping of str to bytes
        As `data_files` makes them; those that are not `ATTACHED` stay out.
    language : {"ja", "en"}
        Language of the titles.
    """
    words = Words(language)
    titles = {f"{name}.csv": words.said(table.title) for name, table in TABLES.items()}
    titles[NAME] = words("data_package")
    return [
        Attachment(name=name, data=files[name], media_type=_media_type(name), description=title)
        for name, title in titles.items()
        if name in files
    ]


def _media_type(name: str) -> str:
    return "application/json" if name == NAME else "text/csv"


def export_files(path: Path, to: Format) -> dict[str, bytes]:
    """Data files of the sheet at `path`, by name.

    Language, as-of date and preset are those of its round, as in the report; the defaults where
    the round has no parameters.

    Raises
    ------
    SheetProblems
        If the sheet, last year's or the parameters cannot be read.
    """
    return data_files(open_in_round(path).facts, [to])
