"""Findings where they matter: marks at the cells, and whether an indicator can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from markupsafe import Markup

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.audit import SEVERITY_NAMES, Finding, Severity
from evalkit.assess.goal_summary import by_indicator
from evalkit.present.html import element, join
from evalkit.present.status import severity_chip
from evalkit.present.words import Words
from evalkit.sheet.paths import KeyPath

_GRAVE: tuple[Severity, ...] = ("error", "warning")


def is_note(finding: Finding) -> bool:
    """Whether a finding is a note that stands, which the PDF leaves to the page and the data."""
    return finding.severity == "info" and not finding.accepted


class Marks:
    """Links to the findings on one sheet: small, and words rather than colour."""

    def __init__(self, findings: Sequence[Finding], words: Words) -> None:
        self.words = words
        self._at: dict[KeyPath, list[int]] = defaultdict(list)
        for each in findings:
            self._at[each.path].append(each.number)
        self._aside = frozenset(each.number for each in findings if is_note(each))
        self._about = by_indicator(each for each in findings if not each.accepted)

    def at(self, *paths: KeyPath) -> Markup:
        """Mark with the findings on `paths`, each once."""
        return self._mark(number for path in paths for number in self._at.get(path, ()))

    def links_below(self, path: KeyPath) -> Markup:
        """Links to the findings on `path` and on all that it holds, to stand in a sentence."""
        below = (own for place, own in self._at.items() if place[: len(path)] == path)
        return self._links(sorted({*chain.from_iterable(below)}))

    def grave(self, result: IndicatorResult) -> Markup:
        """Mark with the errors and warnings on an indicator, for a line of a list."""
        own = self._own(result)
        return self._mark(number for each in _GRAVE for number in own[each])

    def line(self, result: IndicatorResult) -> Markup:
        """Whether an indicator can be trusted: how grave, how many and which findings it has."""
        own = self._own(result)
        told = [self._told(each, own[each]) for each in _GRAVE if own[each]]
        if own["info"]:
            notes = f"{self.words.said(SEVERITY_NAMES['info'])}{self.words.space}{len(own['info'])}"
            told.append(Markup(notes))
        shown = join(told or [self.words("trust_none")], self.words("between_figures"))
        return element("span", f"{self.words('trust_line')}: ", shown, class_="trust")

    def _own(self, result: IndicatorResult) -> dict[Severity, list[int]]:
        """Numbers of the findings that speak of an indicator, by severity."""
        own: dict[Severity, list[int]] = {"error": [], "warning": [], "info": []}
        for finding in self._about.get(result.path, ()):
            own[finding.severity].append(finding.number)
        return own

    def _told(self, severity: Severity, numbers: Sequence[int]) -> Markup:
        before, after = self.words("in_brackets", text="|").split("|")
        space = self.words.space
        grave = severity_chip(severity, self.words, f"{space}{len(numbers)}")
        return join((grave, space, before, self._links(numbers), after))

    def _mark(self, numbers: Iterable[int]) -> Markup:
        shown = sorted(set(numbers))
        if not shown:
            return Markup()
        classes = "mark" if set(shown) - self._aside else "mark not-in-pdf"
        return element("sup", self._links(shown), class_=classes)

    def _links(self, numbers: Iterable[int]) -> Markup:
        return join(map(self._link, numbers), " ")

    def _link(self, number: int) -> Markup:
        """Link to a finding; its name begins with what is seen, for who calls it by voice."""
        seen = f"{self.words('mark')}{number}"
        said = f"{seen} {self.words('finding')}{number}"
        return element(
            "a",
            seen,
            href=f"#finding-{number}",
            aria_label=said,
            lang=self.words.language,
            class_="whole not-in-pdf" if number in self._aside else "whole",
        )
