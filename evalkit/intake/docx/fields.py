"""Fields of Word: what the ones show that keep no result, and whose result may be another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from evalkit.intake.docx.styles import is_on
from evalkit.intake.docx.symbols import symbol
from evalkit.sheet.package import first, value
from evalkit.sheet.text import fold

_CHANGING = ("DATE", "TIME", "PRINTDATE", "LINK", "DDE", "DDEAUTO", "INCLUDETEXT", "FILLIN", "ASK")
_CIRCLED = re.compile(
    r"EQ\s+\\o\s*(?:\\a[clr]\s*)?\(\s*[○◯〇]\s*[,;、]\s*(\d{1,2})\s*\)", re.IGNORECASE
)
_RUBY = re.compile(
    r"EQ\s.*\\o\s*\\a[dclr]\s*\(\s*\\s\s*\\up\s*\d+\s*\([^()]*\)\s*[,;]\s*([^()]*)\)", re.IGNORECASE
)
_SYMBOL = re.compile(r"SYMBOL\s+(\d+|0x[0-9a-f]+)(?:.*\\f\s*\"([^\"]*)\")?", re.IGNORECASE)
_BUTTON = re.compile(r"(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)


@dataclass
class Field:
    """A field that is being read."""

    form: Element | None = None  # what an old field of a form says of itself
    code: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        """First word of its code."""
        return (self.code.split() or [""])[0].upper()

    @property
    def changes(self) -> bool:
        """Whether it shows another result at another time, or with another file."""
        return self.name in _CHANGING

    def shown(self) -> str | None:
        r"""What it shows without a result; None where that is not known.

        Examples
        --------
        >>> Field(code=r" eq \o\ac(○,３) ").shown(), Field(code=" XE 評価 ").shown()
        ('③', '')
        >>> Field(code=r" EQ \f(1,2) ").shown()
        """
        if self.name == "FORMCHECKBOX":
            return "☑" if _is_ticked(self.form) else "☐"
        if self.name == "FORMDROPDOWN":
            return _chosen(self.form)
        code = self.code.strip()
        if found := _BUTTON.fullmatch(code):
            return found[1].strip()
        if found := _SYMBOL.match(code):
            return symbol(found[2] or "Symbol", int(found[1], 0))
        return _equation(code) if self.name == "EQ" else ""


def _equation(code: str) -> str | None:
    if found := _CIRCLED.fullmatch(fold(code)):
        return circled(int(found[1]))
    found = _RUBY.fullmatch(code)
    return found[1] if found else None


def circled(number: int) -> str | None:
    """Number in a circle, up to 50.

    Examples
    --------
    >>> circled(3), circled(21), circled(50), circled(51)
    ('③', '㉑', '㊿', None)
    """
    for last, before in ((20, 0x245F), (35, 0x3250 - 20), (50, 0x32B0 - 35)):
        if 0 < number <= last:
            return chr(before + number)
    return None


def _is_ticked(form: Element | None) -> bool:
    box = first(form, "w:checkBox")
    for name in ("w:checked", "w:default"):
        said = first(box, name)
        if said is not None:
            return is_on(said)
    return False


def _chosen(form: Element | None) -> str:
    choices = first(form, "w:ddList")
    entries = [
        each.get("w:val", "")
        for each in (choices if choices is not None else ())
        if each.tag == "w:listEntry"
    ]
    at = value(choices, "w:result") or value(choices, "w:default") or "0"
    return entries[int(at)] if at.isdecimal() and int(at) < len(entries) else ""
