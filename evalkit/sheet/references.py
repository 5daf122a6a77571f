"""References between the parts of a form: ``④～⑥⑩⑪``, ``２－①⑦``."""

from __future__ import annotations

import re
from typing import NamedTuple

from evalkit.sheet.text import plain_text

CIRCLED = "".join(
    chr(code)
    for first, last in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for code in range(first, last + 1)
)
"""① to ㊿."""

_IN_BRACKETS = {0x2474 + i: f"({i + 1})" for i in range(20)}  # ⑴ to ⒇
_DASH = "－―—–‐ー-"
_DIGITS = "[0-9]{1,3}"  # a range of more would be none that a form prints
_ONE = rf"[{CIRCLED}]|\({_DIGITS}\)|{_DIGITS}(?![0-9{_DASH}])"
_NONE = re.compile(rf"[\s{_DASH}]*")
_TOKEN = re.compile(
    rf"(?P<goal>{_DIGITS})[{_DASH}](?=[{CIRCLED}(])"
    rf"|(?P<first>{_ONE})(?:~(?P<last>{_ONE}))?[、,，・]*"
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
    >>> parse_references("同上", goal="1") is parse_references("⑥～④", goal="1") is None
    True
    """
    plain = _numbered(text)
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
        if last < first:
            return None
        found += [Reference(goal, str(number)) for number in range(first, last + 1)]
    return tuple(found) if found and end == len(plain) else None


def circled(number: str) -> str:
    """Print an indicator's number as the form does: ① to ㊿, anything else as it stands.

    Examples
    --------
    >>> circled("3"), circled("21"), circled("3-1")
    ('③', '㉑', '3-1')
    """
    inside = number.isdecimal() and len(number) <= 2 and 1 <= int(number) <= len(CIRCLED)
    return CIRCLED[int(number) - 1] if inside else number


def indicator_label(goal: str, number: str) -> str:
    """Number of an indicator as people say it, with that of its goal: 1-③.

    A compound number names its goal itself; `goal` is "" where the form has none.

    Examples
    --------
    >>> indicator_label("1", "3"), indicator_label("11.6", "11-6-1"), indicator_label("", "2")
    ('1-③', '11-6-1', '②')
    """
    above, own = goal.replace(".", "-"), number.replace(".", "-")
    is_whole = own.count("-") > 1 or ("-" in above and own.startswith(f"{above}-"))
    return circled(number) if is_whole or not goal else f"{goal}-{circled(number)}"


def numbered(number: str, name: str) -> str:
    """Name of an indicator behind its number.

    Examples
    --------
    >>> numbered("3", "参加機関数"), numbered("11-6-1", "Waste collected")
    ('③参加機関数', '11-6-1 Waste collected')
    """
    sign = circled(number)
    return f"{sign}{name}" if len(sign) == 1 else f"{sign} {name}"


def read_number_sign(text: str) -> str:
    """Number of a goal or an indicator as sheet files write it: 1 for ① and １, else as it stands.

    Examples
    --------
    >>> read_number_sign("①"), read_number_sign("１"), read_number_sign("042")
    ('1', '1', '042')
    """
    sign = plain_text(text)
    if len(sign) == 1 and sign in CIRCLED:
        return str(CIRCLED.index(sign) + 1)
    return sign if sign.isdecimal() else text.strip()


def number_of(text: str) -> str:
    """The number itself, by which two signs of one number are equal.

    Examples
    --------
    >>> number_of("①"), number_of("（１）"), number_of("01"), number_of("2-1")
    ('1', '1', '1', '2-1')
    """
    sign = _numbered(read_number_sign(text)).strip("()")
    return sign.lstrip("0") or "0" if sign.isdecimal() else sign


def _numbered(text: str) -> str:
    return plain_text(text).translate(_IN_BRACKETS)


def _number(token: str) -> int:
    return CIRCLED.index(token) + 1 if token in CIRCLED else int(token.strip("()"))
