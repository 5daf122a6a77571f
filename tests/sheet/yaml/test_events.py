"""Two parsers read the sheets, and it makes no difference which."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.yaml.events import careful_events, quick_events


def content(events):
    """Events without the places of what nothing is read from."""
    return [event.kind if event.kind in ("document", "end") else event for event in events]


@pytest.fixture(scope="module")
def goal_7_2(request):
    return (request.config.rootpath / "params/fy2012/7-2.yaml").read_text("utf-8")


def test_the_quick_parser_reads_goal_7_2_as_the_careful_one_does(goal_7_2):
    quick = quick_events(goal_7_2)
    assert quick is not None
    assert content(quick) == content(careful_events(goal_7_2, "7-2.yaml"))


def test_without_libyaml_the_sheet_is_the_same(goal_7_2, monkeypatch):
    sheet = parse_sheet(goal_7_2)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert quick_events(goal_7_2) is None
    assert parse_sheet(goal_7_2, name="the same") == sheet


@pytest.mark.parametrize(
    "text",
    [
        "a: b\tc", "a: b\r\n", "a: \x85b", "a: \u2028b", "a: 😀", "\ufeffa: b",  # characters
        "a:", "a: ", "a: [,]", "- a", "a", "# a",  # nothing there, or no mapping
        "a: &b c", "a: *b", "a: !b c", "--- \na: b", "a: b\n...", "%YAML 1.1\n---\na: b",
        "? a\n: b", "a: {? b}", "a: [[b]: c]",  # keys that are no texts
        "a: |-#\n  b", "a: |\n  \n    b", "a: [b", "a: b: c",  # what ruamel.yaml refuses
    ],
)  # fmt: skip
def test_what_the_parsers_may_read_otherwise_is_left_to_the_careful_one(text):
    assert quick_events(text) is None


MARKS = ["42", "x:y", "a#b", "it's", "x]", "{y}", "a,b", "R&D", "注:※", "é", "null", "\\n", "\\/"]
MARKS += ["<<", "--", "-1", *"|>&*!%@`-~=#:'"]
WORDS = st.sampled_from(["あ", "漢字", "a"] * 4 + MARKS + ["", "　", "\\\n    "])
GAPS = st.sampled_from([" "] * 6 + ["", "\n    ", "\n      ", "\n\n    ", ": ", ", ", " # c\n    "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=3).map(lambda some: "".join(map("".join, some)))
SCALARS = (
    st.builds("漢{}".format, TEXTS)
    | TEXTS.map("'{}'".format)
    | TEXTS.map('"{}"'.format)
    | st.builds("{}\n    {}".format, st.sampled_from(["|", "|-", "|+", ">", ">-", ">+"]), TEXTS)
)
FLOWS = st.builds("[{}, {}]".format, SCALARS, SCALARS) | st.builds("{{k: {}}}".format, SCALARS)
ENTRIES = st.builds(
    "{}{}{}\n".format,
    st.sampled_from(["a: ", "a: ", "'a' : ", '"a":  ', "a:\n  b: ", "a:\n- ", "a:\n  - b: "]),
    SCALARS | FLOWS,
    st.sampled_from(["", "", " # c", " ", "\n", "\n# c"]),
)


@given(text=st.lists(ENTRIES, min_size=1, max_size=4).map("".join))
@example(text="a: |+\n  b\n\n# c\nd: e\n")
@example(text='a: "b\n  c\\\n  d"\n')
@example(text="a: >-\n  b\n\n    c\n  d\n")
@example(text="a: {b: c, d: [e, f], 'g':h}\n")
def test_what_the_quick_parser_reads_the_careful_one_reads_alike(text):
    quick = quick_events(text)
    assume(quick is not None)
    assert content(quick) == content(careful_events(text, "s.yaml"))


@given(data=st.data())
def test_indicators_with_a_slip_are_read_alike(goal_7_2, data):
    indicators = re.findall("^      - no: .*\n(?:        .*\n)+", goal_7_2, re.MULTILINE)
    text = "indicators:\n" + data.draw(st.sampled_from(indicators))
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(WORDS | GAPS) + text[at + data.draw(st.integers(0, 2)) :]
    quick = quick_events(text)
    assume(quick is not None)
    assert content(quick) == content(careful_events(text, "s.yaml"))


def test_what_is_wrong_is_said_by_the_careful_parser():
    with pytest.raises(SheetProblems, match=r"^s\.yaml:1:4  括弧 \[ が閉じていないか、"):
        list(careful_events("a: [b", "s.yaml"))
