"""The date that a file says of itself: never the clock's, so that equal inputs give equal bytes.

It is the day of the report, or the end of its fiscal year; ``SOURCE_DATE_EPOCH`` goes before both,
as https://reproducible-builds.org/specs/source-date-epoch/ asks.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time

from evalkit.sheet.bilingual import Bilingual, BilingualError

VARIABLE = "SOURCE_DATE_EPOCH"
_FIRST, _LAST = 315_532_800, 4_354_819_199  # 1980 to 2107: what a ZIP, and so an XLSX, can say

_TEXT = Bilingual(
    "環境変数 SOURCE_DATE_EPOCH: 「{seen}」は使えません。1980年から2107年までの秒数を"
    "書いてください。例: 1375228800",
    'environment variable SOURCE_DATE_EPOCH: "{seen}" is not allowed; write seconds since'
    " 1970, from 1980 to 2107, such as 1375228800",
)


class DateError(BilingualError):
    """The environment names no date."""


def fixed_date() -> datetime | None:
    """Date that the environment gives to all files; None where it gives none.

    Raises
    ------
    DateError
        If what it gives is no count of seconds.
    """
    seen = os.environ.get(VARIABLE, "")
    if not seen:
        return None
    if not (seen.isascii() and seen.isdigit() and _FIRST <= int(seen) <= _LAST):
        raise DateError(_TEXT.format(seen=seen))
    return datetime.fromtimestamp(int(seen), UTC)


def dated(day: date) -> datetime:
    """Date of a file that is of `day`."""
    return fixed_date() or datetime.combine(day, time(), UTC)
