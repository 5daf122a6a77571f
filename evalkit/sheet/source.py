"""A YAML file as plain text, lists and mappings, with the place of everything in it.

Every scalar stays the text that was typed: ``042`` is "042", ``7-2`` is no date, ``no`` is "no".
What a sheet never needs and an attacker might (aliases, tags, depth, size) is refused unread.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.files import content_of
from evalkit.sheet.fiscal import Calendar, NotAFiscalYear, parse_fiscal_year
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.places import form_place
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.system import system_reason
from evalkit.sheet.yaml_errors import merge_markers
from evalkit.sheet.yaml_events import Event, careful_events, quick_events
from evalkit.sheet.yaml_slips import slips, unfit_text

MOST_BYTES = 4_000_000
MOST_LEVELS = 24
_HEADS = {"tables", "table", "columns", "baseline", "target"}  # over years, or stating one
_LONE_RETURN = re.compile("\r(?!\n)")  # the line break of old Macs


@dataclass(frozen=True)
class Source:
    """The tree of one file and where each part of it stands (line and column from 1)."""

    name: str
    tree: Any = None
    values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)

    def at(self, path: KeyPath) -> Any:
        """Plain data at `path`; None where nothing stands."""
        return value_at(self.tree, path)

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Line and column of the value at `path`, or of the nearest thing that holds it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def form_place(self, path: KeyPath) -> Bilingual:
        """Name the place in the form that `path` leads to: 達成目標1 指標③ 実績値 24年度."""
        return form_place(self.tree, path, self._calendar)

    @cached_property
    def _calendar(self) -> Calendar | None:
        """How the sheet counts years, as :meth:`Sheet.calendar`; None if its own is not told."""
        heads = [str(self.at(path)) for path in self.values if _HEADS & {*path}]
        try:
            return Calendar.of(parse_fiscal_year(str(self.at(("fiscal_year",)))), heads)
        except NotAFiscalYear:
            return None

    def problem(self, path: KeyPath, code: str, *, key: bool = False, **details: object) -> Problem:
        """Build the problem of the value at `path` (or, with `key`, of its key)."""
        line, column = self.keys[path] if key and path in self.keys else self.place(path)
        return Problem(
            file=self.name,
            line=line,
            column=column,
            code=code,
            place=self.form_place(path),
            details=details,
        )


def read_source(path: str | Path) -> Source:
    """Read the YAML file at `path` as plain data with places. Raises as :func:`parse_source`."""
    name = Path(path).as_posix()
    return parse_source(decode(read_bytes(Path(path), name), name), name)


def read_settings(path: str | Path) -> Source:
    """Read a YAML file that need not set anything. As :func:`read_source` otherwise."""
    name = Path(path).as_posix()
    return parse_settings(read_bytes(Path(path), name), name)


def parse_settings(content: bytes, name: str) -> Source:
    """Compose the content of a file that need not set anything. As :func:`parse_source`."""
    try:
        return parse_source(decode(content, name), name)
    except SheetProblems as problems:
        if [problem.code for problem in problems.problems] != ["empty"]:
            raise
        return Source(name=name, tree={})


def read_bytes(path: Path, name: str, *, limit: int = MOST_BYTES) -> bytes:
    """Content of a sheet file, or the problem that keeps it from being opened."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise SheetProblems.of_file(name, "too_large", size=size, limit=limit)
        return content_of(path)
    except FileNotFoundError:
        raise SheetProblems.of_file(name, "not_found") from None
    except OSError as error:
        raise SheetProblems.of_file(name, "not_readable", reason=system_reason(error)) from None


_PRIVATE = re.compile("[\ue000-\uf8ff]")


def decode(content: bytes, name: str) -> str:
    """Text of a sheet file, which is UTF-8.

    The mark that Notepad puts before it is no part; a carriage return alone ends a line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]:
        raise SheetProblems.of_file(name, "encoding", guess="UTF-16")
    content = content.removeprefix(BOM_UTF8)
    try:
        return _LONE_RETURN.sub("\n", content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        guess = _guess(content)
        code = "encoding" if guess else "no_text"
        raise SheetProblems.of_file(name, code, line=line, guess=guess) from None


def _guess(content: bytes) -> str:
    for encoding, title in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _PRIVATE.search(text):  # cp932 gives \xff to private use, and is no guess then
            return title
    return ""


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
                return [], [_at(name, event, "too_deep", limit=MOST_LEVELS)]
            (documents if event.kind == "document" else content).append(event)
    except SheetProblems as error:
        problems += error.problems
    problems += [_at(name, event, "several_documents") for event in documents[1:]]
    if not documents and not problems:
        problems.append(Problem.at(name, 1, 1, "empty"))
    return content, problems


def _refused(event: Event, text: str, name: str) -> list[Problem]:
    if not event.anchor and event.tag is None:
        return []
    end = text.find("\n", event.start)
    seen = text[event.start : end if end >= 0 else len(text)].strip()
    return [_at(name, event, "alias" if event.anchor else "tag", seen=seen)]


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
            problems.append(_at(source.name, event, "duplicate_key", seen=key, first=first[0]))
        plain.setdefault(key, value)
    return plain


def _until_end(events: Iterator[Event]) -> Iterator[Event]:
    return takewhile(lambda event: event.kind != "end", events)


def _at(name: str, event: Event, code: str, **details: object) -> Problem:
    return Problem.at(name, event.line, event.column, code, **details)
