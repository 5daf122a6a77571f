"""様式を探す: the profile of a form by its name: one of ours, or the project's own.

A profile is a YAML file, and its name that of the file. Ours lie in this folder and may be called
by their titles too; a project's lie in ``params/forms/`` and go before ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evalkit.sheet.files import is_there, read_bytes
from evalkit.sheet.form_profile import FormProfile, Word, monitoring
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.record import record_of
from evalkit.sheet.round_paths import forms_of, parameters_of
from evalkit.sheet.source import Source
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import fold
from evalkit.sheet.yaml.tree import parse_settings

_OWN = Path(__file__).parent


class UnknownForm(LookupError):  # noqa: N818  (it is what the sheet names)
    """No profile is called so; `known` are the names there are."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(known)
        self.known = known


class OwnForms(NamedTuple):
    """What a project says of forms."""

    files: tuple[tuple[str, bytes], ...] = ()  # name and content of each profile of its own
    default: str = ""  # form of a round's sheets that name none


NO_FORMS = OwnForms()
"""Of what belongs to no project."""


def own_forms(sheets: Path) -> OwnForms:
    """Profiles of the project that keeps its sheets in a folder, and the form of that round.

    Raises
    ------
    SheetProblems
        If one cannot be read, or the parameters file of the round, or it names no form.
    """
    folder = forms_of(sheets)
    there = folder.is_dir() and not (sheets.is_dir() and folder.samefile(sheets))
    files = _files(folder) if there else ()
    own = OwnForms(tuple((path.as_posix(), read_bytes(path, path.as_posix())) for path in files))
    parameters = folder.with_name(parameters_of(sheets).name)
    if not is_there(parameters):
        return own
    name = parameters.as_posix()
    return own._replace(default=_form_of_round(read_bytes(parameters, name), name, own))


@lru_cache(maxsize=8)
def _form_of_round(content: bytes, name: str, own: OwnForms) -> str:
    """Form that a parameters file names; "" where it names none."""
    source = parse_settings(content, name)
    form = source.at(("form",))
    if not isinstance(form, str):  # what is ill-typed is a problem of the parameters
        return ""
    try:
        find_form(form, own)
    except UnknownForm as unknown:
        problem = source.problem(("form",), "choice", seen=form, allowed="、".join(unknown.known))
        raise SheetProblems([problem]) from None
    return form


def find_form(name: str, own: OwnForms = NO_FORMS) -> FormProfile:
    """Profile of the form called `name`; where it is "", that of the round, or of 24-7-2.

    Parameters
    ----------
    name : str
        Name of its file, or a title of the form: ``jisseki``, ``実績評価書``; the project's own
        go before ours.
    own : OwnForms
        Of the project.

    Raises
    ------
    UnknownForm
        If no profile is called so.
    SheetProblems
        If the project's own cannot be read.

    Examples
    --------
    >>> find_form("実績評価書") is find_form("jisseki"), find_form("") is monitoring()
    (True, True)
    """
    name = name or own.default
    if not name:
        return monitoring()
    files = {fold(Path(path).stem): (content, path) for path, content in own.files}
    if fold(name) in files:
        return read_form(*files[fold(name)])
    ours = {Path(path).stem: read_form(content, path) for path, content in own.files}
    for stem, profile in (*ours.items(), *shipped_forms().items()):
        titles = (stem, profile.title.ja, profile.title.en, *profile.title.also)
        if fold(name) in map(fold, filter(None, titles)):
            return profile
    raise UnknownForm([*(Path(path).stem for path, _ in own.files), *shipped_forms()])


def named_form(name: str, own: OwnForms, file: str) -> FormProfile:
    """Profile that somebody has asked for by its name, for the sheet in `file`.

    Raises
    ------
    SheetProblems
        If no form is called so, with the names there are.
    """
    try:
        return find_form(name, own)
    except UnknownForm as unknown:
        known = "、".join(unknown.known)
        raise SheetProblems.of_file(file, "no_such_form", seen=name, allowed=known) from None


@cache
def shipped_forms() -> dict[str, FormProfile]:
    """Every profile that evalkit brings along, by the name of its file."""
    rest = (path for path in _files(_OWN) if path.stem != "monitoring")
    found = {path.stem: read_form(path.read_bytes(), path.name) for path in rest}
    return {"monitoring": monitoring()} | found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))


@lru_cache(maxsize=32)
def read_form(content: bytes, name: str) -> FormProfile:
    """Profile that a YAML file of this content and name describes.

    Raises
    ------
    SheetProblems
        With every problem, each at its place.
    """
    source = parse_settings(content, name)
    problems = [*_unknown_words(source)]
    try:
        profile = FormProfile.model_validate(source.tree)
    except ValidationError as error:
        problems += [_problem(source, each) for each in error.errors()]
    if problems:
        raise SheetProblems(problems)
    return profile


def _unknown_words(source: Source) -> Iterator[Problem]:
    words = source.at(("words",))
    for key in words if isinstance(words, dict) else ():
        if any(part not in TERMS for part in key.split(".")):
            yield _unknown(source, ("words", key), sorted(TERMS))


def _problem(source: Source, error: ErrorDetails) -> Problem:
    path, kind = error["loc"], error["type"]
    seen = "" if error["input"] is None else str(error["input"])
    if kind == "extra_forbidden":
        holder = record_of(Word) if "words" in path or "title" in path else FormProfile
        return _unknown(source, path, [*(holder or FormProfile).model_fields])
    if kind == "literal_error":
        allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return source.problem(path, "choice", seen=seen, allowed=allowed)
    if kind in ("missing", "string_too_short"):
        return source.problem(path[:-1], "missing", key=True, name=str(path[-1]))
    return source.problem(path, _CODES.get(kind, "text_expected"), seen=seen)


_CODES = {
    "mapping_type": "mapping_expected",
    "model_type": "mapping_expected",
    "model_attributes_type": "mapping_expected",
    "tuple_type": "list_expected",
}


def _unknown(source: Source, path: tuple[int | str, ...], known: list[str]) -> Problem:
    name = str(path[-1])
    if likely := difflib.get_close_matches(name, known, n=1):
        return source.problem(path, "misspelt_key", key=True, seen=name, likely=likely[0])
    return source.problem(path, "unknown_key", key=True, seen=name, allowed=", ".join(known))
