"""Where a project keeps its sheets, and where the report of each sheet goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalkit.present.state import STATE
from evalkit.sheet.problems import Language

NOTEBOOK = Path("notebooks/monitoring.ipynb")


_TEXTS: dict[str, dict[Language, str]] = {
    "no_project": {
        "ja": "{what}: 上のどのフォルダにも notebooks/monitoring.ipynb がありません",
        "en": "{what}: no notebooks/monitoring.ipynb in any folder above it",
    },
    "no_sheet": {"ja": "{what} に評価書がありません", "en": "no sheet at {what}"},
    "no_sheet_of_year": {
        "ja": "{what} に {year}年度の評価書（fy{year} のフォルダ）がありません",
        "en": "no sheet of fiscal year {year} (a folder fy{year}) at {what}",
    },
    "same_report": {
        "ja": "{what} は同じ報告書になります。どちらかの名前を変えてください",
        "en": "{what} would make the same report; rename one of them",
    },
    "several_projects": {
        "ja": "複数のプロジェクトの評価書です（{what}）。一つずつ作ってください",
        "en": "sheets of several projects ({what}); build one after the other",
    },
    "closed_folder": {
        "ja": "{what}: フォルダを開けません（{reason}）",
        "en": "{what}: the folder cannot be opened ({reason})",
    },
    "not_a_notebook": {
        "ja": "{what}: ノートブックとして読めません（{reason}）",
        "en": "{what}: not readable as a notebook ({reason})",
    },
    "name": {
        "ja": "評価書のファイル名「{what}」は、ほかのファイルと重なるか長すぎるため使えません",
        "en": 'a sheet cannot be called "{what}": another file has that name, or it is too long',
    },
    "no_file": {"ja": "評価書のファイルではありません", "en": "not a file"},
}
_RESERVED = (
    ".digest",
    ".failed",
    ".index",
    ".html",
    ".pdf",
    ".ipynb",
)  # ends of other files' stems
_FOLDERS = re.compile(r"(?<![\w.:/…])(?:[A-Za-z]:)?[/\\](?:[\w.@+~-]+[/\\])+")
_LONGEST = 200  # bytes of a name, to which endings are added


class LayoutError(Exception):
    """The paths given lead to no report; the message says why."""

    def __init__(self, code: str, **fill: object) -> None:
        super().__init__(code, fill)
        self.code = code
        self.fill = fill

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: Language) -> str:
        """Line in `language`."""
        return _TEXTS[self.code][language].format(**self.fill)


@dataclass(frozen=True)
class Layout:
    """Where a sheet's project keeps what belongs to its report."""

    sheet: Path
    notebook: Path
    parameters: Path  # params/fy2012.yaml beside the folder params/fy2012/; need not exist
    previous: Path  # last year's sheet; need not exist
    reports: Path  # folder of all reports

    @property
    def name(self) -> str:
        """Round and goal: ``fy2012/7-2``; what the report is called."""
        return f"{self.sheet.parent.name}/{self.sheet.stem}"

    def report(self, suffix: str) -> Path:
        """Path of the report's file of one kind."""
        return self.reports / f"{self.name}{suffix}"

    @property
    def data(self) -> Path:
        """Folder of the report's data files."""
        return self.reports / self.name / "data"

    def left(self, ending: str) -> Path:
        """Path of what the report leaves for later runs: its record, its digest, its failure."""
        return self.reports / STATE / f"{self.name}{ending}"

    @property
    def root(self) -> Path:
        """Folder of the project."""
        return self.notebook.parent.parent

    def shown(self, path: Path) -> str:
        """Name of a file as people know it: from the project's folder, or from that of reports."""
        folders = (self.root, self.reports.parent)
        near = (path.relative_to(each) for each in folders if path.is_relative_to(each))
        return next(near, path).as_posix()

    def public(self, text: str) -> str:
        """Text for a page or a record that leaves this machine: it names none of its folders.

        Examples
        --------
        >>> root = Path("/srv/evaluation")
        >>> layout = Layout(*(root / name for name in ("s", "n/n.ipynb", "p", "l", "reports")))
        >>> layout.public("/srv/evaluation/params/x.yaml: in /usr/lib/python3/json.py, 3件/4件")
        'params/x.yaml: in …/json.py, 3件/4件'
        """
        for folder in (self.root, self.reports.parent):
            text = text.replace(f"{folder}{os.sep}", "")
        return _FOLDERS.sub("…/", text)

    def refusal(self, language: Language) -> str:
        """Why no report can be made of what lies at `sheet`; empty where one can be tried."""
        stem = self.sheet.stem
        spelt = os.fsencode(stem).decode("utf-8", "replace")
        clash = stem.casefold() == "index" or stem.casefold().endswith(_RESERVED)
        if clash or spelt != stem or len(os.fsencode(stem)) > _LONGEST:
            return _TEXTS["name"][language].format(what=spelt[:40])
        there = self.sheet.exists() and not self.sheet.is_file()
        return _TEXTS["no_file"][language] if there else ""


