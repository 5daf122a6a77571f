"""Fiscal years (April to March) and the eras in which Japanese documents count them.

A fiscal year is an integer, the Western year of its April. Years that never came to be are legal:
平成34年度 is 2022.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from evalkit.sheet.text import plain_text


class NotAFiscalYear(ValueError):  # noqa: N818  (it reads as the sentence that it is)
    """A text that does not name one fiscal year.

    Attributes
    ----------
    text : str
        The text as given.
    """

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"「{text}」 is not a fiscal year: {why}")
        self.text = text


class CalendarYear(int):
    """A year from January to December, where a document counts in such: 平成22年.

    It calculates as the fiscal year of its number; :mod:`evalkit.sheet.printing` prints it as what
    it is. As the year of a document (`near`), it says that the document counts in such years.
    """


class Era(NamedTuple):
    """An era, under the names by which documents and people call it."""

    kanji: str
    letter: str
    romaji: str
    zero: int  # the year before its first
    since: int  # the first fiscal year called by its name


ERAS = (
    Era("明治", "M", "Meiji", zero=1867, since=1868),
    Era("大正", "T", "Taisho", zero=1911, since=1913),
    Era("昭和", "S", "Showa", zero=1925, since=1927),
    Era("平成", "H", "Heisei", zero=1988, since=1989),
    # April 2019 was still 平成31, but the government calls the whole fiscal year 令和元年度.
    Era("令和", "R", "Reiwa", zero=2018, since=2019),
)
"""The modern eras, oldest first."""

_BY_NAME = {name.casefold(): era for era in ERAS for name in (era.kanji, era.letter, era.romaji)}
_ERA = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_NUMBER = "元|[0-9]{1,2}"
LAST_YEAR = 2199
_WESTERN = "(?:186[89]|18[7-9][0-9]|(?:19|20|21)[0-9]{2})"  # from 明治元年 on
_YEAR = rf"(?:(?P<era>{_ERA})?(?P<year>{_NUMBER})|(?P<western>{_WESTERN}))"
_PART = "(?P<part>上旬|初旬|中旬|下旬|末|(?:0?[1-9]|[12][0-9]|3[01])日|)"

_FISCAL_YEAR = re.compile(rf"(?:FY(?={_WESTERN}))?{_YEAR}(?P<suffix>年度末?)?", re.IGNORECASE)
_DATE = re.compile(rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月{_PART}(?:頃|時点|現在)?", re.IGNORECASE)
_SPAN = re.compile(
    rf"(?P<era>{_ERA}|FY)?(?P<first>{_NUMBER}|{_WESTERN})(?:年度)?[-~]"
    rf"(?P<last_era>{_ERA}|FY)?(?P<last>{_NUMBER}|{_WESTERN})(?:年度)?",
    re.IGNORECASE,
)

_NO_LENGTH = "(?!間|以[内上下]|後|前|目|ごと|毎|生|次|半|連続)"  # 5年間 is no year
_IN_LABEL = re.compile(
    rf"FY(?P<short>[0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9,.]){_YEAR}(?![0-9,.])(?P<suffix>年度|年{_NO_LENGTH}|)(?:(?P<month>[0-9]{{1,2}})月)?",
    re.IGNORECASE,
)
_SEVERAL_YEARS = re.compile(
    rf"(?:[0-9元]|年度?)[~-](?:{_ERA}|FY)?(?:{_WESTERN}|{_NUMBER})", re.IGNORECASE
)
_MONTHS = re.compile("(?<![0-9])([0-9]{1,2})月?[~-](?:翌年?)?[0-9]{1,2}月")
_SPLIT_YEAR = re.compile("((?:19|20)[0-9]{2})/([0-9]{2})(?![0-9/])(?:年度?)?")
_MONTH = "(0?[1-9]|1[0-2])"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_DATE_IN_FIGURES = re.compile(
    rf"(?<![A-Z0-9])((?:昭和|平成|令和|[SHR])(?:{_NUMBER})|(?:19|20)[0-9]{{2}})"
    rf"[./]{_MONTH}(?:[./]{_DAY})?(?![0-9./])",
    re.IGNORECASE,
)
_KANJI_NUMBERS = "一二三四五六七八九十"
_WINDOW_KINDS: Mapping[str, Literal["mean", "sum"]] = {
    "平均": "mean", "合計": "sum", "累計": "sum",
}  # fmt: skip
_WINDOW_WORD = "(?:移動|の|年)*(?P<kind>平均|合計|累計)"
_COUNTED_WINDOW = re.compile(  # 5年平均 alone may be that of 令和5年
    rf"(?<![0-9])(?:(?P<count>[0-9]{{1,2}})(?:[かカヵヶケ箇個]年間?|年間|年(?=移動))"
    rf"|(?<=過去)(?P<past>[0-9]{{1,2}})年"
    rf"|(?P<kanji>[{_KANJI_NUMBERS}])[かカヵヶケ箇個]?年間?){_WINDOW_WORD}"
)
_SPELT_WINDOW = re.compile(
    rf"(?P<span>(?:{_ERA}|FY)?(?:{_WESTERN}|{_NUMBER})(?:年度?)?[-~](?:{_ERA}|FY)?(?:{_WESTERN}|{_NUMBER}))"
    rf"年?度?(?:の?[0-9]{{1,2}}[かカヵヶケ箇個]?年間?)?{_WINDOW_WORD}",
    re.IGNORECASE,
)
_EVERY_YEAR = re.compile(
    "毎年|各年|(?<![0-9])年度?(?:ごと|毎)|(?:every|each|per|any)(?:fiscal)?year|annual|yearly",
    re.IGNORECASE,
)

_ERA_SIGNS = str.maketrans({"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"})

_DUE_MONTH = (
    rf"(?:(?P<near>来年|本年|今年)|{_YEAR}年)?(?:[0-9]{{1,2}}月?~)?"
    rf"(?P<month>[0-9]{{1,2}})月{_PART}(?:頃|ごろ|中|まで)?"
)
_DUE_YEAR = rf"(?P<term>[来本今]年度|年度(?=[内中末])|年(?=内)|{_YEAR}年度(?=[内中末]))[内中末]?"
_DUE_SEASON = "[春夏秋冬](?:頃|ごろ|季)?"
_DUES = tuple(re.compile(due, re.IGNORECASE) for due in (_DUE_MONTH, _DUE_YEAR, _DUE_SEASON))


def parse_fiscal_year(text: str, era: str | None = None, *, near: int | None = None) -> int:
    """Fiscal year that a printed expression names.

    Parameters
    ----------
    text : str
        平成24年度, H24, 令和元年度, 2012年度, FY2012 or 2012; a bare 24年度; or a date such as
        平成25年3月末, which lies in the fiscal year of the April before.
    era : str, optional
        Era of a bare year: 平成, H or Heisei.
    near : int, optional
        Fiscal year of the document. A bare year then takes the era that brings it nearest, among
        those begun when the document was printed, at the latest the year after.

    Returns
    -------
    int
        Western year of its April.

    Raises
    ------
    NotAFiscalYear
        If `text` names anything else: a calendar year, several years, every year, no year; or a
        bare year whose era is neither given nor decidable.

    Examples
    --------
    >>> parse_fiscal_year("平成２４年度"), parse_fiscal_year("R6"), parse_fiscal_year("FY2012")
    (2012, 2024, 2012)
    >>> parse_fiscal_year("平成25年3月末")
    2012
    >>> parse_fiscal_year("34年度", "平成"), parse_fiscal_year("30年度", near=2024)
    (2022, 2018)
    >>> parse_fiscal_year("平成24年（暦年）")
    Traceback (most recent call last):
        ...
    evalkit.sheet.fiscal.NotAFiscalYear: 「平成24年（暦年）」 is not a fiscal year: \
