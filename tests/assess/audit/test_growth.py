"""What a check says of many rows is what it says of few, and it says it in time."""

from __future__ import annotations

from itertools import combinations
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.audit import audit
from evalkit.assess.audit.checks.figures.outliers import _copies
from evalkit.assess.audit.indicators import Figure, Line
from evalkit.sheet.cells import parse_cell
from evalkit.sheet.load import parse_sheet
from tests.commands.kit import sheet


def line(at, name, values):
    figures = (
        Figure(path=("row", at, str(year)), cell=parse_cell(f"{value}件"), year=year)
        for year, value in enumerate(values, 2010)
    )
    return Line(path=("row", at), name=name, figures=tuple(figures))


ROWS = st.lists(
    st.tuples(
        st.sampled_from("甲乙丙"), st.lists(st.sampled_from([1, 2, 3]), min_size=3, max_size=4)
    )
)


@given(ROWS)
def test_copied_rows_are_those_that_a_comparison_of_every_pair_finds(rows):
    lines = [line(at, *row) for at, row in enumerate(rows)]
    copied, pairs = set(), []
    for (first, one), (second, other) in combinations(enumerate(lines), 2):
        values = [[(each.year, each.value) for each in row.figures] for row in (one, other)]
        many = len({value for _, value in values[0]}) >= 3
        if second not in copied and values[0] == values[1] and many and one.name != other.name:
            copied.add(second)
            pairs.append((first, second))
    assert _copies(lines) == pairs


def test_seven_hundred_indicators_and_programmes_are_audited_in_seconds():
    rows = [
        f"name: 相談その{n}の件数\nactuals: {{2021: {n}件, 2022: {n + 3}件, 2023: {n * 7 % 97 + 9}件}}"
        for n in range(1, 701)
    ]
    measures = "".join(
        f"      - {{name: 交通安全事業その{n}, budget: {{2023: '{n * 7919 % 100003}'}}, "
        f"summary: 自治体その{n}に補助する。, indicators: '{n}'}}\n"
        for n in range(1, 701)
    )
    text = f"{sheet(*rows)}    measures:\n{measures}data_sources: []\n"
    start = process_time()
    findings = audit(parse_sheet(text))
    assert process_time() - start < 20  # every pair of them took minutes
    unsourced = [each for each in findings if each.check == "no-data-source"]
    assert "700件" in unsourced[0].evidence.ja
