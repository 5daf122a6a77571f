"""Signs of the fonts that have no letters, as characters: Wingdings, Symbol and their sisters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_BLACK = "❶❷❸❹❺❻❼❽❾❿"


def _places(first: int, signs: str) -> dict[int, str]:
    return dict(enumerate(signs, first))


_WINGDINGS: Final[Mapping[int, str]] = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x78: "☒", 0x9F: "・", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xB2: "☆",
    0xD8: "➢", **_places(0xDF, "←→↑↓"), **_places(0xE7, "⇐⇒"), **_places(0xEF, "⇦⇨⇧⇩"),
    **_places(0xFB, "✗✓☒☑"), **_places(0x80, "⓪" + _CIRCLED), **_places(0x8B, "⓿" + _BLACK),
}  # fmt: skip
_WINGDINGS_2: Final[Mapping[int, str]] = {
    **_places(0x4F, "✗✓☒☑☒☒"), 0x97: "●", 0xA2: "■", 0xA3: "□",
    **_places(0x69, "⓪" + _CIRCLED), **_places(0x74, "⓿" + _BLACK),
}  # fmt: skip
_SYMBOL: Final[Mapping[int, str]] = {
    0x25: "%", **_places(0x28, "()"), **_places(0x2B, "+,−./0123456789:;<=>?"), 0x5B: "[",
    0x5D: "]", **_places(0x7B, "{|}"), 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x64: "δ",
    0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0xA3: "≤", 0xA5: "∞",
    **_places(0xAB, "↔←↑→↓°±"), **_places(0xB3, "≥×"), **_places(0xB7, "•÷≠"), 0xBB: "≈", 0xDE: "⇒",
}  # fmt: skip
_FONTS: Final[Mapping[str, Mapping[int, str]]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": {},
    "symbol": _SYMBOL,
}

UNKNOWN: Final = "〓"
"""What printers set for a sign that they do not have."""


def is_symbol_font(font: str | None) -> bool:
    """Whether the letters of a font are signs."""
    return (font or "").casefold() in _FONTS


def symbol(font: str | None, code: int) -> str:
    """Character for a sign, or :data:`UNKNOWN`.

    Parameters
    ----------
    font : str or None
        Its name: ``Wingdings``.
    code : int
        Of its place in the font; files add 0xF000.

    Examples
    --------
    >>> symbol("Wingdings", 0xF0FE), symbol("Wingdings", 0x81), symbol("Webdings", 0x61)
    ('☑', '①', '〓')
    """
    return _FONTS.get((font or "").casefold(), {}).get(code & 0xFF, UNKNOWN)
