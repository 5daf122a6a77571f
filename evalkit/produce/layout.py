"""Where a project keeps its sheets, and where the report of each sheet goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

NOTEBOOK = Path("notebooks/monitoring.ipynb")


class LayoutError(Exception):
    """The paths given lead to no report; the message says why."""


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


def find_layout(sheet: Path, reports: Path | None = None) -> Layout:
    """Find the project of `sheet`: the nearest folder above it, or above here, with ``notebooks/``.

    Raises
    ------
    LayoutError
        If there is none.
    """
    sheet = sheet.resolve()
    for root in (*sheet.parents, Path.cwd(), *Path.cwd().parents):
        if (root / NOTEBOOK).is_file():
            return Layout(
                sheet=sheet,
                notebook=root / NOTEBOOK,
                parameters=sheet.parent.with_suffix(".yaml"),
                previous=_last_year(sheet.parent) / sheet.name,
                reports=reports.resolve() if reports else root / "reports",
            )
    raise LayoutError(f"{sheet.name}: no {NOTEBOOK.as_posix()} in any folder above it")


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
            raise LayoutError(f"{other} and {each.sheet} would both make {each.name}.html")
    if not layouts:
        raise LayoutError(f"no sheet at {', '.join(map(str, paths))}")
    for each in layouts.values():
        if each.sheet.stem == "index":
            raise LayoutError(f"{each.sheet}: {each.name}.html is the name of the round's index")
    if len(folders := {each.reports for each in layouts.values()}) > 1:
        shown = ", ".join(map(str, sorted(folders)))
        raise LayoutError(f"reports of several projects ({shown}); build one after the other")
    return sorted(layouts.values(), key=lambda each: each.name)


def _of_year(sheet: Path, year: int | None) -> bool:
    return year is None or sheet.parent.name == f"fy{year}"


def _sheets(path: Path) -> Iterator[Path]:
    """Sheets at `path`; the parameters of a round lie beside the folder of their name."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*.yaml")):
        if not file.with_suffix("").is_dir():
            yield file
