"""From a cell as files write it to the text that a person sees there, or to why there is none."""

from __future__ import annotations

import re
from functools import cache

import pytest

from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook import parse_book, write_workbook
from tests.sheet.workbook.test_bad import SHEET, parts

GOAL = "xl/worksheets/sheet2.xml"
TEXT, FORMULA, NUMBER = 't="inlineStr"', 't="str"', ""


@cache
def plain_book():
    return write_workbook(parse_sheet(SHEET))


def with_cell(kind, inside):
    """A book in whose cell I7, the actual of 2012, stands what no library would write."""

    def edit(files):
        cell = r'<c r="I7" (s="\d+")[^>]*>.*?</c>'
        new = rf'<c r="I7" \1 {kind}>{inside}</c>'
        text, found = re.subn(cell, new, files[GOAL].decode(), count=1)
        assert found == 1
        files[GOAL] = text.encode()

    return parts(plain_book(), edit)


@pytest.mark.parametrize(
    ("kind", "inside", "seen"),
    [
        (TEXT, '<is><t>361機関</t><rPh sb="3" eb="5"><t>99</t></rPh></is>', "361機関"),
        (TEXT, '<is><r><t>361</t></r><r><rPr><b/></rPr><t>機関</t></r></is>', "361機関"),
        (TEXT, '<is><r><rPr><strike val="0"/></rPr><t>361</t></r><r><t>機関</t></r></is>', "361機関"),
        (TEXT, '<is><r><rPr><vertAlign val="baseline"/></rPr><t>361</t></r><r><t>機関</t></r></is>', "361機関"),
        (FORMULA, "<f>表1[[#This Row],[件数]]</f><v>361機関</v>", "361機関"),
        (FORMULA, '<f>"[1]集計!A1"</f><v>361機関</v>', "361機関"),
    ],
    ids=["ruby", "bold", "not struck", "not raised", "a table of the book", "a text like a link"],
)  # fmt: skip
def test_a_look_that_changes_nothing_is_none(kind, inside, seen):
    goal = parse_book(with_cell(kind, inside)).sheet().achievement_goals[0]
    assert goal.indicators[0].actuals[2012].printed == seen


@pytest.mark.parametrize(
    ("kind", "inside", "problem"),
    [
        (TEXT, '<is><r><rPr><sz val="1"/></rPr><t>約</t></r><r><t>361機関</t></r></is>',
         '"約" has the colour of its background or is tiny; show or delete it (what nobody sees is not read)'),
        (TEXT, '<is><r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>3)</t></r></is>',
         '"3)" in "103)" is raised or lowered and would join what stands beside it; '
         "write it like （注3）, or delete it"),
        (TEXT, "<is><t>361_x0007_機関</t></is>",
         "achievement goal 1 indicator ① actual FY2012: control character U+0007 is not allowed; delete it"),
        (TEXT, "<is><t>361機関\u202e</t></is>",
         "achievement goal 1 indicator ① actual FY2012: U+202E, which is invisible and turns the order of characters, "
         "is not allowed; delete it"),
        (NUMBER, "<v>123456789012345678901234567890</v>",
         'the number 123456789012345678901234567890 has the format "@", which is not understood; '
         "format the cell as text and enter it as printed"),
        (NUMBER, "<v>1e999</v>",
         'the number inf has the format "@", which is not understood; '
         "format the cell as text and enter it as printed"),
        (FORMULA, "<f>[2]Sheet1!$B$2</f><v>361機関</v>",
         'the formula "=[2]Sheet1!$B$2" refers to another book; check the value and enter it as text'),
        (FORMULA, "<f>INDIRECT(A1)</f><v>361機関</v>",
         'the value of the formula "=INDIRECT(A1)" changes with the time or the machine; '
         "check it and enter it as text"),
        (FORMULA, "<f>A1</f>",
         'the result of the formula "=A1" is not saved; open and save the book in Excel, or enter the value'),
        ('t="d"', "<v>2013-07-31</v>",
         "Excel made a date of it (2013-07-31); format the cell as text and enter it again"),
    ],
    ids=["tiny", "raised note", "control code", "turned order", "30 digits", "infinite", "another book", "indirect",
         "no value", "a date in words"],
)  # fmt: skip
def test_what_a_person_does_not_see_is_refused(kind, inside, problem):
    with pytest.raises(SheetProblems, match=r"^b\.xlsx:達成目標1!I7  ") as caught:
        parse_book(with_cell(kind, inside), name="b.xlsx").sheet()
    (found,) = caught.value.problems
    assert found.text("en") == f"b.xlsx:達成目標1!I7  {problem}"


def without_zeros(files):
    files[GOAL] = files[GOAL].replace(b"<sheetView ", b'<sheetView showZeros="0" ')


def in_the_currency_of_the_machine(files):
    files["xl/styles.xml"] = files["xl/styles.xml"].replace(b'numFmtId="49"', b'numFmtId="5"')


@pytest.mark.parametrize(
    ("value", "edit", "problem"),
    [
        (0, without_zeros,
         '"0" is not shown (number format "@"); show or delete it (what nobody sees is not read)'),
        (361, in_the_currency_of_the_machine,
         'the number 361 has the format ""$"#,##0_);("$"#,##0)", which is not understood; '
         "format the cell as text and enter it as printed"),
    ],
    ids=["zeros switched off", "a currency that no file names"],
)  # fmt: skip
def test_a_number_that_is_shown_otherwise_elsewhere_is_refused(value, edit, problem):
    book = parts(with_cell(NUMBER, f"<v>{value}</v>"), edit)
    with pytest.raises(SheetProblems, match=r"^b\.xlsx:達成目標1!I7  ") as caught:
        parse_book(book, name="b.xlsx").sheet()
    (found,) = caught.value.problems
    assert found.text("en") == f"b.xlsx:達成目標1!I7  {problem}"
