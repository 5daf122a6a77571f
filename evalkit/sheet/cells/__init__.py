"""The printed cells of a sheet: what stands in them, and what it says.

A cell keeps its text as printed and is read once. It reads as a :class:`Quantity` only if it states
one number, with one sensible reading and nothing left over; reading never fails and never guesses,
for a wrong number is worse than none.
"""

from __future__ import annotations

from evalkit.sheet.cells.cell import (
    STATUSES,
    AnyCell,
    Blank,
    Cell,
    Narrative,
    NotApplicable,
    NotStarted,
    OtherPeriod,
    Pending,
    Quantity,
    accept_reading,
    in_common_unit,
    own_label,
    parse_cell,
    value_of,
)
from evalkit.sheet.cells.malformed_numbers import Doubt, DoubtKind
from evalkit.sheet.cells.quantity_words import Comparator
from evalkit.sheet.cells.units import plain_unit

__all__ = [
    "STATUSES",
    "AnyCell",
    "Blank",
    "Cell",
    "Comparator",
    "Doubt",
    "DoubtKind",
    "Narrative",
    "NotApplicable",
    "NotStarted",
    "OtherPeriod",
    "Pending",
    "Quantity",
    "accept_reading",
    "in_common_unit",
    "own_label",
    "parse_cell",
    "plain_unit",
    "value_of",
]
