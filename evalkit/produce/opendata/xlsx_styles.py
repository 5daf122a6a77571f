"""How the workbook's cells look."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT: Final = {"font_name": "游ゴシック", "font_size": 10, "font_scheme": "none"}
DIGITS: Final = 15  # that a spreadsheet keeps of a number
_DECIMALS: Final = 4  # that it shows of a calculated one
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"font_size": 14, "bold": True, "text_wrap": True, "valign": "vcenter"},
    "heading": {"font_size": 11, "bold": True},
    "label": {"bold": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0017C1", "underline": 1, "valign": "top"},
    "head": {
        "bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E7EDF3",
    },
    "year": {"num_format": "0", "align": "center"},
}  # fmt: skip


class Styles:
    """Formats of one workbook; each is made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._of_name = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self.number = cache(self._number)

    def __getitem__(self, name: str) -> Format:
        return self._of_name[name]

    def _number(self, decimals: int) -> Format:
        shown = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._book.add_format({"num_format": f"{shown}_ "})  # a gap before the unit


def decimals(figure: Decimal) -> int:
    """Decimals that a figure is shown with.

    Examples
    --------
    >>> decimals(Decimal("92.0")), decimals(Decimal("16302")), decimals(Decimal(2) / 3)
    (1, 0, 4)
    """
    return min(max(-int(figure.as_tuple().exponent), 0), _DECIMALS)


def fits(figure: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a figure.

    Examples
    --------
    >>> fits(Decimal("123456789012345")), fits(Decimal("1234567890123456"))
    (True, False)
    """
    return len(figure.as_tuple().digits) <= DIGITS
