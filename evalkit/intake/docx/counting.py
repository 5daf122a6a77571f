"""Numbers of paragraphs in the ways that Word counts: ①, (ア), イ, 一, iv."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_HALF_OF = dict(zip(_AIUEO, _HALF, strict=True))
_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_SIGNS: Final[Mapping[str, str]] = {
    "decimalEnclosedCircle": "".join(map(chr, range(0x2460, 0x2474))),
    "decimalEnclosedParen": "".join(map(chr, range(0x2474, 0x2488))),
    "decimalEnclosedFullstop": "".join(map(chr, range(0x2488, 0x249C))),
    "ideographEnclosedCircle": "".join(map(chr, range(0x3280, 0x328A))),
    "aiueoFullWidth": _AIUEO,
    "aiueo": _HALF,
    "irohaFullWidth": _IROHA,
    "iroha": "".join(_HALF_OF[kana] for kana in _IROHA[: _IROHA.index("ヰ")]),
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "japaneseLegal": "壱弐参四伍六七八九",
}
"""Ways that have one sign a number; behind the last one Word prints something else."""


def _full_width(number: int) -> str:
    return "".join(chr(0xFEE0 + ord(digit)) for digit in str(number))


def _letters(number: int) -> str:
    """Letter of a number; behind z comes aa, then bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for unit, sign in _ROMAN:
        count, number = divmod(number, unit)
        text += sign * count
    return text


def _kanji(number: int) -> str:
    text = ""
    for unit, sign in _UNITS:
        count, number = divmod(number, unit)
        text += (_DIGITS[count] if count > 1 else "") + sign if count else ""
    return text + (_DIGITS[number] if number else "")


_WAYS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "japaneseCounting": _kanji,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(d)] for d in str(number)),
    "none": lambda number: "",
}
_MOST = 9999


def counted(number: int, way: str) -> str | None:
    """Number as Word prints it; None where that is not known.

    Parameters
    ----------
    number : int
        Of the paragraph.
    way : str
        ``w:numFmt`` of its level.

    Examples
    --------
    >>> counted(3, "decimalEnclosedCircle"), counted(12, "japaneseCounting")
    ('③', '十二')
    >>> counted(21, "decimalEnclosedCircle"), counted(28, "lowerLetter"), counted(2, "iroha")
    (None, 'bb', 'ﾛ')
    """
    if way in _SIGNS:
        signs = _SIGNS[way]
        return signs[number - 1] if 0 < number <= len(signs) else None
    known = way in _WAYS and (0 < number <= _MOST or (number == 0 and way.startswith("decimal")))
    return _WAYS[way](number) if known else None