write one such as 平成24年度, H24 or FY2012
    """
    plain = _with_eras(text)
    if (date_ := _DATE.fullmatch(plain)) and 1 <= int(date_["month"]) <= 12:
        return _year_of(_western_year(text, date_, era, near), int(date_["month"]), near)
    year = _FISCAL_YEAR.fullmatch(plain)
    if not (year and (year["era"] or year["western"] or year["suffix"])):
        raise NotAFiscalYear(text, "write one such as 平成24年度, H24 or FY2012")
    return _western_year(text, year, era, near)


class Window(NamedTuple):
    """Several years of which one figure is the mean or the sum; the last is the figure's own."""

    years: int
    kind: Literal["mean", "sum", ""] = ""  # '' where no word says which

    def is_like(self, other: Window | None) -> bool:
        """Whether figures of both may be compared: as many years, and not a mean with a sum."""
        if other is None or self.years != other.years:
            return False
        return self.kind == other.kind or "" in (self.kind, other.kind)


class Term(NamedTuple):
    """When a target holds: in one fiscal year, in every year, or no one can say."""

    year: int | None = None
    every_year: bool = False
    window: Window | None = None  # of a mean or a sum of several years, up to `year`


def read_window(text: str) -> Window | None:
    """Years of which a text says that a figure is the mean or the sum; None where it says none.

    Examples
    --------
    >>> read_window("三年平均の誤差"), read_window("令和2～4年度の合計"), read_window("年平均")
    (Window(years=3, kind='mean'), Window(years=3, kind='sum'), None)
    >>> [read_window(text) for text in ("令和5年平均", "24年度の合計", "過去5年平均値")]
    [None, None, Window(years=5, kind='mean')]
    """
    plain = _with_eras(text)
    if found := _SPELT_WINDOW.search(plain):
        span = _window_years(found, None)
        years = span[1] - span[0] + 1 if span else 0
    elif found := _COUNTED_WINDOW.search(plain):
        digits = found["count"] or found["past"]
        years = int(digits) if digits else _KANJI_NUMBERS.index(found["kanji"]) + 1
    else:
        return None
    return Window(years, _WINDOW_KINDS[found["kind"]]) if years > 1 else None


