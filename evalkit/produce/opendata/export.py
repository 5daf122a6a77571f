"""The data of one sheet file, as the report that it belongs to would publish them."""

from __future__ import annotations

from pathlib import Path

from evalkit.present.opening import open_sheet, read_parameters
from evalkit.produce.opendata.files import Format, data_files


def export_files(path: Path, to: Format) -> dict[str, bytes]:
    """Data files of the sheet at `path`, by name.

    Language, as-of date and preset are those of its round, as in the report; the defaults where
    the round has no parameters.

    Raises
    ------
    SheetProblems
        If the sheet, last year's or the parameters cannot be read.
    """
    shared = path.resolve().parent.with_suffix(".yaml")
    return data_files(open_sheet(path, read_parameters(shared)).facts, [to])
