"""A page as the bytes of its two files: one HTML, one PDF."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from evalkit.assess.fonts import without_glyph
from evalkit.present.html import element
from evalkit.present.words import Words
from evalkit.produce.pages.page import Page
from evalkit.produce.pdf.typeset import Attachment, render_pdf


def _with_contents(body: Markup) -> str:
    """Ask the typesetter for its own contents after the page's head: it knows the page numbers."""
    head, end, rest = body.partition("</header>")
    return f'{head}{end}<nav class="toc"></nav>{rest}' if end else str(body)


def _without_mention(body: Markup) -> Markup:
    """Leave out what is said of attached data: a PDF made by plain nbconvert has none."""
    return Markup(re.sub(r'<p class="[^"]*\battached">.*?</p>', "", str(body)))


@cache
def _template(name: str) -> str:
    return (resources.files("evalkit.present") / "templates" / name).read_text("utf-8")


@cache
def page_template() -> Template:
    """Template of every page, compiled."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_template("page.html"))


def render_html(page: Page) -> str:
    """Put `page` into the one-file HTML template; an index has a style and a script of its own."""
    index = page.kind == "index"
    return page_template().render(
        page=page,
        words=Words(page.language),
        contents=_contents(page.body),
        style=Markup(_template("page.css") + (_template("index.css") if index else "")),
        script=Markup(_template("index.js")) if index else "",
        script_hash=_sum_of_script() if index else "",
    )


@cache
def _sum_of_script() -> str:
    """Digest by which the page's security policy knows its one script."""
    return b64encode(sha256(_template("index.js").encode()).digest()).decode()


def render_page_pdf(page: Page, attachments: Sequence[Attachment] = ()) -> bytes:
    """Typeset `page`; raises as :func:`evalkit.produce.pdf.typeset.render_pdf`."""
    body = page.body if attachments else _without_mention(page.body)
    return render_pdf(
        _with_contents(body), language=page.language, title=page.title,
        running_head=page.running_head, timestamp=page.date, attachments=attachments,
    )  # fmt: skip


def unprintable(page: Page) -> str:
    """Characters of `page` for which the fonts of the PDF have no glyph, in order."""
    return "".join(sorted(without_glyph([page.body, page.title, page.running_head])))


# Table of contents ----------------------------------------------------------------------------

_HEADING = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL)


def _contents(body: Markup) -> Markup:
    """Nested list of links to the h2 and h3 that have an id."""
    chapters: list[tuple[Markup, list[Markup]]] = []
    for level, attributes, inner in _HEADING.findall(str(body)):
        anchor = re.search(r'\bid="([^"]+)"', attributes)
        if not anchor:
            continue
        own = re.search(r'\blang="([^"]+)"', attributes)
        link = element("a", _label(inner), href=f"#{anchor[1]}", lang=own[1] if own else None)
        if level == "2" or not chapters:
            chapters.append((link, []))
        else:
            chapters[-1][1].append(link)
    return element("ol", *(element("li", link, _sublist(below)) for link, below in chapters))


def _label(inner: str) -> Markup:
    """Words of a heading; of its marks only those of another language stay."""
    kept = re.sub(r"<(?!span lang=|/span>)[^>]+>", "", inner)
    paired = kept.count("<span") == kept.count("</span>")
    return Markup(kept if paired else re.sub(r"<[^>]+>", "", kept)).strip()


def _sublist(links: Iterable[Markup]) -> Markup:
    items = [element("li", link) for link in links]
    return element("ol", *items) if items else Markup()
