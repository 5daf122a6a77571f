"""A target that the roll keeps is judged by the year of the new sheet."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.audit import audit
from evalkit.assess.roll import roll
from evalkit.sheet.load import parse_sheet
from tests.assess.audit.sheets import node, text_of


@pytest.mark.parametrize(("day", "over"), [(date(2013, 8, 1), False), (date(2014, 4, 1), True)])
def test_a_target_that_the_roll_keeps_is_over_when_its_year_is(day, over):
    indicators = "indicators: [{actuals: {2011: 5件, 2012: 6件}, target: （25年度）9件}]"
    new = roll(parse_sheet(text_of(node(indicators))), 2013).sheet
    assert new.achievement_goals[0].indicators[0].target.printed == "（25年度）9件"
    assert ("target-year-passed" in {each.check for each in audit(new, as_of=day)}) is over
