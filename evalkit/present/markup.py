"""HTML elements as escaped text. Everything that a reader sees is put together with these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from markupsafe import Markup, escape

Content = str | Markup
_VOID = frozenset({"br", "hr", "img", "col", "input", "meta"})


def element(tag: str, *content: Content, **attributes: object) -> Markup:
    """Build one element; content is escaped unless it is Markup already.

    An attribute that is None or False is left out, True stands alone; a trailing underscore is
    dropped (``class_``), others become hyphens.

    Examples
    --------
    >>> element("td", "5 < 6", class_="num", colspan=2, id=None)
    Markup('<td class="num" colspan="2">5 &lt; 6</td>')
    """
    opened = f"<{tag}{''.join(_attributes(attributes))}>"
    if tag in _VOID:
        return Markup(opened)
    return Markup(f"{opened}{''.join(map(_safe, content))}</{tag}>")


def _attributes(attributes: dict[str, object]) -> Iterator[str]:
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        yield f" {_spelt(name)}" if value is True else f' {_spelt(name)}="{escape(value)}"'


@cache
def _spelt(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _safe(part: Content) -> str:
    """Escaped text; Markup is that already and stays uncopied, for a page is all nesting."""
    return part if isinstance(part, Markup) else escape(part)


def join(parts: Iterable[Content], by: Content = "") -> Markup:
    """Join parts, escaping what is not Markup."""
    return Markup(str.join(_safe(by), map(_safe, parts)))


def lines(text: str) -> Markup:
    r"""Text of a printed cell: its line breaks become elements.

    Examples
    --------
    >>> lines("7件\n（27件）")
    Markup('7件<br>（27件）')
    """
    return join(text.split("\n"), Markup("<br>"))
