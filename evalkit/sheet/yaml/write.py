"""Plain data as YAML in the style of the sheet files: one short line for what one line can hold."""

from __future__ import annotations

import re
from typing import get_args

from evalkit.sheet.budget import BudgetItem
from evalkit.sheet.plain_data import Plain
from evalkit.sheet.yaml.slips import in_curly_quotes

_WIDEST = 120  # characters of a mapping on one line
_ONE_LINE = frozenset(
    {"outcome", "output", "measure", "mean", "rows", "columns", "labels", "pictures"}
    | {"decisions", "external_values", "targets", "off", "accept", *get_args(BudgetItem)}
)
SPACED = frozenset({"achievement_goals", "indicators"})  # an empty line after each entry
_BARE = frozenset(  # keys whose value is a number to people, and a text to evalkit all the same
    {
        "no",
        "fiscal_year",
        "years",
        "since",
        "main",
        "tolerance",
        "break_after",
        "limit",
        "achievement_goal",
    }
)

_NUMERIC = re.compile(r"[+-]?[0-9.][0-9.,_]*(?:[eE][+-]?[0-9]+)?|0[xob][0-9a-fA-F]+|[0-9:]+")
_WORD = re.compile(r"~|null|true|false|yes|no|on|off|y|n|\.nan|[+-]?\.inf|=|<<", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")
_UNSAFE = re.compile(r"[-?:](?:\s|$)|[\s,\[\]{}#&*!|>'\"%@`]|---|\.\.\.|.*(?:: |:$| #|\s$)")
_UNSAFE_IN_FLOW = re.compile(r".*[,\[\]{}]|[-?:]|.*:")
_UNPRINTABLE = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def scalar(text: str, *, key: str = "", flow: bool = False, quote: str = "") -> str:
    r"""Write a text in one line: as it stands where YAML allows it, or else in quotes.

    Parameters
    ----------
    text : str
    key : str
        Key that the text belongs to: ``no: 1`` needs no quotes, ``review_sheet: "0208"`` does.
    flow : bool
        Whether the text stands inside ``[ ]`` or ``{ }``, where commas and brackets count.
    quote : str
        Quotation mark to keep, if the text that this one replaces had some.

    Examples
    --------
    >>> print(scalar("16,302件"), scalar("16,302件", flow=True), scalar("0208"), scalar("7-2"))
    16,302件 "16,302件" "0208" 7-2
    >>> print(scalar("注: 速報"), scalar("7件\n（27件）"), scalar("1", key="no"))
    "注: 速報" "7件\n（27件）" 1
    """
    if quote == "'" and "\n" not in text and not _UNPRINTABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    if quote or not _plain_is_safe(text, key=key, flow=flow):
        return '"' + _UNPRINTABLE.sub(_escape, _escape_usual(text)) + '"'
    return text


def _plain_is_safe(text: str, *, key: str, flow: bool) -> bool:
    if not text or "\n" in text or _UNPRINTABLE.search(text) or _UNSAFE.match(text):
        return False
    if in_curly_quotes(text):
        return False
    if flow and _UNSAFE_IN_FLOW.match(text):
        return False
    special = _NUMERIC.fullmatch(text) or _WORD.fullmatch(text) or _DATE.fullmatch(text)
    return key in _BARE or not special


def _escape_usual(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def fits_block(text: str) -> bool:
    r"""Whether `text` can stand as a block of its own lines (``|-``), none of them altered.

    Examples
    --------
    >>> fits_block("7件\n（27件）"), fits_block("7件"), fits_block("  7件\n（27件）")
    (True, False, False)
    """
    inside = text.removesuffix("\n")
    return (
        "\n" in text
        and inside == inside.strip(" \n")
        and bool(inside)
        and not _UNPRINTABLE.search(text)
    )


def block_head(text: str) -> str:
    """Indicator in front of a block: ``|-``, or ``|`` if the text ends with a line break."""
    return "|" if text.endswith("\n") else "|-"


def block_lines(text: str, indent: int) -> list[str]:
    """Lines of a block under its indicator; empty lines stay empty."""
    return [" " * indent + line if line else "" for line in text.removesuffix("\n").split("\n")]


def entry(key: str, value: Plain, indent: int = 0) -> list[str]:
    r"""Lines of one ``key: value`` of a mapping whose keys stand at column `indent`.

    Examples
    --------
    >>> print("\n".join(entry("target", "11件\n（48件）")))
    target: |-
      11件
      （48件）
    >>> print("\n".join(entry("total", {"2011": "20,754,867"}, 2)))
      total: {2011: "20,754,867"}
    >>> print("\n".join(entry("actuals", {"2011": "20件", "2012": "22件"})))
    actuals:
      2011: 20件
      2012: 22件
    """
    head = f"{' ' * indent}{scalar(key, key='no')}:"
    if isinstance(value, str):
        return _text_entry(head, key, value, indent)
    line = f"{head} {in_one_line(value, key)}"
    if not value or _is_reading(value) or (_flows(key, value) and len(line) <= _WIDEST):
        return [line]
    if isinstance(value, dict):
        return [head, *mapping(value, indent + 2)]
    return [head, *(line for item in value for line in list_item(key, item, indent + 2))]


def _text_entry(head: str, key: str, text: str, indent: int) -> list[str]:
    if fits_block(text):
        return [f"{head} {block_head(text)}", *block_lines(text, indent + 2)]
    return [f"{head} {scalar(text, key=key)}"]


def _flows(key: str, value: Plain) -> bool:
    """Whether the style puts `value` on one line; a list's own items may, the list may not."""
    if isinstance(value, list) and any(not isinstance(item, str) for item in value):
        return False
    return key in _ONE_LINE


def _is_reading(value: Plain) -> bool:
    return isinstance(value, dict) and set(value) == {"printed", "reading"}


def mapping(value: dict[str, Plain], indent: int = 0) -> list[str]:
    """Lines of a mapping whose keys stand at column `indent`."""
    return [line for key, below in value.items() for line in entry(key, below, indent)]


def list_item(key: str, item: Plain, indent: int = 0) -> list[str]:
    """Lines of one ``- item`` in the list called `key`, its dash at column `indent`.

    Examples
    --------
    >>> list_item("data_sources", {"achievement_goal": "1", "text": "年報"}, 2)
    ['  - achievement_goal: 1', '    text: 年報']
    """
    dash = " " * indent + "- "
    if isinstance(item, str):
        lines = _text_entry(dash.removesuffix(" "), "", item, indent)
    elif key in _ONE_LINE and len(line := dash + in_one_line(item, key)) <= _WIDEST:
        lines = [line]
    elif isinstance(item, dict) and item:
        lines = mapping(item, indent + 2)
        lines[0] = dash + lines[0].lstrip(" ")
    else:
        lines = [dash + in_one_line(item, key)]
    return [*lines, ""] if key in SPACED and lines[-1] else lines


def in_one_line(value: Plain, key: str = "") -> str:
    """Write `value` in one line, lists and mappings in brackets.

    Examples
    --------
    >>> print(in_one_line(["甲", "乙"]), in_one_line({"printed": "1,30", "reading": "130"}))
    [甲, 乙] {printed: "1,30", reading: "130"}
    """
    if isinstance(value, str):
        return scalar(value, key=key, flow=True)
    if isinstance(value, list):
        return "[" + ", ".join(in_one_line(item) for item in value) + "]"
    inside = (f"{scalar(k, key='no', flow=True)}: {in_one_line(v, k)}" for k, v in value.items())
    return "{" + ", ".join(inside) + "}"
