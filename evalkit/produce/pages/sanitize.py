"""What a user's own cells show, as far as a page can carry it: HTML and Markdown made safe.

Nothing of it runs, and nothing of it is loaded from elsewhere: a reader of the page is told to
nobody, and it says tomorrow what it says today.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from markupsafe import Markup

from evalkit.present.html import element
from evalkit.present.words import Words

_TAGS = set(
    (  # noqa: SIM905  (reads better than forty quoted words)
        "h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td "
        "div span strong b em i small sub sup code pre blockquote a br hr img details summary"
    ).split()
)
# Of drawings and formulas the words are kept. nh3 drops with all its content what it finds outside
# the element that leads to it, so that these stay until it has done.
_DRAWN = set("svg foreignObject title desc math mi mo mn ms mtext annotation-xml".split())  # noqa: SIM905
_EMBEDDED = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_LOADING_TAGS = frozenset(
    (  # noqa: SIM905
        "iframe frame object embed applet audio video source track link base form input button"
    ).split()
)
_LOADING_ATTRIBUTES = frozenset({"src", "srcset", "background", "poster", "ping"})
_LOADING_STYLE = re.compile(r"url\s*\(|@import|image-set\s*\(", re.IGNORECASE)


def _harmless(tag: str, name: str, value: str) -> str | None:
    """Value of an attribute that the page may have; None where it would load something."""
    if name == "src":
        return value if _EMBEDDED.match(value) else None
    is_data = name == "href" and value.strip().lower().startswith("data:")
    return None if is_data else value


_CLEANER = nh3.Cleaner(
    tags=_TAGS | _DRAWN,
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"id", "class", "lang", "style"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "th": {"scope", "colspan", "rowspan", "headers"},
        "td": {"colspan", "rowspan", "headers"},
        "col": {"span"},
    },
    attribute_filter=_harmless,
    filter_style_properties={"text-align", "width"},
    url_schemes={"http", "https", "mailto", "data"},
    link_rel=None,
)
_DRAWN_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_DRAWN))})\b[^>]*>")  # in a value > is escaped
_VOID = re.compile(r"<(br|hr|img|col)\b([^>]*)>")


def safe_html(text: str, words: Words) -> Markup:
    """Keep of a user's HTML what is safe and what both kinds of file can show, as XML writes it.

    What would be loaded from elsewhere is left out, and that is said after it.
    """
    clean = _DRAWN_TAG.sub("", _CLEANER.clean(text))
    closed = _VOID.sub(_closed, clean).replace("&nbsp;", "&#160;")
    return Markup(closed) + _note(text, words)


def _closed(tag: re.Match[str]) -> str:
    """Close a void element; a picture that has nothing to show is left out."""
    if tag[1] == "img" and ' src="' not in tag[2]:
        return ""
    return f"<{tag[1]}{tag[2]}/>"


def _note(text: str, words: Words) -> Markup:
    """Say what of a user's HTML would have been loaded from elsewhere."""
    seen = _Loading()
    seen.feed(text)
    seen.close()
    if not seen.found:
        return Markup()
    told = f"{words('loads_left_out')}: {', '.join(seen.found)}"
    return element("p", told, class_="left-out")


class _Loading(HTMLParser):
    """Finds the elements of a user's HTML that load something from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that loads."""
        self._in_style = tag == "style"
        if tag in _LOADING_TAGS or any(_loads(tag, name, value or "") for name, value in attrs):
            self.found[tag] = None

    def handle_endtag(self, tag: str) -> None:
        """Leave a style."""
        self._in_style = False

    def handle_data(self, data: str) -> None:
        """Note a style that loads."""
        if self._in_style and _LOADING_STYLE.search(data):
            self.found["style"] = None


def _loads(tag: str, name: str, value: str) -> bool:
    if name == "style":
        return bool(_LOADING_STYLE.search(value))
    if tag == "meta":
        return name == "http-equiv" and value.strip().lower() == "refresh"
    if name.endswith("href") and tag != "a":  # of a picture in a drawing
        return not value.startswith("#")
    return name in _LOADING_ATTRIBUTES and not _EMBEDDED.match(value)


def render_markdown(text: str, words: Words) -> Markup:
    """Render Markdown; a page has one h1, so that a user's headings start at h2."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    rendered = MarkdownWithMath(renderer=renderer).render(text)
    return safe_html(re.sub(r"<(/?)h([1-5])\b", _one_level_down, rendered), words)


def _one_level_down(tag: re.Match[str]) -> str:
    return f"<{tag[1]}h{int(tag[2]) + 1}"
