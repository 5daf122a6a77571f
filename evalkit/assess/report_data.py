"""Everything that is known of one sheet: what it means, what the audit found, what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from evalkit.assess.assessment import Assessment, assess_sheet
from evalkit.assess.audit import Finding, audit_assessed
from evalkit.assess.audit.word_lists import WordLists
from evalkit.assess.compare import Comparison, compare
from evalkit.assess.parameters import Parameters
from evalkit.sheet.model import Sheet
from evalkit.sheet.source import Source


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """What a report, its data and an index tell of."""

    parameters: Parameters
    assessment: Assessment
    findings: tuple[Finding, ...]  # as the audit orders them
    previous: Sheet | None = None  # last year's sheet of the same goal
    source: Source | None = None  # where each cell stands in the sheet's file, if it has one

    @property
    def sheet(self) -> Sheet:
        """The sheet itself."""
        return self.assessment.sheet

    @cached_property
    def comparison(self) -> Comparison | None:
        """What has changed since last year's sheet, where there is one."""
        if self.previous is None:
            return None
        return compare(self.previous, self.sheet, as_of=self.parameters.as_of)


def gather(
    sheet: Sheet,
    parameters: Parameters | None = None,
    previous: Sheet | None = None,
    filed_under: int | None = None,
    source: Source | None = None,
    words: WordLists | None = None,
) -> ReportData:
    """Assess and audit `sheet`.

    Parameters
    ----------
    sheet : Sheet
    parameters : Parameters
        What the round's reports share; the defaults without them.
    previous : Sheet
        Last year's sheet of the same goal.
    filed_under : int
        Fiscal year of the folder that holds the sheet's file, where it is one's.
    source : Source
        The sheet's file, for the data to say where each figure stands.
    words : WordLists
        What the checks on words go by; evalkit's own lists without them.
    """
    given = parameters or Parameters()
    assessment = assess_sheet(sheet, given.preset, given.as_of, given.preset_options)
    return ReportData(
        parameters=given,
        assessment=assessment,
        findings=audit_assessed(
            assessment, previous=previous, filed_under=filed_under, words=words
        ),
        previous=previous,
        source=source,
    )
