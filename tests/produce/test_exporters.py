"""From an executed notebook to one page: ours as it is, a user's own cells made safe."""

from __future__ import annotations

import re

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from evalkit.produce.pages.page import read_page
from evalkit.produce.pages.rendering import render_html
from tests.conftest import examples

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ABOUT = {"title": "例", "running_head": "文部科学省", "language": "en", "date": "2013-07-31"}


def section(html, about=ABOUT):
    data = {"text/html": html, "text/plain": "<section>"}
    output = new_output("execute_result", data=data, metadata={"evalkit": about})
    return new_code_cell("report.head()", outputs=[output])


def shown(data):
    return new_code_cell("x", outputs=[new_output("display_data", data=data)])


def page(*cells):
    return read_page(new_notebook(cells=list(cells)))


def test_a_page_takes_its_title_language_and_date_from_its_sections():
    made = page(section("<h1>例</h1>"))
    assert (made.title, made.language, made.date.isoformat()) == (
        "例", "en", "2013-07-31T00:00:00+00:00",
    )  # fmt: skip


def test_a_guide_is_left_out_and_code_is_never_shown():
    guide = new_markdown_cell("# how to", metadata={"tags": ["guide"]})
    html = render_html(page(guide, section("<h1>例</h1>")))
    assert "how to" not in html
    assert "report.head" not in html


def test_a_users_markdown_comes_along_one_level_down():
    body = page(section("<h1>例</h1>"), new_markdown_cell("# 補足\n\n本文 **強調**")).body
    assert '<h2 id="section-1">補足</h2>' in body
    assert "<strong>強調</strong>" in body
    assert body.count("<h1") == 1


def test_a_users_table_picture_and_text_come_along():
    frame = (
        "<div><style scoped>.a{}</style><table class='dataframe'><tr><td>1</td></tr></table></div>"
    )
    body = page(
        shown({"text/html": frame, "text/plain": "   0"}),
        shown({"image/png": PNG, "text/plain": "<Figure>"}),
        shown({"text/plain": "1 < 2"}),
        new_code_cell("print()", outputs=[new_output("stream", name="stdout", text="完了")]),
    ).body
    assert '<table class="dataframe"><tbody><tr><td>1</td></tr></tbody></table>' in body
    assert "scoped" not in body
    assert f'<img src="data:image/png;base64,{PNG}" alt="&lt;Figure&gt;"/>' in body
    assert "<pre>1 &lt; 2</pre>" in body
    assert "<pre>完了</pre>" in body


@pytest.mark.parametrize(
    "html",
    ["<script>alert(1)</script>", "<b onclick='alert(1)'>x</b>", "<a href='javascript:alert(1)'>x</a>",
     "<iframe src='https://example.org'></iframe>", "<img src='https://example.org/x.png' onerror='alert(1)'>"],
    ids=["script", "handler", "link", "frame", "picture"],
)  # fmt: skip
def test_nothing_of_a_user_can_run_or_load(html):
    body = page(shown({"text/html": html, "text/plain": ""})).body
    assert "alert" not in body
    assert "example.org" not in body or "<img" in body  # the page's CSP lets no picture load
    assert "<iframe" not in body


LOADING = {
    "<img src='https://example.org/x.png' alt='図'>": "img",
    "<img src='//example.org/x.png'>": "img",
    "<img src='plain.png'>": "img",
    "<img src='data:text/html,x'>": "img",
    f"<img srcset='https://example.org/2x.png 2x' src='data:image/png;base64,{PNG}'>": "img",
    "<p style='background: url(https://example.org/x.png)'>x</p>": "p",
    "<style>@import url(https://example.org/x.css)</style>": "style",
    "<table background='https://example.org/x.png'><tr><td>x</td></tr></table>": "table",
    "<iframe src='https://example.org'></iframe>": "iframe",
    "<object data='https://example.org/x.svg'></object>": "object",
    "<svg><image href='https://example.org/x.png'/></svg>": "image",
    "<svg><use xlink:href='https://example.org/x.svg#a'/></svg>": "use",
    "<form action='https://example.org'><input name='q'></form>": "form, input",
    "<meta http-equiv='refresh' content='0; url=https://example.org'>": "meta",
    "<link rel='stylesheet' href='https://example.org/x.css'>": "link",
    "<script src='https://example.org/x.js'></script>": "script",
    "<video poster='https://example.org/x.png'></video>": "video",
    "<a href='#a' ping='https://example.org'>x</a>": "a",
}


@pytest.mark.parametrize("html", LOADING)
def test_what_would_be_loaded_from_elsewhere_is_left_out_and_told(html):
    body = page(shown({"text/html": f"<p>前</p>{html}", "text/plain": ""})).body
    told = f'<p class="left-out">外部から読み込む内容のため省略: {LOADING[html]}</p>'
    assert told in body
    assert "example.org" not in body
    assert "plain.png" not in body


def test_so_is_a_picture_of_markdown_and_a_link_stays_a_link():
    body = page(
        new_markdown_cell("![図](https://example.org/x.png) [出典](https://example.org)")
    ).body
    assert '<p class="left-out">外部から読み込む内容のため省略: img</p>' in body
    assert "x.png" not in body
    assert '<a href="https://example.org">出典</a>' in body


