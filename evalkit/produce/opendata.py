"""The tidy tables as files: CSV for everybody's spreadsheet, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from evalkit.present.frames import TABLES, Row
from evalkit.sheet.model import Sheet

Format = Literal["csv", "json"]


def data_files(sheet: Sheet, to: Format) -> dict[str, bytes]:
    """Every table of `sheet` as the content of a file, by file name."""
    write = {"csv": csv_bytes, "json": json_bytes}[to]
    return {f"{name}.{to}": write(list(rows(sheet))) for name, rows in TABLES.items()}


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """Write CSV as 総務省 asks for it: UTF-8 with BOM, one header line, every field quoted."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    if rows:
        writer.writerow(rows[0])
        writer.writerows([_plain(value) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def json_bytes(rows: Iterable[Row]) -> bytes:
    """Write a list of records; figures are decimal text, so that nothing is rounded."""
    records = [_record(row) for row in rows]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def _record(row: Mapping[str, str | int | Decimal | None]) -> dict[str, str | int | None]:
    return {
        key: _plain(value) if isinstance(value, Decimal) else value for key, value in row.items()
    }


def _plain(value: str | int | Decimal | None) -> str:
    """Text of a datum: a figure without separators or exponent, without line breaks in text."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value).replace("\n", "")
