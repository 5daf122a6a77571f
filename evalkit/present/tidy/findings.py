"""The table of the findings: the one schema of a finding, in the data and in ``check --json``."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.assess.audit import SEVERITY_NAMES, Finding
from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.schema import (
    INDICATOR,
    PRINTED,
    Column,
    Row,
    Table,
    indicator_key,
    words_of,
)
from evalkit.present.tidy.where import FILE, LINE, file_of
from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.problems import Problem


def finding_row(finding: Finding, facts: ReportData) -> Row:
    """Everything that is known of a finding, in the language of the report.

    Line and column are those of what the finding speaks of, or of the nearest entry that holds it.
    """
    said = words_of(facts).said
    return {
        "number": finding.number,
        "check": finding.check,
        "severity": finding.severity,
        "title": said(finding.title),
        "place": said(finding.place),
        "indicator": _indicator_at(finding.path, facts),
        "path": "/".join(map(str, finding.path)),
        "printed": finding.printed,
        "evidence": said(finding.evidence),
        "suggestion": said(finding.suggestion),
        "accepted": finding.accepted,
        **_where(finding, facts),
    }


def problem_row(problem: Problem, language: Language) -> Row:
    """Row of a sheet's problem by the names of a finding's: it has no number and no title."""
    return FINDINGS.blank() | {
        "check": problem.code,
        "severity": "error",
        "place": problem.place.in_(language),
        "printed": str(problem.details.get("seen", "")),
        "evidence": problem.what(language),
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
    }


def _where(finding: Finding, facts: ReportData) -> Row:
    if facts.source is None:
        return {}
    line, column = facts.source.place(finding.path)
    return {"file": file_of(facts.source), "line": line, "column": column}


def _indicator_at(path: KeyPath, facts: ReportData) -> str:
    """Key of the indicator in which `path` lies; "" elsewhere."""
    match path:
        case ("achievement_goals", int(place), "indicators", int(number), "series", int(row), *_):
            goal = facts.sheet.achievement_goals[place]
            return indicator_key(goal.no, f"{goal.indicators[number].no}-{row + 1}")
        case ("achievement_goals", int(place), "indicators", int(number), *_):
            goal = facts.sheet.achievement_goals[place]
            return indicator_key(goal.no, goal.indicators[number].no)
    return ""


def _findings(facts: ReportData) -> Iterator[Row]:
    return (finding_row(each, facts) for each in facts.findings)


_NEAREST = Bilingual(
    "記載のないときは、それを含む項目の位置", "Of the entry that holds it, if nothing is"
)

FINDINGS = Table(
    name="findings",
    title=Bilingual("監査所見", "Audit findings"),
    about=Bilingual("評価書の記載を機械的に点検した結果。番号は報告書の「監」の番号。",
               "Found by automatic checks of the sheet, numbered as in the report."),
    columns=(
        Column("number", "integer", Bilingual("番号", "No.")),
        Column("check", "string", Bilingual("検査の名称", "Check")),
        Column("severity", "string", Bilingual("重大度", "Severity"), codes={
            name: Bilingual(each.ja, each.en.lower()) for name, each in SEVERITY_NAMES.items()
        }),
        Column("title", "string", Bilingual("所見", "Finding")),
        Column("place", "string", Bilingual("場所", "Place")),
        Column("indicator", "string", INDICATOR.title,
               Bilingual("指標の欄に関するものだけ", "Only where an indicator is concerned")),
        Column("path", "string",
               Bilingual("評価書のファイルの中の位置", "Place in the sheet file")),
        PRINTED,
        Column("evidence", "string", Bilingual("根拠", "Evidence")),
        Column("suggestion", "string", Bilingual("対応", "Suggestion")),
        Column("accepted", "string", Bilingual("承認の理由", "Reason for accepting"),
               Bilingual("承認済みのものだけ", "Only of accepted findings")),
        FILE,
        Column("line", "integer", LINE.title, _NEAREST),
        Column("column", "integer", Bilingual("行の中の桁", "Column of the line"), _NEAREST),
    ),
    key=("number",),
    refers={"indicator": "indicators"},
    rows=_findings,
)  # fmt: skip

TITLES = {column.name: column.title for column in FINDINGS.columns}
"""What each part of a finding is called, wherever it is shown."""
