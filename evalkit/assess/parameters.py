"""What a round's reports share: the parameters file beside the folder of its sheets."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from evalkit.assess.judge.judgement import judge
from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.judge.reasons import MalformedError
from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.fiscal import ERAS, parse_fiscal_year
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.record import Record
from evalkit.sheet.source import Source
from evalkit.sheet.text import plain_text

_ERA = "|".join(name for era in ERAS for name in (era.kanji, era.letter))
_DAY = re.compile(
    rf"(?:(?P<era>{_ERA})(?P<year>元|[0-9]{{1,2}})|(?P<western>(?:1[89]|2[01])[0-9]{{2}}))"
    r"(?:年|[-/.])(?P<month>[0-9]{1,2})(?:月|[-/.])(?P<day>[0-9]{1,2})日?"
)


def read_day(value: Any) -> date:
    """Day that a person wrote, in any of the ways that have one meaning.

    Raises
    ------
    ValueError
        If it is no day, or may be another: 7/31/2013, 20130731, 0.

    Examples
    --------
    >>> print(read_day("2013-07-31"), read_day("2013/7/31"), read_day("平成25年７月31日"))
    2013-07-31 2013-07-31 2013-07-31
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = _DAY.fullmatch(plain_text(str(value)))
    if found is None:
        raise ValueError(f"{value!r} is no day")
    year = found["western"] or parse_fiscal_year(f"{found['era']}{found['year']}")
    return date(int(year), int(found["month"]), int(found["day"]))


Day = Annotated[date, BeforeValidator(read_day)]


class Limits(Record):
    """What running a notebook may take; what takes more is stopped and told as that."""

    cell_seconds: int = Field(default=120, ge=1)  # time of one cell
    notebook_seconds: int = Field(default=600, ge=1)  # time of all cells together
    memory_mib: int = Field(default=1024, ge=64)  # besides what evalkit itself takes


class Parameters(Record):
    """Parameters of the monitoring notebook, all but the sheet itself."""

    language: Language = "ja"
    as_of: Day | None = None  # the day on which the report is made; decides what is overdue
    preset: str = "annual"  # rule of the automatic judgement
    preset_options: dict[str, Any] = Field(  # bands, close_pace, …; some presets need some
        default_factory=dict, validate_default=True
    )
    form: str = Field(default="", exclude=True)  # of the sheets that name none; read with them
    limits: Limits = Field(default_factory=Limits, exclude=True)  # of the run, not of the report

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
            _check_options(preset, options)
        return options


def _check_options(preset: str, options: Mapping[str, Any]) -> None:
    """Refuse what a preset does not take from a parameters file, and what it cannot use."""
    known = PRESETS[preset].options
    if unknown := sorted(map(str, set(options) - set(known))):
        allowed = {"preset": preset, "seen": unknown[0], "allowed": ", ".join(known) or "－"}
        raise PydanticCustomError("unknown_option", "unknown option", allowed)
    if preset == "bands" and not options.get("bands"):
        raise PydanticCustomError("bands_missing", "no bands")
    try:
        judge(preset, **options)
    except MalformedError as error:
        raise PydanticCustomError("option", "malformed", {"said": error.said}) from None
    except TypeError as error:
        said = Bilingual("書き方が正しくありません", str(error))
        raise PydanticCustomError("option", "malformed", {"said": said}) from None


_ALLOWED = {
    "language": "ja, en",
    "preset": ", ".join(PRESETS),
    "preset_options": "{close_pace: 0.9}",
    "form": "jisseki, kpi",
    "limits": "{cell_seconds: 120, notebook_seconds: 600, memory_mib: 1024}",
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
    if error["type"] in ("bands_missing", "option", "unknown_option"):
        path = (name if name in source.tree else "preset",)
        return source.problem(path, error["type"], **error.get("ctx", {}))
    if name == "as_of":
        return source.problem((name,), "day", name=name, seen=str(error["input"]))
    if error["type"] != "extra_forbidden" or name in _ALLOWED:
        seen = str(error["input"])
        return source.problem((name,), "parameter", name=name, seen=seen, allowed=_ALLOWED[name])
    likely = difflib.get_close_matches(name, Parameters.model_fields, n=1)
    if likely:
        return source.problem((name,), "misspelt_key", key=True, seen=name, likely=likely[0])
    allowed = ", ".join(Parameters.model_fields)
    return source.problem((name,), "unknown_parameter", key=True, seen=name, allowed=allowed)
