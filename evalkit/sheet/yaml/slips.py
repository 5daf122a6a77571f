"""What YAML reads otherwise than its writer meant, without a word of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evalkit.sheet.cells import parse_cell
from evalkit.sheet.characters import unfit_characters
from evalkit.sheet.problems import Problem
from evalkit.sheet.yaml.errors import WIDE_DASH, WIDE_SPACE
from evalkit.sheet.yaml.events import Event

_MOST_CHARACTERS = 50  # of one file; a binary file has thousands

_OPENING, _CLOSING = "“”„‟＂‘’‚‛＇", "“”„‟＂\"‘’‚‛＇'"
_CURLY = re.compile(rf"[{_OPENING}]([^{_CLOSING}]*)[{_CLOSING}]")
_CUT = re.compile(r" #[^\s#!].*|[ \t]+#[0-9０-９].*")
_WIDE_COLON = re.compile(r"\n[ \t]*(?P<key>[a-z][a-z_]+|(?:19|20)[0-9]{2})[ \u3000]?：.*")
_MISREAD_KEYS = (
    ("wide_indent", re.compile(rf"{WIDE_SPACE}+\s*[a-z_]{{2,}}")),
    ("wide_dash", re.compile(rf"{WIDE_DASH}\s*[a-z_]{{2,}}")),
)
_KEYWORD = re.compile("[a-z_]+")
_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{4})?|\S*年度?")
_FLOW_COLON = re.compile("([a-z_]{2,}|(?:19|20)[0-9]{2})(:|：)[^/]")


def unfit_text(text: str, name: str) -> list[Problem]:
    """Characters of a file that no text may hold, and are not written as an escape."""
    problems = []
    for unfit in unfit_characters(text):
        line, column = _place(text, unfit.at)
        problems.append(Problem.at(name, line, column, unfit.code, character=unfit.character))
        if len(problems) == _MOST_CHARACTERS:
            break
    return problems


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def slips(events: Sequence[Event], text: str, name: str) -> Iterator[Problem]:
    """Problems of the single texts among `events`, which a parser gave of `text`."""
    for event in events:
        if event.kind != "text":
            continue
        for unfit in unfit_characters(event.text):
            yield event.problem(name, unfit.code, character=unfit.character)
        if event.style == "plain":
            yield from _plain_slips(event, text, name)
        elif event.style == "block" and not event.text.strip():
            yield from _empty_block(event, text, name)
    yield from _cut_in_flow(events, text, name)


def _plain_slips(event: Event, text: str, name: str) -> Iterator[Problem]:
    if quoted := in_curly_quotes(event.text):
        mark = "'" if '"' in event.text else '"'
        straight = f"{mark}{quoted}{mark}", f"{mark}{event.text}{mark}"
        yield event.problem(
            name, "curly_quotes", seen=event.text, plain=straight[0], printed=straight[1]
        )
    cut = _CUT.match(text, event.end)
    if cut and not _is_clear(event.text):
        yield event.problem(name, "cut_by_comment", seen=f"{event.text}{cut[0]}".strip())
    for code, misread in _MISREAD_KEYS:
        if text.startswith(":", event.end) and misread.fullmatch(event.text):
            yield event.problem(name, code, seen=event.text.strip())
    if colon := _WIDE_COLON.search(text, event.start, event.end):
        line, column = _place(text, colon.start("key"))
        yield Problem.at(name, line, column, "wide_colon", seen=colon[0].strip())


def _is_clear(value: str) -> bool:
    """Whether a value is whole as it stands, so that what follows can only be a comment."""
    keyword = _KEYWORD.fullmatch(value)
    return bool(keyword) or (bool(value) and parse_cell(value).status != "narrative")


def _empty_block(event: Event, text: str, name: str) -> Iterator[Problem]:
    head = text[event.start :].partition("\n")[0].strip()
    if any(digit in head.partition(" ")[0] for digit in "123456789"):
        yield event.problem(name, "empty_block", seen=head, start=head[0])


def in_curly_quotes(value: str) -> str:
    """Text inside quotation marks that are none to YAML; "" where not all of it stands in them.

    Examples
    --------
    >>> in_curly_quotes("“7-2”"), in_curly_quotes("“甲”と“乙”"), in_curly_quotes("「甲」")
    ('7-2', '', '')
    """
    found = _CURLY.fullmatch(value)
    return found[1] if found else ""


def _cut_in_flow(events: Sequence[Event], text: str, name: str) -> Iterator[Problem]:
    """Inside ``{ }``: values that a comma cuts, and keys whose colon is none."""
    value: Event | None = None  # the text before, with what was cut off it
    cut = False
    for key, nothing in pairwise(events):
        if not (_is_plain(key) and _is_plain(nothing) and nothing.start == nothing.end):
            if key.start < key.end or key.kind != "text":  # not the nothing of the pair before
                if cut and value:
                    yield value.problem(name, "flow_comma", seen=text[value.start : value.end])
                value, cut = (key, False) if _is_plain(key) else (None, False)
            continue
        if colon := _FLOW_COLON.match(key.text):
            code = "wide_colon" if colon[2] == "：" else "colon_without_space"
            yield key.problem(name, code, seen=key.text)
        elif value and _follows_comma(value, key, text):
            value, cut = value._replace(end=key.end), True


def _is_plain(event: Event) -> bool:
    return event.kind == "text" and event.style == "plain"


def _follows_comma(value: Event, key: Event, text: str) -> bool:
    is_key = _KEYWORD.fullmatch(key.text) or _YEAR.fullmatch(key.text)
    return text[value.end : key.start].strip() == "," and not is_key
