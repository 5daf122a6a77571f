"""Numbers as Japanese documents print them: １２，３４５ · △288,349 · 15万2千 · 2時間30分."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise

_BIG = {"兆": 10**12, "億": 10**8, "万": 10**4, "": 1}
_SMALL = {"千": 10**3, "百": 10**2, "": 1, "時間": 60}

# 千葉 and 百貨店 are words, not scales.
SCALE = "(?:(?:千(?!葉)|百(?!貨))?[兆億万]|千(?!葉)|百(?!貨))"
_WHOLE = "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)"
_DECIMAL = rf"{_WHOLE}(?:\.[0-9]+)?"
_TERM = re.compile(rf"({_DECIMAL})(千|百|時間)?([兆億万])?")

_DIGITS = re.compile("[0-9,.]+")
_LAST_DIGITS = re.compile("[0-9,.]+$")

AMOUNT = rf"(?:{_WHOLE}時間{_WHOLE}(?=分)|(?:{_WHOLE}{SCALE})*{_DECIMAL}{SCALE}?)"
"""Regular expression of an amount in compact, folded text; :func:`read_number` says its value."""

SIGN = "[-+△▲]"
NUMBER = rf"(?:{SIGN}?{AMOUNT})"
"""Regular expression of an amount with or without a sign."""

# One character for one, so that places survive. NFKC would not do: it makes ⑫ a 12 and 10² a 102.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | str.maketrans(
    "‐‑–−〜〈〉《》【】〔〕［］", "----~<><>()()()"
)
_UNSEEN = (  # what Word leaves: soft hyphens, joiners, variation selectors
    "\u00ad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200e\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
_MARKS = "\u3099\u309a\u309b\u309c\uff9e\uff9f"  # ゛ and ゜, on their own or to be joined
_COMBINING = {0x309B: 0x3099, 0x309C: 0x309A}
_FULL_KANA = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF61, 0xFF9E)}
_PIECE = re.compile(
    rf"(?P<white>\s+)|(?P<unseen>[{_UNSEEN}]+)|(?P<kana>.[{_MARKS}]|[\uff61-\uff9f])"
    rf"|(?:[^\s{_UNSEEN}\uff61-\uff9f](?![{_MARKS}]))+"
)

MOST_WHOLE, MOST_DECIMALS = 18, 9
"""Digits before and after the point that a figure may have: sums of such figures are exact in the
28 digits with which :mod:`decimal` calculates, and no budget of a state needs more."""


def fold(text: str) -> str:
    """Return `text` in half-width letters, digits and punctuation, as many characters as before.

    Examples
    --------
    >>> fold("（１２．５％）、⑫、10²")
    '(12.5%)、⑫、10²'
    """
    return text.translate(_FOLD)


@lru_cache(maxsize=16384)
def plain_text(text: str) -> str:
    """Text by which names, units and other words are compared; what is printed is another matter.

    Without white space and what nobody sees, in half-width letters and full-width kana, each kana
    one character.

    Examples
    --------
    >>> plain_text("１．２ ポイント") == plain_text("1.2ﾎﾟｲﾝﾄ"), plain_text("⑫") == plain_text("12")
    (True, False)
    """
    return Compact.of(text).text


@dataclass(frozen=True, slots=True)
class Compact:
    """A printed text without its white space, which in sheets taken from PDF stands anywhere.

    What nobody sees, such as a soft hyphen, is left out too, and a kana with its mark (か + ゛, ﾎﾟ)
    is one character of full width. What turns the direction of a text round is kept, and so read as
    nothing.

    Examples
    --------
    >>> cell = Compact.of("１４，９７４ 件")
    >>> cell.raw, cell.text, cell.places[-1]
    ('１４，９７４件', '14,974件', 7)
    """

    raw: str  # characters as printed, but for kana
    text: str  # the same, folded to half-width for reading
    places: tuple[int, ...]  # where in the printed text each of them stands
    gaps: Mapping[int, int]  # characters before which white space stands, and where it begins

    @classmethod
    def of(cls, printed: str) -> Compact:
        """Take the white space, and what nobody sees, out of `printed`."""
        raw: list[str] = []
        places: list[int] = []
        gaps: dict[int, int] = {}
        for piece in _PIECE.finditer(printed):
            if piece.lastgroup == "white":
                gaps.setdefault(len(places), piece.start())
            elif piece.lastgroup != "unseen":
                seen = _whole_kana(piece[0]) if piece.lastgroup else piece[0]
                raw.append(seen)
                places.extend(range(piece.start(), piece.start() + len(seen)))
        text = "".join(raw)
        return cls(text, fold(text), tuple(places), gaps)

    def parts(self, at: int) -> bool:
        """Whether white space parts two digits before the character `at`."""
        return at in self.gaps and self.text[at - 1 : at + 1].isdecimal()

    def is_one_number(self, start: int, end: int) -> bool:
        """Whether white space leaves the characters from `start` to `end` one number.

        12 15 may be two numbers, and － 338 two lines, the upper without a value; but 1,982,1 94 is
        a number broken by its narrow column, for 1,982,1 would be none.
        """
        if self.text[start] == "-" and start + 1 in self.gaps:
            return False
        parted = (
            (_LAST_DIGITS.search(self.text, start, at), _DIGITS.match(self.text, at, end))
            for at in range(start + 1, end)
            if self.parts(at)
        )
        return not any(all(d and re.fullmatch(_DECIMAL, d[0]) for d in pair) for pair in parted)


def _whole_kana(printed: str) -> str:
    whole = unicodedata.normalize("NFKC", printed.translate(_COMBINING))
    return whole if len(whole) == 1 else printed.translate(_FULL_KANA)


def read_number(text: str) -> Decimal | None:
    """Value of a number written as :data:`NUMBER` allows.

    Parameters
    ----------
    text : str
        Number in compact, folded text.

    Returns
    -------
    Decimal or None
        None if the parts overlap, as in 1億20,000万, for no number is written so; or if it has more
        than :data:`MOST_WHOLE` digits or :data:`MOST_DECIMALS` decimals.

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
        return None if _is_too_long(whole) else -whole if text[0] in "-△▲" else whole


def _is_too_long(value: Decimal) -> bool:
    places = value.as_tuple().exponent
    return value.adjusted() >= MOST_WHOLE or -int(places) > MOST_DECIMALS


def _terms(text: str) -> Iterator[tuple[Decimal, int]]:
    """Yield the parts of a number from its end, each with its scale."""
    big = ""
    for value, small, own_big in reversed(_TERM.findall(text)):
        big = own_big or big  # in 3千5百万 both parts count 万
        yield Decimal(value.replace(",", "")), _SMALL[small] * _BIG[big]
