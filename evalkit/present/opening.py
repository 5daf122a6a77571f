"""A sheet opened for its report: read, assessed and audited."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from evalkit.assess.facts import Facts, gather
from evalkit.assess.parameters import Parameters, check_parameters
from evalkit.sheet.load import Document, folder_year, previous_document, read_document
from evalkit.sheet.source import read_settings


def read_parameters(path: Path) -> Parameters:
    """Parameters that a round shares, from the file at `path`; the defaults where there is none.

    Raises
    ------
    SheetProblems
        If the file cannot be read.
    """
    return check_parameters(read_settings(path)) if path.is_file() else Parameters()


def open_sheet(path: str | Path, parameters: Parameters) -> tuple[Document, Facts]:
    """Read the sheet file at `path` and last year's, and gather what is known of it.

    Raises
    ------
    SheetProblems
        If either sheet cannot be read.
    """
    document = read_document(path)
    previous = previous_document(Path(path), document.sheet)
    given = parameters.model_dump_json()
    return document, _gathered(document, previous, given, folder_year(Path(path)))


@lru_cache(maxsize=2)  # a run gathers, then its notebook does in a process forked from it
def _gathered(
    document: Document, previous: Document | None, parameters: str, filed_under: int | None
) -> Facts:
    given = Parameters.model_validate_json(parameters)
    last = previous.sheet if previous else None
    return gather(document.sheet, given, last, filed_under, document.source)
