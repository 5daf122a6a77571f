"""What was made, from what: one small file for each report, written after the report itself.

A report is as it should be when its record says that it was made from today's inputs, and every
file has the digest that the record names. Because the record comes last, a run that ends between
two files of a report leaves a record that contradicts them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from evalkit.produce.project.fingerprint import Inputs
from evalkit.produce.project.layout import Layout
from evalkit.produce.publication.publish import copy_of, exchange, prune, publish
from evalkit.sheet.files import content_of


@dataclass(frozen=True)
class Stamp:
    """A published file as it was left."""

    sha256: str
    size: int
    mtime_ns: int


_COMING = Stamp(sha256="", size=-1, mtime_ns=0)  # no file has it


@dataclass(frozen=True)
class Record:
    """A finished report: its inputs, its files, the seconds it took, and its sheet's text."""

    inputs: Inputs
    outputs: Mapping[str, Stamp]  # by path, from the folder of all reports
    seconds: float
    sheet: str = field(repr=False, default="")
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """SHA-256 of all that runs which have not ended may have put there since."""


_RECORDS = TypeAdapter(Record)


def read_record(layout: Layout) -> Record | None:
    """Record of the report of `layout`; None where there is none, or none that can be read."""
    try:
        return _RECORDS.validate_json(content_of(layout.left(".json")), strict=True)
    except (OSError, ValidationError):
        return None


def publish_report(
    layout: Layout, inputs: Inputs, files: Mapping[Path, bytes], seconds: float, sheet: str = ""
) -> tuple[Path, ...]:
    """Publish all files of a report, the one that readers enter by first, and its record: or none.

    Returns the copies that were made of files that somebody has edited since they were published:
    beside them, ``7-2.edited.html``.

    Files that its last record names and that are no longer among them are withdrawn: beside a new
    page there stands no PDF, and in its data folder no table, that says what the old one said.

    Parameters
    ----------
    layout : Layout
    inputs : dict
        Digest or version of what the files were made from, as it was read.
    files : mapping
        Content by path.
    seconds : float
        That it took.
    sheet : str
        Text of the sheet, as it was read.

    Raises
    ------
    WriteError
        If something cannot be written, or an old file not be removed; all old files and the old
        record stay, and the next run makes the report again.
    """
    _announce(layout, files)

    def seal(staged: Mapping[Path, Path]) -> tuple[Path, bytes]:
        stamps = {_name(layout, path): _stamp(at) for path, at in staged.items()}
        return layout.left(".json"), _content(Record(inputs, stamps, round(seconds, 3), sheet))

    names = {_name(layout, path) for path in files}
    former = [layout.reports / name for name in _formerly(layout) if name not in names]
    copies = dict(_edited(layout, files))
    with exchange() as change:
        change.put(copies)
        change.put(files, without=former, seal=seal)
    prune(path.parent for path in former)
    return tuple(copies)


def _edited(layout: Layout, files: Mapping[Path, bytes]) -> Iterator[tuple[Path, bytes]]:
    """Copies of the old files that are neither what was published there nor what is to be."""
    record = read_record(layout)
    for name, stamp in record.outputs.items() if record else ():
        path = layout.reports / name
        if not _belongs(layout, name) or _intact(layout, name, stamp) or not path.is_file():
            continue
        content = path.read_bytes()
        known = record.coming.get(name, ()) if record else ()
        if content and content != files.get(path) and _sum(content) not in known:
            yield copy_of(path), content


def _announce(layout: Layout, files: Mapping[Path, bytes]) -> None:
    """Say in the old record what is to come: what it has not had before, and what it will be.

    Else a run that ends between two files could leave one that no record ever knew, and the next
    would take what it finds for somebody's edit.
    """
    record = read_record(layout)
    if record is None:
        return
    new = {_name(layout, path): _COMING for path in files}
    coming = {
        name: tuple(dict.fromkeys((*record.coming.get(name, ()), _sum(content))))
        for name, content in ((_name(layout, path), content) for path, content in files.items())
    }
    outputs = {**new, **record.outputs}
    _write(layout, replace(record, outputs=outputs, coming={**record.coming, **coming}))


def _write(layout: Layout, record: Record) -> None:
    publish({layout.left(".json"): _content(record)})


def _content(record: Record) -> bytes:
    return json.dumps(asdict(record), ensure_ascii=False, indent=1).encode()


def _formerly(layout: Layout) -> list[str]:
    """Files that the report had; of what its record names, those that can be its own."""
    record = read_record(layout)
    if record is None:
        return [_name(layout, path) for path in _its_own(layout) if path.is_file()]
    return [name for name in record.outputs if _belongs(layout, name)]


def _its_own(layout: Layout) -> Iterator[Path]:
    """Where files of a report lie, of which no record is left."""
    yield from (layout.report(suffix) for suffix in (".html", ".pdf", ".ipynb"))
    yield from layout.data.glob("*.*") if layout.data.is_dir() else ()


def _belongs(layout: Layout, name: str) -> bool:
    own = name.startswith((f"{layout.name}.", f"{layout.name}/"))
    return own and ".." not in PurePosixPath(name).parts


def _name(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.reports).as_posix()


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()


def _stamp(path: Path) -> Stamp:
    stat = path.stat()
    return Stamp(sha256=_sum(content_of(path)), size=stat.st_size, mtime_ns=stat.st_mtime_ns)


def damaged(layout: Layout, record: Record) -> list[str]:
    """Published files that are missing, or no longer what was written."""
    return [name for name, stamp in record.outputs.items() if not _intact(layout, name, stamp)]


def _intact(layout: Layout, name: str, stamp: Stamp) -> bool:
    path = layout.reports / name
    try:
        stat = path.stat()
        untouched = (stat.st_size, stat.st_mtime_ns) == (stamp.size, stamp.mtime_ns)
        return untouched or _stamp(path).sha256 == stamp.sha256
    except (OSError, ValueError):  # a name with a zero byte is a ValueError
        return False
