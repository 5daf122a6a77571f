"""HTML elements as escaped text. Everything that a reader sees is put together with these.

What they write is HTML and XML alike: a browser reads it, and the typesetter with expat.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

Content = str | Markup
_VOID = frozenset({"br", "hr", "img", "col", "input", "meta"})


def element(tag: str, *content: Content, **attributes: object) -> Markup:
    """Build one element; content is escaped unless it is Markup already.

    An attribute that is None or False is left out, True is empty; a trailing underscore is dropped
    (``class_``), others become hyphens.

    Examples
    --------
    >>> element("td", "5 < 6", class_="num", colspan=2, id=None)
    Markup('<td class="num" colspan="2">5 &lt; 6</td>')
    >>> element("details", element("br"), open=True)
    Markup('<details open=""><br/></details>')
    """
    opened = f"<{tag}{''.join(map(_attribute, attributes, attributes.values()))}"
    if tag in _VOID:
        return Markup(f"{opened}/>")
    return Markup(f"{opened}>{''.join(map(_safe, content))}</{tag}>")


@lru_cache(maxsize=4096, typed=True)  # a page repeats most of them, its classes above all
def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    spelt = name.rstrip("_").replace("_", "-")
    return f' {spelt}="{"" if value is True else escape(value)}"'


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
    Markup('7件<br/>（27件）')
    """
    return Markup(str(escape(text)).replace("\n", "<br/>"))
