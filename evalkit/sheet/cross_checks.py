"""Problems between the parts of a sheet, which none of its records can see by itself.

They read the plain tree, so that they are told beside whatever else is wrong with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Quantity, parse_cell
from evalkit.sheet.cells.units import kind_of
from evalkit.sheet.characters import unfit_characters
from evalkit.sheet.fields import Series, Span, overlapping_windows, read_span
from evalkit.sheet.fiscal import NotAFiscalYear, parse_fiscal_year, parse_year_span
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.problems import Problem
from evalkit.sheet.record import record_of
from evalkit.sheet.references import circled, number_of, parse_references
from evalkit.sheet.source import Source
from evalkit.sheet.target_checks import target_problems
from evalkit.sheet.terms import TERMS

_NAMED = 3  # indicators that a reference must not name, before the rest is left out


def cross_checks(source: Source) -> Iterator[Problem]:
    """Numbers used twice, years covered twice or outside, missing units, dead references."""
    if not isinstance(source.tree, dict):
        return
    yield from _nothing_evaluated(source)
    yield from _unfit_characters(source)
    yield from _window_problems(source)
    yield from _years_twice(source)
    goals = _entries(source.tree, "achievement_goals")
    yield from _duplicates(source, goals)
    numbers = {number_of(str(goal.get("no"))): _numbers(goal) for _, goal in goals}
    for path, goal in goals:
        indicators = _entries(goal, "indicators", path)
        yield from _duplicates(source, indicators)
        for below, indicator in indicators:
            yield from _missing_units(source, below, indicator)
            yield from _years_outside(source, below, indicator)
            head = str(value_at(goal, ("tables", indicator.get("kind", ""), "target")) or "")
            for place, holder in [(below, indicator), *_entries(indicator, "series", below)]:
                yield from target_problems(source, place, holder, head)
        yield from _references(source, path, goal, number_of(str(goal.get("no"))), numbers)
    yield from _pictures(source)
    reference = source.tree.get("reference")
    yield from _references(source, ("reference",), reference, "", numbers)


_WITHOUT_GOALS = ("budget", "reference", "sections")
_WITHOUT_INDICATORS = ("measures", "examples", "figures", "evaluation")


def _nothing_evaluated(source: Source) -> Iterator[Problem]:
    """A sheet without goals, or a goal without indicators, that has nothing else to tell."""
    yield from _nothing_in(source, (), source.tree, "achievement_goals", _WITHOUT_GOALS)
    for path, goal in _entries(source.tree, "achievement_goals"):
        yield from _nothing_in(source, path, goal, "indicators", _WITHOUT_INDICATORS)


def _nothing_in(
    source: Source, path: KeyPath, holder: Mapping[str, Any], key: str, instead: Iterable[str]
) -> Iterator[Problem]:
    if any(holder.get(other) for other in instead):
        return
    if key not in holder:
        yield source.problem(path, "missing", key=True, name=key, term=TERMS[key])
    elif holder[key] == []:
        yield source.problem((*path, key), "empty_value", name=TERMS[key])


def _pictures(source: Source) -> Iterator[Problem]:
    """Pictures without a file, or without a text for who cannot see them."""
    for path in source.values:
        picture = source.at(path)
        if path[-2:-1] == ("pictures",) and isinstance(picture, dict):
            if not picture.get("file"):
                yield source.problem(path, "missing", name="file", term=TERMS["file"])
            elif not picture.get("text"):
                yield source.problem(path, "picture_without_text", seen=picture["file"])


def _unfit_characters(source: Source) -> Iterator[Problem]:
    """Those of a workbook; a YAML file is not even parsed with them."""
    for path in source.values:
        text = source.at(path)
        for unfit in unfit_characters(text if isinstance(text, str) else ""):
            yield source.problem(path, unfit.code, character=unfit.character)


def _entries(holder: Any, key: str, path: KeyPath = ()) -> list[tuple[KeyPath, dict[str, Any]]]:
    entries = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(entries, list):
        return []
    return [((*path, key, i), entry) for i, entry in enumerate(entries) if isinstance(entry, dict)]


def _numbers(goal: dict[str, Any]) -> list[str]:
    return [number_of(str(entry.get("no"))) for _, entry in _entries(goal, "indicators")]


def _duplicates(source: Source, entries: list[tuple[KeyPath, dict[str, Any]]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for path, entry in entries:
        seen = entry.get("no")
        if not isinstance(seen, str):
            continue
        number, below = number_of(seen), (*path, "no")
        if number in first:
            yield source.problem(below, "duplicate_number", seen=seen, first=first[number])
        first.setdefault(number, source.place(below)[0])


def _missing_units(source: Source, path: KeyPath, indicator: dict[str, Any]) -> Iterator[Problem]:
    declared = indicator.get("unit")
    if "unit" in indicator and kind_of(str(declared or "")).size == 1:
        return
    cells = [(below, parse_cell(text)) for below, text in _cells(path, indicator)]
    figures = [(below, cell) for below, cell in cells if isinstance(cell, Quantity)]
    units = Counter(cell.unit for _, cell in figures if cell.unit)
    usual = units.most_common(1)[0][0] if units else kind_of(str(declared or "件")).base
    for below, cell in figures:
        # 15万 under 千人 may be 15万人, or thousand times as many.
        if not cell.unit and (declared is None or cell.scale):
            example = _with_unit(cell, usual)
            yield source.problem(below, "missing_unit", seen=cell.printed, example=example)


_NUMBER = re.compile("[0-9０-９][0-9０-９,，.．]*(?![0-9０-９,，.．年月日])")


def _with_unit(cell: Quantity, usual: str) -> str:
    """Text of a figure as it would stand with its unit: in brackets beside it, or the `usual` one.

    Examples
    --------
    >>> printed = "（23年度）774以上", "7（27）", "361（機関）"
    >>> [_with_unit(parse_cell(text), "人") for text in printed]
    ['（23年度）774人以上', '7人（27人）', '361機関']
    """
    beside = parse_cell(f"1{cell.note}")
    if cell.note and isinstance(beside, Quantity) and beside.unit == cell.note:
        bare = re.sub(rf"[(（]\s*{re.escape(cell.note)}\s*[)）]", "", cell.printed)
        return _NUMBER.sub(lambda found: found[0] + cell.note, bare)
    return _NUMBER.sub(lambda found: found[0] + usual, cell.printed)


def _cells(path: KeyPath, indicator: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for key in ("baseline", "target"):
        if isinstance(indicator.get(key), str):
            yield (*path, key), indicator[key]
    for below, target in _entries(indicator, "targets", path):
        if isinstance(target.get("text"), str):
            yield (*below, "text"), target["text"]
    for key in ("actuals", "annual_targets"):
        for years, text in _mapping(indicator, key).items():
            if isinstance(text, str):
                yield (*path, key, years), text


def _mapping(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


# Years -------------------------------------------------------------------------------------------


def _window_problems(source: Source) -> Iterator[Problem]:
    """A sheet whose columns leave out its own year, as one copied from last year's does."""
    year, window = _year(source.tree), _window(source.tree)
    if year is None or not window or year in window:
        return
    likely = f"{year - len(window) + 1}-{year}"
    seen = source.tree["years"]
    yield source.problem(("years",), "window", seen=seen, year=year, likely=likely)