def _window_years(found: re.Match[str], near: int | None) -> tuple[int, int] | None:
    """First and last year of 2020～2022年平均; without `near`, of one of the same length."""
    try:
        return parse_year_span(found["span"].replace("年", ""), near=near or 2000)
    except NotAFiscalYear:
        return None


def read_term(label: str, *, near: int) -> Term:
    """Read what is printed over or beside a target about its time.

    Parameters
    ----------
    label : str
        A head or the label of a cell. Whatever else stands in it, years of one number are one
        year, whether of an era or Western, fiscal or not; years that differ are none.
    near : int
        Fiscal year of the document, as in :func:`parse_fiscal_year`.

    Examples
    --------
    >>> read_term("令和元年度（平成31年度）", near=2019), read_term("25年度まで", near=2012)
    (Term(year=2019, every_year=False, window=None), Term(year=2013, every_year=False, window=None))
    >>> read_term("各年度", near=2012).every_year, read_term("20～24年度", near=2012) == Term()
    (True, True)
    >>> read_term("2020～2022年平均", near=2024)
    Term(year=2022, every_year=False, window=Window(years=3, kind='mean'))
    >>> [read_term(label, near=2024).year for label in ("R7.3.31", "2018/19", "2018年度1～3月")]
    [2024, 2018, 2018]
    >>> read_term("R7.3.31", near=CalendarYear(2024)).year
    2025
    """
    plain = _spelt_out(_with_eras(label))
    if (found := _SPELT_WINDOW.search(plain)) and (span := _window_years(found, near)):
        return Term(year=span[1], window=read_window(found[0]))
    years = {_labelled(found, near) for found in _IN_LABEL.finditer(plain) if _is_year(found)}
    every_year = says_every_year(label)
    if len(years) == 1 and not every_year and not _SEVERAL_YEARS.search(plain):
        return Term(year=years.pop())
    return Term(every_year=every_year and not years)


