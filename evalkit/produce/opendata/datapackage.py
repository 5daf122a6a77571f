"""The CSV files with ``datapackage.json``: Data Package v2, every table with its schema."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from evalkit.present.frames import TABLES
from evalkit.present.tidy import texts
from evalkit.present.tidy.schema import Column, Table
from evalkit.produce.opendata.csv_files import csv_files
from evalkit.produce.opendata.dataset import Dataset
from evalkit.produce.project.dates import dated, fixed_date
from evalkit.sheet.bilingual import Bilingual

NAME = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}


def package_files(dataset: Dataset) -> dict[str, bytes]:
    """Write the CSV files and, last, what describes them."""
    files = csv_files(dataset)
    described = json.dumps(_package(dataset, files), ensure_ascii=False, indent=1) + "\n"
    return files | {NAME: described.encode()}


def _package(dataset: Dataset, files: Mapping[str, bytes]) -> dict[str, Any]:
    sheet = dataset.facts.sheet
    notes = (*texts.NOTES, texts.APOSTROPHE, texts.LICENCE)
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"fy{sheet.fiscal_year}-{_slug(sheet.policy_goal.number)}",
        **_bilingual("title", dataset.titles),
        **_bilingual(
            "description", Bilingual(*("\n".join(each) for each in zip(*notes, strict=True)))
        ),
        "keywords": [sheet.ministry, "政策評価", sheet.policy_goal.name],
        "contributors": [{"title": sheet.ministry, "roles": ["creator"]}],
        "sources": [{"title": dataset.original}, *_sources(dataset)],
    }
    created = dated(dataset.as_of) if dataset.as_of else fixed_date()
    if created:
        package["created"] = f"{created:%Y-%m-%dT%H:%M:%SZ}"
    package["resources"] = [_resource(table, files[f"{table.name}.csv"]) for table, _ in dataset]
    return package


def _slug(number: str) -> str:
    """Plain lower-case letters, digits and hyphens of a goal's number."""
    plain = unicodedata.normalize("NFKC", number).lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "goal"


def _sources(dataset: Dataset) -> list[dict[str, str]]:
    return [{"title": source.text.replace("\n", "")} for source in dataset.facts.sheet.data_sources]


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "$schema": f"{_PROFILES}/dataresource.json",
        "type": "table",
        **_bilingual("title", table.title),
        **_bilingual("description", table.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": _DIALECT,
        "schema": _schema_of(table.name),
    }


@cache
def _schema_of(name: str) -> dict[str, Any]:
    table = TABLES[name]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column, key=column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": [column]}}
            for column, other in table.refers.items()
        ],
    }


def _field(column: Column, *, key: bool) -> dict[str, Any]:
    field = {"name": column.name, "type": column.type, **_bilingual("title", column.title)}
    if column.about.ja:
        field |= _bilingual("description", column.about)
    codes = {code: label for code, label in column.codes.items() if code}  # "" is a missing value
    if codes:
        field["categories"] = [{"value": code, "label": label.ja} for code, label in codes.items()]
    constraints = ({"required": True} if key else {}) | ({"enum": list(codes)} if codes else {})
    return field | ({"constraints": constraints} if constraints else {})


def _bilingual(name: str, text: Bilingual) -> dict[str, Any]:
    return {name: text.ja, f"{name}_en": text.en}
