"""Pictures of an HTML page as files with an alternative text."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from defusedxml import DefusedXmlException, ElementTree

from evalkit.produce.pdf.chart_text import ChartText, take_text
from evalkit.produce.pdf.html_tree import Element, collapse
from evalkit.produce.pdf.typst_code import printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as XmlElement

_SVG = "image/svg+xml"
_SUFFIXES = {
    _SVG: "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
}  # fmt: skip
_DATA_URL = re.compile(r"data:(?P<type>[\w.+/-]+)(?P<parameters>(?:;[^,;]*)*),(?P<data>.*)", re.S)
_NAMESPACES = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture that can be set."""

    data: bytes
    suffix: str
    alt: str | None  # None: the page gives no text; empty: the picture is decoration
    chart: ChartText | None = None  # what `data` is without


def read_picture(element: Element) -> Picture | None:
    """Take the picture out of an ``svg`` or ``img``; None if it is broken or not in the page."""
    if element.tag == "svg":
        return _svg("".join(node for node in element.children if isinstance(node, str)), element)
    match = _DATA_URL.fullmatch(element.attributes.get("src", "").strip())
    if not match or match["type"] not in _SUFFIXES:
        return None
    data = _payload(match)
    if match["type"] == _SVG:
        return _svg(data.decode(errors="replace"), element)
    suffix = _SUFFIXES[match["type"]]
    return Picture(data=data, suffix=suffix, alt=element.attributes.get("alt")) if data else None


def _payload(match: re.Match[str]) -> bytes:
    data = unquote_to_bytes(match["data"])
    if not match["parameters"].endswith(";base64"):
        return data
    try:
        return b64decode(data)
    except ValueError:
        return b""


def _svg(source: str, element: Element) -> Picture | None:
    source = _with_namespaces(printable(source))
    decoration = element.attributes.get("aria-hidden") == "true"
    chart = take_text(source) if element.tag == "svg" and not decoration else None
    source = chart.drawing if chart else source
    try:
        root = ElementTree.fromstring(source)
    except (ElementTree.ParseError, DefusedXmlException):
        return None
    alt = "" if decoration else _alternative(element, root)
    return Picture(data=source.encode(), suffix="svg", alt=alt, chart=chart)


def _with_namespaces(source: str) -> str:
    """Declare the prefixes that HTML does not ask for but XML does."""
    opening = source[: source.find(">")]
    missing = "".join(
        f' {name}="{address}"'
        for name, address in _NAMESPACES.items()
        if not re.search(rf"\s{name}\s*=", opening)
    )
    return source.replace("<svg", f"<svg{missing}", 1)


def _alternative(element: Element, root: XmlElement) -> str | None:
    """Text of an SVG: ``alt``, else its title and description, else its label."""
    if "alt" in element.attributes:
        return element.attributes["alt"]
    found = (root.find(f"{{{_NAMESPACES['xmlns']}}}{name}") for name in ("title", "desc"))
    texts = (collapse("".join(node.itertext())).strip() for node in found if node is not None)
    return " – ".join(filter(None, texts)) or element.attributes.get("aria-label") or None
