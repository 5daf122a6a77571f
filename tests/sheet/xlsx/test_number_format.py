"""Numbers as Excel shows them, whatever it stores."""

from __future__ import annotations

import pytest

from evalkit.sheet.xlsx.number_format import UnreadableFormat, shown_number


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (16925, "General", "16925"),
        (16925.0, "General", "16925"),
        (-0.5, "General", "-0.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (210442155000, "General", "210442155000"),
        (16925, "@", "16925"),
        (0.953, "0.0%", "95.3%"),
        (0.953, "0%", "95%"),
        (0.955, "0%", "96%"),
        (16925, "#,##0", "16,925"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999, "#,##0", "999"),
        (-129465, "#,##0;△#,##0", "△129,465"),
        (-129465, "#,##0;[Red]-#,##0", "-129,465"),
        (-129465, "#,##0_ ;[Red]\\-#,##0\\ ", "-129,465"),
        (-5, "0", "-5"),
        (0, '#,##0;△#,##0;"－"', "－"),
        (0, "#,###", ""),
        (208, "0000", "0208"),
        (12.5, "0.0#", "12.5"),
        (12.0, "0.##", "12"),
        (16925, '#,##0"件"', "16,925件"),
        (16925, "#,##0件", "16,925件"),
        (1982194, '[$¥-411]#,##0', "¥1,982,194"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (-0.2, "0", "0"),
    ],
)  # fmt: skip
def test_a_number_reads_as_it_is_shown(value, number_format, text):
    assert shown_number(value, number_format) == text


@pytest.mark.parametrize(
    "number_format",
    ["0.0E+00", "# ?/?", "#,##0,", "[>=1000]#,##0;0", "000-0000", "yyyy/m/d", "[DBNum1]0", "0.0.0"],
)
def test_what_another_format_shows_is_not_guessed(number_format):
    with pytest.raises(UnreadableFormat, match=r".+"):
        shown_number(1234.5, number_format)
