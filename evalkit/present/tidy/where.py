"""In which file, and in which line of it, the cell of a row stands."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath

from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.schema import Column, Row
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.characters import made_visible
from evalkit.sheet.fields import overlapping_windows, read_span
from evalkit.sheet.fiscal import NotAFiscalYear
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.source import Source

FILE = Column(
    "file", "string", Bilingual("評価書のファイル", "Sheet file"),
    Bilingual("年度のフォルダからのパス", "Its path from the folder of rounds"),
)  # fmt: skip
LINE = Column(
    "file_line", "integer", Bilingual("ファイルの行", "Line of the file"),
    Bilingual("この行の記載がファイルの何行目にあるか。記載のない欄は空欄",
         "Where what is printed stands; empty where nothing is"),
)  # fmt: skip


def where(facts: ReportData, path: KeyPath, year: int | None = None) -> Row:
    """File and line of the entry at `path`, or of its cell for `year`.

    Nothing where the facts were not gathered from a file.
    """
    source = facts.source
    if source is None:
        return {}
    if year is not None:
        path = (*path, _key_of(source.at(path) or (), year, near=facts.sheet.fiscal_year))
    path = source.stated(path)
    line = source.values[path][0] if path in source.values else None
    return {"file": file_of(source), "file_line": line}


def file_of(source: Source) -> str:
    """Name of the sheet's file from the folder of rounds: the same on every machine."""
    return made_visible("/".join(PurePosixPath(source.name).parts[-2:]))


def _key_of(keys: Iterable[str], year: int, *, near: int) -> str:
    """Key of a year among those of a series, as it is typed: 2012, 平成24年度, 2008-2010."""
    spans = {}
    for key in keys:
        with suppress(NotAFiscalYear):
            spans[key] = read_span(key, near=near)
    windows = overlapping_windows(spans.values())
    ends = {key: span._replace(is_window=span in windows) for key, span in spans.items()}
    return next((key for key, span in ends.items() if year in span.years), "")
