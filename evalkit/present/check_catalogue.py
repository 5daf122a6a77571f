"""Which checks the audit makes and why: as lines for a terminal, and as the page docs/CHECKS.md.

The page also shows of each check a sheet on which it fires and an ordinary one on which it is
silent, where the cases that tests are made of have one.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from textwrap import dedent

import yaml

from evalkit.assess.audit import SEVERITY_NAMES, Check, all_checks
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Bilingual

_HEAD = """\
# 点検の項目 / The checks of the audit

Made by `make checks` from the checks themselves: change the code, not this page.

`evalkit check SHEET` runs them all; `evalkit check --list` prints this list, and
`evalkit check --explain ID` one entry, without its examples: sheets of the tests, which leave out
what every sheet must have. A sheet names a check by its ID, to switch it off
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
    """Title, severity and reason of one check; what it says, with its gaps, and what to do.

    Raises
    ------
    UnknownCheckError

    Examples
    --------
    >>> for line in explain_lines("budget-total", Words("en")):
    ...     print(line)
    budget-total  Error: The total is not the sum of initial, supplementary and carry-over
    Where the parts of a budget do not make its total, one of the amounts is wrong.
        {parts} = {sum}; the printed total is {total}, off by {miss}.{slip}
        → Check the parts and the total against the accounts, and correct the wrong amount.
    """
    each = _by_id().get(id_)
    if each is None:
        raise UnknownCheckError(id_)
    sentences = (f"    {words.said(text)}" for text in _sentences(each))
    return [f"{id_}  {_titled(each, words)}", words.said(each.why), *sentences]


def _sentences(each: Check) -> Iterator[Bilingual]:
    """What a check says, of every case, and after an arrow what to do."""
    yield from each.says.values()
    for text in each.do.values():
        yield Bilingual(f"→ {text.ja}", f"→ {text.en}")


def _titled(each: Check, words: Words) -> str:
    return f"{words.said(SEVERITY_NAMES[each.severity])}: {words.said(each.title)}"


def page(cases: Path) -> str:
    """Text of docs/CHECKS.md: every check, family by family, in both languages.

    Parameters
    ----------
    cases : Path
        Folder of the cases, a file for each module of checks: ``words/style.yaml``.
    """
    families = groupby(all_checks(), key=lambda each: each.module)
    return "\n".join([_HEAD, *(_family(module, checks, cases) for module, checks in families)])


def _family(module: str, checks: Iterable[Check], cases: Path) -> str:
    part, name = module.split(".")[-2:]
    what = (sys.modules[module].__doc__ or "").partition("\n")[0]
    examples = _Examples(cases / part / f"{name}.yaml")
    entries = "\n".join(_entry(each, examples) for each in checks)
    return f"## {name}\n\n{what}\n\n{entries}"


def _entry(each: Check, examples: _Examples) -> str:
    severity = SEVERITY_NAMES[each.severity]
    sentences = "\n".join(f"- {text.ja} / {text.en}" for text in _sentences(each))
    return (
        f"### `{each.id}`\n\n"
        f"**{severity.ja}: {each.title.ja}** / **{severity.en}: {each.title.en}**\n\n"
        f"{each.why.ja}\n\n{each.why.en}\n\n"
        f"{sentences}\n{examples.first(each.id, 'fires')}{examples.first(each.id, 'silent')}"
    )


_KINDS = {"fires": "指摘する例 / It fires", "silent": "指摘しない例 / It is silent"}


class _Examples:
    """The cases of a module's checks, as their file has them, if there is one."""

    def __init__(self, path: Path) -> None:
        text = path.read_text("utf-8") if path.is_file() else "{}"
        self._lines = text.splitlines()
        self._checks = _entries(yaml.compose(text, Loader=yaml.CSafeLoader))

    def first(self, check: str, kind: str) -> str:
        """The first case of a kind, with its first finding; "" where there is none."""
        if check not in self._checks or kind not in (kinds := _entries(self._checks[check])):
            return ""
        node = kinds[kind].value[0]
        case = _entries(node)
        starts = [key.start_mark.line for key, _ in node.value] + [node.end_mark.line]
        given = [
            line
            for name, (start, end) in zip(case, pairwise(starts), strict=True)
            if name not in ("case", "finds")
            for line in self._lines[start:end]
        ]
        sheet = dedent("\n".join(given)).strip()
        said = _entries(case["finds"].value[0])["ja"].value if "finds" in case else ""
        shown = f"\n{_KINDS[kind]}: {case['case'].value}\n\n```yaml\n{sheet}\n```\n"
        return shown + (f"\n> {said}\n" if said else "")


def _entries(node: yaml.Node) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value}
