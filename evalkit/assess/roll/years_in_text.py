"""Fiscal years inside printed texts: moved on in the text's own style, or their era spelt out."""

from __future__ import annotations

import re

from evalkit.sheet.fiscal import ERAS, NotAFiscalYear, era_year, parse_fiscal_year
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.text import fold

_ERA = "|".join(era.kanji for era in ERAS)
_DIGITS = "[0-9０-９]{1,4}|元"
_YEAR = re.compile(
    rf"(?P<era>{_ERA}|[MTSHR]|FY|ＦＹ)?(?P<gap>\s*)(?P<number>{_DIGITS})(?P<suffix>\s*年度)"
    r"|(?P<fy>FY|ＦＹ)(?P<western>[0-9０-９]{4})"
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def move_year(text: str, old: int, new: int) -> str:
    """Return `text` with every mention of the fiscal year `old` made one of `new`.

    Examples
    --------
    >>> move_year("平成２４年度実施施策に係る事後評価書", 2012, 2013)
    '平成２５年度実施施策に係る事後評価書'
    >>> move_year("24年度補正後予算額（千円）", 2012, 2013), move_year("FY2012 request", 2012, 2013)
    ('25年度補正後予算額（千円）', 'FY2013 request')
    >>> move_year("平成30年度", 2018, 2019), move_year("15年度", 2012, 2013)
    ('令和元年度', '15年度')
    """

    def moved(found: re.Match[str]) -> str:
        return _written_like(found, new) if _names(found[0], old) else found[0]

    return _YEAR.sub(moved, text)


def _names(text: str, year: int) -> bool:
    try:
        return parse_fiscal_year(text, near=year) == year
    except NotAFiscalYear:
        return False


def _written_like(found: re.Match[str], year: int) -> str:
    """Write `year` with an era, digits and width such as `found` has."""
    number = found["number"] or found["western"]
    era, gap, suffix = found["era"] or found["fy"] or "", found["gap"] or "", found["suffix"] or ""
    western = len(number) == 4
    digits = str(year) if western else era_year(year)[2:]
    wide = number[0] in "０１２３４５６７８９"
    return _era_like(era, year) + gap + (digits.translate(_WIDE) if wide else digits) + suffix


def _era_like(era: str, year: int) -> str:
    name = era_year(year)[:2]
    if fold(era) in ("", "FY"):
        return era
    return name if len(era) > 1 else next(each.letter for each in ERAS if each.kanji == name)


def move_number(text: str, old: int, new: int) -> str:
    """Return a document's number with the year at its head moved on.

    Examples
    --------
    >>> move_number("24-7-2", 2012, 2013), move_number("２４－７－２", 2012, 2013)
    ('25-7-2', '２５－７－２')
    >>> move_number("文科7-2", 2012, 2013)
    '文科7-2'
    """
    number = re.search(r"[0-9]+", fold(text))
    if number is None:
        return text
    to = {str(old): str(new), era_year(old)[2:]: era_year(new)[2:].replace("元", "1")}
    digits = to.get(number[0], number[0])
    wide = text[number.start()] in "０１２３４５６７８９"
    head, tail = text[: number.start()], text[number.end() :]
    return head + (digits.translate(_WIDE) if wide else digits) + tail


def spell_out(label: str, *, old: int, new: int) -> str | None:
    """Return `label` with its era, where a sheet of `new` would read it as another year.

    Parameters
    ----------
    label : str
        Fiscal year as printed in a sheet of the year `old`: 15年度.

    Returns
    -------
    str or None
        None where both sheets read the same, or nothing.

    Examples
    --------
    >>> spell_out("15年度", old=2018, new=2022)
    >>> spell_out("15年度", old=2017, new=2022), spell_out("毎年度", old=2017, new=2022)
    ('平成15年度', None)
    """
    before, after = (_read(label, near) for near in (old, new))
    return None if before in (None, after) else fiscal_year(before, "era").ja


def _read(label: str, near: int) -> int | None:
    try:
        return parse_fiscal_year(label, near=near)
    except NotAFiscalYear:
        return None
