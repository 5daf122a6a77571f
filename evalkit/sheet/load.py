"""From a sheet file to a :class:`~evalkit.sheet.model.Sheet`, or to every problem in it at once."""

from __future__ import annotations

import difflib
import types
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from evalkit.sheet.cells import Quantity, parse_cell
from evalkit.sheet.fiscal import NotAFiscalYear, parse_fiscal_year, parse_year_span
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.references import circled, parse_references
from evalkit.sheet.source import KeyPath, Source, decode, parse_source, read_bytes

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

    Raises
    ------
    SheetProblems
        With every problem found; nothing is read in part.
    """
    return read_document(path, allow_open=allow_open).sheet


def read_document(path: str | Path, *, allow_open: bool = False) -> Document:
    """Read the sheet file at `path`, and keep the places. As :func:`read_sheet` otherwise."""
    name = Path(path).as_posix()
    content = read_bytes(Path(path), name)
    return _document(decode(content, name), name=name, content=content, allow_open=allow_open)


def read_previous(path: Path, sheet: Sheet) -> Sheet | None:
    """Last year's sheet of the same goal: ``fy2011/7-2.yaml`` beside ``fy2012/``, if it exists."""
    document = previous_document(path, sheet)
    return document.sheet if document else None


def previous_document(path: Path, sheet: Sheet) -> Document | None:
    """Last year's sheet with its places. As :func:`read_previous` otherwise."""
    previous = path.resolve().parent.with_name(f"fy{sheet.fiscal_year - 1}") / path.name
    return read_document(previous) if previous.is_file() else None


def parse_sheet(text: str, *, name: str = "<sheet>", allow_open: bool = False) -> Sheet:
    """Read the text of a sheet file; `name` stands in its problems. As `read_sheet` otherwise."""
    return _document(text, name=name, content=text.encode(), allow_open=allow_open).sheet


@lru_cache(maxsize=4)  # a run reads a sheet, then its notebook does in a process forked from it
def _document(text: str, *, name: str, content: bytes, allow_open: bool) -> Document:
    source = parse_source(text, name)
    sheet = checked_sheet(source, allow_open=allow_open)
    return Document(sheet=sheet, source=source, content=content)


def checked_sheet(source: Source, found: Iterable[Problem] = (), *, allow_open: bool) -> Sheet:
    """Sheet of a tree in which no problem is found, besides those `found` before.

    Raises
    ------
    SheetProblems
        With every problem, each at the place that `source` gives it.
    """
    problems = [*found, *_cross_checks(source)]
    if not allow_open:
        problems += [
            source.problem(path, "open_entry", seen=seen) for path, seen in open_entries(source)
        ]
    try:
        sheet = Sheet.model_validate(source.tree)
    except ValidationError as error:
        problems += [_shape_problem(source, details) for details in error.errors() if _own(details)]
    if problems:
        raise SheetProblems(_each_once(problems))
    return sheet


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
        return source.problem(path[:-1], "missing", key=True, name=path[-1])
    if kind == "malformed_number":
        return malformed_number(source, path, seen, context["doubt"])
    if kind in ("string_too_short", "too_short"):
        return source.problem(path, "empty_value", name=path[-1])
    if kind == "literal_error":
        return source.problem(path, "choice", seen=seen, allowed=_choices(context["expected"]))
    code = _CODES.get(kind, "invalid")
    is_key = error["loc"][-1] == "[key]"
    return source.problem(path, code, key=is_key, seen=seen, reason=error["msg"])