def _years_outside(source: Source, path: KeyPath, indicator: dict[str, Any]) -> Iterator[Problem]:
    window = _window(source.tree)
    for key in ("actuals", "annual_targets", "published"):
        for years in _mapping(indicator, key):
            span = _span(years)
            if window and span and span[-1] > window[-1]:
                yield source.problem(
                    (*path, key, years),
                    "year_outside",
                    key=True,
                    seen=years,
                    first=window[0],
                    last=window[-1],
                )


def _year(tree: Mapping[str, Any]) -> int | None:
    try:
        return parse_fiscal_year(str(tree.get("fiscal_year")))
    except NotAFiscalYear:
        return None


def _window(tree: Mapping[str, Any]) -> range:
    year = _year(tree)
    if year is None or tree.get("years"):
        return _span(str(tree.get("years")))
    return range(year - 4, year + 1)


def _span(years: str) -> range:
    try:
        first, last = parse_year_span(years)
    except NotAFiscalYear:
        return range(0)
    return range(first, last + 1)


def _years_twice(source: Source) -> Iterator[Problem]:
    for path in _by_year(Sheet, source.tree, ()):
        covered: dict[int, str] = {}
        windows = _windows(source, path)
        for years in source.at(path):
            span = _span(years)[-1:] if years in windows else _span(years)
            twice = next((year for year in span if year in covered), None)
            if twice is not None:
                other = covered[twice]
                first = source.keys[*path, other][0]
                yield source.problem(
                    (*path, years),
                    "overlapping_years",
                    key=True,
                    seen=twice,
                    other=other,
                    first=first,
                )
            covered |= {year: years for year in span if year not in covered}


