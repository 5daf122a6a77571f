"""`evalkit init`: a project of one's own out of an installed evalkit, and its update later.

What a project has changed is its own: an update writes only files that are still as evalkit
wrote them, which their digests in ``.evalkit-project.json`` tell.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from evalkit.produce.project.layout import NOTEBOOK, PORTFOLIO
from evalkit.produce.publication.publish import publish
from evalkit.sheet.bilingual import Bilingual, BilingualError
from evalkit.sheet.files import is_there
from evalkit.sheet.model import Sheet

RECORD = ".evalkit-project.json"
"""What evalkit has written into a project, by digest."""

EXAMPLE = ("params/fy2012.yaml", "params/fy2012/7-2.yaml")
"""Goal 7-2 of FY2012: the sheet of the example, and the parameters of its round."""

Fate = Literal["new", "updated", "kept"]
FATES: Mapping[Fate, Bilingual] = {
    "new": Bilingual("追加", "new"),
    "updated": Bilingual("更新", "updated"),
    "kept": Bilingual(
        "変更済みのため残しました。新しい版との違い:",
        "kept, for it was changed here; what the new version has instead:",
    ),
}
"""What an update does with a file."""

_OWN = Path(__file__).with_name("project_files")
_NOTEBOOKS = (NOTEBOOK.as_posix(), NOTEBOOK.with_name(PORTFOLIO).as_posix())
_ROUND = """\
# この年度の報告書に共通の設定。 What the reports of this round share.
language: ja
as_of: ""  # 基準日（{next}-07-31 など）。「調査中」の期限を過ぎているかどうかを、この日で判断する
preset: annual  # 自動判定（参考）の方式
"""
_THERE = Bilingual(
    "{path}: 既にあるので、何も書きませんでした。別のフォルダを指定してください",
    "{path}: there already, so nothing was written; give another folder",
)
_THERE_ALREADY = Bilingual(
    "{path}: 既に evalkit のプロジェクトです。新しい版に合わせるには evalkit init --update {path}",
    "{path}: an evalkit project already; to bring it up to date: evalkit init --update {path}",
)
_NO_PROJECT = Bilingual(
    "{path}: evalkit init で作られたフォルダではありません（{record} がないか、読めません）",
    "{path}: not made by evalkit init ({record} is missing or cannot be read)",
)


class ProjectError(BilingualError):
    """A folder is not one in which a project can be begun, or brought up to date."""


@dataclass(frozen=True)
class Change:
    """What an update does with one file of a project."""

    path: str
    fate: Fate
    difference: tuple[str, ...] = ()  # lines of a diff from the project's file to the new one


def start_project(folder: Path, year: int, *, example: bool = False) -> list[Path]:
    """Write a new project: notebooks, parameters of the round `year`, schema, recipes, README.

    Parameters
    ----------
    folder : Path
        New, or without any of the files that are written.
    year : int
        Fiscal year of its first round.
    example : bool
        Whether goal 7-2 of FY2012 goes in.

    Returns
    -------
    list of Path
        What was written, in the order of names.

    Raises
    ------
    ProjectError
        If a file is there already; then nothing is written.
    WriteError
        If one cannot be written; then none is.
    """
    if is_there(folder / RECORD):
        raise ProjectError(_THERE_ALREADY.format(path=folder.as_posix()))
    files = _files(year, example=example)
    for name in files:
        if is_there(folder / name):
            raise ProjectError(_THERE.format(path=(folder / name).as_posix()))
    _write(folder, files, _Record(year, example, _digests(files)))
    return [folder / name for name in sorted(files)]


def update_project(folder: Path) -> list[Change]:
    """Bring the files of a project that are still evalkit's up to date, and say what is new.

    A file that was removed stays removed. One that was changed stays, with the difference told.

    Raises
    ------
    ProjectError
        If `folder` was not made by :func:`start_project`.
    """
    record = _Record.of(folder)
    ours = _files(record.year, example=record.example)
    changes = [change for name in sorted(ours) if (change := _change(folder, name, ours, record))]
    written = {each.path: ours[each.path] for each in changes if each.fate != "kept"}
    if written:
        _write(folder, written, record.with_(_digests(written)))
    return changes


def _change(folder: Path, name: str, ours: Mapping[str, bytes], record: _Record) -> Change | None:
    known, new = record.files.get(name), ours[name]
    if known == _digest(new):
        return None
    if not is_there(folder / name):
        return None if known else Change(name, "new")
    there = (folder / name).read_bytes()
    if there == new:
        return None
    if _digest(there) == known:
        return Change(name, "updated")
    return Change(name, "kept", tuple(_difference(name, there, new)))


def _files(year: int, *, example: bool) -> dict[str, bytes]:
    """Every file of a project by its name, as this version of evalkit writes it."""
    own = sorted(path for path in _OWN.rglob("*") if path.is_file())
    names = {path.relative_to(_OWN).as_posix(): path for path in own}
    files = {
        name.replace("gitignore", ".gitignore"): path.read_bytes()
        for name, path in names.items()
        if name not in (*_NOTEBOOKS, *EXAMPLE)
    }
    files["README.md"] = files["README.md"].replace(b"{year}", str(year).encode())
    files["params/sheet.schema.json"] = _schema()
    files[f"params/fy{year}.yaml"] = _ROUND.format(next=year + 1).encode()
    shared = _NOTEBOOKS + (EXAMPLE if example else ())
    return files | {name: (_origin() / name).read_bytes() for name in shared}


def _origin() -> Path:
    """Folder of notebooks and example: a wheel carries them, a clone is itself the project."""
    return _OWN if (_OWN / NOTEBOOK).is_file() else _OWN.parents[2]


def _schema() -> bytes:
    return f"{json.dumps(Sheet.json_schema(), ensure_ascii=False, indent=1)}\n".encode()


# What was written, and is it still


@dataclass(frozen=True)
class _Record:
    """What evalkit wrote into a project: digests of the files by their names."""

    year: int
    example: bool
    files: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path) -> _Record:
        try:
            read = json.loads((folder / RECORD).read_text("utf-8"))
            return cls(int(read["year"]), bool(read["example"]), dict(read["files"]))
        except (OSError, ValueError, TypeError, KeyError):
            text = _NO_PROJECT.format(path=folder.as_posix(), record=RECORD)
            raise ProjectError(text) from None

    def with_(self, digests: Mapping[str, str]) -> _Record:
        return _Record(self.year, self.example, {**self.files, **digests})

    def content(self) -> bytes:
        record = {"year": self.year, "example": self.example, "files": self.files}
        return f"{json.dumps(record, indent=1, sort_keys=True)}\n".encode()


def _write(folder: Path, files: Mapping[str, bytes], record: _Record) -> None:
    publish(
        {folder / RECORD: record.content()}
        | {folder / name: content for name, content in files.items()}
    )


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _digest(content) for name, content in files.items()}


# What is new in a file that was changed here


def _difference(name: str, there: bytes, new: bytes) -> Iterator[str]:
    old, ours = (_lines(name, content) for content in (there, new))
    yield from list(difflib.unified_diff(old, ours, lineterm="", n=1))[2:]


def _lines(name: str, content: bytes) -> list[str]:
    """Lines of a file; of a notebook those of its cells, however it was saved."""
    text = content.decode("utf-8", "replace")
    if not name.endswith(".ipynb"):
        return text.splitlines()
    try:
        cells = json.loads(text)["cells"]
        return [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    except (ValueError, TypeError, KeyError):
        return text.splitlines()
