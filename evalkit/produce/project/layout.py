"""Where a project keeps its sheets, and where the report of each sheet goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalkit.present.round_files import STATE
from evalkit.produce.project.names import name_fault, name_key, shown_name
from evalkit.sheet.bilingual import Bilingual, BilingualError, Language
from evalkit.sheet.round_paths import (
    WORDS,
    folder_year,
    parameters_of,
    previous_sheet,
    words_of,
)
from evalkit.sheet.system import system_reason

NOTEBOOK = Path("notebooks/monitoring.ipynb")
PORTFOLIO = "portfolio.ipynb"
"""Notebook of an index, beside that of a report."""

INDEX = "index.html"


_TEXTS: dict[str, Bilingual] = {
    "no_project": Bilingual(
        "{what}: 上のどのフォルダにも notebooks/monitoring.ipynb がありません。"
        "evalkit init フォルダ名 でプロジェクトを作り、評価書をその params/ に置いてください",
        "{what}: no notebooks/monitoring.ipynb in any folder above it; make a project"
        " by evalkit init FOLDER, and put the sheet into its params/",
    ),
    "no_sheet": Bilingual("{what} に評価書がありません", "no sheet at {what}"),
    "no_sheet_of_year": Bilingual(
        "{what} に {year}年度の評価書（fy{year} のフォルダ）がありません",
        "no sheet of fiscal year {year} (a folder fy{year}) at {what}",
    ),
    "same_report": Bilingual(
        "{what} は同じ報告書になります（大文字と小文字、全角と半角などは区別しません）。"
        "どちらかの名前を変えてください",
        "{what} would make the same report (case, width and composition of letters do not"
        " count); rename one of them",
    ),
    "several_projects": Bilingual(
        "複数のプロジェクトの評価書です（{what}）。一つずつ作ってください",
        "sheets of several projects ({what}); build one after the other",
    ),
    "closed_folder": Bilingual(
        "{what}: フォルダを開けません（{why}）", "{what}: the folder cannot be opened ({why})"
    ),
    "name": Bilingual(
        "評価書のファイル名「{what}」は使えません（{why}）",
        'a sheet cannot be called "{what}" ({why})',
    ),
    "round_name": Bilingual(
        "年度のフォルダ名「{what}」は使えません（{why}）",
        'the folder of a round cannot be called "{what}" ({why})',
    ),
    "link": Bilingual(
        "{what}: プロジェクトの外へのリンクです。ファイルそのものを置いてください",
        "{what}: a link to outside the project; put the file itself there",
    ),
    "parameters": Bilingual(
        "{what}: 評価書ではなく、年度の共通設定です",
        "{what}: the parameters of a round, not a sheet",
    ),
    "words": Bilingual(
        "{what}: 評価書ではなく、用語の一覧です", "{what}: lists of words, not a sheet"
    ),
    "among_sheets": Bilingual(
        "{what}: 評価書のフォルダには報告書を作れません。別のフォルダを指定してください",
        "{what}: reports cannot lie among the sheets; give another folder",
    ),
    "no_file": Bilingual("評価書のファイルではありません", "not a file"),
}
_FOLDERS = re.compile(r"(?<![\w.:/…])(?:[A-Za-z]:)?[/\\](?:[\w.@+~-]+[/\\])+")
_ROUND = re.compile(r"(?:fy)?[0-9]{4}")  # how a round is called
_OF_SHEET = re.compile(rb"^(?:fiscal_year|policy_goal|achievement_goals) *:", re.MULTILINE)
_OF_ROUND = re.compile(rb"^(?:language|as_of|preset|preset_options|limits) *:", re.MULTILINE)


class LayoutError(BilingualError):
    """The paths given lead to no report."""


@dataclass(frozen=True)
class Layout:
    """Where a sheet's project keeps what belongs to its report."""

    sheet: Path
    notebook: Path
    reports: Path  # folder of all reports

    @property
    def name(self) -> str:
        """Round and goal: ``fy2012/7-2``; what the report is called."""
        return f"{self.sheet.parent.name}/{self.sheet.stem}"

    @property
    def label(self) -> str:
        """Name as people are shown it, on one line whatever is in it."""
        return "/".join(map(shown_name, (self.sheet.parent.name, self.sheet.stem)))

    @property
    def parameters(self) -> Path:
        """File of the parameters that the round shares; it need not exist."""
        return parameters_of(self.sheet.parent)

    @property
    def words(self) -> Path:
        """File of the words that the project adds to ours; it need not exist."""
        return words_of(self.sheet.parent)

    @property
    def previous(self) -> Path | None:
        """Last year's sheet, which need not exist; None where the sheet lies in no round."""
        return previous_sheet(self.sheet)

    def report(self, suffix: str) -> Path:
        """Path of the report's file of one kind."""
        return self.reports / f"{self.name}{suffix}"

    @property
    def data(self) -> Path:
        """Folder of the report's data files."""
        return self.reports / self.name / "data"

    def left(self, ending: str) -> Path:
        """Path of what the report leaves for later runs: its manifest, its summary, its failure."""
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
        """Text for a page or a note that leaves this machine: it names none of its folders.

        Examples
        --------
        >>> root = Path("/srv/evaluation")
        >>> layout = Layout(*(root / name for name in ("s", "n/n.ipynb", "reports")))
        >>> layout.public("/srv/evaluation/params/x.yaml: in /usr/lib/python3/json.py, 3件/4件")
        'params/x.yaml: in …/json.py, 3件/4件'
        """
        for folder in (self.root, self.reports.parent):
            text = text.replace(f"{folder}{os.sep}", "")
        return _FOLDERS.sub("…/", text)

    def from_notebook(self, path: Path) -> str:
        """Path of a file from the folder of the notebooks, where they are run: none of a machine.

        On Windows, of a file on another drive, its whole path.
        """
        try:
            return Path(os.path.relpath(path, self.notebook.parent)).as_posix()
        except ValueError:
            return path.as_posix()

    def of_notebook(self, name: str) -> Path:
        """File of a name as :meth:`from_notebook` gives it; what is whole stays as it is."""
        return Path(os.path.normpath(self.notebook.parent / name))

    def refusal(self, language: Language) -> str:
        """Why no report can be made of what lies at `sheet`; empty where one can be tried."""
        for code, name in (("name", self.sheet.stem), ("round_name", self.sheet.parent.name)):
            if why := name_fault(name, language):
                return _TEXTS[code].in_(language).format(what=shown_name(name), why=why)
        for path in filter(None, (self.sheet, self.parameters, self.words, self.previous)):
            if _leads_out(path, self.root):
                return _TEXTS["link"].in_(language).format(what=self.shown(path))
        if self.sheet.exists() and not self.sheet.is_file():
            return _TEXTS["no_file"].in_(language)
        if _is_settings(self.sheet):
            code = "words" if self.sheet.name == WORDS else "parameters"
            return _TEXTS[code].in_(language).format(what=self.shown(self.sheet))
        return ""


