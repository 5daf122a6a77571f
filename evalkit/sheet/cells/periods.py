"""For which time a printed figure stands, where that is not the year of its column."""

from __future__ import annotations

import re

from evalkit.sheet.cells.cell import AnyCell, OtherPeriod, Quantity
from evalkit.sheet.cells.quantity_words import YEAR
from evalkit.sheet.fiscal import NotAFiscalYear, parse_fiscal_year
from evalkit.sheet.text import fold

_KIND = (
    "(?:(?:の|における|に係る|時点|現在|末|中|分|度|実績|数値|調査|統計|集計|結果|公表|データ|"
    "確報|速報|確定|暫定|見込み?|推計|決算|ベース|値|額)*"
    "|(?:(?!から|より|以降|比)[^0-9()]){1,20}(?:調査|統計|実績|の値|データ))"
)
_DAY = "(?:[0-9]{1,2}日)"
_OWN_YEAR = re.compile(
    rf"(?<!\S)[※*]*(?P<year>FY[0-9]{{4}}|{YEAR}(?:(?<=月){_DAY})?|(?:19|20)[0-9]{{2}})"
    rf"{_KIND}[。、]?(?=\s|$)"
)
_BEFORE = re.compile(rf"(?<!\S)[※*]*(?P<year>(?:一昨|昨|前)年度?|前回(?=調査)){_KIND}(?=\s|$)")
_JUST_AFTER = re.compile("[4-6]月")  # 25年4月1日現在 is how the end of 24年度 is counted


def in_column(cell: AnyCell, first: int, last: int, *, near: int, observed: bool = True) -> AnyCell:
    """Cell of a column of yearly figures, which is no figure of that year if it says so itself.

    Parameters
    ----------
    cell : cell
        As read.
    first, last : int
        Fiscal years that its column, or the columns over which it is merged, stand for.
    near : int
        Fiscal year of the sheet, for years printed without an era.
    observed : bool
        Whether the figures are results: one result over several columns is that of no single year,
        while one target over several columns holds for each.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> for printed in ("361機関", "（24年度）361機関", "（23年度）361機関", "361機関※前年度実績"):
    ...     cell = in_column(parse_cell(printed), 2012, 2012, near=2012)
    ...     print(cell.status, getattr(cell, "period", None))
    value None
    value None
    other_period 23年度
    other_period 前年度
    >>> in_column(parse_cell("960機関（3年間累計）"), 2008, 2010, near=2012).period
    '2008-2010'
    """
    if not isinstance(cell, Quantity):
        return cell
    if observed and first != last:
        period = f"{first}-{last}"
    elif not (period := _other_year(cell.note, range(first, last + 1), near)):
        return cell
    return OtherPeriod(printed=cell.printed, reading=cell.reading, period=period)


def _other_year(note: str, columns: range, near: int) -> str:
    """Year that a note names for its figure, as printed; '' where it is that of the column."""
    text = fold(note)
    if before := _BEFORE.search(text):
        return note[slice(*before.span("year"))]
    found = _OWN_YEAR.search(text)
    if found is None:
        return ""
    own = found["year"]
    try:
        year = parse_fiscal_year(_without_day(own), near=near)
    except NotAFiscalYear:  # 毎年度
        return ""
    counted_after = year == columns[-1] + 1 and _JUST_AFTER.search(own)
    return "" if year in columns or counted_after else note[slice(*found.span("year"))]


def _without_day(date: str) -> str:
    """Year or month of a printed date, as :func:`parse_fiscal_year` reads it."""
    return re.sub(f"{_DAY}$", "", date) + ("度" if date.endswith("年") else "")
