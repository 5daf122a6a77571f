"""How the cells look: the form's own lines and letters, in as few colours as it has."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from evalkit.sheet.workbook.layout import Look

FONT: Final = {"font_name": "游ゴシック", "font_size": 10, "font_scheme": "none"}
_TEXT: Final = 49  # number of the built-in format @
OPEN_FILL: Final = {"bg_color": "#FFF2CC"}

_BOX: Final = {"border": 1}
_SIDES: Final = {"left": 1, "right": 1}
_CENTRE: Final = {"align": "center", "valign": "vcenter"}
_HEAD: Final = {"bg_color": "#E7EDF3"}
_ASIDE: Final = {"border": 4, "border_color": "#A6A6A6", "font_color": "#595959"}

_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    "title": _CENTRE | {"font_size": 14, "bold": True},
    "heading": {"bold": True, "valign": "vcenter", "font_size": 11},
    "goal": _BOX | {"bold": True, "valign": "vcenter", "font_size": 11, "bg_color": "#DCE6F0"},
    "head": _BOX | _CENTRE | _HEAD,
    "label": _BOX | _HEAD | {"valign": "vcenter"},
    "no": {"left": 1, "top": 1, "valign": "vcenter", "align": "right"},
    "name": {"right": 1, "top": 1, "valign": "vcenter"},
    "note": {"right": 1, "valign": "top", "font_size": 9},
    "targets": {"right": 1, "top": 4, "bottom": 1, "valign": "vcenter", "font_size": 9},
    "corner": {"left": 1, "top": 4, "bottom": 1},
    "corner_open": {"left": 1},
    "text": _BOX | {"valign": "vcenter"},
    "text_first": _SIDES | {"top": 1, "valign": "vcenter"},
    "text_inner": _SIDES | {"valign": "vcenter"},
    "text_last": _SIDES | {"bottom": 1, "valign": "vcenter"},
    "figure": _BOX | _CENTRE,
    "figure_open": _SIDES | {"top": 1} | _CENTRE,
    "void": _BOX | {"bg_color": "#F2F2F2"},
    "plain": {"valign": "vcenter"},
    "setting_head": _ASIDE | {"align": "center", "valign": "vcenter", "bg_color": "#F2F2F2"},
    "setting": _ASIDE | {"valign": "vcenter"},
}


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Look, bool], Format] = {}

    def of(self, look: Look, *, free: bool) -> Format:
        """Format of a look; text stays text in it, and `free` cells can be written in."""
        key = (look, free)
        if key not in self._made:
            properties = FONT | _LOOKS[look] | {"text_wrap": True, "num_format": _TEXT}
            self._made[key] = self._book.add_format(properties | {"locked": not free})
        return self._made[key]
