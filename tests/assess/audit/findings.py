"""What one check finds, without the time that the others take."""

from __future__ import annotations

from evalkit.assess.audit import Finding, all_checks, audit
from evalkit.sheet.model import Sheet

IDS = {each.id for each in all_checks()}


def findings_of(check: str, sheet: Sheet, **options) -> list[Finding]:
    """Findings of one check, after the audit has dropped the lesser ones of one cause.

    The others run only where what it finds has a cause, of which one of them may say more.
    """
    assert check in IDS, f"no check is called {check}: that it is silent would say nothing"
    off = sheet.audit.off + tuple(IDS - {check})
    alone = sheet.model_copy(update={"audit": sheet.audit.model_copy(update={"off": off})})
    found = audit(alone, **options)
    if any(finding.cause for finding in found):
        found = audit(sheet, **options)
    return [finding for finding in found if finding.check == check]
