"""What keeps a figure from being held against a target."""

import pytest

from evalkit.assess.judge.criteria import Criteria
from evalkit.assess.judge.direction import GoodDirection
from evalkit.sheet.cells import parse_cell
from evalkit.sheet.indicator import Indicator

CRITERIA = Criteria(
    indicator=Indicator(no="1", kind="outcome", name="件数"),
    good=GoodDirection(direction=None, basis="undetermined"),
)


@pytest.mark.parametrize(
    ("result", "target", "met"),
    [
        ("5件以上", "4件以上", True),
        ("5件未満", "5件以下", True),
        ("5件超", "6件以上", None),
        ("5件未満", "6件以上", False),
        ("5件以上", "4件以下", False),
        ("5件以下", "4件以下", None),
        ("5件以上", "4～6件", None),
    ],
)
def test_a_result_that_is_a_limit_meets_a_target_only_if_all_beyond_it_does(result, target, met):
    assert CRITERIA.met(parse_cell(result), parse_cell(target)).value is met
