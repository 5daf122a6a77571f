"""監査所見: what the audit found, as a list on the page."""

from __future__ import annotations

from collections.abc import Container, Sequence

from markupsafe import Markup

from evalkit.assess.audit import Finding, count
from evalkit.present.anchors import anchor
from evalkit.present.edition import Edition
from evalkit.present.html import Content, element, join, lines
from evalkit.present.marks import is_note
from evalkit.present.status import severity_chip
from evalkit.present.tables import heads, table
from evalkit.present.tidy.findings import TITLES
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath


class Findings:
    """The findings on one sheet; `shown` are the paths of what has a place on the page."""

    def __init__(
        self, edition: Edition, findings: Sequence[Finding], shown: Container[KeyPath]
    ) -> None:
        self.edition = edition
        self.words = edition.words
        self.findings = findings
        self.shown = shown

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
        notes = [each for each in self.findings if is_note(each)]
        grave = [each for each in self.findings if not each.accepted and not is_note(each)]
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
        columns = ("number", "severity", "place", "title", "suggestion")
        rows = map(self._row, findings)
        return table(
            "", heads(map(self._title, columns)), element("tbody", *rows), id_=f"{named}-table",
            class_="data findings", labelled_by=named, widths=(5, 8, 29, 38, 20),
        )  # fmt: skip

    def _row(self, finding: Finding) -> Markup:
        words = self.words
        grave = severity_chip(finding.severity, words)
        title = element("strong", self._said(finding.title))
        evidence = element("span", self._said(finding.evidence), class_="note")
        reason = f"{self._title('accepted')}: {finding.accepted}" if finding.accepted else ""
        return element(
            "tr",
            element("th", str(finding.number), scope="row", id=f"finding-{finding.number}"),
            element("td", grave),
            element("td", self._place(finding)),
            element("td", title, evidence),
            element("td", self._said(finding.suggestion), element("span", reason, class_="note")),
        )

    def _title(self, name: str) -> str:
        return TITLES[name].in_(self.words.language)

    def _place(self, finding: Finding) -> Markup:
        """Link to the cell, or to the nearest thing shown that holds it; and what is printed."""
        path = finding.path
        while path and path not in self.shown and "indicators" not in path[-2:-1]:
            path = path[:-1]
        place = self._said(finding.place)
        link = element("a", place, href=f"#{anchor(self.edition.sheet, path)}") if path else place
        printed = element(
            "span", lines(finding.printed), class_="note", lang=self.words.data_language
        )
        return join((link, printed if finding.printed else ""))

    def _said(self, text: Bilingual) -> str:
        return self.words.said(text)
