"""What the cell of an indicator's name says: its number, name, unit and note."""

from __future__ import annotations

import re
from typing import NamedTuple

from evalkit.sheet.references import CIRCLED, read_number_sign

_NUMBERED = re.compile(
    rf"\s*(?P<lead>(?:(?:測定|成果|活動|参考)?指標)(?=\s?[0-9０-９{CIRCLED}（(]))?\s?"
    rf"(?P<number>[{CIRCLED}]|[0-9０-９]+(?:[-.－．][0-9０-９]+)*(?=[\s、．.)）])"
    rf"|[0-9０-９]{{1,3}}[{CIRCLED}]|[A-Z](?:-[0-9]+)+(?=\s)|[（(][0-9０-９]+[)）]|[0-9０-９]{{1,2}}$)[\s、．.)）]*(?P<name>.*)",
    re.DOTALL,
)
_UNIT = re.compile(r"[（(](?:単位)[:：]?\s*(?P<unit>[^（）()]+)[)）]")
_MARK = re.compile(r"(?<=[^\n（(])※")  # a PDF may not say that a line ends before it
_NOTE = re.compile(r"[（(]?(?:[※＊*]|注[)）:：0-9０-９])")


class ReadName(NamedTuple):
    """Parts of a name's cell; "" for what it does not have."""

    number: str
    name: str
    unit: str
    note: str
    lead: str = ""  # word before the number: 指標


def read_name(text: str) -> ReadName:
    r"""Parts of the cell of a name.

    Examples
    --------
    >>> read_name("⑤支援の割合\n（単位：％）\n※本事業は、リスクが高い。")
    ReadName(number='5', name='支援の割合', unit='％', note='※本事業は、リスクが高い。', lead='')
    >>> read_name("指標1-2　参加者数")
    ReadName(number='1-2', name='参加者数', unit='', note='', lead='指標')
    >>> read_name("1 共同研究の件数").number, read_name("10年後の生存率").number
    ('1', '')
    """
    found = _NUMBERED.match(text)
    number = read_number_sign(found["number"].strip("（）()")) if found else ""
    first, *rest = _MARK.sub("\n※", (found["name"] if found else text).strip()).split("\n")
    names, unit = [first], ""
    notes: list[str] = []
    for line in rest:
        if said := _UNIT.fullmatch(line.strip()):
            unit = said["unit"]
        elif notes or _NOTE.match(line):
            notes.append(line)
        else:
            names.append(line)
    lead = (found["lead"] or "") if found else ""
    return ReadName(number, "\n".join(names), unit, "\n".join(notes), lead)


def follows(number: str, before: str) -> bool:
    """Whether a number is the next after another; the first of all is 1.

    Examples
    --------
    >>> follows("1", ""), follows("4-2-2", "4-2-1"), follows("4", "2"), follows("4-2-1", "")
    (True, True, False, True)
    >>> follows("15②", "15①"), follows("16①", "15②")
    (True, False)
    """
    head, last = _parts(number)
    head_before, last_before = _parts(before)
    if not before:
        return head != "" or last == "1"
    in_order = last.isdecimal() and last_before.isdecimal() and int(last) == int(last_before) + 1
    return head == head_before and in_order


def _parts(number: str) -> tuple[str, str]:
    """Number without its last part, and that: 4-2 and 1, 15 and 2 of 15②."""
    spelt = "".join(f"-{read_number_sign(each)}" if each in CIRCLED else each for each in number)
    head, _, last = spelt.lstrip("-").replace(".", "-").rpartition("-")
    return head, last
