"""What the look of a text says of it: what is struck through, raised, or not to be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_DIGIT_ENDS = re.compile(r"\d\s*\Z")
_DIGIT_STARTS = re.compile(r"\s*[\d.,．，]")


class Run(NamedTuple):
    """Part of a text in one look."""

    text: str
    is_struck: bool = False
    is_raised: bool = False  # or lowered
    is_unseen: bool = False  # of the colour of its paper, or a dot


class Raised(NamedTuple):
    """A raised text, and all that would be read as one with it."""

    raised: str
    both: str


def joined_by_eye(runs: Sequence[Run]) -> Raised | None:
    """First raised or lowered text whose digits would be read as those of the number beside it.

    Behind a Latin letter it is part of a unit or a formula (m2, CO2) and joins no number; behind
    anything else it is a note's.

    Examples
    --------
    >>> joined_by_eye([Run("10"), Run("3", is_raised=True)])
    Raised(raised='3', both='103')
    >>> joined_by_eye([Run("361m"), Run("2", is_raised=True)])
    """
    for before, after in pairwise(runs):
        if before.is_raised != after.is_raised and _joins(before, after):
            raised = (before if before.is_raised else after).text
            return Raised(raised, before.text + after.text)
    return None


def _joins(before: Run, after: Run) -> bool:
    if before.is_raised:
        return bool(_DIGIT_ENDS.search(before.text) and _DIGIT_STARTS.match(after.text))
    letter = before.text[-1:].isascii() and before.text[-1:].isalpha()
    return bool(_DIGIT_STARTS.match(after.text) and before.text.strip() and not letter)
