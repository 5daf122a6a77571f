"""What every table of the index over a round is put together from: links, years, cuts, bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from urllib.parse import quote

from markupsafe import Markup, escape

from evalkit.assess.assessment import ANNUAL
from evalkit.assess.audit import Severity
from evalkit.assess.goal_summary import IndicatorSummary
from evalkit.present.html import Content, element, join
from evalkit.present.index.words import IndexWords
from evalkit.present.round_summary import Entry, Round
from evalkit.present.status import SEVERITY_GRADES, annual_label, severity_label
from evalkit.present.tables import heads, table
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Language
from evalkit.sheet.fiscal import Calendar
from evalkit.sheet.printing import fiscal_year

_ROOM = 930_000  # bytes of an index, so that one of 500 goals stays below a megabyte
_GOAL = 1_600  # bytes of a goal's row, about
_SHARES = {
    "missed": 46, "missed-before": 10, "overdue": 14, "awaited": 10, "undecided": 6, "findings": 14,
}  # fmt: skip


class Parts:
    """The small pieces of one round's index, in one language."""

    def __init__(self, shown: Round, language: Language) -> None:
        self.round = shown
        self.words = IndexWords(language, shown.profile)

    def year(self, year: int) -> str:
        """Print a fiscal year shortly: 24年度, FY2012."""
        own = self.round.fiscal_year
        return self.words.said(fiscal_year(year, "bare", Calendar(own) if own else None))

    def of_round(self) -> str:
        """Year of the round in full: 平成24年度, FY2012; its folder's name where it has none."""
        year = self.round.fiscal_year
        return self.words.said(fiscal_year(year, "era")) if year else self.round.name

    def link(self, entry: Entry, text: Content, anchor: str = "", **attributes: object) -> Content:
        """Link into the report of a goal; its text alone where no page is published."""
        if ".html" not in entry.files:
            return text
        place = f"{quote(entry.stem)}.html{'#' if anchor else ''}{anchor}"
        return element("a", text, href=place, **attributes)

    def named(self, text: str) -> Markup:
        """Text of a sheet, in its own language."""
        if self.words.data_language is None:
            return escape(text)
        return element("span", text, lang=self.words.data_language)

    def goal(self, entry: Entry) -> Markup:
        """Number of a goal as a cell, linked to the goal's row."""
        return element("td", element("a", entry.number, href=f"#{self.row_id(entry)}"))

    def indicator(self, entry: Entry, indicator: IndicatorSummary) -> Content:
        """Number and name of an indicator, linked to its card."""
        text = join((f"{indicator.label} ", self.named(indicator.name)))
        return self.link(entry, text, card(indicator))

    def row_id(self, entry: Entry) -> str:
        """Id of a goal's row, the same next year; an id holds no white space."""
        return f"goal-{'-'.join(entry.stem.split())}"

    def table(
        self, name: str, columns: Sequence[str], rows: Iterable[Markup], heading: str
    ) -> Markup:
        """Table below the heading with the id `heading`, its columns named by words."""
        return sortable(name, [*map(self.words, columns)], rows, heading)

    def room(self, name: str) -> int:
        """Bytes for the rows of a list: its share of what the table of the goals leaves."""
        left = _ROOM - _GOAL * len(self.round.entries)
        return max(left, _ROOM // 8) * _SHARES[name] // 100

    def cut(self, name: str, rows: Iterator[Markup], count: int) -> tuple[list[Markup], Markup]:
        """Rows for which there is room, and a note that says how many of `count` are not shown."""
        most = self.room(name)
        shown: list[Markup] = []
        size = 0
        for row in rows:
            size += len(row.encode())
            if shown and size > most:
                break
            shown.append(row)
        missing = count - len(shown)
        if not missing:
            return shown, Markup()
        text = element("a", self.words("cut", count=f"{missing:,}"), href="#goals")
        return shown, element("p", text, class_="cut")


def card(indicator: IndicatorSummary) -> str:
    """Id of an indicator's card in the report of its goal."""
    return f"g{indicator.goal}-i{indicator.no}"


def sortable(name: str, titles: Sequence[str], rows: Iterable[Markup], heading: str) -> Markup:
    """Table that the page's script can sort, labelled by a heading; on a phone, rows are cards."""
    whole = table(
        "", heads(titles), element("tbody", *rows),
        id_=f"{name}-table", class_="data index", labelled_by=heading,
    )  # fmt: skip
    labels = "".join(f"--c{place}:'{title}';" for place, title in enumerate(titles, 1))
    return element("div", whole, class_=f"cards {name}", style=labels)


def bar(grades: Mapping[str, int]) -> Markup:
    """Small bar of the grades, for the eye alone: the counts stand beside it.

    One element with the ends of its pieces in per mille, for 500 bars must be light.
    """
    total = sum(grades.values())
    if not total:
        return Markup()
    ends = accumulate(grades[grade] for grade in ANNUAL[:-1])
    style = ";".join(f"--e{n}:{end * 1000 // total}" for n, end in enumerate(ends, 1))
    return element("i", style=style)


def grade_counts(grades: Mapping[str, int], words: Words) -> Markup:
    """Counts of the grades that there are, each with its symbol, word and colour."""
    known = ((f"s-{grade}", annual_label(grade, words), grades[grade]) for grade in ANNUAL)
    return counts(known, words)


def published_counts(grades: Mapping[str, int], words: Words) -> str:
    """Counts of the ministry's own grades, as they are printed: A3、B1."""
    return words("between_figures").join(
        f"{grade}{words.space}{count:,}" for grade, count in grades.items()
    )


def severity_counts(severities: Mapping[Severity, int], words: Words) -> Markup:
    """Counts of the findings that there are, the same way."""
    known = (
        (f"s-{SEVERITY_GRADES[name]}", severity_label(name, words), count)
        for name, count in severities.items()
    )
    return counts(known, words)


def counts(named: Iterable[tuple[str, str, int]], words: Words) -> Markup:
    """Counts with class and name, where there is something to count."""
    pieces = (
        element("b", f"{name}{words.space}{count:,}", class_=kind)
        for kind, name, count in named
        if count
    )
    return join(pieces, " ")
