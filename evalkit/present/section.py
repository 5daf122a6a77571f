"""A piece of a page: what a notebook's cell shows and the exporters publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Section:
    """A piece of a report; a notebook shows it, the exporters publish it."""

    html: Markup
    about: Mapping[str, str]

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, object]]:
        return {"text/html": str(self.html), "text/plain": repr(self)}, {"evalkit": {**self.about}}

    def __repr__(self) -> str:
        return f"<{self.about['title']}>"
