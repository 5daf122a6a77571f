"""What a round's reports share: the parameters file beside the folder of its sheets."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from evalkit.assess.judgement import judge
from evalkit.assess.presets import PRESETS
from evalkit.sheet.model import Record
from evalkit.sheet.problems import Language, Problem, SheetProblems
from evalkit.sheet.source import Source


class Parameters(Record):
    """Parameters of the monitoring notebook, all but the sheet itself."""

    language: Language = "ja"
    as_of: date | None = None  # the day on which the report is made; decides what is overdue
    preset: str = "annual"  # rule of the automatic judgement
    preset_options: dict[str, Any] = Field(  # bands, close_pace, …; some presets need some
        default_factory=dict, validate_default=True
    )

    @field_validator("preset")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in PRESETS:
            raise PydanticCustomError("preset", "unknown preset")
        return name

    @field_validator("preset_options")
    @classmethod
    def _accepted(cls, options: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        preset = info.data.get("preset")
        if preset:
            nothing: dict[str, list[str]] = {"indicators": []} if preset == "five_step" else {}
            try:
                judge(preset, **nothing, **options)
            except (TypeError, ValueError) as error:
                raise PydanticCustomError("options", "{why}", {"why": str(error)}) from None
        return options


_ALLOWED = {
    "language": "ja, en",
    "as_of": "2013-07-31",
    "preset": ", ".join(PRESETS),
    "preset_options": "{close_pace: 0.9}",
}


def parse_parameters(values: Mapping[str, Any], *, name: str = "-p") -> Parameters:
    """Check parameters given one by one; `name` stands in the problems as their file.

    Raises as :func:`check_parameters`.
    """
    return check_parameters(Source(name=name, tree=dict(values)))


def check_parameters(source: Source) -> Parameters:
    """Check the parameters of a file.

    Raises
    ------
    SheetProblems
        With every unknown or ill-typed parameter and its place.
    """
    tree = source.tree
    if not isinstance(tree, dict):
        raise SheetProblems([source.problem((), "mapping_expected", seen=str(tree))])
    # An empty text means the default: papermill cannot pass None.
    given = {key: value for key, value in tree.items() if value not in ("", {})}
    try:
        return Parameters.model_validate(given)
    except ValidationError as error:
        problems = [_problem(source, details) for details in error.errors()]
        raise SheetProblems(problems) from None


def _problem(source: Source, error: ErrorDetails) -> Problem:
    name = str(error["loc"][0])
    if error["type"] == "options":
        path = (name if name in source.tree else "preset",)
        return source.problem(path, "invalid", seen=name, reason=error["msg"])
    if error["type"] != "extra_forbidden":
        seen = str(error["input"])
        return source.problem((name,), "parameter", name=name, seen=seen, allowed=_ALLOWED[name])
    likely = difflib.get_close_matches(name, _ALLOWED, n=1)
    if likely:
        return source.problem((name,), "misspelt_key", key=True, seen=name, likely=likely[0])
    allowed = ", ".join(_ALLOWED)
    return source.problem((name,), "unknown_parameter", key=True, seen=name, allowed=allowed)
