"""`evalkit check`: problems and findings of several sheets in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.assess.audit import Finding, Severity, audit
from evalkit.assess.parameters import parse_parameters
from evalkit.present.findings import finding_lines, finding_rows
from evalkit.present.frames import Row
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Language
from evalkit.sheet.load import folder_year, read_document, read_previous
from evalkit.sheet.problems import Problem, SheetProblems


@dataclass
class CheckReport:
    """What there is to say of the sheets, as lines and as rows."""

    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    severities: set[Severity] = field(default_factory=set)
    unreadable: bool = False

    def exit_code(self, *, strict: bool) -> int:
        """0 nothing at or above the threshold, 1 findings, 2 a sheet that cannot be read."""
        if self.unreadable:
            return 2
        counted = {"error", "warning", "info"} if strict else {"error", "warning"}
        return int(bool(self.severities & counted))


def check_sheets(sheets: Sequence[Path], *, as_of: str = "", lang: Language = "ja") -> CheckReport:
    """Read and audit every sheet; one that cannot be read does not stop the others."""
    day = parse_parameters({"as_of": as_of}, name="--as-of").as_of
    words = Words(lang)
    report = CheckReport()
    for path in sheets:
        try:
            document = read_document(path)
            previous = read_previous(path, document.sheet)
        except SheetProblems as problems:
            report.unreadable = True
            report.lines += [problem.text(lang) for problem in problems.problems]
            report.rows += [_row(problem, lang) for problem in problems.problems]
            continue
        findings = audit(
            document.sheet, as_of=day, previous=previous, filed_under=folder_year(path)
        )
        report.lines += finding_lines(findings, document.source, words)
        report.rows += finding_rows(findings, document.source, words)
        report.severities |= _standing(findings)
    if not report.lines:
        report.lines.append(words("findings_none"))
    return report


def _standing(findings: Sequence[Finding]) -> set[Severity]:
    return {finding.severity for finding in findings if not finding.accepted}


def _row(problem: Problem, lang: Language) -> Row:
    return {
        "check": problem.code,
        "severity": "error",
        "place": problem.place,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "printed": str(problem.details.get("seen", "")),
        "evidence": problem.what(lang),
        "suggestion": "",
        "accepted": "",
    }
