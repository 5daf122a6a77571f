"""`evalkit check`: problems and findings of several sheets in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.assess.audit import Severity
from evalkit.assess.parameters import parse_parameters
from evalkit.assess.report_data import gather
from evalkit.present.findings import finding_lines
from evalkit.present.frames import Row
from evalkit.present.tidy.findings import finding_row, problem_row
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Language
from evalkit.sheet.load import folder_year, read_document, read_previous
from evalkit.sheet.problems import SheetProblems


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
    given = parse_parameters({"as_of": as_of, "language": lang}, name="--as-of")
    words = Words(lang)
    report = CheckReport()
    for path in sheets:
        try:
            document = read_document(path)
            previous = read_previous(path, document.sheet)
        except SheetProblems as problems:
            report.unreadable = True
            report.lines += [problem.text(lang) for problem in problems.problems]
            report.rows += [problem_row(problem, lang) for problem in problems.problems]
            continue
        facts = gather(document.sheet, given, previous, folder_year(path), document.source)
        report.lines += finding_lines(facts.findings, document.source, words)
        file: Row = {"file": document.source.name}  # as the call names it, for an editor to open
        report.rows += (finding_row(each, facts) | file for each in facts.findings)
        report.severities |= {each.severity for each in facts.findings if not each.accepted}
    if not report.lines:
        report.lines.append(words("findings_none"))
    return report
