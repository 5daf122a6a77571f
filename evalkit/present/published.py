"""What a published page says of itself, for an index that has nothing else: after ``git clone``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from evalkit.sheet.files import refuse_device

_GENERATOR = b'<meta name="generator" content="evalkit">'
_INDEX = '<body class="index">'
_HEAD = 4096  # bytes of a page in which its head says who made it, before its style
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SUM = re.compile(r'id="provenance-table".*?<td>([0-9a-f]{64})</td>', re.DOTALL)


@dataclass(frozen=True)
class PublishedPage:
    """A report's page as it stands: its title, and the SHA-256 of the sheet it was made from."""

    title: str
    sheet: str


def read_published(path: Path) -> PublishedPage | None:
    """Page of a report at `path`; None for any other file, an index or a comparison too."""
    try:
        refuse_device(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
            whole = head + file.read() if _GENERATOR in head else b""
    except OSError:
        return None
    text = whole.decode("utf-8", "replace")
    title, made_from = _TITLE.search(text), _SUM.search(text)
    if not title or not made_from or _INDEX in text:
        return None
    return PublishedPage(Markup(title[1]).unescape(), made_from[1])
