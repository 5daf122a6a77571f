"""The PDF: what HTML becomes, that nothing is lost on the way, and what the file promises."""

from __future__ import annotations

import base64
import json
import os
import re
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from unittest import mock

import pikepdf
import pypdf
import pytest
import typst
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from markupsafe import escape

from evalkit.produce.pdf import typeset
from evalkit.produce.pdf.grid import em_width, fit_columns, read_grid
from evalkit.produce.pdf.html_tree import parse_html
from evalkit.produce.pdf.to_typst import TypstBody, to_typst
from evalkit.produce.pdf.typeset import Attachment, TypesettingError, render_pdf
from evalkit.produce.pdf.typst_code import printable, string
from evalkit.sheet.characters import made_visible
from tests.conftest import examples

DAY = datetime(2013, 8, 1, tzinfo=UTC)
NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200" role="img">'
    "<title>共同研究</title><desc>15年度 7,248件</desc>"
    '<linearGradient id="g"/><rect width="640" height="200"/><text x="9" y="20">件数</text></svg>'
)


def pdf_of(html: str, language: str = "ja", **more) -> bytes:
    return render_pdf(
        html, language=language, title="報告書", running_head="柱", timestamp=DAY, **more
    )


def pages_of(html: str, **more) -> list[str]:
    reader = pypdf.PdfReader(BytesIO(pdf_of(html, **more)))
    return [page.extract_text() for page in reader.pages]


def text_of(html: str, **more) -> str:
    return re.sub(r"\s", "", "".join(pages_of(html, **more)))


