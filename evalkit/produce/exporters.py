"""An executed notebook as one HTML page or one PDF: ``jupyter nbconvert --to evalkit X.ipynb``."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import count
from typing import Any, Literal, cast

import bleach
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode

from evalkit.present.markup import element, join
from evalkit.present.words import Words
from evalkit.produce.pdf.typeset import Attachment, render_pdf
from evalkit.sheet.problems import Language

GUIDE_TAG = "guide"
"""Tag of the cells that guide the person who edits the notebook; a report leaves them out."""


_MOST_TEXT = 20_000  # characters of one output: Typst sets longer ones for minutes


@dataclass(frozen=True)
class Page:
    """What an executed notebook says, ready for either kind of file."""

    title: str
    running_head: str
    language: Language
    date: datetime
    body: Markup
    kind: Literal["report", "index"] = "report"


def read_page(notebook: NotebookNode) -> Page:
    """Collect the page from the outputs of `notebook`.

    Raises
    ------
    ConversionException
        If papermill could not run it to its end: what it says is not a report.
    """
    if notebook.metadata.get("papermill", {}).get("exception"):
        raise ConversionException(
            "the notebook has failed: see its last output; nothing is written"
        )
    about = _about(notebook)
    language = cast(Language, about.get("language", "ja"))
    title = about.get("title", Words(language)("report"))
    body = _anchored(join(_cells(notebook, Words(language))))
    if "<h1" not in body:
        body = element("h1", title) + body
    return Page(
        title=title,
        running_head=about.get("running_head", title),
        language=language,
        date=datetime.fromisoformat(about.get("date", "1980-01-01")).replace(tzinfo=UTC),
        body=body,
        kind="index" if about.get("kind") == "index" else "report",
    )


def _about(notebook: NotebookNode) -> dict[str, str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            about = output.get("metadata", {}).get("evalkit")
            if about:
                return dict(about)
    return {}


def _cells(notebook: NotebookNode, words: Words) -> Iterator[Markup]:
    for cell in notebook.cells:
        if GUIDE_TAG in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            yield _markdown(cell.source)
        elif cell.cell_type == "code":
            yield from (_output(output, words) for output in cell.outputs)


def _output(output: NotebookNode, words: Words) -> Markup:
    if output.output_type == "stream":
        return element("pre", _cut(output.text, words)) if output.name == "stdout" else Markup()
    if output.output_type == "error":
        return element(
            "p", f"{words('error_output')}: {output.ename}: {output.evalue}", class_="left-out"
        )
    if "evalkit" in output.get("metadata", {}):
        return Markup(output.data["text/html"])
    return _foreign(output.data, words)


def _cut(text: str, words: Words) -> str:
    """Text that a cell has printed, as far as a page shows it."""
    return text if len(text) <= _MOST_TEXT else text[:_MOST_TEXT] + f"…（{words('text_cut')}）"


def _foreign(data: dict[str, Any], words: Words) -> Markup:
    """Show what a user's own cell displays, in the richest form that a page can carry."""
    alt = str(data.get("text/plain", words("picture_output")))
    if "image/png" in data:
        encoded = "".join(str(data["image/png"]).split())
        return element("p", element("img", src=f"data:image/png;base64,{encoded}", alt=alt))
    if "text/html" in data:
        return _foreign_html(data["text/html"])
    if "text/markdown" in data:
        return _markdown(data["text/markdown"])
    if "text/plain" in data:
        return element("pre", _cut(data["text/plain"], words))
    kinds = ", ".join(sorted(data))
    return element("p", f"{words('left_out')}: {kinds}", class_="left-out")


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


def _foreign_html(text: str) -> Markup:
    """Keep of a user's HTML what is safe and what both kinds of file can show."""
    without_style = re.sub(
        r"<(style|script)\b.*?</\1\s*>", "", text, flags=re.DOTALL | re.IGNORECASE
    )
    cleaner = bleach.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, protocols=["http", "https", "mailto", "data"],
        strip=True, css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align", "width"]),
    )  # fmt: skip
    return Markup(cleaner.clean(without_style))


def _markdown(text: str) -> Markup:
    """Render Markdown; a page has one h1, so that a user's headings start at h2."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    rendered = MarkdownWithMath(renderer=renderer).render(text)
    return _foreign_html(re.sub(r"<(/?)h([1-5])\b", _one_level_down, rendered))


def _one_level_down(tag: re.Match[str]) -> str:
    return f"<{tag[1]}h{int(tag[2]) + 1}"


def _anchored(body: Markup) -> Markup:
    """Give the headings that have no id one, so that the contents can link them."""
    numbers = count(1)
    return Markup(
        re.sub(r"<(h[23])>", lambda tag: f'<{tag[1]} id="section-{next(numbers)}">', str(body))
    )


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


# The two exporters ----------------------------------------------------------------------------


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


def render_html(page: Page) -> str:
    """Put `page` into the one-file HTML template; an index has a style and a script of its own."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    index = page.kind == "index"
    return environment.from_string(_template("page.html")).render(
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


class _PageExporter(Exporter):
    """Common part: nbconvert's preprocessors, then our page."""

    def _page(self, nb: NotebookNode, resources: Any, **kw: Any) -> tuple[Page, Any]:
        prepared, resources = super().from_notebook_node(nb, resources, **kw)
        return read_page(prepared), resources


class MonitoringHTMLExporter(_PageExporter):
    """``--to evalkit``: one HTML file, no network, no script."""

    export_from_notebook = "evalkit HTML"
    output_mimetype = "text/html"
    file_extension = ".html"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: NotebookNode,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[str, Any]:
        """Return the page's HTML and nbconvert's resources."""
        page, resources = self._page(nb, resources, **kw)
        return render_html(page), resources


class MonitoringPDFExporter(_PageExporter):
    """``--to evalkit-pdf``: the same page, typeset as a tagged PDF."""

    export_from_notebook = "evalkit PDF"
    output_mimetype = "application/pdf"
    file_extension = ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: NotebookNode,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[bytes, Any]:
        """Return the PDF's bytes and nbconvert's resources."""
        page, resources = self._page(nb, resources, **kw)
        return render_page_pdf(page), resources
