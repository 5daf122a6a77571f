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
from evalkit.sheet.yaml.errors import yaml_problem

_KINDS = {  # by the class of an event, which both libraries call by one name
    "DocumentStartEvent": "document",
    "SequenceStartEvent": "list",
    "MappingStartEvent": "mapping",
    "SequenceEndEvent": "end",
    "MappingEndEvent": "end",
    "ScalarEvent": "text",
    "AliasEvent": "alias",
}

_STYLES = {"": "plain", "'": "quoted", '"': "quoted", "|": "block", ">": "block"}

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
    style: str  # of a text: "plain", "block", "quoted"; of what holds others "flow", "block"
    start: int  # offsets in the text; the end counts for a plain text alone, for the two
    end: int  # libraries differ on others

    def problem(self, file: str, code: str, **details: object) -> Problem:
        """Build the problem of what stands here."""
        return Problem.at(file, self.line, self.column, code, **details)


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
    return [*_events(events, text)] if root and all(map(_is_clear, events)) else None


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
        yield from _events(YAML(typ="safe", pure=True).parse(text), text)
    except YAMLError as error:
        raise SheetProblems([yaml_problem(error, text, name)]) from None


def _events(events: Iterable[Any], text: str) -> Iterator[Event]:
    before: Event | None = None
    for event in events:
        if kind := _KINDS.get(type(event).__name__):
            this = _event(event, kind)
            before = _behind_its_key(this, before, text) if before else this
            yield before


def _event(event: Any, kind: str) -> Event:
    text, anchor, tag = (getattr(event, key, None) for key in ("value", "anchor", "tag"))
    flow = "flow" if getattr(event, "flow_style", False) else "block"
    style = _STYLES[event.style or ""] if kind == "text" else flow
    begin, end = event.start_mark, event.end_mark.index
    return Event(
        kind, begin.line + 1, begin.column + 1, text or "", anchor, tag, style, begin.index,
        end if style == "plain" else begin.index,
    )  # fmt: skip


def _behind_its_key(event: Event, key: Event, text: str) -> Event:
    """`event`; a value that is left out is put behind its key's colon, not before what follows."""
    if event.kind != "text" or event.style != "plain" or event.start < event.end:
        return event
    at = text.find(":", key.end, event.start) + 1
    line_break = text.find("\n", key.end, at)
    if at == 0 or key.style != "plain" or line_break >= 0:
        return event
    return event._replace(line=key.line, column=key.column + at - key.start, start=at, end=at)
