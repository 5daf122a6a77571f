"""Slips of those who edit a form in Word: one each, at a place that a seed decides."""

import copy
import io
import re
import zipfile
from random import Random
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERED = re.compile("[①-⑳]")
_YEAR = re.compile("[0-9]{2}年度(?:要求額)?")
_LABELS = ("年度ごとの目標値", "年度ごとの目標", "基準値", "実績値", "目標値", "合計", "事業名")
_MAIN = "word/document.xml"


class Document:
    """A Word document, taken apart."""

    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}

    def with_slip(self, slip, seed):
        """Content of the document with a slip in one of its tables of figures."""
        root = ElementTree.fromstring(self._parts[_MAIN])
        slip(root, Random(f"{slip.__name__} {seed}"))
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            for name, part in self._parts.items():
                changed = ElementTree.tostring(root, "utf-8") if name == _MAIN else part
                package.writestr(name, changed)
        return content.getvalue()


def text_of(cell):
    return "".join(each.text or "" for each in cell.iter(f"{_W}t"))


def _write(cell, text):
    first, *rest = cell.iter(f"{_W}t")
    first.text = text
    for each in rest:
        each.text = ""


def _rows(table):
    return table.findall(f"{_W}tr")


def _cells(row):
    return row.findall(f"{_W}tc")


def _table(root, chance):
    """A table of figures: of indicators, of a 別表, of programmes, of the budget."""
    tables = [each for each in root.iter(f"{_W}tbl") if len(_cells(_rows(each)[0])) > 2]
    return chance.choice(tables)


def _heads(table):
    return 2 if "基準値" in "".join(map(text_of, _cells(_rows(table)[0]))) else 1


def _row(root, chance):
    table = _table(root, chance)
    return chance.choice(_rows(table)[_heads(table) :])


def _labelled(root, chance, is_meant):
    found = [cell for cell in root.iter(f"{_W}tc") if is_meant(text_of(cell))]
    return chance.choice(found)


def drop_a_cell(root, chance):
    row = _row(root, chance)
    row.remove(chance.choice(_cells(row)))


def double_a_cell(root, chance):
    row = _row(root, chance)
    cell = chance.choice(_cells(row))
    row.insert([*row].index(cell), copy.deepcopy(cell))


def widen_a_cell(root, chance):
    said = chance.choice(_cells(_row(root, chance))).find(f"{_W}tcPr")
    span = said.find(f"{_W}gridSpan")
    if span is None:
        span = ElementTree.SubElement(said, f"{_W}gridSpan")
        span.set(f"{_W}val", "1")
    width = int(span.get(f"{_W}val"))
    span.set(f"{_W}val", str(width - 1 if width > 1 and chance.random() < 0.5 else width + 1))


def _years(root, chance):
    table = chance.choice([each for each in root.iter(f"{_W}tbl") if _year_heads(each)])
    return _year_heads(table)


def _year_heads(table):
    cells = [cell for row in _rows(table)[:2] for cell in _cells(row)]
    heads = [cell for cell in cells if _YEAR.fullmatch(text_of(cell))]
    return heads if len(heads) > 3 else []


def swap_years(root, chance):
    one, other = chance.sample(_years(root, chance), 2)
    if text_of(one) == text_of(other):
        return
    first, second = text_of(one), text_of(other)
    _write(one, second)
    _write(other, first)


def misspell_a_year(root, chance):
    head = chance.choice(_years(root, chance))
    year = text_of(head)
    slips = (
        f"Z{year[1:]}",
        year[1:],
        f"{year[0]}O年度",
        f"3{year[1:]}",
        year.replace("年度", "度"),
    )
    _write(head, chance.choice(slips))


def drop_a_number(root, chance):
    cell = _labelled(root, chance, _NUMBERED.match)
    _write(cell, text_of(cell)[1:])


def change_a_number(root, chance):
    cell = _labelled(root, chance, _NUMBERED.match)
    other = chance.choice([each for each in "①②③④⑤⑥⑦⑧⑨⑩" if each != text_of(cell)[0]])
    _write(cell, other + text_of(cell)[1:])


def drop_a_row(root, chance):
    table = _table(root, chance)
    table.remove(chance.choice(_rows(table)))


def split_a_table(root, chance):
    body, table = root.find(f"{_W}body"), _table(root, chance)
    rows = _rows(table)
    cut = chance.randrange(1, len(rows))
    rest = copy.deepcopy(table)
    for row in _rows(rest)[:cut]:
        rest.remove(row)
    for row in rows[cut:]:
        table.remove(row)
    at = [*body].index(table)
    body.insert(at + 1, ElementTree.Element(f"{_W}p"))
    body.insert(at + 2, rest)


def rename_a_label(root, chance):
    cell = _labelled(root, chance, lambda text: text in _LABELS or "指標（" in text)
    _write(cell, chance.choice(("年度別", "参考", "備考", "見直し後", "目標", "実績", "名称等")))


SLIPS = (
    drop_a_cell, double_a_cell, widen_a_cell, swap_years, misspell_a_year, drop_a_number,
    change_a_number, drop_a_row, split_a_table, rename_a_label,
)  # fmt: skip
