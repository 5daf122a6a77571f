"""A YAML file as plain text, lists and mappings, with the place of everything in it.

Every scalar stays the text that was typed: ``042`` is "042", ``7-2`` is no date, ``no`` is "no".
What a sheet never needs and an attacker might (aliases, tags, depth, size) is refused unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from evalkit.sheet.files import decode, read_bytes
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.source import Source
from evalkit.sheet.yaml.errors import merge_markers
from evalkit.sheet.yaml.events import Event, careful_events, quick_events
from evalkit.sheet.yaml.slips import slips, unfit_text

MOST_LEVELS = 24


def read_source(path: str | Path) -> Source:
    """Read the YAML file at `path` as plain data with places. Raises as :func:`parse_source`."""
    name = Path(path).as_posix()
    return parse_source(decode(read_bytes(Path(path), name), name), name)


def parse_settings(content: bytes, name: str) -> Source:
    """Compose the content of a file that need not set anything. As :func:`parse_source`."""
    try:
        return parse_source(decode(content, name), name)
    except SheetProblems as problems:
        if [problem.code for problem in problems.problems] != ["empty"]:
            raise
        return Source(name=name, tree={})


def parse_source(text: str, name: str) -> Source:
    """Compose `text` into plain data with places.

    Raises
    ------
    SheetProblems
        If the text is no YAML, or holds what a sheet must not hold.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise SheetProblems.of_file(name, "empty")
    if problems := unfit_text(text, name) or merge_markers(text, name):
        raise SheetProblems(problems)
    events = quick_events(text) or careful_events(text, name)
    content, problems = _content(events, text, name)
    problems += slips(content, text, name)
    if problems:
        raise SheetProblems(
            {(each.line, each.column, each.code): each for each in problems}.values()
        )
    source = Source(name=name)
    rest = iter(content)
    tree = _plain(next(rest), rest, (), source, problems)
    if problems:
        raise SheetProblems(problems)
    return replace(source, tree=tree)


def _content(events: Iterable[Event], text: str, name: str) -> tuple[list[Event], list[Problem]]:
    """Return the content of the one document among `events`, and what must not be among them."""
    content: list[Event] = []
    documents: list[Event] = []
    problems: list[Problem] = []
    depth = 0
    try:
        for event in events:
            problems += _refused(event, text, name)
            depth += (event.kind in ("list", "mapping")) - (event.kind == "end")
            if depth > MOST_LEVELS:
                return [], [event.problem(name, "too_deep", limit=MOST_LEVELS)]
            (documents if event.kind == "document" else content).append(event)
    except SheetProblems as error:
        problems += error.problems
    problems += [event.problem(name, "several_documents") for event in documents[1:]]
    if not documents and not problems:
        problems.append(Problem.at(name, 1, 1, "empty"))
    return content, problems


def _refused(event: Event, text: str, name: str) -> list[Problem]:
    if not event.anchor and event.tag is None:
        return []
    end = text.find("\n", event.start)
    seen = text[event.start : end if end >= 0 else len(text)].strip()
    return [event.problem(name, "alias" if event.anchor else "tag", seen=seen)]


def _plain(
    event: Event, events: Iterator[Event], path: KeyPath, source: Source, problems: list[Problem]
) -> Any:
    source.values[path] = event.line, event.column
    if event.kind == "list":
        entries = enumerate(_until_end(events))
        return [_plain(e, events, (*path, i), source, problems) for i, e in entries]
    if event.kind == "mapping":
        return _mapping(events, path, source, problems)
    return event.text


def _mapping(
    events: Iterator[Event], path: KeyPath, source: Source, problems: list[Problem]
) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for event in _until_end(events):
        key = str(_plain(event, events, (*path, "?"), source, problems))
        below = (*path, key)
        first = source.keys.setdefault(below, (event.line, event.column))
        value = _plain(next(events), events, below, source, problems)
        if key in plain:
            problems.append(event.problem(source.name, "duplicate_key", seen=key, first=first[0]))
        plain.setdefault(key, value)
    return plain


def _until_end(events: Iterator[Event]) -> Iterator[Event]:
    return takewhile(lambda event: event.kind != "end", events)
