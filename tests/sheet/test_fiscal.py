"""Fiscal years and eras, as printed and as asked for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.sheet.fiscal import (
    NotAFiscalYear,
    due_date,
    era_year,
    find_due,
    fiscal_year_of,
    parse_fiscal_year,
    parse_year_span,
)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("平成24年度", 2012),
        ("平成２４ 年度", 2012),
        ("平成\n24年度", 2012),
        ("平成24", 2012),
        ("H24", 2012),
        ("h24", 2012),
        ("Ｈ２４", 2012),
        ("H24年度", 2012),
        ("Heisei 24", 2012),
        ("平成元年度", 1989),
        ("平成24年度末", 2012),
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("R6", 2024),
        ("昭和63年度", 1988),
        ("S55", 1980),
        ("大正14年度", 1925),
        ("明治元年度", 1868),
        ("2012年度", 2012),
        ("2012", 2012),
        ("FY2012", 2012),
        ("fy 2012", 2012),
        ("平成34年度", 2022),  # a year that never came to be
    ],
)
def test_a_fiscal_year_reads_in_each_of_its_notations(text, year):
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("平成25年3月末", 2012),
        ("平成25年4月", 2013),
        ("平成25年3月31日現在", 2012),
        ("平成25年4月1日時点", 2013),
        ("H25年12月頃", 2013),
        ("2013年1月", 2012),
        ("令和元年5月", 2019),
        ("昭和64年1月", 1988),
    ],
)
def test_a_date_lies_in_the_fiscal_year_of_the_april_before(text, year):
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize("era", ["平成", "H", "h", "Ｈ", "Heisei", "heisei", "HEISEI"])
def test_a_bare_year_takes_the_era_it_is_given(era):
    assert parse_fiscal_year("24年度", era) == 2012
    assert parse_fiscal_year("25年3月末", era) == 2012


@pytest.mark.parametrize(
    ("era", "year"), [("明治", 1872), ("T", 1916), ("Showa", 1930), ("平成", 1993), ("reiwa", 2023)]
)
def test_every_era_has_its_names(era, year):
    assert parse_fiscal_year("5年度", era=era) == year


def test_an_era_in_the_text_goes_before_the_one_given():
    assert parse_fiscal_year("昭和60年度", "平成", near=2012) == 1985


@pytest.mark.parametrize(
    ("text", "near", "year"),
    [
        ("34年度", 2012, 2022),
        ("15年度", 2012, 2003),
        ("30年度", 2024, 2018),
        ("6年度", 2024, 2024),
        ("元年度", 2024, 2019),
        ("60年度", 1990, 1985),
        ("25年3月末", 2012, 2012),
        # in 2012 nobody knew of 令和, though 令和8 would be nearer than 平成8
        ("8年度", 2012, 1996),
        # the sheet of 2018 is printed in 2019
        ("3年度", 2018, 2021),
    ],
)
def test_a_bare_year_is_the_one_nearest_to_the_sheet(text, near, year):
    assert parse_fiscal_year(text, near=near) == year


def test_a_bare_year_equally_near_in_two_eras_is_an_error():
    with pytest.raises(
        NotAFiscalYear, match=r"「21年度」 .*: 2009 and 2039 are equally near to 2024"
    ):
        parse_fiscal_year("21年度", near=2024)


def test_a_bare_year_before_every_era_is_an_error():
    with pytest.raises(NotAFiscalYear, match="no era had begun by 1860"):
        parse_fiscal_year("3年度", near=1860)


def test_a_bare_year_without_era_says_what_to_write():
    with pytest.raises(NotAFiscalYear, match=r"「24年度」 .* era is not known; .* 平成24年度"):
        parse_fiscal_year("24年度")


@pytest.mark.parametrize(
    "text",
    [
        *("平成24年（暦年）", "平成24年", "2012年", "2005-2007", "平成20～24年度", "毎年度"),
        *("平成20～24年度の累計", "－年度", "年度", "H9（3月のみ）", "24", "24年", "FY24", ""),
        *("平成24年度（見込）", "平成25年13月", "平成25年0月", "7-2", "9999年度", "1867年度"),
    ],
)
def test_whatever_is_no_single_fiscal_year_is_an_error_that_names_it(text):
    with pytest.raises(NotAFiscalYear, match="is not a fiscal year: write one such as") as error:
        parse_fiscal_year(text, "平成", near=2012)
    assert error.value.text == text
    assert f"「{text}」" in str(error.value)


def test_no_era_has_a_year_0():
    with pytest.raises(NotAFiscalYear, match=r"「平成0年度」 .* an era begins with the year 1"):
        parse_fiscal_year("平成0年度")


def test_an_unknown_era_is_an_error():
    with pytest.raises(ValueError, match="'X' is not an era: write 平成, H or Heisei"):
        parse_fiscal_year("24年度", "X")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2008-2010", (2008, 2010)),
        ("2008～2010", (2008, 2010)),
        ("2008〜2010", (2008, 2010)),
        ("2008 – 2010", (2008, 2010)),
        ("２００８－２０１０", (2008, 2010)),
        ("FY2008-FY2010", (2008, 2010)),
        ("平成20～22年度", (2008, 2010)),
        ("平成20年度～平成22年度", (2008, 2010)),
        ("H30-R2", (2018, 2020)),
        ("20～22年度", (2008, 2010)),
        ("2012-2012", (2012, 2012)),
        ("2012", (2012, 2012)),
        ("平成24年度", (2012, 2012)),
    ],
)
def test_a_span_reads_into_its_first_and_last_year(text, span):
    assert parse_year_span(text, near=2012) == span


def test_a_span_backwards_is_an_error():
    with pytest.raises(NotAFiscalYear, match=r"「2010-2008」 .*: 2008 comes before 2010"):
        parse_year_span("2010-2008")


@pytest.mark.parametrize("text", ["2008-", "-2010", "2008-2010-2012", "2008～10月", "毎年度"])
def test_what_is_no_span_is_an_error(text):
    with pytest.raises(NotAFiscalYear, match=f"「{text}」 is not a fiscal year"):
        parse_year_span(text)


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (1868, "明治元"),
        (1912, "明治45"),
        (1913, "大正2"),
        (1926, "大正15"),
        (1927, "昭和2"),
        (1988, "昭和63"),
        (1989, "平成元"),
        (2012, "平成24"),
        (2018, "平成30"),
        (2019, "令和元"),
        (2024, "令和6"),
    ],
)
def test_a_fiscal_year_is_named_after_the_era_of_its_april(year, label):
    assert era_year(year) == label


def test_there_is_no_era_before_the_first():
    with pytest.raises(NotAFiscalYear, match=r"「1867」 .* the eras known begin with 1868"):
        era_year(1867)


@given(st.text() | st.text("0123456789平成令和元年度月末～-HR "))
def test_a_text_is_a_fiscal_year_or_an_error_that_says_so(text):
    try:
        year = parse_fiscal_year(text)
    except NotAFiscalYear as error:
        assert error.text == text  # noqa: PT017  (either outcome is right, a third is not)
    else:
        assert 1867 <= year < 2200


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("調査中（10月頃調査結果が出る予定）", "10月頃"),
        ("（平成25年１０月 上旬公表）", "平成25年10月上旬"),
        ("（24年度の結果は8月末に公表）", "8月末"),
        ("（平成25年度末公表予定）", "平成25年度末"),
        ("（来年度公表予定）", "来年度"),
        ("（年内に公表）", "年内"),
        ("（秋頃公表）", "秋頃"),
        ("24年度の調査", ""),
        ("", ""),
    ],
)
def test_a_due_is_found_among_other_words(text, due):
    assert find_due(text) == due


AUGUST = date(2013, 8, 20)


@pytest.mark.parametrize(
    ("due", "last_day"),
    [
        ("10月頃", date(2013, 10, 31)),
        ("10 月頃", date(2013, 10, 31)),
        ("１０月", date(2013, 10, 31)),
        ("8月末", date(2013, 8, 31)),
        ("9月", date(2013, 9, 30)),
        ("2月末", date(2014, 2, 28)),
        ("10月上旬", date(2013, 10, 10)),
        ("10月初旬", date(2013, 10, 10)),
        ("10月中旬", date(2013, 10, 20)),
        ("10月下旬", date(2013, 10, 31)),
        ("10月15日", date(2013, 10, 15)),
        ("9月31日", date(2013, 9, 30)),
        ("10～11月頃", date(2013, 11, 30)),
        ("12月～1月", date(2014, 1, 31)),
        ("平成25年10月", date(2013, 10, 31)),
        ("平成25年3月", date(2013, 3, 31)),  # a year that is named is never moved
        ("25年10月", date(2013, 10, 31)),
        ("2014年2月頃", date(2014, 2, 28)),
        ("来年3月", date(2014, 3, 31)),
        ("本年10月", date(2013, 10, 31)),
        ("来年度", date(2015, 3, 31)),
        ("今年度中", date(2014, 3, 31)),
        ("年度末", date(2014, 3, 31)),
        ("平成25年度末", date(2014, 3, 31)),
        ("年内", date(2013, 12, 31)),
    ],
)
def test_a_due_is_over_after_its_last_day(due, last_day):
    assert due_date(due, published_after=AUGUST) == last_day


@pytest.mark.parametrize(
    ("due", "last_day"),
    [
        ("8月20日", date(2013, 8, 20)),
        ("8月中旬", date(2013, 8, 20)),
        ("8月上旬", date(2014, 8, 10)),
        ("7月末", date(2014, 7, 31)),
    ],
)
def test_a_due_without_a_year_is_the_first_not_over_on_the_day_of_publication(due, last_day):
    assert due_date(due, published_after=AUGUST) == last_day


@pytest.mark.parametrize("due", ["", "秋頃", "未定", "10月以降", "13月", "0年10月", "来年度上半期"])
def test_a_due_that_names_no_last_day_has_none(due):
    assert due_date(due, published_after=AUGUST) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_fiscal_year_begins_in_april(day):
    april = date(fiscal_year_of(day), 4, 1)
    assert timedelta(0) <= day - april < timedelta(366)


@pytest.mark.parametrize(
    ("key", "years"),
    [
        ("令和4年", (2022, 2022)),
        ("2022年", (2022, 2022)),
        ("CY2022", (2022, 2022)),
        ("2022年度平均", (2022, 2022)),
        ("2022/23", (2022, 2022)),
        ("1999/00", (1999, 1999)),
        ("平成30（2018）年度", (2018, 2018)),
        ("令和元(2019)年", (2019, 2019)),
        ("R6.4", (2024, 2024)),
        ("R6.3", (2023, 2023)),
        ("2020～2022年平均", (2020, 2022)),
        ("平成30年～令和2年", (2018, 2020)),
    ],
)
def test_a_key_names_a_column_in_the_ways_forms_head_them(key, years):
    assert parse_year_span(key) == years


@pytest.mark.parametrize(
    "key", ["2022/24", "平成30(2017)年度", "4年", "現状", "2022年度上半期", "2022-23"]
)
def test_a_key_that_names_no_column_surely_is_refused(key):
    with pytest.raises(NotAFiscalYear):
        parse_year_span(key)
