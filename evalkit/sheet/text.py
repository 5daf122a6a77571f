"""A text without what print and typing leave in it: white space, width, unseen characters.

What is printed stays as it is; these are the forms in which it is read and compared, each for one
meaning: `fold` keeps the place of every character, `Compact` remembers it; words are compared by
`plain_text` and, where ① may stand for 1, by `unified`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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


@lru_cache(maxsize=16384)
def unified(text: str) -> str:
    """`plain_text` in which signs of one meaning are one: ① is 1, ㎡ is m2, ㍻ is 平成.

    Examples
    --------
    >>> unified("プログラム（Ａ－ＳＴＥＰ）①")
    'プログラム(A-STEP)1'
    """
    return unicodedata.normalize("NFKC", plain_text(text))


def in_one_line(text: str) -> str:
    r"""Text with one space where it has white space, a line break too; none at its ends.

    Examples
    --------
    >>> in_one_line("7件\n（27件） ")
    '7件 （27件）'
    """
    return " ".join(text.split())


def without_space(text: str) -> str:
    r"""Text as printed, but without white space and what nobody sees, each kana one character.

    Examples
    --------
    >>> without_space("研 究\n（ﾎﾟｲﾝﾄ）")
    '研究（ポイント）'
    """
    return Compact.of(text).raw


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

    def part(self, start: int, end: int) -> Compact:
        """Part of the text as one of its own, its places still those of the whole."""
        gaps = {at - start: begin for at, begin in self.gaps.items() if start < at < end}
        return Compact(self.raw[start:end], self.text[start:end], self.places[start:end], gaps)

    def parts(self, at: int) -> bool:
        """Whether white space parts two digits before the character `at`."""
        return at in self.gaps and self.text[at - 1 : at + 1].isdecimal()


def _whole_kana(printed: str) -> str:
    whole = unicodedata.normalize("NFKC", printed.translate(_COMBINING))
    return whole if len(whole) == 1 else printed.translate(_FULL_KANA)
