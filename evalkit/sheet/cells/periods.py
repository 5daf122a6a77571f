"""For which time a printed figure stands, where that is not the year of its column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from evalkit.sheet.cells.cell import AnyCell, OtherPeriod, Quantity
from evalkit.sheet.cells.quantity_words import PART_OF_YEAR, STAGE, YEAR
from evalkit.sheet.fiscal import Term, Window, read_term, read_window
from evalkit.sheet.text import fold

_KIND = (
    "(?:(?:の|における|に係る|時点|現在|末|中|分|度|実績|数値|調査|統計|集計|結果|公表|データ|"
    "確報|速報|確定|暫定|見込み?|推計|決算|ベース|値|額)*"
    "|(?:(?!から|より|以降|比)[^0-9()]){1,20}(?:調査|統計|実績|の値|データ))"
)
_OWN_YEAR = re.compile(rf"(?<!\S)[※*]*(?P<year>{YEAR}){_KIND}[。、]?(?=\s|$)")
_PART = re.compile(
    rf"(?<!\S)(?:{YEAR}\s?)?(?:(?P<from>[0-9]{{1,2}})月?[~-](?:翌年?)?(?P<to>[0-9]{{1,2}})月"
    rf"|{PART_OF_YEAR}|(?<=期)|(?<=Q[1-4]))(?:期|分|の?(?:実績|累計|合計|値))*(?=\s|$)"
)
_MEAN_OR_SUM = re.compile("平均|合計|累計")
_KINDS: Mapping[PeriodKind, re.Pattern[str]] = {
    "day": re.compile(r"月[0-9]+日|[./][0-9]+[./][0-9]"),
    "month": re.compile(r"月|[0-9]\.[0-9]"),
    "calendar_year": re.compile("年(?!度)"),
}
_TIME = re.compile(
    rf"(?:{STAGE}(?:現在|時点)?"
    "|(?=.*[0-9元])(?=.*(?:[年月期度Q~/]|[0-9]\\.[0-9]))"
    "(?:明治|大正|昭和|平成|令和|学校年度|年度|暦年|四半期|半期|翌年|現在|時点|[MTSHRFYQ0-9元年月日末中期第上下初~./(),、-])+"
    "(?:実績|値|平均|合計)*)"
)
_BEFORE = re.compile(rf"(?<!\S)[※*]*(?P<year>(?:一昨|昨|前)年度?|前回(?=調査)){_KIND}(?=\s|$)")
_JUST_AFTER = re.compile(
    r"(?<![0-9])0?[4-6]月|\.0?[4-6](?:\.|$)"
)  # 25年4月1日現在 is how the end of 24年度 is counted


def in_column(
    cell: AnyCell,
    first: int,
    last: int,
    *,
    near: int,
    observed: bool = True,
    window: Window | None = None,
) -> AnyCell:
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
    window : Window, optional
        Years of which the figures are known to be the mean or the sum, whatever the cell says.

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
    >>> in_column(parse_cell("960機関"), 2008, 2010, near=2012).period
    '2008-2010'
    >>> in_column(parse_cell("960機関（3年間累計）"), 2008, 2010, near=2012).window
    Window(years=3, kind='sum')
    >>> in_column(parse_cell("180件（4～9月）"), 2012, 2012, near=2012).period
    '4～9月'
    """
    if not isinstance(cell, Quantity):
        return cell
    if part := part_of_year(cell.note):
        return _of_another_time(cell, part)
    several = window or _several_years(cell, first, last, near=near, observed=observed)
    if several:
        named = read_term(cell.note, near=near)
        if named.window and named.year != last:
            return _of_another_time(cell, cell.year_label or cell.note)
        return cell.model_copy(update={"window": several})
    if observed and first != last:
        return _of_another_time(cell, f"{first}-{last}")
    other = _other_year(cell.note, range(first, last + 1), near)
    return _of_another_time(cell, other) if other else cell


