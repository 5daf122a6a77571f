"""Links of a page to other files: a page links only what stands beside it, or will.

A notebook cannot know what will lie beside its page: the data files and the index are made, or not,
by whoever publishes it. So its sections link everything; what makes the page knows what there is.
What stands and falls with a file names it (``data-beside``); any other dead link is left as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from evalkit.produce.pages.page import Page

There = Callable[[str], bool]
"""Whether there is, or will be, a file at a path from the page's folder."""

_BESIDE = re.compile(
    r'<(p|h3|ul|span)((?: [\w-]+="[^"]*")*) data-beside="([^"]*)"([^>]*)>(.*?)</\1>', re.DOTALL
)
_LINK = re.compile(r'<a\b[^>]*? href="(?!#)([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def with_living_links(page: Page, there: There) -> Page:
    """Page without the links, and what belongs to them, to files that are not there."""
    body = _BESIDE.sub(lambda match: _stands(match, there), str(page.body))
    return replace(page, body=Markup(_LINK.sub(lambda match: _link(match, there), body)))


def _stands(found: re.Match[str], there: There) -> str:
    tag, before, path, after, inner = found.groups()
    if not there(path):
        return ""
    plain = tag == "span" and not before + after
    return inner if plain else f"<{tag}{before}{after}>{inner}</{tag}>"


def _link(found: re.Match[str], there: There) -> str:
    address = urlsplit(Markup(found[1]).unescape())
    elsewhere = address.scheme or address.netloc
    return found[0] if elsewhere or there(unquote(address.path)) else found[2]


def lies_in(folder: Path) -> There:
    """Whether a file is already there: `folder` is where the page will stand."""
    return lambda path: (folder / path).exists()
