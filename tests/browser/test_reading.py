"""A page as people read it: without a network, by keyboard, enlarged, on paper, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LANGUAGES, NAMES
from tests.browser.views import NARROW, show

EVERY = [f"{name}-{language}" for name in NAMES for language in LANGUAGES]
FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const seen = (y) => {
    const found = document.elementFromPoint(Math.max(box.x, 0) + Math.min(box.width / 2, 8), y);
    return found !== null && (element.contains(found) || found.contains(element));
  };
  const numbers = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  return {
    name: element.outerHTML.slice(0, 120),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colour: numbers(style.outlineColor),
    ground: numbers(getComputedStyle(document.body).backgroundColor),
    uncovered: bottom > top && [top + 1, (top + bottom) / 2, bottom - 1].some(seen),
  };
}"""


def luminance(colour):
    parts = (part / 255 for part in colour)
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", EVERY)
def test_a_page_asks_for_nothing_beside_itself_and_the_browser_complains_of_nothing(
    opened, heard, pages, name
):
    opened(name)
    assert heard[name] == [pages[name].as_uri()]


# Enlarged, or on a phone --------------------------------------------------------------------------


def overflow(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("name", EVERY)
def test_a_page_320_pixels_wide_is_read_in_one_direction(opened, name):
    show(opened(name), "narrow")
    assert overflow(opened(name)) == 0


@pytest.mark.parametrize("name", ["goal-ja", "index-en"])
def test_a_window_of_1280_pixels_enlarged_four_times_is_read_in_one_direction(visit, name):
    page = visit(name, viewport={"width": 320, "height": 256}, device_scale_factor=4)
    assert overflow(page) == 0


@pytest.mark.parametrize("name", EVERY)
def test_what_is_wider_scrolls_in_a_place_that_has_a_name_and_takes_the_focus(opened, name):
    page = opened(name)
    show(page, "narrow")
    scrolling = page.locator("main *").evaluate_all("""elements => elements
      .filter((each) => each.scrollWidth > each.clientWidth + 1
        && ["auto", "scroll"].includes(getComputedStyle(each).overflowX))
      .map((each) => [each.getAttribute("role"), each.tabIndex,
        document.getElementById(each.getAttribute("aria-labelledby"))?.textContent || ""])""")
    assert all(role == "region" and index == 0 and label for role, index, label in scrolling)
    assert scrolling or name.startswith(("years", "index", "compare"))


@pytest.mark.parametrize("name", ["goal-ja", "index-ja"])
def test_text_spacing_of_ones_own_hides_nothing(visit, name):
    """As WCAG 2.2, 1.4.12 asks."""
    page = visit(name, viewport=NARROW)
    spaced = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    page.evaluate("text => document.querySelector('style').append(text)", spaced)
    assert overflow(page) <= 1  # the space after the last letter of a line
    clipped = page.locator("main :is(p, td, th, h2, h3, h4, li, dd, dt, .status)").evaluate_all("""
      elements => elements.filter((each) => getComputedStyle(each).overflow === "hidden"
        && getComputedStyle(each).clipPath === "none" && each.scrollHeight > each.clientHeight + 1)
        .map((each) => each.outerHTML.slice(0, 200))""")
    assert clipped == []


# By keyboard --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "view"), [("goal-ja", "dark"), ("index-ja", "light"), ("index-ja", "narrow")]
)
def test_what_has_the_focus_can_be_seen(visit, name, view):
    page = visit(name)
    show(page, view)
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["outline"] >= 2, focus
        assert contrast(focus["colour"], focus["ground"]) >= 3, focus
        assert focus["uncovered"], focus


@pytest.mark.parametrize("name", ["goal-ja", "index-ja", "years-en", "compare-en"])
def test_the_first_key_leads_past_the_contents(visit, name):
    page = visit(name)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_contents_are_folded_on_a_narrow_screen_and_open_beside_the_text_on_a_wide_one(visit):
    page = visit("goal-ja")
    link = page.locator(".toc a").first
    page.set_viewport_size({"width": 375, "height": 700})
    expect(link).not_to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.locator(".toc summary").click()
    expect(link).to_be_visible()
    page.locator(".toc summary").click()
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(link).to_be_in_viewport()


def test_on_a_phone_no_label_of_a_cell_reaches_into_the_next_row(visit):
    page = visit("index-ja")
    page.set_viewport_size({"width": 375, "height": 700})
    heights = page.locator(".cards tbody td:visible").evaluate_all(
        """cells => cells.map((cell) => [parseFloat(getComputedStyle(cell, "::before").height),
                                         cell.getBoundingClientRect().height])"""
    )
    assert max(label for label, _ in heights) > 30  # some take two lines
    assert [pair for pair in heights if pair[0] > pair[1]] == []


def test_every_control_of_the_index_is_reached_in_the_order_in_which_it_stands(visit):
    page = visit("index-ja")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("""() => [...document.querySelectorAll(
          "a[href], button, input, select, summary, [tabindex='0']")]
          .filter((each) => each.checkVisibility()).indexOf(document.activeElement)""")
        )
    assert reached == [*range(40)]


# On paper -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["goal-ja", "index-ja"])
def test_on_paper_everything_that_can_be_folded_is_open(opened, name):
    page = opened(name)
    assert page.locator("main details:not([open])").count() > 0
    show(page, "print")
    folded = page.locator("main details > :not(summary)").evaluate_all(
        "elements => elements.map((each) => each.getBoundingClientRect().height)"
    )
    assert min(folded) > 8
    show(page, "light")
    closed = page.locator("main details:not([open]) > :not(summary)").first
    assert closed.evaluate("each => each.checkVisibility()") is False


# With and without a script ------------------------------------------------------------------------


def test_without_a_script_the_index_has_every_row_and_no_dead_control(visit, opened):
    with_, without = opened("index-ja"), visit("index-ja", java_script_enabled=False)
    rows = "table.index tbody tr"
    assert without.locator(f"{rows}:visible").count() > 50
    assert without.locator(rows).all_inner_texts() == with_.locator(rows).all_inner_texts()
    assert without.locator("button, input:visible, select:visible").count() == 0
    assert with_.locator("thead button").count() > 20


def column(page, table, number):
    return page.locator(f"#{table} tbody tr > :nth-child({number})").all_inner_texts()


def test_a_column_is_sorted_by_keyboard_and_says_in_which_order(visit):
    page = visit("index-ja")
    before = column(page, "goals-table", 1)
    head = page.locator("#goals-table thead th").first
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert column(page, "goals-table", 1) == before
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert column(page, "goals-table", 1) == before[::-1]
    expect(head.locator("button")).to_be_focused()
    assert page.locator("#goals-table thead [aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [("index-ja", "1施策目標、一覧の30行を表示"), ("index-en", "Policy goals: 1, rows: 30")],
    ids=LANGUAGES,
)
def test_the_filter_tells_a_screen_reader_what_is_left(visit, name, said):
    page = visit(name)
    page.get_by_role("searchbox").fill("7-3")
    expect(page.get_by_role("status")).to_contain_text(said)
    assert page.locator("#goals-table tbody tr:visible").count() == 1
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_be_empty()
