"""From a sheet file to a :class:`~evalkit.sheet.model.Sheet`, or to every problem in it at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cross_checks import cross_checks
from evalkit.sheet.files import decode, is_there, read_bytes
from evalkit.sheet.forms import NO_FORMS, OwnForms, UnknownForm, find_form, own_forms
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.record import record_of
from evalkit.sheet.round_paths import previous_sheet
from evalkit.sheet.sheet_pictures import picture_problems
from evalkit.sheet.source import Source
from evalkit.sheet.terms import TERMS
from evalkit.sheet.yaml.tree import parse_source

TO_ENTER = "【要記入】"
TO_CONFIRM = "【要確認】"
OPEN_MARKERS = (TO_ENTER, TO_CONFIRM)
"""Before an entry that a person must fill in, or confirm; a roll-forward writes them."""


@dataclass(frozen=True, eq=False)  # two readings of one file are the same object
class Document:
    """A sheet together with where each part of it stands in its file."""

    sheet: Sheet
    source: Source
    content: bytes


def read_sheet(path: str | Path, *, allow_open: bool = False) -> Sheet:
    """Read the sheet file at `path`.

    Parameters
    ----------
    path : str or Path
    allow_open : bool
        Whether entries may still be open (【要記入】, 【要確認】), as after a roll-forward.

    Returns
    -------
    Sheet
        Frozen records; every figure is a `Decimal` made from the printed text, which it keeps.

    Raises
    ------
    SheetProblems
        With every problem found; nothing is read in part.

    Examples
    --------
    >>> sheet = read_sheet("params/fy2012/7-2.yaml")
    >>> sheet.fiscal_year, len(sheet.achievement_goals)
    (2012, 3)
    """
    return read_document(path, allow_open=allow_open).sheet


def read_document(
    path: str | Path, *, name: str | None = None, allow_open: bool = False
) -> Document:
    """Read the sheet file at `path`, and keep the places. As :func:`read_sheet` otherwise.

    In problems it is called `name`; by default by its path.
    """
    name = name or Path(path).as_posix()
    content = read_bytes(Path(path), name)
    own = own_forms(Path(path).parent)
    text = decode(content, name)
    document = _document(text, name=name, content=content, allow_open=allow_open, own=own)
    problems = [*picture_problems(document.sheet, Path(path).parent, document.source)]
    if problems:
        raise SheetProblems(problems)
    return document


def previous_document(path: Path) -> Document | None:
    """Last year's sheet of the same goal, if it exists: ``fy2011/7-2.yaml`` beside ``fy2012/``.

    Raises as :func:`read_sheet`.
    """
    previous = previous_sheet(path)
    return read_document(previous) if previous and is_there(previous) else None


def parse_sheet(
    text: str, *, name: str = "<sheet>", allow_open: bool = False, own: OwnForms = NO_FORMS
) -> Sheet:
    """Read the text of a sheet file.

    Parameters
    ----------
    text : str
    name : str
        What the file is called in problems.
    allow_open : bool
        As of :func:`read_sheet`.
    own : OwnForms
        Forms of its project.

    Returns
    -------
    Sheet

    Raises
    ------
    SheetProblems
        With every problem found, each with its place and what to do.

    Examples
    --------
    >>> parse_sheet("ministry: 文部科学省", name="7-2.yaml")
    Traceback (most recent call last):
    evalkit.sheet.problems.SheetProblems: 7-2.yaml:1:1  項目「achievement_goals」がありません。...
    """
    content = text.encode("utf-8", "surrogatepass")  # half characters are a problem of the text
    return _document(text, name=name, content=content, allow_open=allow_open, own=own).sheet


@lru_cache(maxsize=4)  # a run reads a sheet, then its notebook does in a process forked from it
def _document(
    text: str, *, name: str, content: bytes, allow_open: bool, own: OwnForms = NO_FORMS
) -> Document:
    source = parse_source(text, name)
    sheet = checked_sheet(source, allow_open=allow_open, own=own)
    return Document(sheet=sheet, source=source, content=content)


def checked_sheet(
    source: Source, found: Iterable[Problem] = (), *, allow_open: bool, own: OwnForms = NO_FORMS
) -> Sheet:
    """Sheet of a tree in which no problem is found, besides those `found` before.

    Its form is one of ours, or one of the project's `own`.

    Raises
    ------
    SheetProblems
        With every problem, each at the place that `source` gives it.
    """
    problems = [*found, *cross_checks(source)]
    if not allow_open:
        problems += [
            source.problem(path, "open_entry", seen=seen) for path, seen in open_entries(source)
        ]
    try:
        sheet = Sheet.model_validate(source.tree)
        profile = find_form(sheet.form, own)
    except ValidationError as error:
        problems += [_shape_problem(source, details) for details in error.errors() if _own(details)]
    except UnknownForm as unknown:
        known = "、".join(unknown.known)
        problems.append(source.problem(("form",), "choice", seen=sheet.form, allowed=known))
    if problems:
        raise SheetProblems(_each_once(problems))
    return sheet.on_form(profile)


def _own(error: ErrorDetails) -> bool:
    """False for a list that pydantic calls too short only because of what is wrong in it."""
    return error["type"] != "too_short" or not error["input"]


def _each_once(problems: list[Problem]) -> list[Problem]:
    """Keep one of equal problems: a cell is read by the records and by the cross-checks."""
    return list({problem.text("en"): problem for problem in problems}.values())


def open_entries(source: Source) -> Iterator[tuple[KeyPath, str]]:
    """Every entry that a person must still fill in or confirm, with its path."""
    for path in source.values:
        text = source.at(path)
        if isinstance(text, str) and any(marker in text for marker in OPEN_MARKERS):
            yield path, text


# What pydantic found --------------------------------------------------------------------------


def _shape_problem(source: Source, error: ErrorDetails) -> Problem:
    path = _key_path(source.tree, error["loc"])
    kind = error["type"]
    context = error.get("ctx", {})
    seen = context.get("seen") or _seen(error["input"])
    if kind == "extra_forbidden":
        return _unknown_key(source, path)
    if kind == "missing":
        name = str(path[-1])
        return source.problem(path[:-1], "missing", key=True, name=name, term=_term(name))
    if kind == "malformed_number":
        return _malformed_number(source, path, seen, context["doubt"])
    if kind == "money_unit":
        return source.problem(path, kind, seen=seen, unit=context["unit"])
    if kind in ("string_too_short", "too_short"):
        return source.problem(path, "empty_value", name=_term(str(path[-1])))
    if kind == "literal_error":
        return source.problem(path, "choice", seen=seen, allowed=_choices(context["expected"]))
    code = kind if kind in _OWN_CODES else _CODES.get(kind, "invalid")
    is_key = error["loc"][-1:] == ("[key]",)
    return source.problem(path, code, key=is_key, seen=seen, reason=error["msg"])


_OWN_CODES = {
    "year", "item_number", "reading", "number", "negative", "money", "ditto", "money_table_unit",
}  # fmt: skip
_CODES = {
    "span": "year",
    "bool_parsing": "boolean",
    "model_type": "mapping_expected",
    "model_attributes_type": "mapping_expected",
    "dict_type": "mapping_expected",
    "tuple_type": "list_expected",
    "string_type": "text_expected",
    "cell_type": "text_expected",
}


def _key_path(tree: Any, loc: tuple[int | str, ...]) -> KeyPath:
    """Keep of pydantic's location what is a step in the file."""
    path: list[int | str] = []
    here = tree
    for step in loc:
        in_list = isinstance(here, list) and isinstance(step, int)
        known = in_list or (isinstance(here, dict) and step in here)
        if known:
            here = here[step]
        elif step is not loc[-1] or step == "[key]":
            continue
        path.append(step)
    return tuple(path)


