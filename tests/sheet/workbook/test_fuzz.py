"""Books altered at random, part by part: each is read, or refused with its problems."""

from __future__ import annotations

import random
import re
import time
import warnings
import zipfile
from io import BytesIO

from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.workbook import parse_book, write_workbook
from tests.sheet.workbook.test_bad import SHEET

INPUTS, LONGEST = 60, 10  # seconds for one
VALUES = [
    "", "0", "-1", "1", "7", "27", "true", "x", "NaN", "1e999", "1e9", "99999999999", "3.5", "#REF!", "A1", "I7",
    "A1:XFD1048576", "B2:A1", "I7:I9", "s", "b", "e", "n", "d", "str", "inlineStr", "hidden", "superscript",
    "_x0007_", "rId1", "theme", "２０１２", "機関",
]  # fmt: skip
ATTRIBUTE = re.compile(r'(?<=[\w:]=")[^"]*(?=")')
ELEMENT = re.compile(r"<(\w+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")
NUMBER = re.compile(r"(?<=>)[0-9.]+(?=<)")
MADE = [
    '<mergeCell ref="H7:I8"/>', '<c r="I7"><f>SUM(A1:A9)</f><v>5</v></c>', '<c r="I7" t="e"><v>#N/A</v></c>',
    '<row r="9999999"><c><v>1</v></c></row>', '<hyperlink ref="A1:XFD1048576"/>', '<col min="1" max="99999999" hidden="1"/>',
    '<c r="I7" t="inlineStr"><is><r><rPr><strike/></rPr><t>1</t></r><r><t>5件</t></r></is></c>',
    '<definedName name="_xlnm.Print_Area">#REF!</definedName>', "<t>\U0001f5fe㋿</t>",
]  # fmt: skip


def once(pattern, new, text, dice):
    """Text with one match of `pattern`, drawn by chance, become what `new` makes of it."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = dice.choice(found)
    return text[: match.start()] + new(match[0]) + text[match.end() :]


def altered_part(part, dice):
    text = part.decode("utf-8", "replace")
    change = dice.randrange(7)
    if change == 0:
        return once(ATTRIBUTE, lambda _: dice.choice(VALUES), text, dice).encode()
    if change == 1:
        return once(ELEMENT, lambda _: "", text, dice).encode()
    if change == 2:
        return once(ELEMENT, lambda found: found * 2, text, dice).encode()
    if change == 3:
        return once(ELEMENT, lambda _: dice.choice(MADE), text, dice).encode()
    if change == 4:
        return once(NUMBER, lambda _: dice.choice(VALUES), text, dice).encode()
    if change == 5:
        return part[: dice.randrange(len(part) + 1)]
    at = dice.randrange(len(part) + 1)
    return part[:at] + bytes([dice.randrange(256)]) + part[at + 1 :]


def altered(content, seed):
    """A book with a few random changes; the same from the same seed."""
    dice = random.Random(seed)
    if dice.random() < 0.1:
        at = dice.randrange(len(content)) if dice.random() < 0.5 else -dice.randrange(1, 1000)
        at %= len(content)  # half of them in the directory at the end
        return content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(sorted(parts))
        if dice.random() < 0.05:
            del parts[name]
        else:
            parts[name] = altered_part(parts[name], dice)
    after = BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return after.getvalue()


def refusal(content):
    """Lines in which a book is refused; none if it is read. Anything else is a failure."""
    start = time.monotonic()
    try:
        parse_book(content, name="b.xlsx").sheet()
    except SheetProblems as problems:
        return str(problems).splitlines()
    finally:
        assert time.monotonic() - start < LONGEST
    return []


def test_altered_books_are_read_or_refused():
    content = write_workbook(parse_sheet(SHEET))
    with warnings.catch_warnings(action="error"):
        refusals = [refusal(altered(content, seed)) for seed in range(INPUTS)]
    assert 5 < refusals.count([]) < INPUTS - 5
    assert {line[:7] for lines in refusals for line in lines} == {"b.xlsx:"}