def _windows(source: Source, path: KeyPath) -> set[str]:
    """Keys of a series that are means or sums: each stands in the last of its years alone."""
    spans = _spans(source.at(path))
    holder = source.at(path[:-1])
    said = {years for years in spans if read_span(years).said}
    if "windows" in holder and path[-1] in ("actuals", "annual_targets"):
        return {years for years, span in spans.items() if span.length > 1}
    results = _spans(_mapping(holder, "actuals")) if path[-1] == "annual_targets" else {}
    windows = overlapping_windows(spans.values(), results.values())
    return said | {years for years, span in spans.items() if span in windows}


def _spans(series: Iterable[str]) -> dict[str, Span]:
    return {years: Span(span[0], span[-1]) for years in series if (span := _span(years))}


def _by_year(annotation: Any, tree: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Path of every mapping whose keys the model takes for fiscal years."""
    if isinstance(tree, dict) and _is_by_year(annotation):
        yield path
    elif isinstance(tree, dict) and (record := record_of(annotation)):
        fields = record.model_fields
        for key in tree.keys() & fields.keys():
            yield from _by_year(fields[key].annotation, tree[key], (*path, key))
    elif isinstance(tree, list) and get_origin(annotation) is tuple:
        for place, entry in enumerate(tree):
            yield from _by_year(get_args(annotation)[0], entry, (*path, place))


def _is_by_year(annotation: Any) -> bool:
    keys = get_args(annotation)[0] if get_origin(annotation) is dict else None
    return annotation is Series or get_origin(keys) is Annotated


# References --------------------------------------------------------------------------------------


def _references(
    source: Source, path: KeyPath, holder: Any, goal: str, numbers: Mapping[str, list[str]]
) -> Iterator[Problem]:
    for below, measure in _entries(holder, "measures", path):
        text = measure.get("indicators")
        named = parse_references(text if isinstance(text, str) else "", goal=goal) or ()
        for of_goal in dict.fromkeys(reference.goal for reference in named):
            known = numbers.get(of_goal)
            unknown = [
                r.indicator for r in named if r.goal == of_goal and r.indicator not in (known or ())
            ]
            if unknown:
                yield source.problem(
                    (*below, "indicators"),
                    "unknown_reference",
                    seen=text,
                    target=Bilingual(
                        f"達成目標{of_goal} {_shortened(unknown)}",
                        f"achievement goal {of_goal} {_shortened(unknown)}",
                    ),
                    allowed="".join(map(circled, known or ())) or "、".join(numbers),
                )


def _shortened(numbers: list[str]) -> str:
    return "".join(map(circled, numbers[:_NAMED])) + "…" * (len(numbers) > _NAMED)
