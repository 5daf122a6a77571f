"""A sheet opened for its report: read, assessed and audited."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from evalkit.assess.audit.word_lists import WordLists, house_words, project_words
from evalkit.assess.parameters import Parameters, check_parameters
from evalkit.assess.report_data import ReportData, gather
from evalkit.sheet.files import is_there, read_bytes
from evalkit.sheet.load import Document, previous_document, read_document
from evalkit.sheet.round_paths import folder_year, parameters_of, words_of
from evalkit.sheet.sheet_pictures import PictureFiles, read_pictures
from evalkit.sheet.yaml.tree import parse_settings


@dataclass(frozen=True)
class Opened:
    """A sheet that was read once, with last year's: what is known of it, and what it came from."""

    document: Document
    previous: Document | None
    facts: ReportData
    pictures: PictureFiles = field(default_factory=dict)

    def made_from(self) -> dict[str, str]:
        """What a report says of its inputs, so that it can be compared with what was asked for."""
        previous = sha256(self.previous.content).hexdigest() if self.previous else ""
        return {
            "file": short_path(self.document.source.name),
            "sheet": sha256(self.document.content).hexdigest(),
            "previous": previous,
            "parameters": self.facts.parameters.model_dump_json(),
        }


def short_path(name: str) -> str:
    """Path of a file as the report prints it: the round and the sheet, on any machine."""
    return "/".join(Path(name).parts[-2:])


def read_parameters(path: Path) -> Parameters:
    """Parameters that a round shares, from the file at `path`; the defaults where there is none.

    Raises
    ------
    SheetProblems
        If the file cannot be read.
    """
    return read_parameters_and_sum(path)[0]


def read_parameters_and_sum(path: Path) -> tuple[Parameters, str]:
    """Parameters as by :func:`read_parameters`, and the SHA-256 of what was read, or nothing."""
    if not is_there(path):
        return Parameters(), ""
    name = path.as_posix()
    content = read_bytes(path, name)
    return check_parameters(parse_settings(content, name)), sha256(content).hexdigest()


def words_beside(sheet: Path) -> WordLists:
    """Words that the checks of a sheet file go by: ours, and ``words.yaml`` beside its folder.

    Raises
    ------
    SheetProblems
        If that file cannot be read.
    """
    path = words_of(sheet.parent)
    if not is_there(path):
        return house_words()
    name = path.as_posix()
    return project_words(read_bytes(path, name), name)


def open_sheet(path: str | Path, parameters: Parameters, *, name: str | None = None) -> Opened:
    """Read the sheet file at `path` and last year's, and gather what is known of it.

    Parameters
    ----------
    path : str or Path
    parameters : Parameters
    name : str
        What the sheet is called in problems; by default its path.

    Raises
    ------
    SheetProblems
        If either sheet, or the project's word lists, cannot be read.
    """
    document = read_document(path, name=name)
    previous = previous_document(Path(path))
    given, words = parameters.model_dump_json(), words_beside(Path(path))
    facts = _gathered(document, previous, given, folder_year(Path(path)), words)
    pictures = read_pictures(document.sheet, Path(path).parent)
    return Opened(document, previous, facts, pictures)


def open_in_round(path: Path) -> Opened:
    """Open the sheet file at `path` with the parameters of its round, as its report does.

    They stand in ``fy2012.yaml`` beside the folder ``fy2012/``; the defaults hold without them.
    Raises as :func:`open_sheet`, and where the parameters cannot be read.
    """
    return open_sheet(path, read_parameters(parameters_of(path.absolute().parent)))


@lru_cache(maxsize=2)  # a run gathers, then its notebook does in a process forked from it
def _gathered(
    document: Document,
    previous: Document | None,
    parameters: str,
    filed_under: int | None,
    words: WordLists,
) -> ReportData:
    given = Parameters.model_validate_json(parameters)
    last = previous.sheet if previous else None
    return gather(document.sheet, given, last, filed_under, document.source, words)
