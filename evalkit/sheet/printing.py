"""How figures, years and days are printed, in both languages. Rounding is half up (四捨五入)."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.cells import Quantity, plain_unit
from evalkit.sheet.cells.units import kind_of
from evalkit.sheet.fiscal import (
    ERAS,
    Calendar,
    CalendarYear,
    Era,
    NotAFiscalYear,
    era_of,
    ordinal,
    parse_fiscal_year,
)
from evalkit.sheet.rounding import apart, percentage, rounded

YearStyle = Literal["bare", "era"]

MINUS = Bilingual("△", "−")
POINTS = Bilingual("ポイント", " points")
"""Unit of a difference between percentages."""

_LARGE = 10**8
_SIX_DIGITS = Context(prec=6, rounding=ROUND_HALF_UP)
_BESIDE = Bilingual("（{}）", " ({})")
_UP_TO = Bilingual("～", "–")
_PERCENT = Bilingual("％", "%")
_COMPARED = {
    ">=": Bilingual("{}以上", "≥ {}"),
    "<=": Bilingual("{}以下", "≤ {}"),
    ">": Bilingual("{}超", "> {}"),
    "<": Bilingual("{}未満", "< {}"),
    "about": Bilingual("{}程度", "about {}"),
}

_calendar: ContextVar[Calendar | None] = ContextVar("calendar", default=None)

# Figures ------------------------------------------------------------------------------------------


def percent(ratio: Decimal, language: Language = "ja", *against: Decimal) -> str:
    """Print a ratio as a percentage with one decimal, more where it is near what it is held to.

    Examples
    --------
    >>> percent(Decimal("0.9583333")), percent(Decimal(1), "en"), percent(Decimal("-0.021"))
    ('95.8％', '100.0%', '△2.1％')
    >>> percent(Decimal("0.9998"))
    '99.98％'
    """
    return _signed(percentage(ratio, *against), "％", language)


def calculated(
    value: Decimal,
    unit: str = "",
    language: Language = "ja",
    *against: Decimal,
    signed: bool = False,
) -> str:
    """Print a figure that was calculated: whole where it is whole, else with one decimal.

    It gets more decimals where one would make it nothing, or one of those it is held `against`.

    Examples
    --------
    >>> calculated(Decimal("16744.6667"), "件"), calculated(Decimal("758"), "件", signed=True)
    ('16,744.7件', '+758件')
    >>> calculated(Decimal("-0.03"), "件"), calculated(Decimal("69.96"), "件", "ja", Decimal(70))
    ('△0.03件', '69.96件')
    """
    whole = value == value.to_integral_value()
    figure = apart(value, 0 if whole else 1, Decimal(0), *against)
    return ("+" if signed and figure > 0 else "") + _signed(figure, unit, language)


def amount(value: Decimal, unit: str = "") -> str:
    """Print a figure of the form with its own decimals; large round ones in 兆, 億 and 万.

    Examples
    --------
    >>> amount(Decimal("16302"), "件"), amount(Decimal("-92.0"), "％")
    ('16,302件', '△92.0％')
    >>> amount(Decimal("1039700000000"), "円"), amount(Decimal("9" * 32), "件")[-10:]
    ('1兆397億円', '9,999,999件')
    """
    sign, size = MINUS.ja if value < 0 else "", value.copy_abs()
    whole = int(size)
    scaled = kind_of(unit).size > 1
    if not unit or scaled or size < _LARGE or size != whole or whole % 10**4:
        return f"{sign}{size:,f}{unit}"
    parts = (
        (whole // 10**12, "兆"),
        (whole // 10**8 % 10**4, "億"),
        (whole // 10**4 % 10**4, "万"),
    )
    return sign + "".join(f"{part:,}{word}" for part, word in parts if part) + unit


def significant(value: Decimal) -> str:
    """Print a number of a rule: six significant digits, no exponent, no idle zeros.

    Examples
    --------
    >>> significant(Decimal("0.0128245")), significant(Decimal("1200.00"))
    ('0.0128245', '1200')
    """
    return f"{_SIX_DIGITS.plus(value).normalize():f}"


def whole_percent(ratio: Decimal) -> str:
    """Print a ratio of a rule as a percentage, with every digit that it has.

    Examples
    --------
    >>> whole_percent(Decimal("0.9501")), whole_percent(Decimal("0.0500"))
    ('95.01%', '5%')
    """
    return f"{(ratio * 100).normalize():f}%"


def change(value: Decimal, unit: str = "") -> Bilingual:
    """Print a change with its sign; of a percentage, in points.

    Examples
    --------
    >>> change(Decimal(203), "件").ja, change(Decimal(-9), "%")
    ('+203件', Bilingual(ja='△9ポイント', en='−9 points'))
    """
    shown = Bilingual.alike(unit)
    if plain_unit(unit) == "%":
        shown = POINTS._replace(en=" point") if abs(value) == 1 else POINTS
    sign = Bilingual.alike("+") if value > 0 else MINUS if value < 0 else Bilingual.alike("")
    return Bilingual("{sign}{size:,f}{unit}", "{sign}{size:,f}{unit}").format(
        sign=sign, size=value.copy_abs(), unit=shown
    )


def times(ratio: Decimal, ja: str = "倍") -> Bilingual:
    """Print a ratio with one decimal.

    Examples
    --------
    >>> times(Decimal("7.0607"))
    Bilingual(ja='7.1倍', en='7.1 times')
    """
    figure = rounded(ratio, 1)
    return Bilingual(f"{figure}{ja}", f"{figure} times")


def counted(count: int, one: str, several: str) -> str:
    """Print a count with its English noun.

    Examples
    --------
    >>> counted(1, "source", "sources"), counted(4, "source", "sources")
    ('1 source', '4 sources')
    """
    return f"{count} {one if count == 1 else several}"


def unit_of(unit: str, language: Language = "ja") -> str:
    """Print a unit with the percent sign of the page, whichever the form has.

    Examples
    --------
    >>> unit_of("%"), unit_of("％", "en"), unit_of("件", "en")
    ('％', '%', '件')
    """
    return unit.replace(_PERCENT.en, "％").replace("％", _PERCENT.in_(language))


def _signed(figure: Decimal, unit: str, language: Language) -> str:
    minus = MINUS.in_(language) if figure < 0 else ""
    return f"{minus}{figure.copy_abs():,}{unit_of(unit, language)}"


# What stands in a cell ----------------------------------------------------------------------------


def compared(figure: str, comparator: str, language: Language = "ja") -> str:
    """Print a target's figure with its comparator.

    Examples
    --------
    >>> compared("30％", ">="), compared("7件", "about", "en"), compared("10件", "=")
    ('30％以上', 'about 7件', '10件')
    """
    said = _COMPARED.get(comparator)
    return said.in_(language).format(figure) if said else figure


def quantity(
    value: Decimal,
    unit: str,
    comparator: str,
    second: Decimal | None = None,
    language: Language = "ja",
) -> str:
    """Print a figure of the form with its comparator and its second value.

    Examples
    --------
    >>> quantity(Decimal(7), "件", "=", Decimal(27)), quantity(Decimal(3), "%", ">=")
    ('7件（27件）', '3％以上')
    >>> quantity(Decimal("-0.5"), "％", "="), quantity(Decimal("-0.5"), "％", "=", None, "en")
    ('△0.5％', '−0.5%')
    """
    first = _signed(value, "" if comparator == "range" and second is not None else unit, language)
    if second is None:
        return compared(first, comparator, language)
    other = _signed(second, unit, language)
    if comparator == "range":
        return f"{first}{_UP_TO.in_(language)}{other}"
    return compared(first, comparator, language) + _BESIDE.in_(language).format(other)


def whole_figure(cell: Quantity, language: Language = "ja") -> str:
    """Print a cell's figure as its cell does: in its scale, with comparator and second value.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> whole_figure(parse_cell("（23年度）3,437百万円以上"))
    '3,437百万円以上'
    >>> whole_figure(parse_cell("7万件（27万件）"), "en")
    '7万件 (27万件)'
    """
    second = None if cell.second is None else cell.as_printed(cell.second)
    value, unit = cell.as_printed(cell.value), cell.printed_unit
    return quantity(value, unit, cell.comparator, second, language)


def shown(cell: Quantity) -> str:
    """Print a figure with its limit, without what else stands in its cell.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> shown(parse_cell("（34年度）30％以上※中期計画に基づく")), shown(parse_cell("10～20件"))
    ('30％以上', '10～20件')
    >>> shown(parse_cell("372.0万人")), shown(parse_cell("870,000時間以下"))
    ('372.0万人', '870,000時間以下')
    """
    if cell.comparator == "range" and cell.second is not None:
        return f"{amount(cell.as_printed(cell.value))}～{_own_amount(cell, cell.second)}"
    return compared(_own_amount(cell, cell.value), cell.comparator)


def _own_amount(cell: Quantity, value: Decimal) -> str:
    return amount(cell.as_printed(value), cell.printed_unit)


# Years and days -----------------------------------------------------------------------------------


@contextmanager
def in_calendar(document: Calendar) -> Iterator[None]:
    """Within it, years are those of one document, and bare ones can be read as nothing else.

    Examples
    --------
    >>> with in_calendar(Calendar(2012)):
    ...     fiscal_year(2012).ja, fiscal_year(2020).ja
    ('24年度', '32年度')
    """
    before = _calendar.set(document)
    try:
        yield
    finally:
        _calendar.reset(before)


def in_its_years(sentence: Bilingual) -> Bilingual:
    """Sentence of ours about the document of :func:`in_calendar`, which may count calendar years.

    What stands in quotation marks is quoted, and stays.

    Examples
    --------
    >>> with in_calendar(Calendar(CalendarYear(2012))):
    ...     in_its_years(Bilingual("「前年度以上」は前年度の値による。", "of the fiscal year"))
    Bilingual(ja='「前年度以上」は前年の値による。', en='of the year')
    """
    document = _calendar.get()
    counted = document is not None and isinstance(document.year, CalendarYear)
    return of_calendar_years(sentence) if counted else sentence


def of_calendar_years(sentence: Bilingual) -> Bilingual:
    """Sentence of ours about a document that counts calendar years."""
    ja = re.sub("(「[^」]*」)|年度(?P<of>目標)?", _calendar_word, sentence.ja)
    return Bilingual(ja, re.sub("(?i)fiscal (?=year)", "", sentence.en))


def _calendar_word(found: re.Match[str]) -> str:
    return found[1] or ("年ごとの目標" if found["of"] else "年")


def fiscal_year(
    year: int, style: YearStyle = "bare", document: Calendar | None = None
) -> Bilingual:
    """Print a fiscal year, in Japanese as forms do.

    Parameters
    ----------
    year : int
        Western year of its April.
    style : {'bare', 'era'}
        24年度 or 平成24年度.
    document : Calendar
        Of the form that is spoken of, by default that of :func:`in_calendar`. A bare year that
        would be read as another one in it is printed with its era.

    Examples
    --------
    >>> fiscal_year(2012), fiscal_year(2019, "era").ja
    (Bilingual(ja='24年度', en='FY2012'), '令和元年度')
    >>> document = Calendar(2018)
    >>> fiscal_year(2021, "bare", document).ja, fiscal_year(1985, "bare", document).ja
    ('33年度', '昭和60年度')
    """
    return year_span(year, year, style, document)


def year_span(
    first: int, last: int, style: YearStyle = "bare", document: Calendar | None = None
) -> Bilingual:
    """Print fiscal years from `first` to `last`, a single one by itself.

    As :func:`fiscal_year`; bare years of two eras name both. Calendar years, and every year of a
    document that counts in them, are 平成30年.

    Examples
    --------
    >>> year_span(2008, 2011), year_span(2008, 2011, "era").ja
    (Bilingual(ja='20～23年度', en='FY2008–2011'), '平成20～23年度')
    >>> year_span(2017, 2019).ja, year_span(2017, 2020, "bare", Calendar(2018)).ja
    ('平成29～令和元年度', '29～32年度')
    >>> year_span(CalendarYear(2018), CalendarYear(2019))
    Bilingual(ja='平成30～令和元年', en='2018–2019')
    """
    years = dict.fromkeys((first, last))
    document = document or _calendar.get()
    in_calendar_years = isinstance(first, CalendarYear) or (
        document is not None and isinstance(document.year, CalendarYear)
    )
    if document and document.western:
        return _western_years(*years, named="年" if in_calendar_years else "年度")
    if in_calendar_years:
        return _calendar_years(*years, document=document if style == "bare" else None)
    eras = [_counted(year, document if style == "bare" else None) for year in years]
    numbers = [ordinal(year - era.zero) for year, era in zip(years, eras, strict=True)]
    if len(set(eras)) > 1:
        numbers = [era.kanji + number for era, number in zip(eras, numbers, strict=True)]
    elif style == "era" or not _plain_in(document, years, eras[0]):
        numbers[0] = eras[0].kanji + numbers[0]
    return Bilingual(f"{'～'.join(numbers)}年度", "FY" + "–".join(map(str, years)))


def _calendar_years(*years: int, document: Calendar | None) -> Bilingual:
    """Print calendar years, with their era: 30年 alone would be a length of time."""
    eras = [_counted(year, document) for year in years]
    numbers = [ordinal(year - era.zero) for year, era in zip(years, eras, strict=True)]
    names = [era.kanji if era not in eras[:at] else "" for at, era in enumerate(eras)]
    ja = "～".join(map(str.__add__, names, numbers))
    return Bilingual(f"{ja}年", "–".join(map(str, years)))


def _western_years(*years: int, named: str) -> Bilingual:
    numbers = [str(int(year)) for year in years]
    fiscal = "FY" if named == "年度" else ""
    return Bilingual(f"{'～'.join(numbers)}{named}", fiscal + "–".join(numbers))


def in_one_era(years: Iterable[int]) -> bool:
    """Whether the document of :func:`in_calendar` counts all of `years` in one era.

    Examples
    --------
    >>> in_one_era([2018, 2021])
    False
    >>> with in_calendar(Calendar(2018)):
    ...     in_one_era([2018, 2021])
    True
    """
    document = _calendar.get()
    western = document is not None and document.western
    return western or len({_counted(year, document) for year in years}) <= 1


def _counted(year: int, document: Calendar | None) -> Era:
    return document.era(year) if document else era_of(year)


def _plain_in(document: Calendar | None, years: Iterable[int], era: Era) -> bool:
    """Whether bare years of `era` can be read in a document as nothing else.

    元年度 alone is the first year of no era in particular, and where the columns cross into another
    era each year names its own.
    """
    years = [*years]
    if era.zero + 1 in years:
        return False
    if document is None:
        return True
    if era.zero != era_of(document.year).zero or not document.is_of_one_era:
        return False
    numbers = (f"{ordinal(year - era.zero)}年度" for year in years)
    try:
        return [parse_fiscal_year(each, near=document.year) for each in numbers] == years
    except NotAFiscalYear:
        return False


def year_text(*years: int | None) -> Bilingual:
    """Print fiscal years, three and more in a row as a span: 18年度・20～22年度.

    Examples
    --------
    >>> year_text(2006, 2008, 2009, 2010)
    Bilingual(ja='18年度・20～22年度', en='FY2006, FY2008-FY2010')
    """
    runs: list[list[int]] = []
    for year in years:
        if year is None:
            continue
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [part for run in runs for part in ([run] if len(run) > 2 else [[y] for y in run])]
    ja = [year_span(part[0], part[-1]).ja for part in parts]
    en = ["-".join(fiscal_year(y).en for y in dict.fromkeys((part[0], part[-1]))) for part in parts]
    return Bilingual("・".join(ja), ", ".join(en))


def revision_text(since: int) -> Bilingual:
    """Print since which year a revised target holds.

    Examples
    --------
    >>> revision_text(2021).en
    'in force since FY2021'
    """
    return Bilingual("{year}から適用", "in force since {year}").format(year=year_text(since))


def day_text(day: date) -> Bilingual:
    """Print a day.

    Examples
    --------
    >>> day_text(date(2013, 7, 31))
    Bilingual(ja='平成25年7月31日', en='31 July 2013')
    >>> day_text(date(2019, 3, 31)).ja, day_text(date(2019, 7, 31)).ja
    ('平成31年3月31日', '令和元年7月31日')
    """
    era = [each for each in ERAS if (each.since, 5) <= (day.year, day.month)][-1]  # from May
    return Bilingual(
        f"{era.kanji}{ordinal(day.year - era.zero)}年{day.month}月{day.day}日",
        f"{day.day} {month_name[day.month]} {day.year}",
    )