def _malformed_number(source: Source, path: KeyPath, seen: str, doubt: Any) -> Problem:
    """Build the problem of a figure that its author must mend, or accept with a reading."""
    return source.problem(
        path,
        doubt.kind,
        seen=seen,
        position=doubt.position,
        letter=seen[doubt.position - 1 : doubt.position],
        suggestion=doubt.suggestion,
    )


def _unknown_key(source: Source, path: KeyPath) -> Problem:
    model = _model_at(path[:-1])
    allowed = [*model.model_fields] if model else []
    seen = str(path[-1])
    likely = difflib.get_close_matches(seen, allowed, n=1)
    if likely:
        return source.problem(path, "misspelt_key", key=True, seen=seen, likely=likely[0])
    return source.problem(path, "unknown_key", key=True, seen=seen, allowed=", ".join(allowed))


def _model_at(path: KeyPath) -> type[BaseModel] | None:
    """Record that the model puts at `path`."""
    here: Any = Sheet
    for step in path:
        model = record_of(here)
        if model is not None and isinstance(step, str):
            here = model.model_fields[step].annotation
        else:
            here = [arg for arg in get_args(here) if arg is not Ellipsis][
                -1
            ]  # of entries or values
    return record_of(here)


def _term(key: str) -> Bilingual:
    return TERMS.get(key) or Bilingual.alike(key)


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _seen(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "項目: 値" if isinstance(value, dict) else "- …"
