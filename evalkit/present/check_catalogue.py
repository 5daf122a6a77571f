"""Which checks the audit makes and why: as lines for a terminal, and as the page docs/CHECKS.md."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from itertools import groupby

from evalkit.assess.audit import SEVERITY_NAMES, Check, all_checks
from evalkit.present.words import Words

_HEAD = """\
# 点検の項目 / The checks of the audit

Made by `make checks` from the checks themselves: change the code, not this page.

`evalkit check SHEET` runs them all; `evalkit check --list` prints this list, and
`evalkit check --explain ID` one entry. A sheet names a check by its ID, to switch it off
(`audit: off`) or to accept one finding with a reason (`audit: accept`).
"""


class UnknownCheckError(LookupError):
    """No check has this ID; `likely` is the one that was probably meant, or ''."""

    def __init__(self, id_: str) -> None:
        super().__init__(id_)
        self.likely = next(iter(difflib.get_close_matches(id_, _by_id(), n=1)), "")


def _by_id() -> dict[str, Check]:
    return {each.id: each for each in all_checks()}


def list_lines(words: Words) -> Iterator[str]:
    """Yield one line for each check: its ID, how grave a finding is, and its title.

    Examples
    --------
    >>> next(line for line in list_lines(Words("en")) if line.startswith("no-target "))
    'no-target                     Note: Indicators without any target'
    """
    widest = max(map(len, _by_id()))
    for each in all_checks():
        yield f"{each.id:<{widest}}  {_titled(each, words)}"


def explain_lines(id_: str, words: Words) -> list[str]:
    """Title, severity and reason of one check.

    Raises
    ------
    UnknownCheckError

    Examples
    --------
    >>> for line in explain_lines("budget-total", Words("en")):
    ...     print(line)
    budget-total  Error: The total is not the sum of initial, supplementary and carry-over
    Where the parts of a budget do not make its total, one of the amounts is wrong.
    """
    each = _by_id().get(id_)
    if each is None:
        raise UnknownCheckError(id_)
    return [f"{id_}  {_titled(each, words)}", words.said(each.why)]


def _titled(each: Check, words: Words) -> str:
    return f"{words.said(SEVERITY_NAMES[each.severity])}: {words.said(each.title)}"


def page() -> str:
    """Text of docs/CHECKS.md: every check, family by family, in both languages."""
    families = groupby(all_checks(), key=lambda each: each.module)
    return "\n".join([_HEAD, *(_family(module, list(checks)) for module, checks in families)])


def _family(module: str, checks: list[Check]) -> str:
    name = module.rpartition(".")[2]
    what = (sys.modules[module].__doc__ or "").partition("\n")[0]
    entries = "\n".join(map(_entry, checks))
    return f"## {name}\n\n{what}\n\n{entries}"


def _entry(each: Check) -> str:
    severity = SEVERITY_NAMES[each.severity]
    return (
        f"### `{each.id}`\n\n"
        f"**{severity.ja}: {each.title.ja}** / **{severity.en}: {each.title.en}**\n\n"
        f"{each.why.ja}\n\n{each.why.en}\n"
    )