def _spelt_out(label: str) -> str:
    """Label in which dates and years in figures are written out: R6年4月 for R6.4.

    2018/19 is 2018年度; 2011/12 may be a year or a month, and is one fiscal year in either case.
    """
    label = _MONTHS.sub(r"\1月", label)
    label = _SPLIT_YEAR.sub(
        lambda found: f"{found[1]}年度" if int(found[2]) == (int(found[1]) + 1) % 100 else found[0],
        label,
    )
    return _DATE_IN_FIGURES.sub(r"\1年\2月", label)


def says_every_year(text: str) -> bool:
    """Whether a printed target, or the head over it, speaks of every year.

    Examples
    --------
    >>> says_every_year("各年度"), says_every_year("（毎年度）90％以上"), says_every_year("5年ごと")
    (True, True, False)
    """
    return bool(_EVERY_YEAR.search(_with_eras(text)))


def _is_year(found: re.Match[str]) -> bool:
    if found["short"] or found["era"] or found["western"] or found["suffix"] == "年度":
        return True
    # 25年, but not 今後5年
    alone = not found.start() or found.string[found.start() - 1] in "(:、"
    return found["suffix"] == "年" and alone


def _labelled(found: re.Match[str], near: int) -> int | None:
    if found["short"]:
        century = near - near % 100
        return min((c + int(found["short"]) for c in (century - 100, century, century + 100)),
                   key=lambda year: abs(year - near))  # fmt: skip
    try:
        year = _western_year(found[0], found, None, near)
    except NotAFiscalYear:
        return None
    if found["suffix"] == "年" and found["month"]:
        return _year_of(year, int(found["month"]), near)
    return CalendarYear(year) if found["suffix"] == "年" else year


def _year_of(year: int, month: int, near: int | None) -> int:
    """Year in which a month lies, as a document counts them whose own year is `near`."""
    if isinstance(near, CalendarYear):
        return CalendarYear(year)
    return year - (month <= 3)


def parse_year_span(
    text: str, era: str | None = None, *, near: int | None = None
) -> tuple[int, int]:
    """First and last year that an expression such as a key of the sheet file covers.

    A key names a column: 令和4年 and 2022年平均 are that of 2022, 2022/23 and 平成30(2018)年度 are
    one year in two spellings, R6.4 is the year of its month.

    Parameters
    ----------
    text : str
        One year, as in :func:`parse_fiscal_year`, or two: 2008-2010, 平成20～22年度.
    era, near : optional
        As in :func:`parse_fiscal_year`.

    Returns
    -------
    tuple of int
        Both ends included; the same year twice for a single one.

    Raises
    ------
    NotAFiscalYear
        If either end is no fiscal year, or the last comes before the first.

    Examples
    --------
    >>> parse_year_span("2008-2010"), parse_year_span("2012"), parse_year_span("平成20～22年度")
    ((2008, 2010), (2012, 2012), (2008, 2010))
    >>> parse_year_span("令和4年"), parse_year_span("2020～2022年平均"), parse_year_span("2022/23")
    ((2022, 2022), (2020, 2022), (2022, 2022))
    """
    spelt = _with_eras(text)
    column = _as_column(spelt)
    span = _SPAN.fullmatch(column)
    if span is None:
        said = text if column == spelt else column
        return (year := parse_fiscal_year(said, era, near=near)), year
    ends = _end(span["era"], span["first"]), _end(span["last_era"] or span["era"], span["last"])
    first, last = (parse_fiscal_year(end, era, near=near) for end in ends)
    if last < first:
        raise NotAFiscalYear(text, f"{last} comes before {first}")
    return first, last


