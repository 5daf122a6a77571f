"""What a user's own cells show, as far as a page can carry it: HTML and Markdown made safe."""

from __future__ import annotations

import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup

_TAGS = frozenset(
    (  # noqa: SIM905  (reads better than forty quoted words)
        "h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td "
        "div span strong b em i small sub sup code pre blockquote a br hr img details summary"
    ).split()
)
_ATTRIBUTES = {
    "*": ["id", "class", "lang", "style"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
    "th": ["scope", "colspan", "rowspan", "headers"],
    "td": ["colspan", "rowspan", "headers"],
    "col": ["span"],
}


def safe_html(text: str) -> Markup:
    """Keep of a user's HTML what is safe and what both kinds of file can show."""
    without_style = re.sub(
        r"<(style|script)\b.*?</\1\s*>", "", text, flags=re.DOTALL | re.IGNORECASE
    )
    cleaner = bleach.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, protocols=["http", "https", "mailto", "data"],
        strip=True, css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align", "width"]),
    )  # fmt: skip
    return Markup(cleaner.clean(without_style))


def render_markdown(text: str) -> Markup:
    """Render Markdown; a page has one h1, so that a user's headings start at h2."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    rendered = MarkdownWithMath(renderer=renderer).render(text)
    return safe_html(re.sub(r"<(/?)h([1-5])\b", _one_level_down, rendered))


def _one_level_down(tag: re.Match[str]) -> str:
    return f"<{tag[1]}h{int(tag[2]) + 1}"
