"""Years over columns: what a head says of the time of the figures below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evalkit.sheet.fiscal import (
    CalendarYear,
    NotAFiscalYear,
    parse_fiscal_year,
    parse_year_span,
    read_term,
    says_every_year,
)
from evalkit.sheet.text import plain_text

_BEHIND = re.compile(
    r"\(?(?:(?P<actuals>実績値?)|(?P<annual_targets>目標値?|計画値?|当初見込み?)|(?P<expected>見込値?|見込み値?))\)?$"
)
_NO_YEAR = re.compile(r"[-－―—]年度?")
_ANY_YEAR = re.compile(r"[SHR](?:元|[0-9]{1,2})|(?:元|[0-9]{1,2})年度?|(?:19|20)[0-9]{2}(?:年度?)?")
_IN_TITLE = re.compile(r"(?:平成|令和|昭和|FY)?(?:元|[0-9]{1,4})年度|FY[0-9]{4}")
_WESTERN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def year_of_column(text: str, *, near: int) -> int | None:
    """Year that a head names and nothing else; None of any other text.

    Examples
    --------
    >>> year_of_column("20年度", near=2012), year_of_column("令和4年度実績", near=2022)
    (2008, 2022)
    >>> year_of_column("15年度の調査", near=2012) is year_of_column("2O年度", near=2012) is None
    True
    """
    plain = _BEHIND.sub("", plain_text(text))
    years = years_of(plain, near=near)
    if years is None or years[0] != years[1]:
        return None
    return CalendarYear(years[0]) if plain.endswith("年") else years[0]


def said_of_year(text: str) -> str | None:
    r"""What a head says behind its year of the figures below it; None where it says nothing.

    Examples
    --------
    >>> said_of_year("6年度目標"), said_of_year("5年度\n（見込み）"), said_of_year("5年度実績")
    ('annual_targets', 'expected', 'actuals')
    """
    found = _BEHIND.search(plain_text(text))
    return found.lastgroup if found else None


def years_of(text: str, *, near: int) -> tuple[int, int] | None:
    """First and last year that a text names and nothing else; None of any other text.

    Examples
    --------
    >>> years_of("20～22年度", near=2012), years_of("5年度", near=2024), years_of("5件", near=2024)
    ((2008, 2010), (2023, 2023), None)
    """
    try:
        return (year := parse_fiscal_year(text, near=near)), year
    except NotAFiscalYear:
        pass
    try:
        return parse_year_span(text, near=near)
    except NotAFiscalYear:
        return None


def is_year_head(text: str, *, near: int) -> bool:
    """Whether a text is a head of a column that says a time, or that there is none: －年度."""
    if not (plain := plain_text(text)):
        return True
    if any(each.isdecimal() for each in _ANY_YEAR.sub("", plain)):
        return False
    says_year = read_term(text, near=near).year is not None
    return bool(says_year or _NO_YEAR.fullmatch(plain) or says_every_year(text))


def are_consecutive(years: Sequence[int]) -> bool:
    """Whether each year follows the one before.

    Examples
    --------
    >>> are_consecutive([2008, 2009, 2010]), are_consecutive([2009, 2008, 2010])
    (True, False)
    """
    return [*years] == [*range(years[0], years[0] + len(years))] if years else False


def year_in_title(text: str, *, western: bool) -> int | None:
    """Fiscal year that a title names; a bare 2023 only in forms that count in such years.

    Examples
    --------
    >>> year_in_title("平成２４年度実施施策に係る事後評価書", western=False)
    2012
    """
    plain = plain_text(text)
    for found in _IN_TITLE.finditer(plain):
        try:
            return parse_fiscal_year(found[0])
        except NotAFiscalYear:
            continue
    years = {int(each) for each in _WESTERN.findall(plain)} if western else set()
    return years.pop() if len(years) == 1 else None