_COLUMN = re.compile(
    rf"(?:CY)?(?P<years>(?:{_ERA})?(?:{_NUMBER})|{_WESTERN}|(?:{_ERA})?(?:{_NUMBER}|{_WESTERN})"
    rf"(?:年度?)?[-~](?:{_ERA})?(?:{_NUMBER}|{_WESTERN}))年?度?の?(?:平均|合計|計)?",
    re.IGNORECASE,
)
_DOUBLE = re.compile(rf"(?P<one>.+?)年?度?\((?P<other>{_WESTERN})年?度?\)(?:年度?)?")


def _as_column(plain: str) -> str:
    """Years of a key in the spelling of fiscal years, as far as it names a column otherwise."""
    if double := _DOUBLE.fullmatch(plain):
        same = parse_year_span(double["one"]) == parse_year_span(double["other"])
        return double["other"] if same else plain
    if split := _SPLIT_YEAR.fullmatch(plain):
        first, second = int(split[1]), int(split[2])
        return split[1] if (first + 1) % 100 == second else plain
    if dated := _DATE_IN_FIGURES.fullmatch(plain):
        return f"{dated[1]}年{dated[2]}月"
    if (column := _COLUMN.fullmatch(plain)) and plain != column["years"]:
        return column["years"].replace("年度", "").replace("年", "")
    return plain


def era_year(year: int) -> str:
    """Year of the era that names the fiscal year `year`: as a rule the one in force in its April.

    Raises
    ------
    NotAFiscalYear
        If `year` lies before 明治元年.

    Examples
    --------
    >>> era_year(2012), era_year(2019), era_year(1988)
    ('平成24', '令和元', '昭和63')
    """
    era = era_of(year)
    return era.kanji + ordinal(year - era.zero)


class Calendar(NamedTuple):
    """How a document counts years: a form printed in 平成 goes on counting in it."""

    year: int  # its own fiscal year
    named: frozenset[str] = frozenset()  # eras later than its own that it knows: 令和
    columns: range = range(0)  # years of its columns
    western: bool = False  # it prints 2016年度, and no era

    @classmethod
    def of(cls, year: int, heads: Iterable[str], columns: range = range(0)) -> Calendar:
        """Calendar of a document of the year `year`: it knows the eras that its heads name."""
        text = " ".join(heads)
        return cls(year, frozenset(era.kanji for era in ERAS if era.kanji in text), columns)

    @property
    def is_of_one_era(self) -> bool:
        """Whether it counts the years of its columns in one era, so that none needs its name."""
        return len({self.era(year) for year in self.columns}) <= 1

    def era(self, year: int) -> Era:
        """Era in which the document counts the fiscal year `year`."""
        own, era = era_of(self.year), era_of(year)
        continues = self.year < year < own.zero + 100 and era.kanji not in self.named
        return own if continues else era


def era_of(year: int) -> Era:
    """Era in which the fiscal year `year` began or whose first year it is."""
    for era in reversed(ERAS):
        if era.since <= year:
            return era
    raise NotAFiscalYear(str(year), f"the eras known begin with {ERAS[0].since}")


def fiscal_year_of(day: date) -> int:
    """Fiscal year in which `day` lies.

    Examples
    --------
    >>> fiscal_year_of(date(2013, 3, 31)), fiscal_year_of(date(2013, 4, 1))
    (2012, 2013)
    """
    return day.year - (day.month <= 3)


def find_due(text: str) -> str:
    """First expression in `text` that says when something is due; '' if there is none.

    Examples
    --------
    >>> find_due("（１０ 月頃結果が出る予定）"), find_due("（来年度公表）"), find_due("（未定）")
    ('10月頃', '来年度', '')
    """
    plain = _with_eras(text)
    found = (due.search(plain) for due in _DUES)
    return next((match[0] for match in found if match), "")


