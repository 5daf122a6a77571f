"""The page: every heading, id and colour of goal 7-2's report, without a browser."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from evalkit.present.sections import open_report
from tests.conftest import ROOT, sections_of

CSS = (ROOT / "evalkit/present/templates/page.css").read_text("utf-8")


@pytest.fixture(scope="module", params=["ja", "en"])
def page(request):
    path = str(ROOT / "params/fy2012/7-2.yaml")
    report = open_report(path, language=request.param, as_of="2013-07-31")
    return "".join(str(getattr(report, part)().html) for part in sections_of("monitoring.ipynb"))


def test_there_is_one_h1_and_no_heading_skips_a_level(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_ids_are_unique_and_every_link_in_the_page_has_its_target(page):
    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert [each for each, count in ids.items() if count > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_page_leads_back_to_the_index_of_its_round(page):
    assert re.search(
        r'<p class="back not-in-pdf" data-beside="index.html"><a href="index.html">', page
    )


def test_no_cell_names_a_finding_twice_and_they_stand_in_order(page):
    cells = re.findall(r"<t([hd])\b[^>]*>(.*?)</t\1>", page, re.DOTALL)
    named = [re.findall(r'"#finding-(\d+)"', text) for _, text in cells]
    marked = [[int(number) for number in numbers] for numbers in named if numbers]
    assert any(len(numbers) > 1 for numbers in marked)
    assert [numbers for numbers in marked if numbers != sorted(set(numbers))] == []


def test_every_header_cell_has_a_scope(page):
    heads = re.findall(r"<th\b[^>]*>", page)
    assert heads
    assert [head for head in heads if "scope=" not in head] == []


def test_what_scrolls_can_be_reached_by_key_and_has_a_name(page):
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    wide = re.findall(r'<div class="scroll"([^>]*)><table id="([^"]+)" class="form', page)
    assert wide
    for attributes, _ in wide:
        assert 'role="region" tabindex="0"' in attributes
        assert re.search(r'aria-labelledby="([^"]+)"', attributes)[1] in ids


def test_the_page_asks_the_network_for_nothing(page):
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//|<script|<link|@import|url\(", page)


def test_each_figure_has_its_message_and_its_data_beside_it(page):
    figures = re.findall(r'<div class="chart-and-(?:data|form)"><figure.*?</figure>(.*?)<table',
                         page, re.DOTALL)  # fmt: skip
    assert len(figures) == page.count("<figure") == 22
    assert page.count("<figcaption><strong>") == 22


def test_a_card_leads_to_the_forms_own_row_and_to_its_sources(page):
    assert re.search(
        r'<p class="sources[^"]*"><a href="#g1-i3-name">.*?<a href="#sources-1">', page
    )


# Colours ----------------------------------------------------------------------------------


def palette(start):
    block = CSS[CSS.index(start) :]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


LIGHT = palette(":root")
DARK = palette("@media screen and (prefers-color-scheme: dark)")
STATUSES = ("met", "missed", "pending", "idle", "undecided")
TEXTS = [
    *((text, ground) for text in ("text", "quiet", "key")
      for ground in ("ground", "raised", "tint")),
    *((f"chart-{name}", "ground") for name in ("ink", "quiet", "actual", "target")),
    ("chart-quiet", "chart-shade"),
    *((status, f"{status}-ground") for status in STATUSES),
]  # fmt: skip


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_ground_and_lines_do_too(colours):
    weak = {pair: contrast(*(colours[name] for name in pair)) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert contrast(colours["line"], colours["ground"]) >= 3
    assert contrast(colours["focus"], colours["focus-ground"]) >= 3


def test_every_colour_has_its_counterpart_on_a_dark_ground():
    assert set(LIGHT) == set(DARK)


def test_outside_the_palettes_no_colour_is_fixed_but_those_that_charts_bring():
    rest = CSS[CSS.index("* { box-sizing") :]
    fixed = set(re.findall(r"#[0-9a-f]{6}\b", rest))
    assert fixed
    assert fixed <= set(re.findall(r'\[style\*="\w+: (#[0-9a-f]{6})"\]', rest))
