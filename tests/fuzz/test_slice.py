"""A seeded slice of the fuzz; all of it is ``python -m tests.fuzz --count 5000 --seed 1``."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.fuzz.run import inputs, tried

SLICE = {
    "figure": 150,
    "slip": 20,
    "sheet": 20,
    "parameters": 10,
    "book": 20,
    "executed": 15,
    "source": 2,
    "state": 3,
}
"""How many inputs of each kind: some 25 seconds in all."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", SLICE)
def test_no_input_breaks_anything(kind):
    outcomes = [(each, outcome) for each, outcome in tried(inputs(SLICE[kind], seed=13, only=kind))]
    assert len(outcomes) == SLICE[kind]
    assert Counter(outcome.fault for _, outcome in outcomes if outcome.fault) == Counter()
