"""One JSON file with every table, and the JSON Schema that it names."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any

from evalkit.present.frames import TABLES
from evalkit.present.tidy import texts
from evalkit.present.tidy.schema import Column, Table
from evalkit.produce.opendata.dataset import Dataset, Records
from evalkit.sheet.bilingual import LANGUAGES

DATA = "tables.json"
SCHEMA = "tables.schema.json"


def json_files(dataset: Dataset) -> dict[str, bytes]:
    """Write the tables and their schema."""
    return {DATA: "".join(_document(dataset)).encode(), SCHEMA: schema_bytes()}


def _document(dataset: Dataset) -> Iterator[str]:
    """Text of the file, one record a line."""
    about = json.dumps(_about(dataset), ensure_ascii=False)
    yield f'{{"$schema": "{SCHEMA}",\n"about": {about},\n"tables": {{'
    yield ",".join(f'\n"{table.name}": [{_records(table, rows)}]' for table, rows in dataset)
    yield "\n}}\n"


def _about(dataset: Dataset) -> dict[str, Any]:
    sheet, day = dataset.facts.sheet, dataset.as_of
    return {
        "title": dataset.say(dataset.titles),
        "language": dataset.language,
        "ministry": sheet.ministry,
        "document": sheet.document,
        "fiscal_year": sheet.fiscal_year,
        "policy_goal": sheet.policy_goal.number,
        "policy_goal_name": sheet.policy_goal.name,
        "as_of": day.isoformat() if day else None,
        "preset": dataset.facts.assessment.preset,
        "overall_judgement": dataset.overall,
        "terms_of_use": dataset.say(texts.LICENCE),
        "notes": [dataset.say(note) for note in texts.NOTES],
    }


def _records(table: Table, records: Records) -> str:
    names = [f'"{column.name}": ' for column in table.columns]
    lines = (
        ", ".join(
            [name + _LITERALS[type(datum)](datum) for name, datum in zip(names, row, strict=True)]
        )
        for row in records
    )
    return ",".join(f"\n{{{line}}}" for line in lines)


_LITERALS: Mapping[type[object], Callable[[Any], str]] = {
    NoneType: lambda _: "null",
    str: json.encoder.encode_basestring,
    bool: lambda datum: str(datum).lower(),
    int: str,
    Decimal: "{:f}".format,  # json.dumps would make a float of it: 92.0 and 92 are not the same
}


# The schema ---------------------------------------------------------------------------------------


@cache
def schema_bytes() -> bytes:
    """JSON Schema of the file; it is the same for every report."""
    return (json.dumps(_schema(), ensure_ascii=False, indent=1) + "\n").encode()


def _schema() -> dict[str, Any]:
    tables = {name: _array(table) for name, table in TABLES.items()}
    optional = {name for name, table in TABLES.items() if table.optional}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "evalkit: tables of a monitoring report",
        **_object(
            {
                "$schema": {"type": "string"},
                "about": _about_schema(),
                "tables": _object(tables, optional),
            }
        ),
    }


def _about_schema() -> dict[str, Any]:
    text = {"type": "string"}
    names = ("title", "ministry", "document", "policy_goal", "policy_goal_name", "preset")
    return _object(
        {
            **dict.fromkeys((*names, "terms_of_use"), text),
            "language": {"enum": [*LANGUAGES]},
            "fiscal_year": {"type": "integer"},
            "as_of": {"type": ["string", "null"], "format": "date"},
            "overall_judgement": {"type": ["string", "null"]},
            "notes": {"type": "array", "items": text},
        }
    )


def _array(table: Table) -> dict[str, Any]:
    fields = {column.name: _field(column, key=column.name in table.key) for column in table.columns}
    return {
        "type": "array",
        "title": table.title.ja,
        "description": f"{table.about.ja} {table.about.en}",
        "items": _object(fields),
    }


def _field(column: Column, *, key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"title": f"{column.title.ja} {column.title.en}"}
    if column.about.ja:
        field["description"] = f"{column.about.ja} {column.about.en}"
    field["type"] = column.type if column.type == "string" or key else [column.type, "null"]
    return field | ({"enum": list(column.codes)} if column.codes else {})


def _object(properties: dict[str, Any], optional: Container[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