_CODES = {
    "span": "year",
    "year": "year",
    "reading": "reading",
    "bool_parsing": "boolean",
    "decimal_parsing": "number",
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
        known = isinstance(here, list) or (isinstance(here, dict) and step in here)
        if known:
            here = here[step]
        elif step is not loc[-1] or step == "[key]":
            continue
        path.append(step)
    return tuple(path)


def malformed_number(source: Source, path: KeyPath, seen: str, doubt: Any) -> Problem:
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
    allowed = _fields(_model_at(path[:-1]))
    seen = str(path[-1])
    likely = difflib.get_close_matches(seen, allowed, n=1)
    if likely:
        return source.problem(path, "misspelt_key", key=True, seen=seen, likely=likely[0])
    return source.problem(path, "unknown_key", key=True, seen=seen, allowed=", ".join(allowed))


def _model_at(path: KeyPath) -> Any:
    """Record that the model puts at `path`."""
    here: Any = Sheet
    for step in path:
        model = _record(here)
        if model is not None and isinstance(step, str):
            here = model.model_fields[step].annotation
        else:
            here = next(arg for arg in get_args(here) if arg is not Ellipsis)
    return _record(here)


def _record(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not types.NoneType)
    is_record = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_record and not issubclass(annotation, RootModel) else None


def _fields(model: type[BaseModel] | None) -> list[str]:
    return list(model.model_fields) if model else []


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _seen(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "項目: 値" if isinstance(value, dict) else "- …"


# What only the whole tree shows ---------------------------------------------------------------


def _cross_checks(source: Source) -> Iterator[Problem]:
    """Problems between parts. They read the plain tree, so that they show beside the others."""
    goals = _entries(source.tree, "achievement_goals")
    yield from _duplicates(source, goals)
    numbers = {str(goal.get("no")): _numbers(goal) for _, goal in goals}
    for path, goal in goals:
        indicators = _entries(goal, "indicators", path)
        yield from _duplicates(source, indicators)
        for below, indicator in indicators:
            yield from _missing_units(source, below, indicator)
            yield from _year_problems(source, below, indicator)
        yield from _references(source, path, goal, str(goal.get("no")), numbers)
    reference = source.tree.get("reference") if isinstance(source.tree, dict) else None
    if isinstance(reference, dict):
        yield from _references(source, ("reference",), reference, "", numbers)


def _entries(holder: Any, key: str, path: KeyPath = ()) -> list[tuple[KeyPath, dict[str, Any]]]:
    entries = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(entries, list):
        return []
    return [((*path, key, i), entry) for i, entry in enumerate(entries) if isinstance(entry, dict)]


def _numbers(goal: dict[str, Any]) -> list[str]:
    return [str(entry.get("no")) for _, entry in _entries(goal, "indicators")]


def _duplicates(source: Source, entries: list[tuple[KeyPath, dict[str, Any]]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for path, entry in entries:
        number = entry.get("no")
        if not isinstance(number, str):
            continue
        line = source.place((*path, "no"))[0]
        if number in first:
            yield source.problem(
                (*path, "no"), "duplicate_number", seen=number, first=first[number]
            )
        first.setdefault(number, line)


def _missing_units(source: Source, path: KeyPath, indicator: dict[str, Any]) -> Iterator[Problem]:
    if "unit" in indicator:
        return
    for below, text in _cells(path, indicator):
        cell = parse_cell(text)
        if isinstance(cell, Quantity) and not cell.unit:
            yield source.problem(below, "missing_unit", seen=text)


def _cells(path: KeyPath, indicator: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for key in ("baseline", "target"):
        if isinstance(indicator.get(key), str):
            yield (*path, key), indicator[key]
    for key in ("actuals", "annual_targets"):
        for years, text in _mapping(indicator, key).items():
            if isinstance(text, str):
                yield (*path, key, years), text


def _year_problems(source: Source, path: KeyPath, indicator: dict[str, Any]) -> Iterator[Problem]:
    window = _window(source.tree)
    for key in ("actuals", "annual_targets"):
        covered: Counter[int] = Counter()
        for years in _mapping(indicator, key):
            span = _span(years)
            below = (*path, key, years)
            twice = [year for year in span if covered[year]]
            if twice:
                yield source.problem(below, "overlapping_years", key=True, seen=twice[0])
            if window and span and span[-1] > window[-1]:
                yield source.problem(
                    below, "year_outside", key=True, seen=years, first=window[0], last=window[-1]
                )
            covered.update(span)


def _window(tree: dict[str, Any]) -> range | None:
    try:
        year = parse_fiscal_year(str(tree.get("fiscal_year")))
        years = tree.get("years")
        first, last = parse_year_span(str(years)) if years else (year - 4, year)
    except NotAFiscalYear:
        return None
    return range(first, last + 1)


def _span(years: str) -> range:
    try:
        first, last = parse_year_span(years)
    except NotAFiscalYear:
        return range(0)
    return range(first, last + 1)


def _mapping(holder: dict[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _references(
    source: Source,
    path: KeyPath,
    holder: dict[str, Any],
    goal: str,
    numbers: Mapping[str, list[str]],
) -> Iterator[Problem]:
    for below, measure in _entries(holder, "measures", path):
        text = measure.get("indicators")
        for reference in parse_references(text if isinstance(text, str) else "", goal=goal) or ():
            known = numbers.get(reference.goal)
            if known is None or reference.indicator not in known:
                yield source.problem(
                    (*below, "indicators"),
                    "unknown_reference",
                    seen=text,
                    target=f"達成目標{reference.goal} {circled(reference.indicator)}",
                    allowed="".join(map(circled, known)) if known else "、".join(numbers),
                )
