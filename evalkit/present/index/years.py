"""The index over the years: each round with its counts, and how they have developed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup

from evalkit.present.html import Content, element, join
from evalkit.present.index.components import bar, grade_counts, sortable
from evalkit.present.index.words import IndexWords
from evalkit.present.round_summary import Totals
from evalkit.present.section import Section
from evalkit.sheet.printing import MINUS, fiscal_year

_COUNTS: dict[str, Callable[[Totals], int]] = {
    "goals_column": lambda each: each.goals,
    "indicators_column": lambda each: each.indicators,
    "missed_column": lambda each: each.grades["missed"],
    "awaited_column": lambda each: each.awaited,
    "overdue_column": lambda each: each.overdue,
    "errors_column": lambda each: each.severities["error"],
    "warnings_column": lambda each: each.severities["warning"],
    "failed_column": lambda each: each.failed,
}


class Years:
    """The rounds, the latest first, in the language of the latest."""

    def __init__(self, rounds: Sequence[Totals]) -> None:
        self.rounds = rounds
        self.words = IndexWords(rounds[0].language)

    def whole(self) -> Section:
        """The page."""
        title = self.words("years_title")
        body = (
            element("header", element("h1", title), class_="head"),
            element("h2", self.words("years"), id="years"),
            element("p", self.words("years_note"), class_="note"),
            self._table(),
            element("p", element("strong", self.words("reference_mark")),
                    f" {self.words('round_aid')}", class_="note"),
        )  # fmt: skip
        about = {
            "title": title,
            "running_head": title,
            "language": self.words.language,
            "date": f"{(self.rounds[0].fiscal_year or 1979) + 1}-03-31",
            "kind": "index",
        }
        return Section(join(body), about)

    def _table(self) -> Markup:
        names = ("fiscal_year", "grades_column", *_COUNTS)
        pairs = pairwise((*self.rounds, None))
        rows = [self._row(each, before) for each, before in pairs if each]
        return sortable("years", [self.words(name) for name in names], rows, "years")

    def _row(self, each: Totals, before: Totals | None) -> Markup:
        link = element("a", self._year(each), href=f"{quote(each.name)}/index.html")
        counts = grade_counts(each.grades, self.words)
        figures = (
            element("td", self._count(count(each), count(before) if before else None), class_="num")
            for count in _COUNTS.values()
        )
        return element(
            "tr", element("th", link, scope="row"),
            element("td", bar(each.grades), counts, class_="counts"), *figures,
        )  # fmt: skip

    def _year(self, each: Totals) -> str:
        year = each.fiscal_year
        return self.words.said(fiscal_year(year, "era")) if year else each.name

    def _count(self, count: int, before: int | None) -> Content:
        """Count, and its change from the round before."""
        if before is None:
            return f"{count:,}"
        change = count - before
        sign = "+" if change > 0 else self.words.said(MINUS) if change < 0 else "±"
        return join((f"{count:,} ", element("small", f"({sign}{abs(change):,})")))
