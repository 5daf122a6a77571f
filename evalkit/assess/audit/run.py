"""The audit of a sheet: every check run over its form, and what they found in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evalkit.assess.assessment import Assessment, assess_sheet
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import SEVERITIES, Check, Hit, Place, Severity, all_checks
from evalkit.assess.audit.word_lists import WordLists, house_words
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_order, form_place
from evalkit.sheet.printing import in_calendar


@dataclass(frozen=True, kw_only=True)
class Finding:
    """監査所見: what a check found, and whether the sheet's author has accepted it."""

    number: int  # from 1, in the order of the audit; pages, data and indexes call it by this
    check: str
    title: Bilingual  # what the check looks for
    severity: Severity
    path: KeyPath
    place: Bilingual
    printed: str
    evidence: Bilingual
    suggestion: Bilingual
    related: tuple[KeyPath, ...] = ()
    cause: str = ""
    accepted: str = ""  # the reason, where it was


def audit(
    sheet: Sheet,
    *,
    as_of: date | None = None,
    previous: Sheet | None = None,
    filed_under: int | None = None,
    words: WordLists | None = None,
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
    words : WordLists
        What the checks on words go by; evalkit's own lists without them.

    Returns
    -------
    tuple of Finding
        The gravest first, then in the order of the form; one for each cause. Accepted ones too,
        with the reason.

    Examples
    --------
    >>> from evalkit.sheet.load import read_sheet
    >>> gravest = audit(read_sheet("params/fy2012/7-2.yaml"))[0]
    >>> print(gravest.number, gravest.severity, gravest.place.ja, gravest.printed)
    1 error 達成目標1 指標③ 年度ごとの目標値 24年度 230機関
    """
    assessment = assess_sheet(sheet, as_of=as_of)
    return audit_assessed(assessment, previous=previous, filed_under=filed_under, words=words)


def audit_assessed(
    assessment: Assessment,
    *,
    previous: Sheet | None = None,
    filed_under: int | None = None,
    words: WordLists | None = None,
) -> tuple[Finding, ...]:
    """Audit a sheet that is assessed already, by whatever preset. As :func:`audit` otherwise."""
    sheet = assessment.sheet
    form = Form(
        assessment=assessment,
        previous=previous,
        filed_under=filed_under,
        words=words or house_words(),
    )
    off = {*sheet.audit.off, *sheet.profile.checks.off}
    with in_calendar(sheet.calendar):
        found = [
            _finding(form, each, hit)
            for each in all_checks()
            if each.id not in off
            for hit in each.hits(form)
        ]
    ordered = sorted(_one_each(found), key=_order)
    return tuple(replace(each, number=number) for number, each in enumerate(ordered, start=1))


def _finding(form: Form, each: Check, hit: Hit) -> Finding:
    path = _path(hit.at)
    place = form_place(form.sheet, path)
    worded = form.sheet.profile.worded
    reasons = {(a.check, a.place): a.reason for a in form.sheet.audit.accept}
    accepted = reasons.get((each.id, place.ja)) or reasons.get((each.id, place.en), "")
    return Finding(
        number=0,  # given when all are known
        check=each.id,
        title=worded(each.title),
        severity=hit.severity or each.severity,
        path=path,
        place=place,
        printed=hit.at.printed if isinstance(hit.at, Place) else form.printed(path),
        evidence=worded(hit.said(each.says)),
        suggestion=worded(hit.said(each.do)),
        related=tuple(map(_path, hit.related)),
        cause=hit.cause,
        accepted=accepted,
    )


def _path(at: Place | KeyPath) -> KeyPath:
    return at.path if isinstance(at, Place) else at


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


def _order(finding: Finding) -> tuple[int, tuple[int, ...], str]:
    return _grave(finding), form_order(finding.path), finding.check


def count(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity stand; accepted ones are not counted."""
    grave = [finding.severity for finding in findings if not finding.accepted]
    return {severity: grave.count(severity) for severity in SEVERITIES}
