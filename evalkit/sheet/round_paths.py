"""Where a round lies: its sheets in a folder ``fy2012``, its parameters beside: ``fy2012.yaml``."""

from __future__ import annotations

import os
import re
from pathlib import Path

WORDS = "words.yaml"
"""What a project adds to the words that the checks go by, beside the folders of its rounds."""

_ROUND = re.compile("fy([0-9]{4})")


def folder_year(sheet: Path) -> int | None:
    """Fiscal year of the folder that holds a sheet file, where it is a round's.

    Examples
    --------
    >>> folder_year(Path("params/fy2012/7-2.yaml")), folder_year(Path("drafts/7-2.yaml"))
    (2012, None)
    """
    found = _ROUND.fullmatch(_absolute(sheet).parent.name)
    return int(found[1]) if found else None


def sheet_of_year(sheet: Path, year: int) -> Path:
    """Where the sheet of the same goal lies in the round of another year.

    Examples
    --------
    >>> sheet_of_year(Path("/params/fy2012/7-2.yaml"), 2013).as_posix()
    '/params/fy2013/7-2.yaml'
    """
    return _absolute(sheet).parent.with_name(f"fy{year}") / sheet.name


def previous_sheet(sheet: Path) -> Path | None:
    """Where last year's sheet lies, be it there or not; None of a sheet in no round's folder."""
    year = folder_year(sheet)
    return None if year is None else sheet_of_year(sheet, year - 1)


def parameters_of(folder: Path) -> Path:
    """Where the parameters of a folder of sheets lie, be they there or not.

    Examples
    --------
    >>> parameters_of(Path("/params/fy2012")).as_posix()
    '/params/fy2012.yaml'
    """
    whole = _absolute(folder)
    return whole.with_name(f"{whole.name}.yaml")


def forms_of(folder: Path) -> Path:
    """Folder of the project's own forms, for the sheets of a folder; be it there or not.

    Examples
    --------
    >>> forms_of(Path("/params/fy2012")).as_posix()
    '/params/forms'
    """
    whole = folder if folder.name not in ("", "..") else _absolute(folder)
    return whole.with_name("forms")


def words_of(folder: Path) -> Path:
    """Where the word lists for the sheets of a folder lie, be they there or not.

    Examples
    --------
    >>> words_of(Path("/params/fy2012")).as_posix()
    '/params/words.yaml'
    """
    return _absolute(folder).with_name(WORDS)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  a link stays one
