"""What a report is made from, as digests: a report is made again when one of them has changed.

Never by the clock: the time of a file says when it was copied, not what is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import evalkit
from evalkit.assess.fonts import JAPANESE
from evalkit.assess.installed import installed_version
from evalkit.produce.project.dates import fixed_date
from evalkit.produce.project.layout import Layout, LayoutError, from_here
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.files import content_of
from evalkit.sheet.forms import own_forms
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.sheet_pictures import named_in

Fingerprint = dict[str, str]

_NO_NOTEBOOK = Bilingual(
    "{what}: ノートブックとして読めません（{reason}）",
    "{what}: not readable as a notebook ({reason})",
)
DRAWING = ("papermill", "nbconvert", "matplotlib", "typst", "ipython", "pandas")
"""What runs, draws and prints."""


def fingerprint_of(layout: Layout, formats: Iterable[str]) -> Fingerprint:
    """Digest or version of everything that the report of `layout` is made from."""
    return {
        "sheet": _digest_of(layout.sheet),
        "previous": _digest_of(layout.previous) if layout.previous else "",
        "parameters": _digest_of(layout.parameters),
        "words": _digest_of(layout.words),
        "forms": _digest_of_forms(layout.sheet.parent),
        "notebook": code_of(layout.notebook),
        "formats": ",".join(sorted(formats)),
        "date": f"{fixed_date() or ''}",
        **_digest_of_pictures(layout.sheet),
        **surroundings(),
    }


def _digest_of_pictures(sheet: Path) -> Fingerprint:
    """Digest of the pictures that a sheet names, if it names any."""
    try:
        names = named_in(content_of(from_here(sheet)))
    except OSError:
        return {}
    digests = [(name, _digest_of(sheet.parent / name)) for name in names]
    return {"pictures": sha256(repr(digests).encode()).hexdigest()} if digests else {}


def _digest_of_forms(sheets: Path) -> str:
    """Digest of the forms of a project, the same wherever it lies."""
    own = own_forms(from_here(sheets))
    named = [(Path(path).name, content) for path, content in own.files]
    return sha256(repr((named, own.default)).encode()).hexdigest()


def _digest_of(path: Path) -> str:
    try:
        return sha256(content_of(path)).hexdigest()
    except OSError:
        return ""


@cache
def code_of(notebook: Path) -> str:
    """Digest of the cells of the notebook at a path. Raises as :func:`cells_of`."""
    return code_digest(cells_of(notebook))


@cache
def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """Cells of the notebook at a path.

    Raises
    ------
    LayoutError
        If the file is no notebook.
    """
    try:
        cells: list[dict[str, Any]] = json.loads(content_of(notebook))["cells"]
        code_digest(cells)
        if not all(isinstance(cell["metadata"].get("tags", []), list) for cell in cells):
            raise TypeError("tags")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise LayoutError(_NO_NOTEBOOK.format(what=notebook, reason=why)) from None
    return cells


def code_digest(cells: Iterable[Mapping[str, Any]]) -> str:
    """Digest of a notebook's cells; what was executed before, and by whom, does not count."""
    sources = [
        [cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])]
        for cell in cells
    ]
    return sha256(json.dumps(sources).encode()).hexdigest()


@cache
def surroundings() -> Fingerprint:
    """Digest or version of what every page is made with: evalkit itself, the font, the tools."""
    return {
        "evalkit": _package_digest(Path(evalkit.__file__).parent),
        "font": _digest_of(JAPANESE.find() or Path()),
        **{name: installed_version(name) for name in DRAWING},
    }


def _package_digest(folder: Path) -> str:
    kinds = (".py", ".css", ".html", ".typ", ".js", ".yaml")
    files = sorted(path for path in folder.rglob("*") if path.suffix in kinds)
    total = sha256()
    for path in files:
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def changed_inputs(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Names of the inputs that differ."""
    return [name for name in new if old.get(name) != new[name]]


def changed_paths(old: Any, new: Any, path: KeyPath = ()) -> Iterable[KeyPath]:
    """Paths at which two sheet files differ, as deep as possible.

    Examples
    --------
    >>> list(changed_paths({"a": ["1", "2"]}, {"a": ["1", "3"]}))
    [('a', 1)]
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from changed_paths(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from changed_paths(*pair, (*path, number))
    elif old != new:
        yield path