@pytest.mark.parametrize(
    "html",
    [f"<img src='data:image/png;base64,{PNG}' alt='図'>", "<p style='text-align: right'>url</p>",
     "<style scoped>.a {color: red}</style><table><tr><td>1</td></tr></table>", "<svg><use href='#a'/></svg>"],
    ids=["embedded", "style", "frame", "own"],
)  # fmt: skip
def test_what_loads_nothing_is_not_told_of(html):
    assert "left-out" not in page(shown({"text/html": html, "text/plain": ""})).body


def of_html(html):
    return page(section("<h1>例</h1>"), shown({"text/html": html, "text/plain": ""})).body


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<svg><title>札</title><text>件<br>数</text></svg>", "札件<br/>数"),
        ("<svg><g><foreignObject><p>札</p></foreignObject></g></svg>", "<p>札</p>"),
        ("<math><mi>x</mi><mo>=</mo><mn>7</mn></math>", "x=7"),
        ("<table><tr><td colspan=2>1<col></table>",
         '<table><tbody><tr><td colspan="2">1</td></tr></tbody><colgroup><col/></colgroup></table>'),
        ("<p style='text-align: right; color: red; width: 9%'>x</p>",
         '<p style="text-align:right;width:9%">x</p>'),
        ("a&nbsp;b &copy; 1 < 2 & 3", "a&#160;b © 1 &lt; 2 &amp; 3"),
        (f"<img alt='a>\"b' src='data:image/png;base64,{PNG}'>",
         f'<img alt="a&gt;&quot;b" src="data:image/png;base64,{PNG}"/>'),
        ("<!-- x --><?y?><p foo=1 id=a id=b>z", '<p id="a">z</p>'),
    ],
    ids=["drawing", "page in a drawing", "formula", "table", "style", "references", "picture", "the rest"],
)  # fmt: skip
def test_what_a_user_shows_is_kept_as_xml_writes_it(html, kept):
    body = of_html(html)
    assert body.endswith(kept)
    assert fromstring(f"<page>{body}</page>").tag == "page"


@given(st.lists(st.sampled_from(
    ["文", "<", ">", "&", "&nbsp", "&lt;script>", '"', "'", "<b", "<p", "<br>", "<img alt='", "</p>", "<svg>", "</svg>",
     "<math>", "<mtext>", "<style>", "</style>", "<title>", "<table>", "<td>", "<noscript>", "<!--", "-->", "<![CDATA[",
     "]]>", " onerror=alert(1)", " src=x", " style='width: 9%'", " id='a&b'", "<svg:p>", "<x-y z:w=1>", "\x0c", "\x01"]
)).map("".join))  # fmt: skip
@examples(300)
def test_whatever_a_user_shows_is_xml_on_the_page_and_nothing_runs(html):
    root = fromstring(f"<page>{of_html(html)}</page>")
    names = {name for each in root.iter() for name in each.attrib}
    assert names <= {"id", "class", "lang", "style", "href", "src", "alt", "width", "height"}
    assert {each.tag for each in root.iter()}.isdisjoint({"script", "svg", "math", "noscript"})


def test_a_link_to_embedded_data_is_no_link():
    body = page(shown({"text/html": "<a href='data:text/html,<b>x'>x</a>", "text/plain": ""})).body
    assert "data:" not in body


@pytest.mark.parametrize(
    "about",
    [{"language": "fr"}, {"date": "soon"}, {"title": 3}, {"kind": []}, {"order": "x"}, [1], "x"],
    ids=str,
)
def test_what_a_section_says_of_itself_may_be_anything(about):
    assert render_html(page(section("<h1>例</h1>", about))).count("<h1>") == 1


def test_a_section_without_html_is_like_anybodys_output():
    output = new_output("display_data", data={"text/plain": "1"}, metadata={"evalkit": ABOUT})
    assert "<pre>1</pre>" in page(new_code_cell("x", outputs=[output])).body


def test_what_cannot_be_shown_leaves_a_visible_note():
    body = page(shown({"application/vnd.plotly.v1+json": {}})).body
    assert (
        '<p class="left-out">この形式では表示できないため省略: application/vnd.plotly.v1+json</p>'
        in body
    )


def test_an_error_in_a_notebook_is_not_hidden():
    error = new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    assert "エラー: KeyError: &#39;x&#39;" in page(new_code_cell("x", outputs=[error])).body


def test_a_notebook_of_nobodys_still_gives_a_page():
    html = render_html(page(new_markdown_cell("text")))
    assert html.count("<h1>") == 1


def test_the_page_is_one_file_without_script_or_network():
    html = render_html(page(section("<h1>例</h1><h2 id='a'>章</h2><h3 id='b'>節</h3>")))
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#|data:)', html)
    assert "default-src 'none'" in html
    assert '<html lang="en">' in html


def test_the_contents_link_every_chapter_and_its_sections():
    html = render_html(page(section('<h1>例</h1><h2 id="a">章</h2><h3 id="b">節</h3>')))
    assert '<ol><li><a href="#a">章</a><ol><li><a href="#b">節</a></li></ol></li></ol>' in html
