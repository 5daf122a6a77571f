"""Why a text ceases to be YAML, as its writer would put it: a colon, a quote, a white space.

A parser says where it could not go on, which is often a line below the slip, and says it in its own
terms. So the line in question and those above are looked at first, and the parser's reason second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from evalkit.sheet.problems import Problem

_KEY = r"(?P<key>[A-Za-z_][A-Za-z_0-9]*|(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2})?)"
_START = r"^[ \t]*(?:- )*"
WIDE_SPACE = "[\u3000\xa0\u2000-\u200a\u202f]"
WIDE_DASH = "[－―–—‐・]"

_QUOTED = r"""(?P<q>["'])[^"'\\]*(?P=q)"""
_BRACKETED = r"(?:\[[^\[\]]*\]|\{[^{}]*\})"
_MORE = r"[^\s,\]}#\"']"
_SLIPS = (  # in a line; what is named `at` is where it is
    ("wide_indent", re.compile(rf"^ *(?P<at>{WIDE_SPACE})\s*(?:- )*{_KEY}\s*[:：]")),
    ("tab", re.compile(r"^ *(?P<at>\t)")),
    ("wide_colon", re.compile(rf"{_START}{_KEY} *(?P<at>：)")),
    ("wide_dash", re.compile(rf"^ *(?P<at>{WIDE_DASH})[ \u3000]*{_KEY}:")),
    ("colon_without_space", re.compile(rf"{_START}{_KEY}:(?P<at>[^ \t:/])")),
    ("text_behind_quotes", re.compile(rf"{_START}{_KEY}: +(?P<at>{_QUOTED}) *{_MORE}")),
    ("text_behind_bracket", re.compile(rf"{_START}{_KEY}: +(?P<at>{_BRACKETED}) *{_MORE}")),
    ("colon_in_text", re.compile(rf"{_START}{_KEY}: +(?P<at>[^\s\"'\[{{|>].*:(?:\s|$))")),
    ("comment_in_brackets", re.compile(rf"{_START}{_KEY}: +[\[{{].*[^\s,\[{{](?P<at> #)\S")),
    ("no_colon", re.compile(rf"{_START}(?P<at>{_KEY})(?:[ \u3000][^:：]*)?$")),
)
_LINES_ABOVE = 3  # a plain text takes in what follows it, up to the line where the parser stops

_REASONS = (  # what the parser says, and the kind of problem; the first that fits
    ("cannot start any token", "reserved_start"),
    ("expected chomping or indentation", "reserved_start"),
    ("while scanning a block scalar", "reserved_start"),
    ("while parsing an? (?:tag|node)|while scanning an? (?:tag|anchor|alias)", "reserved_start"),
    ("expected the node content|mapping keys are not allowed", "reserved_start"),
    ("sequence entries are not allowed here", "dash_in_line"),
    ("while scanning a quoted scalar", "unclosed_quote"),
    ("while scanning a double-quoted scalar", "escape"),
    ("while parsing a flow", "unclosed_bracket"),
    ("could not find expected ':'", "no_colon"),
    ("mapping values are not allowed here|expected <block end>", "indentation"),
    ("directive|expected '<document start>'", "percent"),
)
_AT_ITS_START = {"reserved_start", "unclosed_quote", "unclosed_bracket", "no_colon"}


def yaml_problem(error: Any, text: str, name: str) -> Problem:
    """Build the problem that a parser's `error` stands for.

    Parameters
    ----------
    error : ruamel.yaml.error.YAMLError
    text : str
        The whole text that was parsed.
    name : str
        Name of its file.
    """
    lines = text.splitlines() or [""]
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    stop = min(mark.line, len(lines) - 1) if mark else 0
    for line, code, column in _slips(lines, stop):
        return Problem.at(name, line + 1, column + 1, code, seen=lines[line].strip())
    return _by_reason(error, lines, stop, name)


def _slips(lines: list[str], stop: int) -> Iterator[tuple[int, str, int]]:
    """Likely slips in the line where the parser stopped, then in the lines above it."""
    above = [n for n in range(stop - 1, -1, -1) if lines[n].strip()][:_LINES_ABOVE]
    for line in (stop, *above):
        for code, slip in _SLIPS:
            if found := slip.search(lines[line]):
                yield line, code, found.start("at")


def _by_reason(error: Any, lines: list[str], stop: int, name: str) -> Problem:
    reason = " ".join(f"{getattr(error, 'context', '')} {getattr(error, 'problem', error)}".split())
    code = next((code for says, code in _REASONS if re.search(says, reason)), "yaml")
    problem_mark = getattr(error, "problem_mark", None)
    begun = (code in _AT_ITS_START and getattr(error, "context_mark", None)) or problem_mark
    line, column = (min(begun.line, len(lines) - 1), begun.column) if begun else (stop, 0)
    if lines[line][column : column + 1] == "\t":
        return Problem.at(name, line + 1, column + 1, "tab_in_text", seen=lines[line].strip())
    if code == "percent":
        line, column = next((n for n in range(stop, -1, -1) if lines[n][:1] == "%"), stop), 0
    seen = lines[line][column:].strip() or lines[line].strip()
    return Problem.at(name, line + 1, column + 1, code, seen=seen, start=seen[:1], reason=reason)


_MERGE_MARKER = re.compile("^(?:<{7}|>{7}|[|]{7})(?= |$)|^={7}$", re.MULTILINE)


def merge_markers(text: str, name: str) -> list[Problem]:
    """What git leaves in a file where two people changed one place."""
    found = [*_MERGE_MARKER.finditer(text)]
    if not any(marker[0][0] in "<>" for marker in found):
        return []
    lines = (text.count("\n", 0, marker.start()) + 1 for marker in found)
    return [
        Problem.at(name, line, 1, "merge_marker", seen=marker[0])
        for line, marker in zip(lines, found, strict=True)
    ]