def alone(cell: AnyCell, *, near: int, window: Window | None = None) -> AnyCell:
    """Baseline or final target, with the years of which it is the mean or the sum.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> alone(parse_cell("（2020～2022年平均）12件"), near=2024).window
    Window(years=3, kind='mean')
    >>> alone(parse_cell("（2020年度上半期）12件"), near=2024).status
    'other_period'
    """
    if not isinstance(cell, Quantity):
        return cell
    if part := part_of_year(cell.note):
        return _of_another_time(cell, part)
    several = read_window(cell.note) or window
    return cell.model_copy(update={"window": several}) if several else cell


def part_of_year(note: str) -> str:
    """Part of a year for which a note says that its figure stands, as printed; '' of a whole one.

    Examples
    --------
    >>> [part_of_year(note) for note in ("4～9月", "2018 Q1", "1～12月", "4月～翌3月", "3月末")]
    ['4～9月', '2018 Q1', '', '', '']
    """
    text = fold(note)
    found = _PART.search(text)
    if found is None:
        return ""
    if found["from"]:
        months = (int(found["to"]) - int(found["from"])) % 12 + 1
        if months == 12:
            return ""
    return note[slice(*found.span())].strip()


def unread_period(cell: AnyCell, *, near: int) -> str:
    """Time that is printed beside a figure and names no period that is understood; '' of any other.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> printed = "12件（2019年10月～2020年9月）", "12件（策定時）", "12件（R6.4）", "12件（速報）"
    >>> [unread_period(parse_cell(text), near=2024) for text in printed]
    ['2019年10月～2020年9月', '策定時', '', '']
    """
    if not isinstance(cell, Quantity) or cell.window:
        return ""
    pieces = (found for found in re.finditer(r"\S+", fold(cell.note)) if _TIME.fullmatch(found[0]))
    unread = (each for each in pieces if _is_unread(each[0], near))
    return next((cell.note[slice(*each.span())] for each in unread), "")


def _is_unread(piece: str, near: int) -> bool:
    return read_term(piece, near=near) == Term() and not _PART.fullmatch(piece)


PeriodKind = Literal[
    "fiscal_year", "calendar_year", "month", "day", "mean", "sum", "several_years", "other"
]


def kind_of_period(cell: AnyCell) -> PeriodKind | None:
    """For what kind of time a figure stands, by its own print; None of a cell without a figure.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> printed = "25％", "（平成22年）20％", "25％（2020年3月31日）", "12件（R6.4）", "－"
    >>> [kind_of_period(parse_cell(text)) for text in printed]
    ['fiscal_year', 'calendar_year', 'day', 'month', None]
    """
    if isinstance(cell, OtherPeriod):
        return "other"
    if not isinstance(cell, Quantity):
        return None
    if cell.window:
        return cell.window.kind or "several_years"
    label = fold(cell.year_label)
    return next((kind for kind, form in _KINDS.items() if form.search(label)), "fiscal_year")


def _of_another_time(cell: Quantity, period: str) -> OtherPeriod:
    return OtherPeriod(printed=cell.printed, reading=cell.reading, period=period)


def _several_years(
    cell: Quantity, first: int, last: int, *, near: int, observed: bool
) -> Window | None:
    """Years of which a cell itself says that it is the mean or the sum."""
    own = read_window(cell.note)
    if own and (first == last or own.years == last - first + 1):
        return own
    if not observed or first == last or own:
        return None
    kinds = {each[0] for each in _MEAN_OR_SUM.finditer(fold(cell.note))}
    if len(kinds) != 1:
        return None
    return Window(last - first + 1, "mean" if kinds == {"平均"} else "sum")


def _other_year(note: str, columns: range, near: int) -> str:
    """Year that a note names for its figure, as printed; '' where it is that of the column."""
    text = fold(note)
    if before := _BEFORE.search(text):
        return note[slice(*before.span("year"))]
    found = _OWN_YEAR.search(text)
    if found is None:
        return ""
    own = found["year"]
    year = read_term(own, near=near).year
    if year is None:  # 毎年度
        return ""
    counted_after = year == columns[-1] + 1 and _JUST_AFTER.search(own)
    return "" if year in columns or counted_after else note[slice(*found.span("year"))]
