"""The audit: whether the figures of a sheet can be trusted, before they are published.

A check is a small pure function over the records; the modules of :mod:`evalkit.assess.checks` hold
them, one family each. A finding says where (in the form, and by its path in the sheet file), what
is printed there, the computation, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from typing import Literal

from evalkit.assess.assessment import Assessment, assess
from evalkit.assess.passages import Passage, passages
from evalkit.assess.places import form_order, form_place
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.fiscal import printing
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

FAMILIES = (
    "arithmetic",
    "breakdowns",
    "budgets",
    "costs",
    "agreement",
    "naming",
    "numbers",
    "reading",
    "amounts",
    "notation",
    "series",
    "target_plans",
    "targets",
    "target_years",
    "baselines",
    "references",
    "numbering",
    "completeness",
    "sources",
    "dates",
    "wording",
    "slips",
    "glyphs",
    "declarations",
)
"""Modules of :mod:`evalkit.assess.checks`, in the order in which a reviewer goes through a form."""


Text = Bilingual


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a check found: one thing, at one place."""

    path: KeyPath  # of the cell in the sheet file; years as text: ("actuals", "2008-2010")
    printed: str
    evidence: Text  # the computation, with its figures
    suggestion: Text
    severity: Severity | None = None  # where it differs from the check's own
    related: tuple[KeyPath, ...] = ()  # the other cells that the computation used
    cause: str = ""  # what several checks may find at once; only the gravest is reported


@dataclass(frozen=True, kw_only=True)
class Finding:
    """監査所見: what a check found, and whether the sheet's author has accepted it."""

    number: int  # from 1, in the order of the audit; pages, data and indexes call it by this
    check: str
    title: Text  # what the check looks for
    severity: Severity
    path: KeyPath
    place: Text
    printed: str
    evidence: Text
    suggestion: Text
    related: tuple[KeyPath, ...] = ()
    cause: str = ""
    accepted: str = ""  # the reason, where it was


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a check may look at beside the sheet."""

    assessment: Assessment
    previous: Sheet | None  # last year's sheet
    filed_under: int | None = None  # fiscal year of the sheet's folder, fy2012

    @property
    def sheet(self) -> Sheet:
        """The sheet under audit."""
        return self.assessment.sheet

    @property
    def as_of(self) -> date | None:
        """Day that decides which results are overdue."""
        return self.assessment.as_of

    @cached_property
    def texts(self) -> tuple[Passage, ...]:
        """Every text of the sheet with its path."""
        return passages(self.sheet)


Find = Callable[[Context], Iterable[Found]]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check: its name, how grave a finding is, what it looks for, and why that matters."""

    id: str
    severity: Severity
    title: Text
    why: Text
    find: Find = field(repr=False)


_CHECKS: dict[str, Check] = {}


def check(id_: str, severity: Severity, *, title: Text, why: Text) -> Callable[[Find], Find]:
    """Register a function as the check `id_`.

    Raises
    ------
    ValueError
        If another check has that name already.
    """

    def register(find: Find) -> Find:
        if id_ in _CHECKS:
            raise ValueError(f"two checks are called {id_}")
        _CHECKS[id_] = Check(id=id_, severity=severity, title=title, why=why, find=find)
        return find

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, family by family."""
    for family in FAMILIES:
        import_module(f"evalkit.assess.checks.{family}")
    return tuple(sorted(_CHECKS.values(), key=_family))


def _family(each: Check) -> int:
    """Place of its family, whatever the order in which the modules happened to be imported."""
    name = each.find.__module__.rpartition(".")[2]
    return FAMILIES.index(name) if name in FAMILIES else len(FAMILIES)


def audit(
    sheet: Sheet,
    *,
    as_of: date | None = None,
    previous: Sheet | None = None,
    filed_under: int | None = None,
) -> tuple[Finding, ...]:
    """Run every check that the sheet has not switched off.

    Parameters
    ----------
    sheet : Sheet
    as_of : date
        Decides which results are overdue; without it, none is.
    previous : Sheet
        Last year's sheet, for what was left over from it.
    filed_under : int
        Fiscal year of the folder that holds the sheet's file, where it is one's.

    Returns
    -------
    tuple of Finding
        The gravest first, then in the order of the form; one for each cause. Accepted ones too,
        with the reason.
    """
    return audit_assessed(assess(sheet, as_of=as_of), previous=previous, filed_under=filed_under)


def audit_assessed(
    assessment: Assessment, *, previous: Sheet | None = None, filed_under: int | None = None
) -> tuple[Finding, ...]:
    """Audit a sheet that is assessed already, by whatever preset. As :func:`audit` otherwise."""
    sheet = assessment.sheet
    context = Context(assessment=assessment, previous=previous, filed_under=filed_under)
    with printing(sheet.calendar):
        found = [
            _finding(sheet, each, found)
            for each in all_checks()
            if each.id not in sheet.audit.off
            for found in each.find(context)
        ]
    ordered = sorted(_one_each(found), key=lambda finding: _order(sheet, finding))
    return tuple(replace(each, number=number) for number, each in enumerate(ordered, start=1))


def _finding(sheet: Sheet, each: Check, found: Found) -> Finding:
    place = Text(*form_place(sheet, found.path))
    reasons = {(a.check, a.place): a.reason for a in sheet.audit.accept}
    accepted = reasons.get((each.id, place.ja)) or reasons.get((each.id, place.en), "")
    return Finding(
        number=0,  # given when all are known
        check=each.id,
        title=each.title,
        severity=found.severity or each.severity,
        path=found.path,
        place=place,
        printed=found.printed,
        evidence=found.evidence,
        suggestion=found.suggestion,
        related=found.related,
        cause=found.cause,
        accepted=accepted,
    )


def _one_each(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Keep the gravest finding of each cause; those without a cause stand for themselves."""
    kept: dict[str, Finding] = {}
    for number, finding in enumerate(findings):
        name = finding.cause or f"#{number}"
        other = kept.get(name)
        if other is None or _grave(finding) < _grave(other):
            kept[name] = finding
    return iter(kept.values())


def _grave(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _order(sheet: Sheet, finding: Finding) -> tuple[int, tuple[int, ...], str]:
    return _grave(finding), form_order(sheet, finding.path), finding.check


def count(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity stand; accepted ones are not counted."""
    grave = [finding.severity for finding in findings if not finding.accepted]
    return {severity: grave.count(severity) for severity in SEVERITIES}
