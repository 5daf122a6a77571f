"""The PDF of goal 7-2: what PDF/UA-1 asks for, what a reader turns to, and the data inside it.

No validator of PDF/UA comes as a package; Typst refuses a page that breaks the rules it knows, and
these tests look at the rest. Typst cannot tag the head of a row yet: such cells are TD, each with
the heads of its columns.
"""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def pdf(published):
    with pikepdf.open(io.BytesIO(published.pdf)) as document:
        yield document


@pytest.fixture(scope="module")
def pages(published):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(published.pdf)).pages]


@pytest.fixture(scope="module")
def page(published):
    tree = BeautifulSoup(published.html, "html.parser")
    for left_out in tree.select(".not-in-pdf, .screen-only, .no-print"):
        left_out.extract()
    return tree


@pytest.fixture(scope="module")
def elements(pdf):
    """Elements of the document's structure, in reading order."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            walk(node.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return found


def of(elements, tag):
    return [element for element in elements if element["/S"] == tag]


def attribute(element, name):
    given = element.get("/A", pikepdf.Array())
    owners = given if isinstance(given, pikepdf.Array) else [given]
    return next((owner[name] for owner in owners if name in owner), None)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_it_says_that_it_is_tagged_archivable_and_accessible(pdf):
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "A")


def test_it_has_language_and_title_and_shows_the_title(published, pdf):
    assert str(pdf.Root.Lang) == "ja"
    assert str(pdf.docinfo.Title) == published.page.title
    with pdf.open_metadata() as about:
        assert about["dc:title"] == published.page.title
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_its_bookmarks_are_the_headings_of_the_page_level_by_level(pdf, page):
    def walk(items, level=1):
        for item in items:
            yield level, squeezed(item.title)
            yield from walk(item.children, level + 1)

    headings = page.find("main").find_all(re.compile("^h[1-6]$"))
    with pdf.open_outline() as outline:
        assert list(walk(outline.root)) == [
            (int(h.name[1]), squeezed(h.get_text())) for h in headings
        ]


def test_every_heading_is_tagged_with_its_level(elements, page):
    tagged = Counter(str(e.S)[2:] for e in elements if re.fullmatch("/H[1-6]", str(e.S)))
    assert tagged == Counter(h.name[1] for h in page.find("main").find_all(re.compile("^h[1-6]$")))


def test_every_chart_has_a_text_with_its_figures(elements, page):
    texts = [str(figure.get("/Alt", "")) for figure in of(elements, "/Figure")]
    assert len(texts) == len(page.select("main svg")) > 10
    assert all(re.search(r"\d", text) and len(text) > 20 for text in texts)


def test_every_table_has_heads_and_every_cell_names_its_own(elements, page):
    heads = of(elements, "/TH")
    assert {str(attribute(head, "/Scope")) for head in heads} == {"/Column"}
    known = {bytes(head.ID) for head in heads}
    assert len(of(elements, "/Table")) == len(page.select("main table"))
    assert len(of(elements, "/THead")) == len(page.select("main thead"))
    for cell in of(elements, "/TD"):
        assert {bytes(name) for name in attribute(cell, "/Headers")} <= known


def test_no_row_of_a_table_is_lost(elements, page):
    assert len(of(elements, "/TR")) == len(page.select("main tr"))


def test_the_heads_of_a_table_stand_on_every_page_it_reaches(pages, page):
    broken = 0
    for table in page.select("table.form.indicators"):
        head = squeezed(table.select("thead tr")[-1].get_text())
        reached = [squeezed(text) for text in pages if any(squeezed(row.get_text()) in squeezed(text) for row in table.select("tbody tr:first-child"))]  # fmt: skip
        assert reached
        assert all(head in text for text in reached)
        broken += len(reached) > 1
    assert broken >= 1


def test_every_page_has_its_number_and_all_but_the_first_the_running_head(published, pages):
    assert len(pages) > 20
    for number, text in enumerate(pages, start=1):
        assert squeezed(text).endswith(f"{number}/{len(pages)}")
        assert text.startswith(published.page.running_head) == (number > 1)


def test_the_data_files_inside_are_the_published_ones(published, pdf):
    tables = {name for name in published.data if name.endswith(".csv")}
    assert set(pdf.attachments) == tables | {"datapackage.json"}
    for name, spec in pdf.attachments.items():
        inside = spec.get_file()
        assert inside.read_bytes() == published.data[name]
        assert inside.mime_type == ("text/csv" if name in tables else "application/json")
    assert {str(each.AFRelationship) for each in pdf.Root.AF} == {"/Data"}


def test_the_data_add_less_than_a_quarter_of_a_megabyte(published, pdf):
    files = [each.EF.F for each in pdf.Root.AF]
    assert sum(len(file.read_raw_bytes()) for file in files) < 250_000