def from_here(path: Path) -> Path:
    """Path from the folder in which the command was given, of what lies in it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a path of the project is a link, or lies in one, to outside of it."""
    real = Path(os.path.realpath(path))
    outside = not real.is_relative_to(os.path.realpath(root))
    return path.is_relative_to(root) and outside and path.exists()


def _is_settings(path: Path) -> bool:
    """Whether a file holds settings: of a round, which need not have a sheet yet, or words."""
    if not path.is_file():
        return False
    if _ROUND.fullmatch(name_key(path.stem)):
        return True
    if _ROUND.fullmatch(name_key(path.parent.name)):  # there, all are sheets
        return False
    if path.name == WORDS:
        return True
    content = path.read_bytes()
    return bool(_OF_ROUND.search(content)) and not _OF_SHEET.search(content)


def find_layout(sheet: Path, reports: Path | None = None) -> Layout:
    """Find the project of `sheet`: the nearest folder above it, or above here, with ``notebooks/``.

    Raises
    ------
    LayoutError
        If there is none.
    """
    sheet = Path(os.path.abspath(sheet))  # noqa: PTH100  a link stays one, to be refused
    root = _root_of(sheet)
    return Layout(
        sheet=sheet,
        notebook=root / NOTEBOOK,
        reports=reports.resolve() if reports else root / "reports",
    )


def _root_of(path: Path) -> Path:
    for root in (*path.absolute().parents, Path.cwd(), *Path.cwd().parents):
        if (root / NOTEBOOK).is_file():
            return root
    raise LayoutError(_TEXTS["no_project"].format(what=path.name))


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
    layouts = {each.sheet: each for each in found if year in (None, folder_year(each.sheet))}
    names: dict[str, Layout] = {}
    for each in layouts.values():
        other = names.setdefault(name_key(each.name), each)
        if other is not each:
            what = ", ".join(layout.shown(layout.sheet) for layout in (other, each))
            raise LayoutError(_TEXTS["same_report"].format(what=what))
    if not layouts:
        at = ", ".join(map(str, paths))
        code = "no_sheet_of_year" if year else "no_sheet"
        raise LayoutError(_TEXTS[code].format(what=at, year=year))
    for each in layouts.values():
        if _among_sheets(each):
            raise LayoutError(_TEXTS["among_sheets"].format(what=each.shown(each.reports)))
    if len(folders := {each.reports for each in layouts.values()}) > 1:
        shown = ", ".join(map(str, sorted(folders)))
        raise LayoutError(_TEXTS["several_projects"].format(what=shown))
    return sorted(layouts.values(), key=lambda each: each.name)


def sheets_at(*paths: Path) -> list[Path]:
    """Sheets at `paths`, of which some may be folders; one without sheets stands for itself."""
    return [sheet for path in paths for sheet in [*_sheets(path)] or [path]]


def _among_sheets(layout: Layout) -> bool:
    """Whether the reports would lie among the sheets, or in their folder.

    Not a project's own reports/ beside a sheet in its first folder.
    """
    round_, reports = layout.sheet.parent.resolve(), layout.reports
    if round_ == layout.root.resolve() and reports == layout.root / "reports":
        return False
    rounds = round_.parent
    lies_in = reports.is_relative_to(round_) or round_.is_relative_to(reports / round_.name)
    return lies_in or (rounds != layout.root.resolve() and reports.is_relative_to(rounds))


def _sheets(path: Path) -> Iterator[Path]:
    """Sheets at `path`; the parameters of a round lie beside the folder of their name."""
    if not os.path.isdir(path):  # noqa: PTH112  it is False of a name that is too long
        yield path
        return
    for folder, below, names in os.walk(path, onerror=_closed):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            sheet = Path(folder, name)
            if _may_be_sheet(sheet) and sheet.stem not in below and not _is_settings(sheet):
                yield sheet
        for link in (Path(folder, name) for name in below if Path(folder, name).is_symlink()):
            if _leads_out(link.absolute(), _root_of(link)):
                yield from filter(_may_be_sheet, sorted(link.iterdir()))


def _may_be_sheet(path: Path) -> bool:
    return path.suffix == ".yaml" and not path.name.startswith(".")


def _closed(error: OSError) -> None:
    why = system_reason(error)
    raise LayoutError(_TEXTS["closed_folder"].format(what=error.filename, why=why)) from None
