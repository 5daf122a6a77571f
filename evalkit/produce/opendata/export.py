"""The data of one sheet file, as the report that it belongs to would publish them."""

from __future__ import annotations

from pathlib import Path

from evalkit.present.opening import open_in_round
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
    return data_files(open_in_round(path).facts, [to])
