"""What was made, from what: one small file for each report, written after the report itself.

A report is as it should be when its manifest says that it was made from today's inputs, and every
file has the digest that is named there. Because the manifest comes last, a run that ends between
two files of a report leaves one that contradicts them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from evalkit.produce.project.fingerprint import Fingerprint
from evalkit.produce.project.layout import Layout
from evalkit.produce.publication.publish import Exchange, copy_of, prune, publish
from evalkit.sheet.files import content_of


@dataclass(frozen=True)
class Stamp:
    """A published file as it was left."""

    sha256: str
    size: int
    mtime_ns: int


_COMING = Stamp(sha256="", size=-1, mtime_ns=0)  # no file has it


@dataclass(frozen=True)
class Manifest:
    """A finished report: its inputs, its files, the seconds it took, and its sheet's text."""

    inputs: Fingerprint
    outputs: Mapping[str, Stamp]  # by path, from the folder of all reports
    seconds: float
    sheet: str = field(repr=False, default="")
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """SHA-256 of all that runs which have not ended may have put there since."""


_MANIFESTS = TypeAdapter(Manifest)


def read_manifest(layout: Layout) -> Manifest | None:
    """Manifest of the report of `layout`; None where there is none, or none that can be read."""
    try:
        return _MANIFESTS.validate_json(content_of(layout.left(".json")), strict=True)
    except (OSError, ValidationError):
        return None


def publish_report(
    layout: Layout,
    inputs: Fingerprint,
    files: Mapping[Path, bytes],
    seconds: float,
    sheet: str = "",
) -> tuple[Path, ...]:
    """Publish all files of a report, the one that readers enter by first, and its manifest.

    Or none of them. Returns the copies that were made of files that somebody has edited since they
    were published: beside them, ``7-2.edited.html``.

    Files that its last manifest names and that are no longer among them are withdrawn: beside a new
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
        manifest stay, and the next run makes the report again.
    """
    last = _announced(layout, files)

    def seal(staged: Mapping[Path, Path]) -> tuple[Path, bytes]:
        stamps = {_name(layout, path): _stamp(at) for path, at in staged.items()}
        return layout.left(".json"), _content(Manifest(inputs, stamps, round(seconds, 3), sheet))

    names = {_name(layout, path) for path in files}
    former = [layout.reports / name for name in _formerly(layout, last) if name not in names]
    copies = dict(_edited(layout, files, last) if last else ())
    with Exchange() as change:
        change.put(copies)
        change.put(files, without=former, seal=seal)
    prune(path.parent for path in former)
    return tuple(copies)


def _edited(
    layout: Layout, files: Mapping[Path, bytes], last: Manifest
) -> Iterator[tuple[Path, bytes]]:
    """Copies of the old files that are neither what was published there nor what is to be."""
    for name, stamp in last.outputs.items():
        path = layout.reports / name
        if not _belongs(layout, name) or _intact(layout, name, stamp) or not path.is_file():
            continue
        content = path.read_bytes()
        known = content == files.get(path) or _sum(content) in last.coming.get(name, ())
        if content and not known:
            yield copy_of(path), content


def _announced(layout: Layout, files: Mapping[Path, bytes]) -> Manifest | None:
    """Last manifest, which says from now on what is to come too; None where there is none.

    Else a run that ends between two files could leave one that no manifest ever knew, and the next
    would take what it finds for somebody's edit.
    """
    last = read_manifest(layout)
    if last is None:
        return None
    contents = {_name(layout, path): content for path, content in files.items()}
    coming = {
        name: tuple(dict.fromkeys((*last.coming.get(name, ()), _sum(content))))
        for name, content in contents.items()
    }
    announced = replace(
        last,
        outputs={**dict.fromkeys(contents, _COMING), **last.outputs},
        coming={**last.coming, **coming},
    )
    publish({layout.left(".json"): _content(announced)})
    return announced


def _content(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def _formerly(layout: Layout, last: Manifest | None) -> list[str]:
    """Files that the report had; of what its manifest names, those that can be its own."""
    if last is None:
        return [_name(layout, path) for path in _its_own(layout) if path.is_file()]
    return [name for name in last.outputs if _belongs(layout, name)]


def _its_own(layout: Layout) -> Iterator[Path]:
    """Where files of a report lie, of which no manifest is left."""
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


def damaged(layout: Layout, manifest: Manifest) -> list[str]:
    """Published files that are missing, or no longer what was written."""
    return [name for name, stamp in manifest.outputs.items() if not _intact(layout, name, stamp)]


def _intact(layout: Layout, name: str, stamp: Stamp) -> bool:
    path = layout.reports / name
    try:
        stat = path.stat()
        untouched = (stat.st_size, stat.st_mtime_ns) == (stamp.size, stamp.mtime_ns)
        return untouched or _stamp(path).sha256 == stamp.sha256
    except (OSError, ValueError):  # a name with a zero byte is a ValueError
        return False
