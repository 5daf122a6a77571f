"""Numbers as a spreadsheet shows them: a form holds what is printed, not what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_GENERAL = ("general", "g/標準", "@")
_ROOM = 11  # characters, sign aside, that 標準 shows of a number
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].'
    r"|\[(?:(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|[黒青緑赤白黄]|color ?\d+)"
    r"|\$(?P<currency>[^\]-]*)-?[^\]]*)\]"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?)|(?P<percent>%)|(?P<plain>[^\[\]/@.,a-zA-Z0#?;])",
    re.IGNORECASE | re.DOTALL,
)


class UnreadableFormat(ValueError):  # noqa: N818  (names what is wrong, like its sisters)
    """A number format that evalkit does not know; what it shows would be a guess."""


@dataclass(frozen=True)
class _Pattern:
    """One section of a number format."""

    before: str
    digits: str
    after: str
    percent: int


def shown_number(value: float, number_format: str) -> str:
    """Text that a spreadsheet shows for a number.

    Parameters
    ----------
    value : float
        As stored: 0.953.
    number_format : str
        Of its cell: ``0.0%``.

    Raises
    ------
    UnreadableFormat
        If the format is none of the simple ones: dates, fractions, exponents, conditions.

    Examples
    --------
    >>> shown_number(0.953, "0.0%"), shown_number(16925, "General"), shown_number(208, "0000")
    ('95.3%', '16925', '0208')
    >>> shown_number(-129465, "#,##0;△#,##0"), shown_number(16925, '#,##0"件"')
    ('△129,465', '16,925件')
    """
    number = Decimal(f"{value:.15g}")
    sections = _sections(number_format)
    if sections[0].strip().casefold() in _GENERAL:
        return _general(number)
    section, number = _choose(sections, number)
    pattern = _pattern(section)
    scaled = number * Decimal(100) ** pattern.percent
    return pattern.before + _digits(scaled, pattern.digits) + pattern.after


def _general(number: Decimal) -> str:
    text = f"{number:f}"
    whole = text.lstrip("-").partition(".")[0]
    if "." in text:
        places = max(_ROOM - 1 - len(whole), 0)
        text = f"{_rounded(number, places):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _sections(number_format: str) -> list[str]:
    """Split at semicolons outside quotes."""
    parts = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', number_format)
    return parts or ["General"]


def _choose(sections: list[str], number: Decimal) -> tuple[str, Decimal]:
    """Section for a positive, negative or zero number; one for negatives writes their sign."""
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


@lru_cache(maxsize=256)
def _pattern(section: str) -> _Pattern:
    parts = {"before": "", "digits": "", "after": ""}
    percent = 0
    for token in _tokens(section):
        if token["digits"]:
            if parts["digits"] or parts["after"].strip() or token["digits"].endswith(","):
                raise UnreadableFormat(section)
            parts["digits"] = token["digits"]
            continue
        percent += token["percent"] is not None
        literal = next((token[name] for name in _LITERALS if token[name]), "")
        parts["after" if parts["digits"] else "before"] += literal
    return _Pattern(parts["before"], parts["digits"], parts["after"].rstrip(), percent)


_LITERALS = ("quoted", "escaped", "currency", "percent", "plain")


def _tokens(section: str) -> Iterator[re.Match[str]]:
    end = 0
    for token in _TOKEN.finditer(section):
        if token.start() != end:
            raise UnreadableFormat(section)
        end = token.end()
        yield token
    if end != len(section):
        raise UnreadableFormat(section)


def _digits(number: Decimal, pattern: str) -> str:
    """Write the digits of a number after a pattern such as ``#,##0.0#``."""
    if not pattern:
        return ""
    whole_pattern, _, decimals = pattern.partition(".")
    rounded = _rounded(number, len(decimals))
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_pattern.count("0"), "0")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    kept = fraction[: len(fraction) - optional] + fraction[len(fraction) - optional :].rstrip("0")
    if "," in whole_pattern:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{kept}" if kept else sign + whole
