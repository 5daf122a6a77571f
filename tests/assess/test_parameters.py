"""The day of a report may be written as people write days; what is no day is refused."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.parameters import parse_parameters
from evalkit.sheet.problems import SheetProblems


@pytest.mark.parametrize(
    "text",
    ["2013-07-31", "2013-7-31", "2013/07/31", "2013.7.31", "2013年7月31日", "平成25年7月31日", "H25.7.31",
     "平成２５年７月３１日", " 2013-07-31 ", date(2013, 7, 31)],
)  # fmt: skip
def test_a_day_is_read_in_every_way_that_has_one_meaning(text):
    assert parse_parameters({"as_of": text}).as_of == date(2013, 7, 31)


@pytest.mark.parametrize(
    "text",
    [0, "0", 1.5, True, "7/31/2013", "31.7.2013", 20130731, "20130731", "2013-02-30", "平成25年7月",
     "25年7月31日", "平成0年7月31日", "9999-12-31", "2013-07-31T00:00", [], ["2013-07-31"]],
)  # fmt: skip
def test_what_may_be_another_day_or_none_is_refused_with_an_example(text):
    with pytest.raises(SheetProblems, match=r"^-p:1:1") as caught:
        parse_parameters({"as_of": text})
    assert str(caught.value) == (
        f"-p:1:1  as_of: パラメータ as_of の値「{text}」は日付として読めません。"
        "例: 2013-07-31、平成25年7月31日"
    )