def places(pdf: bytes) -> dict[str, float]:
    """How far to the right of a page's left edge each text of the first page begins, in points."""
    found = {}

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        found[text.strip()] = inner[4] * outer[0] + outer[4]

    pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def code_of(html: str) -> str:
    return to_typst(html).code.replace("\n", " ")


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Tags of the document with their alternative texts, in reading order."""
    found = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
            found.append((str(node.get("/S", "")), str(node.get("/Alt", ""))))
            walk(node.K)

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def tags(pdf: bytes) -> Counter[str]:
    return Counter(tag for tag, _ in structure(pdf))


def png(width: int = 2, height: int = 2) -> str:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + body).decode()


# Text is text ---------------------------------------------------------------------------------


@given(st.text())
@examples(200)
def test_typst_reads_back_any_text_as_the_same_string(text):
    source = f"#metadata({string(text)}) <it>".encode()
    compiler = typst.Compiler(source, font_paths=NO_FONTS)
    assert json.loads(compiler.query("<it>", field="value")) == [printable(text)]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@examples(100)
def test_no_text_stops_the_typesetter_wherever_it_stands(text):
    escaped = escape(made_visible(text))
    parts = ["<h1>{}</h1>", "<p>{}</p>", "<pre>{}</pre>", "<ul><li>{}</li></ul>", "<code>{}</code>",
             "<table><thead><tr><th>{}</th></tr></thead><tr><td>{}</td></tr></table>",
             "<dl><dt>{}</dt><dd>{}</dd></dl>", "<details><summary>{}</summary></details>"]  # fmt: skip
    assert pdf_of("".join(parts).replace("{}", escaped)).startswith(b"%PDF-")


def test_characters_of_typst_markup_are_printed():
    for text in ("#set page(width: 1cm)", "$x$ *b* _i_ `c` <l> @l", '\\ "q" \'', "= no heading"):
        escaped = text.replace("<", "&lt;")
        assert text.replace(" ", "") in text_of(f"<h1>題</h1><p>{escaped}</p>")


def test_a_character_that_no_pdf_may_contain_is_printed_as_a_geta_mark():
    assert "外字〓と〓" in text_of("<h1>題</h1><p>外字\ue000と\x85</p>")


def test_every_control_surrogate_private_and_reserved_character_gets_one():
    reserved = {*range(0xFDD0, 0xFDF0), *(n | end for n in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))}  # fmt: skip
    wrong = [
        hex(point)
        for point in range(0x110000)
        if (unicodedata.category(chr(point)) in {"Cc", "Cs", "Co"} or point in reserved)
        and printable(f"前{chr(point)}")
        != ("前〓" if chr(point) not in "\t\n\r" else f"前{chr(point)}")
    ]
    assert wrong == []


def test_a_character_that_no_font_has_stays_in_the_text():
    assert "𠮷野家😀" in text_of("<h1>題</h1><p>𠮷野家😀</p>")


_tag = st.sampled_from(
    "p div section span b em a ul ol li dl dt dd table tbody thead tr td th caption figure "  # noqa: SIM905
    "figcaption details summary pre code blockquote h1 h2 h4 small sup footer".split()
)
_class = st.sampled_from(
    ["", "note", "lead", "num", "status status-met", "cards", "meta", "form", "data", "landscape",
     "eyebrow", "placeholder", "item", "excerpt-heading", "cell narrative"]
)  # fmt: skip
_leaf = st.sampled_from(["@", "@", "@", " ", "<br/>", SVG])
_html = st.recursive(
    _leaf,
    lambda inner: st.builds(
        lambda tag, name, nodes: f'<{tag} class="{name}">{"".join(nodes)}</{tag}>',
        _tag, _class, st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=20,
)  # fmt: skip


@given(_html)
@examples(100, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_html_no_text_is_lost(html):
    parts = html.split("@")
    marked = "".join(f"{part}T{i}T" for i, part in enumerate(parts[:-1])) + parts[-1]
    assert set(re.findall(r"T\d+T", text_of(marked))) == {f"T{i}T" for i in range(len(parts) - 1)}


# Vocabulary -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p>a <b>b</b>\n c</p>", '{ par({ "a " strong({ "b" }) " c" }) }'),
        ("<p>施策の\n   概要</p>", '{ par({ "施策の概要" }) }'),
        ("<p> a<br/> b </p>", '{ par({ "a" linebreak() "b" }) }'),
        ("<div>a<p>b</p>c</div>", '{ par({ "a" }) par({ "b" }) par({ "c" }) }'),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>",
         '{ list(list.item({ par({ "a" }) list(list.item({ "b" })) })) }'),
        ('<ol start="3" type="a"><li>x</li></ol>',
         '{ enum(start: 3, numbering: "a.", enum.item({ "x" })) }'),
        ("<dl><div><dt>t</dt><dt>u</dt><dd>d</dd></div></dl>",
         '{ definitions(({ "t" " / " "u" }, { "d" },)) }'),
        ('<span class="status status-met">● 達成</span>',
         '{ par({ marked(("status", "status-met",), { "● 達成" }) }) }'),
        ('<p class="note">n</p>', '{ styled(("note",), { par({ "n" }) }) }'),
        ('<p lang="en-GB">e</p>', '{ text(lang: "en", region: "GB", { par({ "e" }) }) }'),
        ('<blockquote><p>q</p></blockquote><hr/>', '{ quote({ par({ "q" }) }) rule() }'),
        ('<details><summary>s</summary><p>d</p></details>',
         '{ details({ "s" }, { par({ "d" }) }) }'),
        ('<nav class="toc"><a href="#x">x</a></nav>', '{ styled(("toc",), { contents() }) }'),
        ('<pre>\na  b\n c</pre>', '{ preformatted("a  b  c") }'),
        ('<p hidden="">x</p><a class="skip" href="#m">x</a><style>p{}</style>', "[]"),
    ],
)  # fmt: skip
def test_html_becomes_typst(html, code):
    assert code_of(html) == code


@pytest.mark.parametrize("tag", ["b", "em", "code", "small"])
def test_a_heading_may_be_set_off_as_a_whole(tag):
    assert tags(pdf_of(f"<h1><{tag}>題</{tag}></h1><p>文</p>"))["/H1"] == 1


def test_headings_never_skip_a_level():
    html = "<h2>a</h2><h4>b</h4><h4>c</h4><h2>d</h2><h3></h3><h4>e</h4>"
    assert re.findall(r"level: (\d)", code_of(html)) == ["1", "2", "3", "2", "3"]
    assert tags(pdf_of(html))["/H3"] == 2


@pytest.mark.parametrize("name", ["iframe", "video", "script", "math", "select"])
def test_what_a_page_cannot_show_is_named_where_it_was(name):
    html = f"<h1>題</h1><p>前</p><{name}>x</{name}><p>後</p>"
    assert f"前［PDFでは省略:{name}］後" in text_of(html)
    assert f"[notinthePDF:{name}]" in text_of(html, language="en")


def test_the_style_of_a_pandas_table_goes_silently_and_its_numbers_stand_right():
    code = code_of(
        '<div><style scoped="">.dataframe{}</style><table class="dataframe"><thead><tr><th></th>'
        "<th>value</th></tr></thead><tbody><tr><th>0</th><td>1.5</td></tr></tbody></table></div>"
    )
    assert "omitted" not in code
    assert code.count('classes: ("num",)') == 3  # the index, the number, the head over it


def test_text_directly_in_a_list_or_a_figure_is_kept():
    html = "<h1>題</h1><ul>あ<li>い</li></ul><figure>う" + SVG + "</figure><dl>え</dl>"
    assert all(letter in text_of(html) for letter in "あいうえ")


def test_a_long_line_of_a_pre_is_cut_at_the_margin():
    lines = code_of(f"<pre>{'x' * 230}</pre>").split('"')[1].split()
    assert len(lines) == 3
    assert {len(line) for line in lines[:-1]} == {len(lines[0])}
    assert 90 < len(lines[0]) < 110


def test_a_landscape_section_has_pages_of_its_own():
    html = '<h1>題</h1><section class="landscape"><p>横</p></section><p>縦</p>'
    boxes = [page.mediabox for page in pikepdf.open(BytesIO(pdf_of(html))).pages]
    assert [box[2] > box[3] for box in boxes] == [False, True, False]


# Links ----------------------------------------------------------------------------------------


def test_a_link_leads_to_the_page_of_its_target():
    filler = "<p>段落</p>" * 60
    for target in ('<h2 id="t">先</h2>', '<h2><span id="t">先</span></h2>', '<p id="t">先</p>',
                   '<table id="t"><tr><td>x</td></tr></table>',
                   '<table><thead><tr><th id="t">x</th></tr></thead></table>'):  # fmt: skip
        pdf = pdf_of(f'<h1>題</h1><p><a href="#t">行</a></p>{filler}{target}')
        pages = pikepdf.open(BytesIO(pdf)).pages
        destination = pages[0].Annots[0].get("/Dest") or pages[0].Annots[0].A.D
        assert destination[0].objgen == pages[len(pages) - 1].objgen


def test_links_without_a_target_or_with_another_scheme_are_plain_text():
    for href in ("#nowhere", "javascript:alert(1)", "data/7-2.csv", ""):
        assert code_of(f'<p><a href="{href}">x</a></p>') == '{ par({ "x" }) }'
    assert 'link("https://example.jp/"' in code_of('<p><a href="https://example.jp/">x</a></p>')


def test_a_link_to_what_is_not_printed_costs_no_second_translation():
    html = '<p><a href="#t">x</a></p><div class="not-in-pdf"><p id="t">先</p></div>'
    with mock.patch("evalkit.produce.pdf.to_typst.parse_html", side_effect=parse_html) as parse:
        assert code_of(html) == '{ par({ "x" }) }'
    assert parse.call_count == 1


# Tables ---------------------------------------------------------------------------------------


def grid_of(html: str):
    return read_grid(parse_html(html).elements[0])


def test_a_row_group_taller_than_a_page_loses_no_row():
    rows = "".join(f"<tr>{{}}<td>R{i:03}</td><td>値</td></tr>" for i in range(148))
    first = rows.replace("{}", '<th rowspan="148">束</th>', 1).replace("{}", "")
    for style in ("form", "data", "dataframe"):
        pages = pages_of(
            f'<h1>題</h1><table class="{style}"><caption>表</caption><thead><tr><th>GROUP</th>'
            f"<th>N</th><th>V</th></tr></thead><tbody>{first}</tbody></table>"
        )
        assert len(pages) > 2
        assert re.findall(r"R\d{3}", "".join(pages)) == [f"R{i:03}" for i in range(148)]
        assert all("GROUP" in page for page in pages)


@pytest.mark.parametrize("group", ["thead", "tbody", "tfoot"])
def test_no_row_of_any_group_is_lost(group):
    rows = "".join(f"<tr><th>R{i:03}</th></tr>" for i in range(148))
    found = re.findall(r"R\d{3}", text_of(f"<h1>題</h1><table><{group}>{rows}</{group}></table>"))
    assert found == [f"R{i:03}" for i in range(148)]


@pytest.mark.parametrize("lines", range(30, 54, 2))
def test_a_heading_and_a_caption_are_never_left_at_the_foot_of_a_page(lines):
    rows = "".join(f"<tr><td>行{n}{'<br/>次' * 9}</td></tr>" for n in range(9))
    table = f"<table><caption>表の題</caption><tbody>{rows}</tbody></table>"
    pages = pages_of(f"<p>{'上<br/>' * lines}</p><h2>見出し</h2>{table}")
    (page,) = [page for page in pages if "見出し" in page]
    assert "表の題" in page
    assert "行0" in page


def test_a_row_taller_than_a_page_is_set_whole():
    long = "".join(f"<p>L{i:03}</p>" for i in range(148))
    for cells in (f"<td>{long}</td><td>x</td>", f'<td rowspan="2">{long}</td></tr><tr><td>x</td>'):
        found = re.findall(r"L\d{3}", text_of(f"<h1>題</h1><table><tr>{cells}</tr></table>"))
        assert found == [f"L{i:03}" for i in range(148)]


def test_cells_may_span_rows_and_columns_in_head_and_body():
    html = (
        '<h1>題</h1><table class="form"><thead><tr><th colspan="2" rowspan="2">a</th>'
        '<th colspan="2">b</th></tr><tr><th>c</th><th>d</th></tr></thead><tbody><tr>'
        '<th rowspan="2">e</th><td colspan="2" rowspan="2">f</td><td>g</td></tr><tr><td>h</td></tr>'
        '</tbody><tfoot><tr><td colspan="4">i</td></tr></tfoot></table>'
    )
    assert [(c.x, c.y, c.colspan, c.rowspan) for c in grid_of(html.removeprefix("<h1>題</h1>")).cells()] == [
        (0, 0, 2, 2), (2, 0, 2, 1), (2, 1, 1, 1), (3, 1, 1, 1),
        (0, 2, 1, 2), (1, 2, 2, 2), (3, 2, 1, 1), (3, 3, 1, 1), (0, 4, 4, 1),
    ]  # fmt: skip
    assert tags(pdf_of(html))["/TH"] == 4


_span = st.sampled_from(["", "0", "1", "2", "3", "7", "99999", "-1", "x"])
_cell = st.builds('<td colspan="{}" rowspan="{}">x</td>'.format, _span, _span)
_row = st.lists(_cell, max_size=4).map(lambda cells: f"<tr>{''.join(cells)}</tr>")
_group = st.builds(
    lambda tag, rows: f"<{tag}>{''.join(rows)}</{tag}>",
    st.sampled_from(["thead", "tbody", "tfoot"]), st.lists(_row, max_size=4),
)  # fmt: skip


@given(st.lists(_group, max_size=3).map(lambda groups: f"<table>{''.join(groups)}</table>"))
@examples(100)
def test_whatever_the_spans_every_slot_is_covered_once(html):
    grid = grid_of(html)
    slots = Counter(
        (x, y)
        for cell in grid.cells()
        for x in range(cell.x, cell.x + cell.colspan)
        for y in range(cell.y, cell.y + cell.rowspan)
    )
    rows = len(grid.head) + len(grid.body) + len(grid.foot)
    assert slots == Counter((x, y) for x in range(grid.columns) for y in range(rows))
    if grid.columns <= 100:
        assert pdf_of(f"<h1>題</h1>{html}").startswith(b"%PDF-")


def columns_of(html: str, available: float = 56.0):
    table = parse_html(html).elements[0]
    return fit_columns(table, read_grid(table), available=available, inset=1.0)


def test_given_widths_are_kept_and_the_others_share_the_rest():
    html = (
        '<table><colgroup><col style="width:20%"/><col span="2"/><col style="width:40%"/></colgroup>'
        f"<tr>{'<td>長い文章</td>' * 4}</tr></table>"
    )
    assert columns_of(html, 100.0).widths == pytest.approx((20, 20, 20, 40))


def test_a_given_width_yields_to_a_word_that_would_not_fit():
    html = (
        '<table><colgroup><col style="width:5%"/><col style="width:95%"/></colgroup>'
        "<tr><th>Undecidable</th><td>x</td></tr></table>"
    )
    columns = columns_of(html)
    assert sum(columns.widths) == pytest.approx(56)
    assert columns.widths[0] - columns.inset == pytest.approx(em_width("Undecidable"))


def test_beside_a_long_text_a_figure_keeps_its_line():
    html = (
        f"<table><tr><td>1,234,567千円</td><td>{'長い文章。' * 40}</td><td>達成</td></tr></table>"
    )
    columns = columns_of(html)
    assert sum(columns.widths) == pytest.approx(56)
    assert columns.widths[0] - columns.inset >= em_width("1,234,567千円") - 1e-9
    assert columns.widths[2] - columns.inset >= 2


def test_a_small_table_is_as_wide_as_what_it_holds_and_a_form_as_wide_as_the_page():
    row = "<tr><td>年度</td><td>件</td></tr>"
    assert not columns_of(f"<table>{row}</table>").fixed
    assert sum(columns_of(f'<table class="form">{row}</table>').widths) == pytest.approx(56)


def test_a_table_with_too_many_columns_is_set_smaller():
    columns = columns_of(f"<table><tr>{'<td>1,234,567</td>' * 12}</tr></table>")
    assert 0.66 <= columns.scale < 1
    assert sum(columns.widths) == pytest.approx(56 / columns.scale)


def test_a_number_or_address_wider_than_its_column_breaks_and_reads_back_whole():
    digits, address = "0123456789" * 6, "https://www.mext.go.jp/" + "a" * 120
    html = (
        '<h1>題</h1><table><colgroup><col style="width:8%"/><col style="width:92%"/></colgroup>'
        f"<tr><td>{digits}</td><td>{address}</td></tr></table><p>{address}</p>"
    )
    assert code_of(html).count("broken(") == 3
    assert digits in text_of(html)
    assert text_of(html).count(address) == 2


# Pictures -------------------------------------------------------------------------------------


def alternatives(html: str) -> list[str]:
    return [alt for tag, alt in structure(pdf_of(f"<h1>題</h1>{html}")) if tag == "/Figure"]


@pytest.mark.parametrize(
    ("html", "alternative"),
    [
        (SVG, "共同研究 – 15年度 7,248件"),
        ('<svg viewBox="0 0 9 9" aria-label="札"><rect width="9" height="9"/></svg>', "札"),
        (f'<p>文<img src="{png()}" alt="赤"/>中</p>', "赤"),
        (f'<figure><img src="{png()}"/><figcaption>図1 赤</figcaption></figure>', "図1 赤"),
        (f'<img src="{png()}"/>', "図"),
        ("<img alt='札' src='data:image/svg+xml,"
         "%3Csvg viewBox=%220 0 9 9%22%3E%3Crect width=%229%22 height=%229%22/%3E%3C/svg%3E'/>", "札"),
    ],
)  # fmt: skip
def test_every_picture_has_its_alternative_text(html, alternative):
    assert alternatives(html) == [alternative]


@pytest.mark.parametrize(
    "html", [f'<img alt="" src="{png()}"/>', SVG.replace("<svg", '<svg aria-hidden="true"')]
)
def test_decoration_is_no_figure(html):
    pdf = pdf_of(f"<h1>題</h1>{html}<p>文</p>")
    assert tags(pdf)["/Figure"] == 0


def test_an_svg_reaches_typst_as_it_was_written():
    assert to_typst(f"<p>前</p>{SVG}<p>後</p>").files == {
        "picture-1.svg": SVG.replace(
            "<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"'
        ).encode()
    }


def test_text_in_an_svg_is_text_in_the_pdf():
    assert "件数" in text_of(f"<h1>題</h1>{SVG}")


PLAIN = (
    "<text style=\"font-size: 11px; font-family: 'IPAexGothic'; text-anchor: {}; fill: #0017c1\" "
    'x="{}" y="40.5">{}</text>'
)
CHART = (
    '<svg viewBox="0 0 340 100"><title>札</title><path d="M 0 50 L 340 50" '
    'style="stroke: #cccccc"/>{}</svg>'
)


def test_the_text_of_a_chart_is_set_where_the_drawing_has_it():
    texts = [("start", 10, "左 &amp; &lt;"), ("middle", 170, "中央"), ("end", 330, "右端")]
    chart = CHART.format("".join(PLAIN.format(*text) for text in texts))
    made = to_typst(chart)
    assert b"<text" not in made.files["picture-1.svg"]
    pdf = pdf_of(f"<h1>題</h1>{chart}")
    assert tags(pdf)["/Figure"] == 1
    lefts = places(pdf)
    assert lefts["中央"] - lefts["左 & <"] == pytest.approx(170 - 10 - 11, abs=0.1)
    assert lefts["右端"] - lefts["左 & <"] == pytest.approx(330 - 10 - 22, abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.format("start", 10, "文").replace('y="40.5"', 'y="40.5" transform="rotate(90)"'),
        PLAIN.format("start", 10, "文").replace("IPAexGothic", "Courier"),
        PLAIN.format("start", 10, "<tspan>文</tspan>"),
        f"<g opacity='0.5'>{PLAIN.format('start', 10, '文')}</g>",
        PLAIN.format("start", 10, "文") + '<rect width="340" height="100"/>',
        "<text>先</text>" + PLAIN.format("start", 10, "文"),
    ],
)
def test_text_that_is_not_plainly_over_the_drawing_stays_in_it(text):
    assert "文".encode() in to_typst(CHART.format(text)).files["picture-1.svg"]


@pytest.mark.parametrize(
    "html",
    [
        "<svg><rect></svg>",
        '<img src="data:image/svg+xml,%3Csvg%3E%3Crect%3E"/>',
        '<img src="https://example.jp/a.png"/>',
        '<img src="data:image/png;base64,A"/>',
        '<img src="data:text/plain,x"/>',
    ],
)
def test_a_picture_that_cannot_be_shown_is_named_where_it_was(html):
    assert "［PDFでは省略:" in text_of(f"<h1>題</h1>{html}")


def test_a_chart_and_its_data_stand_side_by_side():
    html = f'<div class="chart-and-data"><figure>{SVG}</figure><div><p>値</p></div></div>'
    assert re.search(r'side-by-side\({ illustration\(.*}, { par\({ "値" }\) }\)', code_of(html))


# The file -------------------------------------------------------------------------------------

REPORT = (
    '<h1>題</h1><nav class="toc"></nav><h2>一</h2>' + "<p>段落</p>" * 60 + "<h2>二</h2><h3>三</h3>"
    '<table class="data"><caption>表</caption><thead><tr><th>a</th></tr></thead>'
    f'<tr><td class="num">1</td></tr></table><figure>{SVG}<figcaption>図</figcaption></figure>'
)


def test_the_file_is_tagged_archivable_and_says_its_language_and_title():
    document = pikepdf.open(BytesIO(pdf_of(REPORT, language="en")))
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == "報告書"
    assert document.Root.Lang == "en"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle


def test_headings_make_the_outline_and_the_table_of_contents():
    pdf = pdf_of(REPORT)
    with pikepdf.open(BytesIO(pdf)).open_outline() as outline:
        assert [item.title for item in outline.root] == ["題"]
        assert [item.title for item in outline.root[0].children] == ["一", "二"]
        assert [item.title for item in outline.root[0].children[1].children] == ["三"]
    assert "目次" in text_of(REPORT)
    assert "Contents" in text_of(REPORT, language="en")
    assert tags(pdf)["/TOCI"] == 3


def test_tables_captions_heads_and_figures_are_tagged():
    found = tags(pdf_of(REPORT))
    wanted = {"/Table": 1, "/Caption": 2, "/TH": 1, "/TD": 1, "/Figure": 1, "/H1": 1, "/H2": 2}
    assert {name: found[name] for name in wanted} == wanted


def test_every_page_but_the_first_has_the_running_head_and_all_are_numbered():
    pages = pages_of(REPORT)
    assert ["柱" in page for page in pages] == [False] + [True] * (len(pages) - 1)
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page


def test_all_fonts_are_embedded_and_none_is_the_systems():
    document = pikepdf.open(BytesIO(pdf_of(REPORT + "<p><b>太字</b> ✔ <code>a</code></p>")))
    fonts = {
        str(font.DescendantFonts[0].FontDescriptor.FontName).split("+")[-1]
        for page in document.pages
        for font in page.Resources.Font.values()
    }
    assert fonts == {"IPAexGothic", "DejaVuSans", "DejaVuSansMono"}


def test_the_same_page_gives_the_same_bytes_in_another_process():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from datetime import datetime, UTC;"
        "from evalkit.produce.pdf.typeset import render_pdf;"
        "pdf = render_pdf(sys.stdin.read(), language='ja', title='報告書', running_head='柱',"
        "timestamp=datetime(2013, 8, 1, tzinfo=UTC)); sys.stdout.buffer.write(pdf)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "TZ": "Asia/Tokyo"}
    other = subprocess.run(
        [sys.executable, "-c", script, str(os.getcwd())],  # noqa: PTH109
        input=REPORT.encode(), capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert other.stdout == pdf_of(REPORT) == pdf_of(REPORT)


def test_attachments_are_in_the_file_byte_for_byte():
    data = bytes(range(256))
    attachment = Attachment(
        name="indicators.xlsx",
        data=data,
        media_type="application/vnd.ms-excel",
        description="指標の値",
    )
    document = pikepdf.open(BytesIO(pdf_of(REPORT, attachments=[attachment])))
    assert document.attachments["indicators.xlsx"].get_file().read_bytes() == data
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


# What cannot be set ---------------------------------------------------------------------------


def test_a_picture_that_typst_refuses_is_a_typesetting_error():
    broken = "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
    with pytest.raises(TypesettingError, match="failed to decode image"):
        pdf_of(f'<h1>題</h1><img src="{broken}"/>')


def test_a_page_that_is_no_xml_is_a_typesetting_error_that_says_where():
    for html in (
        "<h1>題</h1><p>a<br>b</p>",
        "<p>a & b</p>",
        "<p>&nbsp;</p>",
        "<p>\x01</p>",
        "</html>",
    ):
        with pytest.raises(TypesettingError, match=r"no XML: .*: line 1, column \d+"):
            pdf_of(html)


def test_nesting_without_end_is_a_typesetting_error():
    for depth, message in ((120, "depth exceeded"), (5000, "nested too deeply")):
        with pytest.raises(TypesettingError, match=message):
            pdf_of(f"<h1>題</h1>{'<b>' * depth}x{'</b>' * depth}")


def test_content_that_typst_would_drop_with_a_warning_is_an_error(monkeypatch):
    body = TypstBody(code='{ par(block("x")) }', files={})
    monkeypatch.setattr(typeset, "to_typst", lambda html: body)
    with pytest.raises(TypesettingError, match="ignored"):
        pdf_of("")


def test_a_child_of_a_process_that_has_typeset_refuses_instead_of_waiting_forever(monkeypatch):
    pdf_of("<h1>題</h1>")
    monkeypatch.setattr(os, "getpid", lambda: 1)
    with pytest.raises(TypesettingError, match="forked"):
        pdf_of("<h1>題</h1>")
