"""What a page is made of, read as any parser reads it: needs no browser.

Beyond this, both checkers of the HTML standard find no error; after a change to the templates:

    python -m tests.browser.pages /tmp/pages
    find /tmp/pages -name '*.html' -size +0 | xargs npx --package vnu-jar vnu    # needs java
    find /tmp/pages -name '*.html' -size +0 | xargs npx html-validate --preset standard
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from unicodedata import normalize

import html5lib
import pytest
from bs4 import BeautifulSoup

from tests.browser.pages import LANGUAGES, NAMES, index_page, leave_round
from tests.browser.table_heads import heads_of, slots_of, without_head

NAME, PHRASE = (re.compile(rf"[ぁ-んァ-ヴ一-龠々ー]{{{length}}}") for length in (5, 12))
QUOTED = re.compile(r'“[^”]*”|"[^"]*"|「[^」]*」')
WORD_EN = re.compile(r"[A-Za-z]{3}")
WORD = re.compile(rf"[ぁ-んァ-ヴ一-龠々]{{2}}|{WORD_EN.pattern}")
STOCK = re.compile(
    r"^(図表?|グラフ|画像|chart|figure|graph|image|picture)\s*\d*$|no description", re.IGNORECASE
)
FIGURE = re.compile(r"\d[\d,.]*")


@pytest.fixture(scope="module", params=[f"{name}-{each}" for each in LANGUAGES for name in NAMES])
def name(request):
    return request.param


@pytest.fixture(scope="module")
def html(pages, name):
    return pages[name].read_text("utf-8")


@pytest.fixture(scope="module")
def tree(html):
    return BeautifulSoup(html, "html.parser")


@pytest.fixture(scope="module", params=LANGUAGES)
def goal(pages, request):
    return BeautifulSoup(pages[f"goal-{request.param}"].read_text("utf-8"), "html.parser")


def test_a_page_is_parsed_without_an_error(html):
    parser = html5lib.HTMLParser()
    parser.parse(html)
    assert parser.errors == []


def test_a_page_is_in_its_own_language(tree, name):
    assert tree.html["lang"] == name.rpartition("-")[2]


def is_japanese(text):
    """Units, and names in an English sentence, belong to their sentence."""
    plain = QUOTED.sub("", text)
    return bool(PHRASE.search(plain) or (NAME.search(plain) and not WORD_EN.search(plain)))


@pytest.mark.parametrize("name", [f"{name}-en" for name in NAMES])
def test_japanese_in_an_english_page_says_that_it_is(pages, name):
    tree = BeautifulSoup(pages[name].read_text("utf-8"), "html.parser")
    texts = [
        (text.find_parent(lang=True)["lang"], text)
        for text in tree.body.find_all(string=True)
        if is_japanese(text) and not text.find_parent(("script", "svg"))
    ]
    assert texts or name == "years-en"
    assert [text for language, text in texts if language != "ja"] == []


def test_a_page_has_one_h1_and_its_headings_skip_no_level(tree):
    levels = [int(each.name[1]) for each in tree.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_an_id_is_given_once_and_all_that_is_named_by_id_exists(tree):
    ids = [each["id"] for each in tree.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = {each["href"][1:] for each in tree.select('a[href^="#"]')}
    names = {
        name
        for each in tree.select("[aria-labelledby]")
        for name in each["aria-labelledby"].split()
    }
    assert (links | names) - set(ids) == set()


def test_nothing_is_loaded_and_links_lead_to_files_beside_the_page(tree):
    assert (
        tree.select("link, iframe, object, embed, img:not([src^='data:']), [srcset], [action]")
        == []
    )
    assert [each for each in tree.select("a") if re.match(r"[a-z]+:|/", each["href"])] == []
    assert re.findall(r"url\(|@import", "".join(each.text for each in tree.select("style"))) == []


def test_the_policy_allows_styles_and_the_one_script_and_nothing_else(tree, html):
    policy = tree.head.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    allowed = dict(rule.split(" ", 1) for rule in policy.split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
    assert allowed.pop("script-src", "") == " ".join(f"'sha256-{each}'" for each in digests)
    assert allowed == {
        "default-src": "'none'", "style-src": "'unsafe-inline'", "img-src": "data:",
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    assert re.findall(r"<[^>]+ on[a-z]+=|javascript:", html) == []


# Tables -------------------------------------------------------------------------------------------


def test_every_head_has_a_scope_and_a_name(tree):
    assert [
        each for each in tree.find_all("th") if not each.get("scope") or not each.text.strip()
    ] == []


def test_every_cell_has_the_heads_of_its_row_and_of_each_of_its_columns(tree):
    assert {
        each["id"]: found for each in tree.find_all("table") if (found := [*without_head(each)])
    } == {}


def test_a_cell_over_three_years_is_read_with_all_three(pages):
    tree = BeautifulSoup(pages["goal-ja"].read_text("utf-8"), "html.parser")
    slots = slots_of(tree.find(id="g1-outcome"))
    [cell] = [each for each in slots if each.cell.get("id") == "g1-i3-actuals-2008-2010"]
    assert cell.text == "23年度より取組を開始したため、実績なし"
    assert [each.text for each in heads_of(cell, slots)][1:] == [
        "実績値",
        "20年度",
        "21年度",
        "22年度",
    ]


def test_a_cell_without_a_head_is_found():
    table = '<table><thead><tr><th scope="col">a</th></tr></thead><tr><th scope="row">b</th><td>c</td></tr></table>'
    assert [*without_head(BeautifulSoup(table, "html.parser").table)] == ["c"]


# Pictures and colours -----------------------------------------------------------------------------


def test_each_chart_says_its_message_and_its_figures_in_words_of_its_own(goal):
    told = [
        [goal.find(id=each).text for each in chart["aria-labelledby"].split()]
        for chart in goal.select('svg[role="img"]')
    ]
    assert len(told) == len(goal.select("figure")) == 22
    assert [each for each in told if not all(map(FIGURE.search, each))] == []
    assert [text for each in told for text in each if STOCK.search(text)] == []
    assert len({text for each in told for text in each}) == 44


def test_each_chart_has_its_figures_in_a_table_beside_it(goal):
    def figures(text):
        return set(FIGURE.findall(re.sub(r"FY\d+|\d+年度", "", normalize("NFKC", text))))

    missing = {}
    for chart in goal.select("figure"):
        row = goal.find(id=chart["id"].replace("-chart", "-name"))
        tables = [*chart.parent.select("table"), *(row.find_parent("tbody") if row else [])]
        shown = set().union(*(figures(each.get_text(" ")) for each in tables))
        drawn = figures(chart.find("desc").text)
        missing[chart["id"]] = drawn - shown
    assert {name: each for name, each in missing.items() if each} == {}


def test_a_status_is_a_word_and_a_symbol_beside_its_colour(tree):
    for chip in tree.select(".status, .counts b"):
        link = chip.find_parent("a", attrs={"aria-label": True})
        said = link["aria-label"] if link else chip.text
        assert WORD.search(said), chip


def test_statuses_of_different_colours_have_different_words(tree):
    kinds = {}
    for chip in tree.select(".status"):
        plain = re.sub(r"[①-⑳\d]", "", chip.text)
        kinds.setdefault(plain, set()).update(chip["class"])
    assert {text: each for text, each in kinds.items() if len(each) > 2} == {}


# Sizes --------------------------------------------------------------------------------------------


def test_the_report_of_goal_7_2_takes_at_most_600_kilobytes(goal, pages):
    sizes = [pages[f"goal-{language}"].stat().st_size for language in LANGUAGES]
    assert max(sizes) <= 600_000


def test_an_index_of_500_goals_takes_at_most_a_megabyte(tmp_path):
    leave_round(tmp_path / "fy2012", [f"8-{number}" for number in range(499)], language="ja")
    html = index_page(tmp_path / "fy2012")
    assert html.count('id="goal-') == 500
    assert len(html.encode()) <= 1_000_000
