"""What stands in a YAML text, one thing after the other, as either of two parsers tells it.

libyaml reads a sheet in 5 ms, ruamel.yaml in 90. But libyaml keeps to YAML 1.1, takes some texts
that ruamel.yaml refuses, and says less of those that it refuses itself. So libyaml reads what both
read alike; ruamel.yaml reads whatever is in doubt, and says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml

from evalkit.sheet.problems import Problem, SheetProblems

_KINDS = {  # by the class of an event, which both libraries call by one name
    "DocumentStartEvent": "document",
    "SequenceStartEvent": "list",
    "MappingStartEvent": "mapping",
    "SequenceEndEvent": "end",
    "MappingEndEvent": "end",
    "ScalarEvent": "text",
    "AliasEvent": "alias",
}

_DOUBTFUL = re.compile(
    # what is printable, or ends a line, in one of them alone
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U00010000-\U0010ffff]"
    r"|^(?:---|\.\.\.|%)"  # several documents, directives
    r"|^ +$|[|>][-+0-9]*#"  # blocks that ruamel.yaml refuses
    r"|\?|[\]}]\s*:",  # keys that are no texts
    re.MULTILINE,
)


class Event(NamedTuple):
    """What begins, stands or ends at a place of the text (line and column from 1)."""

    kind: str  # of _KINDS
    line: int
    column: int
    text: str
    anchor: str | None
    tag: str | None


def quick_events(text: str) -> list[Event] | None:
    """Events of `text` by libyaml; None where ruamel.yaml might see the text otherwise.

    Examples
    --------
    >>> [event.text for event in quick_events("目標: 42") or () if event.kind == "text"]
    ['目標', '42']
    >>> quick_events("目標: &a 42") is quick_events("目標: [42") is None
    True
    """
    if not yaml.__with_libyaml__ or _DOUBTFUL.search(text):
        return None
    try:
        events = [*yaml.parse(text, Loader=yaml.CBaseLoader)]
    except yaml.YAMLError:
        return None
    root = any(isinstance(event, yaml.MappingStartEvent) for event in events[2:3])
    return [*_events(events)] if root and all(map(_is_clear, events)) else None


def _is_clear(event: Any) -> bool:
    """Whether an event has neither anchor nor tag, nor stands for a value that is left out."""
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        return False
    scalar = isinstance(event, yaml.ScalarEvent)
    return not scalar or bool(event.value) or event.style in ("'", '"')


def careful_events(text: str, name: str) -> Iterator[Event]:
    """Yield the events of `text` by ruamel.yaml.

    Raises
    ------
    SheetProblems
        Where the text ceases to be YAML.
    """
    from ruamel.yaml import YAML  # 20 ms, which only a text in doubt is worth
    from ruamel.yaml.error import YAMLError

    try:
        yield from _events(YAML(typ="safe", pure=True).parse(text))
    except YAMLError as error:
        raise SheetProblems([_problem(error, text, name)]) from None


def _events(events: Iterable[Any]) -> Iterator[Event]:
    for event in events:
        if kind := _KINDS.get(type(event).__name__):
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            text, anchor, tag = (getattr(event, key, None) for key in ("value", "anchor", "tag"))
            yield Event(kind, line, column, text or "", anchor, tag)


def _problem(error: Any, text: str, name: str) -> Problem:
    if hasattr(error, "character"):
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Problem.at(name, line, column, "control_character", character=error.character)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    seen = lines[line - 1] if line <= len(lines) else ""
    if "\t" in seen[: column + 1]:
        return Problem.at(name, line, seen.index("\t") + 1, "tab")
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    return Problem.at(name, line, column, "yaml", reason=reason)
