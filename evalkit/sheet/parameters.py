"""What a round's reports share: the parameters file beside the folder of its sheets."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evalkit.sheet.model import Record
from evalkit.sheet.problems import Language, SheetProblems
from evalkit.sheet.source import Source, decode, parse_source, read_bytes


class Parameters(Record):
    """Parameters of the monitoring notebook, all but the sheet itself."""

    language: Language = "ja"
    as_of: date | None = None  # the day on which the report is made; decides what is overdue
    preset: str = "annual"


_ALLOWED = {"language": "ja, en", "as_of": "2013-07-31", "preset": "annual"}


def read_parameters(path: str | Path) -> Parameters:
    """Read the parameters file at `path`.

    Raises
    ------
    SheetProblems
        With every unknown or ill-typed parameter and its place.
    """
    name = Path(path).as_posix()
    source = parse_source(decode(read_bytes(Path(path), name), name), name)
    return _parameters(source)


def parse_parameters(values: Mapping[str, str], *, name: str = "-p") -> Parameters:
    """Check parameters given one by one; `name` stands in the problems as their file."""
    return _parameters(Source(name=name, tree=dict(values)))


def _parameters(source: Source) -> Parameters:
    tree = source.tree
    if not isinstance(tree, dict):
        raise SheetProblems([source.problem((), "mapping_expected", seen=str(tree))])
    # An empty text means the default: papermill cannot pass None.
    given = {key: value for key, value in tree.items() if value != ""}
    try:
        return Parameters.model_validate(given)
    except ValidationError as error:
        problems = [_problem(source, details) for details in error.errors()]
        raise SheetProblems(problems) from None


def _problem(source: Source, error: Any) -> Any:
    name = str(error["loc"][0])
    if error["type"] != "extra_forbidden":
        seen = str(error["input"])
        return source.problem((name,), "parameter", name=name, seen=seen, allowed=_ALLOWED[name])
    likely = difflib.get_close_matches(name, _ALLOWED, n=1)
    if likely:
        return source.problem((name,), "misspelt_key", key=True, seen=name, likely=likely[0])
    allowed = ", ".join(_ALLOWED)
    return source.problem((name,), "unknown_parameter", key=True, seen=name, allowed=allowed)
