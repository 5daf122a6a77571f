"""Which names a sheet and its round may have: those that every machine takes that reports reach.

A report is copied to other disks, unpacked on Windows, named in a log, a link and a shell. One rule
for all of them, for the file of the sheet and for the folder of its round.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator

from evalkit.sheet.bilingual import Bilingual, Language

_LONGEST = 200  # bytes of a name, to which endings are added
_FORBIDDEN = frozenset("<>:\"'/\\|?*`")
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{kind}{digit}" for kind in ("com", "lpt") for digit in range(10)
}
_OTHERS = (".digest", ".failed", ".retired", ".edited", ".index", ".html", ".pdf", ".ipynb")
"""Ends of the names of other files that a report leaves."""

_WHY: dict[str, Bilingual] = {
    "taken": Bilingual("ほかのファイルの名前と重なります", "another file has that name"),
    "long": Bilingual("長すぎます", "it is too long"),
    "device": Bilingual("Windows の予約名です", "Windows keeps it for a device"),
    "start": Bilingual(
        "先頭に空白、「.」「-」は使えません", 'it may not begin with a space, "." or "-"'
    ),
    "end": Bilingual("末尾に空白、「.」は使えません", 'it may not end with a space or "."'),
    "character": Bilingual("「{what}」は使えません", 'it may not hold "{what}"'),
    "invisible": Bilingual(
        "見えない文字（{what}）は使えません", "it may not hold the invisible character {what}"
    ),
}


def name_key(name: str) -> str:
    """What two names share that are one file on some machine: case, width, composition aside.

    Examples
    --------
    >>> name_key("７-2Ａ") == name_key("7-2a")
    True
    """
    return unicodedata.normalize("NFKC", name).casefold()


def shown_name(name: str) -> str:
    r"""Name on one line, as far as it can be shown.

    Examples
    --------
    >>> shown_name("7-2\nfy2012/7-3")
    '7-2�fy2012/7-3'
    """
    spelt = os.fsencode(name).decode("utf-8", "replace")
    return "".join("\ufffd" if _is_invisible(each) else each for each in spelt)[:40]


def name_fault(name: str, language: Language) -> str:
    """Why a sheet or a round cannot be called `name`; empty where it can.

    Examples
    --------
    >>> name_fault("7-2", "en"), name_fault("NUL", "en"), name_fault("7-2.", "en")
    ('', 'Windows keeps it for a device', 'it may not end with a space or "."')
    """
    code, what = next(_faults(name), ("", ""))
    return _WHY[code].in_(language).format(what=what) if code else ""


def _is_invisible(character: str) -> bool:
    """Whether it is a control, a format, a lone surrogate, or a separator of lines."""
    kind = unicodedata.category(character)
    return kind[0] == "C" or kind in ("Zl", "Zp")


def _faults(name: str) -> Iterator[tuple[str, str]]:
    key = name_key(name)
    if key == "index" or key.endswith(_OTHERS):
        yield "taken", ""
    if len(os.fsencode(name)) > _LONGEST:
        yield "long", ""
    for each in name:
        if _is_invisible(each):
            yield "invisible", f"U+{ord(each):04X}"
        if each in _FORBIDDEN:
            yield "character", each
    if key.partition(".")[0].rstrip() in _DEVICES:
        yield "device", ""
    if key.startswith((" ", ".", "-")):
        yield "start", ""
    if key.endswith((" ", ".")):
        yield "end", ""