def find_layout(sheet: Path, reports: Path | None = None) -> Layout:
    """Find the project of `sheet`: the nearest folder above it, or above here, with ``notebooks/``.

    Raises
    ------
    LayoutError
        If there is none.
    """
    sheet = sheet.parent.resolve() / sheet.name
    for root in (*sheet.parents, Path.cwd(), *Path.cwd().parents):
        if (root / NOTEBOOK).is_file():
            return Layout(
                sheet=sheet,
                notebook=root / NOTEBOOK,
                parameters=sheet.parent.with_name(f"{sheet.parent.name}.yaml"),
                previous=_last_year(sheet.parent) / sheet.name,
                reports=reports.resolve() if reports else root / "reports",
            )
    raise LayoutError("no_project", what=sheet.name)


def _last_year(folder: Path) -> Path:
    digits = folder.name.removeprefix("fy")
    return folder.with_name(f"fy{int(digits) - 1}") if digits.isdecimal() else folder / "none"


def find_layouts(
    paths: Sequence[Path], *, year: int | None = None, reports: Path | None = None
) -> list[Layout]:
    """Layouts of all sheets at `paths`: a file is a sheet, a folder a round, or holds rounds.

    Parameters
    ----------
    paths : sequence of Path
    year : int
        Only the round of this fiscal year: the sheets in folders called ``fy2012``.
    reports : Path
        Folder of all reports; by default ``reports/`` beside ``notebooks/``.

    Raises
    ------
    LayoutError
        If a path does not exist, no sheet is found, or two sheets would make one report.
    """
    found = [find_layout(sheet, reports) for path in paths for sheet in _sheets(path)]
    layouts = {each.sheet: each for each in found if _of_year(each.sheet, year)}
    names: dict[Path, Path] = {}
    for each in layouts.values():
        other = names.setdefault(each.report(""), each.sheet)
        if other != each.sheet:
            raise LayoutError("same_report", what=f"{other}, {each.sheet}")
    if not layouts:
        at = ", ".join(map(str, paths))
        raise LayoutError("no_sheet_of_year" if year else "no_sheet", what=at, year=year)
    if len(folders := {each.reports for each in layouts.values()}) > 1:
        shown = ", ".join(map(str, sorted(folders)))
        raise LayoutError("several_projects", what=shown)
    return sorted(layouts.values(), key=lambda each: each.name)


def _of_year(sheet: Path, year: int | None) -> bool:
    return year is None or sheet.parent.name == f"fy{year}"


def _sheets(path: Path) -> Iterator[Path]:
    """Sheets at `path`; the parameters of a round lie beside the folder of their name."""
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path, onerror=_closed):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".yaml") and not name.startswith(".") and name[:-5] not in below:
                yield Path(folder, name)


def _closed(error: OSError) -> None:
    raise LayoutError("closed_folder", what=error.filename, reason=error.strerror) from None
