"""The links from the page to its data: relative, to files that exist, and plain without them."""

from __future__ import annotations

import io

import pypdf
import pytest
from bs4 import BeautifulSoup

from evalkit.present.downloads import Downloads
from evalkit.present.words import Words


@pytest.fixture(scope="module")
def links(published):
    tree = BeautifulSoup(published.html, "html.parser")
    others = [link for link in tree.select("a[href]") if not link["href"].startswith("#")]
    return [link for link in others if link["href"] != "index.html"]


def test_every_link_out_of_the_page_is_relative_and_leads_to_a_data_file(published, links):
    assert links
    for link in links:
        folder, _, name = link["href"].rpartition("/")
        assert folder == "7-2/data"
        assert name in published.data


def test_every_data_file_is_linked_but_for_the_schema_that_the_json_names(published, links):
    linked = {link["href"].rpartition("/")[2] for link in links}
    assert set(published.data) - linked == {"tables.schema.json"}


def test_a_link_says_the_name_of_its_file_for_a_page_that_is_mailed_alone(links):
    assert all(link["href"] in link.get_text() for link in links)


def test_each_card_with_a_chart_or_figures_links_its_data(published):
    cards = BeautifulSoup(published.html, "html.parser").select("article.card")
    assert len(cards) == 28
    assert all(card.select('a[href="7-2/data/observations.csv"]') for card in cards)


def test_the_pdf_links_no_file_but_says_what_it_carries(published):
    reader = pypdf.PdfReader(io.BytesIO(published.pdf))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "7-2/data/" not in text
    assert "添付した" in text


def test_a_name_with_spaces_or_japanese_is_quoted_in_the_address_only():
    link = Downloads("目標 7-2", Words("ja")).link("budget")
    assert 'href="%E7%9B%AE%E6%A8%99%207-2/data/budget.csv"' in link
    assert "データ（CSV）: 目標 7-2/data/budget.csv</a>" in link
