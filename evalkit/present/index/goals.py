"""The table of an index in which every goal of the round has its row."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup, escape

from evalkit.assess.compare.change import Group
from evalkit.assess.goal_summary import GoalSummary
from evalkit.present.html import Content, element, join
from evalkit.present.index.components import (
    Parts,
    bar,
    card,
    grade_counts,
    published_counts,
    severity_counts,
)
from evalkit.present.round_files import DATA
from evalkit.present.round_summary import Entry
from evalkit.present.status import chip
from evalkit.sheet.printing import percent

_COLUMNS = (
    "policy_goal", "grades_column", "missed_column", "awaited_column", "findings_column",
    "spent_column", "changes_column", "build_column",
)  # fmt: skip

_NAMED: tuple[Group, ...] = ("restated", "targets", "structure")
"""Groups of changes that are counted by name; the others are routine, and counted together."""


class Goals:
    """Every goal of a round, with what a reviewer wants to know first."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.words = parts.words

    def whole(self) -> Markup:
        """Notes and the table."""
        rows = (self._row(entry) for entry in self.parts.round.entries)
        names = ("goals_note", "spent_note")
        notes = (element("p", self.words(name), class_="note") for name in names)
        return join((*notes, self.parts.table("goals", _COLUMNS, rows, heading="goals")))

    def _row(self, entry: Entry) -> Markup:
        cells = self._known(entry, entry.summary) if entry.summary else [element("td")] * 6
        return element(
            "tr", self._name(entry), *cells, element("td", self._build(entry)),
            id=self.parts.row_id(entry), data_has=" ".join(self._has(entry)) or None,
        )  # fmt: skip

    def _has(self, entry: Entry) -> Iterator[str]:
        """What the filter can ask for."""
        summary = entry.summary
        if summary:
            yield from (["missed"] if summary.grades()["missed"] else [])
            yield from (["overdue"] if summary.overdue() else [])
            yield from (["error"] if summary.severities()["error"] else [])
            yield from (["changed"] if summary.changes and summary.changes.flips else [])
        if entry.failure:
            yield "failed"

    def _name(self, entry: Entry) -> Markup:
        """Number and name with the links to the report's files; who answers for it."""
        division = entry.summary.division.partition("（")[0] if entry.summary else ""
        who = " ".join(filter(None, (entry.ministry, division)))
        note = element("span", who, class_="note", lang=self.words.data_language)
        title = join((f"{entry.number} ", self.parts.named(entry.name)))
        files = element("span", *self._files(entry), class_="files")
        return element("th", self.parts.link(entry, title), note, " ", files, scope="row")

    def _files(self, entry: Entry) -> Iterator[Content]:
        stem = quote(entry.stem)
        if ".pdf" in entry.files:
            yield element("a", "PDF", href=f"{stem}.pdf")
        if DATA in entry.files:
            yield from (" ", element("a", self.words("data_link"), href=f"{stem}/{DATA}"))

    def _known(self, entry: Entry, summary: GoalSummary) -> list[Markup]:
        return [
            element("td", *self._counts(summary), *self._published(summary), class_="counts"),
            element("td", join(self._missed(entry, summary), " ")),
            self._awaited(entry, summary),
            element("td", self._findings(entry, summary), class_="counts"),
            element("td", join(self._spent(summary), element("br")), class_="spent"),
            element("td", *self._changes(entry, summary)),
        ]

    def _counts(self, summary: GoalSummary) -> Iterator[Content]:
        """How many indicators have each grade; of a plan, how many it has."""
        grades = summary.grades()
        yield from (bar(grades), grade_counts(grades, self.words))
        if summary.is_plan:
            counted = self.words.count("counted_indicators", len(summary.indicators))
            yield self.words("plan_row", count=counted)

    def _published(self, summary: GoalSummary) -> Iterator[Markup]:
        """What the ministry itself published, under ours, and what the chosen rule says."""
        told = [
            (self.words("published_result"), summary.evaluation),
            (self.words("published_column"), published_counts(summary.published, self.words)),
        ]
        if any(summary.by_preset.values()):
            counts = {grade: n for grade, n in summary.by_preset.items() if n}
            told.append((self.words.said(summary.preset), published_counts(counts, self.words)))
        for head, text in told:
            if text:
                yield element("span", f"{head}: ", self.parts.named(text), class_="note")

    def _missed(self, entry: Entry, summary: GoalSummary) -> Iterator[Content]:
        """How many, and each by its number: complete even where the list below must be cut."""
        missed = [each for each in summary.indicators if each.grade == "missed"]
        yield self._count(entry, len(missed), "missed-list")
        yield from (self.parts.link(entry, each.label, card(each)) for each in missed)

    def _count(self, entry: Entry, count: int, anchor: str) -> Content:
        return self.parts.link(entry, str(count), anchor) if count else "0"

    def _awaited(self, entry: Entry, summary: GoalSummary) -> Markup:
        overdue = summary.overdue()
        count = sum(1 for _ in summary.awaited())
        shown = self._count(entry, count, "pending-list")
        if overdue:
            late = chip("missed", self.words("overdue_count", count=overdue))
            shown = join((shown, element("br"), late))
        return element("td", shown, class_="num")

    def _findings(self, entry: Entry, summary: GoalSummary) -> Content:
        shown = severity_counts(summary.severities(), self.words)
        return self.parts.link(entry, shown, "findings") if shown else "0"

    def _spent(self, summary: GoalSummary) -> Iterator[Markup]:
        """One line for each line of the budget, the year before the first of a year."""
        year = 0
        for spent in summary.spent:
            if spent.year != year:
                year = spent.year
                yield escape(self.parts.year(year))
            name = self.words(f"spent_{spent.line}")
            if spent.executed is None:
                yield escape(f"{name} {spent.total:,f}")
                continue
            rate = percent(spent.rate, self.words.language) if spent.rate is not None else "－"
            amounts = f"{spent.executed:,f}／{spent.total:,f}"
            yield join((f"{name} ", element("b", rate), f" {amounts}"))

    def _changes(self, entry: Entry, summary: GoalSummary) -> Iterator[Content]:
        changes = summary.changes
        if changes is None:
            yield self.words("first_year")
            return
        if changes.flips:
            yield chip("pending", self.words.count("flips", changes.flips))
        named = {group: changes.groups.get(group, 0) for group in _NAMED}
        others = sum(changes.groups.values()) - sum(named.values())
        counted = (*named.items(), ("others", others))
        short = (self._short(group, count) for group, count in counted if count)
        text = self.words("between_figures").join(short) or self.words("unchanged")
        yield from (" ", self.parts.link(entry, text, "changes"))

    def _short(self, group: str, count: int) -> str:
        many = group in ("targets", "others")  # whose English word has a plural
        word = f"short_{group}"
        return self.words.count(word, count) if many else self.words(word, count=count)

    def _build(self, entry: Entry) -> Markup:
        if entry.standing:
            return chip("pending", self.words(f"standing_{entry.standing}"))
        if not entry.failure:
            return chip("met", self.words("built")) if entry.files else Markup()
        text = self.words("failed_kept" if entry.kept else "failed_none")
        return element("a", chip("missed", text), href="#failures", class_="symbol")
