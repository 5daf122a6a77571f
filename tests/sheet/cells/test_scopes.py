"""Figures that say of themselves of what they are."""

import pytest

from evalkit.sheet.cells import parse_cell
from evalkit.sheet.cells.scopes import of_one_kind


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("週10回", "週平均9回", True),
        ("週10回", "10回", True),
        ("1日当たり500人", "日平均480人", True),
        ("人口10万対 12.3人", "人口10万人当たり11.0人", True),
        ("一人当たり3件", "1人当たり4件", True),
        ("高3 45％", "高校3年生 50％", True),
        ("男 5％", "男性 6％", True),
        ("全国 34位", "県内 10位", True),
        ("（27件）", "（30件）", True),
        ("（27件）", "30件以上", True),
        ("（27件）", "（10～20件）", True),
        ("週10回", "月40回", False),
        ("1日当たり500人", "年間18万人", False),
        ("1人当たり3件", "1世帯当たり6件", False),
        ("高3 45％", "中3 50％", False),
        ("男 5％", "女 6％", False),
        ("国立 5％", "私立 6％", False),
        ("累計 45件", "単年度 9件", False),
        ("（27件）", "7件（20件）", False),
    ],
)
def test_figures_are_of_one_kind_unless_their_notes_say_otherwise(one, other, alike):
    cells = parse_cell(one), parse_cell(other)
    assert [cell.status for cell in cells] == ["value", "value"]
    assert of_one_kind(*cells) == of_one_kind(*reversed(cells)) == alike
