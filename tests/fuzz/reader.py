"""What a person sees in a printed figure: a tiny reader that shares no line with evalkit's.

It knows digits, separators, signs and scales, and nothing of what words mean. So it cannot say what
a cell is; it can say which numbers nobody could have seen in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, localcontext

_HALF = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x202F: 0x20}
_SCALES = {"百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
_TERM = r"\d[\d,]*(?:\.\d+)?[百千]?[万億兆]?"
_AMOUNT = re.compile(rf"([-−‐–+△▲]?)\s*({_TERM}(?:{_TERM})*)(?:余?時間(\d+)分)?")
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)([百千]?)([万億兆]?)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_OVERLAID = "\\d,.\u0334-\u0338"
_STRUCK = f"[{_OVERLAID}]*[\u0334-\u0338][{_OVERLAID}]*"  # a number struck out by overlays
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def seen(printed: str) -> str:
    """Visible characters, wide ones as narrow ones."""
    kept = (c for c in printed if unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join(" " if c.isspace() else c for c in "".join(kept).translate(_HALF))


def numbers(printed: str) -> set[Decimal]:
    """Every number that a reader may see in `printed`; hours are also read as minutes.

    Examples
    --------
    >>> numbers("（23年度）１４，９７４件"), numbers("△1億2千万円"), numbers("3̶6̶1̶件")
    ({Decimal('14974')}, {Decimal('-120000000')}, set())
    """
    if _TURNED.search(printed):
        return set()
    text = re.sub(r"(?<=[\d,.百千万億兆時]) +(?=[\d,.百千万億兆時間分])", "", seen(printed))
    text = re.sub(rf"\d+年度|{_STRUCK}", " ", text)
    found = (value for match in _AMOUNT.finditer(text) for value in _values(*match.groups()))
    return {factor * value for value in found for factor in ((1, 60) if "時間" in text else (1,))}


def _values(sign: str, amount: str, minutes: str | None) -> Iterator[Decimal]:
    parts = _PART.findall(amount)
    if not all(_GROUPED.fullmatch(digits) for digits, _, _ in parts):
        return
    total, big = Decimal(0), ""
    with localcontext(prec=200):
        for digits, small, own in reversed(parts):
            big = own or big
            power = _SCALES.get(small, 0) + _SCALES.get(big, 0)
            total += Decimal(digits.replace(",", "")).scaleb(power)
        factor = -1 if sign and sign != "+" else 1
        yield total * factor
        if minutes:
            yield (total * 60 + int(minutes)) * factor


def size(unit: str) -> Decimal:
    """How many one of a unit with a scale is.

    Examples
    --------
    >>> size("百万円"), size("万"), size("件")
    (Decimal('1E+6'), Decimal('1E+4'), Decimal('1'))
    """
    scale = re.match("[百千]?[万億兆]?", seen(unit))
    return Decimal(1).scaleb(sum(_SCALES[word] for word in scale[0])) if scale else Decimal(1)


_MONEY = {"円": 0, "千円": 3, "百万円": 6, "億円": 8, "兆円": 12, "": 3}


def thousand_yen(printed: str) -> set[Decimal]:
    """Amounts in thousand yen that a reader may see in a cell of a table in 千円.

    Examples
    --------
    >>> thousand_yen("18,508百万円") == {Decimal(18508000)}, thousand_yen("<18,507,806>")
    (True, {Decimal('18507806')})
    """
    text = seen(printed)
    unit = re.search("(?:百万|千|億|兆)?円", text)
    bare = text.replace(unit[0], "") if unit else text
    power = _MONEY[unit[0]] if unit else 3
    with localcontext(prec=200):
        return {value.scaleb(power - 3) for value in numbers(bare)}
