"""Of a form with a slip in it no figure is entered in a wrong place without a mark, none is lost."""

import re
from collections import Counter

import pytest

from evalkit.intake.docx.read import parse_docx
from evalkit.intake.form.recognise import recognise
from evalkit.sheet.load import read_sheet
from evalkit.sheet.text import plain_text
from evalkit.sheet.word import write_document
from tests.intake.slips import SLIPS, Document

SEEDS = 52
_FIGURE = re.compile("[0-9][0-9,.]+(?![0-9,.年])")


def _short(sheet):
    """A small form with every kind of table, so that many can be tried."""
    one, two = (goal.model_dump() for goal in sheet.achievement_goals[:2])
    five = two["indicators"][4] | {"kind": "output"}
    five["breakdown"] |= {"caption": "成果指標④の年度推移", "rows": five["breakdown"]["rows"][2:4]}
    one["indicators"] = [*one["indicators"][1:3], one["indicators"][8], five]
    for no, each in enumerate(one["indicators"], 1):
        each["no"] = str(no)
    one["measures"] = [each | {"summary": each["summary"][:20]} for each in one["measures"][:2]]
    kept = {"achievement_goals": [one], "reference": None}
    nothing = {"cabinet_policies": [], "data_sources": []}
    return type(sheet).model_validate(sheet.model_dump() | kept | nothing)


SHEET = _short(read_sheet("params/fy2012/7-2.yaml"))
DOCUMENT = Document(write_document(SHEET))


def _read(content):
    printed = parse_docx(content, "form.docx")
    return printed, recognise(printed, SHEET.profile, year=SHEET.fiscal_year)


def _figures(entries):
    """Entries that hold figures, by the goal, the number or name of their row, and their column."""
    texts = entries.by_path
    for path, entry in texts.items():
        for length in (4, 6):
            row = path[:length]
            named = next(
                (texts[*row, key].text for key in ("no", "name") if (*row, key) in texts), ""
            )
            if named and len(path) > length and path[length] in _COLUMNS:
                yield (path[1], path[2], named, _group(texts, row), *path[length:]), entry
    for path, entry in texts.items():
        if path[0] == "budget" and len(path) == 4:
            yield path, entry


_COLUMNS = ("baseline", "actuals", "annual_targets", "target", "budget", "series")


def _group(texts, row):
    return texts[*row, "group"].text if (*row, "group") in texts else ""


TRUE = {key: entry.text for key, entry in _figures(_read(write_document(SHEET))[1].entries)}


def test_the_form_without_a_slip_is_entered_without_a_mark():
    _, found = _read(write_document(SHEET))
    assert [entry for entry in found.entries.by_path.values() if entry.doubts] == []
    assert found.unplaced == ()
    assert len(TRUE) > 75


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_no_figure_is_wrong_without_a_mark_and_none_is_lost(slip):
    wrong, lost = [], []
    for seed in range(SEEDS):
        printed, found = _read(DOCUMENT.with_slip(slip, seed))
        wrong += [
            (seed, key, entry.text)
            for key, entry in _figures(found.entries)
            if not entry.doubts and TRUE.get(key) != entry.text
        ]
        lost += [(seed, text) for text in _lost(printed, found)]
    assert wrong == []
    assert lost == []


def _lost(printed, found):
    """Figures that stand more often in print than in the entries and the list of the rest."""
    kept = [entry.text for entry in found.entries.by_path.values()]
    kept += [cell.text for cell in found.unplaced]
    placed = Counter(figure for text in kept for figure in _in(text))
    said = Counter(figure for cell in printed.cells() for figure in _in(cell.text))
    return [*(said - placed)]


def _in(text):
    return _FIGURE.findall(plain_text(text))
