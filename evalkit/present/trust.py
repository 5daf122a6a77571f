"""Whether the figures of an indicator can be trusted: the audit's findings that speak of it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.audit import Finding, Severity
from evalkit.assess.goal_summary import by_indicator
from evalkit.present.findings import severity_chip
from evalkit.present.markup import element, join
from evalkit.present.tables import Tables, indicator_path

_GRAVE: tuple[Severity, ...] = ("error", "warning")


class Trust:
    """The findings that stand, indicator by indicator, in one language."""

    def __init__(self, tables: Tables, findings: Sequence[Finding]) -> None:
        self.tables = tables
        self.words = tables.words
        self.about = by_indicator(each for each in findings if not each.accepted)

    def marks(self, result: IndicatorResult) -> Markup:
        """Links to the errors and warnings on an indicator, for a line of a list."""
        own = self._own(result)
        return self.tables.marked(number for each in _GRAVE for number in own[each])

    def line(self, result: IndicatorResult) -> Markup:
        """How grave, how many, and which: for the head of a card."""
        own = self._own(result)
        told = [self._told(each, own[each]) for each in _GRAVE if own[each]]
        if own["info"]:
            told.append(self._counted("info", own["info"]))
        shown = join(told or [self.words("trust_none")], self.words("between_figures"))
        return element("span", f"{self.words('trust_line')}: ", shown, class_="trust")

    def _own(self, result: IndicatorResult) -> dict[Severity, list[int]]:
        """Numbers of the findings that speak of an indicator, by severity."""
        place = indicator_path(result.sheet, result.goal, result.indicator)
        own: dict[Severity, list[int]] = {"error": [], "warning": [], "info": []}
        for finding in self.about.get(place, ()):
            own[finding.severity].append(finding.number)
        return own

    def _told(self, severity: Severity, numbers: Sequence[int]) -> Markup:
        links = join(map(self.tables.finding_link, numbers), " ")
        before, after = self.words("in_brackets", text="|").split("|")
        space = self.words.space
        grave = severity_chip(severity, self.words, f"{space}{len(numbers)}")
        return join((grave, space, before, links, after))

    def _counted(self, severity: Severity, numbers: Sequence[int]) -> Markup:
        name = self.words(f"severity_{severity}")
        return Markup(f"{name}{self.words.space}{len(numbers)}")
