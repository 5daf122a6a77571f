"""References between the parts of a form: ``④～⑥⑩⑪``, ``２－①⑦``."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

CIRCLED = "".join(
    chr(code)
    for first, last in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for code in range(first, last + 1)
)
"""① to ㊿."""

_DASH = "－―—–‐ー-"
_ONE = rf"[{CIRCLED}]|\([0-9]+\)|[0-9]+(?![0-9{_DASH}])"
_NONE = re.compile(rf"[\s{_DASH}]*")
_TOKEN = re.compile(
    rf"(?P<goal>[0-9]+)[{_DASH}](?=[{CIRCLED}(])"
    rf"|(?P<first>{_ONE})(?:[～~〜](?P<last>{_ONE}))?[、,，・]*"
)


class Reference(NamedTuple):
    """One indicator, by the numbers of its achievement goal and its own."""

    goal: str
    indicator: str


def parse_references(text: str, *, goal: str) -> tuple[Reference, ...] | None:
    """Indicators that a printed reference names; ``()`` where it names none, None if unreadable.

    Parameters
    ----------
    text : str
        As printed.
    goal : str
        Number of the achievement goal meant where the text names none.

    Examples
    --------
    >>> [reference.indicator for reference in parse_references("④～⑥⑩⑪", goal="2")]
    ['4', '5', '6', '10', '11']
    >>> parse_references("２－①⑦", goal="1")
    (Reference(goal='2', indicator='1'), Reference(goal='2', indicator='7'))
    >>> parse_references("－", goal="1")
    ()
    >>> parse_references("同上", goal="1") is None
    True
    """
    plain = _plain(text)
    if _NONE.fullmatch(plain):
        return ()
    found: list[Reference] = []
    end = 0
    for token in _TOKEN.finditer(plain):
        if token.start() != end:
            return None
        end = token.end()
        if token["goal"]:
            goal = token["goal"]
            continue
        first = _number(token["first"])
        last = _number(token["last"]) if token["last"] else first
        found += [Reference(goal, str(number)) for number in range(first, last + 1)]
    return tuple(found) if found and end == len(plain) else None


def circled(number: str) -> str:
    """Print an indicator's number as the form does: ① to ㊿, anything else as it stands.

    Examples
    --------
    >>> circled("3"), circled("21"), circled("3-1")
    ('③', '㉑', '3-1')
    """
    inside = number.isdecimal() and 1 <= int(number) <= len(CIRCLED)
    return CIRCLED[int(number) - 1] if inside else number


def _plain(text: str) -> str:
    """Drop white space and full-width digits, but keep the circled ones."""
    return "".join(
        char if char in CIRCLED or char == "～" else unicodedata.normalize("NFKC", char)
        for char in "".join(text.split())
    )


def _number(token: str) -> int:
    return CIRCLED.index(token) + 1 if token in CIRCLED else int(token.strip("()"))
