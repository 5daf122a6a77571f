"""CSV as 総務省's rules for machine-readable tables ask for it, and safe to open in a spreadsheet.

UTF-8 with BOM, CRLF, one header line, every field quoted, numbers plain, an empty field where
nothing is published.

A spreadsheet takes a field that begins with ``=``, ``+``, ``-``, ``@`` (or, in Japanese, their
full-width forms), a tab or a line break for a formula, quoted or not. Numbers are numbers and stay
as they are. Before a *text* that begins so stands one apostrophe, which a spreadsheet shows and
never runs. That changes the text, so it is done only where a formula could result (a lone －, by
far the most frequent, is none), it can be undone without loss (`unguarded`), and the data package
says how; XLSX and JSON hold the text as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any

from evalkit.present.tidy.schema import Table
from evalkit.produce.opendata.dataset import Dataset, Records

_FORMULA = re.compile(r"'*(?:[=＝+＋@＠\t\r\n]|[-－](?![-－]*\Z))")


def csv_files(dataset: Dataset) -> dict[str, bytes]:
    """One CSV file for each table."""
    return {f"{table.name}.csv": csv_bytes(table, records) for table, records in dataset}


def csv_bytes(table: Table, records: Records) -> bytes:
    """Write one table; the header stands there even if nothing is under it."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_FIELDS[type(datum)](datum) for datum in record] for record in records)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Text as a field that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("－年度"), guarded("－"), guarded("7件")
    ("'=1+1", "'－年度", '－', '7件')
    """
    return f"'{text}" if text[:1] in _BEGINNINGS and _FORMULA.match(text) else text


def unguarded(field: str) -> str:
    """Text that a field of a text column stands for.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'=1+1'"), unguarded("'24")
    ('=1+1', "=1+1'", "'24")
    """
    return field[1:] if field[:1] == "'" and _FORMULA.match(field) else field


_BEGINNINGS = frozenset("'=＝@＠-－+＋\t\r\n")
_FIELDS: Mapping[type[object], Callable[[Any], str]] = {
    NoneType: lambda _: "",
    str: guarded,
    bool: lambda datum: str(datum).lower(),
    int: str,
    Decimal: "{:f}".format,
}
