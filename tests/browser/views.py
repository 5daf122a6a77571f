"""The ways in which a page is looked at."""

from __future__ import annotations

from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
_PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none", "size": WIDE}
VIEWS = {
    "light": _PLAIN,
    "dark": _PLAIN | {"color_scheme": "dark"},
    "print": _PLAIN | {"media": "print"},
    "narrow": _PLAIN | {"size": NARROW},
    "forced colours": _PLAIN | {"forced_colors": "active"},
}


def show(page: Page, view: str) -> None:
    """Look at an open page another way."""
    given = dict(VIEWS[view])
    page.set_viewport_size(given.pop("size"))
    page.emulate_media(**given)
