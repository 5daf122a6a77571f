"""What axe-core finds on every page, however it is looked at; and the colours that it cannot see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.pages import LANGUAGES, NAMES
from tests.browser.views import VIEWS, show

HERE = Path(__file__).parent
AXE = (HERE / "vendor/axe.min.js").read_text("utf-8")
CONTRAST = (HERE / "contrast.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What axe leaves to a person, and where: the answer.
ANSWERED = {
    ("color-contrast", ""): "symbols and cells over others: all measured by the test of contrast",
    ("label-content-name-mismatch", 'class="symbol"'): "a number and a symbol, no word to be said",
}

# In English other words stand at the same places; dark is light in other colours.
CASES = [
    *((f"{name}-{language}", "light") for name in NAMES for language in LANGUAGES),
    *((f"{name}-ja", view) for name in NAMES for view in ("narrow", "dark", "print")),
]
RULES = {"dark": ["color-contrast", "link-in-text-block"]}
PAPER = {"target-size": {"enabled": False}}  # nobody taps on paper
RUN = """async ([tags, rules]) => {
  // In a chart axe takes every text for one on a picture; they are measured by the test of contrast.
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not(svg *)" }] });
  const kinds = ["violations", "incomplete"];
  const found = await axe.run({ runOnly: tags, rules, resultTypes: kinds, selectors: false });
  const told = (rule) => rule.nodes.map((each) => [rule.id, each.html.slice(0, 200), each.failureSummary]);
  return kinds.map((kind) => found[kind].flatMap(told));
}"""


def run_axe(page, view):
    """Violations, and what axe leaves to a person, each as rule, element, and what is wrong."""
    show(page, view)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(RUN, [RULES.get(view, TAGS), PAPER if view == "print" else {}])


def answered(rule, html):
    return any(rule == known and part in html for known, part in ANSWERED)


@pytest.mark.parametrize(("name", "view"), CASES)
def test_axe_has_nothing_to_say_against_a_page(opened, name, view):
    violations, left = run_axe(opened(name), view)
    assert violations == []
    assert [each for each in left if not answered(*each[:2])] == []


def test_axe_is_at_work(visit):
    page = visit("compare-ja")
    page.evaluate("document.querySelector('main').append(document.createElement('h6'))")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    violations, _ = run_axe(page, "light")
    assert {rule for rule, *_ in violations} == {"empty-heading", "heading-order", "html-has-lang"}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", [f"{name}-ja" for name in NAMES])
def test_every_text_stands_out_from_its_ground(opened, name, view):
    show(opened(name), view)
    measured = opened(name).evaluate(CONTRAST)
    assert measured["count"] > 20
    assert measured["weak"] == []


@pytest.mark.parametrize(
    ("style", "ratio"),
    [("h2 { color: #777777 !important; font-size: 1rem !important }", 4.48),
     ("figure svg text[style][style] { fill: #cccccc !important }", 1.61)],
    ids=["heading", "chart"],
)  # fmt: skip
def test_a_text_that_does_not_is_found(visit, style, ratio):
    page = visit("goal-ja")
    page.evaluate("text => document.querySelector('style').append(text)", style)
    weak = page.evaluate(CONTRAST)["weak"]
    assert round(max(each["ratio"] for each in weak), 2) == ratio
