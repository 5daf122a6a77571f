"""Numbers as a spreadsheet shows them: a form holds what is printed, not what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from evalkit.sheet.rounding import rounded

_ROOM = 11  # characters that 標準 shows of a number
_MOST = 10**15  # from which a spreadsheet no longer keeps every digit
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].'
    r"|\[(?:(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|[黒青緑赤白黄]|color ?\d+)"
    r"|\$(?P<currency>[^\]-]*)-?[^\]]*)\]"
    r"|(?P<digits>general|g/標準|@|[0#?][0#?,]*(?:\.[0#?]*)?)|(?P<percent>%)|(?P<plain>[^\[\]/@.,a-zA-Z0#?;])",
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
        If the format is none of the simple ones: dates, fractions, exponents, conditions; or if
        the number is too large for a spreadsheet to hold all its digits.

    Examples
    --------
    >>> shown_number(0.953, "0.0%"), shown_number(16925, "General"), shown_number(208, "0000")
    ('95.3%', '16925', '0208')
    >>> shown_number(-129465, "#,##0;△#,##0"), shown_number(16925, '#,##0"件"')
    ('△129,465', '16,925件')
    >>> shown_number(361, 'General"機関"')
    '361機関'
    """
    if not abs(value) < _MOST:
        raise UnreadableFormat(number_format)
    number = Decimal(f"{value:.15g}")
    section, number = _choose(_sections(number_format), number)
    pattern = _pattern(section)
    scaled = number * Decimal(100) ** pattern.percent
    digits = _digits(abs(scaled), pattern.digits)
    sign = "-" if scaled < 0 and any(digit in digits for digit in "123456789") else ""
    return sign + pattern.before + digits + pattern.after


def shown_text(text: str, number_format: str) -> str:
    """Text that a spreadsheet shows for a text: most formats leave it alone.

    Raises
    ------
    UnreadableFormat
        If the format's section for texts is none of the simple ones.

    Examples
    --------
    >>> shown_text("361", '@"機関"'), shown_text("調査中", "#,##0"), shown_text("調査中", ";;;")
    ('361機関', '調査中', '')
    """
    sections = _sections(number_format)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) < 4 and "@" not in re.sub(r'"[^"]*"|\\.', "", section):
        return text
    pattern = _pattern(section)
    if pattern.digits not in ("", "@"):
        raise UnreadableFormat(number_format)
    return pattern.before + (text if pattern.digits else "") + pattern.after


def shows_a_date(number_format: str) -> bool:
    """Whether a format shows numbers as dates or times, those of the Japanese calendar included.

    Examples
    --------
    >>> shows_a_date('[$-411]ggge"年"m"月"d"日"'), shows_a_date("[$-411]e.m"), shows_a_date("aaaa")
    (True, True, True)
    >>> shows_a_date('General"年"'), shows_a_date("[Red]0.0E+00"), shows_a_date('0"days"')
    (False, False, False)
    """
    bare = re.sub(r'"[^"]*"|\\.|[_*].|\[(?!h|m|s)[^\]]*\]|general|g/標準|e[+-]', "", number_format,
                  flags=re.IGNORECASE | re.DOTALL)  # fmt: skip
    return bool(re.search("[ymdhsgeab]", bare, re.IGNORECASE))


def _general(number: Decimal) -> str:
    text = f"{number:f}"
    whole, point, _ = text.partition(".")
    if not point:
        return text
    text = f"{rounded(number, max(_ROOM - 1 - len(whole), 0)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(number_format: str) -> list[str]:
    """Split at semicolons outside quotes."""
    parts = re.findall(r'(?:^|;)((?:"[^"]*"|\\.|[^;"\\])*)', number_format, re.DOTALL)
    if ";".join(parts) != number_format:
        raise UnreadableFormat(number_format)
    return parts if number_format else ["General"]


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
    """Write the digits of a number, not below 0, after a pattern such as ``#,##0.0#``."""
    if not pattern:
        return ""
    if pattern[0] not in "0#?":
        return _general(number)
    whole_pattern, _, decimals = pattern.partition(".")
    whole, _, fraction = f"{rounded(number, len(decimals)):f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_pattern.count("0"), "0")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    kept = fraction[: len(fraction) - optional] + fraction[len(fraction) - optional :].rstrip("0")
    if "," in whole_pattern:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    return f"{whole}.{kept}" if kept else whole
