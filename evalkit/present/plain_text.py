"""What the commands print: findings, an assessment, and what is left to do, in plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.assess.assessment import ANNUAL, Assessment, IndicatorResult
from evalkit.assess.audit import SEVERITY_NAMES, Finding, Severity
from evalkit.assess.parameters import parse_parameters
from evalkit.assess.published import published_grades
from evalkit.assess.report_data import gather
from evalkit.assess.roll import TODOS, Rolled
from evalkit.present.frames import Row
from evalkit.present.read_report import words_beside
from evalkit.present.status import annual_label
from evalkit.present.tidy.findings import finding_row, problem_row
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Language
from evalkit.sheet.load import previous_document, read_document
from evalkit.sheet.model import Sheet
from evalkit.sheet.printing import fiscal_year, in_calendar, percent
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.round_paths import folder_year
from evalkit.sheet.source import Source

# `evalkit check` ----------------------------------------------------------------------------------


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
            last = previous_document(path)
            own = words_beside(path)
        except SheetProblems as problems:
            report.unreadable = True
            report.lines += [problem.text(lang) for problem in problems.problems]
            report.rows += [problem_row(problem, lang) for problem in problems.problems]
            continue
        previous = last.sheet if last else None
        facts = gather(document.sheet, given, previous, folder_year(path), document.source, own)
        report.lines += _finding_lines(facts.findings, document.source, words)
        file: Row = {"file": document.source.name}  # as the call names it, for an editor to open
        report.rows += (finding_row(each, facts) | file for each in facts.findings)
        report.severities |= {each.severity for each in facts.findings if not each.accepted}
    if not report.lines:
        report.lines.append(words("findings_none"))
    return report


def _finding_lines(findings: Sequence[Finding], source: Source, words: Words) -> Iterator[str]:
    """Lines of the findings for a terminal: what and where, the computation, what to do."""
    for finding in findings:
        line, column = source.place(finding.path)
        place, title = (words.said(text) for text in (finding.place, finding.title))
        printed = f"「{' '.join(finding.printed.split())}」" if finding.printed else ""
        grave = words.said(SEVERITY_NAMES[finding.severity])
        why = finding.accepted
        accepted = f"（{words('findings_accepted')}: {why}）" if why else ""
        yield f"{source.name}:{line}:{column}  {grave}  {place}{printed}: {title}{accepted}"
        yield f"    {words.said(finding.evidence)}"
        yield f"    → {words.said(finding.suggestion)}  [{finding.check}]"


# `evalkit assess` ---------------------------------------------------------------------------------


def outline(assessment: Assessment, words: Words) -> Iterator[str]:
    """Lines: the counts, by achievement goal, what was missed, what is unknown and until when."""
    with in_calendar(assessment.sheet.calendar):
        yield from _outline(assessment, words)


def _outline(assessment: Assessment, words: Words) -> Iterator[str]:
    sheet = assessment.sheet
    year = words.said(fiscal_year(sheet.fiscal_year))
    yield headline(assessment, words, year)
    if not assessment.results:
        return
    for goal in sheet.achievement_goals:
        own = assessment.distribution(goal.no)
        each = "  ".join(f"{annual_label(grade, words)} {own[grade]}" for grade in ANNUAL)
        yield f"  {words('goal_number', number=goal.no)}: {each}"
    if assessment.overall:
        yield f"{words('five_step_overall')}: {words.said(assessment.overall.label)}"
    yield f"{words('missed_any')}:"
    yield from _missed(assessment, words)
    yield f"{words('pending_list')}:"
    for result, due in assessment.pending():
        mark = f" [{words('overdue')}]" if due.overdue else ""
        yield f"  {_named(result)}  {words.said(fiscal_year(due.year))}  {due.printed}{mark}"
    yield f"（{words('reference_mark')}）"


def _missed(assessment: Assessment, words: Words) -> Iterator[str]:
    for result, year in assessment.missed(every_year=True):
        level = year.number("level_rate")
        rate = "" if level is None else f"  {percent(level, words.language)}"
        yield f"  {_named(result)}  {words.said(fiscal_year(year.year))}{rate}"


def _named(result: IndicatorResult) -> str:
    return f"{result.label} {result.indicator.name}"


def headline(assessment: Assessment, words: Words, year: str) -> str:
    """Return the counts in one sentence, with the indicators that missed their target."""
    if not assessment.results:
        return _without_indicators(assessment.sheet, words)
    headed_by, total = assessment.headed_by, len(assessment.results)
    if headed_by == "plan":
        return words("headline_plan", count=total)
    if headed_by == "final":
        outlooks = {str(name): count for name, count in assessment.outlooks().items()}
        return words("headline_final", count=total, **outlooks)
    if headed_by == "published":
        return _published_headline(assessment.sheet, words, count=total, year=year)
    counts: dict[str, object] = dict(assessment.distribution())
    missed = words("between_figures").join(result.label for result, _ in assessment.missed())
    idle = counts["not_started"]
    return words(
        "headline",
        **counts
        | {
            "count": total,
            "year": year,
            "names": words("headline_names", names=missed) if missed else "",
            "not_started": words("headline_not_started", count=idle) if idle else "",
        },
    )


def _published_headline(sheet: Sheet, words: Words, **about: object) -> str:
    grades = published_grades(sheet)
    counts = (f"{grade}{words.space}{count}" for grade, count in grades.items())
    shown = words("between_figures").join(counts)
    return words("headline_published", graded=sum(grades.values()), grades=shown, **about)


def _without_indicators(sheet: Sheet, words: Words) -> str:
    """Return a sentence on what a sheet tells of that has no indicators."""
    goals = sheet.achievement_goals
    there = {
        "measures": any(goal.measures for goal in goals),
        "examples": any(goal.examples for goal in goals),
        "evaluation": sheet.evaluation or any(goal.evaluation for goal in goals),
        "reference": sheet.reference,
        "budget": sheet.budget,
        "sections": sheet.sections,
    }
    parts = (words(name) for name, part in there.items() if part)
    return words("headline_none", parts=words("between_figures").join(parts))


# `evalkit roll` -----------------------------------------------------------------------------------


def todo_lines(rolled: Rolled, source: Source, words: Words) -> Iterator[str]:
    """One line for each open entry, in the order of the new file: where, and what to do.

    Parameters
    ----------
    rolled : Rolled
    source : Source
        The new sheet's file, for lines and columns.
    words : Words
    """
    kinds = Counter(entry.kind for entry in rolled.todo)
    yield words("todo_count", enter=kinds["enter"], confirm=kinds["confirm"])
    for entry in sorted(rolled.todo, key=lambda entry: source.place(entry.path)):
        line, column = source.place(entry.path)
        kind, place = words.said(TODOS[entry.kind]), words.said(entry.place)
        yield f"{source.name}:{line}:{column}  {kind}  {place}: {words.said(entry.what)}"


def dropped_lines(rolled: Rolled, old: str, words: Words) -> Iterator[str]:
    """One line for each text that the new sheet no longer holds; `old` names the old file."""
    if not rolled.dropped:
        return
    yield words("dropped_count", count=len(rolled.dropped), file=old)
    for each in rolled.dropped:
        printed = each.printed.replace("\n", "")
        reading = f"（{each.reading}）" if each.reading else ""
        place, why = words.said(each.place), words.said(each.why)
        yield f"  {place}: 「{printed}」{reading} {why}"
