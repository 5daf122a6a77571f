"""The audit: whether the figures of a sheet can be trusted, before they are published.

The kit (:mod:`~evalkit.assess.audit.kit`) says what a check is, the form
(:mod:`~evalkit.assess.audit.form`) what it walks over; the checks themselves stand by the part of
the form that they look at, in :mod:`~evalkit.assess.audit.checks`; the run
(:mod:`~evalkit.assess.audit.run`) makes findings of what they find.
"""

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import SEVERITIES, SEVERITY_NAMES, Check, Severity, all_checks
from evalkit.assess.audit.run import Finding, audit, audit_assessed, count

__all__ = [
    "SEVERITIES",
    "SEVERITY_NAMES",
    "Check",
    "Finding",
    "Form",
    "Severity",
    "all_checks",
    "audit",
    "audit_assessed",
    "count",
]
