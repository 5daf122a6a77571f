"""Days as a spreadsheet shows them: numbers that count from 1900, by the calendar of a format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from evalkit.sheet.xlsx.number_format import UnreadableFormat

JAPANESE_FORMATS: Final[Mapping[int, str]] = {
    27: "ge.m.d", 28: 'ggge"年"m"月"d"日"', 29: 'ggge"年"m"月"d"日"', 30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"',
    35: 'm"月"d"日"', 36: "ge.m.d", 50: "ge.m.d", 51: 'ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: "ge.m.d", 58: 'ggge"年"m"月"d"日"',
}  # fmt: skip
"""Built-in formats that a Japanese spreadsheet shows as days; no file spells them."""

_WINDOWS, _MAC = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  (a day has no zone)
_ERAS: Final = (
    (date(2019, 5, 1), "令和", "令", "R"), (date(1989, 1, 8), "平成", "平", "H"),
    (date(1926, 12, 25), "昭和", "昭", "S"), (date(1912, 7, 30), "大正", "大", "T"),
    (date(1868, 1, 25), "明治", "明", "M"),
)  # fmt: skip
_WEEKDAYS = "月火水木金土日"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$-[^\]]*\]|(?P<part>yyyy|yy|mm?|dd?|ggg|gg|g|ee|e|aaaa|aaa)'
    r"|(?P<plain>[^a-zA-Z0#?\[\]\\\"@;])",
    re.IGNORECASE,
)


def moment(number: float, *, from_1904: bool) -> datetime | time:
    """Day and time that a number counts.

    Raises
    ------
    ValueError, OverflowError
        If there is no such day.

    Examples
    --------
    >>> moment(41487, from_1904=False).date(), moment(0.5, from_1904=False)
    (datetime.date(2013, 8, 1), datetime.time(12, 0))
    """
    days, fraction = divmod(number, 1)
    of_day = timedelta(milliseconds=round(fraction * 86_400_000))
    if 0 <= number < 1 and not of_day.days:
        return (_WINDOWS + of_day).time()
    if not from_1904 and 0 < number < 60:  # they count a 29 February 1900
        days += 1
    return (_MAC if from_1904 else _WINDOWS) + timedelta(days=days) + of_day


def shown_day(number: float, number_format: str, *, from_1904: bool) -> str:
    """Text that a spreadsheet shows for a day.

    Parameters
    ----------
    number : float
        As stored: 41487.
    number_format : str
        Of its cell: ``m"月"d"日"``.
    from_1904 : bool
        Whether days count from 1904.

    Raises
    ------
    UnreadableFormat
        If the format shows times, or is none of the simple ones; or if there is no such day.

    Examples
    --------
    >>> shown_day(41487, '[$-411]ggge"年"m"月"d"日"', from_1904=False)
    '平成25年8月1日'
    >>> shown_day(41487, "yyyy/mm/dd", from_1904=False), shown_day(43586, "ge.m.d", from_1904=False)
    ('2013/08/01', 'R1.5.1')
    """
    try:
        at = moment(number, from_1904=from_1904)
    except (OverflowError, ValueError):
        raise UnreadableFormat(number_format) from None
    section = number_format.partition(";")[0]
    if isinstance(at, time):
        raise UnreadableFormat(number_format)
    text, end = "", 0
    for token in _TOKEN.finditer(section):
        if token.start() != end:
            break
        end = token.end()
        part = token["part"]
        text += _part(part.casefold(), at.date(), number_format) if part else _literal(token)
    if end != len(section):
        raise UnreadableFormat(number_format)
    return text


def _literal(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or token["plain"] or ""


def _part(part: str, day: date, number_format: str) -> str:
    if part[0] in "ge":
        return _of_era(part, day, number_format)
    weekday = _WEEKDAYS[day.weekday()]
    return {
        "yyyy": f"{day.year}", "yy": f"{day.year % 100:02}", "mm": f"{day.month:02}",
        "m": f"{day.month}", "dd": f"{day.day:02}", "d": f"{day.day}", "aaaa": f"{weekday}曜日",
        "aaa": weekday,
    }[part]  # fmt: skip


def _of_era(part: str, day: date, number_format: str) -> str:
    era = next((era for era in _ERAS if day >= era[0]), None)
    if era is None:
        raise UnreadableFormat(number_format)
    year = day.year - era[0].year + 1
    names = {"ggg": era[1], "gg": era[2], "g": era[3], "e": f"{year}", "ee": f"{year:02}"}
    return names[part]
