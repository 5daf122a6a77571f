"""The sheet that a form becomes is the sheet that the form was printed from."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.intake.docx.read import parse_docx
from evalkit.intake.draft import draft
from evalkit.intake.form.labels import Labels
from evalkit.intake.form.pictures import place_pictures
from evalkit.intake.form.recognise import recognise
from evalkit.intake.printed import Box, Printed, PrintedCell, PrintedRow
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.form_profile import monitoring
from evalkit.sheet.forms import NO_FORMS, find_form
from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.plain_data import plain
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import plain_text, unified
from evalkit.sheet.word import write_document
from tests.intake.word import cell, paragraph, read, row, table

SHEETS = [
    *sorted(Path("tests/forms").glob("*.yaml")),
    *sorted(Path("tests/assess/audit/sheets").glob("*.yaml")),
    Path("tests/fuzz/whole.yaml"),
    Path("params/fy2012/7-2.yaml"),
]
UNPRINTED = {
    "form", "fiscal_year", "direction", "main", "reading", "unit", "tolerance", "break_after",
    "limit", "windows", "decisions", "audit", "parts", "compared",
}  # fmt: skip
"""What no form prints, or what whoever asks for the draft says."""
SAID_BY_THE_FORM = {"tables", "heading", "status_label", "labels", "unit", "columns"}
"""What a form prints itself where the sheet says nothing; the draft has it then."""
BY_HAND = {
    ("budget_only", "years"), ("kpi", "years"),  # of columns that no table of them has
    ("jisseki", "evaluation"),  # of a goal in a form without goals: that of the policy
    ("whole", "examples"), ("whole", "sections"),  # under a heading that names no example
    ("kpi", "sections"),  # under a heading that the form does not know: marked
}  # fmt: skip

EXCERPTS = {"five_steps", "labour", "prefecture_kpi"}
"""Sheets in whose numbers there are gaps: the draft marks each indicator behind one."""


def leaves(data, path=()):
    if isinstance(data, dict) and set(data) == {"printed", "reading"}:
        yield path, data["printed"]
    elif isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, each in pairs:
            yield from leaves(each, (*path, key))
    else:
        yield path, data


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_comes_back_from_its_word_document(path):
    sheet = read_sheet(path)
    printed = parse_docx(write_document(sheet), "form.docx")
    found = recognise(printed, sheet.profile, year=sheet.fiscal_year)
    texts = {key: entry.text for key, entry in found.entries.by_path.items()}
    typed = {
        key: text
        for key, text in leaves(plain(sheet))
        if not UNPRINTED & {*key} and not BY_HAND & {(path.stem, step) for step in key}
    }
    assert {key: texts.get(key) for key in typed} == typed
    more = {key for key in texts if key not in typed and not SAID_BY_THE_FORM & {*key}}
    assert {key[0] for key in more} <= {part for form, part in BY_HAND if form == path.stem}
    marked = [key for key, entry in found.entries.by_path.items() if entry.doubts]
    if path.stem in EXCERPTS:
        assert {key[2] for key in marked} == {"indicators"}
    else:
        assert {key[0] for key in marked} <= {"sections"}
    assert len(found.unplaced) == (path.stem == "whole")


def _year(text):
    return cell(paragraph(text))


def test_a_form_with_a_block_for_each_indicator_is_read_by_its_heads():
    down = '<w:vMerge w:val="restart"/>'
    on = cell("", "<w:vMerge/>")
    wide = '<w:gridSpan w:val="3"/>'
    body = paragraph("平成26年度実施施策に係る政策評価書（実績評価書）") + table(
        row(cell("測定指標", down), cell("1 共同研究の件数", down), "基準値", cell("実績値", wide),
            "目標値", "達成"),
        row(on, on, "21年度", "24年度", "25年度", "26年度", "26年度", cell("×", down)),
        row(on, on, "100件", "131件", "140件", "149件", cell("150件", down), on),
        row(on, on, "年度ごとの目標値", "130件", "140件", "150件", on, on),
    )  # fmt: skip
    found = recognise(read(body), find_form("jisseki"), year=2014)
    indicator = ("achievement_goals", 0, "indicators", 0)
    texts = {
        key[4:]: entry.text
        for key, entry in found.entries.by_path.items()
        if key[:4] == indicator and not entry.doubts
    }
    assert texts == {
        ("no",): "1", ("kind",): "measure", ("name",): "共同研究の件数", ("baseline",): "100件",
        ("actuals", "2012"): "131件", ("actuals", "2013"): "140件", ("actuals", "2014"): "149件",
        ("annual_targets", "2012"): "130件", ("annual_targets", "2013"): "140件",
        ("annual_targets", "2014"): "150件", ("target",): "150件",
        ("published", "2014", "grade"): "×",
    }  # fmt: skip
    assert found.unplaced == ()


def test_results_and_targets_may_be_rows_under_a_name_that_is_merged():
    down, on = '<w:vMerge w:val="restart"/>', cell("", "<w:vMerge/>")
    body = table(
        row("指標", "区分", "基準値", "23年度", "24年度", "目標値"),
        row(cell("①受講者の数", down), "目標", cell("10人", down), "20人", "30人",
            cell("40人", down)),
        row(on, "実績値", on, "21人", "29人", on),
    )  # fmt: skip
    found = recognise(read(body), monitoring(), year=2012)
    texts = {key[4:]: entry.text for key, entry in found.entries.by_path.items() if len(key) > 4}
    assert texts["annual_targets", "2012"] == "30人"
    assert texts["actuals", "2012"] == "29人"


# Conservation ------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    ["基準値", "実績値", "目標値", "年度ごとの目標値", "事業名", "事業概要", "区分", "合計", "当初予算", "達成目標１",
     "施策目標7-2", "（別表）", "施策の予算額・執行額", "主管課（課長名）", "成果指標（アウトカム）", "名称", "関係部分抜粋",
     "20年度", "21年度", "22年度", "平成23年度", "毎年度", "－年度", "26年度要求額", "年度ごとの目標", "達成率",
     "①参加機関数", "②件数\n※注記", "③割合（％）", "男性", "－", "調査中", "○", ""]
)  # fmt: skip
_FIGURES = st.builds(
    "{:,}{}".format, st.integers(0, 10**7), st.sampled_from(["件", "％", "機関", ""])
)
_TEXTS = st.one_of(_WORDS, _FIGURES, st.text("甲乙丙 1２％件△()、。\n", max_size=12))


@st.composite
def _tables(draw):
    """Rows of cells that cover one, two or three columns and up to two rows."""
    rows, number = [], draw(st.integers(0, 3))
    for top in range(draw(st.integers(1, 6))):
        left, cells = 0, []
        for _ in range(draw(st.integers(1, 7))):
            width, height = draw(st.sampled_from([(1, 1)] * 6 + [(2, 1), (3, 1), (1, 2)]))
            box = Box(left, top, left + width, top + height)
            cells.append((box, draw(_TEXTS)))
            left += width
        rows.append((number, cells))
    return rows


@st.composite
def _printed(draw):
    rows = []
    for table_rows in draw(st.lists(_tables(), min_size=1, max_size=4)):
        for number, cells in table_rows:
            own = cells if number else cells[:1]
            placed = (
                PrintedCell(box, text, Bilingual(f"{len(rows)}行{at}列", f"row {len(rows)}, {at}"))
                for at, (box, text) in enumerate(own)
            )
            rows.append(PrintedRow(tuple(placed), number))
    return Printed("form.docx", tuple(rows))


_SPELLINGS = {
    plain_text(word)
    for profile in (monitoring(), find_form("jisseki"), find_form("kpi"))
    for key in (*TERMS, *profile.words)
    for word in Labels(profile).spellings(key)
}


@settings(max_examples=150, deadline=None)
@given(printed=_printed(), form=st.sampled_from(["monitoring", "jisseki", "kpi"]))
def test_every_printed_text_stands_in_an_entry_or_in_the_list(printed, form):
    found = recognise(printed, find_form(form), year=2012)
    unplaced = {id(each) for each in found.unplaced}
    for each in printed.cells():
        if id(each) in unplaced or not each.text.strip():
            continue
        own = [entry.text for entry in found.entries.by_path.values()
               if any(cell is each for cell in entry.cells)]  # fmt: skip
        rest = unified(each.text)
        for text in sorted(map(unified, own), key=len, reverse=True):
            rest = "" if rest in text else rest.replace(text, "", 1)
        assert not any(letter.isdecimal() for letter in _without_words(rest, own)), (each, own)


def _without_words(rest, own):
    """What is left of a cell that no word of the form and no year of a head accounts for."""
    for word in sorted(_SPELLINGS, key=len, reverse=True):
        if own == [] and rest.casefold().startswith(unified(word).casefold()):
            return rest[len(unified(word)) :]
    is_head = rest.removeprefix("平成").rstrip("要求額").removesuffix("年度").isdecimal()
    return "" if is_head and "年度" in rest else rest


@settings(max_examples=60, deadline=None)
@given(printed=_printed())
def test_no_entry_says_what_its_cells_do_not(printed):
    found = recognise(printed, monitoring(), year=2012)
    for path, entry in found.entries.by_path.items():
        if entry.cells:
            said = unified("".join(each.text for each in entry.cells))
            assert all(letter in said for letter in unified(entry.text)), (path, entry)


@settings(max_examples=80, deadline=None)
@given(printed=_printed(), form=st.sampled_from(["monitoring", "jisseki", "jizen", "review"]))
def test_whatever_is_printed_becomes_a_draft_or_problems_of_one(printed, form):
    found = recognise(printed, find_form(form), year=2012)
    settled = {("fiscal_year",): "2012", ("form",): form}
    placed = place_pictures(printed, found, stem="7-2")
    made = draft(placed, found.unplaced, (), settled, files="a.docx", name="7-2.yaml", own=NO_FORMS)
    if not made.problems:
        parse_sheet(made.text, allow_open=True)
    listed = made.text.partition("# 評価書に置けなかった文字")[2]
    assert all(each.where.ja in listed for each in made.unplaced)
