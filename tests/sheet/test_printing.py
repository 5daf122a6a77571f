"""How figures, years and days are printed, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.sheet.bilingual import LANGUAGES, Bilingual
from evalkit.sheet.fiscal import (
    Calendar,
    CalendarYear,
    parse_fiscal_year,
    parse_year_span,
    read_term,
)
from evalkit.sheet.printing import fiscal_year, year_span, year_text


@pytest.mark.parametrize(
    ("year", "style", "printed"),
    [
        (2012, "era", ("平成24年度", "FY2012")),
        (2012, "bare", ("24年度", "FY2012")),
        (2019, "era", ("令和元年度", "FY2019")),
        (2019, "bare", ("令和元年度", "FY2019")),
        (2020, "bare", ("2年度", "FY2020")),
    ],
)
def test_a_fiscal_year_prints_in_each_style(year, style, printed):
    assert fiscal_year(year, style) == printed


@given(st.integers(1868, 2117), st.sampled_from(LANGUAGES))
def test_a_printed_fiscal_year_reads_back(year, language):
    assert parse_fiscal_year(fiscal_year(year, "era").in_(language)) == year


@given(st.integers(1868, 2087), st.integers(0, 30), st.sampled_from(LANGUAGES))
def test_printed_years_read_back(first, more, language):
    printed = year_span(first, first + more, "era").in_(language)
    assert parse_year_span(printed) == (first, first + more)


@given(st.integers(1989, 2040), st.integers(0, 9))
def test_a_bare_year_of_the_past_decade_reads_back(year, later):
    assert parse_fiscal_year(fiscal_year(year).ja, near=year + later) == year


@pytest.mark.parametrize("named", [frozenset(), frozenset({"令和"})])
def test_a_year_is_printed_so_that_its_own_document_reads_it_back(named):
    for own in range(1960, 2040):
        document = Calendar(own, named)
        for year in range(own - 60, own + 40):
            shown = fiscal_year(year, "bare", document).ja
            assert parse_fiscal_year(shown, near=own) == year, (own, year, shown)


@pytest.mark.parametrize(
    ("own", "named", "year", "shown"),
    [
        (2012, "", 2022, "34年度"),
        (2012, "", 2020, "32年度"),
        (2018, "", 2019, "31年度"),
        (2018, "令和", 2021, "令和3年度"),
        (2019, "", 2015, "平成27年度"),
        (2019, "", 2019, "令和元年度"),
        (2021, "", 2003, "平成15年度"),
        (2021, "", 2024, "6年度"),
        (1988, "", 1993, "68年度"),
    ],
)
def test_a_form_goes_on_counting_in_its_own_era(own, named, year, shown):
    assert fiscal_year(year, "bare", Calendar(own, frozenset({named}))).ja == shown


def test_a_span_into_the_next_era_is_counted_in_one_where_the_form_does():
    assert year_span(2017, 2021, "bare", Calendar(2018)).ja == "29～33年度"
    assert year_span(2017, 2021, "bare", Calendar(2021)).ja == "平成29～令和3年度"
    assert year_span(2001, 2003, "bare", Calendar(2021)).ja == "平成13～15年度"


@pytest.mark.parametrize(
    ("own", "columns", "year", "shown"),
    [
        (2020, range(2016, 2021), 2018, "平成30年度"), (2020, range(2016, 2021), 2019, "令和元年度"),
        (2020, range(2016, 2021), 2020, "令和2年度"), (2024, range(2020, 2025), 2023, "5年度"),
        (2024, range(2020, 2025), 2010, "平成22年度"), (2018, range(2014, 2019), 2019, "31年度"),
        (CalendarYear(2020), range(2016, 2021), 2018, "平成30年"),
        (CalendarYear(2020), range(2016, 2021), 2019, "令和元年"),
    ],
)  # fmt: skip
def test_where_the_columns_cross_into_an_era_each_year_names_its_own(own, columns, year, shown):
    assert fiscal_year(year, "bare", Calendar.of(own, (), columns)).ja == shown


def test_a_calendar_year_is_no_fiscal_year_in_print():
    year = read_term("平成22年", near=2024).year
    assert (fiscal_year(year), year_text(year).en) == (Bilingual("平成22年", "2010"), "2010")
    assert fiscal_year(read_term("平成22年度", near=2024).year, "era").ja == "平成22年度"