def due_date(due: str, *, published_after: date) -> date | None:
    """Last day by which a printed due is over.

    Parameters
    ----------
    due : str
        10月頃, 8月末, 10月上旬, 平成25年10月, 来年度, 年度末.
    published_after : date
        Day after which the document was published. Without a year, the first such time that is
        not yet over on this day is meant.

    Returns
    -------
    date or None
        None if it cannot be told: 秋頃, 10月以降.

    Examples
    --------
    >>> print(due_date("10月頃", published_after=date(2013, 8, 1)))
    2013-10-31
    >>> print(due_date("3月上旬", published_after=date(2013, 8, 1)))
    2014-03-10
    >>> due_date("秋頃", published_after=date(2013, 8, 1)) is None
    True
    """
    plain = _with_eras(due)
    month, year, _ = (pattern.fullmatch(plain) for pattern in _DUES)
    try:
        if month and 1 <= int(month["month"]) <= 12:
            return _due_in_month(month, published_after)
        return _due_in_year(year, published_after) if year else None
    except NotAFiscalYear:
        return None


def _due_in_month(due: re.Match[str], published_after: date) -> date:
    this = published_after.year
    if due["year"] or due["western"]:
        return _last_day(_western_year(due[0], due, None, this), due)
    if due["near"]:
        return _last_day(this + (due["near"] == "来年"), due)
    day = _last_day(this, due)
    return day if day >= published_after else _last_day(this + 1, due)


def _last_day(year: int, due: re.Match[str]) -> date:
    month = int(due["month"])
    last = calendar.monthrange(year, month)[1]
    parts = {"上旬": 10, "初旬": 10, "中旬": 20, "下旬": last, "末": last, "": last}
    part = due["part"]
    return date(year, month, parts[part] if part in parts else min(int(part[:-1]), last))


def _due_in_year(due: re.Match[str], published_after: date) -> date:
    if due["term"] == "年":
        return date(published_after.year, 12, 31)
    this = fiscal_year_of(published_after)
    if due["year"] or due["western"]:
        return date(_western_year(due[0], due, None, this) + 1, 3, 31)
    return date(this + (due["term"] == "来年度") + 1, 3, 31)


def _western_year(text: str, found: re.Match[str], era: str | None, near: int | None) -> int:
    if found["western"]:
        return int(found["western"])
    number = 1 if found["year"] == "元" else int(found["year"])
    if number == 0:
        raise NotAFiscalYear(text, "an era begins with the year 1")
    name = found["era"] or era
    if name:
        return _era_named(name).zero + number
    if near is None:
        raise NotAFiscalYear(text, f"its era is not known; write for example 平成{text}")
    return _nearest(text, number, near)


def _era_named(name: str) -> Era:
    try:
        return _BY_NAME[_with_eras(name).casefold()]
    except KeyError:
        raise ValueError(f"{name!r} is not an era: write 平成, H or Heisei") from None


def _nearest(text: str, number: int, near: int) -> int:
    # In a sheet of 2012, 9年度 is 1997: nobody could know 令和. A sheet is printed in the year
    # after its own, so the era of that year may already stand in it.
    years = sorted(
        (abs(era.zero + number - near), era.zero + number) for era in ERAS if era.since <= near + 1
    )
    match years:
        case [(distance, first), (same, second), *_] if distance == same:
            raise NotAFiscalYear(text, f"{first} and {second} are equally near to {near}")
        case [(_, year), *_]:
            return year
    raise NotAFiscalYear(text, f"no era had begun by {near}")


def _end(era: str | None, year: str) -> str:
    western = len(year) == 4
    return year if western else f"{'' if era is None else era}{year}年度"


def ordinal(number: int) -> str:
    """Number of a year of an era as it is printed: 元 for 1."""
    return "元" if number == 1 else str(number)


def _with_eras(text: str) -> str:
    return plain_text(text).translate(_ERA_SIGNS)
