"""What was made, from what: one small file for each report, written after the report itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from evalkit.produce.inputs import Inputs
from evalkit.produce.layout import Layout
from evalkit.produce.publish import publish

FOLDER = ".evalkit"


@dataclass(frozen=True)
class Stamp:
    """A published file as it was left."""

    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Record:
    """A finished report: its inputs, its files, the seconds it took, and its sheet's text."""

    inputs: Inputs
    outputs: Mapping[str, Stamp]  # by path, from the folder of all reports
    seconds: float
    sheet: str = field(repr=False, default="")


def record_path(layout: Layout) -> Path:
    """Where the record of a report lies."""
    return layout.reports / FOLDER / f"{layout.name}.json"


def read_record(layout: Layout) -> Record | None:
    """Record of the report of `layout`; None where there is none, or none that can be read."""
    try:
        plain = json.loads(record_path(layout).read_bytes())
        outputs = {name: Stamp(**stamp) for name, stamp in plain.pop("outputs").items()}
        return Record(outputs=outputs, **plain)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_record(layout: Layout, inputs: Inputs, outputs: list[Path], seconds: float) -> None:
    """Write the record of a report that is complete."""
    record = Record(
        inputs=inputs,
        outputs={_name(layout, path): _stamp(path) for path in outputs},
        seconds=round(seconds, 3),
        sheet=layout.sheet.read_text("utf-8"),
    )
    content = json.dumps(asdict(record), ensure_ascii=False, indent=1).encode()
    publish({record_path(layout): content})


def _name(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.reports).as_posix()


def _stamp(path: Path) -> Stamp:
    stat = path.stat()
    digest = sha256(path.read_bytes()).hexdigest()
    return Stamp(sha256=digest, size=stat.st_size, mtime_ns=stat.st_mtime_ns)


def damaged(layout: Layout, record: Record) -> list[str]:
    """Published files that are missing, or no longer what was written."""
    return [name for name, stamp in record.outputs.items() if not _intact(layout, name, stamp)]


def _intact(layout: Layout, name: str, stamp: Stamp) -> bool:
    path = layout.reports / name
    try:
        stat = path.stat()
    except OSError:
        return False
    untouched = (stat.st_size, stat.st_mtime_ns) == (stamp.size, stamp.mtime_ns)
    return untouched or _stamp(path).sha256 == stamp.sha256
