"""Amounts of money: converted exactly, and nothing but one amount or words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.sheet.cells import parse_cell
from evalkit.sheet.cells.money import amount_fault, in_unit, named_unit, point_doubt, rescaled

YEN = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8, "兆円": 10**12}
UNITS = st.sampled_from(list(YEN))


@given(st.decimals(min_value=0, max_value=10**18, places=3), UNITS, UNITS)
def test_an_amount_in_another_unit_is_as_many_yen(value, unit, other):
    assert Decimal(rescaled(value, unit, other)) * YEN[other] == value * YEN[unit]


@given(st.integers(0, 10**9 - 1), st.sampled_from(["千円", "百万円", "億円"]), UNITS, UNITS)
def test_a_printed_unit_is_worth_the_same_under_every_head(number, unit, head, table):
    cell = in_unit(parse_cell(f"{number:,}{unit}"), head=head, table=table)
    assert (cell.value * YEN[table], cell.unit) == (number * YEN[unit], "")


@pytest.mark.parametrize(
    "printed", ["18,507,806", "<△8,849,323>", "＜0＞", "1,504,000（内訳略）", "3億2,000万円"]
)
def test_an_amount_has_no_fault(printed):
    assert amount_fault(parse_cell(printed)) is None


@pytest.mark.parametrize(
    "printed",
    ["運営費交付金の内数", "1,234の内数", "－", "調査中", "事項要求", "※1", "10千円の内数", ""],
)
def test_words_beside_amounts_have_no_fault(printed):
    assert amount_fault(parse_cell(printed)) is None


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("12人", "money_unit"), ("99.2％", "money_unit"), ("5ドル", "money_unit"), ("3割", "money_unit"),
        ("〃", "ditto"), ("同上", "ditto"), ("〃\n", "ditto"), ("々", "ditto"), ("↑", "ditto"), ("同左", "ditto"),
        ("NA", "money"), ("N/A", "money"), ("n.d.", "money"), ("¥5", "money"), ("￥1,234", "money"), ("$5", "money"),
        ("1e30", "money"), ("1.982.194", "money"), ("1982千円余", "money"), ("約1,000", "money"), ("1,000～2,000", "money"),
        ("1,000以上", "money"), ("20百万", "money"), ("5億", "money"), ("?", "money"), ("1,234*3", "money"), ("ー", None),
    ],
)  # fmt: skip
def test_what_is_no_amount_has_a_fault_of_its_kind(printed, code):
    fault = amount_fault(parse_cell(printed))
    assert (fault and fault.code) == code


@pytest.mark.parametrize(
    ("printed", "head", "meant"),
    [
        ("1,982.194", "千円", "1,982,194"), ("18.507", "千円", "18,507"), ("1,982.194", "百万円", None),
        ("12.5", "千円", None), ("1.5億円", "千円", None), ("0.1", "円", ""), ("3.1234567百万円", "円", ""),
    ],
)  # fmt: skip
def test_a_point_is_doubted_where_it_parts_less_than_the_unit_allows(printed, head, meant):
    doubt = point_doubt(parse_cell(printed), head)
    assert (doubt and doubt.suggestion) == meant


@pytest.mark.parametrize(
    ("head", "unit"),
    [("（単位：百万円）", "百万円"), ("24年度予算額（億円）", "億円"), ("25年度 千 円", "千円"), ("補正後", None), ("人", None)],
)  # fmt: skip
def test_the_unit_of_a_head_is_the_money_that_it_names(head, unit):
    assert named_unit(head) == unit
