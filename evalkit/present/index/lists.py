"""The lists of an index across its goals: missed, awaited, not to be trusted, not made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from evalkit.assess.audit import SEVERITIES
from evalkit.assess.goal_summary import (
    Awaited,
    Figure,
    FindingSummary,
    GoalSummary,
    IndicatorSummary,
    MissedYear,
)
from evalkit.present.html import Content, element, join, lines
from evalkit.present.index.components import Parts
from evalkit.present.round_summary import Entry
from evalkit.present.status import chip, severity_chip
from evalkit.present.summary import overdue_note, taken_as
from evalkit.sheet.printing import percent, quantity


@dataclass(frozen=True)
class _Missed:
    entry: Entry
    summary: GoalSummary
    indicator: IndicatorSummary
    year: MissedYear


@dataclass(frozen=True)
class _Due:
    entry: Entry
    summary: GoalSummary
    indicator: IndicatorSummary
    due: Awaited
    overdue: bool


class Lists:
    """The lists across all goals of a round."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.words = parts.words

    def _heading(
        self, name: str, anchor: str, count: int, level: str = "h2", **fill: str
    ) -> Markup:
        text = self.words(name, **fill) + self.words("count_of", count=f"{count:,}")
        return element(level, text, id=anchor)

    def _none(self) -> Markup:
        return element("p", self.words("none_of_them"))

    # Missed targets

    def missed(self) -> Markup:
        """Targets missed in the year of the round, then those of earlier years."""
        every = sorted(self._every_missed(), key=lambda each: _level(each.year))
        now = [each for each in every if each.year.year == each.summary.fiscal_year]
        before = [each for each in every if each.year.year < each.summary.fiscal_year]
        heading = self._heading("round_missed", "missed", len(now), year=self.parts.of_round())
        body = self._missed_table("missed", now, "missed") if now else self._none()
        note = element("p", self.words("round_missed_note"), class_="note") if now else ""
        return join((heading, note, body, self._before(before)))

    def _before(self, missed: Sequence[_Missed]) -> Markup:
        if not missed:
            return Markup()
        heading = self._heading("round_missed_before", "missed-before", len(missed), "h3")
        whole = self._missed_table("missed-before", missed, "missed-before")
        summary = element("summary", self.words("open_list"))
        note = element("p", self.words("lowest_first"), class_="note")
        return join((heading, note, element("details", summary, whole)))

    def _every_missed(self) -> Iterator[_Missed]:
        for entry in self.parts.round.entries:
            if entry.summary:
                for indicator, year in entry.summary.missed():
                    yield _Missed(entry, entry.summary, indicator, year)

    def _missed_table(self, name: str, missed: Sequence[_Missed], heading: str) -> Markup:
        names = ("policy_goal", "indicator", "fiscal_year", "actual", "annual_target",
                 "f_level_rate", "trust")  # fmt: skip
        rows, rest = self.parts.cut(name, map(self._missed_row, missed), len(missed))
        return join((self.parts.table(name, names, rows, heading), rest))

    def _missed_row(self, missed: _Missed) -> Markup:
        year = missed.year
        figures = (self._figure(each) for each in (year.actual, year.target))
        known = year.level_rate is not None
        level = percent(year.level_rate, self.words.language) if known else "－"  # type: ignore[arg-type]
        return element(
            "tr",
            self.parts.goal(missed.entry),
            element("th", self.parts.indicator(missed.entry, missed.indicator), scope="row"),
            element("td", self.parts.year(year.year)),
            *(element("td", figure, class_="num") for figure in (*figures, level)),
            element("td", self._trust(missed.entry, missed.summary, missed.indicator)),
        )

    def _latest(self, indicator: IndicatorSummary) -> Content:
        """Latest figure of an indicator, with its year."""
        latest = indicator.latest
        if latest is None:
            return "－"
        year = self.words("in_brackets", text=self.parts.year(latest.year))
        return join((self._figure(latest.figure), self.words.space, year))

    def _figure(self, figure: Figure | str) -> Content:
        if isinstance(figure, str):
            return element("span", lines(figure or "－"), lang=self.words.data_language)
        unit, second = figure.unit, figure.second
        return quantity(figure.value, unit, figure.comparator, second, self.words.language)

    def _trust(self, entry: Entry, summary: GoalSummary, indicator: IndicatorSummary) -> Content:
        """The gravest finding on the indicator, linked; how many more; or that there is none."""
        grave, notes = summary.grave(indicator), indicator.notes
        if not grave:
            beside = self.words.count("trust_notes", notes) if notes else ""
            return join((self.words("trust_good"), " ", _note(beside)))
        more = self.words("trust_more", count=len(grave) - 1) if len(grave) > 1 else ""
        said = self._finding(entry, grave[0], place=False)
        return join((severity_chip(grave[0].severity, self.words), " ", said, " ", _note(more)))

    # Audit

    def findings(self) -> Markup:
        """Errors and warnings of every goal."""
        every = [
            (entry, finding)
            for severity in SEVERITIES
            for entry in self.parts.round.entries if entry.summary
            for finding in entry.summary.findings if finding.severity == severity
        ]  # fmt: skip
        heading = self._heading("round_findings", "findings", len(every))
        if not every:
            return join((heading, self._none()))
        names = ("policy_goal", "severity", "place", "printed", "finding_column")
        made = (self._finding_row(*each) for each in every)
        rows, rest = self.parts.cut("findings", made, len(every))
        return join((heading, self.parts.table("findings", names, rows, "findings"), rest))

    def _finding_row(self, entry: Entry, finding: FindingSummary) -> Markup:
        return element(
            "tr",
            self.parts.goal(entry),
            element("td", severity_chip(finding.severity, self.words)),
            element("th", self._finding(entry, finding, place=True), scope="row"),
            element("td", finding.printed or "－", lang=self.words.data_language),
            element("td", self.words.said(finding.title)),
        )

    def _finding(self, entry: Entry, finding: FindingSummary, *, place: bool) -> Content:
        text = self.words.said(finding.place if place else finding.title)
        return self.parts.link(entry, text, f"finding-{finding.number}")

    # Results still unknown

    def awaited(self) -> Markup:
        """What is overdue, then what is still to come, the earliest first; what is undecided."""
        every = sorted(self._every_due(), key=lambda each: each.due.day or date.max)
        late = [each for each in every if each.overdue]
        early = [each for each in every if not each.overdue]
        days = (each.as_of for each in self.parts.round.summaries)
        note = element("p", overdue_note(days, self.words), class_="note")
        return join((
            self._heading("round_overdue", "overdue", len(late)), note,
            self._due_table("overdue", late) if late else self._none(),
            self._heading("round_awaited", "awaited", len(early)),
            self._due_table("awaited", early) if early else self._none(),
            self._undecided(),
        ))  # fmt: skip

    def _every_due(self) -> Iterator[_Due]:
        for entry in self.parts.round.entries:
            summary = entry.summary
            for indicator, due in summary.awaited() if summary else ():
                assert summary
                yield _Due(entry, summary, indicator, due, due.overdue(summary.as_of))

    def _due_table(self, name: str, dues: Sequence[_Due]) -> Markup:
        names = ("policy_goal", "indicator", "fiscal_year", "annual_target", "latest", "due",
                 "trust")  # fmt: skip
        rows, rest = self.parts.cut(name, map(self._due_row, dues), len(dues))
        return join((self.parts.table(name, names, rows, name), rest))

    def _due_row(self, due: _Due) -> Markup:
        state = "overdue" if due.overdue else "not_overdue" if due.due.day else "due_unknown"
        shown = chip("missed" if due.overdue else "pending", self._state(state))
        day = due.due.day
        until = element("span", due.due.printed or "－", lang=self.words.data_language)
        taken = element("small", taken_as(day, self.words)) if day else ""
        return element(
            "tr",
            self.parts.goal(due.entry),
            element("th", self.parts.indicator(due.entry, due.indicator), scope="row"),
            element("td", self.parts.year(due.due.year)),
            element("td", self._figure(due.due.target), class_="num"),
            element("td", self._latest(due.indicator), class_="num"),
            element("td", until, self.words.space, taken, " ", shown),
            element("td", self._trust(due.entry, due.summary, due.indicator)),
        )

    # Indicators of which nothing is decided

    def _undecided(self) -> Markup:
        """Indicators with figure and target of which the rule cannot say whether they met it."""
        every = [
            (entry, entry.summary, each)
            for entry in self.parts.round.entries if entry.summary
            for each in entry.summary.indicators if each.undecided
        ]  # fmt: skip
        if not every:
            return Markup()
        heading = self._heading("round_undecided", "undecided", len(every))
        names = ("policy_goal", "indicator", "latest", "reason", "trust")
        made = (self._undecided_row(*each) for each in every)
        rows, rest = self.parts.cut("undecided", made, len(every))
        return join((heading, self.parts.table("undecided", names, rows, "undecided"), rest))

    def _undecided_row(
        self, entry: Entry, summary: GoalSummary, indicator: IndicatorSummary
    ) -> Markup:
        why = self.words.said(indicator.undecided) if indicator.undecided else ""
        return element(
            "tr",
            self.parts.goal(entry),
            element("th", self.parts.indicator(entry, indicator), scope="row"),
            element("td", self._latest(indicator), class_="num"),
            element("td", why),
            element("td", self._trust(entry, summary, indicator)),
        )

    def _state(self, state: str) -> str:
        symbol = {"overdue": "！", "not_overdue": "…", "due_unknown": "？"}[state]
        return f"{symbol} {self.words(state)}"

    # Reports that were not made

    def failures(self) -> Markup:
        """Every report that could not be made, why, and whether an earlier one stands."""
        failed = [entry for entry in self.parts.round.entries if entry.failure]
        if not failed:
            return Markup()
        heading = self._heading("round_failures", "failures", len(failed))
        names = ("policy_goal", "reason", "earlier_report")
        rows = map(self._failure_row, failed)
        return join((heading, self.parts.table("failures", names, rows, "failures")))

    def _failure_row(self, entry: Entry) -> Markup:
        failure = entry.failure
        why = failure.why if failure else ()
        language = failure.language if failure else None
        if language == self.words.language:
            language = None
        title = join((f"{entry.number} ", self.parts.named(entry.name)))
        old = self.parts.link(entry, self.words("earlier_report"))
        return element(
            "tr",
            element("th", element("a", title, href=f"#{self.parts.row_id(entry)}"), scope="row"),
            element("td", join(why, element("br")), class_="why", lang=language),
            element("td", old if entry.kept else self.words("no_earlier_report")),
        )


def _level(year: MissedYear) -> Decimal:
    return year.level_rate if year.level_rate is not None else Decimal(0)


def _note(text: str) -> Markup:
    return element("small", text) if text else Markup()
