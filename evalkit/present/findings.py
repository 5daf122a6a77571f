"""監査所見: what the audit found, for the page and for a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from evalkit.assess.audit import Finding, Severity, count
from evalkit.present.anchors import anchor
from evalkit.present.markup import Content, element, join, lines
from evalkit.present.status import chip
from evalkit.present.tables import Tables, table
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.source import Source

_CHIPS = {"error": "missed", "warning": "pending", "info": "no_target"}
_SYMBOLS = {"error": "×", "warning": "▲", "info": "・"}


def severity_chip(severity: Severity, words: Words, count: str = "") -> Markup:
    """Chip of a severity, with how many there are: ``× 誤りの疑い2``."""
    label = words(f"severity_{severity}")
    return chip(_CHIPS[severity], f"{_SYMBOLS[severity]} {label}{count}")


def marks_of(findings: Sequence[Finding]) -> dict[KeyPath, list[int]]:
    """Numbers of the findings by the path of the cell they speak of."""
    marks: dict[KeyPath, list[int]] = defaultdict(list)
    for finding in findings:
        marks[finding.path].append(finding.number)
    return dict(marks)


def set_aside(findings: Sequence[Finding]) -> frozenset[int]:
    """Numbers of the notes that stand, which the PDF leaves to the page and the data."""
    return frozenset(each.number for each in findings if _is_note(each))


def _is_note(finding: Finding) -> bool:
    return finding.severity == "info" and not finding.accepted


class Findings:
    """The findings of one sheet, in one language."""

    def __init__(self, tables: Tables, findings: Sequence[Finding]) -> None:
        self.tables = tables
        self.words = tables.words
        self.findings = findings

    def headline(self) -> Markup:
        """How many, and how grave, with a link to the list."""
        text = self.words("findings_count", **count(self.findings))
        head = element("p", element("a", text, href="#findings"), class_="findings-count")
        grave = [
            element("li", self._link(each))
            for each in self.findings
            if each.severity == "error" and not each.accepted
        ]
        return head + element("ul", *grave) if grave else head

    def _link(self, finding: Finding) -> Markup:
        text = f"{self._said(finding.title)}: {self._said(finding.place)}"
        return element("a", f"{finding.number} {text}", href=f"#finding-{finding.number}")

    def whole(self) -> Markup:
        """List of the findings, and apart from it those that the author has accepted."""
        accepted = [each for each in self.findings if each.accepted]
        notes = [each for each in self.findings if _is_note(each)]
        grave = [each for each in self.findings if not each.accepted and not _is_note(each)]
        if not self.findings:
            return element("p", self.words("findings_none"))
        parts: list[Content] = [element("p", self.words("findings_note"), class_="note")]
        counted = self.words("findings_count", **count(self.findings))
        parts.append(element("p", counted, class_="lead"))
        if grave:
            parts.append(self._table("findings", grave))
        if notes:
            parts += [self._notes(notes), self._elsewhere(len(notes))]
        if accepted:
            named = "findings-accepted"
            parts += [self._heading(named), self._table(named, accepted)]
        return join(parts)

    def _notes(self, notes: Sequence[Finding]) -> Markup:
        """Notes apart from what is grave; the PDF, where they would fill six pages, has none."""
        named = "findings-notes"
        return element("div", self._heading(named), self._table(named, notes), class_="not-in-pdf")

    def _elsewhere(self, number: int) -> Markup:
        return element("p", self.words("notes_elsewhere", number=number), class_="pdf-only")

    def _heading(self, named: str) -> Markup:
        return element("h3", self.words(named.replace("-", "_")), id=named)

    def _table(self, named: str, findings: Sequence[Finding]) -> Markup:
        columns = ["number", "severity", "place", "finding_column", "suggestion"]
        head = element("tr", *(element("th", self.words(name), scope="col") for name in columns))
        rows = map(self._row, findings)
        return table(
            "", element("thead", head), element("tbody", *rows), id_=f"{named}-table",
            class_="data findings", labelled_by=named, widths=(5, 8, 29, 38, 20),
        )  # fmt: skip

    def _row(self, finding: Finding) -> Markup:
        words = self.words
        grave = severity_chip(finding.severity, words)
        title = element("strong", self._said(finding.title))
        evidence = element("span", self._said(finding.evidence), class_="note")
        reason = f"{words('accepted_reason')}: {finding.accepted}" if finding.accepted else ""
        return element(
            "tr",
            element("th", str(finding.number), scope="row", id=f"finding-{finding.number}"),
            element("td", grave),
            element("td", self._place(finding)),
            element("td", title, evidence),
            element("td", self._said(finding.suggestion), element("span", reason, class_="note")),
        )

    def _place(self, finding: Finding) -> Markup:
        """Link to the cell, or to the nearest thing shown that holds it; and what is printed."""
        path = finding.path
        while path and path not in self.tables.shown and "indicators" not in path[-2:-1]:
            path = path[:-1]
        place = self._said(finding.place)
        link = element("a", place, href=f"#{anchor(self.tables.sheet, path)}") if path else place
        printed = element(
            "span", lines(finding.printed), class_="note", lang=self.tables.data_language
        )
        return join((link, printed if finding.printed else ""))

    def _said(self, text: Bilingual) -> str:
        return self.words.either(text.ja, text.en)


def finding_lines(findings: Sequence[Finding], source: Source, words: Words) -> Iterator[str]:
    """Lines of the findings for a terminal: what and where, the computation, what to do."""
    for finding in findings:
        line, column = source.place(finding.path)
        place, title = (words.either(*text) for text in (finding.place, finding.title))
        printed = f"「{' '.join(finding.printed.split())}」" if finding.printed else ""
        grave = words(f"severity_{finding.severity}")
        accepted = (
            f"（{words('findings_accepted')}: {finding.accepted}）" if finding.accepted else ""
        )
        yield f"{source.name}:{line}:{column}  {grave}  {place}{printed}: {title}{accepted}"
        yield f"    {words.either(*finding.evidence)}"
        yield f"    → {words.either(*finding.suggestion)}  [{finding.check}]"
