"""Numbers as Japanese documents print them: １２，３４５ · △288,349 · 15万2千 · 2時間30分."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

_BIG = {"兆": 10**12, "億": 10**8, "万": 10**4, "": 1}
_SMALL = {"千": 10**3, "百": 10**2, "": 1, "時間": 60}

# 千葉 and 百貨店 are words, not scales.
SCALE = "(?:(?:千(?!葉)|百(?!貨))?[兆億万]|千(?!葉)|百(?!貨))"
_WHOLE = "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)"
_DECIMAL = rf"{_WHOLE}(?:\.[0-9]+)?"
_TERM = re.compile(rf"({_DECIMAL})(千|百|時間)?([兆億万])?")

AMOUNT = rf"(?:{_WHOLE}時間{_WHOLE}(?=分)|(?:{_WHOLE}{SCALE})*{_DECIMAL}{SCALE}?)"
"""Regular expression of an amount in compact, folded text; :func:`read_number` says its value."""

SIGN = "[-+△▲]"
NUMBER = rf"(?:{SIGN}?{AMOUNT})"
"""Regular expression of an amount with or without a sign."""

# One character for one, so that places survive. NFKC would not do: it makes ⑫ a 12 and 10² a 102.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | str.maketrans(
    "‐‑–−〜〈〉《》【】〔〕［］", "----~<><>()()()"
)
_INVISIBLE = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def fold(text: str) -> str:
    """Return `text` in half-width letters, digits and punctuation, as many characters as before.

    Examples
    --------
    >>> fold("（１２．５％）、⑫、10²")
    '(12.5%)、⑫、10²'
    """
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Compact:
    """A printed text without its white space, which in sheets taken from PDF stands anywhere.

    Examples
    --------
    >>> cell = Compact.of("１４，９７４ 件")
    >>> cell.raw, cell.text, cell.places[-1]
    ('１４，９７４件', '14,974件', 7)
    """

    raw: str  # characters as printed
    text: str  # the same, folded to half-width for reading
    places: tuple[int, ...]  # where in the printed text each of them stands

    @classmethod
    def of(cls, printed: str) -> Compact:
        """Take the white space out of `printed`."""
        places = tuple(
            i for i, c in enumerate(printed) if unicodedata.category(c) not in _INVISIBLE
        )
        raw = "".join(printed[place] for place in places)
        return cls(raw, fold(raw), places)

    def parts(self, at: int) -> bool:
        """Whether white space parts two digits before the character `at`."""
        parted = self.places[at] - self.places[at - 1] > 1
        return parted and self.text[at - 1 : at + 1].isdecimal()

    def is_one_number(self, start: int, end: int) -> bool:
        """Whether white space leaves the characters from `start` to `end` one number.

        12 15 may be two numbers, and － 338 two lines, the upper without a value; but 1,982,1 94 is
        a number broken by its narrow column, for 1,982,1 would be none.
        """
        if self.text[start] == "-" and self.places[start + 1] - self.places[start] > 1:
            return False
        parted = (
            (self.text[start:at], self.text[at:end])
            for at in range(start + 1, end)
            if self.parts(at)
        )
        return not any(all(re.fullmatch(NUMBER, number) for number in pair) for pair in parted)


def read_number(text: str) -> Decimal | None:
    """Value of a number written as :data:`NUMBER` allows.

    Parameters
    ----------
    text : str
        Number in compact, folded text.

    Returns
    -------
    Decimal or None
        None if the parts overlap, as in 1億20,000万: no number is written so.

    Examples
    --------
    >>> read_number("92.0"), read_number("△288,349"), read_number("14.1万")
    (Decimal('92.0'), Decimal('-288349'), Decimal('141000'))
    >>> read_number("6,666億83百万"), read_number("3千5百万"), read_number("2時間30")
    (Decimal('666683000000'), Decimal('35000000'), Decimal('150'))
    >>> read_number("1億20,000万") is None
    True
    """
    with localcontext(prec=len(text) + 16):
        terms = list(_terms(text))
        if any(value * scale >= above for (value, scale), (_, above) in pairwise(terms)):
            return None
        total = sum((value * scale for value, scale in terms), Decimal(0))
        scaled = any(scale > 1 for _, scale in terms)
        whole = total.quantize(1) if scaled and total == total.to_integral_value() else total
        return -whole if text[0] in "-△▲" else whole


def _terms(text: str) -> Iterator[tuple[Decimal, int]]:
    """Yield the parts of a number from its end, each with its scale."""
    big = ""
    for value, small, own_big in reversed(_TERM.findall(text)):
        big = own_big or big  # in 3千5百万 both parts count 万
        yield Decimal(value.replace(",", "")), _SMALL[small] * _BIG[big]
